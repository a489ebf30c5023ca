"""A grid: the cells of one official form, with spans, before anyone knows how wide a character is.

The typesetter lays a grid out in points, the Excel export writes it as a sheet; both read the same cells, so that
preview, PDF, paper and Excel are one layout. Widths are in mm, font sizes in pt.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

Align = Literal["left", "center", "right"]
Style = Literal["body", "header", "subheader", "total"]

ZERO_WIDTH_BREAK = "\u200b"
"""Where a header may be broken; never written into a sheet or a PDF."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key (a field of `domain.terms`), its share of the page width in mm."""

    key: str
    width: float


class Cell(NamedTuple):
    """One cell of a grid, standing at (row, column) and covering `rows` × `columns`.

    `number` is the value behind the text when it is one (Excel writes it as a number), `number_format` how Excel
    shows it. `node` and `field` say which cell of the book it prints (None: a label). `continued` is what stands in
    its place on a further page when the cell is cut by a page break: the whole text again ("repeat"), nothing
    ("blank"), the text with （续） after it ("mark"), or what did not fit yet ("flow").
    """

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    align: Align = "left"
    style: Style = "body"
    number: Decimal | None = None
    number_format: str | None = None
    node: int | None = None
    field: str | None = None
    continued: Literal["repeat", "blank", "mark", "flow"] = "repeat"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text above or below the table, such as 填报单位（盖章）： left or 单位：万元 right.

    `parts` are spread over the table's width: each with its own alignment.
    """

    parts: tuple[tuple[str, Align], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A form: title, lines above and below, header rows (repeated on every page) and body rows.

    `header` cells count their rows from 0 within the header, `body` cells from 0 within the body. Every position of
    the body is covered by exactly one cell. `breaks` gives for every body row r how good a page break before r is:
    0 never, 1 between rows, 2 between 二级, 3 between 一级, 4 between projects, 5 between units.
    `bookmarks` are (body row, title, depth) for the PDF's outline. With `header_on_first` False the header stands on
    further pages only: the body of the first page says the same and more.
    """

    title: str
    columns: tuple[Column, ...]
    header: tuple[Cell, ...]
    header_rows: int
    body: tuple[Cell, ...]
    body_rows: int
    breaks: tuple[int, ...]
    above: tuple[Line, ...] = ()
    below: tuple[Line, ...] = ()
    bookmarks: tuple[tuple[int, str, int], ...] = ()
    header_on_first: bool = True
