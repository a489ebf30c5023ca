"""填报规则: choose one, see what would change before it does; a mailed file can be taken in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QPushButton, QWidget

from ... import profiles
from ...domain import commands
from ...domain.errors import UserError
from ...domain.history import Command
from ...domain.profile import Profile
from ...domain.quantity import plain_number
from ...rules import review
from ...session import Session
from ..messages import tell
from ..states import tally
from .base import Dialog


class ProfileDialog(Dialog):
    """Lists the profiles with their splits and shows how the findings would change."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, "profile_dialog", "填报规则", "使用所选规则")
        self.resize(620, 420)
        self._session = session
        self._list = QListWidget()
        self._list.setObjectName("profiles")
        self._list.setAccessibleName("填报规则")
        self.body.addWidget(self._list, 1)
        self._note, self._effect = self.add_note(), self.add_note("", "notice")
        self._add_import()
        self._texts: dict[str, str | None] = {session.profile.name: session.book.facts.profile_text}
        for name in profiles.names():
            self._add(profiles.load(name))
        self._add(session.profile)
        self._list.currentItemChanged.connect(self._say)
        self._select(session.profile.name)

    def _add_import(self) -> None:
        button = QPushButton("导入规则文件…")
        button.setAutoDefault(False)
        button.clicked.connect(self._import)
        self.buttons.addButton(button, self.buttons.ButtonRole.ActionRole)

    def _add(self, profile: Profile) -> None:
        if any(self._profile(row).name == profile.name for row in range(self._list.count())):
            return
        item = QListWidgetItem(profile.title)
        item.setData(Qt.ItemDataRole.UserRole, profile)
        self._list.addItem(item)

    def _profile(self, row: int) -> Profile:
        profile = self._list.item(row).data(Qt.ItemDataRole.UserRole)
        assert isinstance(profile, Profile)
        return profile

    def _select(self, name: str) -> None:
        for row in range(self._list.count()):
            if self._profile(row).name == name:
                self._list.setCurrentRow(row)

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "导入规则文件", "", "填报规则 (*.toml)")
        if not name:
            return
        try:
            profile = profiles.load(name)
        except UserError as error:
            tell(self, str(error))
            return
        self._texts[profile.name] = Path(name).read_text("utf-8-sig")
        self._add(profile)
        self._select(profile.name)

    def _say(self) -> None:
        profile = self.chosen()
        if profile is None:
            return
        split = " ".join(f"{x.printed}{plain_number(x.share)}" for x in profile.levels if x.share is not None)
        self._note.setText(
            f"{split}，预算执行率 {plain_number(profile.execution_weight)}\n"
            f"来源：{profile.source}\n可信程度：{profile.certainty}"
        )
        now, then = tally(self._session.findings), tally(review(self._session.book, profile))
        self._effect.setText(f"检查结果：现在 {now.words}；使用后 {then.words}")
        self.accept_button.setEnabled(profile != self._session.profile)

    def chosen(self) -> Profile | None:
        """Return the selected profile."""
        row = self._list.currentRow()
        return self._profile(row) if row >= 0 else None

    def command(self) -> Command | None:
        """Return the command that makes the selected profile the book's, or None when none is selected."""
        profile = self.chosen()
        if profile is None:
            return None
        return commands.set_profile(profile.name, profile.title, self._texts.get(profile.name))
