"""Reviewing a book as a whole and after every change.

Local rules read one project, unit or the book's facts: what changes re-runs its own scope alone. Rules over several
projects read an index: each scope contributes entries (key, node, value), and a bucket is checked again only when one
of its entries changed. A full review is the same work with every scope touched, so the results cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import inf
from time import perf_counter
from typing import Any

from ..domain.book import ROOT, Book, Facts, Indicator, Node, Waiver
from ..domain.changes import Change, FieldChanged, Inserted, Moved, Removed
from ..domain.findings import SEVERITY_ORDER, Counts, Finding
from ..domain.profile import Profile
from .buckets import Bucket, Buckets, Contribution
from .loading import RULES
from .registry import INDEXES, Hit, Rule
from .views import BookView, ProjectView, UnitView

Entries = dict[Bucket, Contribution]
_FIELD_ORDER = {
    name: place
    for place, name in enumerate(
        ("code", "name", "category", "budget", "objective", "level1", "level2", "comparator", "value", "unit", "weight")
    )
}
_EVERYWHERE = {"year"}
_AT_A_TIME = 5  # projects


@dataclass(slots=True)
class _Group:
    """The findings that stand at one project, unit or the book: shown by severity, and declared true."""

    shown: tuple[list[Finding], list[Finding], list[Finding]] = field(default_factory=lambda: ([], [], []))
    waived: list[Finding] = field(default_factory=list)

    @property
    def counts(self) -> Counts:
        errors, warnings, hints = self.shown
        return Counts(len(errors), len(warnings), len(hints), len(self.waived))


class _Rules:
    """The rules that a profile leaves switched on, by scope."""

    def __init__(self, profile: Profile) -> None:
        self.severities = {
            rule.id: profile.severities.get(rule.id, rule.severity)
            for rule in RULES.values()
            if profile.severities.get(rule.id) != "off"
        }
        self.basis = {rule.id: rule.basis_text(profile.title) for rule in RULES.values()}
        self.by_scope: dict[str, list[Rule]] = {}
        self.by_index: dict[str, list[Rule]] = {}
        for rule in RULES.values():
            if rule.id in self.severities:
                table, key = (self.by_index, rule.index) if rule.index else (self.by_scope, rule.scope)
                table.setdefault(str(key), []).append(rule)
        self.fixed = frozenset(profile.severities)
        self._by_kinds: dict[tuple[str, ...], tuple[Rule, ...]] = {}

    def for_row(self, kinds: tuple[str, ...]) -> tuple[Rule, ...]:
        """Return the row rules that look at a row of these kinds."""
        if kinds not in self._by_kinds:
            self._by_kinds[kinds] = tuple(rule for rule in self.by_scope.get("row", ()) if rule.when in kinds)
        return self._by_kinds[kinds]

    def finding(self, rule: Rule, hit: Hit) -> Finding:
        """Return the finding that a rule's hit makes; a severity set by the profile overrides the hit's own."""
        own = self.severities[rule.id]
        severity = own if hit.severity is None or rule.id in self.fixed else hit.severity
        basis = self.basis[rule.id]
        return Finding(rule.id, severity, hit.node, hit.field, hit.message, basis, hit.fixes, hit.others)  # type: ignore[arg-type]


class Reviewer:
    """Keeps the findings of one book up to date: `findings` worst first in the order of the form, `waived` apart."""

    def __init__(self, book: Book, profile: Profile, *, at_once: bool = True) -> None:
        """Review a book; unless `at_once`, `go_on` does it little by little and nothing else is asked before."""
        self.book = book
        self._begin(profile)
        if at_once:
            self.go_on()

    def set_profile(self, profile: Profile) -> None:
        """Review everything again by another profile."""
        self._begin(profile)
        self.go_on()

    def go_on(self, seconds: float = inf) -> bool:
        """Look at what has not been looked at yet, for about so many seconds; True when nothing is left.

        However few they are, some projects are looked at: whoever goes on comes to an end.
        """
        end = perf_counter() + seconds
        while self._waiting:
            count = len(self._waiting) if seconds == inf else _AT_A_TIME
            now = self._waiting[:count]
            del self._waiting[:count]
            self._run(now)
            if perf_counter() >= end:
                break
        return not self._waiting

    def _begin(self, profile: Profile) -> None:
        self.profile = profile
        self._rules = _Rules(profile)
        self._local: dict[int, list[Finding]] = {}
        self._entries: dict[int, Entries] = {}
        self._buckets = Buckets()
        self._shared: dict[int, dict[Bucket, list[Finding]]] = {}
        self._placed: dict[Bucket, set[int]] = {}
        self._groups: dict[int, _Group] = {}
        self._counts = Counts()
        self._ordered: list[_Group] | None = None
        self._lists: tuple[list[Finding], list[Finding]] | None = None
        self._waivers = _waivers(self.book.facts)
        self._waiting: list[int] = self._all_scopes()

    @property
    def findings(self) -> list[Finding]:
        """What the rules find now, worst first, in the order of the form."""
        return self._assembled()[0]

    @property
    def waived(self) -> list[Finding]:
        """Findings declared true as they stand (属实) whose cell still has the text it had then."""
        return self._assembled()[1]

    def findings_of(self, scope: int) -> list[Finding]:
        """Return what the rules find in one project, unit or the book itself (0), worst first."""
        group = self._groups.get(scope)
        return [finding for part in group.shown for finding in part] if group else []

    @property
    def counts(self) -> Counts:
        """How many findings there are in the whole book."""
        return self._counts

    def counts_of(self, scope: int) -> Counts:
        """Return how many findings there are in one project, unit or the book itself (0)."""
        group = self._groups.get(scope)
        return group.counts if group else Counts()

    def update(self, changes: Sequence[Change]) -> set[int]:
        """Re-run what the changes touch; return the projects (units, 0 for the book) whose findings changed.

        A project that went away is told as 0.
        """
        scopes: set[int] = set()
        for change in changes:
            scopes.update(self._touched(change))
        changed = self._run(scopes)
        if not all(isinstance(change, FieldChanged) for change in changes):
            self._ordered = None
        return {group if group in self.book else ROOT for group in changed}

    # what a change touches

    def _all_scopes(self) -> list[int]:
        units = self.book.children(ROOT)
        return [ROOT, *units, *(project for unit in units for project in self.book.children(unit))]

    def _touched(self, change: Change) -> Iterable[int]:
        match change:
            case FieldChanged(node=node, field=name):
                return self._touched_by_field(node, name)
            case Inserted(records=records) | Removed(records=records):
                return {_scope(record) for record in records}
            case Moved(node=node, old_parent=old, new_parent=new):
                return {scope for scope in (node, old, new) if scope in self._entries or scope == node}

    def _touched_by_field(self, node: int, name: str) -> Iterable[int]:
        if node == ROOT and name in _EVERYWHERE:
            return self._all_scopes()
        return (_scope(self.book.node(node)),) if node in self.book else ()

    # running

    def _run(self, scopes: Iterable[int]) -> set[int]:
        stale: set[int] = set()
        dirty: dict[Bucket, None] = {}
        for scope in scopes:
            if scope in self.book and isinstance(self.book.node(scope), Indicator):
                continue
            stale.add(scope)
            self._run_scope(scope, dirty)
        for bucket in dirty:
            stale.update(self._run_bucket(bucket))
        stale.update(self._waivers_changed())
        changed = {group for group in stale if self._regroup(group)}
        if stale:
            self._lists = None
        return changed

    def _run_scope(self, scope: int, dirty: dict[Bucket, None]) -> None:
        if scope in self.book:
            findings, entries = self._review_scope(scope)
            self._local[scope] = findings
        else:
            self._local.pop(scope, None)
            entries = {}
        old = self._entries.pop(scope, {})
        if scope in self.book:
            self._entries[scope] = entries
        for bucket in old.keys() | entries.keys():
            if old.get(bucket) != entries.get(bucket):
                self._buckets.replace(bucket, scope, entries.get(bucket))
                dirty[bucket] = None

    def _review_scope(self, scope: int) -> tuple[list[Finding], Entries]:
        node = self.book.node(scope)
        view: Any
        if node.kind == "project":
            view = ProjectView.of(self.book, scope, self.profile)
            pairs = ((row, self._rules.for_row(row.kinds)) for row in view.rows)
            findings = [
                self._rules.finding(r, hit) for row, rules in pairs for r in rules for hit in r.check(view, row)
            ]
        else:
            view = UnitView(node, self.profile) if node.kind == "unit" else BookView(self.book.facts, self.profile)
            findings = []
        for rule in self._rules.by_scope.get(node.kind, ()):
            findings.extend(self._rules.finding(rule, hit) for hit in rule.check(view))
        return findings, self._gather(node.kind, view)

    def _gather(self, kind: str, view: Any) -> Entries:
        gathered: dict[Bucket, list[tuple[int, Any]]] = {}
        for index in INDEXES.values():
            source = index.sources.get(kind)
            if source is not None:
                for key, node, value in source(view):
                    gathered.setdefault((index.name, key), []).append((node, value))
        return {bucket: tuple(members) for bucket, members in gathered.items()}

    def _run_bucket(self, bucket: Bucket) -> set[int]:
        groups = self._placed.pop(bucket, set())
        for group in groups:
            del self._shared[group][bucket]
        placed: dict[int, list[Finding]] = {}
        for finding in self._check_bucket(bucket):
            placed.setdefault(self._group_of(finding.node), []).append(finding)
        for group, findings in placed.items():
            self._shared.setdefault(group, {})[bucket] = findings
        if placed:
            self._placed[bucket] = set(placed)
        return groups | placed.keys()

    def _check_bucket(self, bucket: Bucket) -> Iterator[Finding]:
        members = self._buckets.members(bucket)
        if not members:
            return
        for rule in self._rules.by_index.get(bucket[0], ()):
            for hit in rule.check(bucket[1], members):
                yield self._rules.finding(rule, hit)

    # putting together

    def _group_of(self, node: int) -> int:
        return _scope(self.book.node(node)) if node in self.book else ROOT

    def _waivers_changed(self) -> set[int]:
        now = _waivers(self.book.facts)
        if now == self._waivers:
            return set()
        moved = {key[1] for key in now.keys() | self._waivers.keys() if now.get(key) != self._waivers.get(key)}
        self._waivers = now
        return {self._group_of(node) for node in moved}

    def _regroup(self, group: int) -> bool:
        """Put one group's findings together again; True when what it shows or declares true is not as before."""
        found = [*self._local.get(group, ())]
        for findings in self._shared.get(group, {}).values():
            found.extend(findings)
        kept = self._groups.get(group)
        if kept is None:
            if not found:
                return False
            kept = self._groups[group] = _Group()
            self._ordered = None
        before, counted = _signature(kept), kept.counts
        self._fill(kept, group, found)
        self._counts = Counts(*(n + new - old for n, new, old in zip(self._counts, kept.counts, counted, strict=True)))
        if not found:
            del self._groups[group]
            self._ordered = None
        return before != _signature(kept)

    def _fill(self, kept: _Group, group: int, found: list[Finding]) -> None:
        places = {node: place for place, node in enumerate(self.book.children(group), 1)} if len(found) > 1 else {}
        found.sort(key=lambda f: (places.get(f.node, 0), _FIELD_ORDER.get(f.field or "", -1), f.rule, f.message))
        shown: tuple[list[Finding], list[Finding], list[Finding]] = ([], [], [])
        kept.waived = []
        for finding in _one_per_cause(found):
            waiver = self._waivers.get((finding.rule, finding.node, finding.field or "")) if self._waivers else None
            if waiver is not None and _still_valid(self.book, waiver, finding):
                kept.waived.append(finding)
            else:
                shown[SEVERITY_ORDER[finding.severity]].append(finding)
        kept.shown = shown

    def _assembled(self) -> tuple[list[Finding], list[Finding]]:
        if self._ordered is None:
            self._ordered = [self._groups[scope] for scope in self._order() if scope in self._groups]
            self._lists = None
        if self._lists is None:
            groups = self._ordered
            shown = chain.from_iterable(group.shown[severity] for severity in range(3) for group in groups)
            self._lists = list(shown), list(chain.from_iterable(group.waived for group in groups))
        return self._lists

    def _order(self) -> Iterator[int]:
        yield ROOT
        for unit in self.book.children(ROOT):
            yield unit
            yield from self.book.children(unit)


def _scope(record: Node) -> int:
    return record.parent if isinstance(record, Indicator) else record.id


def _waivers(facts: Facts) -> dict[tuple[str, int, str], Waiver]:
    return {(waiver.rule, waiver.node, waiver.field): waiver for waiver in facts.waivers}


def _one_per_cause(found: list[Finding]) -> list[Finding]:
    """Drop what says again, at the same node, what a better rule says there."""
    rules_at: dict[int, set[str]] = {}
    for finding in found:
        rules_at.setdefault(finding.node, set()).add(finding.rule)
    kept: dict[tuple[str, int, str | None], Finding] = {}
    for finding in found:
        if rules_at[finding.node].isdisjoint(RULES[finding.rule].yields_to):
            kept.setdefault(finding.key, finding)
    return list(kept.values())


def waiver_text(book: Book, finding: Finding) -> str | None:
    """Return what a waiver of this finding holds on to: the cell's text, or the message when there is no cell."""
    if finding.field is None:
        return finding.message
    return getattr(book.node(finding.node), finding.field, None)


def _still_valid(book: Book, waiver: Waiver, finding: Finding) -> bool:
    return waiver.text == waiver_text(book, finding) or (finding.field is None and waiver.text is None)


def _signature(group: _Group) -> list[tuple[object, ...]]:
    findings = [finding for part in (*group.shown, group.waived) for finding in part]
    return [(len(group.waived), *signature(finding)) for finding in findings]


def signature(finding: Finding) -> tuple[object, ...]:
    """Return what tells two findings apart to a reader: all but the commands behind the fixes' labels."""
    labels = tuple(fix.label for fix in finding.fixes)
    return finding.severity, *finding.key, finding.message, finding.basis, labels, finding.others


def review(book: Book, profile: Profile) -> list[Finding]:
    """Return all findings of a book, worst first, then in the order of the form."""
    return Reviewer(book, profile).findings
