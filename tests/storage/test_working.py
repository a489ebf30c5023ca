"""The working copy: what was committed is there after a crash, another window stays away, failures are told."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book, Facts
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.history import History
from jixiao_desktop.storage import (
    Opened,
    WorkingCopy,
    adopt,
    content,
    discard,
    locks,
    open_book,
    places,
    recoverable,
    save_book,
    working,
    working_store,
)

from ..books import small_book, unmeasured

CHILD = """
import json, os, sys
from pathlib import Path
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.history import History
from jixiao_desktop.storage import WorkingCopy, open_book
opened = open_book(Path(sys.argv[1]))
history = History(opened.book)
copy = WorkingCopy.start(opened.book, opened)
row = next(opened.book.indicators())
for number in range(int(sys.argv[2])):
    copy.record(history.run(commands.set_cell(row.id, "name", f"第{number}次")).changes)
    copy.flush()
    print(number, flush=True)
sys.stdin.readline()
"""


def _leave_behind(copy: WorkingCopy) -> None:
    """End a copy as a crash would: nothing is cleaned up, the system takes the locks back."""
    assert copy.close(discard=False)


def _opened(tmp_path: Path) -> Opened:
    save_book(small_book(), tmp_path / "甲 乙.jixiao")
    return open_book(tmp_path / "甲 乙.jixiao")


def test_after_kill_9_every_committed_edit_is_offered(tmp_path: Path) -> None:
    opened = _opened(tmp_path)
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(opened.path), "1000"],
        stdout=subprocess.PIPE,
        env=unmeasured(),
        stdin=subprocess.PIPE,
        text=True,
    )
    assert child.stdout and child.stdin
    told = [child.stdout.readline().strip() for _ in range(40)]
    child.send_signal(signal.SIGKILL)
    told += child.stdout.read().split()
    child.wait()
    (item,) = recoverable()
    assert item.path == opened.path
    assert not item.file_changed
    assert item.edits in (len(told), len(told) + 1)  # the last one may have been committed but not told
    recovered = adopt(item)
    assert next(recovered.book.indicators()).name == f"第{item.edits - 1}次"
    recovered.working.close(discard=True)
    child.stdin.close()
    child.stdout.close()


def test_the_users_file_is_not_touched_by_editing(tmp_path: Path) -> None:
    opened = _opened(tmp_path)
    before = opened.path.read_bytes()
    copy, history = WorkingCopy.start(opened.book, opened), History(opened.book)
    _record(copy, history, commands.add_unit("1", "新单位"))
    assert copy.flush()
    assert opened.path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [opened.path]
    copy.close(discard=True)


def _record(copy: WorkingCopy, history: History, command: commands.Command) -> None:
    step = history.run(command)
    assert step
    copy.record(step.changes)


def test_an_unsaved_new_book_can_be_recovered(tmp_path: Path) -> None:
    book = Book(Facts(year=2025, title="2025年申报表"))
    copy, history = WorkingCopy.start(book), History(book)
    _record(copy, history, commands.add_unit("723001", "就业局"))
    _leave_behind(copy)
    (item,) = recoverable()
    assert (item.title, item.path, item.edits) == ("2025年申报表", None, 1)
    recovered = adopt(item)
    assert recovered.book == book
    recovered.working.close(discard=True)


def test_a_draft_that_no_file_holds_can_be_recovered_before_its_first_edit() -> None:
    _leave_behind(WorkingCopy.start(small_book()))
    assert [item.edits for item in recoverable()] == [1]


def test_an_empty_new_book_and_an_unchanged_file_are_not_offered(tmp_path: Path) -> None:
    opened = _opened(tmp_path)
    _leave_behind(WorkingCopy.start(Book()))
    _leave_behind(WorkingCopy.start(opened.book, opened))
    assert recoverable() == []


def test_what_was_saved_or_undone_is_not_offered(tmp_path: Path) -> None:
    opened = _opened(tmp_path)
    copy, history = WorkingCopy.start(opened.book, opened), History(opened.book)
    _record(copy, history, commands.add_unit("1", "新单位"))
    copy.published(save_book(opened.book, opened.path, opened.document_id))
    _record(copy, history, commands.add_unit("2", "又一个"))
    step = history.undo()
    assert step
    copy.record(step.changes)
    _leave_behind(copy)
    assert recoverable() == []


def test_edits_after_a_save_are_offered_and_counted_from_it(tmp_path: Path) -> None:
    opened = _opened(tmp_path)
    copy, history = WorkingCopy.start(opened.book, opened), History(opened.book)
    _record(copy, history, commands.add_unit("1", "新单位"))
    copy.published(save_book(opened.book, tmp_path / "另存.jixiao"))
    _record(copy, history, commands.add_unit("2", "又一个"))
    _leave_behind(copy)
    (item,) = recoverable()
    assert (item.path, item.edits, item.file_changed) == (tmp_path / "另存.jixiao", 1, False)


def test_a_file_that_changed_since_is_said_to_have(tmp_path: Path) -> None:
    opened = _opened(tmp_path)
    copy, history = WorkingCopy.start(opened.book, opened), History(opened.book)
    _record(copy, history, commands.add_unit("1", "新单位"))
    _leave_behind(copy)
    save_book(Book(), opened.path)
    assert [item.file_changed for item in recoverable()] == [True]


def test_a_copy_that_a_window_is_at_work_on_is_not_offered_nor_taken_up(tmp_path: Path) -> None:
    copy = WorkingCopy.start(small_book())
    _leave_behind(copy)
    (item,) = recoverable()
    live = adopt(item)
    assert recoverable() == []
    with pytest.raises(UserError, match="另一个窗口"):
        adopt(item)
    live.working.close(discard=True)


def test_a_second_process_cannot_open_a_live_copy() -> None:
    copy = WorkingCopy.start(small_book())
    assert copy.flush()
    script = (
        "import sys; from pathlib import Path; from jixiao_desktop.storage import working_store;"
        "working_store.read(Path(sys.argv[1]))"
    )
    place = str(copy._store.place)
    done = subprocess.run([sys.executable, "-c", script, place], capture_output=True, text=True, check=False)
    assert "database is locked" in done.stderr
    copy.close(discard=True)


def test_closing_without_saving_leaves_nothing(state_of_its_own: Path) -> None:
    copy = WorkingCopy.start(small_book())
    assert copy.flush()
    copy.close(discard=True)
    assert [path for path in state_of_its_own.rglob("*") if path.is_file()] == []


def test_what_was_not_to_be_saved_is_not_offered_even_when_it_could_not_be_removed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy = WorkingCopy.start(small_book())
    assert copy.flush()
    with monkeypatch.context() as patch:
        patch.setattr(working_store, "remove", lambda place: None)
        copy.close(discard=True)
    assert copy._store.place.exists()
    assert recoverable() == []
    assert not copy._store.place.exists()


def test_discarding_removes_the_copy_for_good() -> None:
    _leave_behind(WorkingCopy.start(small_book()))
    (item,) = recoverable()
    discard(item)
    assert recoverable() == []


def test_recovering_leaves_one_copy_which_is_offered_again_after_the_next_crash() -> None:
    _leave_behind(WorkingCopy.start(small_book()))
    first = adopt(recoverable()[0])
    _record(first.working, History(first.book), commands.add_unit("9", "再来"))
    _leave_behind(first.working)
    (item,) = recoverable()
    assert item.edits == 2
    again = adopt(item)
    assert again.book == first.book
    again.working.close(discard=True)


def test_a_commit_is_told_with_its_time() -> None:
    told: list[datetime] = []
    heard = threading.Event()

    def listen(at: datetime) -> None:
        told.append(at)
        heard.set()

    copy = WorkingCopy.start(small_book(), on_committed=listen)
    assert heard.wait(10)
    copy.flush()
    assert copy.committed_at in told
    copy.close(discard=True)


def test_a_full_disk_is_told_and_nothing_is_lost_when_there_is_room_again(monkeypatch: pytest.MonkeyPatch) -> None:
    book = small_book()
    told: list[str] = []
    copy, history = WorkingCopy.start(book, on_failed=told.append), History(book)
    assert copy.flush()
    connection = copy._store._connection
    assert connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    project = next(book.projects())
    _record(copy, history, commands.set_cell(project.id, "objective", "长" * 50_000))
    assert not copy.flush()
    _record(copy, history, commands.set_cell(project.id, "budget", "9"))
    assert "磁盘空间不足" in told[0]
    connection.execute("PRAGMA max_page_count = 1000000")
    assert copy.flush()
    _leave_behind(copy)
    recovered = adopt(recoverable()[0])
    assert recovered.book == book
    recovered.working.close(discard=True)


def test_a_state_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("JIXIAO_STATE", str(tmp_path / "file" / "state"))
    told: list[str] = []
    copy = WorkingCopy.start(small_book(), on_failed=told.append)
    assert not copy.flush()
    assert told[0].startswith("自动备份没有成功（文件夹的位置被一个文件占用）")
    assert not copy.close(discard=False)


def test_a_copy_whose_rows_went_wrong_is_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    book = small_book()
    told: list[str] = []
    copy, history = WorkingCopy.start(book, on_failed=told.append), History(book)
    assert copy.flush()
    with monkeypatch.context() as patch:
        patch.setattr(content, "apply", _fail)
        _record(copy, history, commands.add_unit("1", "甲"))
        assert copy.flush()
    assert told
    _record(copy, history, commands.add_unit("2", "乙"))
    _leave_behind(copy)
    recovered = adopt(recoverable()[0])
    assert recovered.book == book
    recovered.working.close(discard=True)


def _fail(connection: sqlite3.Connection, change: object) -> None:
    raise content.Inconsistent("as if a row were missing")


def test_a_copy_whose_file_was_deleted_is_written_anew() -> None:
    book = small_book()
    copy, history = WorkingCopy.start(book), History(book)
    assert copy.flush()
    working_store.remove(copy._store.place)
    _record(copy, history, commands.add_unit("1", "甲"))
    assert copy.flush()
    _leave_behind(copy)
    recovered = adopt(recoverable()[0])
    assert recovered.book == book
    recovered.working.close(discard=True)


def test_a_damaged_copy_is_set_aside_and_the_others_are_offered(state_of_its_own: Path) -> None:
    _leave_behind(WorkingCopy.start(small_book()))
    folder = next(state_of_its_own.rglob(f"*{working_store.ENDING}")).parent
    (folder / f"broken{working_store.ENDING}").write_bytes(b"no database at all" * 100)
    assert len(recoverable()) == 1
    assert [path.name for path in folder.glob("*.damaged")] == ["broken.damaged"]


def test_a_failing_listener_does_not_end_the_writing() -> None:
    def listen(at: datetime) -> None:
        raise RuntimeError("the listener's own fault")

    book = small_book()
    copy = WorkingCopy.start(book, on_committed=listen)
    _record(copy, History(book), commands.add_unit("1", "甲"))
    assert copy.flush()
    copy.close(discard=True)


def test_waiting_changes_are_tried_again_without_a_new_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "RETRY_SECONDS", 0.01)
    room = threading.Event()
    written = threading.Event()
    commit = working_store.Store.commit

    def sometimes(store: working_store.Store, jobs: list[working_store.Job]) -> datetime:
        if not room.is_set():
            raise OSError(28, "No space left on device")
        return commit(store, jobs)

    monkeypatch.setattr(working_store.Store, "commit", sometimes)
    failed = threading.Event()
    copy = WorkingCopy.start(
        small_book(), on_committed=lambda at: written.set(), on_failed=lambda sentence: failed.set()
    )
    assert failed.wait(10)
    room.set()
    assert written.wait(10)
    copy.close(discard=True)


def test_a_recovery_that_somebody_else_threw_away_says_so() -> None:
    _leave_behind(WorkingCopy.start(small_book()))
    (item,) = recoverable()
    working_store.remove(item.place)
    with pytest.raises(UserError, match="已被清除"):
        adopt(item)
    discard(item)


def test_discarding_leaves_alone_what_another_window_took_up() -> None:
    _leave_behind(WorkingCopy.start(small_book()))
    (item,) = recoverable()
    lock = locks.try_lock(item.place.with_suffix(".lock"))
    assert lock
    discard(item)
    assert item.place.exists()
    lock.release()


def test_a_copy_is_offered_when_its_file_no_longer_opens(tmp_path: Path) -> None:
    opened = _opened(tmp_path)
    copy, history = WorkingCopy.start(opened.book, opened), History(opened.book)
    _record(copy, history, commands.add_unit("1", "新单位"))
    _leave_behind(copy)
    opened.path.write_bytes(b"overwritten")
    assert [item.file_changed for item in recoverable()] == [True]


def test_a_copy_without_a_first_commit_is_cleared_away(state_of_its_own: Path) -> None:
    folder = places.folder("working")
    (folder / f"empty{working_store.ENDING}").touch()
    assert recoverable() == []
    assert list(folder.iterdir()) == []


def test_a_copy_with_other_tables_is_set_aside() -> None:
    copy = WorkingCopy.start(small_book())
    _leave_behind(copy)
    with closing(sqlite3.connect(copy._store.place)) as connection:
        connection.execute("CREATE TABLE more (x)")
    assert recoverable() == []
    assert copy._store.place.with_suffix(".damaged").exists()


def test_a_state_folder_that_may_not_be_examined_is_no_reason_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    _leave_behind(WorkingCopy.start(small_book()))
    (item,) = recoverable()

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(locks, "try_lock", refuse)
    assert recoverable() == []
    with pytest.raises(UserError):
        adopt(item)
    discard(item)
    assert item.place.exists()
