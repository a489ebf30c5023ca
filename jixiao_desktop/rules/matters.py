"""What the projects of a unit measure: each matter with its sign and unit; and what a project seems to mean instead.

A matter is a name without its words of counting (`texts.core`). A project offers the matters of its rows, and claims
those that its rows would be about with a word which its own goal and other rows use there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from .registry import Member, index
from .texts import core
from .views import ProjectView, Row

_CLAIM_HEAD, _CLAIM_TAIL = 2, 4
_HUNDRED = Decimal(100)


class Matter(NamedTuple):
    """A row as other projects see it: its name, the class of its sign, its unit, its project's short code."""

    name: str
    direction: str
    unit: str
    code: str


class Claim(NamedTuple):
    """A row that says `wrong` where its own project elsewhere says `right`."""

    wrong: str
    right: str
    name: str


def offers(members: Sequence[Member]) -> list[Member]:
    """Return the members that are matters, not claims."""
    return [member for member in members if isinstance(member.value, Matter)]


def _matters(view: ProjectView) -> Iterator[tuple[tuple[int, str], int, Matter | Claim]]:
    unit = view.project.parent
    texts = [view.goal, *(row.name for row in view.rows)]
    own = {core(row.name) for row in view.rows}
    for place, row in enumerate(view.rows, 1):
        if not row.name or row.number is None:
            continue
        matter = core(row.name)
        yield (unit, matter), row.id, Matter(row.name, _direction(row), row.unit, view.code)
        if len(matter) >= _CLAIM_HEAD + _CLAIM_TAIL:
            rest = "\n".join(texts[:place] + texts[place + 1 :])
            for claimed, wrong, right in _claims(matter, rest):
                if claimed not in own:
                    yield (unit, claimed), row.id, Claim(wrong, right, row.name)


def _direction(row: Row) -> str:
    """The class of a sign: up, down, equal; nothing where "= 0" and "= 100 %" mean the same as ≤ and ≥."""
    if row.sign == "=" and (row.number == 0 or (row.unit == "%" and row.number == _HUNDRED)):
        return ""
    if row.sign == "≤" and row.number == 0:
        return ""
    return {"≥": "up", ">": "up", "≤": "down", "<": "down", "=": "equal"}.get(row.sign, "")


def _claims(matter: str, rest: str) -> Iterator[tuple[str, str, str]]:
    for start in range(len(matter) - _CLAIM_HEAD - _CLAIM_TAIL + 1):
        middle = start + _CLAIM_HEAD
        word, following = matter[start:middle], matter[middle : middle + _CLAIM_TAIL]
        if following not in rest or word in rest:
            continue
        found = {rest[p - 2 : p] for p in (m.start() for m in re.finditer(re.escape(following), rest)) if p >= 2}
        for other in sorted(found):
            if other.isalpha() and "\n" not in other and len(set(other) & set(word)) == 0:
                yield matter[:start] + other + matter[middle:], word + following[:2], other + following[:2]


index("matter", project=_matters)
