"""What is proposed while an indicator's name is typed: from this book and from last year's values in it.

A larger library joins through the same `Suggester`.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..domain.book import Book, Indicator
from ..domain.changes import Change, FieldChanged, Inserted, Removed
from . import pinyin

Levels = tuple[str | None, str | None]
Target = tuple[str | None, str | None, str | None]
LIMIT = 8
_FRESH = 300
_THIS_YEAR, _LAST_YEAR = 2, 1  # what a target in the book and one of last year count for


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

    The index is made when first asked; `changed` keeps it right by the rows that a change touches.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[str, _Known] = {}
        self._rows: dict[int, Indicator] | None = None
        self._index: pinyin.Index | None = None
        self._fresh: list[str] = []  # names that came after the index was made

    def changed(self, changes: Sequence[Change]) -> None:
        """Follow what happened to the book."""
        if self._rows is None:
            return
        for change in changes:
            if isinstance(change, Inserted | Removed):
                nodes = [record.id for record in change.records if record.kind == "indicator"]
            else:
                nodes = [change.node] if isinstance(change, FieldChanged) else []
            for node in nodes:
                self._refresh(node, self._rows)

    def _refresh(self, node: int, rows: dict[int, Indicator]) -> None:
        old = rows.pop(node, None)
        if old is not None and old.name and (known := self._known.get(old.name)):
            known.count(old, -1)
            if known.uses == 0:
                del self._known[old.name]
        if node in self._book and self._book.node(node).kind == "indicator":
            self._add(self._book.indicator(node), rows)

    def _add(self, row: Indicator, rows: dict[int, Indicator]) -> None:
        rows[row.id] = row
        if row.name:
            if row.name not in self._known:
                self._known[row.name] = _Known(row.name)
                self._fresh.append(row.name)
            self._known[row.name].count(row, 1)

    def prepare(self) -> None:
        """Make the index now, so that the first letter typed finds it ready."""
        if self._rows is None:
            self._rows = {}
            for row in self._book.indicators():
                self._add(row, self._rows)
        self._answers("a")

    def suggest(self, text: str, levels: Levels) -> list[Suggestion]:
        """Return at most eight indicators whose name answers `text`, as written or by pinyin initials.

        Names that stand under the same 二级 come first, then those found at their start, then those used most.
        """
        if not text.strip():
            return []
        if self._rows is None:
            self.prepare()
        found = set()
        for name, place in self._answers(text):
            known = self._known.get(name)
            if known is not None and name != text.strip():
                found.add((not known.levels[levels], min(place, 1), -known.uses, name))
        return [self._known[name].suggestion() for *_, name in heapq.nsmallest(LIMIT, found)]

    def _answers(self, text: str) -> list[tuple[str, int]]:
        """Return the names that answer, among them some that have left the book since the index was made."""
        if self._index is None or len(self._fresh) > _FRESH:
            self._index = pinyin.Index(self._known)
            self._fresh.clear()
        places = ((name, pinyin.found_in(text, name)) for name in self._fresh)
        return [*self._index.search(text), *((name, place) for name, place in places if place is not None)]


class _Known:
    """One name: how often it stands, under which levels, and with which targets."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.uses = 0
        self.levels: Counter[Levels] = Counter()
        self._targets: Counter[Target] = Counter()

    def count(self, row: Indicator, by: int) -> None:
        """Take a row in (1) or out (-1)."""
        self.uses += by
        self.levels[row.levels] += by
        if row.value:
            self._targets[(row.comparator, row.value, row.unit)] += by * _THIS_YEAR
        if row.last and row.last.value:
            self._targets[(row.last.comparator, row.last.value, row.last.unit)] += by * _LAST_YEAR

    def suggestion(self) -> Suggestion:
        """Return the name with its most usual target."""
        usual = [target for target, weight in self._targets.most_common(1) if weight > 0]
        return Suggestion(self.name, *(usual[0] if usual else (None, None, None)))
