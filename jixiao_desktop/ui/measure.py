"""How many printed lines a goal takes: broken by the typesetter itself, in the column that the 总表 gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.profile import Profile

if TYPE_CHECKING:
    from ..typesetting.measuring import Measure

_measures: dict[tuple[object, ...], Measure] = {}  # by the columns of the form: profiles hold dicts and cannot be keys


def goal_lines(text: str, profile: Profile) -> int:
    """Return the lines that a goal takes in the 总表 on A4; 0 for an empty one, or when the form shows no goals."""
    from ..forms.grid import Cell

    measure = _measure(profile)
    place = next((n for n, column in enumerate(measure.grid.columns) if column.key == "objective"), None)
    return 0 if place is None else len(measure.spans(Cell(0, place, text), text))


def _measure(profile: Profile) -> Measure:
    """The columns of the profile's 总表 on the usual paper; the typesetter is loaded with the first goal shown."""
    from ..forms.grid import Column, Grid
    from ..forms.summary import columns_of
    from ..typesetting import A4
    from ..typesetting.measuring import Measure

    columns = columns_of(profile)
    key = tuple((column.key, column.width) for column in columns)
    if key not in _measures:
        grid = Grid("", tuple(Column(*pair) for pair in key), (), 0, (), 0, ())
        _measures[key] = Measure(grid, A4)
    return _measures[key]
