"""Where one open book is kept: its file, the claim on it, and the working copy that every change goes to."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from .. import storage
from ..domain.book import Book
from ..domain.changes import Change
from ..domain.errors import UserError
from ..storage.working_store import Source
from .events import BackedUp, BackupFailed, Event, Listener

LOG = logging.getLogger(__name__)


class ChangedElsewhere(UserError):
    """The file was changed by another program or computer since it was opened; saving would overwrite that."""


def _nobody(_event: Event) -> None:
    """Hear events while no session listens yet."""


def _claim(path: Path) -> storage.Lock | None:
    """Say that this window works on `path`. Raises storage.AlreadyOpen when another one does."""
    try:
        return storage.claim(path)
    except OSError:  # a state folder that cannot be written: the working copy will tell the user
        LOG.warning("no claim on %s", path, exc_info=True)
        return None


@contextmanager
def _claimed(path: Path | None) -> Iterator[storage.Lock | None]:
    """Claim `path`, and give the claim back when what follows fails."""
    lock = _claim(path) if path else None
    try:
        yield lock
    except BaseException:
        if lock:
            lock.release()
        raise


def _changed(source: Source) -> bool:
    if source.path is None or source.fingerprint is None:
        return False
    try:
        return storage.changed_elsewhere(source.path, source.fingerprint)
    except OSError:  # what cannot be read cannot be replaced either: the save will say so
        LOG.warning("cannot look at %s", source.path, exc_info=True)
        return False


class Filing:
    """The file side of a session. `tell` hears of backups, from the writer's thread."""

    def __init__(self, book: Book, source: Source | None = None) -> None:
        self.book = book
        self.tell: Listener = _nobody
        self._source = source
        self._lock: storage.Lock | None = None
        self._working: storage.WorkingCopy | None = None

    @classmethod
    def unsaved(cls, book: Book) -> Filing:
        """Keep a book that has no file yet."""
        filing = cls(book)
        filing._begin(None)
        return filing

    @classmethod
    def opened(cls, path: Path) -> Filing:
        """Open a file. Raises UserError: it cannot be read, or another window works on it."""
        opened = storage.open_book(path)
        filing = cls(opened.book, Source(opened.document_id, opened.path, opened.fingerprint))
        filing._lock = _claim(path)
        filing._begin(opened)
        return filing

    @classmethod
    def recovered(cls, item: storage.Recoverable) -> Filing:
        """Take up what a crash left behind. Raises UserError when it is gone or another window works on its file."""
        filing = cls(Book())
        with _claimed(item.path) as filing._lock:
            found = storage.adopt(item, filing._committed, filing._failed)
        filing.book, filing._source, filing._working = found.book, found.source, found.working
        return filing

    def _begin(self, opened: storage.Opened | None) -> None:
        self._working = storage.WorkingCopy.start(
            self.book, opened, on_committed=self._committed, on_failed=self._failed
        )

    @property
    def path(self) -> Path | None:
        """The book's file; None while it was never saved."""
        return self._source.path if self._source else None

    @property
    def backed_up_at(self) -> datetime | None:
        """When the working copy was last written; None before the first time."""
        return self._working.committed_at if self._working else None

    def _committed(self, at: datetime) -> None:
        self.tell(BackedUp(at))

    def _failed(self, sentence: str) -> None:
        self.tell(BackupFailed(sentence))

    def record(self, changes: Sequence[Change]) -> None:
        """Hand changes to the working copy; returns at once."""
        if self._working:
            self._working.record(changes)

    def save(self) -> str | None:
        """Publish the book to its file; return a warning for the user, or None.

        Raises ChangedElsewhere when somebody else wrote the file, and UserError when it cannot be written.
        """
        source = self._source
        if source is None or source.path is None:
            raise UserError("这份填报还没有保存过，请用“另存为”选择保存的位置。")
        if _changed(source):
            raise ChangedElsewhere(
                f"文件 {source.path} 在打开以后被别的程序或电脑改动过，没有覆盖；"
                "请用“另存为”存成另一个文件，再与它核对。"
            )
        return self._publish(source.path, source.document_id)

    def save_as(self, path: Path) -> str | None:
        """Publish the book to another file as a new document; return a warning for the user, or None."""
        if self.path is not None and path.resolve() == self.path.resolve():
            return self._publish(path, None)
        with _claimed(path) as lock:
            warning = self._publish(path, None)
        if self._lock:
            self._lock.release()
        self._lock = lock
        return warning

    def _publish(self, path: Path, document: str | None) -> str | None:
        published = storage.save_book(self.book, path, document)
        self._source = Source(published.document_id, published.path, published.fingerprint)
        if self._working:
            self._working.published(published)
        return published.warning

    def close(self, *, discard: bool) -> None:
        """Let go of the file; `discard` gives up the working copy, else it stays to be recovered."""
        if self._working:
            self._working.close(discard=discard)
        if self._lock:
            self._lock.release()
        self._working = self._lock = None
