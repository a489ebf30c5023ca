"""How high a cell's text stands: lines in its column, and the heights of rows under cells that span several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import accumulate

from ..forms.grid import Cell, Grid
from .breaking import Breaker, Span
from .fonts import HINT, FaceName, Metrics, face
from .paper import MM, Paper

Lines = tuple[tuple[str, float], ...]
_SHRINK_STEP, _SMALLEST = 0.5, 6.0


class Measure:
    """The columns of one grid on one paper: x positions, breakers by style, heights of texts in pt."""

    def __init__(self, grid: Grid, paper: Paper, faces: Callable[[FaceName], Metrics] = face) -> None:
        self.grid, self.paper, self.face = grid, paper, faces
        share = paper.measure / (sum(column.width for column in grid.columns) * MM)
        widths = [column.width * MM * share for column in grid.columns]
        self._lines: dict[tuple[str, int, int, str, str, float | None], Lines] = {}
        self.edges = [paper.left_mm * MM + x for x in accumulate(widths, initial=0.0)]

    def breaker(self, name: FaceName, size: float) -> Breaker:
        """Return the breaker of a face and size; layouts share them, so that an edit breaks one text anew."""
        return _breaker(self.face(name), size)

    def style(self, cell: Cell) -> tuple[FaceName, float]:
        """Return face and size of a cell: headers bold, the sub-header small, everything else plain."""
        if cell.style == "header":
            return "bold", self.paper.body
        return "regular", self.paper.sub if cell.style == "subheader" else self.paper.body

    def room(self, cell: Cell) -> float:
        """Return the width that a cell's text may take, in pt."""
        return self.edges[cell.column + cell.columns] - self.edges[cell.column] - 2 * self.inset(cell)

    def spans(self, cell: Cell, text: str, size: float | None = None) -> tuple[Span, ...]:
        """Return the places of a text's lines when it stands in this cell."""
        name, usual = self.style(cell)
        return self.breaker(name, size or usual).spans(text, self.room(cell), even=cell.align == "center")

    def lines(self, cell: Cell, text: str, size: float | None = None) -> Lines:
        """Return the lines of a text when it stands in this cell, each with its width in pt."""
        key = text, cell.column, cell.columns, cell.align, cell.style, size
        found = self._lines.get(key)
        if found is None:
            spans = self.spans(cell, text, size)
            found = tuple((text[span.start : span.end].replace(HINT, ""), span.width) for span in spans)
            self._lines[key] = found
        return found

    def leading(self, size: float) -> float:
        """Return the distance of baselines, in pt."""
        return size * self.paper.leading

    def height(self, cell: Cell, text: str, size: float | None = None) -> float:
        """Return the height that a text needs in this cell, padding included; an empty one needs a line."""
        lines = max(1, len(self.lines(cell, text, size)))
        return lines * (size or self.style(cell)[1]) * self.paper.leading + 2 * self.paper.row_padding

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
