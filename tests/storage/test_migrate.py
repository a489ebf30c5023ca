"""Files of every version that was ever shipped open as the same book; steps between versions work on a copy."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.history import History
from jixiao_desktop.domain.plain import to_plain
from jixiao_desktop.domain.printing import USUAL, Printing
from jixiao_desktop.storage import migrate, open_book, save_book, schema

from ..books import small_book

DATA = Path(__file__).with_name("data")


@pytest.mark.parametrize("version", range(1, schema.VERSION + 1))
def test_a_kept_file_of_each_version_opens_as_it_was_saved(version: int) -> None:
    expected = json.loads((DATA / f"version-{version}.json").read_text("utf-8"))
    opened = open_book(DATA / f"version-{version}.jixiao")
    assert to_plain(opened.book) == expected
    assert opened.document_id == "00000000-0000-4000-8000-000000000001"
    assert [waiver.note for waiver in opened.book.facts.waivers] == ["确实如此"]


def test_a_file_from_before_the_print_settings_is_printed_as_usual_and_keeps_them_once_saved(tmp_path: Path) -> None:
    book = open_book(DATA / "version-1.jixiao").book
    assert book.facts.printing == USUAL
    History(book).amend(commands.set_printing(Printing(paper="A3", watermark="草稿")))
    save_book(book, tmp_path / "新.jixiao")
    assert open_book(tmp_path / "新.jixiao").book.facts.printing == Printing(paper="A3", watermark="草稿")


def test_a_file_from_before_the_overall_goal_takes_one_once_saved(tmp_path: Path) -> None:
    book = open_book(DATA / "version-2.jixiao").book
    first = next(book.projects())
    assert first.overall_objective is None
    History(book).run(commands.set_cell(first.id, "overall_objective", "三年建成。"))
    save_book(book, tmp_path / "新.jixiao")
    assert next(open_book(tmp_path / "新.jixiao").book.projects()).overall_objective == "三年建成。"


def test_every_older_version_has_a_step_to_the_next() -> None:
    assert set(migrate.STEPS) == set(range(1, schema.VERSION))
    assert set(schema.SCHEMAS) == set(range(1, schema.VERSION + 1))


def test_a_step_brings_an_older_file_up_to_date_and_leaves_the_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jixiao"
    save_book(small_book(), path)
    before = path.read_bytes()

    def rename(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE unit SET name = name || '（旧）'")

    today = schema.VERSION
    monkeypatch.setattr(schema, "VERSION", today + 1)
    monkeypatch.setitem(schema.SCHEMAS, today + 1, schema.SCHEMAS[today])
    monkeypatch.setattr(migrate, "STEPS", {today: rename})
    assert [unit.name for unit in open_book(path).book.units()] == ["湟源县就业服务局(本级)（旧）", "下属单位（旧）"]
    assert path.read_bytes() == before
