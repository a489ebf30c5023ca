"""What is proposed while a name is typed."""

from __future__ import annotations

import pytest

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.library import BookSuggester, Suggestion, pinyin
from jixiao_desktop.session import Session

OUTPUT = ("产出指标", "数量指标")


def _session() -> Session:
    def row(name: str, value: str, last: str | None = None, level2: str = "数量指标") -> dict[str, object]:
        target = {"comparator": "≥", "value": last, "unit": "人"} if last else None
        return {"level1": "产出指标", "level2": level2, "name": name, "comparator": "≥", "value": value, "unit": "人",
                "last": target}  # fmt: skip

    rows = [
        row("公益性岗位补贴人数", "10"),
        row("公益性岗位人员数量", "20"),
        row("公益性岗位人员数量", "20"),
        row("享受公益性岗位补贴人数", "30"),
        row("公益性岗位发放及时", "98", level2="时效指标"),
        row("只有上年的人数", "", last="7"),
    ]
    return Session(from_plain({"units": [{"projects": [{"name": "甲", "indicators": rows}]}]}))


def _names(found: list[Suggestion]) -> list[str]:
    return [suggestion.name for suggestion in found]


def test_initials_and_chinese_find_the_same() -> None:
    suggester = BookSuggester(_session().book)
    expected = ["公益性岗位人员数量", "公益性岗位补贴人数", "享受公益性岗位补贴人数", "公益性岗位发放及时"]
    assert _names(suggester.suggest("gyxgw", OUTPUT)) == expected
    assert _names(suggester.suggest("公益性岗位", OUTPUT)) == expected


def test_a_suggestion_carries_sign_value_and_unit() -> None:
    suggester = BookSuggester(_session().book)
    assert suggester.suggest("gyxgwry", OUTPUT)[0] == Suggestion("公益性岗位人员数量", "≥", "20", "人")


def test_last_years_value_is_proposed_where_this_year_has_none() -> None:
    suggester = BookSuggester(_session().book)
    assert suggester.suggest("zysn", OUTPUT)[0].target == "≥7 人"


def test_nothing_is_proposed_for_nothing_or_for_the_name_itself() -> None:
    suggester = BookSuggester(_session().book)
    assert suggester.suggest("  ", OUTPUT) == []
    assert "公益性岗位补贴人数" not in _names(suggester.suggest("公益性岗位补贴人数", OUTPUT))


def test_what_was_typed_a_moment_ago_is_proposed_too() -> None:
    session = _session()
    suggester = BookSuggester(session.book)
    assert suggester.suggest("xdzb", OUTPUT) == []
    project = next(session.book.projects()).id
    step = session.run(commands.add_indicator(project, {"name": "新的指标", "value": "1"}))
    assert step is not None
    suggester.changed(step.changes)
    assert _names(suggester.suggest("xdzb", OUTPUT)) == ["新的指标"]
    undone = session.undo()
    assert undone is not None
    suggester.changed(undone.changes)
    assert suggester.suggest("xdzb", OUTPUT) == []


def test_a_renamed_row_is_known_by_its_new_name_alone() -> None:
    session = _session()
    suggester = BookSuggester(session.book)
    suggester.suggest("g", OUTPUT)
    node = next(session.book.indicators()).id
    step = session.run(commands.set_cell(node, "name", "培训人数"))
    assert step is not None
    suggester.changed(step.changes)
    assert _names(suggester.suggest("pxrs", OUTPUT)) == ["培训人数"]
    assert suggester.suggest("gyxgwbtrs", OUTPUT)[0].name == "享受公益性岗位补贴人数"


@pytest.mark.parametrize(
    ("query", "text", "place"),
    [("gyxgw", "公益性岗位补贴", 0), ("gw", "公益性岗位补贴", 3), ("GW", "公益性岗位", 3), ("cqc", "长期", None),
     ("zbrs", "指标人数", 0), ("2024", "2024年", 0), ("zcl", "正常率", 0), ("岗位", "公益性岗位", 3),
     ("gy1", "公益1", 0)],
)  # fmt: skip
def test_texts_are_found_as_written_or_by_initials(query: str, text: str, place: int | None) -> None:
    assert pinyin.found_in(query, text) == place


def test_a_character_answers_to_each_of_its_readings() -> None:
    assert pinyin.found_in("cq", "长期") == pinyin.found_in("zq", "长期") == 0
