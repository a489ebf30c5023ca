"""Which rows a view shows under which: the book's records by their ids, and 一级/二级 group rows by ids of their own.

The shadow is what the view believes; `wanted` is what the book says now. Rows below a record are looked up when
first asked for, so that a book of any size opens at once. No Qt here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...domain import framework
from ...domain.book import ROOT, Book
from ...domain.profile import Level1, Profile
from .columns import Grouping

GROUPS_FROM = 1 << 30

Levels = tuple[str | None, str | None]
Wanted = dict[int, list[int]]


@dataclass(frozen=True, slots=True)
class Group:
    """A derived row: the 一级 of a project (`level2` unused) or one of its 二级."""

    project: int
    level1: str | None
    level2: str | None
    second: bool


class Shadow:
    """The rows of one view: children, parents and places by row id."""

    def __init__(self, book: Book, profile: Profile, grouping: Grouping) -> None:
        self.book = book
        self.profile = profile
        self.grouping = grouping
        self._children: dict[int, list[int]] = {}
        self._parent: dict[int, int] = {}
        self._places: dict[int, dict[int, int]] = {}
        self._groups: dict[int, Group] = {}
        self._group_ids: dict[Group, int] = {}

    # reading

    def kind(self, row: int) -> str:
        """Return unit, project, group1, group2 or indicator; "" for a row that has left the book."""
        if row >= GROUPS_FROM:
            return "group2" if self._groups[row].second else "group1"
        return self.book.node(row).kind if row in self.book else ""

    def group(self, row: int) -> Group:
        """Return what a group row stands for. Raises KeyError for other rows."""
        return self._groups[row]

    def known(self, row: int) -> bool:
        """True when the rows below `row` were looked up already."""
        return row in self._children

    def shown(self, row: int) -> bool:
        """True when the view may know this row."""
        return row in self._parent

    def children(self, row: int) -> list[int]:
        """Return the rows below `row` as the view knows them."""
        found = self._children.get(row)
        if found is None:
            self.adopt(row)
            found = self._children.get(row, [])
        return found

    def has_children(self, row: int) -> bool:
        """True when rows stand below `row`, without looking up which."""
        if row in self._children:
            return bool(self._children[row])
        kind = self.kind(row)
        if kind == "project" and self.grouping == "levels":
            return bool(self.book.children(row)) or any(level.required for level in self.profile.levels)
        if kind == "project" and self.grouping == "projects":
            return False
        return kind in ("unit", "project") and bool(self.book.children(row))

    def parent(self, row: int) -> int:
        """Return the row above, ROOT for top rows. Raises KeyError for a row the view does not know."""
        return self._parent[row]

    def place(self, row: int) -> int:
        """Return the place of a row among its siblings, from 0."""
        parent = self._parent[row]
        places = self._places.get(parent)
        if places is None:
            places = self._places[parent] = {child: n for n, child in enumerate(self._children[parent])}
        return places[row]

    def project_of(self, row: int) -> int | None:
        """Return the project that a row belongs to, None for units."""
        if row >= GROUPS_FROM:
            return self._groups[row].project
        return self.book.ancestor(row, "project") if row in self.book else None

    def levels_of(self, row: int) -> Levels:
        """Return the (一级, 二级) that a new row at this one inherits; (None, None) for projects and units."""
        if row >= GROUPS_FROM:
            group = self._groups[row]
            return group.level1, group.level2 if group.second else self._second(group)
        node = self.book.node(row)
        return node.levels if node.kind == "indicator" else (None, None)

    def _second(self, group: Group) -> str | None:
        below = self.children(self._id(group))
        return self._groups[below[0]].level2 if below else None

    def find(self, node: int) -> int | None:
        """Make the rows above a record known and return its row; None when this view does not show it."""
        if node not in self.book or node == ROOT:
            return None
        for row in self._path(node):
            if not self.known(row):
                self.adopt(row)
        return node if node in self._parent else None

    def _path(self, node: int) -> list[int]:
        chain: list[int] = []
        record = self.book.node(node)
        while record.id != ROOT:
            record = self.book.node(record.parent)
            chain.insert(0, record.id)
        return chain

    # what the book says

    def wanted(self, row: int) -> Wanted:
        """Return the rows that should stand below `row` (a record): children by parent, group rows included."""
        if row in self.book and self.book.node(row).kind == "project":
            return self._wanted_of_project(row)
        return {row: list(self.book.children(row))} if row in self.book else {}

    def _wanted_of_project(self, project: int) -> Wanted:
        if self.grouping == "projects":
            return {project: []}
        if self.grouping == "flat":
            return {project: list(self.book.children(project))}
        found: Wanted = {project: []}
        pairs: dict[Levels, list[int]] = {}
        for indicator in self.book.indicators(project):
            pairs.setdefault(indicator.levels, []).append(indicator.id)
        for level1, level2 in self._with_skeleton(pairs):
            first = self._id(Group(project, level1, None, False))
            second = self._id(Group(project, level1, level2, True))
            if first not in found:
                found[project].append(first)
            found.setdefault(first, []).append(second)
            found[second] = pairs.get((level1, level2), [])
        return found

    def _with_skeleton(self, pairs: Iterable[Levels]) -> list[Levels]:
        """Add the levels that the profile asks of every project, so that an empty one offers its place."""
        present = list(pairs)
        firsts = {level1 for level1, _ in present}
        for level in self.profile.levels:
            if level.required:
                present.extend((level.name, name) for name in _offered(level, level.name in firsts))
        unique = list(dict.fromkeys(present))
        return framework.arrange(unique, unique)

    def _id(self, group: Group) -> int:
        row = self._group_ids.get(group)
        if row is None:
            row = self._group_ids[group] = GROUPS_FROM + len(self._group_ids)
            self._groups[row] = group
        return row

    # changing what the view believes

    def adopt(self, row: int) -> None:
        """Take over what the book says below `row` without telling anybody (first look-up, or below a new row)."""
        if row >= GROUPS_FROM or (row != ROOT and row not in self.book):
            self._children.setdefault(row, [])
            return
        for parent, below in self.wanted(row).items():
            self._children[parent] = list(below)
            self._places.pop(parent, None)
            self._parent.update(dict.fromkeys(below, parent))

    def insert(self, parent: int, place: int, rows: list[int]) -> None:
        """Put rows under `parent`; group rows bring their own children later."""
        self._children[parent][place:place] = rows
        self._places.pop(parent, None)
        for row in rows:
            self._parent[row] = parent
            if row >= GROUPS_FROM:
                self._children[row] = []

    def remove(self, parent: int, place: int, count: int) -> None:
        """Take rows away and forget everything below them."""
        gone = self._children[parent][place : place + count]
        del self._children[parent][place : place + count]
        self._places.pop(parent, None)
        for row in gone:
            self._forget(row)

    def _forget(self, row: int) -> None:
        self._parent.pop(row, None)
        self._places.pop(row, None)
        for child in self._children.pop(row, ()):
            if self._parent.get(child) == row:  # else it stands elsewhere by now
                self._forget(child)

    def follow(self, records: Iterable[int]) -> list[int]:
        """Take over what the book says below these records, where a view knows it; return the rows that came."""
        known = [record for record in records if self._followed(record)]
        came: list[int] = []
        stale: list[tuple[int, list[int]]] = []
        for record in known:
            stale += self._below(record)
            wanted = self.wanted(record)
            came += [row for rows in wanted.values() for row in rows if row not in self._parent]
            for above, rows in wanted.items():
                self._children[above] = list(rows)
                self._places.pop(above, None)
                self._parent.update(dict.fromkeys(rows, above))
        for above, rows in stale:
            stays = set(self._children.get(above, ()))
            for row in rows:
                if row not in stays and self._parent.get(row) == above:
                    self._forget(row)
        return came

    def _followed(self, record: int) -> bool:
        return record in self.book and self.known(record) and (record == ROOT or self.shown(record))

    def _below(self, row: int) -> list[tuple[int, list[int]]]:
        """Return the rows below a record as they are known now, those below its groups included."""
        rows = self._children[row]
        return [(row, rows), *(pair for group in rows if group >= GROUPS_FROM for pair in self._below(group))]

    def move(self, row: int, parent: int, place: int) -> None:
        """Move a row; `place` counts after it was taken out of its old place."""
        old = self._parent[row]
        self._children[old].remove(row)
        self._children[parent].insert(place, row)
        self._parent[row] = parent
        self._places.pop(old, None)
        self._places.pop(parent, None)


def _offered(level: Level1, filled: bool) -> list[str]:
    needed = [second.name for second in level.seconds if second.required]
    if needed or filled:
        return needed
    return [second.name for second in level.seconds]
