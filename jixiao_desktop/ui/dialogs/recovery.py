"""恢复: what was typed and not saved when the program ended, offered once and clearly."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QWidget

from ...domain.moments import day_and_time
from ...storage import Recoverable
from ..messages import Role, ask
from .base import Dialog


class RecoveryDialog(Dialog):
    """Lists recoverable books: 恢复 opens the selected one, 丢弃 gives it up after a question, 以后再说 keeps all."""

    def __init__(self, found: Sequence[Recoverable], parent: QWidget | None = None) -> None:
        super().__init__(parent, "recovery_dialog", "恢复未保存的内容", "恢复")
        self.resize(760, 340)
        self._discarded: list[Recoverable] = []
        self.add_note("上次没有正常退出。以下内容已自动备份，尚未保存到文件，可以恢复后继续：", "notice")
        self._list = QTreeWidget()
        self._list.setObjectName("recoverable")
        self._list.setAccessibleName("可以恢复的内容")
        self._list.setRootIsDecorated(False)
        self._list.setHeaderLabels(["表名", "文件", "最后备份", "未保存的修改"])
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setStretchLastSection(False)
        for place in (1, 2, 3):
            self._list.header().setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        for item in found:
            self._add(item)
        self._list.setCurrentIndex(self._list.model().index(0, 0))
        self.body.addWidget(self._list, 1)
        self.cancel_button.setText("以后再说")
        discard = QPushButton("丢弃所选…")
        discard.setObjectName("discard")
        discard.setAutoDefault(False)
        discard.clicked.connect(self._discard)
        self.buttons.addButton(discard, QDialogButtonBox.ButtonRole.ActionRole)

    def _add(self, item: Recoverable) -> None:
        where = item.path.name if item.path else "（未保存过）"
        row = QTreeWidgetItem([item.title or "未填表名", where, day_and_time(item.committed_at), f"{item.edits} 步"])
        row.setToolTip(1, f"{item.path or ''}{'（该文件后来被改动过）' if item.file_changed else ''}")
        row.setData(0, Qt.ItemDataRole.UserRole, item)
        self._list.addTopLevelItem(row)

    def _discard(self) -> None:
        row = self._list.currentItem()
        if row is None:
            return
        question = f"丢弃“{row.text(0)}”未保存的 {row.text(3)}修改吗？丢弃后不能恢复。"
        if ask(self, question, (("丢弃", Role.DestructiveRole), ("取消", Role.RejectRole))):
            self._discarded.append(row.data(0, Qt.ItemDataRole.UserRole))
            self._list.takeTopLevelItem(self._list.indexOfTopLevelItem(row))
            self.accept_button.setEnabled(self._list.topLevelItemCount() > 0)

    def chosen(self) -> Recoverable | None:
        """Return the recoverable book to open, or None."""
        row = self._list.currentItem()
        return row.data(0, Qt.ItemDataRole.UserRole) if row else None

    def discarded(self) -> list[Recoverable]:
        """Return what the clerk gave up."""
        return self._discarded
