"""The one icon set: own SVG drawings in resources/icons, tinted with the scheme's colours."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from shiboken6 import isValid

from ... import resources
from .tokens import tokens

_SIZES = (16, 32)  # at 100 and 200 %
_TINTS = {"error": "error", "warning": "warning", "hint": "hint", "ok": "ok", "doubt": "warning", "waived": "muted"}


class _Drawn(QIconEngine):
    """Draws an icon when and as large as it is shown, in the colours of the scheme then in use."""

    def __init__(self, name: str, tint: str) -> None:
        super().__init__()
        self._name, self._tint = name, tint

    def clone(self) -> QIconEngine:
        """Return another of the same kind. Qt owns it from now on, but PySide would delete it at once."""
        _clones[:] = [*filter(isValid, _clones), _Drawn(self._name, self._tint)]
        return _clones[-1]

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:
        colour = getattr(tokens(), "border" if mode == QIcon.Mode.Disabled else self._tint)
        return _rendered(self._name, round(min(size.width(), size.height()) * scale), colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        picture = QPixmap(self.scaledPixmap(rect.size(), mode, state, ratio))
        picture.setDevicePixelRatio(ratio)
        place = QRect(0, 0, round(picture.width() / ratio), round(picture.height() / ratio))
        place.moveCenter(rect.center())
        painter.drawPixmap(place, picture)


_clones: list[_Drawn] = []


@cache
def _names() -> frozenset[str]:
    return frozenset(path.stem for path in resources.path("icons").glob("*.svg"))


@cache
def _drawing(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text("utf-8")


@cache
def _rendered(name: str, size: int, colour: str) -> QPixmap:
    picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    drawing = _drawing(name).replace("currentColor", colour)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    return QPixmap.fromImage(picture)


def pixmap(name: str, size: int, colour: str | None = None, ratio: float = 1.0) -> QPixmap:
    """Return one icon `size` pixels wide, in the colour of its meaning unless another is given.

    `ratio` is the screen's device pixel ratio. Raises FileNotFoundError for an unknown name.
    """
    tint = colour or getattr(tokens(), _TINTS.get(name, "muted"))
    picture = QPixmap(_rendered(name, round(size * ratio), tint))
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def icon(name: str, tint: str | None = None) -> QIcon:
    """Return an icon for buttons and menus; it is drawn when shown, in the colour that the scheme then has for it.

    `tint` names another token. Raises FileNotFoundError for an unknown name.
    """
    if name not in _names():
        raise FileNotFoundError(resources.path("icons", f"{name}.svg"))
    return QIcon(_Drawn(name, tint or _TINTS.get(name, "text")))
