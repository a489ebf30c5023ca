"""Names of exported files by a pattern, fit for every system."""

from __future__ import annotations

from datetime import date

import pytest

from jixiao_desktop.domain.book import Book, Facts
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.export.naming import DEFAULT, Named, file_name, legal, numbered, unknown_fields

DAY = date(2025, 9, 15)


def one_unit(code: str | None = "723001", name: str | None = "单位", stage: str = "一上稿") -> Book:
    return from_plain({"year": 2025, "stage": stage, "units": [{"code": code, "name": name, "projects": []}]})


def named(book: Book, form: str = "总表") -> Named:
    return Named(book, form, DAY, stem="我的填报")


def test_the_usual_name_says_unit_year_form_stage_and_day() -> None:
    assert file_name(DEFAULT, named(one_unit())) == "723001单位_2025绩效目标申报表_一上_0915"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{文件名}", "我的填报"),
        ("{单位编码}-{单位名称}（{阶段}）", "723001-单位（一上）"),
        ("{完整日期}{表名}", "20250915绩效目标申报表"),
        ("{ 年度 }年", "2025年"),
        ("{没有}{年度}", "没有2025"),
        ("", "绩效目标申报表"),
        ("///", "绩效目标申报表"),
    ],
)
def test_a_pattern_is_filled_in(pattern: str, expected: str) -> None:
    assert file_name(pattern, named(one_unit())) == expected


def test_the_form_follows_stage_and_layout() -> None:
    assert file_name("{表名}{阶段}", named(one_unit(stage="批复稿"))) == "绩效目标批复表批复"
    assert file_name("{表名}", named(one_unit(), "自查表")) == "绩效目标自查表"
    printed = Named(one_unit(), "总表", DAY, print_layout=True)
    assert file_name("{表名}", printed) == "绩效目标申报表打印版"


def test_what_the_book_does_not_say_leaves_no_gap() -> None:
    assert file_name(DEFAULT, named(Book(Facts(year=None)))) == "绩效目标申报表_一上_0915"


def test_a_book_of_several_units_says_how_many() -> None:
    units = [{"code": "723001", "name": "甲局"}, {"code": "723002", "name": "乙局"}]
    book = from_plain({"year": 2025, "units": units})
    assert file_name("{单位}", named(book)) == "723001甲局等2个单位"
    assert file_name("{单位}", Named(book, "总表", DAY, list(book.units())[1])) == "723002乙局"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('甲/乙\\丙:丁*戊?己"庚<辛>壬|癸', "甲_乙_丙_丁_戊_己_庚_辛_壬_癸"),
        ("末尾有点...", "末尾有点"),
        (" 两边有空格 ", "两边有空格"),
        ("换\n行\t制表", "换_行_制表"),
        ("con", "_con"),
        ("NUL.2025", "_NUL.2025"),
        ("consul", "consul"),
        ("..", ""),
    ],
)
def test_characters_that_windows_refuses_are_replaced(text: str, expected: str) -> None:
    assert legal(text) == expected


def test_a_long_name_is_cut_between_characters() -> None:
    name = file_name("{单位名称}", named(one_unit(name="湟" * 300)))
    assert len(name.encode()) <= 200
    assert set(name.removeprefix("723001")) == {"湟"}


def test_names_are_never_given_twice_whatever_their_case() -> None:
    taken: set[str] = set()
    names = [numbered(name, taken) for name in ("表A.pdf", "表a.pdf", "表A.pdf", "表A.xlsx")]
    assert names == ["表A.pdf", "表a（2）.pdf", "表A（3）.pdf", "表A.xlsx"]


def test_fields_that_do_not_exist_are_named() -> None:
    assert unknown_fields("{年度}{项目}_{ 阶段 }") == ["项目"]
