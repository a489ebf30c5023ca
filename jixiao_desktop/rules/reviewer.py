"""Reviewing a book as a whole and after every change."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.book import Book
from ..domain.changes import Change
from ..domain.findings import Finding
from ..domain.profile import Profile


class Reviewer:
    """Keeps the findings of one book up to date."""

    def __init__(self, book: Book, profile: Profile) -> None:
        self.book = book
        self.profile = profile
        self.findings: list[Finding] = []
        self.waived: list[Finding] = []

    def update(self, changes: Sequence[Change]) -> set[int]:
        """Re-run what the changes touch; return the projects whose findings changed (0: the book)."""
        return set()

    def set_profile(self, profile: Profile) -> None:
        """Review everything again by another profile."""
        self.profile = profile


def review(book: Book, profile: Profile) -> list[Finding]:
    """Return all findings of a book, worst first."""
    return Reviewer(book, profile).findings
