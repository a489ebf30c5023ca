"""Painting the rows of a grid, one whole row at a time: a frame of a Python model has sixteen milliseconds.

Every state has a form beside its colour: a bar for 未核对, a wave or dots under a doubtful text, a frame round an
empty cell, an icon in the row, the parts that are off in bold.

A row is first described, then drawn from its description alone, so that a picture can be kept for as long as the
description stays the same: scrolling, inserting and moving the cursor draw only the rows that show something new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLine, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from ...domain.findings import Finding, Severity
from ..marks import worst
from ..style import icons
from ..style.tokens import tokens
from .cells import Run
from .columns import Column
from .pictures import Pictures
from .wrapping import first_line

if TYPE_CHECKING:
    from .view import GridView

Index = QModelIndex | QPersistentModelIndex
PADDING, ICON, BAR = 6, 14, 4
_DEPTH = {
    "levels": {"unit": 1, "project": 2, "group1": 3, "group2": 4, "indicator": 5},
    "flat": {"unit": 1, "project": 2, "indicator": 3},
    "projects": {"unit": 1, "project": 2},
}
MOST_INDENT = 1.25  # times the usual: in large text the names need the room more than the steps between levels
_UNDER_SELECTION = 0.35
_MOST_WIDTHS = 20_000
_EVERYTHING = 1 << 20  # pixels; wider than any view
_HEADINGS = ("unit", "project")
_LEAST_WRAPPED = 50  # pixels; in less room a second line helps nobody
_LINE = 0.72  # height of one of two lines, of a row's


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands in the viewport now."""

    number: int
    column: Column
    left: int
    width: int


@dataclass(frozen=True, slots=True)
class ShownCell:
    """What one cell shows: its text, its gravest finding, whether it is selected."""

    runs: tuple[Run, ...]
    severity: Severity | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """Everything that a row's picture depends on, but for what holds for the whole view."""

    kind: str
    cells: tuple[ShownCell, ...]  # in the order of the columns in sight
    sign: str  # the icon of a project, or of an indicator with findings; "" for none
    badged: bool  # room is kept for the icon, also while findings are hidden
    opened: bool | None  # None where nothing stands below
    unreviewed: bool
    here: int  # the number of the current column, -1 in other rows
    focused: bool  # of the current row: the keys go to this view


class RowPainter:
    """Paints the rows of one view. `begin` is called before each frame."""

    def __init__(self, view: GridView) -> None:
        self._view = view
        self._model = view.book_model
        self._depth = _DEPTH[view.grid_layout.grouping]
        self._widths: dict[tuple[str, bool], int] = {}
        self._font_key = ""
        self._look: tuple[Any, ...] = ()
        self.pictures = Pictures()
        self._ranges: dict[int, list[tuple[int, int, range]]] | None = None  # what is selected, by the row above
        self.seen: set[int] = set()  # rows that were drawn since the rows were last laid out
        self._measured: dict[int, bool] = {}  # row: whether it was found to take two lines
        self.begin()

    def begin(self) -> None:
        """Look up once what holds for the whole frame: places of columns, fonts, colours."""
        view = self._view
        self._places = [
            Place(n, view.grid_layout.columns[n], view.column_left(n), view.columnWidth(n))
            for n in view.shown_columns()
        ]
        look = (self._places, view.frozen_edge, dict(view.stuck), view.indentation(), view.row_height, view.scale,
                view.font().key(), view.devicePixelRatioF(), tokens())  # fmt: skip
        if look != self._look:
            self._look = look
            self._dress()
        self.pictures.most = 2 * (view.viewport().height() // view.row_height + 1)
        self._current = view.currentIndex()

    def _dress(self) -> None:
        """Take the view's font and measures and the colours of the scheme."""
        view, scheme = self._view, tokens()
        self.pictures.clear()
        self._colours = {name: QColor(getattr(scheme, name)) for name in scheme.__slots__ if name != "dark"}
        self._ratio = view.devicePixelRatioF()
        self.sign_size = round(ICON * view.scale)
        if view.font().key() != self._font_key:
            self._font_key = view.font().key()
            self._fonts = (QFont(view.font()), QFont(view.font()))
            self._fonts[1].setBold(True)
            self._metrics = tuple(QFontMetrics(font) for font in self._fonts)
            self._widths.clear()
        self._parts = self._divide(view.frozen_edge)

    def _divide(self, edge: int) -> list[tuple[int, int, list[Place]]]:
        """Return (left, right, places) of what is drawn one over the other: what scrolls, then what is frozen."""
        if not edge:
            return [(0, _EVERYTHING, self._places)]
        frozen = [place for place in self._places if place.number in self._view.stuck]
        scrolling = [place for place in self._places if place.number not in self._view.stuck]
        return [(edge, _EVERYTHING, scrolling), (0, edge, frozen)]

    # where things stand

    def indent(self, kind: str) -> int:
        """Return how far the first column of a kind of row is indented, in pixels."""
        return self._depth.get(kind, 1) * self._view.indentation()

    def depth(self, index: Index) -> int:
        """Return how many steps the first column of a row is indented."""
        return self._depth.get(self._model.kind(index), 1)

    def room(self, place: Place, kind: str) -> tuple[int, int]:
        """Return left edge and width of a cell's text: beside a project's badge, across what a heading spans."""
        left, right = place.left + PADDING, place.left + place.width - PADDING
        if place.number == 0:
            left = max(left, PADDING) if kind in _HEADINGS else left  # a heading stays in sight
            left += self.indent(kind) + (self.sign_size + 4 if kind == "project" else 0)
        if place.column.key in ("comparator", "level1", "last") and self._view.spanned(kind, place.column):
            right = self._view.span_end(place.column)
        return left, max(0, right - left)

    # two lines

    def tall(self, row: int) -> bool:
        """True when the name of a row needs a second line (asked by the layout, which remembers the answer)."""
        answer = self._measured[row] = self._overflows(row)
        return answer

    def forget_heights(self) -> None:
        """The rows are laid out anew, maybe in another font."""
        self.begin()
        self.selection_changed()
        self._measured.clear()
        self.seen.clear()

    def concerned(self, row: int) -> bool:
        """False for a row that nobody sees and whose height stays: telling Qt of its cells would cost a long walk."""
        return row in self.seen or (row in self._measured and self._measured[row] != self._overflows(row))

    def _overflows(self, row: int) -> bool:
        kind = self._model.shadow.kind(row)
        if kind not in ("unit", "project", "indicator"):
            return False
        view = self._view
        first = 0 if kind != "indicator" else view.stretched
        room = sum(view.columnWidth(n) for n in range(first, view.stretched + 1)) - 2 * PADDING
        room -= (self.indent(kind) if first == 0 else 0) + (self.sign_size + 4 if self._badged(row, kind) else 0)
        runs = self._model.cells.runs(row, view.grid_layout.columns[first])[:2]
        return room >= _LEAST_WRAPPED and sum(self._width(run.text, run.bold) for run in runs) > room

    def _badged(self, row: int, kind: str) -> bool:
        return kind == "project" or (kind == "indicator" and bool(self._model.marks.of_node(row)))

    def _two(self, rect: QRect, room: int, runs: Sequence[Run]) -> list[tuple[QRect, Sequence[Run]]]:
        """Divide a text into the two lines of a tall row."""
        bold = runs[0].bold
        cut = first_line(runs[0].text, room, lambda text: self._width(text, bold))
        height = round(self._view.row_height * _LINE)
        top = rect.top() + (rect.height() - 2 * height) // 2
        parts = [replace(runs[0], text=runs[0].text[:cut])], [replace(runs[0], text=runs[0].text[cut:]), *runs[1:]]
        return [(QRect(rect.left(), top + n * height, rect.width(), height), part) for n, part in enumerate(parts)]

    def place(self, number: int) -> Place:
        """Return where a column stands. Raises StopIteration when it is hidden."""
        return next(place for place in self._places if place.number == number)

    # what a row shows

    def selection_changed(self) -> None:
        """Other cells are selected, or the same ones stand elsewhere."""
        self._ranges = None

    def _chosen(self, index: Index) -> set[int]:
        """Return the numbers of the selected columns of a row."""
        if self._ranges is None:
            self._ranges = {}
            selection = self._view.selectionModel().selection()
            for found in map(selection.at, range(selection.count())):
                span = found.top(), found.bottom(), range(found.left(), found.right() + 1)
                self._ranges.setdefault(int(found.parent().internalId()), []).append(span)
        spans = self._ranges.get(int(index.parent().internalId()), ())
        return {number for top, bottom, numbers in spans if top <= index.row() <= bottom for number in numbers}

    def _shown(self, index: Index, kind: str) -> ShownRow:
        """Describe a row."""
        row, model, view = int(index.internalId()), self._model, self._view
        found = model.marks.of_node(row) if kind in ("indicator", "project", "unit") else []
        marked, chosen = found if view.findings_visible else [], self._chosen(index)
        opened = view.isExpanded(index) if model.hasChildren(index) else None
        here = self._current.column() if self._current.internalId() == row and self._current.isValid() else -1
        return ShownRow(
            kind, tuple(self._shown_cell(row, kind, place, marked, place.number in chosen) for place in self._places),
            self._sign(row, kind, marked), kind == "project" or (kind == "indicator" and bool(found)), opened,
            model.unreviewed(index), here, here >= 0 and view.hasFocus(),
        )  # fmt: skip

    def _shown_cell(self, row: int, kind: str, place: Place, found: list[Finding], chosen: bool) -> ShownCell:
        model = self._model
        runs = model.cells.runs(row, place.column)
        if not runs and kind == "indicator" and place.column.key == "unit" and (unit := model.proposed_unit(row)):
            runs = [Run(unit, "faint")]
        here = [f for f in found if model.layout.place(f.field, kind) == place.number] if found else found
        return ShownCell(tuple(runs), worst(here) if here else None, chosen)

    def _sign(self, row: int, kind: str, found: list[Finding]) -> str:
        """Return the name of the icon that a row has; "" for none."""
        if kind == "project" and self._model.marks.reviewed:
            return self._model.marks.severity(row) or "ok"
        return (worst(found) or "") if kind == "indicator" else ""

    # a row

    def row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint one row."""
        row = int(index.internalId())
        kind = self._model.shadow.kind(row)
        if not kind:
            return
        self.seen.add(row)
        shown = self._shown(index, kind)
        self.pictures.put(painter, rect, shown, lambda into, place: self._draw(into, place, shown))

    def _draw(self, painter: QPainter, rect: QRect, shown: ShownRow) -> None:
        """Draw what a row shows, and nothing else: the picture is kept."""
        for left, right, places in self._parts:
            part = rect if right == _EVERYTHING and not left else QRect(left, rect.top(), right - left, rect.height())
            if part is not rect:
                painter.save()
                painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
            self._part(painter, rect, shown, places)
            if part is not rect:
                self._frozen_line(painter, part)
                painter.restore()

    def _part(self, painter: QPainter, rect: QRect, shown: ShownRow, places: list[Place]) -> None:
        """Paint what of a row stands in some of its columns, and the signs that stand before all of them."""
        kind = shown.kind
        cells = {place.number: cell for place, cell in zip(self._places, shown.cells, strict=True)}
        painter.fillRect(rect, self._ground(kind, shown.here >= 0))
        for place in places:
            if cells[place.number].chosen:
                self._selected(painter, rect, kind, place)
        heading = self._places[0]
        if places is not self._places and heading not in places and kind in _HEADINGS:
            places = [heading, *places]
        for place in places:
            if place.width > 0:
                self._cell(painter, rect, shown, place, cells[place.number])
        self._lines(painter, rect, kind, places)
        self._signs(painter, rect, shown)
        if any(place.number == shown.here for place in places):
            self._cursor(painter, rect, shown)

    def _frozen_line(self, painter: QPainter, part: QRect) -> None:
        """A stronger line where the frozen columns end."""
        if part.left() == 0:
            painter.setPen(self._colours["border"])
            painter.drawLine(part.right(), part.top(), part.right(), part.bottom())

    def _ground(self, kind: str, current: bool) -> QColor:
        if kind == self._view.filled_kind:
            return self._colours["accent_soft" if current else "surface"]
        names = {"unit": "group1", "project": "group1", "group1": "group2"}
        return self._colours[names.get(kind, "surface")]

    def _selected(self, painter: QPainter, rect: QRect, kind: str, place: Place) -> None:
        left = place.left + (self.indent(kind) if place.number == 0 else 0)
        painter.fillRect(left, rect.top(), place.left + place.width - left, rect.height(), self._colours["selection"])

    def _cell(self, painter: QPainter, rect: QRect, shown: ShownRow, place: Place, cell: ShownCell) -> None:
        kind, runs, severity = shown.kind, cell.runs, cell.severity
        left, width = self.room(place, kind)
        if place.column.key == "name" and kind == "indicator" and shown.badged:
            width -= self.sign_size + 4
        if severity == "error" or (severity and not runs):
            self._tint(painter, rect, place, kind, cell)
        if runs:
            align = "left" if kind == "project" and place.column.key == "comparator" else place.column.align
            wrapped = rect.height() > self._view.row_height and place.column.fields.get(kind) == "name"
            for line, part in self._two(rect, width, runs) if wrapped else [(rect, runs)]:
                start, used = self._text(painter, line, left, width, part, align)
                if severity:
                    y = line.center().y() + self._view.row_height // 2 - 4 - wrapped
                    self._underline(painter, start, start + used, y, severity)

    def _tint(self, painter: QPainter, rect: QRect, place: Place, kind: str, cell: ShownCell) -> None:
        """Tint the ground of a cell with a finding; an empty one gets a frame, for there is no text to mark."""
        left = place.left + (self.indent(kind) if place.number == 0 else 0)
        inner = QRect(left, rect.top(), place.left + place.width - left - 1, rect.height() - 1)
        ground = QColor(self._colours[f"{cell.severity}_soft"])
        if cell.chosen:
            ground.setAlphaF(_UNDER_SELECTION)  # a cell is seen to be selected, whatever is wrong with it
        painter.fillRect(inner, ground)
        if not cell.runs:
            painter.setPen(QPen(self._colours[str(cell.severity)], 1.4 if cell.severity == "error" else 1))
            painter.drawRect(inner.adjusted(1, 1, -1, -1))

    def _width(self, text: str, bold: bool) -> int:
        width = self._widths.get((text, bold))
        if width is None:
            if len(self._widths) > _MOST_WIDTHS:
                self._widths.clear()
            width = self._widths[text, bold] = self._metrics[bold].horizontalAdvance(text)
        return width

    def _text(
        self, painter: QPainter, rect: QRect, left: int, room: int, runs: Sequence[Run], align: str
    ) -> tuple[int, int]:
        """Draw stretches of text; return where they begin and how wide they are.

        What stands last gives way first when there is no room; the first is shortened in its middle.
        """
        widths = [self._width(run.text, run.bold) for run in runs]
        texts = [run.text for run in runs]
        while len(widths) > 2 and sum(widths) > room and align == "left":
            widths.pop()
        over = sum(widths) - room
        if over > 0:
            metrics = self._metrics[runs[0].bold]
            texts[0] = metrics.elidedText(texts[0], Qt.TextElideMode.ElideMiddle, max(widths[0] - over, 16))
            widths[0] = metrics.horizontalAdvance(texts[0])
        used = sum(widths)
        left += 0 if align == "left" or used >= room else room - used if align == "right" else (room - used) // 2
        metrics = self._metrics[0]
        base = rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) // 2
        x = left
        for run, text, width in zip(runs, texts, widths, strict=False):
            painter.setFont(self._fonts[run.bold])
            painter.setPen(self._colours[run.colour])
            painter.drawText(x, base, text)
            x += width
        return left, min(used, room)

    def _underline(self, painter: QPainter, left: int, right: int, y: int, severity: str) -> None:
        """A wave under errors and warnings, dots under hints."""
        if severity == "hint":
            painter.setPen(QPen(self._colours[severity], 1, Qt.PenStyle.DotLine))
            painter.drawLine(left, y, right, y)
            return
        path = QPainterPath(QPointF(left, y))
        for step, x in enumerate(range(left + 2, right + 2, 2)):
            path.lineTo(x, y - 2 if step % 2 == 0 else y)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colours[severity], 1.1))
        painter.drawPath(path)
        painter.restore()

    def _lines(self, painter: QPainter, rect: QRect, kind: str, places: list[Place]) -> None:
        top, bottom = rect.top(), rect.bottom()
        lines = [QLine(rect.left(), bottom, rect.right(), bottom)]
        for place in places:
            if not self._view.spanned(kind, place.column):
                right = place.left + place.width - 1
                lines.append(QLine(right, top, right, bottom))
        painter.setPen(self._colours["line"])
        painter.drawLines(lines)

    def _signs(self, painter: QPainter, rect: QRect, shown: ShownRow) -> None:
        """What stands beside the text: triangle, badge of a project, icon of a row's findings, bar of 未核对."""
        middle, origin, indent = rect.center().y(), max(0, self._places[0].left), self.indent(shown.kind)
        if shown.opened is not None:
            corner = QPointF(origin + indent - self._view.indentation() / 2 + 1, middle)
            self._triangle(painter, corner, shown.opened)
        if shown.sign and shown.kind == "project":
            self._icon(painter, origin + indent + PADDING, middle, shown.sign)
        elif shown.sign:
            name = self.place(self._model.layout.place("name"))
            self._icon(painter, name.left + name.width - PADDING - self.sign_size, middle, shown.sign)
        if shown.unreviewed:
            painter.fillRect(origin, rect.top(), BAR, rect.height() - 1, self._colours["unreviewed_bar"])

    def _icon(self, painter: QPainter, left: int, middle: int, name: str) -> None:
        painter.drawPixmap(
            QPoint(left, middle - self.sign_size // 2), icons.pixmap(name, self.sign_size, ratio=self._ratio)
        )

    def _triangle(self, painter: QPainter, middle: QPointF, down: bool) -> None:
        """▸ closed, ▾ open."""
        shape = ((-4, -2), (4, -2), (0, 3)) if down else ((-2, -4), (-2, 4), (3, 0))
        grown = min(self._view.scale, MOST_INDENT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colours["muted"])
        painter.drawPolygon([middle + QPointF(*point) * grown for point in shape])
        painter.restore()

    def _cursor(self, painter: QPainter, rect: QRect, shown: ShownRow) -> None:
        place = self.place(shown.here)
        left = place.left + (self.indent(shown.kind) if shown.here == 0 else 0)
        right = (
            self._view.span_end(place.column) + PADDING
            if self._view.spanned(shown.kind, place.column)
            else place.left + place.width
        )
        painter.setPen(QPen(self._colours["focus" if shown.focused else "border"], 2))
        painter.drawRect(left + 1, rect.top() + 1, right - left - 2, rect.height() - 2)
