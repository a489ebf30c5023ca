"""Where what a PDF draws can be seen: programs that print a table clip a text to its cell when it is too long for it.

pdfminer reads such a text where it would stand without its clip: over the cells above and below, and beyond the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

_INSET = 1.0


class Box(NamedTuple):
    """A part of a page in pt, as pdfminer counts: upwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def within(self, other: Box | None) -> Box:
        """Return what is left of this part inside another; None is the whole page."""
        if other is None:
            return self
        return Box(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the place inside, clear of the edges, that is nearest to a point."""
        return _clamped(x, self.x0, self.x1), _clamped(y, self.y0, self.y1)


def _clamped(value: float, low: float, high: float) -> float:
    inset = min(_INSET, max(0.0, (high - low) / 2))
    return min(max(value, low + inset), max(low + inset, high - inset))


class Clips:
    """The clips of a page's characters, in the order in which they are drawn; None where nothing is clipped."""

    def __init__(self) -> None:
        self.boxes: list[Box | None] = []

    def replaced(self) -> list[tuple[Any, str, Any]]:
        """Return the methods of pdfminer, as (owner, name, new one), by which it keeps the clips that it ignores."""
        from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter

        copy = PDFGraphicState.copy

        def copied(state: Any) -> Any:
            new: Any = copy(state)
            new.clip = getattr(state, "clip", None)
            return new

        def clip(interpreter: Any) -> None:
            box = _box_of(interpreter.curpath, interpreter.ctm)
            if box is not None:
                state: Any = interpreter.graphicstate
                state.clip = box.within(getattr(state, "clip", None))

        return [
            (PDFGraphicState, "copy", copied),
            (PDFPageInterpreter, "do_W", clip),
            (PDFPageInterpreter, "do_W_a", clip),
        ]

    def noting(self, render: Callable[..., Any]) -> Callable[..., Any]:
        """Return pdfminer's drawing of a character, which notes the clip as well."""

        def noted(device: Any, *args: Any) -> Any:
            self.boxes.append(getattr(args[-1], "clip", None))
            return render(device, *args)

        return noted


def _box_of(path: list[Any], matrix: tuple[float, ...]) -> Box | None:
    """The box around a path; None for one of curves, which is not read, and for an empty one."""
    points = [segment[1:] for segment in path if len(segment) == 3]
    if not points or any(len(segment) > 3 for segment in path):
        return None
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))
