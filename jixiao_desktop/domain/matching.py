"""Which record of one book is which of another: by code, by name, by a name nearly the same; children with parents.

A match is a guess that costs nothing when it is wrong: an unmatched record is one removed and one added.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from .book import ROOT, Book, Indicator, Project, Unit

_NEAR = 0.6
_MOST_PAIRS = 10_000
"""Beyond so many pairs names are not held against each other: two forms that have nothing to do with each other."""

Record = TypeVar("Record", Unit, Project, Indicator)
Key = Callable[[Record], Hashable]


def matched(old: Book, new: Book) -> dict[int, int]:
    """Return for each record of `new` that is one of `old` the id there; the books themselves are a pair."""
    pairs = {ROOT: ROOT}
    for old_unit, new_unit in _pair(list(old.units()), list(new.units()), _UNIT_KEYS):
        pairs[new_unit.id] = old_unit.id
        projects = list(old.projects(old_unit.id)), list(new.projects(new_unit.id))
        for old_project, new_project in _pair(*projects, _PROJECT_KEYS):
            pairs[new_project.id] = old_project.id
            rows = list(old.indicators(old_project.id)), list(new.indicators(new_project.id))
            pairs.update({new_row.id: old_row.id for old_row, new_row in _pair(*rows, _INDICATOR_KEYS)})
    return pairs


def _target(row: Indicator) -> Hashable:
    filled = (row.level1, row.level2, row.comparator, row.value, row.unit, row.weight)
    return filled if row.value else None


_UNIT_KEYS: tuple[Key[Unit], ...] = (
    lambda unit: (unit.code, unit.name) if unit.code or unit.name else None,
    lambda unit: unit.code,
    lambda unit: unit.name,
)
_PROJECT_KEYS: tuple[Key[Project], ...] = (
    lambda project: (project.code, project.name) if project.code or project.name else None,
    lambda project: project.code,
    lambda project: project.name,
)
_INDICATOR_KEYS: tuple[Key[Indicator], ...] = (
    lambda row: (row.level1, row.level2, row.name) if row.name else None,
    lambda row: row.name,
)


def _pair(old: Sequence[Record], new: Sequence[Record], keys: Sequence[Key[Record]]) -> list[tuple[Record, Record]]:
    """Pair records by the first key that they share, equal ones in order; then by names; then what is left alone."""
    left, right = list(old), list(new)
    pairs: list[tuple[Record, Record]] = []
    for key in keys:
        _take(pairs, left, right, _by_key(left, right, key))
    _take(pairs, left, right, _by_name(left, right))
    _take(pairs, left, right, _by_rest(left, right))
    return pairs


def _take(
    pairs: list[tuple[Record, Record]], left: list[Record], right: list[Record], found: list[tuple[Record, Record]]
) -> None:  # fmt: skip
    pairs += found
    gone_left, gone_right = {record.id for record, _ in found}, {record.id for _, record in found}
    left[:] = [record for record in left if record.id not in gone_left]
    right[:] = [record for record in right if record.id not in gone_right]


def _by_key(left: Sequence[Record], right: Sequence[Record], key: Key[Record]) -> list[tuple[Record, Record]]:
    waiting: dict[Hashable, list[Record]] = {}
    for record in left:
        if (value := key(record)) is not None:
            waiting.setdefault(value, []).append(record)
    found = []
    for record in right:
        like = waiting.get(key(record))
        if like:
            found.append((like.pop(0), record))
    return found


def _by_name(left: Sequence[Record], right: Sequence[Record]) -> list[tuple[Record, Record]]:
    """Pair the most alike names first; an indicator's 二级 counts as well."""
    if len(left) * len(right) > _MOST_PAIRS:
        return []
    alike = [
        (likeness, -place, -other, a, b)
        for place, a in enumerate(left)
        for other, b in enumerate(right)
        if a.name and b.name and (likeness := _likeness(a, b)) >= _NEAR
    ]
    alike.sort(key=lambda entry: entry[:3], reverse=True)
    found: list[tuple[Record, Record]] = []
    used: set[tuple[str, int]] = set()
    for _, _, _, a, b in alike:
        if ("a", a.id) not in used and ("b", b.id) not in used:
            used |= {("a", a.id), ("b", b.id)}
            found.append((a, b))
    return found


def _likeness(a: Record, b: Record) -> float:
    same_level = isinstance(a, Indicator) and isinstance(b, Indicator) and a.levels == b.levels
    return SequenceMatcher(None, a.name or "", b.name or "", autojunk=False).ratio() + (0.1 if same_level else 0.0)


def _by_rest(left: Sequence[Record], right: Sequence[Record]) -> list[tuple[Record, Record]]:
    """Pair what has neither code nor name in order, and renamed indicators that are alike in everything else."""
    nameless = _by_key(left, right, lambda record: None if record.name or getattr(record, "code", None) else "")
    gone = {record.id for record, _ in nameless}, {record.id for _, record in nameless}
    rest = [r for r in left if r.id not in gone[0]], [r for r in right if r.id not in gone[1]]
    return nameless + _by_key(*rest, lambda record: _target(record) if isinstance(record, Indicator) else None)
