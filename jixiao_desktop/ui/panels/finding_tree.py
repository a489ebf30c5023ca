"""The list of findings itself: one line each, sorted by a column's heading, worked by mouse or keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QStyleOptionViewItem, QTreeView, QWidget

from ...domain.findings import Finding
from ..style.fonts import BASE_POINTS
from ..style.tokens import ROW_HEIGHT
from .button_delegate import ButtonDelegate, MessageDelegate
from .finding_model import ACTIONS, BUTTONS, FIELD, LEVEL, MESSAGE, NAME, PLACE, Button, FindingModel

_WIDTHS = {LEVEL: 68, PLACE: 190, NAME: 180, FIELD: 76}
_NARROW_WIDTHS = {LEVEL: 72, PLACE: 150, NAME: 150, FIELD: 0}
_ROOMY = 1200  # px from which the field has a column and every fix its button
_HEADER = 26
_MEASURED = 200  # rows whose buttons decide how wide the last column is


class FindingTree(QTreeView):
    """Enter jumps, the menu (right click, Menu, Shift+F10) has every button of the row."""

    chosen = Signal(object)
    acted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self.setAccessibleName("检查结果")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setStyleSheet(
            f"QTreeView::item {{ height: {ROW_HEIGHT}px; }} QHeaderView::section {{ padding: 2px 6px; }}"
        )
        self._fitted_to: list[Finding] = []
        self._buttons = ButtonDelegate(self)
        self.setItemDelegateForColumn(ACTIONS, self._buttons)
        self.setItemDelegateForColumn(MESSAGE, MessageDelegate(self._buttons, self))
        self._buttons.pressed.connect(self._on_pressed)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def arrange(self) -> None:
        """Give the columns their widths, and let their headings sort: up, down, as it was."""
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(20)
        header.setFixedHeight(_HEADER)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        self._share_width()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _share_width(self) -> None:
        growth = self._growth()
        narrow = self._buttons.narrow = self._is_narrow()
        self.setColumnHidden(FIELD, narrow)
        for column, width in (_NARROW_WIDTHS if narrow else _WIDTHS).items():
            if width:
                self.header().resizeSection(column, round(width * growth))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_narrow() != self._buttons.narrow:
            self._share_width()
            self.fit_actions()

    def _growth(self) -> float:
        return self.font().pointSizeF() / BASE_POINTS

    def _is_narrow(self) -> bool:
        return self.width() < _ROOMY * self._growth()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The button under the mouse stands out at once."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.viewport().update(self.visualRect(index.siblingAtColumn(ACTIONS)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.model() is not None:
            self._share_width()
            self.fit_actions()

    def refit_actions(self) -> None:
        """Fit the last column again when the rows that it was fitted to are others now."""
        if self._first_findings() != self._fitted_to:
            self.fit_actions()

    def _first_findings(self) -> list[Finding]:
        model = self._finding_model()
        return [model.finding(row) for row in range(min(model.rowCount(), _MEASURED))]

    def fit_actions(self) -> None:
        """Make the last column as wide as the widest buttons in sight of the first rows."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        self._fitted_to = self._first_findings()
        model = self._finding_model()
        widths = [self._buttons.width(option, model.index(row, ACTIONS)) for row in range(len(self._fitted_to))]
        self.header().resizeSection(ACTIONS, max(widths, default=80))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shifted):
            self._show_menu(self.visualRect(self.currentIndex().siblingAtColumn(MESSAGE)).bottomLeft())
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self._finding(self.currentIndex()))
            return
        super().keyPressEvent(event)

    def _on_chosen(self, index: QModelIndex) -> None:
        if index.column() != ACTIONS:
            self.chosen.emit(self._finding(index))

    def _on_pressed(self, index: QModelIndex, button: Button) -> None:
        """Act after the click is over: what it does may change the list under the mouse."""
        finding = self._finding(index)
        QTimer.singleShot(0, self, lambda: self.acted.emit(finding, button))

    def _finding(self, index: QModelIndex) -> Finding:
        return self._finding_model().finding(index.row())

    def _finding_model(self) -> FindingModel:
        model = self.model()
        assert isinstance(model, FindingModel)
        return model

    def menu_of(self, index: QModelIndex) -> QMenu:
        """Return the menu of a row: going there, and what its buttons do."""
        finding = self._finding(index)
        menu = QMenu(self)
        menu.setObjectName("finding_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("转到单元格", lambda: self.chosen.emit(finding))
        menu.addSeparator()
        for button in index.data(BUTTONS):
            action = menu.addAction(button.text)
            action.triggered.connect(lambda _=False, b=button: self.acted.emit(finding, b))
        menu.setActiveAction(menu.actions()[0])
        return menu

    def _show_menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if not index.isValid():
            index = self.currentIndex()
        if index.isValid():
            self.menu_of(index).popup(self.viewport().mapToGlobal(point))
