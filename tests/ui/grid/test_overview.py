"""项目一览 in the real window: figures that come by phone or by mail are one column."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from jixiao_desktop.ui.window import MainWindow

from ...editing.conftest import press

KEY, MOD = Qt.Key, Qt.KeyboardModifier


def test_eight_control_figures_come_from_excel_in_one_step(window_2025: MainWindow, qtbot: QtBot) -> None:
    window_2025.activateWindow()
    qtbot.waitUntil(window_2025.isActiveWindow)
    window_2025.trigger("show_overview")
    desk = window_2025.desk
    assert desk is not None
    book = desk.session.book
    desk.jump(next(book.projects()).id, "control")
    qtbot.waitUntil(desk.view.hasFocus)
    figures = ["4.10", "270.00", "23.10", "16.40", "16.00", "1,738.00", "180.00", "106.10"]
    cells = "".join(f"<tr height=19><td align=right>{figure}</td></tr>" for figure in figures)
    mime = QMimeData()
    mime.setText("\r\n".join(figures) + "\r\n")
    mime.setHtml(f"<html><body><table><col width=72>{cells}</table></body></html>")
    QGuiApplication.clipboard().setMimeData(mime)
    press(KEY.Key_V, MOD.ControlModifier)
    assert [project.control for project in book.projects()] == [figure.replace(",", "") for figure in figures]
    press(KEY.Key_Z, MOD.ControlModifier)
    assert not any(project.control for project in book.projects())
