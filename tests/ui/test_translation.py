"""Qt's own dialogs speak Chinese too."""

from __future__ import annotations

import re

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from jixiao_desktop.ui import start

ENGLISH = re.compile(r"[A-Za-z]{3}")


def words(widget: QWidget) -> list[str]:
    """The texts of labels and menu entries."""
    labels = [label.text() for label in widget.findChildren(QLabel)]
    return labels + [action.text().split("\t")[0] for action in widget.actions()]


def save_dialog() -> QWidget:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    return dialog


def line_edit() -> QWidget:
    edit = QLineEdit()
    for action in edit.createStandardContextMenu().actions():
        edit.addAction(action)
    return edit


@pytest.mark.parametrize("make", [save_dialog, lambda: QPrintDialog(QPrinter()), line_edit])
def test_no_english_word_is_left_in_qts_dialogs(make: object, qtbot: QtBot) -> None:
    qtbot.addWidget(start([]))
    dialog = make()  # type: ignore[operator]
    qtbot.addWidget(dialog)
    texts = words(dialog)
    assert texts
    assert [text for text in texts if ENGLISH.search(text)] == []
