"""The status bar says how many errors and warnings there are, as they come and go."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from jixiao_desktop.domain import commands
from jixiao_desktop.ui.window import MainWindow


def test_the_status_bar_counts_errors_and_warnings_while_they_change(window_2024: MainWindow) -> None:
    session = window_2024.session
    assert session is not None
    counts = window_2024.findChild(QLabel, "status_counts")
    assert "67 条指标" in counts.text() and "1错 9警" in counts.text()
    lost = next(row for row in session.book.indicators() if row.weight is None)
    session.run(commands.set_cell(lost.id, "weight", "5"))
    assert "9警" in counts.text() and "错" not in counts.text().replace("无错误", "")
    session.undo()
    assert "1错 9警" in counts.text()
