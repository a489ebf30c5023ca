"""绩效目标 with what helps to write it: a live count, the lines it takes in print, numbering, how like last year's."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..domain.profile import Profile
from .fields import GoalEdit
from .measure import goal_lines
from .widgets import flat_button, label, tight

PAUSE_MS = 60
SIMILARITY_LIMIT = 4000


class GoalField(QWidget):
    """The editor under a line of tools and over a line of notes. `enlarge` asks for the large window, if `wider`."""

    enlarge = Signal()

    def __init__(self, profile: Profile, *, wider: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self._last: str | None = None
        self._seen = False
        self.edit = GoalEdit()
        self.edit.setObjectName("objective")
        self.edit.setAccessibleName("绩效目标")
        self.count = label(role="muted")
        self.similar = label(role="muted")
        self.tools = QHBoxLayout()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._build(wider)
        self.edit.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.tell)
        self.tell()

    def _build(self, wider: bool) -> None:
        layout = QVBoxLayout(self)
        tight(layout, 4)
        tight(self.tools, 2)
        words = label("绩效目标")
        words.setBuddy(self.edit)
        number = flat_button("编号", "number", tip="每条目标各占一行，加上 目标1：目标2：…（Ctrl+Z 撤销）")
        number.setObjectName("number_goals")
        number.clicked.connect(self.edit.number)
        self.tools.addWidget(words)
        self.tools.addStretch()
        self.tools.addWidget(number)
        if wider:
            wide = flat_button("放大", "enlarge", tip="在大窗口中编辑（Ctrl+E）")
            wide.setObjectName("enlarge_goal")
            wide.clicked.connect(self.enlarge)
            self.tools.addWidget(wide)
        layout.addLayout(self.tools)
        layout.addWidget(self.edit, 1)
        notes = QHBoxLayout()
        tight(notes, 8)
        notes.addWidget(self.count)
        notes.addStretch()
        notes.addWidget(self.similar)
        layout.addLayout(notes)

    def show_last(self, text: str | None) -> None:
        """Compare with last year's goal from now on."""
        self._last = text
        self._pause.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Measure once the window has been seen: the typesetter is not needed before."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.tell)

    def tell(self) -> None:
        """Count, measure and compare what stands there now."""
        text = self.edit.toPlainText()
        self.count.setText(goal_words(text, self._profile) if self._seen else "")
        self.similar.setText(similar(text, self._last))


def goal_words(text: str, profile: Profile) -> str:
    """Return 105 字 · 表中约 7 行 of a goal; 未填写 of an empty one. Blanks do not count."""
    count = len("".join(text.split()))
    if not count:
        return "未填写"
    lines = goal_lines(text, profile)
    return f"{count} 字 · 表中约 {lines} 行" if lines else f"{count} 字"


def similar(text: str, last: str | None) -> str:
    """Return 与上年相似 86% of a goal and last year's; nothing without one of them, or beyond the limit."""
    if not last or not text or max(len(text), len(last)) > SIMILARITY_LIMIT:
        return ""
    from difflib import SequenceMatcher

    ratio = SequenceMatcher(None, last, text, autojunk=False).ratio()
    return f"与上年相似 {ratio:.0%}"
