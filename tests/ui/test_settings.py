"""Settings: remembered, brought up to date from every version, and never a reason not to start."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from jixiao_desktop.ui import settings, start
from jixiao_desktop.ui.settings import Settings

DATA = Path(__file__).parent / "data"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the settings stand."""
    return tmp_path / "settings.json"


def test_settings_come_back(path: Path) -> None:
    Settings(path).set("zoom", 125)
    assert Settings(path).get("zoom") == 125
    assert Settings(path).notice is None


def test_a_file_of_every_version_there_ever_was_is_kept_and_read() -> None:
    assert set(settings._STEPS) == set(range(1, settings.VERSION))
    for version in settings._STEPS:
        read = Settings(DATA / f"settings-{version}.json")
        assert read.get("recent") == ["/媒体/测试 目录/示例 文档.jixiao"]
        assert (read.get("zoom"), read.get("folder")) == (125, "/媒体/测试 目录")
        assert read.get("splitters") == {"across": [226, 282], "down": 190}
        assert read.get("columns") == {"book_tree": [240, 60]}
        assert read.notice is None


def test_colours_and_text_size_of_version_1_stay_as_they_were_chosen() -> None:
    read = Settings(DATA / "settings-1.json")
    assert (read.get("scheme"), read.get("text_size")) == ("dark", "large")


@pytest.mark.parametrize("content", ["", "{", "[]", "7", "null", "{}", '{"version": "1"}', "[" * 100_000, "\ufeff{"])
def test_a_broken_file_is_kept_aside_and_said(path: Path, content: str) -> None:
    path.write_text(content, "utf-8")
    read = Settings(path)
    assert read.get("zoom") == 100
    read.set("zoom", 125)
    assert path.with_name("settings.damaged.json").read_text("utf-8") == content
    assert read.notice is not None and "settings.damaged.json" in read.notice
    assert Settings(path).notice is None, "said once"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zoom", "huge"), ("zoom", 0), ("scheme", "pink"), ("text_size", 3), ("recent", "a"), ("recent", [1]),
        ("folder", 1), ("geometry", {}), ("splitters", []), ("splitters", {"across": 5}), ("splitters", {"down": "x"}),
        ("columns", 1), ("columns", {"book_tree": ["wide"]}),
    ],
)  # fmt: skip
def test_a_setting_that_makes_no_sense_is_its_default_and_the_others_stay(path: Path, name: str, value: Any) -> None:
    plain = {"version": settings.VERSION, "zoom": 125, "scheme": "dark"} | {name: value}
    path.write_text(json.dumps(plain), "utf-8")
    read = Settings(path)
    assert read.get(name) == settings._DEFAULTS[name]
    assert read.get("zoom" if name != "zoom" else "scheme") == (125 if name != "zoom" else "dark")
    assert read.notice is not None
    assert json.loads(path.with_name("settings.damaged.json").read_bytes()) == plain


def test_settings_of_a_newer_program_are_used_as_far_as_known_and_kept_for_it(path: Path) -> None:
    newer = {"version": settings.VERSION + 1, "zoom": 150, "telepathy": True}
    path.write_text(json.dumps(newer), "utf-8")
    read = Settings(path)
    assert read.get("zoom") == 150
    read.set("zoom", 100)
    aside = path.with_name(f"settings.version-{settings.VERSION + 1}.json")
    assert json.loads(aside.read_bytes()) == newer


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "settings").write_text("a file where the folder should be")
    read = Settings(tmp_path / "settings" / "settings.json")
    read.set("zoom", 125)
    assert read.get("zoom") == 125


def test_the_window_opens_and_says_that_its_settings_were_broken(qtbot: QtBot) -> None:
    place = settings.folder() / "settings.json"
    place.parent.mkdir(parents=True)
    place.write_text("{", "utf-8")
    window = start([])
    qtbot.addWidget(window)
    assert "默认设置" in window.status.message.text()
