"""How large the window writes, whatever the system has its own parts written in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMenu, QTreeView
from pytestqt.qtbot import QtBot

from jixiao_desktop.ui import appearance
from jixiao_desktop.ui.settings import Settings


@pytest.fixture
def as_on_windows(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """An application whose tables and menus get a small font of the system's with every style, as on Windows."""
    styled = appearance.dress

    def dress(app: QApplication) -> None:
        styled(app)
        for name in ("QAbstractItemView", "QMenu"):
            app.setFont(QFont("MS Shell Dlg", 5), name)

    monkeypatch.setattr(appearance, "dress", dress)


@pytest.mark.parametrize("size", ["normal", "large"])
def test_tables_and_menus_are_written_as_large_as_the_rest(
    size: str, as_on_windows: None, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.set("text_size", size)
    appearance.apply(settings)
    table, menu = QTreeView(), QMenu()
    qtbot.addWidget(table)
    qtbot.addWidget(menu)
    table.ensurePolished()
    menu.ensurePolished()
    assert table.font().pointSizeF() == menu.font().pointSizeF() == qapp.font().pointSizeF()
    assert table.font().family() == menu.font().family() == qapp.font().family()
