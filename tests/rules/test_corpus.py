"""The corpus of small cases: each slip is found, each sound counterpart is left alone, each fix leaves a sound row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jixiao_desktop import profiles
from jixiao_desktop.domain.history import History
from jixiao_desktop.rules import RULES, review

from .corpus import Case, cases
from .figures import expected, figures

QINGHAI = profiles.load("qinghai-2024")
CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.place}-{case.rule}")
def test_a_slip_is_found_and_a_sound_form_is_left_alone(case: Case) -> None:
    assert {finding.rule for finding in case.findings()} == expected(case)


def test_there_are_as_many_sound_cases_as_slips_and_each_names_its_source() -> None:
    wrong = [case for case in CASES if case.wrong]
    assert len(CASES) >= 150
    assert abs(len(CASES) - 2 * len(wrong)) <= 1
    assert all(case.source for case in CASES)


@pytest.mark.parametrize("rule", RULES)
def test_switching_a_rule_off_fails_a_case(rule: str) -> None:
    without = replace(QINGHAI, severities={rule: "off"})
    concerned = [case for case in CASES if rule in expected(case)]
    assert [case for case in concerned if {f.rule for f in case.findings(without)} != expected(case)]


def test_no_rule_raises_a_false_alarm_or_misses_its_slip() -> None:
    poor = {rule: line for rule, line in figures().items() if line.precision < 1 or line.recall < 1}
    assert poor == {}


@pytest.mark.parametrize("case", [case for case in CASES if case.wrong], ids=lambda case: f"{case.place}-{case.rule}")
def test_a_fix_leaves_no_row_that_still_looks_wrong(case: Case) -> None:
    before = {finding.key for finding in case.findings()}
    for finding in case.findings():
        for fix in finding.fixes:
            book = case.book
            History(book).run(fix.command)
            after = review(book, QINGHAI)
            assert finding.key not in {left.key for left in after}, fix.label
            new = [left for left in after if left.key not in before and left.severity != "hint"]
            refill = "重填" in fix.label and [left.field for left in new] == ["value"]
            emptied = "移到" in fix.label and {left.rule for left in new} <= {"level-split", "level1-missing"}
            assert not new or refill or emptied, (fix.label, [left.message for left in new])


def test_every_rule_says_what_is_wrong_why_and_shows_both_ways() -> None:
    for rule in RULES.values():
        assert rule.title
        assert rule.why.endswith("。")
        assert rule.source
        assert rule.wrong != rule.right
        assert set(rule.yields_to) <= set(RULES)
