"""A book as the rows of somebody else's columns: what each column shows in each row, and what belongs together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from ..domain import terms
from ..domain.book import Book, Indicator, Project, Unit
from ..domain.profile import Profile
from ..domain.quantity import QUALITATIVE, parse_money
from ..forms.cells import Options, chosen, joined, number_of

YUAN = Decimal(10_000)
"""元 in a 万元."""

LABELS: Mapping[str, str] = {
    "unit_code": "单位编码", "unit": "单位名称", "project_code": "项目编码", "project": "项目名称",
    **{key: terms.TERMS[key].header for key in ("category", "budget", "objective", "level1", "level2")},
    "indicator": "三级指标",
    **{key: terms.TERMS[key].header for key in ("comparator", "value")},
    "measure": terms.TERMS["unit"].header,
    "weight": terms.TERMS["weight"].header,
}  # fmt: skip
"""What a recognised header announces, as the form calls it."""

OF_UNIT = ("unit_code", "unit")
OF_PROJECT = ("number", "project_code", "project", "category", "budget", "objective")
ONCE = frozenset({"number", "budget", "objective"})
"""What stands in the first row alone where cells are not merged: an amount that stood on each row would be added up."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell shows: a text, and the number behind it when it is one."""

    text: str
    number: Decimal | None = None


@dataclass(slots=True)
class FormRows:
    """All rows; `runs` are the spans (first row, rows), from 0, that belong together in a column."""

    rows: list[dict[str, Entry]] = field(default_factory=list)
    runs: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def add_run(self, keys: tuple[str, ...], start: int) -> None:
        """Note that rows from `start` to the last one belong together in these columns."""
        for key in keys:
            self.runs.setdefault(key, []).append((start, len(self.rows) - start))

    def used(self) -> set[str]:
        """Return the columns in which anything stands."""
        return {key for row in self.rows for key, entry in row.items() if entry.text}


def form_rows(
    book: Book, profile: Profile, columns: frozenset[str], *, in_yuan: bool = False, options: Options | None = None
) -> FormRows:  # fmt: skip
    """Return the rows of a book for a form that has these columns; budgets in 万元, or in 元 with `in_yuan`.

    Where a form has no column for a code it is joined to the name; sign and unit of measure to the value: ≥95%.
    """
    writer = _Writer(book, profile, columns, in_yuan)
    for unit, projects in chosen(book, options or Options()):
        writer.add_unit(unit, projects)
    return writer.form


class _Writer:
    def __init__(self, book: Book, profile: Profile, columns: frozenset[str], in_yuan: bool) -> None:
        self.book, self.profile, self.columns, self.in_yuan = book, profile, columns, in_yuan
        self.form = FormRows()
        self._number = 0

    def add_unit(self, unit: Unit, projects: list[Project]) -> None:
        """The rows of a unit: one at least."""
        start = len(self.form.rows)
        head = self._named("unit", unit.code, unit.name)
        for project in projects:
            self._add_project(head, project)
        if not projects:
            self.form.rows.append(head)
        self.form.add_run(OF_UNIT, start)

    def _named(self, key: str, code: str | None, name: str | None) -> dict[str, Entry]:
        if f"{key}_code" in self.columns:
            return {f"{key}_code": Entry(code or ""), key: Entry(name or "")}
        return {key: Entry(joined(code, name))}

    def _add_project(self, head: dict[str, Entry], project: Project) -> None:
        start = len(self.form.rows)
        self._number += 1
        own = head | self._named("project", project.code, project.name) | {
            "number": Entry(str(self._number), Decimal(self._number)),
            "category": Entry(project.category or ""),
            "budget": self._budget(project.budget),
            "objective": Entry(project.objective or ""),
        }  # fmt: skip
        rows = list(self.book.indicators(project.id))
        for level1, same1 in groupby(rows, lambda row: row.level1):
            top = len(self.form.rows)
            for level2, same2 in groupby(same1, lambda row: row.level2):
                inner = len(self.form.rows)
                self.form.rows += [own | entry for entry in self._indicators(level1, level2, same2)]
                self.form.add_run(("level2",), inner)
            self.form.add_run(("level1",), top)
        if not rows:
            self.form.rows.append(own)
        self.form.add_run(OF_PROJECT, start)

    def _budget(self, text: str | None) -> Entry:
        amount = parse_money(text)
        if text is None or amount is None:
            return Entry(text or "")
        shown = amount * YUAN if self.in_yuan else amount
        return Entry(f"{shown.normalize():f}" if self.in_yuan else text.replace(",", ""), shown)

    def _indicators(
        self, level1: str | None, level2: str | None, rows: Iterator[Indicator]
    ) -> Iterator[dict[str, Entry]]:  # fmt: skip
        levels = {
            "level1": Entry(self.profile.printed_level1(level1)),
            "level2": Entry(self.profile.printed_level2(level1, level2)),
        }
        for row in rows:
            yield levels | {
                "indicator": Entry(row.name or ""),
                "value": self._value(row),
                "weight": Entry(row.weight or "", number_of(row.weight)[0]),
                **{key: Entry(text or "") for key, text in self._beside(row)},
            }

    def _beside(self, row: Indicator) -> Iterator[tuple[str, str | None]]:
        """Sign and unit of measure, which have columns of their own or stand in that of the value."""
        joins = "value" in self.columns
        if not joins or "comparator" in self.columns:
            yield "comparator", row.comparator
        if not joins or "measure" in self.columns:
            yield "measure", row.unit

    def _value(self, row: Indicator) -> Entry:
        beside = dict(self._beside(row))
        sign = row.comparator if "comparator" not in beside and row.comparator != QUALITATIVE else None
        text = "".join(part for part in (sign, row.value, row.unit if "measure" not in beside else None) if part)
        if not text and "comparator" not in beside:
            text = row.comparator or ""
        return Entry(text, number_of(text)[0])
