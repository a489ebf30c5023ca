"""The 自查表: findings by project with the clerk's notes."""

from __future__ import annotations

from dataclasses import replace

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Book, Waiver
from jixiao_desktop.domain.findings import Finding
from jixiao_desktop.domain.plain import from_plain, to_plain
from jixiao_desktop.forms import Grid, Options, self_check_grid

from ..paper_books import book_of, project


def texts(grid: Grid, column: int) -> list[str]:
    return [cell.text for cell in sorted(grid.body, key=lambda c: c.row) if cell.column == column]


def finding(node: int, severity: str, message: str, field: str | None = "weight") -> Finding:
    return Finding("rule." + message, severity, node, field, message, "")  # type: ignore[arg-type]


def test_findings_stand_by_project_worst_first_and_a_clean_project_says_so() -> None:
    book = book_of(project(1), project(2))
    row = next(book.indicators()).id
    found = [finding(row, "hint", "用语"), finding(row, "error", "未填分值"), finding(0, "warning", "合计不符", None)]
    grid = self_check_grid(book, profiles.load(), found)
    assert texts(grid, 5) == ["合计不符", "未填分值", "用语", "未发现问题"]
    assert texts(grid, 4) == ["警告", "错误", "提示", ""]
    assert texts(grid, 3) == ["", "第1项工作完成情况\n分值权重", "第1项工作完成情况\n分值权重", ""]
    assert texts(grid, 1)[0] == "整份填报"
    assert [cell.rows for cell in grid.body if cell.column == 1] == [1, 2, 1]
    assert grid.above[-1].parts[1][0] == "自查：错误 1 条，警告 1 条，提示 1 条，已说明 0 条"


def test_a_book_without_a_project_says_that_nothing_was_found() -> None:
    grid = self_check_grid(book_of(), profiles.load(), [])
    assert [texts(grid, column) for column in (0, 1, 5)] == [["1"], ["整份填报"], ["未发现问题"]]


def test_a_waived_finding_shows_its_note() -> None:
    book = book_of(project(1))
    row = next(book.indicators()).id
    waived = finding(row, "hint", "用语", "name")
    noted = Waiver(waived.rule, row, "name", None, "上级文件如此规定")
    book = _with_facts(book, waivers=(noted,))
    grid = self_check_grid(book, profiles.load(), [], [waived])
    assert texts(grid, 6) == ["属实：上级文件如此规定"]


def test_a_note_prints_with_a_finding_about_no_one_cell_too() -> None:
    book = book_of(project(1))
    owner = next(book.projects()).id
    waived = finding(owner, "warning", "缺少时效指标", None)
    noted = Waiver(waived.rule, owner, "", waived.message, "一次性购置，无时效要求")
    grid = self_check_grid(_with_facts(book, waivers=(noted,)), profiles.load(), [], [waived])
    assert texts(grid, 6) == ["属实：一次性购置，无时效要求"]


def test_a_note_on_a_cell_that_changed_since_is_not_printed() -> None:
    book = book_of(project(1))
    row = next(book.indicators()).id
    stands = finding(row, "hint", "用语", "name")
    noted = Waiver(stands.rule, row, "name", "旧名称", "上级文件如此规定")
    grid = self_check_grid(_with_facts(book, waivers=(noted,)), profiles.load(), [stands])
    assert texts(grid, 6) == [""]


def _with_facts(book: Book, **facts: object) -> Book:
    twin = from_plain(to_plain(book))
    twin._nodes[0] = replace(twin.facts, **facts)  # type: ignore[arg-type]
    return twin


def test_weights_are_summed_by_level() -> None:
    grid = self_check_grid(book_of(project(1, rows=5)), profiles.load(), [])
    assert texts(grid, 2) == ["产出指标 30，效益指标 10，满意度指标 10，合计 50（应为 90）"]


def test_findings_of_units_and_projects_left_out_are_neither_listed_nor_counted() -> None:
    book = book_of(project(1), project(2), project(3), units=2)
    first, other = book.children(0)
    kept, left = book.children(first)
    found = [
        finding(0, "warning", "合计不符", None), finding(first, "hint", "本单位名称"),
        finding(other, "error", "别的单位"),
        finding(kept, "error", "本项目"), finding(left, "error", "未选的项目"),
        *(finding(row, "error", "别的指标") for row in book.children(book.children(other)[0])),
    ]  # fmt: skip
    waived = [finding(left, "hint", "未选的说明"), finding(kept, "hint", "本项目的说明")]
    options = Options(projects=frozenset({kept}))
    grid = self_check_grid(book, profiles.load(), found, waived, options)
    assert texts(grid, 5) == ["合计不符", "本单位名称", "本项目", "本项目的说明"]
    assert grid.above[-1].parts[1][0] == "自查：错误 1 条，警告 1 条，提示 1 条，已说明 1 条"
    grid = self_check_grid(book, profiles.load(), found, waived, Options(units=frozenset({first})))
    assert texts(grid, 5) == ["合计不符", "本单位名称", "本项目", "本项目的说明", "未选的项目", "未选的说明"]


def test_the_title_is_that_of_the_year() -> None:
    assert self_check_grid(book_of(), profiles.load(), []).title == "2025年部门预算项目支出绩效目标自查表"
