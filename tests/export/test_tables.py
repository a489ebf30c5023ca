"""The flat table: one row an indicator, and the sums beside it."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from jixiao_desktop.export.tables import COLUMNS, frame, write_flat_excel

from ..paper_books import approved_2024, book_of, project


def test_the_2024_form_has_67_rows_of_texts() -> None:
    table = frame(approved_2024())
    assert list(table.columns) == list(COLUMNS)
    assert len(table) == 67
    first = table.iloc[0]
    assert (first["项目编码"], first["预算数(万元)"], first["绩效指标值"]) == ("63012300024T000000269", "4.00", "190")
    assert table["分值权重"].isna().sum() == 1


def test_units_and_projects_without_rows_are_not_lost() -> None:
    assert list(frame(book_of(project(rows=0)))["项目名称"]) == ["就业补助资金1"]
    assert list(frame(book_of())["单位名称"]) == ["第1服务局(本级)"]


def test_the_workbook_has_details_and_sums(tmp_path: Path) -> None:
    path = tmp_path / "平表.xlsx"
    write_flat_excel(approved_2024(), path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["指标明细", "汇总"]
    assert book["指标明细"].max_row == 68
    rows = list(book["汇总"].values)
    assert ("723001-隍源县就业服务局(本级)", 8, 1342.46) in rows
    assert ("产出指标", 40, 400) in rows
