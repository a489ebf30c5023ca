"""The icons of program and document for Windows, drawn from the same SVG as on Linux."""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)  # px; those of the taskbar and the explorer at 100-250 %


def write_icon(svg: Path, target: Path) -> None:
    """Draw an SVG at every size into one .ico, each size for itself."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    pictures = [_draw(svg, size) for size in SIZES]
    pictures[-1].save(target, sizes=[(size, size) for size in SIZES], append_images=pictures[:-1])


def _draw(svg: Path, size: int) -> Image.Image:
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data().data())))
