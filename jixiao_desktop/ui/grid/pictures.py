"""Pictures of rows, kept by what the rows show: a row that shows the same again is copied, not drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap

Draw = Callable[[QPainter, QRect], None]


class Pictures:
    """The latest pictures of one view, `most` of them at the most."""

    def __init__(self) -> None:
        self.most = 0
        self._kept: dict[Hashable, QPixmap] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Forget every picture: what all of them depend on is no longer what it was."""
        self._kept.clear()

    def put(self, painter: QPainter, rect: QRect, shown: Hashable, draw: Draw) -> None:
        """Paint what `shown` describes into `rect`; `draw` draws it, covers the whole rectangle and knows only that.

        On a screen at 125 % a rectangle begins within a pixel of the screen: where in it is part of the key.
        """
        to_screen = painter.deviceTransform()
        exact = to_screen.mapRect(QRectF(rect))
        left, top = _pixel(exact.left()), _pixel(exact.top())
        size = _pixel(exact.right()) - left, _pixel(exact.bottom()) - top
        key = shown, size, round(exact.left() - left, 3), round(exact.top() - top, 3)
        picture = self._kept.pop(key, None)
        if picture is None:
            picture = QPixmap(*size)
            picture.setDevicePixelRatio(to_screen.m11())
            self._draw(picture, rect, exact.topLeft() - QPointF(left, top), draw)
        self._kept[key] = picture  # the latest stands last
        if len(self._kept) > self.most:
            del self._kept[next(iter(self._kept))]
        painter.drawPixmap(to_screen.inverted()[0].map(QPointF(left, top)), picture)

    @staticmethod
    def _draw(picture: QPixmap, rect: QRect, inset: QPointF, draw: Draw) -> None:
        painter = QPainter(picture)
        painter.translate(inset / picture.devicePixelRatio() - QPointF(rect.topLeft()))
        draw(painter, rect)
        painter.end()


def _pixel(place: float) -> int:
    """Round as Qt does when it fills a rectangle; Python rounds halves to even numbers."""
    return math.floor(place + 0.5)
