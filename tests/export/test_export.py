"""Exporting a book by the ending of a file name: whole or not at all, and one sentence for what cannot be done."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest

from jixiao_desktop import profiles, reading, rules
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book, Waiver
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.history import History
from jixiao_desktop.domain.plain import to_plain
from jixiao_desktop.domain.printing import FORMS
from jixiao_desktop.export import excel, export_book, form_grids, form_pages
from jixiao_desktop.forms import Options
from jixiao_desktop.rules import review, waiver_text
from jixiao_desktop.typesetting import A3

from ..paper_books import WORST, approved_2024, book_of, indicator, project
from .reading_back import check_pages, squeezed


def export(book: Book, path: Path, **options: Any) -> Path:
    export_book(book, profiles.load(), path, **options)
    return path


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_every_form_leaves_as_pdf_and_workbook_and_nothing_else_is_left(form: str, ending: str, tmp_path: Path) -> None:
    path = export(approved_2024("一上稿"), tmp_path / f"表{ending}", form=form)
    assert path.stat().st_size > 4000
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_back_inside_its_cells(form: str, tmp_path: Path) -> None:
    long = project(2, rows=40, objective="保障城乡劳动者就业，" * 300, department="人力资源和社会保障局")
    book = book_of(project(1), long, project(3, rows=1, objective="保障就业，" * 700), stage="一上稿")
    path = export(book, tmp_path / "表.pdf", form=form)
    check_pages(form_pages(book, profiles.load(), form), path)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", WORST)
def test_the_worst_books_leave_as_every_form(kind: str, form: str, tmp_path: Path) -> None:
    book = WORST[kind]
    if form == "单项申报表" and not list(book.projects()):
        with pytest.raises(UserError, match="请先新建项目"):
            export(book, tmp_path / "表.pdf", form=form)
        return
    path = export(book, tmp_path / "表.pdf", form=form)
    check_pages(form_pages(book, profiles.load(), form), path)
    assert export(book, tmp_path / "表.xlsx", form=form).stat().st_size > 4000


def test_a_project_of_usual_size_has_its_single_form_on_one_page() -> None:
    assert form_pages(approved_2024("一上稿"), profiles.load(), "单项申报表").count == 8


@pytest.mark.parametrize("print_layout", [False, True])
def test_a_single_form_that_is_one_page_in_the_pdf_is_one_page_in_excel(print_layout: bool, tmp_path: Path) -> None:
    path = export(approved_2024("一上稿"), tmp_path / "表.xlsx", form="单项申报表", print_layout=print_layout)
    for sheet in openpyxl.load_workbook(path).worksheets:
        assert not sheet.row_breaks.brk
        assert sheet.sheet_properties.pageSetUpPr.fitToPage is not print_layout
        assert print_layout or sheet.page_setup.fitToHeight == 1


def test_single_forms_have_a_sheet_each(tmp_path: Path) -> None:
    path = export(book_of(project(1), project(2)), tmp_path / "表.xlsx", form="单项申报表")
    names = openpyxl.load_workbook(path).sheetnames
    assert names == ["63012300024T000000001-就业补助资金1", "63012300024T000000002-就业补助资金2"]


def declared_true() -> Book:
    """The 2024 form with two findings declared true: one about a cell, one about a whole project."""
    book = approved_2024()
    cost = profiles.load("cost-level")
    for rule, note in (("rate-unit", "系统按年计算可用时间"), ("level1-missing", "本项目不产生成本")):
        found = next(finding for finding in review(book, cost) if finding.rule == rule)
        text = waiver_text(book, found)
        History(book).run(commands.waive(Waiver(rule, found.node, found.field or "", text, note)))
    return book


@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_what_was_declared_true_prints_with_its_note_on_the_self_check_sheet(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"自查{ending}"
    export_book(declared_true(), profiles.load("cost-level"), path, form="自查表")
    if ending == ".pdf":
        with pdfplumber.open(path) as pages:
            text = squeezed("".join(page.extract_text() for page in pages.pages))
    else:
        rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
        text = squeezed("".join(str(cell) for row in rows for cell in row if cell))
    assert "已说明2条" in text
    assert "属实：系统按年" in text
    assert "属实：本项目不" in text


def test_a_flat_workbook_has_one_row_an_indicator(tmp_path: Path) -> None:
    path = export(approved_2024(), tmp_path / "表.xlsx", form="明细表")
    assert openpyxl.load_workbook(path)["指标明细"].max_row == 68


def test_json_is_the_whole_book(tmp_path: Path) -> None:
    path = export(approved_2024(), tmp_path / "书.json")
    assert json.loads(path.read_text("utf-8")) == to_plain(approved_2024())


def test_csv_has_one_row_an_indicator_and_no_formula(tmp_path: Path) -> None:
    book = book_of(project(indicators=[indicator(name="=1+1"), indicator(value="-5")]), project(2, rows=0))
    path = export(book, tmp_path / "表.CSV")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    assert [(row["三级指标"], row["绩效指标值"]) for row in rows] == [
        ("'=1+1", "190"),
        ("享受补贴人数", "-5"),
        ("", ""),
    ]
    assert rows[0]["预算数(万元)"] == "1.50"


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ({"projects": ["63012300024T000000002"]}, ["2"]),
        ({"projects": ["就业补助资金3"]}, ["3"]),
        ({"units": ["723001"]}, ["1", "3"]),
    ],
)
def test_chosen_units_and_projects_alone_leave(choice: dict[str, list[str]], left: list[str], tmp_path: Path) -> None:
    book = book_of(project(1), project(2), project(3), units=2)
    path = export(book, tmp_path / "表.pdf", **choice)
    with pdfplumber.open(path) as pdf:
        text = squeezed(pdf.pages[0].extract_text())
    assert [n for n in "123" if f"就业补助资金{n}" in text] == left


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("表.docx", {}, "不能输出“.docx”格式"),
        ("表", {}, "不能输出“表”格式"),
        ("表.pdf", {"form": "总报表"}, "没有名为“总报表”的表"),
        ("表.pdf", {"form": "明细表"}, "明细表是供导入其他系统的平表"),
        ("表.pdf", {"units": ["999"]}, "没有单位“999”"),
        ("表.pdf", {"projects": ["999"]}, "没有项目“999”"),
        ("没有/表.pdf", {}, "文件夹不存在"),
        ("表.csv", {"options": Options(each_unit=True)}, "每个单位单独成表"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_nothing_is_written(
    name: str, options: dict[str, Any], words: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=words):
        export(approved_2024(), tmp_path / name, **options)
    assert list(tmp_path.iterdir()) == []


def test_a_character_that_cannot_be_printed_is_named(tmp_path: Path) -> None:
    book = book_of(project(name="就业😀资金"))
    warnings = export_book(book, profiles.load(), tmp_path / "表.pdf")
    assert [sentence[:18] for sentence in warnings] == ["字库中没有“😀”（U+1F600）字"]
    assert export_book(approved_2024(), profiles.load(), tmp_path / "表.pdf") == []


def test_no_single_form_without_a_project(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有可输出的项目"):
        export(Book(), tmp_path / "表.pdf", form="单项申报表")


def test_a_failure_while_writing_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(excel, "save", fail)
    with pytest.raises(UserError, match="磁盘空间不足"):
        export(approved_2024(), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a3_is_larger_in_sheet_and_type(tmp_path: Path) -> None:
    path = export(approved_2024(), tmp_path / "表.pdf", paper=A3)
    with pdfplumber.open(path) as pdf:
        assert round(pdf.pages[0].width * 25.4 / 72) == 420
        assert {round(char["size"], 1) for char in pdf.pages[0].chars} == {9.0, 11.0, 20.0}


@pytest.mark.parametrize("form", ["总表", "自查表"])
def test_each_unit_has_a_sheet_of_its_own_when_asked(form: str, tmp_path: Path) -> None:
    book = book_of(project(1), project(2), project(3), project(4), units=2)
    path = tmp_path / "各单位.xlsx"
    export_book(book, profiles.load(), path, form=form, options=Options(each_unit=True))
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == ["723001-第1服务局(本级)", "723002-第2服务局(本级)"]
    texts = [{str(value) for row in sheet.values for value in row if value is not None} for sheet in workbook]
    assert any("就业补助资金1" in text for text in texts[0]) and not any("就业补助资金2" in text for text in texts[0])


def test_a_self_check_for_each_unit_reviews_the_book_once_and_counts_each_units_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = []

    class Counted(rules.Reviewer):
        def __init__(self, *args: Any) -> None:
            made.append(args)
            super().__init__(*args)

    monkeypatch.setattr(rules, "Reviewer", Counted)
    missing = [indicator(n % 5, weight=None) for n in range(3)]
    book = book_of(project(1, indicators=missing), project(2), project(3), units=3)
    grids = form_grids(book, profiles.load(), "自查表", Options(each_unit=True))
    assert len(grids) == 3 and len(made) == 1
    for grid in grids:
        rows = [cell.text for cell in grid.body if cell.column == 4]
        words = "，".join(f"{word} {rows.count(word)} 条" for word in ("错误", "警告", "提示"))
        assert grid.above[-1].parts[1][0] == f"自查：{words}，已说明 0 条"


def test_sheets_of_units_are_one_book_again(tmp_path: Path) -> None:
    book = book_of(*(project(number) for number in range(1, 7)), units=3)
    path = tmp_path / "各单位.xlsx"
    export_book(book, profiles.load(), path, options=Options(each_unit=True))
    back = reading.read(path, path.name, profile=profiles.load())
    assert [(unit.label, len(back.book.children(unit.id))) for unit in back.book.units()] == [
        (unit.label, 2) for unit in book.units()
    ]
    assert list(back.book.projects())[3].name == list(book.projects())[3].name
    assert back.doubts == ()


def test_each_unit_begins_on_a_page_with_its_own_title_and_total() -> None:
    book = book_of(project(1), project(2), units=2)
    pages = form_pages(book, profiles.load(), options=Options(each_unit=True))
    assert pages.count == 2
    assert [sum(run.text == "合计" for run in pages.page(number).runs) for number in (1, 2)] == [1, 1]
    assert all(any(run.text.endswith("批复表") for run in pages.page(number).runs) for number in (1, 2))
