"""Undo and redo: transactions of changes with a named step, and the mark of what was last saved.

A command that fails leaves neither the book nor the history changed; one that changes nothing leaves no step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from .book import CHILD_KIND, Book, Indicator, Node, Project, Unit
from .changes import Change, FieldChanged, Inserted, Moved, Removed

_FIXED = ("id", "parent", "kind")


def storable(value: Any) -> Any:
    """Return a value as it may stand in a book: a text without half characters, which no file could hold."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")
    return value


class Transaction:
    """The pen that commands write with: every stroke is applied at once and recorded.

    A place beyond the last sibling means the last one.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self.changes: list[Change] = []

    def _do(self, change: Change) -> None:
        change.apply(self.book)
        self.changes.append(change)

    def set(self, node_id: int, field: str, value: Any) -> None:
        """Set one field; nothing is recorded when it already has this value. Raises KeyError, AttributeError."""
        if field in _FIXED:
            raise AttributeError(f"{field} of a record never changes")
        old, new = getattr(self.book.node(node_id), field), storable(value)
        if old != new:
            self._do(FieldChanged(node_id, field, old, new))

    def insert(self, parent: int, index: int, **fields: Any) -> int:
        """Insert a new record of the kind that `parent` holds; return its id. Raises TypeError for unknown fields."""
        kinds: dict[str, type[Unit] | type[Project] | type[Indicator]] = {
            "unit": Unit, "project": Project, "indicator": Indicator,
        }  # fmt: skip
        kind = kinds[CHILD_KIND[self.book.node(parent).kind]]
        clean = {name: storable(value) for name, value in fields.items()}
        record = kind(id=self.book.next_id, parent=parent, **clean)
        self._do(Inserted(self._place(parent, index), (record,)))
        return record.id

    def _place(self, parent: int, index: int) -> int:
        return max(0, min(index, len(self.book.children(parent))))

    def _expect_home(self, record: Node, parent: int) -> None:
        """Raise TypeError unless `parent` holds records of this kind."""
        home = self.book.node(parent).kind
        if CHILD_KIND.get(home) != record.kind:
            raise TypeError(f"a {home} holds no {record.kind}")

    def insert_copy(self, parent: int, index: int, records: tuple[Node, ...]) -> int:
        """Insert a copy of a subtree (parents first) with new ids under `parent`; return the top one's id.

        Raises TypeError when `parent` does not hold such records.
        """
        self._expect_home(records[0], parent)
        fresh: dict[int, int] = {records[0].parent: parent}
        copies: list[Node] = []
        for offset, record in enumerate(records):
            fresh[record.id] = self.book.next_id + offset
        for record in records:
            copies.append(replace(record, id=fresh[record.id], parent=fresh[record.parent]))
        self._do(Inserted(self._place(parent, index), tuple(copies)))
        return copies[0].id

    def remove(self, node_id: int) -> None:
        """Remove a record and everything below it."""
        self._do(Removed(self.book.index(node_id), self.book.subtree(node_id)))

    def move(self, node_id: int, parent: int, index: int) -> None:
        """Move a record; `index` counts without it. Nothing is recorded when it already stands there.

        Raises TypeError when `parent` does not hold such records.
        """
        node = self.book.node(node_id)
        self._expect_home(node, parent)
        here = node.parent, self.book.index(node_id)
        others = len(self.book.children(parent)) - (node.parent == parent)
        there = parent, max(0, min(index, others))
        if here != there:
            self._do(Moved(node_id, *here, *there))

    def roll_back(self) -> None:
        """Undo everything written so far."""
        while self.changes:
            self.changes.pop().inverse().apply(self.book)


@dataclass(frozen=True, slots=True)
class Command:
    """A named wish to change a book: `title` is what 撤销 shows, `write` does it on a transaction."""

    title: str
    write: Callable[[Transaction], object]


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the undo list: its title and the changes in the order in which they were made."""

    title: str
    changes: tuple[Change, ...]


class History:
    """The steps of one book, done and undone."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._saved: Step | None = None
        self._lost_mark = False

    def run(self, command: Command) -> Step | None:
        """Carry out a command; return its step, or None when it changed nothing.

        Whatever the command raises is raised again after everything was rolled back.
        """
        step = self._carried_out(command)
        if step is None:
            return None
        if any(undone is self._saved for undone in self._undone):
            self._lost_mark = True
        self._undone.clear()
        self._done.append(step)
        return step

    def amend(self, command: Command) -> Step | None:
        """Carry out a command that is no step: 撤销 passes over it, what was undone can still be redone.

        For data of a book that is no content of its form (how it is printed). The book counts as not saved. Returns
        and raises as `run` does.
        """
        step = self._carried_out(command)
        if step is not None:
            self.mark_modified()
        return step

    def _carried_out(self, command: Command) -> Step | None:
        transaction = Transaction(self.book)
        try:
            command.write(transaction)
        except BaseException:
            transaction.roll_back()
            raise
        return Step(command.title, tuple(transaction.changes)) if transaction.changes else None

    def undo(self) -> Step | None:
        """Take back the last step; return what was done to the book, or None when there is none."""
        return self._turn(self._done, self._undone, backwards=True)

    def withdraw(self, step: Step) -> Step | None:
        """Take the last step back as if it had never been; None when `step` is not the last one.

        For rows that were opened and left empty. Where steps wait to be done again, it waits with them: they may
        have filled that row.
        """
        if not self._done or self._done[-1] is not step:
            return None
        followed = bool(self._undone)
        taken_back = self.undo()
        if not followed:
            if self._saved is step:
                self._lost_mark = True
            self._undone.clear()
        return taken_back

    def redo(self) -> Step | None:
        """Do the last undone step again; return what was done to the book, or None when there is none."""
        return self._turn(self._undone, self._done, backwards=False)

    def _turn(self, source: list[Step], target: list[Step], *, backwards: bool) -> Step | None:
        if not source:
            return None
        step = source.pop()
        changes: Iterable[Change] = (
            tuple(change.inverse() for change in reversed(step.changes)) if backwards else step.changes
        )
        for change in changes:
            change.apply(self.book)
        target.append(step)
        return Step(step.title, tuple(changes))

    @property
    def undo_titles(self) -> tuple[str, ...]:
        """The titles of the steps that can be undone, the next one first."""
        return tuple(step.title for step in reversed(self._done))

    @property
    def redo_titles(self) -> tuple[str, ...]:
        """The titles of the steps that can be redone, the next one first."""
        return tuple(step.title for step in reversed(self._undone))

    @property
    def modified(self) -> bool:
        """True when the book differs from what was last saved, as far as steps tell."""
        return self._lost_mark or (self._done[-1] if self._done else None) is not self._saved

    def mark_saved(self) -> None:
        """Remember that the book as it stands now is in its file."""
        self._saved = self._done[-1] if self._done else None
        self._lost_mark = False

    def mark_modified(self) -> None:
        """Say that the book differs from its file although no step tells so (after a recovery or an import)."""
        self._lost_mark = True
