"""历史版本: what a file held before each save, to look into and to take up again as a book of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ... import storage
from ...domain.book import Book
from ...domain.errors import UserError
from ...domain.moments import date_and_time
from ...domain.plain import total
from ...domain.quantity import format_money
from ..widgets import numbers
from .base import Dialog


class FormerVersionsDialog(Dialog):
    """Lists the former versions of one file, the newest first; accepted, `chosen` is the one to open."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, "former_versions_dialog", "历史版本", "打开所选版本")
        self.resize(640, 360)
        self._found = storage.backups(path)
        self._list = QTreeWidget()
        self._list.setObjectName("former_versions")
        self._list.setAccessibleName("历史版本")
        self._list.setRootIsDecorated(False)
        self._list.setHeaderLabels(["被替换的时间", "内容", "合计（万元）"])
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._list.header().resizeSection(0, 170)
        numbers(self._list.headerItem(), 2)
        for place, backup in enumerate(self._found):
            row = QTreeWidgetItem([date_and_time(backup.replaced_at), *_contents(backup.path)])
            row.setData(0, Qt.ItemDataRole.UserRole, place)
            self._list.addTopLevelItem(numbers(row, 2))
        self._list.itemDoubleClicked.connect(self.accept)
        self.body.addWidget(self._list, 1)
        self.add_note(
            "每次保存之前的内容都留有一份。打开的版本是一份未保存的新填报，原文件不会改动。"
            if self._found
            else f"“{path.name}”还没有历史版本：保存过一次以后，以前的内容会留在这里。"
        )
        self.accept_button.setEnabled(bool(self._found))
        self._list.setCurrentIndex(self._list.model().index(0, 0))

    def chosen(self) -> storage.Backup | None:
        """Return the selected version, or None."""
        row = self._list.currentItem()
        return self._found[row.data(0, Qt.ItemDataRole.UserRole)] if row else None


def _contents(path: Path) -> tuple[str, str]:
    """What stands in a version, in words, and its total; a damaged one says so."""
    try:
        book = storage.open_book(path).book
    except UserError:
        return "（这个版本已损坏，无法打开）", ""
    return _counts(book), format_money(total(book))


def _counts(book: Book) -> str:
    projects, rows = sum(1 for _ in book.projects()), sum(1 for _ in book.indicators())
    return f"{book.facts.stage}，{projects} 个项目，{rows} 条指标"
