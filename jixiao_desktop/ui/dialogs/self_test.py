"""自检: does everything work on this machine? Said line by line, to be read out on the telephone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ...selftest import Result
from ..style.icons import icon
from .base import Dialog


class SelfTestDialog(Dialog):
    """Shows the results of a self-test."""

    def __init__(self, results: Sequence[Result], parent: QWidget | None = None) -> None:
        super().__init__(parent, "self_test_dialog", "自检")
        self.only_close()
        self.resize(620, 380)
        failed = sum(not result.ok for result in results)
        self.add_note(
            f"{failed} 项没有通过，请把下面的内容告诉技术人员。" if failed else "全部通过，程序可以正常使用。"
        )
        view = QTreeWidget()
        view.setObjectName("self_test_results")
        view.setAccessibleName("自检结果")
        view.setRootIsDecorated(False)
        view.setHeaderLabels(["检查的内容", "结果"])
        view.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        view.header().resizeSection(0, 220)
        for result in results:
            row = QTreeWidgetItem([result.what, result.detail or "正常"])
            row.setIcon(0, icon("ok" if result.ok else "error"))
            view.addTopLevelItem(row)
        self.body.addWidget(view, 1)
