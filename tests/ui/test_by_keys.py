"""What the window offers by keys, pressed one by one as a clerk does: undoing to a step, finding, going there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from jixiao_desktop.ui.desk import Desk
from jixiao_desktop.ui.window import MainWindow

from ..editing.conftest import commit, press, target, type_text

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]
KEY, MOD = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = MOD.ControlModifier, MOD.ShiftModifier, MOD.AltModifier


@pytest.fixture
def desk(window_2025: MainWindow, qtbot: QtBot) -> Desk:
    """The desk of next year's draft, the keyboard in the grid."""
    window_2025.activateWindow()
    qtbot.waitUntil(window_2025.isActiveWindow)
    found = window_2025.desk
    assert found is not None
    found.view.setFocus()
    qtbot.waitUntil(found.view.hasFocus)
    return found


def test_several_steps_are_undone_from_the_list(desk: Desk, answering: Answering) -> None:
    row = next(desk.session.book.indicators())
    desk.jump(row.id, "value")
    for figure in ("1", "2", "3"):
        type_text(figure)
        press(KEY.Key_Return, CTRL)
    assert desk.session.book.indicator(row.id).value == "3"

    def take_two(box: QDialog) -> None:
        QTest.keyClick(box.focusWidget(), KEY.Key_Down)
        QTest.keyClick(box.focusWidget(), KEY.Key_Return)

    answering(lambda: press(KEY.Key_Z, CTRL | ALT), take_two)
    assert desk.session.book.indicator(row.id).value == "1"


def test_what_is_found_is_seen_replaced_at_once_and_undone_in_one_step(desk: Desk) -> None:
    before = desk.session.book.copy()
    press(KEY.Key_H, CTRL)
    commit("公益性 岗位")
    press(KEY.Key_Tab)
    commit("公益岗")
    finder = desk.bottom.finder
    finder.refresh()
    places = finder.list.topLevelItemCount()
    assert places > 1 and desk.session.book == before
    QTest.mouseClick(finder.replace_button, Qt.MouseButton.LeftButton)
    assert "公益性岗位" not in "".join(project.name or "" for project in desk.session.book.projects())
    desk.view.setFocus()
    press(KEY.Key_Z, CTRL)
    assert desk.session.book == before


def test_a_project_is_gone_to_by_the_end_of_its_code(desk: Desk, answering: Answering) -> None:
    def go(box: QDialog) -> None:
        QTest.keyClicks(box.focusWidget(), "1365")
        QTest.keyClick(box.focusWidget(), KEY.Key_Return)

    answering(lambda: press(KEY.Key_G, CTRL), go)
    assert (desk.session.book.project(desk.current_node()).code or "").endswith("1365")


def test_a_budget_of_the_new_year_is_unreviewed_until_it_is_typed_and_a_project_is_reviewed_by_one_key(
    desk: Desk,
) -> None:
    first, second = list(desk.session.book.projects())[:2]
    assert not first.reviewed and not second.reviewed
    press(KEY.Key_3, CTRL)
    desk.jump(first.id, "budget")
    type_text("4.10")
    press(KEY.Key_Return)
    assert desk.session.book.project(first.id).reviewed
    assert target() is desk.overview and desk.current_node() == second.id
    press(KEY.Key_R, CTRL | SHIFT)
    book = desk.session.book
    assert all(book.node(node).reviewed for node in (second.id, *book.children(second.id)))  # type: ignore[union-attr]
