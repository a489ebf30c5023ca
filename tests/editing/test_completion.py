"""Completing a name while it is typed, and the count of keys that it takes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Target
from jixiao_desktop.session import Session
from jixiao_desktop.ui.grid import GridView
from jixiao_desktop.ui.grid.editors import ChoiceEditor

from .conftest import commit, indicators, press, target, type_text

KEY = Qt.Key


def _new_row(tree: GridView, session: Session) -> int:
    tree.go_to(indicators(session)[1], "name")
    tree.insert_row()
    return tree.current()[0]


@pytest.mark.parametrize("accept", [KEY.Key_Tab, KEY.Key_Return])
def test_initials_fill_name_sign_value_and_unit_in_one_step(
    tree: GridView, session: Session, accept: Qt.Key, qtbot: QtBot
) -> None:
    new = _new_row(tree, session)
    steps = len(session.history.undo_titles)
    with qtbot.waitSignal(tree.status) as said:
        type_text("gyx")
        press(accept)
    row = session.book.indicator(new)
    assert (row.name, row.comparator, row.value, row.unit) == ("公益性岗位人员人数", "≥", "12", "人")
    assert len(session.history.undo_titles) == steps + 1
    assert tree.current() == (new, "weight")
    assert "≥12 人" in said.args[0]


def test_a_name_in_chinese_is_never_replaced_unasked(tree: GridView, session: Session) -> None:
    new = _new_row(tree, session)
    press(KEY.Key_F2)
    commit("公益性岗位")
    editor = target()
    assert isinstance(editor, ChoiceEditor)
    assert editor.list_open
    press(KEY.Key_Return)
    assert session.book.indicator(new).name == "公益性岗位"
    assert session.book.indicator(new).value is None


def test_chinese_is_completed_with_the_down_arrow(tree: GridView, session: Session) -> None:
    new = _new_row(tree, session)
    press(KEY.Key_F2)
    commit("公益性岗位")
    press(KEY.Key_Down)
    press(KEY.Key_Tab)
    assert session.book.indicator(new).name == "公益性岗位人员人数"


def test_what_the_row_already_says_is_not_erased(tree: GridView, session: Session) -> None:
    new = _new_row(tree, session)
    session.run(commands.set_cells([(new, "value", "99"), (new, "unit", "个")], "x"))
    tree.go_to(new, "name")
    type_text("gyx")
    press(KEY.Key_Tab)
    row = session.book.indicator(new)
    assert (row.name, row.comparator, row.value, row.unit) == ("公益性岗位人员人数", "≥", "99", "个")


def test_last_years_target_is_proposed(tree: GridView, session: Session) -> None:
    node = indicators(session)[1]
    session.run(commands.set_cells([(node, "value", None), (node, "last", Target("≥", "77", "人"))], "x"))
    second = indicators(session, 1)[1]
    session.run(commands.remove([second]))
    new = _new_row(tree, session)
    type_text("gyx")
    press(KEY.Key_Tab)
    assert session.book.indicator(new).value == "77"


def test_escape_closes_list_and_cell(tree: GridView, session: Session) -> None:
    new = _new_row(tree, session)
    type_text("gyx")
    press(KEY.Key_Escape)
    assert session.book.indicator(new).name is None
    choices = tree.findChild(QListWidget, "choices")
    assert choices is None or not choices.isVisible()


def test_a_known_indicator_takes_at_most_eight_keys(tree: GridView, session: Session) -> None:
    """From the key that makes the row to the committed row with its weight: Return g y x Tab 1 0 Return."""
    project = list(session.book.projects())[1].id
    last = indicators(session, 1)[-1]
    session.run(commands.set_cell(indicators(session)[5], "name", "公益性岗位人员满意度"))
    tree.go_to(last, "name")
    keys = [KEY.Key_Return, "g", "y", "x", KEY.Key_Tab, "1", "0", KEY.Key_Return]
    for key in keys:
        if isinstance(key, str):
            type_text(key)
        else:
            press(key)
    made = session.book.indicator(session.book.children(project)[6])
    assert made.levels == ("满意度指标", "服务对象满意度")
    assert (made.name, made.comparator, made.value, made.unit, made.weight) == (
        "公益性岗位人员满意度", "≥", "95", "%", "10",
    )  # fmt: skip
    assert len(keys) <= 8
