"""Every colour and distance of the window, light and dark, once. Widgets ask `tokens()`; nobody writes a colour.

Texts on their grounds keep a contrast of at least 4.5 : 1; states have a shape or a word beside their colour.
Distances are in device-independent pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

GAP, PAD, RADIUS = 8, 12, 6
ROW_HEIGHT = 25


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme, as #rrggbb."""

    dark: bool
    window: str  # behind everything
    surface: str  # where one types and reads
    surface_alt: str  # headers, bars, panels
    group1: str  # ground of project rows
    group2: str  # ground of 一级 rows
    line: str  # hairlines of grids
    border: str  # frames of fields and buttons
    text: str
    muted: str  # second-rank words: codes, counts
    faint: str  # 上年值, placeholders
    accent: str  # the one accent: fills
    accent_text: str  # the accent as text or thin line on a surface
    accent_soft: str  # ground of the current row, of hovered buttons
    on_accent: str  # text on an accent fill
    error: str
    error_soft: str
    error_fill: str  # ground of a badge; on_accent stands on it
    warning: str
    warning_soft: str
    hint: str
    hint_soft: str
    ok: str
    ok_soft: str
    unreviewed: str  # ground of 未核对 rows
    unreviewed_bar: str  # the bar at their left
    selection: str  # ground of selected cells
    focus: str  # frame of the cell or field with the focus
    hover: str
    pressed: str


LIGHT = Tokens(
    dark=False,
    window="#f4f6f9",
    surface="#ffffff",
    surface_alt="#f4f6f9",
    group1="#e9eef7",
    group2="#f5f7fb",
    line="#e4e8ef",
    border="#d0d6e0",
    text="#1b2433",
    muted="#5d6878",
    faint="#687280",
    accent="#2360e0",
    accent_text="#1d53c6",
    accent_soft="#eaf1fe",
    on_accent="#ffffff",
    error="#c2202c",
    error_soft="#fdeaea",
    error_fill="#c2202c",
    warning="#96590a",
    warning_soft="#fdf0d3",
    hint="#2a5fb4",
    hint_soft="#e4edfb",
    ok="#1b7a3e",
    ok_soft="#e2f5e8",
    unreviewed="#fffdf6",
    unreviewed_bar="#f0c95c",
    selection="#dbe8fd",
    focus="#2360e0",
    hover="#eaeef5",
    pressed="#dde4ef",
)

DARK = Tokens(
    dark=True,
    window="#1f2329",
    surface="#22262d",
    surface_alt="#1f2329",
    group1="#2c3340",
    group2="#272c35",
    line="#333a45",
    border="#465060",
    text="#e4e8ee",
    muted="#abb5c3",
    faint="#909baa",
    accent="#2f66d6",
    accent_text="#86b0ff",
    accent_soft="#26344f",
    on_accent="#ffffff",
    error="#ff8a8a",
    error_soft="#46282c",
    error_fill="#c2202c",
    warning="#f1c068",
    warning_soft="#443719",
    hint="#8cb8ff",
    hint_soft="#26364f",
    ok="#7fd59b",
    ok_soft="#213c2b",
    unreviewed="#29292a",
    unreviewed_bar="#a88a3a",
    selection="#2d4370",
    focus="#6c9dff",
    hover="#2b313b",
    pressed="#353d49",
)

_current = LIGHT


def tokens() -> Tokens:
    """Return the colours of the scheme in use."""
    return _current


def use_scheme(dark: bool) -> Tokens:
    """Switch to the light or the dark scheme and return its colours; whoever painted before paints again."""
    global _current
    _current = DARK if dark else LIGHT
    return _current
