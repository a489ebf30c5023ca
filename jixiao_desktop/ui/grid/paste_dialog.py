"""What a paste would do, before it is done: a field for each column, a verdict for each cell, one undo step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ..dialogs.base import Dialog
from ..style import icons
from ..style.tokens import tokens
from ..widgets import label
from . import mapping
from .paste import Plan

_SHOWN_ROWS = 200
_NUMBERS = 34  # pixels for the numbers of the rows


class PasteDialog(Dialog):
    """Shows a plan and lets its columns be mapped otherwise. `agreed` carries the plan to carry out."""

    agreed = Signal(object)  # Plan

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent, "paste_preview", "粘贴预览", "粘贴")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._plan = plan
        self._columns = max(map(len, plan.block))
        self._table = QTableWidget(min(len(plan.block), _SHOWN_ROWS), self._columns, self)
        self._boxes = [self._box(column) for column in range(self._columns)]
        self._verdict = label(wrap=True)
        self._build()
        self._show()

    def _build(self) -> None:
        self._table.setObjectName("paste_cells")
        self._table.setAccessibleName("将要粘贴的内容")
        self._table.setTabKeyNavigation(False)  # Tab goes on to the buttons; arrows go from cell to cell
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.verticalHeader().setFixedWidth(_NUMBERS)
        self._table.setHorizontalHeaderLabels([f"第 {n} 列" for n in range(1, self._columns + 1)])
        mapped = QHBoxLayout()
        mapped.setSpacing(4)
        mapped.setContentsMargins(_NUMBERS, 0, 0, 0)  # each box above its column
        for column, box in enumerate(self._boxes):
            mapped.addWidget(box, 1)
            box.setAccessibleName(f"第 {column + 1} 列粘贴到")
        self.accept_button.setObjectName("paste_agree")
        self.cancel_button.setObjectName("paste_cancel")
        self.body.addWidget(
            label("这块内容与表格的列不完全一致。请看每一列粘贴到哪里，再确定；粘贴后可以一步撤销。", wrap=True)
        )
        self.body.addLayout(mapped)
        self.body.addWidget(self._table, 1)
        self.body.addWidget(self._verdict)
        self.resize(min(1040, 180 + 130 * self._columns), 440)

    def _box(self, column: int) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(f"paste_column_{column + 1}")
        for field in (mapping.SKIP, *self._plan.allowed):
            box.addItem(mapping.LABELS[field], field)
        field = self._plan.fields[column] if column < len(self._plan.fields) else mapping.SKIP
        box.setCurrentIndex(max(0, box.findData(field)))
        box.currentIndexChanged.connect(lambda _index, changed=column: self._remap(changed))
        return box

    def _remap(self, changed: int) -> None:
        """A field stands once: the column that had it before is not pasted."""
        wanted = self._boxes[changed].currentData()
        for column, box in enumerate(self._boxes):
            if column != changed and wanted != mapping.SKIP and box.currentData() == wanted:
                box.blockSignals(True)
                box.setCurrentIndex(0)
                box.blockSignals(False)
        self._plan = self._plan.remapped([box.currentData() for box in self._boxes])
        self._show()

    def _show(self) -> None:
        scheme = tokens()
        for row in range(self._table.rowCount()):
            texts = self._plan.block[row]
            for column in range(self._columns):
                item = QTableWidgetItem(texts[column] if column < len(texts) else "")
                problem = self._plan.verdict(row, column)
                skipped = self._boxes[column].currentData() == mapping.SKIP
                if problem:
                    item.setIcon(icons.icon("warning"))
                    item.setBackground(QBrush(QColor(scheme.warning_soft)))
                    item.setToolTip(problem)
                elif skipped:
                    item.setForeground(QBrush(QColor(scheme.faint)))
                self._table.setItem(row, column, item)
        self._verdict.setText(self._summary())

    def _summary(self) -> str:
        plan = self._plan
        doubtful = sum(bool(plan.verdict(r, c)) for r, texts in enumerate(plan.block) for c in range(len(texts)))
        new = max(0, len(plan.block) - len(plan.targets)) if plan.project is not None else 0
        parts = [f"共 {len(plan.block)} 行：覆盖 {min(len(plan.block), len(plan.targets))} 行"]
        parts += [f"新增 {new} 行"] if new else []
        parts += [f"超出最后一行的 {plan.surplus} 行不粘贴"] if plan.surplus else []
        parts += [f"{doubtful} 格不像本列的内容，照样粘贴并列入检查结果"] if doubtful else ["各格都合适"]
        return "，".join(parts) + ("。" + plan.said if plan.said else "。")

    def accept(self) -> None:
        """Say that the plan may be carried out."""
        self.agreed.emit(self._plan)
        super().accept()
