"""HTML tables named .xls, Word documents, old workbooks, CSV and pasted texts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jixiao_desktop import profiles, reading
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.plain import to_plain

from . import books, makers

DATA = Path(__file__).parent / "data"
PLAIN = makers.book(11, units=1, projects=3)


def _read(data: bytes, name: str = "表.xls") -> reading.Draft:
    return reading.read(data, name, profile=profiles.load())


def _html(plain: dict[str, Any], encoding: str) -> bytes:
    """Return the official layout as a web system exports it: rowspans, break tags, a meta with the encoding."""
    sheet = books.official(plain).active
    spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    covered = {
        cell for area in spans.values() for row in area.rows for cell in row if cell != (area.min_row, area.min_col)
    }
    rows = []
    for row in sheet.iter_rows():
        cells = []
        for cell in row:
            place = (cell.row, cell.column)
            if place in covered:
                continue
            area = spans.get(place)
            size = f' rowspan="{area.size["rows"]}" colspan="{area.size["columns"]}"' if area else ""
            value = "" if cell.value is None else cell.value
            text = f"{value:.2f}" if isinstance(value, float) and cell.column == 4 else str(value).removesuffix(".0")
            cells.append(f"<td{size}><b>{text[:1]}</b>{text[1:]}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head>'
    return f"{head}<body><table border=1>{''.join(rows)}</table></body></html>".encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_an_html_table_named_xls(encoding: str) -> None:
    draft = _read(_html(PLAIN, encoding))
    assert draft.doubts == ()
    assert to_plain(draft.book) == PLAIN


def _web_table(name: str, budget: str, caption: str = "") -> str:
    header = ("项目名称", "预算数（万元）", "一级指标", "二级指标", "三级指标", "指标值", "分值")
    rows = (header, (name, budget, "产出指标", "数量指标", "完成数量", "≥3个", "90"))
    cells = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{caption}{cells}</table>"


def test_each_table_of_a_web_page_belongs_to_the_unit_named_right_above_it() -> None:
    one, two = _web_table("教师培训", "35"), _web_table("校舍维修", "100")
    page = f"<html><body><p>填报单位：县教育局</p>{one}<div>填报单位：县第一中学</div>{two}</body></html>"
    units = to_plain(_read(page.encode(), "公开.html").book)["units"]
    assert [(unit["name"], unit["projects"][0]["name"]) for unit in units] == [
        ("县教育局", "教师培训"),
        ("县第一中学", "校舍维修"),
    ]


def test_the_title_of_a_web_page_may_stand_in_a_caption_or_in_a_table_that_arranges_the_page() -> None:
    title = "2025年项目支出绩效目标表"
    arranged = f"<table><tr><td>导航</td><td><h3>{title}</h3>{_web_table('教师培训', '35')}</td></tr></table>"
    captioned = _web_table("教师培训", "35", f"<caption>{title}</caption>")
    for body in (arranged, captioned):
        facts = _read(f"<html><body>{body}</body></html>".encode(), "公开.html").book.facts
        assert (facts.title, facts.year) == (title, 2025)


def test_a_word_document_with_merged_cells() -> None:
    from docx import Document

    sheet = books.official(PLAIN, numbers=False).active
    document = Document()
    document.add_paragraph(PLAIN["title"])
    table = document.add_table(sheet.max_row - 1, 12)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if cell.value is not None:
                table.cell(cell.row - 2, cell.column - 1).text = str(cell.value)
    for area in sheet.merged_cells.ranges:
        if area.min_row > 1:
            first = table.cell(area.min_row - 2, area.min_col - 1)
            first.merge(table.cell(area.max_row - 2, area.max_col - 1))
    stream = io.BytesIO()
    document.save(stream)
    draft = _read(stream.getvalue(), "表.docx")
    assert draft.doubts == ()
    assert to_plain(draft.book) == PLAIN


def test_each_table_of_a_word_document_belongs_to_the_unit_named_right_above_it() -> None:
    from docx import Document

    document = Document()
    for unit, project in (("105001 县教育局", "教师培训"), ("105002 县第一中学", "校舍维修")):
        document.add_paragraph(f"填报单位：{unit}        单位：万元")
        table = document.add_table(2, 6)
        header = ("项目名称", "预算数", "一级指标", "三级指标", "指标值", "分值")
        for row, texts in enumerate((header, (project, "35", "产出指标", "完成数量", "≥3个", "90"))):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
    stream = io.BytesIO()
    document.save(stream)
    units = to_plain(_read(stream.getvalue(), "表.docx").book)["units"]
    assert [(unit["code"], unit["name"], unit["projects"][0]["name"]) for unit in units] == [
        ("105001", "县教育局", "教师培训"),
        ("105002", "县第一中学", "校舍维修"),
    ]


def test_an_old_workbook_shows_money_with_two_decimals() -> None:
    draft = _read((DATA / "official.xls").read_bytes())
    (project,) = to_plain(draft.book)["units"][0]["projects"]
    assert project["budget"] == "4.00"
    assert [(row["value"], row["unit"], row["weight"]) for row in project["indicators"]] == [
        ("190", "人", "50"),
        ("0.95", "%", "30"),
        ("90", "%", "10"),
    ]
    (doubt,) = draft.doubts
    assert (doubt.kind, doubt.indicator) == ("guessed-percent", "社会保险补贴发放准确率")
    assert draft.book.facts.stated_total == "4.00"


def test_a_csv_file_in_the_coding_of_chinese_windows() -> None:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([PLAIN["title"]])
    writer.writerow(makers.HEADER)
    writer.writerows(line.cells for line in makers.printed(PLAIN, 100, repeat_levels=True).lines())
    draft = _read(stream.getvalue().encode("gb18030"), "表.csv")
    assert draft.doubts == ()
    assert to_plain(draft.book)["units"] == PLAIN["units"]


def test_cells_pasted_from_a_sheet_with_line_breaks_in_quotes() -> None:
    text = (
        "项目名称\t三级指标\t绩效指标性质\t绩效指标值\t度量单位\t分值权重\n"
        + '"某\n项目"\t"享受""补贴""\n人数"\t≥\t190\t人\t90\n'
    )
    draft = _read(text.encode(), "剪贴板")
    assert [project.name for project in draft.book.projects()] == ["某项目"]
    assert [row.name for row in draft.book.indicators()] == ['享受"补贴"人数']


def test_rows_pasted_without_a_header_are_read_by_content_with_a_doubt() -> None:
    text = "产出指标\t数量指标\t免费体检人数\t≥\t4200\t人\t20\n\t质量指标\t建档率\t≥\t85\t%\t30\n"
    draft = _read(text.encode(), "剪贴板")
    rows = [(row.level2, row.name, row.comparator, row.value, row.unit, row.weight) for row in draft.book.indicators()]
    assert rows == [
        ("数量指标", "免费体检人数", "≥", "4200", "人", "20"),
        ("质量指标", "建档率", "≥", "85", "%", "30"),
    ]
    assert "guessed-columns" in {doubt.kind for doubt in draft.doubts}


def test_a_header_glued_to_the_first_row() -> None:
    first = makers.printed(PLAIN, 100).lines()
    glued = [f"{word} {text}" if text else word for word, text in zip(makers.HEADER, first[0].cells, strict=True)]
    lines = [PLAIN["title"], "\t".join(glued), *("\t".join(line.cells) for line in first[1:])]
    draft = _read("\n".join(lines).encode(), "表.txt")
    assert to_plain(draft.book)["units"] == PLAIN["units"]
    assert [doubt.kind for doubt in draft.doubts] == ["glued-header"]


def test_the_exchange_format_is_read_back() -> None:
    data = json.dumps(PLAIN, ensure_ascii=False).encode()
    assert to_plain(_read(data, "表.json").book) == PLAIN
    assert to_plain(_read(json.dumps({"book": PLAIN, "doubts": []}).encode(), "表.json").book) == PLAIN


@pytest.mark.parametrize(
    "plain",
    [{"units": [1]}, {"units": [{"projects": 3}]}, {"units": [], "year": "甲"}, {"units": [{"name": [1]}]}, [1], {}],
)
def test_an_exchange_file_of_a_wrong_make_is_refused_in_a_sentence(plain: Any) -> None:
    with pytest.raises(UserError, match=r"表\.json"):
        _read(json.dumps(plain).encode() if plain != [1] else b'{"book": [1]}', "表.json")


def test_a_code_that_a_csv_file_guards_from_excel_is_read_without_its_guard() -> None:
    rows = [
        "单位编码,单位名称,项目名称,一级指标,三级指标,指标值,分值",
        '="105001",某某局,教师培训,产出指标,培训人次,≥300人次,90',
    ]
    (unit,) = _read("\n".join(rows).encode(), "表.csv").book.units()
    assert (unit.code, unit.name) == ("105001", "某某局")


MARKDOWN = """
| 项目名称 | 预算数（万元） | 一级指标 | 二级指标 | 三级指标 | 指标值 | 权重 |
|:---|---:|---|---|---|---|---|
| 教师培训 | 35 | 产出指标 | 数量指标 | 培训人次 | ≥300人次 | 50 |
| | | 效益指标 | 社会效益 | 教学水平 | 提升 | 40 |
"""
BOXES = MARKDOWN.replace("|:---|---:|---|---|---|---|---|", "├──┼──┤").replace("|", "│")


@pytest.mark.parametrize("text", [MARKDOWN, BOXES])
def test_a_table_between_bars_keeps_its_blank_cells_and_loses_its_rules(text: str) -> None:
    draft = _read(text.encode(), "剪贴板")
    assert [(project.name, project.budget) for project in draft.book.projects()] == [("教师培训", "35")]
    assert [(row.level1, row.name, row.weight) for row in draft.book.indicators()] == [
        ("产出指标", "培训人次", "50"),
        ("效益指标", "教学水平", "40"),
    ]
    assert draft.doubts == ()


def _word(rows: list[tuple[str, ...]], change: Callable[[Any], None]) -> reading.Draft:
    """Read a Word document with this table once it has been changed."""
    from docx import Document

    document = Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    change(table)
    stream = io.BytesIO()
    document.save(stream)
    return _read(stream.getvalue(), "表.docx")


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(f"w:{name}")


def _wrap(element: Any) -> None:
    """Put a content control round an element, as the templates of bureaus do for what is to be filled in."""
    control, content = _element("sdt"), _element("sdtContent")
    element.addprevious(control)
    control.append(content)
    content.append(element)


WORD_ROWS = [
    ("项目名称", "预算数（万元）", "一级指标", "二级指标", "三级指标", "指标值", "分值"),
    ("教师培训", "35", "产出指标", "数量指标", "培训人次", "≥300人次", "90"),
    ("校舍维修", "100", "产出指标", "数量指标", "维修面积", "≥20平方米", "90"),
]


@pytest.mark.parametrize(
    "part",
    [
        lambda table: table._tbl,
        lambda table: table.rows[2]._tr,
        lambda table: table.cell(2, 1)._tc,
        lambda table: table.cell(2, 4).paragraphs[0]._p,
    ],
    ids=["table", "row", "cell", "paragraph"],
)
def test_what_stands_in_a_content_control_of_word_is_read(part: Callable[[Any], Any]) -> None:
    draft = _word(WORD_ROWS, lambda table: _wrap(part(table)))
    assert [(project.name, project.budget) for project in draft.book.projects()] == [
        ("教师培训", "35"),
        ("校舍维修", "100"),
    ]
    assert [row.name for row in draft.book.indicators()] == ["培训人次", "维修面积"]


def test_a_row_that_was_deleted_under_tracking_is_not_read() -> None:
    draft = _word(WORD_ROWS, lambda table: table.rows[1]._tr.get_or_add_trPr().append(_element("del")))
    assert [project.name for project in draft.book.projects()] == ["校舍维修"]


@pytest.mark.parametrize(
    "head", ["MIME-Version: 1.0\r\nX-Document-Type: Workbook", "From: <Saved by Blink>\r\nSubject: 表"]
)
def test_a_web_archive_is_refused_with_what_to_do(head: str) -> None:
    with pytest.raises(UserError, match=r"表\.mht.*网页存档.*另存为"):
        _read(f"{head}\r\n\r\n<html><table></table></html>".encode(), "表.mht")
