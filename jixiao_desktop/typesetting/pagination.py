"""Dividing the rows of a grid among pages.

The rules (domain, page): the header stands on every page; a block (a project) that fits on the next page whole is not
split when at most a quarter page is left blank; a split prefers the border of a 一级 and leaves no row alone; what
continues carries （续）, repeats plainly, stays blank or flows on, as its cell says. A text that flows breaks after a
sentence or before 目标2 with two lines on each side; when it ended before, （见上页） stands in its place.

The pass is linear: each page looks at the rows of two pages at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from ..forms.grid import Cell, Grid
from .measuring import Measure, grow

CONTINUED, SEE_BEFORE = "（续）", "（见上页）"
FILLER = -1
"""Stands for the body row of a page row that only carries on a text which outlasts its rows."""

_NEVER, _BLOCK = 0, 4
_BLANK_ALLOWED = 0.25
_STRETCH_ALLOWED = 0.45
_WORTH_WAITING = 1.35
_LINES_LEFT = 2
_SURELY_SHORT, _LONG_FIGURE = 24, 6
_NEXT_GOAL = r"(?<=.)(?=目标[0-9０-９一二三四五六七八九十]{1,2}\s*[:：、.．])"
_SENTENCE_END = re.compile(rf"(?:[。；;！？\n]|(?<=[一-鿿])\.)(?=.)|{_NEXT_GOAL}", re.DOTALL)
_CLAUSE_END = re.compile(r"[，,、：](?=.)", re.DOTALL)


@dataclass(slots=True)
class Piece:
    """What of a cell stands on one page: page rows [top, bottom), its text there, and its size in pt."""

    cell: Cell
    top: int
    bottom: int
    text: str
    size: float


@dataclass(slots=True)
class Plan:
    """One page's share: the body row and height (pt) of each page row, and the pieces of cells."""

    rows: list[int] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    foot: bool = False

    @property
    def used(self) -> float:
        """Height of the rows together, in pt."""
        return sum(self.heights)


@dataclass(slots=True)
class _Block:
    top: int
    bottom: int
    starting: dict[int, list[Cell]] = field(default_factory=dict)
    flows: list[Cell] = field(default_factory=list)
    carried: list[Cell] = field(default_factory=list)
    done: dict[int, int] = field(default_factory=dict)

    def rest(self, cell: Cell) -> str:
        """What of a flowing text was not printed yet."""
        return cell.text[self.done.get(cell.column, 0) :]


class Paginator:
    """Divides one grid. `room_first` and `room` are what the body may take on page 1 and on others, `foot` in pt."""

    def __init__(self, measure: Measure, room_first: float, room: float, foot: float) -> None:
        self.measure, self.grid = measure, measure.grid
        self.room, self.foot = room, foot
        self._line = measure.leading(measure.paper.body) + 2 * measure.pad
        self._left = room_first
        self.plans = [Plan()]
        self._outer: list[Cell] = []
        self._open: dict[int, tuple[Cell, int]] = {}
        self._natural: list[float] = []
        self._sums: list[float] = []
        self._sizes: dict[tuple[int, int], float] = {}

    def run(self) -> list[Plan]:
        """Return the pages' plans, one at least; the last one has the foot."""
        blocks = self._prepare()
        for number, block in enumerate(blocks):
            if self.measure.paper.fresh_pages and number > 1 and self.grid.breaks[block.top] >= _BLOCK:
                self._turn()
            self._place(block, self.foot if number == len(blocks) - 1 else 0.0)
        self._close()
        if self._left < self.foot:
            self.plans.append(Plan())
        self.plans[-1].foot = True
        return self.plans

    # -- what is known before the first page ------------------------------------------------------------------

    def _prepare(self) -> list[_Block]:
        grid = self.grid
        blocks, of_row = _blocks(grid)
        natural = [self._line] * grid.body_rows
        for cell in grid.body:
            row = cell.row
            block = blocks[of_row[row]]
            if row + cell.rows > block.bottom:
                self._outer.append(cell)
            elif cell.continued == "flow" and (row, cell.rows) == (block.top, block.bottom - block.top):
                block.flows.append(cell)
            else:
                block.starting.setdefault(row, []).append(cell)
                if cell.rows == 1 and (height := self._height(cell, cell.text)) > natural[row]:
                    natural[row] = height
        self._natural = natural
        self._sums = list(accumulate(natural, initial=0.0))
        self._outer.sort(key=lambda cell: cell.row)
        return blocks

    def _size(self, cell: Cell) -> float:
        """The cell's type size: smaller than usual when its text would fill half a page, or a figure two lines."""
        if len(cell.text) <= _SURELY_SHORT:
            if cell.number is None or len(cell.text) < _LONG_FIGURE:
                return self.measure.sizes[cell.style]
            return self.measure.fitting_size(cell, cell.text, self._line)
        key = cell.row, cell.column
        if key not in self._sizes:
            self._sizes[key] = self.measure.fitting_size(cell, cell.text + CONTINUED, self.room / 2)
        return self._sizes[key]

    def _height(self, cell: Cell, text: str) -> float:
        return self.measure.height(cell, text, self._size(cell))

    # -- one block ---------------------------------------------------------------------------------------------

    def _place(self, block: _Block, tail: float) -> None:
        """Put a block on this page and as many further ones as it needs; `tail` stays free below its end."""
        row = block.top
        while row < block.bottom or any(block.rest(cell) for cell in block.flows):
            heights, complete = self._fit(block, row)
            flow = max((self._rest_height(block, cell) for cell in block.flows), default=0.0)
            total = max(sum(heights), flow) if complete else float("inf")
            lack = self._lack(block)
            ends_outer = any(cell.row + cell.rows == block.bottom for cell in self._outer_of(block))
            total = max(total, lack) if ends_outer else total
            if total + tail + (0.0 if ends_outer else max(0.0, lack - total)) <= self._left + 1e-6:
                self._put(block, row, block.bottom, heights, total)
                return
            if self._better_next(total, tail, lack):
                self._turn()
                continue
            row = self._split(block, row, heights, flow)

    def _better_next(self, total: float, tail: float, lack: float) -> bool:
        """True when the block should wait for the next page: it fits there whole and little is left blank here."""
        if not self.plans[-1].rows:
            return False
        little = self._left <= self.room * _BLANK_ALLOWED
        return self._left < lack or (little and total + tail <= self.room)

    def _split(self, block: _Block, row: int, heights: list[float], flow: float) -> int:
        """Put the first rows here and turn the page; return the first row that is left.

        Rows are raised when a flowing text fills them anyway, ends here for little more, or could not be broken well.
        Something of the block is always left, so that what comes below its end never stands alone on a page.
        """
        dominated = flow > self._sums[block.bottom] - self._sums[row]
        if dominated:
            heights = self._stretched(heights, flow)
        goes_on = dominated and (flow > self._left or block.bottom - row == 1)
        end = self._cut(block, row, heights, block.bottom if goes_on else block.bottom - 1)
        if end is not None:
            heights, _ = self._fit(block, row, end)
        if end is None or (self.plans[-1].rows and sum(heights) > self._left + 1e-6):
            self._turn()
            return row
        total = max(sum(heights), self._lack(block))
        if dominated or flow <= total * _WORTH_WAITING or not self._holds(block, total):
            total = min(self._left, max(total, flow))
        if end == block.bottom:
            total = min(total, flow - _LINES_LEFT * self.measure.leading(self.measure.paper.body))
        self._put(block, row, end, heights, max(total, sum(heights)))
        self._turn()
        return end

    def _holds(self, block: _Block, height: float) -> bool:
        """True when each flowing text either ends within `height` or can be broken with two lines on each side."""
        for cell in block.flows:
            lines, capacity = len(self.measure.spans(cell, block.rest(cell))), self.measure.capacity(height, cell)
            if capacity < lines and (capacity < 2 or lines < 4):
                return False
        return True

    def _stretched(self, heights: list[float], flow: float) -> list[float]:
        """Rows raised evenly towards the height of a flowing text, so that two at least stand on the page."""
        limit = min(self.room * _STRETCH_ALLOWED, self._left / 2)
        share = (flow - sum(heights)) / max(1, len(heights))
        return [max(height, min(height + share, limit)) for height in heights]

    def _cut(self, block: _Block, row: int, heights: list[float], last: int) -> int | None:
        """Return the best row to break before, `last` at most, or None when the next page should take it all."""
        fresh = not self.plans[-1].rows
        least = row + (1 if fresh or block.bottom - block.top == 1 else 2)
        best: tuple[bool, bool, int, int] | None = None
        used = 0.0
        for number, height in enumerate(heights, 1):
            used += height
            end = row + number
            if end > last or used > self._left + 1e-6:
                break
            blank = self._left - used
            quality = self.grid.breaks[end] if end < block.bottom else _BLOCK
            if quality == _NEVER or end < least:
                continue
            little = blank <= self.room * _BLANK_ALLOWED
            best = max(best or (False, False, 0, 0), (little, block.bottom - end >= 2, quality if little else 0, end))
        if best is None:
            return min(row + 1, block.bottom) if fresh else None
        return best[-1]

    def _fit(self, block: _Block, row: int, end: int | None = None) -> tuple[list[float], bool]:
        """Heights of the rows from `row` on, and whether that is all of them: rows beyond two pages do not matter."""
        bottom = block.bottom if end is None else end
        if row >= block.bottom:
            return [self._filler_height(block)], True
        stop = row + 1
        while stop < bottom and self._sums[stop] - self._sums[row] <= self._left + self.room:
            stop += 1
        heights = self._natural[row:stop]
        spanning = [c for c in block.carried if c.row + c.rows > row]
        spanning += [c for r in range(row, stop) for c in block.starting.get(r, ()) if c.rows > 1]
        needs = (
            (max(c.row, row) - row, min(c.row + c.rows, stop) - row, self._height(c, _text_on(c, c.row < row)))
            for c in spanning
        )
        grow(heights, needs)
        return heights, stop == block.bottom

    def _filler_height(self, block: _Block) -> float:
        return max([self._line, *(self._height(cell, _text_on(cell, continued=True)) for cell in self._whole(block))])

    def _whole(self, block: _Block) -> list[Cell]:
        """What stands left of a flowing text and spans the whole block."""
        first = min(_covered(block.flows), default=0)
        rows = block.bottom - block.top
        return [cell for cell in block.starting.get(block.top, ()) if cell.rows == rows and cell.column < first]

    def _rest_height(self, block: _Block, cell: Cell) -> float:
        return self.measure.height(cell, block.rest(cell))

    # -- putting down --------------------------------------------------------------------------------------------

    def _put(self, block: _Block, row: int, end: int, heights: list[float], total: float) -> None:
        """Write rows [row, end) on the page, raised evenly to `total` pt."""
        plan = self.plans[-1]
        start = len(plan.rows)
        rows = list(range(row, end)) or [FILLER]
        heights = heights[: len(rows)]
        grow(heights, [(0, len(rows), total)])
        plan.rows += rows
        plan.heights += heights
        self._left -= sum(heights)
        self._put_cells(plan, block, row, end, start)
        for cell in block.flows:
            text = self._flow(block, cell, sum(heights), final=end == block.bottom)
            plan.pieces.append(Piece(cell, start, start + len(rows), text, self.measure.style(cell)[1]))
        for cell in self._outer_of(block):
            self._open.setdefault(cell.column, (cell, start))
            if cell.row + cell.rows == end and not any(block.rest(flow) for flow in block.flows):
                self._close_outer(cell.column)

    def _put_cells(self, plan: Plan, block: _Block, row: int, end: int, start: int) -> None:
        shift = start - row
        here = [c for c in block.carried if c.row + c.rows > row]
        here += [c for r in range(row, end) for c in block.starting.get(r, ())]
        block.carried, pieces, size_of = [], plan.pieces, self._size
        for cell in here:
            top, bottom, text = cell.row, cell.row + cell.rows, cell.text
            if top < row:
                top, text = row, _text_on(cell, continued=True)
            if bottom > end:
                block.carried.append(cell)
                bottom = end
            pieces.append(Piece(cell, top + shift, bottom + shift, text, size_of(cell)))
        if row == end:
            self._put_filler(plan, block, start)

    def _put_filler(self, plan: Plan, block: _Block, start: int) -> None:
        """A row beyond the block's rows: what spans the whole block stands again, the rest stays empty."""
        for cell in self._whole(block):
            text = _text_on(cell, continued=True)
            plan.pieces.append(Piece(cell, start, start + 1, text, self._size(cell)))
        known = _covered([*self._whole(block), *block.flows, *self._outer_of(block)])
        for column in set(range(len(self.grid.columns))) - known:
            plan.pieces.append(Piece(Cell(0, column, ""), start, start + 1, "", self.measure.paper.body))

    def _flow(self, block: _Block, cell: Cell, height: float, *, final: bool) -> str:
        """Return what of a flowing text is printed in `height` pt, and remember how far it came."""
        rest, begun = block.rest(cell), block.done.get(cell.column, 0)
        if not rest:
            return SEE_BEFORE if begun else ""
        end = self._flow_end(cell, rest, self.measure.capacity(height, cell))
        text = rest[:end]
        block.done[cell.column] = begun + end + (len(rest[end:]) - len(rest[end:].lstrip()))
        return text.strip()

    def _flow_end(self, cell: Cell, text: str, capacity: int) -> int:
        """Return where to break a text that may take `capacity` lines: after a sentence, a clause, or a line."""
        spans = self.measure.spans(cell, text)
        if len(spans) <= capacity:
            return len(text)
        capacity = max(1, capacity)
        latest = min(capacity, max(len(spans) - 2, 1))
        for pattern, share in ((_SENTENCE_END, 0.5), (_CLAUSE_END, 0.8)):
            least = spans[max(1, int(latest * share)) - 1].end if latest > 1 else 0
            ends = [m.end() for m in pattern.finditer(text, least, spans[latest - 1].end + 1)]
            fitting = [e for e in ends if least < e <= spans[latest - 1].end]
            if fitting:
                return fitting[-1]
        return spans[latest - 1].end

    # -- pages and what spans several blocks -----------------------------------------------------------------------

    def _outer_of(self, block: _Block) -> Iterator[Cell]:
        while self._outer and self._outer[0].row + self._outer[0].rows <= block.top:
            self._outer.pop(0)
        for cell in self._outer:
            if cell.row > block.top:
                return
            yield cell

    def _lack(self, block: _Block) -> float:
        """Height that the outer cells of a block still need on this page for their texts."""
        return max((self._lack_of(cell) for cell in self._outer_of(block)), default=0.0)

    def _lack_of(self, cell: Cell) -> float:
        _, start = self._open.get(cell.column, (cell, len(self.plans[-1].rows)))
        return self._height(cell, cell.text) - sum(self.plans[-1].heights[start:])

    def _close_outer(self, column: int) -> None:
        cell, start = self._open.pop(column)
        plan = self.plans[-1]
        end = len(plan.rows)
        before = plan.used
        grow(plan.heights, [(start, end, self._height(cell, cell.text))])
        self._left -= plan.used - before
        plan.pieces.append(Piece(cell, start, end, cell.text, self._size(cell)))

    def _close(self) -> None:
        for column in list(self._open):
            self._close_outer(column)

    def _turn(self) -> None:
        """Close the page and begin the next."""
        self._close()
        self.plans.append(Plan())
        self._left = self.room


def _text_on(cell: Cell, continued: bool) -> str:
    if not continued or not cell.text:
        return cell.text
    return {"blank": "", "mark": cell.text + CONTINUED}.get(cell.continued, cell.text)


def _covered(cells: Iterable[Cell]) -> set[int]:
    return {column for cell in cells for column in range(cell.column, cell.column + cell.columns)}


def _blocks(grid: Grid) -> tuple[list[_Block], list[int]]:
    tops = [row for row, quality in enumerate(grid.breaks) if row == 0 or quality >= _BLOCK]
    blocks = [_Block(top, bottom) for top, bottom in zip(tops, [*tops[1:], grid.body_rows], strict=True)]
    of_row = [number for number, block in enumerate(blocks) for _ in range(block.top, block.bottom)]
    return blocks, of_row
