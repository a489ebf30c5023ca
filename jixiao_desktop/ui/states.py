"""The state of a book, project or unit as the lists show it: the worst of its findings, or that there is none."""

from __future__ import annotations

from dataclasses import dataclass

from ..session import Session

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


def tally(session: Session, scope: int | None = None) -> Tally:
    """Count the findings of one project, unit or the book itself (0), or all; none until the rules have looked."""
    if not session.reviewed:
        return Tally()
    counts = session.counts if scope is None else session.counts_of(scope)
    return Tally(counts.error, counts.warning, counts.hint)
