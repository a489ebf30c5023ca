"""The system's clipboard: blocks of cells out and in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from . import blocks


def put(block: Sequence[Sequence[str]]) -> None:
    """Offer a block as tab text and as an HTML table."""
    mime = QMimeData()
    mime.setText(blocks.to_tab_text(block))
    mime.setHtml(blocks.to_html(block))
    QGuiApplication.clipboard().setMimeData(mime)


def take() -> blocks.Block:
    """Return the block on the clipboard: the table of its HTML, else its tab text; [] when there is no text."""
    mime = QGuiApplication.clipboard().mimeData()
    if mime is None:
        return []
    if mime.hasHtml() and (block := blocks.from_html(mime.html())):
        return block
    return blocks.from_tab_text(mime.text()) if mime.hasText() else []
