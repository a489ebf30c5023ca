"""The installed program, once `make freeze` made it: its cold start against source and an empty window, its size."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from jixiao_desktop import profiles, resources
from jixiao_desktop.reading import read
from jixiao_desktop.storage import save_book

from .measure import Measure, best_of
from .start import EMPTY

FOLDER = Path(__file__).resolve().parents[1] / "build" / "frozen" / "jixiao-desktop"
PROGRAM = [str(FOLDER / "jixiao-desktop")]
SOURCE = [sys.executable, "-m", "jixiao_desktop"]
NOTHING = [sys.executable, "-c", f"{EMPTY}\nimport os; os._exit(0)"]
ROUNDS = 5


def _start(command: list[str]) -> float:
    return best_of(lambda: subprocess.run(command, check=True), rounds=ROUNDS)


def _with_document(*programs: list[str]) -> list[float]:
    """Return the seconds until each program has painted its window with the 2024 form."""
    sample = resources.path("samples", "2024-approval-form.txt")
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder, "2024.jixiao"))
        save_book(read(Path(sample), sample.name, profile=profiles.load()).book, Path(file))
        return [_start([*program, "--first-paint", file]) for program in programs]


def against_source(size: int) -> tuple[float, float]:
    """Return the seconds of the installed program and of the same from source."""
    ours, source = _with_document(PROGRAM, SOURCE)
    return ours, source


def against_empty(size: int) -> tuple[float, float]:
    """Return the seconds of the installed program and of an empty window from source."""
    return _with_document(PROGRAM)[0], _start(NOTHING)


def size_line() -> str:
    """Return the size of the installed folder in words, or how to have one."""
    if not FOLDER.is_dir():
        return "The installed program was not measured: make freeze"
    files = [path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink()]
    return f"Installed: {sum(path.stat().st_size for path in files) / 1e6:.0f} MB in {len(files):,} files"


MEASURES = (
    (
        Measure("cold start of the installed program", "the same from source", 1.2, (0,), against_source),
        Measure("cold start of the installed program", "an empty QMainWindow", 1.5, (0,), against_empty),
    )
    if FOLDER.is_dir()
    else ()
)
