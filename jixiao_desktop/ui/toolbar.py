"""The toolbar: icons with words from the one action list, a badge on 检查, the search field at the right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolBar, QToolButton, QWidget

from .actions import TOOLBAR
from .states import Tally
from .style.tokens import tokens
from .widgets import search_field, wear

ICON, MARGIN = 16, 6
WORDS, COUNTS = 0.93, 0.82  # of the window's text
BESIDE = 6  # px from the middle of the 检查 button to its badge


class Badge(QWidget):
    """A small pill with counts over the corner of a button; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text, self._severe = "", False
        self.hide()

    def show_tally(self, counts: Tally) -> None:
        """Show 1错 9警, or nothing when all is well."""
        self._text, self._severe = counts.badge, bool(counts.error)
        metrics = self.fontMetrics()
        self.resize(metrics.horizontalAdvance(self._text) + 10, metrics.height() + 1)
        self.setVisible(bool(self._text))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.error_fill if self._severe else scheme.warning_soft))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        painter.setPen(QColor(scheme.on_accent if self._severe else scheme.warning))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


class ToolBar(QToolBar):
    """The window's one toolbar. `searched` carries what was typed when Enter is pressed in the search field."""

    searched = Signal(str)

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__("工具栏", parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(ICON, ICON))
        self._gap(MARGIN)
        for name in TOOLBAR:
            if name == "|":
                self.addSeparator()
            else:
                self._add(actions[name])
            if name == "check":
                self._beside_check = self._gap(0)
        self.badge = Badge(self)
        self._check = self.widgetForAction(actions["check"])
        self._name_extension()
        self._gap(MARGIN, QSizePolicy.Policy.MinimumExpanding)
        self.search = self._build_search()
        self.addWidget(self.search)
        self._gap(MARGIN)
        self.size_words()

    def size_words(self) -> None:
        """Write buttons and badge smaller than the rest, whatever size the clerk chose."""
        for button in self.findChildren(QToolButton):
            button.setFont(_smaller(self.font(), WORDS))
        self.badge.setFont(_smaller(self.font(), COUNTS))

    def _gap(self, width: int, policy: QSizePolicy.Policy = QSizePolicy.Policy.Fixed) -> QWidget:
        """Leave room: a style sheet's padding would count above and below as well."""
        spring = QWidget()
        spring.setMinimumWidth(width)
        spring.setSizePolicy(policy, QSizePolicy.Policy.Preferred)
        self.addWidget(spring)
        return spring

    def _name_extension(self) -> None:
        """Say what the button is for that stands at the end where the window is too narrow for all."""
        for button in self.findChildren(QToolButton, "qt_toolbar_ext_button"):
            wear(button, "next")
            button.setToolTip("其余的按钮")
            button.setAccessibleName("其余的按钮")

    def _add(self, action: QAction) -> None:
        self.addAction(action)
        button = self.widgetForAction(action)
        assert isinstance(button, QToolButton)
        button.setAccessibleName(action.iconText())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _build_search(self) -> QLineEdit:
        field = search_field("查找与替换 Ctrl+F", "search")
        field.setFixedWidth(200)
        field.returnPressed.connect(lambda: self.searched.emit(field.text()))
        return field

    def show_tally(self, counts: Tally) -> None:
        """Put the counts on the 检查 button, and push its neighbours aside where they are long."""
        self.badge.show_tally(counts)
        if self._check is not None:
            over = BESIDE + self.badge.width() - self._check.sizeHint().width() // 2
            self._beside_check.setMinimumWidth(max(0, over) if counts.badge else 0)
        self._place_badge()

    def _place_badge(self) -> None:
        button = self._check
        if button is not None:
            self.badge.move(button.geometry().center().x() + BESIDE, button.y())
            self.badge.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.search.setVisible(self.width() > 980)
        self._place_badge()


def _smaller(font: QFont, part: float) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * part)
    return made
