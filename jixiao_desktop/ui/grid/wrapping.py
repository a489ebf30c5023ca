"""Where a name breaks when it takes two lines of a grid. No Qt here; paper is broken by `typesetting`."""

from __future__ import annotations

from collections.abc import Callable

_CLOSING = frozenset("、。，．：；！？）」』】〕〉》”’…—～·,.;:!?)]}%‰℃")
_OPENING = frozenset("（「『【〔〈《“‘([{")


def first_line(text: str, room: int, width: Callable[[str], int]) -> int:
    """Return how many characters go on the first of two lines that are `room` pixels wide.

    At least two characters go on the second. No number and no Latin word is broken unless it fills
    the line; no closing mark begins the second line.
    """
    fits = _fitting(text, room, width)
    end = min(fits, max(1, len(text) - 2))
    while end > 1 and not _may_break(text, end):
        end -= 1
    return end if end > 1 else fits


def _fitting(text: str, room: int, width: Callable[[str], int]) -> int:
    """The most characters that fit, at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(text[:middle]) <= room else (low, middle - 1)
    return low


def _may_break(text: str, at: int) -> bool:
    if at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    inside = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return not inside and after not in _CLOSING and before not in _OPENING
