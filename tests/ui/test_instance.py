"""A second double-click, with real processes: one window a screen, whatever happened to the one before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from jixiao_desktop.storage import save_book
from jixiao_desktop.ui import instance
from jixiao_desktop.ui.window import MainWindow

from ..books import small_book

# The program as it is started by a double-click, with its title bar written to standard output.
PROGRAM = """
import importlib, sys
module = importlib.import_module("jixiao_desktop.ui.program")
start = module.start
def watched(argv):
    window = start(argv)
    window.windowTitleChanged.connect(lambda title: print(title, flush=True))
    print(window.windowTitle(), flush=True)
    return window
module.start = watched
sys.exit(module.main(sys.argv[1:]))
"""


class Started:
    """A program that was started; its titles as they come."""

    def __init__(self, *arguments: object, **variables: str) -> None:
        command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | variables)

    def title_with(self, words: str) -> str:
        """Wait for a title with these words; "" when the program ended without one."""
        assert self.process.stdout is not None
        return next((line for line in self.process.stdout if words in line), "")

    def end(self) -> int:
        """Wait until it ends by itself; return its exit status."""
        return self.process.wait(60)


@pytest.fixture
def started() -> Iterator[type[Started]]:
    """Start programs that end with the test."""
    made: list[Started] = []

    class Ending(Started):
        def __init__(self, *arguments: object, **variables: str) -> None:
            super().__init__(*arguments, **variables)
            made.append(self)

    yield Ending
    for program in made:
        program.process.kill()
        program.process.wait()
        assert program.process.stdout is not None
        program.process.stdout.close()


@pytest.fixture
def books(tmp_path: Path) -> tuple[Path, Path]:
    """Two files with Chinese letters and spaces in their names."""
    first, second = tmp_path / "第一 份.jixiao", tmp_path / "第二 份.jixiao"
    for path in (first, second):
        save_book(small_book(), path)
    return first, second


def test_a_second_double_click_opens_its_file_in_the_window_that_is_there(
    started: type[Started], books: tuple[Path, Path]
) -> None:
    window = started(books[0])
    assert window.title_with("第一 份")
    visitor = started(books[1])
    assert window.title_with("第二 份")
    assert visitor.end() == 0
    assert visitor.title_with("") == "", "no window of its own"


def test_a_file_that_is_open_already_is_only_brought_forward(started: type[Started], books: tuple[Path, Path]) -> None:
    window = started(books[0])
    assert window.title_with("第一 份")
    assert started(books[0]).end() == 0
    assert started(books[1]).end() == 0
    assert "第二 份" in window.title_with(""), "the first file was not opened again, nor refused"


def test_after_a_crash_the_next_double_click_opens_a_window(started: type[Started], books: tuple[Path, Path]) -> None:
    window = started(books[0])
    assert window.title_with("第一 份")
    assert started().end() == 0, "it listened"
    window.process.kill()
    window.process.wait()
    assert started(books[1]).title_with("第二 份")


def test_a_lock_that_speaks_of_a_socket_nobody_serves_is_no_hindrance(
    started: type[Started], books: tuple[Path, Path], state_of_its_own: Path
) -> None:
    place = state_of_its_own / "state" / "window"
    place.mkdir(parents=True)
    (place / f"{instance._screen()}.lock").write_text("jixiao-gone", "utf-8")
    assert started(books[0]).title_with("第一 份")


def test_another_screen_and_another_user_have_windows_of_their_own(
    started: type[Started], books: tuple[Path, Path], tmp_path: Path
) -> None:
    assert started(books[0], DISPLAY=":71").title_with("第一 份")
    assert started(books[1], DISPLAY=":72").title_with("第二 份")
    theirs = {"JIXIAO_STATE": str(tmp_path / "another"), "DISPLAY": ":71"}
    assert started(**theirs).title_with("绩效目标编报")


def test_a_second_window_opens_when_it_is_asked_for(started: type[Started], books: tuple[Path, Path]) -> None:
    assert started(books[0]).title_with("第一 份")
    assert started(instance.NEW_WINDOW, books[1]).title_with("第二 份")


def test_a_file_that_comes_while_a_box_asks_waits_for_the_answer(
    qtbot: QtBot, window_2024: MainWindow, books: tuple[Path, Path], started: type[Started]
) -> None:
    door = instance.arrive([])
    assert door is not None and door.lock is not None
    taken: list[str] = []
    door.knocked.connect(lambda call: window_2024.come_forward(call.token))
    door.opened.connect(lambda call: taken.append(call.file))
    door.open()
    box = QMessageBox(window_2024)
    box.open()
    window_2024.showMinimized()
    with qtbot.waitSignal(door.knocked, timeout=60_000):
        visitor = started(books[0])
    assert not window_2024.windowState() & Qt.WindowState.WindowMinimized
    assert taken == [] and visitor.process.poll() is None
    with qtbot.waitSignal(door.opened, timeout=60_000):
        box.reject()
    assert taken == [str(books[0])]
    qtbot.waitUntil(lambda: visitor.process.poll() == 0, timeout=60_000)
    door.close()


def test_what_is_no_call_is_refused_and_a_name_of_any_bytes_arrives() -> None:
    assert instance.Call.parse(b"\xff\n") is None
    assert instance.Call.parse(b"[]\n") is None
    odd = instance.Call(os.fsdecode(b"/\xff.jixiao"), "token")
    assert instance.Call.parse(odd.line()) == odd
