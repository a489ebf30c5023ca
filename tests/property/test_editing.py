"""Random editing: whatever is done, undone and redone, the book is what a list of its states says it should be."""

from __future__ import annotations

import sqlite3
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from jixiao_desktop.domain import commands, framework
from jixiao_desktop.domain.book import (
    INDICATOR_FIELDS,
    PROJECT_FIELDS,
    ROOT,
    UNIT_FIELDS,
    Book,
    Doubt,
    Facts,
    Target,
    Waiver,
)
from jixiao_desktop.domain.changes import Change
from jixiao_desktop.domain.history import Command, History, Step, storable
from jixiao_desktop.domain.plain import total
from jixiao_desktop.session.figures import Figures, Sums
from jixiao_desktop.storage import content, schema

from ..books import small_book

TEXT = st.one_of(st.none(), st.sampled_from(["", "甲", "≥95%", "0", "\ud83d"]), st.text(max_size=6))
LEVEL1 = st.sampled_from([None, "产出指标", "效益指标", "满意度指标", "自定"])
LEVEL2 = st.sampled_from([None, "数量指标", "质量指标", "社会效益", "服务对象满意度", "其他"])
CELLS = [*UNIT_FIELDS, *PROJECT_FIELDS, *INDICATOR_FIELDS]
PLACE = st.one_of(st.none(), st.integers(-2, 12))
PICK = st.integers(0, 10_000)
IN_VAIN = (KeyError, TypeError, AttributeError)


class Editing(RuleBasedStateMachine):
    """A clerk at random. `states` are the states that undo and redo go through, `here` is where we are."""

    def __init__(self) -> None:
        super().__init__()
        self.book = Book()
        self.history = History(self.book)
        self.states: list[Book] = [self.book.copy()]
        self.here, self.saved = 0, 0
        self.newest: tuple[Step, int] | None = None  # the last step that was run, and the state before it
        self.figures = Figures(self.book)
        self.rows = sqlite3.connect(":memory:", isolation_level=None)
        for statement in schema.SCHEMAS[schema.VERSION]:
            self.rows.execute(statement)

    @initialize(filled=st.booleans())
    def begin(self, filled: bool) -> None:
        if filled:
            doubts = (Doubt("第1页", "moved", "移动过", node=1),)
            start = Book.build(Facts(year=2024, doubts=doubts), small_book().subtree(ROOT)[1:])  # type: ignore[arg-type]
            self.book = start
            self.history = History(start)
            self.states = [start.copy()]
            self.figures = Figures(start)
        rows = content.rows_of(content.records(self.book), "-" * 36, self.book.next_id)
        content.write_rows(self.rows, rows)

    def _id(self, pick: int, kind: str | None = None) -> int:
        """Choose a record, of a kind when there is one of it; sometimes the choice makes no sense, as with clerks."""
        records = [record.id for record in self.book.subtree(ROOT) if kind in (None, record.kind)]
        return records[pick % len(records)] if records else pick

    def _run(self, command: Command) -> None:
        before = self.book.copy()
        try:
            step = self.history.run(command)
        except IN_VAIN:
            assert self.book == before
            return
        if step is None:
            assert self.book == before
            return
        self.newest = step, self.here
        if self.saved > self.here:
            self.saved = -1
        del self.states[self.here + 1 :]
        self.states.append(self.book.copy())
        self.here += 1
        self._write(step.changes)

    def _write(self, changes: tuple[Change, ...]) -> None:
        self.figures.update(changes)
        for change in changes:
            content.apply(self.rows, change)

    def _turned(self, step: Step | None, there: int) -> None:
        assert (step is not None) == (0 <= there < len(self.states))
        if step is not None:
            self.here = there
            self._write(step.changes)

    @rule(pick=PICK, field=st.sampled_from(CELLS), text=TEXT)
    def type_into_a_cell(self, pick: int, field: str, text: str | None) -> None:
        kind = "indicator" if field in INDICATOR_FIELDS[3:] else None
        self._run(commands.set_cell(self._id(pick, kind), field, text))

    @rule(pick=PICK, level1=LEVEL1, level2=LEVEL2)
    def change_levels(self, pick: int, level1: str | None, level2: str | None) -> None:
        row = self._id(pick, "indicator")
        self._run(commands.set_cells([(row, "level1", level1), (row, "level2", level2)], "改级别"))

    @rule(pick=PICK, last=st.one_of(st.none(), st.builds(Target, TEXT, TEXT)))
    def change_last_years_target(self, pick: int, last: Target | None) -> None:
        clean = last and Target(storable(last.comparator), storable(last.value))
        self._run(commands.set_cell(self._id(pick, "indicator"), "last", clean))

    @rule(name=TEXT, place=PLACE)
    def add_a_unit(self, name: str | None, place: int | None) -> None:
        self._run(commands.add_unit("723", name, place))

    @rule(pick=PICK, name=TEXT, place=PLACE)
    def add_a_project(self, pick: int, name: str | None, place: int | None) -> None:
        self._run(commands.add_project(self._id(pick, "unit"), {"name": name}, place))

    @rule(pick=PICK, rows=st.lists(st.tuples(LEVEL1, LEVEL2, TEXT), max_size=3), place=PLACE)
    def add_rows(self, pick: int, rows: list[tuple[str | None, ...]], place: int | None) -> None:
        fields = [dict(zip(("level1", "level2", "name"), row, strict=True)) for row in rows]
        self._run(commands.add_indicators(self._id(pick, "project"), fields, place))

    @rule(pick=PICK)
    def duplicate(self, pick: int) -> None:
        if len(self.book.subtree(ROOT)) < 60:
            self._run(commands.duplicate(self._id(pick)))

    @rule(picks=st.lists(PICK, max_size=3), home=PICK, place=st.integers(0, 9))
    def paste(self, picks: list[int], home: int, place: int) -> None:
        chosen = [node for node in (self._id(pick, "indicator") for pick in picks) if node in self.book]
        trees = [self.book.subtree(node) for node in chosen]
        self._run(commands.paste_records(self._id(home, "project"), place, trees))

    @rule(picks=st.lists(PICK, min_size=1, max_size=2))
    def remove(self, picks: list[int]) -> None:
        self._run(commands.remove([self._id(pick) for pick in picks]))

    @rule(pick=PICK, home=PICK, place=st.integers(-1, 9), levels=st.one_of(st.none(), st.tuples(LEVEL1, LEVEL2)))
    def move(self, pick: int, home: int, place: int, levels: Any) -> None:
        self._run(commands.move(self._id(pick), self._id(home), place, levels))

    @rule(pick=PICK, home=PICK, place=st.integers(0, 9))
    def move_a_row(self, pick: int, home: int, place: int) -> None:
        self._run(commands.move(self._id(pick, "indicator"), self._id(home, "project"), place))

    @rule(pick=PICK, step=st.sampled_from([-1, 1]))
    def shift(self, pick: int, step: int) -> None:
        self._run(commands.shift(self._id(pick), step))

    @rule(pick=PICK, note=st.text(max_size=3))
    def waive(self, pick: int, note: str) -> None:
        self._run(commands.waive(Waiver("r", self._id(pick), "name", None, note)))

    @rule(stage=st.sampled_from(["一上稿", "批复稿"]), year=st.one_of(st.none(), st.integers(2020, 2030)))
    def stage_and_year(self, stage: str, year: int | None) -> None:
        self._run(commands.set_stage(stage))
        self._run(commands.set_year(year))

    @rule()
    def review_everything(self) -> None:
        self._run(commands.mark_reviewed(record.id for record in self.book.subtree(ROOT)))

    @rule(pick=PICK, budget=st.sampled_from(["12", "1,265.5", "0.004", "约三万", None]))
    def change_a_budget(self, pick: int, budget: str | None) -> None:
        self._run(commands.set_cell(self._id(pick, "project"), "budget", budget))

    @rule()
    def settle_a_doubt(self) -> None:
        self._run(commands.settle_doubts([0]))

    @rule()
    def import_a_book(self) -> None:
        if len(self.book.subtree(ROOT)) < 60:
            self._run(commands.import_book(small_book()))

    @rule()
    def undo(self) -> None:
        self._turned(self.history.undo(), self.here - 1)

    @precondition(lambda self: self.newest is not None)
    @rule()
    def withdraw(self) -> None:
        """Also after other steps were undone: what can be done again then begins with the step itself."""
        assert self.newest
        (newest, before), self.newest = self.newest, None
        step = self.history.withdraw(newest)
        assert (step is not None) == (self.here == before + 1)
        if step is None:
            return
        if self.here == len(self.states) - 1:
            if self.saved == self.here:
                self.saved = -1
            self.states.pop()
        self.here = before
        self._write(step.changes)

    @rule()
    def redo(self) -> None:
        self._turned(self.history.redo(), self.here + 1)

    @rule()
    def save(self) -> None:
        self.history.mark_saved()
        self.saved = self.here

    @invariant()
    def the_book_is_in_the_state_that_it_should_be_in(self) -> None:
        assert self.book == self.states[self.here]

    @invariant()
    def rows_stand_in_the_forms_order_with_equal_levels_together(self) -> None:
        for project in self.book.projects():
            levels = [row.levels for row in self.book.indicators(project.id)]
            assert framework.arranged_order(levels) == list(range(len(levels)))

    @invariant()
    def it_is_modified_unless_it_is_where_it_was_saved(self) -> None:
        assert self.history.modified == (self.here != self.saved)

    @invariant()
    def no_text_is_empty(self) -> None:
        for record in self.book.subtree(ROOT)[1:]:
            assert "" not in {getattr(record, name) for name in ("code", "name", "value") if hasattr(record, name)}

    @invariant()
    def the_rows_written_from_the_changes_are_the_book(self) -> None:
        if self.rows.execute("SELECT count(*) FROM book").fetchone()[0]:
            assert content.read_all(self.rows)[0] == self.book

    @invariant()
    def the_sums_kept_from_the_changes_are_those_of_the_book(self) -> None:
        rows = list(self.book.indicators())
        unreviewed = sum(not row.reviewed for row in rows)
        assert self.figures.whole == Sums(len(rows), unreviewed, total(self.book))
        fresh = Figures(self.book)
        for project in self.book.projects():
            assert self.figures.of_project(project.id) == fresh.of_project(project.id)

    def teardown(self) -> None:
        self.rows.close()


Editing.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestEditing = Editing.TestCase
