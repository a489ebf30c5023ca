"""The main job in the real window: last year's form in, next year's form out, as a clerk does it.

Pictures of the window and of every dialog go to the folder that JIXIAO_PICTURES names, else to the test's own.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from jixiao_desktop import resources, storage
from jixiao_desktop.domain.book import Book, Indicator, Project
from jixiao_desktop.domain.plain import to_plain
from jixiao_desktop.session import Session
from jixiao_desktop.ui import start
from jixiao_desktop.ui.window import MainWindow

from .hand import Hand

SAMPLE = resources.path("samples", "2024-approval-form.txt")
CODE = "63012300024T000000999"


@pytest.fixture
def hand(qtbot: QtBot, tmp_path: Path) -> Hand:
    """A clerk with the sample open, as a double click opens it."""
    window = start([str(SAMPLE)])
    qtbot.addWidget(window, before_close_func=give_up)
    window.resize(1366, 768)
    worker = Hand(window, qtbot, Path(os.environ.get("JIXIAO_PICTURES") or tmp_path / "pictures"))
    worker.settle()
    return worker


def give_up(window: MainWindow) -> None:
    """Let a window close without a question."""
    if window.desk is not None:
        window.desk.commit()
        window.desk.session.history.mark_saved()


def session_of(hand: Hand) -> Session:
    session = hand.window.session
    assert session is not None
    return session


def book_of(hand: Hand) -> Book:
    return session_of(hand).book


def project_named(book: Book, tail: str) -> Project:
    return next(p for p in book.projects() if (p.code or "").endswith(tail))


def row_named(book: Book, name: str) -> Indicator:
    return next(row for row in book.indicators() if row.name == name)


def counts(book: Book) -> tuple[int, int, int]:
    return len(list(book.units())), len(list(book.projects())), len(list(book.indicators()))


def add_unit(hand: Hand) -> None:
    def reply(box: QDialog) -> None:
        hand.fill(box, code="723002", name="湟源县就业培训中心")
        hand.press_button(box, "添加")

    hand.answer(lambda: hand.press("Ctrl+Shift+U"), reply)


def add_project(hand: Hand) -> None:
    def reply(box: QDialog) -> None:
        hand.fill(box, code=CODE, name="职业技能提升补贴", budget="12.5", objective="培训城乡劳动者，提高就业能力。")
        words = [label.text() for label in box.findChildren(QLabel)]
        assert any("湟源县" in text and "2024年" in text and "特定目标类" in text for text in words)
        hand.picture(box, "add_project_filled")
        hand.press_button(box, "添加")

    hand.answer(lambda: hand.press("Ctrl+Shift+N"), reply)


def add_indicators(hand: Hand) -> None:
    def reply(box: QDialog) -> None:
        hand.fill(box, name="培训城乡劳动者人数", value=">=300", unit="人", weight="20")
        hand.press_button(box, "添加并继续")
        hand.fill(box, level1="满意度指标", name="参训人员满意度", value=">=95%", weight="10")
        hand.picture(box, "add_indicator_filled")
        hand.press_button(box, "添加")

    hand.answer(lambda: hand.press("Ctrl+Shift+A"), reply)


def export(hand: Hand, action: str, path: Path) -> None:
    def done(box: QDialog) -> None:
        assert box.objectName() == "exported_dialog"
        hand.press_button(box, "完成")

    hand.answer(lambda: hand.window.actions_by_id[action].trigger(), hand.choosing(path), done)


def print_to_file(hand: Hand, path: Path) -> None:
    def reply(box: QDialog) -> None:
        assert isinstance(box, QPrintDialog)
        box.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        box.printer().setOutputFileName(str(path))
        box.done(QDialog.DialogCode.Accepted)

    hand.answer(lambda: hand.press("Ctrl+P"), reply)


def text_of_pdf(path: Path) -> str:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return "".join((page.extract_text() or "") for page in document.pages).replace("\n", "")


def test_main_job_opens_last_years_form_as_a_book(hand: Hand) -> None:
    assert counts(book_of(hand)) == (1, 8, 67)
    assert "2024年部门预算项目支出绩效目标批复表" in hand.window.windowTitle()
    assert hand.window.status.counts["rows"].text() == "67 条指标"
    hand.picture(hand.window, "opened")


def test_main_job_adds_a_unit_a_project_and_indicators_by_dialogs(hand: Hand) -> None:
    add_unit(hand)
    add_project(hand)
    add_indicators(hand)
    book = book_of(hand)
    project = project_named(book, "999")
    assert counts(book) == (2, 9, 69)
    assert book.unit(project.parent).name == "湟源县就业培训中心"
    assert (project.name, project.category, project.budget) == ("职业技能提升补贴", "3-特定目标类", "12.5")
    first, second = book.indicators(project.id)
    assert (first.comparator, first.value, first.unit, first.weight) == ("≥", "300", "人", "20")
    assert (second.levels, second.comparator, second.value, second.unit) == (
        ("满意度指标", "服务对象满意度"), "≥", "95", "%",
    )  # fmt: skip
    hand.picture(hand.window, "added")


def test_main_job_edits_in_the_grid_and_undoes_and_redoes(hand: Hand) -> None:
    row = row_named(book_of(hand), "享受社会保险补贴人数")
    hand.go_to(row.id, "value")
    hand.type("205")
    hand.press("Return")
    assert book_of(hand).indicator(row.id).value == "205"
    assert hand.window.isWindowModified()
    hand.press("Ctrl+Z")
    assert book_of(hand).indicator(row.id).value == "190"
    hand.press("Ctrl+Y")
    assert book_of(hand).indicator(row.id).value == "205"


def test_main_job_marks_what_is_missing_and_goes_there(hand: Hand) -> None:
    desk = hand.window.desk
    row = row_named(book_of(hand), "社会保险补贴发放准确率")
    hand.go_to(row.id, "weight")
    hand.press("Del")
    assert book_of(hand).indicator(row.id).weight is None
    assert [f.severity for f in desk.marks.of_cell(row.id, "weight")] == ["error"]
    assert hand.window.toolbar.badge.isVisible()
    hand.picture(hand.window, "marked")
    other = row_named(book_of(hand), "享受社会保险补贴人数")
    hand.go_to(other.id, "name")
    visited = set()
    for _ in range(len(session_of(hand).findings)):
        hand.press("F8")
        visited.add(desk.view.current())
    assert (row.id, "weight") in visited


def test_main_job_saves_and_opens_again(hand: Hand, tmp_path: Path) -> None:
    path = tmp_path / "我的 填报" / "2024 年.jixiao"
    path.parent.mkdir()
    add_unit(hand)
    hand.answer(lambda: hand.press("Ctrl+S"), hand.choosing(path))
    assert not hand.window.isWindowModified()
    assert storage.open_book(path).book == book_of(hand)
    kept = to_plain(book_of(hand))
    hand.press("Ctrl+W")
    assert hand.window.session is None
    hand.answer(lambda: hand.press("Ctrl+O"), hand.choosing(path))
    assert to_plain(book_of(hand)) == kept
    assert path.name in hand.window.windowTitle()


def test_main_job_asks_before_unsaved_work_is_left(hand: Hand, tmp_path: Path) -> None:
    add_unit(hand)
    hand.answer(hand.window.close, hand.saying("取消"))
    assert hand.window.isVisible()
    hand.answer(hand.window.close, hand.saying("保存"), hand.choosing(tmp_path / "a.jixiao"))
    assert not hand.window.isVisible()
    assert counts(storage.open_book(tmp_path / "a.jixiao").book)[0] == 2


def test_main_job_prepares_the_next_year(hand: Hand, tmp_path: Path) -> None:
    def reply(box: QDialog) -> None:
        proposals = box.findChild(object, "year_proposals")
        assert proposals.topLevelItemCount() == 2
        proposals.topLevelItem(1).setCheckState(0, Qt.CheckState.Checked)
        hand.press_button(box, "生成草稿")

    hand.answer(
        lambda: hand.window.actions_by_id["new_year"].trigger(), reply, hand.saying("保存"),
        hand.choosing(tmp_path / "2024.jixiao"),
    )  # fmt: skip
    book = book_of(hand)
    assert (book.facts.year, book.facts.stage) == (2025, "一上稿")
    assert book.facts.title == "2025年部门预算项目支出绩效目标申报表"
    row = row_named(book, "享受社会保险补贴人数")
    assert row.last is not None and row.last.text == "≥190 人" and not row.reviewed
    assert project_named(book, "1365").name == "2025年就业补助资金"
    assert hand.window.status.counts["unreviewed"].text() == "未核对 67"
    hand.picture(hand.window, "next_year")


def test_main_job_exports_and_prints_the_same_form(hand: Hand, tmp_path: Path) -> None:
    fill_what_is_missing(hand)
    pdf, excel, paper = tmp_path / "2024 批复表.pdf", tmp_path / "2024 批复表.xlsx", tmp_path / "纸.pdf"
    export(hand, "export_pdf", pdf)
    export(hand, "export_excel", excel)
    print_to_file(hand, paper)
    text = text_of_pdf(pdf)
    assert "2024年部门预算项目支出绩效目标批复表" in text
    assert "1,342.46" in text
    assert "满意度指标" in text
    assert_same_pages(pdf, paper)
    import openpyxl

    cells = [str(cell.value) for row in openpyxl.load_workbook(excel).active.iter_rows() for cell in row if cell.value]
    assert "享受社会保险补贴人数" in cells


def assert_same_pages(pdf: Path, paper: Path) -> None:
    """What the printer drew is what the export drew, looked at page by page as grey pictures."""
    import pypdfium2
    from PIL import ImageChops, ImageStat

    ours, printed = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument(paper)
    assert len(ours) == len(printed)
    for first, second in zip(ours, printed, strict=True):
        left, right = (page.render(scale=1.0).to_pil().convert("L") for page in (first, second))
        assert abs(left.height - right.height) <= 1  # whole points against fractions of one
        left, right = (picture.crop((0, 0, 840, 592)).reduce(4) for picture in (left, right))
        ink = 255 - ImageStat.Stat(left).mean[0]
        difference = ImageStat.Stat(ImageChops.difference(left, right)).mean[0]
        assert ink > 3
        assert difference < ink / 3


def fill_what_is_missing(hand: Hand) -> None:
    """The one weight that the sample lost: without it the export would ask first."""
    project = project_named(book_of(hand), "792")
    row = next(r for r in book_of(hand).indicators(project.id) if r.weight is None)
    hand.go_to(row.id, "weight")
    hand.type("5")
    hand.press("Return")
    assert book_of(hand).indicator(row.id).weight == "5"


def test_main_job_shows_paper_before_it_prints_and_jumps_to_the_cell(hand: Hand, qtbot: QtBot) -> None:
    hand.press("Ctrl+F2")
    preview = hand.window.outputs.preview
    qtbot.waitUntil(lambda: preview.pages.layout_shown is not None, timeout=20_000)
    hand.settle()
    hand.picture(preview, "preview")
    page = preview.pages.layout_shown.page(1)
    row = row_named(book_of(hand), "享受社会保险补贴人数")
    box = next(b for b in page.boxes if (b.node, b.field) == (row.id, "value"))
    place = preview.pages._origin(1).toPoint()
    scale = preview.pages.scale
    place.setX(place.x() + round((box.x + box.width / 2) * scale))
    place.setY(place.y() + round((box.y + box.height / 2) * scale))
    QTest.mouseClick(preview.pages.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert hand.window.desk.view.current() == (row.id, "value")
    preview.close()
