"""OpenDocument files, as LibreOffice saved them, and workbooks that Excel 2003 saved as XML."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from jixiao_desktop import profiles, reading
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.plain import to_plain

from . import books, makers

DATA = Path(__file__).parent / "data"
SS = "urn:schemas-microsoft-com:office:spreadsheet"


def _read(data: bytes, name: str) -> reading.Draft:
    return reading.read(data, name, profile=profiles.load())


@pytest.mark.parametrize("name", ["official.ods", "official.odt"])
def test_an_open_document_is_read_as_it_is_displayed(name: str) -> None:
    draft = _read((DATA / name).read_bytes(), name)
    assert to_plain(draft.book) == json.loads((DATA / "official.json").read_text("utf-8"))
    assert draft.doubts == ()


def _workbook_2003(plain: dict[str, Any]) -> bytes:
    """The official layout as Excel 2003 saves it as XML: indexes where cells were skipped, merges, money by format."""
    sheet = books.official(plain).active
    spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    rows = []
    for row in sheet.iter_rows():
        cells = [_cell_2003(cell, spans.get((cell.row, cell.column))) for cell in row if cell.value is not None]
        rows.append(f'<Row ss:Index="{row[0].row}">{"".join(cells)}</Row>')
    style = '<Style ss:ID="s1"><NumberFormat ss:Format="Fixed"/></Style>'
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{SS}" xmlns:ss="{SS}">'
        f'<Styles>{style}</Styles><Worksheet ss:Name="批复表"><Table>{"".join(rows)}</Table></Worksheet></Workbook>'
    ).encode()


def _cell_2003(cell: Any, area: Any) -> str:
    merge = (
        f' ss:MergeAcross="{area.max_col - area.min_col}" ss:MergeDown="{area.max_row - area.min_row}"' if area else ""
    )
    number = isinstance(cell.value, float)
    style = ' ss:StyleID="s1"' if number and cell.column == 4 else ""
    data = f'<Data ss:Type="{"Number" if number else "String"}">{escape(str(cell.value))}</Data>'
    return f'<Cell ss:Index="{cell.column}"{merge}{style}>{data}</Cell>'


def test_a_workbook_saved_as_xml_by_excel_2003_is_read_with_its_formats_and_merges() -> None:
    plain = makers.book(5, units=2, projects=3)
    draft = _read(_workbook_2003(plain), "表.xml")
    assert to_plain(draft.book) == plain
    assert draft.doubts == ()


def test_entities_and_endless_repeats_are_bounded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Workbook xmlns="' + SS.encode() + b'">&b;</Workbook>'
    with pytest.raises(UserError, match="XML 实体声明"):
        _read(bomb, "表.xml")
    with zipfile.ZipFile(DATA / "official.ods") as source:
        content = source.read("content.xml").decode()
    wide = content.replace("<table:table-row ", '<table:table-row table:number-rows-repeated="1048576" ')
    with pytest.raises(UserError, match=r"表\.ods"):
        _read(_ods(wide), "表.ods")


@pytest.mark.parametrize("content", ["", "<a", "<a/>"])
def test_a_damaged_or_empty_open_document_is_one_sentence(content: str) -> None:
    with pytest.raises(UserError, match=r"表\.ods"):
        _read(_ods(content), "表.ods")


def _ods(content: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("content.xml", content)
    return stream.getvalue()
