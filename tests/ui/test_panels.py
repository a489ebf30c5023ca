"""The panels around the grid: they show the same book, and what is done in them is done to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHoverEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QPlainTextEdit, QToolButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Doubt, Project
from jixiao_desktop.domain.history import Command
from jixiao_desktop.ui.panels.project_delegate import KIND, STATE
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


def project(window: MainWindow, tail: str) -> Project:
    assert window.session is not None
    return next(p for p in window.session.book.projects() if (p.code or "").endswith(tail))


def listed(window: MainWindow) -> list[str]:
    model = window.desk.projects.model
    rows = (model.index(row) for row in range(model.rowCount()))
    return [index.data() for index in rows if index.data(KIND) == "project"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("联络员", ["就业联络员补助县配资金"]), ("wygl", ["物业管理及暖气费"]), ("0792", ["就业补助资金"]), ("没有", [])],
)
def test_the_project_list_finds_by_text_initials_and_code(
    window_2024: MainWindow, typed: str, found: list[str]
) -> None:
    field = window_2024.desk.projects.filter_field
    if typed.isascii():
        QTest.keyClicks(field, typed)
    else:
        chosen = QInputMethodEvent()
        chosen.setCommitString(typed)
        QApplication.sendEvent(field, chosen)
    assert listed(window_2024) == found


def test_the_project_list_filters_by_state(window_2024: MainWindow) -> None:
    window_2024.desk.projects.state_box.setCurrentText("有错误")
    assert listed(window_2024) == ["就业补助资金"]


def test_the_project_list_shows_the_worst_state_and_follows_a_fix(window_2024: MainWindow) -> None:
    model = window_2024.desk.projects.model
    wanted = project(window_2024, "792")
    index = model.index(model.row_of(wanted.id))
    assert index.data(STATE) == "error"
    row = next(r for r in window_2024.session.book.indicators(wanted.id) if r.weight is None)
    window_2024.session.run(commands.set_cell(row.id, "weight", "5"))
    assert model.index(model.row_of(wanted.id)).data(STATE) == "warning"


def test_a_click_in_the_project_list_goes_to_the_project(window_2024: MainWindow, qtbot: QtBot) -> None:
    view = window_2024.desk.projects.list
    wanted = project(window_2024, "374")
    row = window_2024.desk.projects.model.row_of(wanted.id)
    place = view.visualRect(window_2024.desk.projects.model.index(row)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window_2024.desk.current_project() == wanted.id
    assert window_2024.desk.panel.project.lines["code"].text() == wanted.code


def test_a_unit_folds_away_with_its_projects(window_2024: MainWindow) -> None:
    model, view = window_2024.desk.projects.model, window_2024.desk.projects.list
    for left in (1, 9):
        place = view.visualRect(model.index(0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert model.rowCount() == left


def test_the_panel_writes_a_field_when_it_is_left(window_2024: MainWindow) -> None:
    wanted = project(window_2024, "385")
    window_2024.desk.jump(wanted.id)
    field = window_2024.desk.panel.project.lines["budget"]
    field.selectAll()
    QTest.keyClicks(field, "17.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window_2024.session.book.project(wanted.id).budget == "17.5"
    assert window_2024.session.history.undo_titles[0] == "修改预算数"


@pytest.mark.parametrize("name", ["objective", "overall_objective"])
def test_a_goal_typed_with_the_input_method_is_saved_by_an_action_before_the_editor_is_left(
    name: str, window_2024: MainWindow, qtbot: QtBot
) -> None:
    wanted = project(window_2024, "385")
    window_2024.desk.jump(wanted.id)
    goal = window_2024.findChild(QPlainTextEdit, name)
    for button in window_2024.desk.panel.project.findChildren(QToolButton):
        if button.text() == "更多资料":
            button.click()
    goal.setFocus()
    goal.selectAll()
    event = QInputMethodEvent()
    event.setCommitString("按时缴纳物业费。")
    QApplication.sendEvent(goal, event)
    window_2024.trigger("check")
    assert getattr(window_2024.session.book.project(wanted.id), name) == "按时缴纳物业费。"


def test_undo_in_the_goal_goes_first_to_the_text_and_then_to_the_book(window_2024: MainWindow) -> None:
    window_2024.desk.jump(project(window_2024, "385").id)
    goal = window_2024.desk.panel.project.objective
    undo = (QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    untouched = QKeyEvent(*undo)
    QApplication.sendEvent(goal, untouched)
    assert not untouched.isAccepted()
    QTest.keyClicks(goal, "abc")
    typed = QKeyEvent(*undo)
    QApplication.sendEvent(goal, typed)
    assert typed.isAccepted()


def test_the_panel_counts_the_goal_and_reads_the_code(window_2024: MainWindow) -> None:
    window_2024.desk.jump(project(window_2024, "792").id)
    panel = window_2024.desk.panel.project
    panel.goal.tell()
    assert "字 · 表中约" in panel.goal.count.text()
    assert "湟源县" in panel.code_note.text() and "2024年" in panel.code_note.text()
    panel.lines["code"].setText("630123")
    assert "已输入 6 位" in panel.code_note.text()


def test_the_panel_shows_what_is_missing_by_level(window_2024: MainWindow) -> None:
    window_2024.desk.jump(project(window_2024, "792").id)
    assert "效益25/30" in window_2024.desk.panel.project.weights.text()


def test_doubts_are_crossed_off_and_come_back_by_undo(window_2024: MainWindow) -> None:
    doubts = (Doubt("第 8 行", "拼接", "编码被空格断开"), Doubt("第 9 行", "移动", "整行偏左 1 栏"))
    window_2024.session.run(Command("导入", lambda pen: pen.set(0, "doubts", doubts)))
    panel = window_2024.desk.bottom.doubts
    assert panel.list.topLevelItemCount() == 2
    item = panel.list.topLevelItem(0)
    assert isinstance(item, QTreeWidgetItem)
    item.setSelected(True)
    panel.settle_selected()
    assert [panel.list.topLevelItem(0).text(0)] == ["第 9 行"]
    window_2024.trigger("undo")
    assert panel.list.topLevelItemCount() == 2


def test_replacing_shows_every_place_and_is_one_step(window_2024: MainWindow) -> None:
    window_2024.trigger("replace")
    finder = window_2024.desk.bottom.finder
    finder.wanted.setText("生活保险")
    finder.new.setText("社会保险")
    finder.refresh()
    assert finder.list.topLevelItemCount() == 1
    finder.replace_button.click()
    names = [row.name for row in window_2024.session.book.indicators()]
    assert "享受社会保险补贴人员数量" in names
    assert window_2024.session.history.undo_titles[0] == "替换 1 处"


def test_what_is_typed_above_is_looked_for_below(window_2024: MainWindow) -> None:
    field = window_2024.toolbar.search
    QTest.keyClicks(field, "nuanqi")
    field.setText("暖气")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window_2024.desk.bottom.current_page is window_2024.desk.bottom.finder
    assert window_2024.desk.bottom.finder.list.topLevelItemCount() > 0


def test_the_headings_below_bring_their_pages_to_the_front(window_2024: MainWindow) -> None:
    bottom = window_2024.desk.bottom
    headings = {button.text(): button for button in bottom.findChildren(QAbstractButton) if button.isVisible()}
    pages = {"待核对项": bottom.doubts, "查找替换": bottom.finder, "检查结果": bottom.findings}
    for title, page in pages.items():
        QTest.mouseClick(headings[title], Qt.MouseButton.LeftButton)
        assert bottom.current_page is page and page.isVisible()


def test_a_project_under_the_pointer_stands_out(window_2024: MainWindow) -> None:
    view = window_2024.desk.projects.list
    rect = view.visualRect(view.model().index(3, 0))
    before = view.viewport().grab(rect).toImage()
    place = QPointF(rect.center())
    QApplication.sendEvent(view.viewport(), QHoverEvent(QEvent.Type.HoverMove, place, place, QPointF(0, 0)))
    assert view.viewport().grab(rect).toImage() != before
