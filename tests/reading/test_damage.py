"""Any book, printed as a text and damaged as such texts are, is read as it was; an undamaged one raises no doubts."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jixiao_desktop import profiles, reading
from jixiao_desktop.domain.plain import to_plain

from . import damages, makers

SEEDS = st.integers(0, 10**6)
ROWS_A_PAGE = st.integers(5, 40)


def _read(text: str) -> reading.Draft:
    return reading.read(text.encode(), "表.txt", profile=profiles.load())


def _printed(seed: int, rows: int, *, trapping: bool) -> makers.Print:
    sheet = makers.printed(makers.book(seed), rows)
    if trapping:
        damages.start_pages_with_last_rows(sheet)
    return sheet


@settings(max_examples=60, deadline=None)
@given(SEEDS, ROWS_A_PAGE, st.integers(1, 2), st.booleans())
def test_an_undamaged_form_is_read_without_a_doubt(seed: int, rows: int, units: int, repeat: bool) -> None:
    plain = makers.book(seed, units=units, projects=3)
    draft = _read(makers.printed(plain, rows, repeat_levels=repeat).text())
    assert draft.doubts == ()
    assert to_plain(draft.book) == plain


@pytest.mark.parametrize("damage", damages.ALL, ids=lambda damage: damage.__name__)
@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, rows=ROWS_A_PAGE)
def test_each_damage_alone_is_mended(damage: damages.Damage, seed: int, rows: int) -> None:
    sheet = _printed(seed, rows, trapping=damage is damages.trap_rows)
    damage(sheet, random.Random(seed))
    assert to_plain(_read(sheet.text()).book) == sheet.plain


@pytest.mark.parametrize("damage", [d for d in damages.ALL if d is not damages.add_tabs], ids=lambda d: d.__name__)
@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_each_damage_is_doubted(damage: damages.Damage, seed: int) -> None:
    sheet = _printed(seed, 12, trapping=damage is damages.trap_rows)
    whole = sheet.text()
    damage(sheet, random.Random(seed))
    assume(sheet.text() != whole)
    doubts = _read(sheet.text()).doubts
    assert doubts
    assert all(doubt.place and doubt.message and doubt.kind for doubt in doubts)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(SEEDS, ROWS_A_PAGE, st.sets(st.sampled_from(damages.ALL), min_size=2))
def test_damages_together_are_mended(seed: int, rows: int, chosen: set[damages.Damage]) -> None:
    """Save where one damage takes away what tells the other: a trapped row and lost weights, a cut and moved level."""
    assume(not ({damages.trap_rows} <= chosen and chosen & {damages.lose_weight, damages.push_right}))
    assume(not ({damages.cut_level} <= chosen and chosen & {damages.shift_rows, damages.push_right}))
    dice = random.Random(seed)
    sheet = _printed(seed, rows, trapping=damages.trap_rows in chosen)
    for damage in damages.ALL:
        if damage in chosen:
            damage(sheet, dice)
    assert to_plain(_read(sheet.text()).book) == sheet.plain
