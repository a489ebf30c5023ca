"""The status bar: counts, 填报规则, 合计 at the left, always; what passes in the middle; file and zoom at the right."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStatusBar, QToolButton, QWidget

from ...domain.quantity import format_money
from ..bridge import Bridge
from ..states import tally
from ..widgets import PassingLabel, flat_button, set_role, tight

MESSAGE_MS, PAUSE_MS = 8000, 30
LEAST_FOR_MESSAGE = 220  # px; below it counts give way while a message passes
_COUNTS = {  # what each count leads to (an action), and why one would press it; the last gives way first
    "rows": ("show_tree", "到分级视图"),
    "findings": ("check", "列出检查结果"),
    "unreviewed": ("next_unreviewed", "转到下一处未核对的内容"),
    "total": ("show_overview", "到项目一览"),
    "rules": ("choose_profile", "选择填报规则"),
}
_ORDER = ("rows", "findings", "unreviewed", "rules", "total")


class Status(QStatusBar):
    """What is true now. `wanted` carries the id of the action that a pressed count stands for."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._bridge: Bridge | None = None
        self._saved_at: datetime | None = None
        self._failure = ""
        self.counts = {name: self._button(f"status_{name}", *_COUNTS[name]) for name in _ORDER}
        self.message = PassingLabel()
        self.message.setObjectName("status_message")
        self.file = self._button("status_file", "save", "保存到文件")
        self.zoom = self._button("status_zoom", "zoom_reset", "恢复 100%")
        self.addWidget(self._left(), 1)
        self.addPermanentWidget(self.file)
        self.addPermanentWidget(self.zoom)
        self._passing = QTimer(self, singleShot=True, interval=MESSAGE_MS)
        self._passing.timeout.connect(lambda: self.say(""))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)  # many rows are counted once, not at every key
        self._pause.timeout.connect(self.refresh)
        self._percent = 100
        self.refresh()

    def _left(self) -> QWidget:
        """The counts and the message, in a place that may become as narrow as the window."""
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(holder)
        tight(layout, 2)
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        for button in self.counts.values():
            layout.addWidget(button)
        layout.addWidget(self.message, 1)
        return holder

    def _button(self, name: str, action: str, tip: str) -> QToolButton:
        made = flat_button("", tip=tip)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        made.setObjectName(name)
        made.clicked.connect(lambda: self.wanted.emit(action))
        return made

    def watch(self, bridge: Bridge | None) -> None:
        """Tell of another book, or of none."""
        self._bridge, self._failure = bridge, ""
        self._saved_at = bridge.session.backed_up_at if bridge else None
        if bridge is not None:
            for changed in (bridge.book_changed, bridge.findings_changed, bridge.file_changed):
                changed.connect(self._pause.start)
            bridge.backed_up.connect(self._on_backed_up)
            bridge.backup_failed.connect(self._on_backup_failed)
        self.say("")
        self.refresh()

    def say(self, sentence: str) -> None:
        """Show a passing sentence beside the counts."""
        self.message.setText(sentence)
        self.message.setToolTip(sentence)
        if sentence:
            self._passing.start()
        self._fit()

    def show_zoom(self, percent: int) -> None:
        """Show the zoom."""
        self._percent = percent
        self._show(self.zoom, f"{percent}%" if self._bridge else "")

    def _on_backed_up(self, at: datetime) -> None:
        self._saved_at, self._failure = at, ""
        self._show_file()

    def _on_backup_failed(self, sentence: str) -> None:
        self._failure = sentence
        self._show_file()

    def refresh(self) -> None:
        """Show the counts and the file's state as they are now."""
        words = self._words()
        for name, button in self.counts.items():
            self._show(button, words.get(name, ""))
        set_role(self.counts["findings"], self._worst())
        self._show_file()
        self.show_zoom(self._percent)
        self._fit()

    def _show(self, button: QToolButton, text: str) -> None:
        button.setText(text)
        button.setAccessibleName(text)
        button.setVisible(bool(text))

    def _words(self) -> dict[str, str]:
        """The counts by name; what there is nothing to say of is left out."""
        if self._bridge is None:
            return {"rows": "没有打开的填报"}
        session = self._bridge.session
        sums = session.sums
        return {
            "rows": f"{sums.rows} 条指标",
            "findings": (tally(session).badge or "无错误和警告") if session.reviewed else "正在检查",
            "unreviewed": f"未核对 {sums.unreviewed}" if sums.unreviewed else "",
            "rules": f"填报规则：{session.profile.title}",
            "total": f"合计 {format_money(sums.budget)} 万元",
        }

    def _worst(self) -> str | None:
        session = self._bridge.session if self._bridge else None
        worst = tally(session).worst if session else "ok"
        return worst if worst in ("error", "warning") else None

    def _show_file(self) -> None:
        if self._bridge is None:
            self._show(self.file, "")
            return
        session = self._bridge.session
        state = "文件未保存" if session.modified or session.path is None else "文件已保存"
        backup = f"已自动备份 {self._saved_at:%H:%M} · " if self._saved_at else ""
        self._show(self.file, self._failure or f"{backup}{state}")
        set_role(self.file, "error" if self._failure else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a narrow screen the counts that matter least give way, to the others and to a passing message."""
        right = sum(b.sizeHint().width() + 8 for b in (self.file, self.zoom) if b.text())
        room = self.width() - right - 16 - (LEAST_FOR_MESSAGE if self.message.text() else 0)
        for name in _COUNTS:
            button = self.counts[name]
            room -= button.sizeHint().width() + 8 if button.text() else 0
            button.setVisible(bool(button.text()) and room >= 0)
