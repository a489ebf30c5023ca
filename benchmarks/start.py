"""Cold start: the program with the 2024 form open, against an empty window with the same Qt modules."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from jixiao_desktop import resources
from jixiao_desktop.storage import save_book

from .measure import Measure, best_of

EMPTY = """
from PySide6 import QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets
app = QtWidgets.QApplication([])
window = QtWidgets.QMainWindow()
window.resize(1366, 768)
window.show()
app.processEvents()
window.grab()
"""
OURS = """
import sys
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from jixiao_desktop.ui import start
window = start(sys.argv[1:])
window.resize(1366, 768)
QApplication.processEvents(QEventLoop.ProcessEventsFlag.X11ExcludeTimers)  # what waits for the first picture waits
window.grab()
"""


def _start(program: str, *arguments: str) -> float:
    # The end of the program is not part of its start.
    command = [sys.executable, "-c", f"{program}\nimport os; os._exit(0)", *arguments]
    return best_of(lambda: subprocess.run(command, check=True), rounds=5)


def cold_start(size: int) -> tuple[float, float]:
    """Return the seconds from nothing to the first painted window, ours and an empty one's."""
    from jixiao_desktop import profiles
    from jixiao_desktop.reading import read

    sample = resources.path("samples", "2024-approval-form.txt")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "2024.jixiao")
        save_book(read(sample, sample.name, profile=profiles.load()).book, file)
        return _start(OURS, str(file)), _start(EMPTY)


MEASURES = (Measure("cold start, 2024 form open", "an empty QMainWindow", 1.5, (0,), cold_start),)
