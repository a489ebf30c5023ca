"""Stages: only what the finance bureau approved is titled 批复表."""

from __future__ import annotations

import pytest

from jixiao_desktop.domain import stage


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("一上稿", "2025年部门预算项目支出绩效目标申报表"),
        ("控制数", "2025年部门预算项目支出绩效目标申报表"),
        ("二上稿", "2025年部门预算项目支出绩效目标申报表"),
        ("批复稿", "2025年部门预算项目支出绩效目标批复表"),
        ("调整稿", "2025年部门预算项目支出绩效目标调整表"),
    ],
)
def test_each_stage_prints_its_own_title(name: str, title: str) -> None:
    assert stage.title(2025, name) == title
    assert stage.is_declaration(name) is title.endswith("申报表")


def test_a_title_without_a_year_starts_with_its_words() -> None:
    assert stage.title(None, "批复稿") == "部门预算项目支出绩效目标批复表"


@pytest.mark.parametrize(
    ("title", "name", "year"),
    [
        ("2024年部门预算项目支出绩效目标批复表", "批复稿", 2024),
        ("部门预算项目绩效目标调整表", "调整稿", None),
        ("2023 年度绩效目标申报表", "一上稿", 2023),
    ],
)
def test_stage_and_year_are_read_from_a_title(title: str, name: str, year: int | None) -> None:
    assert (stage.stage_of_title(title), stage.year_of_title(title)) == (name, year)
