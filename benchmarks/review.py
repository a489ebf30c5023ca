"""A full review, against parsing the same book from its JSON."""

from __future__ import annotations

import json

from jixiao_desktop import profiles
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.rules import review

from .measure import Measure, best_of, book, plain_book


def full_review(size: int) -> tuple[float, float]:
    """Review a book; parse it."""
    ours, profile, text = book(size), profiles.load(), json.dumps(plain_book(size))
    return best_of(lambda: review(ours, profile)), best_of(lambda: from_plain(json.loads(text)))


MEASURES = (Measure("full review", "parsing the same book", 5, (1_000, 10_000, 100_000), full_review),)
