"""Taking the keyboard from pane to pane: F6 goes round those in sight, as in Excel and WPS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

Pane = tuple[QWidget, QWidget]
"""What a pane is, and the part of it that the keyboard goes to."""


def step(panes: Sequence[Pane], by: int) -> None:
    """Take the keyboard to the next pane (by 1), or the one before (-1), that has something to work on in sight."""
    here = QApplication.focusWidget()
    start = next((n for n, (pane, _) in enumerate(panes) if here is not None and pane.isAncestorOf(here)), 0)
    for count in range(1, len(panes) + 1):
        _, part = panes[(start + by * count) % len(panes)]
        field = next(filter(_workable, _within(part)), None)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def _workable(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def _within(part: QWidget) -> Iterator[QWidget]:
    """A widget and what stands in it, in the order of Tab."""
    yield part
    following = part.nextInFocusChain()
    while following is not None and following is not part:
        if part.isAncestorOf(following):
            yield following
        following = following.nextInFocusChain()
