"""packaging/demo.py: it knows a screen when there is one, and never calls a failure done."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import load

demo = load("demo")


def _stub(path: Path, status: int) -> Path:
    path.write_text(f"#!/bin/sh\nexit {status}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_display_that_nobody_serves_is_no_screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("DISPLAY", ":987")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert not demo.has_screen()


def test_the_first_step_that_fails_gives_the_exit_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "JIXIAO", _stub(tmp_path / "jixiao", 2))
    with pytest.raises(SystemExit) as ended:
        demo.do_the_job(tmp_path)
    assert ended.value.code == 2


def test_files_of_an_earlier_run_never_pass_for_new_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for product in demo.PRODUCTS:
        (tmp_path / product).write_text("old", encoding="utf-8")
    monkeypatch.setattr(demo, "JIXIAO", _stub(tmp_path / "jixiao", 0))
    monkeypatch.setattr(demo, "photograph", lambda book, picture: None)
    with pytest.raises(SystemExit, match=r"2024\.jixiao 2024\.pdf .* window\.png"):
        demo.do_the_job(tmp_path)


def test_errors_that_the_check_finds_are_its_answer_but_a_crash_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "JIXIAO", _stub(tmp_path / "jixiao", 1))
    demo.write_findings(tmp_path)
    assert (tmp_path / "findings.txt").is_file()
    monkeypatch.setattr(demo, "JIXIAO", _stub(tmp_path / "jixiao", 2))
    with pytest.raises(SystemExit):
        demo.write_findings(tmp_path)


def test_a_book_that_was_edited_in_the_demonstration_is_opened_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(demo.subprocess, "call", lambda command, **_: started.append(command) or 0)
    (tmp_path / "2024.jixiao").write_text("edited", encoding="utf-8")
    assert demo.open_window(tmp_path) == 0
    assert [command[1:] for command in started] == [["-m", "jixiao_desktop", str(tmp_path / "2024.jixiao")]]
