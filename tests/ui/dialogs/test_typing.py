"""What is typed in the dialogs: every field keeps what an input method still composes when the keyboard leaves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.ui.dialogs.finding_notes import WaiveDialog
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]
ACTIONS = (
    "new", "book_facts", "add_unit", "add_project", "add_indicator", "edit_goal", "go_to", "file_names", "rules_page",
)  # fmt: skip


def fields(box: QDialog) -> Iterator[QLineEdit | QPlainTextEdit]:
    """The fields of a dialog that take any text."""
    for field in (*box.findChildren(QLineEdit), *box.findChildren(QPlainTextEdit)):
        if field.isVisible() and not field.isReadOnly() and not isinstance(field.parentWidget(), QAbstractSpinBox):
            yield field


def shown(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def compose(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    QApplication.sendEvent(field, QInputMethodEvent(text, []))


def keeps_what_is_composed(box: QDialog) -> None:
    found = list(fields(box))
    assert found
    for field in found:
        field.setFocus()
        field.selectAll()
        compose(field, "组字")
        QTest.keyClick(field, Qt.Key.Key_Tab)
        assert not field.hasFocus()
        assert shown(field) == "组字", field.objectName()


@pytest.mark.parametrize("action", ACTIONS)
def test_e11_tab_keeps_what_is_being_composed(
    window_2025: MainWindow, answering: Answering, qtbot: QtBot, action: str
) -> None:
    def look(box: QDialog) -> None:
        box.activateWindow()
        qtbot.waitUntil(box.isActiveWindow)
        keeps_what_is_composed(box)
        box.done(QDialog.DialogCode.Rejected)

    answering(lambda: window_2025.trigger(action), look)


def test_e11_tab_keeps_what_is_being_composed_in_a_note(window_2025: MainWindow, qtbot: QtBot) -> None:
    session = window_2025.session
    assert session is not None
    box = WaiveDialog(session.book, session.findings[0], window_2025)
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    keeps_what_is_composed(box)


def test_e2_the_key_that_ends_a_dialog_takes_what_is_being_composed(
    window_2025: MainWindow, answering: Answering, qtbot: QtBot
) -> None:
    session = window_2025.session
    assert session is not None
    project = next(session.book.projects())
    window_2025.desk.jump(project.id)

    def write(box: QDialog) -> None:
        box.activateWindow()
        qtbot.waitUntil(box.isActiveWindow)
        goal = next(fields(box))
        goal.selectAll()
        compose(goal, "确保就业")
        QTest.keyClick(goal, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    answering(lambda: window_2025.trigger("edit_goal"), write)
    assert session.book.project(project.id).objective == "确保就业"


def test_e3_undo_in_a_dialog_stays_in_its_field(window_2025: MainWindow, answering: Answering) -> None:
    session = window_2025.session
    assert session is not None
    session.run(commands.set_cell(next(session.book.indicators()).id, "weight", "1"))
    steps = session.history.undo_titles

    def look(box: QDialog) -> None:
        for field in fields(box):
            field.setFocus()
            QTest.keyClicks(field, "a")
            QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert shown(field) == ""
        box.reject()

    answering(lambda: window_2025.trigger("add_unit"), look)
    assert session.history.undo_titles == steps
