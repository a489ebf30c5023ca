"""Other people's files: sources -> tables -> recognised rows -> a draft book with doubts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..domain.book import Book, Doubt
from ..domain.profile import Profile
from .opening import tables_or_book


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file gave: a book, and the doubts about it (which also stand in the book's facts)."""

    book: Book
    doubts: tuple[Doubt, ...]


def read(source: Path | bytes, name: str, *, year: int | None = None, profile: Profile) -> Draft:
    """Return the draft that a file, or what was pasted, gives; `name` stands for it in messages.

    `year` goes before the year of the title. Raises UserError, in one sentence with what to do, when the source is
    missing, damaged, too large or holds no form.
    """
    from .recognise import recognise

    content = tables_or_book(source, name)
    if isinstance(content, Book):
        return Draft(content, content.facts.doubts)
    return Draft(*recognise(content, name, profile, year))
