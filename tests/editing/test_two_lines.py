"""Names that do not fit take two lines, so that those which differ at their end can be told apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jixiao_desktop.domain import commands
from jixiao_desktop.session import Session
from jixiao_desktop.ui.grid import BookTable, BookTree, GridView
from jixiao_desktop.ui.grid.wrapping import first_line

from .conftest import indicators, press

LONG = "符合国家规定条件的毕业年度高校毕业生享受一次性求职创业补贴的人员数量（含离校未就业）"


@pytest.mark.parametrize("kind", [BookTree, BookTable], ids=lambda kind: kind.__name__)
def test_a_long_name_makes_its_row_taller_and_a_short_one_gives_it_back(
    show: Callable[..., GridView], session: Session, kind: type[GridView]
) -> None:
    view = show(kind)
    view.resize(800, 700)
    view.fold(4)
    first, second = indicators(session)[:2]

    def height(node: int) -> int:
        QApplication.processEvents()
        return view.visualRect(view.book_model.index_of(node, "name")).height()

    usual = height(first)
    session.run(commands.set_cell(first, "name", LONG))
    assert height(first) > usual * 1.5
    assert height(second) == usual
    session.undo()
    assert height(first) == usual


def test_a_name_beside_the_mark_of_a_finding_takes_two_lines_in_a_narrow_view_too(
    tree: GridView, session: Session
) -> None:
    first, second = indicators(session)[:2]
    session.run(commands.set_cells([(first, "unit", None), (first, "name", LONG), (second, "name", LONG)], "x"))
    assert session.findings_of(session.book.indicator(first).parent)
    tree.resize(400, 700)
    QApplication.processEvents()
    heights = [tree.visualRect(tree.book_model.index_of(node, "name")).height() for node in (first, second)]
    assert heights[0] == heights[1] > tree.row_height


def test_a_wider_view_brings_the_name_back_to_one_line(tree: GridView, session: Session) -> None:
    first = indicators(session)[0]
    session.run(commands.set_cell(first, "name", LONG))
    index = tree.book_model.index_of(first, "name")
    tree.resize(2000, 700)
    QApplication.processEvents()
    narrow = tree.visualRect(index).height()
    tree.resize(700, 700)
    QApplication.processEvents()
    assert tree.visualRect(index).height() > narrow


def test_the_cursor_is_never_below_the_edge_among_tall_rows(tree: GridView, session: Session) -> None:
    rows = [*indicators(session), *indicators(session, 1)]
    session.run(commands.set_cells([(node, "name", f"{n}{LONG}") for n, node in enumerate(rows)], "x"))
    tree.resize(700, 260)
    tree.go_to(rows[0], "name")
    for _ in range(25):
        press(Qt.Key.Key_Down)
        QApplication.processEvents()
        rect = tree.visualRect(tree.currentIndex())
        assert rect.top() >= 0 and rect.bottom() <= tree.viewport().height()


@pytest.mark.parametrize(
    ("text", "room", "first"),
    [
        ("就业补助资金（上级专项资金）", 7, "就业补助资金"),
        ("补贴发放2024年度情况", 6, "补贴发放"),
        ("重大群体性事件", 6, "重大群体性"),
        ("补贴发放、培训", 4, "补贴发"),
        ("ABCDEFGH", 3, "ABC"),
    ],
)
def test_a_line_ends_where_a_printer_would_end_it(text: str, room: int, first: str) -> None:
    assert text[: first_line(text, room, len)] == first
