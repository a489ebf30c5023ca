"""Tables in XML of office programs: OpenDocument (.ods, .odt) and the XML workbooks of Excel 2003.

OpenDocument keeps what a cell displays, so nothing needs formatting; Excel 2003 keeps value and format.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from ...domain.errors import UserError
from ..tables import BLANK, COVERED, Cell, Row, Table
from . import display, guard

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_SS_MARK = b"urn:schemas-microsoft-com:office:spreadsheet"
_BREAKS = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": " ", f"{_TEXT}s": " "}
_NAMED_FORMATS = {"Percent": "0.00%", "Fixed": "0.00", "Standard": "#,##0.00", "General Number": "General"}
_MOST_REPEATS = 1000


def _parsed(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    return etree.fromstring(data, parser)


def _number(element: Any, name: str, most: int, missing: int = 1) -> int:
    """Return the number that an attribute states, `missing` when it is not there or senseless, `most` at most."""
    text = element.get(name) or ""
    return min(int(text), most) if text.isdigit() and len(text) < 10 else missing


class _Counter:
    """Counts the cells of a file against the limit."""

    def __init__(self, name: str) -> None:
        self.name, self.cells = name, 0

    def add(self, count: int) -> None:
        self.cells += count
        if self.cells > guard.LIMIT_CELLS:
            raise guard.too_large(self.name, f"的表格超过 {guard.LIMIT_CELLS} 格")


# OpenDocument


def read_open_document(data: bytes, name: str) -> list[Table]:
    """Return the shown sheets of an .ods, or one table of all rows of an .odt. Raises UserError when it has none."""
    kind = "OpenDocument 文件"
    guard.xml_parts(data, name, kind)
    with guard.parsing(name, kind):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = _parsed(archive.read("content.xml"))
        count = _Counter(name)
        sheets = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
        if sheets is not None:
            hidden = _hidden_styles(root)
            shown = [t for t in sheets.iterchildren(f"{_TABLE}table") if t.get(f"{_TABLE}style-name") not in hidden]
            tables = [_sheet(table, count) for table in shown]
        else:
            tables = list(_document(root.find(f"{_OFFICE}body/{_OFFICE}text"), count))
    if not tables:
        raise UserError(f"“{name}”里没有表格，请选择有绩效目标表的文件。")
    return tables


def _hidden_styles(root: Any) -> set[str]:
    styles = root.iter(f"{_STYLE}style")
    properties = ((style.get(f"{_STYLE}name"), style.find(f"{_STYLE}table-properties")) for style in styles)
    return {name for name, found in properties if found is not None and found.get(f"{_TABLE}display") == "false"}


def _sheet(table: Any, count: _Counter) -> Table:
    title = table.get(f"{_TABLE}name") or ""
    rows = (Row(cells, f"工作表“{title}”第 {number} 行") for number, cells in _rows(table, count))
    return Table(tuple(row for row in rows if not row.blank), title)


def _document(text: Any, count: _Counter) -> Iterator[Table]:
    """The tables of a text document one after another, with the lines between them."""
    rows: list[Row] = []
    number = 0
    for child in text.iterchildren() if text is not None else ():
        if child.tag == f"{_TABLE}table":
            number += 1
            rows += [Row(cells, f"第 {number} 个表第 {place} 行", number) for place, cells in _rows(child, count)]
        elif child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            rows.append(Row((Cell(_words(child)),), "表外文字", max(number, 1)))
    if number:
        yield Table(tuple(row for row in rows if not row.blank))


def _rows(table: Any, count: _Counter) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    number = 1
    for element in table.iter(f"{_TABLE}table-row"):
        cells = tuple(_cells(element))
        repeats = _number(element, f"{_TABLE}number-rows-repeated", 1 << 20)
        for place in range(min(repeats, _MOST_REPEATS) if any(not cell.blank for cell in cells) else 1):
            count.add(len(cells))
            yield number + place, cells
        number += repeats


def _cells(row: Any) -> list[Cell]:
    cells: list[Cell] = []
    for element in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        if element.tag == f"{_TABLE}covered-table-cell":
            cell = COVERED
        else:
            cell = Cell("\n".join(filter(None, (_words(p) for p in element.iterchildren(f"{_TEXT}p")))))
        repeats = _number(element, f"{_TABLE}number-columns-repeated", guard.LIMIT_COLUMNS)
        cells += [cell] * min(repeats, guard.LIMIT_COLUMNS - len(cells))
    while cells and cells[-1] == BLANK:
        cells.pop()
    return cells


def _words(paragraph: Any) -> str:
    """Return what a paragraph shows; notes in its margin are not part of it."""
    parts = [paragraph.text or ""]
    for child in paragraph.iterchildren():
        if isinstance(child.tag, str) and not child.tag.startswith(_OFFICE):
            parts.append(_BREAKS.get(child.tag) or _words(child))
        parts.append(child.tail or "")
    return "".join(parts).strip() if paragraph.tag in (f"{_TEXT}p", f"{_TEXT}h") else "".join(parts)


# Excel 2003


def is_workbook_2003(data: bytes) -> bool:
    """True for a workbook that Excel 2003 saved as XML."""
    head = data[:4000]
    return _SS_MARK in head and b"<Workbook" in head


def read_workbook_2003(data: bytes, name: str) -> list[Table]:
    """Return a table for each visible sheet, as displayed. Raises UserError when damaged, hostile or too large."""
    kind = "Excel 2003 XML 工作簿"
    guard.check_xml(data, name)
    with guard.parsing(name, kind):
        root = _parsed(data)
        formats = {
            style.get(f"{_SS}ID"): style.find(f"{_SS}NumberFormat").get(f"{_SS}Format") or "General"
            for style in root.iter(f"{_SS}Style")
            if style.find(f"{_SS}NumberFormat") is not None
        }
        count = _Counter(name)
        return [
            _sheet_2003(sheet, formats, count)
            for sheet in root.iterchildren(f"{_SS}Worksheet")
            if sheet.find("{urn:schemas-microsoft-com:office:excel}WorksheetOptions/{*}Visible") is None
        ]


def _sheet_2003(sheet: Any, formats: dict[Any, str], count: _Counter) -> Table:
    title = sheet.get(f"{_SS}Name") or ""
    rows: list[Row] = []
    hanging: dict[int, int] = {}
    number = 0
    for element in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
        wanted = _number(element, f"{_SS}Index", 1 << 20, number + 1)
        hanging = {column: left - (wanted - number - 1) for column, left in hanging.items()}
        number = wanted
        cells = _cells_2003(element, formats, hanging)
        count.add(len(cells))
        rows.append(Row(tuple(cells), f"工作表“{title}”第 {number} 行"))
    return Table(tuple(row for row in rows if not row.blank), title)


def _cells_2003(row: Any, formats: dict[Any, str], hanging: dict[int, int]) -> list[Cell]:
    """Return a row's cells; `hanging` is how many more rows the cells above cover, by column."""
    cells: dict[int, Cell] = {column: COVERED for column, left in hanging.items() if left > 0}
    for column in list(hanging):
        hanging[column] -= 1
    place = 0
    for element in row.iterchildren(f"{_SS}Cell"):
        place = _number(element, f"{_SS}Index", guard.LIMIT_COLUMNS, place + 1) - 1
        while place in cells:
            place += 1
        wide = _number(element, f"{_SS}MergeAcross", guard.LIMIT_COLUMNS, 0)
        high = _number(element, f"{_SS}MergeDown", 1 << 20, 0)
        for offset in range(wide + 1):
            cells[place + offset] = COVERED if offset else _cell_2003(element, formats)
            hanging[place + offset] = high
        place += wide + 1
    last = min(max(cells, default=-1) + 1, guard.LIMIT_COLUMNS)
    return [cells.get(column, BLANK) for column in range(last)]


def _cell_2003(element: Any, formats: dict[Any, str]) -> Cell:
    data = element.find(f"{_SS}Data")
    text = "".join(data.itertext()) if data is not None else ""
    kind = data.get(f"{_SS}Type") if data is not None else None
    style = formats.get(element.get(f"{_SS}StyleID"), "General")
    number_format = _NAMED_FORMATS.get(style, style)
    if kind == "Number":
        return Cell(display.shown(float(text), number_format).strip())
    if kind == "DateTime":
        return Cell(display.shown(dt.datetime.fromisoformat(text), number_format).strip())
    return Cell(text.strip())
