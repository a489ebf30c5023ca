"""A new project with eight indicators in a real window, by the keyboard alone, the keys counted."""

from __future__ import annotations

from ..ui.grid.test_by_keyboard_alone import MOST_KEYS, WANTED
from .conftest import Screen

# What leads from one 二级 to the next that is filled in: from the project, and then from the row left empty.
WAY = {
    "数量指标": ("Right", "Down", "Down"),
    "质量指标": ("Down",),
    "时效指标": ("Down",),
    "社会效益": ("Down", "Down", "Down"),
    "服务对象满意度": ("Down", "Down"),
}


def _add_project(screen: Screen) -> None:
    screen.press("ctrl+shift+n")
    screen.wait_for("添加项目")
    screen.type("63012300024T000000999")
    screen.press("Tab")
    screen.type("ZYJN")
    screen.press("Tab", "Tab")
    screen.type("90.00")
    screen.press("Return")
    screen.wait_for("绩效目标申报表")


def test_eight_indicators_are_typed_and_a_known_one_costs_at_most_eight_keys(screen: Screen) -> None:
    _add_project(screen)
    costs, level = [], ""
    for second, initials, weight, _ in WANTED:
        before = screen.keys
        if second != level:
            screen.press(*WAY[second])
            before = screen.keys
            screen.press("Return")
        else:
            before -= 1  # the Return that committed the row above made this one
        level = second
        screen.type(initials)
        screen.press("Tab")
        screen.type(weight)
        screen.press("Return")
        costs.append(screen.keys - before)
    screen.press("Escape")
    book = screen.saved()
    project = next(p for p in book.projects() if p.name == "ZYJN")
    rows = list(book.indicators(project.id))
    assert [(row.level2, row.name, row.weight) for row in rows] == [(s, n, w) for s, _, w, n in WANTED]
    assert all(row.comparator and row.value and row.unit for row in rows)
    assert max(costs) <= MOST_KEYS
