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

from ..forms.grid import Cell, Grid, Line
from ..typesetting import A4, Layout, Paper
from ..typesetting.fonts import office_face
from ..typesetting.pagination import Piece, Plan
from .sheet import MAX_ROW_HEIGHT, Body, Styler, clean, letter, save

_BREAKS_A_SHEET = 1000
_PAPER_NUMBER = {"A4": 9, "A3": 8}
_INCH_MM = 25.4
_PIXELS_A_MM, _DIGIT_PIXELS, _CELL_PADDING_PIXELS = 96 / 25.4, 7, 5
_WIDTH_USED = 0.985
_SLACK_MM, _FOOTER_MM = 2.0, 8.0
_SHEET_PADDING, _SHEET_ROW_PADDING, _SHEET_LEADING = 2.6, 1.2, 1.44
_ENDLESS = 1e9
_SHEET, _TITLE_LENGTH = "绩效目标表", 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def write_excel(
    grids: Grid | Sequence[Grid], path: Path, *, paper: Paper = A4, print_layout: bool = False,
    names: Sequence[str] = (), stage: str = "",
) -> None:  # fmt: skip
    """Write a form, or several on a sheet each, as a workbook: 报送版, or with `print_layout` the 打印版.

    `names` are for the sheets, `stage` goes to the document's properties. Raises OSError when the file cannot be
    written.
    """
    from openpyxl import Workbook

    several = [grids] if isinstance(grids, Grid) else list(grids)
    workbook = Workbook()
    _describe(workbook, several[0], stage)
    styler, titles = Styler(workbook, paper.body / A4.body), _Titles()
    bodies: dict[int, Body] = {}
    for place, grid in enumerate(several):
        layout = _sheet_layout(grid, paper, print_layout)
        for plans in _chunks(layout.plans):
            sheet = workbook.create_sheet() if bodies else workbook.active
            sheet.title = titles.free(names[place] if place < len(names) else _SHEET)
            writer = _SheetWriter(layout, styler)
            writer.write(plans, last=plans[-1] is layout.plans[-1])
            bodies[len(bodies)] = writer.body
            _set_up(sheet, layout, paper, writer, print_layout)
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


def _sheet_layout(grid: Grid, paper: Paper, print_layout: bool) -> Layout:
    """Layout with some slack, since a sheet is shown in the fonts of the machine that opens it."""
    roomy = replace(
        paper, padding=_SHEET_PADDING, row_padding=_SHEET_ROW_PADDING, leading=_SHEET_LEADING,
        bottom_mm=paper.bottom_mm + _SLACK_MM,
    )  # fmt: skip
    if not print_layout:
        roomy = replace(roomy, height_mm=_ENDLESS, fresh_pages=False)
    return Layout(grid, roomy, office_face)


def _chunks(plans: Sequence[Plan]) -> Iterator[Sequence[Plan]]:
    return (plans[start : start + _BREAKS_A_SHEET] for start in range(0, len(plans), _BREAKS_A_SHEET))


def _describe(workbook: Any, grid: Grid, stage: str) -> None:
    properties = workbook.properties
    properties.title = properties.subject = grid.title
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
        size = self.layout.paper.title
        row = self.body.add_row(size * 1.9)
        self._across(row, self.grid.title, "title")
        self._lines(self.grid.above)
        if self.grid.header_on_first:
            self._header()
        for plan in plans:
            self._plan(plan)
            self.breaks.append(self.body.rows)
        self.breaks.pop()
        if last:
            self._lines(self.grid.below)

    def _across(self, row: int, text: str, name: str) -> None:
        assert name in {"title", "line"}
        style, align = ("title", "center") if name == "title" else ("line", "left")
        self.body.put(row, 1, text, style, align)  # type: ignore[arg-type]
        self.body.merge(row, 1, 1, self.body.columns, style, align)  # type: ignore[arg-type]

    def _lines(self, lines: Sequence[Line]) -> None:
        for line in lines:
            row = self.body.add_row(self.layout.paper.body * 1.9)
            if len(line.parts) == 1:
                self._across(row, line.parts[0][0], "line")
                continue
            starts = [round(place * self.body.columns / len(line.parts)) for place in range(len(line.parts))]
            for start, end, (text, align) in zip(starts, [*starts[1:], self.body.columns], line.parts, strict=True):
                self.body.put(row, start + 1, text, "line", align)
                self.body.merge(row, start + 1, 1, end - start, "line", align)

    def _header(self) -> None:
        self.header_top = self.body.rows + 1
        for height in self.layout.header_heights:
            self.header_bottom = self.body.add_row(height + 1)
        for cell in self.grid.header:
            self._cell(cell, cell.text, self.header_top + cell.row, cell.rows, whole=True)

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
        self._cell(cell, piece.text, row, rows, whole=piece.text == cell.text)

    def _cell(self, cell: Cell, text: str, row: int, rows: int, *, whole: bool) -> None:
        column, style = cell.column + 1, cell.style
        number = cell.number if whole else None
        self.body.put(row, column, text, style, cell.align, number, cell.number_format)
        self.body.merge(row, column, rows, cell.columns, style, cell.align)


def _set_up(sheet: Any, layout: Layout, paper: Paper, writer: _SheetWriter, print_layout: bool) -> None:
    """Page, margins, widths, repeated header, frozen panes, footer and manual breaks."""
    from openpyxl.worksheet.pagebreak import Break

    setup = sheet.page_setup
    setup.orientation, setup.paperSize = "portrait" if paper.upright else "landscape", _PAPER_NUMBER[paper.name]
    _set_margins(sheet, paper)
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    if writer.header_top:
        sheet.print_title_rows = f"{writer.header_top}:{writer.header_bottom}"
        sheet.freeze_panes = f"C{writer.header_bottom + 1}"
    share = paper.measure / sum(column.width for column in layout.grid.columns) / (72 / _INCH_MM)
    for place, column in enumerate(layout.grid.columns, 1):
        pixels = column.width * share * _WIDTH_USED * _PIXELS_A_MM
        sheet.column_dimensions[letter(place)].width = round((pixels - _CELL_PADDING_PIXELS) / _DIGIT_PIXELS, 2)
    if print_layout:
        setup.scale = 100
        for row in writer.breaks:
            sheet.row_breaks.append(Break(id=row))
    else:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        setup.fitToWidth, setup.fitToHeight = 1, 0


def _set_margins(sheet: Any, paper: Paper) -> None:
    margins = sheet.page_margins
    margins.left, margins.right = paper.left_mm / _INCH_MM, paper.right_mm / _INCH_MM
    margins.top, margins.bottom = paper.top_mm / _INCH_MM, paper.bottom_mm / _INCH_MM
    margins.header = margins.footer = _FOOTER_MM / _INCH_MM
    sheet.print_options.horizontalCentered = True
