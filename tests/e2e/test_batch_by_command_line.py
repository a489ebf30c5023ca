"""jixiao export with several books: all into one folder, exit 2 when one was bad, the good ones written."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from jixiao_desktop.cli import main
from jixiao_desktop.storage import save_book

from ..books import small_book
from ..paper_books import approved_2024


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two books, which is the current one."""
    monkeypatch.chdir(tmp_path)
    save_book(approved_2024(), tmp_path / "甲.jixiao")
    save_book(small_book(), tmp_path / "乙.jixiao")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_several_books_go_into_one_folder(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["export", "甲.jixiao", "乙.jixiao", "-o", "输出/", "--format", "pdf,xlsx", "--name", "{文件名}"]
    assert main(line) == 0
    assert names(here / "输出") == ["乙.pdf", "乙.xlsx", "甲.pdf", "甲.xlsx", "输出清单.csv"]
    told = capsys.readouterr()
    assert told.out.startswith("已输出 4 个文件到 输出/，0 处没有输出，清单见 ")
    assert told.err == ""


def test_several_books_leave_as_one_archive(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "坏.jixiao").write_text("不是填报文件")
    before = set(names(here))
    assert main(["export", ".", "-o", "上报.zip", "--name", "{文件名}"]) == 2
    assert set(names(here)) - before == {"上报.zip"}
    with ZipFile(here / "上报.zip") as archive:
        assert sorted(archive.namelist()) == ["乙.pdf", "甲.pdf", "输出清单.csv"]
        assert archive.read("甲.pdf").startswith(b"%PDF")
    assert capsys.readouterr().out.startswith("已输出 2 个文件到 上报.zip，1 处没有输出，清单见 输出清单.csv")


def test_no_archive_is_made_when_no_book_is_good(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "坏.jixiao").write_text("不是填报文件")
    before = names(here)
    assert main(["export", "坏.jixiao", "-o", "上报.zip"]) == 2
    assert names(here) == before
    told = capsys.readouterr()
    assert "坏.jixiao" in told.err and "没有生成 上报.zip" in told.err and told.out == ""


def test_a_bad_book_is_named_and_the_good_ones_are_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "坏.jixiao").write_text("不是填报文件")
    assert main(["export", "甲.jixiao", "坏.jixiao", "没有.jixiao", "-o", "输出", "--name", "{文件名}"]) == 2
    assert names(here / "输出") == ["甲.pdf", "输出清单.csv"]
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "坏.jixiao" in lines[0] and "没有.jixiao" in lines[1]


def test_a_folder_of_books_goes_out_by_unit(here: Path) -> None:
    assert main(["export", ".", "-o", "输出/", "--by-unit", "--name", "{单位}"]) == 0
    assert names(here / "输出") == [
        "723001湟源县就业服务局(本级).pdf", "723001隍源县就业服务局(本级).pdf", "下属单位.pdf", "输出清单.csv",
    ]  # fmt: skip


def test_one_book_into_a_folder_is_named_by_the_pattern(here: Path) -> None:
    assert main(["export", "甲.jixiao", "-o", "输出/", "--form", "总表，自查表", "--name", "{年度}{表名}"]) == 0
    assert names(here / "输出") == ["2024绩效目标批复表.pdf", "2024绩效目标自查表.pdf", "输出清单.csv"]


def test_what_stood_there_is_replaced_whole(here: Path) -> None:
    (here / "输出").mkdir()
    (here / "输出" / "甲.pdf").write_text("旧的")
    assert main(["export", "甲.jixiao", "-o", "输出/", "--name", "{文件名}"]) == 0
    assert (here / "输出" / "甲.pdf").read_bytes().startswith(b"%PDF")
    assert names(here / "输出") == ["甲.pdf", "输出清单.csv"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["甲.jixiao", "乙.jixiao", "-o", "全部.pdf"], "文件夹"),
        (["甲.jixiao", "-o", "一.pdf", "--format", "xlsx"], "--format 只用于输出到文件夹"),
        (["甲.jixiao", "-o", "一.pdf", "--by-unit"], "--by-unit 只用于输出到文件夹"),
        (["甲.jixiao", "乙.jixiao", "-o", "输出/", "--unit", "723001"], "--unit 只用于输出到一个文件"),
        (["甲.jixiao", "-o", "输出/", "--format", "docx"], "--format 不能是“docx”"),
        (["甲.jixiao", "-o", "输出/", "--form", "总表,别的"], "--form 不能是“别的”"),
        (["甲.jixiao", "-o", "输出/", "--form", "明细表"], "明细表只能输出为 xlsx 或 csv"),
        (["甲.jixiao", "-o", "输出/", "--name", "{项目}"], "没有“项目”这一栏"),
        (["甲.jixiao", "-o", "输出/", "--by-unit", "--format", "json"], "--by-unit 不能与 json 同用"),
        (["-o", "输出/"], "缺少参数"),
        (["甲.jixiao", "-o", "长" * 100 + ".pdf"], "文件名过长"),
        (["甲.jixiao", "-o", "长" * 100 + "/"], "不能建立文件夹"),
        (["甲.jixiao", "-o", "长" * 100 + ".zip"], "文件名过长"),
    ],
)
def test_bad_usage_is_one_sentence_and_writes_nothing(
    here: Path, line: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = names(here)
    assert main(["export", *line]) == 2
    told = capsys.readouterr()
    assert words in told.err and told.err.count("\n") == 1
    assert told.out == ""
    assert names(here) == before


def test_a_folder_without_books_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "空").mkdir()
    assert main(["export", "空", "-o", "输出/"]) == 2
    assert "空 中没有 .jixiao 文件" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_one_sentence(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "文件").write_text("")
    assert main(["export", "甲.jixiao", "-o", "文件/下面/"]) == 2
    assert "不能建立文件夹" in capsys.readouterr().err
