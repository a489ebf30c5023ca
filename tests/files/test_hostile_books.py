"""Files that are no books, or no more: one Chinese sentence that names the file, soon, and nothing touched."""

from __future__ import annotations

import os
import random
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.storage import backups, inspection, open_book, save_book, seal

from ..books import small_book

pytestmark = pytest.mark.timeout(10)  # far above what any of these takes, far below what a bomb would


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "甲 乙.jixiao"
    save_book(small_book(), path)
    return path


def _refused(path: Path, words: str) -> None:
    before = {place: place.stat().st_mtime_ns for place in path.parent.iterdir()}
    with pytest.raises(UserError, match=words) as caught:
        open_book(path)
    sentence = str(caught.value)
    assert str(path) in sentence
    assert sentence.endswith("。")
    assert "\n" not in sentence
    assert re.search(r"请|可以", sentence), "it should say what to do"
    assert {place: place.stat().st_mtime_ns for place in path.parent.iterdir()} == before


def _sql(path: Path, *statements: str) -> None:
    """Change a database by SQL and, when it is ours, seal it anew, as whoever makes a hostile file would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
        if connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'seal'").fetchone()[0]:
            blank = seal.blank()
            connection.execute("UPDATE seal SET text = ?", (blank,))
            connection.close()
            seal.press(path, blank)


def test_a_missing_file(tmp_path: Path) -> None:
    _refused(tmp_path / "没有.jixiao", "找不到文件")
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="找不到文件"):
        open_book(tmp_path / "file" / "a.jixiao")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "夹").mkdir()
    _refused(tmp_path / "夹", "是一个文件夹")


def test_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    _refused(tmp_path / "pipe", "不是普通文件")


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.jixiao").touch()
    _refused(tmp_path / "a.jixiao", "是空的")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04" + b"\0" * 500, b"%PDF-1.7", b"SQ", "文字".encode(), random.Random(1).randbytes(9000)]
)
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jixiao").write_bytes(content)
    words = "不是本程序的填报文件" if content != b"SQ" else "已损坏"
    _refused(tmp_path / "a.jixiao", words)


def test_a_database_of_another_program(tmp_path: Path) -> None:
    _sql(tmp_path / "a.jixiao", "CREATE TABLE t (x)")
    _refused(tmp_path / "a.jixiao", "其他程序的数据库")


def test_a_newer_version(good: Path) -> None:
    _sql(good, "PRAGMA user_version = 99")
    _refused(good, "由更新版本的程序保存（格式 99")


@pytest.mark.parametrize("version", [0, -5])
def test_a_version_that_never_was(good: Path, version: int) -> None:
    _sql(good, f"PRAGMA user_version = {version}")
    _refused(good, "已损坏")


@pytest.mark.parametrize("part", [0.05, 0.5, 0.95])
def test_a_cut_file(good: Path, part: float) -> None:
    content = good.read_bytes()
    good.write_bytes(content[: int(len(content) * part)])
    _refused(good, "不完整：应有 \\d+ 字节")


def test_a_file_cut_within_its_header(good: Path) -> None:
    good.write_bytes(good.read_bytes()[:60])
    _refused(good, "已损坏")


@pytest.mark.parametrize("seed", range(12))
def test_a_file_overwritten_at_random(good: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(good.read_bytes())
    start = chance.randrange(100, len(content) - 3000)
    content[start : start + 3000] = chance.randbytes(3000) if seed % 2 else b"\xaa" * 3000
    good.write_bytes(content)
    _refused(good, "已损坏")


@pytest.mark.parametrize("seed", range(40))
def test_a_single_wrong_byte_anywhere(good: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(good.read_bytes())
    content[chance.randrange(100, len(content))] ^= 1 << chance.randrange(8)
    good.write_bytes(content)
    _refused(good, "已损坏")


def test_a_changed_figure_does_not_open_silently(good: Path) -> None:
    content = good.read_bytes()
    good.write_bytes(content.replace(b"1,265.00", b"9,265.00"))
    _refused(good, "保存之后被改动过")


def test_the_sentence_names_the_former_version_where_there_is_one(good: Path) -> None:
    save_book(Book(), good)
    good.write_bytes(b"")
    (kept,) = backups(good)
    with pytest.raises(UserError, match="可以改为打开上一个版本") as caught:
        open_book(good)
    assert str(kept.path) in str(caught.value)
    assert open_book(kept.path).book == small_book()


def test_a_file_without_its_seal(good: Path) -> None:
    with closing(sqlite3.connect(good, isolation_level=None)) as connection:
        connection.execute("DELETE FROM seal")
    _refused(good, "保存之后被改动过")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE more (x)",
        "CREATE TRIGGER t AFTER INSERT ON unit BEGIN DELETE FROM project; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE INDEX i ON unit (name)",
        "CREATE VIRTUAL TABLE f USING fts5 (x)",
        "DROP TABLE doubt",
        "ALTER TABLE unit ADD COLUMN more TEXT",
        "DROP TABLE seal",
    ],
)
def test_a_schema_that_is_not_ours_word_for_word(good: Path, statement: str) -> None:
    _sql(good, statement)
    _refused(good, "其中的表与填报文件的格式不符")


def test_a_view_in_place_of_a_table_is_never_run(good: Path) -> None:
    endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS position, x AS rule FROM n"
    _sql(good, "DROP TABLE waiver", f"CREATE VIEW waiver AS {endless}")
    _refused(good, "其中的表与填报文件的格式不符")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM book",
        "UPDATE project SET parent = 99 WHERE id = 2",
        "UPDATE indicator SET parent = 1 WHERE position = 0",
        "UPDATE unit SET position = 7 WHERE position = 1",
        "UPDATE indicator SET position = 0",
        "UPDATE project SET id = 1 WHERE id = (SELECT min(id) FROM project)",
    ],
)
def test_rows_that_do_not_fit_together(good: Path, statement: str) -> None:
    _sql(good, "PRAGMA foreign_keys = OFF", statement)
    _refused(good, "内容前后不符")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE project SET reviewed = 5",
        "UPDATE unit SET position = -1",
        "UPDATE book SET document = 'x'",
        "UPDATE indicator SET has_last = 0, last_value = '5'",
    ],
)
def test_rows_that_break_a_constraint(good: Path, statement: str) -> None:
    _sql(good, "PRAGMA ignore_check_constraints = ON", statement)
    _refused(good, "内容前后不符")


def test_texts_that_are_no_texts(good: Path) -> None:
    _sql(good, "UPDATE unit SET name = CAST(X'ff41fe' AS TEXT)")
    _refused(good, "数据页有错")


def test_a_text_beyond_all_bounds(good: Path) -> None:
    _sql(good, f"UPDATE project SET objective = replace(hex(zeroblob({inspection._LONGEST_TEXT})), '0', 'a')")
    _refused(good, "数据页有错")


def test_a_file_beyond_all_bounds(good: Path) -> None:
    with good.open("r+b") as file:
        file.truncate(inspection.LARGEST_FILE + 1)  # sparse
    _refused(good, "过大")


def test_a_file_that_may_not_be_read(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    _refused(good, "没有权限读取")


def test_a_file_that_another_program_keeps_to_itself(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *args: object, **options: object) -> None:
        error = PermissionError(13, "The process cannot access the file")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    _refused(good, "正被其他程序打开")


def test_a_file_on_a_failing_disk(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fail)
    _refused(good, "读不出来")


def test_a_header_in_journal_mode_is_read_without_making_anything(good: Path) -> None:
    _sql(good, "PRAGMA journal_mode = WAL")
    assert good.read_bytes()[18] == 2
    assert open_book(good).book == small_book()
    assert list(good.parent.iterdir()) == [good]
