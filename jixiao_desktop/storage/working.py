"""The working copy: everything typed stands, committed, in a SQLite file of the state folder within moments.

One thread writes, in the order in which the changes came, off the window's thread. When writing fails the changes wait
and are tried again, and the failure is told in words; typing goes on.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from ..domain.book import ROOT, Book
from ..domain.changes import Change
from . import content, words
from .files import Opened, Published, new_document_id
from .working_store import Edit, Job, Saved, Source, Store, Whole

LOG = logging.getLogger(__name__)
RETRY_SECONDS = 5.0


class WorkingCopy:
    """The working copy of one open book. All methods are for the thread that changes the book."""

    def __init__(
        self,
        book: Book,
        source: Source,
        edits: int,
        on_committed: Callable[[datetime], None] | None,
        on_failed: Callable[[str], None] | None,
    ) -> None:
        self.committed_at: datetime | None = None
        self.source = source
        self._book, self._edits = book, edits
        self._on_committed, self._on_failed = on_committed, on_failed
        self._store = Store(os.urandom(16).hex())
        self._state = threading.Condition()  # guards all of the following
        self._waiting: list[tuple[int, Job]] = []
        self._submitted = self._committed = self._tried = 0  # serial numbers of jobs
        self._broken = self._stopping = False
        self._thread = threading.Thread(target=self._work, name="working-copy", daemon=True)
        self._submit(self._whole())

    @classmethod
    def start(
        cls,
        book: Book,
        file: Opened | Published | None = None,
        *,
        edits: int | None = None,
        on_committed: Callable[[datetime], None] | None = None,
        on_failed: Callable[[str], None] | None = None,
    ) -> WorkingCopy:
        """Begin a working copy of `book`, which was read from or written to `file`, or stands in none yet.

        `edits` says how many changes no file holds: without it 0, or 1 for a draft with content and no file. The
        callbacks come from the writing thread: with the time of each commit, and with a sentence for each failure.
        """
        source = Source(file.document_id, file.path, file.fingerprint) if file else Source(new_document_id())
        if edits is None:
            edits = 1 if file is None and book.children(ROOT) else 0
        return cls.begin(book, source, edits, on_committed, on_failed)

    @classmethod
    def begin(
        cls,
        book: Book,
        source: Source,
        edits: int,
        on_committed: Callable[[datetime], None] | None = None,
        on_failed: Callable[[str], None] | None = None,
    ) -> WorkingCopy:
        """Begin a working copy that belongs to `source` (see `start`)."""
        copy = cls(book, source, edits, on_committed, on_failed)
        copy._thread.start()
        atexit.register(copy.flush)
        return copy

    def record(self, changes: Sequence[Change]) -> None:
        """Hand over what just happened to the book; returns at once. Call it after every transaction, in order."""
        self._edits += 1
        if not self._mend():
            self._submit(Edit(tuple(changes)))

    def published(self, saved: Published) -> None:
        """Remember that the book as it stands now is in this file."""
        self._edits = 0
        self.source = Source(saved.document_id, saved.path, saved.fingerprint)
        self._submit(Saved(self.source))

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait until everything handed over is committed; False when it could not be, or not within `timeout` s."""
        complete = self._wait(timeout)
        return complete or (self._mend() and self._wait(timeout))

    def _wait(self, timeout: float) -> bool:
        with self._state:
            target = self._submitted
            self._tried = self._committed  # a failure of before is no answer: try again now
            self._state.notify_all()
            self._state.wait_for(lambda: max(self._committed, self._tried) >= target, timeout)
            return self._committed >= target

    def close(self, discard: bool) -> bool:
        """End the copy: `discard` removes it (the book was saved, or is not wanted), else it stays to be recovered.

        Returns False when it stays but lacks changes that could not be written.
        """
        atexit.unregister(self.flush)
        complete = discard or self.flush()
        with self._state:
            self._stopping = True
            self._state.notify_all()
        self._thread.join()
        self._store.close(discard=discard)
        return complete

    def _whole(self) -> Whole:
        return Whole(content.records(self._book), self._book.next_id, self.source, self._edits)

    def _submit(self, job: Job, *, alone: bool = False) -> None:
        with self._state:
            if alone:
                self._waiting.clear()
            self._submitted += 1
            self._waiting.append((self._submitted, job))
            self._state.notify_all()

    def _mend(self) -> bool:
        """When the rows no longer fit the changes, hand over the whole book instead; True when that was done."""
        with self._state:
            if not self._broken:
                return False
            self._broken = False
        self._submit(self._whole(), alone=True)
        return True

    # the writing thread

    def _work(self) -> None:
        while batch := self._next_batch():
            last, jobs = batch[-1][0], [job for _, job in batch]
            try:
                at = self._store.commit(jobs)
            except Exception as error:  # whatever it is, the thread must live on and try again
                self._failed(last, error)
            else:
                self._done(last, at)

    def _next_batch(self) -> list[tuple[int, Job]]:
        """Wait for a job that was not tried yet, or until it is time to try again; nothing at the end."""
        with self._state:
            self._state.wait_for(self._has_news, RETRY_SECONDS if self._waiting else None)
            return [] if self._stopping else list(self._waiting)

    def _has_news(self) -> bool:
        return self._stopping or bool(self._waiting and self._submitted > max(self._tried, self._committed))

    def _done(self, last: int, at: datetime) -> None:
        with self._state:
            self._waiting = [item for item in self._waiting if item[0] > last]
            self._committed, self.committed_at = last, at
            self._state.notify_all()
        if self._on_committed:
            _call(self._on_committed, at)

    def _failed(self, last: int, error: Exception) -> None:
        LOG.error("a working copy could not be written", exc_info=error)
        with self._state:
            self._tried = last
            self._broken = self._broken or not words.is_the_disks_fault(error)
            self._state.notify_all()
        if self._on_failed:
            _call(self._on_failed, _sentence(error))


def _call(callback: Callable[..., None], argument: object) -> None:
    try:
        callback(argument)
    except Exception:  # the listener's fault must not end the writing
        LOG.exception("a listener of the working copy failed")


def _sentence(error: Exception) -> str:
    return f"自动备份没有成功（{words.reason(error)}）；可以继续填写，程序会再试，请尽快保存文件。"
