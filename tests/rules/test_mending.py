"""Fixes: seen before they are made, and all of a kind in one step."""

from __future__ import annotations

import pytest

from jixiao_desktop import profiles
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.changes import FieldChanged
from jixiao_desktop.domain.history import History
from jixiao_desktop.rules import RULES, Reviewer, foresee, mend_all, of_a_kind, preview, review
from jixiao_desktop.rules.reviewer import signature

from .corpus import cases, sound_books
from .test_2024_form import form_2024

QINGHAI = profiles.load("qinghai-2024")


def test_a_fix_is_seen_before_it_is_made() -> None:
    book = form_2024()
    lost = review(book, QINGHAI)[0]
    assert preview(book, lost.fixes[0].command) == (FieldChanged(lost.node, "weight", None, "5"),)
    assert book == form_2024()


def test_all_findings_of_a_kind_are_mended_in_one_step_and_taken_back_in_one() -> None:
    book = form_2024()
    history = History(book)
    step = history.run(mend_all(of_a_kind(review(book, QINGHAI), "name-near")))
    assert step is not None
    assert step.title == "改正 2 处：与别处的同一指标差一个字"
    assert of_a_kind(review(book, QINGHAI), "name-near") == []
    history.undo()
    assert book == form_2024()


def test_a_row_that_went_away_meanwhile_is_left_out() -> None:
    book = form_2024()
    findings = of_a_kind(review(book, QINGHAI), "name-count-word")
    history = History(book)
    command = mend_all(findings)
    history.run(commands.remove([findings[0].node]))
    history.run(command)
    assert of_a_kind(review(book, QINGHAI), "name-count-word") == []


def test_what_a_fix_would_do_to_the_findings_is_known_before_it_is_made() -> None:
    book = form_2024()
    reviewer = Reviewer(book, QINGHAI)
    found = [signature(finding) for finding in reviewer.findings]
    rate = next(finding for finding in reviewer.findings if finding.rule == "rate-unit")
    refill = foresee(reviewer, rate.fixes[1].command)
    assert [(cell.field, cell.old, cell.new) for cell in refill.cells] == [("unit", "年", "%"), ("value", "1", None)]
    assert refill.to_fill is not None and refill.to_fill.field == "value"
    assert [finding.rule for finding in refill.going] == ["rate-unit"]
    assert [finding.rule for finding in refill.coming] == ["required-cell"]
    assert book == form_2024()
    assert [signature(finding) for finding in reviewer.findings] == found


def same_cause(rule: str) -> set[str]:
    """The rules that may say the same cause: the rule, those it yields to, and those that yield to it."""
    return {rule, *RULES[rule].yields_to, *(other.id for other in RULES.values() if rule in other.yields_to)}


def every_book() -> list[tuple[str, Book]]:
    corpus = [(case.place, case.book) for case in cases()]
    return [("2024", form_2024()), *sound_books().items(), *corpus]


@pytest.mark.parametrize(("name", "book"), every_book(), ids=lambda value: value if isinstance(value, str) else "")
def test_after_any_fix_its_row_carries_no_warning_or_error_of_the_same_cause(name: str, book: Book) -> None:
    history = History(book)
    for finding in review(book, QINGHAI):
        for fix in finding.fixes:
            history.run(fix.command)
            left = [f for f in review(book, QINGHAI) if f.node == finding.node and f.severity != "hint"]
            emptied = {f.field for f in left if f.field and getattr(book.node(f.node), f.field) is None}
            history.undo()
            same = [f.message for f in left if f.rule in same_cause(finding.rule) and f.field not in emptied]
            assert not same, (name, fix.label)
