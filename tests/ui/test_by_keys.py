"""What the window offers by keys, pressed one by one as a clerk does: undoing to a step, finding, going there."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QTreeWidget
from pytestqt.qtbot import QtBot

from jixiao_desktop.ui.actions import ENTRIES
from jixiao_desktop.ui.desk import Desk
from jixiao_desktop.ui.panels.project_delegate import KIND
from jixiao_desktop.ui.window import MainWindow

from ..editing.conftest import commit, compose, press, target, type_text

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


def test_the_shortcut_page_opens_by_its_keys_and_shows_what_the_menus_show(desk: Desk, answering: Answering) -> None:
    seen: dict[str, str] = {}

    def read(box: QDialog) -> None:
        tree = box.focusWidget()
        assert isinstance(tree, QTreeWidget)
        groups = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
        seen.update({group.child(row).text(0): group.child(row).text(1)
                     for group in groups for row in range(group.childCount())})  # fmt: skip
        QTest.keyClick(tree, KEY.Key_Escape)

    answering(lambda: press(KEY.Key_Slash, CTRL), read)
    window = desk.window()
    assert isinstance(window, MainWindow)
    for entry in (entry for entry in ENTRIES if entry.keys):
        shown = window.actions_by_id[entry.id].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert seen[entry.label].startswith(shown)


@pytest.mark.parametrize(
    ("key", "deepest"),
    [(KEY.Key_0, "unit"), (KEY.Key_1, "project"), (KEY.Key_2, "group1"), (KEY.Key_3, "group2"),
     (KEY.Key_4, "indicator")],
)  # fmt: skip
def test_ctrl_alt_and_a_figure_unfold_down_to_a_level(desk: Desk, key: Qt.Key, deepest: str) -> None:
    press(key, CTRL | ALT)
    model, row, kinds = desk.tree.book_model, desk.tree.book_model.index(0, 0), []
    while row.isValid():
        kinds.append(model.kind(row))
        row = desk.tree.indexBelow(row)
    levels = ["unit", "project", "group1", "group2", "indicator"]
    assert set(kinds) == set(levels[: levels.index(deepest) + 1])
    assert desk.view.hasFocus() and desk.view.currentIndex().isValid()


def test_the_keys_zoom_the_rows_and_go_back_to_their_usual_size(desk: Desk) -> None:
    heights = [desk.tree.row_height]
    for key in (KEY.Key_Up, KEY.Key_Up, KEY.Key_Down):
        press(key, CTRL | SHIFT)
        heights.append(desk.tree.row_height)
    assert heights[0] < heights[1] < heights[2] and heights[3] == heights[1]
    press(KEY.Key_0, CTRL)
    assert desk.tree.row_height == heights[0]
    assert not desk.session.modified


def test_points_are_shared_by_the_keyboard_alone(desk: Desk, answering: Answering, qtbot: QtBot) -> None:
    project = next(p for p in desk.session.book.projects() if (p.code or "").endswith("792"))
    desk.jump(project.id)
    before = [row.weight for row in desk.session.book.indicators(project.id)]

    def choose_equal_parts(box: QDialog) -> None:
        box.activateWindow()
        qtbot.waitUntil(box.isActiveWindow)
        QTest.keyClick(box.focusWidget(), KEY.Key_Down)
        shares = box.findChild(QTreeWidget, "shares")
        assert shares is not None and shares.topLevelItem(0).child(0).text(2)
        QTest.keyClick(box.focusWidget(), KEY.Key_Return)

    answering(lambda: press(KEY.Key_W, CTRL | SHIFT), choose_equal_parts)
    rows = [row for row in desk.session.book.indicators(project.id) if row.level1 == "产出指标"]
    figures = [Decimal(row.weight or 0) for row in rows]
    assert sum(figures) == 50 and max(figures) - min(figures) <= 1
    desk.window().activateWindow()
    qtbot.waitUntil(desk.view.hasFocus)
    press(KEY.Key_Z, CTRL)
    assert [row.weight for row in desk.session.book.indicators(project.id)] == before


def _listed(desk: Desk) -> list[str]:
    model = desk.projects.model
    rows = (model.index(row) for row in range(model.rowCount()))
    return [row.data() for row in rows if row.data(KIND) == "project"]


@pytest.mark.parametrize("composed", [True, False])
def test_a_project_is_found_in_the_list_by_chinese_and_gone_to_by_enter(
    desk: Desk, qtbot: QtBot, composed: bool
) -> None:
    desk.projects.filter_field.setFocus()
    if composed:
        compose("lian luo")
        compose("联络")
        commit("联络员")
    else:
        type_text("lly")
    assert _listed(desk) == ["就业联络员补助县配资金"]
    press(KEY.Key_Return)
    assert (desk.session.book.project(desk.current_node()).name, target()) == ("就业联络员补助县配资金", desk.view)


def test_the_down_arrow_leads_from_the_filter_into_the_list_and_enter_to_the_grid(desk: Desk) -> None:
    desk.projects.filter_field.setFocus()
    type_text("gyx")
    found = _listed(desk)
    assert len(found) > 1
    press(KEY.Key_Down)
    assert target() is desk.projects.list
    press(KEY.Key_Down)
    press(KEY.Key_Return)
    assert desk.session.book.project(desk.current_node()).name == found[1]
    assert target() is desk.view


def test_what_is_unreviewed_is_listed_by_project_until_the_project_is_marked(desk: Desk) -> None:
    box = desk.projects.state_box
    box.setFocus()
    while box.currentText() != "未核对":
        press(KEY.Key_Down)
    before = _listed(desk)
    assert len(before) == len(list(desk.session.book.projects()))
    desk.view.setFocus()
    desk.jump(next(desk.session.book.projects()).id)
    press(KEY.Key_R, CTRL | SHIFT)
    assert _listed(desk) == before[1:]
    press(KEY.Key_Z, CTRL)
    assert _listed(desk) == before


def test_f6_goes_round_the_panes_that_are_in_sight_and_shift_f6_back(desk: Desk) -> None:
    window = desk.window()
    window.resize(1366, 768)
    QApplication.processEvents()
    panes = [desk.tabs, desk.panel, desk.bottom, desk.projects]
    assert all(pane.isVisible() for pane in panes) and not desk.bottom.folded
    for pane in (*panes[1:], panes[0]):
        press(KEY.Key_F6)
        assert pane.isAncestorOf(target())
    for pane in reversed(panes):
        press(KEY.Key_F6, SHIFT)
        assert pane.isAncestorOf(target())
    press(KEY.Key_P, CTRL | ALT)
    press(KEY.Key_R, CTRL | ALT)
    press(KEY.Key_F6)
    assert desk.projects.isAncestorOf(target())
    press(KEY.Key_F6)
    assert target() is desk.view


def test_going_to_a_project_takes_the_keyboard_to_the_grid(desk: Desk, answering: Answering, qtbot: QtBot) -> None:
    window = desk.window()
    window.resize(1366, 768)
    desk.panel.project.lines["budget"].setFocus()

    def go(box: QDialog) -> None:
        QTest.keyClicks(box.focusWidget(), "1365")
        QTest.keyClick(box.focusWidget(), KEY.Key_Return)

    answering(lambda: press(KEY.Key_G, CTRL), go)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert target() is desk.view


def _heard(window: MainWindow) -> list[str]:
    """Let every action say its id instead of doing anything, those too that there is nothing to do for now."""
    said: list[str] = []
    for name, action in window.actions_by_id.items():
        action.triggered.disconnect()
        action.setEnabled(True)
        action.triggered.connect(lambda _=False, id_=name: said.append(id_))
    return said


def _pressed(key: str, said: list[str]) -> list[str]:
    """Press a key of the action list where the keyboard is; return the actions that heard it."""
    said.clear()
    combination = QKeySequence(key)[0]
    press(combination.key(), combination.keyboardModifiers())
    return list(said)


def test_every_key_of_the_action_list_does_its_own_action_from_the_grid(desk: Desk) -> None:
    window = desk.window()
    assert isinstance(window, MainWindow)
    desk.jump(next(desk.session.book.indicators()).id, "value")
    said = _heard(window)
    wrong = {key: heard for entry in ENTRIES for key in entry.keys if (heard := _pressed(key, said)) != [entry.id]}
    assert wrong == {}
    assert desk.view.hasFocus()


@pytest.mark.parametrize("name", ["budget", "objective"])
def test_the_keys_of_the_window_work_from_a_field_of_the_panel_and_those_of_the_grid_do_not(
    desk: Desk, name: str
) -> None:
    window = desk.window()
    assert isinstance(window, MainWindow)
    window.resize(1366, 768)
    panel = desk.panel.project
    field = panel.objective if name == "objective" else panel.lines[name]
    field.setFocus()
    said = _heard(window)
    for entry in ENTRIES:
        for key in entry.keys:
            assert _pressed(key, said) == ([entry.id] if entry.scope == "window" else []), key
            field.setFocus()
