"""The 单项申报表: one form a project, with what the book knows and blanks for the rest."""

from __future__ import annotations

from collections import Counter

import pytest

from jixiao_desktop import profiles
from jixiao_desktop.forms import Grid, Options, single_grids

from ..paper_books import approved_2024, book_of, project


def after(grid: Grid, words: str) -> str:
    """The text of the cell to the right of the one that says `words`."""
    head = next(cell for cell in grid.body if cell.text.replace("\u200b", "") == words)
    return next(c.text for c in grid.body if c.row == head.row and c.column == head.column + head.columns)


@pytest.mark.parametrize("rows", [0, 1, 17])
def test_every_place_is_covered_once(rows: int) -> None:
    grid = single_grids(book_of(project(rows=rows)), profiles.load())[0]
    covered = Counter(
        (row, column)
        for cell in grid.body
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    )
    assert covered == Counter({(row, column): 1 for row in range(grid.body_rows) for column in range(8)})
    assert len(grid.breaks) == grid.body_rows


def test_each_project_has_a_form_of_its_own() -> None:
    grids = single_grids(approved_2024("一上稿"), profiles.load())
    assert [grid.title for grid in grids] == ["项目支出绩效目标申报表"] * 8
    assert after(grids[0], "项目名称") == "63012300024T000000269-公益性岗位社保补贴县配资金"
    assert after(grids[0], "年度资金总额") == "4.00"
    assert after(grids[0], "年度绩效目标").startswith("湟源县就业局")
    assert grids[0].above[0].parts == (("（2024年度）", "center"),)


def test_facts_of_the_project_are_printed_and_the_unit_implements_when_none_is_named() -> None:
    known = project(department="人力资源和社会保障局", period="2025年", fiscal_funds="1.00", other_funds="0.50")
    grid = single_grids(book_of(known), profiles.load())[0]
    assert after(grid, "主管部门") == "人力资源和社会保障局"
    assert after(grid, "项目期") == "2025年"
    assert (after(grid, "其中：财政拨款"), after(grid, "其他资金")) == ("1.00", "0.50")
    assert after(grid, "实施单位") == "723001-第1服务局(本级)"


def test_chosen_projects_alone_have_forms() -> None:
    book = book_of(project(1), project(2))
    second = list(book.projects())[1].id
    grids = single_grids(book, profiles.load(), Options(projects=frozenset({second})))
    assert [after(grid, "项目名称") for grid in grids] == ["63012300024T000000002-就业补助资金2"]


def test_a_project_of_several_years_prints_its_overall_goal_above_that_of_the_year() -> None:
    grid = single_grids(
        book_of(project(objective="本年完成一期。", overall_objective="三年内建成。")), profiles.load()
    )[0]
    assert (after(grid, "总体目标"), after(grid, "年度绩效目标")) == ("三年内建成。", "本年完成一期。")
    words = [cell.text for cell in single_grids(book_of(project()), profiles.load())[0].body]
    assert "总体目标" not in words
