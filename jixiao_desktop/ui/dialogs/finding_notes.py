"""属实，填写说明: declaring a finding true as it stands; and 说明: why it is a finding and what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...domain import commands
from ...domain.book import Book, Waiver
from ...domain.findings import SEVERITY_LABELS, Finding, note_of
from ...domain.history import Command
from ...rules import RULES, waiver_text
from ..fields import TextEdit
from ..panels.finding_model import field_words, place_words
from ..widgets import label
from .base import Dialog, named

_WIDTH = 520  # px


def where_words(book: Book, finding: Finding) -> str:
    """Return the place of a finding in words: project › indicator › field."""
    return " › ".join(part for part in (*place_words(book, finding.node), field_words(book, finding)) if part)


class WaiveDialog(Dialog):
    """Asks why a finding is right as it stands; the note is kept in the book until the cell changes."""

    def __init__(self, book: Book, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent, "waive_dialog", "属实，填写说明", "属实")
        self._book, self._finding = book, finding
        self.body.addWidget(label(where_words(book, finding), "title", wrap=True))
        self.add_note(finding.message, "alert")
        self._note = TextEdit()
        self._note.setPlaceholderText("例如：本项目为按标准发放，确为 100%，见某号文件")
        self._note.setMaximumHeight(100)
        self.body.addWidget(named(self._note, "note", "属实说明"))
        self.add_note("说明保存在填报文件里，印在自查表上；这一格改动后重新检查。")
        self._note.textChanged.connect(self._check)
        self._check()
        self.fit(_WIDTH)

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self._note.toPlainText().strip()))

    def command(self) -> Command:
        """Return the command that keeps the note."""
        finding, note = self._finding, self._note.toPlainText().strip()
        text = waiver_text(self._book, finding)
        return commands.waive(Waiver(finding.rule, finding.node, finding.field or "", text, note))


class ExplainDialog(Dialog):
    """Says why something is a finding, where the rule comes from, and what can be done."""

    def __init__(self, book: Book, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent, "explain_dialog", f"{SEVERITY_LABELS[finding.severity]}说明")
        self.only_close("知道了")
        self.body.addWidget(label(where_words(book, finding), "title", wrap=True))
        self.add_note(finding.message, "alert" if finding.severity != "hint" else "notice")
        rule = RULES.get(finding.rule)
        if rule:
            self.add_note(rule.why, "text")
            self.add_note(f"✗ 错：{rule.wrong}", "before")
            self.add_note(f"✓ 对：{rule.right}", "right")
        if finding.fixes:
            self.add_note("可以：" + "；".join(fix.label for fix in finding.fixes), "text")
        if note := note_of(book.facts, finding):
            self.add_note(f"已说明：{note}", "text")
        elif finding.severity != "error":
            self.add_note("确实如此时，选“属实…”填写说明，这条就不再列出。")
        self.add_note(f"依据：{finding.basis}　编号：{finding.rule}")
        self.fit(_WIDTH)
