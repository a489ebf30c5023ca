"""目标1：…, 目标2：…: numbering puts each goal on a line of its own and changes no word."""

from __future__ import annotations

import pytest

from jixiao_desktop.domain.goals import is_bare_mark, next_mark, numbered


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("按时发放补贴\n提高满意度", "目标1：按时发放补贴\n目标2：提高满意度"),
        ("按时发放补贴。提高满意度；", "目标1：按时发放补贴。\n目标2：提高满意度；"),
        ("目标1:发放补贴。目标2:新增就业。", "目标1:发放补贴。\n目标2:新增就业。"),
        ("目标1：甲\n目标3：乙\n目标3：丙", "目标1：甲\n目标2：乙\n目标3：丙"),
        ("目标一、甲 目标二、乙", "目标1、甲\n目标2、乙"),
        ("总目标如下：\n目标２：甲", "总目标如下：\n目标1：甲"),
        ("只有一句。", "只有一句。"),
        ("", ""),
    ],
)
def test_goals_are_numbered_from_one_each_on_its_line(text: str, wanted: str) -> None:
    assert numbered(text) == wanted


def test_numbering_twice_changes_nothing() -> None:
    once = numbered("甲。乙。丙")
    assert numbered(once) == once


def test_a_figure_within_a_sentence_is_no_number_of_a_goal() -> None:
    assert numbered("完成目标190人，就业稳定") == "完成目标190人，就业稳定"


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("目标2：确保就业", "目标3："),
        ("目标9:甲", "目标10:"),
        ("目标2：", None),
        ("确保就业", None),
        ("目标一：甲", None),
    ],
)
def test_the_next_line_goes_on_counting(line: str, following: str | None) -> None:
    assert next_mark(line) == following


def test_a_number_without_a_goal_is_known() -> None:
    assert is_bare_mark("目标3： ") and not is_bare_mark("目标3：甲") and not is_bare_mark("")
