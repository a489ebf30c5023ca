"""填报信息: year, stage, title, and who filled the form in."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from ...domain import stage
from ...domain.book import ROOT, Facts
from ...domain.history import Command, Transaction
from ..fields import LineEdit
from ..widgets import number_box
from .base import Dialog, named
from .new_book import FIRST_YEAR, LAST_YEAR

_PEOPLE = (("responsible", "单位负责人"), ("preparer", "填报人"), ("phone", "联系电话"), ("filled_on", "填报日期"))


class BookFactsDialog(Dialog):
    """Shows and changes what a book says of itself; a title follows year and stage until it is edited."""

    def __init__(self, facts: Facts, parent: QWidget | None = None) -> None:
        super().__init__(parent, "book_facts_dialog", "填报信息")
        self._facts = facts
        self._year = number_box(FIRST_YEAR, LAST_YEAR, facts.year or FIRST_YEAR)
        self._stage, self._title = QComboBox(), LineEdit(facts.title or "")
        self._stage.addItems(list(stage.STAGES))
        self._stage.setCurrentText(facts.stage)
        self._own_title = facts.title in (None, stage.title(facts.year, facts.stage))
        self._people = {name: LineEdit(getattr(facts, name) or "") for name, _ in _PEOPLE}
        form = self.add_form()
        form.addRow("年度", named(self._year, "year", "年度"))
        form.addRow("阶段", named(self._stage, "stage", "阶段"))
        form.addRow("表名", named(self._title, "title", "表名"))
        for name, words in _PEOPLE:
            form.addRow(words, named(self._people[name], name, words))
        self.add_note("表名随阶段而定：只有财政批复的才是批复表，单位填报的是申报表。")
        self._year.valueChanged.connect(self._follow)
        self._stage.currentTextChanged.connect(self._follow)
        self._title.textEdited.connect(self._edited)
        self.fit(480)

    def _edited(self) -> None:
        self._own_title = False

    def _follow(self) -> None:
        if self._own_title:
            self._title.setText(stage.title(self._year.value(), self._stage.currentText()))

    def command(self) -> Command | None:
        """Return the command that writes what was changed, or None when nothing was."""
        values: dict[str, Any] = {name: line.text().strip() or None for name, line in self._people.items()}
        values |= {"title": self._title.text().strip() or None, "stage": self._stage.currentText()}
        if self._facts.year is not None or self._year.value() != FIRST_YEAR:
            values["year"] = self._year.value()
        changed = {name: value for name, value in values.items() if value != getattr(self._facts, name)}

        def write(pen: Transaction) -> None:
            for name, value in changed.items():
                pen.set(ROOT, name, value)

        return Command("修改填报信息", write) if changed else None
