"""Exports of the window: names by pattern, what the print settings leave out is said, errors are asked about once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from jixiao_desktop import profiles
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.printing import Printing
from jixiao_desktop.export import form_pages, naming
from jixiao_desktop.ui import printing, settings
from jixiao_desktop.ui.dialogs.exported import ExportedDialog
from jixiao_desktop.ui.printing import make_printer, print_pages
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


def text_of(path: Path) -> str:
    with pdfplumber.open(path) as document:
        return "".join(page.extract_text() or "" for page in document.pages)


def close(box: QDialog) -> None:
    assert isinstance(box, ExportedDialog)
    box.accept()


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("export_pdf", "绩效目标申报表_一上_{day}.pdf"),
        ("export_excel", "绩效目标申报表_一上_{day}.xlsx"),
        ("export_excel_print", "绩效目标申报表打印版_一上_{day}.xlsx"),
        ("export_excel_units", "绩效目标申报表_一上_{day}.xlsx"),
        ("export_declaration", "单项申报表_一上_{day}.pdf"),
        ("export_self_check", "绩效目标自查表_一上_{day}.pdf"),
        ("export_csv", "指标明细表_一上_{day}.csv"),
        ("export_template", "填报模板_一上_{day}.xlsx"),
    ],
)
def test_every_export_is_proposed_by_the_pattern(
    whole: MainWindow,
    saving: Callable[[Path], list[Path]],
    tmp_path: Path,
    answering: Answering,
    action: str,
    name: str,
) -> None:
    expected = f"723001隍源县就业服务局(本级)_2024{name.format(day=f'{date.today():%m%d}')}"
    out = tmp_path / f"出{Path(name).suffix}"
    proposed = saving(out)
    session = whole.session
    assert session is not None and session.book.facts.stage == "一上稿"
    answering(lambda: whole.trigger(action), close)
    assert [path.name for path in proposed] == [expected]
    assert out.stat().st_size > 1000


def test_a_pattern_is_changed_with_an_example_and_used_from_then_on(
    whole: MainWindow, saving: Callable[[Path], list[Path]], tmp_path: Path, answering: Answering
) -> None:
    def change(box: QDialog) -> None:
        line, example = box.findChild(QLineEdit, "pattern"), box.findChild(QLabel, "example")
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        QTest.mouseClick(box.findChild(QToolButton, "field_年度"), Qt.MouseButton.LeftButton)
        line.insert("/{没有}")
        assert "没有“没有”这一栏" in example.text()
        assert not box.accept_button.isEnabled()  # type: ignore[attr-defined]
        for _ in range(4):
            QTest.keyClick(line, Qt.Key.Key_Backspace)
        QTest.mouseClick(box.findChild(QToolButton, "field_表名"), Qt.MouseButton.LeftButton)
        assert example.text() == "例如：2024_绩效目标申报表.xlsx"
        QTest.keyClick(line, Qt.Key.Key_Return)

    answering(lambda: whole.trigger("file_names"), change)
    assert whole.settings.get("file_name") == "{年度}/{表名}"
    proposed = saving(tmp_path / "出.pdf")
    answering(lambda: whole.trigger("export_pdf"), close)
    assert proposed[0].name == "2024_绩效目标申报表.pdf"


def test_a_name_without_an_ending_gets_one_and_an_existing_file_is_asked_about(
    whole: MainWindow, saving: Callable[[Path], list[Path]], tmp_path: Path, answering: Answering
) -> None:
    saving(tmp_path / "申报表.2025年")
    answering(lambda: whole.trigger("export_pdf"), close)
    first = (tmp_path / "申报表.2025年.pdf").read_bytes()
    assert first.startswith(b"%PDF")
    (tmp_path / "申报表.2025年.pdf").write_text("别人的")
    answering(lambda: whole.trigger("export_pdf"), lambda box: box.reject())
    assert (tmp_path / "申报表.2025年.pdf").read_text() == "别人的"


def test_what_the_print_settings_leave_out_is_said_after_the_export(
    whole: MainWindow, saving: Callable[[Path], list[Path]], tmp_path: Path, answering: Answering
) -> None:
    session = whole.session
    assert session is not None
    first = next(session.book.projects())
    session.set_printing(Printing(projects=frozenset({first.id}), watermark="草稿"))
    saving(tmp_path / "出.pdf")
    said: list[str] = []

    def read(box: QDialog) -> None:
        said.append(box.findChild(QLabel, "notes").text())
        box.accept()

    answering(lambda: whole.trigger("export_pdf"), read)
    assert said == ["按打印设置，只输出了所选的 1 个项目（共 8 个）。"]
    assert "63012300024T000000338" not in text_of(tmp_path / "出.pdf")


def test_a_character_that_no_font_has_is_named_after_the_export(
    whole: MainWindow, saving: Callable[[Path], list[Path]], tmp_path: Path, answering: Answering
) -> None:
    session = whole.session
    assert session is not None
    session.run(commands.set_cell(next(session.book.indicators()).id, "name", "完成\U0001f600情况"))
    saving(tmp_path / "出.pdf")
    said: list[str] = []

    def read(box: QDialog) -> None:
        said.append(box.findChild(QLabel, "notes").text())
        box.accept()

    answering(lambda: whole.trigger("export_pdf"), read)
    assert "U+1F600" in said[0] and "完成" in said[0]


def test_errors_are_asked_about_once_and_not_again_for_the_same(
    window_2024: MainWindow, saving: Callable[[Path], list[Path]], tmp_path: Path, answering: Answering
) -> None:
    saving(tmp_path / "出.pdf")

    def cancel(box: QDialog) -> None:
        assert "还有 1 处错误" in box.text()  # type: ignore[attr-defined]
        QTest.keyClick(box, Qt.Key.Key_Escape)

    answering(lambda: window_2024.trigger("export_pdf"), cancel)
    assert not (tmp_path / "出.pdf").exists()
    boxes: list[str] = []

    def go_on(box: QDialog) -> None:
        boxes.append(box.objectName())
        next(b for b in box.findChildren(QPushButton) if b.text() in ("仍然输出", "完成")).click()

    _answer_all(lambda: window_2024.trigger("export_declaration"), go_on)
    _answer_all(lambda: window_2024.trigger("export_pdf"), go_on)
    assert boxes == ["message", "exported_dialog", "exported_dialog"]


def _answer_all(call: Callable[[], object], answer: Callable[[QDialog], object]) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QProgressDialog

    seen: list[QDialog] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QDialog) and not isinstance(box, QProgressDialog) and box not in seen:
            seen.append(box)
            answer(box)

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    call()
    timer.stop()


def test_the_previews_buttons_export_the_form_that_it_shows(
    whole: MainWindow, saving: Callable[[Path], list[Path]], tmp_path: Path, answering: Answering, qtbot: QtBot
) -> None:
    session = whole.session
    assert session is not None
    session.set_printing(Printing(form="单项申报表"))
    whole.trigger("print_preview")
    preview = whole.outputs.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.pages.layout_shown is not None, timeout=20_000)
    proposed = saving(tmp_path / "单项.pdf")
    answering(preview.findChild(QToolButton, "preview_export_pdf").click, close)
    assert "单项申报表" in proposed[0].name
    assert "项目支出绩效目标申报表" in text_of(tmp_path / "单项.pdf")
    preview.close()


def test_the_usual_pattern_of_the_settings_is_that_of_the_exports() -> None:
    assert settings.FILE_NAME == naming.DEFAULT


# after an export


def test_the_file_is_copied_as_a_file_manager_would(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "申报 表.pdf"
    path.write_text("x")
    box = ExportedDialog(path)
    qtbot.addWidget(box)
    box.show()
    QTest.mouseClick(box.findChild(QPushButton, "copy_file"), Qt.MouseButton.LeftButton)
    data = QGuiApplication.clipboard().mimeData()
    assert data.urls() == [QUrl.fromLocalFile(str(path))]
    gnome = bytes(data.data("x-special/gnome-copied-files").data()).decode()
    assert gnome == f"copy\n{path.as_uri()}"
    assert "已复制" in box.findChild(QLabel, "said").text()


def test_file_and_folder_are_opened_by_the_system_or_it_is_said(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    works = True

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return works

    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(open_url))
    monkeypatch.setattr("jixiao_desktop.ui.dialogs.exported.sys.platform", "linux")
    box = ExportedDialog(tmp_path / "表.xlsx")
    qtbot.addWidget(box)
    box.show()
    for name in ("open_file", "open_folder"):
        QTest.mouseClick(box.findChild(QPushButton, name), Qt.MouseButton.LeftButton)
    assert opened == [str(tmp_path / "表.xlsx"), str(tmp_path)]
    assert not box.findChild(QLabel, "said").text()
    works = False
    QTest.mouseClick(box.findChild(QPushButton, "open_file"), Qt.MouseButton.LeftButton)
    assert "没有打开 .xlsx 文件的程序" in box.findChild(QLabel, "said").text()


# print


def test_printing_to_a_file_gives_our_own_pdf_of_the_chosen_pages(
    whole: MainWindow, saving: Callable[[Path], list[Path]], tmp_path: Path, answering: Answering
) -> None:
    saving(tmp_path / "导出.pdf")
    answering(lambda: whole.trigger("export_pdf"), close)

    def printing(name: str, pages: str = "") -> Callable[[QDialog], None]:
        def reply(box: QDialog) -> None:
            assert isinstance(box, QPrintDialog)
            assert "共 4 页" in box.windowTitle()
            printer = box.printer()
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(tmp_path / name))
            if pages:
                printer.setPrintRange(QPrinter.PrintRange.PageRange)
                printer.setPageRanges(type(printer.pageRanges()).fromString(pages))
            box.done(QDialog.DialogCode.Accepted)

        return reply

    answering(lambda: whole.trigger("print"), printing("打印.pdf"))
    assert (tmp_path / "打印.pdf").read_bytes() == (tmp_path / "导出.pdf").read_bytes()
    answering(lambda: whole.trigger("print"), printing("几页.pdf", "1,3-9"))
    with pdfplumber.open(tmp_path / "几页.pdf") as document:
        words = [page.extract_text().splitlines()[-1] for page in document.pages]
    assert words == ["第 1 页 共 4 页", "第 3 页 共 4 页", "第 4 页 共 4 页"]


def test_the_print_dialog_shows_pages_and_copies_and_proposes_a_file(whole: MainWindow, answering: Answering) -> None:
    def look(box: QDialog) -> None:
        field = box.findChild(QLineEdit, "filename")
        assert field is None or "绩效目标申报表" in field.text()
        texts = {button.text() for button in box.findChildren(QPushButton)}
        assert not any(">>" in text for text in texts)
        box.reject()

    answering(lambda: whole.trigger("print"), look)


@pytest.fixture
def paper_printer(whole: MainWindow, monkeypatch: pytest.MonkeyPatch) -> QPrinter:
    """A printer of paper that cannot make copies itself."""
    assert whole.session is not None
    made = make_printer(form_pages(whole.session.book, profiles.load()))
    monkeypatch.setattr(printing, "is_file", lambda _printer: False)
    monkeypatch.setattr(type(made), "supportsMultipleCopies", lambda _printer: False)
    return made


def test_copies_are_collated_where_the_printer_cannot_make_them(paper_printer: QPrinter) -> None:
    paper_printer.setPrintRange(QPrinter.PrintRange.PageRange)
    paper_printer.setFromTo(1, 2)
    paper_printer.setCopyCount(2)
    paper_printer.setCollateCopies(True)
    assert printing.chosen_pages(paper_printer, 4, 1) == [1, 2, 1, 2]
    paper_printer.setCollateCopies(False)
    assert printing.chosen_pages(paper_printer, 4, 1) == [1, 1, 2, 2]


def test_paper_comes_last_page_first_when_asked_for(paper_printer: QPrinter) -> None:
    paper_printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    paper_printer.setCopyCount(2)
    assert printing.chosen_pages(paper_printer, 3, 1) == [3, 2, 1, 3, 2, 1]


def test_a_printer_that_stops_is_said_with_the_page_that_it_stopped_at(
    whole: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = whole.session
    assert session is not None
    layout = form_pages(session.book, profiles.load())
    printer = make_printer(layout)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    monkeypatch.setattr(type(printer), "newPage", lambda _printer: False)
    with pytest.raises(UserError, match="打印到第 3 页时打印机停止了"):
        print_pages(layout, printer, [3, 4], whole)


def test_without_a_printer_windows_is_not_asked_for_one_but_a_pdf_of_the_form_in_sight_is_offered(
    whole: MainWindow, saving: Callable[[Path], list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    monkeypatch.setattr("jixiao_desktop.ui.printing.sys.platform", "win32")
    session = whole.session
    assert session is not None
    session.set_printing(Printing(form="单项申报表"))
    saving(tmp_path / "代替.pdf")
    said: list[str] = []

    def reply(box: QDialog) -> None:
        if isinstance(box, QMessageBox):
            said.append(f"{box.text()}{box.informativeText()}")
            QTest.keyClick(box, Qt.Key.Key_Return)
        else:
            close(box)

    _answer_all(lambda: whole.trigger("print"), reply)
    assert "这台电脑上没有打印机" in said[0] and "导出 PDF" in said[0]
    assert "项目支出绩效目标申报表" in text_of(tmp_path / "代替.pdf")


@pytest.mark.parametrize("names", [[], ["办公室"]])
def test_the_dialog_says_when_there_is_only_a_file_to_print_to(
    whole: MainWindow, answering: Answering, monkeypatch: pytest.MonkeyPatch, names: list[str]
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: names))
    said: list[str] = []

    def look(box: QDialog) -> None:
        said.extend(label.text() for label in box.findChildren(QLabel) if label.isVisible())
        box.reject()

    answering(lambda: whole.trigger("print"), look)
    assert any("这台电脑上没有打印机" in text for text in said) is not bool(names)


@pytest.mark.parametrize(("room", "opened"), [(QSize(1358, 728), True), (QSize(675, 344), False)])
def test_the_dialog_shows_pages_and_copies_at_once_where_the_screen_has_room_for_them(
    whole: MainWindow, answering: Answering, monkeypatch: pytest.MonkeyPatch, room: QSize, opened: bool
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    monkeypatch.setattr("jixiao_desktop.ui.printing.room_of", lambda _widget: room)

    def look(box: QDialog) -> None:
        copies = box.findChild(QSpinBox, "copies")
        assert copies is not None and copies.isVisible() is opened
        assert box.width() <= room.width() and box.height() <= room.height()
        for part in (*box.findChildren(QPushButton), *box.findChildren(QLineEdit), *box.findChildren(QLabel)):
            if part.isVisible():
                assert part.height() >= part.minimumSizeHint().height(), part.objectName()
        box.reject()

    answering(lambda: whole.trigger("print"), look)
