"""A grid laid out on paper: pages planned at once, drawn when asked for.

`typeset(grid, paper)` is the only entry; preview, PDF, printer and the 打印版 of Excel read the same layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from ..forms.grid import Grid, Line
from .drawing import Artist
from .fonts import FaceName, Metrics, face
from .measuring import Measure, header_heights
from .page import Bookmark, Page
from .pagination import Paginator, Plan
from .paper import A4, Paper

_CACHED_PAGES = 16


class Layout:
    """The pages of one form. `page(n)` draws one; `plans` say which rows and texts stand on which page."""

    def __init__(self, grid: Grid, paper: Paper, faces: Callable[[FaceName], Metrics] = face) -> None:
        self.grid, self.paper = grid, paper
        self.measure = Measure(grid, paper, faces)
        self.header_heights = header_heights(self.measure, grid.header, grid.header_rows)
        self._artist = Artist(self.measure, self.header_heights)
        room = paper.depth - sum(self.header_heights)
        first = room - self._artist.head_height
        self.plans: list[Plan] = Paginator(self.measure, first, room, self._artist.foot_height).run()
        self.page = lru_cache(_CACHED_PAGES)(self._draw)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.plans)

    def pages(self) -> Iterator[Page]:
        """Yield all pages in order."""
        return (self._draw(number) for number in range(1, self.count + 1))

    def _draw(self, number: int) -> Page:
        return self._artist.draw(self.plans[number - 1], number, self.count)

    def bookmarks(self) -> list[Bookmark]:
        """Return the outline: where each bookmarked row begins."""
        places: dict[int, tuple[int, float]] = {}
        for number, plan in enumerate(self.plans, 1):
            y = self._artist.body_top(number)
            for row, height in zip(plan.rows, plan.heights, strict=True):
                places.setdefault(row, (number, y))
                y += height
        return [Bookmark(title, depth, *places[row]) for row, title, depth in self.grid.bookmarks]

    def place_of(self, node: int) -> int | None:
        """Return the first page (from 1) that prints something of a node, or None."""
        for number, plan in enumerate(self.plans, 1):
            if any(piece.cell.node == node for piece in plan.pieces):
                return number
        return None

    def missing(self) -> dict[str, str]:
        """Return the characters that no font has, each with the text in which it stands first."""
        texts = [self.grid.title, *(cell.text for cell in self.grid.body), *_texts(self.grid.above + self.grid.below)]
        found: dict[str, str] = {}
        known: set[str] = set()
        for text in texts:
            new = set(text) - known
            known |= new
            for character in sorted(face("regular").missing("".join(new))):
                found[character] = text
        return found

    def warnings(self) -> list[str]:
        """Return a sentence for each character that would be printed as a box."""
        return [
            f"字库中没有“{character}”（U+{ord(character):04X}）字，打印时显示为空框，请核对：{text[:40]}"
            for character, text in self.missing().items()
        ]


def _texts(lines: tuple[Line, ...]) -> list[str]:
    return [text for line in lines for text, _ in line.parts]


def typeset(grid: Grid, paper: Paper = A4, faces: Callable[[FaceName], Metrics] = face) -> Layout:
    """Return the layout of a grid on paper (A4 landscape when not said).

    `faces` are the shipped fonts; only a sheet, which is shown in the fonts of an office, measures with others.
    """
    return Layout(grid, paper, faces)
