"""填报规则: read from TOML; what is wrong in it is named by line and key."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao_desktop import profiles, resources
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.form_layout import FormColumn, FormLine
from jixiao_desktop.domain.profile import parse_profile

SHIPPED = resources.path("profiles", "qinghai-2024.toml").read_text("utf-8")


def test_the_shipped_rules_are_those_of_the_2024_form() -> None:
    profile = parse_profile(SHIPPED, "qinghai-2024")
    assert [(level.name, level.share) for level in profile.levels] == [
        ("产出指标", 50), ("效益指标", 30), ("满意度指标", 10),
    ]  # fmt: skip
    assert (profile.execution_weight, profile.leaves) == (Decimal(10), Decimal(90))
    assert len(profile.layout.columns) == 12
    assert [s.name for s in profile.levels[0].seconds if s.required] == ["数量指标", "质量指标", "时效指标"]
    assert profile.certainty.startswith("归纳")


def test_printed_words_fall_back_to_the_name() -> None:
    profile = profiles.load()
    assert profile.printed_level1("产出指标") == "产出指标"
    assert profile.printed_level2("效益指标", "社会效益") == "社会效益"
    assert (profile.printed_level1("自定"), profile.printed_level2(None, None)) == ("自定", "")


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("execution = 10 ", "execution = -1 ", 10, "execution"),
        ("execution = 10 ", 'execution = "十" ', 10, "execution"),
        ("title = \"青海 2024\"", "title = 3", 4, "title"),
        ("weight_decimals = 1", 'weight_decimals = "一"', 11, "weight_decimals"),
        ('units = [\n    "%",', "units = [\n    5,", None, "units"),
        ("share = 50", "share = 500", 16, "share"),
        ("share = 10", "share = -10", 45, "share"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_by_line_and_key(old: str, new: str, line: int | None, key: str) -> None:
    assert old in SHIPPED
    with pytest.raises(UserError) as caught:
        parse_profile(SHIPPED.replace(old, new, 1), "我县")
    assert "我县" in str(caught.value)
    assert key in str(caught.value)
    if line:
        assert f"第 {line} 行" in str(caught.value)


@pytest.mark.parametrize("key", ["title", "source", "certainty", "execution"])
def test_a_missing_key_is_named(key: str) -> None:
    text = "\n".join(row for row in SHIPPED.splitlines() if not row.startswith(key))
    with pytest.raises(UserError, match=key):
        parse_profile(text, "我县")


@pytest.mark.parametrize(
    "change",
    [
        ("[required]\n", "required = 3\n[other]\n"),
        ('unit = ["code", "name"]', "unit = 5"),
        ("[form.titles]", "[form.titles]\n\"x\" = 5"),
        ('630123 = "湟源县"', "630123 = 8"),
        ("[severities] ", "[severities]\n\"a\" = 1\n#"),
        ('name = "数量指标"', "nome = 1"),
        ("share = 50", "share = true"),
        ("[weights]", "[other]"),
        ("share = 50", "share = nan"),
        ("[form.titles]", "column = [1]\n[form.titles]"),
        ('"%", "人"', '"%" "人"'),
    ],
    ids=lambda change: change[1].splitlines()[0],
)  # fmt: skip
def test_any_wrong_table_gives_one_sentence(change: tuple[str, str]) -> None:
    assert change[0] in SHIPPED
    with pytest.raises(UserError, match="填报规则"):
        parse_profile(SHIPPED.replace(*change, 1), "我县")


LINES = """
[[form.head]]
texts = ["编制单位：{单位}", "单位：万元"]
aligns = ["left", "right"]

[[form.foot]]
texts = ["经办：{填报人}　{填报日期}"]
stages = ["一上稿", "批复稿"]
"""


def test_columns_and_lines_of_a_form_are_the_profiles() -> None:
    changed = SHIPPED.replace('key = "budget"', 'key = "budget"\nalign = "center"\nmerged = false\ndecimals = 2')
    layout = parse_profile(changed + LINES, "我县").layout
    assert layout.columns[3] == FormColumn("budget", "预算数(万元)", 17, "center", merged=False, decimals=2)
    assert layout.columns[4] == FormColumn("objective", "绩效目标", 42)
    assert layout.head == (FormLine((("编制单位：{单位}", "left"), ("单位：万元", "right"))),)
    assert layout.foot == (FormLine((("经办：{填报人}　{填报日期}", "left"),), ("一上稿", "批复稿")),)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('key = "budget"', 'key = "buget"', "buget 不认识"),
        ('key = "budget"', 'key = "unit_name"', "unit_name 写了两次"),
        ('key = "indicator_name"', 'key = "control"', "缺少三级指标一栏"),
        ("width = 15", "width = 0", "width 应当是大于 0"),
        ("width = 15", "width = nan", "width 应当是大于 0"),
        ("width = 15", 'width = 15\nalign = "middle"', "middle 不认识"),
        ("width = 15", "width = 15\ncolour = 3", "colour 不认识"),
        ("width = 15", "width = 15\ndecimals = 2", "decimals 只用于数字的栏目"),
        ("width = 42", "width = 42\nmerged = false", "绩效目标一栏总是合并"),
        ("[form]", "[form]\nnotes = 3", "notes 不认识"),
        ("{单位}", "{电话}", "{电话} 不认识"),
        ('aligns = ["left", "right"]', 'aligns = ["left"]', "aligns 应当一样多"),
        ('一上稿", "批复稿"', '初稿"', "初稿 不认识"),
        ('texts = ["编制', 'text = ["编制', "text 不认识"),
    ],
)
def test_a_slip_in_a_forms_layout_is_named_with_its_line(old: str, new: str, words: str) -> None:
    text = SHIPPED + LINES
    assert old in text
    with pytest.raises(UserError, match=words) as caught:
        parse_profile(text.replace(old, new, 1), "我县")
    assert "行的" in str(caught.value)
