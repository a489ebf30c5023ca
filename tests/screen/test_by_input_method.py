"""Chinese typed in a real window through the input methods that offices have, started beside it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .conftest import PATIENCE, Screen, opened, places, until

FCITX_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=pinyin
[GroupOrder]
0=Default
"""

# The daemon, what puts it on pinyin, and what asks it for the method in use.
METHODS = {
    "ibus": (["ibus-daemon", "--xim", "--panel=disable"], ["ibus", "engine", "libpinyin"], ["ibus", "engine"]),
    "fcitx": (["fcitx5", "--replace"], ["fcitx5-remote", "-o"], ["fcitx5-remote", "-n"]),
}


@contextmanager
def _daemon(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture(params=METHODS)
def chinese(request: pytest.FixtureRequest, _desktop: None, tmp_path: Path) -> Iterator[Screen]:
    """The program while an input method is switched to pinyin."""
    start, switch, ask = METHODS[request.param]
    environment = {**os.environ, **places(tmp_path)}
    profile = tmp_path / "config" / "fcitx5" / "profile"
    profile.parent.mkdir(parents=True)
    profile.write_text(FCITX_PROFILE, "utf-8")

    def answer(command: list[str]) -> str:
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        ).stdout

    with _daemon(start, environment):
        until(lambda: list((tmp_path / "config").glob("ibus/bus/*")), "where the input method listens")
        with opened(tmp_path, QT_IM_MODULE=request.param) as shown:
            until(lambda: "pinyin" in answer(switch) + answer(ask), "pinyin")
            yield shown


def test_a_name_is_typed_in_pinyin_from_the_first_key_and_esc_ends_the_syllables_alone(chinese: Screen) -> None:
    chinese.press("F7", "Home")
    chinese.type("zhiliang")
    chinese.press("space")
    chinese.type("xin")
    chinese.press("Escape")
    chinese.type("hege")
    chinese.press("space", "Return")
    assert "质量合格" in {row.name for row in chinese.saved().indicators()}
