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


EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"><style><!--
table {mso-displayed-decimal-separator:"\\.";} .xl65 {mso-number-format:"0%";} --></style></head><body>
<table border=0 cellpadding=0 width=360 style='border-collapse:collapse'>
<!--StartFragment-->
 <col width=72 style='mso-width-source:userset'><col width=72>
 <tr height=19><td rowspan=2 height=38 class=xl65>产出指标</td><td>培训<br style='mso-data-placement:same-cell;'>
  人数</td><td align=right x:num="1342.46">1,342.46&nbsp;</td></tr>
 <tr height=19><td>合格率</td><td class=xl65 align=right x:num="0.95">95%</td></tr>
 <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td><td width=72></td></tr><![endif]>
<!--EndFragment--></table></body></html>"""
CALC = """<html><head><meta name="generator" content="LibreOffice"/><style>td { font-size:x-small }</style></head><body>
<table cellspacing="0" border="0"><colgroup width="85"></colgroup>
<tr><td rowspan=2 height="34" align="left" valign=middle><font face="SimSun">产出指标</font></td>
<td align="left"><font>培训<br>人数</font></td>
<td align="right" sdval="1342.46" sdnum="2052;0;#,##0.00">1,342.46</td></tr>
<tr><td align="left"><font>合格率</font></td><td align="right" sdval="0.95" sdnum="2052;0;0%">95%</td></tr>
</table></body></html>"""
WORD = """<html><body><!--StartFragment--><table class=MsoTableGrid><tr><td rowspan=2><p class=MsoNormal><span
lang=ZH-CN>产出指标</span><o:p></o:p></p></td><td><p class=MsoNormal>培训</p><p class=MsoNormal>人数</p></td>
<td><p>1,342.46</p></td></tr><tr><td><p>合格率</p></td><td><p>95%</p></td></tr></table><!--EndFragment--></body></html>"""


@pytest.mark.parametrize("markup", [EXCEL, CALC, WORD], ids=["Excel and WPS", "LibreOffice", "Word"])
def test_cells_are_read_as_the_programs_put_them_on_the_clipboard(markup: str) -> None:
    assert blocks.from_html(markup) == [["产出指标", "培训\n人数", "1,342.46"], ["", "合格率", "95%"]]


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
