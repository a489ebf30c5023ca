"""What a review says: findings with severity, place, reason and fixes. The rules themselves are elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from .book import ROOT, Facts
from .history import Command

Severity = Literal["error", "warning", "hint"]
SEVERITY_LABELS: dict[str, str] = {"error": "错误", "warning": "警告", "hint": "提示"}
SEVERITY_ORDER: dict[str, int] = {"error": 0, "warning": 1, "hint": 2}


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a finding: the words on its button, and the command (undone in one step)."""

    label: str
    command: Command


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reviewer would mark.

    `rule` is the rule's id, `node` and `field` the cell (the book, node 0, when it is about the whole), `message`
    what is wrong and what to do, `basis` where the rule comes from. `others` are rows it was
    compared with; they may well be right.
    """

    rule: str
    severity: Severity
    node: int
    field: str | None
    message: str
    basis: str
    fixes: tuple[Fix, ...] = ()
    others: tuple[int, ...] = ()

    @property
    def key(self) -> tuple[str, int, str | None]:
        """What tells this finding from the others: rule, node, field."""
        return self.rule, self.node, self.field

    @property
    def about_book(self) -> bool:
        """True when the finding has no place but the book as a whole."""
        return self.node == ROOT


class Counts(NamedTuple):
    """How many findings there are of each severity, and how many were declared true."""

    error: int = 0
    warning: int = 0
    hint: int = 0
    waived: int = 0


def note_of(facts: Facts, finding: Finding) -> str | None:
    """Return what a clerk said of a finding when declaring it true (属实); None when it was not declared."""
    place = finding.rule, finding.node, finding.field or ""
    return next((w.note for w in facts.waivers if (w.rule, w.node, w.field) == place), None)
