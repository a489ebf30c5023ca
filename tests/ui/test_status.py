"""The status bar says what is true of the open book, and leads there when it is pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


def shown(window: MainWindow) -> list[str]:
    return [button.text() for button in window.status.counts.values() if button.isVisible()]


def press(window: MainWindow, name: str) -> None:
    QTest.mouseClick(window.findChild(QToolButton, f"status_{name}"), Qt.MouseButton.LeftButton)


def test_errors_and_warnings_are_counted_while_they_change(window_2024: MainWindow, qtbot: QtBot) -> None:
    session = window_2024.session
    assert session is not None
    findings = window_2024.status.counts["findings"]
    assert findings.text() == "1错 9警"
    lost = next(row for row in session.book.indicators() if row.weight is None)
    session.run(commands.set_cell(lost.id, "weight", "5"))
    qtbot.waitUntil(lambda: findings.text() == "9警")
    session.undo()
    qtbot.waitUntil(lambda: findings.text() == "1错 9警")


def test_a_passing_sentence_stands_beside_the_counts(window_2025: MainWindow) -> None:
    before = shown(window_2025)
    window_2025.status.say("已粘贴 12 行，可撤销")
    assert window_2025.findChild(QLabel, "status_message").text() == "已粘贴 12 行，可撤销"
    assert shown(window_2025) == before


def test_on_a_narrow_screen_the_least_needed_counts_give_way(window_2025: MainWindow, qtbot: QtBot) -> None:
    def narrow() -> bool:  # the layout lets go of what it hid only after some events
        window_2025.resize(683, 384)
        return window_2025.width() == 683 and "填报规则：青海 2024" not in shown(window_2025)

    qtbot.waitUntil(narrow)
    assert "67 条指标" in shown(window_2025)
    file = window_2025.status.file
    assert file.isVisible() and "文件未保存" in file.text()
    assert file.width() >= file.sizeHint().width()


def test_unreviewed_leads_from_one_to_the_next(window_2025: MainWindow) -> None:
    session = window_2025.session
    assert session is not None
    seen = []
    for _ in range(3):
        press(window_2025, "unreviewed")
        seen.append(window_2025.desk.current_node())
    assert len(set(seen)) == 3
    assert all(not session.book.node(node).reviewed for node in seen)  # type: ignore[union-attr]
    session.run(commands.mark_reviewed([node.id for node in (*session.book.projects(), *session.book.indicators())]))
    window_2025.trigger("next_unreviewed")
    assert window_2025.status.message.text() == "没有未核对的内容"


def test_the_other_counts_lead_where_they_come_from(window_2025: MainWindow, answering: Answering) -> None:
    desk = window_2025.desk
    press(window_2025, "total")
    assert desk.view is desk.overview
    press(window_2025, "rows")
    assert desk.view is desk.tree
    desk.bottom.show_page(desk.bottom.finder)
    press(window_2025, "findings")
    assert desk.bottom.current_page is desk.bottom.findings
    answering(lambda: press(window_2025, "rules"), lambda box: box.reject())
    window_2025.trigger("zoom_in")
    press(window_2025, "zoom")
    assert window_2025.status.zoom.text() == "100%"
