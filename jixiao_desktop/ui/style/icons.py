"""The one icon set: own SVG drawings in resources/icons, tinted with the scheme's colours."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ... import resources
from .tokens import tokens

_SIZES = (16, 32)  # at 100 and 200 %
_TINTS = {"error": "error", "warning": "warning", "hint": "hint", "ok": "ok", "doubt": "warning", "waived": "muted"}
_FULL_COLOUR = frozenset({"app"})


@cache
def _drawing(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text("utf-8")


@cache
def _rendered(name: str, size: int, colour: str) -> QPixmap:
    picture = QPixmap(QSize(size, size))
    picture.fill(Qt.GlobalColor.transparent)
    drawing = _drawing(name).replace("currentColor", colour)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    return picture


def pixmap(name: str, size: int, colour: str | None = None, ratio: float = 1.0) -> QPixmap:
    """Return one icon `size` pixels wide, in the colour of its meaning unless another is given.

    `ratio` is the screen's device pixel ratio. Raises FileNotFoundError for an unknown name.
    """
    tint = colour or getattr(tokens(), _TINTS.get(name, "muted"))
    picture = QPixmap(_rendered(name, round(size * ratio), tint))
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, tint: str | None = None) -> QIcon:
    """Return an icon for buttons and menus in the colours of the scheme in use; `tint` names another token.

    Raises FileNotFoundError for an unknown name.
    """
    scheme = tokens()
    normal = getattr(scheme, tint or _TINTS.get(name, "text"))
    built = QIcon()
    for size in _SIZES:
        built.addPixmap(_rendered(name, size, normal))
        if name not in _FULL_COLOUR:
            built.addPixmap(_rendered(name, size, QColor(scheme.border).name()), QIcon.Mode.Disabled)
    return built
