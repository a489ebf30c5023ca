"""一级 and 二级: every way to write them, one order, equal levels together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_desktop.domain import framework

LEVELS = [*((first, second) for first, seconds in framework.LEVEL2.items() for second in seconds)]
ANY_PAIR = st.one_of(
    st.sampled_from(LEVELS),
    st.tuples(st.sampled_from([None, "产出指标", "自定", "其他"]), st.sampled_from([None, "数量指标", "甲", "乙"])),
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("产出指标(50分)", "产出指标"), ("产出类指标", "产出指标"), ("项目完成指标", "产出指标"),
        ("效果指标", "效益指标"),
        ("项目效益", "效益指标"), ("满意度", "满意度指标"), ("满意度类指标", "满意度指标"), ("产 出 指 标", "产出指标"),
        ("产出指标（50）", "产出指标"), ("成本指标", "成本指标"), ("合计", None), (None, None), ("", None),
    ],
)  # fmt: skip
def test_every_way_to_write_a_first_level_is_read(text: str | None, name: str | None) -> None:
    assert framework.canonical_level1(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("数量", "数量指标"), ("产出质量", "质量指标"), ("进度指标", "时效指标"), ("社会效益指标", "社会效益"),
        ("环境效益", "生态效益"), ("可持续发展影响", "可持续影响"), ("满意度指标", "服务对象满意度"),
        ("社会公众或服务对象满意度", "服务对象满意度"), ("服务对象", "服务对象满意度"),
        ("生态环境成本指标", "生态环境成本"),
        ("名称", None),
    ],
)  # fmt: skip
def test_every_way_to_write_a_second_level_is_read(text: str, name: str | None) -> None:
    assert framework.canonical_level2(text) == name


def test_cost_is_a_second_level_of_output_but_not_of_cost() -> None:
    assert framework.canonical_level2("成本", "产出指标") == "成本指标"
    assert framework.canonical_level2("成本", "成本指标") is None
    assert framework.level1_of("成本指标") == "产出指标"
    assert framework.level1_of("不知") is None


@given(st.lists(ANY_PAIR, max_size=30))
def test_arranging_puts_equal_levels_together_and_known_levels_in_the_forms_order(
    pairs: list[tuple[str | None, str | None]],
) -> None:
    arranged = framework.arrange(pairs, pairs)
    groups = [pair for place, pair in enumerate(arranged) if place == 0 or arranged[place - 1] != pair]
    assert len(groups) == len(set(groups))
    known = [LEVELS.index(pair) for pair in groups if pair in LEVELS]
    assert known == sorted(known)
    assert framework.arranged_order(arranged) == list(range(len(arranged)))


@given(st.lists(ANY_PAIR, max_size=20), ANY_PAIR)
def test_a_new_row_goes_to_the_end_of_its_like(
    pairs: list[tuple[str | None, str | None]], new: tuple[str | None, str | None]
) -> None:
    rows = framework.arrange(pairs, pairs)
    place = framework.place_for(rows, new)
    mixed = [*rows[:place], new, *rows[place:]]
    assert framework.arranged_order(mixed) == list(range(len(mixed)))
    assert new not in mixed[place + 1 :]
