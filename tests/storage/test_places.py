"""Where the program keeps its own state: never beside the user's files."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from jixiao_desktop.storage import places


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JIXIAO_STATE", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: Path("/h"))


def test_on_linux_it_follows_the_desktops_convention(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert places.state_folder() == Path("/h/.local/state/jixiao")
    monkeypatch.setenv("XDG_STATE_HOME", "/x")
    assert places.state_folder() == Path("/x/jixiao")


def test_on_windows_it_is_the_local_application_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert places.state_folder() == Path("/h/AppData/Local/jixiao")
    monkeypatch.setenv("LOCALAPPDATA", "/l")
    assert places.state_folder() == Path("/l/jixiao")


def test_a_portable_program_names_its_own_and_nobody_else_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIXIAO_STATE", str(tmp_path / "状态"))
    folder = places.folder("working")
    assert folder == tmp_path / "状态" / "working"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
