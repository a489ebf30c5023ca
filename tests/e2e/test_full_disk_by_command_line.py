"""A disk that takes no more: one sentence, exit 2, the old file as it was, nothing beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao_desktop.storage import save_book

from ..books import unmeasured
from ..paper_books import approved_2024

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
from jixiao_desktop.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("表.pdf", ["export", "甲.jixiao"]),
        ("表.xlsx", ["export", "甲.jixiao"]),
        ("打印.xlsx", ["export", "甲.jixiao", "--print-layout"]),
        ("明细.xlsx", ["export", "甲.jixiao", "--form", "明细表"]),
        ("模板.xlsx", ["export", "甲.jixiao", "--form", "填报模板"]),
        ("表.csv", ["export", "甲.jixiao"]),
        ("表.json", ["export", "甲.jixiao"]),
        ("表.zip", ["export", "甲.jixiao"]),
        ("下年.jixiao", ["rollover", "甲.jixiao", "--year", "2025"]),
    ],
)
def test_every_output_is_whole_or_as_it_was(tmp_path: Path, name: str, line: list[str]) -> None:
    folder, temporary = tmp_path / "报表", tmp_path / "临时"
    folder.mkdir()
    temporary.mkdir()
    save_book(approved_2024(), folder / "甲.jixiao")
    (folder / name).write_text("旧的")
    environment = {**unmeasured(), "JIXIAO_STATE": str(tmp_path / "状态"), "TMPDIR": str(temporary)}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *line, "-o", name], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "磁盘" in done.stderr and "换一个位置" in done.stderr
    assert (folder / name).read_text() == "旧的"
    assert sorted(path.name for path in folder.iterdir()) == sorted(("甲.jixiao", name))
    assert not list(temporary.iterdir())
