"""Workbooks that go to and fro between offices, by the command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from jixiao_desktop.cli import main
from jixiao_desktop.storage import save_book

from ..export.test_blank import TWELVE, blank
from ..paper_books import approved_2024


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The path of the 2024 form as a book; the current folder is its folder."""
    monkeypatch.chdir(tmp_path)
    save_book(approved_2024(), tmp_path / "2024.jixiao")
    return "2024.jixiao"


def test_the_bureaus_blank_is_filled_in(book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blank(tmp_path / "空白.xlsx", TWELVE)
    assert main(["export", book, "-o", "上报.xlsx", "--into", "空白.xlsx"]) == 0
    assert "第 4 到 70 行" in capsys.readouterr().out
    assert openpyxl.load_workbook("上报.xlsx").active["A4"].value == "723001-隍源县就业服务局(本级)"
    assert {path.name for path in tmp_path.iterdir()} == {"2024.jixiao", "空白.xlsx", "上报.xlsx"}


@pytest.mark.parametrize("extra", [["--form", "自查表"], ["--print-layout"]])
def test_a_blank_has_its_own_form(
    book: str, extra: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    blank(tmp_path / "空白.xlsx", TWELVE)
    assert main(["export", book, "-o", "上报.xlsx", "--into", "空白.xlsx", *extra]) == 2
    assert "--into" in capsys.readouterr().err
    assert not Path("上报.xlsx").exists()
