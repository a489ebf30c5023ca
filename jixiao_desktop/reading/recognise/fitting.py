"""Putting the cells of a row into the columns they belong to, by content where the columns do not agree.

A row that suits its columns is taken as it stands. Any other row keeps the order of its cells, and each goes to the
column that its content suits best (the best monotone alignment); near columns win over far ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..tables import Cell, Row
from . import content
from .headers import Layout

_LEFT_OVER = -7.0
_FAR, _STEP = 2.0, 0.5
_BESIDE_SIGN = 6.0
_MOST_CELLS = 40
_IGNORED = ("skip", "execution")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A row by field: `cells` key -> cell, `moved` the keys whose cell stood elsewhere, `rest` what found no place."""

    cells: dict[str, Cell]
    moved: tuple[str, ...] = ()
    rest: tuple[str, ...] = field(default=())

    def text(self, key: str) -> str:
        """Return the text of a field, "" when the row has none."""
        cell = self.cells.get(key)
        return cell.text.strip() if cell else ""


def block_shift(rows: Iterable[Row], layout: Layout) -> int:
    """Return by how many columns a block of rows stands left (+) or right (-) of its header: what most anchors say."""
    votes: Counter[int] = Counter()
    homes = {key: column for column, key in layout.columns.items()}
    for row in rows:
        own = Counter(
            homes[key] - column
            for column, cell in row.filled()[:_MOST_CELLS]
            for key in content.anchors(cell.text)
            if key in homes
        )
        if own:
            votes[max(own, key=lambda shift: (own[shift], -abs(shift)))] += 1
    if not votes:
        return 0
    return max(votes, key=lambda shift: (votes[shift], -abs(shift)))


def fit(row: Row, layout: Layout, shift: int = 0) -> Fitted:
    """Return the cells of a row by field; `shift` columns are what its whole block is off by."""
    filled = [(column, cell) for column, cell in row.filled() if layout.columns.get(column + shift) not in _IGNORED]
    if len(filled) > _MOST_CELLS:
        return Fitted({}, rest=tuple(cell.text.strip() for _, cell in filled))
    words = _words_for_money(filled, layout, shift)
    direct = _direct([pair for pair in filled if pair not in words], layout, shift)
    if direct is not None:
        covered = {
            key: cell
            for column, cell in enumerate(row.cells)
            if cell.covered and (key := layout.columns.get(column + shift)) and key not in direct
        }
        return Fitted(covered | direct, rest=tuple(cell.text.strip() for _, cell in words))
    return _aligned(filled, layout, shift)


def _words_for_money(filled: Sequence[tuple[int, Cell]], layout: Layout, shift: int) -> list[tuple[int, Cell]]:
    """Return the cell of the money column when it holds words (待定, 约30): they are no reason to move the others."""
    found = [pair for pair in filled if layout.columns.get(pair[0] + shift) == "budget"]
    return [(column, cell) for column, cell in found if not content.accepts("budget", cell.text)]


def _direct(filled: Sequence[tuple[int, Cell]], layout: Layout, shift: int) -> dict[str, Cell] | None:
    """Return the cells under their own columns, or None when one of them cannot stand there."""
    cells: dict[str, Cell] = {}
    for column, cell in filled:
        key = layout.columns.get(column + shift)
        if key is None or not content.accepts(key, cell.text):
            return None
        cells[key] = cell
    if ("comparator" in cells or "weight" in cells) and "indicator" not in cells:
        return None
    return cells


def _aligned(filled: Sequence[tuple[int, Cell]], layout: Layout, shift: int) -> Fitted:
    order = layout.order()
    cells: dict[str, Cell] = {}
    moved: list[str] = []
    rest: list[str] = []
    for (column, cell), place in zip(filled, _alignment(filled, order, shift), strict=True):
        if place is None:
            rest.append(cell.text.strip())
            continue
        home, key = order[place]
        cells[key] = cell
        if home != column + shift:
            moved.append(key)
    return Fitted(cells, tuple(moved), tuple(rest))


def _alignment(filled: Sequence[tuple[int, Cell]], order: Sequence[tuple[int, str]], shift: int) -> list[int | None]:
    """Return for each cell its place in `order`, strictly rising, or None when it is left over."""
    best: list[list[tuple[float, int | None]]] = []
    previous = [0.0] * (len(order) + 1)
    for index, (column, cell) in enumerate(filled):
        beside = _beside_sign(filled, index)
        gains = [_gain(key, home - column - shift, cell.text, beside) for home, key in order]
        row: list[tuple[float, int | None]] = [(previous[0] + _LEFT_OVER, None)]
        current = [row[0][0]]
        for place, gain in enumerate(gains):
            options = ((previous[place] + gain, place), (previous[place + 1] + _LEFT_OVER, None), (current[-1], -1))
            top = max(options, key=lambda option: option[0])
            row.append(top)
            current.append(top[0])
        best.append(row)
        previous = current
    return _trace(best, len(order))


def _beside_sign(filled: Sequence[tuple[int, Cell]], index: int) -> str | None:
    """Return what a cell beside the sign must be: the indicator before it, the value after it."""
    if index + 1 < len(filled) and content.is_sign(filled[index + 1][1].text):
        return "indicator"
    return "value" if index and content.is_sign(filled[index - 1][1].text) else None


def _gain(key: str, distance: int, text: str, beside: str | None) -> float:
    gain = content.score(key, text) - min(_FAR, _STEP * abs(distance))
    return gain + _BESIDE_SIGN if key == beside else gain


def _trace(best: Sequence[Sequence[tuple[float, int | None]]], width: int) -> list[int | None]:
    places: list[int | None] = []
    column = width
    for row in reversed(best):
        while row[column][1] == -1:
            column -= 1
        place = row[column][1]
        places.append(place)
        if place is not None:
            column = place
    return places[::-1]
