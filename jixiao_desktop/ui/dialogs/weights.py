"""分配分值: share the points of a project's levels equally or in proportion; the result is seen before it is done."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QHeaderView, QRadioButton, QTreeWidget, QTreeWidgetItem, QWidget

from ...domain import commands
from ...domain.book import Book, Indicator
from ...domain.history import Command
from ...domain.profile import Profile
from ...domain.quantity import plain_number
from ...domain.weights import ZERO, balance, shared, weight
from ..widgets import label, numbers
from .base import Dialog

Shares = dict[int, Decimal]


def fill_up(rows: list[Indicator], due: Decimal, decimals: int) -> Shares:
    """Share what is left to the rows without points; when none is empty, bring all to `due` in proportion."""
    empty = [row for row in rows if weight(row) is None]
    given = sum((weight(row) or ZERO for row in rows), ZERO)
    if empty and due > given:
        return dict(zip((r.id for r in empty), shared(due - given, [ZERO] * len(empty), decimals), strict=True))
    parts = [weight(row) or ZERO for row in rows]
    return dict(zip((row.id for row in rows), shared(due, parts, decimals), strict=True))


def equal_parts(rows: list[Indicator], due: Decimal, decimals: int) -> Shares:
    """Share `due` equally."""
    return dict(zip((row.id for row in rows), shared(due, [ZERO] * len(rows), decimals), strict=True))


class WeightsDialog(Dialog):
    """Shows the present and the proposed points of one project, level by level."""

    def __init__(self, book: Book, profile: Profile, project_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, "weights_dialog", "分配分值", "应用")
        self.resize(640, 500)
        self._rows = list(book.indicators(project_id))
        self._profile = profile
        self._fill, self._equal = QRadioButton("补足：剩余分值给未填的行，都填了就按比例调整"), QRadioButton("平均分配")
        self._fill.setObjectName("fill_up")
        self._equal.setObjectName("equal_parts")
        self._fill.setChecked(True)
        self._list = self._make_list()
        self.body.addWidget(label(book.project(project_id).label, "title", wrap=True))
        self.body.addWidget(self._fill)
        self.body.addWidget(self._equal)
        self.body.addWidget(self._list, 1)
        self._note = self.add_note()
        self._fill.toggled.connect(self._refresh)
        self._refresh()

    def _make_list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setObjectName("shares")
        view.setAccessibleName("分值")
        view.setHeaderLabels(["指标", "现在", "改为"])
        numbers(view.headerItem(), 1, 2)
        view.header().setStretchLastSection(False)
        view.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return view

    def shares(self) -> Shares:
        """Return the proposed points by indicator; levels without a fixed share keep theirs."""
        how = equal_parts if self._equal.isChecked() else fill_up
        found: Shares = {}
        for level in balance(self._rows, self._profile).levels:
            rows = [row for row in self._rows if row.level1 == level.level1]
            if rows and level.due is not None:
                found |= how(rows, level.due, self._profile.weight_decimals)
        return found

    def _refresh(self) -> None:
        shares = self.shares()
        self._list.clear()
        for level in balance(self._rows, self._profile).levels:
            due = "" if level.due is None else f"应为 {plain_number(level.due)}"
            top = QTreeWidgetItem(self._list, [level.level1 or "（未分级）", plain_number(level.given), due])
            numbers(top, 1, 2)
            for row in (row for row in self._rows if row.level1 == level.level1):
                proposed = shares.get(row.id)
                text = "" if proposed is None or proposed == weight(row) else plain_number(proposed)
                numbers(QTreeWidgetItem(top, [row.name or "（未填指标名称）", row.weight or "", text]), 1, 2)
            top.setExpanded(True)
        count = len(self._changed())
        self._note.setText(f"将改动 {count} 条指标的分值，可一步撤销。" if count else "分值已经合适，没有要改的。")
        self.accept_button.setEnabled(count > 0)

    def _changed(self) -> list[tuple[int, str, str]]:
        shares = self.shares()
        return [
            (row.id, "weight", plain_number(shares[row.id]))
            for row in self._rows
            if row.id in shares and shares[row.id] != weight(row)
        ]

    def command(self) -> Command | None:
        """Return the command that writes the proposed points, or None when nothing changes."""
        cells = self._changed()
        return commands.set_cells(cells, "分配分值") if cells else None
