"""Codes: 21 characters with a letter after the year, unit codes by threes, labels taken apart at their dash."""

from __future__ import annotations

import pytest

from jixiao_desktop.domain.codes import ProjectCode, is_unit_code, parse_project_code, short, split_label


def test_a_project_code_of_either_shape_is_taken_apart() -> None:
    assert parse_project_code("63012300024T000000269") == ProjectCode("630123000", 2024, "T", "000000269")
    assert parse_project_code("51000024R000000000123") == ProjectCode("510000", 2024, "R", "000000000123")


def test_the_letter_names_the_category() -> None:
    assert [ProjectCode("630123000", 2024, letter, "1").category for letter in "RYTX"] == ["1", "2", "3", None]


@pytest.mark.parametrize("text", [None, "", "63012300024T00000026", "63012300024t000000269", "630123000240000000269"])
def test_what_is_no_project_code_is_none(text: str | None) -> None:
    assert parse_project_code(text) is None


@pytest.mark.parametrize(("text", "good"), [("723", True), ("723001", True), ("723001002", True), ("7230", False)])
def test_unit_codes_come_by_threes(text: str, good: bool) -> None:
    assert is_unit_code(text) is good


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("723001-就业局(本级)", ("723001", "就业局(本级)")),
        ("63012300024T000000269－补贴-县配", ("63012300024T000000269", "补贴-县配")),
        ("3-特定目标类", (None, "3-特定目标类")),
        ("就业-补贴", (None, "就业-补贴")),
        ("合计-", (None, "合计-")),
        ("", (None, None)),
    ],
)
def test_a_label_is_taken_apart_only_when_a_code_leads(text: str, parts: tuple[str | None, str | None]) -> None:
    assert split_label(text) == parts


def test_a_project_is_named_by_its_last_digits() -> None:
    assert short("63012300024T000000269") == "…0269"
    assert short(None) == ""
