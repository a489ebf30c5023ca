"""检查结果: every finding at once; a click or F8 goes to the cell, buttons mend it or declare it true."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ...domain.findings import Finding
from ..bridge import Bridge
from ..states import Tally, tally
from ..style.tokens import ROW_HEIGHT
from ..widgets import chip, label, tight
from .button_delegate import ButtonDelegate
from .finding_model import ACTIONS, BUTTONS, FIELD, MESSAGE, NAME, PLACE, WAIVED, Button, FindingModel

_WIDTHS = {PLACE: 200, NAME: 210, FIELD: 74}
_FILTERS = (("error", "错误"), ("warning", "警告"), ("hint", "提示"), (WAIVED, "已说明"))


class FindingTree(QTreeView):
    """The list itself: one line a finding; Enter jumps, the menu has every button of the row."""

    chosen = Signal(object)
    acted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self.setAccessibleName("检查结果")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHeaderHidden(True)
        self.setMouseTracking(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setStyleSheet(f"QTreeView::item {{ height: {ROW_HEIGHT}px; }}")
        self._buttons = ButtonDelegate(self)
        self.setItemDelegateForColumn(ACTIONS, self._buttons)
        self._buttons.pressed.connect(self._on_pressed)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def arrange(self) -> None:
        """Give the columns their widths: the message takes what the others leave."""
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)

    def fit_actions(self) -> None:
        """Make the last column as wide as the widest buttons in sight of the first rows."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        model = self.model()
        rows = range(min(model.rowCount(), 200))
        widths = [self._buttons.width(option, model.index(row, ACTIONS)) for row in rows]
        self.header().resizeSection(ACTIONS, max(widths, default=80))

    def _on_chosen(self, index: QModelIndex) -> None:
        if index.column() != ACTIONS:
            self.chosen.emit(self._finding(index))

    def _on_pressed(self, index: QModelIndex, button: Button) -> None:
        self.acted.emit(self._finding(index), button)

    def _finding(self, index: QModelIndex) -> Finding:
        model = self.model()
        assert isinstance(model, FindingModel)
        return model.finding(index.row())

    def _show_menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if not index.isValid():
            return
        finding = self._finding(index)
        menu = QMenu(self)
        menu.addAction("转到单元格", lambda: self.chosen.emit(finding))
        menu.addSeparator()
        for button in index.data(BUTTONS):
            action = QAction(button.text, menu)
            action.triggered.connect(lambda _=False, b=button: self.acted.emit(finding, b))
            menu.addAction(action)
        menu.popup(self.viewport().mapToGlobal(point))


class FindingsPanel(QWidget):
    """The list with its counts. Emits jump(node, field) and acted(finding, button)."""

    jump = Signal(int, str)
    acted = Signal(object, object)
    counted = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = bridge.session
        self.model = FindingModel(self._session, self)
        self.tree = FindingTree()
        self.tree.setModel(self.model)
        self.tree.arrange()
        self.empty = label("没有发现问题。", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.header = QWidget()
        self.filters: dict[str, QToolButton] = {}
        self._build_header()
        layout = QVBoxLayout(self)
        tight(layout)
        layout.addWidget(self.tree)
        layout.addWidget(self.empty, 1)
        self.tree.chosen.connect(self._on_chosen)
        self.tree.acted.connect(self.acted)
        bridge.findings_changed.connect(self.refresh)
        bridge.book_changed.connect(self._on_book)
        self.refresh()

    def _build_header(self) -> None:
        layout = QHBoxLayout(self.header)
        tight(layout, 4)
        for name, words in _FILTERS:
            button = chip(words, name, name)
            button.setToolTip(f"显示或隐藏{words}")
            button.setObjectName(f"filter_{name}")
            button.setChecked(name != WAIVED)
            button.toggled.connect(self._filter)
            self.filters[name] = button
            layout.addWidget(button)
        layout.addStretch()
        layout.addWidget(label("F8 下一个 · Shift+F8 上一个", "muted"))

    def _filter(self) -> None:
        self.model.show_severities(frozenset(name for name, button in self.filters.items() if button.isChecked()))
        self.refresh()

    def refresh(self, _event: object = None) -> None:
        """Show the findings as they are now; the current one stays current."""
        current = self.current()
        self.model.refresh()
        counts = self.tally()
        numbers = {"error": counts.error, "warning": counts.warning, "hint": counts.hint}
        for name, words in _FILTERS:
            number = numbers.get(name, len(self._session.waived))
            self.filters[name].setText(f"{words} {number}")
        self.tree.fit_actions()
        nothing = self.model.rowCount() == 0
        self.tree.setVisible(not nothing)
        self.empty.setVisible(nothing)
        self.empty.setText("没有发现问题。" if counts.worst == "ok" else "筛选条件下没有问题。")
        if current is not None:
            self.select(current)
        self.counted.emit(counts)

    def tally(self) -> Tally:
        """Return the counts of all findings, filtered out or not."""
        return tally(self._session.findings)

    def _on_book(self, _event: object) -> None:
        if self.tree.isVisible():
            self.tree.viewport().update()

    def current(self) -> Finding | None:
        """Return the finding of the current row, or None."""
        index = self.tree.currentIndex()
        return self.model.finding(index.row()) if index.isValid() else None

    def select(self, finding: Finding) -> None:
        """Make a finding's row the current one when it is shown."""
        row = self.model.row_of(finding.key)
        if row is not None:
            self.tree.setCurrentIndex(self.model.index(row, PLACE))

    def step(self, step: int) -> Finding | None:
        """Go to the next (1) or previous (-1) finding, round and round; return it, or None when there is none."""
        count = self.model.rowCount()
        if not count:
            return None
        index = self.tree.currentIndex()
        row = (index.row() + step) % count if index.isValid() else (0 if step > 0 else count - 1)
        self.tree.setCurrentIndex(self.model.index(row, PLACE))
        finding = self.model.finding(row)
        self._on_chosen(finding)
        return finding

    def _on_chosen(self, finding: Finding) -> None:
        self.jump.emit(finding.node, finding.field or "name")
