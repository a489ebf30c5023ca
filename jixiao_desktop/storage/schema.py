"""The tables of a `.jixiao` file, word for word: a file is opened only when its schema is exactly one of these.

Texts are kept as typed, so constraints guard the structure and never the content. docs/file-format.md explains them.
"""

from __future__ import annotations

APPLICATION_ID = 0x4A585453  # "JXTS", in the header of every file
VERSION = 3

_BOOK = """CREATE TABLE book (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  document TEXT NOT NULL CHECK (length(document) = 36),
  next_id INTEGER NOT NULL CHECK (next_id > 0),
  year INTEGER,
  stage TEXT NOT NULL,
  title TEXT,
  profile TEXT NOT NULL,
  profile_text TEXT,
  stated_total TEXT,
  responsible TEXT,
  preparer TEXT,
  phone TEXT,
  filled_on TEXT
) STRICT"""

_UNIT = """CREATE TABLE unit (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  parent INTEGER NOT NULL CHECK (parent = 0),
  position INTEGER NOT NULL CHECK (position >= 0),
  code TEXT,
  name TEXT
) STRICT"""

_PROJECT = """CREATE TABLE project (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  parent INTEGER NOT NULL REFERENCES unit (id),
  position INTEGER NOT NULL CHECK (position >= 0),
  code TEXT,
  name TEXT,
  category TEXT,
  budget TEXT,
  execution_weight TEXT,
  objective TEXT,
  control TEXT,
  last_budget TEXT,
  last_objective TEXT,
  department TEXT,
  implementer TEXT,
  attribute TEXT,
  period TEXT,
  fiscal_funds TEXT,
  other_funds TEXT,
  reviewed INTEGER NOT NULL CHECK (reviewed IN (0, 1))
) STRICT"""

_INDICATOR = """CREATE TABLE indicator (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  parent INTEGER NOT NULL REFERENCES project (id),
  position INTEGER NOT NULL CHECK (position >= 0),
  level1 TEXT,
  level2 TEXT,
  name TEXT,
  comparator TEXT,
  value TEXT,
  unit TEXT,
  weight TEXT,
  reviewed INTEGER NOT NULL CHECK (reviewed IN (0, 1)),
  has_last INTEGER NOT NULL CHECK (has_last IN (0, 1)),
  last_comparator TEXT,
  last_value TEXT,
  last_unit TEXT,
  last_weight TEXT,
  CHECK (has_last = 1 OR coalesce(last_comparator, last_value, last_unit, last_weight) IS NULL)
) STRICT"""

_WAIVER = """CREATE TABLE waiver (
  position INTEGER PRIMARY KEY CHECK (position >= 0),
  rule TEXT NOT NULL,
  node INTEGER NOT NULL,
  field TEXT NOT NULL,
  text TEXT,
  note TEXT NOT NULL
) STRICT"""

_DOUBT = """CREATE TABLE doubt (
  position INTEGER PRIMARY KEY CHECK (position >= 0),
  place TEXT NOT NULL,
  kind TEXT NOT NULL,
  message TEXT NOT NULL,
  unit TEXT,
  project TEXT,
  indicator TEXT,
  node INTEGER NOT NULL,
  field TEXT
) STRICT"""

_PRINTING = """CREATE TABLE printing (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID"""

_SEAL = "CREATE TABLE seal (one INTEGER PRIMARY KEY CHECK (one = 1), text TEXT NOT NULL) STRICT"

VERSION_1 = (_BOOK, _UNIT, _PROJECT, _INDICATOR, _WAIVER, _DOUBT)
VERSION_2 = (*VERSION_1, _PRINTING)
_PROJECT_3 = _PROJECT.replace("  other_funds TEXT,\n", "  other_funds TEXT,\n  overall_objective TEXT,\n")
VERSION_3 = tuple(_PROJECT_3 if table == _PROJECT else table for table in VERSION_2)

SCHEMAS: dict[int, tuple[str, ...]] = {1: VERSION_1, 2: VERSION_2, 3: VERSION_3}
"""Version -> the tables that hold a book, in files and in working copies."""


def of_file(version: int) -> tuple[str, ...]:
    """Return every statement of a file of this version: the book's tables and the seal."""
    return (*SCHEMAS[version], _SEAL)
