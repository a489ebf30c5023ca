"""Pages of any book: rows in order, nothing outside its cell, page breaks where a person would put them."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Book
from jixiao_desktop.forms import single_grids, summary_grid
from jixiao_desktop.typesetting import A3, A4, Document, Page, Paper, typeset
from jixiao_desktop.typesetting.fonts import ASCENT, DESCENT, face

from ..paper_books import approved_2024, book_of, indicator, project

TEXTS = st.text("就业补助资金发放率，。；：（）123.5%AbX \n目标1", max_size=40)
LONG = st.builds(
    lambda text, times: text * times, st.text("就业保障，。；目标2:", min_size=1, max_size=12), st.integers(0, 250)
)
INDICATORS = st.lists(
    st.builds(indicator, st.integers(0, 4), name=TEXTS, value=TEXTS, unit=TEXTS.map(lambda t: t[:9])),
    max_size=30,
)  # fmt: skip
PROJECTS = st.lists(
    st.builds(lambda rows, **fields: project(1, indicators=rows, **fields), INDICATORS, name=TEXTS, objective=LONG),
    max_size=8,
)
BOOKS = st.builds(
    lambda projects, units, stage: book_of(*projects, units=units, stage=stage),
    PROJECTS, st.integers(1, 3), st.sampled_from(["一上稿", "批复稿"]),
)  # fmt: skip


def pages_of(book: Book, paper: Paper = A4) -> Document:
    return typeset(summary_grid(book, profiles.load()), paper)


def squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


@settings(
    max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate),  # a failing book is large to shrink
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(BOOKS, st.sampled_from([A4, A3, A4.bound("top"), replace(A4, fresh_pages=True), A4.turned(upright=True)]))
def test_any_book_is_printed_whole_inside_its_cells(book: Book, paper: Paper) -> None:
    document = pages_of(book, paper)
    _check_rows(document)
    for page in document.pages():
        _check_page(page, paper)
        _check_rules(page)


def _check_rows(document: Document) -> None:
    layout = document.layouts[0]
    assert [row for plan in layout.plans for row in plan.rows if row >= 0] == list(range(layout.grid.body_rows))
    for cell in layout.grid.body:
        found = [piece.text for plan in layout.plans for piece in plan.pieces if piece.cell is cell]
        if cell.continued == "flow":
            assert squeezed("".join(text for text in found if text != "（见上页）")) == squeezed(cell.text)
        else:
            assert found[0] == cell.text
            assert all(text in ("", cell.text, f"{cell.text}（续）") for text in found)


def _check_page(page: Page, paper: Paper) -> None:
    bottom = page.height - paper.bottom_mm * 72 / 25.4
    assert all(box.y + box.height <= bottom + 0.01 for box in page.boxes)
    assert len(page.boxes) >= 12
    for run in page.runs:
        width = face(run.face).width(run.text, run.size)
        assert run.x >= 0 and run.x + width <= page.width
        home = [b for b in page.boxes if b.y <= run.baseline <= b.y + b.height and b.x <= run.x <= b.x + b.width]
        for box in home:
            assert run.x + width <= box.x + box.width + 0.01, (run, box)
            assert box.y <= run.baseline - ASCENT * run.size + 0.01, (run, box)
            assert run.baseline + DESCENT * run.size <= box.y + box.height + 0.01, (run, box)


def _check_rules(page: Page) -> None:
    """Every cell is closed on its four sides on each page, also where a page break parts it."""
    for box in page.boxes:
        right, bottom = box.x + box.width, box.y + box.height
        sides = [(box.x, box.y, right, box.y), (box.x, bottom, right, bottom),
                 (box.x, box.y, box.x, bottom), (right, box.y, right, bottom)]  # fmt: skip
        for x1, y1, x2, y2 in sides:
            assert any(
                rule.x1 <= x1 + 0.02 and rule.x2 >= x2 - 0.02 and rule.y1 <= y1 + 0.02 and rule.y2 >= y2 - 0.02
                for rule in page.rules
            ), (page.number, box)


def continued(document: Document) -> list[str]:
    """Names of projects that begin a page with （续）."""
    pieces = (piece for layout in document.layouts for plan in layout.plans for piece in plan.pieces)
    return [piece.text for piece in pieces if piece.text.endswith("（续）")]


def parts(document: Document, field: str) -> list[list[str]]:
    """The texts of a field's cells, page by page."""
    plans = document.layouts[0].plans
    return [[piece.text for piece in plan.pieces if piece.cell.field == field] for plan in plans]


def test_a_project_that_fits_on_the_next_page_is_not_split_for_a_little_room() -> None:
    document = pages_of(book_of(project(1, rows=18), project(2, rows=8)))
    assert (document.count, continued(document)) == (2, [])


def test_a_project_is_split_rather_than_leave_half_a_page_blank() -> None:
    document = pages_of(book_of(project(1, rows=10), project(2, rows=20)))
    assert (document.count, len(continued(document))) == (2, 1)


@pytest.mark.parametrize("rows", range(17, 60, 7))
def test_no_row_stands_alone_at_the_foot_and_pages_are_filled(rows: int) -> None:
    document = pages_of(book_of(*(project(n, rows=rows) for n in range(5))))
    layout = document.layouts[0]
    starts = {row for row, quality in enumerate(layout.grid.breaks) if quality >= 4}
    for plan in layout.plans[:-1]:
        assert plan.rows[-1] not in starts
        assert plan.used >= 0.7 * (A4.depth - sum(layout.header_heights) - 40)


def test_a_continued_project_repeats_what_readers_need_and_not_its_budget() -> None:
    document = pages_of(book_of(project(1, rows=40, objective="完成全年任务。")))
    assert [len(texts) for texts in parts(document, "unit")][1] > 2
    assert parts(document, "budget")[1] == [""]
    assert parts(document, "category")[1] == ["3-特定目标类"]
    assert parts(document, "level1")[1][0] in {"产出指标", "效益指标"}
    assert parts(document, "objective")[1] == ["（见上页）"]


def test_a_goal_flows_on_after_a_sentence() -> None:
    goal = "".join(f"目标{n}：完成第{n}项补贴发放，做到及时足额，群众满意。" for n in range(1, 10)) * 2
    document = pages_of(book_of(project(1, rows=12), project(2, rows=16, objective=goal)))
    first, second = [text for texts in parts(document, "objective") for text in texts if "目标" in text]
    assert first.endswith("满意。")
    assert second.startswith("目标")
    assert first + second == goal


def test_a_goal_that_nearly_fits_is_kept_whole() -> None:
    book = approved_2024("一上稿")
    for texts in parts(pages_of(book), "objective"):
        assert all(len(text) > 40 or text in {"", "（见上页）"} for text in texts)


def test_each_project_begins_a_page_when_asked() -> None:
    document = pages_of(approved_2024(), replace(A4, fresh_pages=True))
    assert document.count == 8
    assert continued(document) == []


def test_the_pages_lead_back_to_the_cells_of_the_book() -> None:
    book = approved_2024()
    document = pages_of(book)
    last = list(book.indicators())[-1]
    assert document.place_of(last.id) == document.count
    boxes = [box for box in document.page(document.count).boxes if (box.node, box.field) == (last.id, "name")]
    assert [box.text for box in boxes] == ["享受就业政策人员满意度"]


def test_a_character_that_no_font_has_is_named_with_its_text() -> None:
    document = pages_of(book_of(project(name="就业😀资金")))
    assert document.warnings() == [
        "字库中没有“😀”（U+1F600）字，打印时显示为空框，请核对：63012300024T000000001-就业😀资金"
    ]
    assert pages_of(approved_2024()).warnings() == []


def test_marks_without_a_shape_leave_no_box_and_no_blank() -> None:
    odd = "完\u200b成\ufeff全\xad县\u200e就\u2060业\ufe0f任\U000e0100务\u200d"
    book = book_of(project(name=odd, objective=odd, indicators=[indicator(name=odd)]), preparer=odd, stage="一上稿")
    document = pages_of(book)
    assert document.warnings() == []
    assert sum("完成全县就业任务" in run.text for run in document.page(1).runs) == 4
    assert [mark.title for mark in document.bookmarks()][1].endswith("-完成全县就业任务")


def test_a_watermark_is_set_as_any_text_and_what_cannot_be_is_named() -> None:
    page = pages_of(book_of(project()), replace(A4, watermark="送审\n\u200b稿\t2")).page(1)
    assert page.mark and page.mark.text == "送审稿 2"
    assert pages_of(book_of(project()), replace(A4, watermark="\u200b")).page(1).mark is None
    assert pages_of(book_of(project()), replace(A4, watermark="保密🔒")).warnings() == [
        "字库中没有“🔒”（U+1F512）字，打印时显示为空框，请核对：保密🔒"
    ]


def test_a_mark_where_a_text_may_break_is_no_more_than_that() -> None:
    marked, plain = ("目标\u200b保障城乡劳动者充分就业，" * 9, "目标保障城乡劳动者充分就业，" * 9)
    pages = [pages_of(book_of(project(objective=text))).page(1) for text in (marked, plain)]
    assert pages[0].runs == pages[1].runs


@pytest.mark.parametrize("blank", ["\t", "\xa0", "\u2003", "\x00", "\x1b"])
def test_any_blank_is_set_as_a_plain_one(blank: str) -> None:
    page = pages_of(book_of(project(indicators=[indicator(name=f"完成{blank}任务")]))).page(1)
    assert "完成 任务" in {run.text for run in page.runs}


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\x85", "\u2028", "\u2029"])
def test_any_line_end_ends_a_line(end: str) -> None:
    page = pages_of(book_of(project(indicators=[indicator(name=f"完成{end}任务")]))).page(1)
    assert {"完成", "任务"} <= {run.text for run in page.runs}


def test_the_last_page_carries_the_signatures_with_rows_of_the_table() -> None:
    for rows in range(8, 30):
        document = pages_of(book_of(project(1, rows=rows), stage="一上稿"))
        page = document.page(document.count)
        assert any(run.text.startswith("单位负责人") for run in page.runs)
        assert any(box.field == "name" and box.node for box in page.boxes)


def long_goal(characters: int) -> str:
    return ("落实各项就业政策，做好公共就业服务。" * (characters // 18 + 1))[:characters]


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_signatures_never_stand_on_a_page_without_a_part_of_the_table(rows: int) -> None:
    for characters in range(440, 900, 13):
        document = pages_of(book_of(project(1, rows=rows, objective=long_goal(characters)), stage="一上稿"))
        assert all(plan.rows for plan in document.layouts[0].plans), characters
        _check_rows(document)


def test_a_short_project_with_a_long_goal_begins_on_the_page_that_has_room() -> None:
    for characters in range(700, 1600, 60):
        document = pages_of(book_of(project(1, rows=11), project(2, rows=3, objective=long_goal(characters))))
        layout = document.layouts[0]
        assert layout.plans[0].used >= 0.7 * (A4.depth - sum(layout.header_heights) - 40), characters


def test_no_page_is_taller_than_its_paper_where_a_name_needs_more_than_its_rows() -> None:
    for rows in range(14, 24):
        document = pages_of(book_of(project(1, rows=rows), project(2, rows=30, name="续建项目名称" * 14)))
        for page in document.pages():
            _check_page(page, A4)


@pytest.mark.parametrize("budget", ["99999.99", "123456.78", "12345678.90"])
@pytest.mark.parametrize("paper", [A4, A3], ids=["A4", "A3"])
def test_an_amount_stands_on_one_line_in_usual_type(budget: str, paper: Paper) -> None:
    document = pages_of(book_of(project(1, budget=budget), project(2, budget=budget)), paper)
    amounts = [(run.text, run.size) for run in document.page(1).runs if run.text.endswith(budget[-3:])]
    assert amounts.count((f"{float(budget):,.2f}", paper.body)) == 2
    assert document.warnings() == []


def test_a_figure_that_is_too_wide_for_its_column_is_smaller_and_whole() -> None:
    document = pages_of(book_of(project(1, indicators=[indicator(value="12345678.5")])))
    assert [run.size for run in document.page(1).runs if run.text == "12345678.5"] == [6.5]
    assert "建议改用 A3 纸：12345678.5" in document.warnings()[0]


@pytest.mark.parametrize("date", ["2025年9月15日", "2025年9月15日（第二次报送）"])
def test_a_long_entry_of_the_signature_line_takes_the_room_that_short_ones_leave(date: str) -> None:
    book = book_of(project(1), stage="一上稿", responsible="张三", preparer="李四", filled_on=date)
    document = typeset(single_grids(book, profiles.load()), A4.turned(upright=True))
    line = [
        run for run in document.page(1).runs if run.text.startswith(("单位负责人", "填报人", "联系电话", "填报日期"))
    ]
    assert [run.text for run in line][::3] == ["单位负责人：张三", f"填报日期：{date}"]
    assert len({run.baseline for run in line}) == 1
    ends = [run.x + face("regular").width(run.text, run.size) for run in line]
    assert all(end < following.x for end, following in zip(ends, line[1:], strict=False))


def test_layout_and_drawing_are_linear() -> None:
    def visits(count: int) -> int:
        document = pages_of(book_of(*(project(n, rows=10) for n in range(count))))
        return sum(len(plan.pieces) for plan in document.layouts[0].plans)

    assert visits(80) < 4.5 * visits(20)


def pieces_of(document: Document) -> Any:
    return [piece for plan in document.layouts[0].plans for piece in plan.pieces]


def test_one_project_of_a_thousand_rows_is_laid_out() -> None:
    document = pages_of(book_of(project(1, rows=1000, objective="目标1：完成。" * 20)))
    assert document.count == pytest.approx(42, abs=5)
    assert sum(piece.cell.field == "weight" for piece in pieces_of(document)) == 1000


def test_a3_is_proposed_where_a_text_has_to_be_smaller_than_usual_on_a4() -> None:
    endless = pages_of(book_of(project(name="项目名称很长" * 110)))
    assert any("建议改用 A3 纸" in sentence for sentence in endless.warnings())
    assert pages_of(book_of(project())).warnings() == []


def test_pages_that_nobody_shows_any_more_give_their_room_back_at_once() -> None:
    """The preview makes new ones at every edit, and looks for no rubbish meanwhile."""
    document = pages_of(approved_2024())
    assert document.page(1) is document.page(1)
    assert document.warnings() == []
    shown = weakref.ref(document)
    gc.disable()
    try:
        del document
        assert shown() is None
    finally:
        gc.enable()
