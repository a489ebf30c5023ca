"""A name that is one character off from what the other projects of the unit call the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from .fixes import rename
from .registry import Hit, Member, index, rule
from .texts import core, differing, quoted
from .views import ProjectView
from .words import CONTRASTS

_SHARED = 4  # characters at the start or at the end that two such names always have in common
_SHORTEST = 2 * _SHARED
_MANY = 60

Key = tuple[int, str, str | None, str]


def _ends(view: ProjectView) -> Iterator[tuple[Key, int, tuple[str, str]]]:
    unit = view.project.parent
    for row in view.rows:
        if len(row.name) >= _SHORTEST - 1:
            value = row.name, view.code
            yield (unit, row.unit, row.level2, row.name[:_SHARED] + "…"), row.id, value
            yield (unit, row.unit, row.level2, "…" + row.name[-_SHARED:]), row.id, value


index("name-ends", least=2, kind=itemgetter(0), project=_ends)


@rule(
    "name-one-off",
    "names",
    "warning",
    "与其他项目的同一指标差一个字",
    why="几个项目都这样写，唯独这里少一个字或换了一个字，多半是漏字、错字。",
    source="2024 年批复表 …338；各地公开的绩效目标表",
    wrong="公共就服务满意度（其他项目：公共就业服务满意度）",
    right="公共就业服务满意度",
    scope="shared",
    index="name-ends",
    yields_to=("name-near", "name-word", "name-cut", "typo-row", "term-usual", "text-noise"),
)
def name_one_off(key: Key, members: Sequence[Member]) -> Iterator[Hit]:
    """A name of one project is one character short of, or off from, a name that two other projects share.

    A character short is a warning, another character a hint: it may be another thing. Characters that tell things
    apart (男女, 县乡, 初高中, numbers) are left alone, and so are idle words.
    """
    projects: dict[str, set[int]] = {}
    for member in members:
        projects.setdefault(member.value[0], set()).add(member.scope)
    usual = [name for name, where in projects.items() if len(where) > 1 and len(name) >= _SHORTEST]
    if not usual or len(projects) > _MANY:
        return
    for member in members:
        name = member.value[0]
        right = next((one for one in usual if member.scope not in projects[one] and _slipped(name, one)), None)
        if right is not None and len(projects[name]) == 1:
            yield _hit(member, right, [other for other in members if other.value[0] == right])


def _slipped(name: str, usual: str) -> bool:
    if not 0 <= len(usual) - len(name) <= 1 or core(name) == core(usual):
        return False
    mine, theirs = differing(name, usual)
    return len(mine) <= 1 and len(theirs) == 1 and not any(c in CONTRASTS or c.isascii() for c in mine + theirs)


def _hit(member: Member, right: str, others: list[Member]) -> Hit:
    mine, theirs = differing(member.value[0], right)
    said = f"“{mine}”疑为“{theirs}”" if mine else f"缺“{theirs}”字"
    codes = "、".join(dict.fromkeys(other.value[1] for other in others[:3]))
    message = f"名称{said}：{codes} 写作{quoted(right)}。"
    nodes = tuple(other.node for other in others[:4])
    return Hit(member.node, "name", message, (rename(member.node, right),), nodes, "hint" if mine else None)
