"""单项申报表: one form a project, upright, with project facts, funds, the goal and the indicators.

Source of the rows: the usual one-page 申报表 of several provinces (domain, other official forms). What the book does
not hold stays blank to be filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from ..domain import stage as stages
from ..domain.book import Book, Indicator, Project, Unit
from ..domain.profile import Profile
from .cells import Options, chosen, foot_lines, head_lines, joined, label, money_of, number_of
from .grid import Align, Cell, Column, Grid, Line

_COLUMNS = (
    Column("label", 13), Column("level1", 21), Column("level2", 28), Column("indicator_name", 49),
    Column("comparator", 17), Column("value", 18), Column("unit", 16), Column("weight", 16),
)  # fmt: skip
_LAST = len(_COLUMNS)
_HEADERS = ("", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "分值权重")
_PAIRS = (
    (("主管部门", "department"), ("实施单位", "implementer")),
    (("项目属性", "attribute"), ("项目期", "period")),
)
_FUNDS = (("年度资金总额", "budget"), ("其中：财政拨款", "fiscal_funds"), ("其他资金", "other_funds"))
_NEVER, _ROW, _LEVEL2, _LEVEL1, _BLOCK = 0, 1, 2, 3, 4


def single_grids(book: Book, profile: Profile, options: Options | None = None) -> list[Grid]:
    """Return one form for each chosen project, in the book's order; none when the book has no project."""
    options = options or Options()
    return [_Writer(book, profile, unit, p).grid() for unit, projects in chosen(book, options) for p in projects]


def title(book: Book) -> str:
    """Return the title of the single form at the book's stage."""
    return f"项目支出{stages.form_name(book.facts.stage)}"


class _Writer:
    """Puts the rows of one project's form down."""

    def __init__(self, book: Book, profile: Profile, unit: Unit, project: Project) -> None:
        self.book, self.profile, self.unit, self.project = book, profile, unit, project
        self.cells: list[Cell] = []
        self.breaks: list[int] = []

    def grid(self) -> Grid:
        """The whole form."""
        self._facts()
        self._funds()
        self._goals()
        self._indicators()
        facts = self.book.facts
        year = Line(((f"（{facts.year}年度）" if facts.year else "", "center"),))
        return Grid(
            title=title(self.book),
            columns=_COLUMNS,
            header=tuple(self._further_header()),
            header_rows=2,
            body=tuple(self.cells),
            body_rows=len(self.breaks),
            breaks=tuple(self.breaks),
            above=(year, *head_lines(self.book, self.profile, [self.unit])),
            below=foot_lines(self.book, self.profile, [self.unit]),
            bookmarks=((0, self.project.label, 0),),
            header_on_first=False,
        )

    def _further_header(self) -> Iterator[Cell]:
        """On further pages: whose form it is, and the headers of the indicators."""
        yield label(0, 0, "项目名称", columns=2)
        yield Cell(0, 2, f"{self.project.label}（续）", columns=_LAST - 2, style="total")
        yield from (label(1, place, text) for place, text in enumerate(_HEADERS))

    def _row(self, quality: int = _NEVER) -> int:
        self.breaks.append(quality)
        return len(self.breaks) - 1

    def _field(self, row: int, column: int, field: str, *, columns: int, text: str | None = None) -> None:
        shown = text if text is not None else getattr(self.project, field) or ""
        self.cells.append(Cell(row, column, shown, columns=columns, node=self.project.id, field=field))

    def _facts(self) -> None:
        row = self._row()
        self.cells.append(label(row, 0, "项目名称", columns=2))
        self._field(row, 2, "name", columns=_LAST - 2, text=joined(self.project.code, self.project.name))
        for (left, left_field), (right, right_field) in _PAIRS:
            row = self._row()
            self.cells += [label(row, 0, left, columns=2), label(row, 4, right)]
            own = self.project.implementer or joined(self.unit.code, self.unit.name)
            implementer = own if right_field == "implementer" else None
            self._field(row, 2, left_field, columns=2)
            self._field(row, 5, right_field, columns=_LAST - 5, text=implementer)
        row = self._row()
        self.cells.append(label(row, 0, "项目类别", columns=2))
        self._field(row, 2, "category", columns=_LAST - 2)

    def _funds(self) -> None:
        first = len(self.breaks)
        self.cells.append(label(first, 0, "项目资金(万元)", rows=len(_FUNDS), columns=2))
        for words, field in _FUNDS:
            row = self._row()
            text, number, number_format = money_of(getattr(self.project, field))
            self.cells.append(label(row, 2, words))
            amount = Cell(row, 3, text, columns=_LAST - 3, align="right", node=self.project.id, field=field)
            self.cells.append(amount._replace(number=number, number_format=number_format))

    def _goals(self) -> None:
        """The goal of the year; that of all years above it when the project has one."""
        if self.project.overall_objective:
            self._goal("总体目标", "overall_objective")
        self._goal("年度绩效目标", "objective")

    def _goal(self, words: str, field: str) -> None:
        row = self._row(_BLOCK)
        self.cells.append(label(row, 0, words))
        text = getattr(self.project, field) or ""
        goal = Cell(row, 1, text, columns=_LAST - 1, node=self.project.id, field=field, continued="flow")
        self.cells.append(goal)

    def _indicators(self) -> None:
        top = self._row(_BLOCK)
        rows = list(self.book.indicators(self.project.id))
        self.cells.append(label(top, 0, "绩效指标", rows=max(1, len(rows)) + 1))
        self.cells += [label(top, place, text) for place, text in enumerate(_HEADERS) if place]
        for level1, same1 in groupby(rows, attrgetter("level1")):
            self._level1(level1, list(same1))
        if not rows:
            row = self._row()
            self.cells += [Cell(row, place, "") for place in range(1, _LAST)]
        self.breaks[top + 1] = _NEVER

    def _level1(self, level1: str | None, rows: list[Indicator]) -> None:
        start = len(self.breaks)
        self._level(start, 1, self.profile.printed_level1(level1), rows, "level1")
        for level2, same2 in groupby(rows, attrgetter("level2")):
            same, inner = list(same2), len(self.breaks)
            self._level(inner, 2, self.profile.printed_level2(level1, level2), same, "level2")
            for place, indicator in enumerate(same):
                quality = _LEVEL1 if inner == start else _LEVEL2
                self._indicator(indicator, self._row(_ROW if place else quality))

    def _level(self, row: int, column: int, text: str, rows: list[Indicator], field: str) -> None:
        self.cells.append(Cell(row, column, text, len(rows), align="center", node=rows[0].id, field=field))

    def _indicator(self, indicator: Indicator, row: int) -> None:
        for place, field in enumerate(("name", "comparator", "value", "unit", "weight"), 3):
            text: str | None = getattr(indicator, field)
            number, number_format = number_of(text) if field in {"value", "weight"} else (None, None)
            align: Align = "left" if field == "name" else "center"
            cell = Cell(row, place, text or "", align=align, number=number, number_format=number_format)
            self.cells.append(cell._replace(node=indicator.id, field=field))
