"""What every form shares: how a text of the book becomes a cell, which nodes are printed, titles and headers.

Numbers keep the decimals that were typed, so that a sheet shows, and reads back as, what the book says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ..domain import stage as stages
from ..domain.book import Book, Facts, Project, Unit
from ..domain.form_layout import LINE_FIELDS, FormLine, filled_in
from ..domain.profile import Profile
from ..domain.quantity import parse_money
from .grid import ZERO_WIDTH_BREAK, Cell, Line

_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:\.\d{1,6})?")
_HEADER_WORDS = re.compile(r"(?<=\w)(?=绩效|指标|性质|单位|名称|类别|目标|权重|数量|[（(])|(?<=[：:])(?=\w)")


@dataclass(frozen=True, slots=True)
class Options:
    """What of a book is printed: ids of units and projects (None: all), and whether the note on 执行率 stands below.

    With `each_unit` every unit has a form of its own, with title, 合计 and signatures: in a workbook a sheet each.
    `note` None means: on an 申报表, not on a 批复表.
    """

    units: frozenset[int] | None = None
    projects: frozenset[int] | None = None
    note: bool | None = None
    each_unit: bool = False


def chosen(book: Book, options: Options) -> list[tuple[Unit, list[Project]]]:
    """Return the units to print with their projects; a unit that only lost its projects to the choice is left out."""
    found = []
    for unit in book.units():
        if options.units is not None and unit.id not in options.units:
            continue
        projects = [p for p in book.projects(unit.id) if options.projects is None or p.id in options.projects]
        if projects or options.projects is None:
            found.append((unit, projects))
    return found


def joined(*parts: str | None) -> str:
    """Return code and name as the form prints them, `723001-××局`; what is missing leaves no dash."""
    return "-".join(part for part in parts if part)


def title(facts: Facts, profile: Profile) -> str:
    """Return the form's title: the book's own unless it names a form of another stage, then the profile's.

    A draft is never titled 批复表, an approved form never 申报表, an adjusted one neither (domain rule: the title
    follows the stage).
    """
    own = facts.title
    if own and not _names_another_stage(own, facts.stage):
        return own
    pattern = profile.titles.get(facts.stage)
    if pattern is None:
        return stages.title(facts.year, facts.stage)
    return pattern.replace("{year}年", f"{facts.year}年" if facts.year else "")


def _names_another_stage(title: str, stage: str) -> bool:
    """True for 批复 on a draft, 申报 on what was approved, either on an adjustment that does not say 调整."""
    if stage == stages.ADJUSTED:
        return "调整" not in title and ("批复" in title or "申报" in title)
    return ("批复" if stages.is_declaration(stage) else "申报") in title


def hinted(header: str) -> str:
    """Return a header text with invisible break hints between its words (绩效·指标·性质)."""
    return _HEADER_WORDS.sub(ZERO_WIDTH_BREAK, header)


def number_of(text: str | None, least: int = 0) -> tuple[Decimal | None, str | None]:
    """Return the number that a plain text is and the sheet format that shows it as typed; (None, None) otherwise.

    The format shows `least` decimals or more. Signs, leading zeros, commas and more than twelve digits stay text, so
    that nothing changes on the way.
    """
    if text is None or not _PLAIN_NUMBER.fullmatch(text):
        return None, None
    decimals = max(least, len(text.partition(".")[2]))
    return Decimal(text), "0" + ("." + "0" * decimals if decimals else "")


def money_of(text: str | None, least: int = 0) -> tuple[str, Decimal | None, str | None]:
    """Return a budget (万元) as printed with thousands commas, its number and its sheet format.

    The decimals are those typed, `least` or more; what is no amount is printed as it stands.
    """
    amount = parse_money(text)
    if text is None or amount is None:
        return text or "", None, None
    decimals = max(least, -int(amount.as_tuple().exponent))
    shown = f"{amount:,.{decimals}f}"
    return shown, amount, "#,##0" + ("." + "0" * decimals if decimals else "")


def total_of(projects: Iterable[Project], decimals: int) -> tuple[str, Decimal, str]:
    """Return the sum of the budgets that can be read (万元), half up, with its sheet format."""
    amount = sum((parse_money(p.budget) or Decimal(0) for p in projects), Decimal(0))
    amount = amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{amount:,}", amount, "#,##0" + ("." + "0" * decimals if decimals else "")


def label(row: int, column: int, text: str, *, rows: int = 1, columns: int = 1, style: str = "header") -> Cell:
    """Return a header cell: centred, with break hints."""
    assert style in {"header", "subheader"}
    return Cell(row, column, hinted(text), rows, columns, "center", "header" if style == "header" else "subheader")


def seal_line(book: Book, units: list[Unit]) -> Line:
    """Return 填报单位（盖章）： with the unit's name when the form is one unit's."""
    return Line(((f"填报单位（盖章）：{units[0].name or '' if len(units) == 1 else ''}", "left"),))


def signature_line(facts: Facts) -> Line:
    """Return 单位负责人 填报人 联系电话 填报日期, each filled in as far as the book knows it."""
    entries = (
        ("单位负责人", facts.responsible),
        ("填报人", facts.preparer),
        ("联系电话", facts.phone),
        ("填报日期", facts.filled_on),
    )
    return Line(tuple((f"{word}：{value or ''}", "left") for word, value in entries))


def head_lines(book: Book, profile: Profile, units: list[Unit]) -> tuple[Line, ...]:
    """Return the lines above a form: the profile's, or 填报单位（盖章） on an 申报表."""
    if profile.layout.head:
        return _own_lines(profile.layout.head, book.facts, units)
    return (seal_line(book, units),) if stages.is_declaration(book.facts.stage) else ()


def foot_lines(book: Book, profile: Profile, units: list[Unit]) -> tuple[Line, ...]:
    """Return the lines below a form: the profile's, or the signatures on an 申报表."""
    if profile.layout.foot:
        return _own_lines(profile.layout.foot, book.facts, units)
    return (signature_line(book.facts),) if stages.is_declaration(book.facts.stage) else ()


def _own_lines(lines: Iterable[FormLine], facts: Facts, units: list[Unit]) -> tuple[Line, ...]:
    values = {word: str(getattr(facts, fact) or "") for word, fact in LINE_FIELDS.items() if fact}
    values["单位"] = units[0].name or "" if len(units) == 1 else ""
    return tuple(
        Line(tuple((filled_in(text, values), align) for text, align in line.parts))
        for line in lines
        if not line.stages or facts.stage in line.stages
    )


def note_lines(facts: Facts, profile: Profile, options: Options) -> tuple[Line, ...]:
    """Return the note on 执行率 where it is wanted."""
    wanted = stages.is_declaration(facts.stage) if options.note is None else options.note
    return (Line(((profile.execution_note, "left"),)),) if wanted and profile.execution_note else ()
