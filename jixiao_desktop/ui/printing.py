"""Paper: the pages of the preview sent to a printer, or by the printer to a PDF file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from ..domain.errors import UserError
from ..typesetting import Document
from .painting import paint_page

_POINTS_PER_INCH = 72.0


def make_printer(layout: Document) -> QPrinter:
    """Return a printer set to the layout's sheet, without margins of its own: the pages have theirs."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    page = layout.paper
    size = QPageSize(QSizeF(min(page.width, page.height), max(page.width, page.height)), QPageSize.Unit.Point)
    landscape = page.width > page.height
    turned = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, turned, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    printer.setDocName(layout.title)
    printer.setCreator("绩效目标编报")
    return printer


def ask_printer(layout: Document, current_page: int, parent: QWidget | None) -> tuple[QPrinter, list[int]] | None:
    """Let the clerk choose printer, pages and copies; return them, or None when it was cancelled."""
    printer = make_printer(layout)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setMinMax(1, layout.count)
    dialog.setFromTo(1, layout.count)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, True)
    if not dialog.exec():
        return None
    return printer, chosen_pages(printer, layout.count, current_page)


def chosen_pages(printer: QPrinter, count: int, current_page: int) -> list[int]:
    """Return the page numbers that the print dialog chose, copies collated where the printer cannot make them."""
    match printer.printRange():
        case QPrinter.PrintRange.CurrentPage:
            pages = [current_page]
        case QPrinter.PrintRange.PageRange if printer.fromPage():
            pages = list(range(printer.fromPage(), min(printer.toPage(), count) + 1))
        case _:
            pages = list(range(1, count + 1))
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    return pages * copies


def print_pages(layout: Document, printer: QPrinter, pages: Sequence[int], parent: QWidget | None = None) -> bool:
    """Draw these pages on the printer; False when the clerk cancelled. Raises UserError when it does not answer."""
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("打印机没有响应，请检查打印机是否打开、是否缺纸，再试一次。")
    box = QProgressDialog("正在打印……", "取消", 0, len(pages), parent)
    box.setWindowTitle("打印")
    scale = printer.resolution() / _POINTS_PER_INCH
    try:
        for place, number in enumerate(pages):
            if place:
                printer.newPage()
            paint_page(painter, layout.page(number), scale)
            box.setValue(place + 1)
            QApplication.processEvents()
            if box.wasCanceled():
                printer.abort()
                return False
    finally:
        painter.end()
        box.close()
        box.deleteLater()
    return True
