"""What is proposed while an indicator's name is typed: from this book and from last year's values in it.

A larger library joins through the same `Suggester`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from ..domain.book import Book, Indicator
from . import pinyin

Levels = tuple[str | None, str | None]
LIMIT = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An indicator as it usually stands: name, sign, value, unit; None where nothing is usual."""

    name: str
    comparator: str | None = None
    value: str | None = None
    unit: str | None = None

    @property
    def target(self) -> str:
        """Sign, value and unit as one line (≥95 %)."""
        head = f"{self.comparator or ''}{self.value or ''}"
        return f"{head} {self.unit}" if self.unit else head


class Suggester(Protocol):
    """Whatever proposes indicators for a text, given the (一级, 二级) of the row."""

    def suggest(self, text: str, levels: Levels) -> list[Suggestion]:
        """Return what fits, best first."""


class BookSuggester:
    """Proposes the indicators that stand in one book, this year's or last year's, most used first.

    `changed` must be called after the book changed; the index is made again when next asked.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[str, _Known] | None = None

    def changed(self) -> None:
        """Say that the book is no longer what it was."""
        self._known = None

    def suggest(self, text: str, levels: Levels) -> list[Suggestion]:
        """Return at most eight indicators whose name answers `text`, as written or by pinyin initials.

        Names that stand under the same 二级 come first, then those found at their start, then those used most.
        """
        if not text.strip():
            return []
        if self._known is None:
            self._known = _index(self._book.indicators())
        found: list[tuple[bool, int, int, str]] = []
        for name, known in self._known.items():
            place = pinyin.found_in(text, name)
            if place is not None and name != text.strip():
                found.append((levels not in known.levels, min(place, 1), -known.uses, name))
        return [self._known[name].suggestion() for *_, name in sorted(found)[:LIMIT]]


class _Known:
    """One name: how often it stands, under which levels, and with which targets."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.uses = 0
        self.levels: Counter[Levels] = Counter()
        self._targets: Counter[tuple[str | None, str | None, str | None]] = Counter()

    def add(self, row: Indicator) -> None:
        self.uses += 1
        self.levels[row.levels] += 1
        if row.value:
            self._targets[(row.comparator, row.value, row.unit)] += 2
        if row.last and row.last.value:
            self._targets[(row.last.comparator, row.last.value, row.last.unit)] += 1

    def suggestion(self) -> Suggestion:
        usual = self._targets.most_common(1)
        return Suggestion(self.name, *(usual[0][0] if usual else (None, None, None)))


def _index(rows: Iterable[Indicator]) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for row in rows:
        if row.name:
            known.setdefault(row.name, _Known(row.name)).add(row)
    return known
