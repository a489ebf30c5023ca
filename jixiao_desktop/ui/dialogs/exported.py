"""After an export: where the file is, and the two things one does with it next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from ..widgets import label
from .base import Dialog


class ExportedDialog(Dialog):
    """Says where a file was written; 打开文件, 打开文件夹, 复制文件."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, "exported_dialog", "已导出")
        self.only_close("完成")
        self.setMinimumWidth(460)
        self._path = path
        self.body.addWidget(label(path.name, "title", wrap=True))
        self.add_note(str(path.parent))
        self._said = self.add_note("", "ok")
        for name, words, act in (
            ("open_file", "打开文件", self._open_file),
            ("open_folder", "打开文件夹", self._open_folder),
            ("copy_file", "复制文件", self._copy),
        ):
            button = QPushButton(words)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)

    def _open_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def _copy(self) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._path))])
        data.setText(str(self._path))
        QGuiApplication.clipboard().setMimeData(data)
        self._said.setText("已复制，可粘贴到文件夹、邮件或聊天窗口")
