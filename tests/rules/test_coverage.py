"""Which indicators measure which sentence of a goal, and which 二级 a project lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Indicator, Project
from jixiao_desktop.domain.profile import parse_profile
from jixiao_desktop.rules import review
from jixiao_desktop.rules.coverage import Coverage, checklist, cover

from .corpus import one_row
from .test_2024_form import form_2024

QINGHAI = profiles.load("qinghai-2024")


def row(node: int, level2: str, name: str, value: str = "95", unit: str = "%") -> Indicator:
    first = {"数量指标": "产出指标", "质量指标": "产出指标", "时效指标": "产出指标"}.get(level2, "满意度指标")
    return Indicator(node, 1, first, level2, name, "≥", value, unit)


ROWS = (
    row(11, "数量指标", "高标准农田建设面积", "3000", "亩"),
    row(12, "质量指标", "工程验收合格率"),
    row(13, "时效指标", "工程按期完工率"),
    row(14, "服务对象满意度", "受益农户满意度"),
)
GOAL = "目标1：新建高标准农田3000亩。目标2：按期完成施工，受益农户满意。目标3：改善村容村貌。根据县里的统一安排。"


def joined(coverage: Coverage) -> list[tuple[str, tuple[int, ...]]]:
    return [(sentence.text, sentence.rows) for sentence in coverage.sentences]


def test_a_goal_is_taken_apart_by_its_targets_and_each_finds_its_indicators() -> None:
    assert joined(cover(GOAL, ROWS)) == [
        ("目标1：新建高标准农田3000亩。", (11,)),
        ("目标2：按期完成施工，受益农户满意。", (13, 14)),
        ("目标3：改善村容村貌。", ()),
        ("根据县里的统一安排。", ()),
    ]


def test_a_promise_that_nothing_measures_is_told_from_a_sentence_that_promises_nothing() -> None:
    coverage = cover(GOAL, ROWS)
    assert [sentence.text for sentence in coverage.sentences if sentence.unmeasured] == ["目标3：改善村容村貌。"]


def test_indicators_that_the_goal_does_not_speak_of_are_told() -> None:
    assert cover(GOAL, ROWS).loose == (12,)
    assert [s.text for s in cover(GOAL, ROWS).sentences_of(14)] == ["目标2：按期完成施工，受益农户满意。"]


def test_a_sentence_stands_where_the_goal_has_it() -> None:
    goal = "  目标1：新建高标准农田3000亩；\n目标2：改善村容村貌"
    assert [goal[s.start : s.end] for s in cover(goal, ROWS).sentences] == [
        "目标1：新建高标准农田3000亩；",
        "目标2：改善村容村貌",
    ]


def test_words_that_every_goal_has_join_nothing() -> None:
    assert joined(cover("加强项目资金管理，保障工作开展。", (row(11, "质量指标", "项目资金管理工作完成率"),))) == [
        ("加强项目资金管理，保障工作开展。", ())
    ]


@pytest.mark.parametrize("goal", [None, "", "。。；", "目标1：", "\n\n"])
def test_a_goal_without_sentences_leaves_every_indicator_loose(goal: str | None) -> None:
    assert cover(goal, ROWS) == Coverage((), (11, 12, 13, 14))


def test_the_targets_of_the_2024_form_are_measured() -> None:
    book = form_2024()
    project = next(p for p in book.projects() if (p.code or "").endswith("792"))
    names = {r.id: r.name for r in book.indicators(project.id)}
    found = [
        [names[node] for node in s.rows] for s in cover(project.objective, tuple(book.indicators(project.id))).sentences
    ]
    assert found[1:] == [["城镇新增就业人数"], ["年末城镇失业登记率"]]


def test_the_checklist_says_what_a_project_has_and_lacks() -> None:
    needs = {need.level2: need for need in checklist(Project(1, 0), ROWS[:2], QINGHAI)}
    assert (needs["数量指标"].count, needs["数量指标"].missing) == (1, False)
    assert needs["时效指标"].missing
    assert (needs["生态效益"].count, needs["生态效益"].missing) == (0, False)


BY_CATEGORY = profiles.shipped_text("qinghai-2024").replace(
    'name = "生态效益"', 'name = "生态效益"\n  categories = ["3", "22"]', 1
)


@pytest.mark.parametrize(
    ("category", "missing"),
    [
        ("3-特定目标类", True),
        ("31部门预算项目", True),
        ("22其他运转类", True),
        ("1-人员类", False),
        ("21公用经费", False),
    ],
)
def test_a_profile_asks_a_second_level_of_some_kinds_of_projects_only(category: str, missing: bool) -> None:
    profile = parse_profile(BY_CATEGORY, "我县")
    needs = {need.level2: need for need in checklist(Project(1, 0, category=category), (), profile)}
    assert needs["生态效益"].missing is missing
    case = one_row("数量指标 | 技能培训人数 | ≥ | 200 | 人")
    plain = case.plain | {
        "units": [
            case.plain["units"][0] | {"projects": [case.plain["units"][0]["projects"][0] | {"category": category}]}
        ]
    }
    told = [f.message for f in review(replace(case, plain=plain).book, profile) if f.rule == "level2-missing"]
    assert told == (["没有生态效益，请补充。"] if missing else [])
