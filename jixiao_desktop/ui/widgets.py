"""Small pieces that several panels and dialogs are made of."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QTreeWidgetItem,
    QWidget,
)

from .fields import LineEdit
from .style.icons import icon

_HINT_CHARACTERS = 120  # Latin ones: a label that fits into one line of this width asks for one line


class _WrappedLabel(QLabel):
    """A label that asks for no more lines than it needs: Qt asks for twice as many, half as wide, and leaves a gap."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        wide = max(hint.width(), self.fontMetrics().averageCharWidth() * _HINT_CHARACTERS)
        return QSize(hint.width(), min(hint.height(), self.heightForWidth(wide)))


def label(text: str = "", role: str | None = None, *, wrap: bool = False) -> QLabel:
    """Return a label; `role` is one of the style sheet's (title, muted, faint, error, notice …)."""
    made = _WrappedLabel(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def rule() -> QFrame:
    """Return a horizontal hairline."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def flat_button(text: str, icon_name: str | None = None, *, tip: str = "", checkable: bool = False) -> QToolButton:
    """Return a quiet tool button with words, an icon, or both; words alone have a frame, or they would read as text."""
    made = QToolButton()
    made.setProperty("flat", True)
    made.setText(text)
    made.setCheckable(checkable)
    made.setProperty("worded", bool(text) and not icon_name and not checkable)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if icon_name:
        wear(made, icon_name)
        made.setIconSize(QSize(16, 16))
        made.setProperty("pictured", bool(text))
    style = Qt.ToolButtonStyle
    made.setToolButtonStyle(style.ToolButtonTextBesideIcon if text and icon_name else style.ToolButtonTextOnly)
    if not text:
        made.setToolButtonStyle(style.ToolButtonIconOnly)
    made.setToolTip(tip)
    made.setAccessibleName(text or tip)
    return made


def chip(text: str, icon_name: str, state: str) -> QToolButton:
    """Return a checkable pill in the colour of a state: filters."""
    made = flat_button(text, icon_name, checkable=True)
    made.setProperty("flat", False)
    made.setProperty("chip", True)
    made.setProperty("state", state)
    made.setIconSize(QSize(14, 14))
    return made


def page_button(text: str) -> QToolButton:
    """Return a checkable heading that brings a page to the front."""
    made = flat_button(text, checkable=True)
    made.setProperty("flat", False)
    made.setProperty("page", True)
    return made


class PassingLabel(QLabel):
    """A label of one line that ends in … where it has no room for all; it never makes its window wider."""

    def __init__(self, text: str = "", role: str = "text") -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def shown(self) -> str:
        """Return as much of the text as there is room for."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(Qt.AlignmentFlag.AlignVCenter), self.shown())


def number_box(least: int, most: int, value: int) -> QSpinBox:
    """Return a box for a whole number."""
    made = QSpinBox()
    made.setRange(least, most)
    made.setValue(value)
    made.lineEdit().setTextMargins(5, 0, 0, 0)
    return made


def link_button(text: str) -> QPushButton:
    """Return a push button that looks like a link."""
    made = QPushButton(text)
    made.setProperty("link", True)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def search_field(placeholder: str, name: str, picture: str = "search") -> LineEdit:
    """Return a line edit with a magnifier or another picture, a clear button and an accessible name."""
    field = LineEdit()
    field.setObjectName(name)
    field.setPlaceholderText(placeholder)
    field.setAccessibleName(placeholder)
    field.setClearButtonEnabled(True)
    field.setProperty("search", True)
    glass = QAction(field)
    wear(glass, picture, "faint")
    field.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
    for button in field.findChildren(QToolButton):
        button.setAccessibleName(placeholder if button.defaultAction() is glass else "清空")
    return field


def wear(owner: QAbstractButton | QAction, name: str, tint: str | None = None) -> None:
    """Give a button or action an icon, in the colour of a token; it follows the scheme by itself."""
    owner.setIcon(icon(name, tint))


def set_state(widget: QWidget, state: str | None) -> None:
    """Give a field the frame of a state ("error", "warning", None: none) and repaint it."""
    if widget.property("state") != state:
        widget.setProperty("state", state)
        restyle(widget)


def set_role(widget: QWidget, role: str | None) -> None:
    """Give a label another role of the style sheet and repaint it."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def numbers(item: QTreeWidgetItem, *columns: int) -> QTreeWidgetItem:
    """Let the texts of some columns of a row, or of a list's heading, end at the right; return it."""
    for column in columns:
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def let_scroll(area: QScrollArea, page: QWidget) -> None:
    """Put a page of a panel into an area that scrolls down where it is too low for the page."""
    page.setProperty("role", "panel")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to the fields; the area follows them
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def tight(layout: QLayout, spacing: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
    """Set a layout's spacing and margins (left, top, right, bottom)."""
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
