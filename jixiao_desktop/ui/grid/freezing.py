"""A tree whose first columns stay in sight while the others scroll, as Excel freezes panes.

The column of names takes what the others leave, never less than its least width; from there on the rest scrolls
behind it. Where the leading columns together would fill the view, the names alone stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTreeView, QWidget

from ..style.fonts import BASE_POINTS

Index = QModelIndex | QPersistentModelIndex
ScrollHint = QAbstractItemView.ScrollHint
MOST = 0.6  # of the view's width, for what stays


class FrozenTree(QTreeView):
    """`stretched` is the column of names; `stuck` maps the columns that left their place to where they stand."""

    def __init__(self, stretched: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stretched = stretched
        self.least_width = 200
        self.stuck: dict[int, int] = {}
        self.frozen_edge = 0  # where the scrolling part begins, 0 while nothing is behind the frozen columns
        self.scale = 1.0
        self._fitting = False
        self.setHeader(FrozenHeader(self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.header().sectionResized.connect(self._section_resized)

    # widths

    def shown_columns(self) -> list[int]:
        """Return the numbers of the columns that are not hidden."""
        return [n for n in range(self.header().count()) if not self.isColumnHidden(n)]

    def fit_columns(self) -> None:
        """Give the column of names what the others leave."""
        room = self.viewport().width()
        others = sum(self.columnWidth(n) for n in self.shown_columns() if n != self.stretched)
        width = max(min(self.least_width, round(room * MOST)), room - others)
        self._fitting = True
        if width != self.columnWidth(self.stretched):
            self.setColumnWidth(self.stretched, width)
            self.names_refitted()
        self._fitting = False
        self._stick()

    def widths(self) -> list[int]:
        """Return the width of every column; for the names, their least one."""
        columns = range(self.header().count())
        return [self.least_width if n == self.stretched else self.columnWidth(n) for n in columns]

    def set_widths(self, widths: Sequence[int]) -> None:
        """Take widths as `widths` returned them; a list of another length is of another layout and left alone."""
        if len(widths) == self.header().count():
            self._fitting = True
            for column, width in enumerate(widths):
                if column != self.stretched:
                    self.setColumnWidth(column, width)
            self.least_width = widths[self.stretched]
            self.fit_columns()

    def rescale(self, percent: int) -> None:
        """Show text and columns at `percent` of their usual size in the clerk's text size; `scale` is both together."""
        points = QApplication.font().pointSizeF()
        scale = percent / 100 * points / BASE_POINTS
        widths = [round(width * scale / self.scale) for width in self.widths()]
        self.scale = scale
        font = self.font()
        font.setPointSizeF(points * percent / 100)
        self.setFont(font)
        for widget in (self.header(), self.header().viewport()):  # with a style sheet the second does not follow
            widget.setFont(font)
        self.set_widths(widths)

    def take_widths(self, widths: Sequence[int]) -> None:
        """Take widths that `kept_widths` returned in an earlier run."""
        self.set_widths([round(width * self.scale) for width in widths])

    def kept_widths(self) -> list[int]:
        """Return the widths of the columns at their usual size, for the next start."""
        return [round(width / self.scale) for width in self.widths()]

    def names_refitted(self) -> None:
        """The column of names has another width; a view whose rows depend on it lays them out again."""

    def _section_resized(self, column: int, _old: int, new: int) -> None:
        if not self._fitting:
            if column == self.stretched:
                self.least_width = new
            self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    # where columns stand

    def frozen(self) -> list[int]:
        """Return the columns that stay: all up to the names where they leave room, else the names alone."""
        leading = [n for n in self.shown_columns() if n <= self.stretched]
        wide = sum(map(self.columnWidth, leading)) > self.viewport().width() * MOST
        return [self.stretched] if wide else leading

    def column_left(self, column: int) -> int:
        """Return the left edge of a column in the viewport, frozen or not."""
        return self.stuck[column] if column in self.stuck else self.columnViewportPosition(column)

    def _stick(self) -> None:
        edge, stuck = 0, {}
        for column in self.frozen():
            natural = self.columnViewportPosition(column)
            left = max(natural, edge)
            if left > natural:
                stuck[column] = left
            edge = left + self.columnWidth(column)
        self.stuck, self.frozen_edge = stuck, edge if stuck else 0

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx:  # Qt moves the pixels; what stays in its place is drawn again
            self._stick()
            self.updateGeometries()
            self.viewport().update()
            self.header().viewport().update()

    def visualRect(self, index: Index) -> QRect:
        rect = super().visualRect(index)
        if self.stuck and index.column() in self.stuck:
            rect.translate(self.stuck[index.column()] - self.columnViewportPosition(index.column()), 0)
        return rect

    def indexAt(self, point: QPoint) -> QModelIndex:
        index = super().indexAt(point)
        if point.x() >= self.frozen_edge or not index.isValid():
            return index
        over = (n for n, left in self.stuck.items() if left <= point.x() < left + self.columnWidth(n))
        return index.siblingAtColumn(next(over, index.column()))

    def scrollTo(self, index: Index, hint: ScrollHint = ScrollHint.EnsureVisible) -> None:
        bar = self.horizontalScrollBar()
        kept = bar.value()
        super().scrollTo(index, hint)
        self._bring_row(index)
        bar.setValue(kept)
        self._bring_column(index.column())

    def _bring_row(self, index: Index) -> None:
        """Show a row whole: where heights differ, Qt counts rows and may leave the last one half below the edge."""
        bar = self.verticalScrollBar()
        while self.visualRect(index).bottom() > self.viewport().height() and bar.value() < bar.maximum():
            if self.visualRect(index).top() <= 0:
                break
            bar.setValue(bar.value() + 1)

    def _bring_column(self, column: int) -> None:
        """Scroll sideways as little as shows a column beside what is frozen."""
        frozen, bar = self.frozen(), self.horizontalScrollBar()
        if column in frozen:
            return
        edge = sum(self.columnWidth(n) for n in frozen) if column > self.stretched else 0
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        over = left + width - self.viewport().width()
        if left < edge:
            bar.setValue(bar.value() - (edge - left))
        elif over > 0:
            bar.setValue(bar.value() + min(over, left - edge))

    # folding, where Qt looks for the triangle in the wrong place

    def fold_at(self, index: QModelIndex, point: QPoint, depth: int) -> bool:
        """While columns are moved: fold or unfold a row whose triangle was hit; True when Qt must not look itself."""
        if not self.frozen_edge:
            return False
        first = index.siblingAtColumn(0)
        right = depth * self.indentation()
        places = (max(0, self.column_left(0)), self.columnViewportPosition(0))
        shown, believed = (left + right - self.indentation() <= point.x() < left + right for left in places)
        if shown and self.model().hasChildren(first):
            self.setExpanded(first, not self.isExpanded(first))
        return shown or believed


class FrozenHeader(QHeaderView):
    """The header of a frozen tree: sections that stay are drawn over those that scrolled behind them."""

    def __init__(self, tree: FrozenTree) -> None:
        super().__init__(Qt.Orientation.Horizontal, tree)
        self._tree = tree

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._tree.stuck:
            painter = QPainter(self.viewport())
            for column, left in self._tree.stuck.items():
                rect = QRect(left, 0, self.sectionSize(column), self.height())
                painter.save()
                painter.setClipRect(rect)
                self.paintSection(painter, rect, column)
                painter.restore()
            painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= self._tree.frozen_edge:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= self._tree.frozen_edge or event.buttons():
            super().mouseMoveEvent(event)
        else:
            self.unsetCursor()
