"""Killed at any moment of a save: the file is the old version or the new one, whole, and nothing stays beside it."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao_desktop.domain.book import Book, Facts
from jixiao_desktop.storage import open_book, replacing, save_book

from ..books import unmeasured

# The functions that a save goes through, in order; the child is killed at the call of each, before or after it.
STAGES = [
    "locks.try_lock", "places.folder", "content.write_rows", "seal.press", "inspection.check_file",
    "content.read_rows", "former_versions.keep", "atomic.sync", "os.replace", "atomic.sync_folder",
    "locks.Lock.release",
]  # fmt: skip

KILLED_AT = """
import os, signal, sys
from pathlib import Path
from jixiao_desktop.domain.book import Book, Facts
from jixiao_desktop import storage
from jixiao_desktop.storage import atomic, content, former_versions, inspection, locks, places, seal
stage, moment, path = sys.argv[1:]
owner, name = eval(stage.rpartition(".")[0]), stage.rpartition(".")[2]
real = getattr(owner, name)
def dying(*args, **options):
    if moment == "after":
        real(*args, **options)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(owner, name, dying)
storage.save_book(Book(Facts(title="新")), Path(path))
"""

ENDLESS = """
import signal, sys
from pathlib import Path
from jixiao_desktop.domain.book import Book, Facts
from jixiao_desktop import storage
signal.setitimer(signal.ITIMER_REAL, float(sys.argv[2]))  # nobody handles the alarm: it kills
while True:
    storage.save_book(Book(Facts(title="新")), Path(sys.argv[1]))
"""


WITH_LITTLE_ROOM = """
import resource, signal, sys
from pathlib import Path
from jixiao_desktop.domain.book import Book, Facts
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop import storage
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    storage.save_book(Book(Facts(title="新" * 100_000)), Path(sys.argv[1]))
except UserError as error:
    print(error)
"""


@pytest.mark.parametrize("room", [1, 5_000, 100_000])
def test_a_disk_that_fills_up_while_saving(tmp_path: Path, room: int) -> None:
    path = tmp_path / "甲 乙.jixiao"
    save_book(Book(Facts(title="旧")), path)
    command = [sys.executable, "-c", WITH_LITTLE_ROOM, str(path), str(room)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=unmeasured())
    assert "没有保存" in done.stdout or "写不出文件" in done.stdout
    assert not any("a" <= letter <= "z" for letter in done.stdout.replace(str(path), ""))
    assert open_book(path).book.facts.title == "旧"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("stage", STAGES)
def test_killed_at_a_stage_of_saving(tmp_path: Path, stage: str, moment: str) -> None:
    path = tmp_path / "甲 乙.jixiao"
    save_book(Book(Facts(title="旧")), path)
    done = subprocess.run([sys.executable, "-c", KILLED_AT, stage, moment, str(path)], check=False, env=unmeasured())
    assert done.returncode == -signal.SIGKILL
    assert open_book(path).book.facts.title in ("旧", "新")
    _next_output_leaves_nothing(tmp_path)


def _next_output_leaves_nothing(folder: Path) -> None:
    with replacing(folder / "next.txt") as temporary:
        temporary.write_text("x")
    assert sorted(path.name for path in folder.iterdir()) == ["next.txt", "甲 乙.jixiao"]


@pytest.mark.parametrize("seed", range(5))
def test_killed_at_a_random_moment_of_saving(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "甲 乙.jixiao"
    save_book(Book(Facts(title="旧")), path)
    moment = random.Random(seed).uniform(0.01, 0.2)
    done = subprocess.run([sys.executable, "-c", ENDLESS, str(path), str(moment)], check=False, env=unmeasured())
    assert done.returncode == -signal.SIGALRM
    assert open_book(path).book.facts.title in ("旧", "新")
    _next_output_leaves_nothing(tmp_path)
