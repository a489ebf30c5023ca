"""编制下年度: next year's draft from this year's book, and the years in texts that may need changing.

Codes stay (a carried-over code is no finding); what was this year's becomes last year's; nothing counts as reviewed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from . import stage
from .book import ROOT, Book, Facts, Indicator, Node, Project, Target
from .history import Transaction

_TEXTS = {"project": ("name", "objective"), "indicator": ("name", "value")}
# Years that speak of the past on purpose: a document number, a span, a comparison, money carried over, a plan.
_KEEP_BEFORE = re.compile(r"(?:[〔\[(（]|[—~～至到－-]|较|比|自|从|截至|同比|到)\s*$")
_KEEP_AFTER = re.compile(
    r"^\s*(?:年)?\s*(?:[〕\])）]|[—~～至到]|[－-](?!\d{1,2}(?![\d年]))|年?(?:度)?(?:上年)?结转|以来|起|基数|年?底前?结余|[^，。；]{0,4}已|"
    r"[^，。；]{0,20}(?:基础上|成果|水平|决算|文件|通知|办法|意见|续建|欠[付款]|遗留|尾款|质保金))"
)
# 2024年, 2024-04-30, 2024/4, 2024.4.30; 2024.4 may be a number.
_YEAR = re.compile(r"(?<![\d./-])20\d{2}(?=\s*年|[〔〕—~～至－-]|/\d{1,2}(?!\d)|\.\d{1,2}\.\d{1,2}(?!\d))")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text that names an old year: the cell, the text as it stands, and the text with the new year."""

    node: int
    field: str
    old: str
    new: str


def roll_over(book: Book, year: int, *, keep_values: bool = True) -> Book:
    """Return the draft for `year`: last year's four values in `last`, kept or cleared as new values, unreviewed.

    The stage is 一上稿 and the title names `year`. Years in names and goals are left for `proposals`.
    """
    draft = Book(_next_facts(book.facts, year))
    pen = Transaction(draft)
    for unit in book.units():
        records = tuple(_carried(record, keep_values) for record in book.subtree(unit.id))
        pen.insert_copy(ROOT, len(draft.children(ROOT)), records)
    return draft


def _next_facts(facts: Facts, year: int) -> Facts:
    """Return who fills in by which rules on which paper; what was said of the old form only (total, 属实 …) goes."""
    title = _next_title(facts, year)
    paper = replace(facts.printing, watermark=None, units=None, projects=None, since="all")
    kept = replace(facts, stated_total=None, filled_on=None, waivers=(), doubts=(), printing=paper)
    return replace(kept, year=year, stage=stage.DRAFT, title=title)


def _next_title(facts: Facts, year: int) -> str:
    if facts.title is None or stage.form_name(facts.stage) not in facts.title:
        return stage.title(year, stage.DRAFT)
    renamed = facts.title.replace(stage.form_name(facts.stage), stage.form_name(stage.DRAFT))
    return renamed.replace(str(facts.year), str(year)) if facts.year else renamed


def _carried(record: Node, keep_values: bool) -> Node:
    if isinstance(record, Project):
        carried = replace(
            record, last_budget=record.budget, last_objective=record.objective, control=None, reviewed=False
        )
        return carried if keep_values else replace(carried, budget=None)
    if isinstance(record, Indicator):
        last = Target(record.comparator, record.value, record.unit, record.weight)
        carried_row = replace(record, last=last, reviewed=False)
        return carried_row if keep_values else replace(carried_row, value=None)
    return record


def old_years(text: str | None, year: int | None) -> list[tuple[int, int]]:
    """Return the places (start, end) of years before `year` that a text means as its own year.

    Document numbers 〔2023〕, spans 2021—2025年, comparisons (较2023年), 上年结转, what was done before
    (2023年已…, …的基础上) and what is still owed (尾款) are left alone.
    """
    if not text or year is None:
        return []
    return [
        match.span()
        for match in _YEAR.finditer(text)
        if int(match.group()) < year
        and not _KEEP_BEFORE.search(text[: match.start()])
        and not _KEEP_AFTER.search(text[match.end() :])
    ]


def with_year(text: str, year: int) -> str:
    """Return the text with every old year of its own replaced by `year`."""
    for start, end in reversed(old_years(text, year)):
        text = text[:start] + str(year) + text[end:]
    return text


def proposals(book: Book) -> Iterator[Proposal]:
    """Yield the texts of a book that name an old year, with the text proposed instead."""
    year = book.facts.year
    if year is None:
        return
    nodes: list[Project | Indicator] = [*book.projects(), *book.indicators()]
    for node in nodes:
        for field in _TEXTS[node.kind]:
            text = getattr(node, field)
            if text and old_years(text, year):
                yield Proposal(node.id, field, text, with_year(text, year))
