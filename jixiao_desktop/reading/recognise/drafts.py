"""A form while it is being read: units, projects and rows that can still change, with notes that become doubts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from ...domain.quantity import parse_number


@dataclass(frozen=True, slots=True)
class Note:
    """A doubt before its record has an id: kind, Chinese sentence, place in the source, field of the record."""

    kind: str
    message: str
    place: str
    field: str | None = None


@dataclass(slots=True, eq=False)
class Level:
    """A level cell that stands for one or more rows: its text, and the place where it was read."""

    text: str
    place: str
    page: int


@dataclass(slots=True, eq=False)
class RowDraft:
    """One indicator: its level cells (shared with the rows they span), its texts and notes."""

    place: str
    page: int
    level1: Level | None = None
    level2: Level | None = None
    name: str | None = None
    comparator: str | None = None
    value: str | None = None
    unit: str | None = None
    weight: str | None = None
    starts_project: bool = False
    own_levels: bool = True
    notes: list[Note] = field(default_factory=list)

    @property
    def points(self) -> Decimal | None:
        """The weight as a number."""
        return parse_number(self.weight)


@dataclass(slots=True, eq=False)
class ProjectDraft:
    """One project: its label as read (code and name joined), the other texts, its rows and notes.

    `more` are the fields that only single forms have.
    """

    place: str
    page: int
    label: str = ""
    code: str | None = None
    category: str | None = None
    budget: str | None = None
    objective: str | None = None
    more: dict[str, str | None] = field(default_factory=dict)
    rows: list[RowDraft] = field(default_factory=list)
    labelled: int = 0
    notes: list[Note] = field(default_factory=list)

    @property
    def given(self) -> Decimal:
        """The points of all rows that have any."""
        return sum((row.points or Decimal(0) for row in self.rows), Decimal(0))


@dataclass(slots=True, eq=False)
class UnitDraft:
    """One unit: its code and name, its projects; both None while the source has not named it yet."""

    place: str
    code: str | None = None
    name: str | None = None
    projects: list[ProjectDraft] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class FormDraft:
    """What a source says: title, year, stated totals, signatures, units, and notes about the whole."""

    title: str | None = None
    year: int | None = None
    stage: str | None = None
    totals: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    units: list[UnitDraft] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def projects(self) -> Iterator[ProjectDraft]:
        """Yield all projects in order."""
        return (project for unit in self.units for project in unit.projects)
