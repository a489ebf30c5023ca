"""前后一致 over several projects: names alike but for a slip, a word that nobody else uses, goals alike, the place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from operator import itemgetter

from ..domain.codes import parse_project_code
from ..domain.quantity import normalise
from .fixes import change, rename
from .matters import Claim, Matter
from .registry import Hit, Member, index, rule
from .texts import clauses, differences, differing, folded, likeness, listed, quoted, slip_between
from .views import ProjectView, UnitView
from .words import CONFUSED, TERMS

_BOILERPLATE = 30
_ALIKE = 0.8
_COMPARABLE = 3000  # characters: goals have up to about 1,000
_PLACE = re.compile(r"^([一-鿿]{1,5}?[县市区旗州盟])")
_PLACE_IN_TEXT = re.compile(r"(?=([一-鿿]{1,4}[县市区旗州盟]))")


# names alike but for a slip


def _names(view: ProjectView) -> Iterator[tuple[str, int, tuple[str, str, str]]]:
    for row in view.rows:
        if len(row.name) > 3:
            yield folded(row.name), row.id, (row.name, row.unit, view.code)


index("name", least=2, kind=itemgetter(0), project=_names)


@rule(
    "name-near",
    "names",
    "warning",
    "与别处的同一指标差一个字",
    why="同一条指标在别的项目里多一个“率”字或写作另一个同音字，多半是漏字、错字。",
    source="2024 年批复表 …338",
    basis="practice",
    wrong="补贴发放准确 ≥ 99 %（别处：补贴发放准确率）",
    right="补贴发放准确率 ≥ 99 %",
    scope="shared",
    index="name",
)
def name_near(key: str, members: Sequence[Member]) -> Iterator[Hit]:
    """A name differs from another name of the book by a slip: an ending left out, a confused or doubled character."""
    counts = Counter(member.value[0] for member in members)
    if len(counts) < 2:
        return
    kinds = {member.value[:2] for member in members}
    meant = {(name, unit): _right_name(name, unit, counts, kinds) for name, unit in kinds}
    places: dict[str, list[Member]] = {}
    for member in members:
        if member.value[0] in meant.values():
            places.setdefault(member.value[0], []).append(member)
    for member in members:
        right = meant[member.value[:2]]
        if right is not None:
            yield _near(member, right, places[right])


def _right_name(name: str, unit: str, counts: Counter[str], kinds: set[tuple[str, str]]) -> str | None:
    """Return the name that was meant, the most used first, or None when this one may stand."""
    for other in sorted(counts, key=lambda one: (-counts[one], one)):
        slip = slip_between(name, other)
        likely = slip in ("missing", "doubled") or (slip == "confused" and _likelier(other, name, counts))
        if likely and (other, unit) in kinds:
            return other
    return None


def _likelier(one: str, other: str, counts: Counter[str]) -> bool:
    known = [any(term in name for term in TERMS) for name in (one, other)]
    if known[0] != known[1]:
        return known[0]
    return (counts[one], other) > (counts[other], one)


def _near(member: Member, right: str, right_ones: list[Member]) -> Hit:
    codes = list(dict.fromkeys(other.value[2] for other in right_ones[:8]))
    where = "、".join(codes[:3]) if codes != [member.value[2]] else "本项目"
    mine, theirs = differing(member.value[0], right)
    if not mine:
        said = f"缺“{theirs}”字"
    elif not theirs:
        said = f"多了一个“{mine}”字"
    else:
        said = f"“{mine}”疑为“{theirs}”"
    others = tuple(other.node for other in right_ones[:4])
    return Hit(member.node, "name", f"名称{said}：{where} 写作{quoted(right)}。", (rename(member.node, right),), others)


# a word that nobody else uses


@rule(
    "name-word",
    "names",
    "warning",
    "用词与别处不同",
    why="同一件事，本项目的目标和别的项目都用一个词，唯独这里用另一个，多半是笔误。",
    source="2024 年批复表 …792",
    basis="practice",
    wrong="享受生活保险补贴人数（目标和别处：社会保险补贴）",
    right="享受社会保险补贴人数",
    scope="shared",
    index="matter",
)
def name_word(key: tuple[int, str], members: Sequence[Member]) -> Iterator[Hit]:
    """Another project counts the same matter, with the word that this project's own goal uses."""
    claiming = [member for member in members if isinstance(member.value, Claim)]
    offering = {member.scope for member in members if isinstance(member.value, Matter)} if claiming else set()
    for member in claiming:
        claim: Claim = member.value
        new = claim.name.replace(claim.wrong, claim.right, 1)
        if new != claim.name and offering - {member.scope}:
            message = f"“{claim.wrong}”疑为“{claim.right}”：本项目的目标和别的项目都写“{claim.right}”。"
            yield Hit(member.node, "name", message, (rename(member.node, new, f"…{claim.right}…"),))


# goals alike


def _goals(view: ProjectView) -> Iterator[tuple[tuple[int, str], int, tuple[str, str]]]:
    for clause in clauses(view.goal):
        yield (view.project.parent, clause), view.id, (view.goal, view.code)


index("goal", least=2, project=_goals)


@rule(
    "goal-alike",
    "goals",
    "hint",
    "两个项目的绩效目标几乎相同",
    why="两个项目目标雷同，多半是照抄；只差几个字的地方，常常就是错字。",
    source="2024 年批复表 …269 与 …389、…1365 与 …1380",
    basis="practice",
    wrong="甲：认证落实就业政策……；乙：认真落实就业政策……",
    right="各写各的目标",
    scope="shared",
    index="goal",
)
def goal_alike(key: tuple[int, str], members: Sequence[Member]) -> Iterator[Hit]:
    """Two goals of a unit are alike; each pair is told once, in the bucket of its longest common clause."""
    by_goal: dict[str, Member] = {}
    twins: dict[str, list[Member]] = {}
    for member in members:
        first = by_goal.setdefault(member.value[0], member)
        if first is not member:
            twins.setdefault(member.value[0], [first]).append(member)
    if len(by_goal) > _BOILERPLATE:
        return
    for goal, same in twins.items():
        if _longest(clauses(goal)) == key[1]:
            codes = listed([member.value[1] for member in same[1:]])
            others = tuple(member.node for member in same[1:])
            yield Hit(same[0].node, "objective", f"绩效目标与 {codes} 完全相同，请各写各的目标。", (), others)
    for one, other in combinations(by_goal.values(), 2):
        common = clauses(one.value[0]) & clauses(other.value[0])
        comparable = max(len(one.value[0]), len(other.value[0])) <= _COMPARABLE
        if comparable and _longest(common) == key[1] and likeness(one.value[0], other.value[0]) >= _ALIKE:
            yield _alike(one, other)


def _longest(found: frozenset[str]) -> str:
    return max(found, key=lambda clause: (len(clause), clause))


def _alike(one: Member, other: Member) -> Hit:
    parts = [_difference(mine, theirs) for mine, theirs in differences(one.value[0], other.value[0])]
    message = f"绩效目标与 {other.value[1]} 几乎相同，只差：{'，'.join(parts)}；请核对有无错字或照抄。"
    return Hit(one.node, "objective", message, (), (other.node,))


def _difference(mine: str, theirs: str) -> str:
    if not theirs:
        return f"这里多{quoted(mine)}"
    return f"那里多{quoted(theirs)}" if not mine else f"{quoted(mine)}↔{quoted(theirs)}"


# the place


def _place_of_unit(view: UnitView) -> Iterator[tuple[int, int, tuple[str, str]]]:
    if view.unit.name:
        yield view.unit.id, view.unit.id, ("unit", view.unit.name)


def _places_of_project(view: ProjectView) -> Iterator[tuple[int, int, tuple[str, str]]]:
    code = parse_project_code(view.project.code)
    known = view.profile.places.get(code.region[:6]) if code else None
    if code and known:
        yield view.project.parent, view.id, ("region", f"{code.region[:6]}{known}")
    for name in _places_in(view.goal):
        yield view.project.parent, view.id, ("goal", name)


@lru_cache(4096)
def _places_in(text: str) -> frozenset[str]:
    return frozenset(match.group(1) for match in _PLACE_IN_TEXT.finditer(normalise(text)))


index("place", unit=_place_of_unit, project=_places_of_project)


@rule(
    "unit-place",
    "consistency",
    "warning",
    "单位名称的地名与别处不同",
    why="单位名称印在每一页上；地名写错一个字，公开后最显眼。",
    source="2024 年批复表：单位名称与区划、绩效目标对照",
    basis="profile",
    wrong="隍源县就业服务局（目标里是湟源县）",
    right="湟源县就业服务局",
    scope="shared",
    index="place",
)
def unit_place(key: int, members: Sequence[Member]) -> Iterator[Hit]:
    """The place in a unit's name is that of its 区划, or the one that its goals name, when one character is off."""
    unit = next((member for member in members if member.value[0] == "unit"), None)
    match = _PLACE.match(unit.value[1]) if unit else None
    if unit is None or match is None:
        return
    place = match.group(1)
    regions = Counter(member.value[1] for member in members if member.value[0] == "region")
    named = Counter(member.value[1] for member in members if member.value[0] == "goal")
    for region, _ in regions.most_common(1):
        if _one_off(place, region[6:]):
            yield _misplaced(unit, place, region[6:], f"区划 {region[:6]} 为“{region[6:]}”")
        return
    if place not in named:
        for other, _ in named.most_common():
            if _one_off(place, other):
                yield _misplaced(unit, place, other, f"绩效目标里写作“{other}”")
                return


def _one_off(one: str, other: str) -> bool:
    if one == other or len(one) != len(other) or len(one) < 3:
        return False
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(pairs) == 1 and (len(one) > 3 or any({*pairs[0]} <= {*group} for group in CONFUSED))


def _misplaced(unit: Member, place: str, right: str, why: str) -> Hit:
    name = unit.value[1].replace(place, right, 1)
    return Hit(
        unit.node, "name", f"{why}，单位名称写作“{place}”。", (change(unit.node, "name", name, f"改为 {right}"),)
    )
