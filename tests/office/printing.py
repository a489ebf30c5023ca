"""A workbook printed by LibreOffice, and its cells found again on the printed pages.

The shipped fonts stand in for 宋体, by a font configuration of our own: nothing is installed for it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber

from jixiao_desktop import resources

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
<alias binding="strong"><family>宋体</family><prefer><family>Noto Serif SC</family></prefer></alias>
</fontconfig>"""
_TOGETHER = 1.0


def to_pdf(soffice: str, workbooks: Sequence[Path], folder: Path) -> list[Path]:
    """Print workbooks as LibreOffice would on paper; return the PDF files."""
    configuration = folder / "fonts.conf"
    configuration.write_text(_FONTS.format(fonts=resources.path("fonts"), cache=folder / "fonts"), "utf-8")
    home = (folder / "office").as_uri()
    command = [soffice, f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        [*command, *map(str, workbooks)], check=True, capture_output=True, timeout=240,
        env=os.environ | {"FONTCONFIG_FILE": str(configuration)},
    )  # fmt: skip
    return [folder / f"{workbook.stem}.pdf" for workbook in workbooks]


@dataclass(frozen=True)
class Area:
    """A cell or merged cells of a sheet, rows and columns from 1, and the text that it shows."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


def areas(sheet: Any) -> Iterator[Area]:
    """The cells with a border: title and lines above and below the table are none."""
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None or not _bordered(cell):
                continue
            area = merged.get((cell.row, cell.column))
            bottom, right = (area.max_row, area.max_col) if area else (cell.row, cell.column)
            yield Area(cell.row, cell.column, bottom, right, shown(cell))


def _bordered(cell: Any) -> bool:
    border = cell.border
    return any(side is not None and side.style for side in (border.left, border.right, border.top, border.bottom))


def shown(cell: Any) -> str:
    """A cell's text as a sheet shows it."""
    if isinstance(cell.value, str):
        return cell.value
    decimals = len(cell.number_format.partition(".")[2])
    return f"{cell.value:{',' if ',' in cell.number_format else ''}.{decimals}f}"


def table_rows(sheet: Any) -> set[int]:
    """The rows that stand inside the table."""
    return {cell.row for row in sheet.iter_rows() for cell in row if _bordered(cell)}


def squeezed(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())


class PrintedTable:
    """The table on one printed page: the edges of its rows and columns, its characters."""

    def __init__(self, page: Any) -> None:
        strokes = [*page.lines, *page.rects, *page.curves]
        self.width, self.height = float(page.width), float(page.height)
        self.across = _edges([y for s in strokes for y in (s["top"], s["bottom"]) if s["x1"] - s["x0"] > _TOGETHER * 4])
        self.down = _edges([x for s in strokes for x in (s["x0"], s["x1"]) if s["bottom"] - s["top"] > _TOGETHER * 4])
        self.chars = page.chars

    def text(self, top: int, left: int, bottom: int, right: int) -> str:
        """The text between these edges, row and column edges counted from 0; every character must be wholly there."""
        x0, x1, y0, y1 = self.down[left], self.down[right], self.across[top], self.across[bottom]
        inside = []
        for char in self.chars:
            baseline, size = self.height - char["matrix"][5], char["size"]
            middle = (char["x0"] + char["x1"]) / 2, baseline - 0.38 * size
            if x0 < middle[0] < x1 and y0 < middle[1] < y1:
                assert char["x0"] > x0 - 0.3 and char["x1"] < x1 + 0.3, f"{char['text']} crosses a line"
                assert baseline - 0.86 * size > y0 - 0.3 and baseline + 0.1 * size < y1 + 0.3, f"{char['text']} is cut"
                inside.append((round(baseline, 1), char["x0"], char["text"]))
        return "".join(text for _, _, text in sorted(inside))


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _TOGETHER:
            edges.append(value)
    return edges


def check_pages(workbook: Path, pdf: Path) -> None:
    """Assert that each page holds the rows between two manual breaks, every text whole, under the header."""
    sheet = openpyxl.load_workbook(workbook).active
    table = sorted(table_rows(sheet))
    titles = range(*_title_rows(sheet))
    starts = [1, *(mark.id + 1 for mark in sheet.row_breaks.brk), sheet.max_row + 1]
    with pdfplumber.open(pdf) as printed:
        assert len(printed.pages) == len(starts) - 1, "pages of the typesetter and of LibreOffice"
        assert squeezed(sheet["A1"].value) in squeezed(printed.pages[0].extract_text())
        for number, (page, start, end) in enumerate(zip(printed.pages, starts, starts[1:], strict=False)):
            rows = [row for row in table if start <= row < end]
            check_table(sheet, PrintedTable(page), rows if number == 0 else [*titles, *rows])
            assert f"第{number + 1}页共{len(printed.pages)}页" in squeezed(page.extract_text())


def _title_rows(sheet: Any) -> tuple[int, int]:
    first, last = sheet.print_title_rows.replace("$", "").split(":")
    return int(first), int(last) + 1


def check_table(sheet: Any, table: PrintedTable, rows: Sequence[int]) -> None:
    """Assert that the printed table has these rows of the sheet and in them every text, whole."""
    if not rows:
        return
    assert len(table.down) == sheet.max_column + 1
    assert len(table.across) == len(rows) + 1
    assert table.down[0] > 15 and table.down[-1] < table.width - 15
    place = {row: number for number, row in enumerate(rows)}
    for area in areas(sheet):
        if area.top in place:
            text = table.text(place[area.top], area.left - 1, place[area.bottom] + 1, area.right)
            assert squeezed(text) == squeezed(area.text), f"row {area.top}, column {area.left}"
