"""Opening and saving a book, against raw sqlite3 reading and writing the same rows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from jixiao_desktop.storage import content, open_book, save_book, schema

from .measure import Measure, best_of, book, in_folder

SIZES = (1_000, 10_000, 100_000)


def _write_raw(file: Path, rows: content.Rows) -> None:
    file.unlink(missing_ok=True)
    database = sqlite3.connect(file)
    with database:
        for statement in schema.SCHEMAS[schema.VERSION]:
            database.execute(statement)
        for table, found in rows.items():
            if found:
                database.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(found[0]))})", found)
    database.close()


def _read_raw(file: Path, rows: content.Rows) -> list[list[tuple[object, ...]]]:
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    found = [database.execute(f"SELECT * FROM {table}").fetchall() for table in rows]
    database.close()
    return found


def _rows(size: int) -> content.Rows:
    ours = book(size)
    return content.rows_of(content.records(ours), "-" * 36, ours.next_id)


def save(folder: Path, size: int) -> tuple[float, float]:
    """Save a book; write its rows."""
    ours, rows = book(size), _rows(size)
    return (
        best_of(lambda: save_book(ours, folder / "ours.jixiao")),
        best_of(lambda: _write_raw(folder / "raw.db", rows)),
    )


def load(folder: Path, size: int) -> tuple[float, float]:
    """Open a book; read its rows."""
    rows = _rows(size)
    save_book(book(size), folder / "ours.jixiao")
    _write_raw(folder / "raw.db", rows)
    return best_of(lambda: open_book(folder / "ours.jixiao")), best_of(lambda: _read_raw(folder / "raw.db", rows))


MEASURES = (
    Measure("open a book", "raw sqlite3", 3, SIZES, in_folder(load)),
    Measure("save a book", "raw sqlite3", 3, SIZES, in_folder(save)),
)
