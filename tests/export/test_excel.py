"""The workbook of a form, opened with another program: texts, numbers, merges, page setup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Book
from jixiao_desktop.export import excel
from jixiao_desktop.export.excel import write_excel
from jixiao_desktop.export.sheet_page import shown_pixels
from jixiao_desktop.forms import summary_grid

from ..paper_books import approved_2024, book_of, indicator, project


def opened(book: Book, folder: Path, **options: Any) -> Any:
    path = folder / "表.xlsx"
    write_excel(summary_grid(book, profiles.load()), path, **options)
    return openpyxl.load_workbook(path).active


def merged(sheet: Any) -> set[str]:
    return {str(area) for area in sheet.merged_cells.ranges}


def test_the_sheet_has_title_header_total_and_rows(tmp_path: Path) -> None:
    sheet = opened(approved_2024(), tmp_path)
    assert sheet["A1"].value == "2024年部门预算项目支出绩效目标批复表"
    assert [cell.value for cell in sheet[2]][8:] == ["绩效指标\n性质", "绩效\n指标值", "度量\n单位", "分值权重"]
    assert sheet["L3"].value == "其中：\n预算执行率"
    assert [cell.value for cell in sheet[4]][:4] == ["合计", "-", "-", 1342.46]
    assert sheet.max_row == 71
    assert {"A1:L1", "A2:A3", "K2:K3", "A5:A71", "B5:B9", "F5:F7"} <= merged(sheet)


def test_figures_are_numbers_shown_as_typed_and_codes_are_text(tmp_path: Path) -> None:
    rows = [indicator(value="958.74", weight="22.5"), indicator(value="3.50"), indicator(value="007"), indicator()]
    sheet = opened(book_of(project(budget="4.00", category="3", indicators=rows)), tmp_path)
    shown = [(sheet.cell(r, 10).value, sheet.cell(r, 10).number_format) for r in range(5, 9)]
    assert shown == [(958.74, "0.00"), (3.5, "0.00"), ("007", "@"), (190, "0")]
    assert (sheet["D5"].value, sheet["D5"].number_format) == (4, "#,##0.00")
    assert (sheet["L5"].value, sheet["L5"].number_format) == (22.5, "0.0")
    assert sheet["C5"].value == "3"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@SUM(A1)", '=HYPERLINK("x")', "-3"])
def test_no_text_becomes_a_formula(text: str, tmp_path: Path) -> None:
    sheet = opened(book_of(project(indicators=[indicator(name=text)])), tmp_path)
    cell = sheet["H5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_texts_that_xml_cannot_hold_do_not_break_the_file(tmp_path: Path) -> None:
    sheet = opened(book_of(project(name="甲\x00乙\x0b&<丙>", objective="第一行\r\n第二行", rows=1)), tmp_path)
    assert sheet["B5"].value.endswith("甲 乙\n&<丙>")
    assert sheet["E5"].value == "第一行\n第二行"


def test_the_whole_form_is_ready_to_print(tmp_path: Path) -> None:
    sheet = opened(approved_2024(), tmp_path)
    assert sheet.print_title_rows == "$2:$3"
    assert sheet.freeze_panes == "C4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet.page_margins.left == pytest.approx(20 / 25.4)
    assert all(0 < sheet.row_dimensions[row].height <= 409.5 for row in range(1, 72))
    assert sheet["B5"].font.name == "宋体"
    assert sheet["B9"].border.bottom.style == "thin"


def test_the_table_fills_the_page_in_whole_pixels_and_is_never_wider(tmp_path: Path) -> None:
    sheet = opened(approved_2024(), tmp_path)
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJKL"]
    assert all((width * 8).is_integer() and shown_pixels(width) == width * 8 for width in widths)
    assert 258 < sum(map(shown_pixels, widths)) * 25.4 / 96 < 262
    substitute_pt = 0.602 * 10
    assert sum(widths) * substitute_pt < 265 / 25.4 * 72


def test_empty_cells_are_in_the_font_of_the_form(tmp_path: Path) -> None:
    sheet = opened(approved_2024(), tmp_path)
    assert {sheet.column_dimensions[letter].font.name for letter in ("A", "L", "M")} == {"宋体"}
    assert sheet.column_dimensions["M"].max == 16384


def test_a_figure_that_is_too_wide_shrinks_instead_of_showing_hashes(tmp_path: Path) -> None:
    sheet = opened(book_of(project(budget="12345678.90", indicators=[indicator(value="100000000000")])), tmp_path)
    for place in ("D5", "J5", "L5"):
        assert sheet[place].alignment.shrink_to_fit and not sheet[place].alignment.wrap_text
    assert sheet["E5"].alignment.wrap_text


def test_a_name_without_measure_is_smaller_on_paper_and_whole(tmp_path: Path) -> None:
    sheet = opened(book_of(project(name="补" * 900)), tmp_path, print_layout=True)
    assert sheet["B5"].font.size < 9


def test_a_long_title_gets_a_row_for_all_its_lines(tmp_path: Path) -> None:
    usual, long = (opened(book_of(project(), title="表" * n), tmp_path).row_dimensions[1].height for n in (20, 100))
    assert long > usual * 2


def test_rows_are_high_enough_for_a_long_goal(tmp_path: Path) -> None:
    sheet = opened(book_of(project(objective="保障就业，" * 80)), tmp_path)
    height = sum(sheet.row_dimensions[row].height for row in range(5, 10))
    assert height >= 400 / 12 * 11.5


def test_blank_lines_and_indents_that_were_typed_have_their_room(tmp_path: Path) -> None:
    texts = ("甲\n乙\n丙\n丁", "甲\n\n\n乙\n丙\n\n\n丁", "甲\n乙\n丙\n" + "　" * 60 + "丁")
    books = (book_of(project(rows=1, objective=text)) for text in texts)
    heights = [opened(book, tmp_path).row_dimensions[5].height for book in books]
    line = (heights[1] - heights[0]) / 4
    assert line > 12
    assert heights[2] - heights[0] >= 4 * line


def test_a_goal_beyond_the_highest_row_gets_rows_of_its_own(tmp_path: Path) -> None:
    sheet = opened(book_of(project(rows=1, objective="保障城乡劳动者就业，" * 400), project(2)), tmp_path)
    rows = next(area.max_row for area in sheet.merged_cells.ranges if str(area).startswith("E5:"))
    assert all(sheet.row_dimensions[row].height <= 409.5 for row in range(5, rows + 1))
    assert sum(sheet.row_dimensions[row].height for row in range(5, rows + 1)) > 3500
    assert {f"B5:B{rows}", f"D5:D{rows}", f"E5:E{rows}"} <= merged(sheet)
    assert [sheet.cell(row, 8).value for row in range(5, rows + 1)] == ["第1项工作完成情况", *[None] * (rows - 5)]
    assert sheet.cell(rows + 1, 2).value.endswith("就业补助资金2")


def test_figures_make_no_row_higher(tmp_path: Path) -> None:
    sheet = opened(approved_2024(), tmp_path)
    total, *rows = (sheet.row_dimensions[row].height for row in range(4, sheet.max_row + 1))
    assert total == min(rows)


def test_the_print_layout_breaks_merges_where_its_pages_break(tmp_path: Path) -> None:
    sheet = opened(approved_2024(), tmp_path, print_layout=True)
    breaks = [mark.id for mark in sheet.row_breaks.brk]
    assert len(breaks) == 3
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    for area in sheet.merged_cells.ranges:
        assert not any(area.min_row <= row < area.max_row for row in breaks), area
    for row in breaks:
        assert sheet.cell(row + 1, 1).value == "723001-隍源县就业服务局(本级)"
        assert sheet.cell(row + 1, 6).value
    for first, last in zip([1, *breaks], [*breaks, sheet.max_row], strict=True):
        height = sum(sheet.row_dimensions[row].height for row in range(first + (first > 1), last + 1))
        assert height <= (210 - 35) * 72 / 25.4


def test_a_continued_budget_is_not_printed_twice(tmp_path: Path) -> None:
    sheet = opened(book_of(project(1, rows=60)), tmp_path, print_layout=True)
    assert [sheet.cell(row, 4).value for row in range(5, sheet.max_row + 1)].count(1.5) == 1
    assert any(str(sheet.cell(row, 2).value).endswith("（续）") for row in range(5, sheet.max_row))


def test_a_form_of_many_pages_is_shared_among_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "_BREAKS_A_SHEET", 3)
    path = tmp_path / "大.xlsx"
    write_excel(summary_grid(approved_2024(), profiles.load()), path, print_layout=True)
    first, second = openpyxl.load_workbook(path).worksheets
    assert len(first.row_breaks.brk) == 2
    assert first["A2"].value == second["A2"].value == "单位名称"
    assert first.max_row - 3 + second.max_row - 3 == 68


def test_a_title_that_xml_cannot_hold_is_written_without_what_it_cannot(tmp_path: Path) -> None:
    sheet = opened(book_of(project(), title="绩效\x00目标\x1b表"), tmp_path)
    assert sheet["A1"].value == sheet.parent.properties.title == "绩效 目标 表"


def test_the_document_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_excel(summary_grid(approved_2024(), profiles.load()), path, stage="批复稿")
    properties = openpyxl.load_workbook(path).properties
    assert (properties.title, properties.category) == ("2024年部门预算项目支出绩效目标批复表", "批复稿")


def test_a_fast_reader_finds_the_same_cells(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_excel(summary_grid(approved_2024(), profiles.load()), path)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert rows[4][7:] == ["享受社会保险补贴人数", "≥", 190, "人", 20]
