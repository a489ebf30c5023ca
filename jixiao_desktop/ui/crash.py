"""Failures that nobody foresaw: in words to the clerk, in detail to the log; the program goes on (law 8)."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from .. import __version__
from ..domain.errors import UserError
from ..storage import log, places

_LOG = log.PROGRAM


def log_folder() -> Path:
    """Return the folder of the log: the program's state folder."""
    return places.state_folder()


def start_log() -> Path | None:
    """Write the program's log into its folder; return the file, or None when it cannot be written."""
    path = log.path()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.open("a").close()
    except OSError:
        _LOG.addHandler(logging.NullHandler())  # else every record would go to standard error
        return None
    _LOG.addHandler(log.LogFile())
    _LOG.setLevel(logging.INFO)
    _LOG.info("version %s, Python %s, %s", __version__, sys.version.split()[0], sys.platform)
    _trace_hard_crashes(path.with_name("crash.log"))
    return path


def _trace_hard_crashes(path: Path) -> None:
    """Write where every thread stood when the process is ended by a fault outside of Python; nothing else can then."""
    try:
        faulthandler.enable(path.open("a", encoding="utf-8"))
    except OSError:
        _LOG.warning("a hard crash would leave no trace: %s cannot be written", path)


class Reporter(QObject):
    """Brings a failure from any thread to the GUI thread and shows it once at a time."""

    failed = Signal(str)

    def __init__(self, log: Path | None) -> None:
        super().__init__()
        self._log = log
        self._showing = False
        self.failed.connect(self._show)

    def install(self) -> None:
        """Take over what Python would print and forget."""
        sys.excepthook = self.on_exception
        threading.excepthook = lambda args: self.on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def on_exception(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """Log a failure in detail and announce it in words."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        _LOG.error("unforeseen failure\n%s", text)
        print(text, file=sys.stderr)
        self.failed.emit(str(error) if isinstance(error, UserError) else self._sentence(kind, error))

    def _sentence(self, kind: type[BaseException], error: BaseException | None) -> str:
        where = f"详情已记入 {self._log}。" if self._log else ""
        return f"程序遇到没有预料到的问题（{kind.__name__}：{error}），这一步没有完成，已填的内容没有丢失。{where}"

    def _show(self, sentence: str) -> None:
        from .messages import tell
        from .window import main_window

        if self._showing:
            return
        self._showing = True
        try:
            tell(main_window(), sentence)
        finally:
            self._showing = False
