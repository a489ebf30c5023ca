"""The one set of icons: known by name, drawn when shown, the same as a copy."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap

from jixiao_desktop.ui.style import icons
from jixiao_desktop.ui.window import MainWindow

NORMAL, OFF = QIcon.Mode.Normal, QIcon.State.Off


def test_an_icon_that_is_not_in_the_set_is_refused_by_its_file() -> None:
    with pytest.raises(FileNotFoundError, match=r"no such icon\.svg"):
        icons.icon("no such icon")


def test_a_copy_of_an_icon_looks_the_same(window: MainWindow) -> None:
    first = icons.icon("save")
    copy = QIcon(first)
    copy.addPixmap(QPixmap(1, 1), QIcon.Mode.Selected)  # makes the copy one of its own
    drawn = first.pixmap(16, 16).toImage()
    assert copy.pixmap(16, 16).toImage() == drawn
    assert icons._Drawn("save", "text").pixmap(QSize(16, 16), NORMAL, OFF).toImage() == drawn
    assert first.pixmap(16, 16, QIcon.Mode.Disabled).toImage() != drawn
