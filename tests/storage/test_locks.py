"""Locks: one window a file, given back when the process dies."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao_desktop.storage import AlreadyOpen, claim, locks
from jixiao_desktop.storage.locks import key, read_note, try_lock

from ..books import unmeasured


def test_a_file_open_in_one_window_is_noticed_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "甲.jixiao"
    path.touch()
    first = claim(path)
    with pytest.raises(AlreadyOpen, match=r"另一个窗口中打开（\d\d月\d\d日 \d\d:\d\d起）"):
        claim(tmp_path / "." / "甲.jixiao")
    other = claim(tmp_path / "乙.jixiao")
    first.release()
    claim(path).release()
    other.release()


def test_the_claim_of_a_killed_window_is_gone(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from jixiao_desktop.storage import claim;"
        "lock = claim(Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "a")], check=False, env=unmeasured())
    claim(tmp_path / "a").release()


def test_links_and_ways_to_write_a_path_are_one_file(tmp_path: Path) -> None:
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert key(tmp_path / "b") == key(tmp_path / "x" / ".." / "a")


def test_a_file_system_without_locks_is_not_taken_for_another_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(locks, "_grab", refuse)
    with pytest.raises(OSError, match="No locks"):
        claim(tmp_path / "a")


def test_a_refusal_without_a_reason_as_wine_gives_it_is_a_lock_that_somebody_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int) -> None:
        raise OSError(0, "Error")

    monkeypatch.setattr(locks, "_grab", refuse)
    assert try_lock(tmp_path / "a") is None


def test_a_lock_leaves_no_file_and_its_note_can_be_read(tmp_path: Path) -> None:
    lock = try_lock(tmp_path / "lock")
    assert lock
    lock.note("第一次 更长的说明")
    lock.note("说明")
    assert read_note(tmp_path / "lock") == "说明"
    assert try_lock(tmp_path / "lock") is None
    lock.release()
    assert os.listdir(tmp_path) == []
    assert read_note(tmp_path / "lock") == ""
