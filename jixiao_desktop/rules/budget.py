"""预算金额: readable, in the right unit of money, in line with 控制数, last year, the goal and the stated total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..domain.book import ROOT
from ..domain.quantity import format_money, plain_money
from .fixes import change
from .registry import Hit, Member, index, rule
from .texts import quoted
from .views import BookView, ProjectView, Row, amount_of
from .words import PLACEHOLDERS, TOTAL_COSTS

_MONEY = re.compile(
    r"(?:预算|资金|安排|投入|总投资|共需|经费)(?:总额|数|为|约|共计|共)?[：:]?\s*(\d+(?:,\d{3})*(?:\.\d+)?)\s*(亿元|万元|元)"
)
_IN_WAN = {"亿元": Decimal(10000), "万元": Decimal(1), "元": Decimal("0.0001")}
_SLIP = Decimal(10000)
_FIFTH = Decimal("0.2")
_TOLERANCE = Decimal("0.005")


@rule(
    "budget-unreadable",
    "budget",
    "error",
    "预算数不是数字",
    why="预算数读不出来，合计就不对。",
    source="编码、类别与金额的通行写法",
    basis="form",
    certainty="sure",
    wrong="预算数：约5万元",
    right="预算数：5.00",
    scope="project",
    yields_to=("placeholder-project",),
)
def budget_unreadable(view: ProjectView) -> Iterator[Hit]:
    """A budget is a number, in 万元."""
    text = view.project.budget
    if text and view.budget is None and not re.fullmatch(PLACEHOLDERS, text.strip()):
        plain = text.strip().removesuffix("元").removesuffix("万").strip() if "万" in text else ""
        fixes = (change(view.id, "budget", plain),) if amount_of(plain) is not None else ()
        yield Hit(view.id, "budget", f"预算数{quoted(text)}不是数字，应填以万元为单位的数字。", fixes)


@rule(
    "budget-positive",
    "budget",
    "hint",
    "预算数为 0 或负数",
    why="没有预算的项目一般不填绩效目标。",
    source="编码、类别与金额的通行写法",
    basis="practice",
    wrong="预算数 0.00",
    right="预算数 4.00",
    scope="project",
)
def budget_positive(view: ProjectView) -> Iterator[Hit]:
    """A budget is more than nothing."""
    if view.budget is not None and view.budget <= 0:
        yield Hit(view.id, "budget", f"预算数是 {view.project.budget} 万元，请核对。")


@rule(
    "budget-decimals",
    "budget",
    "hint",
    "预算数小数位过多",
    why="表上以万元为单位，保留两位小数。",
    source="编码、类别与金额的通行写法",
    basis="profile",
    wrong="预算数 4.0051",
    right="预算数 4.01",
    scope="project",
)
def budget_decimals(view: ProjectView) -> Iterator[Hit]:
    """A budget has no more decimals than the profile allows."""
    exponent = view.budget.normalize().as_tuple().exponent if view.budget is not None else 0
    if view.budget is not None and isinstance(exponent, int) and -exponent > view.profile.decimals:
        fix = change(view.id, "budget", plain_money(view.budget))
        yield Hit(view.id, "budget", f"预算数 {view.project.budget} 的小数多于 {view.profile.decimals} 位。", (fix,))


def _slipped(one: Decimal, other: Decimal) -> bool:
    big, small = max(one, other), min(one, other)
    return small > 0 and Decimal("0.9") <= big / small / _SLIP <= Decimal("1.1")


@rule(
    "budget-slip",
    "budget",
    "warning",
    "像是把元填成了万元",
    why="与控制数或上年预算差一万倍，多半是元和万元弄混了。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="预算数 2650000，上年 265",
    right="预算数 265.00，上年 265",
    scope="project",
)
def budget_slip(view: ProjectView) -> Iterator[Hit]:
    """A budget is not 10,000 times the control figure or last year's."""
    for name, text in (("控制数", view.project.control), ("上年预算", view.project.last_budget)):
        other = amount_of(text)
        if view.budget is not None and other is not None and _slipped(view.budget, other):
            right = plain_money(view.budget / _SLIP if view.budget > other else view.budget * _SLIP)
            message = f"预算数 {view.project.budget} 与{name} {text} 差一万倍：单位应是万元。"
            yield Hit(view.id, "budget", message, (change(view.id, "budget", right),))
            return


@rule(
    "budget-control",
    "budget",
    "warning",
    "预算数与控制数不符",
    why="二上的预算数不能超过财政下达的控制数。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="预算数 300，控制数 265",
    right="预算数 265，控制数 265",
    scope="project",
    yields_to=("budget-slip",),
)
def budget_control(view: ProjectView) -> Iterator[Hit]:
    """A budget is the control figure; below it is a hint only."""
    control = amount_of(view.project.control)
    if view.budget is None or control is None or view.budget == control:
        return
    over = view.budget > control
    turn = "超出" if over else "少"
    gap = format_money(abs(view.budget - control))
    fix = change(view.id, "budget", plain_money(control))
    yield Hit(
        view.id,
        "budget",
        f"预算数比控制数 {format_money(control)} {turn} {gap} 万元，请核对。",
        (fix,),
        severity=None if over else "hint",
    )


@rule(
    "budget-change",
    "budget",
    "hint",
    "预算大幅变动而指标没有变",
    why="钱多了或少了两成以上，要办的事却一条没变，审核时会问原因。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="预算由 100 增到 150，数量指标与上年相同",
    right="预算由 100 增到 150，培训人数由 200 增到 300",
    scope="project",
    yields_to=("budget-slip",),
)
def budget_change(view: ProjectView) -> Iterator[Hit]:
    """A budget that moved by a fifth and more goes with other quantities than last year's."""
    last = amount_of(view.project.last_budget)
    if view.budget is None or not last or abs(view.budget - last) < abs(last) * _FIFTH:
        return
    counted = [row for row in view.rows if row.level2 == "数量指标" and row.record.last is not None]
    if counted and all(
        row.record.reviewed and row.record.last and row.record.last.value == row.value for row in counted
    ):
        turn = "增加" if view.budget > last else "减少"
        share = abs(view.budget - last) / abs(last) * 100
        yield Hit(view.id, "budget", f"预算比上年{turn} {share:.0f}%，数量指标却与上年完全相同，请核对。")


@rule(
    "budget-goal",
    "budget",
    "hint",
    "目标里的金额与预算数不符",
    why="目标里写的资金数与预算数不一致，审核时会被要求更正。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="目标：安排资金 300 万元；预算数 265.00",
    right="目标：安排资金 265 万元；预算数 265.00",
    scope="project",
)
def budget_goal(view: ProjectView) -> Iterator[Hit]:
    """The one amount that a goal names as the project's money is its budget."""
    named = _MONEY.findall(view.goal)
    if len(named) != 1 or view.budget is None:
        return
    number, unit = named[0]
    amount = Decimal(number.replace(",", "")) * _IN_WAN[unit]
    if abs(amount - view.budget) > max(_TOLERANCE, view.budget * Decimal("0.005")):
        yield Hit(view.id, "objective", f"目标里写 {number} {unit}，预算数是 {view.project.budget} 万元，请核对。")


@rule(
    "cost-budget",
    "budget",
    "hint",
    "总成本的上限高于预算数",
    why="成本上限高于本年预算，等于允许超支；跨年的项目请写明是总投资。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="项目总成本 ≤ 60 万元；预算数 40.00",
    right="项目总成本 ≤ 40 万元；预算数 40.00",
    when="amount",
)
def cost_budget(view: ProjectView, row: Row) -> Iterator[Hit]:
    """The cap on a project's whole cost is at most its budget."""
    in_wan = _IN_WAN.get(row.unit)
    if in_wan is None or row.number is None or not view.budget or row.sign not in ("≤", "<", "="):
        return
    if row.name.endswith(TOTAL_COSTS) and row.number * in_wan > view.budget + _TOLERANCE:
        yield Hit(row.id, "value", f"{quoted(row.name)}的上限高于预算数 {view.project.budget} 万元，请核对。")


@rule(
    "budget-parts",
    "budget",
    "warning",
    "财政拨款加其他资金不等于预算数",
    why="单项申报表上，年度资金总额等于财政拨款加其他资金。",
    source="单项申报表的式样",
    basis="form",
    wrong="预算数 100，财政拨款 60，其他资金 30",
    right="预算数 100，财政拨款 60，其他资金 40",
    scope="project",
)
def budget_parts(view: ProjectView) -> Iterator[Hit]:
    """财政拨款 and 其他资金, when both are given, add up to the budget."""
    parts = [amount_of(view.project.fiscal_funds), amount_of(view.project.other_funds)]
    if view.budget is None or parts[0] is None or parts[1] is None:
        return
    total = parts[0] + parts[1]
    if total != view.budget:
        yield Hit(
            view.id,
            "budget",
            f"财政拨款加其他资金 {format_money(total)} 万元，预算数 {format_money(view.budget)} 万元。",
        )


def _stated(view: BookView) -> Iterator[tuple[str, int, str]]:
    if view.facts.stated_total:
        yield "all", ROOT, view.facts.stated_total


def _budgets(view: ProjectView) -> Iterator[tuple[str, int, Decimal]]:
    if view.budget is not None:
        yield "all", view.id, view.budget


index("budget", book=_stated, project=_budgets)


@rule(
    "budget-total",
    "budget",
    "warning",
    "原表合计与各项目之和不符",
    why="导入的原表上写着合计；与各项目预算数之和不一致，说明有项目漏了或金额错了。",
    source="各地公开的绩效目标表",
    basis="form",
    certainty="sure",
    wrong="合计 1,342.46，各项目之和 1,337.46",
    right="合计 1,342.46，各项目之和 1,342.46",
    scope="shared",
    index="budget",
)
def budget_total(key: str, members: Sequence[Member]) -> Iterator[Hit]:
    """What the source stated as 合计 is the sum of the budgets; told once at the book while the form is approved."""
    stated = amount_of(members[0].value) if members[0].node == ROOT else None
    if stated is None:
        return
    total = sum((member.value for member in members[1:]), Decimal(0))
    if abs(total - stated) >= _TOLERANCE:
        gap = format_money(abs(total - stated))
        yield Hit(
            ROOT,
            None,
            f"原表合计 {format_money(stated)} 万元，各项目之和 {format_money(total)} 万元，相差 {gap} 万元。",
        )
