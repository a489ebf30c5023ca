"""Grids laid out on paper: pages planned at once, drawn when asked for.

`typeset(grids, paper)` is the only entry; preview, PDF, printer and the 打印版 of Excel read the same layout.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from ..forms.grid import Grid
from .drawing import Artist
from .fonts import FaceName, Metrics, face
from .measuring import Measure, header_heights
from .page import Bookmark, Page
from .pagination import Paginator, Plan
from .paper import A4, Paper
from .texts import settable, with_settable_texts

_CACHED_PAGES = 16


class Layout:
    """One form on paper: `plans` say which rows and texts stand on which of its pages."""

    def __init__(self, grid: Grid, paper: Paper, faces: Callable[[FaceName], Metrics] = face) -> None:
        grid = with_settable_texts(grid)
        self.grid, self.paper = grid, paper
        self.measure = Measure(grid, paper, faces)
        self.header_heights = header_heights(self.measure, grid.header, grid.header_rows)
        self.artist = Artist(self.measure, self.header_heights)
        room = paper.depth - sum(self.header_heights)
        first = paper.depth - self.artist.head_height - self.artist.header_height(1)
        self.plans: list[Plan] = Paginator(self.measure, first, room, self.artist.foot_height).run()

    @property
    def count(self) -> int:
        """How many pages the form takes."""
        return len(self.plans)

    def bookmarks(self, before: int = 0) -> list[Bookmark]:
        """Return the outline: where each bookmarked row begins; `before` pages stand before the form."""
        places: dict[int, tuple[int, float]] = {}
        for number, plan in enumerate(self.plans, 1):
            y = self.artist.body_top(number)
            for row, height in zip(plan.rows, plan.heights, strict=True):
                places.setdefault(row, (before + number, y))
                y += height
        return [Bookmark(title, depth, *places[row]) for row, title, depth in self.grid.bookmarks]

    def texts(self) -> Iterator[str]:
        """Yield every text that the form prints."""
        yield self.grid.title
        yield from (cell.text for cell in self.grid.body)
        yield from (text for line in self.grid.above + self.grid.below for text, _ in line.parts)
        yield settable(self.paper.watermark or "")


class Document:
    """One form or several, one after the other, with pages counted through: `page(n)` draws one, from 1."""

    def __init__(self, layouts: Sequence[Layout], paper: Paper) -> None:
        self.layouts, self.paper = list(layouts), paper
        self._starts = list(accumulate((layout.count for layout in self.layouts), initial=0))
        self._drawn: dict[int, Page] = {}

    @property
    def title(self) -> str:
        """The title of the first form."""
        return self.layouts[0].grid.title if self.layouts else ""

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._starts[-1]

    def page(self, number: int) -> Page:
        """Return a page (from 1) as it is drawn; the last few are kept."""
        if number not in self._drawn:
            if len(self._drawn) >= _CACHED_PAGES:
                del self._drawn[next(iter(self._drawn))]
            self._drawn[number] = self._draw(number)
        return self._drawn[number]

    def pages(self) -> Iterator[Page]:
        """Yield all pages in order."""
        return (self._draw(number) for number in range(1, self.count + 1))

    def _draw(self, number: int) -> Page:
        place = bisect_right(self._starts, number - 1) - 1
        layout, own = self.layouts[place], number - self._starts[place]
        return layout.artist.draw(layout.plans[own - 1], own, number, self.count)

    def bookmarks(self) -> list[Bookmark]:
        """Return the outline of all forms."""
        pairs = zip(self.layouts, self._starts, strict=False)
        return [mark for layout, before in pairs for mark in layout.bookmarks(before)]

    def place_of(self, node: int) -> int | None:
        """Return the first page (from 1) that prints something of a node of the book, or None."""
        return self._places.get(node)

    @cached_property
    def _places(self) -> dict[int, int]:
        plans = (plan for layout in self.layouts for plan in layout.plans)
        places: dict[int, int] = {}
        for number, plan in enumerate(plans, 1):
            for piece in plan.pieces:
                if piece.cell.node is not None:
                    places.setdefault(piece.cell.node, number)
        return places

    @cached_property
    def missing(self) -> dict[str, str]:
        """The characters that no font has, each with the text in which it stands first."""
        texts = [text for layout in self.layouts for text in layout.texts()]
        absent = sorted(face("regular").missing("".join(texts)))
        return {character: next(text for text in texts if character in text) for character in absent}

    @cached_property
    def cramped(self) -> str | None:
        """The first text that stands in smaller type than usual since its column is too narrow for it, or None."""
        pieces = (
            (layout.measure.sizes, piece) for layout in self.layouts for plan in layout.plans for piece in plan.pieces
        )
        return next((piece.text for usual, piece in pieces if piece.size < usual[piece.cell.style]), None)

    def warnings(self) -> list[str]:
        """Return a sentence for each character that would be printed as a box, and one where A4 is too small."""
        sentences = [
            f"字库中没有“{character}”（U+{ord(character):04X}）字，打印时显示为空框，请核对：{text[:40]}"
            for character, text in self.missing.items()
        ]
        if self.cramped and self.paper.name == "A4":
            usual, text = f"{self.paper.body:g} 磅", self.cramped[:40]
            sentences.append(f"有的文字在 A4 纸上要小于 {usual}才放得下，建议改用 A3 纸：{text}")
        return sentences


def typeset_to_fit(grids: Sequence[Grid], papers: Sequence[Paper]) -> Document:
    """Return forms each on the first paper on which it takes one page, or on the last; all papers are of one size."""
    layouts = []
    for grid in grids:
        for paper in papers:
            layout = Layout(grid, paper)
            if layout.count == 1:
                break
        layouts.append(layout)
    return Document(layouts, papers[0])


def typeset(
    grids: Grid | Sequence[Grid], paper: Paper = A4, faces: Callable[[FaceName], Metrics] = face
) -> Document:  # fmt: skip
    """Return the pages of a form, or of several, on paper (A4 landscape when not said).

    `faces` are the shipped fonts; only a sheet, which is shown in the fonts of an office, measures with others.
    """
    several = [grids] if isinstance(grids, Grid) else grids
    return Document([Layout(grid, paper, faces) for grid in several], paper)
