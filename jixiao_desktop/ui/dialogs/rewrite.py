"""可衡量的写法: what a vague indicator could be measured by; the value is left to fill in."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ...domain.book import Book
from ...domain.findings import Finding
from ...domain.history import Command
from ...rules import rewrites
from ...rules.rewriting import ORIGIN_WORDS
from ..widgets import label
from .base import Dialog, named
from .finding_notes import where_words
from .fix_preview import TO_FILL

_NAME = 0


class RewriteDialog(Dialog):
    """Lists the rewrites of one row, the nearest first."""

    def __init__(self, book: Book, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent, "rewrite_dialog", "可衡量的写法", "改用并填写")
        self.resize(640, 380)
        row = book.indicator(finding.node)
        self._node = row.id
        self._rewrites = rewrites(book, row.id)
        self.body.addWidget(label(where_words(book, finding), "title", wrap=True))
        self.add_note(f"现在：{row.name or ''}　{row.comparator or ''} {row.value or ''}", "alert")
        self._list = QTreeWidget()
        self._list.setHeaderLabels(["改为", "性质", "指标值", "度量单位", "出处"])
        self._list.setRootIsDecorated(False)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((56, 72, 76, 112), _NAME + 1):
            self._list.header().resizeSection(column, width)
        self.body.addWidget(named(self._list, "rewrites", "可衡量的写法"), 1)
        for choice in self._rewrites:
            words = [choice.name, choice.comparator, TO_FILL, choice.unit, ORIGIN_WORDS[choice.origin]]
            item = QTreeWidgetItem(self._list, words)
            item.setToolTip(_NAME, choice.name)
        self._list.setCurrentIndex(self._list.model().index(0, _NAME))
        self._list.itemActivated.connect(self.accept)
        self.add_note(
            "指标值由您填写；级别不变，换成满意度等其他级别的指标时请自行移动。"
            if self._rewrites
            else "没有找到现成的写法：请写明达到什么程度，或改用数字指标。"
        )
        self.accept_button.setEnabled(bool(self._rewrites))

    def command(self) -> Command | None:
        """Return the command that takes the chosen words, or None when there are none."""
        place = self._list.currentIndex().row()
        return self._rewrites[place].command(self._node) if place >= 0 else None
