"""指标名称: cut off, twice, a sentence, money instead of a result, a count without its word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..domain.framework import OUTPUT, SATISFACTION, canonical_level2
from .fixes import rename
from .registry import Hit, rule
from .texts import core, quoted
from .views import ProjectView, Row, squeezed
from .words import (
    BENEFIT_ENDS,
    BENEFITS,
    CUT_ENDS,
    CUT_STARTS,
    MEASURES,
    NOT_WHOLE_ENDS,
    PERSON_UNITS,
    RECEIVING,
    SPENT_TAILS,
    WHOLE_ENDS,
    WHOLE_STARTS,
)

_OPEN, _CLOSE = re.compile(r"[（(]"), re.compile(r"[）)]")
_SENTENCE = re.compile(r"[。；;！!？?]")
_LONG, _LEVEL_LONG = 45, 8
_SERVED = "服务对象满意度"


@lru_cache(65536)
def cut(name: str) -> str | None:
    """Return why a name looks cut off, in words, or None when it looks whole."""
    if len(_OPEN.findall(name)) != len(_CLOSE.findall(name)):
        return "括号不成对"
    if name.endswith(NOT_WHOLE_ENDS) or not name.endswith(WHOLE_ENDS):
        end = next((end for end in CUT_ENDS if name.endswith(end)), None)
        if end and len(name) > len(end):
            return f"以“{end}”结尾"
    start = next((start for start in CUT_STARTS if name.startswith(start)), None)
    if start and not name.startswith(WHOLE_STARTS):
        return f"以“{start}”开头"
    return _without_object(name)


def _without_object(name: str) -> str | None:
    verb = max(RECEIVING, key=name.rfind)
    rest = name[name.rfind(verb) + len(verb) :] if verb in name else ""
    if rest and not any(noun in rest for noun in BENEFITS) and not rest.endswith(MEASURES):
        return f"“{verb}{rest}”后面没有说完"
    return f"以“{verb}”结尾" if verb in name and not rest else None


@rule(
    "name-cut",
    "names",
    "warning",
    "名称像是被截断",
    why="从 PDF 复制或分页时，名称常被切掉一截；以“的”“、”结尾的名称没有说完。",
    source="2024 年批复表 …374、…792",
    basis="form",
    wrong="处于失业状态的劳动者的",
    right="处于失业状态的劳动者就业率",
)
def name_cut(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A name is whole."""
    reason = cut(row.name)
    if reason:
        more = "；数量指标用 %，请核对是人数还是占比" if row.level2 == "数量指标" and row.unit == "%" else ""
        yield Hit(row.id, "name", f"名称像是被截断（{reason}），请对照原文补全{more}。")


@rule(
    "project-name-cut",
    "names",
    "warning",
    "项目名称像是被截断",
    why="项目名称要与预算系统一致；分页时名称常被切掉一截。",
    source="2024 年批复表的式样",
    basis="form",
    wrong="就业补助资金（上",
    right="就业补助资金（上级专项资金）",
    scope="project",
)
def project_name_cut(view: ProjectView) -> Iterator[Hit]:
    """A project's name is whole."""
    reason = cut(squeezed(view.project.name))
    if reason:
        yield Hit(view.id, "name", f"项目名称像是被截断（{reason}），请对照预算系统补全。")


@rule(
    "name-duplicate",
    "names",
    "warning",
    "同一项目里指标重复",
    why="同一条指标考核两次，分值等于给了两遍。",
    source="各地公开的绩效目标表",
    basis="practice",
    certainty="sure",
    wrong="培训人数 ≥ 200 人，培训人数 ≥ 200 人",
    right="培训人数 ≥ 200 人，培训场次 ≥ 5 场",
    scope="project",
)
def name_duplicate(view: ProjectView) -> Iterator[Hit]:
    """No name stands twice in a project."""
    first: dict[str, Row] = {}
    for row in view.rows:
        earlier = first.setdefault(row.name, row)
        if row.name and earlier is not row:
            same = "，目标也相同" if earlier.target == row.target else ""
            yield Hit(
                row.id, "name", f"本项目已有同名指标{quoted(row.name)}{same}，请删去一条或改名。", (), (earlier.id,)
            )


@rule(
    "name-near-duplicate",
    "names",
    "hint",
    "同一项目里两条指标几乎同名",
    why="只差“的”“数量”这样的字，多半说的是同一件事。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="享受补贴人数，享受补贴的人员数量",
    right="享受补贴人数，补贴发放准确率",
    scope="project",
    yields_to=("name-duplicate",),
)
def name_near_duplicate(view: ProjectView) -> Iterator[Hit]:
    """No two names of a project differ in idle words alone, with one unit."""
    first: dict[tuple[str, str], Row] = {}
    for row in view.rows:
        earlier = first.setdefault((core(row.name), row.unit), row) if row.name else row
        if earlier is not row and earlier.name != row.name:
            yield Hit(row.id, "name", f"与本项目的{quoted(earlier.name)}像是同一条指标，请核对。", (), (earlier.id,))


@rule(
    "name-sentence",
    "names",
    "hint",
    "名称写成了句子",
    why="三级指标写考核什么，一个短语即可；做法和要求写在绩效目标里。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="进一步做好培训工作，提高群众技能。",
    right="技能培训人数",
)
def name_sentence(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A name is a phrase of at most 45 characters without full stop or semicolon."""
    if _SENTENCE.search(row.name):
        yield Hit(row.id, "name", "名称里有句号或分号，像是一句话；请改成一个短语，如“…人数”“…率”。")
    elif len(row.name) > _LONG:
        yield Hit(row.id, "name", f"名称有 {len(row.name)} 个字，请缩成一个短语，如“…人数”“…率”。")


@rule(
    "name-level",
    "names",
    "hint",
    "名称只抄了级别",
    why="三级指标要写考核什么；只写“数量指标”“社会效益”，看不出数的是什么。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="数量指标 › 数量指标 ≥ 200 人",
    right="数量指标 › 培训人数 ≥ 200 人",
)
def name_level(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A name is not that of its own level; 服务对象满意度 says enough."""
    if len(row.name) > _LEVEL_LONG:
        return
    level = row.level1 if row.name == row.level1 else canonical_level2(row.name, row.level1)
    if level and level in (row.level1, row.level2) and level not in (SATISFACTION, _SERVED):
        yield Hit(row.id, "name", f"名称只抄了级别{quoted(row.name)}，请写考核什么，如“…人数”“…率”。")


@rule(
    "name-spending",
    "names",
    "hint",
    "花钱不是产出",
    why="产出是花钱办成的事：铺了多少米网线、保障了几个点；支出多少属于成本或预算。",
    source="2024 年批复表 …389",
    basis="practice",
    wrong="数量指标 宽带网络支出 = 1 项",
    right="数量指标 宽带网络保障点位 = 1 个",
)
def name_spending(view: ProjectView, row: Row) -> Iterator[Hit]:
    """An output (cost apart) is not what was spent."""
    if row.level1 == OUTPUT and row.level2 != "成本指标" and row.name.endswith(SPENT_TAILS):
        yield Hit(row.id, "name", f"{quoted(row.name)}是花钱，不是产出；请写花钱办成了什么。")


@rule(
    "name-count-word",
    "names",
    "hint",
    "名称没有说数的是什么",
    why="按人计数的指标，名称应以“人数”“人次”结尾。",
    source="2024 年批复表 …1380",
    basis="practice",
    wrong="享受职业培训补贴数 ≥ 2500 人",
    right="享受职业培训补贴人数 ≥ 2500 人",
    when="amount",
)
def name_count_word(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A name that ends in a benefit (补贴 补助 …) and is counted in persons says so."""
    if row.level1 != OUTPUT or row.unit not in PERSON_UNITS or row.number is None:
        return
    word = {"人次": "人次", "户": "户数"}.get(row.unit, "人数")
    stem = row.name.removesuffix("数量").removesuffix("数")
    if not stem.endswith(BENEFIT_ENDS):
        return
    said = "少了“人”字" if row.name.endswith("数") and word == "人数" else "没有计量词"
    new = f"{stem}{word}"
    yield Hit(
        row.id,
        "name",
        f"名称{said}：单位是“{row.unit}”，建议写作“…{new[-6:]}”。",
        (rename(row.id, new, f"…{new[-6:]}"),),
    )
