"""Preview and printer draw the pages of the typesetter as they stand."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Book
from jixiao_desktop.export import form_pages
from jixiao_desktop.export.pdf import write_pdf
from jixiao_desktop.typesetting import Document
from jixiao_desktop.typesetting.fonts import face
from jixiao_desktop.ui.painting import glyph_run, paint_page, raw_font
from jixiao_desktop.ui.printing import chosen_pages, make_printer, print_pages

from ..paper_books import WORST


@pytest.fixture
def layout(qapp: object, book_2024: Book) -> Document:
    return form_pages(book_2024, profiles.load())


def test_every_glyph_stands_where_the_page_says(layout: Document) -> None:
    for run in layout.page(1).runs:
        drawn = glyph_run(run, 1.0)
        assert len(drawn.glyphIndexes()) == len(run.text)
        assert 0 not in drawn.glyphIndexes()
        end = drawn.positions()[-1].x() + face(run.face).advance[run.text[-1]] * run.size
        assert abs(end - face(run.face).width(run.text, run.size)) < 0.01


@pytest.mark.parametrize("kind", ["the 2024 form", *WORST])
def test_every_glyph_of_the_preview_stands_within_half_a_point_of_the_pdfs(
    qapp: object, book_2024: Book, kind: str, tmp_path: Path
) -> None:
    layout = form_pages(WORST.get(kind, book_2024), profiles.load())
    write_pdf(layout, tmp_path / "表.pdf")
    with pdfplumber.open(tmp_path / "表.pdf") as pdf:
        for page, printed in zip(layout.pages(), pdf.pages, strict=True):
            shown = [
                (character, run.x + place.x(), page.height - run.baseline - place.y())
                for run in page.runs
                for character, place in zip(run.text, glyph_run(run, 1.0).positions(), strict=True)
            ]
            assert [character for character, _, _ in shown] == [char["text"] for char in printed.chars]
            for (_, x, baseline), char in zip(shown, printed.chars, strict=True):
                assert abs(char["x0"] - x) < 0.5 and abs(char["matrix"][5] - baseline) < 0.5


def test_qt_reads_the_same_widths_from_the_font_as_the_typesetter(qapp: object) -> None:
    font = raw_font("regular", 100.0)
    for character in "绩效目标1,342.46≥%（":
        glyph = face("regular").glyph(ord(character))
        assert abs(font.advancesForGlyphIndexes([glyph])[0].x() - 100 * face("regular").advance[character]) < 0.5


def test_ink_stays_within_its_cell(layout: Document) -> None:
    scale = 2.0
    page = layout.page(1)
    image = QImage(round(page.width * scale), round(page.height * scale), QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    paint_page(painter, page._replace(rules=()), scale, QPointF())
    painter.end()
    for rule in page.rules:
        x, y = round((rule.x1 + rule.x2) / 2 * scale), round((rule.y1 + rule.y2) / 2 * scale)
        assert QColor(image.pixel(x, y)).lightness() > 200


def test_a_printer_gets_the_sheet_of_the_layout(layout: Document, tmp_path: Path) -> None:
    printer = make_printer(layout)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    assert printer.pageLayout().orientation().name == "Landscape"
    assert print_pages(layout, printer, [1, 2])
    import pypdfium2

    document = pypdfium2.PdfDocument(tmp_path / "纸.pdf")
    assert len(document) == 2
    width, height = document[0].get_size()
    assert abs(width - layout.paper.width) < 1.5 and abs(height - layout.paper.height) < 1.5


def test_a_range_of_pages_is_printed(layout: Document) -> None:
    printer = make_printer(layout)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 99)
    assert chosen_pages(printer, layout.count, 1) == list(range(2, layout.count + 1))
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert chosen_pages(printer, layout.count, 3) == [3]


def test_the_preview_follows_an_edit(window_2024: object, qtbot: QtBot) -> None:
    from jixiao_desktop.domain import commands

    window_2024.trigger("print_preview")
    preview = window_2024.outputs.preview
    qtbot.waitUntil(lambda: preview.pages.layout_shown is not None, timeout=20_000)
    first = preview.pages.layout_shown
    row = next(window_2024.session.book.indicators())
    window_2024.session.run(commands.set_cell(row.id, "value", "12345"))
    qtbot.waitUntil(lambda: preview.pages.layout_shown is not first, timeout=20_000)
    assert any(run.text == "12345" for run in preview.pages.layout_shown.page(1).runs)
    preview.close()
