"""Which rows of a grid stand open: at the start, by the levels of the menu, by keys, and as the book changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex

from .shadow import GROUPS_FROM

if TYPE_CHECKING:
    from .view import GridView

_MANY_PROJECTS = 60
_EVERYTHING = 4  # the level at which every row is shown


class Folding:
    """Opens and closes the rows of a view; what is folded costs no time."""

    def __init__(self, view: GridView) -> None:
        self._view = view
        self._model = view.book_model
        self._opened: set[int] = set()
        self._levelling = False
        self._model.rowsInserted.connect(self._open_new_groups)
        self._model.laid_out.connect(self._open_groups_that_came)
        view.expanded.connect(self._open_with_groups)

    def open_first(self) -> None:
        """Open as a clerk wants to begin: the units, and the first project, which becomes the current row."""
        view, model, top = self._view, self._model, self._model.index(0, 0)
        overview = view.grid_layout.grouping == "projects"
        units = [model.index(row, 0) for row in range(model.rowCount())]
        if sum(map(model.rowCount, units)) > _MANY_PROJECTS and not overview:
            units = units[:1]
        for unit in units:
            view.expand(unit)
        first = model.index(0, 0, top)
        if first.isValid() and not overview:
            view.expand(first)
        if top.isValid():
            current = first if first.isValid() else top
            view.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def open_above(self, index: QModelIndex) -> None:
        """Open everything that a row is folded in."""
        above = index.parent()
        while above.isValid():
            self._view.expand(above)
            above = above.parent()

    def to_level(self, level: int) -> None:
        """Show the rows down to a level; the current row gives way to the lowest one above it that is still shown."""
        view = self._view
        node, field = view.current()
        self._levelling = True
        if level >= _EVERYTHING:
            view.expandAll()  # in one go; expandToDepth puts the rows below each row in one by one
        else:
            view.expandToDepth(level - 1)
        self._levelling = False
        index = self._model.index_of(node, field)
        while index.parent().isValid() and not view.isExpanded(index.parent()):
            index = index.parent()
        if index.isValid():
            view.set_current(index)

    def toggle(self, index: QModelIndex) -> None:
        """Open a closed row, close an open one."""
        first = index.siblingAtColumn(0)
        if self._model.hasChildren(first):
            self._view.setExpanded(first, not self._view.isExpanded(first))

    def by_arrow(self, index: QModelIndex, direction: str) -> bool:
        """On the name of a group or project → opens and ← closes it; false when there is nothing to open or close."""
        if index.column() or self._model.kind(index) == self._view.filled_kind or direction not in ("left", "right"):
            return False
        opening = direction == "right"
        if self._view.isExpanded(index) == opening or not self._model.hasChildren(index):
            return False
        self._view.setExpanded(index, opening)
        return True

    def _open_new_groups(self, parent: QModelIndex, first: int, last: int) -> None:
        """Groups that come to be in an open project are open."""
        if not parent.isValid() or self._model.kind(parent) not in ("project", "group1"):
            return
        for row in range(first, last + 1):
            index = self._model.index(row, 0, parent)
            if self._model.kind(index) in ("group1", "group2"):
                self._view.expand(index)

    def _open_groups_that_came(self, came: list[int]) -> None:
        """The same after a big step; a cursor whose row went away with it stands at the beginning."""
        for row in came:
            if row >= GROUPS_FROM:
                self._view.expand(self._model.index_of_row(row))
        if not self._view.currentIndex().isValid():
            self._view.set_current(self._model.index(0, 0))

    def _open_with_groups(self, index: QModelIndex) -> None:
        """A project opens with all its groups, but not beyond a level; one by one they can be closed again."""
        if self._model.kind(index) == "project" and self._view.grid_layout.grouping == "levels":
            for row in range(self._model.rowCount(index)):
                group = self._model.index(row, 0, index)
                if not self._opened_before(group) and not self._levelling:
                    self._view.expandRecursively(group)

    def _opened_before(self, group: QModelIndex) -> bool:
        row = int(group.internalId())
        if row in self._opened:
            return True
        self._opened.add(row)
        return False
