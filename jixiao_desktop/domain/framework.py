"""一级 and 二级 names: canonical forms, synonyms, order, and which 二级 belong to which 一级.

Sources: the approved 2024 form; 财预〔2015〕88号 family (成本 under 产出); the 2021
practice with 成本 as a first level; synonyms seen in published forms of several provinces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

OUTPUT, BENEFIT, SATISFACTION, COST = "产出指标", "效益指标", "满意度指标", "成本指标"
LEVEL1 = (COST, OUTPUT, BENEFIT, SATISFACTION)

LEVEL2: dict[str, tuple[str, ...]] = {
    COST: ("经济成本", "社会成本", "生态环境成本"),
    OUTPUT: ("数量指标", "质量指标", "时效指标", "成本指标"),
    BENEFIT: ("经济效益", "社会效益", "生态效益", "可持续影响"),
    SATISFACTION: ("服务对象满意度",),
}

_SYNONYMS1 = {
    OUTPUT: "产出 产出类 产出绩效 项目产出 项目完成 完成指标 项目完成指标",
    BENEFIT: "效益 效益类 效果 效果类 项目效益 项目效果 效益绩效",
    SATISFACTION: "满意度 满意度类 满意",
    COST: "成本 成本类",
}
_SYNONYMS2 = {
    "数量指标": "数量 产出数量",
    "质量指标": "质量 产出质量",
    "时效指标": "时效 产出时效 进度 产出进度",
    "成本指标": "成本 产出成本",
    "经济效益": "经济效果",
    "社会效益": "社会效果",
    "生态效益": "环境效益 生态环境效益 生态环境",
    "可持续影响": "可持续性 可持续发展影响 可持续 可持续发展 可持续影响力 可持续发展能力",
    "服务对象满意度": "满意度 服务对象 社会公众或服务对象满意度 服务对象或社会公众满意度 受益对象满意度 "
    "公众满意度 社会公众满意度 职工满意度 "
    "群众满意度 服务对象满意 受益对象",
    "经济成本": "",
    "社会成本": "",
    "生态环境成本": "生态成本 环境成本",
}
_SCORE = re.compile(r"[(（]\s*\d+(?:\.\d+)?\s*[分%]?\s*[)）]$")


def _table(synonyms: dict[str, str]) -> dict[str, str]:
    table = {}
    for canonical, words in synonyms.items():
        for word in (canonical, canonical.removesuffix("指标"), *words.split()):
            table[word] = table[word + "指标"] = canonical
    return table


_TABLE1, _TABLE2 = _table(_SYNONYMS1), _table(_SYNONYMS2)


def _bare(text: str) -> str:
    return _SCORE.sub("", re.sub(r"\s", "", text))


def states_points(text: str) -> bool:
    """True when a level's name has its points behind it (产出指标(50分))."""
    return bool(_SCORE.search(re.sub(r"\s", "", text)))


def canonical_level1(text: str | None) -> str | None:
    """Return the canonical 一级 name that a text means (效果指标, 产出指标(50分)), or None when it is none."""
    return _TABLE1.get(_bare(text)) if text else None


def canonical_level2(text: str | None, level1: str | None = None) -> str | None:
    """Return the canonical 二级 name that a text means, or None; under 成本指标 a plain 成本 stays unknown."""
    if not text:
        return None
    found = _TABLE2.get(_bare(text))
    if found == "成本指标" and level1 == COST:
        return None
    return found


def level1_of(level2: str | None) -> str | None:
    """Return the 一级 that a canonical 二级 belongs to (成本指标: 产出指标), or None."""
    for level1, seconds in LEVEL2.items():
        if level2 in seconds:
            return level1
    return None


def rank1(level1: str | None) -> int:
    """Return the place of a 一级 in the form's order; unknown names come after all known ones, blank last."""
    if level1 is None:
        return len(LEVEL1) + 1
    return LEVEL1.index(level1) if level1 in LEVEL1 else len(LEVEL1)


def rank2(level1: str | None, level2: str | None) -> int:
    """Return the place of a 二级 within its 一级; unknown names come after the known ones, blank last."""
    seconds = LEVEL2.get(level1 or "", ())
    if level2 is None:
        return len(seconds) + 1
    return seconds.index(level2) if level2 in seconds else len(seconds)


def arranged_order(levels: Sequence[tuple[str | None, str | None]]) -> list[int]:
    """Return the places of `levels` in the form's order, stable: known levels by rank, others as they first appear.

    Equal levels come to stand together.
    """
    first1: dict[str | None, int] = {}
    first2: dict[tuple[str | None, str | None], int] = {}
    for place, pair in enumerate(levels):
        first1.setdefault(pair[0], place)
        first2.setdefault(pair, place)

    def key(place: int) -> tuple[int, int, int, int, int]:
        pair = levels[place]
        return rank1(pair[0]), first1[pair[0]], rank2(*pair), first2[pair], place

    return sorted(range(len(levels)), key=key)


def arrange(items: Iterable[T], levels: Sequence[tuple[str | None, str | None]]) -> list[T]:
    """Return the items in the order of `arranged_order` of their levels."""
    pool = list(items)
    return [pool[place] for place in arranged_order(levels)]


def place_for(levels: Sequence[tuple[str | None, str | None]], new: tuple[str | None, str | None]) -> int:
    """Return where a row with levels `new` goes among arranged rows: at the end of its 二级."""
    return arranged_order([*levels, new]).index(len(levels))
