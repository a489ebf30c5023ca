"""What left as a form comes back as the same book: from the workbook in both layouts, and from the PDF."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jixiao_desktop import profiles, reading, resources
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.form_layout import FormLayout, FormLine
from jixiao_desktop.domain.plain import to_plain
from jixiao_desktop.export import export_book

from ..paper_books import WORST, book_of, indicator, project

TITLE = "2025年部门预算项目支出绩效目标批复表"
FIGURES = [("190", "20"), ("958.74", "22.5"), ("3.50", "7"), ("0", "0.5"), ("100", "40")]
BOOKS = {
    "usual": book_of(project(1), project(2, rows=17), project(3, rows=1), units=2, title=TITLE),
    "figures as typed": book_of(
        project(1, budget="1234.50", indicators=[indicator(n, value=v, weight=w) for n, (v, w) in enumerate(FIGURES)]),
        title=TITLE,
    ),
    "words and gaps": book_of(
        project(1, budget=None, indicators=[
            indicator(0, comparator="定性", value="效果显著", unit=None), indicator(1, weight=None),
            indicator(2, value="12月底前完成", unit=None), indicator(3, comparator=None), indicator(4, unit=None),
        ]),
        title=TITLE,
    ),
    "projects without indicators": book_of(project(1, rows=0), project(2, rows=2), project(3, rows=0), title=TITLE),
    "a long form": book_of(*(project(n, rows=n % 13 + 3, objective="保障。" * n) for n in range(1, 30)), title=TITLE),
    "a goal beyond a page": book_of(project(1, objective="保障城乡劳动者就业，" * 250), project(2), title=TITLE),
}  # fmt: skip


def come_back(book: Book, folder: Path, name: str, **options: Any) -> dict[str, Any]:
    profile = profiles.load()
    export_book(book, profile, folder / name, **options)
    return to_plain(reading.read(folder / name, name, profile=profile).book)


def printed_part(plain: dict[str, Any]) -> dict[str, Any]:
    """What a form shows: the weight of 预算执行率 is in no row, and a total is stated only by what was printed."""
    units = [
        unit | {"projects": [{k: v for k, v in p.items() if k != "execution_weight"} for p in unit["projects"]]}
        for unit in plain["units"]
    ]
    return plain | {"units": units, "stated_total": None}


@pytest.mark.parametrize(
    ("name", "options"),
    [("表.xlsx", {}), ("表.xlsx", {"print_layout": True}), ("表.pdf", {})],
    ids=["workbook", "printed workbook", "PDF"],
)
def test_the_2024_form_is_the_same_book_again(name: str, options: dict[str, Any], tmp_path: Path) -> None:
    sample = resources.path("samples", "2024-approval-form.txt")
    book = reading.read(sample, sample.name, profile=profiles.load()).book
    assert come_back(book, tmp_path, name, **options) == to_plain(book)


@pytest.mark.parametrize("print_layout", [False, True], ids=["whole", "print layout"])
@pytest.mark.parametrize("kind", BOOKS)
def test_any_workbook_is_the_same_book_again(kind: str, print_layout: bool, tmp_path: Path) -> None:
    book = BOOKS[kind]
    back = come_back(book, tmp_path, "表.xlsx", print_layout=print_layout)
    assert printed_part(back) == printed_part(to_plain(book))


@pytest.mark.parametrize("print_layout", [False, True], ids=["whole", "print layout"])
@pytest.mark.parametrize("kind", [kind for kind, book in WORST.items() if list(book.indicators())])
def test_the_worst_books_as_workbooks_are_the_same_books_again(kind: str, print_layout: bool, tmp_path: Path) -> None:
    back = come_back(WORST[kind], tmp_path, "表.xlsx", print_layout=print_layout)
    assert printed_part(back)["units"] == printed_part(to_plain(WORST[kind]))["units"]


@pytest.mark.parametrize("print_layout", [False, True], ids=["whole", "print layout"])
def test_three_hundred_projects_in_a_workbook_are_the_same_book_again(print_layout: bool, tmp_path: Path) -> None:
    goals = ["".join(f"第{n}步做好第{place}项工作。" for place in range(n % 30 + 1)) for n in range(300)]
    book = book_of(*(project(n, rows=n % 11 + 1, objective=goal) for n, goal in enumerate(goals)), units=9)
    back = come_back(book, tmp_path, "表.xlsx", print_layout=print_layout)
    assert printed_part(back)["units"] == printed_part(to_plain(book))["units"]


@pytest.mark.parametrize("kind", BOOKS)
def test_any_pdf_is_the_same_book_again(kind: str, tmp_path: Path) -> None:
    book = BOOKS[kind]
    back = come_back(book, tmp_path, "表.pdf")
    assert printed_part(back) == printed_part(to_plain(book))


@pytest.mark.parametrize("name", ["表.xlsx", "表.pdf"])
def test_all_that_a_single_form_says_comes_back(name: str, tmp_path: Path) -> None:
    facts = {"responsible": "张三", "preparer": "李四", "phone": "0971-1234567", "filled_on": "2025年9月15日"}
    said = {
        "department": "630-县人社局", "implementer": "723009-县就业中心", "attribute": "延续项目",
        "period": "2025-2027年", "fiscal_funds": "1.00", "other_funds": "0.50", "overall_objective": "三年内稳定就业。",
    }  # fmt: skip
    back = come_back(
        book_of(project(1, **said), project(2), stage="一上稿", **facts), tmp_path, name, form="单项申报表"
    )
    first = back["units"][0]["projects"][0]
    assert {key: first[key] for key in said} == said
    assert {key: back[key] for key in facts} == facts


@pytest.mark.parametrize("print_layout", [False, True])
@pytest.mark.parametrize("field", ["objective", "overall_objective"])
def test_a_goal_beyond_a_page_of_a_single_form_comes_back(print_layout: bool, field: str, tmp_path: Path) -> None:
    goal = "".join(f"目标{n}：完成第{n}批人员的培训和补贴发放，巩固就业成果。\n" for n in range(1, 190)).strip()
    book = book_of(project(1, **{"objective": "做好工作。", field: goal}), project(2), stage="一上稿")
    back = come_back(book, tmp_path, "表.xlsx", form="单项申报表", print_layout=print_layout)
    read, printed = ([p.get(field) for p in plain["units"][0]["projects"]] for plain in (back, to_plain(book)))
    assert read == printed


@pytest.mark.parametrize("name", ["表.xlsx", "表.pdf"])
@pytest.mark.parametrize("print_layout", [False, True])
def test_a_form_laid_out_as_a_profile_says_is_the_same_book_again(
    name: str, print_layout: bool, tmp_path: Path
) -> None:
    """Nothing merged but the goals, and other words below the table."""
    usual = profiles.load()
    columns = tuple(replace(column, merged=column.key == "objective") for column in usual.layout.columns)
    head = FormLine((("填报单位（盖章）：{单位}", "left"), ("单位：万元", "right")))
    foot = FormLine((("复核：", "left"), ("制表：{填报人}", "left"), ("{填报日期}", "right")))
    profile = replace(usual, layout=FormLayout(columns, (head,), (foot,)))
    book = book_of(*(project(n, rows=n % 7 + 1) for n in range(1, 12)), title=TITLE, filled_on="2025年9月15日")
    export_book(book, profile, tmp_path / name, print_layout=print_layout and name.endswith("xlsx"))
    back = to_plain(reading.read(tmp_path / name, name, profile=profile).book)
    assert printed_part(back)["units"] == printed_part(to_plain(book))["units"]
