"""帮助: manual, keys, about, and the log for whoever is asked to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ..domain.errors import UserError
from . import background, crash

if TYPE_CHECKING:
    from .dialogs.manual import ManualDialog
    from .window import MainWindow


class Helping:
    """The help desk of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.manual_dialog: ManualDialog | None = None

    def manual(self) -> None:
        """F1: beside the window, so that one can read and do it."""
        from .dialogs.manual import ManualDialog

        if self.manual_dialog is None:
            try:
                self.manual_dialog = ManualDialog(self._window)
            except FileNotFoundError as error:
                raise UserError("用户手册没有随程序安装，请重新安装程序。") from error
        self.manual_dialog.show()
        self.manual_dialog.raise_()
        self.manual_dialog.activateWindow()

    def shortcuts(self) -> None:
        """Ctrl+/."""
        from .dialogs.help import ShortcutsDialog

        ShortcutsDialog(self._window).exec()

    def about(self) -> None:
        """关于."""
        from .dialogs.about import AboutDialog

        AboutDialog(self._window).exec()

    def rules_page(self) -> None:
        """检查规则."""
        from .dialogs.rules_page import RulesDialog

        RulesDialog(self._window).exec()

    def self_test(self) -> None:
        """自检: the same checks as `jixiao self-test`, and what only the window can tell."""
        from .. import selftest
        from . import window_checks
        from .dialogs.self_test import SelfTestDialog

        results = background.run(self._window, "正在自检……", lambda _work: selftest.run())
        SelfTestDialog([*results, *window_checks.results()], self._window).exec()

    def open_log(self) -> None:
        """打开日志文件夹."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(crash.log_folder())))
