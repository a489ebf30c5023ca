"""The SQLite file of one working copy: the tables of a `.jixiao` file and one row that says where they come from.

A lock file beside it shows, from before the first byte until the process dies, that somebody is at work. Never open
such a file other than by SQLite: closing any other handle on it would give up SQLite's own locks on POSIX systems.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..domain.book import Book, Node
from ..domain.changes import Change
from . import content, inspection, locks, migrate, places, schema
from .fingerprints import Fingerprint

LOG = logging.getLogger(__name__)
APPLICATION_ID = 0x4A585743  # "JXWC": not a file that a user opens
ENDING = ".working"

WORKING = """CREATE TABLE working (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  path BLOB,
  size INTEGER,
  mtime INTEGER,
  sha256 TEXT,
  edits INTEGER NOT NULL CHECK (edits >= 0),
  committed_at TEXT NOT NULL
) STRICT"""
_OWN = (
    WORKING,
    "CREATE INDEX project_order ON project (parent, position)",
    "CREATE INDEX indicator_order ON indicator (parent, position)",
)


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a working copy belongs to: path and what it looked like (None: no file yet), and document id."""

    document_id: str
    path: Path | None = None
    fingerprint: Fingerprint | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """Job: write everything, in place of what was there; `edits` changes of it stand in no file."""

    records: tuple[Node, ...]
    next_id: int
    source: Source
    edits: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Job: do what one transaction did to the book."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """Job: what was handed over so far stands in this file."""

    source: Source


Job = Whole | Edit | Saved


@dataclass(frozen=True, slots=True)
class Content:
    """What a working copy holds."""

    book: Book
    source: Source
    edits: int
    committed_at: datetime


class Store:
    """One working copy on the disk, at `place`; opened with the first commit. Used by one thread at a time."""

    def __init__(self, name: str) -> None:
        self.place = places.state_folder() / "working" / f"{name}{ENDING}"
        self._connection: sqlite3.Connection | None = None
        self._lock: locks.Lock | None = None

    def commit(self, jobs: Sequence[Job]) -> datetime:
        """Do jobs in one durable transaction; return its time.

        On any error nothing of it was done. Raises sqlite3.Error, OSError, content.Inconsistent.
        """
        connection = self._ready(isinstance(jobs[0], Whole))
        at = datetime.now()
        connection.execute("BEGIN IMMEDIATE")
        try:
            for job in jobs:
                _do(connection, job)
            connection.execute("UPDATE working SET committed_at = ?", (at.isoformat(),))
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return at

    def _ready(self, whole: bool) -> sqlite3.Connection:
        if self._connection is not None and not self.place.exists():
            self._disconnect()  # somebody emptied the folder: begin again with the whole book
        if self._connection is None and not whole:
            raise content.Inconsistent("the working copy is gone")
        if self._connection is None:
            self._connection = self._create()
        return self._connection

    def _create(self) -> sqlite3.Connection:
        self.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._lock is None:
            self._lock = locks.try_lock(self.place.with_suffix(".lock"))
        connection = connect(self.place)
        try:
            prepare(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def close(self, *, discard: bool) -> None:
        """Let go of the file; with `discard` it is removed, and offered to nobody even when that fails."""
        try:
            if discard and self._connection is not None:
                self._connection.execute("UPDATE working SET edits = 0")
            self._disconnect()
        except sqlite3.Error:
            LOG.warning("working copy %s was not closed well", self.place.stem, exc_info=True)
        if discard:
            remove(self.place)
        if self._lock is not None:
            self._lock.release()


def connect(place: Path) -> sqlite3.Connection:
    """Open a working copy for this process alone: a second one gets SQLITE_BUSY. Raises sqlite3.Error.

    Exclusive before WAL, so that no shared-memory file is needed; FULL, so that a commit survives a power cut.
    """
    connection = sqlite3.connect(
        inspection.uri(place), uri=True, isolation_level=None, timeout=0, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables in a new file; nothing when they are there."""
    if connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
        return
    connection.execute("BEGIN IMMEDIATE")
    for statement in (*schema.SCHEMAS[schema.VERSION], *_OWN):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")
    connection.execute("INSERT INTO working (one, edits, committed_at) VALUES (1, 0, '')")
    connection.execute("COMMIT")


def _do(connection: sqlite3.Connection, job: Job) -> None:
    match job:
        case Whole():
            content.clear(connection)
            content.write_rows(connection, content.rows_of(job.records, job.source.document_id, job.next_id))
            _belongs_to(connection, job.source, job.edits)
        case Edit():
            for change in job.changes:
                content.apply(connection, change)
            connection.execute("UPDATE working SET edits = edits + 1")
        case Saved():
            connection.execute("UPDATE book SET document = ?", (job.source.document_id,))
            _belongs_to(connection, job.source, 0)


def _belongs_to(connection: sqlite3.Connection, source: Source, edits: int) -> None:
    mark = source.fingerprint
    known = (mark.size, mark.mtime, mark.sha256) if mark else (None, None, None)
    path = os.fsencode(source.path.absolute()) if source.path else None
    connection.execute("UPDATE working SET path = ?, size = ?, mtime = ?, sha256 = ?, edits = ?", (path, *known, edits))


def read(place: Path) -> Content | None:
    """Return what a working copy holds that nobody is at work on; None when its first commit never came.

    Raises sqlite3.Error (busy: somebody is), KeyError for an unknown version, content.Inconsistent.
    """
    with closing(connect(place)) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            return None
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if not inspection.check_schema(connection, (*schema.SCHEMAS[version], *_OWN)):
            raise content.Inconsistent("its tables are not those of a working copy")
        rows = connection.execute("SELECT path, size, mtime, sha256, edits, committed_at FROM working").fetchall()
        if len(rows) != 1 or not rows[0][-1]:
            return None
        path, size, mtime, sha256, edits, at = rows[0]
        book, document = content.read_all(migrate.up_to_date(connection, version))
    mark = None if sha256 is None else Fingerprint(size, mtime, sha256)
    source = Source(document, Path(os.fsdecode(path)) if path is not None else None, mark)
    return Content(book, source, edits, datetime.fromisoformat(at))


def remove(place: Path) -> None:
    """Remove a working copy and what SQLite left beside it; what cannot be removed is logged."""
    for path in _files(place):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            LOG.warning("could not remove %s", path, exc_info=True)


def _files(place: Path) -> Iterable[Path]:
    return (place.with_name(place.name + ending) for ending in ("", "-wal", "-shm", "-journal"))
