"""On what LibreOffice prints every text of every cell is whole, on the pages that the typesetter made."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pdfplumber
import pytest

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Book
from jixiao_desktop.export import export_book
from jixiao_desktop.export.blank import fill_blank

from ..export.test_blank import TWELVE, blank
from ..paper_books import approved_2024, book_of, indicator, project
from .printing import PrintedTable, check_pages, check_table, squeezed, table_rows, to_pdf

_LONG = "".join(chr(0x4E00 + place) for place in range(1500))
_WORDY = "按照《湟源县2025年就业补助资金管理办法》（湟政办〔2024〕18号）第3条规定，"


def _books() -> dict[str, Book]:
    odd = [
        indicator(0, "城镇新增就业人数（含高校毕业生、农村转移劳动力和就业困难人员）", value="12,345.678"),
        indicator(1, "A" * 60), indicator(2, "发放及时率", comparator="定性", value="2025年12月底前全部发放到位"),
        indicator(3, "社" * 120), indicator(4, "服务对象满意度", value="100000000000", weight="22.5"),
    ]  # fmt: skip
    return {
        "approved": approved_2024(),
        "declared": approved_2024(stage="一上稿", title="年" * 70),
        "long-goal": book_of(project(1, objective=_LONG), project(2, rows=3, objective=_WORDY * 12)),
        "many-rows": book_of(project(1, rows=120), project(2)),
        "odd-texts": book_of(project(1, name="补" * 200, category="3-特定目标类（省级专项）", indicators=odd)),
        "empty": book_of(),
        "units": book_of(*(project(number, rows=number % 9) for number in range(1, 25)), units=3),
    }


@pytest.fixture(scope="module")
def folder(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All books as workbooks in both layouts, each with what LibreOffice prints from it."""
    folder = tmp_path_factory.mktemp("office")
    profile = profiles.load()
    workbooks = []
    for name, book in _books().items():
        for form in ("总表", "单项申报表", "自查表") if name == "approved" else ("总表",):
            export_book(book, profile, folder / f"{name}-{form}-print.xlsx", form=form, print_layout=True)
            export_book(book, profile, folder / f"{name}-{form}-mail.xlsx", form=form)
            workbooks += [folder / f"{name}-{form}-print.xlsx", _on_one_page(folder / f"{name}-{form}-mail.xlsx")]
    to_pdf(soffice, workbooks, folder)
    return folder


def _on_one_page(path: Path) -> Path:
    """A copy that is printed on a single page, so that no page cuts what the screen shows whole."""
    workbook = openpyxl.load_workbook(path)
    for sheet in workbook.worksheets:
        sheet.page_setup.fitToHeight = 1
    copy = path.with_name(f"{path.stem}-whole.xlsx")
    workbook.save(copy)
    return copy


@pytest.mark.parametrize("name", _books())
def test_the_print_layout_is_printed_page_for_page_with_every_text(folder: Path, name: str) -> None:
    check_pages(folder / f"{name}-总表-print.xlsx", folder / f"{name}-总表-print.pdf")


@pytest.mark.parametrize("name", _books())
def test_the_layout_for_mail_shows_every_text_whole(folder: Path, name: str) -> None:
    sheet = openpyxl.load_workbook(folder / f"{name}-总表-mail.xlsx").active
    with pdfplumber.open(folder / f"{name}-总表-mail-whole.pdf") as pdf:
        assert len(pdf.pages) == 1
        check_table(sheet, PrintedTable(pdf.pages[0]), sorted(table_rows(sheet)))


def test_the_self_check_is_printed_page_for_page(folder: Path) -> None:
    check_pages(folder / "approved-自查表-print.xlsx", folder / "approved-自查表-print.pdf")


def test_the_form_of_a_project_takes_the_pages_that_the_typesetter_gave_it(folder: Path) -> None:
    workbook = openpyxl.load_workbook(folder / "approved-单项申报表-print.xlsx")
    with pdfplumber.open(folder / "approved-单项申报表-print.pdf") as pdf:
        assert len(pdf.pages) == sum(len(sheet.row_breaks.brk) + 1 for sheet in workbook.worksheets)


def test_a_filled_blank_and_a_template_open_with_every_text(soffice: str, tmp_path: Path) -> None:
    book, profile = approved_2024(), profiles.load()
    empty = blank(tmp_path / "empty.xlsx", TWELVE, merge=tuple(range(1, 8)), total="预算数(万元)")
    fill_blank(book, profile, empty, tmp_path / "filled.xlsx")
    export_book(book, profile, tmp_path / "template.xlsx", form="填报模板")
    for printed in to_pdf(soffice, [tmp_path / "filled.xlsx", tmp_path / "template.xlsx"], tmp_path):
        with pdfplumber.open(printed) as pdf:
            words = "".join(squeezed(page.extract_text()) for page in pdf.pages)
        assert "1342.46" in words.replace(",", ""), "the formula of the sum was computed"
        assert len(words) > 3000


@pytest.mark.parametrize("layout", ["mail", "print"])
def test_what_was_printed_to_pdf_is_read_back_as_the_book(soffice: str, tmp_path: Path, layout: str) -> None:
    from jixiao_desktop import reading

    book, profile, out = approved_2024(), profiles.load(), tmp_path / "表.xlsx"
    export_book(book, profile, out, print_layout=layout == "print")
    (printed,) = to_pdf(soffice, [out], tmp_path)
    draft = reading.read(printed, printed.name, profile=profile)
    assert _cells(draft.book) == _cells(book)
    (doubt,) = draft.doubts  # the form itself lacks a weight
    assert doubt.message.startswith("这一行没有读到分值权重")


def _cells(book: Book) -> list[object]:
    """What the form prints of a book."""
    return [
        (unit.label, project.label, project.category, project.budget, project.objective, row.level1, row.level2,
         row.name, row.comparator, row.value, row.unit, row.weight)
        for unit in book.units() for project in book.projects(unit.id) for row in book.indicators(project.id)
    ]  # fmt: skip
