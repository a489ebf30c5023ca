"""The shipped 填报规则, what switching between them changes, and mistakes told by line and key."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao_desktop import profiles, resources
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.profile import parse_profile
from jixiao_desktop.rules import RULES, compare_profiles, review

from .test_2024_form import form_2024

COST = resources.path("profiles", "cost-level.toml").read_text("utf-8")


def test_three_profiles_are_shipped_each_with_its_evidence() -> None:
    assert profiles.names() == ["qinghai-2024", "cost-level", "execution-20"]
    for name in profiles.names():
        profile = profiles.load(name)
        assert profile.source
        assert profile.certainty
        assert set(profile.severities) <= set(RULES)
        assert len(profile.layout.columns) == 12


def test_the_cost_profile_has_cost_as_a_first_level() -> None:
    profile = profiles.load("cost-level")
    assert [(level.name, level.share) for level in profile.levels] == [
        ("成本指标", 20), ("产出指标", 40), ("效益指标", 20), ("满意度指标", 10),
    ]  # fmt: skip
    assert profile.printed_level2("成本指标", "经济成本") == "经济成本指标"


def test_the_other_profile_leaves_eighty_points_to_the_rows_and_no_split() -> None:
    profile = profiles.load("execution-20")
    assert profile.leaves == Decimal(80)
    assert {level.share for level in profile.levels} == {None}


def test_switching_shows_first_what_would_change() -> None:
    book = form_2024()
    change = compare_profiles(book, profiles.load("qinghai-2024"), profiles.load("execution-20"))
    assert (change.now["error"], change.then["error"]) == (1, 8)
    assert change.words.startswith("错误 1→8，")
    assert {finding.rule for finding in change.coming} == {"weight-total"}
    assert change.going == ()


def test_the_2024_form_lacks_the_cost_level_of_the_cost_profile() -> None:
    found = review(form_2024(), profiles.load("cost-level"))
    missing = [finding.message for finding in found if finding.rule == "level1-missing"]
    assert len(missing) == 8
    assert set(missing) == {"没有成本指标（应占 20 分），请补充。"}
    assert not [finding for finding in found if finding.rule == "level-split" and finding.severity != "hint"]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("total = 100", "totel = 100", 9, "totel 不认识"),
        ('name = "时效指标"', 'nome = "时效指标"', 39, "nome 不认识"),
        ('name = "效益指标"', 'name = "产出指标"', 43, "写了两次"),
        ('level-split = "hint"', 'level-split = "off!"', None, "应为 error、warning、hint、off 之一"),
        ('unit = ["code", "name"]', 'unit = ["code", "nahme"]', None, "nahme 不认识"),
        ("weight_decimals = 1", "weight_decimals = 9", 11, "应当是 0 到 4 的整数"),
        ("[[level]]", "[level]", None, "格式有误"),
    ],
)
def test_a_mistake_is_told_by_line_and_key(old: str, new: str, line: int | None, said: str) -> None:
    assert old in COST
    with pytest.raises(UserError) as caught:
        parse_profile(COST.replace(old, new, 1), "我县")
    assert said in str(caught.value)
    assert line is None or f"第 {line} 行" in str(caught.value)


def test_the_line_told_is_that_of_the_table_that_is_wrong() -> None:
    rows = COST.splitlines()
    wrong = max(number for number, row in enumerate(rows, 1) if row.startswith("share"))
    rows[wrong - 1] = 'share = "十"'
    with pytest.raises(UserError, match=f"第 {wrong} 行的 share"):
        parse_profile("\n".join(rows), "我县")
