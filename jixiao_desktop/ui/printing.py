"""Paper: the pages of the preview sent to a printer, or by the printer to a PDF file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QBoxLayout, QLineEdit, QProgressDialog, QPushButton, QWidget

from ..domain.errors import UserError
from ..typesetting import Document
from .dialogs.base import room_of
from .painting import paint_page
from .widgets import label

NO_PRINTER = "这台电脑上没有打印机，可以打印到 PDF 文件，到别处打印。"
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


def has_printer() -> bool:
    """True when the system knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def can_ask() -> bool:
    """True when there is something to choose: a printer, or the file that Qt's own dialog prints to (not Windows')."""
    return has_printer() or sys.platform != "win32"


def ask_printer(
    layout: Document, current_page: int, parent: QWidget | None, file: Path | None = None
) -> tuple[QPrinter, list[int]] | None:  # fmt: skip
    """Let the clerk choose printer, pages and copies; return them, or None when it was cancelled.

    `file` is what a PDF file is proposed to be called, where the system's dialog offers to print to one.
    """
    printer = make_printer(layout)
    dialog = _dialog(printer, layout, parent, file, opened=True)
    if dialog.sizeHint().height() > room_of(dialog).height():
        dialog.deleteLater()
        dialog = _dialog(printer, layout, parent, file, opened=False)
    if not dialog.exec():
        return None
    return printer, chosen_pages(printer, layout.count, current_page)


def _dialog(
    printer: QPrinter, layout: Document, parent: QWidget | None, file: Path | None, *, opened: bool
) -> QPrintDialog:  # fmt: skip
    """Make the dialog; in Qt's own (not the system's) propose a file, and when `opened` show pages and copies."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印　{layout.title}　共 {layout.count} 页")
    dialog.setMinMax(1, layout.count)
    dialog.setFromTo(1, layout.count)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, True)
    for button in dialog.findChildren(QPushButton):
        if opened and ">>" in button.text():
            button.click()
    field = dialog.findChild(QLineEdit, "filename")
    if field is not None and file is not None:
        field.setText(str(file))
    box = dialog.layout()
    if field is not None and isinstance(box, QBoxLayout) and not has_printer():
        box.insertWidget(0, label(NO_PRINTER, "alert"))
    return dialog


def chosen_pages(printer: QPrinter, count: int, current_page: int) -> list[int]:
    """Return the page numbers that the print dialog chose, in its order, with copies that the printer cannot make."""
    match printer.printRange():
        case QPrinter.PrintRange.CurrentPage:
            pages = [current_page]
        case QPrinter.PrintRange.PageRange:
            pages = _listed(printer, count) or list(range(1, count + 1))
        case _:
            pages = list(range(1, count + 1))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    if is_file(printer) or printer.supportsMultipleCopies():
        return pages
    if printer.collateCopies():
        return pages * printer.copyCount()
    return [page for page in pages for _ in range(printer.copyCount())]


def _listed(printer: QPrinter, count: int) -> list[int]:
    """The pages of a list such as 1-3,5, or from one page to another, as far as there are such pages."""
    ranges = [(part.from_, part.to) for part in printer.pageRanges().toRangeList()]
    if not ranges and printer.fromPage():
        ranges = [(printer.fromPage(), printer.toPage())]
    return [page for first, last in ranges for page in range(max(1, first), min(last, count) + 1)]


def is_file(printer: QPrinter) -> bool:
    """True when the clerk chose to print to a PDF file."""
    return printer.outputFormat() == QPrinter.OutputFormat.PdfFormat


def write_file(layout: Document, printer: QPrinter, pages: Sequence[int]) -> Path:
    """Write these pages to the PDF file that the print dialog named, as 导出 PDF would; return where it is.

    Raises UserError when it cannot be written.
    """
    from ..export.pdf import write_pdf
    from ..storage.atomic import replacing

    path = Path(printer.outputFileName())
    with replacing(path) as temporary:
        write_pdf(layout, temporary, pages)
    return path


def print_pages(layout: Document, printer: QPrinter, pages: Sequence[int], parent: QWidget | None = None) -> bool:
    """Draw these pages on the printer; False when the clerk cancelled. Raises UserError when it does not answer."""
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("打印机没有响应，请检查打印机是否打开、是否缺纸，再试一次。")
    box = QProgressDialog("正在打印……", "取消", 0, len(pages), parent)
    box.setWindowTitle("打印")
    box.setWindowModality(Qt.WindowModality.WindowModal)
    scale = printer.resolution() / _POINTS_PER_INCH
    try:
        for place, number in enumerate(pages):
            if place and not printer.newPage():
                raise UserError(f"打印到第 {pages[place - 1]} 页时打印机停止了，请检查是否缺纸、卡纸，再打印其余的页。")
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
