"""批量输出: several books into one folder; one bad book stops nothing, and a list says what became of each."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pdfplumber
import pytest

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.history import History
from jixiao_desktop.domain.printing import Printing
from jixiao_desktop.export import batch as batch_module
from jixiao_desktop.export.batch import Batch, PackedBatch, Wish, books_in
from jixiao_desktop.storage import save_book

from ..books import small_book
from ..paper_books import approved_2024

DAY = date(2025, 9, 15)


@pytest.fixture
def books(tmp_path: Path) -> list[Path]:
    """A sound book, a damaged one, and one of two units in a folder below."""
    folder = tmp_path / "各单位"
    (folder / "乡镇").mkdir(parents=True)
    save_book(approved_2024(), folder / "就业局.jixiao")
    (folder / "坏的.jixiao").write_bytes(b"SQLite format 3\x00" + b"?" * 2000)
    save_book(small_book(), folder / "乡镇" / "两个单位.jixiao")
    return books_in([folder])


def carried_out(sources: list[Path], folder: Path, wish: Wish) -> Batch:
    batch = Batch(sources, folder, wish)
    assert list(batch.examine()) == sources
    assert len(list(batch.run())) >= len(batch.tasks)
    return batch


def listed(batch: Batch) -> list[list[str]]:
    with batch.write_list().open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_folder_stands_for_all_books_in_it_and_below(books: list[Path]) -> None:
    assert [path.name for path in books] == ["两个单位.jixiao", "坏的.jixiao", "就业局.jixiao"]
    assert books_in([books[0], books[0]]) == [books[0]]


def test_one_bad_book_stops_nothing_and_stands_in_the_list_with_its_sentence(books: list[Path], tmp_path: Path) -> None:
    batch = carried_out(books, tmp_path / "输出", Wish(formats=("pdf", "xlsx"), day=DAY))
    assert sorted(path.name for path in (tmp_path / "输出").iterdir()) == [
        "723001湟源县就业服务局(本级)等2个单位_2024绩效目标批复表_批复_0915.pdf",
        "723001湟源县就业服务局(本级)等2个单位_2024绩效目标批复表_批复_0915.xlsx",
        "723001隍源县就业服务局(本级)_2024绩效目标批复表_批复_0915.pdf",
        "723001隍源县就业服务局(本级)_2024绩效目标批复表_批复_0915.xlsx",
    ]
    (failed,) = batch.failures
    assert failed.source.name == "坏的.jixiao"
    rows = listed(batch)
    assert rows[0] == ["填报文件", "单位", "表", "输出文件", "结果"]
    assert [row[4] for row in rows[1:]].count("已输出") == 4
    assert [row[4] for row in rows if row[0].endswith("坏的.jixiao")] == [f"没有输出：{failed.failure}"]


def test_a_failure_that_nobody_foresaw_stops_nothing_and_is_logged(
    books: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    original = batch_module.export_book

    def write(book: Book, *more: Any, **options: Any) -> list[str]:
        if len(list(book.units())) == 2:
            raise ZeroDivisionError("by a unit")
        return original(book, *more, **options)

    monkeypatch.setattr(batch_module, "export_book", write)
    batch = carried_out(books, tmp_path / "输出", Wish(day=DAY))
    assert len(batch.written) == 1
    assert "程序出错（by a unit）" in (batch.failures[-1].failure or "")
    assert "两个单位.jixiao could not be put out" in caplog.text
    caplog.clear()


def test_each_unit_gets_a_file_of_its_own(books: list[Path], tmp_path: Path) -> None:
    wish = Wish(("总表",), ("pdf",), by_unit=True, pattern="{单位}", day=DAY)
    carried_out([books[0]], tmp_path / "输出", wish)
    assert sorted(path.name for path in (tmp_path / "输出").iterdir()) == [
        "723001湟源县就业服务局(本级).pdf", "下属单位.pdf",
    ]  # fmt: skip
    with pdfplumber.open(tmp_path / "输出" / "下属单位.pdf") as document:
        assert "社保补贴" not in (document.pages[0].extract_text() or "")


def test_forms_and_formats_are_combined_as_far_as_they_exist(books: list[Path], tmp_path: Path) -> None:
    wish = Wish(("总表", "自查表", "明细表"), ("pdf", "xlsx", "xlsx-print", "csv", "json"), pattern="{表名}", day=DAY)
    batch = carried_out([books[2]], tmp_path / "输出", wish)
    assert sorted(path.name for path in batch.written) == [
        "指标明细表.csv", "指标明细表.xlsx", "数据.json", "绩效目标批复表.pdf", "绩效目标批复表.xlsx",
        "绩效目标批复表打印版.xlsx", "绩效目标自查表.pdf", "绩效目标自查表.xlsx", "绩效目标自查表打印版.xlsx",
    ]  # fmt: skip
    assert not batch.failures


def test_books_that_would_have_one_name_get_numbers(books: list[Path], tmp_path: Path) -> None:
    twin = tmp_path / "就业局副本.jixiao"
    twin.write_bytes(books[2].read_bytes())
    batch = carried_out([books[2], twin], tmp_path / "输出", Wish(pattern="{年度}", day=DAY))
    assert [path.name for path in batch.written] == ["2024.pdf", "2024（2）.pdf"]


def test_what_stands_there_already_is_named_and_can_be_kept(books: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "输出"
    folder.mkdir()
    (folder / "2024.pdf").write_text("原来的")
    batch = Batch([books[2]], folder, Wish(pattern="{年度}", day=DAY))
    list(batch.examine())
    assert batch.existing() == [folder / "2024.pdf"]
    batch.keep_existing()
    list(batch.run())
    assert (folder / "2024.pdf").read_text() == "原来的"
    assert [path.name for path in batch.written] == ["2024（2）.pdf"]


def test_the_caller_stops_between_two_files_and_what_was_written_stays(books: list[Path], tmp_path: Path) -> None:
    batch = Batch([books[2], books[0]], tmp_path / "输出", Wish(day=DAY))
    list(batch.examine())
    running = batch.run()
    first = next(running)
    running.close()
    assert list((tmp_path / "输出").iterdir()) == [first.target] == batch.written
    assert len(listed(batch)) == 2


def test_errors_of_each_book_are_counted_when_asked_for(books: list[Path], tmp_path: Path) -> None:
    batch = Batch(books, tmp_path / "输出", Wish())
    list(batch.examine(review=True))
    assert batch.errors[books[2]] == 1  # the weight that the 2024 form lost
    assert books[1] not in batch.errors


def test_a_books_own_paper_is_used_and_all_of_it_is_printed(tmp_path: Path) -> None:
    book = approved_2024("一上稿")
    first = next(book.projects())
    printing = Printing(paper="A3", note=False, watermark="草稿", projects=frozenset({first.id}), since="last_year")
    History(book).amend(commands.set_printing(printing))
    save_book(book, tmp_path / "甲.jixiao")
    batch = carried_out([tmp_path / "甲.jixiao"], tmp_path / "输出", Wish())
    with pdfplumber.open(batch.written[0]) as document:
        assert document.pages[0].width == pytest.approx(420 / 25.4 * 72, abs=1)
        text = "".join(page.extract_text() or "" for page in document.pages)
    assert all((project.code or "")[-4:] in text for project in book.projects())
    assert "满分100分" not in text


def test_a_text_in_the_list_is_never_a_formula(tmp_path: Path) -> None:
    batch = Batch([Path("=1+1.jixiao")], tmp_path, Wish())
    list(batch.examine())
    assert listed(batch)[1][0] == "'=1+1.jixiao"


def test_a_cell_of_a_workbook_by_unit_is_only_that_units(books: list[Path], tmp_path: Path) -> None:
    wish = Wish(("明细表",), ("xlsx",), by_unit=True, pattern="{单位编码}", day=DAY)
    batch = carried_out([books[0]], tmp_path / "输出", wish)
    sheet = openpyxl.load_workbook(batch.written[0])["指标明细"]
    assert {row[3].value for row in sheet.iter_rows(min_row=2)} == {"湟源县就业服务局(本级)"}


def test_an_archive_holds_all_files_and_the_list_and_is_named_after_what_they_share(
    books: list[Path], tmp_path: Path
) -> None:
    batch = PackedBatch(books, tmp_path / "输出", Wish(formats=("pdf", "xlsx-print"), day=DAY))
    list(batch.examine())
    outcomes = list(batch.run())
    assert [path.name for path in (tmp_path / "输出").iterdir()] == [
        "723001湟源县就业服务局(本级)等3个单位_2024绩效目标批复表_批复_0915.zip"
    ]
    assert batch.results == list((tmp_path / "输出").iterdir())
    with ZipFile(batch.archive) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [*(path.name for path in batch.written), "输出清单.csv"]
        rows = list(csv.reader(archive.read("输出清单.csv").decode("utf-8-sig").splitlines()))
    assert len(rows) == 1 + len(outcomes) + len(batch.failures) == 6
    assert ["坏的.jixiao" in row[0] for row in rows if row[4].startswith("没有输出")] == [True]


def test_books_that_differ_in_year_and_stage_leave_those_fields_of_the_archives_name_empty(
    books: list[Path], tmp_path: Path
) -> None:
    other = approved_2024("一上稿")
    History(other).run(commands.set_cell(0, "year", 2025))
    save_book(other, tmp_path / "明年.jixiao")
    batch = PackedBatch([books[2], tmp_path / "明年.jixiao"], tmp_path, Wish(day=DAY))
    list(batch.examine())
    assert batch.archive.name == "723001隍源县就业服务局(本级)_绩效目标表_0915.zip"


def test_an_archive_whose_writing_is_stopped_is_not_there_and_the_old_one_stays(
    books: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "上报.zip").write_text("原来的")
    batch = PackedBatch([books[2], books[0]], tmp_path / "上报.zip", Wish(day=DAY))
    list(batch.examine())
    before = sorted(tmp_path.iterdir())
    assert batch.existing() == [tmp_path / "上报.zip"]
    running = batch.run()
    next(running)
    running.close()
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "上报.zip").read_text() == "原来的"
    assert batch.results == []
    batch.keep_existing()
    assert batch.archive.name == "上报（2）.zip"


def test_an_archive_that_would_be_empty_is_not_made(books: list[Path], tmp_path: Path) -> None:
    batch = PackedBatch([books[1]], tmp_path / "上报.zip", Wish(day=DAY))
    list(batch.examine())
    assert list(batch.run()) == []
    vanished = PackedBatch([books[2]], tmp_path / "上报.zip", Wish(day=DAY))
    list(vanished.examine())
    books[2].unlink()
    with pytest.raises(UserError, match="没有生成压缩包"):
        list(vanished.run())
    assert not (tmp_path / "上报.zip").exists()
    assert not [path for path in tmp_path.iterdir() if path.is_file()]
