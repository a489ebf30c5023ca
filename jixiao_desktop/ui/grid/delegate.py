"""Opening the editors of cells, and the keys that leave them. Rows are painted elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..fields import mend_while_typing
from . import entry
from .choices import source_for
from .columns import Column
from .editors import CellEditor, ChoiceEditor
from .model import BookModel
from .painting import PADDING

if TYPE_CHECKING:
    from .view import GridView

Index = QModelIndex | QPersistentModelIndex
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_PLAIN, _CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_KEY = Qt.Key
# Keys that leave an editor and where they lead.
_LEAVING = {
    (_KEY.Key_Return, _PLAIN): "down",
    (_KEY.Key_Enter, _PLAIN): "down",
    (_KEY.Key_Return, _SHIFT): "up",
    (_KEY.Key_Enter, _SHIFT): "up",
    (_KEY.Key_Return, _CTRL): "fill",
    (_KEY.Key_Enter, _CTRL): "fill",
    (_KEY.Key_Tab, _PLAIN): "next",
    (_KEY.Key_Backtab, _SHIFT): "previous",
    (_KEY.Key_Backtab, _PLAIN): "previous",
    (_KEY.Key_Tab, _SHIFT): "previous",
}
# The same for arrows, while the editor was opened by typing.
_ARROWS = {_KEY.Key_Up: "up", _KEY.Key_Down: "down_only", _KEY.Key_Left: "left", _KEY.Key_Right: "right"}


class CellDelegate(QStyledItemDelegate):
    """Paints and edits the cells of one view. `left` says that an editor is to be left, and where to."""

    left = Signal(object, str)  # CellEditor, where
    undo_book = Signal()

    def __init__(self, model: BookModel, view: GridView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self.editor: CellEditor | None = None
        self.row_height = 25

    # editors

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.column(index)
        editor = self._made(column, index, parent)
        if self._model.kind(index) == "indicator" and column.key in entry.MENDED:
            mend_while_typing(editor, entry.MENDED[column.key])
        editor.opened_by_typing = self._view.opening_by_typing
        editor.setAlignment(_ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter)
        editor.setFont(self._view.font())
        editor.setAccessibleName(column.header)
        editor.undo_book.connect(self.undo_book)
        editor.tidied.connect(self._view.status)
        editor.destroyed.connect(self._gone)
        self.editor = editor
        return editor

    def _made(self, column: Column, index: Index, parent: QWidget) -> CellEditor:
        if self._model.kind(index) != "indicator" or column.editor == "text":
            return CellEditor(parent)
        source = source_for(column.editor, self._model, self._model.row_id(index), self._view.suggester)
        return ChoiceEditor(source, parent, while_typing=column.editor != "comparator")

    def _gone(self, editor: QObject) -> None:
        if self.editor is editor:
            self.editor = None

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if self.editor is editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the editor when it opens; what is being typed is never overwritten from behind."""
        assert isinstance(editor, CellEditor)
        if not editor.touched:
            editor.begin(self._model.data(index, int(Qt.ItemDataRole.EditRole)) or "")

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, CellEditor)
        editor.take_preedit()
        if editor.picked is not None and editor.picked.suggestion is not None:
            self._model.take_suggestion(index, editor.picked.suggestion)
        elif editor.touched or (editor.explicit and self._model.unreviewed(index)):
            self._model.setData(index, editor.text())
        editor.begin(editor.text())
        editor.picked = None

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect, painter = QRect(option.rect), self._view.painter
        painter.begin()
        kind, place = self._model.kind(index), painter.place(index.column())
        left, width = painter.room(place, kind)
        if index.column() == 0 or self._view.spanned(kind, place.column):
            rect = QRect(left - PADDING, rect.top(), width + 2 * PADDING, rect.height())
        if index.column() not in self._view.stuck:  # scrolled behind the frozen columns
            rect.setLeft(max(rect.left(), self._view.frozen_edge))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, CellEditor):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return not editor.composing and self._key(editor, event)
        if event.type() == QEvent.Type.FocusOut:
            editor.take_preedit()
        return super().eventFilter(editor, event)

    def _key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        key, held = _KEY(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == _ALT and key in (_KEY.Key_Down, _KEY.Key_Up):
            editor.offer()
        elif held == _PLAIN and key in (_KEY.Key_Up, _KEY.Key_Down) and editor.step(1 if key == _KEY.Key_Down else -1):
            pass
        elif key == _KEY.Key_Escape:
            self.left.emit(editor, "cancel")
        elif key == _KEY.Key_F2:
            editor.opened_by_typing = not editor.opened_by_typing
        elif held == _ALT and key in (_KEY.Key_Return, _KEY.Key_Enter):
            self._view.refuse_break()
        elif (key, held) in _LEAVING:
            self._leave(editor, _LEAVING[key, held])
        elif held == _PLAIN and editor.opened_by_typing and key in _ARROWS:
            self._leave(editor, _ARROWS[key])
        else:
            return False
        return True

    def _leave(self, editor: CellEditor, where: str) -> None:
        if where in ("down", "next"):
            editor.accept_choice()
        editor.explicit = True
        accepted = editor.picked is not None and editor.picked.suggestion is not None
        self.left.emit(editor, "gap" if accepted else where)

    # room

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines for the rows whose names need them; Qt asks every column in sight, the first one answers."""
        first = self._view.header().logicalIndexAt(0)
        tall = index.column() == first and self._view.painter.tall(int(index.internalId()))
        return QSize(60, round(self.row_height * 1.72) if tall else self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint nothing: the view paints whole rows, also while one is dragged."""
