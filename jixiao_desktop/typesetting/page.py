"""A page as a display list in points, measured from the sheet's top left corner, y downwards.

Drawn as they stand: by the PDF export on a canvas, by the window with a painter. No drawer measures or breaks again.
"""

from __future__ import annotations

from typing import NamedTuple

from .fonts import FaceName


def number_words(number: int | str, count: int | str) -> str:
    """Return what stands at the foot of a page, in every output alike (domain source: usual on official forms)."""
    return f"第 {number} 页 共 {count} 页"


class Rule(NamedTuple):
    """A straight black line from (x1, y1) to (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float


class Run(NamedTuple):
    """One line of text: left edge, baseline, text, face and size. Its width is the face's for this text."""

    x: float
    baseline: float
    text: str
    face: FaceName
    size: float


class Box(NamedTuple):
    """The rectangle of a cell, and which cell of the book it prints (node None: a label)."""

    x: float
    y: float
    width: float
    height: float
    node: int | None
    field: str | None
    text: str


class Mark(NamedTuple):
    """A watermark: its centre, its text, size and angle in degrees, drawn in pale grey under everything."""

    x: float
    y: float
    text: str
    size: float
    angle: float


class Page(NamedTuple):
    """One page: number from 1, size, lines of `rule_width` pt, texts, cells, and a watermark or None."""

    number: int
    width: float
    height: float
    rules: tuple[Rule, ...]
    runs: tuple[Run, ...]
    boxes: tuple[Box, ...]
    mark: Mark | None = None
    rule_width: float = 0.5


class Bookmark(NamedTuple):
    """An entry of the outline: title, depth from 0, page number from 1, and height on the page."""

    title: str
    depth: int
    page: int
    y: float
