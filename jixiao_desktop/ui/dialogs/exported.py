"""After an export: where the file is, what the clerk should know of it, and the things one does with it next."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from ..widgets import label, set_role
from .base import Dialog


class ExportedDialog(Dialog):
    """Says where a file was written, with `notes`; 打开文件, 打开文件夹, 复制文件."""

    def __init__(self, path: Path, parent: QWidget | None = None, notes: Sequence[str] = ()) -> None:
        super().__init__(parent, "exported_dialog", "已导出")
        self.only_close("完成")
        self._path = path
        self.body.addWidget(label(path.name, "title", wrap=True))
        self.add_note(str(path.parent))
        if notes:
            self.add_note("\n".join(notes), "alert").setObjectName("notes")
        self._said = self.add_note("", "ok")
        self._said.setObjectName("said")
        self._said.hide()
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
        self.fit(460)

    def _say(self, words: str, role: str = "ok") -> None:
        self._said.setText(words)
        set_role(self._said, role)
        self._said.show()
        self.make_room()

    def _open_file(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path))):
            self._say(f"系统没有打开 {self._path.suffix} 文件的程序，请到文件夹中用别的程序打开。", "error")

    def _open_folder(self) -> None:
        if not show_in_folder(self._path):
            self._say("系统没有打开文件夹，请用文件管理器到上面写的位置查看。", "error")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setMimeData(file_on_clipboard([self._path]))
        self._say("已复制，可粘贴到文件夹、邮件或聊天窗口")


def show_in_folder(path: Path) -> bool:
    """Open the folder of a file, on Windows with the file selected; False when the system did not."""
    if sys.platform == "win32":
        subprocess.Popen(["explorer", "/select,", str(path)])
        return True
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))


def file_on_clipboard(paths: Sequence[Path]) -> QMimeData:
    """Return files as a file manager puts them on the clipboard, to be pasted into folders, mails and chats."""
    data = QMimeData()
    urls = [QUrl.fromLocalFile(str(path)) for path in paths]
    data.setUrls(urls)
    data.setText("\n".join(str(path) for path in paths))
    addresses = "\n".join(url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in urls)
    data.setData("x-special/gnome-copied-files", f"copy\n{addresses}".encode())
    return data
