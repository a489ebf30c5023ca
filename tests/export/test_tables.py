"""The flat table: one row an indicator, and the sums beside it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from jixiao_desktop import profiles
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.profile import Profile, parse_profile
from jixiao_desktop.export import FLAT, export_book
from jixiao_desktop.export.tables import COLUMNS, frame, write_flat_excel

from ..paper_books import approved_2024, book_of, project


def test_the_2024_form_has_67_rows_of_texts() -> None:
    table = frame(approved_2024())
    assert list(table.columns) == list(COLUMNS)
    assert len(table) == 67
    first = table.iloc[0]
    assert (first["项目编码"], first["预算数(万元)"], first["绩效指标值"]) == ("63012300024T000000269", "4.00", "190")
    assert table["分值权重"].isna().sum() == 1


def test_units_and_projects_without_rows_are_not_lost() -> None:
    assert list(frame(book_of(project(rows=0)))["项目名称"]) == ["就业补助资金1"]
    assert list(frame(book_of())["单位名称"]) == ["第1服务局(本级)"]


def test_the_workbook_has_details_and_sums(tmp_path: Path) -> None:
    path = tmp_path / "平表.xlsx"
    write_flat_excel(approved_2024(), path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["指标明细", "汇总"]
    assert book["指标明细"].max_row == 68
    rows = list(book["汇总"].values)
    assert ("723001-隍源县就业服务局(本级)", 8, 1342.46) in rows
    assert ("产出指标", 40, 400) in rows


UPLOAD = """
[upload]
money = "元"
[[upload.column]]
header = "项目代码"
key = "project_code"
[[upload.column]]
header = "资金(元)"
key = "budget"
[[upload.column]]
header = "指标值"
key = "target"
[[upload.column]]
header = "比较"
key = "comparator"
[[upload.column]]
header = "来源"
text = "单位填报"
[upload.words.comparator]
"≥" = "大于等于"
"""


def with_upload(text: str) -> Profile:
    shipped = profiles.load()
    return parse_profile(profiles.shipped_text(shipped.name) + text, "本县")


def test_another_system_gets_its_own_columns_words_and_money(tmp_path: Path) -> None:
    profile, path = with_upload(UPLOAD), tmp_path / "上报.xlsx"
    export_book(approved_2024(), profile, path, form=FLAT)
    sheet = openpyxl.load_workbook(path)["指标明细"]
    rows = list(sheet.values)
    assert rows[0] == ("项目代码", "资金(元)", "指标值", "比较", "来源")
    assert rows[1] == ("63012300024T000000269", 40000, "≥190人", "大于等于", "单位填报")
    export_book(approved_2024(), profile, tmp_path / "上报.csv")
    first = (tmp_path / "上报.csv").read_text("utf-8-sig").splitlines()[1]
    assert first == "63012300024T000000269,40000.00,≥190人,大于等于,单位填报"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[upload.column]]\nheader = "甲"\nkey = "nothing"', "nothing 不认识"),
        ('[[upload.column]]\nheader = "甲"', "key（栏目）或 text（固定文字）"),
        ('[upload]\nmoney = "美元"', "应当是 万元 或 元"),
    ],
)
def test_a_slip_in_the_columns_is_named_with_its_line(text: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        with_upload(f"\n{text}\n")
