"""What makes a start quick: nothing is collected, and no source is read, before the window has been seen.

A start makes some hundred thousand objects that stay; Python would look through them dozens of times for rubbish.
PySide replaces `__import__` to support `from __feature__ import …`, which this program does not use, and for that
reads the source of every module.
"""

from __future__ import annotations

import builtins
import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

_settled = False


def hurry() -> None:
    """Begin a start: import without PySide's look at sources; collect nothing until the event loop has had a turn."""
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original
    gc.disable()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Collect nothing while a thread makes many objects that stay: each look through all of them holds up the window.

    What is made must let go of itself without being collected.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def settle_soon() -> None:
    """End a start once the event loop has shown the window."""
    QTimer.singleShot(0, _settle)


def _settle() -> None:
    global _settled
    if not _settled:  # what the start of the program made stays; a second start in one process leaves rubbish
        gc.freeze()
        _settled = True
    gc.enable()
