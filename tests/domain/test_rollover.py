"""编制下年度: last year's values stand beside the new ones, nothing counts as reviewed, old years are proposed."""

from __future__ import annotations

import pytest

from jixiao_desktop.domain.book import Book, Target
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.domain.rollover import old_years, proposals, roll_over, with_year

from ..books import row, small_book, small_plain


def test_the_draft_is_next_years_first_submission() -> None:
    facts = roll_over(small_book(), 2025).facts
    assert (facts.year, facts.stage, facts.title) == (2025, "一上稿", "2025年部门预算项目支出绩效目标申报表")
    assert (facts.stated_total, facts.doubts, facts.waivers) == (None, (), ())


def test_a_title_of_ones_own_keeps_its_words() -> None:
    book = from_plain({**small_plain(), "title": "湟源县2024年部门预算项目支出绩效目标批复表（本级）"})
    assert roll_over(book, 2025).facts.title == "湟源县2025年部门预算项目支出绩效目标申报表（本级）"


def test_the_mailed_rules_and_who_fills_in_go_along() -> None:
    people = {"responsible": "甲", "preparer": "乙", "phone": "0971", "filled_on": "2024年1月"}
    book = from_plain({**small_plain(), **people, "profile": "我县", "profile_text": "title = 1"})
    facts = roll_over(book, 2025).facts
    assert (facts.profile, facts.profile_text) == ("我县", "title = 1")
    assert (facts.responsible, facts.preparer, facts.phone, facts.filled_on) == ("甲", "乙", "0971", None)


def test_what_was_this_years_is_last_years() -> None:
    book = small_book()
    draft = roll_over(book, 2025)
    for old, new in zip(book.indicators(), draft.indicators(), strict=True):
        assert new.last == Target(old.comparator, old.value, old.unit, old.weight)
        assert (new.name, new.comparator, new.value, new.unit, new.weight) == (
            old.name, old.comparator, old.value, old.unit, old.weight,
        )  # fmt: skip
        assert not new.reviewed
    for before, after in zip(book.projects(), draft.projects(), strict=True):
        assert (after.code, after.budget) == (before.code, before.budget)
        assert (after.last_budget, after.last_objective, after.control) == (before.budget, before.objective, None)
        assert not after.reviewed


def test_values_can_be_cleared() -> None:
    draft = roll_over(small_book(), 2025, keep_values=False)
    assert {row.value for row in draft.indicators()} == {None}
    assert {project.budget for project in draft.projects()} == {None}
    assert next(draft.indicators()).last == Target("≥", "190", "人", "25")


def test_the_old_book_stays_as_it_was() -> None:
    book = small_book()
    roll_over(book, 2025)
    assert book == small_book()


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("2024年就业补助资金", "2025年就业补助资金"),
        ("2023年就业补助资金，2024年发放", "2025年就业补助资金，2025年发放"),
        ("于2024 年12月底完成", "于2025 年12月底完成"),
        ("2024-04-30前开工", "2025-04-30前开工"),
        ("2024.4.30", "2025.4.30"),
        ("2024/11", "2025/11"),
    ],
)
def test_an_old_year_of_its_own_is_proposed_anew(text: str, proposed: str) -> None:
    assert with_year(text, 2025) == proposed


@pytest.mark.parametrize(
    "text",
    [
        "财社〔2023〕15号",
        "（2023）8号",
        "“十四五”规划2021—2025年",
        "2021-2025年",
        "2021-25年",
        "2024.5",
        "档案第12/2024-03号",
        "2021年—2025年",
        "2021年至2025年",
        "较2023年提高",
        "比2024年下降",
        "2023年结转资金",
        "2023年度结转",
        "上年结转2025年使用",
        "自2020年起",
        "2026年验收",
        "编号202412",
        None,
    ],
)
def test_years_that_speak_of_the_past_on_purpose_are_left_alone(text: str | None) -> None:
    assert old_years(text, 2025) == []


def test_proposals_name_the_cell_and_change_nothing() -> None:
    rows = [row("产出指标", "时效指标", "2024年12月前发放率", value="2024年12月")]
    plain = {
        "year": 2024,
        "units": [{"projects": [{"name": "2024年补贴", "objective": "2024年内", "indicators": rows}]}],
    }
    draft = roll_over(from_plain(plain), 2025)
    before = draft.copy()
    found = {(draft.node(p.node).kind, p.field): p.new for p in proposals(draft)}
    assert found == {
        ("project", "name"): "2025年补贴",
        ("project", "objective"): "2025年内",
        ("indicator", "name"): "2025年12月前发放率",
        ("indicator", "value"): "2025年12月",
    }
    assert draft == before


def test_a_book_without_a_year_has_no_proposals() -> None:
    assert list(proposals(Book())) == []
