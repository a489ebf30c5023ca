"""Long work off the GUI thread: the window stays alive, says what it is doing, and lets the clerk cancel.

The work is a plain function without Qt; it is given a `Work` by which it reports progress and learns of a cancel.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import closing
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

T = TypeVar("T")
SHOW_AFTER_MS = 400
_running: list[str] = []  # the sentences of what is being done now


class Cancelled(Exception):
    """The clerk pressed 取消; nothing was changed."""


class Work(QObject):
    """What the working function sees: progress out, cancel in."""

    progressed = Signal(int, int)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()

    def progress(self, done: int, total: int) -> None:
        """Report how much is done. Raises Cancelled when the clerk gave up meanwhile."""
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total)

    def cancel(self) -> None:
        """Ask the function to stop at its next report."""
        self._stop.set()


class _Job(Generic[T]):
    def __init__(self, function: Callable[[Work], T]) -> None:
        self.work = Work()
        self.result: list[T] = []
        self.error: BaseException | None = None
        self.ended = False
        self._function = function
        self.thread = threading.Thread(target=self._run, name="jixiao-work", daemon=True)

    def _run(self) -> None:
        try:
            self.result.append(self._function(self.work))
        except BaseException as error:  # handed on to the GUI thread, which raises it again
            self.error = error
        self.ended = True
        self.work.finished.emit()


class Steps(QObject):
    """Goes through a generator in a thread of its own, for a window that shows each step itself.

    `stepped` carries what the generator yields, `ended` the exception that ended it, or None. `stop` closes it between
    two steps.
    """

    stepped = Signal(object)
    ended = Signal(object)

    def __init__(self, steps: Generator[object, None, None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps, self._stop = steps, threading.Event()

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._run, name="jixiao-steps", daemon=True).start()

    def stop(self) -> None:
        """End after the step that is being done."""
        self._stop.set()

    def _run(self) -> None:
        error: Exception | None = None
        try:
            with closing(self._steps) as steps:
                for step in steps:
                    self.stepped.emit(step)
                    if self._stop.is_set():
                        break
        except Exception as raised:  # handed on to the GUI thread, which says it
            error = raised
        self.ended.emit(error)


def run(parent: QWidget | None, sentence: str, function: Callable[[Work], T]) -> T:
    """Do `function(work)` in a thread of its own and return its result; a progress box appears after a moment.

    Until then keys and clicks wait: the second click of a double click must not ask for the same once more.
    Raises what the function raises, and Cancelled when the clerk gives up or the program ends (the thread's late
    result is dropped).
    """
    job = _Job(function)
    loop = QEventLoop()
    box = _progress_box(parent, sentence)
    job.work.finished.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    job.work.progressed.connect(lambda done, total: _show_progress(box, done, total))
    box.canceled.connect(job.work.cancel)
    box.canceled.connect(loop.quit)
    timer = QTimer(singleShot=True, interval=SHOW_AFTER_MS)
    timer.timeout.connect(loop.quit)
    timer.start()
    _running.append(sentence)
    job.thread.start()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if not timer.isActive() and not job.ended:
        box.show()
        loop.exec()
    timer.stop()
    _running.remove(sentence)
    cancelled = box.wasCanceled()
    box.reset()  # Qt's own clock in it would show it four seconds after it was made, over whatever stands there then
    box.hide()  # before the next box opens; the deletion waits until that one is gone
    box.deleteLater()
    if not job.result and (cancelled or job.error is None):  # the latter when the program ends meanwhile
        raise Cancelled
    if job.error is not None:
        raise job.error
    return job.result[0]


def is_running() -> bool:
    """Tell whether long work is being done: what changes the open book must wait."""
    return bool(_running)


def _progress_box(parent: QWidget | None, sentence: str) -> QProgressDialog:
    box = QProgressDialog(sentence, "取消", 0, 0, parent)
    box.setWindowTitle("请稍候")
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setMinimumDuration(1_000_000)  # the timer of `run` shows it
    box.setAutoClose(False)
    box.setAutoReset(False)
    box.setMinimumWidth(360)
    return box


def _show_progress(box: QProgressDialog, done: int, total: int) -> None:
    box.setMaximum(total)
    box.setValue(min(done, total))
