"""性质: is it a sign, and does its direction fit what the name measures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..domain.framework import BENEFIT, COST, OUTPUT, SATISFACTION
from ..domain.quantity import parse_comparator
from .fixes import cells, change
from .registry import Hit, rule
from .texts import quoted
from .views import ProjectView, Row
from .words import BAD_TAILS, COST_GOOD, COST_STANDARD, GOOD_IN_BAD, GOOD_TAILS

_TURNED = ("不", "未", "非", "超", "违", "逾期")
_UP, _DOWN = ("≥", ">"), ("≤", "<")


@rule(
    "sign-unknown",
    "quantity",
    "warning",
    "性质不是规定的符号",
    why="性质栏填 ≥ ≤ = > < 或 定性，别的写法系统不认。",
    source="各地公开表的写法",
    basis="profile",
    wrong="性质：正向",
    right="性质：≥",
)
def sign_unknown(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A sign is one of the profile's."""
    if row.sign and row.sign not in (view.profile.comparators or ("≥", "≤", "=", ">", "<", "定性")):
        guess = {"正向": "≥", "反向": "≤", "负向": "≤"}.get(row.sign)
        fixes = (change(row.id, "comparator", guess),) if guess else ()
        yield Hit(row.id, "comparator", f"性质{quoted(row.sign)}不是 ≥ ≤ = > < 定性 之一。", fixes)


@rule(
    "sign-spelling",
    "wording",
    "hint",
    "性质的写法",
    why="表上印 ≥ ≤ =，不印 >= 或“不低于”。",
    source="各地公开表的写法",
    basis="form",
    certainty="sure",
    wrong="性质：>=",
    right="性质：≥",
)
def sign_spelling(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A sign is written as the form prints it."""
    text = row.record.comparator
    sign = parse_comparator(text)
    if sign and text != sign:
        yield Hit(row.id, "comparator", f"性质写作“{text}”，表上应为“{sign}”。", (change(row.id, "comparator", sign),))


@rule(
    "unit-spelling",
    "wording",
    "hint",
    "度量单位的写法",
    why="百分比的单位写 %，汇总时才归到一起。",
    source="各地公开表的写法",
    basis="form",
    wrong="单位：百分比",
    right="单位：%",
)
def unit_spelling(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A share's unit is written %."""
    text = row.record.unit
    if text and text != "%" and row.unit == "%":
        yield Hit(row.id, "unit", f"单位写作“{text}”，通常写“{row.unit}”。", (change(row.id, "unit", row.unit),))


@rule(
    "reverse-sign",
    "quantity",
    "warning",
    "越少越好的指标用了 ≥",
    why="失业率、事故、投诉越低越好，用 ≥ 就成了越多越好。",
    source="各地公开表的写法",
    basis="practice",
    wrong="投诉次数 ≥ 3 次",
    right="投诉次数 ≤ 3 次",
)
def reverse_sign(view: ProjectView, row: Row) -> Iterator[Hit]:
    """What should stay low has ≤ or = 0; 下降率, 办结率 and the like count the other way."""
    if row.sign in _UP and row.name.endswith(BAD_TAILS) and not any(word in row.name for word in GOOD_IN_BAD):
        down = _DOWN[_UP.index(row.sign)]
        yield Hit(
            row.id,
            "comparator",
            f"{quoted(row.name)}越低越好，用“{row.sign}”方向反了。",
            (change(row.id, "comparator", down),),
        )


@rule(
    "upside-down",
    "quantity",
    "warning",
    "越高越好的指标用了 ≤",
    why="满意度、合格率、完成率越高越好，用 ≤ 就成了做得越差越达标。",
    source="各地公开表的写法",
    basis="practice",
    wrong="服务对象满意度 ≤ 90 %",
    right="服务对象满意度 ≥ 90 %",
    yields_to=("condition-empty",),
)
def upside_down(view: ProjectView, row: Row) -> Iterator[Hit]:
    """What should be high has ≥ or =; 不合格率 and 不满意率 count the other way."""
    if row.sign in _DOWN and row.name.endswith(GOOD_TAILS) and not any(word in row.name for word in _TURNED):
        up = _UP[_DOWN.index(row.sign)]
        yield Hit(
            row.id,
            "comparator",
            f"{quoted(row.name)}越高越好，用“{row.sign}”方向反了。",
            (change(row.id, "comparator", up),),
        )


@rule(
    "cost-sign",
    "quantity",
    "warning",
    "成本指标用了 ≥",
    why="成本要控制在限额以内，应写 ≤；写 ≥ 就成了花得越多越好。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="培训成本 ≥ 300 元/人",
    right="培训成本 ≤ 300 元/人",
    yields_to=("reverse-sign",),
    when="number",
)
def cost_sign(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A cost has a cap; what is saved, kept within limits, or paid to others by a standard counts the other way."""
    is_cost = row.level1 == COST or row.level2 == "成本指标"
    paid_out = any(word in row.name for word in ("标准", "定额"))
    floor = paid_out and not any(word in row.name for word in COST_STANDARD)
    if (
        is_cost
        and row.sign in _UP
        and row.number is not None
        and not floor
        and not any(w in row.name for w in COST_GOOD)
    ):
        down = _DOWN[_UP.index(row.sign)]
        yield Hit(
            row.id, "comparator", f"成本指标用“{row.sign}”，应写上限“{down}”。", (change(row.id, "comparator", down),)
        )


@rule(
    "satisfaction-full",
    "quantity",
    "hint",
    "满意度要求正好 100%",
    why="“= 100%”是绝对要求，一人不满意就达不到；通常写 ≥ 90% 或 ≥ 95%。",
    source="2024 年批复表 …269",
    basis="practice",
    wrong="服务对象满意度 = 100 %",
    right="服务对象满意度 ≥ 95 %",
    when="percent",
)
def satisfaction_full(view: ProjectView, row: Row) -> Iterator[Hit]:
    """Satisfaction is not asked to be exactly 100 %."""
    if row.level1 == SATISFACTION and row.sign == "=" and row.number == Decimal(100):
        fix = cells(row.id, "改为 ≥95", comparator="≥", value="95")
        yield Hit(row.id, "value", "满意度“=100%”过于绝对，一人不满意即不达标；通常用“≥”。", (fix,))


@rule(
    "satisfaction-place",
    "names",
    "warning",
    "满意度指标放错了级别",
    why="满意度属于满意度指标，放在效益或产出下，那一级就缺了真正的指标。",
    source="各地公开的绩效目标表",
    basis="profile",
    wrong="效益指标 › 社会效益 › 群众满意度",
    right="满意度指标 › 服务对象满意度 › 群众满意度",
)
def satisfaction_place(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A name of satisfaction stands under 满意度指标."""
    named = row.name.endswith(("满意度", "满意率")) and "安全感" not in row.name
    if named and row.level1 in (OUTPUT, BENEFIT) and view.profile.level1(SATISFACTION):
        fix = cells(row.id, "移到 满意度指标", level1=SATISFACTION, level2="服务对象满意度")
        printed = view.profile.printed_level1(row.level1)
        yield Hit(row.id, "level1", f"满意度放在{printed}下，应归入满意度指标；{printed}请另填。", (fix,))
