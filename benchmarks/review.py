"""A full review, against parsing the same book from its JSON; one cell reviewed, against a limit."""

from __future__ import annotations

import json

from jixiao_desktop import profiles
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.history import History
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.rules import Reviewer, review

from .measure import Measure, best_of, book, plain_book

LIMIT = 0.010  # seconds: what a review may take of one 60 Hz frame (16 ms)
NAMES = ("资金在规定时间内下达率", "资金在规定时间内到位率")


def full_review(size: int) -> tuple[float, float]:
    """Review a book; parse it."""
    ours, profile, text = book(size), profiles.load(), json.dumps(plain_book(size))
    return best_of(lambda: review(ours, profile)), best_of(lambda: from_plain(json.loads(text)))


def cell_review(size: int) -> tuple[float, float]:
    """Rename an indicator whose name stands in every project, and list the findings again; the limit."""
    ours = book(size)
    history, reviewer = History(ours), Reviewer(ours, profiles.load())
    row = [indicator for indicator in ours.indicators() if indicator.name == NAMES[0]][-1]
    steps = iter(range(1_000))

    def edit() -> None:
        step = history.run(commands.set_cell(row.id, "name", NAMES[next(steps) % 2 - 1]))
        assert step is not None
        reviewer.update(step.changes)
        assert isinstance(reviewer.findings, list)

    return best_of(edit, 20), LIMIT


MEASURES = (
    Measure("full review", "parsing the same book", 5, (100, 1_000, 10_000, 100_000), full_review),
    Measure("review of one cell", "a limit of 10 ms", 1, (100, 1_000, 20_000, 100_000), cell_review),
)
