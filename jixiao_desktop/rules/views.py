"""What rule functions read: a project with its rows, a unit, the book's own facts; texts already made plain once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from ..domain import codes
from ..domain.book import Book, Facts, Indicator, Project, Unit
from ..domain.profile import Profile
from ..domain.quantity import normalise, parse_comparator, parse_number
from ..domain.weights import Balance, balance
from .words import UNIT_SPELLINGS

_BLANK = re.compile(r"\s+")


@lru_cache(65536)
def squeezed(text: str | None) -> str:
    """Return a text without any blanks or line breaks; "" for none."""
    return _BLANK.sub("", text) if text else ""


@lru_cache(8192)
def number_of(text: str | None) -> Decimal | None:
    """Return the number that a text is, or None."""
    return parse_number(text)


@lru_cache(1024)
def sign_of(text: str | None) -> str:
    """Return the sign that a text means; a text that is none as it stands; "" for none."""
    return (parse_comparator(text) or text.strip()) if text else ""


@lru_cache(4096)
def unit_of(text: str | None) -> str:
    """Return a unit in its usual spelling (百分比 -> %), "" for none."""
    if not text:
        return ""
    plain = squeezed(normalise(text))
    return UNIT_SPELLINGS.get(plain, plain)


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
        self.number = number_of(record.value)
        self.unit = unit_of(record.unit)
        self.points = number_of(record.weight)

    @property
    def target(self) -> str:
        """性质, 值 and 单位 in one, such as ≥95 %."""
        return f"{self.sign}{self.value}{' ' if self.unit else ''}{self.unit}"


@dataclass(frozen=True)
class ProjectView:
    """A project, its rows in order, and what of the book its rules may depend on."""

    project: Project
    rows: tuple[Row, ...]
    year: int | None
    stage: str
    profile: Profile

    @classmethod
    def of(cls, book: Book, project_id: int, profile: Profile) -> ProjectView:
        """Return the view of a project in a book."""
        rows = tuple(Row(record) for record in book.indicators(project_id) if not record.blank)
        facts = book.facts
        return cls(book.project(project_id), rows, facts.year, facts.stage, profile)

    @property
    def id(self) -> int:
        """The project's id."""
        return self.project.id

    @cached_property
    def code(self) -> str:
        """The project as clerks name it, by its last digits (…0792), or by its name when it has no code."""
        return codes.short(self.project.code) or self.project.name or "（未填编码的项目）"

    @cached_property
    def goal(self) -> str:
        """The goal without outer blanks; "" for none."""
        return (self.project.objective or "").strip()

    @cached_property
    def budget(self) -> Decimal | None:
        """The budget in 万元, or None when blank or no number."""
        return number_of(self.project.budget)

    @cached_property
    def balance(self) -> Balance:
        """The weights by level and in all."""
        return balance((row.record for row in self.rows), self.profile)


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
