"""Line breaking: what may stand at the ends of a line, and what is never broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_desktop.typesetting.breaking import CLOSING, OPENING, Breaker
from jixiao_desktop.typesetting.fonts import face

SIZE = 10.0
BREAKER = Breaker(face("regular"), SIZE)
ALPHABET = "就业补助资金发放率，。；：、（）“”《》123.50%≥abcXYZ- \n目标1万元人"


def lines(text: str, characters: float, *, even: bool = False) -> tuple[str, ...]:
    return BREAKER.lines(text, characters * SIZE, even=even)


@given(st.text(ALPHABET, max_size=80), st.floats(3, 30), st.booleans())
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, characters: float, even: bool) -> None:
    found = lines(text, characters, even=even)
    assert "".join("".join(found).split()) == "".join(text.split())
    for line in found:
        assert line == line.rstrip()
        assert BREAKER.face.width(line, SIZE) <= characters * SIZE + 1e-3 or _one_unbreakable(line)


def _one_unbreakable(line: str) -> bool:
    """A character with the marks bound to it may be wider than a very narrow line."""
    return all(c in CLOSING | OPENING for c in line[1:]) or all(c in CLOSING | OPENING for c in line[:-1])


@given(st.text("就业补助资金，。；：、（）“”《》", min_size=1, max_size=80), st.floats(8, 30))
def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark(text: str, characters: float) -> None:
    found = lines(text, characters)
    for line in found[1:]:
        assert line[0] not in CLOSING or BREAKER.face.width(line, SIZE) > (characters - 2) * SIZE
    for line in found[:-1]:
        assert line[-1] not in OPENING or BREAKER.face.width(line, SIZE) > (characters - 2) * SIZE


@pytest.mark.parametrize(
    "whole",
    ["63012300024T000000269-", "958.74", "≥95%", "190人", "2.61万元", "2024年", "WPS", "1600元/亩", "300元/人·月"],
)
def test_numbers_units_and_words_are_never_broken(whole: str) -> None:
    for before in range(1, 15):
        assert any(whole in line for line in lines("完" * before + whole + "完" * 9, 15))


def test_a_word_of_several_that_is_wider_than_the_line_is_broken_between_them() -> None:
    assert lines("Skills-Training-Certificate通过考核", 12) == ("Skills-Training-", "Certificate通过考核")
    assert lines("www.example.gov.cn/pages/2025/index", 12) == ("www.example.gov.cn/", "pages/2025/index")


def test_what_is_wider_than_the_line_is_broken_all_the_same() -> None:
    assert "".join(lines("A" * 200, 5)) == "A" * 200


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("享受档案邮寄服务对象满意度", "满意度"),
        ("享受公益性岗位补贴人员数量", "数量"),
        ("业务工作经费在规定时内下达率", "下达率"),
        ("就业补助专项资金（上级专项资金）", "资金）"),
    ],
)
def test_no_single_character_is_left_on_the_last_line(text: str, last: str) -> None:
    found = lines(text, len(text) - 1)
    assert len(found) == 2
    assert found[-1].endswith(last)
    assert len(found[-1].rstrip("）")) >= 2


def test_even_lines_are_as_equal_as_can_be() -> None:
    assert lines("服务对象满意度", 5, even=True) == ("服务对象", "满意度")
    assert lines("3-特定目标类", 4, even=True) == ("3-特定", "目标类")


def test_no_single_character_is_left_below_even_lines() -> None:
    assert lines("平方米每人每年", 3, even=True) == ("平方米", "每人", "每年")
    assert lines("合理\n基本合格率", 4.2, even=True) == ("合理", "基本合", "格率")


def test_what_is_cut_all_the_same_leaves_no_closing_mark_and_no_last_character_alone() -> None:
    assert lines("（含续建）", 4.5) == ("（含续", "建）")
    assert lines("GB/T19001；2023年", 5) == ("GB/T1900", "1；2023年")
    assert lines("1234.56", 2.4) == ("123", "4.56")
    assert lines("A" * 11, 6.8) == ("A" * 9, "AA")


@pytest.mark.parametrize("text", ["95%。", "，95%）", "95%，，", "100%。", "（95%）"])
@pytest.mark.parametrize("characters", [1.3, 2.06, 2.2])
def test_no_line_of_a_very_narrow_cell_is_wider_than_the_cell(text: str, characters: float) -> None:
    found = lines(text, characters, even=True)
    assert "".join(found) == text
    assert all(BREAKER.face.width(line, SIZE) <= characters * SIZE for line in found)


def test_a_code_stands_on_a_line_before_its_name() -> None:
    assert lines("723001-隍源县就业服务局(本级)", 5.2, even=True) == ("723001-", "隍源县就", "业服务局", "(本级)")
    code = "63012300024T000001365-"
    assert lines(f"{code}2023年就业补助资金", 15) == (code, "2023年就业补助资金")


def test_the_tail_of_a_code_stays_with_its_dots() -> None:
    assert lines("同一指标的单位不统一：…0338“次”", 12) == ("同一指标的单位不统一：", "…0338“次”")


def test_a_header_breaks_at_its_hints_alone() -> None:
    assert lines("绩效\u200b指标\u200b性质", 4.2, even=True) == ("绩效指标", "性质")
    assert lines("绩效\u200b指标值", 4.2, even=True) == ("绩效", "指标值")


def test_typed_line_breaks_are_kept() -> None:
    assert lines("目标1：甲\n目标2：乙\r\n目标3：丙", 30) == ("目标1：甲", "目标2：乙", "目标3：丙")


def test_blank_lines_and_indents_inside_a_text_are_kept_and_none_around_it() -> None:
    assert lines("\n目标1：甲\n\n \n　　目标2：乙 \n\n", 30) == ("目标1：甲", "", "", "　　目标2：乙")
    assert lines("一二三四五\n\n　　六七八九", 4) == ("一二三", "四五", "", "　　六七", "八九")


def test_blanks_alone_have_no_line() -> None:
    assert lines("", 5) == lines(" \n ", 5) == ()


def test_a_text_of_thousands_of_characters_is_broken_at_the_same_speed_per_line() -> None:
    text = "保障城乡劳动者就业，" * 2000
    assert len(lines(text, 20)) == pytest.approx(1000, abs=60)


def test_no_paragraph_of_a_text_ends_in_a_single_character() -> None:
    assert lines("因就业问题发生重大群体性事件\n度量单位", 13.2) == ("因就业问题发生重大群体性", "事件", "度量单位")
