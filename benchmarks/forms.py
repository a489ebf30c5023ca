"""PDF and Excel of the 批复表, against the usual libraries doing the same table."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from jixiao_desktop import profiles, resources
from jixiao_desktop.domain.book import Book
from jixiao_desktop.export import export_book

from .measure import Measure, best_of, book, in_folder

SIZES = (100, 1_000, 10_000, 100_000)
TABLE_SIZES = (100, 1_000, 2_000)
"""Sizes at which reportlab's own Table ends within a minute or so: with spans its time grows with the square."""
PRINTED_SIZES = (1_000, 10_000)
LARGE_SIZES = (10_000, 100_000)
ONCE_FROM = 50_000
LINEAR = 1.3
WIDTHS = (60, 80, 50, 45, 105, 50, 55, 100, 45, 40, 40, 45)
Merge = tuple[int, int, int, int]


def cells(form: Book) -> list[list[str]]:
    """Return the twelve columns of the form as rows of texts, without any header."""
    return [
        [unit.label, project.label, project.category or "", project.budget or "", project.objective or "",
         *(text or "" for text in (i.level1, i.level2, i.name, i.comparator, i.value, i.unit, i.weight))]
        for unit in form.units() for project in form.projects(unit.id) for i in form.indicators(project.id)
    ]  # fmt: skip


def merges(form: Book) -> Iterator[Merge]:
    """Yield (first row, first column, last row, last column) of what the form merges for every project."""
    row = 0
    for unit in form.units():
        for project in form.projects(unit.id):
            count = len(form.children(project.id))
            yield from ((row, column, row + count - 1, column) for column in range(5) if count > 1)
            row += count


def _ours(folder: Path, size: int, ending: str) -> float:
    form, profile = book(size), profiles.load()
    return best_of(lambda: export_book(form, profile, folder / f"ours{ending}"), _rounds(size))


def _rounds(size: int) -> int:
    """What takes a minute is done once."""
    return 1 if size >= ONCE_FROM else 2


def pdf_linear(folder: Path, size: int) -> tuple[float, float]:
    """Our PDF; ten times what a tenth of the book takes."""
    return _ours(folder, size, ".pdf"), 10 * _ours(folder, size // 10, ".pdf")


def pdf_libreoffice(folder: Path, size: int) -> tuple[float, float]:
    """Our PDF; LibreOffice printing our workbook of the same book into one, its start included."""
    export_book(book(size), profiles.load(), folder / "sheet.xlsx")
    return _ours(folder, size, ".pdf"), best_of(lambda: _libreoffice(folder), rounds=1)


def _libreoffice(folder: Path) -> None:
    profile = f"-env:UserInstallation=file://{folder}/office"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "sheet.xlsx"]
    subprocess.run(convert, check=True, capture_output=True)


def pdf(folder: Path, size: int) -> tuple[float, float]:
    """Our PDF; reportlab's Table with the same texts and spans."""
    form = book(size)
    return _ours(folder, size, ".pdf"), best_of(lambda: _reportlab_table(form, folder / "table.pdf"), rounds=1)


def _reportlab_table(form: Book, file: Path) -> None:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(TTFont("song", str(resources.path("fonts", "NotoSerifSC_400Regular.ttf"))))
    style = ParagraphStyle("cell", fontName="song", fontSize=9, leading=11, wordWrap="CJK")
    rows = [[Paragraph(text, style) for text in line] for line in cells(form)]
    spans = [("SPAN", (c1, r1), (c2, r2)) for r1, c1, r2, c2 in merges(form)]
    table = Table(rows, colWidths=WIDTHS, style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans])
    SimpleDocTemplate(str(file), pagesize=landscape(A4)).build([table])


def excel_xlsxwriter(folder: Path, size: int) -> tuple[float, float]:
    """Our workbook; XlsxWriter with the same cells."""
    form = book(size)
    return _ours(folder, size, ".xlsx"), best_of(lambda: _xlsxwriter(form, folder / "peer.xlsx"), _rounds(size))


def _xlsxwriter(form: Book, file: Path) -> None:
    import xlsxwriter

    workbook = xlsxwriter.Workbook(file)
    sheet, style = workbook.add_worksheet(), workbook.add_format({"border": 1, "text_wrap": True})
    rows = cells(form)
    for number, line in enumerate(rows):
        sheet.write_row(number, 0, line, style)
    for merge in merges(form):
        sheet.merge_range(*merge, rows[merge[0]][merge[1]], style)
    workbook.close()


def excel_openpyxl(folder: Path, size: int) -> tuple[float, float]:
    """Our workbook; openpyxl with merge_cells."""
    form = book(size)
    return _ours(folder, size, ".xlsx"), best_of(lambda: _openpyxl(form, folder / "peer.xlsx"), rounds=1)


def _openpyxl(form: Book, file: Path) -> None:
    import openpyxl
    from openpyxl.styles import Alignment, Border, Side

    workbook = openpyxl.Workbook()
    sheet, line = workbook.active, Side(style="thin")
    for row in cells(form):
        sheet.append(row)
    for row in sheet.iter_rows():
        for cell in row:
            cell.border, cell.alignment = Border(line, line, line, line), Alignment(wrap_text=True)
    for r1, c1, r2, c2 in merges(form):
        sheet.merge_cells(start_row=r1 + 1, start_column=c1 + 1, end_row=r2 + 1, end_column=c2 + 1)
    workbook.save(file)


MEASURES = (
    Measure("PDF of the 批复表", "reportlab Table with spans", 1 / 50, TABLE_SIZES, in_folder(pdf)),
    *(
        [Measure("PDF of the 批复表", "LibreOffice on our .xlsx", 1 / 3, PRINTED_SIZES, in_folder(pdf_libreoffice))]
        if shutil.which("soffice")
        else []
    ),
    Measure("PDF of the 批复表", "10 × a tenth of it", LINEAR, LARGE_SIZES, in_folder(pdf_linear)),
    Measure("Excel of the 批复表", "XlsxWriter", 2, SIZES, in_folder(excel_xlsxwriter)),
    Measure("Excel of the 批复表", "openpyxl merge_cells", 1 / 10, (10_000,), in_folder(excel_openpyxl)),
)
