"""From what was typed into one cell to the cells that it fills, and the sentence about what else changed. No Qt here.

性质, 指标值 and 度量单位 each accept all three (≥95%, 不少于190人, 定性 有效提升); nothing is ever erased by a choice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...domain import framework, quantity, terms
from ...domain.book import Indicator, Node, Project

SIGN_KEYS = dict(zip("123456", quantity.COMPARATORS, strict=True))
QUANTITY_FIELDS = ("comparator", "value", "unit")

_LIVE_SIGNS = (("≥>", ">"), ("≤<", "<"), ("≥=", "≥"), ("≤=", "≤"), ("=>", "≥"), ("=<", "≤"))
_TYPED_SIGNS = str.maketrans("＞＜＝》", "><=>")
_TYPED_LESS = re.compile(r"《(?=\s*\d[^》]*$)")  # an input method's <; a document's name would end with 》
_FIRST_SIGNS = {">": "≥", "<": "≤"}
_UNIT_WORDS = {"％": "%", "百分比": "%", "百分号": "%"}
# Endings of a name and the unit they are counted in; the first that fits counts (the 2024 form's own habits).
_UNITS_BY_NAME = (
    (re.compile(r"(率|比例|占比|满意度|百分比|比重|增幅|增速)$"), "%"),
    (re.compile(r"(投诉|事故|纠纷|上访|事件)[^率]*(数|数量|起数|次数|发生)?$"), "起"),
    (re.compile(r"人次(数|数量)?$"), "人次"),
    (re.compile(r"(人数|人员数量|人员数|人口数|者数量|者人数|人员)$"), "人"),
    (re.compile(r"(次数|频次)$"), "次"),
    (re.compile(r"场次(数)?$"), "场"),
    (re.compile(r"(户数|农户数量|家庭数量)$"), "户"),
    (re.compile(r"(面积)$"), "平方米"),
    (re.compile(r"(里程|公里数)$"), "公里"),
    (re.compile(r"(年限|使用年限|年数)$"), "年"),
    (re.compile(r"(份数)$"), "份"),
    (re.compile(r"(台数|台套数)$"), "台"),
    (re.compile(r"(项目数量|项目数|项数)$"), "项"),
    (re.compile(r"(件数)$"), "件"),
    (re.compile(r"(篇数)$"), "篇"),
    (re.compile(r"(天数)$"), "天"),
    (re.compile(r"(个数|岗位数量|岗位数)$"), "个"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry means: the fields to write, in order, and what to say about those that were not typed into."""

    cells: tuple[tuple[str, str | None], ...]
    said: str = ""


def read(record: Node, field: str, text: str) -> Entry:
    """Return what typing `text` into `field` of a record writes. Nothing is refused and nothing else is erased."""
    if isinstance(record, Indicator) and field in QUANTITY_FIELDS:
        return _quantity(record, field, text)
    if field in ("level1", "level2") and isinstance(record, Indicator):
        return _level(record, field, text)
    if isinstance(record, Project) and field in ("budget", "control", "last_budget"):
        return Entry(((field, _amount(text)),))
    if field == "weight":
        return Entry(((field, _plain(text).removesuffix("分")),))
    return Entry(((field, text),))


def _plain(text: str) -> str:
    """Half-width digits and signs where the text is a number; any other text as it was typed."""
    return (
        quantity.normalise(text)
        if quantity.parse_number(quantity.normalise(text).removesuffix("分")) is not None
        else text
    )


def _amount(text: str) -> str:
    """Money in 万元 as typed, without commas or the unit's word; what is no number stays as it is."""
    bare = quantity.normalise(text).removesuffix("万元").replace(",", "").strip()
    return text if quantity.parse_number(bare) is None else bare


def _quantity(record: Indicator, field: str, text: str) -> Entry:
    wanted = _parts(field, text)
    cells = [(field, wanted.pop(field))] if field in wanted else []
    cells += [(name, new) for name, new in wanted.items() if new != getattr(record, name)]
    said = [_change(record, name, new) for name, new in cells if name != field]
    return Entry(tuple(cells), f"{'，'.join(said)}，可撤销" if said else "")


def _change(record: Indicator, name: str, new: str | None) -> str:
    old = getattr(record, name)
    return (
        f"{_SHORT.get(name) or terms.label(name)} {old}→{new}"
        if old
        else f"{_SHORT.get(name) or terms.label(name)} {new}"
    )


_SHORT = {"unit": "单位", "value": "指标值", "comparator": "性质"}


def _parts(field: str, text: str) -> dict[str, str | None]:
    """Return the fields that a text typed into one of the three says something about."""
    stripped = text.strip()
    if _TYPED_LESS.match(stripped):
        stripped = "≤" + stripped[1:]
    if not stripped:
        return {field: None}
    if field == "comparator" and stripped in SIGN_KEYS:
        return {"comparator": SIGN_KEYS[stripped]}
    found = quantity.split(stripped)
    if field == "comparator" and found.comparator is None and found.unit is None:
        return {"comparator": stripped}
    if field == "unit" and (found.comparator is None and (found.unit is None or found.value is None)):
        return {"unit": _UNIT_WORDS.get(stripped, stripped)}
    said = {name: part for name in QUANTITY_FIELDS if (part := getattr(found, name)) is not None}
    return said or {field: stripped}


def _level(record: Indicator, field: str, text: str) -> Entry:
    """A level by any of its names; a 二级 of another 一级 brings that with it."""
    if field == "level1":
        return Entry((("level1", framework.canonical_level1(text) or text),))
    second = framework.canonical_level2(text, record.level1)
    if second is None:
        return Entry((("level2", text),))
    firsts = [level1 for level1, seconds in framework.LEVEL2.items() if second in seconds]
    if record.level1 in firsts or not firsts:
        return Entry((("level2", second),))
    return Entry((("level1", firsts[-1]), ("level2", second)), f"一级 {record.level1 or '空'}→{firsts[-1]}，可撤销")


def typed_sign(text: str) -> str:
    """Return what stands in 性质 after a key: as `live_sign`, and 1–6 pick a sign."""
    return SIGN_KEYS.get(text) or live_sign(text.replace("《", "<") if text in ("《", "≤《") else text)


def live_sign(text: str) -> str:
    """Return what stands in a cell after a key: > at its start gives ≥, a second > gives >; the rest stays.

    》 is what the key gives while an input method is on; 《 may begin the name of a document and stays.
    """
    plain = text[:2].translate(_TYPED_SIGNS) + text[2:]
    if plain in _FIRST_SIGNS:
        return _FIRST_SIGNS[plain]
    return next((sign + plain[len(typed) :] for typed, sign in _LIVE_SIGNS if plain.startswith(typed)), plain)


MENDED = {"comparator": typed_sign, "value": live_sign, "unit": live_sign}
"""The fields whose text is put right after every key."""


def proposed_unit(row: Indicator) -> str | None:
    """Return the unit that the name of a row without a unit suggests (率 %, 人数 人), None when nothing does."""
    if row.unit or not row.name or row.comparator == quantity.QUALITATIVE:
        return None
    if row.value and quantity.parse_number(row.value) is None:
        return None
    return unit_for_name(row.name)


def unit_for_name(name: str) -> str | None:
    """Return the unit that an indicator's name is usually counted in, None when the name says nothing of it."""
    return next((unit for pattern, unit in _UNITS_BY_NAME if pattern.search(name.strip())), None)
