"""A process of the program under Xvfb, keys by xdotool, and what AT-SPI tells a screen reader."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from jixiao_desktop import storage
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.domain.rollover import roll_over

HERE = Path(__file__).resolve().parent
HAND_READ = HERE.parent / "data" / "2024-approval-form.json"
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that Debian's python3-gi belongs to
PATIENCE = 30.0  # seconds


def until(found: Callable[[], Any], what: str) -> Any:
    """Return the first answer that is true. Fails when none comes."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if answer := found():
            return answer
    pytest.fail(f"{what} did not come within {PATIENCE:.0f} s")


def xdotool(*words: str) -> str:
    """Run xdotool; what it cannot do yet is no answer."""
    return subprocess.run(["xdotool", *words], capture_output=True, text=True, timeout=PATIENCE, check=False).stdout


class Cell(NamedTuple):
    """Where a cell stands on the screen, in pixels."""

    left: int
    y: int
    middle: int


class Screen:
    """The program with next year's draft of the 2024 form; `keys` counts what was pressed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.keys = 0

    def active(self) -> str:
        """Return the title of the window that has the keyboard."""
        return xdotool("getactivewindow", "getwindowname").strip()

    def wait_for(self, words: str) -> None:
        """Wait until a window whose title contains some words has the keyboard."""
        until(lambda: words in self.active(), f"a window “{words}”")

    def press(self, *keys: str) -> None:
        """Press keys by their X names, one after the other."""
        for key in keys:
            xdotool("key", "--delay", "15", key)
            self.keys += 1

    def type(self, text: str) -> None:
        """Press the keys of Latin text."""
        xdotool("type", "--delay", "15", text)
        self.keys += len(text)

    def cell(self, words: str) -> Cell:
        """Return where the cell that is read with these words stands."""
        return self.place("table cell", words)

    def place(self, role: str, words: str) -> Cell:
        """Return where something of this role stands that is read with these words."""

        def seek() -> list[dict[str, Any]]:
            return [item for item in self.aloud() if item["role"] == role and item["name"].startswith(words)]

        left, top, width, height = until(seek, f"{role} “{words}”")[0]["place"]
        return Cell(left, top + height // 2, left + width // 2)

    def double_click(self, place: Cell) -> None:
        """Click twice with the left button."""
        xdotool("mousemove", "--sync", str(place.middle), str(place.y), "click", "--repeat", "2", "--delay", "60", "1")

    def drag(self, *places: tuple[int, int]) -> None:
        """Press the left button at the first place, take the mouse over the others and let go at the last."""
        xdotool("mousemove", "--sync", *map(str, places[0]), "mousedown", "1")
        for place in places[1:]:
            xdotool("mousemove", "--sync", *map(str, place))
        xdotool("mouseup", "1")

    def saved(self) -> Book:
        """Save by Ctrl+S and return the book in the file."""
        before = self.path.stat().st_mtime_ns
        self.press("ctrl+s")
        until(lambda: self.path.stat().st_mtime_ns != before, "the saved file")
        return storage.open_book(self.path).book

    def aloud(self) -> list[dict[str, Any]]:
        """Return what a screen reader finds: role, name, place, ancestors' roles and names, for everything in sight."""
        heard = subprocess.run(
            [SYSTEM_PYTHON, str(HERE / "reader.py")], capture_output=True, text=True, timeout=120, check=True
        )
        found: list[dict[str, Any]] = json.loads(heard.stdout)
        return found


@pytest.fixture(scope="session")
def _desktop() -> Iterator[None]:
    """A window manager and the accessibility bus, which must be there before the program."""
    assert os.environ.get("DISPLAY") and os.environ.get("DBUS_SESSION_BUS_ADDRESS"), "run this by: make test-screen"
    bus = ["dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus"]
    subprocess.run([*bus, "org.a11y.Bus.GetAddress"], check=True, capture_output=True, timeout=PATIENCE)
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # A window that was there before the manager gets no focus from it.
    until(lambda: xdotool("get_num_desktops").strip(), "the window manager")
    yield
    manager.terminate()
    manager.wait(PATIENCE)


@contextmanager
def opened(folder: Path, **environment: str) -> Iterator[Screen]:
    """The program with its document, settings and state in a folder, its window shown and active."""
    path = folder / "2025.jixiao"
    storage.save_book(roll_over(from_plain(json.loads(HAND_READ.read_text("utf-8"))), 2025), path)
    own = {**places(folder), "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    command = [sys.executable, "-m", "jixiao_desktop", str(path)]
    program = subprocess.Popen(command, env={**os.environ, **own, **environment})
    shown = Screen(path)
    shown.wait_for("绩效目标申报表")  # the book is open, not the window alone
    try:
        yield shown
    finally:
        program.kill()
        program.wait(PATIENCE)
        # Else the next test takes this window for its own and types into nothing.
        until(lambda: "绩效目标" not in shown.active(), "the end of the window")


def places(folder: Path) -> dict[str, str]:
    """Return the environment in which a program keeps its settings and state in a folder."""
    return {"XDG_CONFIG_HOME": str(folder / "config"), "XDG_STATE_HOME": str(folder / "state")}


@pytest.fixture
def screen(_desktop: None, tmp_path: Path) -> Iterator[Screen]:
    """The program, its window shown and active."""
    with opened(tmp_path) as shown:
        yield shown
