"""A book's own print settings as the paper and the choice of rows that the forms are laid out with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..domain.book import Book
from ..domain.comparison import changed_since, changed_since_last_year
from ..domain.errors import UserError
from ..domain.printing import SINGLE, Margins, Printing
from ..domain.profile import Profile
from ..forms import Options
from ..typesetting import Document, Paper, paper
from . import form_pages

SINCE = {"all": "全部项目", "last_year": "与上年不同的项目", "saved": "上次保存后改过的项目"}
"""What can be chosen by what has changed, as a clerk calls it."""


def paper_of(printing: Printing) -> Paper:
    """Return the paper that a book's settings describe, landscape."""
    sheet = paper(printing.paper).bound(printing.edge)
    if printing.margins is not None:
        left, right, top, bottom = printing.margins
        sheet = replace(sheet, left_mm=left, right_mm=right, top_mm=top, bottom_mm=bottom)
    return replace(sheet, watermark=printing.watermark, fresh_pages=printing.fresh_pages)


def margins_of(printing: Printing) -> Margins:
    """Return left, right, top and bottom margin in mm: the book's own, or the usual ones of its binding edge."""
    sheet = paper_of(printing)
    return sheet.left_mm, sheet.right_mm, sheet.top_mm, sheet.bottom_mm


def options_of(book: Book, printing: Printing, file: Path | None = None) -> Options:
    """Return what of a book its settings print; records that are gone count not, and none left of them means all.

    `file` is the book as it was saved (None: never, then everything is new). Raises UserError when no project has
    changed, and when the file cannot be read.
    """
    units = _present(printing.units, {unit.id for unit in book.units()})
    projects = _present(printing.projects, {project.id for project in book.projects()})
    if printing.since != "all":
        changed = changed_since_last_year(book) if printing.since == "last_year" else _changed_since_saved(book, file)
        projects = changed if projects is None else projects & changed
        if not any(units is None or project.parent in units for project in map(book.project, projects)):
            raise UserError(f"没有{SINCE[printing.since]}，没有可输出的内容；请在打印预览的设置中改为“全部项目”。")
    return Options(units, projects, printing.note, each_unit=printing.each_unit and printing.form != SINGLE)


def _present(wanted: frozenset[int] | None, known: set[int]) -> frozenset[int] | None:
    return (wanted & known or None) if wanted is not None else None


def _changed_since_saved(book: Book, file: Path | None) -> frozenset[int]:
    from ..storage import open_book

    if file is None:
        return frozenset(project.id for project in book.projects())
    return changed_since(book, open_book(file).book)


def chosen_words(book: Book, options: Options) -> str | None:
    """Return in words what is printed when that is not the whole book: 所选的 2 个项目（共 8 个）; else None."""
    everything = list(book.projects())
    printed = [
        project
        for project in everything
        if (options.units is None or project.parent in options.units)
        and (options.projects is None or project.id in options.projects)
    ]
    if len(printed) == len(everything):
        return None
    return f"所选的 {len(printed)} 个项目（共 {len(everything)} 个）"


def printed_pages(book: Book, profile: Profile, printing: Printing, file: Path | None = None) -> Document:
    """Return the pages that a book's settings print. Raises UserError as `options_of` and `form_grids` do."""
    return form_pages(book, profile, printing.form, options_of(book, printing, file), paper_of(printing))
