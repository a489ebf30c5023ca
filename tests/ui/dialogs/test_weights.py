"""分配分值: the result is seen before it is done, and is one step."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QRadioButton, QTreeWidget

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Project
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


def at_project(window: MainWindow, tail: str = "792") -> Project:
    assert window.session is not None
    wanted = next(p for p in window.session.book.projects() if (p.code or "").endswith(tail))
    window.desk.jump(wanted.id)
    return wanted


def weights(window: MainWindow, project: Project, level1: str) -> list[str | None]:
    assert window.session is not None
    return [row.weight for row in window.session.book.indicators(project.id) if row.level1 == level1]


def proposed(box: QDialog) -> dict[str, str]:
    """What each row would become, by the indicator's name; rows that stay say nothing."""
    tree = box.findChild(QTreeWidget, "shares")
    tops = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    rows = [top.child(row) for top in tops for row in range(top.childCount())]
    return {row.text(0): row.text(2) for row in rows if row.text(2)}


def test_filling_up_gives_what_is_left_to_the_empty_row(window_2024: MainWindow, answering: Answering) -> None:
    project = at_project(window_2024)

    def apply(box: QDialog) -> None:
        assert proposed(box) == {"城镇新增就业人数": "5"}
        QTest.keyClick(box, Qt.Key.Key_Return)

    answering(lambda: window_2024.trigger("share_weights"), apply)
    assert weights(window_2024, project, "效益指标").count("5") >= 1
    assert None not in weights(window_2024, project, "效益指标")
    assert window_2024.session.history.undo_titles[0] == "分配分值"
    window_2024.trigger("undo")
    assert None in weights(window_2024, project, "效益指标")


def test_equal_parts_are_shown_before_they_are_written(window_2024: MainWindow, answering: Answering) -> None:
    project = at_project(window_2024)
    before = weights(window_2024, project, "产出指标")

    def choose(box: QDialog) -> None:
        QTest.keyClick(box.findChild(QRadioButton, "equal_parts"), Qt.Key.Key_Space)
        assert len(proposed(box)) > 1
        assert weights(window_2024, project, "产出指标") == before
        QTest.mouseClick(box.findChild(QPushButton, "ok"), Qt.MouseButton.LeftButton)

    answering(lambda: window_2024.trigger("share_weights"), choose)
    after = weights(window_2024, project, "产出指标")
    figures = [Decimal(weight or 0) for weight in after]
    assert sum(figures) == 50 and max(figures) - min(figures) <= 1


def test_full_rows_are_brought_to_their_sum_in_proportion(window_2024: MainWindow, answering: Answering) -> None:
    project = at_project(window_2024, "269")
    assert window_2024.session is not None
    rows = [row for row in window_2024.session.book.indicators(project.id) if row.level1 == "产出指标"]
    window_2024.session.run(commands.set_cells([(row.id, "weight", "50") for row in rows], "改"))
    answering(lambda: window_2024.trigger("share_weights"), lambda box: box.accept())
    assert sum(float(weight or 0) for weight in weights(window_2024, project, "产出指标")) == 50


def test_nothing_can_be_applied_when_all_fits(window_2024: MainWindow, answering: Answering) -> None:
    at_project(window_2024, "269")

    def look(box: QDialog) -> None:
        QTest.keyClick(box.findChild(QRadioButton, "fill_up"), Qt.Key.Key_Space)
        assert proposed(box) == {}
        assert not box.findChild(QPushButton, "ok").isEnabled()
        QTest.keyClick(box, Qt.Key.Key_Escape)

    answering(lambda: window_2024.trigger("share_weights"), look)
    assert not window_2024.session.history.undo_titles
