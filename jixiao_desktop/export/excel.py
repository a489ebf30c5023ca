"""A form to Excel: 报送版 with merges whole, 打印版 with merges broken where the printed pages break.

Both stand on the typesetter's row heights. Page facts (design): manual breaks are ignored under fit-to-page, so the
打印版 has column widths that fill the printable width and never fits to page; a sheet takes at most 1,023 breaks and
rows of at most 409.5 pt; totals are plain numbers because previews compute nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import Any

from ..forms.grid import Align, Cell, Grid, Line
from ..lean import openpyxl
from ..typesetting import A4, Layout, Paper
from ..typesetting.fonts import office_face
from ..typesetting.pagination import Piece, Plan
from ..typesetting.paper import MM
from .sheet import MAX_ROW_HEIGHT, Body, StyleName, Styler, clean, save
from .sheet_page import (
    HEADER_PADDING,
    TEXT_WIDTH_USED,
    break_after,
    fit_width,
    repeat_header,
    set_page,
    shares,
    use_normal_style,
)

_BREAKS_A_SHEET = 1000
_SLACK_MM = 2.0
_SHEET_PADDING, _SHEET_LEADING, _LEADING_HOLDS = 2.6, 1.44, 1.5
_LEADING_OF_TITLE, _GAP_OF_TITLE, _LEADING_OF_LINES = 1.3, 0.6, 1.7
_ENDLESS = 1e9
_FIGURE = "0"
_SHEET, _TITLE_LENGTH = "绩效目标表", 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def write_excel(
    grids: Grid | Sequence[Grid], path: Path, *, papers: Sequence[Paper] = (A4,), print_layout: bool = False,
    names: Sequence[str] = (), stage: str = "",
) -> None:  # fmt: skip
    """Write a form, or several on a sheet each, as a workbook: 报送版, or with `print_layout` the 打印版.

    Each form takes the first of the `papers` on which it is one page, or the last; all are of one size. `names` are
    for the sheets, `stage` goes to the document's properties. Raises OSError when the file cannot be written.
    """
    several = [grids] if isinstance(grids, Grid) else list(grids)
    workbook = openpyxl().Workbook()
    use_normal_style(workbook)
    _describe(workbook, several[0], stage)
    styler, titles = Styler(workbook, papers[0].body / A4.body), _Titles()
    bodies: dict[int, Body] = {}
    for place, grid in enumerate(several):
        paper, one_page = _fitting(grid, papers)
        layout = _sheet_layout(grid, paper, print_layout)
        for plans in _chunks(layout.plans):
            sheet = workbook.create_sheet() if bodies else workbook.active
            sheet.title = titles.free(names[place] if place < len(names) else _SHEET)
            writer = _SheetWriter(layout, styler)
            writer.write(plans, last=plans[-1] is layout.plans[-1])
            bodies[len(bodies)] = writer.body
            _set_up(sheet, layout, paper, writer)
            if print_layout:
                break_after(sheet, writer.breaks)
            else:
                fit_width(sheet, one_page=one_page)
    save(workbook, bodies, path)


class _Titles:
    """Names of sheets: at most 31 characters, none of []:*?/\\, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, wanted: str) -> str:
        """Return the wanted name, or with a number when it is taken."""
        base = _FORBIDDEN.sub(" ", clean(wanted)).strip(" '") or _SHEET
        name, number = base[:_TITLE_LENGTH], 1
        while name.lower() in self._taken:
            number += 1
            name = f"{base[: _TITLE_LENGTH - 6]}({number})"
        self._taken.add(name.lower())
        return name


def _fitting(grid: Grid, papers: Sequence[Paper]) -> tuple[Paper, bool]:
    """Return the first paper on which a form is one page, and True; the last and False when there is none."""
    if len(papers) > 1:
        for paper in papers:
            if _sheet_layout(grid, paper, print_layout=True).count == 1:
                return paper, True
    return papers[-1], False


def _sheet_layout(grid: Grid, paper: Paper, print_layout: bool) -> Layout:
    """Layout with some slack, since a sheet is shown in the fonts of the machine that opens it.

    Figures need one line: they shrink in a sheet where they are too wide.
    """
    body = tuple(cell if cell.number is None else cell._replace(text=_FIGURE) for cell in grid.body)
    roomy = replace(
        paper, padding=_SHEET_PADDING, row_padding=paper.row_padding - _LEADING_HOLDS, leading=_SHEET_LEADING,
        bottom_mm=paper.foot_mm + _SLACK_MM, right_mm=paper.right_mm + paper.measure / MM * (1 - TEXT_WIDTH_USED),
    )  # fmt: skip
    if not print_layout:
        roomy = replace(roomy, height_mm=_ENDLESS, fresh_pages=False)
    return Layout(replace(grid, body=body), roomy, office_face)


def _chunks(plans: Sequence[Plan]) -> Iterator[Sequence[Plan]]:
    return (plans[start : start + _BREAKS_A_SHEET] for start in range(0, len(plans), _BREAKS_A_SHEET))


def _describe(workbook: Any, grid: Grid, stage: str) -> None:
    properties = workbook.properties
    properties.title = properties.subject = clean(grid.title)
    properties.creator = properties.lastModifiedBy = "绩效目标编报"
    properties.category = stage or None


class _SheetWriter:
    """Writes title, lines, header, body and foot into one sheet's body and notes where pages break."""

    def __init__(self, layout: Layout, styler: Styler) -> None:
        self.layout, self.grid = layout, layout.grid
        self.body = Body(styler, len(self.grid.columns))
        self.header_top = 0
        self.header_bottom = 0
        self.breaks: list[int] = []

    def write(self, plans: Sequence[Plan], *, last: bool) -> None:
        """Write the sheet for these pages; the foot stands on the form's last sheet."""
        self._title()
        self._lines(self.grid.above)
        if self.grid.header_on_first:
            self._header()
        for plan in plans:
            self._plan(plan)
            self.breaks.append(self.body.rows)
        self.breaks.pop()
        if last:
            self._lines(self.grid.below)

    def _title(self) -> None:
        size, measure = self.layout.paper.title, self.layout.measure
        lines = measure.breaker("bold", size).lines(self.grid.title, self.layout.paper.measure)
        row = self.body.add_row(size * (_LEADING_OF_TITLE * max(1, len(lines)) + _GAP_OF_TITLE))
        self._across(row, 0, self.body.columns, self.grid.title, "title", "center")

    def _across(self, row: int, start: int, end: int, text: str, style: StyleName, align: Align) -> None:
        self.body.put(row, start + 1, text, style, align)
        self.body.merge(row, start + 1, 1, end - start, style, align)

    def _lines(self, lines: Sequence[Line]) -> None:
        """Lines above or below the table: each part over its share of the columns, as high as its text needs."""
        edges, paper = self.layout.measure.edges, self.layout.paper
        breaker = self.layout.measure.breaker("regular", paper.body)
        for line in lines:
            face = self.layout.measure.face("regular")
            places = shares(edges, [face.width(text, paper.body) + 2 * paper.padding for text, _ in line.parts])
            parts = list(zip(line.parts, places, places[1:], strict=False))
            rooms = [edges[end] - edges[start] - 2 * paper.padding for _, start, end in parts]
            counts = [len(breaker.lines(text, room)) for ((text, _), _, _), room in zip(parts, rooms, strict=True)]
            row = self.body.add_row(paper.body * _LEADING_OF_LINES * max(1, *counts))
            for (text, align), start, end in parts:
                self._across(row, start, end, text, "line", align)

    def _header(self) -> None:
        self.header_top = self.body.rows + 1
        for height in self.layout.header_heights:
            self.header_bottom = self.body.add_row(height + 1)
        for cell in self.grid.header:
            self._cell(cell, cell.text, self.header_top + cell.row, cell.rows, whole=True)

    def _between_words(self, cell: Cell) -> str:
        """A header with line breaks between its words, where a sheet would break it at any character."""
        measure = self.layout.measure
        room = measure.edges[cell.column + cell.columns] - measure.edges[cell.column] - HEADER_PADDING
        return "\n".join(measure.breaker(*measure.style(cell)).lines(cell.text, room, even=True))

    def _plan(self, plan: Plan) -> None:
        """One page's rows; a row higher than a sheet allows becomes several."""
        first: list[int] = []
        for height in plan.heights:
            parts = ceil(height / MAX_ROW_HEIGHT)
            first.append(self.body.rows + 1)
            for _ in range(parts):
                self.body.add_row(height / parts)
        first.append(self.body.rows + 1)
        flowing = max((piece.cell.column for piece in plan.pieces if piece.cell.continued == "flow"), default=-1)
        for piece in plan.pieces:
            rows = first[piece.bottom] - first[piece.top]
            self._piece(piece, first[piece.top], rows, leaf=piece.cell.column > flowing)

    def _piece(self, piece: Piece, row: int, rows: int, *, leaf: bool) -> None:
        """A cell; an indicator's stands in the first of several rows, so that it is read once."""
        cell = piece.cell
        if leaf and rows > 1 and piece.bottom - piece.top == 1:
            for filler in range(row + 1, row + rows):
                self._cell(cell, "", filler, 1, whole=False)
            rows = 1
        usual = self.layout.measure.style(cell)[1]
        share = 1.0 if piece.size >= usual else piece.size / usual
        self._cell(cell, piece.text, row, rows, whole=piece.text == cell.text, share=share)

    def _cell(self, cell: Cell, text: str, row: int, rows: int, *, whole: bool, share: float = 1.0) -> None:
        """A cell in the usual size of its kind, or a `share` of it where the typesetter made a text smaller."""
        column, style = cell.column + 1, cell.style
        number = cell.number if whole else None
        if style in {"header", "subheader"}:
            text = self._between_words(cell)
        self.body.put(row, column, text, style, cell.align, number, cell.number_format, share=share)
        self.body.merge(row, column, rows, cell.columns, style, cell.align)


def _set_up(sheet: Any, layout: Layout, paper: Paper, writer: _SheetWriter) -> None:
    """Page, widths, repeated header and frozen panes."""
    set_page(sheet, layout.grid, paper)
    if writer.header_top:
        repeat_header(sheet, writer.header_top, writer.header_bottom)
