"""批量输出 in the window: choose, be asked once, watch, stop; one bad book stops nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.session import Session
from jixiao_desktop.storage import save_book
from jixiao_desktop.ui.dialogs.batch import BatchDialog
from jixiao_desktop.ui.settings import Settings
from jixiao_desktop.ui.window import MainWindow

from ...books import small_book
from ...paper_books import approved_2024

Opened = Callable[..., BatchDialog]


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """A folder with two sound books, one of which has an error left, and a damaged one."""
    folder = tmp_path / "各单位"
    folder.mkdir()
    save_book(approved_2024(), folder / "就业局.jixiao")
    save_book(small_book(), folder / "两个单位.jixiao")
    (folder / "坏的.jixiao").write_text("不是填报文件")
    return folder


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Opened:
    """The dialog, shown, with these books and the folder 输出 to write to."""

    def open_with(*paths: Path, session: Session | None = None) -> BatchDialog:
        box = BatchDialog(Settings(tmp_path / "设置.json"), session, tmp_path)
        qtbot.addWidget(box)
        box.add_books(paths)
        box.folder.setText(str(tmp_path / "输出"))
        box.show()
        return box

    return open_with


@pytest.fixture
def replying(qtbot: QtBot) -> Callable[[BatchDialog, dict[str, str]], list[str]]:
    """Start the output, answer each question that has one of these words, and wait for the end; what was asked."""

    def run(box: BatchDialog, answers: dict[str, str]) -> list[str]:
        asked: list[str] = []

        def look() -> None:
            message = QApplication.activeModalWidget()
            if isinstance(message, QMessageBox):
                asked.append(message.text())
                words = next(answer for word, answer in answers.items() if word in message.text())
                next(button for button in message.buttons() if button.text() == words).click()

        timer = QTimer(interval=20)
        timer.timeout.connect(look)
        timer.start()
        QTest.mouseClick(box.accept_button, Qt.MouseButton.LeftButton)
        done = lambda: box._steps is None and (box._open_folder.isVisible() or box._batch is None)  # noqa: E731
        qtbot.waitUntil(done, timeout=60_000)
        timer.stop()
        return asked

    return run


def tick(box: BatchDialog, *names: str) -> None:
    for name in names:
        widget = box.findChild(QWidget, name)
        assert widget is not None
        QTest.keyClick(widget, Qt.Key.Key_Space)


def results(box: BatchDialog) -> list[tuple[str, str]]:
    rows = (box.results.topLevelItem(row) for row in range(box.results.topLevelItemCount()))
    return [(row.text(0), row.text(1)) for row in rows if row is not None]


def save_many(folder: Path, count: int = 12) -> None:
    folder.mkdir()
    for number in range(count):
        save_book(small_book(), folder / f"{number:02}.jixiao")


def test_a_folder_is_output_with_the_bad_book_told_in_words(
    books: Path, opened: Opened, replying: Callable[..., list[str]], tmp_path: Path
) -> None:
    box = opened(books)
    tick(box, "make_xlsx")
    asked = replying(box, {"还有错误": "仍然输出"})
    assert len(asked) == 1
    assert sorted(path.suffix for path in (tmp_path / "输出").iterdir()) == [".csv", ".pdf", ".pdf", ".xlsx", ".xlsx"]
    rows = results(box)
    assert len(rows) == 5
    assert rows[0][0] == "坏的.jixiao" and "坏的.jixiao" in rows[0][1]
    assert "已输出 4 个文件。1 处没有输出" in box.said.text() and "清单见 输出清单.csv" in box.said.text()


def test_a_reason_stands_in_the_list_whole_however_narrow_the_window_is(
    books: Path, opened: Opened, replying: Callable[..., list[str]], qtbot: QtBot
) -> None:
    box = opened(books)
    replying(box, {"还有错误": "仍然输出"})
    reason = box.results.topLevelItem(0)
    assert reason is not None

    def height() -> int:
        return box.results.visualItemRect(reason).height()

    line = box.results.fontMetrics().lineSpacing()
    box.resize(480, 520)
    qtbot.waitUntil(lambda: height() >= 2 * line)
    box.resize(1300, 520)
    qtbot.waitUntil(lambda: height() < 2 * line)


def test_everything_leaves_as_one_archive_that_can_be_copied(
    books: Path, opened: Opened, replying: Callable[..., list[str]], tmp_path: Path
) -> None:
    box = opened(books)
    tick(box, "packed")
    replying(box, {"还有错误": "仍然输出"})
    (archive,) = (tmp_path / "输出").iterdir()
    assert archive.suffix == ".zip" and archive.stem.startswith("723001")
    with ZipFile(archive) as packed:
        assert [Path(name).suffix for name in packed.namelist()] == [".pdf", ".pdf", ".csv"]
    assert f"已把 2 个文件和清单打包为 {archive.name}。1 处没有输出" in box.said.text()
    assert results(box)[0][0] == "坏的.jixiao"
    QTest.mouseClick(box.findChild(QPushButton, "copy_files"), Qt.MouseButton.LeftButton)
    data = QApplication.clipboard().mimeData()
    assert data is not None and [url.toLocalFile() for url in data.urls()] == [str(archive)]
    assert "已复制 1 个文件" in box.said.text()


def test_an_archive_may_be_named_where_it_is_to_lie_and_its_folder_is_opened(
    books: Path, opened: Opened, replying: Callable[..., list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", staticmethod(lambda url: bool(shown.append(url.toLocalFile())))
    )  # fmt: skip
    monkeypatch.setattr("jixiao_desktop.ui.dialogs.exported.sys.platform", "linux")
    box = opened(books)
    box.folder.setText(str(tmp_path / "输出" / "上报.zip"))
    tick(box, "packed")
    replying(box, {"还有错误": "仍然输出"})
    assert [path.name for path in (tmp_path / "输出").iterdir()] == ["上报.zip"]
    QTest.mouseClick(box.findChild(QPushButton, "open_folder"), Qt.MouseButton.LeftButton)
    assert shown == [str(tmp_path / "输出")]
    assert "系统没有打开文件夹" in box.said.text() and str(tmp_path / "输出") in box.said.text()


def test_the_files_of_a_batch_are_copied_together(
    books: Path, opened: Opened, replying: Callable[..., list[str]], tmp_path: Path
) -> None:
    box = opened(books)
    replying(box, {"还有错误": "仍然输出"})
    QTest.mouseClick(box.findChild(QPushButton, "copy_files"), Qt.MouseButton.LeftButton)
    data = QApplication.clipboard().mimeData()
    assert data is not None
    assert {Path(url.toLocalFile()) for url in data.urls()} == set((tmp_path / "输出").glob("*.pdf"))


def test_a_stopped_archive_is_not_there(opened: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    save_many(tmp_path / "许多")
    box = opened(tmp_path / "许多")
    tick(box, "make_总表", "make_自查表", "packed")
    box.results.model().rowsInserted.connect(lambda *_: QTest.keyClick(box, Qt.Key.Key_Escape))
    QTest.mouseClick(box.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: box.accept_button.isVisible(), timeout=60_000)
    assert box.said.text() == "已停止，没有生成压缩包。"
    assert list((tmp_path / "输出").iterdir()) == []
    assert not box._copy_files.isVisible()


def test_an_archive_that_stands_there_is_asked_about_by_its_name(
    books: Path, opened: Opened, replying: Callable[..., list[str]], tmp_path: Path
) -> None:
    (tmp_path / "输出").mkdir()
    (tmp_path / "输出" / "2024.zip").write_text("原来的")
    box = opened(books)
    box._settings.set("file_name", "{年度}")
    tick(box, "packed")
    replying(box, {"还有错误": "仍然输出", "已有 1 个同名的文件": "另取名字"})
    assert sorted(path.name for path in (tmp_path / "输出").iterdir()) == ["2024.zip", "2024（2）.zip"]
    assert (tmp_path / "输出" / "2024.zip").read_text() == "原来的"


def test_a_refused_error_writes_nothing_and_comes_back_to_the_settings(
    books: Path, opened: Opened, replying: Callable[..., list[str]], tmp_path: Path
) -> None:
    box = opened(books)
    replying(box, {"还有错误": "取消"})
    assert not (tmp_path / "输出").exists()
    assert box.accept_button.isVisible() and box.accept_button.text() == "开始输出"
    assert box.books.count() == 3


@pytest.mark.parametrize(("answer", "kept"), [("替换", False), ("另取名字", True), ("取消", True)])
def test_existing_files_are_asked_about_once(
    books: Path, opened: Opened, replying: Callable[..., list[str]], tmp_path: Path, answer: str, kept: bool
) -> None:
    target = tmp_path / "输出"
    target.mkdir()
    box = opened(books)
    box._settings.set("file_name", "{文件名}")
    for name in ("就业局.pdf", "两个单位.pdf"):
        (target / name).write_text("原来的")
    asked = replying(box, {"还有错误": "仍然输出", "同名": answer})
    assert "已有 2 个同名的文件" in asked[-1]
    assert ((target / "就业局.pdf").read_bytes() == "原来的".encode()) is kept
    names = {path.name for path in target.iterdir()}
    assert ("就业局（2）.pdf" in names) is (answer == "另取名字")


def test_one_file_a_unit(books: Path, opened: Opened, replying: Callable[..., list[str]], tmp_path: Path) -> None:
    box = opened(books / "两个单位.jixiao")
    box._settings.set("file_name", "{单位名称}")
    tick(box, "by_unit")
    replying(box, {"还有错误": "仍然输出"})
    assert sorted(path.stem for path in (tmp_path / "输出").glob("*.pdf")) == ["下属单位", "湟源县就业服务局(本级)"]


def test_stop_ends_after_the_file_that_is_being_written(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:  # fmt: skip
    save_many(tmp_path / "许多")
    box = opened(tmp_path / "许多")
    box.forms["总表"].setChecked(False)
    box.forms["自查表"].setChecked(True)
    box._settings.set("file_name", "{文件名}")
    box.results.model().rowsInserted.connect(lambda *_: QTest.keyClick(box, Qt.Key.Key_Escape))
    QTest.mouseClick(box.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: box._open_folder.isVisible(), timeout=60_000)
    assert box.isVisible() and box.said.text().startswith("已停止，已输出 ")
    written = list((tmp_path / "输出").glob("*.pdf"))
    assert 1 <= len(written) < 12
    assert len(results(box)) == len(written)


def test_a_folder_that_cannot_be_made_is_one_sentence(
    books: Path, opened: Opened, replying: Callable[..., list[str]], tmp_path: Path
) -> None:
    (tmp_path / "文件").write_text("")
    box = opened(books / "就业局.jixiao")
    box.folder.setText(str(tmp_path / "文件" / "下面"))
    asked = replying(box, {"还有错误": "仍然输出", "不能建立文件夹": "知道了"})
    assert "不能建立文件夹" in asked[-1]
    assert box.accept_button.text() == "开始输出"


def test_nothing_to_do_cannot_be_started(books: Path, opened: Opened) -> None:
    box = opened()
    assert not box.accept_button.isEnabled()
    box.add_books([books])
    assert box.accept_button.isEnabled()
    tick(box, "make_pdf")
    assert not box.accept_button.isEnabled()
    tick(box, "make_pdf", "make_总表", "make_明细表")
    assert not box.accept_button.isEnabled() and "只能输出为 Excel 报送版" in box._note.text()
    box.books.setCurrentRow(0)
    count = box.books.count()
    QTest.mouseClick(box.findChild(QToolButton, "remove_books"), Qt.MouseButton.LeftButton)
    assert box.books.count() == count - 1


def test_files_are_dropped_in_and_folders_picked(
    books: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    box = opened()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(books / "就业局.jixiao"))])
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(box, QDragEnterEvent(QPoint(50, 50), copy, data, left, no_key))
    drop = QDropEvent(QPointF(50, 50), copy, data, left, no_key)
    QApplication.sendEvent(box, drop)
    assert box.books.count() == 1
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_: str(books)))
    QTest.mouseClick(box.findChild(QToolButton, "add_folder"), Qt.MouseButton.LeftButton)
    assert box.books.count() == 3


def test_choices_are_remembered(books: Path, opened: Opened, replying: Callable[..., list[str]]) -> None:
    box = opened(books / "就业局.jixiao")
    tick(box, "make_xlsx", "make_pdf", "by_unit", "packed")
    replying(box, {"还有错误": "仍然输出"})
    again = BatchDialog(Settings(box._settings.path), None, books)
    assert again.wish().formats == ("xlsx",) and again.wish().by_unit and again.packed.isChecked()
    again.close()


def test_unsaved_changes_of_the_open_book_are_told_before_it_is_output(
    opened: Opened, tmp_path: Path
) -> None:  # fmt: skip
    session = Session(approved_2024())
    session.save_as(tmp_path / "打开着.jixiao")
    session.run(commands.set_cell(next(session.book.indicators()).id, "value", "1"))
    box = opened(session=session)
    assert box.books.count() == 1
    assert "未保存的修改" in box._note.text()
    session.close(discard=True)


def test_the_menu_opens_it_without_a_book(window: MainWindow, answering: Callable[..., None]) -> None:
    answering(lambda: window.actions_by_id["batch"].trigger(), lambda box: box.reject())
