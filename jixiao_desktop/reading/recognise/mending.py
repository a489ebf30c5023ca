"""What only the whole form can tell: rows that a page break put into the next project, the order, lost weights.

The arithmetic: a project's weights add up to what the profile says (100 less 预算执行率), or to what the other
projects of the same form add up to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from ...domain import framework
from ...domain.profile import Profile
from ...domain.quantity import parse_money, parse_number, plain_money, plain_number
from ..texts import shown
from .drafts import FormDraft, Note, ProjectDraft, RowDraft

Levels = tuple[str | None, str | None]


def mend(form: FormDraft, profile: Profile, *, printed: bool) -> None:
    """Mend a form draft in place; `printed` says that it comes from pages, where rows can be trapped."""
    projects = list(form.projects())
    _scale_shares(form, projects)
    due = due_points(form, profile)
    if printed:
        for project, former in pairwise(reversed(projects)):
            _return_row(former, project, due)
    for project in projects:
        _drop_level_rows(project)
        _arrange(project)
        _doubt_weights(project, due)
        _doubt_level_points(project)
    _compare_total(form, projects)


def _scale_shares(form: FormDraft, projects: Sequence[ProjectDraft]) -> None:
    """Make points of weights that a project writes as shares of 1 (0.2), with one doubt for all of them."""
    rows = [row for project in projects if _has_shares(project) for row in project.rows if row.points is not None]
    if not rows:
        return
    first = rows[0].weight
    for row in rows:
        row.weight = plain_number((row.points or Decimal(0)) * 100)
    message = f"分值权重写成小数（如 {first}），已乘 100 换算成分（{rows[0].weight}），共 {len(rows)} 处，请核对"
    form.notes.append(Note("share-weight", message, rows[0].place, "weight"))


def _has_shares(project: ProjectDraft) -> bool:
    """True when the weights of a project, some of them fractions, come to no more than 1 together."""
    fractions = [row for row in project.rows if row.points is not None and row.points % 1]
    return len(fractions) >= 2 and project.given <= 1


def levels_of(row: RowDraft) -> Levels:
    """Return the canonical names of a row's levels; unknown names as they stand."""
    first = framework.canonical_level1(row.level1.text) or row.level1.text if row.level1 else None
    second = framework.canonical_level2(row.level2.text) or row.level2.text if row.level2 else None
    if first == framework.COST and second == "成本指标":
        return first, second
    return first, second


def due_points(form: FormDraft, profile: Profile) -> Decimal:
    """Return what the weights of each project should add up to: the profile's sum, unless the form plainly has another.

    Another sum counts when at least two projects have it and no complete project has a different one.
    """
    sums = Counter(total for project in form.projects() if project.rows and (total := _sum(project.rows)) is not None)
    if len(sums) == 1:
        given, count = sums.most_common(1)[0]
        return given if count >= 2 else profile.leaves
    return profile.leaves


def _return_row(former: ProjectDraft, project: ProjectDraft, due: Decimal) -> None:
    """Give the first row back to the project before when it stands there only because of a page break."""
    if not former.rows or not _has_strange_row(project):
        return
    row, rest = project.rows[0], project.rows[1:]
    reason = _reason(_own_rows(former), row, rest, due)
    if reason is None:
        if not row.own_levels:
            row.level1 = row.level2 = None
        return
    former.rows.append(row)
    project.rows = rest
    where = f"“{shown(row.name or '')}”印在下一个项目的第一行，级别次序倒退"
    message = f"{where}，已归还前一个项目“{shown(former.label, 40)}”：{reason}"
    row.notes.append(Note("returned-row", message, row.place))


def _reason(former: Sequence[RowDraft], row: RowDraft, rest: Sequence[RowDraft], due: Decimal) -> str | None:
    """Return why a row belongs to the project before (`former`) and not to its own (`rest`), None when it does not."""
    points = plain_number(due)
    completes = _sum([*former, row]) == due
    if completes and _sum(rest) == due:
        return f"只有这样两个项目的分值都合计 {points} 分"
    if completes:
        return f"前一个项目加上它正好合计 {points} 分"
    level = levels_of(row)[0]
    spare = _sum(rest) == due or any(levels_of(other)[0] == level for other in rest)
    short = _given(former) + (row.points or Decimal(0)) <= due and _given(former) < due
    missing = level is not None and all(levels_of(other)[0] != level for other in former)
    if short and ((missing and spare) or not row.own_levels or _sum(rest) == due):
        return f"这个项目不算它也有“{level or '这一级'}”或已满 {points} 分，而前一个项目还不足，请核对"
    return None


def _has_strange_row(project: ProjectDraft) -> bool:
    """True when a project's first row does not go with what follows: its level comes later in the form's order."""
    if len(project.rows) < 2 or not project.rows[0].starts_project:
        return False
    row, following = project.rows[:2]
    return not row.own_levels or _rank(row) > _rank(following)


def _own_rows(project: ProjectDraft) -> list[RowDraft]:
    """Return a project's rows without a first one that may belong to the project before it."""
    return project.rows[1:] if _has_strange_row(project) else project.rows


def _rank(row: RowDraft) -> tuple[int, int]:
    first, second = levels_of(row)
    return framework.rank1(first), framework.rank2(first, second)


def _given(rows: Sequence[RowDraft]) -> Decimal:
    return sum((row.points or Decimal(0) for row in rows), Decimal(0))


def _sum(rows: Sequence[RowDraft]) -> Decimal | None:
    """Return the points of rows, None when one of them has none."""
    return None if any(row.points is None for row in rows) else _given(rows)


def _drop_level_rows(project: ProjectDraft) -> None:
    """Drop the rows that only name a level of the rows below them: tables that give each level a row of its own."""
    rows = project.rows
    below = [*rows[1:], None][: len(rows)]
    project.rows = [row for row, after in zip(rows, below, strict=True) if not (after and _only_names(row, after))]


def _only_names(row: RowDraft, below: RowDraft) -> bool:
    if any((row.name, row.comparator, row.value, row.unit, row.weight)):
        return False
    return (row.level2 or row.level1) is (below.level2 if row.level2 else below.level1)


def _arrange(project: ProjectDraft) -> None:
    levels = [levels_of(row) for row in project.rows]
    order = framework.arranged_order(levels)
    if order == list(range(len(order))):
        return
    project.rows = [project.rows[place] for place in order]
    message = "指标没有按产出、效益、满意度的次序排列，或同级指标不在一处，已按表样的次序排好"
    project.notes.append(Note("reordered", message, project.place))


def _doubt_weights(project: ProjectDraft, due: Decimal) -> None:
    """Doubt the weights that are missing beside others that are there; nothing is filled in."""
    lost = [row for row in project.rows if row.points is None]
    if not lost or len(lost) * 2 > len(project.rows):
        return
    left = due - project.given
    for row in lost:
        if row.weight is not None:
            continue
        message = "这一行没有读到分值权重"
        if len(lost) == 1 and left > 0:
            message += f"，填 {plain_number(left)} 则本项目合计 {plain_number(due)} 分，请核对原表后填写"
        else:
            message += f"，本项目现有 {plain_number(project.given)} 分，请核对原表后填写"
        row.notes.append(Note("lost-weight", message, row.place, "weight"))


def _doubt_level_points(project: ProjectDraft) -> None:
    """Name the points that only the levels of a project state (产出指标（50分）): no row has any."""
    if any(row.weight for row in project.rows):
        return
    stated = [row.level1 for row in project.rows if row.level1 and framework.states_points(row.level1.text)]
    if stated:
        words = "、".join(dict.fromkeys(f"“{shown(level.text)}”" for level in stated))
        message = f"{words}写着这一级的分值，各行没有分值权重，分值没有读入，请分到各行"
        project.notes.append(Note("lost-weight", message, stated[0].place))


def stated_total(form: FormDraft) -> str | None:
    """Return what the source states as its total: of several tables each with its own, their sum."""
    if len(form.totals) < 2 or len(set(form.totals)) == 1:
        return form.totals[0] if form.totals else None
    amounts = [parse_number(text) for text in form.totals]
    known = [amount for amount in amounts if amount is not None]
    first, others = known[0], sum(known[1:], Decimal(0))
    return form.totals[0] if first == others else plain_money(first + others)


def _compare_total(form: FormDraft, projects: Sequence[ProjectDraft]) -> None:
    stated = parse_money(stated_total(form))
    if stated is None:
        return
    computed = sum((parse_money(project.budget) or Decimal(0) for project in projects), Decimal(0))
    if computed != stated:
        message = (
            f"原表合计 {plain_money(stated)} 万元，读到的各项目相加是 {plain_money(computed)} 万元，请核对各项目预算数"
        )
        form.notes.append(Note("total-differs", message, "合计行", "stated_total"))
