"""Which indicators measure which sentence of a goal, and which 二级 a project has and lacks: a help for the eye.

Nothing here is a finding: a sentence may be told in other words than its indicators. A sentence and an indicator are
joined when they share a figure with its unit, a good part of the name, or speak both of satisfaction or of time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from ..domain.book import Indicator, Project
from ..domain.profile import Profile
from .goals import AIMS, NUMBER
from .texts import core
from .views import Row, squeezed

# A sentence ends after one of these marks, and before 目标2： （三） 4、
_SENTENCE = re.compile(r"[^。；;！？!?\n]+[。；;！？!?]?")
_NUMBERED = re.compile(r"(?=目标\s*[0-9一二三四五六七八九十]+\s*[:：、.])|(?=[（(][0-9一二三四五六七八九十]+[）)])")
_LEADING = re.compile(
    r"^(?:目标\s*[0-9一二三四五六七八九十]+\s*[:：、.．]?|[（(]?[0-9一二三四五六七八九十]+[）)、.．:：])\s*"
)
_TAILS = re.compile(r"(?:人员|人数|人次|次数|数量|个数|总数|件数|户数|场次|情况|标准|程度|水平|[率度数量额])+$")
_SATISFIED = "满意"
_TIMELY = re.compile(r"及时|按时|按期|如期|准时|时限|期限|进度")
_CLAIMS = (*AIMS, "做好", "开展", "帮助", "支持", "鼓励", "组织", "扩大", "加强", "健全", "建立")
_SHORT, _SHARED, _PART = 4, 4, 0.6
# Words that every goal of these forms is full of: sharing one of them alone joins nothing.
_COMMON = re.compile(
    r"工作|项目|资金|人员|群众|服务|建设|管理|开展|完成|保障|促进|提高|提升|实施|落实|加强|推进|发展|我县|全县|县级|年度"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a goal: where it stands in the goal's text, and the indicators (ids) that measure it.

    `claims` is true when it promises something: a figure, or a word such as 确保 or 提高.
    """

    start: int
    end: int
    text: str
    rows: tuple[int, ...]
    claims: bool

    @property
    def unmeasured(self) -> bool:
        """True when the sentence promises something that no indicator measures."""
        return self.claims and not self.rows


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sentences of a goal with their indicators, and the indicators that no sentence speaks of."""

    sentences: tuple[Sentence, ...]
    loose: tuple[int, ...]

    def sentences_of(self, row: int) -> tuple[Sentence, ...]:
        """Return the sentences that an indicator measures."""
        return tuple(sentence for sentence in self.sentences if row in sentence.rows)


def cover(goal: str | None, indicators: Sequence[Indicator]) -> Coverage:
    """Return which indicators measure which sentence of a goal; rows without a name are left out."""
    rows = [row for row in map(Row, indicators) if row.name]
    sentences = tuple(_sentence(start, end, text, rows) for start, end, text in _split(goal or ""))
    joined = {row for sentence in sentences for row in sentence.rows}
    return Coverage(sentences, tuple(row.id for row in rows if row.id not in joined))


def _split(goal: str) -> Iterator[tuple[int, int, str]]:
    for found in _SENTENCE.finditer(goal):
        starts = [0, *(mark.start() for mark in _NUMBERED.finditer(found.group()) if mark.start()), len(found.group())]
        for begin, end in pairwise(starts):
            part = found.group()[begin:end]
            text = part.strip()
            if len(squeezed(_LEADING.sub("", text))) >= _SHORT:
                start = found.start() + begin + part.index(text)
                yield start, start + len(text), text


def _sentence(start: int, end: int, text: str, rows: Sequence[Row]) -> Sentence:
    plain = squeezed(_LEADING.sub("", text))
    figures = {(number, unit.replace("％", "%")) for number, unit in NUMBER.findall(plain)}
    joined = tuple(row.id for row in rows if _measures(row, plain, figures))
    return Sentence(start, end, text, joined, bool(figures) or any(word in plain for word in _CLAIMS))


def _measures(row: Row, sentence: str, figures: set[tuple[str, str]]) -> bool:
    if row.unit and any(unit == row.unit and number == row.value.strip() for number, unit in figures):
        return True
    if _SATISFIED in sentence and _SATISFIED in row.name:
        return True
    if row.level2 == "时效指标" and _TIMELY.search(sentence) and _TIMELY.search(row.name):
        return True
    return shares_a_name(stem(row.name), sentence)


def stem(name: str) -> str:
    """Return what a name is about without the words of measuring: 补贴发放准确率 -> 补贴发放准确."""
    plain = core(name).partition("·")[0]
    return _TAILS.sub("", plain) or plain


def shares_a_name(stem: str, sentence: str) -> bool:
    """Tell whether a run of a name stands in a sentence: four characters that say something, or most of a short one."""
    found = SequenceMatcher(None, stem, sentence, autojunk=False).find_longest_match()
    shared = stem[found.a : found.a + found.size]
    telling = len(_COMMON.sub("", shared))
    return (found.size >= _SHARED and telling >= 2) or (telling >= 2 and found.size >= _PART * len(stem))


@dataclass(frozen=True, slots=True)
class Need:
    """One 二级 of the profile as a project has it: how many rows, and whether the profile asks for one."""

    level1: str
    level2: str
    printed: str
    count: int
    required: bool

    @property
    def missing(self) -> bool:
        """True when the profile asks for it and no row has it."""
        return self.required and not self.count


def checklist(project: Project, indicators: Sequence[Indicator], profile: Profile) -> tuple[Need, ...]:
    """Return the 二级 that the profile knows, with what a project of this category has and has to have."""
    return tuple(
        Need(
            level.name,
            second.name,
            second.printed,
            sum(row.levels == (level.name, second.name) for row in indicators),
            second.needed_by(project.category),
        )
        for level in profile.levels
        for second in level.seconds
    )
