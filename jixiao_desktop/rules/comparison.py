"""What another 填报规则 would change, before a clerk switches to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..domain.book import Book
from ..domain.findings import SEVERITY_LABELS, Finding
from ..domain.profile import Profile
from .reviewer import review


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """Counts by severity now and then, and the findings that would come and go."""

    now: Mapping[str, int]
    then: Mapping[str, int]
    coming: tuple[Finding, ...]
    going: tuple[Finding, ...]

    @property
    def words(self) -> str:
        """The change in one sentence: 错误 1→0，警告 9→9，提示 17→15；新增 0 条，消除 3 条."""
        parts = (f"{label} {self.now[name]}→{self.then[name]}" for name, label in SEVERITY_LABELS.items())
        return f"{'，'.join(parts)}；新增 {len(self.coming)} 条，消除 {len(self.going)} 条"


def compare_profiles(book: Book, old: Profile, new: Profile) -> ProfileChange:
    """Return how the findings of a book would change from one profile to another.

    A finding that changes its severity goes and comes; one whose words alone change stays.
    """
    before, after = review(book, old), review(book, new)
    return ProfileChange(_counts(before), _counts(after), *turnover(before, after))


def turnover(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that come and those that go between two reviews."""
    told_before, told_after = ({_told(finding) for finding in findings} for findings in (before, after))
    coming = tuple(finding for finding in after if _told(finding) not in told_before)
    return coming, tuple(finding for finding in before if _told(finding) not in told_after)


def _told(finding: Finding) -> tuple[object, ...]:
    return *finding.key, finding.severity


def _counts(findings: list[Finding]) -> dict[str, int]:
    counts = Counter(finding.severity for finding in findings)
    return {name: counts[name] for name in SEVERITY_LABELS}  # type: ignore[index]
