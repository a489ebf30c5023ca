"""A list or tree whose texts take as many lines as they need: nothing in it is cut."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget, QWidget

_BESIDE, _ABOVE, _PICTURE = 10, 5, 22  # px beside a text, above and below it, of an icon before it


class WrappedTree(QTreeWidget):
    """A tree whose texts take as many lines as the width of their columns asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_WrappedDelegate(self))
        self.header().sectionResized.connect(lambda *_: self.scheduleDelayedItemsLayout())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()


class _WrappedDelegate(QStyledItemDelegate):
    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        spanned = index.column() == 0 and self._tree.isFirstColumnSpanned(index.row(), QModelIndex(index.parent()))
        room = self._tree.viewport().width() if spanned else self._tree.columnWidth(index.column())
        width = max(40, room - self._taken(index))
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole) or option.font)
        box = metrics.boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, str(index.data()))
        return QSize(hint.width(), max(hint.height(), box.height() + _ABOVE))

    def _taken(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """How much of a column's width is no room for the text, in px."""
        depth = int(index.parent().isValid()) + int(self._tree.rootIsDecorated()) if index.column() == 0 else 0
        picture = 0 if index.data(Qt.ItemDataRole.DecorationRole) is None else _PICTURE
        return depth * self._tree.indentation() + _BESIDE + picture
