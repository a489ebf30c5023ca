"""The traps that were measured on this kind of editor, each on every kind of editor: laws E1 to E11."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.history import Command, Transaction
from jixiao_desktop.session import Session
from jixiao_desktop.ui.grid import BookTable, BookTree, GridView, Overview

from .conftest import click, commit, compose, indicators, press, press_text, target, type_text

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CELLS = [
    (BookTree, "indicator", "name"),
    (BookTree, "indicator", "comparator"),
    (BookTree, "indicator", "value"),
    (BookTree, "indicator", "unit"),
    (BookTree, "indicator", "weight"),
    (BookTree, "project", "name"),
    (BookTree, "unit", "name"),
    (BookTable, "indicator", "level1"),
    (BookTable, "indicator", "level2"),
    (BookTable, "indicator", "name"),
    (BookTable, "indicator", "comparator"),
    (BookTable, "indicator", "value"),
    (BookTable, "indicator", "unit"),
    (BookTable, "indicator", "weight"),
    (BookTable, "project", "name"),
    (Overview, "project", "name"),
    (Overview, "project", "last_budget"),
    (Overview, "project", "control"),
    (Overview, "project", "budget"),
]
every_editor = pytest.mark.parametrize(
    ("kind", "record", "field"), CELLS, ids=lambda value: getattr(value, "__name__", value)
)
Show = Callable[..., GridView]


def _at(show: Show, session: Session, kind: type[GridView], record: str, field: str) -> tuple[GridView, int]:
    """A view with the cursor in a cell of the first unit, project or indicator."""
    view = show(kind)
    first = {"unit": session.book.units, "project": session.book.projects, "indicator": session.book.indicators}
    node = next(iter(first[record]())).id
    view.go_to(node, field)
    assert view.current() == (node, field)
    return view, node


def _text(session: Session, node: int, field: str) -> str | None:
    return getattr(session.book.node(node), field)


def _elsewhere(view: GridView, session: Session) -> tuple[int, str]:
    """A cell that one can click into while another is open."""
    if isinstance(view, Overview):
        return list(session.book.projects())[1].id, "budget"
    view.expand(view.book_model.index_of(next(session.book.projects()).id))
    return indicators(session)[1], "weight"


@every_editor
def test_e1_the_first_letter_of_an_input_method_is_not_lost(
    show: Show, session: Session, kind: type[GridView], record: str, field: str
) -> None:
    _view, node = _at(show, session, kind, record, field)
    compose("n")
    compose("ni")
    commit("你")
    assert isinstance(target(), QLineEdit)
    press(KEY.Key_Return)
    assert _text(session, node, field) == "你"


@every_editor
def test_e1_what_an_input_method_gives_without_composing_is_not_lost(
    show: Show, session: Session, kind: type[GridView], record: str, field: str
) -> None:
    """Punctuation, handwriting and speech come as one commit."""
    _view, node = _at(show, session, kind, record, field)
    commit("甲")
    commit("乙")
    press(KEY.Key_Return)
    assert _text(session, node, field) == "甲乙"


@every_editor
def test_e2_an_open_cell_is_committed_before_anything_acts(
    show: Show, session: Session, kind: type[GridView], record: str, field: str
) -> None:
    view, node = _at(show, session, kind, record, field)
    press(KEY.Key_F2)
    commit("甲")
    compose("yi")
    view.commit_open_editor()
    texts = [getattr(session.book.node(node), name, None) for name in (field, "comparator", "value", "unit")]
    assert any("甲yi" in text for text in texts if text)
    assert target() is view


@every_editor
def test_e3_undo_works_in_the_cell_first_and_then_in_the_book(
    show: Show, session: Session, kind: type[GridView], record: str, field: str
) -> None:
    _view, node = _at(show, session, kind, record, field)
    before = _text(session, node, field)
    last = indicators(session)[-1]
    session.run(commands.set_cell(last, "weight", "9"))
    press(KEY.Key_F2)
    commit("甲")
    press(KEY.Key_Z, CTRL)
    editor = target()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == (before or "")
    assert session.book.indicator(last).weight == "9"
    press(KEY.Key_Z, CTRL)
    assert session.book.indicator(last).weight == "10"
    assert _text(session, node, field) == before


def test_e4_return_goes_down_and_shift_return_up(tree: GridView, session: Session) -> None:
    first, second, third = indicators(session)[:3]
    tree.go_to(first, "value")
    press(KEY.Key_Return)
    assert tree.current() == (second, "value")
    press(KEY.Key_Return)
    assert tree.current() == (third, "value")
    press(KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert tree.current() == (second, "value")


def test_e5_tab_goes_along_the_row_and_on_to_the_next_one(tree: GridView, session: Session) -> None:
    first, second = indicators(session)[:2]
    tree.go_to(first, "name")
    seen = []
    for _ in range(5):
        press(KEY.Key_Tab)
        seen.append(tree.current())
    assert seen == [(first, "comparator"), (first, "value"), (first, "unit"), (first, "weight"), (second, "name")]
    press(KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert tree.current() == (first, "weight")


@every_editor
def test_e6_a_text_that_does_not_fit_is_kept(
    show: Show, session: Session, kind: type[GridView], record: str, field: str
) -> None:
    view, node = _at(show, session, kind, record, field)
    index = view.currentIndex()
    assert view.model().setData(index, "不对的内容") is True
    assert _text(session, node, field) == "不对的内容"


@every_editor
def test_e6_what_is_typed_is_kept_whatever_it_is(
    show: Show, session: Session, kind: type[GridView], record: str, field: str
) -> None:
    _view, node = _at(show, session, kind, record, field)
    press(KEY.Key_F2)
    target().selectAll()  # type: ignore[attr-defined]
    commit("不对的内容")
    press(KEY.Key_Return)
    assert _text(session, node, field) == "不对的内容"


@every_editor
def test_e7_an_edit_elsewhere_keeps_open_text_selection_and_folds(
    show: Show, session: Session, kind: type[GridView], record: str, field: str, qtbot: QtBot
) -> None:
    view, node = _at(show, session, kind, record, field)
    other = indicators(session, 1)
    press(KEY.Key_F2)
    commit("半")
    with qtbot.assertNotEmitted(view.model().modelReset), qtbot.assertNotEmitted(view.model().layoutChanged):
        session.run(commands.remove([other[0]]))
        session.run(commands.add_indicator(session.book.indicator(other[1]).parent, {"name": "新"}))
    editor = target()
    assert isinstance(editor, QLineEdit)
    assert editor.text().endswith("半")
    assert view.current() == (node, field)
    assert view.isExpanded(view.book_model.index_of(next(session.book.units()).id))
    if kind is not Overview:
        assert view.isExpanded(view.book_model.index_of(next(session.book.projects()).id))


@every_editor
def test_e8_a_change_of_the_cell_itself_does_not_overwrite_the_typing(
    show: Show, session: Session, kind: type[GridView], record: str, field: str
) -> None:
    _view, node = _at(show, session, kind, record, field)
    press(KEY.Key_F2)
    commit("我的")
    if record != "unit":
        session.run(commands.set_cell(node, "reviewed", False))
    session.run(commands.set_cell(node, field if field not in ("level1", "level2") else "weight", "别的"))
    editor = target()
    assert isinstance(editor, QLineEdit)
    assert editor.text().endswith("我的")


def test_e9_a_command_that_fails_leaves_no_trace(tree: GridView, session: Session) -> None:
    node = indicators(session)[0]

    def fail(pen: Transaction) -> None:
        pen.set(node, "value", "1")
        raise ValueError("half way")

    before = session.book.copy()
    with pytest.raises(ValueError, match="half way"):
        session.run(Command("失败", fail))
    assert session.book == before
    assert session.history.undo_titles == ()
    assert tree.model().data(tree.book_model.index_of(node, "value")) == "190"
    assert not tree.findChildren(QUndoStack)


def test_e10_indexes_survive_the_records_they_stand_for(tree: GridView, session: Session) -> None:
    """Ids are numbers: an index of a row that is gone can be asked without harm."""
    node = indicators(session)[1]
    stale = tree.book_model.index_of(node, "value")
    session.run(commands.remove([node]))
    assert tree.model().data(stale) is None
    assert isinstance(stale.internalId(), int)


@every_editor
def test_e11_a_click_elsewhere_keeps_what_is_being_composed(
    show: Show, session: Session, kind: type[GridView], record: str, field: str
) -> None:
    view, node = _at(show, session, kind, record, field)
    other = _elsewhere(view, session)
    press(KEY.Key_F2)
    target().selectAll()  # type: ignore[attr-defined]
    compose("组字")
    click(view, *other)
    assert _text(session, node, field) == "组字"


def test_e11_the_focus_may_go_to_another_window(qtbot: QtBot, show: Show, session: Session) -> None:
    _view, node = _at(show, session, BookTree, "indicator", "name")
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    press(KEY.Key_F2)
    target().selectAll()  # type: ignore[attr-defined]
    compose("拼音")
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert session.book.indicator(node).name == "拼音"


def test_typing_replaces_and_escape_restores(tree: GridView, session: Session) -> None:
    node = indicators(session)[0]
    tree.go_to(node, "value")
    type_text("250")
    press(KEY.Key_Escape)
    assert session.book.indicator(node).value == "190"
    type_text("250")
    press(KEY.Key_Return)
    assert session.book.indicator(node).value == "250"


def test_a_double_click_opens_the_cell_with_its_text(tree: GridView, session: Session) -> None:
    node = indicators(session)[0]
    tree.go_to(node, "value")
    point = tree.visualRect(tree.currentIndex()).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    editor = target()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "190"
    press_text("5")
    assert tree.delegate.editor is editor


@every_editor
def test_alt_enter_in_a_cell_of_one_line_says_where_lines_break_and_keeps_the_text(
    show: Show, session: Session, kind: type[GridView], record: str, field: str, qtbot: QtBot
) -> None:
    view, node = _at(show, session, kind, record, field)
    before = _text(session, node, field)
    press(KEY.Key_F2)
    with qtbot.waitSignal(view.status) as said:
        press(KEY.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert "不能换行" in said.args[0] and "绩效目标" in said.args[0]
    editor = target()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == (before or "")


@every_editor
def test_a_screen_reader_is_told_which_column_is_being_edited(
    show: Show, session: Session, kind: type[GridView], record: str, field: str
) -> None:
    view, _node = _at(show, session, kind, record, field)
    press(KEY.Key_F2)
    editor = target()
    assert isinstance(editor, QLineEdit)
    assert editor.accessibleName() == view.model().headerData(view.currentIndex().column(), Qt.Orientation.Horizontal)
