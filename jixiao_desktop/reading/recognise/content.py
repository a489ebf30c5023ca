"""What a text can be, by its content alone: a code, a category, money, a level name, a sign, a unit, a weight."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from ...domain import framework
from ...domain.codes import is_unit_code
from ...domain.quantity import parse_comparator, parse_number, split
from ..texts import squeeze

_CODE = re.compile(r"(?:\d{11}[A-Z]\d{9}|\d{8}[A-Z]\d{12})")
_UNIT_LABEL = re.compile(r"\d{3}(?:\d{3}){0,4}[-－—–][^\d].*")
_CATEGORY = re.compile(r"\d{0,2}[-－—–、.]?[\u4e00-\u9fff]{1,12}类(?:项目|支出)?|[123]\d?[-－—–][\u4e00-\u9fff]{2,14}")
_CATEGORY_CODE = re.compile(r"[123]|2[12]|3[123]")
MONEY_UNIT = r"(?:[十百千]?万|[百千亿])?元"
"""万元 and 元, and what few tables count in: 亿元, 百万元, 千元."""
_NO_SIGN = {"无", "定量", "正向", "反向", "正向指标", "反向指标", "负向", "定量指标", "定性指标", "/", "-", "—"}
_TOTAL = re.compile(r"(?:合计|总计|总合计|合计数|本表合计)[-－—–:：/]*")
_SUBTOTAL = re.compile(r".*(?:小计|合计)[-－—–:：/]*")
# How a target in words ends: 较上年提高, 有效改善, 持续稳定. No unit of measure does.
_CHANGE = re.compile(
    r"(?:提高|提升|增强|增加|增长|上升|扩大|改善|优化|完善|健全|规范|降低|下降|减少|缩小|稳定|明显|显著|良好|达标)$"
)
_LONGEST_ANCHOR, _LONGEST_CATEGORY = 200, 80
_HAN = re.compile(r"[\u3400-\u9fff]")


def _spellings(names: Iterable[str]) -> frozenset[str]:
    """Return level names with and without the suffix 指标."""
    bare = {name.removesuffix("指标") for name in names}
    return frozenset(bare | {name + "指标" for name in bare})


_LEVELS1 = _spellings(framework.LEVEL1)
_LEVELS2 = _spellings(name for names in framework.LEVEL2.values() for name in names)
_UNIT_WORDS = """
% ‰ 百分比 人 人次 人天 人日 名 位 户 户次 家 个 只 头 次 件 起 例 宗 场 场次 份 项 篇 期 班 批 批次 部 本 册 张 套
台 辆 台套 台/套 车次 座 处 所 间 栋 块 条 支 根 组 种 类 级 株 棵 眼 口 幅 盏 年 月 天 日 小时 分钟 课时 学时
元 万元 亿元 元/人 元/人·月 万元/人 人/年 元/亩 元/平方米 米 千米 公里 平方米 平方公里 立方米 亩 公顷
吨 吨/年 千克 公斤 升 mg/L 万人 万人次 频次 分 m2 km
"""
COMMON_UNITS = frozenset(_UNIT_WORDS.split())


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return the text squeezed (blanks gone, half-width), remembered."""
    return squeeze(text)


def has_code(text: str) -> bool:
    """True when the text begins with a project code, blanks inside it allowed."""
    return bool(_CODE.match(plain(text)))


def is_unit_label(text: str) -> bool:
    """True for a unit's code and name (723001-…局)."""
    return bool(_UNIT_LABEL.fullmatch(plain(text)))


def is_category(text: str) -> bool:
    """True for 3-特定目标类 and its like."""
    return bool(_CATEGORY.fullmatch(plain(text)))


def is_sign(text: str) -> bool:
    """True for a comparison sign in any of its spellings, 定性 and the words that stand for "no sign"."""
    return parse_comparator(plain(text)) is not None


def is_no_sign(text: str) -> bool:
    """True for what a sign column holds when the sign stands elsewhere: 定量, 正向, 无."""
    return plain(text) in _NO_SIGN


def number(text: str) -> Decimal | None:
    """Return the number that a text is, blanks and commas allowed."""
    return parse_number(plain(text))


def money(text: str) -> Decimal | None:
    """Return the amount that a text is, ¥ before and a unit such as 万元 behind it allowed."""
    return parse_number(without_currency(plain(text)))


def without_currency(plain_text: str) -> str:
    """Return an amount without the ¥ before and the unit behind it."""
    return re.sub(rf"^¥|{MONEY_UNIT}$", "", plain_text)


def weight(text: str) -> Decimal | None:
    """Return the points that a text is (20, 20分, 20%), None unless 0 to 100."""
    points = parse_number(re.sub(r"[分%]$", "", plain(text)))
    return points if points is not None and 0 <= points <= 100 else None


def is_total(text: str) -> bool:
    """True for 合计, 合计-, 合 计, 总计."""
    return bool(_TOTAL.fullmatch(plain(text)))


def is_subtotal(text: str) -> bool:
    """True for 小计 and for a unit's 合计."""
    return len(text) < 60 and bool(_SUBTOTAL.fullmatch(plain(text)))


def has_han(text: str) -> bool:
    """True when the text holds a Han character."""
    return bool(_HAN.search(text))


def is_level1(text: str) -> bool:
    """True for a known 一级 name."""
    return framework.canonical_level1(plain(text)) is not None


def is_level2(text: str) -> bool:
    """True for a known 二级 name."""
    return framework.canonical_level2(plain(text)) is not None


@lru_cache(maxsize=16384)
def is_level_part(text: str, names: frozenset[str] = _LEVELS1 | _LEVELS2) -> bool:
    """True for the beginning or the end of a level name that a page break may have cut."""
    part = plain(text)
    return bool(part) and any(part != name and (name.startswith(part) or name.endswith(part)) for name in names)


def is_known_unit(text: str) -> bool:
    """True for a unit of measure that forms use."""
    return plain(text) in COMMON_UNITS


def is_joined(text: str) -> bool:
    """True for a quantity with its sign or its unit joined: ≥95%, 190人."""
    parts = split(text)
    return parts.value is not None and parse_number(parts.value) is not None and bool(parts.comparator or parts.unit)


def _accept_text(text: str) -> bool:
    return not is_sign(text) and number(text) is None


def _accept_level(text: str, other: bool) -> bool:
    return _accept_text(text) and not other and len(plain(text)) <= 14


def _accept_value(text: str) -> bool:
    return parse_comparator(plain(text)) in (None, "定性")


def _is_name(text: str) -> bool:
    """True for what is long enough for a unit's name (妇联, 团委) and no unit of measure."""
    return len(plain(text)) >= 2 and not is_known_unit(text)


@lru_cache(maxsize=65536)
def accepts(key: str, text: str) -> bool:
    """True when a text may stand in the column of `key`: the test that a row fits its columns."""
    tests = {
        "unit": lambda: _accept_text(text) and not has_code(text) and not _is_level(text) and _is_name(text),
        "project": lambda: _accept_text(text) and not _is_level(text) and not is_unit_label(text),
        "category": lambda: (
            bool(_CATEGORY_CODE.fullmatch(plain(text)))
            or (_accept_text(text) and len(plain(text)) <= _LONGEST_CATEGORY and not _is_level(text))
        ),
        "budget": lambda: money(text) is not None or (not has_han(text) and not is_sign(text)),
        "objective": lambda: _accept_text(text) and not _is_level(text) and not has_code(text),
        "level1": lambda: is_level1(text) or _accept_level(text, is_level2(text)),
        "level2": lambda: is_level2(text) or _accept_level(text, is_level1(text) and not is_level_part(text)),
        "indicator": lambda: _accept_text(text) and not is_category(text),
        "comparator": lambda: is_sign(text) or is_no_sign(text) or is_joined(text),
        "value": lambda: _accept_value(text),
        "measure": lambda: _accept_text(text) and len(plain(text)) <= 14,
        "weight": lambda: weight(text) is not None,
    }
    test = tests.get(key)
    return test is None or bool(test())


def _is_level(text: str) -> bool:
    return is_level1(text) or is_level2(text)


@lru_cache(maxsize=65536)
def anchors(text: str) -> tuple[str, ...]:
    """Return the columns that a text belongs to beyond doubt: a code, a category, a sign, a level's name."""
    if len(text) > _LONGEST_ANCHOR:
        return ()
    tests = (("project", has_code), ("category", is_category), ("comparator", is_sign), ("level1", is_level1),
             ("level2", is_level2))  # fmt: skip
    return tuple(key for key, test in tests if test(text))


@lru_cache(maxsize=65536)
def score(key: str, text: str) -> float:
    """Return how well a text suits the column of `key`: 10 beyond doubt, about 0 open, -8 and less impossible."""
    scorer = _SCORES.get(key)
    return scorer(text) if scorer else -10.0


def _score_unit(text: str) -> float:
    return 10.0 if is_unit_label(text) else -0.5 if accepts("unit", text) and not _is_special(text) else -9.0


def _score_project(text: str) -> float:
    return 12.0 if has_code(text) else 0.0 if accepts("project", text) and not _is_special(text) else -9.0


def _score_objective(text: str) -> float:
    if not accepts("objective", text) or _is_special(text):
        return -9.0
    return 3.0 if len(plain(text)) >= 25 else 0.5


def _score_level1(text: str) -> float:
    return 10.0 if is_level1(text) else 1.5 if is_level_part(text, _LEVELS1) else -8.0


def _score_level2(text: str) -> float:
    return 10.0 if is_level2(text) else 1.5 if is_level_part(text, _LEVELS2) else -8.0


def _score_indicator(text: str) -> float:
    if not accepts("indicator", text) or not has_han(text) or has_code(text):
        return -9.0
    return 0.0 if _is_level(text) else 2.0


def _score_value(text: str) -> float:
    if number(text) is not None or is_joined(text):
        return 4.0
    return -9.0 if is_sign(text) else 2.0 if _CHANGE.search(plain(text)) else -1.0


def _score_measure(text: str) -> float:
    if is_known_unit(text):
        return 6.0
    return 1.0 if accepts("measure", text) and len(plain(text)) <= 6 else -9.0


def _score_budget(text: str) -> float:
    amount = number(text)
    return -10.0 if amount is None else 4.0 if "." in text else 1.5


def _score_weight(text: str) -> float:
    return 4.0 if weight(text) is not None else -10.0


def _is_special(text: str) -> bool:
    return is_category(text) or is_known_unit(text) or is_unit_label(text) or has_code(text)


_SCORES = {
    "unit": _score_unit,
    "unit_code": lambda text: 8.0 if is_unit_code(plain(text)) else -10.0,
    "project_code": lambda text: 12.0 if _CODE.fullmatch(plain(text)) else -10.0,
    "project": _score_project,
    "category": lambda text: 10.0 if is_category(text) else -8.0,
    "budget": _score_budget,
    "objective": _score_objective,
    "level1": _score_level1,
    "level2": _score_level2,
    "indicator": _score_indicator,
    "comparator": lambda text: 10.0 if is_sign(text) else -10.0,
    "value": _score_value,
    "measure": _score_measure,
    "weight": _score_weight,
}
