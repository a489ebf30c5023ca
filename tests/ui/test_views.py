"""The three views of one book: whoever goes from one to another stays where he is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from jixiao_desktop.ui.desk import Desk
from jixiao_desktop.ui.window import MainWindow

from ..editing.conftest import press, target, type_text

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def _working(window: MainWindow, qtbot: QtBot) -> tuple[Desk, int, int]:
    """The desk, a project and its first row, where the clerk works on the value."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk = window.desk
    assert desk is not None
    project = list(desk.session.book.projects())[5].id
    row = desk.session.book.children(project)[0]
    desk.jump(row, "value")
    desk.view.setFocus()
    qtbot.waitUntil(desk.view.hasFocus)
    return desk, project, row


def test_the_overview_begins_at_the_project_of_the_row_and_the_way_back_leads_to_the_row(
    window_2025: MainWindow, qtbot: QtBot
) -> None:
    desk, project, row = _working(window_2025, qtbot)
    press(KEY.Key_3, CTRL)
    assert desk.overview.hasFocus()
    assert desk.overview.current() == (project, "name")
    assert desk.current_node() == project
    press(KEY.Key_2, CTRL)
    assert desk.table.current() == (row, "value")
    press(KEY.Key_3, CTRL)
    press(KEY.Key_Down)
    other = desk.current_node()
    press(KEY.Key_1, CTRL)
    assert desk.tree.current() == (other, "name")


def test_a_click_on_the_heading_of_a_view_leaves_the_keyboard_in_the_view(
    window_2025: MainWindow, qtbot: QtBot
) -> None:
    desk, _, row = _working(window_2025, qtbot)
    bar = desk.tabs.tabBar()
    for place, name in ((1, "book_table"), (0, "book_tree"), (1, "book_table"), (2, "overview")):
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
        assert target().objectName() == name
    type_text("7")
    press(KEY.Key_Escape)
    press(KEY.Key_1, CTRL)
    assert desk.tree.current() == (row, "value")


def test_a_row_that_the_overview_does_not_show_is_gone_to_in_the_view_that_does(
    window_2025: MainWindow, qtbot: QtBot
) -> None:
    desk, _, _ = _working(window_2025, qtbot)
    press(KEY.Key_3, CTRL)
    press(KEY.Key_F8)
    assert desk.view is desk.tree
    assert desk.tree.current()[0] == desk.current_node()
    assert desk.session.book.node(desk.current_node()).name == "城镇新增就业人数"


def test_in_a_window_of_1366_pixels_every_column_of_every_view_is_in_sight(
    window_2025: MainWindow, qtbot: QtBot
) -> None:
    window_2025.resize(1366, 768)
    desk, _, _ = _working(window_2025, qtbot)
    for view in (desk.tree, desk.table, desk.overview):
        desk.tabs.setCurrentIndex([desk.tree, desk.table, desk.overview].index(view))
        QApplication.processEvents()
        assert view.horizontalScrollBar().maximum() == 0, view.objectName()


def test_a_right_click_offers_its_acts_in_groups(window_2025: MainWindow, qtbot: QtBot) -> None:
    desk, _, _ = _working(window_2025, qtbot)
    place = desk.tree.visualRect(desk.tree.currentIndex()).center()
    where = desk.tree.viewport().mapToGlobal(place)
    QApplication.sendEvent(desk.tree.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = ["|" if action.isSeparator() else action.text() for action in menu.actions()]
    menu.close()
    assert words[:8] == ["剪切", "复制", "粘贴", "清除内容", "|", "插入行", "复制一行", "删除行"]
    assert words.count("|") == 3


def _menu(desk: Desk) -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and menu.parentWidget() is desk.view
    return menu


def _take(menu: QMenu, words: str) -> None:
    """Click an entry of a menu."""
    wanted = next(action for action in menu.actions() if action.text() == words)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(wanted).center())


def test_a_right_click_on_another_row_acts_on_that_row(window_2025: MainWindow, qtbot: QtBot) -> None:
    desk, project, row = _working(window_2025, qtbot)
    first, second, third = desk.session.book.children(project)[:3]
    assert row == first
    place = desk.tree.visualRect(desk.tree.book_model.index_of(second, "value")).center()
    where = desk.tree.viewport().mapToGlobal(place)
    QApplication.sendEvent(desk.tree.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where))
    _take(_menu(desk), "删除行")
    assert list(desk.session.book.children(project)[:2]) == [first, third]
    press(KEY.Key_Z, CTRL)
    assert second in desk.session.book


@pytest.mark.parametrize(
    ("key", "held"), [(KEY.Key_Menu, Qt.KeyboardModifier.NoModifier), (KEY.Key_F10, Qt.KeyboardModifier.ShiftModifier)]
)
def test_the_menu_key_opens_the_same_menu_for_all_that_is_selected(
    window_2025: MainWindow, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    desk, _project, _row = _working(window_2025, qtbot)
    press(KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = desk.tree.selected_ids()
    assert len(chosen) == 2
    press(key, held)
    menu = _menu(desk)
    assert desk.tree.selected_ids() == chosen
    _take(menu, "清除内容")
    assert [desk.session.book.indicator(node).value for node in chosen] == [None, None]


def test_ctrl_and_the_wheel_zoom_every_view_and_the_wheel_alone_scrolls(window_2025: MainWindow, qtbot: QtBot) -> None:
    desk, _project, row = _working(window_2025, qtbot)

    def wheel(delta: int, keys: Qt.KeyboardModifier) -> None:
        viewport = desk.view.viewport()
        place = QPointF(viewport.rect().center())
        event = QWheelEvent(
            place, viewport.mapToGlobal(place), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, keys,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(viewport, event)

    type_text("7")  # what is being typed is not lost
    usual = desk.view.row_height
    wheel(120, CTRL)
    assert (desk.view.row_height > usual, window_2025.status.zoom.text()) == (True, "110%")
    assert desk.session.book.indicator(row).value == "7"
    assert desk.table.row_height == desk.view.row_height
    before = desk.view.verticalScrollBar().value()
    wheel(120, Qt.KeyboardModifier.NoModifier)
    assert desk.view.verticalScrollBar().value() < before
    wheel(-120, CTRL)
    assert (desk.view.row_height, window_2025.status.zoom.text()) == (usual, "100%")


def test_a_column_is_made_wider_by_dragging_its_edge(window_2025: MainWindow, qtbot: QtBot) -> None:
    desk, _project, _row = _working(window_2025, qtbot)
    window_2025.resize(1366, 768)
    QApplication.processEvents()
    header, column = desk.tree.header(), 2
    before = desk.tree.columnWidth(column)
    edge = QPoint(header.sectionViewportPosition(column) + before - 2, header.height() // 2)
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    for step in range(1, 9):
        QTest.mouseMove(header.viewport(), edge + QPoint(5 * step, 0))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(40, 0))
    assert desk.tree.columnWidth(column) == before + 40
    assert not desk.session.modified
