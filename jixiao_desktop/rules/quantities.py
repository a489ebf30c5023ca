"""指标值与度量单位: does the unit fit the name, is the value a number where one is asked for, is it a likely one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from ..domain import quantity
from ..domain.quantity import QUALITATIVE, normalise, plain_number
from .fixes import cells, change, clear_value, fill, rename
from .matters import offers
from .registry import Hit, Member, rule
from .texts import base_unit, family, listed, quoted
from .views import ProjectView, Row
from .words import (
    AVERAGES,
    CAPPED,
    COUNT_TAILS,
    FAMILIES,
    GROWTH,
    NO_COUNT,
    NO_SHARE,
    NO_UNIT_NAMES,
    REFERRED,
    SHARE_AFTER_ALL,
    SHARE_NAMES,
    SHARE_TAILS,
    SHARE_TO_AMOUNT,
    WHOLE_UNITS,
)

_SHARES = FAMILIES[-1]
_ORDERING = {"≥", "≤", ">", "<"}
_DATE = re.compile(r"年|月|日|号|季|前|底|初|末|旬|期|周|天内|节|—|~|～|\d\s*[-至到]\s*\d")
_RATIO = re.compile(r"\d+(?:\.\d+)?\s*[:：∶]\s*\d+(?:\.\d+)?")
_DIGIT = re.compile(r"[0-9０-９一二三四五六七八九十百千万两]")
_NOTE = re.compile(r"[（(][^（）()]*[）)]$")
_HUNDRED = Decimal(100)


@rule(
    "rate-unit",
    "quantity",
    "warning",
    "“率”与单位不匹配",
    why="率是比例，单位应是 %；用“年”“人”“次”等单位时，要么名称不对，要么单位不对。",
    source="2024 年批复表 …389",
    basis="practice",
    wrong="系统正常使用率 ≥ 1 年",
    right="系统正常使用年限 ≥ 1 年",
    when="amount",
)
def rate_unit(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A name that says a share is counted in %; the fix changes name, or unit and value, never the unit alone."""
    if not _is_share(row):
        return
    if base_unit(row.unit) in _SHARES.units or row.unit in _SHARES.units:
        return
    fixes = [clear_value(row.id, "%")]
    if row.name.endswith("率") and (amount := SHARE_TO_AMOUNT.get(row.unit)):
        new = row.name[:-1] + amount
        fixes.insert(0, rename(row.id, new, f"…{new[-len(amount) - 2 :]}"))
    word = quoted(row.name[-3:] if len(row.name) > 3 else row.name)
    yield Hit(row.id, "unit", f"{word}与单位“{row.unit}”不匹配：改名称，或把单位改为 % 并重填指标值。", tuple(fixes))


def _is_share(row: Row) -> bool:
    """True for 率 that is a share, and for 比例, 占比 … that are counted in persons or pieces."""
    if row.name.endswith(SHARE_NAMES):
        return row.unit in WHOLE_UNITS
    return row.name.endswith("率") and (row.name.endswith(SHARE_AFTER_ALL) or not row.name.endswith(NO_SHARE))


@rule(
    "family-unit",
    "quantity",
    "warning",
    "名称与单位不匹配",
    why="次数数“次”或“场”，人数数“人”，份数数“份”：单位与名称要数同一样东西。",
    source="2024 年批复表 …1380",
    basis="practice",
    wrong="举办招聘会次数 ≥ 8 人",
    right="举办招聘会次数 ≥ 8 次",
    when="amount",
)
def family_unit(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A name that says how it is counted (次数 人数 份数 面积 …) has such a unit; shares have rules of their own."""
    found = family(row.name) if row.unit and row.unit != "%" and row.number is not None else None
    if found is None or found is _SHARES or base_unit(row.unit) in found.units or row.unit in found.units:
        return
    tail = next(tail for tail in sorted(found.tails, key=len, reverse=True) if row.name.endswith(tail))
    fixes = tuple(change(row.id, "unit", unit) for unit in found.units[:2])
    units = "或".join(f"“{unit}”" for unit in found.units[:2])
    yield Hit(row.id, "unit", f"“{tail}”不以“{row.unit}”计，应为{units}。", fixes)


_SIGNS = {"up": "≥", "down": "≤", "equal": "="}


def is_count(name: str) -> bool:
    """True for a name that ends in a word of counting (数量 人数 次数 面积 …)."""
    return name.endswith(COUNT_TAILS) and not name.endswith(NO_COUNT)


@rule(
    "count-percent",
    "quantity",
    "warning",
    "数量用了 %",
    why="名称说的是数量，单位却是 %，两者必有一错。",
    source="2024 年批复表 …792",
    basis="practice",
    wrong="群体性事件数量 ≤ 0 %",
    right="群体性事件数量 = 0 件",
    scope="shared",
    index="matter",
    yields_to=("name-cut",),
)
def count_percent(key: tuple[int, str], members: Sequence[Member]) -> Iterator[Hit]:
    """A name of counting has no %, unless by so much less or more; units of the same matter elsewhere are proposed."""
    members = offers(members)
    wrong = [m for m in members if m.value.unit == "%" and is_count(m.value.name) and not _grows(m.value.name)]
    if not wrong:
        return
    units: dict[str, list[str]] = {}
    for member in members:
        if member.value.unit not in ("%", ""):
            units.setdefault(member.value.unit, []).append(member.value.code)
    best = sorted(units, key=lambda unit: -len(units[unit]))
    for member in wrong:
        yield _count_percent(member, units, best)


def _count_percent(member: Member, units: dict[str, list[str]], best: list[str]) -> Hit:
    name = member.value.name
    tail = next(tail for tail in sorted(COUNT_TAILS, key=len, reverse=True) if name.endswith(tail))
    message = f"“…{tail}”不应以 % 计"
    if best:
        used = "，".join(f"{'、'.join(units[unit][:3])} 用“{unit}”" for unit in sorted(units, key=lambda u: units[u]))
        return Hit(
            member.node, "unit", f"{message}；同类指标{used}。", tuple(change(member.node, "unit", u) for u in best[:2])
        )
    own = family(name)
    fixes = tuple(change(member.node, "unit", unit) for unit in own.units[:1]) if own else ()
    return Hit(member.node, "unit", f"{message}，请改单位，或把名称改为比例。", fixes)


@rule(
    "sibling-differs",
    "consistency",
    "hint",
    "同一指标的写法不统一",
    why="同一件事在几个项目里用不同的性质或单位，汇总和自评时无法对照。",
    source="2024 年批复表 …338、…792、…1365、…1380",
    basis="practice",
    wrong="甲项目 城镇新增就业人数 = 948 人，乙项目 ≥ 500 人",
    right="两个项目都用 ≥",
    scope="shared",
    index="matter",
)
def sibling_differs(key: tuple[int, str], members: Sequence[Member]) -> Iterator[Hit]:
    """One matter in several projects of a unit has one direction and one unit; wrong % are another rule's."""
    members = offers(members)
    if len({member.scope for member in members}) < 2:
        return
    sound = [m for m in members if not (m.value.unit == "%" and is_count(m.value.name))]
    units = {m.value.unit for m in sound if m.value.unit}
    signs = {m.value.direction for m in sound if m.value.direction}
    if len(units) < 2 and len(signs) < 2:
        return
    others = tuple(member.node for member in members[1:])
    if len(units) > 1:
        parts = [f"{m.value.code} “{m.value.unit}”" for m in members if m.value.unit]
        names = "名称和单位" if len({m.value.name for m in members}) > 1 else "单位"
        yield Hit(
            members[0].node, "unit", f"同一指标在几个项目里{names}不统一：{listed(parts)}，建议统一。", (), others
        )
    else:
        parts = [f"{m.value.code} 用“{_SIGNS[m.value.direction]}”" for m in sound if m.value.direction]
        yield Hit(members[0].node, "comparator", f"同一指标的性质不统一：{listed(parts)}，请核对。", (), others)


@rule(
    "quantity-percent",
    "quantity",
    "hint",
    "数量指标用了 %",
    why="数量指标一般写多少人、多少次；写 % 时名称要说明是什么的比例。",
    source="2024 年批复表 …792；覆盖率用 % 不在此列",
    basis="practice",
    wrong="数量指标 培训教师 ≥ 95 %",
    right="数量指标 培训教师 ≥ 95 人",
    yields_to=("name-cut", "count-percent", "name-near"),
    when="percent",
)
def quantity_percent(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A 数量指标 in % has a name that says a share."""
    in_percent = row.level2 == "数量指标" and row.unit == "%" and row.number is not None and row.name
    if in_percent and not row.name.endswith(SHARE_TAILS) and not is_count(row.name):
        yield Hit(row.id, "unit", "数量指标用 %，名称却不是比例：请核对是人数（次数）还是占比。")


@rule(
    "unit-missing",
    "quantity",
    "warning",
    "有数无单位",
    why="只有数字看不出是人、次还是 %。",
    source="各地公开表的写法",
    basis="form",
    certainty="sure",
    wrong="培训人数 ≥ 200 （空）",
    right="培训人数 ≥ 200 人",
    when="bare",
)
def unit_missing(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A pure number has a unit; figures without one by nature (比 指数 pH) and years are left alone."""
    if row.number is None or row.unit or row.sign == QUALITATIVE:
        return
    if _NOTE.sub("", row.name).endswith(NO_UNIT_NAMES):
        return
    if row.level2 == "时效指标" and 1990 <= row.number <= 2100:
        return
    known = family(row.name)
    fixes = (fill(row.id, "unit", known.units[0]),) if known else ()
    yield Hit(row.id, "unit", f"指标值 {row.value} 没有度量单位，请填写。", fixes)


@rule(
    "value-joined",
    "quantity",
    "warning",
    "指标值里带着符号或单位",
    why="性质、指标值、度量单位各占一格，合写在一格里无法计算得分。",
    source="各地公开表的写法（28.8万元、≥95%）",
    basis="form",
    wrong="指标值 28.8万元，单位 %",
    right="指标值 28.8，单位 万元",
    when="words",
)
def value_joined(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A value holds a number alone; sign and unit found in it go to their cells."""
    if row.number is not None or not row.value or row.sign == QUALITATIVE:
        return
    parts = _repeating(row.value, row.record.unit) or _taken_apart(row.value)
    if parts is None:
        return
    sign, unit = parts.comparator or row.record.comparator, parts.unit or row.record.unit
    fix = cells(
        row.id, f"分填为 {sign or ''}{parts.value} {unit or ''}".rstrip(), comparator=sign, value=parts.value, unit=unit
    )
    clash = f"，与单位栏的“{row.unit}”不一致" if parts.unit and row.unit and parts.unit != row.unit else ""
    yield Hit(row.id, "value", f"指标值“{row.value}”里带着{_what_joined(parts)}{clash}，应分开填。", (fix,))


def _repeating(value: str, unit: str | None) -> quantity.Quantity | None:
    """Return the parts of a value that says the unit of its own row again (30个工作日 in 个工作日), or None."""
    plain, said = normalise(value).replace(" ", ""), normalise(unit or "")
    if not said or not plain.endswith(said) or quantity.parse_number(plain.removesuffix(said)) is None:
        return None
    return quantity.Quantity(None, plain.removesuffix(said), said)


@lru_cache(8192)
def _taken_apart(value: str) -> quantity.Quantity | None:
    parts = quantity.split(value)
    joined = quantity.parse_number(parts.value) is not None and (parts.comparator or parts.unit)
    unit = parts.unit or ""
    return parts if joined and ("/" in unit or not _DATE.search(unit)) else None


def _what_joined(parts: quantity.Quantity) -> str:
    return "和".join(word for word, text in (("符号", parts.comparator), ("单位", parts.unit)) if text)


@rule(
    "value-words",
    "quantity",
    "warning",
    "性质要数字，指标值是文字",
    why="≥、≤ 只能比较数字；写文字的指标，性质应选“定性”。",
    source="各地公开的绩效目标表",
    basis="form",
    wrong="知晓情况 ≥ 显著提高",
    right="知晓情况 定性 显著提高",
    yields_to=("value-joined", "placeholder", "placeholder-inside"),
    when="words",
)
def value_words(view: ProjectView, row: Row) -> Iterator[Hit]:
    """After ≥ ≤ > < stands a number, a ratio (18:1), a date, or what has a figure elsewhere (预算数, 上年水平)."""
    if row.sign not in _ORDERING or not row.value or row.number is not None or _DATE.search(row.value):
        return
    if not _RATIO.fullmatch(row.value.strip()) and not any(word in row.value for word in REFERRED):
        turn = change(row.id, "comparator", QUALITATIVE, "性质改为 定性")
        fixes = () if _DIGIT.search(row.value) else (turn,)  # a figure mistyped (2OO, 约200) is not made words
        yield Hit(row.id, "value", f"性质是“{row.sign}”，指标值{quoted(row.value)}不是数字。", fixes)


@rule(
    "number-qualitative",
    "quantity",
    "hint",
    "定性指标填了数字",
    why="能用数字衡量的，用 ≥、≤、= 考核更清楚。",
    source="各地公开表的写法",
    basis="practice",
    wrong="培训人数 定性 200 人",
    right="培训人数 ≥ 200 人",
    when="number",
)
def number_qualitative(view: ProjectView, row: Row) -> Iterator[Hit]:
    """定性 goes with words."""
    if row.sign == QUALITATIVE and row.number is not None:
        yield Hit(row.id, "comparator", f"性质是“定性”，指标值却是数字 {row.value}，请改选 ≥、≤ 或 =。")


@rule(
    "percent-over",
    "quantity",
    "warning",
    "百分数超过 100",
    why="完成率、合格率、覆盖率这类比例不会超过 100%。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="发放准确率 ≥ 980 %",
    right="发放准确率 ≥ 98 %",
    when="percent",
)
def percent_over(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A share is at most 100 %, growth and the like apart."""
    if row.unit != "%" or row.number is None or _grows(row.name):
        return
    if row.sign == ">" and row.number == _HUNDRED:
        turn = (change(row.id, "comparator", "="),)
        yield Hit(row.id, "comparator", f"{quoted(row.name)}不会超过 100%，用“>”做不到，请核对性质。", turn)
    elif row.number > _HUNDRED:
        yield Hit(row.id, "value", f"{row.value}% 超过 100%，请核对是否多写了一位或单位不是 %。")


@lru_cache(65536)
def _grows(name: str) -> bool:
    return any(word in name for word in GROWTH)


@rule(
    "percent-fraction",
    "quantity",
    "warning",
    "百分数像是写成了小数",
    why="98% 应填 98，单位 %；填 0.98 就成了不到百分之一。",
    source="各地公开表的写法（98% 填 98）",
    basis="practice",
    wrong="合格率 ≥ 0.95 %",
    right="合格率 ≥ 95 %",
    when="percent",
)
def percent_fraction(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A rate that is to be reached is not below 1 %; what is to stay small (≤) and growth are left alone."""
    if row.unit != "%" or row.number is None or row.sign not in ("≥", ">", "=") or _grows(row.name):
        return
    if Decimal("0.1") <= row.number <= 1 and "." in row.value:
        right = plain_number(row.number * 100)
        fix = change(row.id, "value", right)
        yield Hit(row.id, "value", f"{row.value}% 不到百分之一，是否应为 {right}%？", (fix,))


@rule(
    "condition-empty",
    "quantity",
    "warning",
    "这样的要求等于没有要求",
    why="≥ 0、≤ 100% 无论做得怎样都达到，考核不出结果。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="服务满意度 ≤ 100 %",
    right="服务满意度 ≥ 90 %",
    when="number",
)
def condition_empty(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A target can be missed; ≥ 0 of a growth or a balance is a target."""
    full = row.sign == "≤" and row.unit == "%" and row.number == _HUNDRED and not any(w in row.name for w in CAPPED)
    nothing = row.sign == "≥" and row.number is not None and (row.number == 0 or (row.number < 0 and row.unit == "%"))
    if (full or nothing) and not _grows(row.name):
        turn = (change(row.id, "comparator", "≥" if full else "="),) if full or row.number == 0 else ()
        yield Hit(row.id, "comparator", f"“{row.sign}{row.value}{row.unit}”总能达到，等于没有要求，请核对性质。", turn)


@rule(
    "count-fraction",
    "quantity",
    "hint",
    "人、次、件出现小数",
    why="人、次、件只能是整数。",
    source="各地公开表的写法",
    basis="practice",
    wrong="培训人数 ≥ 20.5 人",
    right="培训人数 ≥ 21 人",
    when="amount",
)
def count_fraction(view: ProjectView, row: Row) -> Iterator[Hit]:
    """What can be counted is counted whole; averages and ratios (人均, 每千人口, 周转) are not."""
    if row.number is None or row.unit not in WHOLE_UNITS or row.number == row.number.to_integral_value():
        return
    if not any(word in row.name for word in AVERAGES):
        yield Hit(row.id, "value", f"{row.value} {row.unit} 不是整数，请核对。")


@rule(
    "values-all-full",
    "quantity",
    "hint",
    "指标值全是 100%",
    why="每条都填 100%，一项没做到就扣分，也看不出轻重。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="五条指标全是 = 100 %",
    right="有依据的填 100%，其余按实际水平填",
    scope="project",
)
def values_all_full(view: ProjectView) -> Iterator[Hit]:
    """Of four and more shares not all are 100 %."""
    shares = [row for row in view.rows if row.unit == "%" and row.number is not None and row.level2 != "时效指标"]
    if len(shares) >= 4 and all(row.number == _HUNDRED for row in shares):
        yield Hit(view.id, None, f"{len(shares)} 条百分比指标全是 100%，请按实际能达到的水平填写。")


@rule(
    "unit-mixed",
    "consistency",
    "hint",
    "同一项目里人数的单位不一",
    why="“人”是去重的人头，“人次”可以重复；同一批人混用两种单位，数字对不上。",
    source="各地公开的绩效目标表",
    basis="practice",
    certainty="unsure",
    wrong="培训人数 200 人次",
    right="培训人次 200 人次",
    when="amount",
)
def unit_mixed(view: ProjectView, row: Row) -> Iterator[Hit]:
    """人数 is counted in 人, 人次 in 人次."""
    pair = next(
        (
            (word, unit)
            for word, unit in (("人数", "人次"), ("人次", "人"))
            if row.name.endswith(word) and row.unit == unit
        ),
        None,
    )
    if pair:
        right = "人" if pair[1] == "人次" else "人次"
        yield Hit(
            row.id,
            "unit",
            f"名称是“{pair[0]}”，单位是“{pair[1]}”：按人头还是按次数？",
            (change(row.id, "unit", right),),
        )
