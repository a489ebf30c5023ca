"""必填内容: required cells, placeholders left in place of a content, projects without indicators, missing levels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..domain import framework, terms
from ..domain.book import Project, Unit
from ..domain.findings import Fix
from ..domain.quantity import QUALITATIVE, plain_number
from .fixes import change, fill
from .registry import Hit, rule
from .texts import quoted
from .views import ProjectView, Row, UnitView
from .words import PLACEHOLDER_INSIDE, PLACEHOLDER_NAMES, PLACEHOLDERS

_WHOLE = re.compile(PLACEHOLDERS)
_NO_NAME = re.compile(PLACEHOLDER_NAMES)
_INSIDE = re.compile(PLACEHOLDER_INSIDE)
_TEMPLATE = re.compile(r"[（(][^（）()]*[）)]")
_ELSEWHERE = {"weight"}  # the weights' own rule says what would complete the sum


def _empty(record: Project | Unit, fields: tuple[str, ...]) -> Iterator[Hit]:
    for name in fields:
        if getattr(record, name, "") is None:
            yield Hit(record.id, name, f"未填{terms.label(name, record.kind)}。")


@rule(
    "required-unit",
    "required",
    "error",
    "单位资料未填全",
    why="单位编码和名称印在表的第一列，汇总和批复都靠它们。",
    source="2024 年批复表的式样",
    basis="profile",
    certainty="sure",
    wrong="单位编码空白",
    right="723001",
    scope="unit",
)
def required_unit(view: UnitView) -> Iterator[Hit]:
    """A unit's required cells are filled."""
    yield from _empty(view.unit, view.profile.required.get("unit", ()))


@rule(
    "required-project",
    "required",
    "error",
    "项目资料未填全",
    why="项目编码、名称、类别、预算数和绩效目标都要印在表上，缺一项就会被退回。",
    source="各地公开的绩效目标表",
    basis="profile",
    certainty="sure",
    wrong="绩效目标空白",
    right="绩效目标已填",
    scope="project",
)
def required_project(view: ProjectView) -> Iterator[Hit]:
    """A project's required cells are filled."""
    yield from _empty(view.project, view.profile.required.get("project", ()))


@rule(
    "required-cell",
    "required",
    "error",
    "指标未填全",
    why="每条指标都要有一级、二级、名称、性质和指标值，缺一项无法考核。",
    source="各地公开的绩效目标表",
    basis="profile",
    certainty="sure",
    wrong="培训人数 ≥ （空） 人",
    right="培训人数 ≥ 200 人",
)
def required_cell(view: ProjectView, row: Row) -> Iterator[Hit]:
    """An indicator's required cells are filled; a blank sign before words is 定性 and its own rule."""
    for name in view.profile.required.get("indicator", ()):
        if name in _ELSEWHERE or getattr(row.record, name, "") is not None:
            continue
        if name == "comparator" and row.value and row.number is None:
            continue
        fixes: tuple[Fix, ...] = ()
        if name == "level1" and (first := framework.level1_of(row.level2)):
            fixes = (fill(row.id, "level1", first),)
        yield Hit(row.id, name, f"未填{terms.label(name, 'indicator')}。", fixes)


@rule(
    "sign-blank",
    "required",
    "hint",
    "定性指标未写性质",
    why="指标值是文字时，性质应写“定性”；空着时系统和汇总表不知道怎样考核。",
    source="各地公开表的写法",
    basis="form",
    wrong="政策知晓情况 （空） 显著提高",
    right="政策知晓情况 定性 显著提高",
    when="words",
)
def sign_blank(view: ProjectView, row: Row) -> Iterator[Hit]:
    """Words as a value without a sign."""
    if row.record.comparator is None and row.value and row.number is None:
        yield Hit(
            row.id, "comparator", "指标值是文字，性质空着：应写“定性”。", (fill(row.id, "comparator", QUALITATIVE),)
        )


@rule(
    "placeholder",
    "required",
    "error",
    "只填了占位符",
    why="模板里的 *、XX、待定 没有换成本单位的内容，等于没填。",
    source="各地公开的绩效目标表",
    basis="form",
    certainty="sure",
    wrong="培训人数 ≥ XX 人",
    right="培训人数 ≥ 200 人",
)
def placeholder(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A cell of a row holds a placeholder and nothing else; a lone dash as a unit is how web systems print none."""
    record = row.record
    for name in ("name", "value", "weight"):
        text = (getattr(record, name) or "").strip()
        if text and (_WHOLE.fullmatch(text) or (name == "name" and _NO_NAME.fullmatch(text))):
            yield Hit(row.id, name, f"{terms.label(name, 'indicator')}还是占位符{quoted(text)}，请填写实际内容。")


@rule(
    "placeholder-project",
    "required",
    "error",
    "项目资料只填了占位符",
    why="模板里的 *、XX、待定 没有换成本项目的内容，等于没填。",
    source="各地公开的绩效目标表",
    basis="form",
    certainty="sure",
    wrong="绩效目标：待定",
    right="绩效目标写明要达到的结果",
    scope="project",
)
def placeholder_project(view: ProjectView) -> Iterator[Hit]:
    """A project's name, budget or goal is a placeholder."""
    for name in ("name", "budget", "objective"):
        text = (getattr(view.project, name) or "").strip()
        if text == "无" or (text and _WHOLE.fullmatch(text)):
            yield Hit(view.id, name, f"{terms.label(name, 'project')}还是占位符{quoted(text)}，请填写实际内容。")


@rule(
    "placeholder-inside",
    "required",
    "warning",
    "内容里留有占位符",
    why="** 或 XX 是模板留给单位填写的地方。",
    source="各地公开的绩效目标表",
    basis="form",
    wrong="≥ 培训XX人",
    right="≥ 200 人",
    yields_to=("placeholder",),
)
def placeholder_inside(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A placeholder within a name or value; brackets in a name hold the ministry's template and are left alone."""
    for name, text in (("name", row.name), ("value", row.value), ("unit", row.record.unit or "")):
        found = _placeholder_in(text, name == "name")
        if found:
            yield Hit(row.id, name, f"{terms.label(name, 'indicator')}里还有占位符{quoted(found)}，请换成实际内容。")


@lru_cache(65536)
def _placeholder_in(text: str, may_quote_a_template: bool) -> str | None:
    found = _INSIDE.search(_TEMPLATE.sub("", text) if may_quote_a_template else text)
    return found.group() if found else None


@rule(
    "no-indicators",
    "required",
    "error",
    "项目没有指标",
    why="没有指标的项目分值合计为 0，不能报送。",
    source="2024 年批复表和各地公开表的分值",
    basis="profile",
    certainty="sure",
    wrong="项目下没有一条指标",
    right="产出、效益、满意度各有指标",
    scope="project",
)
def no_indicators(view: ProjectView) -> Iterator[Hit]:
    """A project has rows."""
    if not view.rows:
        yield Hit(view.id, None, "本项目还没有指标，请添加产出、效益、满意度指标。")


@rule(
    "level1-missing",
    "required",
    "warning",
    "缺少一级指标",
    why="填报规则要求每个项目都有这一级指标。",
    source="各地公开的绩效目标表",
    basis="profile",
    certainty="likely",
    wrong="只有产出和满意度指标",
    right="产出、效益、满意度指标都有",
    scope="project",
)
def level1_missing(view: ProjectView) -> Iterator[Hit]:
    """Every 一级 that the profile requires has a row."""
    present = {row.level1 for row in view.rows}
    absent = [level for level in view.profile.levels if level.required and level.name not in present]
    if view.rows and absent:
        names = (
            f"{x.printed}（应占 {plain_number(x.share)} 分）" if x.share is not None else x.printed for x in absent
        )
        yield Hit(view.id, None, f"没有{'、'.join(names)}，请补充。")


@rule(
    "level2-missing",
    "required",
    "warning",
    "缺少二级指标",
    why="填报规则要求每个项目都有这一类指标。",
    source="各地公开的绩效目标表",
    basis="profile",
    certainty="likely",
    wrong="产出指标只有数量指标",
    right="数量、质量、时效指标都有",
    scope="project",
)
def level2_missing(view: ProjectView) -> Iterator[Hit]:
    """Every 二级 that the profile requires has a row, where its 一级 has any."""
    present = {row.level2 for row in view.rows}
    firsts = {row.level1 for row in view.rows}
    absent = [
        second.printed
        for level in view.profile.levels
        for second in (level.seconds if level.name in firsts else ())
        if second.needed_by(view.project.category) and second.name not in present
    ]
    if absent:
        yield Hit(view.id, None, f"没有{'、'.join(absent)}，请补充。")


@rule(
    "level-unknown",
    "required",
    "warning",
    "级别名称不在填报规则里",
    why="一级、二级指标要用规定的名称，否则汇总时归不到类。",
    source="财预〔2015〕88号以来的指标框架",
    basis="profile",
    wrong="产出指标 › 其他指标",
    right="产出指标 › 数量指标",
)
def level_unknown(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A row's 一级 and 二级 belong to the profile's framework."""
    level = view.profile.level1(row.level1)
    if row.level1 and level is None:
        yield Hit(row.id, "level1", f"{quoted(row.level1)}不是填报规则里的一级指标。", _canonical1(row))
    elif level and row.level2 and not any(second.name == row.level2 for second in level.seconds):
        names = "、".join(second.printed for second in level.seconds)
        yield Hit(
            row.id, "level2", f"{level.printed}下没有{quoted(row.level2)}这一类，可用：{names}。", _canonical2(row)
        )


def _canonical1(row: Row) -> tuple[Fix, ...]:
    known = framework.canonical_level1(row.level1)
    return (change(row.id, "level1", known),) if known and known != row.level1 else ()


def _canonical2(row: Row) -> tuple[Fix, ...]:
    known = framework.canonical_level2(row.level2, row.level1)
    return (change(row.id, "level2", known),) if known and known != row.level2 else ()
