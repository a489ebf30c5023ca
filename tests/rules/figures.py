"""Precision and recall of every rule over the corpus, as the test run prints them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from jixiao_desktop.domain.profile import Profile

from .corpus import Case, cases


@dataclass
class Figures:
    """How often a rule spoke up rightly, wrongly, and was silent where it should have spoken."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    @property
    def precision(self) -> float:
        """The share of its findings that are right."""
        return self.hits / (self.hits + self.false_alarms) if self.hits + self.false_alarms else 1.0

    @property
    def recall(self) -> float:
        """The share of slips that it finds."""
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else 1.0


def expected(case: Case) -> set[str]:
    """Return the rules that speak up in a case."""
    return {case.rule, *case.also} if case.wrong else set(case.also)


def figures(profile: Profile | None = None) -> dict[str, Figures]:
    """Run the corpus; return the figures by rule."""
    table: dict[str, Figures] = {case.rule: Figures() for case in cases()}
    for case in cases():
        found, due = {finding.rule for finding in case.findings(profile)}, expected(case)
        for rule in found & due:
            table.setdefault(rule, Figures()).hits += 1
        for rule in found - due:
            table.setdefault(rule, Figures()).false_alarms += 1
        for rule in due - found:
            table.setdefault(rule, Figures()).misses += 1
    return table


def lines() -> list[str]:
    """Return the table as lines of text."""
    table, kinds = figures(), Counter(case.wrong for case in cases())
    head = [f"rules: {len(cases())} cases, {kinds[True]} wrong, {kinds[False]} right", "  precision recall  rule"]
    return head + [f"  {f.precision:9.0%} {f.recall:6.0%}  {rule}" for rule, f in sorted(table.items())]
