"""Rows that are folded and unfolded by the levels of the menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex

from jixiao_desktop.session import Session
from jixiao_desktop.ui.grid import BookTree, GridView


def _open_kinds(view: GridView) -> set[str]:
    kinds, row = set(), view.book_model.index(0, 0)
    while row.isValid():
        if view.isExpanded(row):
            kinds.add(view.book_model.kind(row))
        row = view.indexBelow(row)
    return kinds


def test_showing_a_level_opens_nothing_only_to_close_it_again(show: Callable[..., GridView]) -> None:
    view = show(BookTree)
    view.fold(1)
    opened: list[str] = []
    view.expanded.connect(lambda index: opened.append(view.book_model.kind(QModelIndex(index))))
    view.fold(2)
    assert set(opened) == {"project"}
    assert _open_kinds(view) == {"unit", "project"}


def test_each_level_shows_the_rows_down_to_it(tree: GridView, session: Session) -> None:
    open_at = {1: {"unit"}, 2: {"unit", "project"}, 3: {"unit", "project", "group1"}}
    for level, kinds in open_at.items():
        tree.fold(level)
        assert _open_kinds(tree) == kinds
    tree.fold(4)
    assert _open_kinds(tree) >= {"unit", "project", "group1", "group2"}
