"""HTML tables, as web systems export them under the name .xls, and tables of the clipboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...domain.errors import UserError
from ..tables import COVERED, Cell, Row, Table
from . import guard
from .text import decode

_KIND = "网页表格"
_START = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|meta|body|table|style|div|\?xml)", re.I)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)
_BLOCKS = {"br", "p", "div", "li"}
_LINES = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "li")


def is_html(data: bytes) -> bool:
    """True when bytes are HTML with a table in it."""
    return bool(_START.match(data[:2000])) and b"<table" in data.lower()


def read(data: bytes, name: str) -> list[Table]:
    """Return the tables of an HTML text that hold no further tables. Raises UserError when there is none."""
    text = _decode(data, name)
    with guard.parsing(name, _KIND):
        from lxml import html

        parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
        tables = list(_tables(root, name))
    if not tables:
        raise UserError(f"“{name}”里没有表格，请选择批复表或申报表的文件。")
    return tables


def _tables(root: Any, name: str) -> Iterator[Table]:
    """Yield the tables that hold no further ones, each with the lines above it; the last one also with those below."""
    above: list[Row] = []
    former: Table | None = None
    number = 0
    leaves = {table for table in root.iter("table") if table.find(".//table") is None}
    for element in root.iter("title", "table", *_LINES):
        if element.tag != "table":
            within = next(element.iterancestors("table"), None) in leaves
            line = "" if within or _holds_blocks(element) else _text(element)
            above += [Row((Cell(text),), "表外文字") for text in line.splitlines()]
        elif element in leaves:
            if former:
                yield former
            number += 1
            captions = [Row((Cell(_text(caption)),), "表外文字") for caption in element.iterchildren("caption")]
            former = Table((*above, *captions, *_table(element, number, name).rows))
            above = []
    if former:
        yield Table(former.rows + tuple(above))


def _holds_blocks(element: Any) -> bool:
    return any(True for _ in element.iterdescendants("table", *_LINES))


def _decode(data: bytes, name: str) -> str:
    found = _CHARSET.search(data[:4000])
    if found and found.group(1).lower() in (b"gb2312", b"gbk", b"gb18030"):
        return data.decode("gb18030", "replace")
    return decode(data, name)


def _text(element: Any) -> str:
    """Return an element's text: blanks as a browser shows them, a line for each block."""
    parts: list[str] = []
    _collect(element, parts)
    lines = (re.sub(r"[ \t\r\n\xa0]+", " ", line).strip() for line in "".join(parts).split("\v"))
    return "\n".join(line for line in lines if line)


def _collect(element: Any, parts: list[str]) -> None:
    for event_text in _pieces(element):
        parts.append(event_text)


def _pieces(element: Any) -> Iterator[str]:
    from lxml import etree

    for event, node in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(node.tag, str) or node.tag in ("script", "style"):
            continue
        if event == "start":
            yield node.text or ""
        else:
            if node.tag in _BLOCKS:
                yield "\v"
            if node is not element:
                yield node.tail or ""


def _table(element: Any, number: int, name: str) -> Table:
    rows: list[Row] = []
    hanging: dict[int, int] = {}
    elements = list(element.iter("tr"))
    cells = 0
    for index, tr in enumerate(elements):
        row = _row(tr, hanging, len(elements) - index)
        cells += len(row)
        if cells > guard.LIMIT_CELLS:
            raise guard.too_large(name, f"的表格超过 {guard.LIMIT_CELLS} 格")
        rows.append(Row(tuple(row), f"第 {number} 个表第 {index + 1} 行"))
    return Table(tuple(rows), None)


def _row(tr: Any, hanging: dict[int, int], left: int) -> list[Cell]:
    """Return the cells of a row; `hanging` is how many more rows the cells above cover, by column."""
    row: list[Cell] = []

    def fill() -> None:
        while hanging.get(len(row), 0):
            hanging[len(row)] -= 1
            row.append(COVERED)

    for cell in tr.iterchildren("td", "th"):
        fill()
        if len(row) >= guard.LIMIT_COLUMNS:
            break
        wide = _span(cell, "colspan", guard.LIMIT_COLUMNS)
        high = _span(cell, "rowspan", left)
        for offset in range(min(wide, max(guard.LIMIT_COLUMNS - len(row), 0))):
            hanging[len(row)] = high - 1
            row.append(COVERED if offset else Cell(_text(cell)))
    fill()
    return row


def _span(cell: Any, name: str, most: int) -> int:
    text = (cell.get(name) or "1").strip()
    number = int(text) if re.fullmatch(r"\d{1,9}", text) else 1
    return min(max(number, 1), max(most, 1))
