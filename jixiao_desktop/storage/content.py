"""A book as rows of the tables of `schema`, and back; and one change of a book as statements on these rows.

The published file and the working copy hold the same tables, so both stand on this module.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, fields
from operator import itemgetter
from typing import Any

from ..domain.book import (
    INDICATOR_FIELDS,
    PROJECT_FIELDS,
    ROOT,
    UNIT_FIELDS,
    Book,
    Doubt,
    Facts,
    Indicator,
    Node,
    Project,
    Target,
    Unit,
    Waiver,
)
from ..domain.changes import Change, FieldChanged, Inserted, Moved, Removed
from ..domain.printing import Printing, from_texts, to_texts

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]

_FACTS = (
    "year", "stage", "title", "profile", "profile_text", "stated_total", "responsible", "preparer", "phone",
    "filled_on",
)  # fmt: skip
_PLACE = ("id", "parent", "position")
_LAST = ("has_last", "last_comparator", "last_value", "last_unit", "last_weight")
_WAIVER = tuple(field.name for field in fields(Waiver))
_DOUBT = tuple(field.name for field in fields(Doubt))
_COLUMNS: dict[str, tuple[str, ...]] = {
    "book": ("one", "document", "next_id", *_FACTS),
    "unit": (*_PLACE, *UNIT_FIELDS),
    "project": (*_PLACE, *PROJECT_FIELDS, "reviewed"),
    "indicator": (*_PLACE, *INDICATOR_FIELDS, "reviewed", *_LAST),
    "waiver": ("position", *_WAIVER),
    "doubt": ("position", *_DOUBT),
    "printing": ("name", "value"),
}
_LISTS = {"waivers": "waiver", "doubts": "doubt"}
_KINDS = ("unit", "project", "indicator")


class Inconsistent(Exception):
    """The rows do not make a book: a parent, a place or an id is wrong."""


def _insert(table: str) -> str:
    columns = _COLUMNS[table]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


_INSERT = {table: _insert(table) for table in _COLUMNS}
_SELECT = {table: f"SELECT {', '.join(columns)} FROM {table}" for table, columns in _COLUMNS.items()}
_BY_PLACE = itemgetter(1, 2)  # in Python: an index would double the size of the file


# book -> rows


def _unit_row(record: Unit, position: int) -> Row:
    return record.id, record.parent, position, record.code, record.name


def _project_row(record: Project, position: int) -> Row:
    texts = (getattr(record, name) for name in PROJECT_FIELDS)
    return record.id, record.parent, position, *texts, int(record.reviewed)


def _indicator_row(r: Indicator, position: int) -> Row:
    texts = (r.level1, r.level2, r.name, r.comparator, r.value, r.unit, r.weight)
    return r.id, r.parent, position, *texts, int(r.reviewed), *_last_row(r.last)


def _last_row(last: Target | None) -> Row:
    return (1, last.comparator, last.value, last.unit, last.weight) if last else (0, None, None, None, None)


_TO_ROW: dict[str, Callable[[Any, int], Row]] = {
    "unit": _unit_row,
    "project": _project_row,
    "indicator": _indicator_row,
}


def records(book: Book) -> tuple[Node, ...]:
    """Return everything that a book holds, parents first; the records never change, so any thread may write them."""
    return book.subtree(ROOT)


def rows_of(content: Sequence[Node], document: str, next_id: int) -> Rows:
    """Return the records of a book (the facts first) as the rows of each table."""
    facts = content[0]
    assert isinstance(facts, Facts)
    rows: Rows = {table: [] for table in _COLUMNS}
    rows["book"].append((1, document, next_id, *(getattr(facts, name) for name in _FACTS)))
    for name, table in _LISTS.items():
        rows[table] = _list_rows(getattr(facts, name))
    rows["printing"] = _printing_rows(facts.printing)
    _add_record_rows(rows, content[1:], 0)
    return rows


def _list_rows(items: Sequence[Waiver | Doubt]) -> list[Row]:
    return [(place, *astuple(item)) for place, item in enumerate(items)]


def _printing_rows(printing: Printing) -> list[Row]:
    return sorted(to_texts(printing).items())


def _add_record_rows(rows: Rows, content: Sequence[Node], first: int) -> None:
    """Add the rows of records, parents first; the top ones stand from place `first` on among their siblings."""
    taken: dict[int, int] = {content[0].parent: first} if content else {}
    for record in content:
        place = taken.get(record.parent, 0)
        taken[record.parent] = place + 1
        rows[record.kind].append(_TO_ROW[record.kind](record, place))


def write_rows(connection: sqlite3.Connection, rows: Rows) -> None:
    """Fill empty tables. Raises sqlite3.Error."""
    for table, found in rows.items():
        connection.executemany(_INSERT[table], found)


def clear(connection: sqlite3.Connection) -> None:
    """Empty all tables. Raises sqlite3.Error."""
    for table in reversed(_COLUMNS):
        connection.execute(f"DELETE FROM {table}")


# rows -> book

_NEW_PROJECT: Callable[..., Project] = Project
_NEW_INDICATOR: Callable[..., Indicator] = Indicator


def _unit(row: Row) -> Unit:
    return Unit(row[0], row[1], row[3], row[4])


def _project(row: Row) -> Project:
    return _NEW_PROJECT(*row[:2], *row[3:-1], bool(row[-1]))


def _indicator(row: Row) -> Indicator:
    last = Target(*row[12:]) if row[11] else None
    return _NEW_INDICATOR(*row[:2], *row[3:10], bool(row[10]), last)


_FROM_ROW: dict[str, Callable[[Row], Unit | Project | Indicator]] = {
    "unit": _unit,
    "project": _project,
    "indicator": _indicator,
}


# SQLite forgets CHECK constraints of a database that is opened read-only, even in integrity_check.
_BROKEN = (
    "SELECT 1 FROM book WHERE one <> 1 OR length(document) <> 36 OR next_id < 1",
    "SELECT 1 FROM unit WHERE parent <> 0",
    "SELECT 1 FROM project WHERE reviewed NOT IN (0, 1)",
    "SELECT 1 FROM indicator WHERE reviewed NOT IN (0, 1) OR has_last NOT IN (0, 1) OR (has_last = 0 "
    "AND coalesce(last_comparator, last_value, last_unit, last_weight) IS NOT NULL)",
)


def read_rows(connection: sqlite3.Connection) -> Rows:
    """Return the rows of each table, siblings in their order. Raises Inconsistent, and sqlite3.Error."""
    for query in _BROKEN:
        if connection.execute(query + " LIMIT 1").fetchone():
            raise Inconsistent(query)
    rows = {table: connection.execute(query).fetchall() for table, query in _SELECT.items()}
    for table in ("waiver", "doubt", "printing"):
        rows[table].sort()
    for kind in _KINDS:
        rows[kind].sort(key=_BY_PLACE)
    return rows


def book_of(rows: Rows) -> tuple[Book, str]:
    """Return the book that rows make, and its document id.

    Raises Inconsistent when parents, places or ids do not fit together.
    """
    if len(rows["book"]) != 1:
        raise Inconsistent(f"{len(rows['book'])} rows in book")
    _, document, next_id, *values = rows["book"][0]
    facts = Facts(
        **dict(zip(_FACTS, values, strict=True)),
        waivers=tuple(Waiver(*row[1:]) for row in rows["waiver"]),
        doubts=tuple(Doubt(*row[1:]) for row in rows["doubt"]),
        printing=from_texts(dict(rows["printing"])),
    )
    try:
        return Book.build(facts, _records_of(rows), next_id), document
    except ValueError as error:
        raise Inconsistent(str(error)) from error


def read_all(connection: sqlite3.Connection) -> tuple[Book, str]:
    """Return the book that the tables hold, and its document id. Raises as read_rows and book_of do."""
    return book_of(read_rows(connection))


def _records_of(rows: Rows) -> Iterator[Unit | Project | Indicator]:
    for kind in _KINDS:
        make = _FROM_ROW[kind]
        parent, place = -1, 0
        for row in rows[kind]:
            place = place + 1 if row[1] == parent else 0
            parent = row[1]
            if row[2] != place:
                raise Inconsistent(f"{kind} {row[0]} under {parent} stands at {row[2]}, expected {place}")
            yield make(row)


# one change -> statements


def apply(connection: sqlite3.Connection, change: Change) -> None:
    """Do to the rows what `change` did to the book. Raises Inconsistent when no row is its record, sqlite3.Error."""
    match change:
        case FieldChanged():
            _change_field(connection, change)
        case Inserted():
            _insert_tree(connection, change)
        case Removed():
            _remove_tree(connection, change)
        case Moved():
            _move_row(connection, change)


def _change_field(connection: sqlite3.Connection, change: FieldChanged) -> None:
    if change.node == ROOT and change.field in _LISTS:
        table = _LISTS[change.field]
        connection.execute(f"DELETE FROM {table}")
        connection.executemany(_INSERT[table], _list_rows(change.new))
        return
    if change.node == ROOT and change.field == "printing":
        connection.execute("DELETE FROM printing")
        connection.executemany(_INSERT["printing"], _printing_rows(change.new))
        return
    if change.node == ROOT:
        changed = connection.execute(f"UPDATE book SET {_known(change.field, _FACTS)} = ?", (change.new,)).rowcount
    elif change.field == "last":
        changes = ", ".join(f"{name} = ?" for name in _LAST)
        row = (*_last_row(change.new), change.node)
        changed = connection.execute(f"UPDATE indicator SET {changes} WHERE id = ?", row).rowcount
    else:
        changed = _change_cell(connection, change.node, change.field, change.new)
    _expect(changed == 1, change)


def _change_cell(connection: sqlite3.Connection, node: int, field: str, value: Any) -> int:
    """Set a column where the id is found: ids are unique over the three tables."""
    tables = [kind for kind in _KINDS if field in _COLUMNS[kind] and field not in _PLACE]
    return sum(
        connection.execute(f"UPDATE {kind} SET {field} = ? WHERE id = ?", (value, node)).rowcount for kind in tables
    )


def _known(field: str, fields: tuple[str, ...]) -> str:
    if field not in fields:
        raise Inconsistent(f"no column {field}")
    return field


def _expect(met: bool, change: Change) -> None:
    if not met:
        raise Inconsistent(f"the rows do not know the record of {change!r}"[:300])


def _shift(connection: sqlite3.Connection, kind: str, parent: int, start: int, step: int) -> None:
    """Move the siblings from place `start` on by `step`."""
    connection.execute(
        f"UPDATE {kind} SET position = position + ? WHERE parent = ? AND position >= ?", (step, parent, start)
    )


def _insert_tree(connection: sqlite3.Connection, change: Inserted) -> None:
    top = change.records[0]
    _shift(connection, top.kind, top.parent, change.index, 1)
    rows: Rows = {kind: [] for kind in _KINDS}
    _add_record_rows(rows, change.records, change.index)
    write_rows(connection, rows)
    connection.execute("UPDATE book SET next_id = max(next_id, ?)", (max(r.id for r in change.records) + 1,))


def _remove_tree(connection: sqlite3.Connection, change: Removed) -> None:
    for kind in reversed(_KINDS):
        ids = [(record.id,) for record in change.records if record.kind == kind]
        gone = connection.executemany(f"DELETE FROM {kind} WHERE id = ?", ids).rowcount if ids else 0
        _expect(gone == len(ids), change)
    top = change.records[0]
    _shift(connection, top.kind, top.parent, change.index + 1, -1)


def _move_row(connection: sqlite3.Connection, change: Moved) -> None:
    for kind in _KINDS:
        row = change.node, change.old_parent, change.old_index
        found = connection.execute(f"SELECT 1 FROM {kind} WHERE id = ? AND parent = ? AND position = ?", row).fetchone()
        if found:
            break
    _expect(found is not None, change)
    _shift(connection, kind, change.old_parent, change.old_index + 1, -1)
    _shift(connection, kind, change.new_parent, change.new_index, 1)
    # The row itself was shifted with its siblings when it stayed among them; its own place is set last.
    connection.execute(
        f"UPDATE {kind} SET parent = ?, position = ? WHERE id = ?", (change.new_parent, change.new_index, change.node)
    )
