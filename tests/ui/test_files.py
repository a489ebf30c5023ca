"""Files by the window: importing into a book, saving, leaving, recovery, the next year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QPushButton, QRadioButton, QTreeWidget
from pytestqt.qtbot import QtBot

from jixiao_desktop import resources, storage
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book
from jixiao_desktop.session import Session
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]
SAMPLE = resources.path("samples", "2024-approval-form.txt")


def press(box: QDialog, words: str) -> None:
    next(button for button in box.findChildren(QPushButton) if button.text() == words).click()


@pytest.fixture
def picking(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Answer the next file dialogs with a path."""

    def pick(path: Path) -> None:
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_args: (str(path), "")))

    return pick


def test_an_import_shows_its_doubts_first_and_is_one_step(
    window_2025: MainWindow, answering: Answering, picking: Callable[[Path], None]
) -> None:
    picking(SAMPLE)

    def accept(box: QDialog) -> None:
        doubts = next(view for view in box.findChildren(QTreeWidget) if view.accessibleName() == "待核对项")
        assert doubts.topLevelItemCount() > 20
        box.findChild(QRadioButton, "target_current").setChecked(True)
        press(box, "导入")

    answering(lambda: window_2025.trigger("import_form"), accept)
    book = window_2025.session.book
    assert len(list(book.projects())) == 16
    assert window_2025.desk.bottom.current_page is window_2025.desk.bottom.doubts
    window_2025.trigger("undo")
    assert len(list(book.projects())) == 8 and book.facts.doubts == ()


def test_a_cancelled_import_changes_nothing(
    window_2025: MainWindow, answering: Answering, picking: Callable[[Path], None]
) -> None:
    picking(SAMPLE)
    answering(lambda: window_2025.trigger("import_form"), lambda box: box.reject())
    assert not window_2025.session.history.undo_titles


def test_a_file_that_cannot_be_read_leaves_the_open_book_alone(
    window_2025: MainWindow, answering: Answering, picking: Callable[[Path], None], tmp_path: Path
) -> None:
    bad = tmp_path / "散文.txt"
    bad.write_text("今天天气很好。", "utf-8")
    picking(bad)
    told: list[str] = []

    def read(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        told.append(box.text())
        box.accept()

    answering(lambda: window_2025.trigger("open"), read)
    assert "散文.txt" in told[0]
    assert len(list(window_2025.session.book.projects())) == 8


@pytest.mark.parametrize(("words", "closed"), [("不保存", True), ("取消", False)])
def test_leaving_unsaved_work_asks(window_2025: MainWindow, answering: Answering, words: str, closed: bool) -> None:
    window_2025.session.run(commands.add_unit("723009", "新单位"))
    answering(lambda: window_2025.trigger("close_book"), lambda box: press(box, words))
    assert (window_2025.session is None) is closed


def test_a_file_changed_elsewhere_is_not_overwritten(
    window: MainWindow, book_2024: Book, answering: Answering, picking: Callable[[Path], None], tmp_path: Path
) -> None:
    path, other = tmp_path / "a.jixiao", tmp_path / "b.jixiao"
    storage.save_book(book_2024, path)
    window.files.open_path(path)
    window.session.run(commands.add_unit("723009", "我的单位"))
    theirs = book_2024.copy()
    storage.save_book(theirs, path)
    picking(other)
    answering(lambda: window.trigger("save"), lambda box: box.accept())
    assert storage.open_book(path).book == book_2024
    assert len(list(storage.open_book(other).book.units())) == 2


def test_what_a_crash_left_is_offered_and_taken_up(
    window: MainWindow, book_2024: Book, answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = Session(book_2024)
    lost.run(commands.add_unit("723009", "没有保存的单位"))
    lost.close()

    def accept(box: QDialog) -> None:
        assert box.findChild(QTreeWidget, "recoverable").topLevelItemCount() == 1
        press(box, "恢复")

    answering(window.files.offer_recovery, accept)
    assert [unit.name for unit in window.session.book.units()][-1] == "没有保存的单位"
    assert window.isWindowModified()


def test_recent_files_are_remembered_and_shown(window: MainWindow, book_2024: Book, tmp_path: Path) -> None:
    path = tmp_path / "我的表.jixiao"
    storage.save_book(book_2024, path)
    window.files.open_path(path)
    window.trigger("close_book")
    assert window.start_page.recent.count() == 1
    assert "我的表.jixiao" in window.start_page.recent.item(0).text()
    window.start_page.recent.itemActivated.emit(window.start_page.recent.item(0))
    assert window.session.path == path


def test_a_dropped_file_is_opened(window: MainWindow, book_2024: Book, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "拖来的.jixiao"
    storage.save_book(book_2024, path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), copy, data, left, none))
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session.path == path


def test_the_next_year_can_begin_with_cleared_values(window_2024: MainWindow, answering: Answering) -> None:
    def accept(box: QDialog) -> None:
        box.findChild(QRadioButton, "clear_values").setChecked(True)
        press(box, "生成草稿")

    answering(lambda: window_2024.trigger("new_year"), accept)
    book = window_2024.session.book
    assert book.facts.year == 2025
    assert all(row.value is None and row.last is not None for row in book.indicators())
