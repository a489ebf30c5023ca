"""The pages as small pictures at the side: where one is, and a click to go elsewhere. Only what is seen is drawn."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ...typesetting import Document
from ..painting import paint_page
from ..style.tokens import tokens

WIDTH, _PICTURE, _GAP, _CACHED = 132, 92, 9, 200
_FINER = 4
"""Drawn so much larger and then scaled down: a line of one pixel would be heavy on a small picture."""
_Index = QModelIndex | QPersistentModelIndex


class _Pages(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.document: Document | None = None

    def show_layout(self, document: Document) -> None:
        self.beginResetModel()
        self.document = document
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return self.document.count if self.document is not None and not parent.isValid() else 0

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        words = {Qt.ItemDataRole.DisplayRole: f"{index.row() + 1}"}
        words[Qt.ItemDataRole.AccessibleTextRole] = f"第 {index.row() + 1} 页"
        return words.get(Qt.ItemDataRole(role))


class _Painter(QStyledItemDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pictures: dict[int, QPixmap] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        document = _document(index)
        height = round(_PICTURE * document.paper.height / document.paper.width) if document else _PICTURE
        return QSize(_PICTURE + 2 * _GAP, height + 2 * _GAP + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        picture = self._picture(index)
        if picture is None:
            return
        rect: QRect = option.rect
        size = picture.deviceIndependentSize().toSize()
        place = QRect(rect.x() + (rect.width() - size.width()) // 2, rect.y() + _GAP, size.width(), size.height())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.drawPixmap(place, picture)
        painter.setPen(QColor(tokens().accent if chosen else tokens().border))
        for grown in range(2 if chosen else 1):
            painter.drawRect(place.adjusted(-1 - grown, -1 - grown, grown, grown))
        painter.setPen(QColor(tokens().accent_text if chosen else tokens().muted))
        words = QRect(rect.x(), place.bottom() + 2, rect.width(), 16)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))

    def _picture(self, index: _Index) -> QPixmap | None:
        document, number = _document(index), index.row() + 1
        if document is None:
            return None
        if number not in self.pictures:
            if len(self.pictures) > _CACHED:
                self.pictures.clear()
            self.pictures[number] = _small(document, number, self._ratio())
        return self.pictures[number]

    def _ratio(self) -> float:
        view = self.parent()
        return view.devicePixelRatioF() if isinstance(view, QWidget) else 1.0


def _document(index: _Index) -> Document | None:
    model = index.model()
    return model.document if isinstance(model, _Pages) else None


def _small(document: Document, number: int, ratio: float) -> QPixmap:
    page = document.page(number)
    scale = _FINER * _PICTURE * ratio / page.width
    large = QPixmap(round(page.width * scale), round(page.height * scale))
    large.fill(Qt.GlobalColor.white)
    painter = QPainter(large)
    paint_page(painter, page, scale)
    painter.end()
    picture = large.scaledToWidth(round(_PICTURE * ratio), Qt.TransformationMode.SmoothTransformation)
    picture.setDevicePixelRatio(ratio)
    return picture


class PageList(QListView):
    """The list; emits the number of the page that was chosen."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_list")
        self.setAccessibleName("各页")
        self.setFixedWidth(WIDTH)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages, self._painter = _Pages(self), _Painter(self)
        self.setModel(self._pages)
        self.setItemDelegate(self._painter)
        self.selectionModel().currentChanged.connect(self._on_current)
        self._following = False

    def show_layout(self, document: Document) -> None:
        """List other pages; the page that was current stays so."""
        row = self.currentIndex().row()
        self._painter.pictures.clear()
        self._following = True
        self._pages.show_layout(document)
        self._following = False
        self.follow(max(0, row) + 1)

    def follow(self, number: int) -> None:
        """Show which page is in sight."""
        index = self._pages.index(min(number, self._pages.rowCount()) - 1, 0)
        if index.isValid() and index != self.currentIndex():
            self._following = True
            self.setCurrentIndex(index)
            self._following = False

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._following:
            self.chosen.emit(index.row() + 1)
