"""本行: the row that the cursor stands on as a form — its name whole, its four values, last year's, its findings.

The fields write as the cells of the grid do (≥95% fills three); both show the same row at every moment.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...domain import commands, terms
from ...domain.book import Indicator
from ...domain.changes import FieldChanged
from ...domain.findings import SEVERITY_LABELS
from ...session import BookChanged
from ..bridge import Bridge
from ..fields import FieldEdit, mend_while_typing, take_preedit
from ..grid import entry
from ..grid.cells import change_since_last
from ..widgets import flat_button, label, let_scroll, set_state, tight

_LINES = {"name": "指标名称", "comparator": "性质", "value": "指标值", "unit": "度量单位", "weight": "分值权重"}


class RowPanel(QScrollArea):
    """The form of one indicator. `said` carries what else an entry changed."""

    said = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = bridge.session
        self._id = 0
        self.lines = {name: self._line(name, words) for name, words in _LINES.items()}
        self.heading, self.place = label(role="title", wrap=True), label(role="muted", wrap=True)
        self.last, self.change = label(role="muted"), label(role="muted")
        self.take = flat_button("取用", "undo")
        self.findings = label(wrap=True)
        self._form = QWidget()
        self._build()
        bridge.book_changed.connect(self._on_book)
        bridge.findings_changed.connect(self._show_findings)

    def _line(self, name: str, words: str) -> FieldEdit:
        field = FieldEdit()
        field.setObjectName(f"row_{name}")
        field.setAccessibleName(words)
        field.editingFinished.connect(lambda: self._write(name))
        field.tidied.connect(self.said)
        if name in entry.MENDED:
            mend_while_typing(field, entry.MENDED[name])
        return field

    def _build(self) -> None:
        page = QWidget()
        layout = QVBoxLayout(page)
        tight(layout, 6, (12, 10, 12, 10))
        layout.addWidget(self.heading)
        layout.addWidget(self.place)
        form = QFormLayout(self._form)
        form.setContentsMargins(0, 6, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(7)
        for name, words in _LINES.items():
            form.addRow(words, self.lines[name])
        self.lines["weight"].setAlignment(Qt.AlignmentFlag.AlignRight)
        self.lines["value"].setPlaceholderText("可一次键入 ≥95%")
        last = QHBoxLayout()
        for widget in (self.last, self.change):
            last.addWidget(widget)
        last.addStretch()
        last.addWidget(self.take)
        self.take.setToolTip("把上年的性质、指标值和单位取到本年（Ctrl+L）")
        self.take.clicked.connect(self._take_last)
        form.addRow("上年值", last)
        layout.addWidget(self._form)
        layout.addWidget(self.findings)
        layout.addStretch()
        let_scroll(self, page)

    # showing

    def show_node(self, node_id: int) -> None:
        """Show another row; what is being typed in the old one is written first."""
        if node_id != self._id:
            self.commit()
            self._id = node_id
        self._load()

    def _row(self) -> Indicator | None:
        book = self._session.book
        node = book.node(self._id) if self._id in book else None
        return node if isinstance(node, Indicator) else None

    def _on_book(self, event: BookChanged) -> None:
        if any(not isinstance(c, FieldChanged) or c.node == self._id for c in event.changes):
            self._load()

    def _load(self) -> None:
        row = self._row()
        self._form.setVisible(row is not None)
        if row is None:
            self.heading.setText("没有选中指标")
            self.place.setText("在表中选一条指标，这里就显示它的名称全文和各项内容，两边改哪边都一样。")
            self.findings.setText("")
            return
        state = "" if row.reviewed else f" · {terms.UNREVIEWED}"
        self.heading.setText(row.name or "（未填指标名称）")
        self.place.setText(f"{' › '.join(filter(None, row.levels)) or '未分级'}{state}")
        for name, field in self.lines.items():
            field.show_text(getattr(row, name) or "")
        proposed = entry.proposed_unit(row)
        self.lines["unit"].setPlaceholderText(f"按名称：{proposed}" if proposed else "")
        self.last.setText(row.last.text if row.last and row.last.text else "无")
        self.change.setText("".join(run.text for run in change_since_last(row)))
        self.take.setVisible(row.last is not None)
        self._show_findings()

    def _show_findings(self, _event: object = None) -> None:
        row = self._row()
        if row is None:
            return
        found = [finding for finding in self._session.findings_of(row.parent) if finding.node == self._id]
        self.findings.setText("\n".join(f"{SEVERITY_LABELS[f.severity]}：{f.message}" for f in found))
        worst = {f.field: f.severity for f in reversed(found)}
        for name, field in self.lines.items():
            severity = worst.get(name)
            set_state(field, severity if severity in ("error", "warning") else None)

    # writing

    def commit(self) -> None:
        """Write what is being typed (E2)."""
        for name, field in self.lines.items():
            if field.hasFocus():
                take_preedit(field)
                self._write(name)

    def _write(self, name: str) -> None:
        row, field = self._row(), self.lines[name]
        if row is None:
            return
        if (field.text().strip() or None) != getattr(row, name):
            done = entry.read(row, name, field.text())
            cells = [(row.id, written, text) for written, text in done.cells]
            self._session.run(commands.set_cells(cells, f"修改{terms.label(name, 'indicator')}"))
            if done.said:
                self.said.emit(done.said)
        row = self._row()
        if row is not None:
            field.written(getattr(row, name) or "")

    def _take_last(self) -> None:
        row = self._row()
        if row is not None and row.last is not None:
            cells = [(row.id, name, getattr(row.last, name)) for name in entry.QUANTITY_FIELDS]
            self._session.run(commands.set_cells(cells, "取上年值"))
