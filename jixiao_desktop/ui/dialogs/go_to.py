"""转到项目 and 撤销到: short lists that filter as one types and are chosen with Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QWidget

from ...domain import codes
from ...domain.book import Book
from ..grid import search
from ..widgets import search_field
from .base import Dialog

_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class GoToDialog(Dialog):
    """Ctrl+G: a project by the end of its code, its name or pinyin initials."""

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent, "go_to_dialog", "转到项目", "转到")
        self.resize(460, 380)
        self._field = search_field("编码尾号、名称或拼音首字母", "go_to_field")
        self._list = QListWidget()
        self._list.setObjectName("go_to_list")
        self._list.setAccessibleName("项目")
        self.body.addWidget(self._field)
        self.body.addWidget(self._list, 1)
        self._book = book
        self._field.textChanged.connect(self._fill)
        self._field.installEventFilter(self)
        self._list.itemActivated.connect(self.accept)
        self._fill()

    def _fill(self) -> None:
        self._list.clear()
        for node in search.jump(self._book, self._field.text()):
            project = self._book.project(node)
            item = QListWidgetItem(f"{project.name or '（未填项目名称）'}  {codes.short(project.code)}")
            item.setData(Qt.ItemDataRole.UserRole, node)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self.accept_button.setEnabled(self._list.count() > 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            QApplication.sendEvent(self._list, event)
            return True
        return super().eventFilter(watched, event)

    def chosen(self) -> int | None:
        """Return the id of the chosen project."""
        item = self._list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item else None


class UndoListDialog(Dialog):
    """The steps that can be undone, the last one first; choosing one undoes it and all after it."""

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, "undo_list_dialog", "撤销到", "撤销")
        self.resize(380, 380)
        self._list = QListWidget()
        self._list.setObjectName("undo_steps")
        self._list.setAccessibleName("可以撤销的步骤")
        self._list.addItems([f"{place}. {title}" for place, title in enumerate(titles, 1)])
        self._list.setCurrentRow(0)
        self._note = self.add_note()
        self.body.insertWidget(0, self._list, 1)
        self._list.currentRowChanged.connect(self._say)
        self._list.itemActivated.connect(self.accept)
        self._say()

    def _say(self) -> None:
        self._note.setText(f"将撤销 {self.steps()} 步，之后可以重做。")

    def steps(self) -> int:
        """Return how many steps to undo."""
        return self._list.currentRow() + 1
