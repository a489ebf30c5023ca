"""自检: does this installation read, change, save, reopen, print and export on this machine?

It works on a copy of the shipped sample in a folder of its own and leaves nothing behind. No Qt: what only the window
can tell (screen, input method, printers) is asked of the window's program, in a process of its own, so that a machine
where no window can be made gets an answer too.
"""

from __future__ import annotations

import importlib
import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import profiles, resources
from .domain import commands, terms
from .domain.book import Book
from .domain.errors import UserError
from .domain.history import History
from .domain.plain import to_plain

LOG = logging.getLogger(__name__)
SAMPLE = ("samples", "2024-approval-form.txt")
READERS = ("openpyxl", "python_calamine", "pdfplumber", "docx", "lxml.html", "pandas", "pypinyin")
RARE = "绩效目标批复表≥≤䶮㐱𬱖"  # characters that people's names have and many fonts lack
WINDOW_OPTION = "--self-test"
WINDOW_SECONDS = 180  # the longest that a slow machine needs for its first window


@dataclass(frozen=True, slots=True)
class Result:
    """One check: what was tried, whether it worked, and what there is to say of it."""

    what: str
    ok: bool
    detail: str = ""


def _need(met: bool, otherwise: str) -> None:
    if not met:
        raise UserError(otherwise)


class _Trial:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.profile = profiles.load()
        self.book = Book()
        self.file = folder / "自检 示例.jixiao"

    def write(self) -> None:
        from .storage import places, words

        try:
            file = places.folder("working") / "自检.tmp"
            file.write_bytes(b"1")
            file.unlink()
        except OSError as error:
            where = f"{places.state_folder()} 不能写入（{words.reason(error)}）"
            raise UserError(f"{where}，自动备份和旧版本存不下来，请管理员开通这个文件夹的写入权限。") from error

    def readers(self) -> None:
        for name in READERS:
            importlib.import_module(name)

    def fonts(self) -> None:
        from .typesetting.fonts import FILES, face

        for name in FILES:
            absent = [character for character in RARE if not face(name).glyph(ord(character))]
            _need(not absent, f"字体 {FILES[name]} 缺少 {''.join(absent)}")

    def read(self) -> None:
        from .reading import read

        self.book = read(resources.path(*SAMPLE), SAMPLE[-1], profile=self.profile).book
        _need(any(True for _ in self.book.indicators()), "示例中没有读到指标")

    def edit(self) -> None:
        before = to_plain(self.book)
        history = History(self.book)
        row = next(self.book.indicators())
        history.run(commands.set_cell(row.id, "value", "199"))
        _need(self.book.indicator(row.id).value == "199", "修改没有生效")
        history.undo()
        _need(to_plain(self.book) == before, "撤销后内容与原来不同")
        history.redo()

    def save(self) -> None:
        from .storage import open_book, save_book

        save_book(self.book, self.file)
        _need(to_plain(open_book(self.file).book) == to_plain(self.book), "重新打开的内容与保存的不同")

    def review(self) -> None:
        from .rules import review

        review(self.book, self.profile)

    def export_pdf(self) -> None:
        self._export("自检.pdf")

    def export_excel(self) -> None:
        self._export("自检.xlsx")

    def _export(self, name: str) -> None:
        from .export import export_book
        from .reading import read

        path = self.folder / name
        export_book(self.book, self.profile, path)
        back = read(path, name, profile=self.profile).book
        _need(to_plain(back)["units"] == to_plain(self.book)["units"], "输出的文件读回后内容不同")


_CHECKS: tuple[tuple[str, Callable[[_Trial], None]], ...] = (
    ("写入程序自己的文件夹", _Trial.write),
    ("读取各种文件的部件", _Trial.readers),
    ("表格的字体", _Trial.fonts),
    ("读入示例表", _Trial.read),
    ("修改和撤销", _Trial.edit),
    ("保存和重新打开", _Trial.save),
    ("按填报规则检查", _Trial.review),
    ("输出 PDF 并读回", _Trial.export_pdf),
    ("输出 Excel 并读回", _Trial.export_excel),
)


def run() -> list[Result]:
    """Try everything; a check that fails does not stop the others."""
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        try:
            trial = _Trial(Path(folder))
        except Exception as error:
            LOG.exception("self-test could not start")
            return [Result("读取程序的资源文件", False, str(error))]
        return [_try(words, check, trial) for words, check in _CHECKS]


def _try(words: str, check: Callable[[_Trial], None], trial: _Trial) -> Result:
    try:
        check(trial)
    except Exception as error:  # whatever goes wrong is the result of the check
        LOG.exception("self-test: %s", words)
        return Result(words, False, str(error) or type(error).__name__)
    return Result(words, True)


def run_with_window() -> list[Result]:
    """Try everything here, and in another process what only a window can tell."""
    return [*run(), *_window_results()]


def _window_results() -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        answer = Path(folder, "window.json")
        command = [*_window_program(), WINDOW_OPTION, str(answer)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=WINDOW_SECONDS, check=False)
            return [Result(**plain) for plain in json.loads(answer.read_text("utf-8"))]
        except FileNotFoundError:
            said = done.stderr.decode(errors="replace").strip()
            LOG.error("the window's program said: %s", said)
            return [Result("打开窗口", False, f"窗口程序没有打开（退出码 {done.returncode}）。它说：{said[-400:]}")]
        except (OSError, subprocess.TimeoutExpired) as error:
            return [Result("打开窗口", False, str(error))]


def _window_program() -> list[str]:
    if getattr(sys, "frozen", False):
        here = Path(sys.executable)
        names = (f"jixiao-desktop{here.suffix}", f"{terms.PROGRAM}{here.suffix}")  # the latter on Windows
        return [str(next((path for path in map(here.with_name, names) if path.is_file()), here.with_name(names[0])))]
    return [sys.executable, "-m", __package__ or "jixiao_desktop"]


def as_plain(results: list[Result]) -> str:
    """Return results as the JSON by which the window's program answers."""
    return json.dumps([{"what": r.what, "ok": r.ok, "detail": r.detail} for r in results], ensure_ascii=False)
