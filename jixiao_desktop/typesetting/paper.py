"""Paper: sizes and margins in mm, type sizes in pt. Domain source: usual practice of official forms, A4 landscape."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

MM = 72 / 25.4
"""Points in a millimetre."""

SIZES = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}
_NUMBER_MM, _LOW_NUMBER_MM = 8.0, 5.5
_NUMBER_ROOM = 0.88, 1.2
"""What stands between a page number's baseline and the table: its height (em) and a blank (mm)."""
_TYPE = {"A4": (9.0, 7.5, 16.0), "A3": (11.0, 9.0, 20.0)}


@dataclass(frozen=True, slots=True)
class Paper:
    """One way to print: sheet and margins in mm, type sizes in pt, and what stands across the page.

    `leading` is a multiple of the type size; `padding` (left and right) and `row_padding` (above and below) are pt.

    Body text is never below 9 pt, a sub-header never below 7.5 pt. `watermark` is drawn pale across every page;
    `fresh_pages` begins each project on a page of its own.
    """

    name: str = "A4"
    width_mm: float = SIZES["A4"][0]
    height_mm: float = SIZES["A4"][1]
    left_mm: float = 20.0
    right_mm: float = 12.0
    top_mm: float = 20.0
    bottom_mm: float = 15.0
    body: float = 9.0
    sub: float = 7.5
    title: float = 16.0
    leading: float = 1.3
    padding: float = 2.2
    row_padding: float = 2.75
    watermark: str | None = None
    fresh_pages: bool = False

    @property
    def width(self) -> float:
        """Sheet width in pt."""
        return self.width_mm * MM

    @property
    def height(self) -> float:
        """Sheet height in pt."""
        return self.height_mm * MM

    @property
    def measure(self) -> float:
        """Width between the margins in pt."""
        return (self.width_mm - self.left_mm - self.right_mm) * MM

    @property
    def depth(self) -> float:
        """Height between the margins in pt; below, room for the page number is kept even where the margin is less."""
        return (self.height_mm - self.top_mm - self.foot_mm) * MM

    @property
    def number_mm(self) -> float:
        """How far above the sheet's edge the page number stands, in mm: lower where the margin leaves it no room."""
        return _NUMBER_MM if self.bottom_mm >= _NUMBER_MM + self._number_room_mm else _LOW_NUMBER_MM

    @property
    def foot_mm(self) -> float:
        """Blank below the table, in mm: the bottom margin, or what the page number needs."""
        return max(self.bottom_mm, self.number_mm + self._number_room_mm)

    @property
    def _number_room_mm(self) -> float:
        height, blank = _NUMBER_ROOM
        return height * self.body / MM + blank

    @property
    def upright(self) -> bool:
        """True when the sheet stands upright."""
        return self.height_mm > self.width_mm

    def turned(self, *, upright: bool) -> Paper:
        """Return the same paper upright or landscape; margins stay at their edges."""
        sides = sorted((self.width_mm, self.height_mm), reverse=not upright)
        return replace(self, width_mm=sides[0], height_mm=sides[1])

    def bound(self, edge: Literal["left", "top"]) -> Paper:
        """Return the same paper bound at the left (default) or at the top edge."""
        wide, narrow = max(self.left_mm, self.top_mm), 12.0
        if edge == "left":
            return replace(self, left_mm=wide, right_mm=narrow)
        return replace(self, left_mm=(wide + narrow) / 2, right_mm=(wide + narrow) / 2, top_mm=wide + 5)


def paper(name: str = "A4", *, upright: bool = False) -> Paper:
    """Return A4 or A3 with the usual margins, landscape or upright; A3 with larger type. Raises KeyError otherwise."""
    width, height = SIZES[name]
    if upright:
        width, height = height, width
    body, sub, title = _TYPE[name]
    return Paper(name, width, height, body=body, sub=sub, title=title)


A4 = paper("A4")
A3 = paper("A3")
