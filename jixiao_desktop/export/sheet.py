"""A sheet written fast: the workbook's frame by openpyxl, the cells of each sheet as XML of our own.

openpyxl keeps styles, page setup and properties; its cell objects and `merge_cells` would make large forms slow. Text
is always an inline string and never a formula. Fonts are those that offices have: a workbook does not carry fonts.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

from ..forms.grid import ZERO_WIDTH_BREAK, Align

StyleName = Literal["body", "header", "subheader", "total", "title", "line"]

_FONT = {
    "body": ("宋体", 9, False),
    "total": ("宋体", 9, False),
    "line": ("宋体", 9, False),
    "header": ("宋体", 9, True),
    "subheader": ("宋体", 7.5, False),
    "title": ("宋体", 16, True),
}
_UNBORDERED = {"title", "line"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_START = ("=", "+", "-", "@", "\t")
_LIKE_NUMBER = re.compile(r"[\d０-９.,，%+\-/ :]+")
MAX_TEXT = 32767
"""The longest text that a sheet's cell can hold."""
MAX_ROW_HEIGHT = 409.5
"""The highest row of a sheet, in pt."""
_TEXT_FORMAT = "@"


def clean(text: str) -> str:
    """Return a text as a sheet can hold it: no break hints, no control characters, line ends made plain."""
    return _ILLEGAL.sub(" ", text.replace(ZERO_WIDTH_BREAK, "").replace("\r\n", "\n").replace("\r", "\n"))[:MAX_TEXT]


@cache
def letter(column: int) -> str:
    """Return the letters of a column counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Styler:
    """Styles of one workbook by number, each registered once."""

    def __init__(self, workbook: Any, scale: float = 1.0) -> None:
        self.workbook, self.scale = workbook, scale
        self._known: dict[tuple[str, str, str, bool], int] = {}

    def number(self, name: StyleName, align: Align, number_format: str = "General", *, quoted: bool = False) -> int:
        """Return the style of a kind of cell; `quoted` marks text that must never be taken for a formula."""
        key = name, align, number_format, quoted
        if key not in self._known:
            self._known[key] = self._register(name, align, number_format, quoted)
        return self._known[key]

    def _register(self, name: StyleName, align: Align, number_format: str, quoted: bool) -> int:
        from copy import copy

        from openpyxl.cell import Cell
        from openpyxl.styles import Alignment, Border, Font, Side

        cell = Cell(self.workbook.active, 1, 1)
        family, size, bold = _FONT[name]
        thin = Side(style="thin", color="FF000000")
        cell.font = Font(name=family, size=size * self.scale, bold=bold)
        cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=name != "line")
        cell.border = Border() if name in _UNBORDERED else Border(left=thin, right=thin, top=thin, bottom=thin)
        cell.number_format = number_format
        style = copy(cell._style)
        style.quotePrefix = int(quoted)
        return int(self.workbook._cell_styles.add(style))


class Body:
    """The cells of one sheet: rows and columns count from 1."""

    def __init__(self, styler: Styler, columns: int) -> None:
        self.styler, self.columns = styler, columns
        self._rows: list[list[str]] = []
        self._heights: list[float] = []
        self._merges: list[str] = []

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def add_row(self, height: float) -> int:
        """Begin a row of `height` pt; return its number."""
        self._rows.append([""] * self.columns)
        self._heights.append(min(height, MAX_ROW_HEIGHT))
        return len(self._rows)

    def put(
        self, row: int, column: int, text: str, name: StyleName, align: Align = "left",
        number: Decimal | None = None, number_format: str | None = None,
    ) -> None:  # fmt: skip
        """Write one cell: a real number with its format, or text as text whatever it begins with."""
        place = f"{letter(column)}{row}"
        if number is not None:
            style = self.styler.number(name, align, number_format or "General")
            content = f'<c r="{place}" s="{style}"><v>{number:f}</v></c>'
        else:
            content = self._text(place, clean(text), name, align)
        self._rows[row - 1][column - 1] = content

    def _text(self, place: str, text: str, name: StyleName, align: Align) -> str:
        if not text:
            return f'<c r="{place}" s="{self.styler.number(name, align)}"/>'
        quoted = text.startswith(_FORMULA_START)
        like_number = len(text) < 250 and _LIKE_NUMBER.fullmatch(text) is not None
        style = self.styler.number(name, align, _TEXT_FORMAT if quoted or like_number else "General", quoted=quoted)
        inline = escape(_ESCAPED.sub("_x005F_", text))
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{inline}</t></is></c>'

    def merge(self, row: int, column: int, rows: int, columns: int, name: StyleName, align: Align = "left") -> None:
        """Merge cells from (row, column) on; those covered get the same borders."""
        if rows * columns == 1:
            return
        style = self.styler.number(name, align)
        for r in range(row, row + rows):
            for c in range(column, column + columns):
                if (r, c) != (row, column):
                    self._rows[r - 1][c - 1] = f'<c r="{letter(c)}{r}" s="{style}"/>'
        self._merges.append(f"{letter(column)}{row}:{letter(column + columns - 1)}{row + rows - 1}")

    def xml(self) -> str:
        """Return the sheet's data and merges."""
        rows = (
            f'<row r="{number}" ht="{height:.2f}" customHeight="1">{"".join(cells)}</row>'
            for number, (cells, height) in enumerate(zip(self._rows, self._heights, strict=True), 1)
        )
        data = f"<sheetData>{''.join(rows)}</sheetData>"
        if not self._merges:
            return data
        merges = "".join(f'<mergeCell ref="{area}"/>' for area in self._merges)
        return f'{data}<mergeCells count="{len(self._merges)}">{merges}</mergeCells>'


_EMPTY_DATA = re.compile(r"<sheetData\s*/>|<sheetData>\s*</sheetData>")
_DIMENSION = re.compile(r'<dimension ref="[^"]*"\s*/>')


def save(workbook: Any, bodies: Mapping[int, Body], path: Path) -> None:
    """Write a workbook whose sheets (by place, from 0) get these bodies. Raises OSError when it cannot be written."""
    frame = BytesIO()
    workbook.save(frame)
    parts = {f"xl/worksheets/sheet{place + 1}.xml": body for place, body in bodies.items()}
    with zipfile.ZipFile(frame) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename in parts:
                content = _filled(content.decode("utf-8"), parts[entry.filename]).encode("utf-8")
            target.writestr(entry, content, zipfile.ZIP_DEFLATED)


def _filled(frame: str, body: Body) -> str:
    dimension = f'<dimension ref="A1:{letter(body.columns)}{max(1, body.rows)}"/>'
    frame = _DIMENSION.sub(lambda _: dimension, frame, count=1)
    filled, count = _EMPTY_DATA.subn(lambda _: body.xml(), frame, count=1)
    if count != 1:
        raise ValueError("the sheet's frame has no place for its cells")
    return filled
