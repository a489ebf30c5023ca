"""The damages of texts made from a PDF, each at random places; every one leaves the book that must be read."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

from .makers import BUDGET, CATEGORY, GOAL, LEVEL1, LEVEL2, NAME, PROJECT, UNIT, Line, Print

Damage = Callable[[Print, random.Random], None]


def break_codes(sheet: Print, dice: random.Random) -> None:
    """Blanks inside the project codes, at different places."""
    for line in sheet.lines():
        if line.cells[PROJECT]:
            code, name = line.cells[PROJECT][:21], line.cells[PROJECT][21:]
            for place in sorted(dice.sample(range(1, 20), dice.randint(1, 3)), reverse=True):
                code = code[:place] + " " + code[place:]
            line.cells[PROJECT] = code + name


def tear_words(sheet: Print, dice: random.Random) -> None:
    """Blanks inside Chinese texts where narrow columns broke them."""
    for line in sheet.lines():
        for column in (UNIT, PROJECT, CATEGORY, GOAL, LEVEL2, NAME):
            if dice.random() < 0.5:
                line.cells[column] = _torn(line.cells[column], dice, start=22 if column == PROJECT else 1)


def _torn(text: str, dice: random.Random, start: int) -> str:
    places = [
        p for p in range(start, len(text)) if "\u4e00" <= text[p - 1] <= "\u9fff" and "\u4e00" <= text[p] <= "\u9fff"
    ]
    for place in sorted(dice.sample(places, min(len(places), dice.randint(1, 3))), reverse=True):
        text = text[:place] + " " + text[place:]
    return text


def move_unit(sheet: Print, dice: random.Random) -> None:
    """The unit's name printed on a later page only, as the middle of its merged cell is."""
    label = sheet.pages[0][0].cells[UNIT]
    starts = [page[0] for page in sheet.pages if page[0].cells[PROJECT]]
    if starts:
        sheet.pages[0][0].cells[UNIT] = ""
        dice.choice(starts).cells[UNIT] = label


def drop_unit_column(sheet: Print, dice: random.Random) -> None:
    """Whole pages without their first, empty column."""
    for page in sheet.pages:
        if not any(line.cells[UNIT] for line in page) and dice.random() < 0.6:
            for line in page:
                line.cells.pop(0)


def shift_rows(sheet: Print, dice: random.Random) -> None:
    """Rows without their leading empty cells, filled up with tabs behind."""
    for line in sheet.lines():
        empty = next((place for place, cell in enumerate(line.cells) if cell), 0)
        if empty and dice.random() < 0.25:
            cut = dice.choice([empty, dice.randint(1, empty)])
            line.cells = line.cells[cut:] + [""] * cut


def push_right(sheet: Print, dice: random.Random) -> None:
    """A row with its levels pushed one column to the right, so that its weight falls off the table."""
    rows = [line for line in sheet.lines() if len(line.cells) == 12 and line.cells[LEVEL1] and not line.cells[PROJECT]]
    if rows:
        line = dice.choice(rows)
        line.cells = ["", *line.cells[:11]]
        _forget_weight(sheet.plain, line)


def lose_weight(sheet: Print, dice: random.Random) -> None:
    """A weight that was not printed."""
    line = dice.choice(sheet.lines())
    if line.cells[-1].strip():
        line.cells[-1] = ""
        _forget_weight(sheet.plain, line)


def _forget_weight(plain: dict[str, Any], line: Line) -> None:
    _project(plain, line.project)["indicators"][line.indicator]["weight"] = None


def _project(plain: dict[str, Any], number: int) -> dict[str, Any]:
    return [project for unit in plain["units"] for project in unit["projects"]][number]


def add_tabs(sheet: Print, dice: random.Random) -> None:
    """Tabs behind the last cell."""
    for line in sheet.lines():
        line.cells += [""] * dice.randint(0, 4)


def cut_over_page(sheet: Print, dice: random.Random) -> None:
    """A project's name and goal cut by the page break that its rows cross."""
    for before, page in pairwise(sheet.pages):
        first = next((line for line in before if line.project == page[0].project and line.cells[PROJECT]), None)
        if first is None or page[0].cells[PROJECT]:
            continue
        for column, least in ((PROJECT, 24), (GOAL, 4)):
            text = first.cells[column]
            if dice.random() < 0.7 and len(text) > least + 2:
                place = dice.randint(least, len(text) - 2)
                first.cells[column], page[0].cells[column] = text[:place], text[place:]


def cut_level(sheet: Print, dice: random.Random) -> None:
    """A level's name cut by the page break that its rows cross."""
    for before, page in pairwise(sheet.pages):
        if page[0].cells[LEVEL1] or page[0].cells[LEVEL2]:
            continue
        for column in (LEVEL2, LEVEL1):
            first = next((line for line in reversed(before) if line.cells[column]), None)
            if first is None or first.project != page[0].project or len(first.cells[column]) < 4 or dice.random() < 0.4:
                continue
            text = first.cells[column]
            place = dice.randint(2, len(text) - 1)
            first.cells[column], page[0].cells[column] = text[:place], text[place:]


def trap_rows(sheet: Print, dice: random.Random) -> None:
    """The last row of a project, first on its page, printed in the first row of the next project."""
    for page in sheet.pages[1:]:
        if len(page) < 3 or not page[1].cells[PROJECT] or page[0].cells[PROJECT]:
            continue
        trapped, first = page[0], page[1]
        if not trapped.cells[LEVEL1]:
            continue
        for column in (UNIT, PROJECT, CATEGORY, BUDGET, GOAL):
            trapped.cells[column], first.cells[column] = first.cells[column], ""


def start_pages_with_last_rows(sheet: Print) -> None:
    """Break pages so that each but the first begins with the last row of a project."""
    lines = sheet.lines()
    last = [place for place, line in enumerate(lines[:-1]) if lines[place + 1].project != line.project]
    starts = [0, *[place for place in last if lines[place].cells[LEVEL1]], len(lines)]
    sheet.pages = [lines[start:end] for start, end in pairwise(starts) if end > start]


def given(plain: dict[str, Any], number: int) -> Decimal:
    """Return what the weights of a project add up to."""
    rows = _project(plain, number)["indicators"]
    return sum((Decimal(row["weight"]) for row in rows if row["weight"]), Decimal(0))


STRUCTURAL: list[Damage] = [trap_rows, cut_over_page, cut_level, move_unit]
"""Damages of page breaks, before any cell is moved."""
WORDS: list[Damage] = [break_codes, tear_words]
CELLS: list[Damage] = [lose_weight, push_right, drop_unit_column, shift_rows, add_tabs]
ALL = [*STRUCTURAL, *WORDS, *CELLS]
