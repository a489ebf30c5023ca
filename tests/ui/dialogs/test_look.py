"""How dialogs look: rows stand apart, sentences are whole, what belongs together ends at one line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QToolButton,
    QTreeWidget,
)
from pytestqt.qtbot import QtBot

from jixiao_desktop import profiles, reading, resources
from jixiao_desktop.domain import commands
from jixiao_desktop.ui.dialogs.differences import excerpts
from jixiao_desktop.ui.dialogs.finding_notes import WaiveDialog
from jixiao_desktop.ui.dialogs.import_preview import ImportDialog
from jixiao_desktop.ui.goal import GoalField
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


def _find(box: QDialog, name: str) -> QTreeWidget:
    found = box.findChild(QTreeWidget, name) or next(
        view for view in box.findChildren(QTreeWidget) if view.accessibleName() == name
    )
    assert isinstance(found, QTreeWidget)
    return found


def test_the_rows_of_a_list_stand_as_far_apart_as_the_one_that_is_chosen(
    window_2024: MainWindow, answering: Answering
) -> None:
    session = window_2024.session
    assert session is not None
    row = next(session.book.indicators())
    for value in ("1", "2", "3"):
        session.run(commands.set_cell(row.id, "value", value))

    def look(box: QDialog) -> None:
        steps = box.findChild(QListWidget, "undo_steps")
        assert isinstance(steps, QListWidget)
        QApplication.processEvents()
        heights = [steps.visualItemRect(steps.item(place)).height() for place in range(3)]
        assert len(set(heights)) == 1
        assert heights[0] >= QFontMetrics(steps.font()).height() + 8
        box.reject()

    answering(lambda: window_2024.trigger("undo_list"), look)


def test_every_doubt_of_an_import_is_read_whole_before_it_is_taken_over(
    window: MainWindow, answering: Answering
) -> None:
    name = "2024-approval-form.txt"
    draft = reading.read(resources.path("samples", name), name, profile=profiles.load())

    def look(box: QDialog) -> None:
        QApplication.processEvents()
        view = _find(box, "待核对项")
        last = view.columnCount() - 1
        for place in range(view.topLevelItemCount()):
            cell = view.visualRect(view.model().index(place, last))
            text = view.topLevelItem(place).text(last)
            metrics = QFontMetrics(view.font())
            asked = metrics.boundingRect(cell.adjusted(5, 0, -5, 999), Qt.TextFlag.TextWordWrap, text)
            assert asked.height() <= cell.height(), text
        box.reject()

    answering(lambda: ImportDialog(draft, name, False, window).exec(), look)


def test_codes_and_figures_of_an_import_are_read_whole_on_a_small_screen(
    window: MainWindow, answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao_desktop.ui.dialogs.base.room_of", lambda _widget: QSize(675, 344))
    name = "2024-approval-form.txt"
    draft = reading.read(resources.path("samples", name), name, profile=profiles.load())

    def look(box: QDialog) -> None:
        QApplication.processEvents()
        view = _find(box, "读到的项目")
        assert view.horizontalScrollBar().maximum() == 0
        first = view.topLevelItem(0).child(0)
        for column in (1, 2, 3):
            wide = view.fontMetrics().horizontalAdvance(first.text(column))
            assert view.columnWidth(column) >= wide + 6
        box.reject()

    answering(lambda: ImportDialog(draft, name, False, window).exec(), look)


@pytest.mark.parametrize("size", ["size_normal", "size_large"])
def test_a_note_has_the_room_of_its_words_and_hardly_more(
    window_2024: MainWindow, answering: Answering, size: str
) -> None:
    session = window_2024.session
    assert session is not None
    finding = session.findings[0]

    def look(box: QDialog) -> None:
        layout = box.layout()
        assert isinstance(layout, QLayout)
        spare = box.height() - layout.totalHeightForWidth(box.width())
        assert 0 <= spare < 1.5 * QFontMetrics(box.font()).height()
        box.reject()

    window_2024.trigger(size)
    try:
        answering(lambda: WaiveDialog(session.book, finding, window_2024).exec(), look)
    finally:
        window_2024.trigger("size_normal")


def test_this_years_goal_and_last_years_end_at_one_line(window_2025: MainWindow, answering: Answering) -> None:
    def look(box: QDialog) -> None:
        QApplication.processEvents()
        now = box.findChild(GoalField).edit
        last = box.findChild(QPlainTextEdit, "last_objective")
        ends = [field.mapTo(box, QPoint(0, field.height())).y() for field in (now, last)]
        assert ends[0] == ends[1]
        box.reject()

    answering(lambda: window_2025.trigger("edit_goal"), look)


def test_what_is_typed_after_f1_is_looked_for_in_the_manual(window_2024: MainWindow) -> None:
    QTest.keyClick(window_2024, Qt.Key.Key_F1)
    dialog = window_2024.helping.manual_dialog
    field = dialog.focusWidget()
    QTest.keyClicks(field, "PDF")
    assert dialog.search.text() == "PDF"
    assert "按 Enter 看下一处" in dialog.found.text()
    dialog.close()


def test_of_a_very_long_goal_the_comparison_shows_what_is_around_the_difference() -> None:
    old, new = "一" * 40 + "旧" + "二" * 300, "一" * 40 + "新" + "二" * 300
    before, after = excerpts(old, new)
    assert before.startswith("…一") and before.endswith("二…") and "旧" in before
    assert "新" in after and len(after) < 70


def test_a_note_that_fits_into_one_line_leaves_no_gap_under_its_field(
    window_2024: MainWindow, answering: Answering
) -> None:
    def look(box: QDialog) -> None:
        QApplication.processEvents()
        note = next(one for one in box.findChildren(QLabel) if "流水" in one.text())
        assert note.height() < 2 * QFontMetrics(note.font()).height()
        box.reject()

    answering(lambda: window_2024.trigger("add_project"), look)


def test_a_dialog_grows_with_a_text_in_it_that_needs_more_lines(window_2024: MainWindow, answering: Answering) -> None:
    def look(box: QDialog) -> None:
        pattern = box.findChild(QLineEdit, "pattern")
        example = box.findChild(QLabel, "example")
        assert pattern is not None and example is not None
        before = box.height()
        for _ in range(12):
            QTest.mouseClick(box.findChild(QToolButton, "field_单位名称"), Qt.MouseButton.LeftButton)
        assert box.height() > before
        assert example.height() >= example.heightForWidth(example.width()) > 2 * QFontMetrics(example.font()).height()
        box.reject()

    answering(lambda: window_2024.trigger("file_names"), look)


@pytest.mark.parametrize("action", ["add_indicator", "batch", "file_names", "share_weights", "edit_goal"])
def test_a_dialog_that_is_closed_leaves_nothing_behind(
    window_2024: MainWindow, answering: Answering, qtbot: QtBot, action: str
) -> None:
    """Else every one that was ever opened would be styled again with each change of colours or text size."""
    answering(lambda: window_2024.trigger(action), lambda box: box.reject())
    qtbot.waitUntil(lambda: window_2024.findChildren(QDialog) == [])
