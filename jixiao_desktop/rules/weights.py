"""分值权重: the sum, the split by 一级, single weights, and what points are given for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..domain import commands
from ..domain.findings import Fix
from ..domain.quantity import plain_number
from ..domain.weights import Balance, LevelSum, shared
from .fixes import cells, fill
from .registry import Hit, rule
from .views import ProjectView, Row

_EXECUTION = "预算执行率"
_HEAVY = Decimal(20)


def _due(view: ProjectView) -> Decimal:
    """Points that the rows make: all of them where 预算执行率 stands as a row of its own for its points.

    A row of that name within the usual sum is an indicator like others.
    """
    own_row = any(_EXECUTION in row.name for row in view.rows)
    usual = view.profile.leaves
    return view.profile.total if own_row and view.balance.given != usual else usual


def _off(balance: Balance) -> list[LevelSum]:
    return [level for level in balance.levels if level.due is not None and level.given != level.due]


def _sums(view: ProjectView, levels: list[LevelSum]) -> str:
    printed = view.profile.printed_level1
    parts = (
        f"{printed(x.level1)} {plain_number(x.given)} 分，应为 {plain_number(x.due)} 分"
        for x in levels
        if x.due is not None
    )
    return "；".join(parts)


def _rebalanced(view: ProjectView) -> tuple[Fix, ...]:
    """按规定比例重分: the points of each 一级 brought to its share, in proportion; nothing where no share is fixed.

    Rows whose points would come to nothing keep the fix from being offered.
    """
    points: dict[int, Decimal] = {}
    for level in view.profile.levels:
        rows = [row for row in view.rows if row.level1 == level.name and _EXECUTION not in row.name]
        if level.share is None or (level.required and not rows):
            return ()
        parts = shared(level.share, [row.points or Decimal(0) for row in rows], view.profile.weight_decimals)
        points |= {row.id: part for row, part in zip(rows, parts, strict=True)}
    whole = sum(points.values(), Decimal(0)) == view.profile.leaves and len(points) == len(view.rows)
    if not whole or any(part <= 0 for part in points.values()):
        return ()
    changed = [(row.id, "weight", plain_number(points[row.id])) for row in view.rows if row.points != points[row.id]]
    label = "按规定比例重分"
    return (Fix(label, commands.set_cells(changed, label)),)


@rule(
    "weight-missing",
    "weights",
    "error",
    "未填分值",
    why="每条指标都要有分值，合计才能等于规定的总分。",
    source="2024 年批复表 …792",
    basis="profile",
    certainty="sure",
    wrong="城镇新增就业人数 分值空白",
    right="城镇新增就业人数 5 分",
    scope="project",
)
def weight_missing(view: ProjectView) -> Iterator[Hit]:
    """Every row has a weight; the only one missing is what completes level and sum."""
    if "weight" not in view.profile.required.get("indicator", ()):
        return
    missing = [row for row in view.rows if row.record.weight is None]
    for row in missing:
        points = _completing(view, row) if len(missing) == view.balance.missing == 1 else None
        if points is None:
            yield Hit(row.id, "weight", _what_is_left(view))
        else:
            yield Hit(
                row.id, "weight", _what_completes(view, row, points), (fill(row.id, "weight", plain_number(points)),)
            )


def _completing(view: ProjectView, row: Row) -> Decimal | None:
    left = _due(view) - view.balance.given
    level = next(level for level in view.balance.levels if level.level1 == row.level1)
    fits = level.due is None or level.given + left == level.due
    return left if left > 0 and fits else None


def _what_is_left(view: ProjectView) -> str:
    given, left = view.balance.given, _due(view) - view.balance.given
    more = f"还差 {plain_number(left)} 分" if left > 0 else f"已达到规定的 {plain_number(_due(view))} 分"
    return f"未填分值：本项目已填 {plain_number(given)} 分，{more}。"


def _what_completes(view: ProjectView, row: Row, points: Decimal) -> str:
    total = plain_number(view.balance.given + points)
    level = next(level for level in view.balance.levels if level.level1 == row.level1)
    done = f"填 {plain_number(points)} 分后本项目合计 {total} 分。"
    if level.due is None:
        return f"未填分值：{done}"
    name = view.profile.printed_level1(row.level1)
    return f"未填分值：{name}合计 {plain_number(level.given)} 分，应为 {plain_number(level.due)} 分；{done}"


@rule(
    "weight-total",
    "weights",
    "error",
    "分值合计不对",
    why="指标分值合计加预算执行率应为 100 分。",
    source="2024 年批复表和各地公开表的分值",
    basis="profile",
    certainty="sure",
    wrong="各指标合计 95 分，应为 90 分",
    right="各指标合计 90 分",
    scope="project",
)
def weight_total(view: ProjectView) -> Iterator[Hit]:
    """The weights add up to what the profile says; silent while a weight is missing or unreadable."""
    balance, due = view.balance, _due(view)
    if not view.rows or balance.missing or balance.given == due:
        return
    off = [level for level in _off(balance) if level.given]
    detail = f"其中{_sums(view, off)}。" if off else "请核对各条分值。"
    excess = balance.given - due
    turn = f"多出 {plain_number(excess)} 分" if excess > 0 else f"还差 {plain_number(-excess)} 分"
    yield Hit(
        view.id,
        None,
        f"分值合计 {plain_number(balance.given)} 分，应为 {plain_number(due)} 分，{turn}；{detail}",
        _rebalanced(view) if due == view.profile.leaves else (),
        others=tuple(row.id for row in view.rows),
    )


@rule(
    "level-split",
    "weights",
    "warning",
    "各级分值与规定不符",
    why="填报规则规定了各一级指标所占的分值；总分对而分配不对，审核时会被退回。",
    source="2024 年批复表和各地公开表的分值",
    basis="profile",
    wrong="产出 60、效益 20、满意度 10",
    right="产出 50、效益 30、满意度 10",
    scope="project",
    yields_to=("level1-missing",),
)
def level_split(view: ProjectView) -> Iterator[Hit]:
    """The points by 一级 are the profile's, when their sum is right."""
    balance = view.balance
    if view.rows and not balance.missing and balance.given == balance.due and (off := _off(balance)):
        yield Hit(view.id, None, f"总分对，各级分配与填报规则不同：{_sums(view, off)}。", _rebalanced(view))


@rule(
    "weight-unreadable",
    "weights",
    "error",
    "分值不是数字",
    why="分值要能相加。",
    source="2024 年批复表和各地公开表的分值",
    basis="profile",
    certainty="sure",
    wrong="分值：五分",
    right="分值：5",
    yields_to=("placeholder",),
)
def weight_unreadable(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A weight is a number."""
    text = row.record.weight
    if text is not None and row.points is None:
        plain = text.strip().rstrip("分%％").strip()
        fixes = (fill(row.id, "weight", plain),) if plain.replace(".", "", 1).isascii() and plain.isdigit() else ()
        yield Hit(row.id, "weight", f"分值“{text}”不是数字，无法合计。", fixes)


@rule(
    "weight-zero",
    "weights",
    "warning",
    "分值为 0 或负数",
    why="0 分的指标不参与考核，有的系统不接收。",
    source="2024 年批复表和各地公开表的分值",
    basis="practice",
    wrong="培训人数 0 分",
    right="培训人数 5 分",
    yields_to=("placeholder",),
)
def weight_zero(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A weight is more than nothing."""
    if row.points is not None and row.points <= 0:
        yield Hit(row.id, "weight", f"分值是 {plain_number(row.points)}，应大于 0；不考核的指标请删去。")


@rule(
    "weight-decimals",
    "weights",
    "hint",
    "分值小数位过多",
    why="填报规则规定了分值的小数位。",
    source="2024 年批复表和各地公开表的分值",
    basis="profile",
    wrong="3.333 分",
    right="3.3 分",
)
def weight_decimals(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A weight has no more decimals than the profile allows."""
    exponent = row.points.normalize().as_tuple().exponent if row.points is not None else 0
    if isinstance(exponent, int) and -exponent > view.profile.weight_decimals:
        yield Hit(row.id, "weight", f"分值 {row.record.weight} 的小数多于 {view.profile.weight_decimals} 位。")


@rule(
    "execution-weight",
    "weights",
    "warning",
    "预算执行率分值与规定不符",
    why="预算执行率所占分值由填报规则统一规定。",
    source="各地公开表：预算执行率多为 10 分，也有 20 分",
    basis="profile",
    wrong="预算执行率 5 分",
    right="预算执行率 10 分",
    scope="project",
)
def execution_weight(view: ProjectView) -> Iterator[Hit]:
    """A project's stated 预算执行率 points are the profile's."""
    text = view.project.execution_weight
    due = plain_number(view.profile.execution_weight)
    if text is not None and text.strip() not in (due, f"{due}分", f"{due}%", f"{due}.00", f"{due}.0"):
        fix = cells(view.id, f"改为 {due}", execution_weight=due)
        yield Hit(view.id, "execution_weight", f"预算执行率写作 {text} 分，填报规则为 {due} 分。", (fix,))


@rule(
    "zero-heavy",
    "weights",
    "hint",
    "大分值压在一条“为零”的指标上",
    why="“= 0”只说明没有出事，拿不出成效；效益分值全压在这一条上，评价时容易被扣分。",
    source="2024 年批复表 …1365、…1380",
    basis="practice",
    wrong="效益指标只有一条：群体性事件 = 0 件，30 分",
    right="群体性事件 = 0 件 10 分，另有就业率 20 分",
    scope="project",
)
def zero_heavy(view: ProjectView) -> Iterator[Hit]:
    """A whole 一级 of 20 points and more stands on one row whose target is zero."""
    for level in view.profile.levels:
        rows = [row for row in view.rows if row.level1 == level.name]
        if len(rows) != 1 or rows[0].number != 0 or rows[0].sign not in ("=", "≤"):
            continue
        points = rows[0].points
        if points is not None and points >= _HEAVY:
            yield Hit(
                rows[0].id,
                "weight",
                f"{level.printed} {plain_number(points)} 分全在这一条“{rows[0].target}”上，建议补充体现成效的指标。",
            )
