"""Opening and saving `.jixiao` files. The user's file is only ever read, or replaced whole; never written in place."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..domain.book import Book
from ..domain.errors import UserError
from . import atomic, content, former_versions, inspection, migrate, schema, seal, words
from .fingerprints import Fingerprint, fingerprint_of

LOG = logging.getLogger(__name__)
_BROKEN, _UNFIT = "数据页有错", "内容前后不符"


@dataclass(frozen=True, slots=True)
class Opened:
    """A book as read from a file, with the file's document id and what the file looked like."""

    book: Book
    path: Path
    document_id: str
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Published:
    """What a save left: the file, its document id, what it looks like, and the backup of the version before.

    `warning` is a sentence for the user when the file was saved but its former version could not be kept.
    """

    path: Path
    document_id: str
    fingerprint: Fingerprint
    backup: Path | None = None
    warning: str | None = None


def new_document_id() -> str:
    """Return the id of a new document; 另存为 takes a new one, a plain save keeps the old."""
    import uuid  # a quarter of a frame that opening a file need not spend

    return str(uuid.uuid4())


def open_book(path: Path) -> Opened:
    """Read a `.jixiao` file; an older version is brought up to date in memory. Raises UserError with one sentence."""
    rows, mark = _read(path)
    try:
        book, document = content.book_of(rows)
    except content.Inconsistent as error:
        LOG.info("%s is inconsistent", path, exc_info=True)
        raise inspection.damaged(path, _UNFIT) from error
    return Opened(book, path, document, mark)


def _read(path: Path) -> tuple[content.Rows, Fingerprint]:
    version = inspection.check_file(path)
    try:
        data = path.read_bytes()
        mark = fingerprint_of(data, path)
        with closing(inspection.connect_read_only(path)) as connection:
            return _checked_rows(path, data, connection, version), mark
    except OSError as error:
        raise inspection.unreadable(path, error) from error
    except content.Inconsistent as error:
        LOG.info("%s is inconsistent", path, exc_info=True)
        raise inspection.damaged(path, _UNFIT) from error
    except (sqlite3.Error, UnicodeDecodeError, MemoryError) as error:
        LOG.info("%s is damaged", path, exc_info=True)
        raise inspection.damaged(path, _BROKEN) from error


def _checked_rows(path: Path, data: bytes, connection: sqlite3.Connection, version: int) -> content.Rows:
    if not inspection.check_schema(connection, schema.of_file(version)):
        raise inspection.damaged(path, "其中的表与填报文件的格式不符")
    if not inspection.check_pages(connection):
        raise inspection.damaged(path, _BROKEN)
    if not _is_sealed(connection, data):
        raise inspection.damaged(path, "保存之后被改动过")
    current = migrate.up_to_date(connection, version)
    try:
        return content.read_rows(current)
    finally:
        if current is not connection:
            current.close()


def _is_sealed(connection: sqlite3.Connection, data: bytes) -> bool:
    seals = connection.execute("SELECT text FROM seal").fetchall()
    return len(seals) == 1 and seal.intact(data, seals[0][0])


def save_book(book: Book, path: Path, document_id: str | None = None) -> Published:
    """Write a book to a file, in one step: afterwards `path` is the old version or the new one, whole.

    Without `document_id` the file becomes a new document. What stood at `path` before is kept as a backup in the
    state folder. Raises UserError; then the old file stays and nothing is left beside it.
    """
    document = document_id or new_document_id()
    rows = content.rows_of(content.records(book), document, book.next_id)
    with atomic.replacing(path) as temporary:
        _write(rows, temporary)
        mark = _check(rows, temporary, path)
        backup, warning = _keep_former(path)
    return Published(path, document, mark, backup, warning)


def _write(rows: content.Rows, path: Path) -> None:
    """Write a fresh SQLite file: no journal and no syncs, for nobody sees it before it is whole and synced."""
    blank = seal.blank()
    try:
        with closing(sqlite3.connect(inspection.uri(path), uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {schema.VERSION}")
            connection.execute("BEGIN")
            for statement in schema.of_file(schema.VERSION):
                connection.execute(statement)
            content.write_rows(connection, rows)
            connection.execute("INSERT INTO seal VALUES (1, ?)", (blank,))
            connection.execute("COMMIT")
        seal.press(path, blank)
    except sqlite3.Error as error:
        LOG.exception("writing %s failed", path)
        sentence = f"文件没有保存：{words.reason(error)}，原来的文件没有变，请清理磁盘或换一个位置再保存。"
        raise UserError(sentence) from error


def _check(rows: content.Rows, written: Path, path: Path) -> Fingerprint:
    """Read back what was written: only what opens again with the same rows takes the old file's place.

    Return the fingerprint, which a renaming does not change.
    """
    try:
        found, mark = _read(written)
    except UserError as error:
        LOG.exception("what was written for %s does not open", path)
        raise _not_saved(path) from error
    if found != rows:
        raise _not_saved(path)
    return mark


def _not_saved(path: Path) -> UserError:
    return UserError(f"文件 {path} 没有保存：写出的内容读回时不一致，原来的文件没有变，请换一个位置再保存。")


def _keep_former(path: Path) -> tuple[Path | None, str | None]:
    try:
        return former_versions.keep(path), None
    except OSError as error:
        LOG.warning("no backup of %s", path, exc_info=True)
        return None, f"文件已保存，但保存前的版本没能备份（{words.reason(error)}）。"
