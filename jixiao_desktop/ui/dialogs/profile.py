"""填报规则: choose one and see first which findings come and go; take in a mailed file, write one out to start from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ... import profiles
from ...domain import commands
from ...domain.errors import UserError
from ...domain.findings import SEVERITY_LABELS, Finding
from ...domain.history import Command
from ...domain.profile import Profile
from ...domain.quantity import plain_number
from ...rules import compare_profiles
from ...session import Session
from ...storage.atomic import replacing
from ..messages import tell
from ..style.icons import icon
from ..wrapped_tree import WrappedTree
from .base import Dialog, named
from .finding_notes import where_words

_KIND = "填报规则 (*.toml)"
_MOST = 500  # findings listed on each side; more are counted


@dataclass(frozen=True)
class Choice:
    """A profile that can be chosen, and its TOML text when it is not a shipped one."""

    profile: Profile
    text: str | None

    @property
    def words(self) -> str:
        """The title, with where it comes from when it is not shipped with the program."""
        return self.profile.title if self.text is None else f"{self.profile.title}（导入的 {self.profile.name}.toml）"


class ProfileDialog(Dialog):
    """Lists the profiles with their splits, and the findings that would come and go."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, "profile_dialog", "填报规则", "使用所选规则")
        self.resize(760, 560)
        self._session = session
        self._list = QListWidget()
        self._list.setMaximumHeight(118)
        self.body.addWidget(named(self._list, "profiles", "填报规则"))
        self._note, self._effect = self.add_note(), self.add_note("", "notice")
        self._changes = self._make_changes()
        self.body.addWidget(self._changes, 1)
        for name, words, work in (("import", "导入规则文件…", self._import), ("export", "另存所选规则…", self._export)):
            button = QPushButton(words)
            button.setObjectName(f"{name}_profile")
            button.setAutoDefault(False)
            button.clicked.connect(work)
            self.buttons.addButton(button, self.buttons.ButtonRole.ActionRole)
        for name in profiles.names():
            self._add(Choice(profiles.load(name), None))
        used = self._add(Choice(session.profile, session.book.facts.profile_text))
        self._list.currentItemChanged.connect(self._say)
        self._list.setCurrentRow(used)

    def _make_changes(self) -> QTreeWidget:
        tree = WrappedTree()
        tree.setHeaderLabels(["位置", "问题"])
        tree.header().resizeSection(0, 300)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        named(tree, "profile_changes", "换规则后检查结果的变化")
        return tree

    def _add(self, choice: Choice) -> int:
        """List a profile; return its row. The same profile is listed once."""
        for row in range(self._list.count()):
            if self._choice(row).profile == choice.profile:
                return row
        item = QListWidgetItem(choice.words)
        item.setData(Qt.ItemDataRole.UserRole, choice)
        self._list.addItem(item)
        return self._list.count() - 1

    def _choice(self, row: int) -> Choice:
        choice = self._list.item(row).data(Qt.ItemDataRole.UserRole)
        assert isinstance(choice, Choice)
        return choice

    # files

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "导入规则文件", "", _KIND)
        if not name:
            return
        try:
            text = profiles.read(Path(name))
            self._list.setCurrentRow(self._add(Choice(profiles.parse_profile(text, Path(name).stem), text)))
        except UserError as error:
            tell(self, str(error))

    def _export(self) -> None:
        choice = self._current()
        if choice is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, "另存所选规则", f"{choice.profile.title}.toml", _KIND)
        if not name:
            return
        path = Path(name if name.endswith(".toml") else f"{name}.toml")
        try:
            with replacing(path) as target:
                target.write_text(choice.text or profiles.shipped_text(choice.profile.name), "utf-8")
        except UserError as error:
            tell(self, str(error))

    # what would change

    def _say(self) -> None:
        choice = self._current()
        if choice is None:
            return
        profile = choice.profile
        split = " ".join(f"{x.printed}{plain_number(x.share)}" for x in profile.levels if x.share is not None)
        self._note.setText(
            f"{split or '各级分值不限'}，预算执行率 {plain_number(profile.execution_weight)}\n"
            f"来源：{profile.source}\n可信程度：{profile.certainty}"
        )
        self._changes.clear()
        self.accept_button.setEnabled(profile != self._session.profile)
        if profile == self._session.profile:
            self._effect.setText("正在使用这套规则。")
            return
        change = compare_profiles(self._session.book, self._session.profile, profile)
        self._effect.setText(f"换用后检查结果：{change.words}")
        self._list_findings("新增", change.coming)
        self._list_findings("消除", change.going)
        if not (change.coming or change.going):
            self._changes.addTopLevelItem(QTreeWidgetItem(["检查结果不变", ""]))

    def _list_findings(self, words: str, findings: tuple[Finding, ...]) -> None:
        if not findings:
            return
        top = QTreeWidgetItem([f"{words} {len(findings)} 条", ""])
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        self._changes.addTopLevelItem(top)
        for finding in findings[:_MOST]:
            row = QTreeWidgetItem(top, [where_words(self._session.book, finding) or "全表", finding.message])
            row.setIcon(0, icon(finding.severity))
            row.setToolTip(0, f"{SEVERITY_LABELS[finding.severity]}：{row.text(0)}")
            row.setToolTip(1, finding.message)
        if len(findings) > _MOST:
            QTreeWidgetItem(top, [f"……其余 {len(findings) - _MOST} 条", ""])
        top.setExpanded(True)

    def _current(self) -> Choice | None:
        row = self._list.currentRow()
        return self._choice(row) if row >= 0 else None

    def chosen(self) -> Profile | None:
        """Return the selected profile."""
        choice = self._current()
        return choice.profile if choice else None

    def command(self) -> Command | None:
        """Return the command that makes the selected profile the book's, or None when none is selected."""
        choice = self._current()
        if choice is None:
            return None
        return commands.set_profile(choice.profile.name, choice.profile.title, choice.text)
