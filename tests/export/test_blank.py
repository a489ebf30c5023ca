"""Workbooks as finance bureaus send them, filled in: everything that was in them is still there, and reads back."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.drawing.image import Image as Picture
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from PIL import Image

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.plain import to_plain
from jixiao_desktop.export.blank import fill_blank
from jixiao_desktop.forms import Options
from jixiao_desktop.reading import read

from ..paper_books import approved_2024, book_of, indicator, project

PROFILE = profiles.load()
TWELVE = ["单位名称", "项目名称", "项目类别", "预算数(万元)", "绩效目标", "一级指标", "二级指标", "三级指标",
          "绩效指标性质", "绩效指标值", "度量单位", "分值权重"]  # fmt: skip
FLAT = ["序号", "预算单位编码", "预算单位", "项目代码", "支出项目", "项目属性", "年度资金总额(元)", "年度总体目标",
        "一级指标", "二级指标", "指标名称", "计算符号", "目标值", "计量单位", "指标权重", "审核意见"]  # fmt: skip
_THIN = Side(style="thin")


def blank(
    path: Path, header: list[str], rows: int = 3, *, merge: tuple[int, ...] = (), total: str | None = None,
    prepare: Callable[[Any], None] = lambda sheet: None,
) -> Path:  # fmt: skip
    """A bureau's workbook: title, header in row 3, `rows` formatted rows, a 合计 row when asked for, a signature."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "申报表"
    sheet["A1"] = "2025年部门预算项目支出绩效目标申报表"
    sheet["A2"] = "填报单位（盖章）："
    sheet.append(header)
    for row in range(4, 4 + rows):
        for column in range(1, len(header) + 1):
            cell = sheet.cell(row, column)
            cell.border = Border(_THIN, _THIN, _THIN, _THIN)
            cell.font = Font(name="仿宋", size=10)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    for column in merge:
        sheet.merge_cells(start_row=4, end_row=3 + rows, start_column=column, end_column=column)
    below = 4 + rows
    if total:
        sheet.cell(below, 1, "合计")
        sheet.cell(
            below, header.index(total) + 1, f"=SUM({_letter(header, total)}4:{_letter(header, total)}{below - 1})"
        )
        below += 1
    sheet.cell(below, 1, "填报人：　　　　联系电话：")
    prepare(sheet)
    workbook.save(path)
    return path


def _letter(header: list[str], name: str) -> str:
    return openpyxl.utils.get_column_letter(header.index(name) + 1)


def filled(book: Book, path: Path, **options: Any) -> tuple[Any, str]:
    """The workbook after filling, opened again, and the report."""
    out = path.with_name("填好.xlsx")
    sentence = fill_blank(book, PROFILE, path, out, **options)
    return openpyxl.load_workbook(out), sentence


def read_back(path: Path) -> list[Any]:
    """The units of what an import reads from the filled workbook."""
    return to_plain(read(path.with_name("填好.xlsx"), "填好.xlsx", profile=PROFILE).book)["units"]


def test_the_whole_form_goes_into_twelve_columns_and_reads_back(tmp_path: Path) -> None:
    path = blank(tmp_path / "空表.xlsx", TWELVE, merge=tuple(range(1, 8)))
    workbook, sentence = filled(approved_2024(), path)
    assert "第 4 到 70 行" in sentence and "没有写入" not in sentence
    assert _without_weights_of_execution(read_back(path)) == _without_weights_of_execution(
        to_plain(approved_2024())["units"]
    )
    sheet = workbook["申报表"]
    assert sheet["A71"].value == "填报人：　　　　联系电话："
    assert {"A4:A70", "B4:B8", "F4:F6"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert all(sheet.cell(row, 6).border.left.style == "thin" for row in (4, 7, 70))
    assert {sheet.cell(row, 8).font.name for row in range(4, 71)} == {"仿宋"}


def _without_weights_of_execution(units: list[Any]) -> list[Any]:
    for unit in units:
        for item in unit["projects"]:
            item.pop("execution_weight")
            item["budget"] = str(float(item["budget"]))
    return units


def test_a_flat_blank_repeats_names_on_every_row_and_amounts_once_in_its_own_money(tmp_path: Path) -> None:
    path = blank(tmp_path / "空表.xlsx", FLAT)
    book = book_of(project(1, rows=3), project(2, rows=2), units=1)
    sheet = filled(book, path)[0].active
    rows = [[cell.value for cell in row] for row in sheet["A4:G8"]]
    assert [row[1:3] for row in rows] == [["723001", "第1服务局(本级)"]] * 5
    assert [row[4] for row in rows] == ["就业补助资金1"] * 3 + ["就业补助资金2"] * 2
    assert [row[6] for row in rows] == [15000, None, None, 25000, None]
    assert [row[0] for row in rows] == [1, None, None, 2, None]
    assert not sheet.merged_cells.ranges
    assert read_back(path)[0]["projects"][1]["code"] == "63012300024T000000002"


def test_hidden_columns_validation_formats_and_other_sheets_stay(tmp_path: Path) -> None:
    def prepare(sheet: Any) -> None:
        sheet.column_dimensions["C"].hidden = True
        words = DataValidation(type="list", formula1='"≥,≤,=,定性"', allow_blank=True)
        words.add("I4:I6")
        sheet.add_data_validation(words)
        sheet.conditional_formatting.add("L4:L6", openpyxl.formatting.rule.CellIsRule("greaterThan", ["50"]))
        sheet.print_area = "A1:L7"
        sheet.print_title_rows = "3:3"
        sheet.protection.sheet = True
        notes = sheet.parent.create_sheet("填表说明")
        notes["A1"] = "一、每个项目一级指标不少于三个。"
        notes["A2"] = "=申报表!A7"
        sheet.parent.create_sheet("字典").sheet_state = "hidden"

    path = blank(tmp_path / "空表.xlsx", TWELVE, prepare=prepare)
    workbook, _ = filled(book_of(project(1, rows=5), project(2, rows=5)), path)
    sheet = workbook["申报表"]
    assert sheet.column_dimensions["C"].hidden
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["I4:I13"]
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["L4:L13"]
    assert sheet.print_area == "'申报表'!$A$1:$L$14" and sheet.print_title_rows == "$3:$3"
    assert sheet.protection.sheet
    assert workbook["填表说明"]["A1"].value.startswith("一、")
    assert workbook["填表说明"]["A2"].value == "=申报表!A14"
    assert workbook["字典"].sheet_state == "hidden"


def test_parts_that_are_not_ours_stay_byte_for_byte(tmp_path: Path) -> None:
    path = blank(tmp_path / "空表.xlsx", TWELVE, prepare=lambda sheet: sheet.parent.create_sheet("字典"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\x01macro")
    filled(approved_2024(), path)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(path.with_name("填好.xlsx")) as after:
        assert before.namelist() == after.namelist()
        for part in ("xl/styles.xml", "xl/worksheets/sheet2.xml", "xl/vbaProject.bin", "xl/theme/theme1.xml"):
            assert before.read(part) == after.read(part)


@pytest.mark.parametrize("rows", [1, 3, 40])
def test_the_formula_of_the_total_stays_spans_all_rows_and_carries_its_value(tmp_path: Path, rows: int) -> None:
    path = blank(tmp_path / "空表.xlsx", TWELVE, rows, total="预算数(万元)")
    book = book_of(project(1), project(2))
    sheet = filled(book, path)[0].active
    last = 3 + max(rows, 10)
    assert sheet.cell(last + 1, 1).value == "合计"
    assert sheet.cell(last + 1, 4).value == f"=SUM(D4:D{last})"
    values = openpyxl.load_workbook(path.with_name("填好.xlsx"), data_only=True).active
    assert values.cell(last + 1, 4).value == 4
    assert sum(values.cell(row, 4).value or 0 for row in range(4, last + 1)) == 4


GROUPED = ["序号", "项目编码", "项目名称", "单位名称", "项目类别", "年度资金总额", "年度\n绩效目标", "一级指标",
           "二级指标", "三级指标", "指标解释", "指标值", "指标性质", "计量单位", "权重(分)", "是否通过", "审核意见",
           "备注"]  # fmt: skip
_GROUPS = ((2, 6, "项目基本情况"), (8, 15, "绩效指标"), (16, 17, "财政审核意见"))


def grouped(path: Path) -> Path:
    """A workbook with a cover, a guide and a form whose header has groups over its columns, in an order of its own."""

    def prepare(sheet: Any) -> None:
        sheet["R2"] = "单位：万元"
        sheet.insert_rows(3)
        for first, last, words in _GROUPS:
            sheet.cell(3, first, words)
            sheet.merge_cells(start_row=3, end_row=3, start_column=first, end_column=last)
        for column in (1, 7, 18):
            sheet.cell(3, column, sheet.cell(4, column).value)
            sheet.cell(4, column).value = None
            sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
        for letter in "BPQ":
            sheet.column_dimensions[letter].hidden = True
        guide = sheet.parent.create_sheet("填报说明", 0)
        for words in (
            "填报说明",
            "1. 项目名称：按批复名称填写。",
            "2. 三级指标：不少于5条。",
            "3. 绩效目标：概括全年目标。",
        ):
            guide.append([words])
        sheet.parent.create_sheet("封面", 0)["B6"] = "项目名称、三级指标、指标值、分值权重均需填写"

    return blank(path, GROUPED, rows=4, prepare=prepare)


def test_groups_over_the_columns_another_order_and_columns_of_the_bureau_are_no_hindrance(tmp_path: Path) -> None:
    path = grouped(tmp_path / "空表.xlsx")
    workbook, sentence = filled(approved_2024(), path)
    sheet = workbook["申报表"]
    assert "没有写入" not in sentence
    assert _without_weights_of_execution(read_back(path)) == _without_weights_of_execution(
        to_plain(approved_2024())["units"]
    )
    assert [sheet.cell(3, column).value for column in (1, 2, 7, 8)] == [
        "序号",
        "项目基本情况",
        "年度\n绩效目标",
        "绩效指标",
    ]
    assert [sheet.cell(5, column).value for column in (1, 2, 6)] == [1, "63012300024T000000269", 4]
    assert all(sheet.cell(row, column).value is None for row in range(5, 72) for column in (11, 16, 17, 18))
    assert {letter for letter, dimension in sheet.column_dimensions.items() if dimension.hidden} == {"B", "P", "Q"}


@pytest.mark.parametrize("title", ["填报示例", "样表", "填表说明及参考"])
def test_a_sheet_that_shows_how_to_fill_in_the_form_is_left_as_it_is(tmp_path: Path, title: str) -> None:
    def prepare(sheet: Any) -> None:
        sample = sheet.parent.copy_worksheet(sheet)
        sample.title, sample["H4"] = title, "就业人数"
        sheet.parent.move_sheet(sample, -1)

    path = blank(tmp_path / "空表.xlsx", TWELVE, prepare=prepare)
    workbook, sentence = filled(book_of(project(rows=3)), path)
    assert workbook.sheetnames == [title, "申报表"] and "工作表“申报表”" in sentence
    assert [workbook[title].cell(row, 8).value for row in range(4, 7)] == ["就业人数", None, None]
    assert workbook["申报表"]["H6"].value


def test_a_note_merged_over_the_whole_width_below_a_flat_list_merges_none_of_its_columns(tmp_path: Path) -> None:
    def prepare(sheet: Any) -> None:
        sheet["A8"] = "注：每个项目不少于三条指标。"
        sheet.merge_cells("A8:L8")
        sheet["A9"], sheet["E9"] = "填表人：", "联系电话："
        sheet.merge_cells("A9:D9")

    path = blank(tmp_path / "空表.xlsx", TWELVE, prepare=prepare)
    book = book_of(project(1, rows=3), project(2, rows=4))
    filled(book, path)
    assert [len(item["indicators"]) for item in read_back(path)[0]["projects"]] == [3, 4]


def test_words_of_a_drop_down_list_are_used_and_what_is_not_in_it_is_named(tmp_path: Path) -> None:
    def prepare(sheet: Any) -> None:
        words = sheet.parent.create_sheet("字典")
        for row in (("产出", "大于等于"), ("效益", "小于等于"), ("满意度", "等于")):
            words.append(row)
        for column, formula in (("F", "字典!$A$1:$A$3"), ("I", "字典!$B$1:$B$3"), ("K", '"人,百分比"')):
            choice = DataValidation(type="list", formula1=formula)
            choice.add(f"{column}4:{column}6")
            sheet.add_data_validation(choice)

    path = blank(tmp_path / "空表.xlsx", TWELVE, prepare=prepare)
    rows = [indicator(0), indicator(1, unit="%", comparator="="), indicator(4, unit="个", comparator="定性")]
    workbook, sentence = filled(book_of(project(indicators=rows)), path)
    sheet = workbook["申报表"]
    assert [[sheet[f"{c}{r}"].value for c in "FIK"] for r in (4, 5, 6)] == [
        ["产出", "大于等于", "人"], ["产出", "等于", "百分比"], ["满意度", "定性", "个"],
    ]  # fmt: skip
    assert "绩效指标性质“定性”" in sentence and "度量单位“个”" in sentence


def test_sign_and_unit_stand_in_the_value_where_they_have_no_columns(tmp_path: Path) -> None:
    header = [name for name in TWELVE if name not in {"绩效指标性质", "度量单位"}]
    rows = [
        indicator(0), indicator(1, comparator="=", value="100", unit="%"),
        indicator(2, comparator="定性", value="效果显著", unit=None),
        indicator(3, comparator="定性", value=None, unit=None), indicator(4, comparator=None, value="95", unit=None),
    ]  # fmt: skip
    workbook, sentence = filled(book_of(project(indicators=rows)), blank(tmp_path / "空表.xlsx", header))
    cells = [workbook.active.cell(row, 9) for row in range(4, 9)]
    assert [cell.value for cell in cells] == ["≥190人", "=100%", "效果显著", "定性", 95]
    assert all(cell.data_type != "f" for cell in cells) and "没有写入" not in sentence


def card(path: Path, money: str = "万元") -> Path:
    """A bureau's form of one project: labels with blanks beside them over a grid with its levels printed before."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "申报表"
    for row in (
        ["项目支出绩效目标申报表"], ["填报单位：", None, None, None], ["项目名称", None, "项目编码", None],
        ["主管部门", None, "实施单位", None], [f"年度资金总额（{money}）", None, "其中：财政拨款", None],
        ["年度目标", None, None, None], ["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标"],
        [None, "质量指标"], ["满意度指标", "服务对象满意度指标"], ["填报人："],
    ):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("A2:D2")
    sheet.merge_cells("B6:D6")
    sheet["B6"].alignment = Alignment(wrap_text=True)
    workbook.save(path)
    return path


@pytest.mark.parametrize(("money", "budget"), [("万元", 2.5), ("元", 25000)])
def test_a_form_of_one_project_takes_the_project_above_its_grid(tmp_path: Path, money: str, budget: float) -> None:
    path = card(tmp_path / "空表.xlsx", money)
    said = {"department": "630-县人社局", "objective": "保障就业，" * 60}
    book = book_of(project(1), project(2, rows=5, **said))
    second = list(book.projects())[1]
    workbook, sentence = filled(book, path, one=second.id)
    sheet = workbook.active
    assert [sheet[place].value for place in ("A2", "B3", "D3", "B4", "D4", "B5", "B6")] == [
        "填报单位：723001-第1服务局(本级)", "就业补助资金2", second.code, "630-县人社局", "723001-第1服务局(本级)",
        budget, "保障就业，" * 60,
    ]  # fmt: skip
    assert [sheet.cell(row, 4).value for row in (8, 12)] == ["≥190人", "≥190人"]
    assert sheet["A13"].value == "填报人：" and sheet.row_dimensions[6].height > 100
    assert "没有写入：项目类别、分值权重" in sentence and "没有写明" not in sentence
    (back,) = read_back(path)[0]["projects"]
    assert (back["name"], back["code"], float(back["budget"])) == ("就业补助资金2", second.code, 2.5)
    assert len(back["indicators"]) == 5


def test_a_form_of_one_project_takes_no_two(tmp_path: Path) -> None:
    path = card(tmp_path / "空表.xlsx")
    book = book_of(project(1), project(2))
    with pytest.raises(UserError, match="一次只能填一个项目"):
        filled(book, path)
    only = Options(projects=frozenset({next(book.projects()).id}))
    assert filled(book, path, options=only)[0].active["B3"].value == "就业补助资金1"


def test_what_has_no_column_is_named(tmp_path: Path) -> None:
    header = [name for name in TWELVE if name not in {"项目类别", "绩效目标"}]
    assert "没有写入：项目类别、绩效目标" in filled(approved_2024(), blank(tmp_path / "空表.xlsx", header))[1]


def test_examples_are_replaced_and_notes_below_are_not(tmp_path: Path) -> None:
    def prepare(sheet: Any) -> None:
        for row in (4, 5):
            for column, text in enumerate(["示例单位", "示例项目", "类", 1, "目标", "产出指标", "数量指标", "例"], 1):
                sheet.cell(row, column, text)
        sheet["A9"] = "审核意见"
        sheet["F9"] = "盖章处"

    path = blank(tmp_path / "空表.xlsx", TWELVE, rows=3, prepare=prepare)
    sheet = filled(book_of(project(1, rows=1)), path)[0].active
    texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert "示例项目" not in texts and "例" not in texts
    assert {"审核意见", "盖章处", "填报人：　　　　联系电话："} <= set(texts)


def test_a_blank_without_rows_gets_them_above_its_signature(tmp_path: Path) -> None:
    path = blank(tmp_path / "空表.xlsx", TWELVE, rows=0)
    sheet = filled(book_of(project(1, rows=2)), path)[0].active
    assert sheet["H5"].value and sheet["A6"].value == "填报人：　　　　联系电话："


def test_rows_grow_with_their_texts_and_formulas_beside_are_carried_down(tmp_path: Path) -> None:
    def prepare(sheet: Any) -> None:
        for row in (4, 5):
            sheet.cell(row, 13, f"=L{row}*2")

    path = blank(tmp_path / "空表.xlsx", [*TWELVE, "备注"], rows=2, prepare=prepare)
    sheet = filled(book_of(project(1, rows=4, objective="保障就业，" * 60)), path)[0].active
    assert sheet.row_dimensions[4].height > 200
    assert [sheet.cell(row, 13).value for row in range(4, 8)] == [f"=L{row}*2" for row in range(4, 8)]


def _levels(sheet: Any) -> None:
    for row, (level1, level2) in enumerate([("产出指标", "数量指标"), (None, "质量指标"), ("效益指标", "社会效益")], 4):
        sheet.cell(row, 6, level1)
        sheet.cell(row, 7, level2)


def _unit(sheet: Any) -> None:
    sheet["A4"] = "723001-第1服务局(本级)"


def _numbers_and_boxes(sheet: Any) -> None:
    sheet["M3"], sheet["N3"] = "序号", "是否通过"
    for row in range(4, 7):
        sheet.cell(row, 13, row - 3)
        sheet.cell(row, 14, "□是 □否")


def _boxes(sheet: Any) -> None:
    sheet["N3"] = "是否通过"
    for row in range(4, 7):
        sheet.cell(row, 14, "□是 □否")


@pytest.mark.parametrize("prepare", [_levels, _unit, _numbers_and_boxes, _boxes])
def test_what_a_bureau_printed_in_the_rows_before_is_no_end_of_them(
    tmp_path: Path, prepare: Callable[[Any], None]
) -> None:
    path = blank(tmp_path / "空表.xlsx", TWELVE, total="预算数(万元)", prepare=prepare)
    book = book_of(project(1, rows=4), project(2, rows=4))
    sheet, sentence = filled(book, path)[0].active, filled(book, path)[1]
    assert "第 4 到 11 行" in sentence
    assert [(sheet.cell(12, 1).value, sheet.cell(12, 4).value)] == [("合计", "=SUM(D4:D11)")]
    assert sheet.cell(13, 1).value == "填报人：　　　　联系电话："
    assert [len(item["indicators"]) for item in read_back(path)[0]["projects"]] == [4, 4]


@pytest.mark.parametrize("coded", [["xmbm", "mc", "lb", "yss", "mb", "yj", "ej", "sj", "xz", "zbz", "dw", "qz"],
                                   [1, *"甲乙丙丁戊", 2, *"己庚", 3, 4, 5]])  # fmt: skip
@pytest.mark.parametrize("hidden", [True, False])
def test_a_line_that_codes_or_numbers_the_columns_stays_and_no_row_is_hidden_after_it(
    tmp_path: Path, coded: list[Any], hidden: bool
) -> None:
    def prepare(sheet: Any) -> None:
        for column, text in enumerate(coded, 1):
            sheet.cell(4, column, text)
        sheet.row_dimensions[4].hidden = hidden
        sheet.row_dimensions[6].hidden = True

    path = blank(tmp_path / "空表.xlsx", TWELVE, prepare=prepare)
    sheet = filled(book_of(project(1, rows=6)), path)[0].active
    assert [cell.value for cell in sheet[4]] == coded
    assert [row for row in range(1, 12) if sheet.row_dimensions[row].hidden] == ([4] if hidden else [])
    assert sheet["A5"].value and sheet["H10"].value
    assert len(read_back(path)[0]["projects"][0]["indicators"]) == 6


def test_a_value_in_a_column_of_percentages_is_shown_as_it_is(tmp_path: Path) -> None:
    def prepare(sheet: Any) -> None:
        for row in range(4, 7):
            sheet.cell(row, 10).number_format = "0%"

    path = blank(tmp_path / "空表.xlsx", TWELVE, prepare=prepare)
    sheet = filled(book_of(project(indicators=[indicator(value="98", unit="%")])), path)[0].active
    assert (sheet["J4"].value, sheet["L4"].value) == ("98", 10)
    assert read_back(path)[0]["projects"][0]["indicators"][0]["value"] == "98"


def test_tables_and_pictures_follow_the_cells_that_moved(tmp_path: Path) -> None:
    def prepare(sheet: Any) -> None:
        Image.new("RGB", (9, 9)).save(tmp_path / "章.png")
        sheet.add_image(Picture(str(tmp_path / "章.png")), "B8")
        sheet.add_image(Picture(str(tmp_path / "章.png")), "B1")
        sheet["A9"], sheet["B9"], sheet["A10"] = "字段", "值", "版本"
        sheet.add_table(Table(displayName="表一", ref="A3:L6"))
        sheet.add_table(Table(displayName="表二", ref="A9:B10"))

    path = blank(tmp_path / "空表.xlsx", TWELVE, prepare=prepare)
    sheet = filled(book_of(project(rows=5)), path)[0].active
    assert {table.name: table.ref for table in sheet.tables.values()} == {"表一": "A3:L8", "表二": "A11:B12"}
    assert sheet.tables["表一"].autoFilter.ref == "A3:L8"
    assert [picture.anchor._from.row for picture in sheet._images] == [9, 0]


def test_texts_are_never_formulas_and_chosen_projects_alone_are_written(tmp_path: Path) -> None:
    path = blank(tmp_path / "空表.xlsx", TWELVE)
    book = book_of(project(1, indicators=[indicator(name="=1+1")]), project(2))
    only = next(book.projects())
    sheet = filled(book, path, options=Options(projects=frozenset({only.id})))[0].active
    assert (sheet["H4"].value, sheet["H4"].data_type) == ("=1+1", "s")
    assert sheet["H5"].value is None


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"text"])
def test_what_is_no_workbook_is_refused_and_nothing_is_written(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "空表.xlsx"
    path.write_bytes(content)
    with pytest.raises(UserError):
        fill_blank(approved_2024(), PROFILE, path, tmp_path / "填好.xlsx")
    assert not (tmp_path / "填好.xlsx").exists()


def test_a_workbook_without_the_forms_header_is_refused_in_words(tmp_path: Path) -> None:
    path = blank(tmp_path / "空表.xlsx", ["姓名", "电话"])
    with pytest.raises(UserError, match="没有找到可填写的表"):
        fill_blank(approved_2024(), PROFILE, path, tmp_path / "填好.xlsx")
    with pytest.raises(UserError, match="结尾"):
        fill_blank(approved_2024(), PROFILE, path, tmp_path / "填好.pdf")


def test_a_blank_that_does_not_say_its_money_is_filled_in_wan_and_the_report_says_so(tmp_path: Path) -> None:
    header = ["预算数" if name.startswith("预算数") else name for name in TWELVE]
    workbook, sentence = filled(book_of(project(1)), blank(tmp_path / "空表.xlsx", header))
    assert workbook.active["D4"].value == 1.5
    assert "按万元填写" in sentence
