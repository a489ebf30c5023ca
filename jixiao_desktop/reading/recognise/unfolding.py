"""Rows of a sheet in which one cell lists several indicators, a line each: 1.培训人次, 2.培训班次 beside ≥300, ≥5."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..tables import COVERED, Cell, Row
from . import content
from .headers import Layout

_OWN = ("indicator", "comparator", "value", "measure", "weight")
_NUMBERED = re.compile(
    r"[(（][\d一二三四五六七八九十]{1,2}[)）]|[①-⑳]|(?:指标)?\s*[\d一二三四五六七八九十]{1,2}\s*(?:[:：、．)）]|\.(?!\d))"
)


def unfold(row: Row, layout: Layout) -> Sequence[Row]:
    """Return a row for each indicator that the lines of a row's cells list; the row alone when they list one.

    Lines are indicators when the other cells have as many lines, and either all names are numbered or every line of
    the values or of the weights is a figure; otherwise somebody broke one long name.
    """
    columns = {key: column for column, key in layout.columns.items() if key in _OWN and column < len(row.cells)}
    lines = {key: _lines(row.cells[column]) for key, column in columns.items()}
    names = lines.pop("indicator", [])
    beside = {key: texts for key, texts in lines.items() if texts}
    if len(names) < 2 or not beside or any(len(texts) != len(names) for texts in beside.values()):
        return [row]
    if not all(_NUMBERED.match(name) for name in names) and not any(_figures(k, texts) for k, texts in beside.items()):
        return [row]
    own = {columns["indicator"]: names} | {columns[key]: texts for key, texts in beside.items()}
    return [_line_of(row, own, number) for number in range(len(names))]


def _lines(cell: Cell) -> list[str]:
    return [line.strip() for line in cell.text.splitlines() if line.strip()]


def _figures(key: str, texts: Sequence[str]) -> bool:
    if key == "weight":
        return all(content.weight(text) is not None for text in texts)
    return key == "value" and all(content.number(text) is not None or content.is_joined(text) for text in texts)


def _line_of(row: Row, own: dict[int, list[str]], number: int) -> Row:
    """Return the row of one line; what the first one says of project and levels holds for the others."""
    cells = [
        Cell(own[column][number]) if column in own else cell if number == 0 else COVERED
        for column, cell in enumerate(row.cells)
    ]
    return Row(tuple(cells), row.place, row.page)
