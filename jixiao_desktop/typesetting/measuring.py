"""How high a cell's text stands: lines in its column, and the heights of rows under cells that span several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from ..forms.grid import Align, Cell, Grid, Style
from .breaking import Breaker, Span
from .fonts import ASCENT, HINT, FaceName, Metrics, face
from .paper import MM, Paper

SPARE_BEFORE: dict[Align, float] = {"left": 0.0, "center": 0.5, "right": 1.0}
"""Which share of the blank on a line stands before its text."""
_SHRINK_STEP, _SMALLEST = 0.5, 6.0


class Setting(NamedTuple):
    """A text set in a column: its lines with the x where each begins, and its face; all in pt.

    `rise` is the first baseline below the middle of the cell (mostly negative), `leading` the distance of baselines,
    `height` what the text needs with its padding; an empty one needs a line.
    """

    lines: tuple[tuple[float, str], ...]
    face: FaceName
    rise: float
    leading: float
    height: float


class Measure:
    """The columns of one grid on one paper: x positions, breakers by style, heights of texts in pt."""

    def __init__(self, grid: Grid, paper: Paper, faces: Callable[[FaceName], Metrics] = face) -> None:
        self.grid, self.paper, self.face = grid, paper, faces
        share = paper.measure / (sum(column.width for column in grid.columns) * MM)
        widths = [column.width * MM * share for column in grid.columns]
        self._settings: dict[tuple[str, int, int, Align, Style, float], Setting] = {}
        self.sizes: dict[Style, float] = {"subheader": paper.sub, "header": paper.body, "body": paper.body}
        self.sizes["total"] = paper.body
        self.edges = [paper.left_mm * MM + x for x in accumulate(widths, initial=0.0)]

    def breaker(self, name: FaceName, size: float) -> Breaker:
        """Return the breaker of a face and size; layouts share them, so that an edit breaks one text anew."""
        return _breaker(self.face(name), size)

    def style(self, cell: Cell) -> tuple[FaceName, float]:
        """Return face and size of a cell: headers bold, the sub-header small, everything else plain."""
        return "bold" if cell.style == "header" else "regular", self.sizes[cell.style]

    def room(self, cell: Cell) -> float:
        """Return the width that a cell's text may take, in pt."""
        return self.edges[cell.column + cell.columns] - self.edges[cell.column] - 2 * self.inset(cell)

    def spans(self, cell: Cell, text: str, size: float | None = None) -> tuple[Span, ...]:
        """Return the places of a text's lines when it stands in this cell."""
        name, usual = self.style(cell)
        return self.breaker(name, size or usual).spans(text, self.room(cell), even=cell.align == "center")

    def setting(self, cell: Cell, text: str, size: float) -> Setting:
        """Return how a text of `size` pt stands in this cell; what was set once in a column is remembered."""
        key = text, cell.column, cell.columns, cell.align, cell.style, size
        found = self._settings.get(key)
        if found is None:
            found = self._settings[key] = self._set(cell, text, size)
        return found

    def _set(self, cell: Cell, text: str, size: float) -> Setting:
        left, room, share = self.edges[cell.column] + self.inset(cell), self.room(cell), SPARE_BEFORE[cell.align]
        lines = tuple(
            (left + share * (room - span.width), text[span.start : span.end].replace(HINT, ""))
            for span in self.spans(cell, text, size)
        )
        leading = size * self.paper.leading
        rise = (leading - size) / 2 + ASCENT * size - len(lines) * leading / 2
        height = max(1, len(lines)) * leading + 2 * self.paper.row_padding
        return Setting(lines, self.style(cell)[0], rise, leading, height)

    def leading(self, size: float) -> float:
        """Return the distance of baselines, in pt."""
        return size * self.paper.leading

    def height(self, cell: Cell, text: str, size: float | None = None) -> float:
        """Return the height that a text needs in this cell, padding included; an empty one needs a line."""
        return self.setting(cell, text, size or self.sizes[cell.style]).height

    @property
    def pad(self) -> float:
        """Blank above and below a cell's text, in pt."""
        return self.paper.row_padding

    def inset(self, cell: Cell) -> float:
        """Blank left and right of a cell's text, in pt; figures on the right need more to stand clear of the line."""
        return self.paper.padding * (1.6 if cell.align == "right" else 1.0)

    def capacity(self, height: float, cell: Cell) -> int:
        """Return how many lines fit into a height."""
        return int((height - 2 * self.pad + 1e-6) / self.leading(self.style(cell)[1]))

    def fitting_size(self, cell: Cell, text: str, limit: float) -> float:
        """Return the cell's size, or the largest smaller one at which the text needs no more than `limit` pt.

        Only for texts without measure, such as a name of 300 characters in the narrowest column.
        """
        size = self.style(cell)[1]
        while size > _SMALLEST and self.height(cell, text, size) > limit:
            size -= _SHRINK_STEP
        return size


@cache
def _breaker(face: Metrics, size: float) -> Breaker:
    return Breaker(face, size)


def grow(heights: list[float], needs: Iterable[tuple[int, int, float]]) -> None:
    """Raise rows evenly until every (top, bottom, need) has its height; smaller spans first."""
    for top, bottom, need in sorted(needs, key=lambda entry: entry[1] - entry[0]):
        lack = need - sum(heights[top:bottom])
        if lack > 1e-6:
            for row in range(top, bottom):
                heights[row] += lack / (bottom - top)


def header_heights(measure: Measure, header: Sequence[Cell], rows: int) -> list[float]:
    """Return the heights of the header rows."""
    heights = [0.0] * rows
    grow(heights, ((cell.row, cell.row + cell.rows, measure.height(cell, cell.text)) for cell in header))
    return heights
