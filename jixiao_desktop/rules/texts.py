"""How texts compare: the matter a name is about, names alike but for a slip, goals alike, short quotations."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from .words import CONFUSED, FAMILIES, NO_COUNT, Family

_PERSONS = re.compile(r"(?:人员|人)(?:总)?(?:数量|数)$")
_VISITS = re.compile(r"人次数?$")
_COUNTS = re.compile(r"(?:总数量|数量|总量|总数|个数|次数|起数|(?<![事案文稿邮信部])件数|数)$")
_IDLE = re.compile(r"[的性之、，,。；;：:“”\"'（）()\-—·]")
_CLAUSE = re.compile(r"[，。；;,.、\s：:]+")
_FOLD = {ord(char): ord(group[0]) for group in CONFUSED for char in group}
_TWICE = re.compile(r"([一-鿿])\1")
_ENDINGS = ("率", "度")


@lru_cache(65536)
def core(name: str) -> str:
    """Return what a name counts without the words of counting (群体性事件数量 -> 群体事件); persons keep a mark."""
    plain = _IDLE.sub("", name)
    if _VISITS.search(plain):
        return _VISITS.sub("", plain) + "·人次"
    if _PERSONS.search(plain):
        return _PERSONS.sub("", plain) + "·人"
    return plain if plain.endswith(NO_COUNT) else _COUNTS.sub("", plain) or plain


@lru_cache(65536)
def folded(name: str) -> str:
    """Return a key that names share when a slip tells them apart: a confused character, a doubled one, 率 left out."""
    stem = name[:-1] if name.endswith(_ENDINGS) else name
    return _TWICE.sub(r"\1", stem.translate(_FOLD))


def slip_between(one: str, other: str) -> str:
    """Return how two names of one `folded` key differ: missing (the first lacks an ending), doubled, confused, none."""
    if one == other:
        return "none"
    if other[:-1] == one and other.endswith(_ENDINGS):
        return "missing"
    if len(one) == len(other):
        return "confused"
    return "doubled" if _TWICE.sub(r"\1", one) == other else "none"


def differing(one: str, other: str) -> tuple[str, str]:
    """Return the middle parts in which two texts differ, common start and end taken off."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


@lru_cache(4096)
def family(name: str) -> Family | None:
    """Return the unit family of a name by its longest fitting tail, or None."""
    best: tuple[int, Family | None] = (0, None)
    for candidate in FAMILIES:
        for tail in candidate.tails:
            if len(tail) > best[0] and name.endswith(tail):
                best = len(tail), candidate
    return best[1]


def base_unit(unit: str) -> str:
    """Return the unit before a slash: 次/年 -> 次; 人·月 -> 人; %/年 -> %."""
    return re.split(r"[/／·.每]", unit, maxsplit=1)[0]


@lru_cache(8192)
def clauses(goal: str) -> frozenset[str]:
    """Return the clauses of a goal that are long enough to tell goals apart (8 characters)."""
    return frozenset(part for part in _CLAUSE.split(goal) if len(part) >= 8)


@lru_cache(4096)
def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= 0.75 else 0.0


@lru_cache(1024)
def differences(one: str, other: str, limit: int = 4) -> tuple[tuple[str, str], ...]:
    """Return up to `limit` parts in which two texts differ, as (in the first, in the second)."""
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "replace" and b - a == d - c == 1 and min(a, c) > 0:
            a, c = a - 1, c - 1  # a character alone says little: 认证 and 认真, not 证 and 真
        if tag != "equal":
            found.append((one[a:b], other[c:d]))
    return tuple(found[:limit])


def quoted(text: str, limit: int = 18) -> str:
    """Return a text in Chinese quotation marks, cut in the middle when long."""
    if len(text) > limit:
        text = f"{text[: limit // 2]}…{text[-(limit // 2 - 1) :]}"
    return f"“{text}”"


def listed(words: list[str], limit: int = 4) -> str:
    """Return words joined by 、, the rest counted."""
    rest = f"等 {len(words)} 处" if len(words) > limit else ""
    return "、".join(words[:limit]) + rest
