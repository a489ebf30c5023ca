"""Undo, redo and the saved mark."""

from __future__ import annotations

import pytest

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.history import Command, History, Transaction


@pytest.fixture
def history() -> History:
    return History(Book())


def test_steps_are_named_and_turned_one_by_one(history: History) -> None:
    history.run(commands.add_unit("1", "甲"))
    history.run(commands.set_cell(1, "name", "乙"))
    assert history.undo_titles == ("修改名称", "添加单位")
    assert history.undo()
    assert (history.undo_titles, history.redo_titles) == (("添加单位",), ("修改名称",))
    assert history.redo()
    assert history.book.unit(1).name == "乙"


def test_there_is_an_end_to_undo_and_redo(history: History) -> None:
    assert history.undo() is None
    assert history.redo() is None


def test_a_new_step_forgets_what_was_undone(history: History) -> None:
    history.run(commands.add_unit("1", "甲"))
    history.undo()
    history.run(commands.add_unit("2", "乙"))
    assert history.redo_titles == ()


def test_the_saved_mark_follows_undo_and_redo(history: History) -> None:
    assert not history.modified
    history.run(commands.add_unit("1", "甲"))
    assert history.modified
    history.mark_saved()
    assert not history.modified
    history.undo()
    assert history.modified
    history.redo()
    assert not history.modified


def test_the_saved_state_is_out_of_reach_once_another_way_was_taken(history: History) -> None:
    history.run(commands.add_unit("1", "甲"))
    history.mark_saved()
    history.undo()
    history.run(commands.add_unit("2", "乙"))
    history.undo()
    assert history.modified
    history.mark_saved()
    assert not history.modified


def test_a_step_that_is_withdrawn_never_was(history: History) -> None:
    first = history.run(commands.add_unit("1", "甲"))
    history.mark_saved()
    second = history.run(commands.add_unit("2", "乙"))
    assert first and second
    assert history.withdraw(first) is None
    assert history.withdraw(second)
    assert (history.undo_titles, history.redo_titles, history.modified) == (("添加单位",), (), False)
    assert history.withdraw(first)
    assert history.book == Book()
    assert history.modified


def test_what_was_undone_after_a_step_that_is_withdrawn_can_still_be_done_again(history: History) -> None:
    opened = history.run(commands.add_unit(None, None))
    assert opened
    history.run(commands.set_cell(history.book.children(0)[0], "name", "甲"))
    filled = history.book.copy()
    history.undo()
    history.mark_saved()
    assert history.withdraw(opened)
    assert (history.undo_titles, len(history.redo_titles), history.modified) == ((), 2, True)
    history.redo()
    assert not history.modified
    history.redo()
    assert history.book == filled


def test_a_recovered_book_counts_as_modified(history: History) -> None:
    history.mark_modified()
    assert history.modified


def test_what_a_command_raises_comes_through_after_everything_was_rolled_back(history: History) -> None:
    def write(pen: Transaction) -> None:
        pen.insert(0, 0, name="甲")
        pen.set(1, "name", "乙")
        pen.remove(1)
        raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        history.run(Command("坏", write))
    assert history.book == Book()
    assert not history.modified
