"""添加单位: code and name."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...domain import codes, commands
from ...domain.book import Book
from ...domain.history import Command
from ..fields import LineEdit
from ..widgets import set_role
from .base import Dialog, named


class AddUnitDialog(Dialog):
    """Asks for a unit; a code that looks wrong or stands twice is said, not refused."""

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent, "add_unit_dialog", "添加单位", "添加")
        self._taken = {unit.code for unit in book.units()}
        form = self.add_form()
        self._code, self._name = LineEdit(), LineEdit()
        self._code.setPlaceholderText("如 723001")
        self._name.setPlaceholderText("如 ××县就业服务局(本级)")
        form.addRow("单位编码", named(self._code, "code", "单位编码"))
        form.addRow("单位名称", named(self._name, "name", "单位名称"))
        self._note = self.add_note()
        self._code.textChanged.connect(self._check)
        self._name.textChanged.connect(self._check)
        self._check()
        self.fit(420)

    def _check(self) -> None:
        code = self._code.text().strip()
        words, role = "部门 3 位 + 单位 3 位，下级单位再加 3 位", "muted"
        if code and code in self._taken:
            words, role = f"本填报已有编码为 {code} 的单位", "warning"
        elif code and not codes.is_unit_code(code):
            words, role = "单位编码一般是 6 位数字，请核对（可照样添加）", "warning"
        self._note.setText(words)
        set_role(self._note, role)
        self.accept_button.setEnabled(bool(code or self._name.text().strip()))

    def command(self) -> Command:
        """Return the command that adds the unit."""
        return commands.add_unit(self._code.text(), self._name.text())
