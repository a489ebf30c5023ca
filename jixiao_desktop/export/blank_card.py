"""What stands above the grid of somebody's form of one project: each label gets its value, in the cell beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..domain.book import Project, Unit
from ..domain.quantity import parse_money
from ..forms.cells import joined
from ..reading.recognise import cards, headers
from ..reading.tables import Row
from ..reading.texts import squeeze
from .form_rows import YUAN
from .sheet_edit import Area

_COLONS = ("：", ":")


class Answer(NamedTuple):
    """What a label asks for: the field, where it is to stand (row and column from 1), its text and number."""

    key: str
    row: int
    column: int
    text: str
    number: Decimal | None = None


def money_of_card(rows: Sequence[Row]) -> str | None:
    """Return 万元 or 元 when a label above the grid, or a word of its own, says so."""
    texts = (cell.text for row in rows for _, cell in row.filled())
    return headers.money_of(text for text in texts if cards.label_of(text) or squeeze(text) in ("万元", "元"))


def answers(
    rows: Sequence[Row], areas: Sequence[Area], unit: Unit, project: Project, *, in_yuan: bool
) -> Iterator[Answer]:  # fmt: skip
    """Yield the answers to the labels in `rows`, the lines above the grid; `areas` are the merged cells of the sheet.

    An answer stands in the cell right of its label; where the label ends in a colon and nothing is free beside it,
    behind the label.
    """
    labels = [(number, found) for number, row in enumerate(rows, 1) for found in cards.pairs(row)]
    keys = {key for _, (key, *_) in labels}
    given: set[str] = set()
    for number, (key, column, words, _) in labels:
        text, amount = _said(key, unit, project, keys, in_yuan)
        if not text or key in given:
            continue
        given.add(key)
        place = _beside(rows[number - 1], number, column + 1, areas)
        if place is not None:
            yield Answer(key, number, place, text, amount)
        elif words.endswith(_COLONS):
            label = rows[number - 1].cells[column].text
            yield Answer(key, number, column + 1, f"{label}{text}")


def _beside(row: Row, number: int, label: int, areas: Sequence[Area]) -> int | None:
    """Return the column right of a label, beyond its merged cell, unless another label or the table's edge is there."""
    merged = (right for top, left, bottom, right in areas if top <= number <= bottom and left <= label <= right)
    column = next(merged, label) + 1
    if column > len(row.cells) or cards.label_of(row.cells[column - 1].text):
        return None
    return column


def _said(
    key: str, unit: Unit, project: Project, keys: set[str], in_yuan: bool
) -> tuple[str, Decimal | None]:  # fmt: skip
    """Return what a project says of a field, and the number that it is."""
    own = joined(unit.code, unit.name)
    texts = {
        "project": project.name if "project_code" in keys else joined(project.code, project.name),
        "project_code": project.code,
        "unit": own,
        "implementer": project.implementer or own,
        "goal": project.overall_objective if "objective" in keys else project.objective,
    }
    text = texts[key] if key in texts else getattr(project, key, None)
    amount = parse_money(text) if key in cards.MONEY else None
    if amount is None:
        return text or "", None
    shown = amount * YUAN if in_yuan else amount
    return f"{shown.normalize():f}" if in_yuan else squeeze(text or ""), shown
