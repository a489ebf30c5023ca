"""新建, 打开, 导入, 保存, 编制下年度, 恢复, 关闭: what the window does with files, in a clerk's order and words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QFileDialog

from .. import profiles, resources, storage
from ..domain import commands
from ..domain.book import Book
from ..domain.errors import UserError
from ..domain.moments import day_and_time
from ..session import ChangedElsewhere, Session
from . import background
from .messages import Role, ask, tell

if TYPE_CHECKING:
    from .dialogs.import_preview import Draft
    from .window import MainWindow

OWN = "填报文件 (*.jixiao)"
_OTHERS = "*.xlsx *.xls *.pdf *.docx *.ods *.odt *.xml *.txt *.csv *.json *.html *.htm"
READABLE, FOREIGN = f"能读入的文件 (*.jixiao {_OTHERS})", f"上年的表 ({_OTHERS})"
ALL = "所有文件 (*)"
QUICK_BYTES = 256 << 10  # some thousand rows: opened within a few frames
_MAGIC = b"SQLite format 3\x00"
SAVE, DONT_SAVE, CANCEL = "保存", "不保存", "取消"


def is_own(path: Path) -> bool:
    """Tell whether a path is meant as one of our own files: by its ending or its first bytes."""
    if path.suffix.lower() == ".jixiao":
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


class OtherCopy(NamedTuple):
    """Another copy of the open book: its content, its file's name, and the fields that it can speak of (None: all)."""

    book: Book
    name: str
    fields: frozenset[str] | None


class Files:
    """The file desk of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def _session(self) -> Session:
        session = self._window.session
        assert session is not None
        return session

    # opening

    def new(self) -> None:
        """新建: an empty book for a year."""
        from .dialogs.new_book import NewBookDialog

        dialog = NewBookDialog(self._window)
        if not dialog.exec():
            return
        year, profile, first_unit = dialog.year(), dialog.profile(), dialog.first_unit()
        if self.leave():
            session = Session.new(year, profile)
            if first_unit:
                session.run(first_unit)
            self._window.show_session(session)

    def open(self) -> None:
        """打开: one of our own files, or a form of last year in any shape that can be read."""
        path = self._pick("打开", READABLE, OWN, ALL)
        if path:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a file or read a foreign one as a new book. Raises UserError."""
        if is_own(path):
            self._open_own(path)
        else:
            self._adopt(self._read(path), path)

    def open_at_once(self, path: Path) -> bool:
        """Open one of our own files before the window shows, so that its first picture is the form.

        False, and nothing done, when that would keep the clerk waiting or fails: then `open_path` does it and tells.
        """
        try:
            if not is_own(path) or path.stat().st_size > QUICK_BYTES:
                return False
            session = Session.open(path, review=False)
        except (OSError, UserError):
            return False
        self._show_opened(session, path)
        return True

    def _open_own(self, path: Path) -> None:
        current = self._window.session
        if current is not None and current.path is not None and current.path.resolve() == path.resolve():
            self._window.status.say(f"{path.name} 已经打开")
            return
        session = background.run(self._window, f"正在打开 {path.name}……", lambda _work: Session.open(path))
        if not self.leave():
            session.close(discard=True)
            return
        self._show_opened(session, path)

    def _show_opened(self, session: Session, path: Path) -> None:
        self._window.settings.remember_file(path)
        self._window.show_session(session)

    def _read(self, path: Path) -> Draft:
        from .. import reading

        profile = self._window.session.profile if self._window.session else profiles.load()
        return background.run(
            self._window, f"正在读入 {path.name}……", lambda _work: reading.read(path, path.name, profile=profile)
        )

    def _adopt(self, draft: Draft, path: Path) -> None:
        """Make a draft the open book, not yet saved; its doubts stand in the list of 待核对项."""
        if not self.leave():
            return
        session = Session(draft.book)
        session.history.mark_modified()
        self._window.settings.remember_file(path)
        self._window.show_session(session)
        self._say_read(draft.book, len(draft.doubts), path.name)

    def _say_read(self, book: Book, doubts: int, name: str) -> None:
        self._window.status.say(f"已读入 {name}：{counts(book)}，待核对 {doubts} 处")
        if doubts and self._window.desk:
            self._window.desk.bottom.show_page(self._window.desk.bottom.doubts)

    def import_form(self) -> None:
        """导入: read a file, show what was found, then put it into this book or a new one."""
        from .dialogs.import_preview import CURRENT_BOOK, ImportDialog

        path = self._pick("导入", FOREIGN, READABLE, ALL)
        if not path:
            return
        draft = self._read_any(path)
        dialog = ImportDialog(draft, path.name, self._window.session is not None, self._window)
        if not dialog.exec():
            return
        if dialog.target() == CURRENT_BOOK:
            self._session.run(commands.import_book(draft.book, f"导入 {path.name}"))
            self._say_read(draft.book, len(draft.doubts), path.name)
        else:
            self._adopt(draft, path)

    def compare(self) -> None:
        """与另一份比较: what is different in another copy, and what the clerk takes over from it, in one step."""
        from ..domain.comparison import accept, differences
        from .dialogs.differences import DifferencesDialog

        other = self.read_other("与另一份比较")
        if other is None:
            return
        found = differences(self._session.book, other.book, other.fields)
        if not found:
            tell(self._window, f"{other.name} 与当前填报的内容相同。")
            return
        dialog = DifferencesDialog(found, self._session.book, other.name, self._window)
        if dialog.exec() and (chosen := dialog.chosen()):
            self._session.run(accept(chosen, f"采纳 {other.name} 中的修改"))
            self._window.status.say(f"已采纳 {other.name} 中的 {len(chosen)} 处修改")

    def read_other(self, title: str) -> OtherCopy | None:
        """Let the clerk pick another copy of the book, in any shape, and read it; None when it was cancelled."""
        from ..domain.comparison import said_by

        path = self._pick(title, READABLE, ALL)
        if not path:
            return None
        book = self._read_any(path).book
        return OtherCopy(book, path.name, None if is_own(path) else said_by(book))

    def _read_any(self, path: Path) -> Draft:
        if not is_own(path):
            return self._read(path)
        from .dialogs.import_preview import FoundBook

        return FoundBook(storage.open_book(path).book)

    def sample(self) -> None:
        """Read the sample form that comes with the program."""
        self.open_path(resources.path("samples", "2024-approval-form.txt"))

    def begin_last_year(self) -> None:
        """从上年文件开始: open last year's form, then prepare the next year's."""
        path = self._pick("选择上年的表", READABLE, ALL)
        if path:
            self.open_path(path)
            if self._window.session is not None:
                self.new_year()

    # the next year

    def new_year(self) -> None:
        """编制下年度: the next year's draft becomes the open book."""
        from ..domain.rollover import roll_over
        from .dialogs.new_year import NewYearDialog

        dialog = NewYearDialog(self._session.book, self._window)
        if not dialog.exec():
            return
        year = dialog.year()
        draft = roll_over(self._session.book, year, keep_values=dialog.keep_values())
        cells = dialog.chosen_cells(draft)
        if not self.leave():
            return
        session = Session(draft, self._session.profile)
        session.history.mark_modified()
        if cells:
            session.run(commands.set_cells(cells, "更新文字中的年份"))
        self._window.show_session(session)
        self._window.status.say(f"{year} 年草稿已生成，{counts(draft)}，带入的内容均为未核对")

    # saving

    def save(self) -> bool:
        """保存: into the file; a new book asks where. Returns False when the clerk cancelled."""
        session = self._session
        if session.path is None:
            return self.save_as()
        try:
            warning = background.run(self._window, "正在保存……", lambda _work: session.save())
        except ChangedElsewhere as error:
            tell(self._window, str(error))
            return self.save_as()
        self._saved(warning)
        return True

    def save_as(self) -> bool:
        """另存为: into another file. Returns False when the clerk cancelled."""
        session = self._session
        path = self._pick_target("另存为", self.folder() / f"{suggested_name(session)}.jixiao", OWN)
        if path is None:
            return False
        warning = background.run(self._window, "正在保存……", lambda _work: session.save_as(path))
        self._saved(warning)
        return True

    def _saved(self, warning: str | None) -> None:
        session = self._session
        if session.path:
            self._window.settings.remember_file(session.path)
            self._window.status.say(f"已保存到 {session.path}")
        self._window.refresh_title()
        if warning:
            tell(self._window, warning)

    def leave(self) -> bool:
        """Close the open book; ask 保存/不保存/取消 when it has unsaved changes. False: stay."""
        session = self._window.session
        if session is None:
            return True
        discard = False
        if session.modified:
            answer = self._ask_to_save(session)
            if answer is None or (answer == SAVE and not self.save()):
                return False
            discard = answer == DONT_SAVE
        session.close(discard=discard)
        return True

    def _ask_to_save(self, session: Session) -> str | None:
        name = session.path.name if session.path else session.book.facts.title or "未保存的填报"
        return ask(
            self._window,
            f"要保存“{name}”的修改吗？",
            ((SAVE, Role.AcceptRole), (DONT_SAVE, Role.DestructiveRole), (CANCEL, Role.RejectRole)),
            detail="选择“不保存”将放弃上次保存以后的修改。",
        )

    def close_book(self) -> None:
        """关闭: the book, not the program."""
        if self.leave():
            self._window.close_session()

    def start_page(self) -> None:
        """开始页: closes the book first."""
        if self._window.session is None or self.leave():
            self._window.close_session()

    def quit(self) -> None:
        """退出."""
        self._window.close()

    def former_versions(self) -> None:
        """历史版本: a former version becomes the open book, not saved anywhere yet."""
        from .dialogs.former_versions import FormerVersionsDialog

        path = self._session.path
        if path is None:
            raise UserError("这份填报还没有保存过，没有历史版本。")
        dialog = FormerVersionsDialog(path, self._window)
        if not dialog.exec() or (chosen := dialog.chosen()) is None:
            return
        book = storage.open_book(chosen.path).book
        if self.leave():
            session = Session(book)
            session.history.mark_modified()
            self._window.show_session(session)
            self._window.status.say(f"已打开 {day_and_time(chosen.replaced_at)} 以前的版本，尚未保存")

    def book_facts(self) -> None:
        """填报信息: year, stage, title, who filled it in."""
        from .dialogs.book_facts import BookFactsDialog

        dialog = BookFactsDialog(self._session.book.facts, self._window)
        if dialog.exec() and (command := dialog.command()):
            self._session.run(command)

    # recovery

    def offer_recovery(self) -> None:
        """恢复: once at the start, offer what a crash left behind."""
        found = Session.recoverable()
        if not found:
            return
        from .dialogs.recovery import RecoveryDialog

        dialog = RecoveryDialog(found, self._window)
        chosen = dialog.chosen() if dialog.exec() else None
        discarded = dialog.discarded()
        if chosen and self.leave():
            self._window.show_session(Session.recover(chosen))
            self._window.status.say("已恢复上次没有保存的内容，请核对后保存")
        for item in discarded:
            storage.discard(item)

    # picking files

    def folder(self) -> Path:
        """Return the folder to begin looking in: the open file's, else the last one used."""
        session = self._window.session
        if session and session.path:
            return session.path.parent
        remembered = self._window.settings.get("folder")
        return Path(remembered) if remembered and Path(remembered).is_dir() else Path.home()

    def _pick(self, title: str, *filters: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._window, title, str(self.folder()), ";;".join(filters))
        return Path(name) if name else None

    def _pick_target(self, title: str, proposed: Path, kind: str) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(self._window, title, str(proposed), kind)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(proposed.suffix)


def counts(book: Book) -> str:
    """Return 8 个项目、67 条指标 of a book."""
    return f"{sum(1 for _ in book.projects())} 个项目、{sum(1 for _ in book.indicators())} 条指标"


def suggested_name(session: Session) -> str:
    """Return the name that a book's files are proposed with: 723001单位_2025绩效目标申报表_一上稿."""
    from ..domain.stage import form_name

    facts = session.book.facts
    unit = next(session.book.units(), None)
    owner = f"{unit.code or ''}{unit.name or ''}_" if unit else ""
    name = f"{owner}{facts.year or ''}{form_name(facts.stage)}_{facts.stage}"
    return "".join("_" if character in '\\/:*?"<>|\n' else character for character in name)
