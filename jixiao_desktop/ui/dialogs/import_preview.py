"""导入: what was found in a file, with every doubt, before anything is taken over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QButtonGroup, QHeaderView, QRadioButton, QTreeWidget, QTreeWidgetItem, QWidget

from ...domain import codes
from ...domain.book import Book, Doubt
from ...domain.plain import total
from ...domain.quantity import format_money
from ..panels.doubts_panel import doubt_list, fill_doubts
from ..panels.finding_model import place_words
from ..widgets import label, numbers
from .base import Dialog

NEW_BOOK, CURRENT_BOOK = "new", "current"


class Draft(Protocol):
    """What a reader found: a book and the places that it is not sure of."""

    @property
    def book(self) -> Book:
        """The book."""

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The doubts."""


@dataclass(frozen=True, slots=True)
class FoundBook:
    """A draft from one of our own files: nothing to doubt."""

    book: Book
    doubts: tuple[Doubt, ...] = ()


class ImportDialog(Dialog):
    """Shows a draft: projects with their counts, doubts, and where it is to go."""

    def __init__(self, draft: Draft, name: str, has_book: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent, "import_dialog", f"导入 {name}", "导入")
        self.resize(860, 560)
        self._book = draft.book
        self.body.addWidget(label(self._summary(len(draft.doubts)), "title"))
        self.body.addWidget(self._projects(), 2)
        if draft.doubts:
            self.add_note(
                f"待核对项 {len(draft.doubts)} 处：读入时修补、移动或猜测过的地方，导入后可逐条对照原表。", "alert"
            )
            doubts = doubt_list()
            fill_doubts(doubts, draft.doubts, self._words)
            self.body.addWidget(doubts, 3)
        self._targets = QButtonGroup(self)
        self._add_targets(has_book)

    def _summary(self, doubts: int) -> str:
        projects = sum(1 for _ in self._book.projects())
        rows = sum(1 for _ in self._book.indicators())
        money = format_money(total(self._book))
        units = sum(1 for _ in self._book.units())
        return f"读到 {units} 个单位、{projects} 个项目、{rows} 条指标，预算合计 {money} 万元；待核对 {doubts} 处"

    def _projects(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setAccessibleName("读到的项目")
        view.setHeaderLabels(["单位 / 项目", "编码", "预算（万元）", "指标"])
        view.header().setStretchLastSection(False)
        for column in range(view.columnCount()):
            mode = QHeaderView.ResizeMode.ResizeToContents if column else QHeaderView.ResizeMode.Stretch
            view.header().setSectionResizeMode(column, mode)
        numbers(view.headerItem(), 2, 3)
        for unit in self._book.units():
            top = QTreeWidgetItem(view, [unit.label])
            for project in self._book.projects(unit.id):
                rows = len(self._book.children(project.id))
                texts = [project.name or "", project.code or "", project.budget or "", str(rows)]
                numbers(QTreeWidgetItem(top, texts), 2, 3)
            top.setExpanded(True)
        return view

    def _words(self, doubt: Doubt) -> tuple[str, str]:
        if doubt.node:
            return place_words(self._book, doubt.node)
        return codes.short(doubt.project) or doubt.unit or "", doubt.indicator or ""

    def _add_targets(self, has_book: bool) -> None:
        choices = [(NEW_BOOK, "作为新的填报打开")]
        if has_book:
            choices.append((CURRENT_BOOK, "并入当前填报（可一步撤销）"))
        for name, words in choices:
            button = QRadioButton(words)
            button.setObjectName(f"target_{name}")
            self._targets.addButton(button)
            self.body.addWidget(button)
        self._targets.buttons()[0].setChecked(True)

    def target(self) -> str:
        """Return NEW_BOOK or CURRENT_BOOK."""
        chosen = self._targets.checkedButton()
        return chosen.objectName().removeprefix("target_") if chosen else NEW_BOOK
