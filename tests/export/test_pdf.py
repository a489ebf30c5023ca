"""The PDF of a form, read back: every cell in its place, header on each page, bookmarks, the same bytes each time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pdfminer.pdftypes import resolve1
from pypdfium2 import PdfDocument

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Book
from jixiao_desktop.export.pdf import write_pdf
from jixiao_desktop.forms import summary_grid
from jixiao_desktop.typesetting import A3, A4, Document, Paper, typeset

from ..paper_books import WORST, approved_2024, book_of, distinct, indicator, project
from .reading_back import check_pages, squeezed


def laid_out(book: Book, paper: Paper = A4) -> Document:
    return typeset(summary_grid(book, profiles.load()), paper)


def printed(book: Book, folder: Path, paper: Paper = A4) -> tuple[Document, Path]:
    layout, path = laid_out(book, paper), folder / "表.pdf"
    write_pdf(layout, path)
    return layout, path


PRINTABLE = st.text("绩效目标完成率，。；：（）《》123.5%≥AbX-𬱖䶮 \n", max_size=60)
RANDOM = st.builds(
    lambda projects, units, stage: book_of(*projects, units=units, stage=stage),
    st.lists(
        st.builds(
            lambda rows, **fields: project(1, indicators=rows, **fields),
            st.lists(st.builds(indicator, st.integers(0, 4), name=PRINTABLE, value=PRINTABLE), max_size=25),
            name=PRINTABLE, objective=st.builds(lambda text, times: text * times, PRINTABLE, st.integers(0, 40)),
        ),
        max_size=6,
    ),
    st.integers(1, 3), st.sampled_from(["一上稿", "批复稿"]),
)  # fmt: skip


@pytest.mark.parametrize("kind", WORST)
def test_every_cell_is_read_back_inside_its_cell(kind: str, tmp_path: Path) -> None:
    layout, path = printed(WORST[kind], tmp_path)
    check_pages(layout, path)


@settings(
    max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate),  # a failing book is large to shrink
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(RANDOM)
def test_any_book_is_read_back_inside_its_cells(tmp_path_factory: pytest.TempPathFactory, book: Book) -> None:
    layout, path = printed(book, tmp_path_factory.mktemp("random"))
    check_pages(layout, path)


def test_each_indicator_is_read_back_as_one_row_of_its_own_words(tmp_path: Path) -> None:
    rows = [indicator(n % 5, f"第{n}项工作完成的情况和效果", value=str(n), weight=f"{n}.5") for n in range(60)]
    book = book_of(project(1, indicators=rows), project(2, objective=distinct(4000)))
    _, path = printed(book, tmp_path)
    with pdfplumber.open(path) as pdf:
        found = [[squeezed(cell or "") for cell in row] for page in pdf.pages for row in page.extract_table() or ()]
    read = [tuple(row[7:]) for row in found if row[7] and row[7] != "三级指标"]
    assert read == [
        tuple(squeezed(text or "") for text in (i.name, i.comparator, i.value, i.unit, i.weight))
        for i in book.indicators()
    ]


@pytest.mark.parametrize("share", range(4))
def test_three_hundred_projects_are_read_back_from_every_page(share: int, tmp_path: Path) -> None:
    goal = "保障就业，完成目标。"
    book = book_of(*(project(n, rows=n % 11 + 1, objective=goal * (n % 30)) for n in range(300)), units=12)
    document, path = printed(book, tmp_path)
    check_pages(document, path, list(range(1 + share, document.count + 1, 4)))


@pytest.mark.parametrize("paper", [A4, A3, A4.bound("top")], ids=["A4", "A3", "top bound"])
def test_the_2024_form_is_read_back_from_every_paper(paper: Paper, tmp_path: Path) -> None:
    layout, path = printed(approved_2024(), tmp_path, paper)
    check_pages(layout, path)


@pytest.mark.parametrize("bottom", [5.0, 8.0, 11.9, 12.0])
@pytest.mark.parametrize("paper", [A4, A3, A4.turned(upright=True)], ids=["A4", "A3", "upright"])
def test_the_page_number_keeps_its_room_below_the_table_in_any_margin(
    paper: Paper, bottom: float, tmp_path: Path
) -> None:
    book = book_of(*(project(n, rows=18) for n in range(6)))
    layout, path = printed(book, tmp_path, replace(paper, bottom_mm=bottom))
    check_pages(layout, path)


def test_every_row_of_the_book_is_printed_once(tmp_path: Path) -> None:
    book = book_of(
        *(project(n, rows=n % 9 + 1, objective="保障就业，完成目标。" * (n % 20)) for n in range(60)), units=4
    )
    layout = laid_out(book)
    rows = [row for plan in layout.layouts[0].plans for row in plan.rows if row >= 0]
    assert rows == list(range(layout.layouts[0].grid.body_rows))
    for project_ in book.projects():
        place = project_.id, "objective"
        pieces = [piece for plan in layout.layouts[0].plans for piece in plan.pieces]
        goals = [piece.text for piece in pieces if (piece.cell.node, piece.cell.field) == place]
        assert squeezed("".join(g for g in goals if g != "（见上页）")) == squeezed(project_.objective or "")


def test_the_header_stands_on_every_page(tmp_path: Path) -> None:
    _, path = printed(approved_2024(), tmp_path)
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            words = squeezed(page.extract_text())
            for header in ("单位名称", "项目类别", "绩效目标", "三级指标", "分值权重", "预算执行率"):
                assert header in words


def test_the_table_is_ruled_so_that_others_find_its_cells(tmp_path: Path) -> None:
    _, path = printed(approved_2024(), tmp_path)
    with pdfplumber.open(path) as pdf:
        rows = pdf.pages[0].extract_table()
    assert [squeezed(cell or "") for cell in rows[2][:4]] == ["合计", "-", "-", "1,342.46"]
    assert squeezed(rows[3][1] or "") == "63012300024T000000269-公益性岗位社保补贴县配资金"
    assert [squeezed(cell or "") for cell in rows[3][5:8]] == ["产出指标", "数量指标", "享受社会保险补贴人数"]
    assert [squeezed(cell or "") for cell in rows[3][8:]] == ["≥", "190", "人", "20"]


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    _, first = printed(approved_2024(), tmp_path)
    before = first.read_bytes()
    printed(approved_2024(), tmp_path)
    assert first.read_bytes() == before


def test_title_and_bookmarks_lead_to_the_projects(tmp_path: Path) -> None:
    layout, path = printed(approved_2024(), tmp_path)
    document = PdfDocument(path)
    assert document.get_metadata_value("Title") == "2024年部门预算项目支出绩效目标批复表"
    entries = [(entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc()]
    assert entries[0] == ("723001-隍源县就业服务局(本级)", 0)
    assert len(entries) == 9
    assert entries[-1][0].endswith("就业补助资金（上级专项资金）")
    assert entries[-1][1] == layout.count - 1


def test_a_reader_aloud_is_told_language_and_title(tmp_path: Path) -> None:
    _, path = printed(approved_2024(), tmp_path)
    with pdfplumber.open(path) as pdf:
        catalog = pdf.doc.catalog
        assert catalog["Lang"] == b"zh-CN"
        assert resolve1(catalog["ViewerPreferences"])["DisplayDocTitle"] is True


def test_a_watermark_stands_on_every_page_under_the_form(tmp_path: Path) -> None:
    from dataclasses import replace

    _, path = printed(approved_2024("一上稿"), tmp_path, replace(A4, watermark="送审稿"))
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            turned = [c["text"] for c in page.chars if c["matrix"][1]]
            assert "".join(turned) == "送审稿"


def test_fonts_are_embedded_and_no_other_is_named(tmp_path: Path) -> None:
    _, path = printed(approved_2024(), tmp_path)
    with pdfplumber.open(path) as pdf:
        assert {c["fontname"].split("+")[1][:11] for page in pdf.pages for c in page.chars} == {"NotoSerifSC"}
    assert b"Helvetica" not in path.read_bytes()
