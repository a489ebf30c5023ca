"""Workbooks: .xlsx and .xlsm with their merges and number formats, and old .xls, whose formats nobody tells us."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...domain.errors import UserError
from ...domain.stage import STAGES
from ...lean import openpyxl
from ..tables import BLANK, COVERED, Cell, Remark, Row, Table
from . import display, guard

_KIND = "Excel 工作簿"
_LONGEST = 32_767
_LAST_DAY = 2_958_466
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z$]+)(\d+):([A-Z$]+)(\d+)["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


def read_xlsx(data: bytes, name: str) -> list[Table]:
    """Return a table for each visible sheet, as displayed. Raises UserError when damaged, hostile or too large."""
    parts = checked_parts(data, name)
    sheets = {part: xml for part, xml in parts.items() if "worksheets/" in part}
    with guard.parsing(name, _KIND):
        load_workbook = openpyxl().load_workbook
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        formulas = None
        if any(_FORMULA.search(xml) for xml in sheets.values()):
            formulas = load_workbook(io.BytesIO(data), keep_links=False)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        stage = book.properties.category if book.properties.category in STAGES else None
        return [_table(sheet, formulas, stage) for sheet in visible]


def checked_parts(data: bytes, name: str) -> Mapping[str, bytes]:
    """Return the XML parts of a workbook that is safe to parse. Raises UserError when it is none, or not safe."""
    parts = guard.xml_parts(data, name, _KIND)
    sheets = [xml for part, xml in parts.items() if "worksheets/" in part]
    if not sheets:
        raise UserError(f"“{name}”不是 Excel 工作簿，请选择 .xlsx、.xls、PDF、Word 或文本文件。")
    _check_sheets(sheets, name)
    return parts


def _check_sheets(sheets: Iterable[bytes], name: str) -> None:
    """Refuse sheets with too many cells, or merges that cover too many: openpyxl makes an object for each."""
    cells = covered = 0
    for xml in sheets:
        cells += sum(1 for _ in _CELL.finditer(xml))
        covered += sum(_area(found) for found in _MERGE.finditer(xml))
    if cells > guard.LIMIT_CELLS:
        raise guard.too_large(name, f"有 {cells} 个单元格")
    if covered > guard.LIMIT_COVERED:
        raise guard.too_large(name, "的合并单元格大得不合常理")


def _area(found: re.Match[bytes]) -> int:
    left, top, right, bottom = found.groups()
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.replace(b"$", b""):
        number = number * 26 + letter - 64
    return number


def _table(sheet: Any, formulas: Any, stage: str | None) -> Table:
    from openpyxl.cell.cell import ERROR_CODES, MergedCell

    rows: dict[int, dict[int, Cell]] = {}
    remarks: list[Remark] = []
    formula_sheet = formulas[sheet.title] if formulas else None
    # The sparse cells, not iter_rows: one cell in the last row of a sheet must not make a million rows.
    for (row, column), cell in sheet._cells.items():
        if column > guard.LIMIT_COLUMNS:
            continue
        if isinstance(cell, MergedCell):
            rows.setdefault(row, {})[column] = COVERED
        elif cell.data_type == "e" or cell.value in ERROR_CODES:
            place = f"工作表“{sheet.title}”{cell.coordinate}"
            remarks.append(Remark("formula", f"这一格的公式算出了错误（{cell.value}），没有读入，请核对后填写", place))
        elif cell.value is not None:
            rows.setdefault(row, {})[column] = Cell(_text(cell))
        elif formula_sheet is not None and str(formula_sheet.cell(row, column).value or "").startswith("="):
            place = f"工作表“{sheet.title}”{cell.coordinate}"
            remarks.append(Remark("formula", "这一格是公式而文件里没有存下结果，没有读入，请核对后填写", place))
    remarks += _hidden_rows(sheet, rows)
    hidden = frozenset(_hidden(sheet))
    return Table(_rows(rows, sheet.title), sheet.title, remarks=tuple(remarks), stage=stage, hidden=hidden)


def _hidden_rows(sheet: Any, rows: Mapping[int, Mapping[int, Cell]]) -> Iterator[Remark]:
    """Say once which rows with texts nobody sees: they are read, since a filter that was left on hides them too."""
    unseen = {number for number, dimension in sheet.row_dimensions.items() if dimension.hidden}
    filled = {number for number, cells in rows.items() if any(not cell.blank for cell in cells.values())}
    if hidden := sorted(unseen & filled):
        named = "、".join(str(number) for number in hidden[:5]) + ("…" if len(hidden) > 5 else "")
        message = f"有 {len(hidden)} 行是隐藏的（第 {named} 行），也读入了，不要的请删去"
        yield Remark("hidden-row", message, f"工作表“{sheet.title}”第 {hidden[0]} 行")


def _hidden(sheet: Any) -> Iterator[int]:
    """Yield the hidden columns of a sheet, from 0."""
    for letters, dimension in sheet.column_dimensions.items():
        if dimension.hidden:
            first = dimension.min or _column(letters.encode())
            last = min(dimension.max or first, guard.LIMIT_COLUMNS)
            yield from range(first - 1, last)


def _text(cell: Any) -> str:
    """Return what a cell shows; openpyxl knows no date by the numbers of Chinese formats and leaves its serial."""
    value, chinese = cell.value, display.CHINESE_DATES.get(cell._style.numFmtId)
    if chinese and isinstance(value, int | float) and 0 <= value < _LAST_DAY:
        from openpyxl.utils.datetime import from_excel

        value = from_excel(value, cell.parent.parent.epoch)
    return display.shown(value, chinese or cell.number_format or "General")[:_LONGEST].strip()


def _rows(cells: Mapping[int, Mapping[int, Cell]], title: str) -> tuple[Row, ...]:
    """Return the rows that have any cell, from column 1 on, without gaps."""
    return tuple(
        Row(
            tuple(cells[number].get(column, BLANK) for column in range(1, max(cells[number]) + 1)),
            f"工作表“{title}”第 {number} 行",
        )
        for number in sorted(cells)
    )


def read_xls(data: bytes, name: str) -> list[Table]:
    """Return a table for each visible sheet of an old workbook; numbers come without their display format."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UserError(f"“{name}”加了密码，请先在 Excel/WPS 里去掉密码再导入。")
    if "WordDocument".encode("utf-16-le") in data and "Workbook".encode("utf-16-le") not in data:
        raise UserError(f"“{name}”是旧版 Word 文档，请在 Word/WPS 里另存为 .docx 再导入。")
    with guard.parsing(name, _KIND), guard.silent_panics(name, _KIND):
        from python_calamine import CalamineWorkbook, SheetVisibleEnum

        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [meta.name for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
        return [_calamine_table(book.get_sheet_by_name(title), name) for title in shown or book.sheet_names]


def _calamine_table(sheet: Any, name: str) -> Table:
    if sheet.total_height * sheet.total_width > guard.LIMIT_CELLS * 4:
        raise guard.too_large(name, f"的工作表“{sheet.name}”有 {sheet.total_height} 行 {sheet.total_width} 列")
    rows: dict[int, dict[int, Cell]] = {}
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        filled = {column: _raw(value) for column, value in enumerate(values, 1) if value not in ("", None)}
        if filled:
            rows[number] = filled
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        _cover(rows, top + 1, left + 1, bottom + 1, min(right + 1, guard.LIMIT_COLUMNS))
    return Table(_rows(rows, sheet.name), sheet.name)


def _cover(rows: dict[int, dict[int, Cell]], top: int, left: int, bottom: int, right: int) -> None:
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) != (top, left) and row in rows:
                rows[row][column] = COVERED


def _raw(value: object) -> Cell:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Cell(display.general(value), raw=True)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return Cell(display.date(value, "yyyy-mm-dd"), raw=True)
    return Cell(str(value).strip())


def is_workbook(parts: Sequence[str]) -> bool:
    """True when the names of an archive's parts are a workbook's."""
    return any(part.startswith("xl/") for part in parts)
