"""Pages drawn by QPainter: the same display lists, font files and positions as the PDF.

Every glyph is placed where the page says (QRawFont and QGlyphRun); `drawText` would shape and space anew. Beyond 64
device pixels Qt draws no glyph of such a run at all: there, and on a printer that takes no text, outlines are filled.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGlyphRun, QPaintEngine, QPainter, QPainterPath, QPen, QRawFont

from ..typesetting.fonts import FaceName, face
from ..typesetting.page import Mark, Page, Run

_MARK_GREY = QColor.fromRgbF(0.88, 0.88, 0.88)
_LOADED_AT = 64.0
_MOST_PIXELS = 60.0


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


@lru_cache(4096)
def _outline(name: FaceName, glyph: int) -> QPainterPath:
    """One glyph's outline at the size at which the face is loaded."""
    return _loaded(name).pathForGlyph(glyph)


def _paint_run(painter: QPainter, run: Run, scale: float, at: QPointF, colour: QColor) -> None:
    """Draw one line of text with its baseline beginning at a point."""
    engine = painter.paintEngine()
    takes_text = engine is not None and engine.type() == QPaintEngine.Type.Pdf
    if takes_text or run.size * scale <= _MOST_PIXELS:
        painter.setPen(colour)
        painter.drawGlyphRun(at, glyph_run(run, scale))
        return
    metrics, path, x = face(run.face), QPainterPath(), 0.0
    path.setFillRule(Qt.FillRule.WindingFill)
    for character in run.text:
        path.addPath(_outline(run.face, metrics.glyph(ord(character))).translated(x * _LOADED_AT, 0.0))
        x += metrics.advance[character]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at)
    painter.scale(run.size * scale / _LOADED_AT, run.size * scale / _LOADED_AT)
    painter.fillPath(path, colour)
    painter.restore()


def paint_page(painter: QPainter, page: Page, scale: float, origin: QPointF | None = None) -> None:
    """Draw a page with its top left corner at `origin`, `scale` device pixels a point, black on what is there."""
    painter.save()
    painter.translate(origin or QPointF())
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    if page.mark is not None:
        _paint_mark(painter, page.mark, scale)
    _paint_rules(painter, page, scale)
    black = QColor(Qt.GlobalColor.black)
    for run in page.runs:
        _paint_run(painter, run, scale, QPointF(run.x * scale, run.baseline * scale), black)
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
    run = Run(0.0, 0.0, mark.text, "bold", mark.size)
    _paint_run(painter, run, scale, QPointF(-width / 2 * scale, mark.size * 0.35 * scale), _MARK_GREY)
    painter.restore()


def page_rect(page: Page, scale: float) -> QRectF:
    """Return the sheet's size in device pixels."""
    return QRectF(0, 0, page.width * scale, page.height * scale)
