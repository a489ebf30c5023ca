"""What stands in the grid while the book holds no project: what to do first, and the buttons that do it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...domain.book import ROOT, Book
from ...domain.changes import FieldChanged
from ...session import BookChanged
from ..bridge import Bridge
from ..widgets import label, tight

_NO_UNIT = "还没有单位和项目。先添加单位，或导入已有的表。"
_NO_PROJECT = "还没有项目。添加项目，或导入已有的表。"
_OFFERED = ("add_unit", "add_project", "import_form")


class EmptyHint(QWidget):
    """A few words and buttons in the middle of `over`; there only as long as there is no project."""

    def __init__(self, bridge: Bridge, actions: Mapping[str, QAction], over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("empty_hint")
        self._book: Book = bridge.session.book
        self._over = over
        self.words = label(role="muted")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.buttons = {name: self._button(actions[name]) for name in _OFFERED}
        layout = QVBoxLayout(self)
        tight(layout, 12)
        layout.addWidget(self.words)
        row = QHBoxLayout()
        tight(row, 8)
        for button in self.buttons.values():
            row.addWidget(button)
        layout.addLayout(row)
        over.installEventFilter(self)
        bridge.book_changed.connect(self._on_book)
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        next(button for button in self.buttons.values() if not button.isHidden()).setFocus()

    def _button(self, action: QAction) -> QPushButton:
        button = QPushButton(action.icon(), action.iconText())
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        return button

    def _on_book(self, event: BookChanged) -> None:
        if any(not isinstance(change, FieldChanged) for change in event.changes):
            self.refresh()

    def refresh(self) -> None:
        """Say what is missing now, or go away."""
        unit = bool(self._book.children(ROOT))
        self.words.setText(_NO_PROJECT if unit else _NO_UNIT)
        self.buttons["add_unit"].setHidden(unit)
        self.buttons["add_project"].setVisible(unit)
        self.setHidden(any(True for _ in self._book.projects()))
        self._place()

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, (self._over.height() - self.height()) * 2 // 5)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
