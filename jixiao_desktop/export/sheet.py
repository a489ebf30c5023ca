"""A sheet written fast: the workbook's frame by openpyxl, the cells of each sheet as XML of our own.

openpyxl keeps styles, page setup and properties; its cell objects and `merge_cells` would make large forms slow. Text
is always an inline string and never a formula. Fonts are those that offices have: a workbook does not carry fonts.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ..forms.grid import ZERO_WIDTH_BREAK, Align

StyleName = Literal["body", "header", "subheader", "total", "title", "line"]

FAMILY = "宋体"
"""The font of forms in offices."""
_FONT = {
    "body": (9, False),
    "total": (9, False),
    "line": (9, False),
    "header": (9, True),
    "subheader": (7.5, False),
    "title": (16, True),
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
_REMEMBERED, _LONGEST_NUMBER = 8192, 250


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


class Look(NamedTuple):
    """How a cell looks: its kind, alignment and number format.

    `quoted` marks text that must never be taken for a formula. A `figure` shrinks where its column is too narrow,
    since a sheet breaks no numbers and would show ####. `share` makes the type smaller than usual for its kind.
    """

    name: StyleName
    align: Align = "left"
    number_format: str = "General"
    quoted: bool = False
    figure: bool = False
    share: float = 1.0


class Styler:
    """Styles of one workbook by number, each registered once."""

    def __init__(self, workbook: Any, scale: float = 1.0) -> None:
        self.workbook, self.scale = workbook, scale
        self._known: dict[Look, int] = {}

    def number(self, look: Look) -> int:
        """Return the number of the style that looks so."""
        if look not in self._known:
            self._known[look] = self._register(look)
        return self._known[look]

    def _register(self, look: Look) -> int:
        from copy import copy

        from openpyxl.cell import Cell
        from openpyxl.styles import Alignment, Border, Font, Side

        cell = Cell(self.workbook.active, 1, 1)
        size, bold = _FONT[look.name]
        thin = Side(style="thin", color="FF000000")
        cell.font = Font(name=FAMILY, size=round(size * self.scale * look.share, 2), bold=bold)
        cell.alignment = Alignment(look.align, "center", wrap_text=not look.figure, shrink_to_fit=look.figure)
        cell.border = Border() if look.name in _UNBORDERED else Border(left=thin, right=thin, top=thin, bottom=thin)
        cell.number_format = look.number_format
        style = copy(cell._style)
        style.quotePrefix = int(look.quoted)
        return int(self.workbook._cell_styles.add(style))


@lru_cache(_REMEMBERED)
def _written(text: str) -> tuple[str, bool, bool]:
    """Return a text as XML, whether it would be taken for a formula, and whether it needs no text format."""
    held = clean(text)
    quoted = held.startswith(_FORMULA_START)
    plain = not quoted and not (len(held) < _LONGEST_NUMBER and _LIKE_NUMBER.fullmatch(held))
    markup = _ESCAPED.sub("_x005F_", held).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return markup, quoted, plain


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
        number: Decimal | None = None, number_format: str | None = None, *, share: float = 1.0,
    ) -> None:  # fmt: skip
        """Write one cell: a real number with its format, or text as text whatever it begins with.

        `share` is that of `Look`.
        """
        place = f"{letter(column)}{row}"
        if number is not None:
            style = self.styler.number(Look(name, align, number_format or "General", figure=True, share=share))
            content = f'<c r="{place}" s="{style}"><v>{number:f}</v></c>'
        else:
            content = self._text(place, text, Look(name, align, share=share))
        self._rows[row - 1][column - 1] = content

    def _text(self, place: str, text: str, look: Look) -> str:
        inline, quoted, plain = _written(text)
        if not inline:
            return f'<c r="{place}" s="{self.styler.number(look)}"/>'
        if not plain:
            look = look._replace(number_format=_TEXT_FORMAT, quoted=quoted)
        number = self.styler.number(look)
        return f'<c r="{place}" s="{number}" t="inlineStr"><is><t xml:space="preserve">{inline}</t></is></c>'

    def merge(self, row: int, column: int, rows: int, columns: int, name: StyleName, align: Align = "left") -> None:
        """Merge cells from (row, column) on; those covered get the same borders."""
        if rows * columns == 1:
            return
        style = self.styler.number(Look(name, align))
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
    save_workbook(workbook, frame)
    parts = {f"xl/worksheets/sheet{place + 1}.xml": body for place, body in bodies.items()}
    with zipfile.ZipFile(frame) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename in parts:
                content = _filled(content.decode("utf-8"), parts[entry.filename]).encode("utf-8")
            target.writestr(entry, content, zipfile.ZIP_DEFLATED)


def save_workbook(workbook: Any, target: BytesIO) -> None:
    """Have openpyxl write a workbook, in memory: what its XML writer says of a full disk is no OSError."""
    from openpyxl.writer.excel import ExcelWriter

    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        writer = ExcelWriter(workbook, archive)
        writer.write_worksheet = lambda sheet: _write_in_memory(writer, archive, sheet)
        writer.save()


def _write_in_memory(writer: Any, archive: zipfile.ZipFile, sheet: Any) -> None:
    """What openpyxl does with each sheet, without its temporary file and without drawings."""
    from openpyxl.worksheet._writer import WorksheetWriter

    part = WorksheetWriter(sheet, BytesIO())
    part.write()
    sheet._rels = part._rels
    archive.writestr(sheet.path[1:], part.read())
    writer.manifest.append(sheet)


def _filled(frame: str, body: Body) -> str:
    dimension = f'<dimension ref="A1:{letter(body.columns)}{max(1, body.rows)}"/>'
    frame = _DIMENSION.sub(lambda _: dimension, frame, count=1)
    filled, count = _EMPTY_DATA.subn(lambda _: body.xml(), frame, count=1)
    if count != 1:
        raise ValueError("the sheet's frame has no place for its cells")
    return filled
