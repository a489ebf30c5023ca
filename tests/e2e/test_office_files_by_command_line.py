"""Workbooks that go to and fro between offices, by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from jixiao_desktop.cli import main
from jixiao_desktop.storage import save_book

from ..export.test_blank import TWELVE, blank, card
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


def test_a_blank_for_one_project_is_filled_in_with_the_project_that_is_named(
    book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card(tmp_path / "空白.xlsx")
    assert main(["export", book, "-o", "上报.xlsx", "--into", "空白.xlsx"]) == 2
    assert "一次只能填一个项目" in capsys.readouterr().err and not Path("上报.xlsx").exists()
    named = ["--project", "63012300024T000000374"]
    assert main(["export", book, "-o", "上报.xlsx", "--into", "空白.xlsx", *named]) == 0
    assert openpyxl.load_workbook("上报.xlsx").active["D3"].value == named[1]


@pytest.mark.parametrize("extra", [["--form", "自查表"], ["--print-layout"]])
def test_a_blank_has_its_own_form(
    book: str, extra: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    blank(tmp_path / "空白.xlsx", TWELVE)
    assert main(["export", book, "-o", "上报.xlsx", "--into", "空白.xlsx", *extra]) == 2
    assert "--into" in capsys.readouterr().err
    assert not Path("上报.xlsx").exists()


def test_a_form_edited_elsewhere_is_compared_cell_by_cell(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", book, "-o", "外.xlsx"]) == 0
    capsys.readouterr()
    assert main(["compare", book, "外.xlsx"]) == 0
    assert capsys.readouterr().out == "两份内容相同。\n"
    workbook = openpyxl.load_workbook("外.xlsx")
    sheet = workbook.active
    sheet["H5"], sheet["J5"], sheet["D5"] = "享受社会保险补贴人员数", 200, 4.5
    workbook.save("外.xlsx")
    assert main(["compare", book, "外.xlsx", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["differences"]
    assert [(d["kind"], d["field"], d["old"], d["new"]) for d in found] == [
        ("changed", "budget", "4.00", "4.50"),
        ("changed", "name", "享受社会保险补贴人数", "享受社会保险补贴人员数"),
        ("changed", "value", "190", "200"),
    ]
    assert {(d["unit"], d["project"]) for d in found} == {("723001", "63012300024T000000269")}


def test_two_books_are_compared_in_everything(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rollover", book, "--year", "2025", "-o", "2025.jixiao"]) == 0
    capsys.readouterr()
    assert main(["compare", book, "2025.jixiao"]) == 0
    out = capsys.readouterr().out
    assert "填报信息\n  年度：2024 → 2025\n  阶段：批复稿 → 一上稿" in out
    assert "  享受社会保险补贴人数：上年值：（空） → ≥190 人，20 分" in out


@pytest.mark.parametrize("other", ["没有.xlsx", "没有.jixiao"])
def test_what_is_not_there_cannot_be_compared(book: str, other: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", book, other]) == 2
    assert other in capsys.readouterr().err
