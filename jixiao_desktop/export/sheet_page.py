"""How a sheet lies on paper: column widths in whole pixels, margins, the repeated header, manual page breaks.

A column's width counts digits of the workbook's Normal style, so the same file is wider or narrower wherever that font
is replaced. 宋体 is half an em in Windows, 0.56 em in its usual substitutes and 0.64 em in DejaVu: a table that fills
the page there is a fifth too narrow here. Courier New and every font that stands in for it (Liberation Mono, DejaVu
Sans Mono, Nimbus Mono) are 0.6 em, at every screen scale. So it is the Normal style, which shows in no cell: each
column has 宋体 as the style of its empty cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Any

from ..forms.grid import Column, Grid
from ..typesetting import Paper, number_words
from .sheet import FAMILY, letter

NORMAL_FAMILY, NORMAL_SIZE = "Courier New", 10
_DIGIT_PIXELS = 8
"""The widest digit of the Normal style, in pixels at 96 dpi."""
WIDTH_USED = 0.985
"""Share of the printable width that a table takes: what rounding and a neighbour of the font may add."""
HEADER_PADDING = 2.5
"""Blank beside a header's words, in pt: what a sheet leaves free at the least."""
TEXT_WIDTH_USED = 0.955
"""Share of the printable width that texts are broken for: what rounding and a neighbour of the font may take away."""

_INCH_MM, _INCH_POINTS, _INCH_PIXELS = 25.4, 72, 96
_PAPER_NUMBER = {"A4": 9, "A3": 8}
_LAST_COLUMN, _USUAL_PIXELS = 16384, 72


def shown_pixels(width: float) -> int:
    """Return how wide a column of `width` digits is on the screen, in pixels at 96 dpi (Excel's own formula)."""
    return int((256 * width + int(128 / _DIGIT_PIXELS)) / 256 * _DIGIT_PIXELS)


def column_pixels(columns: Sequence[Column], paper: Paper) -> list[int]:
    """Return the widths of a table's columns in whole pixels at 96 dpi, together never wider than the page allows."""
    share = paper.measure / _INCH_POINTS * _INCH_PIXELS * WIDTH_USED / sum(column.width for column in columns)
    return [int(column.width * share) for column in columns]


def shares(edges: Sequence[float], needs: Sequence[float]) -> list[int]:
    """Return the columns at which a line's parts begin, and the end: wide enough for their `needs`, then equal."""
    last = len(edges) - 1

    def worth(places: Sequence[int]) -> tuple[list[float], list[float]]:
        widths = [edges[end] - edges[start] for start, end in pairwise(places)]
        lacks = [min(0.0, width - need) for width, need in zip(widths, needs, strict=True)]
        return sorted(lacks), sorted(widths)

    choices = ([0, *inner, last] for inner in combinations(range(1, last), len(needs) - 1))
    return max(choices, key=worth)


def use_normal_style(workbook: Any) -> None:
    """Give a new workbook the Normal style that column widths count in."""
    from openpyxl.styles import Font
    from openpyxl.utils.indexed_list import IndexedList

    normal = Font(name=NORMAL_FAMILY, size=NORMAL_SIZE)
    workbook._fonts = IndexedList([normal])
    workbook._named_styles["Normal"].font = normal


def set_widths(sheet: Any, pixels: Sequence[int], size: float) -> None:
    """Set the columns' widths; empty cells of all columns are in the form's font of `size` pt."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.dimensions import ColumnDimension

    font = Font(name=FAMILY, size=size)
    for place, width in enumerate(pixels, 1):
        column = sheet.column_dimensions[letter(place)]
        column.width, column.font = width / _DIGIT_PIXELS, font
    beyond = letter(len(pixels) + 1)
    rest = ColumnDimension(sheet, index=beyond, width=_USUAL_PIXELS / _DIGIT_PIXELS)
    rest.min, rest.max, rest.font = len(pixels) + 1, _LAST_COLUMN, font
    sheet.column_dimensions[beyond] = rest


def set_page(sheet: Any, grid: Grid, paper: Paper) -> None:
    """Set paper, margins, footer and column widths for a form."""
    setup = sheet.page_setup
    setup.orientation, setup.paperSize = "portrait" if paper.upright else "landscape", _PAPER_NUMBER[paper.name]
    margins = sheet.page_margins
    margins.left, margins.right = paper.left_mm / _INCH_MM, paper.right_mm / _INCH_MM
    margins.top, margins.bottom = paper.top_mm / _INCH_MM, paper.foot_mm / _INCH_MM
    margins.header = margins.footer = paper.number_mm / _INCH_MM
    sheet.print_options.horizontalCentered = True
    footer = sheet.oddFooter.center
    footer.text, footer.font, footer.size = number_words("&P", "&N"), f"{FAMILY},Regular", round(paper.body)
    set_widths(sheet, column_pixels(grid.columns, paper), paper.body)


def repeat_header(sheet: Any, top: int, bottom: int) -> None:
    """Repeat these rows on every page and keep them, with the first two columns, on the screen."""
    sheet.print_title_rows = f"{top}:{bottom}"
    sheet.freeze_panes = f"C{bottom + 1}"


def break_after(sheet: Any, rows: Sequence[int]) -> None:
    """Break pages after these rows, at full size: under fit-to-page Excel would ignore the breaks."""
    from openpyxl.worksheet.pagebreak import Break

    sheet.page_setup.scale = 100
    for row in rows:
        sheet.row_breaks.append(Break(id=row))


def fit_width(sheet: Any, *, one_page: bool = False) -> None:
    """Print one page wide and as many high as it takes, or one."""
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(one_page)
