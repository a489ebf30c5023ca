"""What all dialogs share: title, spacing, a form, Chinese buttons."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHeaderView,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..style.fonts import BASE_POINTS
from ..widgets import label, tight

FRAME = QSize(8, 40)  # what a window manager draws around a window, at most


class Dialog(QDialog):
    """A dialog with a body and a row of buttons: 确定 (or better words) and 取消."""

    def __init__(self, parent: QWidget | None, name: str, title: str, accept: str = "确定") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        tight(self.body, 8)
        self._fitted = False
        self._wide: int | None = None
        self._area: QScrollArea | None = None
        self.buttons = QDialogButtonBox()
        self.accept_button = QPushButton(accept)
        self.accept_button.setObjectName("ok")
        self.accept_button.setDefault(True)
        self.buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.cancel_button.setObjectName("cancel")
        self.cancel_button.setAutoDefault(False)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        tight(layout, 16, (16, 16, 16, 16))
        layout.addWidget(self.content, 1)
        layout.addWidget(self.buttons)

    def exec(self) -> int:
        """Show the dialog and wait for its end; it is deleted once whoever asked has read it and is done."""
        try:
            return super().exec()
        finally:
            self.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        """Tab goes through the fields from the top, then the buttons; typing begins in the first field."""
        begin = self.focusWidget()
        if not self._fitted:
            self._fitted = True
            self._fit_screen(room_of(self))
            for view in self.findChildren(QAbstractItemView):
                view.scheduleDelayedItemsLayout()  # what was laid out before it had its style stands too close
        order = [*fields(self.body), *self.buttons.buttons()]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        if begin in (None, *self.buttons.buttons()) and order:
            begin = next((field for field in order if not isinstance(field, QToolButton)), order[0])
        if begin is not None:
            begin.setFocus()
        super().showEvent(event)

    def make_room(self) -> None:
        """Grow, as far as the screen goes, when a text that changed needs more lines than there is room for."""
        layout = self.layout()
        if self._fitted and self._area is None and layout is not None:
            self.body.activate()
            layout.activate()
            needed = layout.totalMinimumHeightForWidth(self.width())
            self.resize(QSize(self.width(), max(needed, self.height())).boundedTo(room_of(self)))

    def fit(self, width: int) -> None:
        """Give the dialog a width (px at 100 %) and the height that its wrapped texts take there."""
        self._wide = width
        self._take_height(width)

    def _take_height(self, width: int) -> None:
        self.ensurePolished()
        for child in self.findChildren(QWidget):
            child.ensurePolished()
        layout = self.layout()
        if layout is not None:
            self.resize(width, max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height()))

    def _fit_screen(self, room: QSize) -> None:
        """Grow with the size of the text, and never beyond the screen: what is too high there scrolls."""
        growth = self.font().pointSizeF() / BASE_POINTS
        if growth != 1:
            _scale_columns(self, growth)
        if self._wide is not None:
            self._take_height(round(self._wide * growth))
        wanted = self.size()
        if self._wide is None and self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            wanted *= growth
        if wanted.width() > room.width():
            _scale_columns(self, room.width() / wanted.width())
        self.setMinimumSize(self.minimumSize().boundedTo(room))
        if self.minimumSizeHint().boundedTo(room) != self.minimumSizeHint():
            self._let_scroll()
        self.resize(wanted.boundedTo(room))

    def _let_scroll(self) -> None:
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to the fields; the area follows them
        layout.removeWidget(self.content)
        area.setWidget(self.content)
        layout.insertWidget(0, area, 1)
        area.show()  # at once: a field that shows itself at the next turn of the event loop takes no focus now
        self._area = area

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        here = self.focusWidget()
        if self._area is not None and here is not None and self._area.isAncestorOf(here):
            self._area.ensureWidgetVisible(here)
        return moved

    def only_close(self, words: str = "关闭") -> None:
        """Leave one button that closes the dialog."""
        self.accept_button.setText(words)
        self.cancel_button.hide()

    def add_form(self) -> QFormLayout:
        """Add a form of labelled fields to the body and return it."""
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(form)
        return form

    def add_note(self, text: str = "", role: str = "muted") -> QLabel:
        """Add a wrapping line of explanation to the body and return it."""
        note = label(text, role, wrap=True)
        note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.body.addWidget(note)
        return note


def room_of(widget: QWidget) -> QSize:
    """Return how large a window may be on the screen of a widget, its frame taken off."""
    return widget.screen().availableGeometry().size() - FRAME


def _scale_columns(dialog: QWidget, factor: float) -> None:
    for header in dialog.findChildren(QHeaderView):
        for place in range(header.count()):
            fixed = header.sectionResizeMode(place) == QHeaderView.ResizeMode.Interactive
            last = header.stretchLastSection() and header.visualIndex(place) == header.count() - 1
            if header.orientation() == Qt.Orientation.Horizontal and fixed and not last:
                header.resizeSection(place, round(header.sectionSize(place) * factor))


def fields(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout that take the focus by Tab, from the top."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from fields(inner)
        elif widget is not None:
            yield from _fields_in(widget)


def _fields_in(widget: QWidget) -> Iterator[QWidget]:
    """A widget that takes the focus by Tab, or those that stand in it."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    elif isinstance(widget, QSplitter):
        for part in filter(None, map(widget.widget, range(widget.count()))):
            yield from _fields_in(part)
    elif (own := widget.layout()) is not None:
        yield from fields(own)


def named(widget: QWidget, name: str, words: str) -> QWidget:
    """Give a field its objectName and its name for screen readers; return it."""
    widget.setObjectName(name)
    widget.setAccessibleName(words)
    return widget
