"""输出: preview, paper, PDF, Excel. All of them come from the same pages and the same grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .window import MainWindow


class Outputs:
    """The output desk of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
