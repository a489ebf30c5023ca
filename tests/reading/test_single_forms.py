"""Forms of one project each, as published by several provinces and as we print them, become one book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jixiao_desktop import profiles, reading
from jixiao_desktop.domain.plain import to_plain
from jixiao_desktop.export import SINGLE, export_book

from ..paper_books import approved_2024, book_of, indicator, project
from . import single_forms as forms

MAKERS = {"表.xlsx": forms.workbook, "表.docx": forms.document, "表.pdf": forms.printed}
ROWS = [
    ("产出指标", "数量指标", "养护里程", "≥", "85", "公里"),
    ("产出指标", "质量指标", "验收合格率", "≥", "95", "%"),
    ("产出指标", "时效指标", "完成时间", None, "2025年12月底前", None),
    ("效益指标", "社会效益", "交通事故下降率", "≥", "5", "%"),
    ("满意度指标", "服务对象满意度", "群众满意度", "≥", "90", "%"),
]


def read(data: bytes, name: str = "表.xlsx") -> reading.Draft:
    return reading.read(data, name, profile=profiles.load())


def kinds(draft: reading.Draft) -> set[str]:
    return {doubt.kind for doubt in draft.doubts}


def rows_of(draft: reading.Draft) -> list[tuple[str | None, ...]]:
    return [(i.level1, i.level2, i.name, i.comparator, i.value, i.unit) for i in draft.book.indicators()]


@pytest.mark.parametrize("name", MAKERS)
def test_one_page_a_project_gives_its_facts_funds_goal_and_joined_values(name: str) -> None:
    make: Callable[..., bytes] = MAKERS[name]
    draft = read(make(forms.one_year()), name)
    (only,) = draft.book.projects()
    assert (only.name, only.department, only.attribute) == ("乡村公路养护", "交通运输局-305", "延续项目")
    assert only.period == "2025年1月至12月"
    assert (only.budget, only.fiscal_funds, only.other_funds) == ("120.00", "100.00", "20.00")
    assert only.objective == "目标1：完成县乡公路养护任务。\n目标2：保障全县十二个乡镇群众出行安全、便捷。"
    assert [unit.name for unit in draft.book.units()] == ["公路段"]
    assert rows_of(draft) == ROWS
    facts = draft.book.facts
    assert (facts.year, facts.stage, facts.title) == (2025, "一上稿", None)
    assert (facts.preparer, facts.responsible) == ("李四", "王五")
    assert kinds(draft) == {"numbered-name"}


@pytest.mark.parametrize("name", MAKERS)
def test_each_sheet_page_or_table_is_a_project_of_its_own(name: str) -> None:
    make: Callable[..., bytes] = MAKERS[name]
    several = [forms.one_year(f"第{n}项工程", f"{n}0.00", f"≥9{n}%") for n in range(1, 5)]
    draft = read(make(*several), name)
    assert [(p.name, p.budget) for p in draft.book.projects()] == [(f"第{n}项工程", f"{n}0.00") for n in range(1, 5)]
    assert [unit.name for unit in draft.book.units()] == ["公路段"]
    assert len(list(draft.book.indicators())) == 20
    assert [row.value for row in draft.book.indicators() if row.level2 == "质量指标"] == ["91", "92", "93", "94"]
    assert kinds(draft) == {"numbered-name"}


def test_what_no_field_takes_is_named_and_an_amount_of_nothing_is_not() -> None:
    form = [
        [("项目支出绩效目标申报表", 6, 1)],
        ["项目名称", ("社保补贴", 5, 1)],
        ["年度资金总额", "20", "上年结转", "0.00", "立项依据", "某办〔2024〕3号"],
        ["受益范围", ("全县二十三个乡镇", 5, 1)],
        ["目标", ("按时足额发放。", 5, 1)],
        [("一级指标", 1, 1), "二级指标", "三级指标", ("指标值", 3, 1)],
        ["产出指标", "数量指标", "补贴人数", ("≥190人", 3, 1)],
    ]
    draft = read(MAKERS["表.xlsx"](form))
    assert [project.objective for project in draft.book.projects()] == ["按时足额发放。"]
    assert [doubt.message for doubt in draft.doubts if doubt.kind == "unread-text"] == [
        "“立项依据”、“受益范围：全县二十三个乡镇”没有读入：本程序没有这样的栏目"
    ]


@pytest.mark.parametrize("name", MAKERS)
def test_of_a_form_with_two_halves_the_year_is_read_and_the_rest_is_named(name: str) -> None:
    make: Callable[..., bytes] = MAKERS[name]
    draft = read(make(forms.two_halves()), name)
    (only,) = draft.book.projects()
    assert (only.budget, only.fiscal_funds, only.other_funds) == ("300", "250", "50")
    assert (only.overall_objective, only.objective) == ("三年内完成全部加固。", "完成大坝加固。")
    assert rows_of(draft) == [
        ("产出指标", "数量指标", "加固水库", "=", "1", "座"),
        ("效益指标", "社会效益", "受益人口", "≥", "1", "万人"),
        ("满意度指标", "服务对象满意度", "群众满意度", "≥", "90", "%"),
    ]
    assert "unread-text" in kinds(draft)


def test_amounts_inside_their_labels_cells_and_in_yuan() -> None:
    form = [
        [("项目支出绩效表", 6, 1)],
        ["预算年度", "2024", "项目编码", ("63012300024T000000269", 3, 1)],
        ["项目名称", ("社保补贴", 5, 1)],
        ["单位名称", ("723001-某某局", 2, 1), "主管部门", ("某某部门", 2, 1)],
        [("项目资金（元）", 1, 1), ("资金总额", 1, 1), "财政拨款", ("其他资金", 3, 1)],
        ["", "1200000", "1000000", ("200000", 3, 1)],
        [("年度绩效目标：按时足额发放。", 6, 1)],
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
        ["产出指标", "数量指标", "享受补贴人数", "≥", "190", "人"],
        ["备注", ("无", 5, 1)],
    ]
    draft = read(forms.workbook(form))
    (only,) = draft.book.projects()
    assert (only.code, only.name, only.department) == ("63012300024T000000269", "社保补贴", "某某部门")
    assert (only.budget, only.fiscal_funds, only.other_funds) == ("120.00", "100.00", "20.00")
    assert only.objective == "按时足额发放。"
    assert [(unit.code, unit.name) for unit in draft.book.units()] == [("723001", "某某局")]
    assert draft.book.facts.year == 2024
    assert rows_of(draft) == [("产出指标", "数量指标", "享受补贴人数", "≥", "190", "人")]
    assert kinds(draft) == {"money-unit"}


def test_a_self_evaluation_gives_what_was_planned_and_not_what_was_reached() -> None:
    form = [
        [("项目支出绩效自评表", 8, 1)],
        [("（2024年度）", 8, 1)],
        ["项目名称", ("社保补贴", 7, 1)],
        ["主管部门", ("某某部门", 3, 1), "实施单位", ("某某局", 3, 1)],
        [("项目资金（万元）", 1, 2), "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "40.00", "42.00", "41.00", "10", "97.6%", "9.8"],
        [("年度总体目标", 1, 2), ("预期目标", 4, 1), ("实际完成情况", 3, 1)],
        [("发放到位。", 4, 1), ("已全部发放。", 3, 1)],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["", "产出指标", "数量指标", "享受补贴人数", "≥190人", "195人", "50", "50"],
        ["", "满意度指标", "服务对象满意度指标", "受益人员满意度", "≥95%", "96%", "10", "10"],
        [("总分", 6, 1), "100", "99.8"],
    ]
    draft = read(forms.workbook(form))
    (only,) = draft.book.projects()
    assert (only.budget, only.objective) == ("40.00", "发放到位。")
    assert [(row.value, row.unit, row.weight) for row in draft.book.indicators()] == [
        ("190", "人", "50"),
        ("95", "%", "10"),
    ]


def test_a_blank_value_is_not_filled_from_the_next_label() -> None:
    form = [
        ["项目名称", ("社保补贴", 5, 1)],
        ["主管部门", "", "项目法人", "张三", "实施单位", "某某局"],
        ["项目属性", ("", 2, 1), "项目期", ("", 2, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值", "度量单位", "备注"],
        ["产出指标", "数量指标", "享受补贴人数", "≥190", "人", ""],
    ]
    (only,) = read(forms.workbook(form)).book.projects()
    assert (only.department, only.attribute, only.period) == (None, None, None)


@pytest.mark.parametrize("name", ["表.xlsx", "打印版.xlsx", "表.pdf"])
@pytest.mark.parametrize("stage", ["一上稿", "批复稿"])
def test_our_own_single_forms_are_the_same_book_again(name: str, stage: str, tmp_path: Path) -> None:
    rare = project(3, name="保障费", department="人社局", attribute="新增", period="2025年", fiscal_funds="3.00",
                   other_funds="0.50", overall_objective="三年内全部建成。")  # fmt: skip
    long = project(2, rows=40, objective="保障城乡劳动者就业，完成年度任务。" * 80)
    loose = [indicator(0, comparator="定性", value="效果显著", unit=None), indicator(4, name="满意度", weight="22.5")]
    book = book_of(project(1), long, rare, project(4, indicators=loose), units=2, stage=stage)
    export_book(book, profiles.load(), tmp_path / name, form=SINGLE, print_layout=name.startswith("打印"))
    draft = reading.read(tmp_path / name, name, profile=profiles.load())
    assert printed_part(to_plain(draft.book)) == printed_part(to_plain(book))
    assert draft.doubts == ()


def test_the_2024_form_as_single_forms_is_the_same_projects_again(tmp_path: Path) -> None:
    book = approved_2024()
    export_book(book, profiles.load(), tmp_path / "表.pdf", form=SINGLE)
    draft = reading.read(tmp_path / "表.pdf", "表.pdf", profile=profiles.load())
    assert printed_part(to_plain(draft.book)) == printed_part(to_plain(book)) | {"title": None}
    assert [doubt.kind for doubt in draft.doubts] == ["lost-weight"]


def printed_part(plain: dict[str, Any]) -> dict[str, Any]:
    """What a single form shows: neither the weight of 预算执行率 nor a total."""
    units = [
        unit | {"projects": [{k: v for k, v in p.items() if k != "execution_weight"} for p in unit["projects"]]}
        for unit in plain["units"]
    ]
    return plain | {"units": units, "stated_total": None, "total": None}
