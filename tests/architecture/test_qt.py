"""Facts about the installed Qt that the program stands on."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_setting_texts_does_not_wear_out_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 released None once too often a call: after some thousand calls the interpreter crashed."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 100
    assert label.text() == "999"
