"""Finding, replacing and jumping, without a window."""

from __future__ import annotations

import pytest

from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.session import Session
from jixiao_desktop.ui.grid import search


def _book() -> Book:
    rows = [
        {"level1": "产出指标", "level2": "数量指标", "name": "公益性岗位 人数（ＡＢ）", "value": "98", "unit": "人"},
        {"level1": "产出指标", "level2": "质量指标", "name": "隍源县补贴发放准确率", "value": "有效提升"},
    ]
    projects = [
        {
            "code": "63012300024T000000792",
            "name": "就业补助资金",
            "objective": "隍源县的目标，隍源县",
            "indicators": rows,
        },
        {"code": "63012300024T000001365", "name": "公益性岗位补贴", "indicators": []},
    ]
    return from_plain({"units": [{"code": "723001", "name": "隍源县就业服务局", "projects": projects}]})


@pytest.mark.parametrize("wanted", ["岗位人数", "岗 位人数", "人数(ab)", "人数（AB）", "ａｂ"])
def test_width_blanks_and_case_make_no_difference(wanted: str) -> None:
    hits = search.find(_book(), wanted)
    assert [hit.text for hit in hits] == ["公益性岗位 人数（ＡＢ）"]


def test_hits_stand_in_the_order_of_the_book_with_their_place() -> None:
    book = _book()
    hits = search.find(book, "隍源县")
    assert [(hit.field, hit.start) for hit in hits] == [("name", 0), ("objective", 0), ("objective", 7), ("name", 0)]
    assert search.place_of(book, hits[-1].node, "name") == "就业补助资金 …0792 › 隍源县补贴发放准确率 › 三级指标"
    assert hits[2].excerpt == ("隍源县的目标，", "隍源县", "")


def test_letters_find_chinese_by_initials() -> None:
    hits = search.find(_book(), "gyxgw")
    assert [hit.text for hit in hits] == ["公益性岗位 人数（ＡＢ）", "公益性岗位补贴"]
    assert search.find(_book(), "gyxgw", by_initials=False) == []


def test_replacing_is_seen_first_and_undone_in_one_step() -> None:
    session = Session(_book())
    before = session.book.copy()
    found = search.replacements(session.book, "隍源县", "湟源县")
    assert [item.new for item in found] == ["湟源县就业服务局", "湟源县的目标，湟源县", "湟源县补贴发放准确率"]
    assert session.book == before
    session.run(search.replace_command(found))
    assert search.find(session.book, "隍源县") == []
    assert session.history.undo_titles == ("替换 4 处",)
    session.undo()
    assert session.book == before


def test_one_project_can_be_searched_alone() -> None:
    book = _book()
    second = list(book.projects())[1].id
    assert [hit.node for hit in search.find(book, "公益性", project=second)] == [second]


def test_backslashes_and_signs_are_plain_text() -> None:
    book = _book()
    assert search.find(book, ".*") == []
    assert search.replacements(book, "有效提升", r"\1")[0].new == r"\1"
    assert search.find(book, "   ") == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [("0792", "就业补助资金"), ("1365", "公益性岗位补贴"), ("jybz", "就业补助资金"), ("岗位", "公益性岗位补贴")],
)
def test_a_jump_takes_the_end_of_a_code_a_name_or_initials(typed: str, name: str) -> None:
    book = _book()
    assert book.project(search.jump(book, typed)[0]).name == name


def test_a_jump_to_nothing_known_finds_nothing() -> None:
    assert search.jump(_book(), "zzzz") == []
