"""添加项目: the code is taken apart while it is typed and proposes the category."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from ...domain import commands
from ...domain.book import Book
from ...domain.codes import split_label
from ...domain.history import Command
from ...domain.profile import Profile
from ...domain.quantity import format_money, parse_money
from ..fields import LineEdit, category_of, code_words
from ..goal import GoalField
from ..widgets import label, set_role
from .base import Dialog, named


class AddProjectDialog(Dialog):
    """Asks for a project of one of the units."""

    def __init__(self, book: Book, profile: Profile, unit_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, "add_project_dialog", "添加项目", "添加")
        self.setMinimumWidth(520)
        self.resize(560, 540)
        self._profile = profile
        self._taken = {project.code for project in book.projects()}
        self._proposed = ""
        self._unit, self._category = QComboBox(), QComboBox()
        self._code, self._name, self._budget = LineEdit(), LineEdit(), LineEdit()
        self._objective = GoalField(profile, wider=False)
        self._code_note, self._budget_note = label(role="muted", wrap=True), label(role="muted")
        self._fill_choices(book, unit_id)
        self._build()
        self._code.textChanged.connect(self._on_code)
        self._name.textChanged.connect(self._check)
        self._budget.textChanged.connect(self._check)
        self._objective.edit.textChanged.connect(self._check)
        self._on_code()
        self._code.setFocus()

    def _fill_choices(self, book: Book, unit_id: int) -> None:
        for unit in book.units():
            self._unit.addItem(unit.label, unit.id)
        self._unit.setCurrentIndex(max(0, self._unit.findData(unit_id)))
        self._category.setLineEdit(LineEdit())
        self._category.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._category.addItems(list(self._profile.categories))
        self._category.setCurrentText("")

    def _build(self) -> None:
        form = self.add_form()
        self._budget.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._budget.setPlaceholderText("万元，两位小数")
        self._code.setPlaceholderText("21 位；也可粘贴“编码-名称”")
        form.addRow("单位", named(self._unit, "unit", "单位"))
        form.addRow("项目编码", named(self._code, "code", "项目编码"))
        form.addRow("", self._code_note)
        form.addRow("项目名称", named(self._name, "name", "项目名称"))
        form.addRow("项目类别", named(self._category, "category", "项目类别"))
        form.addRow("预算数", named(self._budget, "budget", "预算数（万元）"))
        form.addRow("", self._budget_note)
        self.body.addWidget(self._objective, 1)

    def _on_code(self) -> None:
        code, name = split_label(self._code.text())
        if code and name and not self._name.text():  # "code-name" pasted as one
            self._name.setText(name)
            self._code.setText(code)
            return
        category = category_of(self._code.text(), self._profile)
        if category and self._category.currentText() in ("", self._proposed):
            self._category.setCurrentText(category)
            self._proposed = category
        self._check()

    def _check(self) -> None:
        code = self._code.text().strip()
        words, role = code_words(code, self._profile)
        if code and code in self._taken:
            words, role = "本填报已有这个编码的项目", "warning"
        self._code_note.setText(words)
        set_role(self._code_note, role)
        self._check_budget()
        self.accept_button.setEnabled(bool(code or self._name.text().strip()))

    def _check_budget(self) -> None:
        text = self._budget.text().strip()
        amount = parse_money(text)
        if text and amount is None:
            self._budget_note.setText("不是金额，请核对（可照样添加）")
        else:
            self._budget_note.setText(f"{format_money(amount)} 万元" if amount is not None else "单位：万元")
        set_role(self._budget_note, "warning" if text and amount is None else "muted")

    def command(self) -> Command:
        """Return the command that adds the project."""
        fields = {
            "code": self._code.text(),
            "name": self._name.text(),
            "category": self._category.currentText(),
            "budget": self._budget.text(),
            "objective": self._objective.edit.toPlainText(),
        }
        return commands.add_project(self._unit.currentData(), fields)
