"""填报规则: read from TOML; what is wrong in it is named by line and key."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao_desktop import profiles, resources
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.profile import parse_profile

SHIPPED = resources.path("profiles", "qinghai-2024.toml").read_text("utf-8")


def test_the_shipped_rules_are_those_of_the_2024_form() -> None:
    profile = parse_profile(SHIPPED, "qinghai-2024")
    assert [(level.name, level.share) for level in profile.levels] == [
        ("产出指标", 50), ("效益指标", 30), ("满意度指标", 10),
    ]  # fmt: skip
    assert (profile.execution_weight, profile.leaves) == (Decimal(10), Decimal(90))
    assert len(profile.columns) == 12
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
