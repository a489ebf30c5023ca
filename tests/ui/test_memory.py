"""What a clerk arranged comes back with the next start, and nothing of it is written into the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain.book import Project
from jixiao_desktop.ui import start
from jixiao_desktop.ui.window import MainWindow


@pytest.fixture
def saved(window_2025: MainWindow, tmp_path: Path) -> Path:
    """The file of a window that is open on it."""
    path = tmp_path / "2025.jixiao"
    assert window_2025.session is not None
    window_2025.session.save_as(path)
    return path


def project(window: MainWindow, tail: str) -> Project:
    assert window.session is not None
    return next(p for p in window.session.book.projects() if (p.code or "").endswith(tail))


def again(window: MainWindow, path: Path, qtbot: QtBot) -> MainWindow:
    """Close the window and start the program anew on the file."""
    window.close()
    fresh = start([str(path)])
    qtbot.addWidget(fresh)
    qtbot.waitUntil(lambda: fresh.desk is not None and fresh.desk.current_node() != 0)
    return fresh


def test_a_file_opens_where_it_was_left(window_2025: MainWindow, saved: Path, qtbot: QtBot) -> None:
    wanted = project(window_2025, "792")
    row = window_2025.session.book.children(wanted.id)[2]
    window_2025.desk.jump(row, "value")
    window_2025.trigger("show_table")
    before = saved.read_bytes()
    fresh = again(window_2025, saved, qtbot)
    assert fresh.desk.place_of_work == (row, "value")
    assert fresh.desk.view is fresh.desk.table
    assert not fresh.session.modified
    assert saved.read_bytes() == before


def test_open_and_folded_projects_come_back(window_2025: MainWindow, saved: Path, qtbot: QtBot) -> None:
    def is_open(window: MainWindow, tail: str) -> bool:
        tree = window.desk.tree
        return tree.isExpanded(tree.book_model.index_of(project(window, tail).id, "name"))

    tree = window_2025.desk.tree
    qtbot.waitUntil(lambda: is_open(window_2025, "269"))
    window_2025.desk.jump(project(window_2025, "269").id)
    QTest.keyClick(tree, Qt.Key.Key_Left)
    window_2025.desk.jump(project(window_2025, "385").id)
    QTest.keyClick(tree, Qt.Key.Key_Right)
    assert (is_open(window_2025, "269"), is_open(window_2025, "385")) == (False, True)
    fresh = again(window_2025, saved, qtbot)
    assert (is_open(fresh, "269"), is_open(fresh, "385")) == (False, True)


def test_closed_groups_of_an_open_project_come_back(window_2025: MainWindow, saved: Path, qtbot: QtBot) -> None:
    def closed(window: MainWindow) -> list[str]:
        tree, found = window.desk.tree, []
        index = tree.book_model.index_of(project(window, "269").id, "name")
        while (index := tree.indexBelow(index)).isValid() and tree.book_model.kind(index) != "project":
            if tree.model().hasChildren(index) and not tree.isExpanded(index):
                found.append(index.data())
        return found

    tree = window_2025.desk.tree
    tree.setFocus()
    window_2025.desk.jump(project(window_2025, "269").id)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left):
        if not (key == Qt.Key.Key_Right and tree.isExpanded(tree.currentIndex())):
            QTest.keyClick(tree, key)
    assert closed(window_2025) == ["数量指标"]
    before = saved.read_bytes()
    fresh = again(window_2025, saved, qtbot)
    qtbot.waitUntil(lambda: closed(fresh) == ["数量指标"])
    assert not fresh.session.modified and saved.read_bytes() == before


def test_panes_that_were_hidden_stay_hidden_in_a_window_of_that_size(
    window_2025: MainWindow, saved: Path, qtbot: QtBot
) -> None:
    window_2025.resize(1366, 768)
    window_2025.trigger("show_panel")
    window_2025.trigger("show_findings")
    assert window_2025.desk.panel.isHidden() and window_2025.desk.bottom.folded
    fresh = again(window_2025, saved, qtbot)
    fresh.resize(1366, 768)
    assert fresh.desk.panel.isHidden() and fresh.desk.bottom.folded
    assert not fresh.desk.projects.isHidden()


def test_zoom_and_text_size_come_back(window_2025: MainWindow, saved: Path, qtbot: QtBot) -> None:
    window_2025.trigger("zoom_in")
    window_2025.trigger("size_large")
    try:
        fresh = again(window_2025, saved, qtbot)
        assert fresh.status.zoom.text() == "110%"
        assert fresh.settings.get("text_size") == "large"
        assert not fresh.session.modified
    finally:
        fresh.trigger("size_normal")


def test_a_record_that_is_gone_is_no_failure(window_2025: MainWindow, saved: Path, qtbot: QtBot) -> None:
    window_2025.desk.jump(project(window_2025, "792").id)
    window_2025.desk.remember()
    places = window_2025.settings.get("places")
    window_2025.settings.set("places", {str(saved): {**places[str(saved)], "node": 99_999, "open": [99_998]}})
    from jixiao_desktop.ui import memory

    assert not memory.go_back(window_2025.desk, window_2025.settings)
