"""与上年比较: rows not yet looked at, values below last year's, another unit or another size than last year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..domain.book import ROOT
from ..domain.quantity import parse_number
from .fixes import change
from .registry import Hit, Member, index, rule
from .views import BookView, ProjectView, Row, sign_of, unit_of

_TENFOLD = Decimal(10)


def _unreviewed(view: ProjectView) -> Iterator[tuple[str, int, int]]:
    count = sum(not row.record.reviewed for row in view.rows)
    if count:
        yield "all", view.id, count


def _book(view: BookView) -> Iterator[tuple[str, int, int]]:
    yield "all", ROOT, 0


index("unreviewed", project=_unreviewed, book=_book)


@rule(
    "unreviewed",
    "last_year",
    "hint",
    "沿用上年、尚未核对",
    why="编制下年度时指标照搬上年；每条都看一遍再报送。",
    source="编制下年度的做法",
    basis="practice",
    certainty="sure",
    wrong="67 条指标未核对",
    right="全部核对过",
    scope="shared",
    index="unreviewed",
)
def unreviewed(key: str, members: Sequence[Member]) -> Iterator[Hit]:
    """One line stands for all rows carried over and not yet looked at."""
    count = sum(member.value for member in members)
    if count and members[0].node == ROOT:
        yield Hit(ROOT, None, f"{count} 条指标沿用上年、尚未核对：请逐条核对，或选中后标为已核对。")


def _comparable(row: Row) -> tuple[Decimal, Decimal] | None:
    """This year's and last year's value of a row that was looked at, in one unit; None when they do not compare."""
    last = row.record.last
    if last is None or not row.record.reviewed or row.number is None or unit_of(last.unit) != row.unit:
        return None
    before = parse_number(last.value)
    return (row.number, before) if before is not None and sign_of(last.comparator) == row.sign else None


@rule(
    "value-lower",
    "last_year",
    "hint",
    "目标比上年降低",
    why="目标低于上年，审核时会问原因；确需降低的请在“属实”里写明。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="就业率 上年 ≥ 95 %，本年 ≥ 90 %",
    right="就业率 上年 ≥ 95 %，本年 ≥ 96 %",
    yields_to=("value-jump",),
    when="last",
)
def value_lower(view: ProjectView, row: Row) -> Iterator[Hit]:
    """What is to be reached is no less, what is to be kept low no more, than last year."""
    pair = _comparable(row)
    if pair is None:
        return
    now, before = pair
    worse = now < before if row.sign in ("≥", ">") else now > before if row.sign in ("≤", "<") else False
    if worse and row.record.last:
        yield Hit(row.id, "value", f"上年是 {row.record.last.text}，本年 {row.target}，比上年放宽了，请核对。")


@rule(
    "value-jump",
    "last_year",
    "hint",
    "与上年相差十倍以上",
    why="多写或少写一个 0，就会差出十倍。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="补贴人数 上年 190 人，本年 1900 人",
    right="补贴人数 上年 190 人，本年 200 人",
    when="last",
)
def value_jump(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A value is not ten times last year's, nor a tenth."""
    pair = _comparable(row)
    if pair and min(pair) > 0 and max(pair) / min(pair) >= _TENFOLD and row.record.last:
        fix = change(row.id, "value", row.record.last.value or "", f"改回上年 {row.record.last.value}")
        yield Hit(row.id, "value", f"上年是 {row.record.last.text}，本年 {row.target}，相差十倍以上，请核对。", (fix,))


@rule(
    "unit-last",
    "last_year",
    "hint",
    "单位与上年不同",
    why="单位换了，与上年就无法比较；有意更换的请核对指标值。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="补贴人数 上年 190 人，本年 190 人次",
    right="补贴人数 上年 190 人，本年 190 人",
    yields_to=("unit-mixed", "rate-unit", "count-percent", "family-unit"),
    when="last",
)
def unit_last(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A row that was looked at keeps last year's unit."""
    last = row.record.last
    if last and last.unit and row.unit and row.record.reviewed and unit_of(last.unit) != row.unit:
        fix = change(row.id, "unit", last.unit, f"改回 {last.unit}")
        yield Hit(row.id, "unit", f"上年单位是“{last.unit}”，本年是“{row.unit}”，请核对。", (fix,))
