"""Painting cells and opening their editors. Every state has a form beside its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ...domain.findings import Finding, Severity
from ..marks import worst
from ..style import icons
from ..style.tokens import tokens
from .cells import Run
from .choices import source_for
from .columns import Column
from .editors import CellEditor, ChoiceEditor, SignEditor
from .model import BookModel

if TYPE_CHECKING:
    from .view import GridView

Index = QModelIndex | QPersistentModelIndex
PADDING, ICON = 6, 14
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
        self._bold: dict[str, tuple[QFont, QFontMetrics]] = {}

    # editors

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.column(index)
        editor = self._made(column, index, parent)
        editor.opened_by_typing = self._view.opening_by_typing
        editor.setAlignment(_ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter)
        editor.setFont(self._view.font())
        editor.setAccessibleName(column.header)
        editor.undo_book.connect(self.undo_book)
        editor.destroyed.connect(self._gone)
        self.editor = editor
        return editor

    def _made(self, column: Column, index: Index, parent: QWidget) -> CellEditor:
        if self._model.kind(index) != "indicator" or column.editor == "text":
            return CellEditor(parent)
        source = source_for(column.editor, self._model, self._model.row_id(index), self._view.suggester)
        if column.editor == "comparator":
            return SignEditor(source, parent)
        return ChoiceEditor(source, parent)

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
        rect = QRect(option.rect)
        if index.column() == 0:
            rect.setLeft(self._text_room(rect, index).left() - PADDING)
        column = self._model.column(index)
        if self._view.spanned(self._model.kind(index), column):
            rect.setRight(self._view.span_end(column))
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

    # painting

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self.row_height)

    def _text_room(self, rect: QRect, index: Index) -> QRect:
        """Where the text of a cell stands: beside the badge of a project, across the columns that a heading spans."""
        kind, column = self._model.kind(index), self._model.column(index)
        room = rect.adjusted(PADDING, 0, -PADDING, 0)
        if index.column() == 0 and kind == "project":
            room.setLeft(room.left() + ICON + 4)
        if column.key in ("comparator", "level1") and self._view.spanned(kind, column):
            room.setRight(self._view.span_end(column))
        return room

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, rect = self._model, QRect(option.rect)
        row, column = model.row_id(index), model.column(index)
        kind = model.shadow.kind(row)
        if not kind:
            return
        found = model.findings(index) if self._view.findings_visible else []
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, rect, selected, worst(found))
        self._lines(painter, rect, self._view.spanned(kind, column))
        runs = model.cells.runs(row, column)
        room = self._text_room(rect, index)
        if kind == "project" and index.column() == 0:
            self._badge(painter, rect, model.marks.severity(row))
        if column.key == "name" and kind == "indicator" and self._view.findings_visible:
            room = self._row_icon(painter, room, worst(model.marks.of_node(row)))
        if not runs and (proposal := model.proposed(index)):
            runs = [Run(proposal, "faint")]
        align = "left" if kind == "project" and column.key == "comparator" else column.align
        width = self._runs(painter, room, runs, align)
        if found and runs:
            self._underline(painter, self._text_rect(room, width, align), worst(found))
        self._frames(painter, rect, index, found if not runs else [])

    @staticmethod
    def _ground(painter: QPainter, rect: QRect, selected: bool, severity: Severity | None) -> None:
        scheme = tokens()
        if selected:
            painter.fillRect(rect, QColor(scheme.selection))
        elif severity == "error":
            painter.fillRect(rect.adjusted(0, 0, -1, -1), QColor(scheme.error_soft))

    @staticmethod
    def _lines(painter: QPainter, rect: QRect, spanned: bool) -> None:
        painter.setPen(QColor(tokens().line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if not spanned:
            painter.drawLine(rect.topRight(), rect.bottomRight())

    def _font(self, bold: bool) -> tuple[QFont, QFontMetrics]:
        key = f"{self._view.font().key()}{bold}"
        if key not in self._bold:
            font = QFont(self._view.font())
            font.setBold(bold)
            self._bold[key] = (font, QFontMetrics(font))
        return self._bold[key]

    def _runs(self, painter: QPainter, room: QRect, runs: list[Run], align: str) -> int:
        """Draw stretches of text in a row; return their width. The first one gives way when there is no room."""
        if not runs:
            return 0
        widths = [self._font(run.bold)[1].horizontalAdvance(run.text) for run in runs]
        while len(runs) > 2 and sum(widths) > room.width() and align == "left":
            runs, widths = runs[:-1], widths[:-1]
        over = sum(widths) - room.width()
        texts = [run.text for run in runs]
        if over > 0:
            metrics = self._font(runs[0].bold)[1]
            texts[0] = metrics.elidedText(texts[0], Qt.TextElideMode.ElideMiddle, max(widths[0] - over, 16))
            widths[0] = metrics.horizontalAdvance(texts[0])
        left = room.left() + _offset(align, room.width(), sum(widths))
        scheme = tokens()
        for run, text, width in zip(runs, texts, widths, strict=True):
            painter.setFont(self._font(run.bold)[0])
            painter.setPen(QColor(getattr(scheme, run.colour)))
            painter.drawText(
                QRect(left, room.top(), width + 2, room.height()), int(Qt.AlignmentFlag.AlignVCenter), text
            )
            left += width
        return sum(widths)

    @staticmethod
    def _text_rect(room: QRect, width: int, align: str) -> QRect:
        return QRect(
            room.left() + _offset(align, room.width(), width), room.top(), min(width, room.width()), room.height()
        )

    def _badge(self, painter: QPainter, rect: QRect, severity: Severity | None) -> None:
        self._icon(painter, QPoint(rect.left() + PADDING, rect.center().y() - ICON // 2), severity or "ok")

    def _row_icon(self, painter: QPainter, room: QRect, severity: Severity | None) -> QRect:
        """Draw the gravest finding of a row at the right of its name; return the room that is left."""
        if severity is None:
            return room
        self._icon(painter, QPoint(room.right() - ICON, room.center().y() - ICON // 2), severity)
        return room.adjusted(0, 0, -ICON - 4, 0)

    def _icon(self, painter: QPainter, corner: QPoint, name: str) -> None:
        painter.drawPixmap(corner, icons.pixmap(name, ICON, ratio=self._view.devicePixelRatioF()))

    @staticmethod
    def _underline(painter: QPainter, rect: QRect, severity: Severity | None) -> None:
        """A wave under errors and warnings, dots under hints."""
        colour = QColor(getattr(tokens(), severity or "hint"))
        y = rect.center().y() + rect.height() // 2 - 4
        if severity == "hint":
            painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
            painter.drawLine(rect.left(), y, rect.right(), y)
            return
        path = QPainterPath(QPoint(rect.left(), y).toPointF())
        for step, x in enumerate(range(rect.left() + 2, rect.right() + 2, 2)):
            path.lineTo(x, y - 2 if step % 2 == 0 else y)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.1))
        painter.drawPath(path)
        painter.restore()

    def _frames(self, painter: QPainter, rect: QRect, index: Index, found: list[Finding]) -> None:
        """The frame of an empty cell with a finding, and the one of the current cell."""
        scheme = tokens()
        severity = worst(found)
        if severity:
            painter.setPen(QPen(QColor(getattr(scheme, severity)), 1.4 if severity == "error" else 1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        if self._view.currentIndex() == index:
            painter.setPen(QPen(QColor(scheme.focus if self._view.hasFocus() else scheme.border), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _offset(align: str, room: int, width: int) -> int:
    if align == "left" or width >= room:
        return 0
    return room - width if align == "right" else (room - width) // 2
