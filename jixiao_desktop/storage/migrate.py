"""Files of older versions: what each version's schema was (`schema.SCHEMAS`), and one step from each to the next.

A step works on a copy in memory; the user's file stays as it is until it is saved. Version 2 added the print settings,
version 3 the 总体目标 of a project.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from . import schema

Step = Callable[[sqlite3.Connection], None]


def _add_printing(connection: sqlite3.Connection) -> None:
    (table,) = (statement for statement in schema.VERSION_2 if statement not in schema.VERSION_1)
    connection.execute(table)


def _add_overall_objective(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE project ADD COLUMN overall_objective TEXT")


STEPS: Mapping[int, Step] = {1: _add_printing, 2: _add_overall_objective}
"""Version n -> the step that turns its tables into those of version n + 1."""


def up_to_date(connection: sqlite3.Connection, version: int) -> sqlite3.Connection:
    """Return a connection with today's tables: the same one, or a copy in memory that went through the steps.

    Raises sqlite3.Error, and KeyError when a step is missing.
    """
    if version == schema.VERSION:
        return connection
    copy = sqlite3.connect(":memory:")
    connection.backup(copy)
    for number in range(version, schema.VERSION):
        with copy:
            STEPS[number](copy)
    return copy
