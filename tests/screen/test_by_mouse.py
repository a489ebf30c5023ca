"""Rows taken hold of at their left edge and dragged with a real mouse."""

from __future__ import annotations

from jixiao_desktop.domain.book import Book, Project

from .conftest import Screen, until

NAMES = "项目 / 指标名称"
DRAGGED = "享受社会保险补贴人数"


def _levels(book: Book, number: int) -> dict[str | None, str | None]:
    """The 二级 of each row of a project, by the row's name, in order."""
    return {row.name: row.level2 for row in book.indicators(_project(book, number).id)}


def _project(book: Book, number: int) -> Project:
    return list(book.projects())[number]


def test_a_row_is_dragged_to_another_second_level_and_on_to_another_project(screen: Screen) -> None:
    row, onto = screen.cell(f"{NAMES} {DRAGGED}"), screen.cell(f"{NAMES} 社会保险补贴在规定时间内下达率")
    screen.drag((row.left - 8, row.y), (onto.middle, onto.y), (onto.middle, onto.y + 5))
    book = screen.saved()
    assert list(_levels(book, 0).items())[:3] == [
        ("社会保险补贴发放准确率", "质量指标"), ("社会保险补贴在规定时间内下达率", "时效指标"), (DRAGGED, "时效指标"),
    ]  # fmt: skip
    row, onto = screen.cell(f"{NAMES} {DRAGGED}"), screen.cell(f"{NAMES} {_project(book, 1).name}")
    screen.drag((row.left - 8, row.y), (onto.middle, onto.y - 3), (onto.middle, onto.y))
    book = screen.saved()
    assert DRAGGED not in _levels(book, 0)
    assert DRAGGED in _levels(book, 1)
    screen.press("ctrl+z", "ctrl+z")
    assert next(iter(_levels(screen.saved(), 0).items())) == (DRAGGED, "数量指标")


def test_a_double_click_on_the_start_page_reads_a_form_once(screen: Screen) -> None:
    """One click is enough, but many a hand makes two, the second while the form is being read."""
    until(lambda: screen.press("ctrl+w") or screen.active() == "绩效目标编报", "the start page")
    screen.double_click(screen.place("push button", "看看示例"))
    screen.wait_for("绩效目标批复表")
    screen.press("ctrl+shift+n")
    screen.wait_for("添加项目")
