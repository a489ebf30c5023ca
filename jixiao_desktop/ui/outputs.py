"""输出: preview, paper, PDF, Excel. All of them come from the same pages and the same grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from os.path import exists
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from ..domain.book import Book
from ..domain.errors import UserError
from ..domain.findings import Finding
from ..domain.printing import FORMS, SELF_CHECK, SINGLE, SUMMARY
from ..domain.profile import Profile
from ..session import Session
from . import background
from .background import Work
from .messages import Role, ask, tell
from .settings import Settings

if TYPE_CHECKING:
    from .desk import Desk
    from .preview import Preview
    from .window import MainWindow

PDF, EXCEL, FLAT_CSV = "PDF 文件 (*.pdf)", "Excel 工作簿 (*.xlsx)", "明细表 (*.csv)"
BLANK = "空白工作簿 (*.xlsx *.xlsm)"
GO_ON, LOOK, INSTEAD = "仍然输出", "查看错误", "导出 PDF"


class Outputs:
    """The output desk of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._accepted: set[tuple[str, int, str | None]] = set()
        self.preview: Preview | None = None

    @property
    def _session(self) -> Session:
        session = self._window.session
        assert session is not None
        return session

    # preview and paper

    def print_preview(self) -> None:
        """打印预览: a window of its own that follows every edit; asked for again it comes to the front."""
        desk = self._window.desk
        assert desk is not None
        if self.preview is None or not self.preview.isVisible():
            self._open_preview(desk)
        assert self.preview is not None
        self.preview.show_cell(*desk.current_cell())
        self.preview.raise_()
        self.preview.activateWindow()

    def _open_preview(self, desk: Desk) -> None:
        from .preview import Preview

        if self.preview is not None:
            self.preview.deleteLater()
        self.preview = preview = Preview(desk.bridge)
        preview.jump.connect(desk.jump)
        preview.chosen.connect(self._back_to_cell)
        preview.wanted.connect(self._on_wanted)
        preview.other_wanted.connect(lambda: self._window.attempt(self._choose_by_other))
        desk.current_changed.connect(preview.show_cell)
        desk.destroyed.connect(preview.close)
        preview.show()

    def _back_to_cell(self, node: int, field: str) -> None:
        """Go on in the grid with the cell that was chosen on a page."""
        desk = self._window.desk
        if desk is not None:
            desk.jump(node, field)
            self._window.raise_()
            self._window.activateWindow()
            desk.view.setFocus()

    def _on_wanted(self, wanted: str) -> None:
        """Print or export the form that the preview shows."""
        desk = self._window.desk
        assert desk is not None
        desk.commit()
        form = self._session.book.facts.printing.form
        self._window.attempt(self.print_form if wanted == "print" else lambda: self._export_form(wanted, form))

    def _export_form(self, wanted: str, form: str) -> None:
        kind, ending = (PDF, ".pdf") if wanted == "export_pdf" else (EXCEL, ".xlsx")
        self._export(f"导出{form}", kind, ending, form=form)

    def _choose_by_other(self) -> None:
        """Choose the projects that differ from another file, to be printed alone."""
        from ..domain.comparison import changed_since

        assert self.preview is not None
        other = self._window.files.read_other("选择另一份填报文件或改过的表")
        if other is None:
            return
        book = self._session.book.copy()
        changed = background.run(self._owner, "正在比较……", lambda _work: changed_since(book, other.book, other.fields))
        if not changed:
            tell(self._owner, f"没有与 {other.name} 不同的项目。")
            return
        self.preview.panel.choose(changed)

    @property
    def _owner(self) -> QWidget:
        """The window that boxes stand before: the preview when the clerk is there."""
        shown = self.preview is not None and self.preview.isVisible() and self.preview.isActiveWindow()
        return self.preview if shown and self.preview is not None else self._window

    def print_form(self) -> None:
        """打印: ask for printer and pages, then print what the book's print settings say."""
        from ..export.settings import printed_pages
        from . import printing

        session = self._session
        book, profile, path = session.book.copy(), session.profile, session.path
        settings = book.facts.printing
        if not printing.can_ask():
            self._export_instead(settings.form)
            return
        if settings.form != SELF_CHECK and not self._go_on_with_errors("打印"):
            return
        owner = self._owner
        layout = background.run(owner, "正在排版……", lambda _work: printed_pages(book, profile, settings, path))
        shown = self.preview is not None and self.preview.isVisible()
        current = self.preview.pages.current_page() if shown and self.preview is not None else 1
        file = self._window.files.folder() / f"{proposed_name(session, self._window.settings, settings.form)}.pdf"
        chosen = printing.ask_printer(layout, current, owner, file)
        if chosen is None:
            return
        printer, pages = chosen
        if printing.is_file(printer):
            self._window.status.say(f"已打印到文件 {printing.write_file(layout, printer, pages)}")
        elif printing.print_pages(layout, printer, pages, owner):
            self._window.status.say(f"已送打印机，共 {len(pages)} 页")

    def _export_instead(self, form: str) -> None:
        """Say that there is no printer, and offer a PDF file that can be printed elsewhere."""
        answer = ask(
            self._owner, "这台电脑上没有打印机。",
            ((INSTEAD, Role.AcceptRole), ("取消", Role.RejectRole)),
            detail="可以导出 PDF，拿到有打印机的电脑上打印，印出来与这里看到的一样；或者先在系统设置中添加打印机。",
        )  # fmt: skip
        if answer == INSTEAD:
            self._export_form("export_pdf", form)

    # files

    def export_pdf(self) -> None:
        """导出 PDF of the 总表."""
        self._export("导出 PDF", PDF, ".pdf")

    def export_excel(self) -> None:
        """导出 Excel 报送版 of the 总表."""
        self._export("导出 Excel", EXCEL, ".xlsx")

    def export_excel_print(self) -> None:
        """导出 Excel 打印版 of the 总表."""
        self._export("导出 Excel 打印版", EXCEL, ".xlsx", print_layout=True)

    def export_excel_units(self) -> None:
        """导出 Excel 报送版 with a sheet for each unit."""
        self._export("导出 Excel", EXCEL, ".xlsx", each_unit=True)

    def export_declaration(self) -> None:
        """导出单项申报表, a project a page."""
        self._export("导出单项申报表", f"{PDF};;{EXCEL}", ".pdf", form=SINGLE)

    def export_self_check(self) -> None:
        """导出绩效目标自查表."""
        self._export("导出自查表", f"{PDF};;{EXCEL}", ".pdf", form=SELF_CHECK)

    def export_flat(self) -> None:
        """导出明细表, one row an indicator."""
        from ..export import FLAT

        self._export("导出明细表", f"{FLAT_CSV};;{EXCEL}", ".csv", form=FLAT)

    def export_template(self) -> None:
        """导出填报模板, with the book's rows as a beginning."""
        from ..export import TEMPLATE

        self._export("导出填报模板", EXCEL, ".xlsx", form=TEMPLATE)

    def batch(self) -> None:
        """批量输出: several books into one folder."""
        from .dialogs.batch import BatchDialog

        window = self._window
        BatchDialog(window.settings, window.session, window.files.folder(), window).exec()

    def file_names(self) -> None:
        """文件名格式: what exported files are called from now on."""
        from .dialogs.file_names import FileNamesDialog

        FileNamesDialog(self._window.settings, self._window.session, self._window).exec()

    def fill_blank(self) -> None:
        """填入空白工作簿: into a copy of the bureau's own workbook; what has no place in it is told."""
        if not self._go_on_with_errors("填入"):
            return
        folder = str(self._window.files.folder())
        name, _ = QFileDialog.getOpenFileName(self._window, "选择财政部门下发的空白工作簿", folder, BLANK)
        blank = Path(name)
        path = self._pick_target("保存填好的工作簿", f"工作簿 (*{blank.suffix})", blank.suffix) if name else None
        if path is None:
            return
        report = self._filled(blank, path)
        if report.count("。") > 1:
            tell(self._window, report)
        self._done(path)

    def _filled(self, blank: Path, path: Path) -> str:
        from ..export.blank import fill_blank

        book, profile = self._session.book.copy(), self._session.profile
        desk = self._window.desk
        current = desk.current_project() if desk is not None else None
        reports: list[str] = []

        def write(target: Path) -> None:
            reports.append(fill_blank(book, profile, blank, target, one=current))

        background.run(self._window, "正在填入……", lambda work: export_whole(work, path, write))
        return reports[0]

    def _export(
        self, title: str, kinds: str, ending: str, *, form: str = SUMMARY, print_layout: bool = False,
        each_unit: bool = False,
    ) -> None:  # fmt: skip
        if form in (SUMMARY, SINGLE) and not self._go_on_with_errors("导出"):
            return
        path = self._pick_target(title, kinds, ending, form, print_layout)
        if path is None:
            return
        session, notes = self._session, list[str]()
        book, profile, file = session.book.copy(), session.profile, session.path

        def write(target: Path) -> None:
            notes.extend(_write(book, profile, target, form, print_layout, file, each_unit=each_unit))

        background.run(self._owner, f"正在{title}……", lambda work: export_whole(work, path, write))
        self._done(path, [*notes, *_open_elsewhere(path)])

    def _done(self, path: Path, notes: Sequence[str] = ()) -> None:
        """Say where a file was written, and what the clerk should know of it."""
        self._window.settings.set("folder", str(path.parent))
        self._window.status.say(f"已导出 {path}")
        from .dialogs.exported import ExportedDialog

        ExportedDialog(path, self._owner, notes).exec()

    def _pick_target(
        self, title: str, kinds: str, ending: str, form: str = SUMMARY, print_layout: bool = False
    ) -> Path | None:
        from ..export import ENDINGS

        name = proposed_name(self._session, self._window.settings, form, print_layout)
        proposed = self._window.files.folder() / f"{name}{ending}"
        picked, kind = QFileDialog.getSaveFileName(self._owner, title, str(proposed), kinds)
        if not picked:
            return None
        path = Path(picked)
        if path.suffix.lower() in (*ENDINGS, ".xlsm"):
            return path
        whole = path.with_name(path.name + (".xlsx" if kind == EXCEL else ending))
        question = f"{whole.name} 已经存在，要替换吗？"
        answers = (("替换", Role.AcceptRole), ("取消", Role.RejectRole))
        return whole if not exists(whole) or ask(self._owner, question, answers) else None

    def _go_on_with_errors(self, verb: str) -> bool:
        """Ask once when errors remain; the same errors are not asked about again."""
        errors = [finding for finding in self._session.findings if finding.severity == "error"]
        fresh = [finding for finding in errors if finding.key not in self._accepted]
        if not fresh:
            return True
        answer = ask(
            self._owner,
            f"还有 {len(errors)} 处错误没有处理，仍要{verb}吗？",
            ((GO_ON, Role.AcceptRole), (LOOK, Role.ActionRole), ("取消", Role.RejectRole)),
            detail=_first_lines(errors),
        )
        if answer == GO_ON:
            self._accepted |= {finding.key for finding in errors}
        elif answer == LOOK:
            self._window.raise_()
            self._window.activateWindow()
            self._window.viewing.check()
        return answer == GO_ON


def _open_elsewhere(path: Path) -> list[str]:
    """A sentence when an office program shows the old file: where it can be replaced meanwhile (not on Windows)."""
    marks = (f".~lock.{path.name}#", f".~{path.name}", f"~${path.name}")  # LibreOffice, WPS, Microsoft
    if not any(exists(path.with_name(mark)) for mark in marks):
        return []
    return ["原来的文件好像还在另一个程序中打开着：那里是旧内容，请关闭后重新打开，不要在那里保存。"]


def proposed_name(session: Session, settings: Settings, form: str = SUMMARY, print_layout: bool = False) -> str:
    """Return the name, without ending, that an export is proposed with: by the clerk's pattern."""
    from ..export.naming import Named, file_name

    stem = session.path.stem if session.path else session.book.facts.title or ""
    named = Named(session.book, form, date.today(), stem=stem, print_layout=print_layout)
    return file_name(settings.get("file_name"), named)


def _first_lines(errors: list[Finding], count: int = 4) -> str:
    lines = [f"· {finding.message}" for finding in errors[:count]]
    return "\n".join([*lines, f"……共 {len(errors)} 处"] if len(errors) > count else lines)


def _write(
    book: Book, profile: Profile, target: Path, form: str, print_layout: bool, file: Path | None, *,
    each_unit: bool = False,
) -> list[str]:  # fmt: skip
    """Export by the book's print settings; return what the clerk should know: rare characters, a part only."""
    from ..export import export_book
    from ..export.settings import chosen_words, options_of, paper_of

    printing = replace(book.facts.printing, form=form)
    if form not in FORMS:
        return export_book(book, profile, target, form=form)
    options = replace(options_of(book, printing, file), each_unit=each_unit)
    warnings = export_book(book, profile, target, form, print_layout, paper=paper_of(printing), options=options)
    words = chosen_words(book, options)
    return [*([f"按打印设置，只输出了{words}。"] if words else []), *warnings]


def export_whole(work: Work, path: Path, write: Callable[[Path], None]) -> None:
    """Write beside `path` first; only when nobody cancelled does it take its place. Raises UserError, Cancelled."""
    from ..storage.atomic import replacing

    with replacing(path) as draft:
        try:
            write(draft)
        except UserError as error:  # the clerk knows the file by its own name
            raise UserError(str(error).replace(str(draft), str(path))) from error
        work.progress(1, 1)
