"""What rule functions read: a project with its rows, a unit, the book's own facts; texts already made plain once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ..domain import codes
from ..domain.book import Book, Facts, Indicator, Project, Unit
from ..domain.profile import Profile
from ..domain.quantity import normalise, parse_comparator, parse_number
from ..domain.weights import Balance, balance
from .registry import When
from .words import METRIC, PERCENT_SPELLINGS

_TOO_LARGE = Decimal(10) ** 12
_BLANK = re.compile(r"\s+")


@lru_cache(65536)
def squeezed(text: str | None) -> str:
    """Return a text without any blanks or line breaks; "" for none."""
    return _BLANK.sub("", text) if text else ""


@lru_cache(1024)
def sign_of(text: str | None) -> str:
    """Return the sign that a text means; a text that is none as it stands; "" for none."""
    return (parse_comparator(text) or text.strip()) if text else ""


@lru_cache(4096)
def unit_of(text: str | None) -> str:
    """Return a unit in its usual spelling (百分比 -> %, 万㎡ -> 万平方米), "" for none."""
    if not text:
        return ""
    plain = squeezed(normalise(text))
    if plain in PERCENT_SPELLINGS:
        return "%"
    metric = next((latin for latin in METRIC if plain.lower().endswith(latin)), None)
    return plain[: -len(metric)] + METRIC[metric] if metric else plain


def amount_of(text: str | None) -> Decimal | None:
    """Return an amount of money in 万元, or None when blank, no number, or too large to be one."""
    amount = parse_number(text)
    return amount if amount is not None and abs(amount) < _TOO_LARGE else None


class Row:
    """One indicator with what rules ask of it: name without blanks, sign, value as text and number, unit, points."""

    __slots__ = ("id", "level1", "level2", "name", "number", "points", "record", "sign", "unit", "value")

    def __init__(self, record: Indicator) -> None:
        self.record = record
        self.id = record.id
        self.level1, self.level2 = record.level1, record.level2
        self.name = squeezed(record.name)
        self.sign = sign_of(record.comparator)
        self.value = record.value or ""
        self.number = parse_number(record.value)
        self.unit = unit_of(record.unit)
        self.points = amount_of(record.weight)

    @property
    def kinds(self) -> tuple[When, ...]:
        """Which kinds of row rules look at this row (see `registry.When`)."""
        if self.number is None:
            value: tuple[When, ...] = ("any", "words") if self.value else ("any",)
        else:
            value = ("any", "number", "percent" if self.unit == "%" else "amount" if self.unit else "bare")
        return (*value, "last") if self.record.last else value

    @property
    def target(self) -> str:
        """性质, 值 and 单位 in one, such as ≥95 %."""
        return f"{self.sign}{self.value}{' ' if self.unit else ''}{self.unit}"


class ProjectView:
    """A project, its rows in order, and what of the book its rules may depend on.

    `code` is the project as clerks name it (…0792, its name when it has no code), `goal` the goal without outer
    blanks, `budget` the amount in 万元 or None, `balance` the weights by level and in all.
    """

    __slots__ = ("balance", "budget", "code", "goal", "id", "profile", "project", "rows", "year")

    def __init__(self, project: Project, rows: tuple[Row, ...], facts: Facts, profile: Profile) -> None:
        self.id, self.project, self.rows, self.profile = project.id, project, rows, profile
        self.year = facts.year
        self.code = codes.short(project.code) or project.name or "（未填编码的项目）"
        self.goal = (project.objective or "").strip()
        self.budget = amount_of(project.budget)
        self.balance: Balance = balance((row.record for row in rows), profile)

    @classmethod
    def of(cls, book: Book, project_id: int, profile: Profile) -> ProjectView:
        """Return the view of a project in a book; rows left wholly empty are not there."""
        rows = tuple(Row(record) for record in book.indicators(project_id) if not record.blank)
        return cls(book.project(project_id), rows, book.facts, profile)


@dataclass(frozen=True)
class UnitView:
    """A unit alone."""

    unit: Unit
    profile: Profile


@dataclass(frozen=True)
class BookView:
    """The book's own facts."""

    facts: Facts
    profile: Profile
