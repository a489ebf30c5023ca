"""The findings of a session by cell and by project, kept up to date: what every widget that marks something asks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from ..domain.book import ROOT
from ..domain.findings import SEVERITY_ORDER, Finding, Severity
from .bridge import Bridge

Cell = tuple[int, str | None]


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity among findings, None when there are none."""
    return min((found.severity for found in findings), key=SEVERITY_ORDER.__getitem__, default=None)


class Marks(QObject):
    """The index of a session's findings. `changed` carries the nodes whose findings are no longer what they were."""

    changed = Signal(object)  # frozenset[int]

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._by_node: dict[int, list[Finding]] = {}
        self._by_project: dict[int, Counter[str]] = {}
        self._count()
        bridge.findings_changed.connect(self._rebuild)

    def _count(self) -> None:
        by_node: defaultdict[int, list[Finding]] = defaultdict(list)
        by_project: defaultdict[int, Counter[str]] = defaultdict(Counter)
        book = self._bridge.session.book
        for found in self._bridge.session.findings:
            by_node[found.node].append(found)  # not the cells it compares with: they may well be right
            if found.node in book:
                by_project[book.ancestor(found.node, "project") or ROOT][found.severity] += 1
        self._by_node, self._by_project = dict(by_node), dict(by_project)

    def _rebuild(self) -> None:
        before, tally = self._by_node, self._by_project
        self._count()
        nodes = before.keys() | self._by_node.keys()
        touched = {node for node in nodes if before.get(node) != self._by_node.get(node)}
        projects = tally.keys() | self._by_project.keys()
        touched |= {project for project in projects if tally.get(project) != self._by_project.get(project)}
        if touched:
            self.changed.emit(frozenset(touched))

    def of_node(self, node: int) -> list[Finding]:
        """Return the findings about one record, whatever the cell."""
        return self._by_node.get(node, [])

    def of_cell(self, node: int, field: str | None) -> list[Finding]:
        """Return the findings about one cell."""
        return [found for found in self._by_node.get(node, ()) if found.field == field]

    def of_project(self, project: int) -> Counter[str]:
        """Return how many findings of each severity stand within a project (0: the book and its units)."""
        return self._by_project.get(project, Counter())

    def severity(self, project: int) -> Severity | None:
        """Return the gravest severity within a project."""
        tally = self.of_project(project)
        ordered: list[Severity] = ["error", "warning", "hint"]
        return next((severity for severity in ordered if tally[severity]), None)
