"""All pages below one another, sharp at every size: the part of the preview that one looks at.

A cell can be marked, with the mouse or from the grid; Enter or a double click goes to it in the grid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ...typesetting import Document
from ..painting import paint_page
from ..style.tokens import tokens

if TYPE_CHECKING:
    from ...typesetting import Box

MARGIN, PIXELS_PER_POINT = 16, 96 / 72
FIT_WIDTH, FIT_PAGE = "适合宽度", "整页"
STEPS = (25, 50, 75, 100, 125, 150, 200, 300)
ZOOMS = (FIT_WIDTH, FIT_PAGE, *(f"{step}%" for step in STEPS))
LEAST, MOST = STEPS[0], STEPS[-1]
_CACHED_PIXELS = 24_000_000


class PageView(QAbstractScrollArea):
    """The pages. Emits the page in sight, the zoom, the cell that was clicked, and the one to go to in the grid."""

    page_changed = Signal(int)
    zoomed = Signal(str)
    cell_clicked = Signal(int, str)
    cell_chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_pages")
        self.setAccessibleName("打印预览页面")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.layout_shown: Document | None = None
        self.marked: tuple[int, str] | None = None
        self._zoom = FIT_WIDTH
        self._pixmaps: dict[tuple[int, float], QPixmap] = {}
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    # what is shown

    def show_layout(self, layout: Document) -> None:
        """Show other pages at the same place: the marked cell, when it is in sight, stays where it stands."""
        before = self._marked_top()
        self.layout_shown = layout
        self._pixmaps.clear()
        self._fit()
        after = self._marked_top(anywhere=True)
        if before is not None and after is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(after - before))

    def mark(self, node: int, field: str) -> None:
        """Mark a cell, and bring it into sight when it is not."""
        self.marked = node, field
        self.viewport().update()
        place, size = self._marked_place(), self.viewport().size()
        if place is None:
            return
        if not MARGIN < place.top() < size.height() - 3 * MARGIN:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(place.top() - size.height() / 3))
        if place.left() < 0 or place.right() > size.width():
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + round(place.center().x() - size.width() / 2))

    def _marked_boxes(self, number: int) -> list[Box]:
        if self.layout_shown is None or self.marked is None:
            return []
        return [box for box in self.layout_shown.page(number).boxes if (box.node, box.field) == self.marked]

    def _marked_top(self, *, anywhere: bool = False) -> float | None:
        """Where the marked cell begins, from the viewport's top; None when it is not printed (or not in sight)."""
        place = self._marked_place()
        if place is None or not (anywhere or 0 <= place.top() < self.viewport().height()):
            return None
        return place.top()

    def _marked_place(self) -> QRectF | None:
        """Where the marked cell stands first, in the viewport's pixels; None when it is not printed."""
        if self.layout_shown is None or self.marked is None:
            return None
        number = self.layout_shown.place_of(self.marked[0])
        for box in self._marked_boxes(number) if number is not None else ():
            return self._placed(box, self._origin(number or 1))
        return None

    def _placed(self, box: Box, origin: QPointF) -> QRectF:
        scale = self.scale
        return QRectF(box.x * scale, box.y * scale, box.width * scale, box.height * scale).translated(origin)

    # zoom

    def set_zoom(self, zoom: str) -> None:
        """Set the zoom, 适合宽度, 整页 or a percentage from 25 to 300; what is none of these is passed over."""
        words = zoom.strip().removesuffix("%").strip()
        if words.isdecimal():
            zoom = f"{max(LEAST, min(MOST, int(words)))}%"
        if zoom in (FIT_WIDTH, FIT_PAGE) or words.isdecimal():
            middle = self._middle()
            self._zoom = zoom
            self._pixmaps.clear()
            self._fit()
            self._go_to_middle(middle)
        self.zoomed.emit(self._zoom)

    @property
    def zoom(self) -> str:
        """The zoom in use: 适合宽度, 整页 or a percentage."""
        return self._zoom

    @property
    def percent(self) -> int:
        """The zoom in use in %, of the paper's own size on a screen of 96 dots an inch."""
        return round(self.scale / PIXELS_PER_POINT * 100)

    def step_zoom(self, step: int) -> None:
        """Go to the next larger (1) or smaller (-1) of the usual percentages."""
        larger = [p for p in STEPS if p > self.percent]
        smaller = [p for p in STEPS if p < self.percent]
        self.set_zoom(f"{larger[0] if larger else MOST}%" if step > 0 else f"{smaller[-1] if smaller else LEAST}%")

    @property
    def scale(self) -> float:
        """Logical pixels a point."""
        layout = self.layout_shown
        if layout is None:
            return PIXELS_PER_POINT
        room = self.viewport().size() - QSize(2 * MARGIN, 2 * MARGIN)
        if self._zoom == FIT_WIDTH:
            return max(0.2, room.width() / layout.paper.width)
        if self._zoom == FIT_PAGE:
            return max(0.2, min(room.width() / layout.paper.width, room.height() / layout.paper.height))
        return int(self._zoom.removesuffix("%")) / 100 * PIXELS_PER_POINT

    def _middle(self) -> float:
        """What is in the middle of the view, in pages from the first one's top."""
        if self.layout_shown is None:
            return 0.0
        return (self.verticalScrollBar().value() + self.viewport().height() / 2) / self._step()

    def _go_to_middle(self, middle: float) -> None:
        if self.layout_shown is not None:
            self.verticalScrollBar().setValue(round(middle * self._step() - self.viewport().height() / 2))
            bar = self.horizontalScrollBar()
            bar.setValue(bar.maximum() // 2)

    # geometry

    def _step(self) -> float:
        assert self.layout_shown is not None
        return self.layout_shown.paper.height * self.scale + MARGIN

    def _fit(self) -> None:
        layout = self.layout_shown
        if layout is None:
            return
        size = self.viewport().size()
        height = round(layout.count * self._step() + MARGIN)
        width = round(layout.paper.width * self.scale + 2 * MARGIN)
        self.verticalScrollBar().setRange(0, max(0, height - size.height()))
        self.verticalScrollBar().setPageStep(size.height())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, width - size.width()))
        self.horizontalScrollBar().setPageStep(size.width())
        self.viewport().update()
        self._tell_page()

    def _origin(self, number: int) -> QPointF:
        assert self.layout_shown is not None
        width = self.layout_shown.paper.width * self.scale
        x = max(MARGIN, (self.viewport().width() - width) / 2) - self.horizontalScrollBar().value()
        return QPointF(round(x), round(MARGIN + (number - 1) * self._step() - self.verticalScrollBar().value()))

    def _visible(self) -> range:
        layout = self.layout_shown
        if layout is None:
            return range(0)
        top, step = self.verticalScrollBar().value(), self._step()
        last = int((top + self.viewport().height()) // step) + 1
        return range(max(1, int((top - MARGIN) // step) + 1), min(layout.count, last) + 1)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens().pressed))
        for number in self._visible():
            origin = self._origin(number)
            picture = self._picture(number)
            size = picture.deviceIndependentSize()
            painter.fillRect(QRectF(origin + QPointF(2, 3), size), QColor(0, 0, 0, 40))
            painter.drawPixmap(origin, picture)
            self._paint_mark(painter, number, origin)

    def _paint_mark(self, painter: QPainter, number: int, origin: QPointF) -> None:
        accent = QColor("#2360e0")  # on white paper, whatever the window's colours
        for box in self._marked_boxes(number):
            place = self._placed(box, origin)
            painter.setPen(accent)
            painter.drawRect(place)
            painter.fillRect(place, QColor(35, 96, 224, 38))

    def _picture(self, number: int) -> QPixmap:
        """A page as a picture: always black on white, whatever the window's colours."""
        assert self.layout_shown is not None
        ratio = self.devicePixelRatioF()
        key = number, self.scale * ratio
        if key not in self._pixmaps:
            if sum(kept.width() * kept.height() for kept in self._pixmaps.values()) > _CACHED_PIXELS:
                self._pixmaps.clear()
            page = self.layout_shown.page(number)
            picture = QPixmap(round(page.width * key[1]), round(page.height * key[1]))
            picture.fill(Qt.GlobalColor.white)
            painter = QPainter(picture)
            paint_page(painter, page, key[1])
            painter.end()
            picture.setDevicePixelRatio(ratio)
            self._pixmaps[key] = picture
        return self._pixmaps[key]

    # mouse and keys

    def resizeEvent(self, _event: QResizeEvent) -> None:
        middle = self._middle()
        self._fit()
        if self._zoom in (FIT_WIDTH, FIT_PAGE) and middle > 1:
            self._go_to_middle(middle)
        self.zoomed.emit(self._zoom)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if (delta.y() or delta.x()) > 0 else -1)
        else:
            sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar = self.horizontalScrollBar() if sideways else self.verticalScrollBar()
            bar.setValue(bar.value() - (delta.y() or delta.x()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._mark_at(event) and self.marked:
            self.cell_clicked.emit(*self.marked)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._mark_at(event) and self.marked:
            self.cell_chosen.emit(*self.marked)

    def _mark_at(self, event: QMouseEvent) -> bool:
        """Mark the cell under the mouse; False when there is none."""
        box = self.box_at(event.position().toPoint())
        if box is None or not box.node:
            return False
        self.marked = box.node, box.field or "name"
        self.viewport().update()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the marked cell; Home, End, PageUp and PageDown leaf; Ctrl with + - 0 zooms."""
        key, last = event.key(), self.layout_shown.count if self.layout_shown else 1
        pages = {
            Qt.Key.Key_Home: 1, Qt.Key.Key_End: last, Qt.Key.Key_PageDown: self.current_page() + 1,
            Qt.Key.Key_PageUp: self.current_page() - 1,
        }  # fmt: skip
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.marked:
            self.cell_chosen.emit(*self.marked)
        elif key in pages:
            self.go_to_page(pages[Qt.Key(key)])
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in zooms:
            self.step_zoom(zooms[Qt.Key(key)])
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_0:
            self.set_zoom("100%")
        else:
            super().keyPressEvent(event)

    def box_at(self, point: QPoint) -> Box | None:
        """Return the cell under a point of the viewport, the smallest when they overlap, or None."""
        for number in self._visible():
            assert self.layout_shown is not None
            page = self.layout_shown.page(number)
            place = (QPointF(point) - self._origin(number)) / self.scale
            hit = [b for b in page.boxes if QRectF(b.x, b.y, b.width, b.height).contains(place)]
            if hit:
                return min(hit, key=lambda b: b.width * b.height)
        return None

    # pages

    def current_page(self) -> int:
        """Return the number of the page that takes most of the view's upper half."""
        if self.layout_shown is None:
            return 1
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        return max(1, min(self.layout_shown.count, int(middle // self._step()) + 1))

    def go_to_page(self, number: int) -> None:
        """Scroll to the top of a page."""
        if self.layout_shown is not None:
            self.verticalScrollBar().setValue(round((number - 1) * self._step()))

    def _tell_page(self) -> None:
        self.page_changed.emit(self.current_page())
