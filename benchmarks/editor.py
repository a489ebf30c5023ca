"""The tree-table on the screen: an edit with totals and repaint, rows in and out, pasting, undoing, scrolling."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable
from typing import Any

from .measure import Measure, book

FRAME = 1 / 60
SMALL = 100
ROUNDS = 30


def _shown(size: int) -> tuple[Any, Any]:
    """Return the application and a tree of about so many indicators on the screen, folded as usual."""
    from PySide6.QtWidgets import QApplication

    from jixiao_desktop.session import Session
    from jixiao_desktop.ui.bridge import Bridge
    from jixiao_desktop.ui.grid import BookTree

    app = QApplication.instance() or QApplication([])
    tree = BookTree(Bridge(Session(book(size))))
    tree.resize(860, 600)
    tree.show()
    tree.go_to(next(tree.session.book.indicators()).id, "value")
    app.processEvents()
    return app, tree


def _median(work: Callable[[], object], app: Any, rounds: int = ROUNDS) -> float:
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        app.processEvents()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _edit(size: int) -> float:
    app, tree = _shown(size)
    values = itertools.count(200)
    index = tree.book_model.index_of(next(tree.session.book.indicators()).id, "weight")
    return _median(lambda: tree.model().setData(index, str(next(values))), app)


def _insert_and_remove(size: int) -> float:
    app, tree = _shown(size)
    rounds = itertools.count()

    def work() -> None:
        if next(rounds) % 2 == 0:
            tree.insert_row()
        else:
            tree.delete_rows()

    return _median(work, app)


def _paste(size: int) -> float:
    from jixiao_desktop.ui.grid import clipboard

    app, tree = _shown(size)
    numbers = itertools.count()
    home = next(tree.session.book.indicators()).id

    def work() -> None:
        tree.go_to(home, "name")
        first = next(numbers) * 30
        clipboard.put([[f"新增培训人数{first + n}", "≥", str(n + 1), "人", "1"] for n in range(30)])
        tree.paste()

    return _median(work, app, 5)


def _undo(size: int) -> float:
    app, tree = _shown(size)
    index = tree.book_model.index_of(next(tree.session.book.indicators()).id, "weight")
    for number in range(ROUNDS):
        tree.model().setData(index, str(number + 30))
    return _median(tree.undo, app)


def _scroll(size: int) -> float:
    app, tree = _shown(size)
    tree.fold(4)
    app.processEvents()
    bar = tree.verticalScrollBar()
    steps = itertools.count(1)
    return _median(lambda: (bar.setValue((next(steps) * 37) % max(1, bar.maximum())), tree.viewport().repaint()), app)


def _suggest(size: int) -> float:
    from jixiao_desktop.library import BookSuggester

    made = book(size)
    for number, row in enumerate(list(made.indicators())):
        made._set_field(row.id, "name", f"{row.name}{number}")
    suggester = BookSuggester(made)
    suggester.prepare()
    queries = itertools.cycle(("g", "gy", "gyx", "gyxgw", "公", "公益", "xczp"))
    seconds = []
    for _ in range(35):
        start = time.perf_counter()
        suggester.suggest(next(queries), ("产出指标", "数量指标"))
        seconds.append(time.perf_counter() - start)
    return max(seconds[7:])


def _frame(measured: Callable[[int], float]) -> Callable[[int], tuple[float, float]]:
    return lambda size: (measured(size), FRAME)


def _edit_against_small(size: int) -> tuple[float, float]:
    small, large = _edit(SMALL), _edit(size)
    return large, small


SIZES = (100, 1_000, 20_000)
MEASURES = (
    Measure("edit a cell in the window, totals and repaint", "one frame", 1, SIZES, _frame(_edit)),
    Measure("edit a cell in the window, totals and repaint", "at 100 indicators", 1.3, (20_000,), _edit_against_small),
    Measure("insert or remove a row, usual folding", "one frame", 1, (100, 1_000, 10_000), _frame(_insert_and_remove)),
    Measure("paste 30 × 5 cells", "six frames", 6, SIZES, _frame(_paste)),
    Measure("undo in the window", "one frame", 1, SIZES, _frame(_undo)),
    Measure("scroll one frame, everything unfolded", "one frame", 1.3, SIZES, _frame(_scroll)),
    Measure("propose names for a few letters", "one frame", 1, SIZES, _frame(_suggest)),
)
