"""Commands: each one can be undone to what was before and redone to what was after; a failing one leaves no trace."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao_desktop.domain import commands, framework
from jixiao_desktop.domain.book import ROOT, Book, Doubt, Facts, Indicator, Waiver
from jixiao_desktop.domain.history import Command, History
from jixiao_desktop.domain.plain import from_plain

from ..books import row, small_book, small_plain

Make = Callable[[Book], Command]


def _project(book: Book, place: int = 0) -> int:
    return list(book.projects())[place].id


def _row(book: Book, place: int = 0) -> int:
    return list(book.indicators())[place].id


def _other() -> Book:
    return from_plain({**small_plain(), "units": small_plain()["units"][:1]})


WAIVER = Waiver("unit.fit", 3, "unit", "人", "确实如此")
EVERY_COMMAND: dict[str, Make] = {
    "set a cell": lambda b: commands.set_cell(_row(b), "value", "200"),
    "set a cell of a carried-over row to the same value": lambda b: commands.set_cell(_row(b), "value", "190"),
    "set a fact": lambda b: commands.set_cell(ROOT, "preparer", "乙"),
    "set many cells": lambda b: commands.set_cells([(_project(b, n), "budget", str(n)) for n in range(3)], "粘贴"),
    "give a row another level": lambda b: commands.set_cell(_row(b), "level1", "满意度指标"),
    "add a unit": lambda b: commands.add_unit("1", "新单位"),
    "add a unit at the top": lambda b: commands.add_unit("1", "新单位", 0),
    "add a unit far beyond the end": lambda b: commands.add_unit("1", "新单位", 99),
    "add a project": lambda b: commands.add_project(1, {"name": "新项目", "budget": "5"}),
    "add an indicator": lambda b: commands.add_indicator(_project(b), {"level1": "效益指标", "level2": "生态效益"}),
    "add indicators": lambda b: commands.add_indicators(_project(b), [row("产出指标", "质量指标", "a"), {}], 2),
    "duplicate a row": lambda b: commands.duplicate(_row(b)),
    "duplicate a project": lambda b: commands.duplicate(_project(b)),
    "paste rows": lambda b: commands.paste_records(_project(b, 1), 0, [b.subtree(_row(b)), b.subtree(_row(b, 4))]),
    "paste a project": lambda b: commands.paste_records(_project(b) and 1, 1, [b.subtree(_project(b))]),
    "remove a row": lambda b: commands.remove([_row(b)]),
    "remove a unit with all below, and a row of it": lambda b: commands.remove([1, _row(b)]),
    "move a row to another project": lambda b: commands.move(_row(b), _project(b, 1), 0),
    "move a row to other levels": lambda b: commands.move(_row(b), _project(b), 0, ("效益指标", "社会效益")),
    "move a project to another unit": lambda b: commands.move(_project(b), _project(b, 2) and b.children(ROOT)[1], 0),
    "shift a row into the next level": lambda b: commands.shift(_row(b), 1),
    "shift a unit": lambda b: commands.shift(1, 1),
    "mark as reviewed": lambda b: commands.mark_reviewed([_row(b), _project(b, 1)]),
    "set the stage": lambda b: commands.set_stage("二上稿"),
    "set the year": lambda b: commands.set_year(2025),
    "set the profile": lambda b: commands.set_profile("我县", "我县", "title = 1"),
    "waive": lambda b: commands.waive(WAIVER),
    "import": lambda b: commands.import_book(_other()),
}


@pytest.mark.parametrize("make", EVERY_COMMAND.values(), ids=EVERY_COMMAND)
def test_undo_gives_what_was_before_and_redo_what_was_after(make: Make) -> None:
    book = small_book()
    before, history = book.copy(), History(book)
    command = make(book)
    step = history.run(command)
    assert step
    after = book.copy()
    assert after != before
    assert history.undo_titles == (command.title,)
    history.undo()
    assert book == before
    assert history.redo_titles == (command.title,)
    history.redo()
    assert book == after
    history.undo()
    assert book == before


FAILING: dict[str, Make] = {
    "a record that is gone": lambda b: commands.set_cell(99, "name", "x"),
    "a field that no record has": lambda b: commands.set_cell(1, "wight", "x"),
    "a field that never changes": lambda b: commands.set_cell(_row(b), "parent", 1),
    "the second of two cells": lambda b: commands.set_cells([(1, "name", "甲"), (99, "name", "乙")], "粘贴"),
    "a field that no project has": lambda b: commands.add_project(1, {"name": "x", "colour": "red"}),
    "a row under a unit": lambda b: commands.move(_row(b), 1, 0),
    "a project pasted as a row": lambda b: commands.paste_records(_project(b), 0, [b.subtree(_project(b))]),
    "the book itself": lambda b: commands.remove([ROOT]),
}


@pytest.mark.parametrize("make", FAILING.values(), ids=FAILING)
def test_a_failing_command_leaves_no_trace(make: Make) -> None:
    book = small_book()
    before, history = book.copy(), History(book)
    history.run(commands.add_unit("9", "先来的"))
    history.undo()
    with pytest.raises((KeyError, TypeError, AttributeError)):
        history.run(make(book))
    assert book == before
    assert (history.undo_titles, history.redo_titles) == ((), ("添加单位",))


IDLE: dict[str, Make] = {
    "the same text": lambda b: commands.set_cell(1, "name", " 湟源县就业服务局(本级) "),
    "empty for missing": lambda b: commands.set_cell(_project(b), "department", "  "),
    "the first unit up": lambda b: commands.shift(1, -1),
    "the last row down": lambda b: commands.shift(_row(b, 4), 1),
    "a row to its own place": lambda b: commands.move(_row(b), _project(b), 0),
    "nothing removed": lambda b: commands.remove([99]),
    "no waiver taken back": lambda b: commands.unwaive("unit.fit", 3, "unit"),
    "an empty book imported": lambda b: commands.import_book(Book()),
}


@pytest.mark.parametrize("make", IDLE.values(), ids=IDLE)
def test_a_command_that_changes_nothing_leaves_no_step(make: Make) -> None:
    book = small_book()
    history = History(book)
    assert history.run(make(book)) is None
    assert history.undo_titles == ()
    assert not history.modified
    assert book == small_book()


def test_typed_texts_are_trimmed_and_kept_free_of_half_characters() -> None:
    book = small_book()
    History(book).run(commands.set_cell(1, "name", "  就业局\ud800 \n"))
    assert book.unit(1).name == "就业局?"


def test_touching_a_carried_over_row_reviews_it_even_when_its_value_stays() -> None:
    book = small_book()
    assert not book.indicator(_row(book)).reviewed
    History(book).run(commands.set_cell(_row(book), "value", "190"))
    assert book.indicator(_row(book)).reviewed


def test_a_row_with_new_levels_goes_to_the_end_of_its_like() -> None:
    book = small_book()
    History(book).run(commands.set_cell(_row(book), "level2", "时效指标"))
    assert [r.name for r in book.indicators(_project(book))][:3] == ["发放准确率", "发放及时率", "补贴人数"]


def test_an_index_that_would_tear_levels_apart_is_not_taken() -> None:
    book = small_book()
    History(book).run(commands.add_indicator(_project(book), row("产出指标", "数量指标", "新"), 3))
    rows = list(book.indicators(_project(book)))
    assert [r.name for r in rows][:2] == ["补贴人数", "新"]
    assert framework.arranged_order([r.levels for r in rows]) == list(range(len(rows)))


def test_a_title_of_ones_own_survives_a_new_stage() -> None:
    book = small_book()
    history = History(book)
    history.run(commands.set_stage("一上稿"))
    assert book.facts.title == "2024年部门预算项目支出绩效目标申报表"
    history.run(commands.set_cell(ROOT, "title", "我局的表"))
    history.run(commands.set_stage("批复稿"))
    history.run(commands.set_year(2030))
    assert (book.facts.title, book.facts.stage, book.facts.year) == ("我局的表", "批复稿", 2030)


def test_a_declaration_is_replaced_and_taken_back() -> None:
    book = small_book()
    history = History(book)
    history.run(commands.waive(WAIVER))
    history.run(commands.waive(Waiver("unit.fit", 3, "unit", "人", "新的说明")))
    assert [w.note for w in book.facts.waivers] == ["新的说明"]
    history.run(commands.unwaive("unit.fit", 3, "unit"))
    assert book.facts.waivers == ()


def test_doubts_are_settled_by_their_place() -> None:
    book = Book(Facts(doubts=tuple(Doubt(f"第{n}页", "moved", "移动") for n in range(3))))
    history = History(book)
    history.run(commands.settle_doubts([0, 2]))
    assert [doubt.place for doubt in book.facts.doubts] == ["第1页"]
    history.undo()
    assert len(book.facts.doubts) == 3


def test_an_import_into_the_same_unit_adds_its_projects() -> None:
    book = small_book()
    History(book).run(commands.import_book(_other()))
    assert len(list(book.units())) == 2
    assert len(list(book.projects(1))) == 4


def test_imported_doubts_point_at_the_imported_records() -> None:
    other = _other()
    target = list(other.indicators())[1]
    history = History(other)
    history.run(commands.waive(Waiver("r", target.id, "name", target.name, "")))
    doubts = (Doubt("p", "k", "m", node=target.id), Doubt("p", "k", "the book"), Doubt("p", "k", "unit", node=1))
    other._set_field(ROOT, "doubts", doubts)
    book = from_plain({"units": [{"name": "先有的"}, {"code": "723001", "name": "湟源县就业服务局(本级)"}]})
    History(book).run(commands.import_book(other))
    row_doubt, book_doubt, unit_doubt = book.facts.doubts
    found = book.node(row_doubt.node)
    assert isinstance(found, Indicator)
    assert (found.name, found.id != target.id) == (target.name, True)
    assert book_doubt.node == ROOT
    assert unit_doubt.node == list(book.units())[1].id
    assert [waiver.node for waiver in book.facts.waivers] == [found.id]
