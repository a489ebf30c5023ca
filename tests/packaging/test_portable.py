"""packaging/linux/portable.sh: where the portable folder keeps what is the program's own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from . import PACKAGING

PROGRAM = '#!/bin/sh\necho "state=$JIXIAO_STATE config=$JIXIAO_CONFIG cache=$XDG_CACHE_HOME file=$1"\n'


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The portable folder on a stick, with a program that only says what it was given."""
    folder = tmp_path / "U 盘" / "绩效目标编报"
    (folder / "程序").mkdir(parents=True)
    (folder / "程序" / "jixiao-desktop").write_text(PROGRAM, encoding="utf-8")
    (folder / "程序" / "jixiao-desktop").chmod(0o755)
    shutil.copy(PACKAGING / "linux" / "portable.sh", folder / "绩效目标编报.sh")
    return folder


def start(stick: Path) -> str:
    command = [str(stick / "绩效目标编报.sh"), "示例 文档.jixiao"]
    return subprocess.run(command, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=True).stdout


def test_data_stay_on_the_stick(stick: Path) -> None:
    data = stick / "数据"
    expected = f"state={data}/备份 config={data}/设置 cache={data}/缓存 file=示例 文档.jixiao\n"
    assert start(stick) == expected


def test_a_stick_that_cannot_be_written_leaves_the_data_to_the_users_own_folder(stick: Path) -> None:
    (stick / "数据").write_text("here no folder can be made, by nobody")
    assert start(stick) == "state= config= cache= file=示例 文档.jixiao\n"
