"""References follow the cells that they mean when rows are added in the middle of a sheet."""

from __future__ import annotations

import pytest

from jixiao_desktop.export.references import Growth


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM(D4:D10)", "SUM(D4:D15)"),
        ("SUM($D$4:$D$10)*2", "SUM($D$4:$D$15)*2"),
        ("D10+D11", "D10+D16"),
        ("D4", "D4"),
        ("SUM(D:D)", "SUM(D:D)"),
        ("SUM(4:10)", "SUM(4:15)"),
        ('IF(A11="D11","见 D11",LOG10(D11))', 'IF(A16="D11","见 D11",LOG10(D16))'),
        ("'字典'!A11+申报表!A11", "'字典'!A11+申报表!A16"),
        ("'申报表'!A4:A10", "'申报表'!A4:A15"),
        ("T11年", "T11年"),
    ],
)
def test_a_formula_follows(before: str, after: str) -> None:
    assert Growth("申报表", 10, 5).formula(before, "申报表") == after


def test_formulas_of_other_sheets_follow_only_where_they_name_the_sheet() -> None:
    assert Growth("申报表", 10, 5).formula("A11+申报表!A11", "汇总") == "A11+申报表!A16"


def test_areas_grow_at_their_end_only_when_asked_to() -> None:
    assert Growth("申报表", 10, 5).area("A4:A10 B11 C12:C13") == "A4:A15 B16 C17:C18"
    assert Growth("申报表", 3, 5, stretching=False).area("A2:A3 A4:A6") == "A2:A3 A9:A11"
