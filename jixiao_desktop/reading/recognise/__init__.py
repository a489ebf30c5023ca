"""From tables to a draft book: find the header, walk the rows, mend what only the whole form can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...domain.book import Book, Doubt
from ...domain.errors import UserError
from ...domain.profile import Profile
from ..tables import Row, Table
from . import content, headers, noise
from .drafting import build
from .drafts import FormDraft, Note
from .fitting import block_shift, fit
from .headers import DEFAULT, Layout
from .mending import mend
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
    parsed = [(table, sections) for table in tables if (sections := _sections(form, table))]
    if not parsed:
        parsed = [(table, [_headless(form, table)]) for table in tables if _looks_like_rows(table)]
    form.stage = next((table.stage for table, _ in parsed if table.stage), None)
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


def _sections(form: FormDraft, table: Table) -> list[Section]:
    """Return the body rows of a table under each of its headers; [] when it has no header."""
    sections: list[Section] = []
    preamble: list[Row] = []
    place = 0
    while place < len(table.rows):
        row = table.rows[place]
        found = headers.header_at(table.rows, place)
        glued = None if found or sections else headers.unglue(row)
        if found:
            layout, taken = found
            sections.append(Section(_priced(layout, preamble), []))
            place += taken
            continue
        if glued:
            sections.append(Section(_priced(_glued_layout(form, glued), preamble), [glued[1]]))
        elif sections:
            _rows(sections[-1]).append(row)
        else:
            preamble.append(row)
        place += 1
    if sections:
        _preface(form, preamble)
        _doubt_money(form, sections[0].layout, table)
    sections = [_settled(section) for section in sections]
    _doubt_columns(form, sections, table)
    return sections


def _rows(section: Section) -> list[Row]:
    assert isinstance(section.rows, list)
    return section.rows


def _glued_layout(form: FormDraft, glued: tuple[Row, Row]) -> Layout:
    found = headers.header_at([glued[0]], 0)
    form.notes.append(Note("glued-header", "表头与第一行数据连在一起，已分开读入", glued[0].place))
    return found[0] if found else DEFAULT


def _preface(form: FormDraft, preamble: Sequence[Row]) -> None:
    form.title = form.title or noise.title_of(preamble)
    for row in preamble:
        for key, value in noise.signatures(row).items():
            form.facts.setdefault(key, value)


def _priced(layout: Layout, preamble: Sequence[Row]) -> Layout:
    return layout if layout.money else replace(layout, money=noise.money_of(preamble))


def _doubt_money(form: FormDraft, layout: Layout, table: Table) -> None:
    if layout.column("budget") is None or layout.money == "万元":
        return
    place = f"工作表“{table.name}”的表头" if table.name else "表头"
    message = (
        "预算数以元为单位，已除以 10000 换算成万元"
        if layout.money == "元"
        else "表上没有写明预算数的单位是元还是万元，按万元读入"
    )
    form.notes.append(Note("money-unit", message, place, "budget"))


def _doubt_columns(form: FormDraft, sections: Sequence[Section], table: Table) -> None:
    """Name the columns with contents that are seen and not read, once each."""
    named: set[str] = set()
    for section in sections:
        for column, (words, key) in section.layout.others.items():
            cells = (row.cells[column] for row in section.rows if column < len(row.cells))
            if words in named or column in table.hidden or all(cell.blank for cell in cells):
                continue
            named.add(words)
            reason = f"与已读入的“{headers.label(key)}”重复" if key else "不是绩效目标表的栏目名称"
            message = f"“{words}”一栏没有读入：{reason}，请看有没有要补填的内容"
            place = f"工作表“{table.name}”的表头" if table.name else "表头"
            form.notes.append(Note("unread-column", message, place))


def _settled(section: Section) -> Section:
    """Return a section whose layout knows its sign column and which columns have cells merged downwards."""
    section = Section(headers.with_signs(section.layout, section.rows, content.is_sign), section.rows)
    merged = {
        key
        for row in section.rows
        for column, cell in enumerate(row.cells)
        if cell.covered and (key := section.layout.columns.get(column))
    }
    return Section(replace(section.layout, merged=frozenset(merged)), section.rows)


def _looks_like_rows(table: Table) -> bool:
    return any(_is_row(row, shift) for row, shift in _shifted(table))


def _shifted(table: Table) -> Iterator[tuple[Row, int]]:
    rows = [row for row in table.rows if not row.blank][:_SAMPLE]
    shift = block_shift(rows, DEFAULT)
    return ((row, shift) for row in rows)


def _is_row(row: Row, shift: int) -> bool:
    cells = fit(row, DEFAULT, shift).cells
    return {"indicator", "comparator", "value"} <= set(cells) and bool({"level1", "level2", "project"} & set(cells))


def _headless(form: FormDraft, table: Table) -> Section:
    start = next(place for place, (row, shift) in enumerate(_shifted(table)) if _is_row(row, shift))
    rows = [row for row in table.rows if not row.blank]
    _preface(form, rows[:start])
    form.notes.append(Note("guessed-columns", "没有表头，按表样的栏目次序和内容读入", rows[start].place))
    return Section(DEFAULT, rows[max(start - 1, 0) if start and len(rows[start - 1].filled()) > 2 else start :])
