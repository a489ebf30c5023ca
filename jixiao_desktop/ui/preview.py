"""打印预览: the pages as they will be printed, alive while one edits; a click on a row goes to its cell.

The pages are laid out in a thread of their own; what is painted are the pages that can be seen.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ..export import FORMS
from ..session import Session
from ..typesetting import A3, A4, Document, Paper
from .bridge import Bridge
from .painting import paint_page
from .style.tokens import tokens
from .widgets import flat_button, label, number_box, tight

if TYPE_CHECKING:
    from ..typesetting import Box

MARGIN, PIXELS_PER_POINT = 16, 96 / 72
REFRESH_MS = 350
FIT_WIDTH, FIT_PAGE = "适合宽度", "整页"
ZOOMS = (FIT_WIDTH, FIT_PAGE, "50%", "75%", "100%", "125%", "150%", "200%")
_EXPORTS = {"单项申报表": "export_declaration", "自查表": "export_self_check"}
PAPERS: dict[str, Paper] = {"A4 横向": A4, "A3 横向": A3}


class LayoutMaker(QObject):
    """Lays the book out in a thread; only the newest wish is answered."""

    made = Signal(object)
    failed = Signal(str)
    _done = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wish = 0
        self._done.connect(self._deliver)

    def ask(self, session: Session, paper: Paper, form: str) -> None:
        """Begin to lay out the book as it is now."""
        self._wish += 1
        wish, book, profile = self._wish, session.book.copy(), session.profile

        def work() -> None:
            from ..export import form_pages

            try:
                pages = form_pages(book, profile, form, paper=paper)
                pages.warnings()  # looked up here, not while the window waits
                result: object = pages
            except Exception as error:  # reported in the window; the preview keeps what it showed
                result = error
            if isValid(self):  # the preview may have been closed meanwhile
                self._done.emit(wish, result)

        threading.Thread(target=work, name="jixiao-layout", daemon=True).start()

    def _deliver(self, wish: int, result: object) -> None:
        if wish != self._wish:
            return
        if isinstance(result, Document):
            self.made.emit(result)
        else:
            self.failed.emit(f"版面没有排成：{result}")


class PageView(QAbstractScrollArea):
    """All pages below one another. Emits the page in sight and the cell that was clicked."""

    page_changed = Signal(int)
    cell_clicked = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_pages")
        self.setAccessibleName("打印预览页面")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.layout_shown: Document | None = None
        self._zoom = FIT_WIDTH
        self._pixmaps: dict[tuple[int, float], QPixmap] = {}
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    def show_layout(self, layout: Document) -> None:
        """Show other pages at the same place."""
        self.layout_shown = layout
        self._pixmaps.clear()
        self._fit()

    def set_zoom(self, zoom: str) -> None:
        """Set one of ZOOMS, keeping the page in sight."""
        page = self.current_page()
        self._zoom = zoom
        self._fit()
        self.go_to_page(page)

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

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens().pressed))
        for number in self._visible():
            origin = self._origin(number)
            picture = self._picture(number)
            size = picture.deviceIndependentSize()
            painter.fillRect(QRectF(origin + QPointF(2, 3), size), QColor(0, 0, 0, 40))
            painter.drawPixmap(origin, picture)

    def _picture(self, number: int) -> QPixmap:
        """A page as a picture: always black on white, whatever the window's colours."""
        assert self.layout_shown is not None
        ratio = self.devicePixelRatioF()
        key = number, self.scale * ratio
        if key not in self._pixmaps:
            if len(self._pixmaps) > 12:
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

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else None
        target = bar or self.verticalScrollBar()
        delta = event.angleDelta()
        target.setValue(target.value() - (delta.y() or delta.x()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        box = self.box_at(event.position().toPoint())
        if box is not None and box.node:
            self.cell_clicked.emit(box.node, box.field or "name")

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


class Preview(QDialog):
    """The preview's window. `jump` carries a clicked cell, `wanted` the id of an output action."""

    jump = Signal(int, str)
    wanted = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_dialog")
        self.setWindowTitle("打印预览")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.resize(1120, 720)
        self._session = bridge.session
        self._maker = LayoutMaker(self)
        self._timer = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self.pages = PageView()
        self.page_box, self.zoom_box, self.paper_box = number_box(1, 1, 1), QComboBox(), QComboBox()
        self.form_box = QComboBox()
        self.count = QLabel("")
        self.note = label("正在排版……", "muted")
        self._build()
        self._connect(bridge)
        self.refresh()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        tight(layout)
        bar = QHBoxLayout()
        tight(bar, 6, (10, 6, 10, 6))
        layout.addLayout(bar)
        layout.addWidget(self.pages, 1)
        for box, name, words in (
            (self.page_box, "page", "页码"), (self.zoom_box, "zoom", "缩放"), (self.paper_box, "paper", "纸张"),
        ):  # fmt: skip
            box.setObjectName(name)
            box.setAccessibleName(words)
        self.zoom_box.addItems(list(ZOOMS))
        self.paper_box.addItems(list(PAPERS))
        self.form_box.addItems(list(FORMS))
        self._fill_bar(bar)

    def _fill_bar(self, bar: QHBoxLayout) -> None:
        for text, picture, step in (("上一页", "previous", -1), ("下一页", "next", 1)):
            button = flat_button(text, picture)
            button.clicked.connect(lambda _=False, s=step: self.pages.go_to_page(self.pages.current_page() + s))
            bar.addWidget(button)
        bar.addWidget(QLabel("第"))
        bar.addWidget(self.page_box)
        bar.addWidget(self.count)
        bar.addSpacing(10)
        bar.addWidget(self.form_box)
        bar.addWidget(self.zoom_box)
        bar.addWidget(self.paper_box)
        bar.addWidget(self.note, 1)
        for name, text, picture in (
            ("print", "打印…", "print"), ("export_pdf", "导出PDF", "pdf"), ("export_excel", "导出Excel", "excel"),
        ):  # fmt: skip
            button = flat_button(text, picture)
            button.setObjectName(f"preview_{name}")
            button.clicked.connect(lambda _=False, n=name: self._want(n))
            bar.addWidget(button)

    def _connect(self, bridge: Bridge) -> None:
        self._timer.timeout.connect(self.refresh)
        bridge.book_changed.connect(self._timer.start)
        self._maker.made.connect(self._show)
        self._maker.failed.connect(self.note.setText)
        self.pages.page_changed.connect(self._show_page)
        self.pages.cell_clicked.connect(self.jump)
        self.page_box.valueChanged.connect(self._on_page_box)
        self.zoom_box.currentTextChanged.connect(self.pages.set_zoom)
        self.paper_box.currentTextChanged.connect(self.refresh)
        self.form_box.currentTextChanged.connect(self.refresh)

    @property
    def form(self) -> str:
        """The chosen form, by its Chinese name."""
        return self.form_box.currentText()

    @property
    def paper(self) -> Paper:
        """The chosen paper."""
        return PAPERS[self.paper_box.currentText()]

    def refresh(self, _changed: object = None) -> None:
        """Lay the book out again as it is now."""
        self._maker.ask(self._session, self.paper, self.form)

    def _show(self, layout: Document) -> None:
        self.page_box.setMaximum(layout.count)
        self.count.setText(f"页，共 {layout.count} 页")
        warnings = layout.warnings()
        self.note.setText(warnings[0] if warnings else "点击表中一格，转到填报表的同一格")
        self.note.setToolTip("\n".join(warnings))
        self.pages.show_layout(layout)

    def _show_page(self, number: int) -> None:
        if not self.page_box.hasFocus():
            self.page_box.blockSignals(True)
            self.page_box.setValue(number)
            self.page_box.blockSignals(False)

    def _want(self, action: str) -> None:
        """Ask for an output of the form that is shown."""
        self.wanted.emit(_EXPORTS.get(self.form, action) if action.startswith("export") else action)

    def _on_page_box(self, number: int) -> None:
        self.pages.go_to_page(number)
