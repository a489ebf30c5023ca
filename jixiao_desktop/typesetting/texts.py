"""What of a text is set: marks without a shape are left out, odd blanks and line ends become plain ones.

A book keeps what was typed or pasted; no font has a glyph for a tab or for the marks that web pages and office
programs leave between characters, and each would be printed as a box.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

from ..forms.grid import Cell, Grid, Line

_BLANKS = chain(range(0x20), range(0x7F, 0xA1), (0x1680,), range(0x2000, 0x200B), (0x202F, 0x205F))
_LINE_ENDS = map(ord, "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_SHAPELESS = chain(
    (0xAD, 0xFEFF), range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070), range(0xFE00, 0xFE10),
    range(0xFFF9, 0xFFFC), range(0xE0000, 0xE01F0),
)  # fmt: skip
_SET: dict[int, str | None] = {
    **dict.fromkeys(_BLANKS, " "), **dict.fromkeys(_LINE_ENDS, "\n"), **dict.fromkeys(_SHAPELESS),
}  # fmt: skip
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""The only marks without a shape that count as printable."""
_LABELS = {"header", "subheader"}


def settable(text: str) -> str:
    """Return a text of a book as it is set."""
    if text.isprintable() and not _SELECTOR.search(text):
        return text
    return text.replace("\r\n", "\n").translate(_SET)


def with_settable_texts(grid: Grid) -> Grid:
    """Return a form with the texts of the book as they are set; its labels keep their hints where to break."""
    return replace(
        grid,
        title=settable(grid.title),
        body=tuple(map(_settable_cell, grid.body)),
        above=tuple(map(_settable_line, grid.above)),
        below=tuple(map(_settable_line, grid.below)),
        bookmarks=tuple((row, settable(title), depth) for row, title, depth in grid.bookmarks),
    )


def _settable_cell(cell: Cell) -> Cell:
    if cell.style in _LABELS:
        return cell
    text = settable(cell.text)
    return cell if text is cell.text else cell._replace(text=text)


def _settable_line(line: Line) -> Line:
    return Line(tuple((settable(text), align) for text, align in line.parts))
