"""What a start loads, in a Python of its own: the window must open at the speed of an empty one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from jixiao_desktop.storage import save_book

from ..books import small_book
from .test_imports import HEAVY

REPORT = "import sys; print(*sorted(sys.modules), flush=True)"
LATER = {  # what the first picture of an open form needs nothing of
    "jixiao_desktop.export", "jixiao_desktop.forms", "jixiao_desktop.reading", "jixiao_desktop.rules",
    "jixiao_desktop.selftest", "jixiao_desktop.typesetting", "jixiao_desktop.ui.dialogs", "jixiao_desktop.ui.preview",
    "jixiao_desktop.ui.panels.start_page", "jixiao_desktop.ui.grid.clipboard", "jixiao_desktop.ui.grid.paste",
    "difflib", "logging.handlers", "pypinyin", "uuid",
}  # fmt: skip


def _loaded_by(statement: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", f"{statement}\n{REPORT}"], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("room", ["domain", "rules", "storage", "forms", "typesetting", "session"])
def test_the_rooms_without_a_window_load_no_qt(room: str) -> None:
    assert not _loaded_by(f"import jixiao_desktop.{room}") & {"PySide6", "shiboken6"}


def test_importing_the_window_loads_nothing_heavy() -> None:
    assert not _loaded_by("import jixiao_desktop.ui") & HEAVY


def test_a_start_reads_no_source_and_collects_rubbish_again_once_the_window_was_shown() -> None:
    script = """
import gc, linecache, os
from PySide6.QtWidgets import QApplication
from jixiao_desktop.ui import start
window = start([])
print(gc.isenabled(), any("window.py" in name for name in linecache.cache))
QApplication.processEvents()
print(gc.isenabled(), gc.get_freeze_count() > 0, flush=True)
os._exit(0)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["False False", "True True"]


def test_a_window_with_a_book_has_loaded_nothing_heavy_after_its_first_paint(tmp_path: Path) -> None:
    file = tmp_path / "2024.jixiao"
    save_book(small_book(), file)
    show = "from jixiao_desktop.ui import start; window = start([{!r}]); window.grab(); print(window.windowTitle())"
    loaded = _loaded_by(show.format(str(file)) + "\nimport atexit, os; atexit.register(os._exit, 0)")
    assert "PySide6" in loaded
    assert not loaded & HEAVY
    assert loaded & LATER - _loaded_by("pass") == set()  # a measured Python begins with more


@pytest.mark.parametrize(
    "ending, needs", [(".pdf", {"reportlab", "PIL"}), (".json", set()), (".xlsx", {"openpyxl", "lxml", "PIL"})]
)
def test_a_command_loads_no_package_that_its_output_does_not_need(tmp_path: Path, ending: str, needs: set[str]) -> None:
    file, out = tmp_path / "2024.jixiao", tmp_path / f"表{ending}"
    save_book(small_book(), file)
    command = f"from jixiao_desktop.cli import main; main(['export', {str(file)!r}, '-o', {str(out)!r}])"
    assert _loaded_by(command) & HEAVY <= needs
    assert out.stat().st_size


def test_a_workbook_is_read_without_numpy(tmp_path: Path) -> None:
    file, out = tmp_path / "2024.jixiao", tmp_path / "表.xlsx"
    save_book(small_book(), file)
    command = f"main(['export', {str(file)!r}, '-o', {str(out)!r}]); main(['compare', {str(file)!r}, {str(out)!r}])"
    loaded = _loaded_by(f"from jixiao_desktop.cli import main; {command}")
    assert "openpyxl" in loaded and "numpy" not in loaded
