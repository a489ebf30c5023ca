"""The fillable template, filled in by hand as a colleague would, and read back."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.plain import to_plain
from jixiao_desktop.export import export_book
from jixiao_desktop.export.template import write_template
from jixiao_desktop.reading import read

from ..paper_books import approved_2024, book_of, indicator, project

PROFILE = profiles.load()
_FIRST = 6


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "填报模板.xlsx"
    write_template(path, PROFILE, 2025, "723001-第1服务局(本级)")
    return path


def opened(path: Path) -> Any:
    return openpyxl.load_workbook(path)["填报表"]


def typed(path: Path, book: Book) -> Path:
    """Type a book into the template as the notes say: what a project shows once in its first row."""
    workbook = openpyxl.load_workbook(path)
    sheet, row = workbook["填报表"], _FIRST
    for unit in book.units():
        sheet.cell(row, 1, unit.label)
        for item in book.projects(unit.id):
            sheet.cell(row, 2, item.label)
            sheet.cell(row, 3, item.category)
            sheet.cell(row, 4, float(item.budget or 0))
            sheet.cell(row, 5, item.objective)
            for line in book.indicators(item.id):
                values = (line.level1, line.level2, line.name, line.comparator, line.value, line.unit, line.weight)
                for column, value in enumerate(values, 6):
                    cell = sheet.cell(row, column, value)
                    cell.data_type = "s" if value else "n"
                row += 1
    sheet["D2"] = "填报人：张三"
    sheet["D5"] = sum(float(item.budget or 0) for item in book.projects())
    workbook.save(path)
    return path


def contents(book: Book) -> list[Any]:
    """What the twelve columns hold of a book: the points of 预算执行率 follow from the form."""
    units = to_plain(book)["units"]
    for unit in units:
        for item in unit["projects"]:
            item.pop("execution_weight")
    return list(units)


def test_what_was_typed_is_read_back(template: Path) -> None:
    rows = [indicator(0), indicator(1, comparator="=", value="100", unit="%"), indicator(4, weight="22.5")]
    book = book_of(project(1, indicators=rows), project(2, rows=4), stage="一上稿")
    draft = read(typed(template, book), "填报模板.xlsx", profile=PROFILE)
    assert contents(draft.book) == contents(book)
    assert (draft.book.facts.year, draft.book.facts.stage) == (2025, "一上稿")
    assert draft.book.facts.title == "2025年部门预算项目支出绩效目标申报表"
    assert (draft.book.facts.preparer, draft.book.facts.phone) == ("张三", None)
    assert not draft.doubts


def test_only_cells_to_fill_in_are_unlocked(template: Path) -> None:
    sheet = opened(template)
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert sheet.protection.sheet and not sheet.protection.password
    assert {"A6", "L6", "A205", "A2", "D2"} <= unlocked
    assert not {"A1", "A3", "L4", "D5"} & unlocked


def test_lists_offer_the_words_of_the_profile(template: Path) -> None:
    workbook = openpyxl.load_workbook(template)
    lists = {
        str(rule.sqref): rule.formula1
        for rule in workbook["填报表"].data_validations.dataValidation
        if rule.type == "list"
    }
    assert set(lists) == {"C6:C205", "F6:F205", "G6:G205", "I6:I205", "K6:K205"}
    assert [cell.value for cell in workbook["选项"]["D"]][:3] == ["≥", "≤", "="]
    assert workbook["选项"].sheet_state == "hidden"
    assert lists["I6:I205"] == "选项!$D$1:$D$6"


def test_a_sign_can_be_typed_and_nothing_is_merged_below_the_header(template: Path) -> None:
    sheet = opened(template)
    assert sheet["I6"].number_format == "@"
    assert all(area.min_row < 5 for area in sheet.merged_cells.ranges)
    assert sheet["D5"].value == "=SUM(D6:D205)"


def test_an_untouched_template_is_no_form(template: Path) -> None:
    with pytest.raises(UserError):
        read(template, "填报模板.xlsx", profile=PROFILE)


def test_the_rows_of_a_book_stand_in_it_as_a_beginning(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    export_book(approved_2024(), PROFILE, path, form="填报模板")
    draft = read(path, "模板.xlsx", profile=PROFILE)
    assert contents(draft.book) == contents(approved_2024())


def test_prefilled_rows_are_high_enough_and_may_grow(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    export_book(book_of(project(1, objective="保障就业，" * 60)), PROFILE, path, form="填报模板")
    row = opened(path).row_dimensions[6]
    assert row.height > 200
    assert b'customHeight="1"' not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").split(b'<row r="6"')[1]


def test_a_figure_that_is_too_wide_shrinks_instead_of_showing_hashes(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    book = book_of(project(1, budget="123456789.12", indicators=[indicator(value="99.99999"), indicator(value="全部")]))
    export_book(book, PROFILE, path, form="填报模板")
    sheet = opened(path)
    for place in ("D5", "D6", "D60", "L6", "L60", "J6"):
        assert sheet[place].alignment.shrink_to_fit and not sheet[place].alignment.wrap_text, place
    assert sheet["J7"].alignment.wrap_text and sheet["E6"].alignment.wrap_text


def test_a_template_is_a_workbook_and_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="xlsx"):
        export_book(approved_2024(), PROFILE, tmp_path / "模板.pdf", form="填报模板")
