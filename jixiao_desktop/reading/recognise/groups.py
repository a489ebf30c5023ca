"""Rows that name the unit of the projects below them, in lists without a column for the unit.

Source: published lists of several provinces, whose first column holds the department, below it its units and below
each of them its projects (单位名称/项目名称), or a line across the whole width (单位：205001 某局).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...domain.codes import is_unit_code
from ..tables import Row
from ..texts import one_line, squeeze
from . import content, noise
from .headers import Layout

_MONEY = ("budget", "fiscal_funds", "other_funds")
_HEADING = ("project", "project_code", "department", "skip")
_PREFIX = re.compile(r"^(?:预算|填报|编制|实施|项目)?(?:单位|部门)(?:名称)?\s*[:：]\s*")
_CODED = re.compile(r"(\d{3}(?:\d{3}){0,4})[\s\-－—–_:：]*([^\d\s].*)")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:局|委|委员会|办|办公室|厅|处|中心|院|校|学|园|所|站|馆|队|会|社|团|政府|街道|街道办事处|镇|乡|"
    r"机关|公司|基地|法院|检察院|部|台)(?:[(（](?:本级|机关|本部|汇总)[)）]|本级|机关)?"
)
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that names a unit: its code and name, and whether a code or a word such as 单位： says that it is one.

    `over_units` says that further units stand directly below it: it is their department.
    """

    code: str | None
    name: str | None
    sure: bool
    over_units: bool = False


def headings(rows: Sequence[Row], layout: Layout) -> dict[int, Heading]:
    """Return the rows that only name a unit, by their identity; none in a list with a column for the unit."""
    if layout.column("unit") is not None or layout.column("unit_code") is not None:
        return {}
    found = {place: heading for place, row in enumerate(rows) if (heading := _heading(row, layout))}
    kept = {
        place: heading
        for place, heading in found.items()
        if _heads(rows, place, layout, found) and (heading.sure or _sums_up(rows, place, layout, found))
    }
    below = {place: next(_bodies(rows, place + 1), (None,))[0] for place in kept}
    return {id(rows[place]): replace(each, over_units=below[place] in kept) for place, each in kept.items()}


def _heading(row: Row, layout: Layout) -> Heading | None:
    texts: dict[str, str] = {}
    for column, cell in row.filled():
        key = layout.columns.get(column, "skip")
        if key in _MONEY and content.money(cell.text) is not None:
            continue
        if key not in _HEADING and not (column == 0 and len(row.filled()) == 1):
            return None
        texts.setdefault(key, one_line(cell.text))
    words = [text for text in texts.values() if not content.number(text) or is_unit_code(squeeze(text))]
    codes = [squeeze(text) for text in words if is_unit_code(squeeze(text))]
    names = [text for text in words if squeeze(text) not in codes]
    if len(names) != 1 or len(codes) > 1 or len(names[0]) > _LONGEST or noise.is_beside(row):
        return None
    return _named(names[0], codes[0] if codes else None)


def _named(text: str, code: str | None) -> Heading | None:
    bare = _PREFIX.sub("", text).strip()
    coded = _CODED.fullmatch(bare)
    if content.has_code(bare) or content.is_total(bare) or content.is_subtotal(bare):
        return None
    if coded and not code:
        code, bare = coded.groups()
    if code or bare != text.strip():
        return Heading(code, bare or None, sure=True)
    return Heading(None, bare, sure=False) if _ORGANISATION.fullmatch(squeeze(bare).replace(" ", "")) else None


def named_unit(text: str) -> Heading | None:
    """Return the unit that a short text names, such as the name of a sheet; None when it is something else."""
    heading = _named(text.strip(), None) if len(text) <= _LONGEST else None
    return heading if heading and heading.name and _ORGANISATION.fullmatch(squeeze(heading.name)) else None


def _heads(rows: Sequence[Row], place: int, layout: Layout, found: dict[int, Heading]) -> bool:
    """True when the row below begins a project or is a further heading: else it names a project, or who signs."""
    following = next(_bodies(rows, place + 1), None)
    if following is None:
        return False
    below, row = following
    labels = [column for column, key in layout.columns.items() if key in ("project", "project_code")]
    starts = any(column < len(row.cells) and not row.cells[column].blank for column in labels)
    return below in found or starts


def _sums_up(rows: Sequence[Row], place: int, layout: Layout, found: dict[int, Heading]) -> bool:
    """True when a row has no money, or just what those below it up to a further heading or the end have together."""
    stated = _amount(rows[place], layout)
    if stated is None:
        return True
    below = Decimal(0)
    for later in range(place + 1, len(rows)):
        if later in found and below == stated:
            return True
        if below > stated:
            return False
        if later not in found and not _is_sum(rows[later]):
            below += _amount(rows[later], layout) or Decimal(0)
    return below == stated


def _amount(row: Row, layout: Layout) -> Decimal | None:
    column = layout.column("budget")
    return content.money(row.cells[column].text) if column is not None and column < len(row.cells) else None


def _is_sum(row: Row) -> bool:
    return any(content.is_subtotal(cell.text) for _, cell in row.filled()[:2])


def _bodies(rows: Sequence[Row], start: int) -> Iterator[tuple[int, Row]]:
    return ((place, row) for place, row in enumerate(rows[start:], start) if not row.blank and not noise.is_noise(row))
