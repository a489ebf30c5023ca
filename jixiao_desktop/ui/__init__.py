"""The only Qt: window, tree model, delegates, panels, dialogs, preview, printing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .window import MainWindow

__all__ = ["main", "start"]


def start(argv: list[str]) -> MainWindow:
    """Build and show the main window and return it; the event loop is the caller's.

    `argv` holds at most one file, our own or any form that can be read.
    """
    from . import pace

    pace.hurry()
    from . import program

    window = program.start(argv)
    pace.settle_soon()
    return window


def main(argv: list[str]) -> int:
    """Run the program until its window is closed; return the exit status."""
    from . import pace

    pace.hurry()
    from . import program

    return program.main(argv)
