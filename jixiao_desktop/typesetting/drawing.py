"""Drawing a planned page: title, header, cells, lines, foot and page number as a display list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate

from ..forms.grid import Align, Line
from .fonts import ASCENT, FaceName
from .measuring import SPARE_BEFORE, Measure
from .page import Box, Mark, Page, Rule, Run, number_words
from .pagination import Piece, Plan
from .paper import MM
from .texts import settable

_LINE_GAP = 1.7
_WATERMARK_SIZE, _WATERMARK_ANGLE = 96.0, 30.0


class Artist:
    """Draws the pages of one layout."""

    def __init__(self, measure: Measure, header: Sequence[float]) -> None:
        self.measure, self.grid, self.paper = measure, measure.grid, measure.paper
        self.header = list(header)
        self._header_pieces = [
            Piece(cell, cell.row, cell.row + cell.rows, cell.text, measure.style(cell)[1]) for cell in self.grid.header
        ]
        self.top = self.paper.top_mm * MM

    @property
    def line_height(self) -> float:
        """Height of a line above or below the table, in pt."""
        return self.paper.body * _LINE_GAP

    @property
    def head_height(self) -> float:
        """Height of title and lines above the table on the first page, in pt."""
        title = self._title_lines()
        height = len(title) * self.paper.title * 1.3 + self.paper.title * (0.6 if title else 0)
        return height + self._lines_height(self.grid.above)

    @property
    def foot_height(self) -> float:
        """Height of the lines below the table on the last page, in pt."""
        return self._lines_height(self.grid.below) + (self.paper.body * 0.5 if self.grid.below else 0)

    def body_top(self, number: int) -> float:
        """Return where the first body row begins on a page, in pt from the sheet's top."""
        return self.top + (self.head_height if number == 1 else 0) + self.header_height(number)

    def header_height(self, number: int) -> float:
        """Return the height of the table's header on a page, in pt; a form may go without on its first page."""
        return sum(self.header) if self._has_header(number) else 0.0

    def _has_header(self, number: int) -> bool:
        return number > 1 or self.grid.header_on_first

    def _title_lines(self) -> tuple[str, ...]:
        breaker = self.measure.breaker("bold", self.paper.title)
        return breaker.lines(self.grid.title, self.paper.measure, even=True)

    def draw(self, plan: Plan, number: int, shown: int, count: int) -> Page:
        """Return page `number` of the form as a display list; it says that it is page `shown` of `count`."""
        pen = _Pen(self.measure)
        if number == 1:
            self._draw_head(pen)
        body = self.body_top(number)
        edges = list(accumulate(plan.heights, initial=body))
        if self._has_header(number):
            heads = list(accumulate(self.header, initial=body - sum(self.header)))
            pen.cells(self._header_pieces, [*heads[:-1], body])
        pen.cells(plan.pieces, edges)
        if plan.foot:
            self._draw_lines(pen, self.grid.below, edges[-1] + self.paper.body * 0.5)
        foot = self.paper.height - self.paper.number_mm * MM
        pen.centred(number_words(shown, count), foot, "regular", self.paper.body)
        return Page(
            shown, self.paper.width, self.paper.height, tuple(pen.rules()), tuple(pen.runs), tuple(pen.boxes),
            self._watermark(),
        )  # fmt: skip

    def _draw_head(self, pen: _Pen) -> None:
        y, size = self.top, self.paper.title
        for line in self._title_lines():
            pen.centred(line, y + size * (0.15 + ASCENT), "bold", size)
            y += size * 1.3
        self._draw_lines(pen, self.grid.above, self.top + self.head_height - self._lines_height(self.grid.above))

    def _parts(self, line: Line) -> list[tuple[float, float, Align, tuple[str, ...]]]:
        """A line's parts: left and right edge in pt, alignment, and the text, broken where it is wider than that."""
        edges, breaker = self.measure.edges, self.measure.breaker("regular", self.paper.body)
        needs = [self.measure.face("regular").width(text, self.paper.body) + self.paper.body for text, _ in line.parts]
        places = list(accumulate(_widths(needs, edges[-1] - edges[0]), initial=edges[0]))
        return [
            (left, right, align, breaker.lines(text, right - left - self.paper.padding))
            for (text, align), left, right in zip(line.parts, places, places[1:], strict=False)
        ]

    def _lines_height(self, lines: Iterable[Line]) -> float:
        return sum(max(1, *(len(texts) for *_, texts in self._parts(line))) for line in lines) * self.line_height

    def _draw_lines(self, pen: _Pen, lines: Iterable[Line], y: float) -> None:
        size = self.paper.body
        for line in lines:
            parts = self._parts(line)
            for left, right, align, texts in parts:
                baseline = y + (self.line_height - size) / 2 + ASCENT * size
                for text in texts:
                    pen.text(text, left, right, baseline, align, "regular", size)
                    baseline += self.line_height
            y += max(1, *(len(texts) for *_, texts in parts)) * self.line_height

    def _watermark(self) -> Mark | None:
        text = settable(self.paper.watermark or "").replace("\n", "")
        if not text:
            return None
        size = min(_WATERMARK_SIZE, self.paper.width * 0.7 / max(1, len(text)))
        return Mark(self.paper.width / 2, self.paper.height / 2, text, size, _WATERMARK_ANGLE)


def _widths(needs: Sequence[float], total: float) -> list[float]:
    """Return the widths of a line's parts, in pt: equal ones, or where one needs more what each needs and a share."""
    spare = total - sum(needs)
    if spare < 0 or max(needs) <= total / len(needs):
        return [total / len(needs)] * len(needs)
    return [need + spare / len(needs) for need in needs]


class _Pen:
    """Collects the display list of one page."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.runs: list[Run] = []
        self.boxes: list[Box] = []
        self._across: dict[float, list[tuple[float, float]]] = defaultdict(list)
        self._down: dict[float, list[tuple[float, float]]] = defaultdict(list)

    def text(
        self, text: str, left: float, right: float, baseline: float, align: Align, name: FaceName, size: float
    ) -> None:
        """One line of text between two edges."""
        if not text:
            return
        spare = right - left - self.measure.face(name).width(text, size)
        self.runs.append(Run(left + SPARE_BEFORE[align] * spare, baseline, text, name, size))

    def centred(self, text: str, baseline: float, name: FaceName, size: float) -> None:
        """One line in the middle of the printed width."""
        edges = self.measure.edges
        self.text(text, edges[0], edges[-1], baseline, "center", name, size)

    def cells(self, pieces: Iterable[Piece], edges: Sequence[float]) -> None:
        """Cells with their borders and texts; `edges` are the heights of the rows' borders.

        Every place is covered once, so that a cell's lower and right border are its neighbours' or the table's.
        """
        columns, setting = self.measure.edges, self.measure.setting
        new = tuple.__new__  # a named tuple's own is written in Python and takes twice the time
        across, down, boxes, runs = self._across, self._down, self.boxes, self.runs
        across[edges[-1]].append((columns[0], columns[-1]))
        down[columns[-1]].append((edges[0], edges[-1]))
        for piece in pieces:
            cell, text = piece.cell, piece.text
            left, right = columns[cell.column], columns[cell.column + cell.columns]
            top, bottom = edges[piece.top], edges[piece.bottom]
            across[top].append((left, right))
            down[left].append((top, bottom))
            boxes.append(new(Box, (left, top, right - left, bottom - top, cell.node, cell.field, text)))
            if text:
                size = piece.size
                lines, name, rise, leading, _ = setting(cell, text, size)
                baseline = (top + bottom) / 2 + rise
                for x, line in lines:
                    if line:
                        runs.append(new(Run, (x, baseline, line, name, size)))
                    baseline += leading

    def rules(self) -> list[Rule]:
        """The borders, each line once, joined where they touch."""
        across = [Rule(a, y, b, y) for y, parts in sorted(self._across.items()) for a, b in _joined(parts)]
        return across + [Rule(x, a, x, b) for x, parts in sorted(self._down.items()) for a, b in _joined(parts)]


def _joined(parts: list[tuple[float, float]]) -> list[tuple[float, float]]:
    parts.sort()
    joined: list[tuple[float, float]] = []
    first, last = parts[0]
    for start, end in parts:
        if start > last + 0.01:
            joined.append((first, last))
            first, last = start, end
        elif end > last:
            last = end
    return [*joined, (first, last)]
