"""The findings of a session by cell and by project, kept up to date: what every widget that marks something asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from ..domain.book import ROOT
from ..domain.findings import SEVERITY_ORDER, Finding, Severity
from ..session import FindingsChanged
from .bridge import Bridge


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity among findings, None when there are none."""
    return min((found.severity for found in findings), key=SEVERITY_ORDER.__getitem__, default=None)


def _said(findings: list[Finding] | None) -> list[tuple[str, str | None, str]]:
    """What a mark shows of findings; the commands behind their fixes are new after every review."""
    return [(found.severity, found.field, found.message) for found in findings or ()]


class Marks(QObject):
    """The index of a session's findings. `changed` carries the nodes whose findings are no longer what they were."""

    changed = Signal(object)  # frozenset[int]

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = bridge.session
        self._by_node: dict[int, list[Finding]] = {}
        self._nodes_of: dict[int, set[int]] = {}  # a project, unit or the book -> its nodes with findings
        self._tallies: dict[int, Counter[str]] = {}
        self._told = bridge.session.reviewed
        book = bridge.session.book
        if self.reviewed:
            for scope in (ROOT, *book.children(ROOT), *(project.id for project in book.projects())):
                self._take(scope)
        bridge.findings_changed.connect(self._follow)

    @property
    def reviewed(self) -> bool:
        """True when the rules have looked at the book; until then not even that all is well can be said."""
        return self._session.reviewed

    def _take(self, scope: int) -> set[int]:
        """Read the findings of one scope again; return the nodes whose findings changed."""
        fresh: dict[int, list[Finding]] = {}
        for found in self._session.findings_of(scope):
            fresh.setdefault(found.node, []).append(found)  # not the cells it compares with: they may well be right
        old = {node: self._by_node.pop(node, []) for node in self._nodes_of.pop(scope, ())}
        touched = {node for node in old.keys() | fresh.keys() if _said(old.get(node)) != _said(fresh.get(node))}
        tally: Counter[str] = Counter(found.severity for findings in fresh.values() for found in findings)
        if tally != self._tallies.pop(scope, Counter()):
            touched.add(scope)
        if fresh:
            self._by_node.update(fresh)
            self._nodes_of[scope] = set(fresh)
            self._tallies[scope] = tally
        return touched

    def _follow(self, event: FindingsChanged) -> None:
        scopes = set(event.projects)
        if ROOT in scopes:  # a project that went away is told as the book
            scopes.update(scope for scope in self._nodes_of if scope not in self._session.book)
        touched = {node for scope in scopes for node in self._take(scope)}
        if not self._told:
            self._told = True
            touched.update(scopes)  # what is well says so now
        if touched:
            self.changed.emit(frozenset(touched))

    def of_node(self, node: int) -> list[Finding]:
        """Return the findings about one record, whatever the cell."""
        return self._by_node.get(node, [])

    def of_cell(self, node: int, field: str | None) -> list[Finding]:
        """Return the findings about one cell."""
        return [found for found in self._by_node.get(node, ()) if found.field == field]

    def of_project(self, project: int) -> Counter[str]:
        """Return how many findings of each severity stand within a project (or a unit, or the book: 0)."""
        return self._tallies.get(project, Counter())

    def severity(self, project: int) -> Severity | None:
        """Return the gravest severity within a project."""
        tally = self.of_project(project)
        ordered: list[Severity] = ["error", "warning", "hint"]
        return next((severity for severity in ordered if tally[severity]), None)
