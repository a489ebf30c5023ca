"""From tables to a draft book: find the header, walk the rows, mend what only the whole form can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...domain.book import Book, Doubt
from ...domain.errors import UserError
from ...domain.profile import Profile
from ..tables import Row, Table
from . import content
from .drafting import build
from .drafts import FormDraft, Note
from .fitting import block_shift, fit
from .headers import DEFAULT, keys_in
from .mending import mend
from .sections import preface, sections_of
from .walk import Section, Walker

_SAMPLE = 500
"""Rows of a table without a header that are looked at before it counts as no form."""


def recognise(
    tables: Sequence[Table], name: str, profile: Profile, year: int | None = None
) -> tuple[Book, tuple[Doubt, ...]]:
    """Return the book that tables hold and the doubts about it.

    `name` names the source in messages. Tables without the form's header are passed over when another has one; when
    none has, rows that look like the form's are read in the order of its columns. Raises UserError when there is
    nothing of the form.
    """
    form = FormDraft()
    parsed = [(table, sections) for table in tables if (sections := sections_of(form, table))]
    if not parsed:
        parsed = [(table, [_headless(form, table)]) for table in tables if _looks_like_rows(table)]
    form.stage = next((table.stage for table, _ in parsed if table.stage), form.stage)
    for table, sections in parsed:
        form.notes += [Note(remark.kind, remark.message, remark.place) for remark in table.remarks]
        Walker(form, table, sections)
    if not any(project.rows or project.label for project in form.projects()):
        raise UserError(
            f"“{name}”里没有找到绩效目标表：应当有“项目名称、三级指标、指标值、分值权重”等栏目的表格，"
            "请选择批复表或申报表的文件。"
        )
    mend(form, profile, printed=any(table.kind != "sheet" for table, _ in parsed))
    return build(form, profile, year)


def _looks_like_rows(table: Table) -> bool:
    return any(_is_row(row, shift) for row, shift in _shifted(table))


def _shifted(table: Table) -> Iterator[tuple[Row, int]]:
    rows = [row for row in table.rows if not row.blank][:_SAMPLE]
    shift = block_shift(rows, DEFAULT)
    return ((row, shift) for row in rows)


def _is_row(row: Row, shift: int) -> bool:
    fitted = fit(row, DEFAULT, shift)
    known = (content.is_level1(fitted.text("level1")), content.is_level2(fitted.text("level2")))
    named = any(known) or content.has_code(fitted.text("project"))
    return {"indicator", "comparator", "value"} <= set(fitted.cells) and named and len(keys_in(row)) < 2


def _headless(form: FormDraft, table: Table) -> Section:
    start = next(place for place, (row, shift) in enumerate(_shifted(table)) if _is_row(row, shift))
    rows = [row for row in table.rows if not row.blank]
    preface(form, rows[:start])
    form.notes.append(Note("guessed-columns", "没有表头，按表样的栏目次序和内容读入", rows[start].place))
    above = rows[start - 1] if start else None
    begins_above = above is not None and len(above.filled()) > 2 and len(keys_in(above)) < 2
    return Section(DEFAULT, rows[start - begins_above :])
