"""How many printed lines a goal takes, by the width that the 绩效目标 column has on the form."""

from __future__ import annotations

import unicodedata
from math import floor

from ..domain.profile import Profile

_PRINTABLE_MM, _PADDING_MM, _POINT_MM, _BODY_POINTS = 265.0, 2.4, 0.3528, 9.0


def characters_a_line(profile: Profile, key: str = "objective") -> int:
    """Return how many full-width characters stand on one line of a column of the 总表 (A4 landscape)."""
    widths = {column.key: column.width for column in profile.columns}
    total = sum(widths.values()) or 1.0
    room = widths.get(key, 42.0) * _PRINTABLE_MM / total - _PADDING_MM
    return max(1, floor(room / (_BODY_POINTS * _POINT_MM)))


def goal_lines(text: str, profile: Profile) -> int:
    """Return about how many lines a goal takes in the printed form."""
    room = characters_a_line(profile)
    paragraphs = [line for line in text.splitlines() if line.strip()]
    return sum(max(1, -(-round(_width(line) * 10) // (room * 10))) for line in paragraphs)


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55 for character in text)
