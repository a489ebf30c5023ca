"""总表: the list of all projects with their indicators, as 批复表 or 申报表 by the book's stage.

Which columns stand in which order is the profile's; what a column shows stands in two tables below, one for what a
project shows once and one for what every indicator shows. Merges: unit over its projects, project over its
indicators, runs of an equal 一级 and 二级 inside a project (read in the approved 2024 form).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Literal

from ..domain import terms
from ..domain.book import Book, Indicator, Project, Unit
from ..domain.form_layout import MONEY_COLUMNS, FormColumn
from ..domain.profile import Profile
from .cells import (
    Options,
    chosen,
    foot_lines,
    head_lines,
    joined,
    label,
    money_of,
    note_lines,
    number_of,
    title,
    total_of,
)
from .grid import Align, Cell, Column, Grid

_DEFAULT_WIDTHS = {
    "unit_name": 18, "project_name": 40, "category": 15, "budget": 17, "objective": 42, "level1": 18, "level2": 18,
    "indicator_name": 40, "comparator": 15, "value": 14, "unit": 12, "weight": 16,
}  # fmt: skip
_MONEY = set(MONEY_COLUMNS)
_DIGIT_MM, _MARK_MM, _BESIDE_MM = 1.78, 1.05, 2.7
"""How wide a digit, a comma or point, and the blank beside an amount are at the usual size, with a little to spare."""
_LEAST_MM = 30.0
"""What a wide column keeps when it gives way to amounts."""
_BREAK_ROW, _BREAK_LEVEL2, _BREAK_LEVEL1, _BREAK_PROJECT, _BREAK_UNIT = 1, 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class _Shown:
    """How a column of projects looks: its alignment, and what stands on a further page."""

    align: Align
    continued: Literal["repeat", "blank", "mark", "flow"] = "repeat"


_PROJECT_COLUMNS: dict[str, _Shown] = {
    "project_name": _Shown("left", "mark"),
    "code": _Shown("center"),
    "category": _Shown("center"),
    "objective": _Shown("left", "flow"),
    "execution_weight": _Shown("center", "blank"),
    **{key: _Shown("right", "blank") for key in _MONEY},
}
_INDICATOR_COLUMNS: dict[str, Align] = {
    "level1": "center", "level2": "center", "indicator_name": "left", "comparator": "center", "value": "center",
    "unit": "center", "weight": "center",
}  # fmt: skip
_FIELD = {"unit_name": "name", "project_name": "name", "indicator_name": "name"}


def columns_of(profile: Profile) -> tuple[FormColumn, ...]:
    """Return the columns of the 总表: the profile's, or the twelve of the 2024 form when it names none."""
    usual = (FormColumn(key, terms.TERMS[key].header, width) for key, width in _DEFAULT_WIDTHS.items())
    return profile.layout.columns or tuple(usual)


def summary_grid(book: Book, profile: Profile, options: Options | None = None) -> Grid:
    """Return the 总表 of a book, or of the units and projects that `options` chooses.

    A project without indicators has a row, a unit without projects too; the 合计 row is the sum of what is printed.
    """
    options = options or Options()
    columns = columns_of(profile)
    writer = _Writer(book, profile, columns)
    content = chosen(book, options)
    writer.add_total([project for _, projects in content for project in projects])
    for unit, projects in content:
        writer.add_unit(unit, projects)
    units = [unit for unit, _ in content]
    return Grid(
        title=title(book.facts, profile),
        columns=_with_room(columns, writer.longest),
        header=tuple(_header(columns)),
        header_rows=2,
        body=tuple(writer.cells),
        body_rows=len(writer.breaks),
        breaks=tuple(writer.breaks),
        above=head_lines(book, profile, units),
        below=(*note_lines(book.facts, profile, options), *foot_lines(book, profile, units)),
        bookmarks=tuple(writer.bookmarks),
    )


def _header(columns: Sequence[FormColumn]) -> Iterator[Cell]:
    for place, column in enumerate(columns):
        stacked = column.key == "weight"
        yield label(0, place, column.header, rows=1 if stacked else 2)
        if stacked:
            yield label(1, place, terms.TERMS["execution_weight"].header, style="subheader")


def _with_room(columns: Sequence[FormColumn], amounts: dict[str, float]) -> tuple[Column, ...]:
    """Give each column of amounts the width that its longest one needs on one line; the widest columns give way."""
    widths = {column.key: column.width for column in columns}
    for key, need in amounts.items():
        giver = max(widths, key=widths.__getitem__)
        taken = min(need - widths[key], widths[giver] - _LEAST_MM)
        if taken > 0 and giver not in amounts:
            widths[key] += taken
            widths[giver] -= taken
    return tuple(Column(column.key, widths[column.key]) for column in columns)


def _width_of(amount: str) -> float:
    """Return about how wide a printed amount is with the blank beside it, in mm."""
    marks = sum(not character.isdigit() for character in amount)
    return (len(amount) - marks) * _DIGIT_MM + marks * _MARK_MM + _BESIDE_MM


class _Writer:
    """Puts the body rows down one project after the other."""

    def __init__(self, book: Book, profile: Profile, columns: Sequence[FormColumn]) -> None:
        self.book, self.profile = book, profile
        self.places = {column.key: place for place, column in enumerate(columns)}
        self.columns = {column.key: column for column in columns}
        self.project_keys = [key for key in self.columns if key in _PROJECT_COLUMNS]
        self.indicator_columns = [
            (place, _FIELD.get(key, key), self._align(key, _INDICATOR_COLUMNS[key]), key in {"value", "weight"},
             self.columns[key].decimals)
            for key, place in self.places.items()
            if key in _INDICATOR_COLUMNS and not key.startswith("level")
        ]  # fmt: skip
        self.cells: list[Cell] = []
        self.breaks: list[int] = []
        self.bookmarks: list[tuple[int, str, int]] = []
        self.longest: dict[str, float] = {}

    def _align(self, key: str, usual: Align) -> Align:
        return self.columns[key].align or usual

    def _add(self, cell: Cell, key: str) -> None:
        """A cell over its rows; where the profile merges no rows, the text on each, an amount on the first."""
        if cell.rows == 1 or self.columns[key].merged:
            self.cells.append(cell)
            return
        once = cell._replace(text="", number=None, number_format=None) if cell.continued == "blank" else cell
        rows = (cell, *(once,) * (cell.rows - 1))
        self.cells += [each._replace(row=cell.row + n, rows=1, continued="repeat") for n, each in enumerate(rows)]

    def add_total(self, projects: list[Project]) -> None:
        """The 合计 row: dashes under name and category as in the approved form, the sum, then empty cells."""
        text, amount, number_format = total_of(projects, self.profile.decimals)
        first = "unit_name" if "unit_name" in self.places else next(iter(self.places))
        words = {"project_name": "-", "category": "-", "code": "-", first: terms.TOTAL}
        for key, place in self.places.items():
            cell = Cell(0, place, words.get(key, ""), align="center", style="total")
            if key == "budget":
                self._measure(key, text)
                cell = cell._replace(text=text, number=amount, number_format=number_format, field=key)
                cell = cell._replace(align=self._align(key, "right"))
            self.cells.append(cell)
        self.breaks.append(0)

    def add_unit(self, unit: Unit, projects: list[Project]) -> None:
        """A unit's cell over the rows of its projects."""
        start = len(self.breaks)
        self.bookmarks.append((start, unit.label, 0))
        for number, project in enumerate(projects):
            self.bookmarks.append((len(self.breaks), project.label, 1))
            self._add_project(project, _BREAK_PROJECT if number else _BREAK_UNIT)
        if not projects:
            self._add_empty_row(start)
        rows = len(self.breaks) - start
        place = self.places.get("unit_name")
        if place is not None:
            text = joined(unit.code, unit.name)
            align = self._align("unit_name", "center")
            self._add(Cell(start, place, text, rows, align=align, node=unit.id, field="name"), "unit_name")

    def _add_empty_row(self, row: int) -> None:
        self.breaks.append(_BREAK_UNIT)
        self.cells.extend(Cell(row, place, "") for key, place in self.places.items() if key != "unit_name")

    def _add_project(self, project: Project, quality: int) -> None:
        start = len(self.breaks)
        indicators = list(self.book.indicators(project.id))
        rows = max(1, len(indicators))
        for key in self.project_keys:
            self._add(self._project_cell(project, key, start, rows), key)
        self.breaks.extend([quality, *[_BREAK_ROW] * (rows - 1)])
        if not indicators:
            places = [place for key, place in self.places.items() if key in _INDICATOR_COLUMNS]
            self.cells.extend(Cell(start, place, "", node=project.id) for place in places)
        self._add_levels(indicators, start)
        for row, indicator in enumerate(indicators, start):
            self._add_indicator(indicator, row)

    def _project_cell(self, project: Project, key: str, row: int, rows: int) -> Cell:
        shown = _PROJECT_COLUMNS[key]
        field = _FIELD.get(key, key)
        text, number, number_format = getattr(project, field) or "", None, None
        if key == "project_name":
            text = joined(None if "code" in self.places else project.code, project.name)
        elif key in _MONEY:
            text, number, number_format = money_of(text or None, self.columns[key].decimals)
            if number is not None:
                self._measure(key, text)
        return Cell(
            row, self.places[key], text, rows, align=self._align(key, shown.align), number=number,
            number_format=number_format, node=project.id, field=field, continued=shown.continued,
        )  # fmt: skip

    def _measure(self, key: str, amount: str) -> None:
        self.longest[key] = max(self.longest.get(key, 0.0), _width_of(amount))

    def _add_indicator(self, indicator: Indicator, row: int) -> None:
        node = indicator.id
        for place, field, align, numeric, least in self.indicator_columns:
            text: str = getattr(indicator, field) or ""
            number, shown = number_of(text, least) if numeric else (None, None)
            if least and number is not None:
                text = f"{number:.{max(least, -int(number.as_tuple().exponent))}f}"
            self.cells.append(Cell(row, place, text, 1, 1, align, "body", number, shown, node, field))

    def _add_levels(self, indicators: list[Indicator], start: int) -> None:
        row = start
        for level1, same1 in _runs(indicators, attrgetter("level1")):
            self._add_level("level1", self.profile.printed_level1(level1), row, same1)
            self._prefer_break(row, _BREAK_LEVEL1)
            inner = row
            for level2, same2 in _runs(same1, attrgetter("level2")):
                self._add_level("level2", self.profile.printed_level2(level1, level2), inner, same2)
                self._prefer_break(inner, _BREAK_LEVEL2)
                inner += len(same2)
            row += len(same1)

    def _add_level(self, key: str, text: str, row: int, indicators: list[Indicator]) -> None:
        if key in self.places:
            node = indicators[0].id
            align = self._align(key, "center")
            self._add(Cell(row, self.places[key], text, len(indicators), align=align, node=node, field=key), key)

    def _prefer_break(self, row: int, quality: int) -> None:
        self.breaks[row] = max(self.breaks[row], quality)


def _runs(
    indicators: list[Indicator], level: Callable[[Indicator], str | None]
) -> Iterator[tuple[str | None, list[Indicator]]]:
    """Runs of an equal level; indicators without one stand alone, so that each gap is seen."""
    for name, same in groupby(indicators, level):
        if name is None:
            yield from ((None, [indicator]) for indicator in same)
        else:
            yield name, list(same)
