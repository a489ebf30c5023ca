"""填报信息: year, stage and title of a book, and who filled it in; one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QSpinBox

from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


def field(box: QDialog, name: str) -> QLineEdit:
    found = box.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def type_chinese(line: QLineEdit, words: str) -> None:
    line.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(line, event)


def test_the_title_follows_year_and_stage_until_it_is_edited(window_2025: MainWindow, answering: Answering) -> None:
    def change(box: QDialog) -> None:
        assert box.focusWidget() is box.findChild(QSpinBox, "year")
        QTest.keyClick(box.findChild(QSpinBox, "year"), Qt.Key.Key_Up)
        assert field(box, "title").text().startswith("2026年")
        stage = box.findChild(QComboBox, "stage")
        for _ in range(stage.findText("批复稿") - stage.currentIndex()):
            QTest.keyClick(stage, Qt.Key.Key_Down)
        assert "批复表" in field(box, "title").text()
        type_chinese(field(box, "title"), "（修订）")
        QTest.keyClick(box.findChild(QSpinBox, "year"), Qt.Key.Key_Up)
        assert "（修订）" in field(box, "title").text() and "2026年" in field(box, "title").text()
        box.accept()

    answering(lambda: window_2025.trigger("book_facts"), change)
    facts = window_2025.session.book.facts
    assert (facts.year, facts.stage) == (2027, "批复稿")
    assert "批复稿" in window_2025.windowTitle()
    window_2025.trigger("undo")
    assert (window_2025.session.book.facts.year, window_2025.session.book.facts.stage) == (2025, "一上稿")


def test_who_filled_it_in_is_written_in_one_step(window_2025: MainWindow, answering: Answering) -> None:
    def fill(box: QDialog) -> None:
        type_chinese(field(box, "responsible"), "王 主任")
        type_chinese(field(box, "preparer"), "李会计")
        QTest.keyClicks(field(box, "phone"), " 0971-2432001 ")
        QTest.keyClick(box, Qt.Key.Key_Return)

    answering(lambda: window_2025.trigger("book_facts"), fill)
    facts = window_2025.session.book.facts
    assert (facts.responsible, facts.preparer, facts.phone) == ("王 主任", "李会计", "0971-2432001")
    assert window_2025.session.history.undo_titles == ("修改填报信息",)


def test_nothing_changed_leaves_no_step(window_2025: MainWindow, answering: Answering) -> None:
    answering(lambda: window_2025.trigger("book_facts"), lambda box: QTest.keyClick(box, Qt.Key.Key_Return))
    assert window_2025.session.history.undo_titles == ()


def test_escape_writes_nothing(window_2025: MainWindow, answering: Answering) -> None:
    def leave(box: QDialog) -> None:
        type_chinese(field(box, "preparer"), "李会计")
        QTest.keyClick(box, Qt.Key.Key_Escape)

    answering(lambda: window_2025.trigger("book_facts"), leave)
    assert window_2025.session.book.facts.preparer is None
