"""The form of the row at hand and the grid show the same cells, whichever side is typed into."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain.book import Indicator
from jixiao_desktop.ui.desk import Desk
from jixiao_desktop.ui.panels.side_panel import ROW
from jixiao_desktop.ui.window import MainWindow

from ..editing.conftest import commit, compose, press, target, type_text

KEY, MOD = Qt.Key, Qt.KeyboardModifier
every_field = pytest.mark.parametrize("name", ["name", "comparator", "value", "unit", "weight"])


@pytest.fixture
def desk(window_2025: MainWindow, qtbot: QtBot) -> Desk:
    """The window with the page 本行 in front, the cursor on an indicator."""
    desk = window_2025.desk
    assert desk is not None
    window_2025.resize(1366, 768)
    window_2025.activateWindow()
    qtbot.waitUntil(window_2025.isActiveWindow)
    desk.jump(next(desk.session.book.indicators()).id, "value")
    desk.panel.show_page(ROW)
    return desk


def _row(desk: Desk) -> Indicator:
    return desk.session.book.indicator(desk.current_node())


def _enter(desk: Desk, name: str, qtbot: QtBot) -> None:
    field = desk.panel.row.lines[name]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()


@every_field
def test_the_form_shows_the_row_at_hand_and_follows_the_cursor(desk: Desk, name: str) -> None:
    assert desk.panel.row.lines[name].text() == (getattr(_row(desk), name) or "")
    desk.view.setFocus()
    for _ in range(4):
        press(KEY.Key_Return)
    assert desk.panel.row.lines[name].text() == (getattr(_row(desk), name) or "")
    assert desk.panel.row.heading.text() == _row(desk).name


@every_field
def test_what_is_typed_in_the_form_stands_in_the_grid_in_one_step(desk: Desk, name: str, qtbot: QtBot) -> None:
    steps = len(desk.session.history.undo_titles)
    _enter(desk, name, qtbot)
    compose("x")
    commit("甲乙")
    press(KEY.Key_Return)
    index = desk.view.book_model.index_of(desk.current_node(), name)
    assert desk.view.model().data(index) == "甲乙"
    assert len(desk.session.history.undo_titles) == steps + 1


@every_field
def test_what_is_typed_in_the_grid_stands_in_the_form(desk: Desk, name: str, qtbot: QtBot) -> None:
    desk.jump(desk.current_node(), name)
    desk.view.setFocus()
    qtbot.waitUntil(desk.view.hasFocus)
    press(KEY.Key_F2)
    target().selectAll()  # type: ignore[attr-defined]
    commit("丙丁")
    press(KEY.Key_Return, MOD.ControlModifier)  # commits and stays
    assert desk.panel.row.lines[name].text() == "丙丁"


@every_field
def test_what_is_being_composed_in_the_form_is_saved_too(desk: Desk, name: str, qtbot: QtBot) -> None:
    _enter(desk, name, qtbot)
    compose("组字")
    desk.commit()
    assert getattr(_row(desk), name) == "组字"


@every_field
def test_undo_works_in_the_field_first_and_then_in_the_book(desk: Desk, name: str, qtbot: QtBot) -> None:
    before = getattr(_row(desk), name)
    _enter(desk, name, qtbot)
    commit("甲")
    press(KEY.Key_Z, MOD.ControlModifier)
    assert desk.panel.row.lines[name].text() == before
    commit("乙")
    press(KEY.Key_Return)
    assert getattr(_row(desk), name) == "乙"
    press(KEY.Key_Z, MOD.ControlModifier)
    assert getattr(_row(desk), name) == before
    assert desk.panel.row.lines[name].text() == before


@pytest.mark.parametrize("name", ["comparator", "value", "unit"])
def test_one_field_fills_three_and_says_what_else_changed(desk: Desk, name: str, qtbot: QtBot) -> None:
    _enter(desk, name, qtbot)
    with qtbot.waitSignal(desk.status) as said:
        type_text(">=77%")
        press(KEY.Key_Return)
    row = _row(desk)
    assert (row.comparator, row.value, row.unit) == ("≥", "77", "%")
    assert "可撤销" in said.args[0]
    assert [desk.panel.row.lines[field].text() for field in ("comparator", "value", "unit")] == ["≥", "77", "%"]


def test_last_years_target_is_taken_by_its_button(desk: Desk, qtbot: QtBot) -> None:
    last = _row(desk).last
    assert last is not None
    _enter(desk, "value", qtbot)
    type_text("1")
    press(KEY.Key_Return)
    QTest.mouseClick(desk.panel.row.take, Qt.MouseButton.LeftButton)
    assert (_row(desk).comparator, _row(desk).value, _row(desk).unit) == (last.comparator, last.value, last.unit)
    assert desk.session.history.undo_titles[0] == "取上年值"


def test_on_a_project_the_form_says_how_to_fill_it(desk: Desk) -> None:
    desk.jump(next(desk.session.book.projects()).id)
    assert desk.panel.row.heading.text() == "没有选中指标"
    assert not any(field.isVisible() for field in desk.panel.row.lines.values())
