"""What leaves the program: official forms as PDF and Excel, flat tables, plain data; always whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from pathlib import Path

from ..domain.book import Book
from ..domain.errors import UserError
from ..domain.plain import to_plain
from ..domain.profile import Profile
from ..forms import Grid, Options, summary_grid
from ..typesetting import A4, Paper

FORMS = ("总表",)
ENDINGS = (".pdf", ".xlsx", ".csv", ".json")


def form_grid(book: Book, profile: Profile, form: str = "总表", options: Options | None = None) -> Grid:
    """Return the grid of an official form by its Chinese name. Raises UserError for an unknown one."""
    makers: dict[str, Callable[[Book, Profile, Options], Grid]] = {"总表": summary_grid}
    maker = makers.get(form)
    if maker is None:
        raise UserError(f"没有名为“{form}”的表，可选的有：{'、'.join(FORMS)}。")
    return maker(book, profile, options or Options())


def export_book(
    book: Book, profile: Profile, out_path: Path | str, form: str = "总表", print_layout: bool = False,
    units: Collection[str] | None = None, projects: Collection[str] | None = None, paper: Paper = A4,
) -> None:  # fmt: skip
    """Write a book by the file's ending: .pdf and .xlsx an official form, .csv a flat table, .json the whole book.

    `units` and `projects` (codes or names) choose what is printed. An existing file is replaced at once or, when
    anything fails, left as it was. Raises UserError for an unknown ending, form, unit or project, and when the file
    cannot be written.
    """
    from ..storage.atomic import replacing

    path = Path(out_path)
    writer = _writer(book, profile, path, form, print_layout, units, projects, paper)
    with replacing(path) as temporary:
        writer(temporary)


def _writer(
    book: Book, profile: Profile, path: Path, form: str, print_layout: bool, units: Collection[str] | None,
    projects: Collection[str] | None, paper: Paper,
) -> Callable[[Path], None]:  # fmt: skip
    """Choose and check everything before the output file is touched."""
    from .tables import selected, write_csv

    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UserError(f"不能输出“{ending or path.name}”格式，请用 {'、'.join(ENDINGS)} 结尾的文件名。")
    options = selected(book, units, projects)
    if ending == ".csv":
        return lambda target: write_csv(book, target, options)
    if ending == ".json":
        return lambda target: write_json(book, target)
    grid = form_grid(book, profile, form, options)
    if ending == ".pdf":
        return lambda target: _write_pdf(grid, target, paper)
    return lambda target: _write_excel(grid, target, paper, print_layout, book.facts.stage)


def write_json(book: Book, path: Path) -> None:
    """Write the whole book as `jixiao-book` JSON in UTF-8."""
    path.write_text(json.dumps(to_plain(book), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_pdf(grid: Grid, path: Path, paper: Paper) -> None:
    from ..typesetting import typeset
    from .pdf import write_pdf

    write_pdf(typeset(grid, paper), path)


def _write_excel(grid: Grid, path: Path, paper: Paper, print_layout: bool, stage: str) -> None:
    from .excel import write_excel

    write_excel(grid, path, paper=paper, print_layout=print_layout, stage=stage)
