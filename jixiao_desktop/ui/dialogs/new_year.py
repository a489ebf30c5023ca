"""编制下年度: the year, what happens to the values, and the old years in texts, each to be accepted or left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHeaderView, QRadioButton, QTreeWidget, QTreeWidgetItem, QWidget

from ...domain import terms
from ...domain.book import Book
from ...domain.rollover import Proposal, proposals, roll_over
from ..widgets import label, number_box
from .base import Dialog, named
from .new_book import FIRST_YEAR, LAST_YEAR

_PLACE = Qt.ItemDataRole.UserRole
Cell = tuple[int, str, str]


class NewYearDialog(Dialog):
    """Asks how the next year's draft is to be made from a book."""

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent, "new_year_dialog", "编制下年度", "生成草稿")
        self.setMinimumSize(760, 480)
        self._source = book
        self._year = number_box(FIRST_YEAR, LAST_YEAR, (book.facts.year or 0) + 1)
        self._keep, self._clear = QRadioButton("沿用上年的值，逐条核对"), QRadioButton("清空指标值和预算数，重新填写")
        self._list = self._make_list()
        self._found: list[Proposal] = []
        self._build()
        self._year.valueChanged.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        self.add_note("项目、指标和目标带入新的一年，上年的值列在旁边；带入的内容在改动或核对之前都算“未核对”。")
        form = self.add_form()
        form.addRow("新的年度", named(self._year, "year", "新的年度"))
        group = QButtonGroup(self)
        for button, name in ((self._keep, "keep_values"), (self._clear, "clear_values")):
            button.setObjectName(name)
            group.addButton(button)
        self._keep.setChecked(True)
        form.addRow("指标值", self._keep)
        form.addRow("", self._clear)
        self._title = label(role="muted", wrap=True)
        form.addRow("表名", self._title)
        self._note = self.add_note()
        self.body.addWidget(self._list, 1)
        self.add_note("草稿生成后尚未保存，保存时选择新的文件名；上年的文件不会改动。")

    def _make_list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setObjectName("year_proposals")
        view.setAccessibleName("文字中的旧年份")
        view.setHeaderLabels(["所在栏目", "现在的文字", "改为"])
        view.setRootIsDecorated(False)
        view.header().resizeSection(0, 110)
        view.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        view.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        return view

    def _refresh(self) -> None:
        draft = roll_over(self._source, self._year.value())
        self._title.setText(draft.facts.title or "")
        self._found = list(proposals(draft))
        self._list.clear()
        for place, proposal in enumerate(self._found):
            field = terms.label(proposal.field, draft.node(proposal.node).kind)
            item = QTreeWidgetItem(self._list, [field, _around(proposal.old), _around(proposal.new)])
            item.setToolTip(1, proposal.old)
            item.setToolTip(2, proposal.new)
            item.setData(0, _PLACE, place)
            item.setCheckState(0, Qt.CheckState.Unchecked)
        self._list.setVisible(bool(self._found))
        words = f"文字中有 {len(self._found)} 处旧年份，勾选要改的："
        self._note.setText(words if self._found else "文字中没有发现旧年份。")

    def year(self) -> int:
        """Return the new year."""
        return self._year.value()

    def keep_values(self) -> bool:
        """Return False when the values are to be cleared."""
        return self._keep.isChecked()

    def chosen_cells(self, draft: Book) -> list[Cell]:
        """Return the cells (node, field, text) of `draft` whose proposal was ticked."""
        wanted = {(p.old, p.new, p.field) for p in self._ticked()}
        return [(p.node, p.field, p.new) for p in proposals(draft) if (p.old, p.new, p.field) in wanted]

    def _ticked(self) -> list[Proposal]:
        items = (self._list.topLevelItem(row) for row in range(self._list.topLevelItemCount()))
        return [
            self._found[item.data(0, _PLACE)]
            for item in items
            if item is not None and item.checkState(0) == Qt.CheckState.Checked
        ]


def _around(text: str, room: int = 40) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= room else f"{one_line[:room]}…"
