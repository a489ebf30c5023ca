"""docs/file-format.md names every table and column of a file, and the version that is written."""

from __future__ import annotations

import re
from pathlib import Path

from jixiao_desktop.storage import schema

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "file-format.md").read_text("utf-8")


def test_the_page_on_the_file_format_names_every_table_and_column() -> None:
    statements = "\n".join(schema.of_file(schema.VERSION))
    tables = re.findall(r"CREATE TABLE (\w+)", statements)
    columns = re.findall(r"[(,]\s*([a-z]\w*) (?:TEXT|INTEGER)", statements)
    assert len(tables) >= 7 and len(columns) >= 50
    assert [name for name in (*tables, *columns) if f"`{name}`" not in PAGE] == []


def test_the_page_on_the_file_format_names_the_version_that_is_written() -> None:
    assert f"now {schema.VERSION} |" in PAGE
    assert f"0x{schema.APPLICATION_ID:08X}" in PAGE
