"""改正同类问题: every finding of a kind that the program can mend, before and after, to be mended in one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ...domain.changes import FieldChanged
from ...domain.findings import Finding
from ...domain.history import Command
from ...rules import RULES, mend_all, of_a_kind, preview
from ...session import Session
from .base import Dialog, named
from .finding_notes import where_words

WHERE, NOW, THEN = range(3)


class MendAllDialog(Dialog):
    """Choose a kind and which of its findings to mend; the kind of `first` is shown when the dialog opens."""

    def __init__(self, session: Session, first: Finding | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, "mend_all_dialog", "改正同类问题", "改正所选")
        self.resize(860, 420)
        self._session = session
        self._shown: list[Finding] = []
        self._kinds = QComboBox()
        self.add_form().addRow("问题", named(self._kinds, "kinds", "哪一类问题"))
        self._list = QTreeWidget()
        named(self._list, "mendable", "要改正的地方")
        self._list.setRootIsDecorated(False)
        self._list.setHeaderLabels(["位置", "现在", "改为"])
        self._list.header().setSectionResizeMode(WHERE, QHeaderView.ResizeMode.Stretch)
        self._list.header().setStretchLastSection(False)
        self._list.header().resizeSection(NOW, 180)
        self._list.header().resizeSection(THEN, 180)
        self.body.addWidget(self._list, 1)
        self.add_note("只改勾选的各处，合为一步，可以撤销。")
        self._list.itemChanged.connect(self._check)
        self._fill_kinds(first)
        self._kinds.currentIndexChanged.connect(self._show_kind)
        self._show_kind()

    def _fill_kinds(self, first: Finding | None) -> None:
        for rule in dict.fromkeys(finding.rule for finding in self._session.findings if finding.fixes):
            count = len(of_a_kind(self._session.findings, rule))
            self._kinds.addItem(f"{RULES[rule].title}（{count} 处）", rule)
        place = self._kinds.findData(first.rule) if first else -1
        self._kinds.setCurrentIndex(max(place, 0))

    def _show_kind(self) -> None:
        self._list.clear()
        self._shown = of_a_kind(self._session.findings, self._kinds.currentData() or "")
        for finding in self._shown:
            now, then = self._texts(finding)
            row = QTreeWidgetItem([where_words(self._session.book, finding), now, then])
            row.setCheckState(WHERE, Qt.CheckState.Checked)
            for column in (WHERE, NOW, THEN):
                row.setToolTip(column, row.text(column))
            self._list.addTopLevelItem(row)
        self._check()

    def _texts(self, finding: Finding) -> tuple[str, str]:
        """The text of the cell before and after its first fix; a fix of several cells is told by its own words."""
        changes = [c for c in preview(self._session.book, finding.fixes[0].command) if isinstance(c, FieldChanged)]
        seen = [change for change in changes if change.field != "reviewed"]
        if len(seen) == 1:
            return str(seen[0].old or "（空）"), str(seen[0].new or "（空）")
        return finding.message, finding.fixes[0].label

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self._chosen()))

    def _chosen(self) -> Sequence[Finding]:
        rows = (self._list.topLevelItem(place) for place in range(self._list.topLevelItemCount()))
        checked = [row is not None and row.checkState(WHERE) == Qt.CheckState.Checked for row in rows]
        return [finding for finding, wanted in zip(self._shown, checked, strict=False) if wanted]

    def command(self) -> Command:
        """Return the command that mends what is checked, in one step."""
        return mend_all(self._chosen())
