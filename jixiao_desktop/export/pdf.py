"""Pages to PDF: display lists drawn on the library's canvas, fonts embedded as subsets, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import cos, radians, sin
from pathlib import Path
from typing import Any

from ..typesetting import Document, Mark, Page
from ..typesetting.fonts import face
from .pdf_font import EmbeddedFont

_MARK_GREY = 0.88
_CREATOR = "绩效目标编报"
_LANGUAGE, _VERSION = "zh-CN", (1, 4)


def write_pdf(document: Document, path: Path, pages: Sequence[int] | None = None) -> None:
    """Write a document's pages (numbers from 1; None: all) as a PDF with title and bookmarks.

    Raises OSError when the file cannot be written.
    """
    from reportlab.pdfgen.canvas import Canvas

    paper = document.paper
    size = paper.width, paper.height
    canvas = Canvas(str(path), size, pageCompression=1, invariant=1, pdfVersion=_VERSION, lang=_LANGUAGE)
    _forget_usual_font(canvas)
    canvas.setTitle(document.title)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setCreator(_CREATOR)
    canvas.setAuthor("")
    canvas.setSubject(document.title)
    fonts = _Fonts()
    wanted = None if pages is None else set(pages)
    marks = [mark for mark in document.bookmarks() if wanted is None or mark.page in wanted]
    place = 0
    for page in document.pages() if pages is None else map(document.page, sorted(set(pages))):
        while place < len(marks) and marks[place].page == page.number:
            mark = marks[place]
            canvas.bookmarkHorizontal(f"b{place}", 0, page.height - mark.y)
            canvas.addOutlineEntry(mark.title, f"b{place}", mark.depth, closed=False)
            place += 1
        canvas._code.extend(_content(page, fonts))
        with _binary_streams():
            canvas.showPage()
    fonts.register(canvas)
    if marks:
        canvas.showOutline()
    with _binary_streams():
        canvas.save()


@contextmanager
def _binary_streams() -> Iterator[None]:
    """Keep the library from writing streams as ASCII, which costs a quarter of size and time."""
    from reportlab import rl_config

    before, rl_config.useA85 = rl_config.useA85, 0
    try:
        yield
    finally:
        rl_config.useA85 = before


def _forget_usual_font(canvas: Any) -> None:
    """Take out the Helvetica that a canvas starts with: a font that is named but not embedded fails checks."""
    document = canvas._doc
    for name in list(document.idToObject["BasicFonts"].dict):
        del document.idToObject["BasicFonts"].dict[name]
        document.idToObject[name] = "null"
    document.fontMapping.clear()
    canvas._preamble = "1 0 0 1 0 0 cm"


class _Fonts:
    """The faces that one document uses, F-numbered as they come."""

    def __init__(self) -> None:
        self.used: dict[str, EmbeddedFont] = {}

    def __getitem__(self, name: Any) -> EmbeddedFont:
        if name not in self.used:
            self.used[name] = EmbeddedFont(face(name), f"J{len(self.used) + 1}")
        return self.used[name]

    def register(self, canvas: Any) -> None:
        """Have the document write the fonts when it is saved."""
        canvas._doc.delayedFonts.extend(self.used.values())


def _content(page: Page, fonts: _Fonts) -> Iterator[str]:
    """The page as PDF operators; y turns upwards here."""
    height = page.height
    if page.mark:
        yield _watermark(page.mark, height, fonts)
    yield f"{page.rule_width} w"
    half = page.rule_width / 2
    for x1, y1, x2, y2 in page.rules:
        ends = half if y1 == y2 else 0.0
        yield f"{x1 - ends:.2f} {height - y1:.2f} m {x2 + ends:.2f} {height - y2:.2f} l S"
    yield "BT"
    current_name, current_size = "", 0.0
    for x, baseline, text, name, size in page.runs:
        if size != current_size or name != current_name:
            current_name, current_size, font = name, size, fonts[name]
            encoded = font.encoded
            yield f"/{font.name} {size:g} Tf"
        yield f"1 0 0 1 {x:.2f} {height - baseline:.2f} Tm {encoded[text]} Tj"
    yield "ET"


def _watermark(mark: Mark, height: float, fonts: _Fonts) -> str:
    font, angle = fonts["bold"], radians(mark.angle)
    half = face("bold").width(mark.text, mark.size) / 2
    c, s = cos(angle), sin(angle)
    x = mark.x - half * c + mark.size * 0.35 * s
    y = height - mark.y - half * s - mark.size * 0.35 * c
    return (
        f"q {_MARK_GREY} g BT /{font.name} {mark.size:.2f} Tf {c:.5f} {s:.5f} {-s:.5f} {c:.5f} {x:.2f} {y:.2f} Tm "
        f"{font.encoded[mark.text]} Tj ET Q"
    )
