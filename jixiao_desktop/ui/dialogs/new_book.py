"""新建: the year, the 填报规则 and, if one likes, the first unit."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from ... import profiles
from ...domain import commands
from ...domain.history import Command
from ...domain.profile import Profile
from ..fields import LineEdit
from ..widgets import number_box
from .base import Dialog, named

FIRST_YEAR, LAST_YEAR = 2000, 2099


class NewBookDialog(Dialog):
    """Asks for an empty book's year, profile and first unit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "new_book_dialog", "新建填报", "新建")
        self.add_note("新建一个空的年度填报。手上有上年的表时，用“从上年文件开始”更快。")
        form = self.add_form()
        self._year = number_box(FIRST_YEAR, LAST_YEAR, date.today().year + 1)
        self._profile = QComboBox()
        for name in profiles.names():
            self._profile.addItem(profiles.load(name).title, name)
        self._code, self._name = LineEdit(), LineEdit()
        self._code.setPlaceholderText("如 723001，可以以后再填")
        form.addRow("年度", named(self._year, "year", "年度"))
        form.addRow("填报规则", named(self._profile, "profile", "填报规则"))
        form.addRow("单位编码", named(self._code, "code", "单位编码"))
        form.addRow("单位名称", named(self._name, "name", "单位名称"))
        self.fit(420)

    def year(self) -> int:
        """Return the year."""
        return self._year.value()

    def profile(self) -> Profile:
        """Return the profile. Raises UserError when its file is wrong."""
        return profiles.load(self._profile.currentData())

    def first_unit(self) -> Command | None:
        """Return the command that adds the unit, or None when none was typed."""
        code, name = self._code.text().strip(), self._name.text().strip()
        return commands.add_unit(code, name) if code or name else None
