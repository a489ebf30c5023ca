"""Saving and opening: what was saved is what opens, and the user's folder holds the file alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book, Doubt, Facts, Waiver
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.history import History
from jixiao_desktop.domain.plain import to_plain
from jixiao_desktop.storage import backups, changed_elsewhere, content, files, fingerprint, open_book, save_book

from ..books import small_book


@pytest.mark.parametrize("name", ["2024.jixiao", "湟源县 就业 服务局（二上）.jixiao", "50%#?&'\"号.jixiao"])
def test_a_saved_book_opens_as_the_same_book(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "我的 文档"
    folder.mkdir()
    book = small_book()
    saved = save_book(book, folder / name)
    opened = open_book(folder / name)
    assert opened.book == book
    assert to_plain(opened.book) == to_plain(book)
    assert (opened.document_id, opened.fingerprint) == (saved.document_id, saved.fingerprint)
    assert [path.name for path in folder.iterdir()] == [name]


def test_every_fact_waiver_and_doubt_comes_back(tmp_path: Path) -> None:
    facts = Facts(
        year=2025,
        stage="二上稿",
        title="表名",
        profile="我县",
        profile_text="title = 1",
        stated_total="1,342.46",
        responsible="甲",
        preparer="乙",
        phone="0971-1",
        filled_on="2025年1月",
        waivers=(Waiver("unit.fit", 3, "unit", None, "确实如此"), Waiver("b", 4, "name", "名", "")),
        doubts=(Doubt("第 2 页", "moved", "移动过"), Doubt("p", "k", "m", "723001", "code", "名", 7, "weight")),
    )
    save_book(Book(facts), tmp_path / "a.jixiao")
    assert open_book(tmp_path / "a.jixiao").book.facts == facts


def test_ids_stay_used_after_reopening(tmp_path: Path) -> None:
    book = small_book()
    last = max(record.id for record in book.subtree(0))
    History(book).run(commands.remove([last]))
    save_book(book, tmp_path / "a.jixiao")
    assert open_book(tmp_path / "a.jixiao").book.next_id == last + 1


def test_a_plain_save_keeps_the_document_id_and_a_save_as_takes_a_new_one(tmp_path: Path) -> None:
    book = small_book()
    first = save_book(book, tmp_path / "a.jixiao")
    again = save_book(book, tmp_path / "a.jixiao", first.document_id)
    other = save_book(book, tmp_path / "b.jixiao")
    assert again.document_id == first.document_id == open_book(tmp_path / "a.jixiao").document_id
    assert other.document_id != first.document_id


def test_the_published_file_carries_no_journal_header(tmp_path: Path) -> None:
    save_book(small_book(), tmp_path / "a.jixiao")
    header = (tmp_path / "a.jixiao").read_bytes()[:100]
    assert header[18:20] == b"\x01\x01"
    assert header[68:72] == b"JXTS"


def test_opening_changes_nothing_in_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.jixiao"
    save_book(small_book(), path)
    before = path.read_bytes(), path.stat().st_mtime_ns
    open_book(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [path]


def test_former_versions_are_kept_in_the_state_folder_newest_first(tmp_path: Path) -> None:
    path, book = tmp_path / "a.jixiao", small_book()
    history = History(book)
    unit = next(book.units())
    for name in ("甲", "乙", "丙"):
        history.run(commands.set_cell(unit.id, "name", name))
        save_book(book, path)
    assert [next(open_book(backup.path).book.units()).name for backup in backups(path)] == ["乙", "甲"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_save_goes_on_when_the_former_version_cannot_be_kept(
    tmp_path: Path, state_of_its_own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jixiao"
    save_book(Book(), path)
    (tmp_path / "blocked").write_text("a file where the state folder should be")
    monkeypatch.setenv("JIXIAO_STATE", str(tmp_path / "blocked"))
    saved = save_book(small_book(), path)
    assert open_book(path).book == small_book()
    assert "没能备份" in (saved.warning or "")


def test_a_save_that_reads_back_differently_is_refused_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jixiao"
    save_book(small_book(), path)
    before = path.read_bytes()
    write_rows = files.content.write_rows

    def forgetful(connection: sqlite3.Connection, rows: content.Rows) -> None:
        write_rows(connection, {**rows, "indicator": rows["indicator"][:-1]})

    monkeypatch.setattr(files.content, "write_rows", forgetful)
    with pytest.raises(UserError, match="没有保存"):
        save_book(small_book(), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_somebody_else_saved_is_noticed_and_a_touched_or_missing_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.jixiao"
    known = save_book(small_book(), path).fingerprint
    assert not changed_elsewhere(path, known)
    path.touch()
    assert not changed_elsewhere(path, known)
    save_book(Book(), path)
    assert changed_elsewhere(path, known)
    assert not changed_elsewhere(path, fingerprint(path))
    path.unlink()
    assert not changed_elsewhere(path, known)
