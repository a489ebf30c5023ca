"""The 总表 as a grid: header in two tiers, 合计, merges, and what stands around the table."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.form_layout import COLUMNS, FormColumn, FormLayout, FormLine
from jixiao_desktop.domain.profile import Profile
from jixiao_desktop.forms import Cell, Grid, Line, Options, single_grids, summary_grid

from ..paper_books import approved_2024, book_of, indicator, project


def grid_of(book: Book, options: Options | None = None) -> Grid:
    return summary_grid(book, profiles.load(), options)


def column(grid: Grid, key: str) -> list[Cell]:
    place = [c.key for c in grid.columns].index(key)
    return sorted((cell for cell in grid.body if cell.column == place), key=lambda cell: cell.row)


def words(text: str) -> str:
    return text.replace("\u200b", "")


@pytest.mark.parametrize(
    "book",
    [approved_2024(), book_of(), book_of(project(1, rows=0)), book_of(project(), project(2, rows=17), units=2)],
    ids=["2024", "empty unit", "no indicators", "two units"],
)
def test_every_place_of_the_table_is_covered_once(book: Book) -> None:
    grid = grid_of(book)
    covered = Counter((row, cell.column) for cell in grid.body for row in range(cell.row, cell.row + cell.rows))
    assert covered == Counter({(row, place): 1 for row in range(grid.body_rows) for place in range(12)})


def test_eleven_headers_stand_over_both_tiers_and_the_twelfth_is_stacked() -> None:
    header = grid_of(approved_2024()).header
    assert [words(cell.text) for cell in header if cell.rows == 2] == [
        "单位名称", "项目名称", "项目类别", "预算数(万元)", "绩效目标", "一级指标", "二级指标", "三级指标",
        "绩效指标性质", "绩效指标值", "度量单位",
    ]  # fmt: skip
    assert [(cell.row, words(cell.text)) for cell in header if cell.rows == 1] == [
        (0, "分值权重"),
        (1, "其中：预算执行率"),
    ]


def test_the_first_row_is_the_total() -> None:
    grid = grid_of(approved_2024())
    assert [cell.text for cell in grid.body if cell.row == 0][:4] == ["合计", "-", "-", "1,342.46"]


def test_cells_of_unit_project_and_levels_are_merged_over_their_rows() -> None:
    grid = grid_of(approved_2024())
    assert [cell.rows for cell in column(grid, "unit_name")] == [1, 67]
    assert [cell.rows for cell in column(grid, "project_name")] == [1, 5, 8, 5, 5, 7, 17, 11, 9]
    assert [(cell.text, cell.rows) for cell in column(grid, "level1")[1:4]] == [
        ("产出指标", 3),
        ("效益指标", 1),
        ("满意度指标", 1),
    ]


def test_levels_print_as_the_profile_writes_them() -> None:
    assert {cell.text for cell in column(grid_of(approved_2024()), "level2")} == {
        "", "数量指标", "质量指标", "时效指标", "经济效益", "社会效益", "可持续影响", "服务对象满意度",
    }  # fmt: skip


def test_equal_levels_of_neighbouring_projects_stay_apart() -> None:
    rows = [indicator(0), indicator(0)]
    grid = grid_of(book_of(project(1, indicators=rows), project(2, indicators=rows)))
    assert [cell.rows for cell in column(grid, "level1")] == [1, 2, 2]


def test_indicators_without_a_level_are_not_merged() -> None:
    rows = [indicator(0, level1=None, level2=None), indicator(0, level1=None, level2=None)]
    assert [cell.rows for cell in column(grid_of(book_of(project(indicators=rows))), "level1")] == [1, 1, 1]


def test_figures_keep_their_decimals_and_codes_stay_text() -> None:
    rows = [indicator(value="3.50", weight="22.5"), indicator(value="007"), indicator(value="效果显著")]
    grid = grid_of(book_of(project(budget="1234.5", indicators=rows)))
    value, weight = column(grid, "value"), column(grid, "weight")
    assert [(c.text, c.number_format) for c in value[1:]] == [("3.50", "0.00"), ("007", None), ("效果显著", None)]
    assert (weight[1].text, weight[1].number_format) == ("22.5", "0.0")
    assert (column(grid, "budget")[1].text, column(grid, "budget")[1].number_format) == ("1,234.5", "#,##0.0")


def test_an_approved_form_has_no_seal_and_a_draft_is_never_titled_as_approved() -> None:
    approved, draft = grid_of(approved_2024()), grid_of(approved_2024("一上稿"))
    assert (approved.title, approved.above, approved.below) == ("2024年部门预算项目支出绩效目标批复表", (), ())
    assert draft.title == "2024年部门预算项目支出绩效目标申报表"
    assert draft.above[0].parts[0][0] == "填报单位（盖章）：隍源县就业服务局(本级)"
    assert [text for text, _ in draft.below[-1].parts] == ["单位负责人：", "填报人：", "联系电话：", "填报日期："]


def test_an_adjusted_form_is_titled_neither_as_approved_nor_as_a_draft() -> None:
    assert grid_of(approved_2024("调整稿")).title == "2024年部门预算项目支出绩效目标调整表"
    own = "2024年预算调整项目绩效目标批复表"
    assert grid_of(approved_2024("调整稿", title=own)).title == own


def test_the_signature_line_shows_who_filled_the_form_in() -> None:
    grid = grid_of(book_of(stage="一上稿", preparer="张三", phone="0971-2430000"))
    assert ("填报人：张三", "left") in grid.below[-1].parts
    assert ("联系电话：0971-2430000", "left") in grid.below[-1].parts


def test_the_note_on_execution_can_be_switched() -> None:
    note = "注：满分100分，其中预算执行率10分，不单列指标行。"
    draft = book_of(stage="一上稿")
    assert grid_of(draft).below[0].parts[0][0] == note
    assert len(grid_of(draft, Options(note=False)).below) == 1
    assert grid_of(approved_2024(), Options(note=True)).below[0].parts[0][0] == note


def test_chosen_projects_alone_are_printed_and_summed() -> None:
    book = book_of(project(1), project(2), project(3), units=3)
    chosen = frozenset(p.id for p in book.projects() if p.name == "就业补助资金2")
    grid = grid_of(book, Options(projects=chosen))
    assert [cell.text for cell in column(grid, "project_name")[1:]] == ["63012300024T000000002-就业补助资金2"]
    assert column(grid, "budget")[0].text == "2.50"
    assert len(column(grid, "unit_name")) == 2


def test_an_empty_book_is_header_and_total() -> None:
    grid = grid_of(Book())
    assert (grid.body_rows, column(grid, "budget")[0].text) == (1, "0.00")


def test_a_budget_that_is_no_amount_is_printed_as_it_stands_and_not_summed() -> None:
    grid = grid_of(book_of(project(1, budget="待定"), project(2)))
    assert [cell.text for cell in column(grid, "budget")] == ["2.50", "待定", "2.50"]


def laid_out(columns: dict[str, dict[str, object]], **lines: tuple[FormLine, ...]) -> Profile:
    """The usual profile with some columns changed and lines of its own."""
    usual = profiles.load()
    changed = tuple(replace(column, **columns.get(column.key, {})) for column in usual.layout.columns)  # type: ignore[arg-type]
    return replace(usual, layout=FormLayout(changed, **lines))


def test_alignment_merges_and_decimals_of_a_column_are_the_profiles() -> None:
    unmerged = {key: {"merged": False} for key in ("unit_name", "project_name", "category", "level1", "level2")}
    profile = laid_out({
        **unmerged, "budget": {"merged": False, "decimals": 3, "align": "center"}, "weight": {"decimals": 1},
        "value": {"decimals": 2}, "indicator_name": {"align": "center"},
    })  # fmt: skip
    rows = [indicator(n % 5, value=value) for n, value in enumerate(["190", "3.141", "全部"])]
    grid = summary_grid(book_of(project(1, indicators=rows), project(2, rows=2)), profile)
    covered = Counter((cell.row, cell.column) for cell in grid.body if cell.rows == 1)
    assert all(covered[row, place] == 1 for row in range(grid.body_rows) for place in range(12) if place != 4)
    assert [cell.text for cell in column(grid, "project_name")[1:4]] == ["63012300024T000000001-就业补助资金1"] * 3
    assert [cell.text for cell in column(grid, "level1")[1:]] == ["产出指标"] * 5
    assert [(cell.text, cell.align) for cell in column(grid, "budget")[1:]] == [
        ("1.500", "center"), ("", "center"), ("", "center"), ("2.500", "center"), ("", "center"),
    ]  # fmt: skip
    assert [(cell.text, cell.number_format) for cell in column(grid, "value")[1:4]] == [
        ("190.00", "0.00"), ("3.141", "0.000"), ("全部", None),
    ]  # fmt: skip
    assert {cell.text for cell in column(grid, "weight")[1:]} == {"10.0"}
    assert {cell.align for cell in column(grid, "indicator_name")[1:]} == {"center"}


def test_lines_above_and_below_a_form_are_the_profiles() -> None:
    head = FormLine((("编制单位：{单位}", "left"), ("{年度}年　单位：万元", "right")))
    foot = FormLine((("经办：{填报人}　{填报日期}", "left"),), ("批复稿",))
    profile = laid_out({}, head=(head,), foot=(foot,))
    book = book_of(project(), preparer="李四", filled_on="9月15日")
    for grid in (summary_grid(book, profile), *single_grids(book, profile)):
        assert grid.above[-1].parts == (("编制单位：第1服务局(本级)", "left"), ("2025年　单位：万元", "right"))
        assert grid.below == (Line((("经办：李四　9月15日", "left"),)),)
    draft = summary_grid(book_of(project(), stage="一上稿"), profile)
    assert draft.above[-1].parts[0][0].startswith("编制单位")
    assert [line.parts[0][0][:2] for line in draft.below] == ["注："]


def test_the_total_is_named_in_the_first_column_of_a_form_without_units() -> None:
    usual = profiles.load()
    columns = tuple(column for column in usual.layout.columns if column.key != "unit_name")
    grid = summary_grid(book_of(project()), replace(usual, layout=FormLayout(columns)))
    assert [cell.text for cell in sorted(grid.body, key=lambda c: (c.row, c.column))[:3]] == ["合计", "-", "1.50"]


def test_every_column_that_a_profile_may_name_is_shown() -> None:
    usual = profiles.load()
    columns = tuple(FormColumn(key, key, 20) for key in COLUMNS)
    grid = summary_grid(book_of(project()), replace(usual, layout=FormLayout(columns)))
    covered = Counter(
        (row, cell.column) for cell in grid.body for row in range(cell.row, cell.row + cell.rows)
    )  # fmt: skip
    assert covered == {(row, place): 1 for row in range(grid.body_rows) for place in range(len(COLUMNS))}
