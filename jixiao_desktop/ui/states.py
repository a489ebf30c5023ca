"""The state of a project or unit as the lists show it: the worst of its findings, or done, or not yet reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..domain.book import Book
from ..domain.findings import SEVERITY_ORDER, Finding

STATE_LABELS = {"error": "有错误", "warning": "有警告", "hint": "有提示", "ok": "无问题"}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of each severity."""

    error: int = 0
    warning: int = 0
    hint: int = 0

    @property
    def worst(self) -> str:
        """The name of the worst severity present; "ok" when there is none."""
        return next((name for name in ("error", "warning", "hint") if getattr(self, name)), "ok")

    @property
    def words(self) -> str:
        """The counts in words, such as 1 错误 2 警告; 无问题 when there is none."""
        parts = [("错误", self.error), ("警告", self.warning), ("提示", self.hint)]
        return " ".join(f"{count} {word}" for word, count in parts if count) or "无问题"

    @property
    def badge(self) -> str:
        """The counts that matter on the toolbar, such as 1错 9警; "" without errors and warnings."""
        parts = [(self.error, "错"), (self.warning, "警")]
        return " ".join(f"{count}{word}" for count, word in parts if count)


def tally(findings: Iterable[Finding]) -> Tally:
    """Count findings by severity."""
    counts = dict.fromkeys(SEVERITY_ORDER, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return Tally(**counts)


def by_owner(book: Book, findings: Iterable[Finding]) -> dict[int, Tally]:
    """Return the findings of every project and unit that has any, by its id (0: the book)."""
    found: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.node in book:
            found.setdefault(owner(book, finding.node), []).append(finding)
    return {node: tally(items) for node, items in found.items()}


def owner(book: Book, node_id: int) -> int:
    """Return the project that a node belongs to; a unit or the book stands for itself."""
    project = book.ancestor(node_id, "project")
    return node_id if project is None else project
