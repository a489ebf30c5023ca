"""How a book wants to be printed, kept as texts; and which projects are not as they were."""

from __future__ import annotations

import pytest

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.comparison import changed_since, changed_since_last_year
from jixiao_desktop.domain.history import History
from jixiao_desktop.domain.printing import USUAL, Printing, from_texts, to_texts
from jixiao_desktop.domain.rollover import roll_over

from ..books import small_book

EVERYTHING = Printing(
    "单项申报表", "A3", "top", (16.0, 16.0, 25.5, 15.0), True, True, "草稿", False, frozenset({1}), frozenset({4, 2}),
    "saved",
)  # fmt: skip


@pytest.mark.parametrize("printing", [USUAL, EVERYTHING, Printing(note=True), Printing(projects=frozenset())])
def test_settings_come_back_from_their_texts(printing: Printing) -> None:
    assert from_texts(to_texts(printing)) == printing


def test_usual_settings_need_no_text() -> None:
    assert to_texts(USUAL) == {}


@pytest.mark.parametrize(
    "texts",
    [
        {"paper": "B5"}, {"margins": "1 2 3"}, {"margins": "20 20 20 四"}, {"margins": "4 20 20 20"}, {"note": "也许"},
        {"units": "甲"}, {"since": "昨天"}, {"watermark": " "}, {"colour": "red"}, {"margins": "nan 20 20 20"},
    ],
)  # fmt: skip
def test_a_setting_that_makes_no_sense_counts_as_not_set(texts: dict[str, str]) -> None:
    assert from_texts({"form": "自查表", **texts}) == Printing(form="自查表")


def test_a_change_of_settings_is_no_step_and_leaves_redo_alone() -> None:
    history = History(small_book())
    row = next(history.book.indicators())
    history.run(commands.set_cell(row.id, "value", "200"))
    history.mark_saved()
    history.undo()
    history.redo()
    history.undo()
    assert history.amend(commands.set_printing(Printing(paper="A3")))
    assert history.undo_titles == () and history.redo_titles
    assert history.modified
    history.redo()
    assert history.book.indicator(row.id).value == "200"
    history.undo()
    assert history.book.facts.printing == Printing(paper="A3")
    assert history.amend(commands.set_printing(Printing(paper="A3"))) is None


def test_the_next_year_keeps_the_paper_and_forgets_what_was_chosen() -> None:
    history = History(small_book())
    history.amend(commands.set_printing(EVERYTHING))
    kept = roll_over(history.book, 2025).facts.printing
    assert (kept.form, kept.paper, kept.margins, kept.fresh_pages) == ("单项申报表", "A3", EVERYTHING.margins, True)
    assert kept.whole and kept.watermark is None


def test_nothing_differs_from_last_year_right_after_the_rollover() -> None:
    assert changed_since_last_year(roll_over(small_book(), 2025)) == frozenset()


@pytest.mark.parametrize("what", ["budget", "objective", "value", "row", "project"])
def test_a_project_differs_from_last_year_by_budget_goal_or_rows(what: str) -> None:
    history = History(roll_over(small_book(), 2025))
    first, second, *_ = history.book.projects()
    row = next(history.book.indicators(first.id))
    changed = {
        "budget": lambda: commands.set_cell(first.id, "budget", "9"),
        "objective": lambda: commands.set_cell(first.id, "objective", "新的目标"),
        "value": lambda: commands.set_cell(row.id, "value", "999"),
        "row": lambda: commands.add_indicator(first.id, {"level1": "产出指标", "level2": "数量指标", "name": "新增的"}),
        "project": lambda: commands.add_project(first.parent, {"name": "新项目"}),
    }[what]
    before = {project.id for project in history.book.projects()}
    history.run(changed())
    new = {project.id for project in history.book.projects()} - before
    assert changed_since_last_year(history.book) == (new or {first.id})
    assert second.id not in changed_since_last_year(history.book)


def test_a_figure_written_otherwise_is_no_difference_from_last_year() -> None:
    history = History(roll_over(small_book(), 2025))
    first = next(history.book.projects())
    row = next(history.book.indicators(first.id))
    for node, name in ((first, "budget"), (row, "value"), (row, "weight")):
        text = getattr(node, name)
        history.run(commands.set_cell(node.id, name, f"{text}0" if "." in text else f"{text}.0"))
        assert getattr(history.book.node(node.id), name) != text
    assert changed_since_last_year(history.book) == frozenset()


def test_a_project_differs_from_another_copy_by_any_cell_row_or_by_being_new() -> None:
    before = small_book()
    history = History(before.copy())
    first, second, third = history.book.projects()
    history.run(commands.set_cell(next(history.book.indicators(second.id)).id, "weight", "7"))
    assert changed_since(history.book, before) == {second.id}
    history.run(commands.remove([history.book.children(first.id)[0]]))
    assert changed_since(history.book, before) == {first.id, second.id}
    history.run(commands.add_unit("9", "新单位"))
    unit = history.book.children(0)[-1]
    history.run(commands.add_project(unit, {"name": "全新的项目"}))
    assert changed_since(history.book, before) == {first.id, second.id, history.book.children(unit)[0]}
    assert third.id not in changed_since(history.book, before)
