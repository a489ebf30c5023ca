"""自检: does this installation read, change, save, reopen, print and export on this machine?

It works on a copy of the shipped sample in a folder of its own and leaves nothing behind. No Qt: the window adds its
own checks of fonts, input method and printers.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import profiles, resources
from .domain import commands
from .domain.book import Book
from .domain.errors import UserError
from .domain.history import History
from .domain.plain import to_plain

LOG = logging.getLogger(__name__)
SAMPLE = ("samples", "2024-approval-form.txt")


@dataclass(frozen=True, slots=True)
class Result:
    """One check: what was tried, whether it worked, and if not, what the program said."""

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

    def save(self) -> None:
        from .storage import open_book, save_book

        save_book(self.book, self.file)
        _need(to_plain(open_book(self.file).book) == to_plain(self.book), "重新打开的内容与保存的不同")

    def review(self) -> None:
        from .rules import review

        review(self.book, self.profile)

    def export_pdf(self) -> None:
        self._export("自检.pdf", b"%PDF")

    def export_excel(self) -> None:
        from .reading import read

        self._export("自检.xlsx", b"PK")
        path = self.folder / "自检.xlsx"
        back = read(path, path.name, profile=self.profile).book
        _need(to_plain(back)["units"] == to_plain(self.book)["units"], "导出的 Excel 读回后内容不同")

    def _export(self, name: str, magic: bytes) -> None:
        from .export import export_book

        export_book(self.book, self.profile, self.folder / name)
        _need((self.folder / name).read_bytes().startswith(magic), "输出的文件不完整")


_CHECKS: tuple[tuple[str, Callable[[_Trial], None]], ...] = (
    ("读入示例表", _Trial.read),
    ("修改和撤销", _Trial.edit),
    ("保存和重新打开", _Trial.save),
    ("按填报规则检查", _Trial.review),
    ("输出 PDF", _Trial.export_pdf),
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
