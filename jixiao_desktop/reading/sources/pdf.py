"""PDF: the cells of ruled tables, page after page, and the lines above and below them.

What is inflated, drawn and computed is bounded: a page of a form holds some thousand characters and some hundred lines.
"""

from __future__ import annotations

import io
import logging
import re
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from ...domain.errors import UserError
from ..recognise.headers import ENOUGH, keys_in
from ..tables import BLANK, COVERED, Cell, Row, Table, texts
from ..texts import squeeze
from . import guard
from .clipping import Clips

_KIND = "PDF 文件"
_LIMIT_PAGES = 2000
_LIMIT_STREAM, _LIMIT_STREAMS = 24 << 20, 256 << 20
_LIMIT_CONTENT = 3 << 19
_LIMIT_LZW = 64 << 10
_LIMIT_MARKS, _LIMIT_SHAPES = 50_000, 6_000
_ONE_AT_A_TIME = threading.Lock()
_SECONDS_WITHOUT_FORM, _SECONDS = 7.0, 300.0
_HEADER_WORDS = ("项目名称", "一级指标", "二级指标", "三级指标", "指标值", "分值", "权重")
_TOP_ROWS = 4
"""Among so many rows of a page, the header's included, stands what the page before cut."""
_TOUCH = 1.5
_OPEN = 6.0
"""Lines that reach farther beyond the last cell than this leave cells open that have no line round them."""
_AMOUNT = re.compile(r"[\d,]+(\.\d+)?")


class _Inflater:
    """zlib for pdfminer, with a limit to what it inflates: for each stream and for the whole file."""

    error = zlib.error
    MAX_WBITS = zlib.MAX_WBITS

    def __init__(self, name: str) -> None:
        self.name = name
        self.left = _LIMIT_STREAMS

    def decompress(self, data: bytes) -> bytes:
        """Inflate one stream. Raises UserError beyond the limit, zlib.error when it is damaged."""
        inflate = zlib.decompressobj()
        plain = inflate.decompress(data, _LIMIT_STREAM + 1)
        self._spend(len(plain))
        if not inflate.eof:
            raise zlib.error("incomplete stream")
        return plain

    def decompressobj(self, *_: Any) -> _Inflater._Piecewise:
        """Return an inflater for a damaged stream, which is fed piece by piece."""
        return self._Piecewise(self)

    def _spend(self, size: int) -> None:
        self.left -= size
        if size > _LIMIT_STREAM or self.left < 0:
            raise guard.too_large(self.name, "展开后过大")

    def lzw(self, data: bytes) -> bytes:
        """Unpack an LZW stream, which only old programs write and which pdfminer unpacks slowly."""
        from pdfminer.lzw import lzwdecode

        if len(data) > _LIMIT_LZW:
            raise guard.too_large(self.name, "里有压缩得过大的内容")
        return bytes(lzwdecode(data))

    class _Piecewise:
        def __init__(self, owner: _Inflater) -> None:
            self.owner = owner
            self.inflate = zlib.decompressobj()
            self.given = 0

        def decompress(self, data: bytes) -> bytes:
            plain = self.inflate.decompress(data, _LIMIT_CONTENT)
            self.given += len(plain)
            if self.given > _LIMIT_CONTENT:
                raise guard.too_large(self.owner.name, "展开后过大")
            return plain

        def flush(self) -> bytes:
            return b""


class _Marks:
    """Counts what is drawn on a page: characters, paths, and forms within forms."""

    METHODS = ("paint_path", "begin_figure")

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self.clips = Clips()

    def begin(self) -> None:
        """Begin a page."""
        self.count = 0
        self.clips.boxes.clear()

    def counting(self, method: str) -> Callable[..., Any]:
        """Return a method of pdfminer's layout that counts its calls. It raises UserError beyond the limit."""
        from pdfminer.converter import PDFLayoutAnalyzer

        original = getattr(PDFLayoutAnalyzer, method)

        def counted(*args: Any, **words: Any) -> Any:
            self.count += 1
            if self.count > _LIMIT_MARKS:
                raise guard.too_large(self.name, "有一页的内容过多")
            return original(*args, **words)

        return counted


@contextmanager
def _bounded(name: str) -> Iterator[_Marks]:
    """Let pdfminer inflate and draw only within limits (it has none of its own), and keep its complaints to itself."""
    from pdfminer import converter, pdftypes

    inflater, marks = _Inflater(name), _Marks(name)
    replaced: list[tuple[Any, str, Any]] = [
        (pdftypes, "zlib", inflater),
        (pdftypes, "lzwdecode", inflater.lzw),
        *((converter.PDFLayoutAnalyzer, method, marks.counting(method)) for method in _Marks.METHODS),
        (converter.PDFLayoutAnalyzer, "render_char", marks.clips.noting(marks.counting("render_char"))),
        *marks.clips.replaced(),
    ]
    former = [(owner, key, getattr(owner, key)) for owner, key, _ in replaced]
    chatter = logging.getLogger("pdfminer")
    level = chatter.level
    chatter.setLevel(logging.CRITICAL)
    for owner, key, value in replaced:
        setattr(owner, key, value)
    try:
        yield marks
    finally:
        chatter.setLevel(level)
        for owner, key, value in former:
            setattr(owner, key, value)


def read(data: bytes, name: str) -> list[Table]:
    """Return one table of the rows of all pages. Raises UserError when damaged, locked, a scan, or too complicated."""
    with guard.parsing(name, _KIND), _ONE_AT_A_TIME, _bounded(name) as marks:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfplumber.utils.exceptions import PdfminerException

        try:
            document = pdfplumber.open(io.BytesIO(data))
        except (PDFPasswordIncorrect, PdfminerException) as error:
            if "PasswordIncorrect" in repr(error):
                raise UserError(f"“{name}”加了密码，请先去掉密码再导入。") from error
            raise
        with document:
            rows, characters = _pages(document, name, marks)
    if not characters:
        raise UserError(f"“{name}”里没有文字，可能是扫描件或图片，请用文字版 PDF 或 Excel 导入。")
    if _is_without_rules(rows):
        raise UserError(
            f"“{name}”里的表格没有框线，分不清哪些字属于哪一栏，没有读入。"
            "请用 Excel、Word 版导入，或从 PDF 阅读器复制表格后粘贴进来。"
        )
    return [Table(tuple(rows), kind="page")]


def _is_without_rules(rows: Sequence[Row]) -> bool:
    """True when the words of a form's header stand on the pages and nowhere a cell with lines round it."""
    if any(len(row.cells) > 1 for row in rows):
        return False
    text = squeeze("".join(cell.text for row in rows for cell in row.cells))
    return sum(word in text for word in _HEADER_WORDS) >= 3


def _pages(document: Any, name: str, marks: _Marks) -> tuple[list[Row], int]:
    """Return the rows of all pages and how many characters stand on them."""
    if len(document.pages) > _LIMIT_PAGES:
        raise guard.too_large(name, f"有 {len(document.pages)} 页")
    began = time.monotonic()
    rows: list[Row] = []
    carry = _Carry()
    characters, found = 0, False
    for page in document.pages:
        _check_content(page, name)
        marks.begin()
        page = _turned(page, marks)
        characters += len(page.chars)
        fresh = list(_page(page, name, marks.clips, carry)) if page.chars else []
        found = found or any(len(keys_in(row)) >= ENOUGH for row in fresh)
        rows += fresh
        page.close()
        if time.monotonic() - began > (_SECONDS if found else _SECONDS_WITHOUT_FORM):
            raise guard.too_large(name, f"读到第 {page.page_number} 页还没有找到表格，或内容过多")
    return rows, characters


def _turned(page: Any, marks: _Marks) -> Any:
    """Return the page as a reader turns it whose text lies on its side or stands on its head; any other as it is.

    Printed to PDF from a landscape sheet on portrait paper, or scanned with a text layer, and never turned.
    """
    turns = Counter(_turn(*char["matrix"][:2]) for char in page.chars)
    turn = max(turns, key=lambda each: turns[each], default=0)
    if not turn:
        return page
    known, number, top = page.page_obj, page.page_number, page.initial_doctop
    known.rotate = (page.rotation + turn) % 360
    known.attrs = {**known.attrs, "Rotate": known.rotate}
    page.close()
    marks.begin()
    return type(page)(page.pdf, known, number, top)


def _turn(along: float, up: float) -> int:
    """Return by how many degrees, clockwise, a page must be turned for a character's line to run to the right."""
    if abs(up) > abs(along):
        return 90 if up > 0 else 270
    return 0 if along >= 0 else 180


def _check_content(page: Any, name: str) -> None:
    """Refuse a page whose drawing is far beyond that of a form, before it is interpreted."""
    size = sum(len(stream.get_data()) for stream in page.page_obj.contents if hasattr(stream, "get_data"))
    if size > _LIMIT_CONTENT:
        raise guard.too_large(name, f"的第 {page.page_number} 页内容过多")


def _page(page: Any, name: str, clips: Clips, carry: _Carry) -> Iterator[Row]:
    number = page.page_number
    if sum(len(page.objects.get(kind, ())) for kind in _SHAPES) > _LIMIT_SHAPES:
        raise guard.too_large(name, f"的第 {number} 页内容过多")
    glyphs = list(_glyphs(page, clips))
    tables = _tables(page, glyphs)
    if not tables:
        yield from _lines(glyphs, page.bbox, number)
        return
    left, top, right, bottom = page.bbox
    yield from _lines(glyphs, (left, top, right, tables[0].bbox[1]), number)
    carry.begin()
    rows = [row for table in tables for row in table.rows]
    tops = [row.bbox[1] for row in rows]
    for count, row in enumerate(rows, 1):
        here = _within(glyphs, row.bbox)
        cells: list[Cell] = []
        for column, box in enumerate(row.cells):
            merged = bool(box) and sum(box[1] - 1 < top < box[3] - 1 for top in tops[count - 1 :]) > 1
            cells.append(carry.cell(column, _within(here, box), count, merged) if box else COVERED)
        yield Row(tuple(cells), f"第 {number} 页第 {count} 行", number)
    yield from _lines(glyphs, (left, tables[-1].bbox[3], right, bottom), number)


_SHAPES = ("line", "rect", "curve")


def _tables(page: Any, glyphs: Sequence[_Glyph]) -> list[Any]:
    """The ruled tables of a page from above.

    Where a cell goes on beyond the page, the table's edge closes it; where no line is drawn round a table, the ends
    of the lines inside it are its edge.
    """
    found = page.find_tables()
    boxes = [_reach(page, table.bbox) for table in found]
    open_ended = [box for box, table in zip(boxes, found, strict=True) if box != tuple(table.bbox)]
    if open_ended or any(_between_cells(table, glyphs) for table in found):
        sides = [_line(x, top, x, bottom) for left, top, right, bottom in open_ended for x in (left, right)]
        edges = [_line(left, y, right, y) for left, top, right, bottom in boxes for y in (top, bottom)]
        found = page.find_tables({"explicit_horizontal_lines": edges, "explicit_vertical_lines": sides})
    return sorted(found, key=lambda table: float(table.bbox[1]))


def _reach(page: Any, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return how far the lines that cross a table's box reach, the box itself when none goes on beyond it."""
    left, top, right, bottom = box
    across = [edge for edge in page.edges if edge["orientation"] == "h" and top - 1 <= edge["top"] <= bottom + 1]
    down = [edge for edge in page.edges if edge["orientation"] == "v" and left - 1 <= edge["x0"] <= right + 1]
    ends = [(edge["x0"], edge["x1"]) for edge in across if edge["x0"] < right + 1 and edge["x1"] > left - 1]
    heights = [(edge["top"], edge["bottom"]) for edge in down if edge["top"] < bottom + 1 and edge["bottom"] > top - 1]
    reach = (
        min((x for x, _ in ends), default=left),
        min((y for y, _ in heights), default=top),
        max((x for _, x in ends), default=right),
        max((y for _, y in heights), default=bottom),
    )
    far = [abs(there - here) > _OPEN for there, here in zip(reach, box, strict=True)]
    new = tuple(there if beyond else here for there, here, beyond in zip(reach, box, far, strict=True))
    return (new[0], new[1], new[2], new[3])


def _line(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    size = {"width": x1 - x0, "height": bottom - top}
    return {"object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom, **size}


def _between_cells(table: Any, glyphs: Sequence[_Glyph]) -> bool:
    """True when some text of a table stands in none of its cells."""
    inside = _within(glyphs, table.bbox)
    rows = ((row, _within(inside, row.bbox)) for row in table.rows)
    return len(inside) > sum(len(_within(here, box)) for row, here in rows for box in row.cells if box)


class _Glyph(NamedTuple):
    """A character, and the place (downwards, in pt) by which it belongs to a cell; `hidden` when its clip hides it."""

    x: float
    y: float
    char: dict[str, Any]
    hidden: bool = False


class _Carry:
    """Merged cells that a page break cut: both pages hold the whole text, each clipped to its own part of the cell.

    On the second page texts stand again, as forms repeat them on each page; an amount would count twice and does not.
    """

    def __init__(self) -> None:
        self.before: dict[int, _Part] = {}
        self.here: dict[int, _Part] = {}

    def begin(self) -> None:
        """Begin a page."""
        self.before, self.here = self.here, {}

    def cell(self, column: int, glyphs: Sequence[_Glyph], row: int, merged: bool) -> Cell:
        """Return the cell of a column in a row (from 1) of the page; `merged` when it spans several rows there."""
        part = _Part(_text(glyphs), any(glyph.hidden for glyph in glyphs), merged)
        if part.text:
            self.here[column] = part
        return BLANK if row <= _TOP_ROWS and part.goes_on(self.before.get(column)) else Cell(part.text)


class _Part(NamedTuple):
    """What of a cell stands on one page: its text, whether some of that is hidden, and whether it spans rows there."""

    text: str
    cut: bool
    merged: bool

    def goes_on(self, former: _Part | None) -> bool:
        """True when this is an amount, and the rest of the last cell in its column on the page before."""
        if former is None or self.text != former.text or not _AMOUNT.fullmatch(self.text):
            return False
        return (self.cut or former.cut) and (self.merged or former.merged)


def _glyphs(page: Any, clips: Clips) -> Iterator[_Glyph]:
    """The characters of a page, each at its middle, or where its clip lets it be seen nearest to that."""
    chars, boxes = page.chars, clips.boxes
    left, base = page.mediabox[0], page.height + page.mediabox[1]
    known = boxes if len(boxes) == len(chars) else [None] * len(chars)
    for char, clip in zip(chars, known, strict=True):
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if clip:
            seen = clip.nearest(x - left, base - y)
            hidden = abs(seen[0] + left - x) + abs(base - seen[1] - y) > _TOUCH
            yield _Glyph(seen[0] + left, base - seen[1], char, hidden)
        else:
            yield _Glyph(x, y, char)


def _within(glyphs: Iterable[_Glyph], box: tuple[float, float, float, float]) -> list[_Glyph]:
    left, top, right, bottom = box
    return [glyph for glyph in glyphs if left <= glyph.x < right and top <= glyph.y < bottom]


def _text(glyphs: Sequence[_Glyph]) -> str:
    from pdfplumber.utils.text import extract_text

    if not glyphs:
        return ""
    return str(extract_text([glyph.char for glyph in glyphs], x_tolerance=2, y_tolerance=3))


def _lines(glyphs: Iterable[_Glyph], box: tuple[float, float, float, float], number: int) -> Iterator[Row]:
    """Yield the lines of text in a part of a page, each as a row; wide gaps part its cells."""
    for line in _text(_within(glyphs, box)).splitlines():
        yield Row(texts(line.strip()), f"第 {number} 页表外文字", number)
