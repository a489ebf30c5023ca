"""绩效目标: does it say a result, does it agree with the indicators, is it whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..domain.quantity import QUALITATIVE
from .fixes import change
from .registry import Hit, rule
from .texts import quoted
from .views import ProjectView, Row, squeezed
from .words import VAGUE

_HAN = "[一-鿿]"
_HALF_STOP = re.compile(rf"(?<={_HAN})\.(?={_HAN}|$)")
_DEFINITION = re.compile(
    r"(?:是指|系指|是为[^，。]{2,20}而(?:设立|支付)的|应当?(?:付出|支付|缴纳|承担)的?)[^，。；;]*(?:费用?|支出|款项|资金|经费)[。.；;]?$"
)
AIMS = (
    "确保",
    "保障",
    "完成",
    "提高",
    "提升",
    "促进",
    "实现",
    "达到",
    "改善",
    "解决",
    "推进",
    "推动",
    "增强",
    "保证",
    "落实",
)
NUMBER = re.compile(
    r"(?<![\d.〔\[第])(\d+(?:\.\d+)?)\s*(人次|人|户|场次|场|次|个|件|份|公里|平方米|亩|所|台|套|辆|%|％)(?!以|民币)"
)
_ENDS = ("的", "、", "及", "和", "与", "，", ",", "（", "(", "对", "为", "在")
_LONG = 1000
_SHORT = 12


@rule(
    "goal-stop",
    "goals",
    "hint",
    "句号用了半角",
    why="正文里的句号应是“。”；“.”常是从 PDF 复制来的。",
    source="2024 年批复表 …374",
    basis="practice",
    certainty="sure",
    wrong="促进就业.对辖区内劳动力进行宣传",
    right="促进就业。对辖区内劳动力进行宣传",
    scope="project",
)
def goal_stop(view: ProjectView) -> Iterator[Hit]:
    """Between Chinese characters, and at the end, the full stop is 。"""
    found = _HALF_STOP.search(view.goal)
    if found:
        around = view.goal[max(0, found.start() - 4) : found.end() + 4]
        fix = change(view.id, "objective", _HALF_STOP.sub("。", view.goal), "改为 。")
        yield Hit(view.id, "objective", f"“{around}”的句号是半角，应为“。”。", (fix,))


@rule(
    "goal-definition",
    "goals",
    "hint",
    "目标写的是费用的定义",
    why="绩效目标要写花了钱达到什么结果，不是解释这笔钱是什么。",
    source="2024 年批复表 …385",
    basis="practice",
    wrong="物业使用人依据合同应当付出的费用。",
    right="保障办公楼全年供暖和保洁，职工满意。",
    scope="project",
)
def goal_definition(view: ProjectView) -> Iterator[Hit]:
    """A goal that ends in "the fees to be paid" and names no aim is a definition."""
    if _DEFINITION.search(squeezed(view.goal)) and not any(word in view.goal for word in AIMS):
        yield Hit(view.id, "objective", "目标像是费用的定义，没有写要达到的结果；请写花钱办成什么、达到什么程度。")


@rule(
    "goal-short",
    "goals",
    "hint",
    "绩效目标过于简单",
    why="目标要说明做什么、做到什么程度；只抄项目名称等于没写。",
    source="2024 年批复表的式样",
    basis="practice",
    wrong="目标：社保补贴",
    right="目标：为 190 名公益性岗位人员按时足额发放社保补贴。",
    scope="project",
    yields_to=("placeholder-project",),
)
def goal_short(view: ProjectView) -> Iterator[Hit]:
    """A goal says more than the project's name."""
    if view.goal and (len(view.goal) < _SHORT or squeezed(view.goal) == squeezed(view.project.name)):
        copied = squeezed(view.goal) == squeezed(view.project.name)
        said = "目标只抄了项目名称" if copied else f"目标只有 {len(view.goal)} 个字"
        yield Hit(view.id, "objective", f"{said}，请写明做什么、达到什么结果。")


@rule(
    "goal-long",
    "goals",
    "hint",
    "绩效目标过长",
    why="系统和表格一般只容一千字左右。",
    source="2024 年批复表的式样",
    basis="form",
    wrong="目标 1,500 字",
    right="目标 300 字",
    scope="project",
)
def goal_long(view: ProjectView) -> Iterator[Hit]:
    """A goal has at most about 1,000 characters."""
    if len(view.goal) > _LONG:
        yield Hit(view.id, "objective", f"目标有 {len(view.goal)} 个字，系统一般只容 {_LONG} 字左右。")


@rule(
    "goal-cut",
    "goals",
    "hint",
    "绩效目标像是没有写完",
    why="从 PDF 复制时，目标常在分页处断开。",
    source="2024 年批复表的式样",
    basis="form",
    wrong="……努力实现大学生公益性岗位的",
    right="……努力实现大学生公益性岗位就业。",
    scope="project",
    yields_to=("placeholder-project", "goal-short"),
)
def goal_cut(view: ProjectView) -> Iterator[Hit]:
    """A goal ends in a sentence, and its brackets close."""
    goal = squeezed(view.goal)
    if not goal:
        return
    end = next((end for end in _ENDS if goal.endswith(end) and not goal.endswith(("目的", "参与", "普及"))), None)
    if end:
        yield Hit(view.id, "objective", f"目标以“{end}”结尾，像是没有写完。")
    elif len(re.findall(r"[（(]", goal)) > len(re.findall(r"[）)]", goal)):
        yield Hit(view.id, "objective", "目标里的括号没有闭合，像是缺了一段。")


@rule(
    "goal-number",
    "goals",
    "hint",
    "目标里的数字没有对应的指标",
    why="目标里写明的人数、次数要有指标来衡量，两处数字要一致。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="目标：培训 500 人；指标：培训人数 ≥ 200 人",
    right="目标：培训 500 人；指标：培训人数 ≥ 500 人",
    scope="project",
)
def goal_number(view: ProjectView) -> Iterator[Hit]:
    """Each number with a unit in a goal stands as an indicator's value with that unit."""
    if not view.rows:
        return
    measured = {(row.number, row.unit) for row in view.rows}
    figures = {row.number for row in view.rows}
    loose = [
        f"{number}{unit}"
        for number, unit in NUMBER.findall(view.goal)
        if (Decimal(number), unit.replace("％", "%")) not in measured and Decimal(number) not in figures
    ]
    if loose:
        yield Hit(view.id, "objective", f"目标里的 {'、'.join(dict.fromkeys(loose))} 没有指标与之对应，请核对。")


@rule(
    "value-vague",
    "wording",
    "hint",
    "定性指标说得含糊",
    why="“进一步”“有效”“不断提高”年终时无法判断达到没有；写明程度、依据或改用数字。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="定性 进一步提高",
    right="定性 建成并投入使用",
    when="words",
)
def value_vague(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A value in words is not made of vague words alone."""
    if row.sign not in (QUALITATIVE, "", "=") or row.number is not None or not row.value:
        return
    rest = squeezed(row.value)
    for word in VAGUE:
        rest = rest.replace(word, "")
    if not rest.strip("，、。；,的地了"):
        yield Hit(row.id, "value", f"{quoted(row.value)}年终无法判断是否达到，请写明程度，或改用数字指标。")
