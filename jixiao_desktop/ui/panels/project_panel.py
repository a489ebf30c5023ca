"""The panel at the right: the fields of the current project with its goal, or of the current unit.

Fields are written into the book when they are left; nothing is refused. The grid and the panel show the same cells.
"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from ...domain import commands
from ...domain.book import Project, Unit
from ...domain.changes import FieldChanged, Inserted
from ...domain.quantity import format_money, parse_money
from ...domain.weights import Balance, balance
from ...session import BookChanged
from ..bridge import Bridge
from ..fields import FieldEdit, GoalEdit, code_words, take_preedit
from ..goal import GoalField
from ..style.tokens import tokens
from ..widgets import flat_button, label, set_role, set_state, tight

MORE = (
    ("control", "控制数"), ("last_budget", "上年预算"), ("department", "主管部门"), ("implementer", "实施单位"),
    ("attribute", "项目属性"), ("period", "起止时间"), ("fiscal_funds", "财政拨款"), ("other_funds", "其他资金"),
)  # fmt: skip
_LINES = {"code": "项目编码", "name": "项目名称", "budget": "预算数"}


class ProjectPanel(QWidget):
    """项目资料 of one project; `committed` follows every write, `enlarge` asks for the large window of the goal.

    `said` tells what was made tidy in a pasted text.
    """

    committed = Signal()
    enlarge = Signal()
    said = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = bridge.session
        self._id = 0
        self.lines: dict[str, FieldEdit] = {}
        self.category, self._category_line = QComboBox(), FieldEdit()
        self.goal = GoalField(bridge.session.profile)
        self.objective: GoalEdit = self.goal.edit
        self.overall = GoalEdit()
        self.code_note = label(role="muted", wrap=True)
        self.weights = label(wrap=True)
        self.weights.setTextFormat(Qt.TextFormat.RichText)
        self._build()
        self.setEnabled(any(True for _ in bridge.session.book.projects()))  # without one there is nothing to fill in
        self.goal.enlarge.connect(self.enlarge)
        self.objective.committed.connect(lambda: self._write("objective"))
        self.overall.committed.connect(lambda: self._write("overall_objective"))
        for line in (*self.lines.values(), self._category_line):
            line.tidied.connect(self.said)
        for goal in (self.objective, self.overall):
            goal.tidied.connect(self.said)
        bridge.book_changed.connect(self._on_book)
        bridge.findings_changed.connect(self._mark)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        tight(layout, 6, (12, 10, 12, 10))
        layout.addLayout(self._build_form())
        layout.addWidget(self.goal, 1)
        layout.addWidget(self._build_more())

    def _build_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(7)
        for name, words in _LINES.items():
            form.addRow(words, self._line(name, words))
            if name == "code":
                form.addRow("", self.code_note)
            if name == "name":
                form.addRow("项目类别", self._build_category())
        form.addRow("分值权重", self.weights)
        self.lines["code"].textChanged.connect(self._show_code_note)
        self.lines["budget"].setAlignment(Qt.AlignmentFlag.AlignRight)
        self.lines["budget"].setPlaceholderText("万元")
        return form

    def _line(self, name: str, words: str) -> FieldEdit:
        field = FieldEdit()
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.editingFinished.connect(lambda: self._write(name))
        self.lines[name] = field
        return field

    def _build_category(self) -> QComboBox:
        self.category.setObjectName("category")
        self.category.setAccessibleName("项目类别")
        line = self._category_line
        line.setAccessibleName("项目类别")
        self.category.setLineEdit(line)
        self.category.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.category.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.category.setMinimumContentsLength(5)
        self.category.addItems(list(self._session.profile.categories))
        self.category.setCurrentIndex(-1)
        line.editingFinished.connect(lambda: self._write("category"))
        self.category.activated.connect(lambda: self._write("category"))
        return self.category

    def _build_more(self) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        tight(layout, 4)
        button = flat_button("更多资料", "chevron_right", checkable=True)
        body = QWidget()
        form = QFormLayout(body)
        form.setContentsMargins(0, 0, 0, 0)
        for name, words in MORE:
            form.addRow(words, self._line(name, words))
        self.overall.setObjectName("overall_objective")
        self.overall.setAccessibleName("总体目标")
        self.overall.setPlaceholderText("跨年度项目在整个项目期的目标")
        self.overall.setMaximumHeight(84)
        form.addRow("总体目标", self.overall)
        body.hide()
        button.toggled.connect(body.setVisible)
        layout.addWidget(button)
        layout.addWidget(body)
        return holder

    # showing

    def show_project(self, node_id: int) -> None:
        """Show another project; what is being typed in the old one is written first."""
        if node_id != self._id:
            self.commit()
            self._id = node_id
        self._load()

    def _project(self) -> Project | None:
        book = self._session.book
        node = book.node(self._id) if self._id in book else None
        return node if isinstance(node, Project) else None

    def _load(self) -> None:
        project = self._project()
        self.setEnabled(project is not None)
        project = project or Project(0, 0)
        for name, field in self.lines.items():
            field.show_text(getattr(project, name) or "")
        self._category_line.show_text(project.category or "")
        self.objective.show_text(project.objective or "")
        self.overall.show_text(project.overall_objective or "")
        self._show_code_note()
        self.goal.show_last(project.last_objective)
        self._show_weights()
        self._mark()

    def _on_book(self, event: BookChanged) -> None:
        if any(not isinstance(c, FieldChanged) or c.node == self._id for c in event.changes):
            self._load()
        elif any(isinstance(c, FieldChanged | Inserted) for c in event.changes):
            self._show_weights()

    def _show_code_note(self) -> None:
        words, role = code_words(self.lines["code"].text(), self._session.profile)
        self.code_note.setText(words)
        set_role(self.code_note, role)

    def _show_weights(self) -> None:
        if self._project() is not None:
            rows = self._session.book.indicators(self._id)
            execution = self._session.profile.execution_weight
            self.weights.setText(weight_words(balance(rows, self._session.profile), execution))

    def _mark(self, _event: object = None) -> None:
        """Frame the fields that have a finding and say it in their tooltips."""
        worst: dict[str, tuple[str, str]] = {}
        for finding in reversed(self._session.findings_of(self._id) if self._session.reviewed else []):
            if finding.node == self._id and finding.field:
                worst[finding.field] = (finding.severity, finding.message)
        widgets: dict[str, QWidget] = {
            **self.lines, "category": self.category, "objective": self.objective, "overall_objective": self.overall,
        }  # fmt: skip
        for name, widget in widgets.items():
            severity, message = worst.get(name, ("", ""))
            set_state(widget, severity if severity in ("error", "warning") else None)
            widget.setToolTip(message)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_weights()

    # writing

    def commit(self) -> None:
        """Write what is being typed (E2)."""
        if self._project() is None:
            return
        for name, field in self.lines.items():
            if field.hasFocus():
                take_preedit(field)
                self._write(name)
        if self._category_line.hasFocus():
            take_preedit(self._category_line)
        self._write("category")
        for name, goal in {"objective": self.objective, "overall_objective": self.overall}.items():
            if goal.hasFocus():
                take_preedit(goal)
            self._write(name)

    def _write(self, name: str) -> None:
        """Write one field into the book; afterwards the field shows what the book made of it."""
        project, field = self._project(), self.field(name)
        if project is None or field is None or (isinstance(field, GoalEdit) and not field.document().isModified()):
            return
        text = field.toPlainText() if isinstance(field, GoalEdit) else field.text()
        if (text.strip() or None) != getattr(project, name):
            self._session.run(commands.set_cell(self._id, name, text))
            self.committed.emit()
        project = self._project()
        if project is not None:
            field.written(getattr(project, name) or "")

    def field(self, name: str) -> FieldEdit | GoalEdit | None:
        """Return the field of a cell of the book, None when the panel has none for it."""
        if name in ("objective", "overall_objective"):
            return self.objective if name == "objective" else self.overall
        return self._category_line if name == "category" else self.lines.get(name)


class UnitPanel(QWidget):
    """单位资料 of one unit: code and name."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = bridge.session
        self._id = 0
        self.summary = label(role="muted", wrap=True)
        self.lines = {"code": FieldEdit(), "name": FieldEdit()}
        layout = QVBoxLayout(self)
        tight(layout, 6, (12, 10, 12, 10))
        form = QFormLayout()
        for (name, field), words in zip(self.lines.items(), ("单位编码", "单位名称"), strict=True):
            field.setObjectName(f"unit_{name}")
            field.setAccessibleName(words)
            field.editingFinished.connect(self.commit)
            form.addRow(words, field)
        layout.addLayout(form)
        layout.addWidget(self.summary)
        layout.addStretch()
        bridge.book_changed.connect(self._load)

    def show_unit(self, node_id: int) -> None:
        """Show another unit."""
        self.commit()
        self._id = node_id
        self._load()

    def _unit(self) -> Unit | None:
        book = self._session.book
        node = book.node(self._id) if self._id in book else None
        return node if isinstance(node, Unit) else None

    def _load(self, _event: object = None) -> None:
        unit = self._unit()
        if unit is None:
            return
        for name, field in self.lines.items():
            field.show_text(getattr(unit, name) or "")
        budgets = [parse_money(p.budget) for p in self._session.book.projects(unit.id)]
        money = sum(filter(None, budgets), start=Decimal(0))
        self.summary.setText(f"{len(budgets)} 个项目，预算合计 {format_money(money)} 万元")

    def commit(self) -> None:
        """Write what is being typed."""
        unit = self._unit()
        if unit is None:
            return
        for field in self.lines.values():
            if field.hasFocus():
                take_preedit(field)
        cells = [(unit.id, name, field.text()) for name, field in self.lines.items()]
        changed = [cell for cell in cells if (cell[2].strip() or None) != getattr(unit, cell[1])]
        if changed:
            self._session.run(commands.set_cells(changed, "修改单位"))
        unit = self._unit() or unit
        for name, field in self.lines.items():
            field.written(getattr(unit, name) or "")


def weight_words(sums: Balance, execution: Decimal) -> str:
    """Return the weights of a project as rich text: 产出50 效益25/30 ✗ 满意度10 ＋执行率10＝95/100."""
    scheme = tokens()
    parts = []
    for level in sums.levels:
        name = (level.level1 or "未分级").removesuffix("指标")
        if level.ok:
            parts.append(f"{name}{level.given:f}")
        else:
            due = "" if level.due is None else f"/{level.due:f}"
            parts.append(f'<b style="color:{scheme.error}">{name}{level.given:f}{due}</b>')
    total, whole = sums.given + execution, sums.due + execution
    mark = f'<b style="color:{scheme.ok}">＝{total:f}✓</b>'
    if not sums.ok:
        mark = f'<b style="color:{scheme.error}">＝{total:f}/{whole:f}✗</b>'
    return f"{' '.join(parts)}<br>＋执行率{execution:f}{mark}"
