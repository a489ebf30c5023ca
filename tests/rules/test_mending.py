"""Fixes: seen before they are made, and all of a kind in one step."""

from __future__ import annotations

from jixiao_desktop import profiles
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.changes import FieldChanged
from jixiao_desktop.domain.history import History
from jixiao_desktop.rules import mend_all, of_a_kind, preview, review

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
