"""Measurable words for a vague indicator: from last year, from the other indicators of the book, from usual patterns.

A rewrite names what to measure, the sign and the unit; the value is always left for the clerk to fill in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from .. import resources
from ..domain import commands
from ..domain.book import Book, Indicator
from ..domain.history import Command
from ..domain.quantity import QUALITATIVE
from .coverage import shares_a_name, stem
from .texts import likeness
from .views import Row
from .words import VAGUE

REWRITABLE = frozenset({"value-vague"})
Origin = Literal["last", "book", "pattern"]
ORIGIN_WORDS: dict[Origin, str] = {"last": "上年的写法", "book": "本表其他项目", "pattern": "常用写法"}
_OF_BOOK = 4  # indicators of the book that are offered at most
_SOFT = re.compile("|".join(sorted(("得到", "有所", "情况", "较上年", "程度", *VAGUE), key=len, reverse=True)))
# Words for a state at the end of a name, which only these endings can follow.
_STATE = re.compile(r"(?:水平|条件|状况|环境|能力|质量|程度)+$")
_STATED = ("达标率", "幅度")


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One way to say an indicator so that it can be measured; the value is to be filled in."""

    name: str
    comparator: str
    unit: str
    origin: Origin

    def command(self, node: int) -> Command:
        """Return the command that gives a row these words and empties its value."""
        words = {"name": self.name, "comparator": self.comparator, "unit": self.unit, "value": None}
        return commands.set_cells([(node, field, text) for field, text in words.items()], "换成可衡量的写法")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words of vague indicators, and the names by which forms measure the same."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    comparator: str
    unit: str
    drop: tuple[str, ...] = ()


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the shipped patterns (resources/wording/measurable.toml)."""
    data = tomllib.loads(resources.path("wording", "measurable.toml").read_text("utf-8"))
    return tuple(
        Pattern(
            tuple(table["words"]),
            tuple(table["names"]),
            table["comparator"],
            table["unit"],
            tuple(table.get("drop", ())),
        )
        for table in data["pattern"]
    )


def rewrites(book: Book, node: int) -> tuple[Rewrite, ...]:
    """Return the measurable ways to say an indicator, the nearest first; one name with one unit is told once."""
    record = book.indicator(node)
    found: dict[tuple[str, str], Rewrite] = {}
    for rewrite in (*_of_last_year(record), *_of_book(book, record), *_of_patterns(record)):
        found.setdefault((rewrite.name, rewrite.unit), rewrite)
    return tuple(found.values())


def _of_last_year(record: Indicator) -> Iterator[Rewrite]:
    last = record.last
    if last and record.name and last.unit and last.comparator not in (None, QUALITATIVE):
        yield Rewrite(record.name, str(last.comparator), last.unit, "last")


def _of_book(book: Book, record: Indicator) -> Iterator[Rewrite]:
    """Indicators with a figure, of the same 一级, whose names speak of the same thing."""
    about = subject(record.name or "")
    near: dict[tuple[str, str, str], float] = {}
    for other in book.indicators():
        if other.id == record.id or other.level1 != record.level1:
            continue
        row = Row(other)
        if row.number is not None and row.unit and row.sign and shares_a_name(stem(row.name), about):
            near[row.name, row.sign, row.unit] = likeness(row.name, about)
    for name, sign, unit in sorted(near, key=lambda key: -near[key])[:_OF_BOOK]:
        yield Rewrite(name, sign, unit, "book")


def _of_patterns(record: Indicator) -> Iterator[Rewrite]:
    said = f"{record.name or ''}{record.value or ''}"
    about = subject(record.name or "")
    for pattern in patterns():
        if any(word in said for word in pattern.words):
            for name in pattern.names:
                yield Rewrite(_worded(name, about, pattern.drop), pattern.comparator, pattern.unit, "pattern")


def subject(name: str) -> str:
    """Return what a name is about, without the vague words: 进一步提高群众生活水平 -> 群众生活水平."""
    return _SOFT.sub("", name).strip("，、。的 ") or name


def _worded(name: str, about: str, drop: tuple[str, ...]) -> str:
    """Put what a name is about into a pattern's name: 政策宣传 -> 政策知晓率, 服务水平 -> 服务按时办结率."""
    if not name.endswith(_STATED):
        about = _STATE.sub("", about) or about
    last = next((word for word in drop if about.endswith(word) and about != word), "")
    return name.replace("{subject}", about.removesuffix(last))
