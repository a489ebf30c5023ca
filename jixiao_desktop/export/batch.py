"""批量输出: several books into one folder or archive. One bad book stops nothing; a list says what became of each.

A batch is gone through in steps that the caller drives, so that it can show progress and stop between two files:
`examine` each book, look at `existing`, then `run`, then `write_list`.
"""

from __future__ import annotations

import csv
import io
import logging
import zipfile
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from os.path import exists, isdir  # a name too long is no error to them
from pathlib import Path
from tempfile import TemporaryDirectory

from .. import profiles
from ..domain.book import Book, Unit
from ..domain.errors import UserError
from ..domain.printing import FORMS, SELF_CHECK, SUMMARY
from ..domain.profile import Profile
from ..forms import Options
from . import FLAT, export_book, naming
from .settings import paper_of

_LOG = logging.getLogger(__name__)
LIST_NAME, ARCHIVE = "输出清单.csv", ".zip"
PDF, EXCEL, PRINT_EXCEL, CSV, JSON = "pdf", "xlsx", "xlsx-print", "csv", "json"
FORMATS = {PDF: "PDF", EXCEL: "Excel 报送版", PRINT_EXCEL: "Excel 打印版", CSV: "明细 CSV", JSON: "数据 JSON"}
_WITHOUT_FORM = {CSV: FLAT, JSON: JSON}
_LIST_HEADER = ("填报文件", "单位", "表", "输出文件", "结果")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is made of each book: forms and formats, a file for each unit or one for the book, and the names."""

    forms: tuple[str, ...] = (SUMMARY,)
    formats: tuple[str, ...] = (PDF,)
    by_unit: bool = False
    pattern: str = naming.DEFAULT
    day: date = field(default_factory=date.today)
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One file to be written: from which book, of which unit (None: all), which form in which format."""

    source: Path
    unit: int | None
    unit_name: str
    form: str
    format: str
    target: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task, or of a book that could not be opened (target None): a sentence when it failed."""

    source: Path
    unit_name: str = ""
    form: str = ""
    target: Path | None = None
    failure: str | None = None
    warnings: tuple[str, ...] = ()


def books_in(paths: Iterable[Path]) -> list[Path]:
    """Return the books that paths name: a file itself, of a folder all `.jixiao` files in it and below, in order."""
    found: dict[Path, None] = {}
    for path in paths:
        found.update(dict.fromkeys(_books_below(path) if isdir(path) else [path]))
    return list(found)


def _books_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.jixiao") if path.is_file() and not path.name.startswith("."))


class Batch:
    """The outputs of several books. `tasks`, `outcomes` and `errors` (findings by book) grow as it goes on."""

    def __init__(self, sources: Iterable[Path], folder: Path, wish: Wish) -> None:
        self.sources, self.folder, self.wish = list(sources), folder, wish
        self.tasks: list[Task] = []
        self.outcomes: list[Outcome] = []
        self.errors: dict[Path, int] = {}
        self.list_name = LIST_NAME
        self._together = naming.Together()
        self._taken: set[str] = {LIST_NAME.casefold()}

    def examine(self, *, review: bool = False) -> Generator[Path, None, None]:
        """Open each book and plan its files; yields each book when it was looked at. With `review` errors are counted.

        A book that cannot be opened becomes an outcome.
        """
        for source in self.sources:
            try:
                book = _open(source)
                if review:
                    self._review(source, book)
                self.tasks.extend(self._tasks(source, book))
            except Exception as error:  # whatever it is, the other books are put out
                self.outcomes.append(Outcome(source, failure=_sentence(source, error)))
            yield source

    def _review(self, source: Path, book: Book) -> None:
        from ..rules import review

        found = review(book, self._profile(book))
        self.errors[source] = sum(finding.severity == "error" for finding in found)

    def _profile(self, book: Book) -> Profile:
        return self.wish.profile or profiles.of_book(book.facts)

    def _tasks(self, source: Path, book: Book) -> Iterator[Task]:
        units: list[Unit | None] = [None]
        if self.wish.by_unit:
            units = [unit for unit in book.units() if book.children(unit.id)]
            if not units:
                raise UserError(f"{source} 中没有可以按单位输出的项目。")
        for unit in units:
            yield from self._tasks_of_unit(source, book, unit)

    def _tasks_of_unit(self, source: Path, book: Book, unit: Unit | None) -> Iterator[Task]:
        for form, kind in _combinations(self.wish):
            named = naming.Named(book, form, self.wish.day, unit, source.stem, kind == PRINT_EXCEL)
            self._together.add(named)
            name = naming.numbered(naming.file_name(self.wish.pattern, named) + _ending(kind), self._taken)
            words = unit.label if unit else ""
            yield Task(source, unit.id if unit else None, words, form, kind, self.folder / name)

    def existing(self) -> list[Path]:
        """Return the planned files, the list among them, that stand there already."""
        planned = [*(task.target for task in self.tasks), self.folder / self.list_name]
        return [path for path in planned if exists(path)]

    def keep_existing(self) -> None:
        """Give every planned file that stands there already a name with a number."""
        self._taken |= {path.name.casefold() for path in self.folder.iterdir()} if isdir(self.folder) else set()
        self.tasks = [self._renamed(task) if exists(task.target) else task for task in self.tasks]
        if exists(self.folder / self.list_name):
            self.list_name = naming.numbered(LIST_NAME, self._taken)

    def _renamed(self, task: Task) -> Task:
        return replace(task, target=task.target.with_name(naming.numbered(task.target.name, self._taken)))

    def run(self) -> Generator[Outcome, None, None]:
        """Write the planned files, each whole or not at all; yields what became of each. Stop whenever you like.

        Raises UserError when the folder cannot be made.
        """
        self._make_folder()
        for source, tasks in groupby(self.tasks, attrgetter("source")):
            yield from self._run_book(source, list(tasks))

    def _make_folder(self) -> None:
        from ..storage.words import reason

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(f"不能建立文件夹 {self.folder}：{reason(error)}。请换一个位置。") from error

    def _run_book(self, source: Path, tasks: list[Task]) -> Generator[Outcome, None, None]:
        try:
            book = _open(source)
        except Exception as error:  # it may have changed since it was examined
            self.outcomes.append(Outcome(source, failure=_sentence(source, error)))
            yield self.outcomes[-1]
            return
        for task in tasks:
            self.outcomes.append(self._run_task(book, task))
            yield self.outcomes[-1]

    def _run_task(self, book: Book, task: Task) -> Outcome:
        printing = book.facts.printing
        each_unit = printing.each_unit and task.unit is None and task.form in (SUMMARY, SELF_CHECK)
        unit = None if task.unit is None else frozenset({task.unit})
        options = Options(unit, note=printing.note, each_unit=each_unit)
        form = task.form if task.form in FORMS or task.form == FLAT else SUMMARY
        made = Outcome(task.source, task.unit_name, task.form, task.target)
        try:
            warnings = export_book(
                book, self._profile(book), task.target, form, task.format == PRINT_EXCEL, paper=paper_of(printing),
                options=options,
            )  # fmt: skip
        except Exception as error:  # whatever it is, the other files are written
            return replace(made, failure=_sentence(task.source, error))
        return replace(made, warnings=tuple(warnings))

    @property
    def failures(self) -> list[Outcome]:
        """What could not be done."""
        return [outcome for outcome in self.outcomes if outcome.failure]

    @property
    def written(self) -> list[Path]:
        """The files that were written."""
        return [outcome.target for outcome in self.outcomes if outcome.target and not outcome.failure]

    @property
    def results(self) -> list[Path]:
        """The files that one would send on."""
        return self.written

    def write_list(self) -> Path:
        """Write 输出清单.csv into the folder: what became of each book and file. Raises UserError."""
        from ..storage.atomic import replacing

        path = self.folder / self.list_name
        with replacing(path) as temporary:
            temporary.write_bytes(self._list())
        return path

    def _list(self) -> bytes:
        from .tables import safe

        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(_LIST_HEADER)
        for o in self.outcomes:
            result = f"没有输出：{o.failure}" if o.failure else "；".join(["已输出", *o.warnings])
            target = o.target.name if o.target and not o.failure else ""
            rows.writerow([safe(part) for part in (str(o.source), o.unit_name, o.form, target, result)])
        return text.getvalue().encode("utf-8-sig", "replace")


class PackedBatch(Batch):
    """The outputs of several books and their list in one archive, as a mail takes it; whole, or not there.

    `target` is the archive, or the folder in which it gets a name by the pattern.
    """

    def __init__(self, sources: Iterable[Path], target: Path, wish: Wish) -> None:
        given = target.suffix.lower() == ARCHIVE and not isdir(target)
        super().__init__(sources, target.parent if given else target, wish)
        self._archive_name = target.name if given else ""
        self.done = False

    @property
    def archive(self) -> Path:
        """The archive; its name is known when the books were examined."""
        return self.folder / (self._archive_name or naming.file_name(self.wish.pattern, self._together) + ARCHIVE)

    def existing(self) -> list[Path]:
        """Return the archive when it stands there already."""
        return [self.archive] if exists(self.archive) else []

    def keep_existing(self) -> None:
        """Give the archive a name with a number when it stands there already."""
        taken = {path.name.casefold() for path in self.folder.iterdir()} if isdir(self.folder) else set()
        self._archive_name = naming.numbered(self.archive.name, taken)

    def run(self) -> Generator[Outcome, None, None]:
        """Write the archive file by file; yields what became of each. Stopped before the end, it is not there.

        Raises UserError when the archive cannot be written, and when there is nothing to put into it.
        """
        from ..storage.atomic import replacing

        if not self.tasks:
            return
        self._make_folder()
        with (
            replacing(self.archive) as temporary,
            TemporaryDirectory(prefix="jixiao-") as drafts,
            zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as packed,
        ):
            for source, tasks in groupby(self.tasks, attrgetter("source")):
                for outcome in self._run_book(source, [_in_folder(task, Path(drafts)) for task in tasks]):
                    _move_into(packed, outcome)
                    yield outcome
            if not self.written:
                raise UserError(f"没有一份能输出，没有生成压缩包。{self.failures[0].failure}")
            packed.writestr(self.list_name, self._list())
        self.done = True

    @property
    def results(self) -> list[Path]:
        """The archive, when it was written."""
        return [self.archive] if self.done else []


def _in_folder(task: Task, folder: Path) -> Task:
    return replace(task, target=folder / task.target.name)


def _move_into(packed: zipfile.ZipFile, outcome: Outcome) -> None:
    """Put the file that was written into the archive; the draft goes. Raises OSError."""
    if outcome.target and not outcome.failure:
        packed.write(outcome.target, outcome.target.name)
        outcome.target.unlink()


def _sentence(source: Path, error: Exception) -> str:
    """Return what the clerk is told of a failure; what nobody foresaw goes into the log in detail."""
    if isinstance(error, UserError):
        return str(error)
    _LOG.error("%s could not be put out", source, exc_info=error)
    return f"{source} 没有输出：程序出错（{error}），详细情况已记入日志。"


def _open(source: Path) -> Book:
    from ..storage import open_book

    return open_book(source).book


def _ending(kind: str) -> str:
    return f".{EXCEL if kind == PRINT_EXCEL else kind}"


def _combinations(wish: Wish) -> Iterator[tuple[str, str]]:
    """Forms with the formats that they have: a flat table is no PDF, CSV and JSON have no form."""
    for kind in wish.formats:
        if kind in _WITHOUT_FORM:
            yield _WITHOUT_FORM[kind], kind
            continue
        for form in wish.forms:
            if form != FLAT or kind == EXCEL:
                yield form, kind
