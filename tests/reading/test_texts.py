"""Blanks, line breaks, brackets, displayed numbers and dates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_desktop.domain.quantity import Quantity
from jixiao_desktop.reading import texts
from jixiao_desktop.reading.recognise import headers, wording
from jixiao_desktop.reading.sources import display
from jixiao_desktop.reading.tables import Cell


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        (
            "目标1: 按资金规定用于 职业培训、公益性岗位等支 出, 以及省",
            "目标1:按资金规定用于职业培训、公益性岗位等支出,以及省",
        ),
        ("2023 年就业 补助", "2023年就业补助"),
        ("DR 300 型 设备", "DR 300型设备"),
        ("ABC 12", "ABC 12"),
    ],
)
def test_line_ends_of_a_narrow_column_are_closed(torn: str, whole: str) -> None:
    assert texts.heal(torn) == whole


def test_line_breaks_close_without_a_blank_in_chinese_and_with_one_between_words() -> None:
    assert texts.one_line("就业\n补贴 \r\n资金") == "就业补贴资金"
    assert texts.one_line("Windows\nServer") == "Windows Server"


def test_a_closing_bracket_takes_the_width_of_its_opening_one() -> None:
    assert texts.match_brackets("资金（上级专项)(本级）") == "资金（上级专项）(本级)"


@given(st.text(alphabet="目标工作完成，。；1\n", max_size=60), st.floats(1, 20))
def test_paragraphs_lose_no_character(text: str, measure: float) -> None:
    assert texts.without_blanks(texts.paragraphs(text, measure)) == texts.without_blanks(text)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (4, "0.00", "4.00"),
        (1342.46, "#,##0.00", "1342.46"),
        (0.95, "0%", "95%"),
        (0.925, "0.0%", "92.5%"),
        (98, "General", "98"),
        (3.5, "General", "3.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "0.0000001"),
        (22.50, "0.0#", "22.5"),
        (4, '0.00"万元"', "4.00万元"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0.00"),
        (-3, "0.00;[Red]-0.00", "-3.00"),
        (2.345, "0.00", "2.35"),
        (12_000_000, "0,", "12000"),
        ("0012", "@", "0012"),
        (True, "General", "TRUE"),
    ],
)
def test_a_number_shows_as_in_excel_without_thousands_commas(value: object, number_format: str, shown: str) -> None:
    assert display.shown(value, number_format) == shown


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ('yyyy"年"m"月"d"日"', "2024年6月5日"),
        ("m/d/yyyy", "6/5/2024"),
        ("yyyy-mm-dd", "2024-06-05"),
        ('m"月"d"日"', "6月5日"),
    ],
)
def test_a_date_shows_as_in_excel(number_format: str, shown: str) -> None:
    assert display.shown(dt.datetime(2024, 6, 5), number_format) == shown


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_yuan_become_ten_thousand_yuan_without_losing_a_digit(yuan: Decimal) -> None:
    text = wording.amount(Cell(f"{yuan:,}"), "元")
    assert text is not None
    assert Decimal(text) * 10000 == yuan


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("预算数 (万元)", "budget"),
        ("年度资金总额\n（万元）", "budget"),
        ("绩效指标 性质", "comparator"),
        ("指标值(包含数字及文字描述)", "value"),
        ("三 级 指 标", "indicator"),
        ("分值权重", "weight"),
        ("评（扣）分标准", "skip"),
        ("备注", "skip"),
        ("今天", None),
        ("指标（一级）", "level1"),
        ("绩效三级指标", "indicator"),
        ("考核值", "value"),
        ("绩效值", "value"),
        ("实际完成值", None),
        ("上年指标值", None),
        ("指标值单位", "measure"),
        ("所占分值（分）", "weight"),
        ("三级指标分值", "weight"),
        ("上年权重", None),
        ("自评得分", None),
        ("申请资金（万元）", "budget"),
        ("资金额度(万元)", "budget"),
        ("全年预算数", "budget"),
        ("预算执行数", None),
        ("资金来源", None),
        ("财政资金", "fiscal_funds"),
        ("实施内容及目标", "objective"),
    ],
)
def test_header_words_are_known_in_every_spelling(text: str, key: str | None) -> None:
    assert headers.key_of(text) == key


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (Quantity("≥", "0.9", None), "90%"),
        (Quantity("≥", "1", "%"), "100%"),
        (Quantity("≥", "0.125", "%"), "12.5%"),
        (Quantity("≤", "46022", None), "2025年12月31日"),
        (Quantity("≥", "46022", "人次"), None),
        (Quantity("≥", "95", "%"), None),
        (Quantity("≥", "1200", None), None),
    ],
)
def test_a_stored_number_may_have_been_shown_as_a_percentage_or_a_day(parts: Quantity, shown: str | None) -> None:
    assert wording.otherwise_shown(parts) == shown
