"""Sound forms of other offices, written with care: no error, and next to no warning."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.quantity import parse_number
from jixiao_desktop.rules import review

from .corpus import one_row, sound_books

QINGHAI = profiles.load("qinghai-2024")
BOOKS = sound_books()

ROWS = [line for line in (Path(__file__).parent / "wording.txt").read_text("utf-8").splitlines() if line[0] != "#"]


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_a_sound_form_of_another_office_raises_no_error_and_no_warning(book: Book) -> None:
    found = [(f.severity, f.rule, getattr(book.node(f.node), "name", ""), f.message) for f in review(book, QINGHAI)]
    assert [line for line in found if line[0] != "hint"] == []


def test_sound_forms_raise_next_to_no_hint() -> None:
    rows = sum(1 for book in BOOKS.values() for _ in book.indicators())
    hints = [finding for book in BOOKS.values() for finding in review(book, QINGHAI)]
    assert rows >= 450
    assert len(hints) <= rows // 50


@pytest.mark.parametrize("line", ROWS)
def test_wording_that_published_forms_use_is_left_alone(line: str) -> None:
    assert [finding.message for finding in one_row(line).findings() if finding.rule != "zero-heavy"] == []


def _slips() -> list[str]:
    """Return slips of every kind of row: the unit typed again into the value, words for a figure, the end cut off."""
    found = []
    for line in ROWS:
        level2, name, sign, value, unit, *_ = (*(part.strip() for part in line.split("|")), "")
        if parse_number(value) is not None and sign != "定性":
            found.append(f"{level2} | {name} | ≥ | 较好 | {unit}")
            found.append(f"{level2} | {name}的 | {sign} | {value} | {unit}")
            if len(unit) > 0 and unit not in "/无":
                found.append(f"{level2} | {name} | {sign} | {value}{unit} | {unit}")
    return found


def test_a_slip_is_found_in_every_row_that_published_forms_use() -> None:
    slips = _slips()
    assert len(slips) >= 900
    assert [line for line in slips if not {"value-joined", "value-words", "name-cut"} & _rules(line)] == []


def _rules(line: str) -> set[str]:
    return {finding.rule for finding in one_row(line).findings()}
