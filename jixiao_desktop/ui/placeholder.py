"""A plain read-only tree that stands in for the grid views."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from ..domain import codes
from .bridge import Bridge

_TITLES = ["项目 / 指标名称", "性质", "指标值", "度量单位", "分值权重", "上年值", "较上年"]


class GridView(QTreeWidget):
    """Shows the book; edits nothing."""

    current_changed = Signal(int, str)
    status = Signal(str)
    name = "book_tree"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(self.name)
        self._book = bridge.session.book
        self._items: dict[int, QTreeWidgetItem] = {}
        self.setHeaderLabels(_TITLES)
        self.header().resizeSection(0, 392)
        bridge.book_changed.connect(self._load)
        self.currentItemChanged.connect(self._on_current)
        self._load()

    def _load(self, _event: object = None) -> None:
        QTreeWidget.clear(self)
        self._items = {}
        for unit in self._book.units():
            top = self._add(self, unit.id, [unit.label])
            for project in self._book.projects(unit.id):
                item = self._add(top, project.id, [f"{project.name} {codes.short(project.code)}"])
                for row in self._book.indicators(project.id):
                    cells = (row.name, row.comparator, row.value, row.unit, row.weight)
                    self._add(item, row.id, [text or "" for text in cells])
            top.setExpanded(True)

    def _add(self, parent: Any, node: int, texts: list[str]) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, texts)
        item.setData(0, 256, node)
        self._items[node] = item
        return item

    def _on_current(self, item: Any, _old: Any) -> None:
        if item:
            self.current_changed.emit(item.data(0, 256), "name")

    def commit_open_editor(self) -> None:
        """Nothing is ever open."""

    def go_to(self, node_id: int, field: str, edit: bool = False) -> None:
        """Select a row."""
        if node_id in self._items:
            self.setCurrentItem(self._items[node_id])

    def zoom(self, percent: int) -> None:
        """Do nothing."""

    def fold(self, level: int) -> None:
        """Do nothing."""

    def context_actions(self, actions: list[QAction]) -> None:
        """Do nothing."""


class BookTree(GridView):
    """分级视图."""


class BookTable(GridView):
    """表格视图."""

    name = "book_table"


class Overview(GridView):
    """项目一览."""

    name = "overview"
