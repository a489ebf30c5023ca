"""Long work: the box that says so appears after a moment, and is gone when the work is done."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog
from pytestqt.qtbot import QtBot

from jixiao_desktop.ui import background
from jixiao_desktop.ui.window import MainWindow


def boxes(window: MainWindow) -> list[QProgressDialog]:
    return [box for box in window.findChildren(QProgressDialog) if box.isVisible()]


def test_the_waiting_box_is_gone_before_the_next_box_opens(window: MainWindow, qtbot: QtBot) -> None:
    shown = threading.Event()
    watch = QTimer(interval=20)
    watch.timeout.connect(lambda: shown.set() if boxes(window) else None)
    watch.start()
    assert background.run(window, "正在输出……", lambda _work: shown.wait(20)) is True
    assert boxes(window) == [] and QApplication.activeModalWidget() is None


def test_cancel_stops_the_work_at_its_next_report(window: MainWindow) -> None:
    stopped = threading.Event()

    def work(work: background.Work) -> None:
        try:
            while True:
                work.progress(1, 2)
                stopped.wait(0.01)
        finally:
            stopped.set()

    def press() -> None:
        for box in boxes(window):
            box.canceled.emit()

    timer = QTimer(interval=20)
    timer.timeout.connect(press)
    timer.start()
    with pytest.raises(background.Cancelled):
        background.run(window, "正在输出……", work)
    timer.stop()
    assert stopped.wait(5)


def test_the_waiting_box_never_comes_back_by_itself(window: MainWindow) -> None:
    """Qt starts a clock in the box that would show it four seconds later, over whatever stands there by then."""
    background.run(window, "正在读取……", lambda work: work.progress(0, 2))
    clocks = [clock for box in window.findChildren(QProgressDialog) for clock in box.findChildren(QTimer)]
    assert clocks and not any(clock.isActive() for clock in clocks)


def test_work_that_the_end_of_the_program_overtakes_counts_as_given_up(window: MainWindow) -> None:
    released = threading.Event()

    def work(work: background.Work) -> bool:
        work.finished.emit()  # what waits for the result is told to go on, as when the program ends
        return released.wait(20)

    with pytest.raises(background.Cancelled):
        background.run(window, "正在输出……", work)
    released.set()
