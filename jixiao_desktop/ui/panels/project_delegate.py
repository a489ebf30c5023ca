"""How a row of the project list is painted: state, a name on up to two lines with its code, the money at the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..style.icons import pixmap
from ..style.tokens import tokens

Index = QModelIndex | QPersistentModelIndex
ICON, LEFT, RIGHT, GAP, PAD, BAR = 16, 14, 10, 7, 4, 4
MAX_LINES = 2
UNKNOWN = ""  # the state of what the rules have not looked at
LEADING = 0.9  # Chinese fonts leave much air between lines
NODE, STATE, CODE, MONEY, KIND, FOLDED, UNREVIEWED = (Qt.ItemDataRole.UserRole + n for n in range(7))


@dataclass(frozen=True, slots=True)
class _Laid:
    layout: QTextLayout
    height: float
    whole: bool


class ProjectDelegate(QStyledItemDelegate):
    """Paints units as headings and projects as two-line rows."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[str, str, int, str, str], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        marks = index.data(CODE) or index.data(KIND)
        key = (index.data(), marks, width, index.data(MONEY) or "", option.font.key())
        if key not in self._heights:
            room = self._text_width(width, option.font, index)
            self._heights[key] = round(self._lay(option.font, index, room).height) + 2 * PAD
        return QSize(width, max(self._heights[key], ICON + 2 * PAD))

    def _text_width(self, width: int, font: QFont, index: Index) -> int:
        money = index.data(MONEY)
        taken = QFontMetrics(font).horizontalAdvance(money) + GAP if money else 0
        return width - LEFT - ICON - GAP - RIGHT - taken

    def _lay(self, font: QFont, index: Index, width: int) -> _Laid:
        used = _bold(font) if index.data(KIND) == "unit" else font
        name, code = index.data(), index.data(CODE) or ""
        laid = _layout(name, code, used, width)
        kept = len(name)
        while not laid.whole and kept > 4:  # the ends of names tell them apart: what does not fit goes in the middle
            kept -= 2
            laid = _layout(f"{name[: kept // 2]}…{name[-(kept - kept // 2) :]}", code, used, width)
        return laid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        _paint_ground(painter, option)
        if index.data(KIND) == "unit":
            self._paint_unit(painter, option, index)
        else:
            self._paint_project(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setPen(QColor(tokens().focus))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1.5, 0.5, -2.5, -0.5), 4, 4)
        painter.restore()

    def _paint_unit(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        ratio = painter.device().devicePixelRatioF()
        chevron = pixmap("chevron_right" if index.data(FOLDED) else "next", 12, tokens().muted, ratio)
        painter.drawPixmap(rect.left() + LEFT - 4, rect.top() + PAD + 3, chevron)
        room = self._text_width(rect.width(), option.font, index) + ICON - 12
        laid = self._lay(option.font, index, room - ICON - GAP)
        self._draw_text(painter, laid, rect.left() + LEFT + 10, rect.top() + PAD)
        state = index.data(STATE)
        if state not in ("ok", UNKNOWN):
            painter.drawPixmap(rect.right() - RIGHT - ICON, rect.top() + PAD + 1, pixmap(state, ICON, None, ratio))

    def _paint_project(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        ratio = painter.device().devicePixelRatioF()
        middle = rect.top() + (rect.height() - ICON) // 2
        if (state := index.data(STATE)) != UNKNOWN:
            painter.drawPixmap(rect.left() + LEFT, middle, pixmap(state, ICON, None, ratio))
        laid = self._lay(option.font, index, self._text_width(rect.width(), option.font, index))
        top = rect.top() + (rect.height() - laid.height) / 2
        self._draw_text(painter, laid, rect.left() + LEFT + ICON + GAP, top)
        if index.data(UNREVIEWED):
            left = rect.left() + (BAR if option.state & QStyle.StateFlag.State_Selected else 0)
            painter.fillRect(QRect(left, rect.top() + 1, BAR, rect.height() - 2), QColor(tokens().unreviewed_bar))
        painter.setPen(QColor(tokens().muted))
        money = rect.adjusted(0, 0, -RIGHT, 0)
        painter.drawText(money, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data(MONEY) or "")

    def _draw_text(self, painter: QPainter, laid: _Laid, x: float, y: float) -> None:
        painter.setPen(QColor(tokens().text))
        laid.layout.draw(painter, QPointF(x, y))


def _layout(name: str, code: str, font: QFont, width: int) -> _Laid:
    text = f"{name} {code}" if code else name  # the code holds a word joiner: it never breaks after …
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if code:
        layout.setFormats([_code_range(len(name) + 1, len(code), font)])
    height = _break_lines(layout, width)
    last = layout.lineAt(layout.lineCount() - 1)
    return _Laid(layout, height, last.textStart() + last.textLength() >= len(text))


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _code_range(start: int, length: int, font: QFont) -> QTextLayout.FormatRange:
    style = QTextCharFormat()
    style.setForeground(QColor(tokens().muted))
    style.setFontPointSize(font.pointSizeF() * 0.86)
    span = QTextLayout.FormatRange()
    span.start, span.length, span.format = start, length, style
    return span


def _break_lines(layout: QTextLayout, width: int) -> float:
    """Break a layout into at most MAX_LINES lines and return its height."""
    layout.beginLayout()
    y = 0.0
    for _ in range(MAX_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 20))
        line.setPosition(QPointF(0, y))
        y += line.height() * LEADING
    layout.endLayout()
    return y


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    scheme, rect = tokens(), option.rect
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(scheme.selection))
        painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), QColor(scheme.accent))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(scheme.hover))
