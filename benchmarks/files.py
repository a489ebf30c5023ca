"""Opening and saving a book, against raw sqlite3 reading and writing the same rows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from jixiao_desktop.storage import open_book, save_book

from .measure import KEYS, Measure, best_of, book, in_folder

SIZES = (1_000, 10_000, 100_000)


def _write_raw(file: Path, rows: list[tuple[object, ...]]) -> None:
    file.unlink(missing_ok=True)
    database = sqlite3.connect(file)
    with database:
        columns = ", ".join(f"{key} TEXT" for key in KEYS)
        database.execute(f"CREATE TABLE indicator (id INTEGER PRIMARY KEY, parent INTEGER, {columns}) STRICT")
        database.executemany(f"INSERT INTO indicator VALUES ({','.join('?' * 9)})", rows)
    database.close()


def _read_raw(file: Path) -> list[tuple[object, ...]]:
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    rows = database.execute("SELECT * FROM indicator").fetchall()
    database.close()
    return rows


def _rows(size: int) -> list[tuple[object, ...]]:
    return [(i.id, i.parent, *(getattr(i, key) for key in KEYS)) for i in book(size).indicators()]


def save(folder: Path, size: int) -> tuple[float, float]:
    """Save a book; write its indicators."""
    ours, rows = book(size), _rows(size)
    return (
        best_of(lambda: save_book(ours, folder / "ours.jixiao")),
        best_of(lambda: _write_raw(folder / "raw.db", rows)),
    )


def load(folder: Path, size: int) -> tuple[float, float]:
    """Open a book; read its indicators."""
    save_book(book(size), folder / "ours.jixiao")
    _write_raw(folder / "raw.db", _rows(size))
    return best_of(lambda: open_book(folder / "ours.jixiao")), best_of(lambda: _read_raw(folder / "raw.db"))


MEASURES = (
    Measure("open a book", "raw sqlite3", 3, SIZES, in_folder(load)),
    Measure("save a book", "raw sqlite3", 3, SIZES, in_folder(save)),
)
