"""添加指标: levels, name, sign, value, unit, weight; what is left to give is counted while one types."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QHBoxLayout, QPushButton, QWidget

from ...domain import commands
from ...domain.book import Book, Indicator
from ...domain.history import Command
from ...domain.profile import Profile
from ...domain.quantity import parse_number, plain_number, split
from ...domain.weights import Balance, balance
from ..fields import LineEdit, mend_while_typing
from ..grid.entry import live_sign, typed_sign
from ..widgets import set_role
from .base import Dialog, named

FIELDS = ("level1", "level2", "name", "comparator", "value", "unit", "weight")


class AddIndicatorDialog(Dialog):
    """Asks for an indicator of one project. `added` follows 添加并继续, which keeps the dialog open."""

    added = Signal()

    def __init__(
        self, book: Book, profile: Profile, project_id: int, levels: tuple[str | None, str | None],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, "add_indicator_dialog", "添加指标", "添加")
        self.setMinimumWidth(500)
        self._book, self._profile = book, profile
        self._boxes = {name: QComboBox() for name in ("project", "level1", "level2", "comparator", "unit")}
        self._lines = {name: LineEdit() for name in ("name", "value", "weight")}
        self._fill_choices(project_id)
        self._build()
        self._connect()
        self._start_at(levels)
        self._lines["name"].setFocus()

    def _fill_choices(self, project_id: int) -> None:
        for project in self._book.projects():
            self._boxes["project"].addItem(project.label, project.id)
        self._boxes["project"].setCurrentIndex(max(0, self._boxes["project"].findData(project_id)))
        self._boxes["project"].setMinimumContentsLength(20)
        self._boxes["project"].setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._boxes["level1"].addItems([level.name for level in self._profile.levels])
        self._boxes["comparator"].addItems(["", *self._profile.comparators])
        self._boxes["unit"].addItems(["", *self._profile.units])
        for name in ("level1", "level2", "comparator", "unit"):
            self._boxes[name].setLineEdit(LineEdit())
            self._boxes[name].setInsertPolicy(QComboBox.InsertPolicy.NoInsert)

    def _build(self) -> None:
        form = self.add_form()
        form.addRow("项目", named(self._boxes["project"], "project", "项目"))
        form.addRow("一级指标", named(self._boxes["level1"], "level1", "一级指标"))
        form.addRow("二级指标", named(self._boxes["level2"], "level2", "二级指标"))
        form.addRow("三级指标", named(self._lines["name"], "name", "三级指标"))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(named(self._boxes["comparator"], "comparator", "性质"), 2)
        row.addWidget(named(self._lines["value"], "value", "指标值"), 3)
        row.addWidget(named(self._boxes["unit"], "unit", "度量单位"), 2)
        form.addRow("性质·值·单位", row)
        form.addRow("分值权重", named(self._lines["weight"], "weight", "分值权重"))
        self._lines["value"].setPlaceholderText("如 95 或 ≥95%")
        self._note = self.add_note()
        again = QPushButton("添加并继续")
        again.setObjectName("add_more")
        again.setAutoDefault(False)
        again.clicked.connect(self._add_more)
        self.buttons.addButton(again, QDialogButtonBox.ButtonRole.ActionRole)
        self._again = again

    def _connect(self) -> None:
        self._boxes["level1"].currentTextChanged.connect(self._on_level1)
        self._boxes["level2"].currentTextChanged.connect(self._check)
        self._boxes["project"].currentIndexChanged.connect(self._check)
        self._lines["value"].editingFinished.connect(self._take_apart)
        mend_while_typing(self._lines["value"], live_sign)
        if (sign := self._boxes["comparator"].lineEdit()) is not None:
            mend_while_typing(sign, typed_sign)
        self._lines["name"].textChanged.connect(self._check)
        self._lines["weight"].textChanged.connect(self._check)

    def _start_at(self, levels: tuple[str | None, str | None]) -> None:
        first = levels[0] or self._profile.levels[0].name
        self._boxes["level1"].setCurrentText(first)
        self._on_level1(first)
        if levels[1]:
            self._boxes["level2"].setCurrentText(levels[1])
        self._check()

    def _on_level1(self, name: str) -> None:
        level = self._profile.level1(name)
        self._boxes["level2"].clear()
        if level:
            self._boxes["level2"].addItems([second.name for second in level.seconds])
        self._check()

    def _take_apart(self) -> None:
        """≥95% typed as the value fills sign, value and unit; nothing that was chosen is erased."""
        parts = split(self._lines["value"].text())
        if parts.comparator and not self._boxes["comparator"].currentText():
            self._boxes["comparator"].setCurrentText(parts.comparator)
        elif parts.comparator:
            return
        if parts.unit and not self._boxes["unit"].currentText():
            self._boxes["unit"].setCurrentText(parts.unit)
        elif parts.unit:
            return
        self._lines["value"].setText(parts.value or "")

    def _check(self) -> None:
        self._note.setText(self._left())
        sums = self._sums()
        set_role(self._note, "ok" if sums and sums.left == 0 else "muted")
        named_row = bool(self._lines["name"].text().strip())
        self.accept_button.setEnabled(named_row)
        self._again.setEnabled(named_row)

    def _sums(self) -> Balance | None:
        project = self._boxes["project"].currentData()
        if project is None:
            return None
        row = Indicator(-1, project, level1=self._value("level1"), weight=self._value("weight"))
        rows = [*self._book.indicators(project)]
        return balance([*rows, row] if parse_number(row.weight) is not None else rows, self._profile)

    def _left(self) -> str:
        sums = self._sums()
        if sums is None:
            return "请先选择项目"
        parts = []
        for level in sums.levels:
            if level.level1 == self._value("level1") and level.due is not None:
                parts.append(f"{level.level1}：已分 {_points(level.given)}，共 {_points(level.due)}")
        parts.append(
            f"本项目还剩 {_points(sums.left)} 分" if sums.left >= 0 else f"本项目超出 {_points(-sums.left)} 分"
        )
        return "；".join(parts)

    def _value(self, name: str) -> str:
        if name in self._lines:
            return self._lines[name].text().strip()
        return self._boxes[name].currentText().strip()

    def project(self) -> int:
        """Return the project that the indicator goes to."""
        return int(self._boxes["project"].currentData())

    def command(self) -> Command:
        """Return the command that adds the indicator."""
        self._take_apart()
        return commands.add_indicator(self.project(), {name: self._value(name) for name in FIELDS})

    def _add_more(self) -> None:
        self.added.emit()
        for line in self._lines.values():
            line.clear()
        for name in ("comparator", "unit"):
            self._boxes[name].setCurrentText("")
        self._lines["name"].setFocus()
        self._check()


def _points(number: Decimal) -> str:
    return plain_number(number)
