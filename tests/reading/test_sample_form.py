"""The approved form of 2024 as text made from its PDF, against the same form read by hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from jixiao_desktop import profiles, reading, resources
from jixiao_desktop.domain.plain import to_plain

SAMPLE = resources.path("samples", "2024-approval-form.txt")
BY_HAND = Path(__file__).parents[1] / "data" / "2024-approval-form.json"


@pytest.fixture(scope="module")
def draft() -> reading.Draft:
    return reading.read(SAMPLE, SAMPLE.name, profile=profiles.load())


def _cells(plain: Any, place: str = "") -> dict[str, Any]:
    if isinstance(plain, dict):
        return {k: v for key, value in plain.items() for k, v in _cells(value, f"{place}/{key}").items()}
    if isinstance(plain, list):
        return {k: v for n, value in enumerate(plain) for k, v in _cells(value, f"{place}[{n}]").items()}
    return {place: plain}


def test_every_cell_is_what_a_person_reads(draft: reading.Draft) -> None:
    wanted = _cells(json.loads(BY_HAND.read_text("utf-8")))
    read = _cells(to_plain(draft.book))
    assert {place: read.get(place) for place in wanted} == wanted
    assert len(list(draft.book.projects())) == 8
    assert len(list(draft.book.indicators())) == 67


def test_the_form_says_what_it_is(draft: reading.Draft) -> None:
    plain = to_plain(draft.book)
    assert (plain["year"], plain["stage"], plain["stated_total"]) == (2024, "批复稿", "1342.46")
    assert {project.execution_weight for project in draft.book.projects()} == {"10"}


def test_the_lost_weight_stays_empty_and_is_doubted(draft: reading.Draft) -> None:
    (doubt,) = (doubt for doubt in draft.doubts if doubt.kind == "lost-weight")
    row = draft.book.indicator(doubt.node)
    assert (row.name, row.weight, doubt.field) == ("城镇新增就业人数", None, "weight")
    assert doubt.project == "63012300024T000000792"
    assert "填 5 则本项目合计 90 分" in doubt.message


def test_the_row_behind_the_page_break_goes_back_to_its_project(draft: reading.Draft) -> None:
    (doubt,) = (doubt for doubt in draft.doubts if doubt.kind == "returned-row")
    assert (doubt.project, doubt.indicator) == ("63012300024T000000389", "享受档案邮寄服务对象满意度")
    assert "90 分" in doubt.message


def test_every_repair_is_a_doubt_with_its_place_and_reason(draft: reading.Draft) -> None:
    kinds = Counter(doubt.kind for doubt in draft.doubts)
    assert kinds["joined-code"] == 8
    assert kinds["joined-over-page"] == 2
    assert kinds["joined-level"] == 1
    assert kinds["guessed-unit"] == 1
    shifted = {doubt.place for doubt in draft.doubts if doubt.kind == "shifted-row"}
    assert {"第 18 行", "第 19 行", "第 48 行", "第 49 行", "第 53 行", "第 57 行", "第 68 行"} <= shifted
    assert all(doubt.place.startswith("第 ") and doubt.message for doubt in draft.doubts)


def test_doubts_name_the_record_they_are_about(draft: reading.Draft) -> None:
    for doubt in draft.doubts:
        node = draft.book.node(doubt.node)
        if doubt.field:
            assert hasattr(node, doubt.field)
        if doubt.indicator:
            assert draft.book.indicator(doubt.node).name == doubt.indicator


def test_the_name_of_the_unit_is_kept_as_it_stands(draft: reading.Draft) -> None:
    assert [(unit.code, unit.name) for unit in draft.book.units()] == [("723001", "隍源县就业服务局(本级)")]


def test_the_doubts_stand_in_the_book_too(draft: reading.Draft) -> None:
    assert draft.book.facts.doubts == draft.doubts


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_text_may_be_in_any_usual_encoding(encoding: str, draft: reading.Draft) -> None:
    data = SAMPLE.read_text("utf-8").encode(encoding)
    assert reading.read(data, "剪贴板", profile=profiles.load()) == draft


def test_a_year_given_goes_before_the_year_of_the_title() -> None:
    assert reading.read(SAMPLE, SAMPLE.name, year=2023, profile=profiles.load()).book.facts.year == 2023
