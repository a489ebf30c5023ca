"""Workbooks as clerks make them by hand, built cell by cell."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from . import makers


def official(plain: dict[str, Any], *, merge: bool = True, top: int = 1, numbers: bool = True) -> Workbook:
    """Return a book in the official layout: title, two header rows from row `top` + 1, 合计 row, merges."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "批复表"
    sheet.cell(top, 1, plain["title"])
    if merge:
        sheet.merge_cells(start_row=top, start_column=1, end_row=top, end_column=12)
    for column, word in enumerate(makers.HEADER, 1):
        sheet.cell(top + 1, column, word)
        if column < 12 and merge:
            sheet.merge_cells(start_row=top + 1, start_column=column, end_row=top + 2, end_column=column)
    sheet.cell(top + 2, 12, "其中：预算执行率")
    sheet.cell(top + 3, 1, "合计")
    _money(sheet.cell(top + 3, 4), plain["stated_total"], numbers, "#,##0.00")
    _body(sheet, plain, top + 4, merge=merge, numbers=numbers)
    return workbook


def _body(sheet: Any, plain: dict[str, Any], row: int, *, merge: bool, numbers: bool) -> None:
    for unit in plain["units"]:
        unit_row = row
        sheet.cell(row, 1, f"{unit['code']}-{unit['name']}")
        for project in unit["projects"]:
            row = _project(sheet, project, row, merge=merge, numbers=numbers)
        if merge:
            sheet.merge_cells(start_row=unit_row, start_column=1, end_row=row - 1, end_column=1)


def _project(sheet: Any, project: dict[str, Any], row: int, *, merge: bool, numbers: bool) -> int:
    start = row
    sheet.cell(row, 2, f"{project['code']}-{project['name']}")
    sheet.cell(row, 3, project["category"])
    _money(sheet.cell(row, 4), project["budget"], numbers, "0.00")
    sheet.cell(row, 5, project["objective"])
    for indicator in project["indicators"]:
        texts = [indicator[key] for key in ("level1", "level2", "name", "comparator", "value", "unit", "weight")]
        for column, text in enumerate(texts, 6):
            number = numbers and column in (10, 12) and text and text.replace(".", "", 1).isdigit()
            sheet.cell(row, column, float(text) if number else text)
        row += 1
    if merge:
        for column in range(2, 6):
            sheet.merge_cells(start_row=start, start_column=column, end_row=row - 1, end_column=column)
        for column, keys in ((6, ("level1",)), (7, ("level1", "level2"))):
            _merge_runs(sheet, column, start, [tuple(i[key] for key in keys) for i in project["indicators"]])
    return row


def _merge_runs(sheet: Any, column: int, start: int, names: Sequence[Any]) -> None:
    begin = 0
    for place in range(1, len(names) + 1):
        if place == len(names) or names[place] != names[begin]:
            sheet.merge_cells(
                start_row=start + begin, start_column=column, end_row=start + place - 1, end_column=column
            )
            begin = place


def _money(cell: Any, text: str, numbers: bool, number_format: str) -> None:
    cell.value = float(text) if numbers else text
    if numbers:
        cell.number_format = number_format


def saved(workbook: Workbook) -> bytes:
    """Return a workbook's bytes."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()
