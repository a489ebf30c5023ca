"""改正前先看: the row as it is and as it will be, and which findings go or come; Enter does it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ...domain import terms
from ...domain.book import Book, Indicator
from ...domain.changes import FieldChanged
from ...domain.findings import SEVERITY_LABELS, Finding, Fix
from ...rules import of_a_kind
from ...rules.texts import differing
from ...session import Session
from ..style.icons import icon
from ..widgets import label
from .base import Dialog
from .finding_notes import where_words

ROW = ("name", "comparator", "value", "unit", "weight")
_WIDTH = 560  # px
_SHOWN, _AROUND, _LONG = 4, 14, 60
EMPTY, TO_FILL = "（空）", "（待填）"


class FixDialog(Dialog):
    """Shows one fix before it is made. `all_of_kind` is true when the clerk would rather mend all of the kind."""

    def __init__(self, session: Session, finding: Finding, fix: Fix, parent: QWidget | None = None) -> None:
        self.outcome = session.foresee(fix.command)
        super().__init__(parent, "fix_dialog", fix.label, "改正并填写" if self.outcome.to_fill else "改正")
        self.all_of_kind = False
        book = session.book
        self.body.addWidget(label(where_words(book, finding), "title", wrap=True))
        for node in dict.fromkeys(cell.node for cell in self.outcome.cells):
            self._add_table(book, node)
        self._add_findings("消除", "ok", self.outcome.going)
        self._add_findings("新出现", "", self.outcome.coming)
        if not (self.outcome.going or self.outcome.coming):
            self.add_note("检查结果不变。")
        same = len(of_a_kind(session.findings, finding.rule))
        if same > 1 and fix.label == finding.fixes[0].label:
            self._offer_all(same)
        self.fit(_WIDTH)

    def _add_table(self, book: Book, node: int) -> None:
        """The record before and after: an indicator as its whole row, another record by the cells that change."""
        changed = {cell.field: cell for cell in self.outcome.cells if cell.node == node}
        record = book.node(node)
        fields = list(changed)
        if isinstance(record, Indicator):
            fields = [*(name for name in changed if name not in ROW), *ROW]
        table = QGridLayout()
        table.setHorizontalSpacing(6)
        table.setVerticalSpacing(4)
        for row, words in ((1, "现在"), (2, "改后")):
            heading = label(words, "muted")
            heading.setContentsMargins(0, 3, 0, 3)  # on one line with the cells, which have a frame of this width
            table.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignTop)
        for column, name in enumerate(fields, 1):
            table.addWidget(label(terms.label(name, record.kind), "muted"), 0, column)
            now, then = _texts(changed.get(name), getattr(record, name))
            role = ("before", "after") if name in changed else (None, None)
            for row, text, dress in ((1, now, role[0]), (2, then, role[1])):
                table.addWidget(_cell(text, dress), row, column)
            table.setColumnStretch(column, 3 if name in ("name", "objective") else 0)
        if len(fields) == 1:
            table.setColumnStretch(1, 1)
        self.body.addLayout(table)

    def _add_findings(self, words: str, mark: str, findings: Sequence[Finding]) -> None:
        for finding in findings[:_SHOWN]:
            line = QHBoxLayout()
            line.setSpacing(8)
            picture = QLabel()
            picture.setPixmap(icon(mark or finding.severity).pixmap(16, 16))
            picture.setContentsMargins(0, 2, 0, 0)
            line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
            said = label(f"{words}{SEVERITY_LABELS[finding.severity]}：{finding.message}", wrap=True)
            line.addWidget(said, 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
        if len(findings) > _SHOWN:
            self.add_note(f"{words}的共 {len(findings)} 条。")

    def _offer_all(self, count: int) -> None:
        button = QPushButton(f"改正同类 {count} 处…")
        button.setObjectName("all_of_kind")
        button.setAutoDefault(False)
        button.clicked.connect(self._on_all)
        self.buttons.addButton(button, self.buttons.ButtonRole.ActionRole)

    def _on_all(self) -> None:
        self.all_of_kind = True
        self.reject()


def _texts(change: FieldChanged | None, now: object) -> tuple[str, str]:
    """The text of a cell before and after; of long texts only where they differ, with some words around."""
    old = str((change.old if change else now) or EMPTY)
    if change is None:
        return old, old
    if change.new is None:
        return old, TO_FILL
    new = str(change.new)
    return (old, new) if max(len(old), len(new)) <= _LONG else _around(old, new)


def _around(old: str, new: str) -> tuple[str, str]:
    middle = differing(old, new)
    start = next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    begin = max(0, start - _AROUND)
    ends = (start + len(part) + _AROUND for part in middle)
    return tuple(  # type: ignore[return-value]
        f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}"
        for text, end in zip((old, new), ends, strict=True)
    )


def _cell(text: str, role: str | None) -> QLabel:
    made = label(text, role, wrap=len(text) > 8)
    if role is None:
        made.setContentsMargins(8, 3, 8, 3)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made
