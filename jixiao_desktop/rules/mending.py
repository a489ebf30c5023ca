"""Fixes before they are made: what one would change, and one command for all findings of a kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..domain.book import Book
from ..domain.changes import Change, FieldChanged
from ..domain.findings import Finding
from ..domain.history import Command, Transaction
from .comparison import turnover
from .loading import RULES
from .reviewer import Reviewer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command would do: the cells that it changes, and the findings that would come and go."""

    cells: tuple[FieldChanged, ...]
    coming: tuple[Finding, ...]
    going: tuple[Finding, ...]

    @property
    def to_fill(self) -> FieldChanged | None:
        """The first cell that the command empties: the clerk has to fill it in anew."""
        return next((cell for cell in self.cells if cell.new is None), None)


def foresee(reviewer: Reviewer, command: Command) -> Outcome:
    """Return what a command would do to the reviewer's book; book and findings are left as they are.

    Raises what the command raises.
    """
    before = reviewer.findings
    pen = Transaction(reviewer.book)
    try:
        command.write(pen)
        changes = tuple(pen.changes)
        reviewer.update(changes)
        coming, going = turnover(before, reviewer.findings)
    finally:
        back = tuple(change.inverse() for change in reversed(pen.changes))
        pen.roll_back()
        reviewer.update(back)
    cells = [change for change in changes if isinstance(change, FieldChanged) and change.field != "reviewed"]
    return Outcome(tuple(cells), coming, going)


def preview(book: Book, command: Command) -> tuple[Change, ...]:
    """Return the changes that a command would make; the book is left as it is.

    Raises what the command raises.
    """
    pen = Transaction(book)
    try:
        command.write(pen)
        return tuple(pen.changes)
    finally:
        pen.roll_back()


def of_a_kind(findings: Iterable[Finding], rule: str) -> list[Finding]:
    """Return the findings of a rule that the program can mend by itself, in order."""
    return [finding for finding in findings if finding.rule == rule and finding.fixes]


def mend_all(findings: Sequence[Finding]) -> Command:
    """Return one command that makes the first fix of each finding, in one undo step.

    A finding whose record went away meanwhile is left out.
    """
    wanted = [(finding.node, finding.fixes[0].command) for finding in findings if finding.fixes]
    titles = sorted({RULES[finding.rule].title for finding in findings})

    def write(pen: Transaction) -> None:
        for node, command in wanted:
            if node in pen.book:
                command.write(pen)

    return Command(f"改正 {len(wanted)} 处：{'、'.join(titles[:2])}", write)
