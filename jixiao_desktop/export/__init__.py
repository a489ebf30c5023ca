"""What leaves the program: official forms as PDF and Excel, flat tables, plain data; always whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.book import Book
from ..domain.errors import UserError
from ..domain.plain import to_plain
from ..domain.printing import FORMS, SELF_CHECK, SINGLE, SUMMARY
from ..domain.profile import Profile
from ..forms import Grid, Options, self_check_grid, single_grids, summary_grid
from ..forms.cells import chosen
from ..typesetting import A4, Document, Paper, typeset_to_fit

if TYPE_CHECKING:
    from ..rules import Reviewer

FLAT = "明细表"
"""No official form: a sheet of one row an indicator, for uploading into other systems, and one of sums."""
TEMPLATE = "填报模板"
"""Not an official form: a workbook to fill in without the program."""
_SINGLE_SIZES = (7 / 6, 2.6), (7 / 6, 1.8), (7 / 6, 1.0), (1.0, 1.0)
ENDINGS = (".pdf", ".xlsx", ".csv", ".json")


def form_grids(book: Book, profile: Profile, form: str = SUMMARY, options: Options | None = None) -> list[Grid]:
    """Return the grids of an official form: one for the 总表 and the 自查表, one a project for the 单项申报表.

    With `options.each_unit` the 总表 and the 自查表 are one a unit that has projects.
    Raises UserError for an unknown form, and when there is no project to print.
    """
    makers: dict[str, Callable[[Options], list[Grid]]] = {
        SUMMARY: lambda chosen: [summary_grid(book, profile, chosen)],
        SINGLE: lambda chosen: single_grids(book, profile, chosen),
        SELF_CHECK: _self_checks(book, profile),
    }
    if form not in makers:
        raise UserError(f"没有名为“{form}”的表，可选的有：{'、'.join(FORMS)}。")
    shares = _shares(book, options or Options())
    grids = [grid for share in shares for grid in makers[form](share)]
    if not grids:
        raise UserError("没有可输出的项目，请先新建项目再输出。")
    return grids


def _shares(book: Book, options: Options) -> list[Options]:
    """Return the options of each form: one for all, or one for each unit that has something to print."""
    if not options.each_unit:
        return [options]
    units = [unit.id for unit, projects in chosen(book, options) if projects]
    return [replace(options, units=frozenset({unit}), each_unit=False) for unit in units]


def _self_checks(book: Book, profile: Profile) -> Callable[[Options], list[Grid]]:
    """Return what makes a 自查表; the book is reviewed once, however many are made."""

    @cache
    def reviewer() -> Reviewer:
        from ..rules import Reviewer

        return Reviewer(book, profile)

    return lambda chosen: [self_check_grid(book, profile, reviewer().findings, reviewer().waived, chosen)]


def form_papers(form: str, paper: Paper = A4) -> list[Paper]:
    """Return the papers for a form, best first: the 单项申报表 stands upright, as large as a page a project allows.

    Only the 总表 can begin each project on a page of its own.
    """
    paper = replace(paper, fresh_pages=paper.fresh_pages and form == SUMMARY)
    if form != SINGLE:
        return [paper]
    upright = paper.turned(upright=True)
    return [
        replace(upright, body=paper.body * factor, sub=paper.sub * factor, row_padding=upright.row_padding * roomy)
        for factor, roomy in _SINGLE_SIZES
    ]


def form_pages(
    book: Book, profile: Profile, form: str = SUMMARY, options: Options | None = None, paper: Paper = A4
) -> Document:  # fmt: skip
    """Return the pages of an official form, for preview, printer and PDF alike. Raises UserError as `form_grids`."""
    return typeset_to_fit(form_grids(book, profile, form, options), form_papers(form, paper))


def export_book(
    book: Book, profile: Profile, out_path: Path | str, form: str = SUMMARY, print_layout: bool = False,
    units: Collection[str] | None = None, projects: Collection[str] | None = None, paper: Paper = A4,
    options: Options | None = None,
) -> list[str]:  # fmt: skip
    """Write a book by the file's ending: .pdf and .xlsx an official form, .csv a flat table, .json the whole book.

    `form` is one of FORMS, FLAT for a flat workbook, or TEMPLATE for one to fill in, with the book as a beginning;
    `units` and `projects` (codes or names) choose what is printed, or `options` does by ids. An existing file is
    replaced at once or, when anything fails, left as it was.

    Returns a sentence for each character that would be printed as a box, for no font has it. Raises UserError for an
    unknown ending, form, unit or project, and when the file cannot be written.
    """
    from ..storage.atomic import replacing
    from .tables import selected

    path = Path(out_path)
    if path.suffix.lower() not in ENDINGS:
        raise UserError(f"不能输出“{path.suffix or path.name}”格式，请用 {'、'.join(ENDINGS)} 结尾的文件名。")
    if form not in (*FORMS, FLAT, TEMPLATE):
        raise UserError(f"没有名为“{form}”的表，可选的有：{'、'.join((*FORMS, FLAT, TEMPLATE))}。")
    if form == FLAT and path.suffix.lower() == ".pdf":
        raise UserError(f"{FLAT}是供导入其他系统的平表，不能输出为 .pdf，请用 .xlsx 或 .csv 结尾的文件名。")
    if form == TEMPLATE and (path.suffix.lower() != ".xlsx" or print_layout):
        raise UserError("填报模板是给人填写的 Excel 工作簿，请用 .xlsx 结尾的文件名，并去掉打印版的选项。")
    options = options or selected(book, units, projects)
    if options.each_unit and (form not in (SUMMARY, SELF_CHECK) or path.suffix.lower() not in (".pdf", ".xlsx")):
        raise UserError("只有总表和自查表可以每个单位单独成表，输出文件请以 .xlsx 或 .pdf 结尾。")
    writer, warnings = _writer(book, profile, path.suffix.lower(), form, print_layout, options, paper)
    with replacing(path) as temporary:
        writer(temporary)
    return warnings


def _writer(
    book: Book, profile: Profile, ending: str, form: str, print_layout: bool, options: Options, paper: Paper
) -> tuple[Callable[[Path], None], list[str]]:  # fmt: skip
    """Lay everything out before the output file is touched; return what writes it, and the warnings."""
    if ending == ".pdf":
        from .pdf import write_pdf

        document = form_pages(book, profile, form, options, paper)
        return lambda target: write_pdf(document, target), document.warnings()
    return _data_writer(book, profile, ending, form, print_layout, options, paper), []


def _data_writer(
    book: Book, profile: Profile, ending: str, form: str, print_layout: bool, options: Options, paper: Paper
) -> Callable[[Path], None]:  # fmt: skip
    if form == TEMPLATE:
        return lambda target: _write_template(book, profile, target, options)
    if ending == ".csv":
        from .tables import write_csv

        return lambda target: write_csv(book, target, options, profile.upload)
    if ending == ".json":
        return lambda target: write_json(book, target)
    if form == FLAT:
        from .tables import write_flat_excel

        return lambda target: write_flat_excel(book, target, options, profile.upload)
    from .excel import write_excel

    grids = form_grids(book, profile, form, options)
    names = [grid.bookmarks[0][1] for grid in grids] if form == SINGLE else [form]
    if options.each_unit and form != SINGLE:
        names = [unit.label for unit, projects in chosen(book, options) if projects]
    sizes = (replace(sheet, body=paper.body, sub=paper.sub) for sheet in form_papers(form, paper))
    papers, stage = list(dict.fromkeys(sizes)), book.facts.stage
    return lambda target: write_excel(
        grids, target, papers=papers, print_layout=print_layout, names=names, stage=stage
    )  # fmt: skip


def _write_template(book: Book, profile: Profile, target: Path, options: Options) -> None:
    from .template import write_template

    units = [unit for unit, _ in chosen(book, options)]
    name = units[0].name if len(units) == 1 else None
    write_template(target, profile, book.facts.year, name, book=book, options=options)


def write_json(book: Book, path: Path) -> None:
    """Write the whole book as `jixiao-book` JSON in UTF-8. Raises OSError when the file cannot be written."""
    path.write_text(json.dumps(to_plain(book), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
