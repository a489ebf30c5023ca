"""After a crash: working copies that nobody is at work on, offered once and clearly, taken up or thrown away."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..domain.book import Book
from ..domain.errors import UserError
from . import atomic, content, locks, places, working_store
from .files import open_book
from .fingerprints import changed_elsewhere
from .working import WorkingCopy
from .working_store import ENDING, Content, Source

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recoverable:
    """One working copy whose program ended without saving: its title and file (None: never saved), when it was last
    written, how many steps no file holds, and whether the file changed since."""

    place: Path
    title: str
    path: Path | None
    committed_at: datetime
    edits: int
    file_changed: bool


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was taken up: the book as it was, the file that it belongs to, and its new working copy."""

    book: Book
    source: Source
    working: WorkingCopy


def recoverable() -> list[Recoverable]:
    """Return what can be recovered, the newest first; what stands in its file anyway is cleared away silently.

    Copies that another window is at work on are left alone. What cannot be read is set aside and logged.
    """
    atomic.sweep()
    folder = places.state_folder() / "working"
    found = [_examine(place) for place in folder.glob(f"*{ENDING}")] if folder.is_dir() else []
    return sorted((item for item in found if item), key=lambda item: item.committed_at, reverse=True)


def _examine(place: Path) -> Recoverable | None:
    try:
        lock = locks.try_lock(place.with_suffix(".lock"))
        if lock is None:
            return None
        try:
            return _offer(place)
        finally:
            lock.release()
    except OSError:
        LOG.warning("working copy %s cannot be examined", place, exc_info=True)
        return None


def _offer(place: Path) -> Recoverable | None:
    held = _read(place)
    if held is None:
        return None
    if held.edits == 0 or _stands_in_its_file(held):
        working_store.remove(place)
        return None
    path, mark = held.source.path, held.source.fingerprint
    changed = path is not None and mark is not None and changed_elsewhere(path, mark)
    title = held.book.facts.title or (path.stem if path else "未命名")
    return Recoverable(place, title, path, held.committed_at, held.edits, changed)


def _read(place: Path) -> Content | None:
    try:
        held = working_store.read(place)
    except (sqlite3.Error, content.Inconsistent, KeyError, ValueError) as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            return None
        LOG.exception("working copy %s cannot be read and is set aside", place)
        place.replace(place.with_suffix(".damaged"))
        return None
    if held is None:
        working_store.remove(place)
    return held


def _stands_in_its_file(held: Content) -> bool:
    """True when nothing would be gained: the program died after a save, or after everything was undone."""
    if held.source.path is None or not held.source.path.is_file():
        return False
    try:
        return open_book(held.source.path).book == held.book
    except UserError:
        return False


def adopt(
    item: Recoverable,
    on_committed: Callable[[datetime], None] | None = None,
    on_failed: Callable[[str], None] | None = None,
) -> Recovered:
    """Take up a working copy: its book goes on in a new one, and the old one is removed once that is written.

    Raises UserError when another window took it up, or when it is gone or cannot be read.
    """
    gone = UserError(f"“{item.title}”未保存的内容已在另一个窗口中恢复，或已被清除。")
    try:
        lock = locks.try_lock(item.place.with_suffix(".lock"))
    except OSError as error:
        raise gone from error
    if lock is None:
        raise gone
    try:
        held = _read(item.place) if item.place.exists() else None
        if held is None:
            raise gone
        working = WorkingCopy.begin(held.book, held.source, held.edits, on_committed, on_failed)
        if working.flush():
            working_store.remove(item.place)
        return Recovered(held.book, held.source, working)
    finally:
        lock.release()


def discard(item: Recoverable) -> None:
    """Throw a working copy away, unless another window took it up meanwhile."""
    try:
        lock = locks.try_lock(item.place.with_suffix(".lock"))
    except OSError:
        LOG.warning("working copy %s cannot be discarded", item.place, exc_info=True)
        return
    if lock is not None:
        working_store.remove(item.place)
        lock.release()
