"""Every act of the fingers is one named step: undo gives back the book as it was, redo as it became."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Target
from jixiao_desktop.session import Session
from jixiao_desktop.ui.grid import BookTable, BookTree, GridView

from .conftest import indicators, press, type_text

KEY, MOD = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = MOD.ControlModifier, MOD.ShiftModifier, MOD.AltModifier
Act = Callable[[], None]


def _copied(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    QGuiApplication.clipboard().setMimeData(mime)


def _typed(text: str) -> Act:
    def act() -> None:
        type_text(text)
        press(KEY.Key_Return)

    return act


def _two_selected(key: Qt.Key, held: Qt.KeyboardModifier) -> Act:
    def act() -> None:
        press(KEY.Key_Up, SHIFT)
        press(key, held)

    return act


def _filled() -> None:
    press(KEY.Key_Up, SHIFT)
    type_text("15")
    press(KEY.Key_Return, CTRL)


def _pasted(text: str, *before: Qt.Key) -> Act:
    def act() -> None:
        for key in before:
            press(key)
        _copied(text)
        press(KEY.Key_V, CTRL)

    return act


def _pressed(key: Qt.Key, held: Qt.KeyboardModifier) -> Act:
    return lambda: press(key, held)


# (what is done with the cursor in 指标值 of the second row, the name of the step)
ROW_ACTS: dict[str, tuple[Act, str]] = {
    "typing": (_typed("7"), "修改指标值"),
    "clearing": (_two_selected(KEY.Key_Delete, MOD.NoModifier), "清除 2 格"),
    "cutting": (_two_selected(KEY.Key_X, CTRL), "剪切 2 格"),
    "filling": (_filled, "填充 2 格"),
    "filling down": (_pressed(KEY.Key_D, CTRL), "向下填充"),
    "taking the cell above": (_pressed(KEY.Key_Apostrophe, CTRL), "取上格"),
    "pasting one text": (_pasted("≥95%"), "粘贴"),
    "pasting a block": (_pasted("11\t个\n12\t个\n13\t个\n"), "粘贴 3 行"),
    "inserting": (_pressed(KEY.Key_Plus, CTRL | SHIFT), "插入行"),
    "deleting": (_two_selected(KEY.Key_Minus, CTRL), "删除"),
    "moving up": (_pressed(KEY.Key_Up, ALT | SHIFT), "上移"),
    "moving down": (_pressed(KEY.Key_Down, ALT | SHIFT), "下移"),
    "taking last year's": (_pressed(KEY.Key_L, CTRL), "取上年值"),
}
PROJECT_ACTS: dict[str, tuple[Act, str]] = {
    "typing": (_typed("7"), "修改预算"),
    "clearing": (_two_selected(KEY.Key_Delete, MOD.NoModifier), "清除 2 格"),
    "filling": (_filled, "填充 2 格"),
    "filling down": (_two_selected(KEY.Key_D, CTRL), "向下填充"),
    "pasting a column": (_pasted("11\n12\n", KEY.Key_Up), "粘贴 2 行"),
    "taking last year's": (_pressed(KEY.Key_L, CTRL), "取上年值"),
}


def _is_one_step(session: Session, act: Act, title: str) -> None:
    before, steps = session.book.copy(), len(session.history.undo_titles)
    act()
    assert len(session.history.undo_titles) == steps + 1
    assert session.history.undo_titles[0].startswith(title)
    after = session.book.copy()
    assert after != before
    session.undo()
    assert session.book == before
    session.redo()
    assert session.book == after


@pytest.mark.parametrize("kind", [BookTree, BookTable], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("name", ROW_ACTS)
def test_what_is_done_to_indicators_is_one_named_step(
    show: Callable[..., GridView], session: Session, kind: type[GridView], name: str
) -> None:
    view = show(kind)
    view.fold(4)
    second = indicators(session)[1]
    session.run(commands.set_cell(second, "last", Target("≥", "5", "个")))
    view.go_to(second, "value")
    _is_one_step(session, *ROW_ACTS[name])


@pytest.mark.parametrize("name", PROJECT_ACTS)
def test_what_is_done_to_projects_is_one_named_step(overview: GridView, session: Session, name: str) -> None:
    first, second = (project.id for project in session.book.projects())
    session.run(commands.set_cells([(second, "last_budget", "5"), (first, "budget", "9")], "x"))
    overview.go_to(second, "budget")
    _is_one_step(session, *PROJECT_ACTS[name])


@pytest.mark.parametrize("kind", [BookTree, BookTable], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("field", ["comparator", "value", "unit"])
@pytest.mark.parametrize(
    ("typed", "read"),
    [(">=95%", ("≥", "95", "%")), ("<=3.5 %", ("≤", "3.5", "%")), ("=0", ("=", "0", "人")), ("98%", ("≥", "98", "%"))],
)
def test_one_cell_for_three_in_any_of_them(
    show: Callable[..., GridView], session: Session, kind: type[GridView], field: str, typed: str,
    read: tuple[str, str, str],
) -> None:  # fmt: skip
    view = show(kind)
    view.fold(4)
    node = indicators(session)[0]
    view.go_to(node, field)
    _is_one_step(session, _typed(typed), "修改")
    row = session.book.indicator(node)
    assert (row.comparator, row.value, row.unit) == read


def test_the_overview_goes_along_and_down_as_excel_does(overview: GridView, session: Session) -> None:
    first, second = (project.id for project in session.book.projects())
    overview.go_to(first, "name")
    seen = []
    for _ in range(4):
        press(KEY.Key_Tab)
        seen.append(overview.current())
    assert seen == [(first, "last_budget"), (first, "control"), (first, "budget"), (second, "name")]
    press(KEY.Key_Backtab, SHIFT)
    assert overview.current() == (first, "budget")
    press(KEY.Key_Return)
    assert overview.current() == (second, "budget")
    press(KEY.Key_Return, SHIFT)
    assert overview.current() == (first, "budget")


def test_f7_finds_the_empty_budget_in_the_overview(overview: GridView, session: Session) -> None:
    first, second = (project.id for project in session.book.projects())
    session.run(commands.set_cell(second, "budget", None))
    overview.go_to(first, "name")
    press(KEY.Key_F7)
    assert overview.current() == (second, "budget")


def test_unused_rows_go_away_in_the_overview_too(overview: GridView, session: Session) -> None:
    count = len(list(session.book.projects()))
    overview.go_to(next(session.book.projects()).id, "name")
    press(KEY.Key_Plus, CTRL | SHIFT)
    assert len(list(session.book.projects())) == count + 1
    assert overview.current()[1] == "name"
    press(KEY.Key_Escape)
    press(KEY.Key_Z, CTRL)
    assert len(list(session.book.projects())) == count


def test_ctrl_enter_fills_what_a_joined_text_says_into_every_row(tree: GridView, session: Session) -> None:
    first, second = indicators(session)[:2]
    tree.go_to(first, "value")
    press(KEY.Key_Down, SHIFT)
    type_text(">=77%")
    press(KEY.Key_Return, CTRL)
    rows = [session.book.indicator(node) for node in (first, second)]
    assert [(row.comparator, row.value, row.unit) for row in rows] == [("≥", "77", "%")] * 2
    assert session.history.undo_titles == ("填充 2 格",)
    assert tree.current() == (second, "value")
