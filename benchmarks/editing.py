"""One cell edited in a session: command, events, review, and the window's part when one is shown."""

from __future__ import annotations

import itertools
import statistics
import time

from jixiao_desktop.domain import commands
from jixiao_desktop.session import Session

from .measure import Measure, book

FRAME = 1 / 60
SMALL = 100


def _median_edit(size: int) -> float:
    session = Session(book(size))
    rows = list(session.book.indicators())
    row = rows[len(rows) // 2].id
    seconds = []
    for value, _ in zip(itertools.count(200), range(40), strict=False):
        start = time.perf_counter()
        session.run(commands.set_cell(row, "value", str(value)))
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def edit_against_frame(size: int) -> tuple[float, float]:
    """One edit with its review; one 60 Hz frame."""
    return _median_edit(size), FRAME


def edit_against_small(size: int) -> tuple[float, float]:
    """One edit with its review; the same in a book of 100 indicators."""
    return _median_edit(size), _median_edit(SMALL)


MEASURES = (
    Measure("one edit incl. review, no window", "one frame", 1, (1_000, 20_000, 100_000), edit_against_frame),
    Measure("one edit incl. review, no window", "at 100 indicators", 1.3, (20_000, 100_000), edit_against_small),
)
