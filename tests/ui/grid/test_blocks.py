"""Blocks of cells as text, and which column is which field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_desktop.ui.grid import blocks, mapping

CELL = st.text(
    alphabet=st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\x00\v\f\x1c\x1d\x1e\x85\u2028\u2029")
)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=4))
def test_tab_text_keeps_every_cell(block: list[list[str]]) -> None:
    assert blocks.from_tab_text(blocks.to_tab_text(block)) == block


@given(st.text(max_size=300))
def test_no_text_on_the_clipboard_breaks_the_reader(text: str) -> None:
    assert all(isinstance(cell, str) for row in blocks.from_tab_text(text) for cell in row)
    blocks.from_html(text)


def test_a_quote_that_never_ends_loses_no_text() -> None:
    assert blocks.from_tab_text('"甲\t乙') == [["甲\t乙"]]


def test_merged_cells_of_html_leave_blanks() -> None:
    html = "<table><tr><td colspan=2>甲</td><td rowspan=2>乙</td></tr><tr><td>1</td><td>2</td></tr></table>"
    assert blocks.from_html(html) == [["甲", "", "乙"], ["1", "2"]]


def test_markup_in_a_cell_is_text() -> None:
    assert blocks.from_html(blocks.to_html([["<b>&", "a\nb"]])) == [["<b>&", "a\nb"]]


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("公益性岗 位补贴", "公益性岗位补贴"),
        ("就业补助\n资金", "就业补助资金"),
        ("９８％", "98%"),
        ("2024  年", "2024 年"),
        ("public\nfunds", "public funds"),
        ("\u200b人\ufeff", "人"),
        ("（上级专项资金）", "（上级专项资金）"),
        ("目标1，目标2", "目标1，目标2"),
    ],
)
def test_text_from_a_page_is_made_tidy(raw: str, tidy: str) -> None:
    assert blocks.clean([[raw]]).block == [[tidy]]


def test_tidy_text_says_nothing() -> None:
    assert blocks.clean([["享受补贴人数", "≥", "98"]]).said == ""


def test_columns_are_known_by_what_stands_in_them() -> None:
    block = [
        ["产出指标", "数量指标", "培训人数", "≥", "50", "人", "5"],
        ["", "质量指标", "培训合格率", "≥", "95", "%", "5"],
    ]
    assert mapping.guess(block, mapping.INDICATOR_FIELDS) == list(mapping.INDICATOR_FIELDS)


def test_a_header_row_names_the_columns() -> None:
    assert mapping.header_fields(["绩效指标值", "备注", "三级指标"]) == ["value", "", "name"]
    assert mapping.header_fields(["培训人数", "≥", "50"]) is None


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [("weight", "十", "不是分值"), ("weight", "5分", ""), ("comparator", "不少于", ""), ("unit", "98", "不像度量单位"),
     ("name", "≥", "不像名称"), ("level2", "效果", "不是二级指标的名称"), ("value", "随便", ""), ("budget", "", "")],
)  # fmt: skip
def test_every_cell_gets_its_verdict(field: str, text: str, problem: str) -> None:
    assert mapping.verdict(field, text) == problem
