"""Pictures of the window and of every dialog, for the manual and to be looked at.

    python packaging/screenshots.py [FOLDER] [--dark] [--large]

With --dark or --large everything is taken in the dark or with large text, to be looked at, not to be kept.
The window is the real one with the 2024 form rolled over to 2025 and a few cells filled in; nothing is drawn by hand.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources" / "samples" / "2024-approval-form.txt"
DIALOGS = (
    "new", "new_year", "book_facts", "add_unit", "add_project", "add_indicator", "share_weights", "choose_profile",
    "go_to", "undo_list", "shortcuts", "about", "file_names", "edit_goal", "mend_all", "rules_page",
)  # fmt: skip
LOOKS = {"--dark": "scheme_dark", "--large": "size_large"}
COLOURS = 256
PAGE_DOTS = {"总表": 90, "单项申报表": 80}
"""How many dots an inch of a printed page's picture has."""
PAUSE = 200  # ms


def main(arguments: list[str]) -> int:
    """Take all pictures into the folder."""
    folders = [argument for argument in arguments if not argument.startswith("--")]
    folder = Path(folders[0]) if folders else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as state:
        for name in ("STATE", "CONFIG"):
            os.environ[f"XDG_{name}_HOME"] = str(Path(state) / name.lower())
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen_of(state, 1366, 768)}"
        os.environ["QT_SCALE_FACTOR"] = "1"
        camera = Camera(folder)
        for option, action in LOOKS.items():
            if option in arguments:
                camera.window.trigger(action)
        camera.take_all(dark="--dark" in arguments)
    return 0


class Camera:
    """Shows one thing after another and keeps its picture."""

    def __init__(self, folder: Path) -> None:
        from jixiao_desktop.ui import start

        self.folder = folder
        self.window = start([])
        self.window.resize(1366, 768)

    def take_all(self, *, dark: bool) -> None:
        """Take every picture; the window in the dark too, unless everything is."""
        self.take(self.window, "start")
        self.window.files.open_path(SAMPLE)
        self.take(self.window, "window-doubts")
        self.window.session.history.mark_saved()
        self.window.trigger("close_book")
        self.open_next_year()
        self.window_pictures()
        for name in DIALOGS:
            self.modal(name, f"dialog-{name.replace('_', '-')}")
        self.special_dialogs()
        self.printed_pages()
        self.preview()
        self.batch()
        if not dark:
            self.dark()
        self.small()
        self.window.session.history.mark_saved()
        self.window.close()

    def take(self, widget, name: str) -> None:  # type: ignore[no-untyped-def]
        """Keep a widget's picture."""
        settle()
        path = self.folder / f"{name}.png"
        if not widget.grab().save(str(path)):
            raise SystemExit(f"cannot write {path}")
        make_small(path)
        print(name, flush=True)

    def modal(self, action: str, name: str) -> None:
        """Trigger an action, keep the picture of the dialog that it opens, and cancel the dialog."""
        self.with_modal(lambda: self.window.trigger(action), name)

    def with_modal(self, call: Callable[[], object], name: str) -> None:
        """Keep the picture of the dialog that `call` opens, and cancel it."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication, QDialog

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                self.take(dialog, name)
                dialog.reject()
            else:
                print(f"{name}: no dialog", file=sys.stderr)

        QTimer.singleShot(200, look)
        call()

    def open_next_year(self) -> None:
        """Open the sample, roll it over and work a little."""
        from jixiao_desktop import profiles, reading
        from jixiao_desktop.domain import commands
        from jixiao_desktop.domain.rollover import roll_over
        from jixiao_desktop.session import Session

        draft = reading.read(SAMPLE, SAMPLE.name, profile=profiles.load())
        session = Session(roll_over(draft.book, 2025))
        self.window.show_session(session)
        project = next(p for p in session.book.projects() if (p.code or "").endswith("792"))
        first, second = session.book.children(project.id)[:2]
        session.run(commands.set_cell(second, "value", "520"))
        session.run(commands.mark_reviewed([first]))
        settle()
        self.window.desk.jump(second, "value")

    def window_pictures(self) -> None:
        """The window in each view."""
        self.take(self.window, "window")
        for view in ("show_table", "show_overview"):
            self.window.trigger(view)
            self.take(self.window, f"window-{view.removeprefix('show_')}")
        self.window.trigger("show_tree")
        self.window.viewing.search("gyxgw")
        self.window.desk.bottom.finder.new.setText("公益岗")
        self.window.desk.bottom.finder.wanted.setText("公益性岗位")
        self.window.desk.bottom.finder.refresh()
        self.take(self.window, "window-find")
        panel = self.window.desk.panel
        folded = panel.isHidden()  # in large text the window has no room for it of its own accord
        panel.show()
        panel.show_page(1)
        self.take(panel, "panel-goal")
        panel.show_page(0)
        panel.setHidden(folded)
        self.window.trigger("check")

    def special_dialogs(self) -> None:
        """Dialogs that are reached otherwise than by an action alone."""
        from jixiao_desktop import profiles, reading
        from jixiao_desktop.ui.dialogs.exported import ExportedDialog
        from jixiao_desktop.ui.dialogs.finding_notes import ExplainDialog, WaiveDialog
        from jixiao_desktop.ui.dialogs.fix_preview import FixDialog
        from jixiao_desktop.ui.dialogs.import_preview import ImportDialog

        window = self.window
        draft = reading.read(SAMPLE, SAMPLE.name, profile=profiles.load())
        self.with_modal(lambda: ImportDialog(draft, SAMPLE.name, True, window).exec(), "dialog-import")
        for finding in window.session.findings[:1]:
            self.with_modal(lambda f=finding: ExplainDialog(window.session.book, f, window).exec(), "dialog-explain")
            self.with_modal(lambda f=finding: WaiveDialog(window.session.book, f, window).exec(), "dialog-waive")
            if finding.fixes:
                self.with_modal(lambda f=finding: FixDialog(window.session, f, f.fixes[0], window).exec(), "dialog-fix")
        window.trigger("manual")
        self.take(window.helping.manual_dialog, "dialog-manual")
        window.helping.manual_dialog.close()
        self.with_modal(
            lambda: ExportedDialog(Path("绩效", "723001_2025绩效目标申报表.pdf"), window).exec(), "dialog-exported"
        )
        self.differences()
        self.crash_and_former_versions()
        self.with_modal(window.files.leave, "dialog-unsaved")

    def crash_and_former_versions(self) -> None:
        """What a power cut left behind, and what a file held before it was saved."""
        from datetime import datetime

        from jixiao_desktop import storage
        from jixiao_desktop.ui.dialogs.former_versions import FormerVersionsDialog
        from jixiao_desktop.ui.dialogs.recovery import RecoveryDialog

        book, title = self.window.session.book, self.window.session.book.facts.title
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "2025绩效目标申报表.jixiao")
            for _ in range(3):
                storage.save_book(book, file)
            self.with_modal(lambda: FormerVersionsDialog(file, self.window).exec(), "dialog-former-versions")
            left = storage.Recoverable(Path(), title, file, datetime(2024, 10, 21, 10, 32), 14, False)
            self.with_modal(lambda: RecoveryDialog([left], self.window).exec(), "dialog-recovery")

    def differences(self) -> None:
        """What a colleague changed in a copy of the form."""
        from jixiao_desktop.domain import commands
        from jixiao_desktop.domain.comparison import ON_FORM, differences
        from jixiao_desktop.domain.history import History
        from jixiao_desktop.ui.dialogs.differences import DifferencesDialog

        mine = self.window.session.book
        theirs = mine.copy()
        first, second, *_, last = mine.projects()
        row, goal = next(mine.indicators(first.id)), (first.objective or "").replace("，", "、", 1)
        cells = [(first.id, "budget", "4.50"), (first.id, "objective", goal), (row.id, "value", "200")]
        history = History(theirs)
        history.run(commands.set_cells(cells, "改"))
        history.run(commands.duplicate(mine.children(second.id)[0]))
        history.run(commands.remove([mine.children(last.id)[1]]))
        found = differences(mine, theirs, ON_FORM)
        self.with_modal(lambda: DifferencesDialog(found, mine, "改过.xlsx", self.window).exec(), "dialog-differences")

    def printed_pages(self) -> None:
        """The approved form as it is printed, and the form of one project, out of their PDF files."""
        from pypdfium2 import PdfDocument

        from jixiao_desktop import profiles, reading
        from jixiao_desktop.domain.plain import from_plain, to_plain
        from jixiao_desktop.domain.printing import SINGLE, SUMMARY
        from jixiao_desktop.export import export_book

        profile = profiles.load()
        approved = reading.read(SAMPLE, SAMPLE.name, profile=profile).book
        declared = from_plain(to_plain(approved) | {"stage": "一上稿"})
        pages = ((approved, SUMMARY, 1, "form-page-1"), (approved, SUMMARY, 2, "form-page-2"),
                 (declared, SINGLE, 6, "single-form"))  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            for book, form, number, name in pages:
                file = Path(folder, f"{name}.pdf")
                export_book(book, profile, file, form=form)
                scale = PAGE_DOTS[form] / 72
                PdfDocument(str(file))[number - 1].render(scale=scale).to_pil().save(self.folder / f"{name}.png")
                make_small(self.folder / f"{name}.png")
                print(name, flush=True)

    def preview(self) -> None:
        """The print preview with its settings, on a small screen and in the dark; the print dialog."""
        from jixiao_desktop.ui import printing

        self.window.trigger("print_preview")
        preview = self.window.outputs.preview
        wait(lambda: preview.pages.layout_shown is not None)
        self.take(preview, "preview")
        preview.resize(1093, 614)
        self.take(preview, "preview-1093x614")
        preview.resize(1280, 760)
        self.window.trigger("scheme_dark")
        self.take(preview, "preview-dark")
        self.window.trigger("scheme_light")
        layout, file = preview.pages.layout_shown, Path("2025绩效目标申报表.pdf")
        self.with_modal(lambda: printing.ask_printer(layout, 1, preview, file), "dialog-print")
        preview.close()

    def batch(self) -> None:
        """Three books of offices and a damaged file put out into one folder."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication, QMessageBox

        from jixiao_desktop.storage import save_book
        from jixiao_desktop.ui.dialogs.batch import BatchDialog

        def go_on() -> None:
            box = QApplication.activeModalWidget()
            if isinstance(box, QMessageBox):
                box.buttons()[0].click()

        with tempfile.TemporaryDirectory() as folder:
            books = Path(folder) / "各单位"
            books.mkdir()
            for name in ("就业服务局", "社会保险局", "农业农村局"):
                save_book(self.window.session.book, books / f"{name}.jixiao")
            (books / "打不开的.jixiao").write_text("?")
            dialog = BatchDialog(self.window.settings, self.window.session, books, self.window)
            dialog.add_books([books])
            dialog.folder.setText("各单位/输出")
            dialog.show()
            self.take(dialog, "dialog-batch")
            dialog.folder.setText(str(books / "输出"))
            timer = QTimer(interval=50)
            timer.timeout.connect(go_on)
            timer.start()
            dialog.accept_button.click()
            wait(lambda: dialog.accept_button.text() == "完成")
            timer.stop()
            self.take(dialog, "dialog-batch-done")
            dialog.close()

    def dark(self) -> None:
        """The window in the dark."""
        self.window.trigger("scheme_dark")
        self.take(self.window, "window-dark")
        self.window.trigger("scheme_light")

    def small(self) -> None:
        """The window on 1366×768 at 125 % and at 200 %."""
        for width, height in ((1093, 614), (683, 384)):
            for _ in range(6):  # the layout lets go of what it hid only after some events
                self.window.resize(width, height)
                settle()
            self.take(self.window, f"window-{width}x{height}")


def screen_of(folder: str, width: int, height: int) -> Path:
    """Describe a screen of this size to Qt and return the file that does: dialogs fit themselves to it."""
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    path = Path(folder, "screen.json")
    path.write_text(json.dumps({"synchronousWindowSystemEvents": True, "screens": [screen]}), "utf-8")
    return path


def make_small(path: Path) -> None:
    """Write a picture again with a palette: windows have few colours, and the pictures travel with the program."""
    from PIL import Image

    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(  # kmeans: the surfaces keep their exact colours
            COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
        )
    few.save(path, optimize=True)


def settle() -> None:
    """Let Qt lay out and paint, and what waits for a pause of the typing be counted."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    for _ in range(8):
        QApplication.processEvents()
    QTest.qWait(PAUSE)


def wait(true: Callable[[], bool]) -> None:
    """Let the program work until something is true."""
    from PySide6.QtTest import QTest

    for _ in range(400):
        if true():
            return
        QTest.qWait(25)
    raise SystemExit("the program did not get ready")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
