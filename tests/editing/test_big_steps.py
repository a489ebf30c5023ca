"""Steps that change hundreds of cells at once, as replacing and filling over all projects do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.session import Session
from jixiao_desktop.ui.bridge import Bridge
from jixiao_desktop.ui.grid import BookTree, GridView

from .conftest import plain_book, press


def test_a_big_step_measures_only_the_rows_in_sight_and_shows_its_texts(
    tree: GridView, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = next(session.book.indicators())
    more = [{"level1": first.level1, "level2": first.level2, "name": f"指标{n}"} for n in range(200)]
    session.run(commands.add_indicators(first.parent, more, None, "插入行"))
    rows = [row.id for row in session.book.indicators()]
    tree.go_to(first.id, "value")
    QApplication.processEvents()
    total = tree.book_model.index_of(first.parent).siblingAtColumn(tree.grid_layout.place("weight"))
    before, measured, tall = total.data(), set(), tree.painter.tall

    def measure(row: int) -> bool:
        measured.add(row)
        return tall(row)

    monkeypatch.setattr(tree.painter, "tall", measure)
    session.run(commands.set_cells([(row, field, "7") for row in rows for field in ("weight", "value")], "替换"))
    QApplication.processEvents()
    assert 0 < len(measured) < len(rows) / 2
    assert tree.book_model.index_of(rows[-1], "weight").data() == "7"
    assert tree.current() == (first.id, "value")
    session.undo()
    assert total.data() == before


@pytest.fixture
def big() -> Iterator[Session]:
    """A book of fifty projects with three hundred rows."""
    opened = Session(from_plain(plain_book(50)))
    yield opened
    opened.close(discard=True)


@pytest.fixture
def wide(qtbot: QtBot, big: Session) -> GridView:
    """分级视图 of it with everything open."""
    view = BookTree(Bridge(big))
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    view.fold(4)
    view.setFocus()
    return view


def _open_rows(view: GridView) -> set[int]:
    """Return the rows that stand open, by their ids."""
    found, waiting = set(), [QModelIndex()]
    while waiting:
        above = waiting.pop()
        for row in range(view.model().rowCount(above)):
            index = view.model().index(row, 0, above)
            waiting.append(index)
            if view.isExpanded(index) and view.model().hasChildren(index):
                found.add(index.internalId())
    return found


def test_all_rows_of_a_book_are_deleted_and_brought_back_by_three_keys(wide: GridView, big: Session) -> None:
    before, opened = big.book.copy(), _open_rows(wide)
    control = Qt.KeyboardModifier.ControlModifier
    press(Qt.Key.Key_A, control)
    assert len(wide.selected_ids()) == 1 + 50 + 300
    press(Qt.Key.Key_Minus, control)
    assert list(big.book.indicators()) == []
    assert wide.currentIndex().isValid()
    press(Qt.Key.Key_Z, control)
    assert big.book == before
    assert _open_rows(wide) == opened
    assert wide.current()[0] in {row.id for row in big.book.indicators()}
    press(Qt.Key.Key_Y, control)
    assert list(big.book.indicators()) == []


def test_a_cursor_whose_row_goes_with_a_big_step_stands_at_the_beginning(wide: GridView, big: Session) -> None:
    rows = [row.id for row in big.book.indicators()]
    wide.go_to(rows[-1], "value")
    big.run(commands.remove(rows))
    assert wide.currentIndex() == wide.model().index(0, 0)


def test_rows_that_a_big_step_moves_to_another_level_stay_open_and_under_the_cursor(
    wide: GridView, big: Session
) -> None:
    rows = [row.id for row in big.book.indicators() if row.level2 == "数量指标"]
    more = [row.id for row in big.book.indicators() if row.level2 == "质量指标"]
    wide.go_to(rows[-1], "value")
    cells = [(row, "level2", "时效指标") for row in (*rows, *more)]
    big.run(commands.set_cells([*cells, *((row, "weight", "1") for row in rows)], "替换"))
    assert wide.current() == (rows[-1], "value")
    groups = {wide.book_model.index_of(row).parent() for row in rows}
    assert all(group.data() == "时效指标" and wide.isExpanded(group) for group in groups)
