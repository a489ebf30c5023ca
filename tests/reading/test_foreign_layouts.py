"""Lists as other provinces lay them out: invented forms, each with one trait that the 2024 form does not have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import Workbook

from jixiao_desktop import profiles, reading
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.plain import to_plain

from . import books

TITLE = "2025年部门预算项目支出绩效目标表"
HEADER = [
    "项目名称",
    "预算数（万元）",
    "年度目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标性质",
    "指标值",
    "度量单位",
]
RESCUE = [
    ["冬春救助", 86.5, "保障受灾群众基本生活。", "产出指标", "数量指标", "救助人次", "≥", 1200, "人次"],
    [None, None, None, "效益指标", "社会效益", "因灾致贫户数", "=", 0, "户"],
]
HOMES = [["敬老院修缮", 40, "改善居住条件。", "产出指标", "质量指标", "验收合格率", "=", 100, "%"]]


def draft(rows: Sequence[Sequence[Any]], *merges: str) -> reading.Draft:
    """Read these rows as a workbook with these merged cells."""
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    for area in merges:
        workbook.active.merge_cells(area)
    return reading.read(books.saved(workbook), "表.xlsx", profile=profiles.load())


def _units(found: reading.Draft) -> list[tuple[str | None, str | None, list[str]]]:
    plain = to_plain(found.book)
    return [(unit["code"], unit["name"], [p["name"] for p in unit["projects"]]) for unit in plain["units"]]


def _kinds(found: reading.Draft) -> list[str]:
    return [doubt.kind for doubt in found.doubts]


@pytest.mark.parametrize(
    "numbers",
    [
        [str(n) for n in range(1, 10)],
        list(range(1, 10)),
        ["**"] * 9,
        ["甲", "1", "2", "乙", "丙", "丁", "3", "4", "5"],
        ["栏次", "1", "2", "3=4+5", "4", "5", "6", "7", "8"],
        ["xmmc", "yss", "ndmb", "yjzb", "ejzb", "sjzb", "zbxz", "zbz", "dldw"],
    ],
)
def test_a_row_that_numbers_the_columns_is_no_project(numbers: list[Any]) -> None:
    found = draft([[TITLE], HEADER, numbers, *RESCUE, HEADER, numbers, *HOMES])
    assert [(p.name, p.budget) for p in found.book.projects()] == [("冬春救助", "86.5"), ("敬老院修缮", "40")]
    assert found.doubts == ()


def test_rows_with_a_code_and_a_name_give_the_unit_of_the_projects_below() -> None:
    one, other = ["318001 青石县民政局", 86.5], ["318003-青石县福利院", 40]
    found = draft([[TITLE], HEADER, ["合计", 126.5], one, *RESCUE, other, *HOMES])
    assert _units(found) == [("318001", "青石县民政局", ["冬春救助"]), ("318003", "青石县福利院", ["敬老院修缮"])]
    assert found.doubts == ()


def test_a_line_across_the_table_gives_the_unit_of_the_projects_below() -> None:
    found = draft(
        [[TITLE], HEADER, ["单位：318001-青石县民政局"], *RESCUE, ["单位：青石县福利院"], *HOMES], "A3:I3", "A6:I6"
    )
    assert _units(found) == [("318001", "青石县民政局", ["冬春救助"]), (None, "青石县福利院", ["敬老院修缮"])]
    assert found.doubts == ()


def test_a_units_heading_over_a_flat_list_merges_no_projects() -> None:
    rows = [["1", *RESCUE[0]], ["2", "冬春救助", *RESCUE[1][1:]]]
    found = draft([[TITLE], ["序号", *HEADER], ["318001-青石县民政局", None, 86.5], *rows], "A3:B3")
    assert _units(found) == [("318001", "青石县民政局", ["冬春救助"])]
    assert len(list(found.book.indicators())) == 2


@pytest.mark.parametrize("word", ["单位名称/项目名称", "单位名称（项目名称）", "单位、项目名称"])
def test_in_one_column_of_units_and_projects_a_lone_name_is_a_unit_with_a_doubt(word: str) -> None:
    rows = [[TITLE], [word, *HEADER[1:]], ["青石县民政局", 126.5], ["青石县民政局（本级）", 86.5], *RESCUE]
    found = draft([*rows, ["青石县福利中心", 40], *HOMES])
    assert _units(found) == [(None, "青石县民政局（本级）", ["冬春救助"]), (None, "青石县福利中心", ["敬老院修缮"])]
    assert {project.department for project in found.book.projects()} == {"青石县民政局"}
    assert _kinds(found) == ["guessed-unit", "guessed-unit"]


def test_a_project_without_indicators_is_no_unit() -> None:
    rows = [[TITLE], HEADER, ["新建养老服务中心", 12], *HOMES, ["县社会福利院", 3]]
    found = draft(rows)
    assert [project.name for project in found.book.projects()] == ["新建养老服务中心", "敬老院修缮", "县社会福利院"]
    assert found.doubts == ()


def test_second_header_rows_below_merged_cells_may_say_anything() -> None:
    upper = ["项目名称", "资金情况（万元）", None, None, "年度目标", "绩效指标", None, None, None]
    lower = [None, "资金总额", "其中：财政拨款", "自筹及其他", None, "一级指标", "二级指标", "三级指标", "指标值"]
    row = ["冬春救助", 86.5, 80, 6.5, "保障生活。", "产出指标", "数量指标", "救助人次", "≥1200人次"]
    found = draft([[TITLE], upper, lower, row], "A2:A3", "B2:D2", "E2:E3", "F2:I2")
    (project,) = found.book.projects()
    assert (project.name, project.budget, project.fiscal_funds) == ("冬春救助", "86.5", "80")
    assert [doubt.message[:7] for doubt in found.doubts] == ["“自筹及其他”"]


def test_parts_of_a_sum_are_not_taken_for_the_sum() -> None:
    upper = ["项目名称", "预算数（万元）", None, "年度目标", "一级指标", "二级指标", "三级指标", "指标值"]
    row = ["冬春救助", 60, 26.5, "保障生活。", "产出指标", "数量指标", "救助人次", "≥1200人次"]
    merges = ["A2:A3", "B2:C2", *(f"{letter}2:{letter}3" for letter in "DEFGH")]
    (project,) = draft([[TITLE], upper, [None, "中央", "地方"], row], *merges).book.projects()
    assert project.budget is None
    (project,) = draft([[TITLE], upper, [None, "中央", "合计"], row], *merges).book.projects()
    assert project.budget == "26.5"


def test_of_two_years_side_by_side_the_later_is_read() -> None:
    header = [
        "项目名称",
        "2024年预算数（万元）",
        "2025年预算数（万元）",
        "年度目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
    ]
    row = ["冬春救助", 60, 86.5, "保障生活。", "产出指标", "数量指标", "救助人次", "≥1200人次"]
    found = draft([[TITLE], header, row])
    assert [project.budget for project in found.book.projects()] == ["86.5"]
    assert _kinds(found) == ["unread-column"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (("实施期目标", "年度目标"), ("年度的。", "几年的。")),
        (("总体目标", "年度绩效目标"), ("年度的。", "几年的。")),
        (("项目中长期目标", "2025年度目标"), ("年度的。", "几年的。")),
    ],
)
def test_the_goal_of_several_years_stands_beside_that_of_the_year(words: Any, kept: Any) -> None:
    header = ["项目名称", "预算数（万元）", *words, "一级指标", "二级指标", "三级指标", "指标值"]
    row = ["冬春救助", 86.5, "几年的。", "年度的。", "产出指标", "数量指标", "救助人次", "≥1200人次"]
    found = draft([[TITLE], header, row])
    assert [(p.objective, p.overall_objective) for p in found.book.projects()] == [kept]
    assert found.doubts == ()


def test_a_goal_of_several_years_alone_is_read_as_the_goal_with_a_doubt() -> None:
    found = draft([[TITLE], [*HEADER[:2], "实施期绩效目标", *HEADER[3:]], *RESCUE])
    assert [project.objective for project in found.book.projects()] == ["保障受灾群众基本生活。"]
    assert _kinds(found) == ["guessed-columns"]


def test_semicolons_may_part_the_columns_of_a_text() -> None:
    lines = [TITLE, *(";".join("" if v is None else str(v) for v in row) for row in [HEADER, *RESCUE])]
    found = reading.read("\n".join(lines).encode(), "表.csv", profile=profiles.load())
    assert [(p.name, p.budget) for p in found.book.projects()] == [("冬春救助", "86.5")]
    assert [i.name for i in found.book.indicators()] == ["救助人次", "因灾致贫户数"]


def test_levels_may_stand_in_rows_of_their_own() -> None:
    below = [None] * 3
    rows = [
        ["冬春救助", 86.5, "保障生活。"],
        [*below, "产出指标"],
        [*below, None, "数量指标"],
        [*below, None, None, *RESCUE[0][5:]],
        [*below, None, "质量指标"],
        [*below, None, None, *HOMES[0][5:]],
        [*below, "满意度指标"],
        [*below, None, "服务对象满意度"],
        [*below, None, None, "群众满意度", "≥", 90, "%"],
    ]
    found = draft([[TITLE], HEADER, *rows])
    assert [(i.level1, i.level2, i.name) for i in found.book.indicators()] == [
        ("产出指标", "数量指标", "救助人次"),
        ("产出指标", "质量指标", "验收合格率"),
        ("满意度指标", "服务对象满意度", "群众满意度"),
    ]
    assert found.doubts == ()


def test_a_target_in_words_that_stands_in_the_column_of_signs_is_a_value_and_no_unit() -> None:
    satisfied = [None, None, None, "满意度指标", "服务对象满意度", "受灾群众满意度", "较上年提高", None, None]
    found = draft([[TITLE], HEADER, *RESCUE, satisfied])
    row = list(found.book.indicators())[-1]
    assert (row.value, row.unit) == ("较上年提高", None)
    assert _kinds(found) == ["shifted-row"]


def test_a_column_of_the_forms_own_words_goes_before_one_of_like_words() -> None:
    header = [*HEADER[:7], "标准值", *HEADER[7:], "得分权重", "权重"]
    rows = [[*row[:7], "≥1000", *row[7:], 9, 90] for row in RESCUE]
    found = draft([[TITLE], header, *rows])
    assert [(i.value, i.weight) for i in found.book.indicators()] == [("1200", "90"), ("0", "90")]
    assert _kinds(found) == ["unread-column", "unread-column"]


def test_rows_without_a_single_name_of_a_level_or_code_of_a_project_are_no_form() -> None:
    with pytest.raises(UserError, match="没有找到绩效目标表"):
        draft([["好", "果效会社", "量数修维", "≥", 59, "果效"], ["性定", "益效会社", "量数造改", "≥", 10, "益效"]])


def test_a_header_that_is_hardly_known_is_no_row_of_the_form() -> None:
    header = ["所属", "项目名称", "某一", "某二", "指标名称", "方向", "数", "计"]
    rows = [["县局", "教师培训", "产出指标", "数量指标", "培训人次", "≥", 300, "人次"]]
    found = draft([[TITLE], header, *rows])
    assert [(i.level1, i.name, i.value, i.unit) for i in found.book.indicators()] == [
        ("产出指标", "培训人次", "300", "人次")
    ]
    assert "项目名称" not in str(to_plain(found.book))


@pytest.mark.parametrize(
    ("stored", "read", "doubted"),
    [
        ("105001.0", "105001", True),
        (105001.0, "105001", False),
        ("6.30123E+20", "6.30123E+20", True),
        (dt.datetime(2025, 1, 1), "2025-01-01 0:00:00", True),
        ("63012300025T\n000000101", "63012300025T000000101", False),
    ],
)
def test_a_code_that_became_a_number_or_a_day_is_doubted(stored: Any, read: str, doubted: bool) -> None:
    rows = [[stored, *RESCUE[0]], [None, *RESCUE[1]]]
    workbook = Workbook()
    for row in ([TITLE], ["项目编码", *HEADER], *rows):
        workbook.active.append(row)
    found = reading.read(books.saved(workbook), "表.xlsx", profile=profiles.load())
    assert [project.code for project in found.book.projects()] == [read]
    assert _kinds(found) == ["number-code"] * doubted


def test_a_unit_code_stored_as_a_number_is_doubted_once() -> None:
    rows = [["105001.0", "某某局", *row] for row in RESCUE]
    found = draft([[TITLE], ["单位编码", "单位名称", *HEADER], *rows])
    assert [unit.code for unit in found.book.units()] == ["105001"]
    assert _kinds(found) == ["number-code"]


@pytest.mark.parametrize("name", ["妇联", "团委", "残联"])
def test_the_name_of_a_unit_may_have_two_characters(name: str) -> None:
    found = draft([[TITLE], ["单位名称", *HEADER], *([name, *row] for row in RESCUE)])
    assert (_units(found), found.doubts) == ([(None, name, ["冬春救助"])], ())


def test_a_part_of_the_total_is_no_project() -> None:
    total = [["合计", 126.5], ["其中：本级", 126.5], ["其中：下级", 0]]
    found = draft([[TITLE], HEADER, *total, *RESCUE, *HOMES])
    assert [project.name for project in found.book.projects()] == ["冬春救助", "敬老院修缮"]
    assert (found.book.facts.stated_total, found.doubts) == ("126.5", ())


def test_a_first_level_merged_over_the_column_of_the_second_has_its_only_second() -> None:
    row = [None, None, None, "满意度指标", None, "群众满意度", "≥", 90, "%"]
    found = draft([[TITLE], HEADER, *RESCUE, row], "A3:A5", "B3:B5", "C3:C5", "D5:E5")
    assert [(i.level1, i.level2) for i in found.book.indicators()][-1] == ("满意度指标", "服务对象满意度")
    assert _kinds(found) == ["guessed-level"]


def test_the_sign_may_stand_last_under_another_word() -> None:
    header = ["项目名称", "预算数（万元）", "一级指标", "二级指标", "三级指标", "指标值", "单位", "比较符号", "分值"]
    row = ["冬春救助", 86.5, "产出指标", "数量指标", "救助人次", 1200, "人次", ">=", 90]
    (indicator,) = draft([[TITLE], header, row]).book.indicators()
    assert (indicator.comparator, indicator.value, indicator.unit) == ("≥", "1200", "人次")


LISTED = ["项目名称", "预算数（万元）", "一级指标", "二级指标", "三级指标", "指标值", "分值"]


@pytest.mark.parametrize(
    ("names", "values", "weights"),
    [
        ("救助人次\n救助户数", "≥1200人次\n≥400户", "30\n20"),
        ("1.救助人次\n2.救助户数", "不断增加\n不断增加", "30\n20"),
        ("救助人次\n\n救助户数", "大幅增加\n稳定", "30分\n20分"),
    ],
)
def test_several_indicators_in_one_cell_become_a_row_each(names: str, values: str, weights: str) -> None:
    rows = [
        ["冬春救助", 86.5, "产出指标", "数量指标", names, values, weights],
        [None, None, "效益指标", "社会效益", "因灾致贫户数", "≤0户", 40],
    ]
    for merges in ((), ("A3:A4", "B3:B4")):
        found = draft([[TITLE], LISTED, *rows], *merges)
        assert [(i.level2, i.name, i.value, i.weight) for i in found.book.indicators()][:2] == [
            ("数量指标", names.split("\n")[0], values.split("\n")[0].strip("≥人次"), "30"),
            ("数量指标", names.split("\n")[-1], values.split("\n")[1].strip("≥户"), "20"),
        ]
        assert [project.name for project in found.book.projects()] == ["冬春救助"]
        assert _kinds(found) == ["parted-row"]


@pytest.mark.parametrize(
    ("name", "value"), [("救助受灾\n群众人次", "≥1200\n人次"), ("救助受灾\n群众人次", "≥1200人次")]
)
def test_a_name_broken_over_two_lines_stays_one_indicator(name: str, value: str) -> None:
    found = draft([[TITLE], LISTED, ["冬春救助", 86.5, "产出指标", "数量指标", name, value, 90]])
    assert [(i.name, i.value, i.unit) for i in found.book.indicators()] == [("救助受灾群众人次", "1200", "人次")]
    assert found.doubts == ()


@pytest.mark.parametrize("budget", ["约30", "待定", "见附件"])
def test_words_that_are_no_amount_disturb_no_other_cell_of_their_row(budget: str) -> None:
    row = ["冬春救助", budget, "保障受灾群众。", "效益指标", "社会效益", "受灾群众生活水平", None, "提升", None]
    found = draft([[TITLE], HEADER, row])
    (project,), (indicator,) = found.book.projects(), found.book.indicators()
    assert (project.name, project.budget, indicator.value, indicator.unit) == ("冬春救助", None, "提升", None)
    assert _kinds(found) == ["unread-text"]


@pytest.mark.parametrize(
    "label",
    [
        "冬春救助（63012300025T000000101）",
        "冬春救助-63012300025T000000101",
        "[63012300025T000000101]冬春救助",
        "【63012300025T000000101】 冬春救助",
        "63012300025T000000101_冬春救助",
        "63012300025T000000101 冬春救助",
    ],
)
def test_the_code_of_a_project_may_stand_before_or_behind_its_name(label: str) -> None:
    found = draft([[TITLE], HEADER, [label, *RESCUE[0][1:]], RESCUE[1]])
    assert [(project.code, project.name) for project in found.book.projects()] == [
        ("63012300025T000000101", "冬春救助")
    ]


def test_sheets_of_two_years_are_doubted() -> None:
    workbook = Workbook()
    for year in (2024, 2025):
        sheet = workbook.create_sheet(f"{year}年")
        for row in ([TITLE.replace("2025", str(year))], HEADER, *RESCUE):
            sheet.append(row)
    found = reading.read(books.saved(workbook), "表.xlsx", profile=profiles.load())
    (doubt,) = found.doubts
    assert (found.book.facts.year, doubt.kind, "2025 年的表" in doubt.message) == (2024, "other-year", True)


def test_a_title_printed_again_before_a_further_header_is_no_project() -> None:
    found = draft([[TITLE], HEADER, *RESCUE, [TITLE], ["金额单位：万元"], HEADER, *HOMES])
    assert [project.name for project in found.book.projects()] == ["冬春救助", "敬老院修缮"]
    assert found.doubts == ()


def test_labels_with_the_signature_in_a_cell_of_its_own_are_no_project() -> None:
    foot = ["填报单位负责人：", None, None, "填报人：", "李四"]
    found = draft([[TITLE], HEADER, *RESCUE, foot])
    assert [project.name for project in found.book.projects()] == ["冬春救助"]
    assert (found.book.facts.preparer, found.doubts) == ("李四", ())


@pytest.mark.parametrize("word", ["绩效指标", "指标"])
def test_the_column_of_names_may_be_headed_by_indicators_alone(word: str) -> None:
    found = draft([[TITLE], [*HEADER[:5], word, *HEADER[6:]], *RESCUE])
    assert ([i.name for i in found.book.indicators()], found.doubts) == (["救助人次", "因灾致贫户数"], ())


@pytest.mark.parametrize(
    ("header", "joined"), [("指标类型", True), ("二级指标", True), ("一级指标", True), ("指标类别", False)]
)
def test_one_column_may_name_both_levels_or_the_second_alone(header: str, joined: bool) -> None:
    rows = [[*row[:3], f"{row[3]}-{row[4]}" if joined else row[4], *row[5:]] for row in RESCUE]
    found = draft([[TITLE], [*HEADER[:3], header, *HEADER[5:]], *rows])
    assert [(i.level1, i.level2, i.name) for i in found.book.indicators()] == [
        ("产出指标", "数量指标", "救助人次"),
        ("效益指标", "社会效益", "因灾致贫户数"),
    ]
    assert _kinds(found) == ([] if joined else ["guessed-level"] * 2)


@pytest.mark.parametrize(
    ("unit", "amount"),
    [("元", "0.00865"), ("千元", "8.65"), ("百万元", "8650.00"), ("千万元", "86500.00"), ("亿元", "865000.00")],
)
def test_amounts_in_other_units_of_money_become_ten_thousand_yuan(unit: str, amount: str) -> None:
    header = [word.replace("万元", unit) for word in HEADER]
    plain = [word.replace("（万元）", "") for word in HEADER]
    for above in ([[TITLE], header], [[TITLE], [f"金额单位：{unit}"], plain]):
        found = draft([*above, *RESCUE])
        assert [project.budget for project in found.book.projects()] == [amount]
        assert [doubt.message.startswith(f"预算数以{unit}为单位") for doubt in found.doubts] == [True]


def test_an_amount_may_name_its_own_unit_of_money() -> None:
    rows = [
        [f"项目{place}", text, *RESCUE[0][2:]] for place, text in enumerate(("0.35亿元", "350000元", "35万元", "35"))
    ]
    found = draft([[TITLE], HEADER, *rows])
    assert [project.budget for project in found.book.projects()] == ["3500.00", "35.00", "35", "35"]
