"""A book as plain data and back: nothing is lost, and what is no book is refused in words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.plain import from_plain, to_plain, total

from ..books import LAST, row, small_book, small_plain


def test_plain_data_and_back_is_the_same_book() -> None:
    book = small_book()
    plain = json.loads(json.dumps(to_plain(book)))
    assert from_plain(plain) == book
    assert to_plain(from_plain(plain)) == plain


def test_what_is_missing_is_null_and_never_empty() -> None:
    plain = to_plain(from_plain({"year": None, "units": [{"code": "", "name": "", "projects": [{"name": ""}]}]}))
    assert (plain["year"], plain["stated_total"], plain["units"][0]["code"]) == (None, None, None)
    project = plain["units"][0]["projects"][0]
    assert project["name"] is None
    assert "" not in json.dumps(plain, ensure_ascii=False).replace('""', "EMPTY").split("EMPTY")[1:]


def test_the_total_is_the_sum_of_the_budgets_that_can_be_read() -> None:
    book = small_book()
    assert to_plain(book)["total"] == "1269.50"
    assert str(total(book)) == "1269.50"


def test_the_stated_total_stays_what_the_source_said() -> None:
    assert to_plain(from_plain({**small_plain(), "stated_total": "1,342.46"}))["stated_total"] == "1,342.46"


def test_extra_keys_stand_there_only_when_filled_in() -> None:
    first, second = to_plain(small_book())["units"][0]["projects"]
    assert first["control"] == "1200"
    assert "control" not in second
    assert "reviewed" not in first
    assert second["reviewed"] is False
    assert first["indicators"][0]["last"] == LAST


def test_rows_out_of_order_come_into_the_forms_order() -> None:
    rows = [
        row("满意度指标", "服务对象满意度", "丁"),
        row("产出指标", "时效指标", "丙"),
        row("产出指标", "数量指标", "甲"),
        row("产出指标", "时效指标", "丙二"),
        row("产出指标", "数量指标", "乙"),
    ]
    book = from_plain({"units": [{"projects": [{"indicators": rows}]}]})
    assert [indicator.name for indicator in book.indicators()] == ["甲", "乙", "丙", "丙二", "丁"]


@pytest.mark.parametrize(
    "plain",
    [
        [],
        {},
        {"format": "other", "units": []},
        {"units": {}},
        {"units": [1]},
        {"units": [], "version": 2},
        {"units": [], "version": "1"},
        {"units": [], "year": "2024"},
        {"units": [], "stage": 5.5},
        {"units": [{"name": ["x"]}]},
        {"units": [{"projects": {"name": "x"}}]},
        {"units": [{"projects": [{"budget": 1.5}]}]},
        {"units": [{"projects": [{"indicators": [{"reviewed": 1}]}]}]},
        {"units": [{"projects": [{"indicators": [{"last": "≥5"}]}]}]},
    ],
)
def test_what_is_no_book_is_refused_in_one_sentence(plain: Any) -> None:
    with pytest.raises(UserError, match="填报数据"):
        from_plain(plain)


def test_whole_numbers_are_taken_as_texts() -> None:
    book = from_plain({"units": [{"code": 723001, "projects": [{"budget": 265}]}]})
    assert [(unit.code, project.budget) for unit in book.units() for project in book.projects()] == [("723001", "265")]
