"""How many rows a book has, how many nobody has checked, what it costs: counted once, then by what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..domain.book import Book, Node
from ..domain.changes import Change, FieldChanged, Inserted, Moved, Removed
from ..domain.quantity import parse_money

_COUNTED = frozenset({"reviewed", "budget"})


@dataclass(frozen=True, slots=True)
class Sums:
    """Rows, rows that nobody has checked (未核对), and the budget in 万元 as far as it can be read."""

    rows: int = 0
    unreviewed: int = 0
    budget: Decimal = Decimal(0)


class Figures:
    """The sums of every project of one book, and of all together."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sums = {project.id: self._sum(project.id) for project in book.projects()}
        self._whole: Sums | None = None

    def of_project(self, project: int) -> Sums:
        """Return the sums of a project. Raises KeyError when it is none of the book."""
        return self._sums[project]

    @property
    def whole(self) -> Sums:
        """The sums of the book."""
        if self._whole is None:
            sums = self._sums.values()
            budget = sum((each.budget for each in sums), Decimal(0))
            self._whole = Sums(sum(each.rows for each in sums), sum(each.unreviewed for each in sums), budget)
        return self._whole

    def update(self, changes: Iterable[Change]) -> None:
        """Count again the projects that the changes touched."""
        touched = {project for change in changes for project in self._touched(change)}
        if touched:
            self._whole = None
        for project in touched:
            if project in self._book:
                self._sums[project] = self._sum(project)
            else:
                self._sums.pop(project, None)

    def _sum(self, project: int) -> Sums:
        rows = [row.reviewed for row in self._book.indicators(project)]
        budget = parse_money(self._book.project(project).budget)
        return Sums(len(rows), rows.count(False), budget or Decimal(0))

    def _touched(self, change: Change) -> Iterator[int]:
        """Yield the projects whose sums a change may have changed; those that went away among them."""
        match change:
            case FieldChanged(node=node, field=name):
                if name in _COUNTED and node in self._book:
                    yield from _projects((self._book.node(node),))
            case Inserted(records=records) | Removed(records=records):
                yield from _projects(records)
            case Moved(old_parent=old, new_parent=new):
                yield from (parent for parent in (old, new) if parent in self._sums)


def _projects(records: Iterable[Node]) -> Iterator[int]:
    for record in records:
        if record.kind in ("project", "indicator"):
            yield record.id if record.kind == "project" else record.parent
