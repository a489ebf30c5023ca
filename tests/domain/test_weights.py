"""分值: what each 一级 has and should have, and shares that add up exactly."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Indicator
from jixiao_desktop.domain.weights import balance, shared


def _row(level1: str | None, weight: str | None) -> Indicator:
    return Indicator(1, 0, level1, None, "名", weight=weight)


def test_a_project_by_the_rules_is_balanced() -> None:
    rows = [_row("产出指标", "22.5"), _row("产出指标", "27.5"), _row("效益指标", "30"), _row("满意度指标", "10")]
    found = balance(rows, profiles.load())
    assert found.ok
    assert [(level.level1, level.given, level.ok) for level in found.levels] == [
        ("产出指标", Decimal(50), True),
        ("效益指标", Decimal(30), True),
        ("满意度指标", Decimal(10), True),
    ]
    assert (found.given, found.due, found.left) == (90, 90, 0)


def test_a_lost_weight_and_a_missing_level_are_seen() -> None:
    found = balance([_row("产出指标", "50"), _row("效益指标", "25"), _row("效益指标", None)], profiles.load())
    assert not found.ok
    assert (found.left, found.missing) == (15, 1)
    assert [level.ok for level in found.levels] == [True, False, False]


def test_an_unknown_level_is_counted_without_a_due() -> None:
    found = balance([_row("其他", "5"), _row(None, "x")], profiles.load())
    extra = [(level.level1, level.given, level.due) for level in found.levels[3:]]
    assert extra == [("其他", 5, None), (None, 0, None)]


AMOUNTS = st.decimals(0, 100, places=1)


@given(AMOUNTS, st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=12), st.integers(0, 2))
def test_shares_add_up_exactly_and_none_is_negative(amount: Decimal, parts: list[Decimal], decimals: int) -> None:
    shares = shared(amount, parts, decimals)
    assert sum(shares) == amount
    assert len(shares) == len(parts)
    assert min(shares) >= 0


def test_equal_parts_differ_by_one_step_at_most() -> None:
    assert shared(Decimal(50), [Decimal(0)] * 3, 1) == [Decimal("16.6"), Decimal("16.7"), Decimal("16.7")]
    assert shared(Decimal(90), [Decimal(1)] * 4, 1) == [Decimal("22.5")] * 4
    assert shared(Decimal(10), [], 1) == []
