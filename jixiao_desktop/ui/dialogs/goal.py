"""绩效目标 in a window of its own, with last year's beside it: for goals that are longer than the panel is high."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ...domain.book import Project
from ...domain.profile import Profile
from ..goal import GoalField, goal_words
from ..messages import Role, ask
from ..widgets import flat_button, label, tight
from .base import Dialog

_KEEP, _GIVE_UP = "继续编辑", "放弃修改"


class GoalDialog(Dialog):
    """Shows the goal of one project; accepted, `text` is what it is to be."""

    def __init__(self, project: Project, text: str, profile: Profile, parent: QWidget | None = None) -> None:
        super().__init__(parent, "goal_dialog", "绩效目标", "确定")
        self.resize(860 if project.last_objective else 640, 480)
        self._before = text
        self.field = GoalField(profile, wider=False)
        self.field.edit.written(text)
        self.field.show_last(project.last_objective)
        self.accept_button.setToolTip("Ctrl+Enter")
        self.body.addWidget(label(project.label, "title", wrap=True))
        beside = QHBoxLayout()
        tight(beside, 16)
        beside.addWidget(self.field, 3)
        if project.last_objective:
            beside.addLayout(self._last_year(project.last_objective, profile), 2)
        self.body.addLayout(beside, 1)
        note = self.add_note("Enter 换行并接着编号；Ctrl+Enter 确定；Esc 恢复原文，再按一次关闭。")
        self.field.edit.tidied.connect(note.setText)

    def _last_year(self, text: str, profile: Profile) -> QVBoxLayout:
        column = QVBoxLayout()
        tight(column, 4)
        head = QHBoxLayout()
        tight(head, 2)
        head.addWidget(label("上年目标"))
        head.addStretch()
        take = flat_button("取上年", "last_value", tip="用上年的目标替换（Ctrl+Z 撤销）")
        take.setObjectName("take_last_goal")
        take.clicked.connect(lambda: self.field.edit.replace_all(text))
        head.addWidget(take)
        shown = QPlainTextEdit(text)
        shown.setObjectName("last_objective")
        shown.setAccessibleName("上年目标")
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        column.addLayout(head)
        column.addWidget(shown, 1)
        column.addWidget(label(goal_words(text, profile), "muted"))
        return column

    def text(self) -> str:
        """Return the goal as it stands in the window."""
        return self.field.edit.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Close; what was typed is given up only when the clerk says so."""
        if self.text() != self._before:
            answers = ((_KEEP, Role.RejectRole), (_GIVE_UP, Role.DestructiveRole))
            if ask(self, "绩效目标已修改，要放弃这些修改吗？", answers) != _GIVE_UP:
                return
        super().reject()
