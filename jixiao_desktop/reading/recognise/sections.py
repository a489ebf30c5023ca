"""Parting the rows of a table: what stands above a header, the rows below it, and the cards of single forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...domain import stage
from ..tables import Row, Table
from ..texts import shown, squeeze
from . import cards, content, headers, noise
from .cards import Card
from .drafts import FormDraft, Note
from .groups import headings
from .headers import DEFAULT, Layout
from .levels import both_levels
from .walk import Section

_NOTHING = Layout({}, stated=False)
_GUIDE = re.compile(r"(?:说明|须知|要求|指南)$")


def sections_of(form: FormDraft, table: Table) -> list[Section]:
    """Return the body rows of a table under each of its headers and cards; [] when it has none."""
    return _Parting(form, table).run()


class _Parting:
    """Goes down a table once. `card` is the card whose header has not come yet."""

    def __init__(self, form: FormDraft, table: Table) -> None:
        self.form, self.table = form, table
        self.sections: list[Section] = []
        self.preamble: list[Row] = []
        self.card: Card | None = None
        self._of_card: list[Row] = []

    def run(self) -> list[Section]:
        rows, place = self.table.rows, 0
        while place < len(rows):
            place += self._header(rows, place) or self._row(rows[place])
        self._close_card()
        if self.sections:
            preface(self.form, self.preamble, titled=self.sections[0].card is None)
            self._doubt_money()
        sections = [_settled(section) for section in self.sections]
        _doubt_columns(self.form, sections, self.table)
        return sections

    def _header(self, rows: Sequence[Row], place: int) -> int:
        """Begin a section when a header stands here; return how many rows it takes."""
        found = headers.header_at(rows, place)
        if found is None:
            return 0
        layout, taken = found
        layout = self._with_goal(layout, rows[place])
        if self.card and layout.column("project") is not None:  # a list below a line that names its project
            self.preamble += self._of_card
            self.card = None
        card, self.card = self.card, None
        head = rows[place : place + taken]
        if card or (self.sections and self.sections[-1].card):
            layout = _fenced(self._annual(layout, head, rows[place + taken :]))
        self.sections.append(Section(_priced(layout, self.preamble), [], card))
        return taken

    def _with_goal(self, layout: Layout, head: Row) -> Layout:
        """Read the only goal of a list as the year's, with a doubt when its header speaks of several years."""
        column = layout.column("overall_objective")
        if column is None or layout.column("objective") is not None:
            return layout
        words = shown(head.cells[column].text) if column < len(head.cells) else ""
        message = f"表上只有“{words}”一栏，没有年度目标，按年度的绩效目标读入，请核对"
        self.form.notes.append(Note("guessed-columns", message, head.place, "objective"))
        return replace(layout, columns={**layout.columns, column: "objective"})

    def _annual(self, layout: Layout, head: Sequence[Row], body: Sequence[Row]) -> Layout:
        end = next((n for n, row in enumerate(body) if cards.begins(row)), len(body))
        half = cards.annual_half(layout, head, body[:end])
        if half is None:
            return layout
        message = "表上并列中期和年度两组指标，只读入年度的一组"
        self.form.notes.append(Note("unread-text", message, head[0].place))
        return half

    def _row(self, row: Row) -> int:
        if not self._of_a_card(row):
            self._body(row)
        return 1

    def _of_a_card(self, row: Row) -> bool:
        """Read a row of labels and values; True when it was one."""
        below = self.sections[-1] if self.sections else None
        if below and below.layout.column("project") is not None:
            return False
        if cards.begins(row):
            self._begin_card(row)
        elif self.card:
            self.card.take(row)
            self._of_card.append(row)
        elif below and cards.goes_on(row):
            card = Card(row)
            card.take(row)
            card.settle()
            self.sections.append(Section(below.layout, [], card))
        else:
            return False
        return True

    def _begin_card(self, row: Row) -> None:
        self._close_card()
        before = self.preamble if not self.sections else self._between()
        card = self.card = Card(row)
        card.preface(before)
        card.take(row)
        self._of_card = [row]
        preface(self.form, before, titled=False)
        self.form.year = self.form.year or card.year or stage.year_of_title(card.title or "")
        if card.title and "批复" in card.title:
            self.form.stage = self.form.stage or stage.stage_of_title(card.title)

    def _between(self) -> list[Row]:
        """Take the lines back that stand below the last grid: foot of the form before, title of the next one."""
        rows = _rows(self.sections[-1])
        start = len(rows)
        while start and cards.is_between(rows[start - 1]):
            start -= 1
        taken, rows[start:] = rows[start:], []
        return taken

    def _close_card(self) -> None:
        """A card that no header followed: its project has no indicators.

        One in a guide to the form is none, nor one that says nothing but a name: a list's header that nobody knows.
        """
        if self.card and self.card.cells.keys() - {"project"} and not self._is_guide():
            self.sections.append(Section(_NOTHING, [], self.card))
        self.card = None

    def _is_guide(self) -> bool:
        """True for a sheet that explains how a form is filled in: 1. 项目名称：按批复名称填写。"""
        first = next((row.filled()[0][1].text for row in self.table.rows if not row.blank), "")
        return any(_GUIDE.search(squeeze(words)) for words in (self.table.name or "", first))

    def _body(self, row: Row) -> None:
        glued = None if self.sections else headers.unglue(row)
        if glued:
            layout = _glued_layout(self.form, glued)
            self.sections.append(Section(_priced(layout, self.preamble), [glued[1]]))
        elif self.sections:
            _rows(self.sections[-1]).append(row)
        else:
            self.preamble.append(row)

    def _doubt_money(self) -> None:
        money = next((section.card.money for section in self.sections if section.card), None)
        priced = any(section.card and section.card.text("budget") for section in self.sections)
        layout = self.sections[0].layout
        if layout.column("budget") is None and not priced:
            return
        money = money if priced else layout.money
        if money == "万元":
            return
        where = f"工作表“{self.table.name}”的" if self.table.name else ""
        message = (
            f"预算数以{money}为单位，已{'除以 10000 ' if money == '元' else ''}换算成万元"
            if money
            else "表上没有写明预算数的单位是元还是万元，按万元读入"
        )
        place = where + ("项目资金" if priced else "表头")
        self.form.notes.append(Note("money-unit", message, place, "budget"))


def _fenced(layout: Layout) -> Layout:
    """Pass over what stands left of a grid's first column: 绩效指标, down the side."""
    first, _ = layout.order()[0]
    columns = dict.fromkeys(range(first), "skip") | {c: key for c, key in layout.columns.items() if c >= first}
    return replace(layout, columns=columns, others={c: other for c, other in layout.others.items() if c > first})


def _rows(section: Section) -> list[Row]:
    assert isinstance(section.rows, list)
    return section.rows


def _glued_layout(form: FormDraft, glued: tuple[Row, Row]) -> Layout:
    found = headers.header_at([glued[0]], 0)
    form.notes.append(Note("glued-header", "表头与第一行数据连在一起，已分开读入", glued[0].place))
    return found[0] if found else DEFAULT


def preface(form: FormDraft, preamble: Sequence[Row], *, titled: bool = True) -> None:
    """Take title and signatures from the lines above a table; the title of a single form is not the book's."""
    if titled:
        title = noise.title_of(preamble)
        _doubt_years(form, title)
        form.title = form.title or title
    for row in preamble:
        for key, value in noise.signatures(row).items():
            form.facts.setdefault(key, value)


def _doubt_years(form: FormDraft, title: str | None) -> None:
    """Say that a further table is another year's: its projects stand in the book too."""
    first, other = (stage.year_of_title(each or "") for each in (form.title, title))
    if first and other and first != other:
        message = f"“{shown(title or '')}”是 {other} 年的表，与前面 {first} 年的读在一起，不要的请删去"
        form.notes.append(Note("other-year", message, "标题"))


def _priced(layout: Layout, preamble: Sequence[Row]) -> Layout:
    return layout if layout.money else replace(layout, money=noise.money_of(preamble))


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
    """Return a section whose layout knows its sign column and which columns have cells merged downwards.

    A line of words that is merged over the whole width, or a 合计, a unit's heading or a signature over some columns,
    is no such cell.
    """
    layout = headers.with_signs(section.layout, section.rows, content.is_sign)
    layout = headers.with_levels(layout, section.rows, lambda text: content.is_level2(text) or bool(both_levels(text)))
    heads = headings(section.rows, layout)
    merged = {
        key
        for row in section.rows
        if len(row.filled()) > 1 and not noise.is_noise(row) and not noise.is_sum(row) and id(row) not in heads
        for column, cell in enumerate(row.cells)
        if cell.covered and (key := layout.columns.get(column))
    }
    return replace(section, layout=replace(layout, merged=frozenset(merged)))
