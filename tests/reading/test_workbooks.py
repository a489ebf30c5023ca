"""Workbooks in the official layout, made by hand in all the ways that clerks make them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from jixiao_desktop import profiles, reading
from jixiao_desktop.domain.plain import to_plain

from . import books, makers

PLAIN = makers.book(7, units=1, projects=3)


def _read(workbook: Workbook) -> reading.Draft:
    return reading.read(books.saved(workbook), "表.xlsx", profile=profiles.load())


def _sheet(rows: list[list[Any]]) -> Workbook:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    return workbook


HEADER = makers.HEADER
ROW: list[Any] = ["723001-某局", "63012300024T000000269-某项目", "3-特定目标类", 4, "做好工作"]
ROW += ["产出指标", "数量指标", "人数", "≥", 190, "人", 90]


def _one(row: list[Any], header: list[Any] | None = None) -> dict[str, Any]:
    draft = _read(_sheet([["2024年部门预算项目支出绩效目标申报表"], header or HEADER, row]))
    (project,) = to_plain(draft.book)["units"][0]["projects"]
    return dict(project)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.booleans(), st.booleans(), st.integers(1, 4))
def test_the_official_layout_is_read_without_a_doubt(seed: int, merge: bool, numbers: bool, top: int) -> None:
    plain = makers.book(seed, units=2, projects=3)
    draft = _read(books.official(plain, merge=merge, numbers=numbers, top=top))
    assert draft.doubts == ()
    assert to_plain(draft.book) == plain


def test_notes_signatures_and_blank_rows_are_no_part_of_the_table() -> None:
    workbook = books.official(PLAIN, top=3)
    sheet = workbook.active
    sheet["A1"], sheet["L2"] = "附件2", "单位：万元"
    end = sheet.max_row
    sheet.cell(end + 2, 1, "填表说明：")
    sheet.cell(end + 3, 1, "1.指标值应当量化，不能量化的用定性描述；本表由项目单位填写。")
    sheet.cell(end + 5, 1, "单位负责人：王五")
    sheet.cell(end + 5, 6, "填报人：李四")
    draft = _read(workbook)
    assert draft.doubts == ()
    assert to_plain(draft.book)["units"] == PLAIN["units"]
    assert (draft.book.facts.responsible, draft.book.facts.preparer) == ("王五", "李四")


@pytest.mark.parametrize(
    "texts",
    [["复核：", "制表：李四", "2025年9月15日"], ["领导签字（盖章）："], ["复核：　　制表：　　"], ["财政局审核意见："]],
)
def test_a_line_of_any_labels_below_the_table_is_no_part_of_it(texts: list[str]) -> None:
    workbook = books.official(PLAIN, top=3)
    sheet = workbook.active
    end = sheet.max_row + 1
    for place, text in enumerate(texts):
        sheet.cell(end, 1 + 4 * place, text)
        sheet.merge_cells(start_row=end, end_row=end, start_column=1 + 4 * place, end_column=4 + 4 * place)
    draft = _read(workbook)
    assert draft.doubts == ()
    assert to_plain(draft.book)["units"] == PLAIN["units"]


def test_an_instruction_sheet_and_one_sheet_a_unit() -> None:
    plain = makers.book(5, units=2, projects=2)
    workbook = Workbook()
    workbook.active.title = "填报说明"
    workbook.active["A1"] = "请各单位认真填写，项目名称与预算一致。"
    for unit in plain["units"]:
        total = sum(float(project["budget"]) for project in unit["projects"])
        source = books.official({**plain, "units": [unit], "stated_total": f"{total:.2f}"}).active
        sheet = workbook.create_sheet(unit["name"])
        for row in source.iter_rows():
            for cell in row:
                if cell.value is not None:
                    sheet.cell(cell.row, cell.column, cell.value).number_format = cell.number_format
    draft = _read(workbook)
    assert draft.doubts == ()
    assert to_plain(draft.book) == plain


def test_a_number_is_read_as_it_is_shown() -> None:
    workbook = _sheet([["2024年绩效目标申报表"], HEADER, ROW])
    sheet = workbook.active
    sheet["D3"].number_format = "#,##0.00"
    sheet["D3"] = 1004
    sheet["J3"], sheet["K3"] = 0.95, "%"
    sheet["J3"].number_format = "0%"
    (project,) = to_plain(_read(workbook).book)["units"][0]["projects"]
    assert project["budget"] == "1004.00"
    assert (project["indicators"][0]["value"], project["indicators"][0]["unit"]) == ("95", "%")


@pytest.mark.parametrize(
    ("sign", "value", "unit", "wanted"),
    [
        ("≥", "95%", "%", ("≥", "95", "%")),
        (None, "≥95%", None, ("≥", "95", "%")),
        (None, "不少于190人", None, ("≥", "190", "人")),
        (">=", 3, "次", ("≥", "3", "次")),
        ("定性", "显著提升", None, ("定性", "显著提升", None)),
        ("无", "效果显著", None, ("定性", "效果显著", None)),
        ("定量", "≤2小时", None, ("≤", "2", "小时")),
        ("＝", "１００", "％", ("=", "100", "%")),
        ("≤", "1,600", "元/亩", ("≤", "1600", "元/亩")),
        ("定性", "12月底前", None, ("定性", "12月底前", None)),
    ],
)
def test_quantities_are_taken_apart(sign: Any, value: Any, unit: Any, wanted: tuple[str, str, str]) -> None:
    (row,) = _one([*ROW[:8], sign, value, unit, 90])["indicators"]
    assert (row["comparator"], row["value"], row["unit"]) == wanted


def test_line_breaks_in_cells_are_closed_and_paragraphs_of_the_goal_kept() -> None:
    row = ["723001-\n某局", "63012300024T\n000000269-某\n项目", "3-特定\n目标类", "4.00", "目标1：甲。\n目标2：乙。"]
    row += ["产出\n指标", "数量\n指标", "享受补贴\n人数", "≥", "190", "人", "90"]
    project = _one(row)
    assert (project["code"], project["name"]) == ("63012300024T000000269", "某项目")
    assert project["category"] == "3-特定目标类"
    assert project["objective"] == "目标1：甲。\n目标2：乙。"
    assert project["indicators"][0]["level2"] == "数量指标"
    assert project["indicators"][0]["name"] == "享受补贴人数"


def test_code_and_name_may_stand_in_two_columns_and_the_weight_before_the_value() -> None:
    header = ["预算单位编码", "预算单位", "项目编码", "项目支出", "项目属性", "年度资金总额（万元）", "年度总体目标"]
    header += ["一级指标", "二级指标", "指标内容", "指标权重", "计算符号", "目标值", "计量单位", "评分标准"]
    row = ["723001", "某某局", "63012300024T000000269", "某项目", "特定目标类", "4", "做好"]
    row += ["产出类指标", "产出数量", "人数", "90", "≥", "190", "人", "按比例得分"]
    draft = _read(_sheet([["2025年项目支出绩效目标表"], header, row]))
    plain = to_plain(draft.book)
    assert draft.doubts == ()
    assert (plain["units"][0]["code"], plain["units"][0]["name"]) == ("723001", "某某局")
    project = plain["units"][0]["projects"][0]
    assert (project["code"], project["name"], project["category"]) == ("63012300024T000000269", "某项目", "特定目标类")
    row_read = project["indicators"][0]
    assert (row_read["level1"], row_read["level2"]) == ("产出指标", "数量指标")
    assert (row_read["name"], row_read["value"], row_read["weight"]) == ("人数", "190", "90")


def test_a_code_on_every_row_beside_a_merged_name_is_one_project() -> None:
    header = [HEADER[0], "项目编码", *HEADER[1:]]
    row = [ROW[0], "63012300024T000000269", "某项目", *ROW[2:]]
    second = [None, row[1], None, None, None, None, "效益指标", "社会效益", "次数", "=", 3, "次", 5]
    workbook = _sheet([["2024年绩效目标申报表"], header, row, second, [row[0], row[1] + "X", "别的", *row[3:]]])
    for column in "ACDEF":
        workbook.active.merge_cells(f"{column}3:{column}4")
    draft = _read(workbook)
    assert [(p.name, len(draft.book.children(p.id))) for p in draft.book.projects()] == [("某项目", 2), ("别的", 1)]


def test_yuan_become_ten_thousand_yuan_with_a_doubt() -> None:
    header = [word.replace("万元", "元") for word in HEADER]
    draft = _read(_sheet([["2024年绩效目标申报表"], header, [*ROW[:3], 40000, *ROW[4:]]]))
    assert next(draft.book.projects()).budget == "4.00"
    assert [doubt.kind for doubt in draft.doubts] == ["money-unit"]


def test_a_missing_money_unit_is_doubted_and_a_line_above_the_table_states_it() -> None:
    header = ["预算数" if word.startswith("预算数") else word for word in HEADER]
    silent = _read(_sheet([["2024年绩效目标申报表"], header, ROW]))
    assert [doubt.kind for doubt in silent.doubts] == ["money-unit"]
    stated = _read(_sheet([["2024年绩效目标申报表"], ["单位：万元"], header, ROW]))
    assert stated.doubts == ()


def test_rows_out_of_order_are_arranged_with_one_doubt() -> None:
    second = [None] * 5 + ["满意度指标", "服务对象满意度", "群众满意度", "≥", 90, "%", 10]
    third = [None] * 5 + ["产出指标", "质量指标", "合格率", "≥", 90, "%", 30]
    draft = _read(_sheet([["2024年绩效目标申报表"], HEADER, [*ROW[:11], 50], second, third]))
    assert [row.name for row in draft.book.indicators()] == ["人数", "合格率", "群众满意度"]
    assert [doubt.kind for doubt in draft.doubts] == ["reordered"]


def test_two_projects_with_one_code_stay_two() -> None:
    plain = makers.book(3, projects=2)
    twins = plain["units"][0]["projects"]
    twins[1]["code"] = twins[0]["code"]
    for merge in (True, False):
        assert to_plain(_read(books.official(plain, merge=merge)).book)["units"] == plain["units"]


def test_a_flat_table_that_repeats_everything_on_every_row_is_one_project() -> None:
    second = [*ROW[:5], "产出指标", "数量指标", "次数", "=", 3, "次", 5]
    draft = _read(_sheet([["2024年绩效目标申报表"], HEADER, [*ROW[:11], 85], second]))
    assert len(list(draft.book.projects())) == 1
    assert [row.name for row in draft.book.indicators()] == ["人数", "次数"]


@pytest.mark.parametrize("at_the_end", [True, False])
def test_a_sum_merged_over_the_first_columns_merges_no_projects(at_the_end: bool) -> None:
    second = [*ROW[:3], None, None, "产出指标", "数量指标", "次数", "=", 3, "次", 5]
    third = ["723001-某局", "63012300024T000000270-别的项目", "3-特定目标类", 6, *second[4:]]
    total = ["合计", None, None, 10]
    body = [[*ROW[:11], 85], second, third, [*third[:3], None, *third[4:]]]
    rows = [["2024年绩效目标申报表"], HEADER, *([*body, total] if at_the_end else [total, *body])]
    workbook = _sheet(rows)
    last = len(rows) if at_the_end else 3
    workbook.active.merge_cells(f"A{last}:C{last}")
    draft = _read(workbook)
    assert [(p.name, p.budget, len(draft.book.children(p.id))) for p in draft.book.projects()] == [
        ("某项目", "4", 2), ("别的项目", "6", 2),
    ]  # fmt: skip


def test_a_unit_subtotal_row_is_no_project() -> None:
    subtotal = ["723001-某局 小计", None, None, 4]
    draft = _read(_sheet([["2024年绩效目标申报表"], HEADER, ["合计", None, None, 4], subtotal, ROW]))
    assert [project.name for project in draft.book.projects()] == ["某项目"]
    assert draft.doubts == ()


def test_a_total_that_differs_is_doubted() -> None:
    draft = _read(_sheet([["2024年绩效目标申报表"], HEADER, ["合计", None, None, 5], ROW]))
    assert [doubt.kind for doubt in draft.doubts] == ["total-differs"]
    assert draft.book.facts.stated_total == "5"


def test_a_formula_without_a_stored_result_is_doubted() -> None:
    draft = _read(_sheet([["2024年绩效目标申报表"], HEADER, [*ROW[:3], "=2+2", *ROW[4:]]]))
    assert next(draft.book.projects()).budget is None
    assert [doubt.kind for doubt in draft.doubts] == ["formula"]
    assert "D3" in draft.doubts[0].place


@pytest.mark.parametrize("column", [3, 9, 11])
def test_a_formula_that_came_to_an_error_is_doubted_and_not_read(column: int) -> None:
    row = [*ROW[:column], "#DIV/0!", *ROW[column + 1 :]]
    draft = _read(_sheet([["2024年绩效目标申报表"], HEADER, row]))
    assert "#DIV/0!" not in str(to_plain(draft.book))
    assert [doubt.kind for doubt in draft.doubts] == ["formula"]
    assert "算出了错误（#DIV/0!）" in draft.doubts[0].message


def test_hidden_columns_do_not_disturb() -> None:
    workbook = books.official(PLAIN, merge=False)
    sheet = workbook.active
    sheet.insert_cols(3)
    sheet.cell(2, 3, "内部标识")
    for row in range(5, sheet.max_row + 1):
        sheet.cell(row, 3, f"ID-{row}")
    sheet.column_dimensions["C"].hidden = True
    draft = _read(workbook)
    assert draft.doubts == ()
    assert to_plain(draft.book) == PLAIN


def test_a_declaration_is_a_first_draft_and_an_approval_approved() -> None:
    titles = {"2025年部门预算项目支出绩效目标申报表": "一上稿", "2025年部门预算项目支出绩效目标批复表": "批复稿"}
    for title, stage in titles.items():
        facts = _read(_sheet([[title], HEADER, ROW])).book.facts
        assert (facts.year, facts.stage, facts.title) == (2025, stage, title)


SHORT_HEADER = ["项目名称", "项目类别", "当年预算(万元)", "项目总体目标"]
SHORT_HEADER += ["一级指标", "二级指标", "指标内容", "目标值", "分值"]
SHORT_ROWS: list[list[Any]] = [
    ["干线养护工程", "32-专项资金", 560, "完成养护。", "产出指标", "数量指标", "养护里程", "≥65公里", 25],
    [None, None, None, None, None, None, "绿化补植", "≥2000株", 25],
    [None, None, None, None, "效益指标", "生态效益", "扬尘控制", "达标", 30],
    [None, None, None, None, "满意度指标", "服务对象满意度", "社会公众满意度", "≥90%", 10],
]


def _short(line: str | None, *merges: str) -> reading.Draft:
    workbook = _sheet([["2026年项目绩效目标申报表"], [line], SHORT_HEADER, *SHORT_ROWS])
    for area in merges:
        workbook.active.merge_cells(area)
    return _read(workbook)


def test_the_unit_is_taken_from_the_line_above_a_table_without_a_unit_column() -> None:
    draft = _short("填报单位（盖章）：305001-某市交通运输局")
    (unit,) = to_plain(draft.book)["units"]
    assert (unit["code"], unit["name"]) == ("305001", "某市交通运输局")
    assert [doubt.message for doubt in draft.doubts] == [
        "表中没有单位名称一栏，按表头上方的“填报单位：305001-某市交通运输局”读入"
    ]


@pytest.mark.parametrize(
    ("line", "code", "name"),
    [
        ("单位名称：某市交通运输局", None, "某市交通运输局"),
        ("部门：305001 某市交通运输局", "305001", "某市交通运输局"),
        ("单位：万元", None, None),
        ("填报单位：305001某市交通运输局      单位：万元", "305001", "某市交通运输局"),
        ("填报单位：301医院", None, "301医院"),
    ],
)
def test_the_line_above_a_table_names_the_unit_in_several_ways(line: str, code: str | None, name: str | None) -> None:
    (unit,) = to_plain(_short(line).book)["units"]
    assert (unit["code"], unit["name"]) == (code, name)


def test_the_unit_may_stand_in_the_cell_beside_its_label() -> None:
    workbook = _sheet([["2026年项目绩效目标申报表"], ["申报单位：", "某市交通运输局"], SHORT_HEADER, *SHORT_ROWS])
    (unit,) = to_plain(_read(workbook).book)["units"]
    assert unit["name"] == "某市交通运输局"


def test_code_and_name_of_a_unit_may_stand_on_two_lines_of_a_cell() -> None:
    draft = _read(_sheet([["2024年绩效目标申报表"], HEADER, ["723001\n某局", *ROW[1:]]]))
    (unit,) = to_plain(draft.book)["units"]
    assert (unit["code"], unit["name"]) == ("723001", "某局")


def test_each_sheet_named_after_a_unit_is_that_units() -> None:
    workbook = Workbook()
    for name, project in (("县教育局", "教师培训"), ("105002县第一中学", "校舍维修"), ("Sheet3", "食堂改造")):
        sheet = workbook.create_sheet(name)
        for row in (["2026年项目绩效目标申报表"], SHORT_HEADER, [project, *SHORT_ROWS[0][1:]]):
            sheet.append(row)
    draft = _read(workbook)
    units = to_plain(draft.book)["units"]
    assert [(unit["code"], unit["name"], [p["name"] for p in unit["projects"]]) for unit in units] == [
        (None, "县教育局", ["教师培训"]),
        ("105002", "县第一中学", ["校舍维修", "食堂改造"]),
    ]
    assert [doubt.place for doubt in draft.doubts if doubt.kind == "guessed-unit"] == [
        "工作表“县教育局”",
        "工作表“105002县第一中学”",
        "工作表“Sheet3”第 3 行",
    ]


def test_an_empty_line_for_the_seal_names_no_unit() -> None:
    (unit,) = to_plain(_short("填报单位（盖章）：").book)["units"]
    assert (unit["code"], unit["name"]) == (None, None)


def test_words_are_qualitative_in_a_form_without_a_column_for_the_sign() -> None:
    rows = to_plain(_short(None).book)["units"][0]["projects"][0]["indicators"]
    assert [(row["comparator"], row["value"]) for row in rows][2] == ("定性", "达标")


def test_blank_levels_go_on_from_above_when_only_the_project_is_merged() -> None:
    draft = _short(None, "A4:A7", "B4:B7", "C4:C7", "D4:D7")
    rows = to_plain(draft.book)["units"][0]["projects"][0]["indicators"]
    assert [(row["level1"], row["level2"]) for row in rows][:2] == [("产出指标", "数量指标")] * 2
    assert any("按上一行的二级指标读入" in doubt.message for doubt in draft.doubts)


def test_a_second_level_outside_any_merge_gets_the_first_level_it_belongs_to() -> None:
    rows = [[*row] for row in SHORT_ROWS]
    rows[1][5] = "质量指标"
    other = [["乙项目", "32-专项资金", 10, "做好。", "产出指标", *rows[0][5:]], *rows[1:]]
    workbook = _sheet([["2026年项目绩效目标申报表"], SHORT_HEADER, *rows, *other])
    workbook.active.merge_cells("E3:E4")
    second = to_plain(_read(workbook).book)["units"][0]["projects"][1]
    assert [row["level1"] for row in second["indicators"]][:2] == ["产出指标", "产出指标"]


def test_the_sign_column_is_the_one_that_holds_signs_whatever_its_header_says() -> None:
    header = [*HEADER[:8], "指标性质", "指标方向", *HEADER[9:]]
    other = ["≥", "正向"]
    for one, two in (other, other[::-1]):
        assert _one([*ROW[:8], one, two, *ROW[9:]], header)["indicators"][0]["comparator"] == "≥"


def test_a_column_that_nobody_knows_is_named_when_it_holds_something() -> None:
    header, row = [*HEADER, "分管领导", "项目编号"], [*ROW, "王五", None]
    draft = _read(_sheet([["2024年绩效目标申报表"], header, row]))
    assert [doubt.message for doubt in draft.doubts if doubt.kind == "unread-column"] == [
        "“分管领导”一栏没有读入：不是绩效目标表的栏目名称，请看有没有要补填的内容"
    ]


def test_words_with_a_blank_sign_are_qualitative() -> None:
    row = [*ROW[:8], None, "显著提升", None, 90]
    assert _one(row)["indicators"][0]["comparator"] == "定性"


@pytest.mark.parametrize(
    ("number", "shown"),
    [(14, "2025/12/31"), (31, "2025年12月31日"), (57, "2025年12月"), (58, "12月31日"), (22, "2025/12/31 0:00")],
)
def test_a_date_that_chinese_excel_formats_by_a_number_alone_is_read_as_it_is_shown(number: int, shown: str) -> None:
    workbook = _sheet([["2025年绩效目标申报表"], HEADER, [*ROW[:8], "≤", 46022, None, 90]])
    cell = workbook.active["J3"]
    cell.number_format = "0"
    cell._style.numFmtId = number
    (row,) = _read(workbook).book.indicators()
    assert (row.value, row.unit) == (shown, None)


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("yyyy-mm-dd h:mm:ss", "2025-12-31 8:05:00"),
        ('m"月"d"日"h"时"mm"分"', "12月31日8时05分"),
        ("[$-F800]dddd, mmmm dd, yyyy", "2025年12月31日"),
        ("yyyy-mm", "2025-12"),
    ],
)
def test_minutes_are_no_months(number_format: str, shown: str) -> None:
    workbook = _sheet([["2025年绩效目标申报表"], HEADER, [*ROW[:8], "≤", dt.datetime(2025, 12, 31, 8, 5), None, 90]])
    workbook.active["J3"].number_format = number_format
    (row,) = _read(workbook).book.indicators()
    assert row.value == shown


def test_weights_written_as_shares_of_one_become_points_with_one_doubt() -> None:
    rows = [[*row[:-1], row[-1] / 100] for row in SHORT_ROWS]
    draft = _read(_sheet([["2026年项目绩效目标申报表"], SHORT_HEADER, *rows, *SHORT_ROWS]))
    assert [row.weight for row in draft.book.indicators()] == ["25", "25", "30", "10"] * 2
    (doubt,) = draft.doubts
    assert (doubt.kind, "如 0.25" in doubt.message, "（25）" in doubt.message) == ("share-weight", True, True)


@pytest.mark.parametrize("weights", [[0.5, 0.5, 88, 1], [1, None, None, None], [1, 0, None, None]])
def test_small_weights_that_are_no_shares_stay(weights: list[float | None]) -> None:
    rows = [[*row[:-1], weight] for row, weight in zip(SHORT_ROWS, weights, strict=True)]
    draft = _read(_sheet([["2026年项目绩效目标申报表"], SHORT_HEADER, *rows]))
    wanted = [None if weight is None else f"{weight:g}" for weight in weights]
    assert [row.weight for row in draft.book.indicators()] == wanted
    assert "share-weight" not in {doubt.kind for doubt in draft.doubts}


def test_hidden_rows_are_read_with_one_doubt() -> None:
    workbook = books.official(PLAIN, merge=False)
    for row in (6, 7):
        workbook.active.row_dimensions[row].hidden = True
    draft = _read(workbook)
    assert to_plain(draft.book) == PLAIN
    (doubt,) = draft.doubts
    assert (doubt.kind, doubt.message) == ("hidden-row", "有 2 行是隐藏的（第 6、7 行），也读入了，不要的请删去")


@pytest.mark.parametrize("category", [3, 3.0, "31"])
def test_a_category_may_be_its_number_alone(category: Any) -> None:
    draft = _read(_sheet([["2024年绩效目标申报表"], HEADER, [*ROW[:2], category, *ROW[3:]]]))
    assert ([project.category for project in draft.book.projects()], draft.doubts) == (
        [f"{category}"[:2].rstrip(".")],
        (),
    )


@pytest.mark.parametrize("text", ["￥40.00", "¥40.00万元", "40.00"])
def test_a_budget_may_be_written_with_a_currency_sign(text: str) -> None:
    assert _one([*ROW[:3], text, *ROW[4:]])["budget"] == "40.00"


def test_points_that_only_the_levels_state_are_doubted() -> None:
    header = SHORT_HEADER[:-1]
    rows = [[*row[:4], row[4] and f"{row[4]}（50分）", *row[5:-1]] for row in SHORT_ROWS]
    draft = _read(_sheet([["2026年项目绩效目标申报表"], header, *rows]))
    assert next(draft.book.indicators()).level1 == "产出指标"
    (doubt,) = draft.doubts
    assert (doubt.kind, "“产出指标（50分）”、“效益指标（50分）”" in doubt.message) == ("lost-weight", True)


def test_a_signature_ends_where_the_next_label_begins_whatever_it_is() -> None:
    foot = ["填表人：张三", None, "审核人：李四", None, "单位负责人（签字）：王五"]
    facts = _read(_sheet([["2024年绩效目标申报表"], HEADER, ROW, foot])).book.facts
    assert (facts.preparer, facts.responsible) == ("张三", "王五")
