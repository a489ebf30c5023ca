"""Where the cursor goes, as a clerk's fingers know it from Excel. Asks a view for its visible rows; changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionRange, QModelIndex

if TYPE_CHECKING:
    from .view import GridView

Step = Callable[[QModelIndex], QModelIndex]


class Movement:
    """Cells relative to a cell, in the order in which one sees them."""

    def __init__(self, view: GridView) -> None:
        self._view = view
        self._model = view.book_model

    def fillable(self, index: QModelIndex) -> bool:
        """True for rows that one fills in: indicators, in 项目一览 projects. Tab and Enter pass the others by."""
        return index.isValid() and self._model.kind(index) == self._view.filled_kind

    def rows_from(self, index: QModelIndex, step: Step) -> Iterator[QModelIndex]:
        """Yield the visible rows after (before) one, first column."""
        current = step(index.siblingAtColumn(0))
        while current.isValid():
            yield current
            current = step(current)

    def _editable_columns(self, index: QModelIndex) -> list[int]:
        columns = range(self._model.columnCount())
        shown = (c for c in columns if not self._view.isColumnHidden(c))
        return [c for c in shown if self._model.editable(index.siblingAtColumn(c))]

    def along(self, index: QModelIndex, by: int) -> QModelIndex:
        """Return the next (previous) cell that can be typed into: along the row, then in the next row."""
        columns = self._editable_columns(index) if self.fillable(index) else []
        ahead = [c for c in columns if (c > index.column() if by > 0 else c < index.column())]
        if ahead:
            return index.siblingAtColumn(ahead[0] if by > 0 else ahead[-1])
        step: Step = self._view.indexBelow if by > 0 else self._view.indexAbove
        for row in self.rows_from(index, step):
            if self.fillable(row) and (columns := self._editable_columns(row)):
                return row.siblingAtColumn(columns[0] if by > 0 else columns[-1])
        return QModelIndex()

    def next_row(self, index: QModelIndex, by: int) -> QModelIndex:
        """Return the cell below (above) in the next row that one fills in, in the same column."""
        step: Step = self._view.indexBelow if by > 0 else self._view.indexAbove
        for row in self.rows_from(index, step):
            if self.fillable(row):
                return row.siblingAtColumn(index.column())
        return QModelIndex()

    def moved(self, index: QModelIndex, direction: str, far: bool) -> QModelIndex:
        """Return the cell that an arrow, Home, End or a page key leads to; `far`: with Ctrl."""
        moves: dict[str, Callable[[], QModelIndex]] = {
            "up": lambda: self._edge_row(index, -1) if far else self._by_rows(index, -1),
            "down": lambda: self._edge_row(index, 1) if far else self._by_rows(index, 1),
            "left": lambda: self._edge(index, 0) if far else self._by_columns(index, -1),
            "right": lambda: self._edge(index, -1) if far else self._by_columns(index, 1),
            "home": lambda: self._edge(self._edge_row(index, -1) if far else index, 0),
            "end": lambda: self._edge(self._edge_row(index, 1) if far else index, -1),
            "page_up": lambda: self._by_rows(index, -self._page()),
            "page_down": lambda: self._by_rows(index, self._page()),
        }
        return moves[direction]()

    def _page(self) -> int:
        return max(1, self._view.viewport().height() // max(1, self._view.row_height) - 1)

    def _by_rows(self, index: QModelIndex, by: int) -> QModelIndex:
        step: Step = self._view.indexBelow if by > 0 else self._view.indexAbove
        current = index.siblingAtColumn(0)
        for _ in range(abs(by)):
            following = step(current)
            if not following.isValid():
                break
            current = following
        return current.siblingAtColumn(index.column())

    def _edge_row(self, index: QModelIndex, by: int) -> QModelIndex:
        if by < 0:
            return self._model.index(0, index.column())
        last = self._model.index(self._model.rowCount() - 1, 0)
        while self._view.isExpanded(last) and self._model.rowCount(last):
            last = self._model.index(self._model.rowCount(last) - 1, 0, last)
        return last.siblingAtColumn(index.column())

    def _shown_columns(self) -> list[int]:
        return [c for c in range(self._model.columnCount()) if not self._view.isColumnHidden(c)]

    def _by_columns(self, index: QModelIndex, by: int) -> QModelIndex:
        ahead = [c for c in self._shown_columns() if (c > index.column() if by > 0 else c < index.column())]
        return index.siblingAtColumn((ahead[0] if by > 0 else ahead[-1]) if ahead else index.column())

    def _edge(self, index: QModelIndex, place: int) -> QModelIndex:
        return index.siblingAtColumn(self._shown_columns()[place])

    def block(self, start: QModelIndex, end: QModelIndex) -> QItemSelection:
        """Return the selection of the rectangle between two cells, over all visible rows between them."""
        selection = QItemSelection()
        first, last = self._ordered(start, end)
        left, right = sorted((start.column(), end.column()))
        run_start = run_end = first.siblingAtColumn(0)
        for row in self.rows_from(first, self._view.indexBelow):
            if run_end == last.siblingAtColumn(0):
                break
            if row.parent() == run_end.parent() and row.row() == run_end.row() + 1:
                run_end = row
                continue
            selection.append(QItemSelectionRange(run_start.siblingAtColumn(left), run_end.siblingAtColumn(right)))
            run_start = run_end = row
        selection.append(QItemSelectionRange(run_start.siblingAtColumn(left), run_end.siblingAtColumn(right)))
        return selection

    def _ordered(self, start: QModelIndex, end: QModelIndex) -> tuple[QModelIndex, QModelIndex]:
        above = self._view.visualRect(start).top() <= self._view.visualRect(end).top()
        return (start, end) if above else (end, start)
