"""What is seen of the cells: the selection on every row, an open editor like its cell, all grown with the zoom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget

from jixiao_desktop.domain import commands
from jixiao_desktop.session import Session
from jixiao_desktop.ui.grid import BookTable, BookTree, GridView, Overview

from .conftest import indicators, press, target

KEY, MOD = Qt.Key, Qt.KeyboardModifier
Show = Callable[..., GridView]
every_view = pytest.mark.parametrize("kind", [BookTree, BookTable, Overview], ids=lambda kind: kind.__name__)


def ground(view: GridView, index: QModelIndex) -> QColor:
    """The colour of a cell beside its text."""
    QApplication.processEvents()
    return view.viewport().grab().toImage().pixelColor(view.visualRect(index).topLeft() + QPoint(4, 4))


def test_a_selection_over_several_second_levels_is_seen_on_every_row(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    tree.go_to(rows[5], "value")
    before = [ground(tree, tree.book_model.index_of(node, "value")) for node in rows[:5]]
    tree.go_to(rows[0], "value")
    while tree.current()[0] != rows[5]:
        press(KEY.Key_Down, MOD.ShiftModifier)
    after = [ground(tree, tree.book_model.index_of(node, "value")) for node in rows[:5]]
    assert all(new != old for new, old in zip(after, before, strict=True))
    assert len({colour.name() for colour in after}) == 1


def test_a_cell_with_an_error_is_seen_to_be_selected(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    session.run(commands.set_cell(rows[1], "weight", None))
    cell = tree.book_model.index_of(rows[1], "weight")
    tree.go_to(rows[0], "name")
    plain = ground(tree, cell)
    tree.go_to(rows[0], "weight")
    press(KEY.Key_Down, MOD.ShiftModifier)
    press(KEY.Key_Down, MOD.ShiftModifier)
    assert ground(tree, cell) != plain


@every_view
def test_signs_and_lists_grow_with_the_zoom_and_the_steps_of_levels_less(
    show: Show, session: Session, kind: type[GridView]
) -> None:
    view = show(kind)
    project = view.book_model.index_of(next(session.book.projects()).id, "name")
    step, icon = view.indentation(), view.painter.sign_size
    view.zoom(200)
    assert view.painter.sign_size == pytest.approx(2 * icon, abs=1)
    assert step < view.indentation() < 1.5 * step
    assert view.header().viewport().font() == view.header().font() == view.font()
    assert view.visualRect(project).height() >= view.painter.sign_size


@pytest.mark.parametrize("zoom", [100, 200])
def test_an_open_cell_has_the_text_and_the_place_of_the_closed_one(tree: GridView, session: Session, zoom: int) -> None:
    tree.zoom(zoom)
    for field in ("name", "value", "unit", "weight"):
        tree.go_to(indicators(session)[0], field)
        press(KEY.Key_F2)
        editor = target()
        assert isinstance(editor, QLineEdit)
        assert editor.font() == tree.font()
        cell = tree.visualRect(tree.currentIndex())
        assert cell.top() <= editor.geometry().top() and editor.geometry().bottom() <= cell.bottom()
        assert editor.height() >= editor.fontMetrics().height() + 4
        press(KEY.Key_Escape)


def test_the_list_below_a_cell_has_its_text_size(tree: GridView, session: Session) -> None:
    tree.zoom(200)
    tree.go_to(indicators(session)[0], "unit")
    press(KEY.Key_Down, MOD.AltModifier)
    choices = tree.window().findChild(QListWidget, "choices")
    assert choices is not None and choices.font() == tree.font()
