"""Steps that change hundreds of cells at once, as replacing and filling over all projects do."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from jixiao_desktop.domain import commands
from jixiao_desktop.session import Session
from jixiao_desktop.ui.grid import GridView


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
