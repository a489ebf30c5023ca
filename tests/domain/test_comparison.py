"""Two books held side by side: what is different, in words; what was chosen is taken over in one step."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.comparison import ON_FORM, Difference, accept, differences, said_by
from jixiao_desktop.domain.history import History
from jixiao_desktop.domain.plain import from_plain, to_plain

from ..books import row, small_book, small_plain

Plain = dict[str, Any]


def changed(change: Callable[[Plain], object]) -> Book:
    """The small book after somebody changed it elsewhere."""
    plain = copy.deepcopy(small_plain())
    change(plain)
    return from_plain(plain)


def found(change: Callable[[Plain], object], fields: Any = None) -> list[Difference]:
    return differences(small_book(), changed(change), fields)


def project(plain: Plain, number: int = 0) -> Plain:
    return plain["units"][0]["projects"][number]  # type: ignore[no-any-return]


def indicator(plain: Plain, number: int = 0) -> Plain:
    return project(plain)["indicators"][number]  # type: ignore[no-any-return]


def test_equal_books_have_no_differences() -> None:
    assert differences(small_book(), small_book()) == []


def test_a_changed_cell_says_where_what_and_how() -> None:
    (difference,) = found(lambda plain: project(plain).update(budget="1300.00"))
    assert (difference.kind, difference.field, difference.unit) == ("changed", "budget", "723001")
    assert difference.project == "63012300024T000000269"
    assert difference.words == "预算数：1,265.00 → 1300.00"


def test_an_emptied_cell_is_shown_as_empty() -> None:
    (difference,) = found(lambda plain: indicator(plain).update(weight=None))
    assert difference.words == "分值权重：25 → （空）"
    assert difference.indicator == "补贴人数"


@pytest.mark.parametrize("name", ["发放准确率（%）", "补贴发放准确率"])
def test_a_renamed_indicator_is_a_changed_name(name: str) -> None:
    (difference,) = found(lambda plain: indicator(plain, 1).update(name=name))
    assert (difference.field, difference.old, difference.new) == ("name", "发放准确率", name)


def test_a_project_that_only_lost_its_code_is_the_same_project() -> None:
    (difference,) = found(lambda plain: project(plain).update(code=None))
    assert (difference.kind, difference.field, difference.new) == ("changed", "code", None)


def test_a_new_indicator_and_a_missing_one_are_told_in_one_line_each() -> None:
    def change(plain: Plain) -> None:
        rows = project(plain)["indicators"]
        del rows[2]
        rows.append(row("效益指标", "经济效益", "带动增收金额", value="300", unit="万元"))

    removed, added = found(change)
    assert removed.words == "删除指标：发放及时率（产出指标/时效指标，≥95 %，10 分）"
    assert added.words == "新增指标：带动增收金额（效益指标/经济效益，≥300 万元，10 分）"


def test_a_new_project_is_one_difference_with_all_its_rows() -> None:
    new = {"code": "1", "name": "新增项目", "budget": "5.00", "indicators": [row("产出指标", "数量指标", "人数")]}
    (difference,) = found(lambda plain: plain["units"][0]["projects"].insert(0, new))
    assert difference.words == "新增项目：1-新增项目（5.00 万元，1 条指标）"


def test_another_order_of_projects_is_one_difference() -> None:
    (difference,) = found(lambda plain: plain["units"][0]["projects"].reverse())
    assert (difference.kind, difference.words) == ("reordered", "项目次序不同")


def test_what_a_form_does_not_print_is_no_difference_when_a_form_came_back() -> None:
    def change(plain: Plain) -> None:
        project(plain).update(control=None, budget="1265")
        indicator(plain).update(last=None, reviewed=True, weight="25.0")
        indicator(plain, 1).update(value="96")

    (difference,) = found(change, ON_FORM)
    assert difference.words == "指标值：95 → 96"


def test_what_was_taken_over_from_a_form_counts_as_reviewed() -> None:
    mine = small_book()
    chosen = differences(mine, changed(lambda plain: indicator(plain).update(value="200")), ON_FORM)
    History(mine).run(accept(chosen))
    first = next(mine.indicators())
    assert (first.value, first.reviewed) == ("200", True)


def test_only_what_was_chosen_is_taken_over_and_undo_takes_it_back() -> None:
    def change(plain: Plain) -> None:
        project(plain).update(budget="1.00", name="另名社保补贴")
        del project(plain)["indicators"][0]

    mine, before = small_book(), small_book()
    history = History(mine)
    chosen = [d for d in differences(mine, changed(change)) if d.field == "budget"]
    step = history.run(accept(chosen))
    assert step is not None and step.title == "采纳修改"
    first = next(mine.projects())
    assert (first.budget, first.name, len(mine.children(first.id))) == ("1.00", "社保补贴", 5)
    history.undo()
    assert to_plain(mine) == to_plain(before)


def test_a_row_whose_level_changed_goes_where_the_form_has_it() -> None:
    mine = small_book()
    theirs = changed(lambda plain: indicator(plain, 0).update(level1="效益指标", level2="经济效益"))
    chosen = [d for d in differences(mine, theirs) if d.field in {"level1", "level2"}]
    History(mine).run(accept(chosen))
    names = [r.name for r in mine.indicators(next(mine.projects()).id)]
    assert names == ["发放准确率", "发放及时率", "补贴人数", "失业率控制", "受益人员满意度"]


def test_names_of_differences_are_stable_and_each_stands_once() -> None:
    def change(plain: Plain) -> None:
        project(plain).update(budget="1.00", name="另名社保补贴")
        project(plain, 1)["indicators"].append(row("产出指标", "数量指标", "新"))
        plain["units"].append({"code": "9", "name": "新单位", "projects": []})

    first, second = found(change), found(change)
    assert [d.id for d in first] == [d.id for d in second]
    assert len({d.id for d in first}) == len(first) == 4


def test_what_is_gone_meanwhile_is_passed_over() -> None:
    mine = small_book()
    chosen = differences(mine, changed(lambda plain: indicator(plain).update(value="200")))
    history = History(mine)
    gone = next(mine.indicators()).id
    history.run(accept([]))
    history.run(commands.remove([gone]))
    assert history.run(accept(chosen)) is None


# -- any two books -----------------------------------------------------------------------------------------------

NAMES = st.sampled_from([None, "社保补贴", "社保补贴资金", "岗位补贴", "补贴人数", "发放准确率", "甲", "乙"])
TEXTS = st.sampled_from([None, "1", "1.00", "95", "定性", "≥"])
LEVELS = st.sampled_from(
    [(None, None), ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益"), ("自定", "其他")]
)
TARGETS = st.one_of(
    st.none(), st.fixed_dictionaries({"comparator": TEXTS, "value": TEXTS, "unit": TEXTS, "weight": TEXTS})
)
ROWS = st.builds(
    lambda levels, **fields: {"level1": levels[0], "level2": levels[1], **fields},
    LEVELS, name=NAMES, comparator=TEXTS, value=TEXTS, unit=TEXTS, weight=TEXTS, reviewed=st.booleans(), last=TARGETS,
)  # fmt: skip
PROJECTS = st.fixed_dictionaries({
    "code": st.sampled_from([None, "A", "B", "C"]), "name": NAMES, "category": TEXTS, "budget": TEXTS,
    "execution_weight": TEXTS, "objective": NAMES, "control": TEXTS, "reviewed": st.booleans(),
    "indicators": st.lists(ROWS, max_size=5),
})  # fmt: skip
UNITS = st.fixed_dictionaries({
    "code": st.sampled_from([None, "723001", "723002"]), "name": NAMES, "projects": st.lists(PROJECTS, max_size=4),
})  # fmt: skip
BOOKS = st.fixed_dictionaries({
    "year": st.sampled_from([None, 2024, 2025]), "stage": st.sampled_from(["一上稿", "批复稿"]), "title": NAMES,
    "stated_total": TEXTS, "phone": TEXTS, "units": st.lists(UNITS, max_size=3),
}).map(from_plain)  # fmt: skip


@given(BOOKS, BOOKS)
@settings(max_examples=150, deadline=None)
def test_accepting_all_makes_the_books_say_the_same_and_undo_restores(mine: Book, theirs: Book) -> None:
    before, history = to_plain(mine), History(mine)
    found = differences(mine, theirs)
    assert len({difference.id for difference in found}) == len(found)
    history.run(accept(found))
    assert to_plain(mine) == to_plain(theirs)
    assert differences(mine, theirs) == []
    if found:
        history.undo()
    assert to_plain(mine) == before


@given(BOOKS, BOOKS, st.data())
@settings(max_examples=60, deadline=None)
def test_any_choice_can_be_taken_over_and_what_was_chosen_is_no_difference_any_more(
    mine: Book, theirs: Book, data: st.DataObject
) -> None:
    found = differences(mine, theirs)
    chosen = [difference for difference in found if data.draw(st.booleans())]
    History(mine).run(accept(chosen))
    for difference in chosen:
        if difference.kind == "changed":
            assert difference.field is not None
            assert getattr(mine.node(difference.node), difference.field) == difference.new
        if difference.kind == "removed":
            assert difference.node not in mine


def test_a_form_is_compared_in_what_it_says_of_a_project_beside_the_list_and_in_nothing_else() -> None:
    mine = changed(lambda plain: project(plain).update(period="2025年", department="县人社局"))
    theirs = changed(lambda plain: project(plain).update(period="2025-2027年", other_funds="2.00"))
    chosen = differences(mine, theirs, said_by(theirs))
    assert [found.words for found in chosen] == ["项目期：2025年 → 2025-2027年", "其他资金：（空） → 2.00"]
    History(mine).run(accept(chosen))
    first = next(mine.projects())
    assert (first.period, first.other_funds, first.department) == ("2025-2027年", "2.00", "县人社局")
