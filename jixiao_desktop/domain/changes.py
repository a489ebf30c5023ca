"""The four things that can happen to a book, each with its inverse.

A change holds everything that is needed to do it and to undo it. Positions are among siblings, from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .book import Book, Node


@dataclass(frozen=True, slots=True)
class FieldChanged:
    """One field of one record went from `old` to `new`."""

    node: int
    field: str
    old: Any
    new: Any

    def inverse(self) -> Change:
        """Return the change back."""
        return FieldChanged(self.node, self.field, self.new, self.old)

    def apply(self, book: Book) -> None:
        """Write the new value into the book."""
        book._set_field(self.node, self.field, self.new)


@dataclass(frozen=True, slots=True)
class Inserted:
    """A record and all below it (parents first) came to stand at `index` under records[0].parent."""

    index: int
    records: tuple[Node, ...]

    @property
    def node(self) -> int:
        """The id of the top record."""
        return self.records[0].id

    def inverse(self) -> Change:
        """Return the removal of the same records."""
        return Removed(self.index, self.records)

    def apply(self, book: Book) -> None:
        """Put the records into the book."""
        book._insert(self.index, self.records)


@dataclass(frozen=True, slots=True)
class Removed:
    """A record and all below it (parents first), which stood at `index` under records[0].parent, went away."""

    index: int
    records: tuple[Node, ...]

    @property
    def node(self) -> int:
        """The id of the top record."""
        return self.records[0].id

    def inverse(self) -> Change:
        """Return the insertion of the same records."""
        return Inserted(self.index, self.records)

    def apply(self, book: Book) -> None:
        """Take the records out of the book."""
        book._remove(self.records[0].id)


@dataclass(frozen=True, slots=True)
class Moved:
    """A record went from one place to another; `new_index` counts after it was taken out of its old place."""

    node: int
    old_parent: int
    old_index: int
    new_parent: int
    new_index: int

    def inverse(self) -> Change:
        """Return the move back."""
        return Moved(self.node, self.new_parent, self.new_index, self.old_parent, self.old_index)

    def apply(self, book: Book) -> None:
        """Move the record."""
        book._move(self.node, self.new_parent, self.new_index)


Change = FieldChanged | Inserted | Removed | Moved
