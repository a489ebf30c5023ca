"""The program's log: in the state folder, never too long, and never itself a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao_desktop.storage import log


def test_a_full_log_is_put_aside_and_a_new_one_begun(state_of_its_own: Path) -> None:
    log.path().parent.mkdir()
    log.path().write_text("旧" * 400_000, encoding="utf-8")
    with log.kept():
        log.PROGRAM.warning("新的一条")
    assert log.path().read_text("utf-8").endswith("新的一条\n") and log.path().stat().st_size < 200
    assert log.path().with_name("jixiao.log.1").read_text("utf-8").startswith("旧旧")


def test_a_log_that_cannot_be_written_is_no_failure_and_says_nothing(
    state_of_its_own: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    log.path().parent.write_text("一个文件")
    with log.kept():
        log.PROGRAM.error("没有地方写")
    assert capfd.readouterr() == ("", "")


def test_nothing_to_tell_leaves_no_log(state_of_its_own: Path) -> None:
    with log.kept():
        pass
    assert not log.path().parent.exists()
