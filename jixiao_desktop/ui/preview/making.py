"""Pages made off the GUI thread: one layout at a time, and only the newest wish is answered."""

from __future__ import annotations

import logging
import threading

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ...domain.errors import UserError
from ...session import Session
from ...typesetting import Document
from ..pace import undisturbed

_LOG = logging.getLogger(__name__)


class LayoutMaker(QObject):
    """Lays a book out in a thread. A wish that comes meanwhile waits; of several that wait the newest is done."""

    made = Signal(object)
    failed = Signal(str)
    _done = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._busy = self._stale = False
        self._done.connect(self._deliver)

    def ask(self) -> None:
        """Lay the book out as it is now, with its print settings as they are now."""
        if self._busy:
            self._stale = True
            return
        self._busy, self._stale = True, False
        book, profile, path = self._session.book.copy(), self._session.profile, self._session.path

        def work() -> None:
            from ...export.settings import printed_pages

            try:
                with undisturbed():
                    pages = printed_pages(book, profile, book.facts.printing, path)
                    pages.warnings()  # looked up here, not while the window waits
                    pages.place_of(0)
                result: object = pages
            except Exception as error:  # told in the window; the preview keeps what it showed
                result = error
            if isValid(self):  # the preview may have been closed meanwhile
                self._done.emit(result)

        threading.Thread(target=work, name="jixiao-layout", daemon=True).start()

    def _deliver(self, result: object) -> None:
        self._busy = False
        if self._stale:
            self.ask()
        if isinstance(result, Document):
            self.made.emit(result)
        elif isinstance(result, UserError):
            self.failed.emit(str(result))
        else:
            _LOG.error("the pages could not be laid out: %r", result, exc_info=_exception(result))
            self.failed.emit(f"版面没有排成：{result}。详细情况已记入日志。")


def _exception(result: object) -> BaseException | None:
    return result if isinstance(result, BaseException) else None
