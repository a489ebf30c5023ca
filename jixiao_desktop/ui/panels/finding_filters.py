"""What the findings are filtered by: severities, a kind of rule, the current project, a text."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ..states import Tally
from ..widgets import chip, search_field, tight
from .finding_model import LEVELS, WAIVED, Filter

_ALL = "全部类别"
_PAUSE = 150  # ms between the last key typed and the search
_WIDE, _ROOMY = 720, 500  # px from which the buttons have their words, and from which there is room for all filters


class FindingFilters(QWidget):
    """The line above the findings. `changed` says that other findings are wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.levels: dict[str, QToolButton] = {}
        self.group = QComboBox()
        self.here = chip("当前项目", "goto", "here")
        self.text = search_field("筛选问题", "findings_text")
        self._counts: dict[str, str] = {}
        self._groups: Counter[str] = Counter()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build()

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        tight(layout, 4)
        for name, words in LEVELS.items():
            button = chip(words, name, name)
            button.setToolTip(f"显示或隐藏{words}")
            button.setObjectName(f"filter_{name}")
            button.setChecked(name != WAIVED)
            button.toggled.connect(self.changed)
            self.levels[name] = button
            layout.addWidget(button)
        self.here.setObjectName("filter_here")
        self.here.setToolTip("只列正在填的项目的问题")
        self.here.toggled.connect(self.changed)
        self.group.setObjectName("filter_group")
        self.group.setAccessibleName("问题类别")
        self.group.setToolTip("只列一类问题")
        self.group.addItem(_ALL, "")
        self.group.currentIndexChanged.connect(self.changed)
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.group.setMinimumContentsLength(7)
        self.text.setToolTip("按项目、指标、栏目和问题里的字或拼音首字母筛选；F8 依所列次序转到下一个")
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.text.setMaximumWidth(220)
        self.text.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.changed)
        layout.addSpacing(6)
        layout.addWidget(self.here)
        layout.addWidget(self.group)
        layout.addStretch()
        layout.addWidget(self.text, 1)

    def wanted(self) -> Filter:
        """Return what is chosen; the current project is the panel's to know."""
        levels = frozenset(name for name, button in self.levels.items() if button.isChecked())
        return Filter(levels, str(self.group.currentData() or ""), None, self.text.text())

    def show_counts(self, counts: Tally | None, waived: int) -> None:
        """Show how many findings there are of each severity; None: the rules have not looked yet."""
        self._counts = {}
        if counts is not None:
            numbers = {"error": counts.error, "warning": counts.warning, "hint": counts.hint, WAIVED: waived}
            self._counts = {name: str(number) for name, number in numbers.items()}
        self._word()

    def show_groups(self, groups: Counter[str]) -> None:
        """Offer the kinds that have findings; a chosen one stays though it has none left."""
        if groups == self._groups:
            return
        from ...rules import GROUPS

        self._groups = groups
        chosen = self.group.currentData()
        with QSignalBlocker(self.group):
            self.group.clear()
            self.group.addItem(_ALL, "")
            for name, words in GROUPS.items():
                if groups[name] or name == chosen:
                    self.group.addItem(f"{words} {groups[name]}", name)
            self.group.setCurrentIndex(max(self.group.findData(chosen), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._word()

    def _word(self) -> None:
        """Give the buttons their words, or where there is no room only their numbers."""
        wide = self.width() >= _WIDE
        for name, button in self.levels.items():
            number = self._counts.get(name, "")
            words = f"{LEVELS[name]} {number}".rstrip()
            button.setText(words if wide else number)
            button.setAccessibleName(words)
        for widget in (self.group, self.text):
            widget.setVisible(self.width() >= _ROOMY)
