"""Pages drawn by QPainter: the same display lists, font files and positions as the PDF.

Every glyph is placed where the page says (QRawFont and QGlyphRun); `drawText` would shape and space anew.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGlyphRun, QPainter, QPen, QRawFont

from ..typesetting.fonts import FaceName, face
from ..typesetting.page import Mark, Page, Run

_MARK_GREY = QColor.fromRgbF(0.88, 0.88, 0.88)
_LOADED_AT = 64.0


@lru_cache(2)
def _loaded(name: FaceName) -> QRawFont:
    return QRawFont(str(face(name).path), _LOADED_AT, QFont.HintingPreference.PreferNoHinting)


@lru_cache(64)
def raw_font(name: FaceName, pixels: float) -> QRawFont:
    """Return a shipped face at a size in device pixels; the file is read once."""
    font = QRawFont(_loaded(name))
    font.setPixelSize(pixels)
    return font


def glyph_run(run: Run, scale: float) -> QGlyphRun:
    """Return one line of text as glyphs at the page's own positions, `scale` device pixels a point."""
    metrics = face(run.face)
    glyphs: list[int] = []
    places: list[QPointF] = []
    x = 0.0
    for character in run.text:
        glyphs.append(metrics.glyph(ord(character)))
        places.append(QPointF(x * scale, 0.0))
        x += metrics.advance[character] * run.size
    made = QGlyphRun()
    made.setRawFont(raw_font(run.face, run.size * scale))
    made.setGlyphIndexes(glyphs)
    made.setPositions(places)
    return made


def paint_page(painter: QPainter, page: Page, scale: float, origin: QPointF | None = None) -> None:
    """Draw a page with its top left corner at `origin`, `scale` device pixels a point, black on what is there."""
    painter.save()
    painter.translate(origin or QPointF())
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    if page.mark is not None:
        _paint_mark(painter, page.mark, scale)
    _paint_rules(painter, page, scale)
    painter.setPen(QColor(Qt.GlobalColor.black))
    for run in page.runs:
        painter.drawGlyphRun(QPointF(run.x * scale, run.baseline * scale), glyph_run(run, scale))
    painter.restore()


def _paint_rules(painter: QPainter, page: Page, scale: float) -> None:
    pen = QPen(QColor(Qt.GlobalColor.black), max(page.rule_width * scale, 1.0))
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, scale > 3)
    painter.drawLines([QLineF(r.x1 * scale, r.y1 * scale, r.x2 * scale, r.y2 * scale) for r in page.rules])


def _paint_mark(painter: QPainter, mark: Mark, scale: float) -> None:
    width = face("bold").width(mark.text, mark.size)
    painter.save()
    painter.translate(mark.x * scale, mark.y * scale)
    painter.rotate(-mark.angle)
    painter.setPen(_MARK_GREY)
    run = Run(0.0, 0.0, mark.text, "bold", mark.size)
    painter.drawGlyphRun(QPointF(-width / 2 * scale, mark.size * 0.35 * scale), glyph_run(run, scale))
    painter.restore()


def page_rect(page: Page, scale: float) -> QRectF:
    """Return the sheet's size in device pixels."""
    return QRectF(0, 0, page.width * scale, page.height * scale)
