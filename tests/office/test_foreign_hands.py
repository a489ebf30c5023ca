"""Workbooks that went through LibreOffice: ours come back as the same book, a bureau's blanks are filled in whole."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from jixiao_desktop import profiles, reading
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.plain import to_plain
from jixiao_desktop.export import export_book
from jixiao_desktop.export.blank import fill_blank

from ..export.test_blank import FLAT, TWELVE, blank
from ..paper_books import approved_2024

PROFILE = profiles.load()


def resaved(soffice: str, workbooks: Sequence[Path], folder: Path) -> Path:
    """Save copies of workbooks under the same names as LibreOffice does; return their folder."""
    out = folder / "resaved"
    home = (folder / "office").as_uri()
    command = [soffice, f"-env:UserInstallation={home}", "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, *map(str, workbooks)], check=True, capture_output=True, timeout=240)
    return out


def contents(book: Book) -> list[Any]:
    """Units, projects and indicators; the points of 预算执行率 stand in no row, and 4.00 is 4 in a number cell."""
    units = to_plain(book)["units"]
    for unit in units:
        for item in unit["projects"]:
            item.pop("execution_weight")
            item["budget"] = str(float(item["budget"]))
    return list(units)


def read(path: Path) -> Book:
    return reading.read(path, path.name, profile=PROFILE).book


def test_our_workbooks_saved_by_another_program_are_the_same_book(soffice: str, tmp_path: Path) -> None:
    kinds: dict[str, dict[str, Any]] = {"报送版": {}, "打印版": {"print_layout": True}}
    kinds |= {form: {"form": form} for form in ("单项申报表", "填报模板")}
    for name, options in kinds.items():
        export_book(approved_2024("一上稿"), PROFILE, tmp_path / f"{name}.xlsx", **options)
    folder = resaved(soffice, [tmp_path / f"{name}.xlsx" for name in kinds], tmp_path)
    for name in kinds:
        assert contents(read(folder / f"{name}.xlsx")) == contents(approved_2024()), name


def _two_rows(sheet: Any) -> None:
    """A second row of headers: 预算数 over 合计, 分值权重 over its share, everything else merged over both."""
    sheet.insert_rows(4)
    for column in range(1, 12):
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    sheet["L4"] = "其中：预算执行率"


def _hidden_and_lists(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True
    words = sheet.parent.create_sheet("字典")
    for row in (("产出指标", "≥"), ("效益指标", "="), ("满意度指标", "≤")):
        words.append(row)
    words.sheet_state = "hidden"
    for column, formula in (("F", "字典!$A$1:$A$3"), ("I", "字典!$B$1:$B$3")):
        choice = DataValidation(type="list", formula1=formula)
        choice.add(f"{column}4:{column}6")
        sheet.add_data_validation(choice)


def _examples(sheet: Any) -> None:
    for column, text in enumerate(["示例单位", "示例项目", "类", 1, "目标", "产出指标", "数量指标", "示例指标"], 1):
        sheet.cell(4, column, text)
    sheet.parent.create_sheet("填表说明")["A1"] = "一、每个项目一级指标不少于三个。"


LAYOUTS: dict[str, dict[str, Any]] = {
    "two rows of headers": {"header": TWELVE, "prepare": _two_rows},
    "merged with a total": {"header": TWELVE, "merge": tuple(range(1, 8)), "total": "预算数(万元)"},
    "hidden columns and lists": {"header": TWELVE, "prepare": _hidden_and_lists},
    "flat in yuan": {"header": FLAT},
    "examples and notes": {"header": [*TWELVE, "备注"], "prepare": _examples},
}


@pytest.fixture(scope="module")
def blanks(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blanks")
    paths = [blank(folder / f"{name}.xlsx", **options) for name, options in LAYOUTS.items()]
    return resaved(soffice, paths, folder)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_blank_saved_by_another_program_is_filled_in_and_reads_back(blanks: Path, name: str, tmp_path: Path) -> None:
    before, out = openpyxl.load_workbook(blanks / f"{name}.xlsx"), tmp_path / "填好.xlsx"
    fill_blank(approved_2024(), PROFILE, blanks / f"{name}.xlsx", out)
    after = openpyxl.load_workbook(out)
    assert after.sheetnames == before.sheetnames
    assert [sheet.sheet_state for sheet in after] == [sheet.sheet_state for sheet in before]
    for column, width in before["申报表"].column_dimensions.items():
        kept = after["申报表"].column_dimensions[column]
        assert (kept.width, kept.hidden) == (width.width, width.hidden)
    lists = [len(sheet.data_validations.dataValidation) for sheet in (before["申报表"], after["申报表"])]
    assert lists[0] == lists[1]
    texts = {cell.value for row in after["申报表"].iter_rows() for cell in row}
    assert "示例指标" not in texts and "填报人：　　　　联系电话：" in texts
    assert contents(read(out)) == contents(approved_2024())
