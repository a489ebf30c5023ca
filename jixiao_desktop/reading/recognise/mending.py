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
    due = due_points(form, profile)
    projects = list(form.projects())
    if printed:
        for former, project in pairwise(projects):
            _return_row(former, project, due)
    for project in projects:
        _arrange(project)
        _doubt_weights(project, due)
    _compare_total(form, projects)


def levels_of(row: RowDraft) -> Levels:
    """Return the canonical names of a row's levels; unknown names as they stand."""
    first = framework.canonical_level1(row.level1.text) or row.level1.text if row.level1 else None
    second = framework.canonical_level2(row.level2.text) or row.level2.text if row.level2 else None
    if first == framework.COST and second == "成本指标":
        return first, second
    return first, second


def due_points(form: FormDraft, profile: Profile) -> Decimal:
    """Return what the weights of each project should add up to: the profile's sum, unless the form plainly has another.

    Another sum counts when no project has the profile's and at least two agree on it.
    """
    sums = Counter(
        project.given
        for project in form.projects()
        if project.rows and all(row.points is not None for row in project.rows)
    )
    if profile.leaves in sums or not sums:
        return profile.leaves
    given, count = sums.most_common(1)[0]
    return given if count >= 2 else profile.leaves


def _return_row(former: ProjectDraft, project: ProjectDraft, due: Decimal) -> None:
    """Give the first row back to the project before when it stands there only because of a page break."""
    if len(project.rows) < 2 or not former.rows:
        return
    row, following = project.rows[:2]
    if not row.starts_project or not _goes_backwards(row, following):
        return
    confirmed = _complete(former) and row.points is not None and former.given + row.points == due
    if not confirmed and not _lacks(former, project, row, due):
        if not row.own_levels:
            row.level1 = row.level2 = None
        return
    former.rows.append(project.rows.pop(0))
    reason = (
        f"只有这样两个项目的分值才对得上（各 {plain_number(due)} 分）"
        if project.given <= due
        else f"前一个项目加上它正好 {plain_number(due)} 分"
    )
    if not confirmed:
        reason = f"前一个项目没有“{levels_of(row)[0] or '这一级'}”，分值也不足 {plain_number(due)} 分，请核对"
    where = f"“{shown(row.name or '')}”印在下一个项目的第一行，级别次序倒退"
    message = f"{where}，已归还前一个项目“{shown(former.label, 40)}”：{reason}"
    row.notes.append(Note("returned-row", message, row.place))


def _goes_backwards(row: RowDraft, following: RowDraft) -> bool:
    if not row.own_levels:
        return True
    return _rank(row) > _rank(following)


def _rank(row: RowDraft) -> tuple[int, int]:
    first, second = levels_of(row)
    return framework.rank1(first), framework.rank2(first, second)


def _complete(project: ProjectDraft) -> bool:
    return all(row.points is not None for row in project.rows)


def _lacks(former: ProjectDraft, project: ProjectDraft, row: RowDraft, due: Decimal) -> bool:
    """True when the project before has too few points and misses the row's level, and this project does not need it."""
    level = levels_of(row)[0]
    short = former.given + (row.points or Decimal(0)) <= due and former.given < due
    missing = level is not None and all(levels_of(other)[0] != level for other in former.rows)
    spare = any(levels_of(other)[0] == level for other in project.rows[1:]) or project.given > due
    return short and ((missing and spare) or not row.own_levels)


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
