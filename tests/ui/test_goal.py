"""Long text: the goal is typed, counted, numbered and enlarged; Esc and Ctrl+Z give back what stood there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QPlainTextEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from jixiao_desktop import profiles
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book, Project
from jixiao_desktop.export import form_pages
from jixiao_desktop.ui.fields import GoalEdit
from jixiao_desktop.ui.measure import goal_lines
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def project(window: MainWindow, tail: str) -> Project:
    assert window.session is not None
    return next(p for p in window.session.book.projects() if (p.code or "").endswith(tail))


def begin(window: MainWindow, text: str) -> GoalEdit:
    """Go to a project, give it a goal, and put the cursor at its end."""
    wanted = project(window, "385")
    window.session.run(commands.set_cell(wanted.id, "objective", text))
    window.desk.jump(wanted.id)
    goal = window.desk.panel.project.objective
    goal.setFocus()
    QTest.keyClick(goal, Qt.Key.Key_End, CTRL)
    return goal


def compose(field: QLineEdit | QPlainTextEdit, preedit: str) -> None:
    QApplication.sendEvent(field, QInputMethodEvent(preedit, []))


def goal_of(window: MainWindow) -> str | None:
    return project(window, "385").objective


def test_the_count_follows_the_typing(window_2025: MainWindow, qtbot: QtBot) -> None:
    goal = begin(window_2025, "按时 缴费")
    note = window_2025.desk.panel.project.goal.count
    qtbot.waitUntil(lambda: note.text() == "4 字 · 表中约 1 行")
    QTest.keyClicks(goal, "abc")
    qtbot.waitUntil(lambda: note.text() == "7 字 · 表中约 1 行")


PASTED = (
    ("目标1：发放补 贴。\n目标2：新增就\n业。", "目标1：发放补贴。\n目标2：新增就业。"),
    ("一、完成培训\n２０人；\n二、开展招聘。", "一、完成培训20人；\n二、开展招聘。"),
    ("保持稳定。\n\n确保完成", "保持稳定。\n\n确保完成"),
)


@pytest.mark.parametrize(("copied", "stands"), PASTED)
def test_a_goal_pasted_from_a_page_keeps_its_parts_on_lines_of_their_own(
    window_2025: MainWindow, copied: str, stands: str
) -> None:
    goal = begin(window_2025, "甲")
    goal.selectAll()
    QApplication.clipboard().setText(copied)
    QTest.keyClick(goal, Qt.Key.Key_V, CTRL)
    assert goal.toPlainText() == stands
    QTest.keyClick(goal, Qt.Key.Key_Z, CTRL)
    assert goal.toPlainText() == "甲"


def test_the_lines_are_those_of_the_printed_form(book_2024: Book) -> None:
    profile = profiles.load()
    layout = form_pages(book_2024, profile, "总表")
    printed: dict[int, int] = {}
    for form in layout.layouts:
        for plan in form.plans:
            for piece in plan.pieces:
                if piece.cell.field == "objective" and piece.cell.node is not None:
                    key = piece.cell.node
                    printed[key] = max(printed.get(key, 0), len(form.measure.spans(piece.cell, piece.cell.text)))
    assert len(printed) == 8
    for owner in book_2024.projects():
        assert goal_lines(owner.objective or "", profile) == printed[owner.id]


def test_how_like_last_year_the_goal_is_stands_beside_it(window_2025: MainWindow, qtbot: QtBot) -> None:
    window_2025.desk.jump(project(window_2025, "385").id)
    panel = window_2025.desk.panel.project
    qtbot.waitUntil(lambda: panel.goal.similar.text() == "与上年相似 100%")
    panel.objective.setFocus()
    panel.objective.selectAll()
    QTest.keyClicks(panel.objective, "xyz")
    qtbot.waitUntil(lambda: panel.goal.similar.text() == "与上年相似 0%")


def test_enter_goes_on_counting_and_an_empty_number_ends_it(window_2025: MainWindow) -> None:
    goal = begin(window_2025, "目标1：甲")
    QTest.keyClick(goal, Qt.Key.Key_Return)
    assert goal.toPlainText() == "目标1：甲\n目标2："
    QTest.keyClicks(goal, "b")
    QTest.keyClick(goal, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert goal.toPlainText() == "目标1：甲\n目标2：b\n目标3："
    QTest.keyClick(goal, Qt.Key.Key_Return)
    assert goal.toPlainText() == "目标1：甲\n目标2：b\n"


def test_the_numbering_button_numbers_lines_and_undo_takes_it_back(window_2025: MainWindow) -> None:
    goal = begin(window_2025, "发放补贴。\n新增就业。")
    window_2025.findChild(QToolButton, "number_goals").click()
    assert goal.toPlainText() == "目标1：发放补贴。\n目标2：新增就业。"
    assert goal.hasFocus()
    QTest.keyClick(goal, Qt.Key.Key_Z, CTRL)
    assert goal.toPlainText() == "发放补贴。\n新增就业。"


def test_escape_gives_back_the_text_of_the_book_and_undo_what_was_typed(window_2025: MainWindow) -> None:
    goal = begin(window_2025, "按时缴费")
    QTest.keyClicks(goal, "abc")
    QTest.keyClick(goal, Qt.Key.Key_Escape)
    assert goal.toPlainText() == "按时缴费"
    QTest.keyClick(goal, Qt.Key.Key_Z, CTRL)
    assert goal.toPlainText() == "按时缴费abc"


def test_escape_in_a_line_gives_back_the_text_of_the_book(window_2025: MainWindow) -> None:
    window_2025.desk.jump(project(window_2025, "385").id)
    field = window_2025.desk.panel.project.lines["budget"]
    before = field.text()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "99")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == before
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert project(window_2025, "385").budget == before


@pytest.mark.parametrize("field", ["name", "objective"])
def test_e11_what_is_being_composed_survives_a_click_elsewhere(window_2025: MainWindow, field: str) -> None:
    goal = begin(window_2025, "甲")
    panel = window_2025.desk.panel.project
    typed = goal if field == "objective" else panel.lines["name"]
    typed.setFocus()
    typed.selectAll()
    compose(typed, "你好")
    panel.lines["code"].setFocus()
    assert getattr(project(window_2025, "385"), field) == "你好"


@pytest.mark.parametrize("field", ["name", "objective"])
def test_e2_an_action_takes_what_is_being_composed(window_2025: MainWindow, field: str) -> None:
    goal = begin(window_2025, "甲")
    typed = goal if field == "objective" else window_2025.desk.panel.project.lines["name"]
    typed.setFocus()
    typed.selectAll()
    compose(typed, "保障")
    window_2025.trigger("check")
    assert getattr(project(window_2025, "385"), field) == "保障"


def test_e8_a_change_from_elsewhere_leaves_what_is_being_typed(window_2025: MainWindow) -> None:
    goal = begin(window_2025, "甲")
    QTest.keyClicks(goal, "bc")
    window_2025.session.run(commands.set_cell(project(window_2025, "385").id, "budget", "17.00"))
    assert goal.toPlainText() == "甲bc"


def test_e3_undo_goes_first_through_the_text_and_then_through_the_book(window_2025: MainWindow) -> None:
    goal = begin(window_2025, "甲")
    QTest.keyClicks(goal, "b")
    press_undo(window_2025, goal)
    assert goal.toPlainText() == "甲" and goal_of(window_2025) == "甲"
    QTest.keyClicks(goal, "c")
    window_2025.desk.commit()
    assert goal_of(window_2025) == "甲c"
    press_undo(window_2025, goal)
    assert goal_of(window_2025) == "甲"
    assert goal.toPlainText() == "甲"


def press_undo(window: MainWindow, field: QPlainTextEdit) -> None:
    """Ctrl+Z as Qt hands it out: to the field when it takes the override, else to the window's action."""
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, CTRL)
    QApplication.sendEvent(field, override)
    if override.isAccepted():
        QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    else:
        window.actions_by_id["undo"].trigger()


def test_the_large_window_writes_the_goal_in_one_step(window_2025: MainWindow, answering: Answering) -> None:
    begin(window_2025, "甲")

    def type_more(box: QDialog) -> None:
        edit = box.findChild(GoalEdit, "objective")
        assert box.focusWidget() is edit
        QTest.keyClick(edit, Qt.Key.Key_End, CTRL)
        QTest.keyClicks(edit, "bc")
        QTest.keyClick(edit, Qt.Key.Key_Return, CTRL)

    answering(window_2025.findChild(QToolButton, "enlarge_goal").click, type_more)
    assert goal_of(window_2025) == "甲bc"
    window_2025.trigger("undo")
    assert goal_of(window_2025) == "甲"


def test_the_large_window_takes_last_years_goal(window_2025: MainWindow, answering: Answering) -> None:
    begin(window_2025, "甲")

    def take(box: QDialog) -> None:
        box.findChild(QToolButton, "take_last_goal").click()
        box.findChild(QPushButton, "ok").click()

    answering(lambda: window_2025.trigger("edit_goal"), take)
    assert goal_of(window_2025) == project(window_2025, "385").last_objective


def test_the_large_window_gives_up_what_was_typed_only_when_told(window_2025: MainWindow, qtbot: QtBot) -> None:
    begin(window_2025, "甲")
    from jixiao_desktop.ui.dialogs.goal import GoalDialog

    dialog = GoalDialog(project(window_2025, "385"), "甲", profiles.load(), window_2025)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.field.edit, "b")
    for words, stays in (("继续编辑", True), ("放弃修改", False)):
        answer(qtbot, dialog.cancel_button.click, words)
        assert dialog.isVisible() is stays
    assert dialog.result() == QDialog.DialogCode.Rejected


def answer(qtbot: QtBot, call: Callable[[], object], words: str) -> None:
    """Call what asks a question, and press the button with these words."""
    from PySide6.QtCore import QTimer

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(button for button in box.buttons() if button.text() == words).click()

    QTimer.singleShot(50, press)
    call()
