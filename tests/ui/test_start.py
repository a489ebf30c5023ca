"""Starting: what stands in the window, in which language, and what happens to failures nobody foresaw."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book
from jixiao_desktop.session import Session
from jixiao_desktop.storage import save_book
from jixiao_desktop.ui import crash, input_method, start
from jixiao_desktop.ui.panels.start_page import Card
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]
CONTRACT = (
    "add_unit", "add_project", "add_indicator", "new_year", "open", "save", "save_as", "undo", "redo", "check",
    "print_preview", "print", "export_pdf", "export_excel",
)  # fmt: skip


def test_the_window_shows_ways_to_begin_when_nothing_is_open(window: MainWindow) -> None:
    assert window.start_page.isVisible()
    assert window.windowTitle() == "绩效目标编报"
    assert not window.actions_by_id["save"].isEnabled()
    assert window.actions_by_id["open"].isEnabled()


def test_delete_on_an_empty_list_of_recent_files_does_nothing(window: MainWindow) -> None:
    page = window.start_page
    assert page.recent.count() == 0
    page.recent.actions()[0].trigger()
    assert page.recent.count() == 0


def test_a_way_to_begin_grows_downwards_where_it_is_narrow(window: MainWindow) -> None:
    card = next(found for found in window.start_page.findChildren(Card) if "从上年文件" in found.accessibleName())
    assert card.hasHeightForWidth() and card.heightForWidth(120) > card.heightForWidth(600)


def test_everything_promised_can_be_found_by_its_name(window_2024: MainWindow) -> None:
    for name in CONTRACT:
        action = window_2024.findChild(QAction, name)
        assert action is not None and action.text(), name
    for name in ("book_tree", "project_list", "findings", "code", "name", "category", "budget", "objective"):
        assert window_2024.findChild(QWidget, name) is not None, name


def test_nothing_is_counted_before_the_rules_have_looked(qtbot: QtBot, tmp_path: Path, book_2024: Book) -> None:
    file = tmp_path / "2024.jixiao"
    save_book(book_2024, file)
    window = start([str(file)])
    qtbot.addWidget(window)
    assert window.desk is not None
    chips = window.desk.bottom.findings.header.levels.values()
    count = window.desk.panel.project.goal.count
    assert not window.desk.session.reviewed
    assert not any(letter.isdigit() for chip in chips for letter in chip.text() + chip.accessibleName())
    assert count.text() == ""
    qtbot.waitUntil(lambda: all(chip.text()[-1].isdigit() for chip in chips))
    qtbot.waitUntil(lambda: count.text().endswith("行"))


def test_the_way_down_to_the_first_cell_has_the_room_beside_the_tabs(
    qtbot: QtBot, tmp_path: Path, book_2024: Book
) -> None:
    file = tmp_path / "2024.jixiao"
    save_book(book_2024, file)
    window = start([str(file)])
    qtbot.addWidget(window)
    assert window.desk is not None
    where = window.desk.findChild(QLabel, "where")
    assert where is not None
    project = next(book_2024.projects())
    qtbot.waitUntil(lambda: (project.name or "?") in where.text())


def test_qt_itself_speaks_chinese(window: MainWindow) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_a_missing_file_becomes_one_sentence_that_does_not_hold_up_the_start(qtbot: QtBot, tmp_path: Path) -> None:
    made = start([str(tmp_path / "没有.jixiao")])
    qtbot.addWidget(made)
    box = made.findChild(QMessageBox, "message")
    assert box is not None and box.isVisible() and "没有.jixiao" in box.text()
    assert made.session is None and made.start_page.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.findChild(QMessageBox, "message") is None)


def test_the_name_of_the_program_before_the_file_is_no_file(
    qtbot: QtBot, tmp_path: Path, book_2024: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "2024.jixiao"
    save_book(book_2024, file)
    monkeypatch.setattr(sys, "argv", ["jixiao-desktop", str(file)])
    made = start(sys.argv)
    qtbot.addWidget(made)
    assert made.desk is not None and made.desk.projects.model.rowCount() == 9
    monkeypatch.setattr(sys, "argv", ["jixiao-desktop"])
    bare = start(sys.argv)
    qtbot.addWidget(bare)
    assert bare.session is None and bare.findChild(QMessageBox) is None


def test_an_unforeseen_failure_is_told_and_logged_and_the_program_goes_on(
    window_2024: MainWindow, answering: Answering, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    reporter = crash.Reporter(Path("jixiao.log"))

    def fail() -> None:
        try:
            raise ZeroDivisionError("nought")
        except ZeroDivisionError:
            reporter.on_exception(*sys.exc_info())  # type: ignore[arg-type]

    def read(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        told.append(box.text())
        box.accept()

    answering(fail, read)
    assert "没有丢失" in told[0]
    assert "jixiao.log" in told[0]
    assert "ZeroDivisionError: nought" in capsys.readouterr().err
    assert window_2024.isVisible()


IBUS = {"libibusplatforminputcontextplugin.so", "libcomposeplatforminputcontextplugin.so"}


@pytest.mark.parametrize(
    "asked",
    [
        {"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "fcitx5"}, {"QT_IM_MODULE": "xim"}, {"XMODIFIERS": "@im=fcitx"},
        {"QT_IM_MODULES": "fcitx", "QT_IM_MODULE": "ibus"}, {"QT_IM_MODULE": "fcitx", "WAYLAND_DISPLAY": "wayland-0"},
    ],
)  # fmt: skip
def test_an_input_method_without_its_plug_in_is_reached_by_ibus(asked: dict[str, str]) -> None:
    environment = dict(asked)
    sentence = input_method.choose(environment, IBUS)
    assert environment["QT_IM_MODULE"] == environment["QT_IM_MODULES"] == "ibus"
    assert sentence is not None and "ibus" in sentence and "输入法" in sentence


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"QT_IM_MODULE": "ibus"}, {"QT_IM_MODULE": ""}, {"XMODIFIERS": "@im=ibus"}, {"QT_IM_MODULE": "compose"},
        {"QT_IM_MODULES": "wayland;fcitx;ibus"}, {"XMODIFIERS": "@im=fcitx", "WAYLAND_DISPLAY": "wayland-0"},
    ],
)  # fmt: skip
def test_an_input_method_that_works_is_left_alone(asked: dict[str, str]) -> None:
    environment = dict(asked)
    assert input_method.choose(environment, IBUS) is None
    assert environment == asked


@pytest.mark.parametrize("asked", ["fcitx", "fcitx5"])
def test_a_plug_in_for_fcitx_that_somebody_installed_is_used(asked: str) -> None:
    environment = {"QT_IM_MODULE": asked}
    assert input_method.choose(environment, {"libfcitx5platforminputcontextplugin.so"}) is None
    assert environment == {"QT_IM_MODULE": asked}


@pytest.mark.parametrize(
    ("system", "asked", "words"),
    [
        ("win32", {}, "使用系统的输入法"),
        ("linux", {"QT_IM_MODULE": "ibus"}, "按 ibus 方式接入"),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, "由桌面（Wayland）接入"),
        ("linux", {}, "系统没有为程序指定输入法（QT_IM_MODULE 未设置）"),
    ],
)
def test_the_self_check_tells_how_chinese_gets_in(
    monkeypatch: pytest.MonkeyPatch, system: str, asked: dict[str, str], words: str
) -> None:
    for name in ("QT_IM_MODULE", "QT_IM_MODULES", "XMODIFIERS", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", system)
    assert input_method.state().startswith(words)
    if system == "win32":
        assert input_method.choose() is None


def test_the_status_bar_counts_what_is_open(window_2025: MainWindow) -> None:
    words = [button.text() for button in window_2025.status.counts.values() if button.isVisible()]
    assert words == ["67 条指标", "1错 9警", "未核对 67", "填报规则：青海 2024", "合计 1,342.46 万元"]


def test_without_a_screen_the_program_says_so_and_ends() -> None:
    bare = {name: value for name, value in os.environ.items() if "DISPLAY" not in name and name != "QT_QPA_PLATFORM"}
    command = [sys.executable, "-m", "jixiao_desktop"]
    done = subprocess.run(command, env=bare, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2
    assert done.stderr == "没有找到屏幕，打不开窗口。请在桌面上启动本程序；成批处理请用命令 jixiao。\n"


def test_a_fault_outside_of_python_leaves_its_trace_in_the_log_folder(state_of_its_own: Path) -> None:
    fault = "import faulthandler; from jixiao_desktop.ui import start; start([]); faulthandler._sigsegv()"
    done = subprocess.run([sys.executable, "-c", fault], capture_output=True, timeout=120, check=False)
    assert done.returncode != 0
    assert "Segmentation fault" in (state_of_its_own / "state" / "crash.log").read_text("utf-8")
    assert "version" in (state_of_its_own / "state" / "jixiao.log").read_text("utf-8")


def _opened(qtbot: QtBot, tmp_path: Path, book: Book) -> MainWindow:
    """The window as a double click on a file shows it, before its event loop runs."""
    file = tmp_path / "2024.jixiao"
    save_book(book, file)
    made = start([str(file)])
    qtbot.addWidget(made)
    return made


def test_a_double_clicked_form_stands_in_the_first_picture_of_the_window(
    qtbot: QtBot, tmp_path: Path, book_2024: Book
) -> None:
    made = _opened(qtbot, tmp_path, book_2024)
    made.grab()
    assert made.isVisible() and made.desk is not None
    assert made.desk.view.currentIndex().data().startswith("公益性岗位社保补贴县配资金")
    assert made.desk.projects.model.rowCount() == 9
    assert made.findChild(QPlainTextEdit, "objective").toPlainText()
    assert made.actions_by_id["save"].isEnabled()


def test_the_findings_of_a_double_clicked_form_come_by_themselves(
    qtbot: QtBot, tmp_path: Path, book_2024: Book
) -> None:
    made = _opened(qtbot, tmp_path, book_2024)
    desk = made.desk
    assert desk is not None
    assert not desk.session.reviewed
    assert made.status.counts["findings"].text() == "正在检查"
    qtbot.waitUntil(lambda: desk.session.reviewed)
    assert desk.bottom.findings.model.rowCount() == len(desk.session.findings) > 0
    qtbot.waitUntil(lambda: made.status.counts["findings"].text() == "1错 9警")
    assert made.toolbar.badge.isVisible()


def test_findings_asked_for_before_anything_was_painted_are_all_there(
    qtbot: QtBot, tmp_path: Path, book_2024: Book
) -> None:
    made = _opened(qtbot, tmp_path, book_2024)
    assert made.session is not None and made.desk is not None
    careful = Session(book_2024)
    assert [found.key for found in made.session.findings] == [found.key for found in careful.findings]
    careful.close(discard=True)
    assert made.desk.bottom.findings.tally().error == 1


def test_a_cell_typed_before_the_first_review_is_reviewed_with_the_rest(
    qtbot: QtBot, tmp_path: Path, book_2024: Book
) -> None:
    made = _opened(qtbot, tmp_path, book_2024)
    session = made.session
    assert session is not None
    row = next(session.book.indicators())
    session.run(commands.set_cell(row.id, "name", ""))
    assert any(found.node == row.id and found.field == "name" for found in session.findings)
    session.history.mark_saved()
