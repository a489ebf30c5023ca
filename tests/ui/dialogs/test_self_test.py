"""自检 in the window: every check stands there with its result."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QTreeWidget

from jixiao_desktop.selftest import Result
from jixiao_desktop.ui.dialogs.self_test import SelfTestDialog
from jixiao_desktop.ui.window import MainWindow


def rows(box: QDialog) -> dict[str, str]:
    view = box.findChild(QTreeWidget, "self_test_results")
    return {view.topLevelItem(n).text(0): view.topLevelItem(n).text(1) for n in range(view.topLevelItemCount())}


def test_the_self_test_of_the_window_shows_that_everything_works(
    window: MainWindow, answering: Callable[[Callable[[], object], Callable[[QDialog], object]], None]
) -> None:
    seen: dict[str, str] = {}

    def look(box: QDialog) -> None:
        seen.update(rows(box))
        box.reject()

    answering(lambda: window.trigger("self_test"), look)
    assert seen["输出 PDF 并读回"] == seen["输出 Excel 并读回"] == "正常"
    assert {"中文字体", "输入法", "打印机"} <= seen.keys()


def test_a_check_that_failed_is_said_with_its_reason(window: MainWindow) -> None:
    box = SelfTestDialog([Result("输出 PDF", False, "磁盘已满"), Result("读入示例表", True)], window)
    assert rows(box) == {"输出 PDF": "磁盘已满", "读入示例表": "正常"}
