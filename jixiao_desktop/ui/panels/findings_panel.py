"""检查结果: every finding at once, filtered and sorted; a click or F8 goes to the cell, buttons mend or explain it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.changes import FieldChanged
from ...domain.findings import Finding
from ...session import BookChanged
from ..bridge import Bridge
from ..states import Tally, tally
from ..widgets import label, tight
from .finding_filters import FindingFilters
from .finding_model import LEVEL, FindingModel
from .finding_tree import FindingTree


class FindingsPanel(QWidget):
    """The list with its counts. Emits jump(node, field) and acted(finding, button)."""

    jump = Signal(int, str)
    acted = Signal(object, object)
    counted = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = bridge.session
        self._scope: int | None = None
        self._stale = False
        self.model = FindingModel(self._session, self)
        self.tree = FindingTree()
        self.tree.setModel(self.model)
        self.tree.arrange()
        self.empty = label("没有发现问题。", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.header = FindingFilters()
        self.filters = self.header.levels
        layout = QVBoxLayout(self)
        tight(layout)
        layout.addWidget(self.tree)
        layout.addWidget(self.empty, 1)
        self.tree.chosen.connect(self._on_chosen)
        self.tree.acted.connect(self.acted)
        self.header.changed.connect(self._on_filter)
        bridge.findings_changed.connect(self._follow)
        bridge.book_changed.connect(self._on_book)
        self.refresh()

    # what is shown

    def _follow(self, _event: object) -> None:
        """Count at once; lay out the list only while it is in sight."""
        if self.isVisibleTo(self.window()):
            self.refresh()
        else:
            self._stale = True
            self._count()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _on_filter(self) -> None:
        scope = self._scope if self.header.here.isChecked() else None
        self.model.set_filter(replace(self.header.wanted(), scope=scope))
        self.refresh()

    def show_scope(self, node: int | None) -> None:
        """Tell which project (or unit) the clerk works on, for 当前项目."""
        if node != self._scope:
            self._scope = node
            if self.header.here.isChecked():
                self._on_filter()

    def refresh(self, _event: object = None) -> None:
        """Show the findings as they are now; the current one stays current."""
        current = self.current()
        self._stale = False
        self.model.refresh()
        self.header.show_groups(self.model.groups())
        self.tree.refit_actions()
        nothing = self.model.rowCount() == 0
        self.tree.setVisible(not nothing)
        self.empty.setVisible(nothing)
        self.select(current)
        counts = self._count()
        self.empty.setText(self._words(counts))

    def _words(self, counts: Tally) -> str:
        if not self._session.reviewed:
            return "正在检查……"
        return "没有发现问题。" if counts.worst == "ok" else "筛选条件下没有问题。"

    def _count(self) -> Tally:
        counts = self.tally()
        if self._session.reviewed:
            self.header.show_counts(counts, self._session.counts.waived)
        else:
            self.header.show_counts(None, 0)
        self.counted.emit(counts)
        return counts

    def tally(self) -> Tally:
        """Return the counts of all findings, filtered out or not; of none until the rules have looked."""
        return tally(self._session)

    def _on_book(self, event: BookChanged) -> None:
        """Rows name their project and indicator: paint them again when a name may have changed."""
        if any(isinstance(change, FieldChanged) and change.field in ("name", "code") for change in event.changes):
            self.tree.viewport().update()

    # going through

    def current(self) -> Finding | None:
        """Return the finding of the current row, or None."""
        index = self.tree.currentIndex()
        return self.model.finding(index.row()) if index.isValid() else None

    def select(self, finding: Finding | None) -> None:
        """Make a finding's row the current one; none is when it is not shown."""
        row = None if finding is None else self.model.row_of(finding.key)
        self.tree.setCurrentIndex(QModelIndex() if row is None else self.model.index(row, LEVEL))

    def step(self, step: int) -> Finding | None:
        """Go to the next (1) or previous (-1) finding as listed, round and round; return it, None without any."""
        self._session.review()
        if self._stale:
            self.refresh()
        count = self.model.rowCount()
        if not count:
            return None
        index = self.tree.currentIndex()
        row = (index.row() + step) % count if index.isValid() else (0 if step > 0 else count - 1)
        self.tree.setCurrentIndex(self.model.index(row, LEVEL))
        finding = self.model.finding(row)
        self._on_chosen(finding)
        return finding

    def _on_chosen(self, finding: Finding) -> None:
        self.jump.emit(finding.node, finding.field or "name")
