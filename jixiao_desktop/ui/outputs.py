"""输出: preview, paper, PDF, Excel. All of them come from the same pages and the same grid."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ..domain.book import Book
from ..domain.findings import Finding
from ..domain.profile import Profile
from ..session import Session
from . import background
from .background import Work
from .messages import Role, ask, tell

if TYPE_CHECKING:
    from .preview import Preview
    from .window import MainWindow

PDF, EXCEL, FLAT = "PDF 文件 (*.pdf)", "Excel 工作簿 (*.xlsx)", "明细表 (*.csv)"
BLANK = "空白工作簿 (*.xlsx *.xlsm)"
GO_ON, LOOK = "仍然输出", "查看错误"


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
        """打印预览: stays open beside the window and follows every edit."""
        from .preview import Preview

        desk = self._window.desk
        assert desk is not None
        if self.preview is not None:
            self.preview.close()
        preview = Preview(desk.bridge, self._window)
        preview.jump.connect(desk.jump)
        preview.wanted.connect(self._window.trigger)
        desk.destroyed.connect(preview.close)
        self.preview = preview
        preview.show()

    def print_form(self) -> None:
        """打印: ask for printer and pages, then print the pages of the preview."""
        from ..export import form_pages
        from ..typesetting import A4
        from . import printing

        if not self._go_on_with_errors("打印"):
            return
        book, profile = self._session.book.copy(), self._session.profile
        shown = self.preview if self.preview is not None and self.preview.isVisible() else None
        paper, form = (shown.paper, shown.form) if shown else (A4, "总表")
        layout = background.run(self._window, "正在排版……", lambda _work: form_pages(book, profile, form, paper=paper))
        chosen = printing.ask_printer(layout, shown.pages.current_page() if shown else 1, self._window)
        if chosen and printing.print_pages(layout, *chosen, self._window):
            self._window.status.say(f"已送打印机，共 {len(chosen[1])} 页")

    # files

    def export_pdf(self) -> None:
        """导出 PDF of the 总表."""
        self._export("导出 PDF", PDF, ".pdf")

    def export_excel(self) -> None:
        """导出 Excel 报送版 of the 总表."""
        self._export("导出 Excel", EXCEL, ".xlsx")

    def export_excel_print(self) -> None:
        """导出 Excel 打印版 of the 总表."""
        self._export("导出 Excel 打印版", EXCEL, ".xlsx", suffix="_打印版", print_layout=True)

    def export_declaration(self) -> None:
        """导出单项申报表, a project a page."""
        self._export("导出单项申报表", f"{PDF};;{EXCEL}", ".pdf", suffix="_单项申报表", form="单项申报表")

    def export_self_check(self) -> None:
        """导出绩效目标自查表."""
        self._export("导出自查表", f"{PDF};;{EXCEL}", ".pdf", suffix="_自查表", form="自查表")

    def export_flat(self) -> None:
        """导出明细表, one row an indicator."""
        self._export("导出明细表", FLAT, ".csv", suffix="_明细", official=False)

    def export_template(self) -> None:
        """导出填报模板, with the book's rows as a beginning."""
        self._export("导出填报模板", EXCEL, ".xlsx", suffix="_填报模板", form="填报模板", official=False)

    def fill_blank(self) -> None:
        """填入空白工作簿: into a copy of the bureau's own workbook; what has no place in it is told."""
        if not self._go_on_with_errors("填入"):
            return
        folder = str(self._window.files.folder())
        name, _ = QFileDialog.getOpenFileName(self._window, "选择财政部门下发的空白工作簿", folder, BLANK)
        blank = Path(name)
        path = (
            self._pick_target("保存填好的工作簿", f"工作簿 (*{blank.suffix})", "_上报", blank.suffix) if name else None
        )
        if path is None:
            return
        report = self._filled(blank, path)
        self._window.settings.set("folder", str(path.parent))
        self._window.status.say(f"已导出 {path}")
        if report.count("。") > 1:
            tell(self._window, report)
        self._show_exported(path)

    def _filled(self, blank: Path, path: Path) -> str:
        from ..export.blank import fill_blank

        book, profile = self._session.book.copy(), self._session.profile
        reports: list[str] = []

        def write(target: Path) -> None:
            reports.append(fill_blank(book, profile, blank, target))

        background.run(self._window, "正在填入……", lambda work: export_whole(work, path, write))
        return reports[0]

    def _export(
        self, title: str, kinds: str, ending: str, *, suffix: str = "", form: str = "总表", print_layout: bool = False,
        official: bool = True,
    ) -> None:  # fmt: skip
        if official and form == "总表" and not self._go_on_with_errors("导出"):
            return
        path = self._pick_target(title, kinds, suffix, ending)
        if path is None:
            return
        session = self._session
        book, profile = session.book.copy(), session.profile
        background.run(
            self._window,
            f"正在{title}……",
            lambda work: export_whole(work, path, lambda target: _write(book, profile, target, form, print_layout)),
        )
        self._window.settings.set("folder", str(path.parent))
        self._window.status.say(f"已导出 {path}")
        self._show_exported(path)

    def _show_exported(self, path: Path) -> None:
        from .dialogs.exported import ExportedDialog

        ExportedDialog(path, self._window).exec()

    def _pick_target(self, title: str, kinds: str, suffix: str, ending: str) -> Path | None:
        proposed = self._window.files.folder() / f"{suggested(self._session)}{suffix}{ending}"
        name, kind = QFileDialog.getSaveFileName(self._window, title, str(proposed), kinds)
        if not name:
            return None
        path = Path(name)
        wanted = ".xlsx" if kind == EXCEL else ending
        return path if path.suffix else path.with_suffix(wanted)

    def _go_on_with_errors(self, verb: str) -> bool:
        """Ask once when errors remain; the same errors are not asked about again."""
        errors = [finding for finding in self._session.findings if finding.severity == "error"]
        fresh = [finding for finding in errors if finding.key not in self._accepted]
        if not fresh:
            return True
        answer = ask(
            self._window,
            f"还有 {len(errors)} 处错误没有处理，仍要{verb}吗？",
            ((GO_ON, Role.AcceptRole), (LOOK, Role.ActionRole), ("取消", Role.RejectRole)),
            detail=_first_lines(errors),
        )
        if answer == GO_ON:
            self._accepted |= {finding.key for finding in errors}
        elif answer == LOOK:
            self._window.viewing.check()
        return answer == GO_ON


def suggested(session: Session) -> str:
    """Return the name that exports are proposed with."""
    from .files import suggested_name

    return suggested_name(session)


def _first_lines(errors: list[Finding], count: int = 4) -> str:
    lines = [f"· {finding.message}" for finding in errors[:count]]
    return "\n".join([*lines, f"……共 {len(errors)} 处"] if len(errors) > count else lines)


def _write(book: Book, profile: Profile, target: Path, form: str, print_layout: bool) -> None:
    from ..export import export_book

    export_book(book, profile, target, form=form, print_layout=print_layout)


def export_whole(work: Work, path: Path, write: Callable[[Path], None]) -> None:
    """Write into a folder of its own first; only when nobody cancelled does it replace `path`, at once."""
    from ..storage.atomic import replacing

    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        draft = Path(folder) / f"draft{path.suffix}"
        write(draft)
        work.progress(1, 1)
        with replacing(path) as target:
            target.write_bytes(draft.read_bytes())
