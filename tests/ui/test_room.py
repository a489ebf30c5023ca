"""Room on the screen: nothing is cut, covered or crowded out, on small screens, with large text, in an empty book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QSpinBox,
    QStyleOptionViewItem,
    QToolButton,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book
from jixiao_desktop.session import Session
from jixiao_desktop.ui.grid.editors import ChoiceEditor
from jixiao_desktop.ui.panels.button_delegate import ButtonDelegate
from jixiao_desktop.ui.panels.finding_model import ACTIONS, MESSAGE
from jixiao_desktop.ui.panels.side_panel import FACTS, GOAL, ROW
from jixiao_desktop.ui.panels.start_page import BEGIN
from jixiao_desktop.ui.states import Tally
from jixiao_desktop.ui.widgets import PassingLabel
from jixiao_desktop.ui.window import MainWindow


def place(widget: QWidget, window: MainWindow) -> QRect:
    """Where a widget stands in the window."""
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def resize(window: MainWindow, width: int, height: int) -> None:
    for _ in range(4):
        window.resize(width, height)
        QApplication.processEvents()


@pytest.fixture
def usual_text(window: MainWindow) -> Iterator[MainWindow]:
    """The window; text that a test makes large is as usual again afterwards, for the tests that follow."""
    yield window
    window.trigger("size_normal")


def test_with_large_text_the_projects_of_the_list_stand_clear_of_each_other(
    usual_text: MainWindow, session_2025: Session
) -> None:
    usual_text.show_session(session_2025)
    QApplication.processEvents()
    usual_text.trigger("size_large")
    QApplication.processEvents()
    view = usual_text.desk.projects.list
    line = QFontMetrics(view.font()).height()
    heights = [view.visualRect(view.model().index(row, 0)).height() for row in range(view.model().rowCount())]
    assert max(heights) >= 2 * line * 0.9  # names on two lines
    assert min(heights) >= line * 0.9


def test_projects_that_come_back_with_a_scroll_bar_stand_clear_of_each_other(
    usual_text: MainWindow, session_2025: Session
) -> None:
    usual_text.show_session(session_2025)
    usual_text.trigger("size_large")
    resize(usual_text, 1093, 614)
    projects = usual_text.desk.projects
    for typed in ("0792", ""):
        projects.filter_field.setText(typed)
        for _ in range(4):
            QApplication.processEvents()
        assert projects.list.verticalScrollBar().isVisible() == (typed == "")
    places = [projects.list.visualRect(projects.model.index(row, 0)) for row in range(projects.model.rowCount())]
    assert [lower.top() - upper.bottom() for upper, lower in pairwise(places)] == [1] * (len(places) - 1)


@pytest.mark.parametrize("size", ["size_normal", "size_large"])
def test_no_field_of_the_panel_is_cut_at_its_side(usual_text: MainWindow, session_2025: Session, size: str) -> None:
    usual_text.show_session(session_2025)
    usual_text.trigger(size)
    resize(usual_text, 1093, 614)
    usual_text.trigger("show_panel")
    QApplication.processEvents()
    panel = usual_text.desk.panel
    right = place(panel, usual_text).right()
    shown = [*panel.project.lines.values(), *panel.page_buttons, panel.project.objective, panel.project.code_note]
    assert {w.objectName() for w in shown if w.isVisible() and place(w, usual_text).right() > right} == set()


@pytest.mark.parametrize("width", [1366, 1093, 683])
def test_the_way_down_never_covers_the_tabs(window_2025: MainWindow, width: int) -> None:
    resize(window_2025, width, 614)
    if window_2025.desk.panel.isHidden():
        window_2025.trigger("show_panel")
    QApplication.processEvents()
    where = window_2025.desk.findChild(QLabel, "where")
    tabs = window_2025.desk.tabs.tabBar()
    last = tabs.tabRect(tabs.count() - 1).translated(tabs.mapTo(window_2025, QPoint()))
    assert not where.text() or place(where, window_2025).left() > last.right()


def test_the_way_down_to_a_project_is_its_name_and_the_end_of_its_code(window_2025: MainWindow) -> None:
    first = next(window_2025.session.book.projects())
    window_2025.desk.jump(first.id)
    assert window_2025.desk.findChild(QLabel, "where").toolTip() == f"{first.name} …{first.code[-4:]}"


def test_large_counts_on_the_check_button_leave_its_neighbour_free(window_2024: MainWindow) -> None:
    toolbar = window_2024.toolbar
    toolbar.show_tally(Tally(error=1234, warning=5678, hint=0))
    QApplication.processEvents()
    toolbar.show_tally(Tally(error=1234, warning=5678, hint=0))
    neighbour = toolbar.widgetForAction(window_2024.actions_by_id["print_preview"])
    assert not place(toolbar.badge, window_2024).intersects(place(neighbour, window_2024))


def test_in_a_narrow_window_a_named_button_leads_to_the_rest_of_the_toolbar(window_2024: MainWindow) -> None:
    resize(window_2024, 683, 384)
    more = window_2024.toolbar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert more.isVisible()
    assert more.accessibleName() == "其余的按钮"
    picture = more.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}) > 1


def test_a_finding_is_told_whole_while_its_row_has_room(window_2024: MainWindow) -> None:
    resize(window_2024, 1366, 768)
    tree = window_2024.desk.bottom.findings.tree
    option = QStyleOptionViewItem()
    tree.initViewItemOption(option)
    delegate = tree.itemDelegateForColumn(ACTIONS)
    assert isinstance(delegate, ButtonDelegate)
    for row in range(tree.model().rowCount()):
        index = tree.model().index(row, ACTIONS)
        option.rect = tree.visualRect(index)
        room = delegate.message_room(option, index)
        buttons = [rect for _, rect in delegate.places(option, index)]
        assert all(not room.intersects(rect) for rect in buttons)
        wide = option.fontMetrics.horizontalAdvance(index.siblingAtColumn(MESSAGE).data())
        first = min(rect.left() for rect in buttons)
        assert room.width() >= min(wide, first - tree.visualRect(index.siblingAtColumn(MESSAGE)).left() - 20)


def test_an_empty_book_says_what_to_do_and_offers_it(window: MainWindow) -> None:
    session = Session(Book())
    window.show_session(session)
    hint = window.desk.hint
    assert hint.isVisible()
    assert "单位" in hint.words.text()
    assert not window.desk.panel.project.lines["name"].isEnabled()  # what would be typed there has no project
    session.run(commands.add_unit("723001", "就业局"))
    assert "项目" in hint.words.text()
    assert not hint.buttons["add_unit"].isVisible()
    session.run(commands.add_project(session.book.children(0)[0], {"name": "新项目"}))
    assert not hint.isVisible()
    session.undo()
    assert hint.isVisible()
    session.close(discard=True)


@pytest.mark.parametrize("size", ["size_normal", "size_large"])
def test_the_ways_to_begin_stand_clear_of_each_other_on_a_small_screen(usual_text: MainWindow, size: str) -> None:
    usual_text.trigger(size)
    resize(usual_text, 683, 384)
    page = usual_text.start_page
    cards = [page.findChild(QPushButton, f"start_{name}") for name, *_ in BEGIN]
    places = [place(card, usual_text) for card in cards]
    assert all(not a.intersects(b) for a, b in pairwise(places))
    for card in cards:
        for text in card.findChildren(QLabel):
            assert text.height() >= text.heightForWidth(text.width())
            assert card.rect().contains(text.geometry())


def test_a_recent_file_that_is_gone_is_marked_and_leaves_by_delete(window: MainWindow, tmp_path: Path) -> None:
    gone = tmp_path / "移走的.jixiao"
    window.settings.set("recent", [str(gone)])
    window.start_page.refresh()
    recent = window.start_page.recent
    assert "找不到" in recent.item(0).text()
    recent.setFocus()
    recent.setCurrentRow(0)
    QTest.keyClick(recent, Qt.Key.Key_Delete)
    assert recent.count() == 0
    assert window.settings.get("recent") == []


def test_a_file_held_over_the_start_page_is_welcomed(window: MainWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.xlsx"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    target = window.start_page.findChild(QLabel, "drop_target")
    before = target.text()
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, buttons, keys))
    assert "松开" in target.text()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert target.text() == before


def test_panes_stay_as_they_were_dragged_when_the_window_changes(window_2024: MainWindow) -> None:
    resize(window_2024, 1366, 768)
    across = window_2024.desk.across
    handle = across.handle(1)
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle + QPoint(60, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle + QPoint(60, 0))
    wide = across.sizes()[0]
    resize(window_2024, 1300, 768)
    assert abs(across.sizes()[0] - wide) <= 2
    assert window_2024.settings.get("splitters")["across"][0] == wide


def test_what_stands_in_the_first_field_of_a_dialog_is_replaced_by_typing(
    window_2025: MainWindow, answering: Callable[[Callable[[], object], Callable[[QDialog], object]], None]
) -> None:
    def type_year(box: QDialog) -> None:
        QTest.keyClicks(box.focusWidget(), "2031")
        assert [field.text() for field in box.findChildren(QSpinBox)] == ["2031"]
        box.reject()

    answering(lambda: window_2025.trigger("new_year"), type_year)


def test_with_large_text_the_columns_of_a_dialog_fit_it(
    usual_text: MainWindow,
    session_2025: Session,
    answering: Callable[[Callable[[], object], Callable[[QDialog], object]], None],
) -> None:
    usual_text.show_session(session_2025)
    usual_text.trigger("size_large")

    def look(box: QDialog) -> None:
        assert not box.findChild(QTreeWidget).horizontalScrollBar().isVisible()
        box.reject()

    answering(lambda: usual_text.trigger("new_year"), look)


def test_the_words_of_the_toolbar_grow_with_the_text_at_once(usual_text: MainWindow) -> None:
    button = usual_text.toolbar.widgetForAction(usual_text.actions_by_id["save"])
    before = button.font().pointSizeF()
    usual_text.trigger("size_large")
    assert button.font().pointSizeF() > 1.15 * before
    usual_text.trigger("size_normal")
    assert button.font().pointSizeF() == before


@pytest.mark.parametrize("size", ["size_small", "size_normal", "size_large"])
def test_a_long_goal_shows_whole_lines_however_high_its_box_is(
    usual_text: MainWindow, session_2025: Session, size: str
) -> None:
    goal = next(session_2025.book.projects())
    session_2025.run(commands.set_cell(goal.id, "objective", "确保完成年度城镇新增就业任务，" * 60))
    usual_text.show_session(session_2025)
    usual_text.trigger(size)
    usual_text.desk.jump(goal.id)
    edit = usual_text.desk.panel.project.objective
    for height in range(720, 745):
        resize(usual_text, 1366, height)
        first = edit.cursorRect()
        assert (edit.viewport().height() - first.top()) % first.height() == 0


def test_the_findings_show_whole_rows_in_a_window_of_the_usual_size(window_2025: MainWindow) -> None:
    resize(window_2025, 1366, 768)
    tree = window_2025.desk.bottom.findings.tree
    bottom = tree.viewport().height()
    last = tree.visualRect(tree.indexAt(QPoint(5, bottom - 1)))
    assert tree.viewport().height() - last.bottom() - 1 in range(-1, 2)


def test_a_list_below_a_cell_stays_within_a_low_window(window_2025: MainWindow) -> None:
    resize(window_2025, 683, 384)
    window_2025.trigger("check")
    desk = window_2025.desk
    assert desk is not None
    for zoom in (100, 200):
        desk.zoom(zoom)
        desk.edit(next(desk.session.book.indicators()).id, "unit")
        editor = desk.view.delegate.editor
        assert isinstance(editor, ChoiceEditor)
        editor.offer()
        choices = window_2025.findChildren(QListWidget, "choices")[-1]
        shown = place(choices, window_2025)
        assert editor.list_open and window_2025.rect().contains(shown)
        assert not shown.intersects(place(editor, window_2025))
        assert choices.viewport().rect().contains(choices.visualItemRect(choices.currentItem()).center())
        desk.commit()


def test_the_fields_for_finding_stand_clear_of_each_other_in_a_narrow_window(window_2025: MainWindow) -> None:
    resize(window_2025, 683, 384)
    window_2025.trigger("replace")
    QApplication.processEvents()
    finder = window_2025.desk.bottom.finder
    parts = (finder.wanted, finder.new, finder.scope, finder.replace_button)
    assert all(part.width() >= part.minimumSizeHint().width() for part in parts)
    assert finder.scope.width() >= finder.scope.sizeHint().width()
    assert not finder.wanted.isClearButtonEnabled() and finder.replace_button.text() == "替换所选"
    places = [place(part, window_2025) for part in parts]
    assert all(left.right() < right.left() for left, right in pairwise(places))


def test_no_page_of_the_panel_makes_a_low_window_higher(window_2025: MainWindow, qtbot: QtBot) -> None:
    def shrunk() -> bool:  # the layout lets go of what it hid only after some events
        window_2025.resize(683, 384)
        return (window_2025.width(), window_2025.height()) == (683, 384)

    window_2025.desk.jump(next(window_2025.session.book.indicators()).id)
    qtbot.waitUntil(shrunk)
    window_2025.trigger("show_panel")
    window_2025.trigger("check")
    for page in (GOAL, ROW, FACTS):
        window_2025.desk.panel.show_page(page)
        for _ in range(3):
            QApplication.processEvents()
        assert window_2025.height() == 384


def test_the_findings_leave_half_of_a_low_window_to_the_grid(window_2025: MainWindow) -> None:
    resize(window_2025, 683, 384)
    window_2025.trigger("check")
    QApplication.processEvents()
    desk = window_2025.desk
    assert not desk.bottom.folded
    assert desk.bottom.height() <= desk.height() / 2 + 1
    assert desk.bottom.findings.tree.viewport().height() > 0


def test_a_passing_sentence_without_room_ends_in_dots(window_2025: MainWindow) -> None:
    resize(window_2025, 683, 384)
    message, sentence = window_2025.status.message, "已读入 2024年批复表：8 个项目、67 条指标，" * 3
    window_2025.status.say(sentence)
    QApplication.processEvents()
    assert message.shown().endswith("…") and len(message.shown()) > 5
    assert message.toolTip() == message.text() == sentence
    window_2025.status.say("已撤销")
    QApplication.processEvents()
    assert message.shown() == "已撤销"


def test_the_hint_of_the_doubts_ends_in_dots_before_the_buttons(usual_text: MainWindow, session_2025: Session) -> None:
    usual_text.show_session(session_2025)
    usual_text.trigger("size_large")
    resize(usual_text, 683, 384)
    usual_text.trigger("doubts")
    QApplication.processEvents()
    hint = usual_text.desk.bottom.doubts.header.findChild(PassingLabel)
    assert hint is not None and hint.shown().startswith("导入时") and hint.shown().endswith("…")
    resize(usual_text, 1366, 768)
    assert hint.shown() == hint.text()
