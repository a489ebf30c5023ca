"""性质 + 值 + 单位: joined texts are taken apart, words stay words, money rounds half up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao_desktop.domain.quantity import (
    Quantity,
    format_money,
    parse_comparator,
    parse_money,
    parse_number,
    plain_money,
    plain_number,
    split,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("≥95%", ("≥", "95", "%")),
        (">=2.61万元", ("≥", "2.61", "万元")),
        ("≥90.00(%)", ("≥", "90.00", "%")),
        ("(≥77台)", ("≥", "77", "台")),
        ("（≥77台）", ("≥", "77", "台")),
        ("≥100百分比", ("≥", "100", "%")),
        ("985米", (None, "985", "米")),
        ("10辆", (None, "10", "辆")),
        ("100%", (None, "100", "%")),
        ("1600元/亩", (None, "1600", "元/亩")),
        ("不少于190人", ("≥", "190", "人")),
        ("不低于60户/人.月", ("≥", "60", "户/人.月")),
        ("＞＝95％", ("≥", "95", "%")),
        ("≧3次", ("≥", "3", "次")),
        ("1,342.46万元", (None, "1,342.46", "万元")),
        ("=0", ("=", "0", None)),
        ("定性 有效提升", ("定性", "有效提升", None)),
        ("≥", ("≥", None, None)),
        ("不超过5天", ("≤", "5", "天")),
        ("200人以上", ("≥", "200", "人")),
        ("≥95%以上", ("≥", "95", "%")),
        ("24小时以内", ("≤", "24", "小时")),
        ("≤5次以上", ("≤", "5次以上", None)),
    ],
)
def test_a_joined_text_is_taken_apart(text: str, expected: tuple[str | None, ...]) -> None:
    assert split(text) == Quantity(*expected)


@pytest.mark.parametrize(
    "text",
    [
        "合理",
        "效果显著",
        "稳步提高",
        "12月底到位",
        "2021年1月-12月",
        "1600人、200人",
        "约5.5万人次",
        "200名左右",
        "100余人",
        "2OO",
    ],
)
def test_words_dates_and_lists_stay_as_they_are(text: str) -> None:
    assert split(text) == Quantity(None, text, None)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        (">=", "≥"), ("=>", "≥"), ("‹=", "≤"), ("═", "="), ("＞", ">"), ("＝", "="), ("大于等于", "≥"),
        ("不低于", "≥"), ("至少", "≥"), ("不高于", "≤"), ("小于", "<"), ("定性", "定性"), (" ≥ ", "≥"),
    ],
)  # fmt: skip
def test_every_way_to_write_a_sign_is_read(text: str, sign: str) -> None:
    assert parse_comparator(text) == sign


@pytest.mark.parametrize("text", [None, "", "正向", "95", "无"])
def test_what_is_no_sign_is_none(text: str | None) -> None:
    assert parse_comparator(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,342.46", "1342.46"), ("９５", "95"), (" 3.50 ", "3.50"), ("-2", "-2"), ("0", "0")],
)
def test_numbers_are_read_with_commas_and_full_width_digits(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", [None, "", "1,34", "1.2.3", "95%", "2024年", "一百", "1e9", "٣"])
def test_what_is_no_number_is_none(text: str | None) -> None:
    assert parse_number(text) is None


def test_money_is_printed_with_two_decimals_half_up_and_commas() -> None:
    assert format_money(Decimal("1342.455")) == "1,342.46"
    assert format_money(Decimal("0.125")) == "0.13"
    assert plain_money(Decimal("1342.4")) == "1342.40"
    assert parse_money("1,342.46") == Decimal("1342.46")


def test_numbers_are_printed_without_trailing_zeros_or_exponent() -> None:
    assert [plain_number(Decimal(text)) for text in ("22.50", "100", "-0", "1E+3", "0.00")] == [
        "22.5", "100", "0", "1000", "0",
    ]  # fmt: skip


def test_the_three_parts_print_as_one_text() -> None:
    assert Quantity("≥", "95", "%").text == "≥95%"
