"""Word documents (.docx): their tables one after another, with what is merged, and the lines between them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ...domain.errors import UserError
from ..tables import COVERED, Cell, Row, Table
from . import guard

_KIND = "Word 文档"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " "}


def read(data: bytes, name: str) -> list[Table]:
    """Return one table of all rows of a document; each of its tables is a page. Raises UserError when it has none."""
    guard.xml_parts(data, name, _KIND)
    with guard.parsing(name, _KIND):
        from docx import Document

        body = Document(io.BytesIO(data)).element.body
        rows: list[Row] = []
        tables = 0
        for child in _content(body, "p", "tbl"):
            if child.tag == f"{_W}p":
                rows.append(Row((Cell(_paragraph(child)),), "表外文字", max(tables, 1)))
            else:
                tables += 1
                rows += _rows(child, tables, name)
    if not tables:
        raise UserError(f"“{name}”里没有表格，请选择有绩效目标表的 Word 文档。")
    return [Table(tuple(row for row in rows if not row.blank), None)]


def _content(element: Any, *names: str) -> Iterator[Any]:
    """Yield the paragraphs, tables, rows or cells of an element, also those in content controls and insertions."""
    wanted = {f"{_W}{name}" for name in names}
    for child in element.iterchildren():
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _content(child, *names)


def _rows(table: Any, number: int, name: str) -> list[Row]:
    rows = []
    cells = 0
    kept = (row for row in _content(table, "tr") if row.find(f"{_W}trPr/{_W}del") is None)
    for index, element in enumerate(kept, 1):
        row = _row(element)
        cells += len(row)
        if cells > guard.LIMIT_CELLS:
            raise guard.too_large(name, f"的表格超过 {guard.LIMIT_CELLS} 格")
        rows.append(Row(tuple(row), f"第 {number} 个表第 {index} 行", number))
    return rows


def _row(element: Any) -> list[Cell]:
    row: list[Cell] = [Cell()] * _number(element.find(f"{_W}trPr/{_W}gridBefore"))
    for cell in _content(element, "tc"):
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = merge is not None and merge.get(f"{_W}val", "continue") != "restart"
        row.append(COVERED if goes_on else Cell(_cell(cell)))
        wide = max(_number(cell.find(f"{_W}tcPr/{_W}gridSpan")), 1)
        row += [COVERED] * (min(wide, guard.LIMIT_COLUMNS) - 1)
    return row


def _number(element: Any) -> int:
    text = element.get(f"{_W}val", "0") if element is not None else "0"
    return min(int(text), guard.LIMIT_COLUMNS) if text.isdigit() else 0


def _cell(cell: Any) -> str:
    """Return the lines of a cell, those of a table inside it too."""
    parts = _content(cell, "p", "tbl")
    lines = (_paragraph(each) for part in parts for each in ([part] if part.tag == f"{_W}p" else part.iter(f"{_W}p")))
    return "\n".join(text for text in lines if text)


def _paragraph(paragraph: Any) -> str:
    """Return a paragraph's text with inserted and without deleted words."""
    parts = [
        node.text or "" if node.tag == f"{_W}t" else _BREAKS[node.tag]
        for node in paragraph.iter(f"{_W}t", *_BREAKS)
        if next(node.iterancestors(f"{_W}moveFrom"), None) is None
    ]
    return "".join(parts).strip()
