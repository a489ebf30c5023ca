"""Excel's keys in the grids, pressed one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.session import Session
from jixiao_desktop.ui.grid import BookTree, GridView
from jixiao_desktop.ui.grid.editors import ChoiceEditor

from .conftest import click, commit, indicators, press, target, type_text

KEY, MOD = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = MOD.ControlModifier, MOD.ShiftModifier, MOD.AltModifier


def _values(session: Session, field: str = "value") -> list[str | None]:
    return [getattr(session.book.indicator(node), field) for node in indicators(session)]


def test_typing_replaces_and_arrows_leave_the_cell(tree: GridView, session: Session) -> None:
    first, second = indicators(session)[:2]
    tree.go_to(first, "value")
    type_text("7")
    press(KEY.Key_Down)
    assert session.book.indicator(first).value == "7"
    assert tree.current() == (second, "value")
    type_text("8")
    press(KEY.Key_Right)
    assert session.book.indicator(second).value == "8"
    assert tree.current() == (second, "unit")


def test_after_f2_arrows_move_in_the_text(tree: GridView, session: Session) -> None:
    first = indicators(session)[0]
    tree.go_to(first, "value")
    press(KEY.Key_F2)
    press(KEY.Key_Left)
    type_text("5")
    press(KEY.Key_Return)
    assert session.book.indicator(first).value == "1950"


def test_home_and_end_go_along_the_row_and_with_ctrl_over_the_whole(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    tree.go_to(rows[1], "value")
    press(KEY.Key_Home)
    assert tree.current() == (rows[1], "name")
    press(KEY.Key_End)
    assert tree.current() == (rows[1], "change")
    press(KEY.Key_Home, CTRL)
    assert tree.current() == (next(session.book.units()).id, "name")
    press(KEY.Key_End, CTRL)
    assert tree.current() == (indicators(session, 1)[-1], "change")


def test_enter_after_tabs_returns_to_where_they_began(tree: GridView, session: Session) -> None:
    first, second = indicators(session)[:2]
    tree.go_to(first, "value")
    press(KEY.Key_Tab)
    press(KEY.Key_Tab)
    assert tree.current() == (first, "weight")
    press(KEY.Key_Return)
    assert tree.current() == (second, "value")


def test_shift_arrows_select_a_block_that_skips_group_rows_when_cleared(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    tree.go_to(rows[0], "value")
    press(KEY.Key_Right, SHIFT)
    for _ in range(3):
        press(KEY.Key_Down, SHIFT)
    assert tree.selected_ids() == rows[:3]
    press(KEY.Key_Delete)
    assert _values(session)[:4] == [None, None, None, "100"]
    assert _values(session, "unit")[:4] == [None, None, None, "%"]
    assert session.history.undo_titles == ("清除 6 格",)


def test_shift_click_and_dragging_select_ranges(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    click(tree, rows[0], "value")
    click(tree, rows[2], "unit", SHIFT)
    assert tree.selected_ids() == rows[:3]
    click(tree, rows[0], "value")
    assert tree.selected_ids() == rows[:1]
    viewport = tree.viewport()
    start, end = (tree.visualRect(tree.book_model.index_of(rows[n], "value")).center() for n in (0, 1))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, MOD.NoModifier, start)
    for step in range(1, 6):
        QTest.mouseMove(viewport, start + QPoint(0, (end - start).y() * step // 5))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, MOD.NoModifier, end)
    assert tree.selected_ids() == rows[:2]


def test_ctrl_d_fills_down_within_the_same_second_level(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    tree.go_to(rows[0], "value")
    for _ in range(3):
        press(KEY.Key_Down, SHIFT)
    press(KEY.Key_D, CTRL)
    assert _values(session)[:3] == ["190", "190", "98"]


def test_ctrl_d_on_one_cell_takes_the_one_above(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    tree.go_to(rows[1], "value")
    press(KEY.Key_D, CTRL)
    assert _values(session)[1] == "190"
    tree.go_to(rows[2], "value")
    press(KEY.Key_D, CTRL)
    assert _values(session)[2] == "98"


def test_ctrl_apostrophe_copies_the_cell_above(tree: GridView, session: Session) -> None:
    tree.go_to(indicators(session)[2], "value")
    press(KEY.Key_Apostrophe, CTRL)
    assert _values(session)[2] == "12"


def test_ctrl_enter_fills_the_selection_with_what_is_typed(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    tree.go_to(rows[0], "weight")
    press(KEY.Key_Down, SHIFT)
    type_text("15")
    press(KEY.Key_Return, CTRL)
    assert _values(session, "weight")[:3] == ["15", "15", "10"]


def test_ctrl_shift_plus_opens_a_row_with_the_same_levels(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    tree.go_to(rows[0], "value")
    press(KEY.Key_Plus, CTRL | SHIFT)
    new, field = tree.current()
    assert field == "name"
    assert indicators(session)[:3] == [rows[0], new, rows[1]]
    assert session.book.indicator(new).levels == ("产出指标", "数量指标")


def test_enter_below_the_last_row_opens_a_new_one_and_leaves_nothing_when_unused(
    tree: GridView, session: Session, qtbot: QtBot
) -> None:
    rows = indicators(session)
    before = session.book.copy()
    tree.go_to(rows[-1], "value")
    press(KEY.Key_Return)
    assert len(indicators(session)) == 7
    assert tree.current()[1] == "name"
    press(KEY.Key_Up)
    qtbot.waitUntil(lambda: len(indicators(session)) == 6)
    assert session.book == before
    assert session.history.undo_titles == session.history.redo_titles == ()


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Escape])
def test_an_unused_row_at_the_very_end_can_be_left_too(
    tree: GridView, session: Session, qtbot: QtBot, key: Qt.Key
) -> None:
    rows = indicators(session, 1)
    tree.go_to(rows[-1], "name")
    press(KEY.Key_Return)
    press(key)
    qtbot.waitUntil(lambda: len(indicators(session, 1)) == 6)
    assert tree.current() == (rows[-1], "name")


def test_a_row_emptied_by_hand_goes_away_and_can_be_brought_back(
    tree: GridView, session: Session, qtbot: QtBot
) -> None:
    rows = indicators(session)
    tree.go_to(rows[1], "name")
    press(KEY.Key_End, SHIFT)
    press(KEY.Key_Delete)
    assert rows[1] in session.book
    press(KEY.Key_Up)
    qtbot.waitUntil(lambda: rows[1] not in session.book)
    press(KEY.Key_Z, CTRL)
    press(KEY.Key_Z, CTRL)
    assert session.book.indicator(rows[1]).name == "公益性岗位人员人数"


def test_what_was_undone_in_a_new_row_can_be_done_again_after_the_row_was_left(
    tree: GridView, session: Session, qtbot: QtBot
) -> None:
    tree.go_to(indicators(session)[-1], "name")
    press(KEY.Key_Return)
    type_text("新增就业人数")
    press(KEY.Key_Tab)
    new = indicators(session)[-1]
    press(KEY.Key_Z, CTRL)
    press(KEY.Key_Up)
    qtbot.waitUntil(lambda: new not in session.book)
    press(KEY.Key_Y, CTRL)
    press(KEY.Key_Y, CTRL)
    assert session.book.indicator(new).name == "新增就业人数"
    assert tree.current() == (new, "name")


def test_alt_shift_arrows_move_a_row_into_the_next_second_level(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    tree.go_to(rows[0], "value")
    press(KEY.Key_Down, ALT | SHIFT)
    assert indicators(session)[:2] == [rows[1], rows[0]]
    assert tree.current() == (rows[0], "value")
    press(KEY.Key_Down, ALT | SHIFT)
    assert session.book.indicator(rows[0]).level2 == "质量指标"
    press(KEY.Key_Up, ALT | SHIFT)
    assert session.book.indicator(rows[0]).level2 == "数量指标"


def test_a_row_moves_into_a_second_level_that_is_still_empty(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    session.run(commands.remove([rows[2]]))
    tree.go_to(rows[1], "name")
    press(KEY.Key_Down, ALT | SHIFT)
    assert session.book.indicator(rows[1]).level2 == "质量指标"


def test_alt_down_opens_the_list_and_enter_takes_from_it(tree: GridView, session: Session) -> None:
    node = indicators(session)[0]
    tree.go_to(node, "comparator")
    press(KEY.Key_Down, ALT)
    editor = target()
    assert isinstance(editor, ChoiceEditor)
    assert editor.list_open
    press(KEY.Key_Down)
    press(KEY.Key_Return)
    assert session.book.indicator(node).comparator == "≤"


def test_a_click_in_the_list_takes_a_unit(tree: GridView, session: Session) -> None:
    node = indicators(session)[0]
    tree.go_to(node, "unit")
    press(KEY.Key_Down, ALT)
    choices = tree.window().findChild(QListWidget, "choices")
    assert choices is not None
    item = next(choices.item(n) for n in range(choices.count()) if choices.item(n).text() == "个")
    choices.scrollToItem(item)
    QTest.mouseClick(
        choices.viewport(), Qt.MouseButton.LeftButton, MOD.NoModifier, choices.visualItemRect(item).center()
    )
    assert session.book.indicator(node).unit == "个"


def test_a_unit_is_found_by_its_pinyin_initial(tree: GridView, session: Session) -> None:
    node = indicators(session)[2]
    tree.go_to(node, "unit")
    type_text("rc")
    press(KEY.Key_Return)
    assert session.book.indicator(node).unit == "人次"


@pytest.mark.parametrize(
    ("typed", "sign"), [(">", "≥"), (">>", ">"), (">=", "≥"), ("<", "≤"), ("<<", "<"), ("=", "="), ("1", "≥"),
                        ("2", "≤"), ("3", "="), ("4", ">"), ("5", "<"), ("6", "定性")]
)  # fmt: skip
def test_signs_are_typed_with_one_or_two_keys(tree: GridView, session: Session, typed: str, sign: str) -> None:
    node = indicators(session)[3]
    session.run(commands.set_cell(node, "comparator", None))
    tree.go_to(node, "comparator")
    type_text(typed)
    press(KEY.Key_Tab)
    assert session.book.indicator(node).comparator == sign
    assert tree.current() == (node, "value")


@pytest.mark.parametrize("field", ["comparator", "value", "unit"])
@pytest.mark.parametrize(("typed", "sign"), [(">", "≥"), (">>", ">"), (">=", "≥"), ("<", "≤"), ("<<", "<"), ("=", "=")])
def test_a_sign_before_a_number_takes_one_or_two_keys_in_every_one_of_the_three(
    tree: GridView, session: Session, field: str, typed: str, sign: str
) -> None:
    node = indicators(session)[0]
    session.run(commands.set_cell(node, "comparator", None))
    tree.go_to(node, field)
    type_text(f"{typed}95%")
    press(KEY.Key_Return)
    row = session.book.indicator(node)
    assert (row.comparator, row.value, row.unit) == (sign, "95", "%")


@pytest.mark.parametrize(
    ("typed", "read"),
    [("》", ("≥", "95")), ("》》", (">", "95")), ("《", ("≤", "95")), ("＞", ("≥", "95")), ("＜", ("≤", "95"))],
)
def test_the_signs_of_a_chinese_keyboard_are_signs_too(
    tree: GridView, session: Session, typed: str, read: tuple[str, str]
) -> None:
    node = indicators(session)[0]
    tree.go_to(node, "value")
    for character in typed:
        commit(character)
    commit("95")
    press(KEY.Key_Return)
    row = session.book.indicator(node)
    assert (row.comparator, row.value) == read


def test_the_name_of_a_document_is_no_sign(tree: GridView, session: Session) -> None:
    node = indicators(session)[0]
    tree.go_to(node, "value")
    for character in "《2025年方案》印发":
        commit(character)
    press(KEY.Key_Return)
    row = session.book.indicator(node)
    assert (row.comparator, row.value, row.unit) == ("≥", "《2025年方案》印发", "人")


@pytest.mark.parametrize("field", ["comparator", "value", "unit"])
def test_one_cell_fills_three_in_one_step_and_says_what_else_changed(
    tree: GridView, session: Session, field: str, qtbot: QtBot
) -> None:
    node = indicators(session)[0]
    tree.go_to(node, field)
    with qtbot.waitSignal(tree.status) as said:
        type_text(">=95%")
        press(KEY.Key_Return)
    row = session.book.indicator(node)
    assert (row.comparator, row.value, row.unit) == ("≥", "95", "%")
    assert len(session.history.undo_titles) == 1
    sentence = said.args[0]
    assert "可撤销" in sentence
    assert ("单位 人→%" in sentence) == (field != "unit")


@pytest.mark.parametrize("field", ["comparator", "value", "unit"])
def test_words_fill_what_they_say_and_erase_nothing(tree: GridView, session: Session, field: str) -> None:
    node = indicators(session)[0]
    tree.go_to(node, field)
    press(KEY.Key_F2)
    target().selectAll()  # type: ignore[attr-defined]
    commit("定性 有效提升")
    press(KEY.Key_Return)
    row = session.book.indicator(node)
    assert (row.comparator, row.value, row.unit) == ("定性", "有效提升", "人")


def test_a_sentence_of_the_field_is_understood(tree: GridView, session: Session) -> None:
    node = indicators(session)[2]
    tree.go_to(node, "value")
    press(KEY.Key_F2)
    target().selectAll()  # type: ignore[attr-defined]
    commit("不少于190人")
    press(KEY.Key_Return)
    row = session.book.indicator(node)
    assert (row.comparator, row.value, row.unit) == ("≥", "190", "人")


def test_choosing_a_sign_erases_nothing(tree: GridView, session: Session) -> None:
    node = indicators(session)[0]
    tree.go_to(node, "comparator")
    type_text("6")
    press(KEY.Key_Return)
    row = session.book.indicator(node)
    assert (row.comparator, row.value, row.unit) == ("定性", "190", "人")


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("培训合格率", "%"),
        ("享受补贴人数", "人"),
        ("举办招聘会次数", "次"),
        ("重大群体性事件", "起"),
        ("培训人次", "人次"),
    ],
)
def test_tab_takes_the_unit_that_the_name_proposes(tree: GridView, session: Session, name: str, unit: str) -> None:
    node = indicators(session)[0]
    session.run(commands.set_cells([(node, "name", name), (node, "unit", None)], "x"))
    tree.go_to(node, "unit")
    press(KEY.Key_Right)
    assert session.book.indicator(node).unit is None
    tree.go_to(node, "unit")
    press(KEY.Key_Tab)
    assert session.book.indicator(node).unit == unit
    assert tree.current() == (node, "weight")


def test_f7_goes_to_the_next_empty_required_cell_and_round_the_book(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    session.run(commands.set_cells([(rows[1], "value", None), (rows[4], "weight", None)], "x"))
    tree.go_to(rows[0], "name")
    press(KEY.Key_F7)
    assert tree.current() == (rows[1], "value")
    press(KEY.Key_F7)
    assert tree.current() == (rows[4], "weight")
    press(KEY.Key_F7)
    assert tree.current() == (rows[1], "value")


def test_f8_goes_to_the_next_finding_and_shift_f8_back(tree: GridView, session: Session, qtbot: QtBot) -> None:
    rows = indicators(session)
    session.run(commands.set_cells([(rows[1], "unit", None), (rows[4], "weight", None)], "x"))
    places = [(f.node, f.field) for f in session.findings if f.node in rows]
    assert set(places) == {(rows[1], "unit"), (rows[4], "weight")}
    tree.go_to(rows[0], "name")
    with qtbot.waitSignal(tree.status) as said:
        press(KEY.Key_F8)
    assert tree.current() == (rows[1], "unit")
    assert said.args == [next(f.message for f in session.findings if f.node == rows[1])]
    press(KEY.Key_F8)
    assert tree.current() == (rows[4], "weight")
    press(KEY.Key_F8, SHIFT)
    assert tree.current() == (rows[1], "unit")


def test_arrows_fold_on_group_rows(tree: GridView, session: Session) -> None:
    project = next(session.book.projects()).id
    tree.go_to(project, "name")
    press(KEY.Key_Left)
    assert not tree.isExpanded(tree.currentIndex())
    press(KEY.Key_Right)
    assert tree.isExpanded(tree.currentIndex())
    press(KEY.Key_Right)
    assert tree.current()[1] == "comparator"


def test_undo_shows_what_it_changed(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    tree.go_to(rows[4], "value")
    type_text("1")
    press(KEY.Key_Return)
    tree.go_to(rows[0], "name")
    press(KEY.Key_Z, CTRL)
    assert tree.current() == (rows[4], "value")
    press(KEY.Key_Y, CTRL)
    assert session.book.indicator(rows[4]).value == "1"


def test_the_keys_are_the_same_in_the_table(table: GridView, session: Session) -> None:
    rows = indicators(session)
    table.go_to(rows[0], "level1")
    seen = []
    for _ in range(6):
        press(KEY.Key_Tab)
        seen.append(table.current()[1])
    assert seen == ["level2", "name", "comparator", "value", "unit", "weight"]
    table.go_to(rows[-1], "value")
    press(KEY.Key_Return)
    assert table.current()[1] == "name"
    assert len(indicators(session)) == 7


def test_a_level_is_chosen_by_initials_and_the_row_takes_its_place(table: GridView, session: Session) -> None:
    rows = indicators(session)
    table.go_to(rows[0], "level2")
    type_text("sx")
    press(KEY.Key_Return)
    assert session.book.indicator(rows[0]).level2 == "时效指标"
    assert indicators(session).index(rows[0]) == 3


def test_a_second_level_of_another_first_level_brings_it_along(table: GridView, session: Session, qtbot: QtBot) -> None:
    rows = indicators(session)
    table.go_to(rows[0], "level2")
    with qtbot.waitSignal(table.status) as said:
        press(KEY.Key_F2)
        target().selectAll()  # type: ignore[attr-defined]
        commit("生态效益指标")
        press(KEY.Key_Return)
    assert session.book.indicator(rows[0]).levels == ("效益指标", "生态效益")
    assert "一级 产出指标→效益指标" in said.args[0]


def test_figures_are_typed_down_a_column_in_the_overview(overview: GridView, session: Session) -> None:
    projects = [project.id for project in session.book.projects()]
    overview.go_to(projects[0], "control")
    for figure in ("700", "1,120.5"):
        type_text(figure)
        press(KEY.Key_Return)
    assert [session.book.project(node).control for node in projects] == ["700", "1120.5"]
    index = overview.book_model.index(0, 0, overview.book_model.index(0, 0))
    texts = [overview.model().data(index.siblingAtColumn(n)) for n in range(1, 5)]
    assert texts == ["", "700.00", "738.00", "+38.00"]


def test_every_view_answers_the_same_calls(show: Callable[..., GridView], session: Session) -> None:
    view = show(BookTree)
    for name in ("cut", "copy", "paste", "clear", "fill_down", "copy_above", "insert_row", "duplicate_row", "move_up",
                 "move_down", "delete_rows", "next_required", "next_finding", "take_last_value"):  # fmt: skip
        assert callable(getattr(view, name))
    height = view.row_height
    view.zoom(150)
    assert height * 1.45 < view.row_height < height * 1.55
    view.fold(1)
    assert not view.isExpanded(view.book_model.index(0, 0, view.book_model.index(0, 0)))


def test_backspace_opens_an_empty_cell(tree: GridView, session: Session) -> None:
    node = indicators(session)[0]
    tree.go_to(node, "value")
    press(KEY.Key_Backspace)
    editor = target()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == ""
    press(KEY.Key_Escape)
    assert QApplication.focusWidget() is tree
    assert session.book.indicator(node).value == "190"


def _drop(tree: GridView, target_node: int, field: str = "name", below: bool = True) -> None:
    rect = tree.visualRect(tree.book_model.index_of(target_node, field))
    point = rect.center() + QPoint(0, 6 if below else -6)
    mime = tree.model().mimeData(tree.selectedIndexes())
    event = QDropEvent(QPointF(point), Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, MOD.NoModifier)
    tree.drop_rows(event)


def test_a_row_is_dragged_to_another_second_level_and_another_project(tree: GridView, session: Session) -> None:
    rows, others = indicators(session), indicators(session, 1)
    tree.go_to(rows[0], "name")
    _drop(tree, rows[3])
    assert session.book.indicator(rows[0]).level2 == "时效指标"
    assert indicators(session).index(rows[0]) == 3
    assert tree.current() == (rows[0], "name")
    _drop(tree, others[4], below=False)
    moved = session.book.indicator(rows[0])
    assert (moved.parent, moved.level2) == (session.book.indicator(others[4]).parent, "社会效益")
    assert indicators(session, 1).index(rows[0]) == 4
    assert len(session.history.undo_titles) == 2


def test_dragging_begins_left_of_the_text_and_selecting_right_of_it(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    rect = tree.visualRect(tree.book_model.index_of(rows[0], "name"))
    QTest.mousePress(
        tree.viewport(), Qt.MouseButton.LeftButton, MOD.NoModifier, QPoint(rect.left() - 8, rect.center().y())
    )
    assert tree.dragEnabled()
    QTest.mouseRelease(tree.viewport(), Qt.MouseButton.LeftButton, MOD.NoModifier, rect.center())
    QTest.mousePress(tree.viewport(), Qt.MouseButton.LeftButton, MOD.NoModifier, rect.center())
    assert not tree.dragEnabled()


def test_a_project_is_reviewed_as_a_whole(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    project = session.book.indicator(rows[0]).parent
    session.run(commands.set_cells([(node, "reviewed", False) for node in (project, *rows)], "x"))
    tree.go_to(rows[2], "name")
    tree.review_project()
    assert all(session.book.indicator(node).reviewed for node in rows)
    assert session.history.undo_titles[0] == "本项目全部标为已核对"


def test_committing_an_unchanged_cell_counts_as_reviewed_but_looking_does_not(tree: GridView, session: Session) -> None:
    first, second = indicators(session)[:2]
    session.run(commands.set_cells([(first, "reviewed", False), (second, "reviewed", False)], "x"))
    tree.go_to(first, "value")
    press(KEY.Key_F2)
    press(KEY.Key_Escape)
    assert not session.book.indicator(first).reviewed
    press(KEY.Key_F2)
    press(KEY.Key_Return)
    assert session.book.indicator(first).reviewed
    assert not session.book.indicator(second).reviewed


def test_a_row_is_copied_below_itself(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    tree.go_to(rows[0], "value")
    tree.duplicate_row()
    new, field = tree.current()
    assert (indicators(session).index(new), field) == (1, "value")
    assert session.book.indicator(new).name == session.book.indicator(rows[0]).name


def test_deleting_rows_skips_group_rows_and_says_how_many(tree: GridView, session: Session, qtbot: QtBot) -> None:
    rows = indicators(session)
    tree.go_to(rows[1], "value")
    for _ in range(2):
        press(KEY.Key_Down, SHIFT)
    with qtbot.waitSignal(tree.status) as said:
        press(KEY.Key_Minus, CTRL)
    assert indicators(session) == [rows[0], *rows[3:]]
    assert said.args == ["已删除 2 行，可撤销"]


@pytest.mark.parametrize("view", ["tree", "table"])
def test_deleting_row_after_row_needs_no_other_key(view: str, session: Session, request: pytest.FixtureRequest) -> None:
    grid = request.getfixturevalue(view)
    rows = indicators(session)
    grid.go_to(rows[3], "value")
    for left, current in (([0, 1, 2, 4, 5], 4), ([0, 1, 2, 5], 5), ([0, 1, 2], 2), ([0, 1], 1), ([0], 0)):
        press(KEY.Key_Minus, CTRL)
        assert indicators(session) == [rows[row] for row in left]
        assert (grid.current(), grid.selected_ids()) == ((rows[current], "value"), [rows[current]])
    type_text("7")
    press(KEY.Key_Return)
    assert session.book.indicator(rows[0]).value == "7"


def test_a_key_held_down_deletes_the_rows_of_a_project_but_not_the_project(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    tree.go_to(rows[0], "value")
    for _ in range(len(rows) + 3):
        press(KEY.Key_Minus, CTRL)
    assert indicators(session) == []
    assert tree.current()[0] == next(iter(session.book.projects())).id
    assert len(indicators(session, 1)) == 6


def test_deleting_projects_leaves_the_cursor_on_the_next_one(overview: GridView, session: Session) -> None:
    first, second = (project.id for project in session.book.projects())
    overview.go_to(first, "budget")
    press(KEY.Key_Minus, CTRL)
    assert (overview.current(), overview.selected_ids()) == ((second, "budget"), [second])


@pytest.mark.parametrize("view", ["tree", "table"])
def test_what_comes_and_goes_by_undo_and_redo_has_the_cursor(
    view: str, session: Session, request: pytest.FixtureRequest
) -> None:
    grid = request.getfixturevalue(view)
    rows = indicators(session)
    grid.go_to(rows[1], "value")
    press(KEY.Key_Down, SHIFT)
    press(KEY.Key_Minus, CTRL)
    press(KEY.Key_Z, CTRL)
    assert indicators(session) == rows
    assert grid.selected_ids() == [grid.current()[0]]
    press(KEY.Key_Y, CTRL)
    following = next(row for row in rows[2:] if row in session.book)
    assert (grid.current()[0], grid.selected_ids()) == (following, [following])


def test_folding_keeps_the_cursor_in_sight(tree: GridView, session: Session) -> None:
    node = indicators(session)[0]
    tree.go_to(node, "value")
    tree.fold(1)
    assert tree.current() == (session.book.indicator(node).parent, "name")
    tree.fold(4)
    tree.go_to(node, "value")
    assert tree.current() == (node, "value")
