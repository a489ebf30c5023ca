"""Painted buttons at the end of a row: a thousand rows cost no widget. The same acts stand in the row's menu."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from ..style.tokens import tokens
from .finding_model import ACTIONS, BUTTONS, MESSAGE, Button

Index = QModelIndex | QPersistentModelIndex
PAD, GAP, MARGIN, HEIGHT, WIDEST = 9, 6, 10, 21, 150
ALONE = 260  # px of the only fix of a row at most
TEXT_MARGIN = 4  # px between the edge of a column and its text
NARROW = 108  # px of a button at most where there is little room


class ButtonDelegate(QStyledItemDelegate):
    """Paints the buttons of a row from the right and says which one was clicked.

    `narrow`: only the first fix is shown, and short; the row's menu has them all.
    """

    pressed = Signal(object, object)

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self.narrow = False
        self._widths: dict[tuple[str, str], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.width(option, index), HEIGHT + 4)

    def width(self, option: QStyleOptionViewItem, index: Index) -> int:
        """Return how wide the buttons of a row are together, margins included."""
        return sum(width + GAP for _, width in self._sized(option, index)) + 2 * MARGIN

    def places(self, option: QStyleOptionViewItem, index: Index) -> Iterator[tuple[Button, QRect]]:
        """Where the buttons of a row stand, from the right."""
        right = option.rect.right() - MARGIN
        top = option.rect.top() + (option.rect.height() - HEIGHT) // 2
        for button, width in reversed(self._sized(option, index)):
            yield button, QRect(right - width, top, width, HEIGHT)
            right -= width + GAP

    def _sized(self, option: QStyleOptionViewItem, index: Index) -> list[tuple[Button, int]]:
        """The buttons that are shown and how wide each may be: a single proposal has the room of two."""
        shown = [button for button in index.data(BUTTONS) if button.first or button.act != "fix" or not self.narrow]
        alone = sum(button.act in ("fix", "rewrite") for button in shown) == 1
        most = NARROW if self.narrow else ALONE if alone else WIDEST
        return [(button, min(most, self._width(option, button))) for button in shown]

    def _width(self, option: QStyleOptionViewItem, button: Button) -> int:
        """How wide a button is; the same few words stand in thousands of rows and are measured once."""
        key = button.text, option.font.key()
        if key not in self._widths:
            self._widths[key] = option.fontMetrics.horizontalAdvance(button.text) + 2 * PAD
        return self._widths[key]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style = self._view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, self._view)
        painter.save()
        self.paint_message(painter, option, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mouse = self._view.viewport().mapFromGlobal(self._view.cursor().pos())
        for button, rect in self.places(option, index):
            _paint_button(painter, button, rect, rect.contains(mouse))
        painter.restore()

    def message_room(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        """The message begins in the column before and goes on as far as this row's own buttons leave room."""
        row = QStyleOptionViewItem(option)
        row.rect = self._view.visualRect(index)
        left = self._view.visualRect(index.sibling(index.row(), MESSAGE)).left() + TEXT_MARGIN
        right = min((place.left() for _, place in self.places(row, index)), default=row.rect.right()) - MARGIN
        return QRect(left, row.rect.top(), right - left, row.rect.height())

    def paint_message(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Write what of a row's message falls into the cell of `option`; the row's buttons stand at `index`."""
        room = self.message_room(option, index)
        painter.save()
        painter.setClipRect(option.rect)
        painter.setPen(QColor(tokens().text))
        words = index.sibling(index.row(), MESSAGE).data()
        words = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(option.font)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() != QEvent.Type.MouseButtonRelease:
            return event.type() == QEvent.Type.MouseButtonDblClick
        assert isinstance(event, QMouseEvent)
        for button, rect in self.places(option, index):
            if rect.contains(event.position().toPoint()):
                self.pressed.emit(index, button)
                return True
        return False


class MessageDelegate(QStyledItemDelegate):
    """Writes the message over the free part of the column of buttons: no word is left out while there is room."""

    def __init__(self, buttons: ButtonDelegate, view: QTreeView) -> None:
        super().__init__(view)
        self._buttons, self._view = buttons, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._view.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, self._view)
        self._buttons.paint_message(painter, option, index.sibling(index.row(), ACTIONS))


def _paint_button(painter: QPainter, button: Button, rect: QRect, hovered: bool) -> None:
    scheme = tokens()
    filled = button.first
    at_rest, under_mouse = (scheme.accent, scheme.focus) if filled else (scheme.surface, scheme.hover)
    ground = under_mouse if hovered else at_rest
    painter.setPen(QColor(scheme.accent if filled else scheme.border))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setPen(QColor(scheme.on_accent if filled else scheme.text))
    words = painter.fontMetrics().elidedText(button.text, Qt.TextElideMode.ElideMiddle, rect.width() - PAD)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
