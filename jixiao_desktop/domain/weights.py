"""分值: sums by level and what is left to give, derived from a project's rows and a profile, never stored.

Source of the arithmetic: leaves + 预算执行率 = 100; the shares by 一级 come from the profile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .book import Indicator
from .profile import Profile
from .quantity import parse_number

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class LevelSum:
    """One 一级 of a project: points given, points due (None: not fixed), and how many rows have no weight."""

    level1: str | None
    given: Decimal
    due: Decimal | None
    missing: int

    @property
    def ok(self) -> bool:
        """True when the points are as due and no row lacks its weight."""
        return self.missing == 0 and (self.due is None or self.given == self.due)


@dataclass(frozen=True, slots=True)
class Balance:
    """The weights of one project: by 一级 in the profile's order, and in all."""

    levels: tuple[LevelSum, ...]
    given: Decimal
    due: Decimal
    missing: int

    @property
    def left(self) -> Decimal:
        """Points still to give (negative: too many)."""
        return self.due - self.given

    @property
    def ok(self) -> bool:
        """True when the sum is as due and no row lacks its weight."""
        return self.left == 0 and self.missing == 0


def weight(indicator: Indicator) -> Decimal | None:
    """Return an indicator's weight in points, or None when it is blank or no number."""
    return parse_number(indicator.weight)


def balance(rows: Iterable[Indicator], profile: Profile) -> Balance:
    """Return the sums of one project's rows. Levels of the profile come first, others as they appear."""
    names: list[str | None] = [level.name for level in profile.levels if level.required]
    sums: dict[str | None, tuple[Decimal, int]] = dict.fromkeys(names, (ZERO, 0))
    for row in rows:
        points = weight(row)
        given, missing = sums.get(row.level1, (ZERO, 0))
        sums[row.level1] = given + (points or ZERO), missing + (points is None)
    levels = tuple(
        LevelSum(name, given, first.share if (first := profile.level1(name)) else None, missing)
        for name, (given, missing) in sums.items()
    )
    given = sum((level.given for level in levels), ZERO)
    return Balance(levels, given, profile.leaves, sum(level.missing for level in levels))


def shared(amount: Decimal, proportions: Sequence[Decimal], decimals: int) -> list[Decimal]:
    """Share `amount` points (0 or more) in proportion, each rounded half up to `decimals`, the sum kept exactly.

    Zero proportions throughout mean equal parts; what rounding leaves goes to the first parts, a step each, and what
    is less than a step to the largest.
    """
    if not proportions:
        return []
    total = sum(proportions, ZERO)
    parts = list(proportions) if total else [Decimal(1)] * len(proportions)
    total = total or Decimal(len(parts))
    step = Decimal(1).scaleb(-decimals)
    whole = amount // step * step
    shares = [(whole * part / total).quantize(step, ROUND_HALF_UP) for part in parts]
    rest = whole - sum(shares, ZERO)
    place = 0
    while abs(rest) >= step and place < len(shares) * 2:
        nudge = step if rest > 0 else -step
        if shares[place % len(shares)] + nudge >= 0:
            shares[place % len(shares)] += nudge
            rest -= nudge
        place += 1
    shares[shares.index(max(shares))] += amount - whole
    return shares
