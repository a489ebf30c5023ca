"""The names stay in sight while the other columns scroll; widths are the clerk's and are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from jixiao_desktop.session import Session
from jixiao_desktop.ui.grid import BookTable, BookTree, GridView, Overview

from .conftest import click, indicators, press, target, type_text

KEY, MOD = Qt.Key, Qt.KeyboardModifier
Show = Callable[..., GridView]
every_view = pytest.mark.parametrize("kind", [BookTree, BookTable, Overview], ids=lambda kind: kind.__name__)


def _narrow(show: Show, session: Session, kind: type[GridView]) -> tuple[GridView, int]:
    """A view too narrow for its columns, at 150 %, scrolled to its right end; and a row that one fills in."""
    view = show(kind)
    view.zoom(150)
    view.resize(620, 500)
    node = next(session.book.projects()).id if kind is Overview else indicators(session)[0]
    view.go_to(node, "name")
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    QApplication.processEvents()
    assert view.horizontalScrollBar().value() > 0
    return view, node


@every_view
def test_the_name_stays_in_sight_when_the_others_scroll(show: Show, session: Session, kind: type[GridView]) -> None:
    view, node = _narrow(show, session, kind)
    rect = view.visualRect(view.book_model.index_of(node, "name"))
    assert rect.left() >= 0 and rect.right() < view.viewport().width()
    assert rect.width() >= 150
    assert view.indexAt(rect.center()) == view.book_model.index_of(node, "name")


@every_view
def test_going_to_a_cell_shows_it_beside_the_names(show: Show, session: Session, kind: type[GridView]) -> None:
    view, node = _narrow(show, session, kind)
    for number in range(view.book_model.columnCount()):
        index = view.book_model.index_of(node).siblingAtColumn(number)
        view.set_current(index)
        rect = view.visualRect(index)
        if number > view.stretched:
            assert rect.left() >= view.frozen_edge
        assert view.indexAt(rect.center()) == index


@every_view
def test_a_name_is_edited_where_it_stands_and_the_view_does_not_jump(
    show: Show, session: Session, kind: type[GridView]
) -> None:
    view, node = _narrow(show, session, kind)
    scrolled = view.horizontalScrollBar().value()
    click(view, node, "name")
    assert view.current() == (node, "name")
    press(KEY.Key_F2)
    editor = target()
    assert isinstance(editor, QLineEdit)
    assert editor.geometry().left() >= 0
    assert view.visualRect(view.currentIndex()).contains(editor.geometry().center())
    type_text("x")
    press(KEY.Key_Return)
    assert view.horizontalScrollBar().value() == scrolled
    assert session.book.node(node).name.endswith("x")  # type: ignore[union-attr]


def test_a_range_is_dragged_from_the_names_while_scrolled(show: Show, session: Session) -> None:
    view, node = _narrow(show, session, BookTree)
    view.fold(4)
    view.go_to(node, "name")
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    second = indicators(session)[1]
    start, end = (view.visualRect(view.book_model.index_of(row, "name")).center() for row in (node, second))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, MOD.NoModifier, start)
    for step in range(1, 6):
        QTest.mouseMove(view.viewport(), start + QPoint(0, (end - start).y() * step // 5))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, MOD.NoModifier, end)
    assert view.selected_ids() == [node, second]
    assert {index.column() for index in view.selectedIndexes()} == {view.stretched}


def test_a_project_folds_by_its_triangle_while_scrolled(show: Show, session: Session) -> None:
    view, node = _narrow(show, session, BookTree)
    project = view.book_model.index_of(session.book.indicator(node).parent)
    view.scrollTo(project)
    rect = view.visualRect(project)
    triangle = QPoint(rect.left() - view.indentation() // 2, rect.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, MOD.NoModifier, triangle)
    assert not view.isExpanded(project)


def test_the_names_take_the_room_that_a_narrower_column_leaves(tree: GridView) -> None:
    before = tree.columnWidth(0)
    tree.header().resizeSection(2, tree.columnWidth(2) - 30)
    assert tree.columnWidth(0) == before + 30
    assert tree.horizontalScrollBar().maximum() == 0
