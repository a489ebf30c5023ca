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
from .finding_model import BUTTONS, Button

Index = QModelIndex | QPersistentModelIndex
PAD, GAP, MARGIN, HEIGHT, WIDEST = 9, 6, 10, 21, 150
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
        return sum(self._width(option, button) + GAP for button in self._shown(index)) + 2 * MARGIN

    def places(self, option: QStyleOptionViewItem, index: Index) -> Iterator[tuple[Button, QRect]]:
        """Where the buttons of a row stand, from the right."""
        right = option.rect.right() - MARGIN
        top = option.rect.top() + (option.rect.height() - HEIGHT) // 2
        for button in reversed(self._shown(index)):
            width = self._width(option, button)
            yield button, QRect(right - width, top, width, HEIGHT)
            right -= width + GAP

    def _shown(self, index: Index) -> list[Button]:
        return [button for button in index.data(BUTTONS) if button.first or button.act != "fix" or not self.narrow]

    def _width(self, option: QStyleOptionViewItem, button: Button) -> int:
        """How wide a button is; the same few words stand in thousands of rows and are measured once."""
        key = button.text, option.font.key()
        if key not in self._widths:
            self._widths[key] = option.fontMetrics.horizontalAdvance(button.text) + 2 * PAD
        return min(NARROW if self.narrow else WIDEST, self._widths[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style = self._view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, self._view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mouse = self._view.viewport().mapFromGlobal(self._view.cursor().pos())
        for button, rect in self.places(option, index):
            _paint_button(painter, button, rect, rect.contains(mouse))
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


def _paint_button(painter: QPainter, button: Button, rect: QRect, hovered: bool) -> None:
    scheme = tokens()
    filled = button.first
    ground = scheme.accent if filled else scheme.hover if hovered else scheme.surface
    painter.setPen(QColor(scheme.accent if filled else scheme.border))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setPen(QColor(scheme.on_accent if filled else scheme.text))
    words = painter.fontMetrics().elidedText(button.text, Qt.TextElideMode.ElideMiddle, rect.width() - PAD)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
