"""填报规则: what would come and go is listed before the switch; a mailed file is taken in and the book remembers it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QListWidget, QPushButton, QTreeWidget

from jixiao_desktop import profiles
from jixiao_desktop.session import Session
from jixiao_desktop.ui.dialogs import profile as profile_dialog
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


def listed(box: QDialog) -> list[tuple[str, str]]:
    """The rows of the list of changes: what is told of each, and of which group."""
    tree = box.findChild(QTreeWidget, "profile_changes")
    tops = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [(top.text(0), top.child(row).text(1)) for top in tops for row in range(top.childCount())]


def choose(box: QDialog, words: str) -> None:
    rows = box.findChild(QListWidget, "profiles")
    titles = [rows.item(row).text() for row in range(rows.count())]
    wanted = titles.index(next(title for title in titles if words in title))
    rows.setFocus()
    while rows.currentRow() != wanted:
        QTest.keyClick(rows, Qt.Key.Key_Down if rows.currentRow() < wanted else Qt.Key.Key_Up)


def test_the_findings_that_would_come_are_listed_and_nothing_changes_yet(
    window_2024: MainWindow, answering: Answering
) -> None:
    session = window_2024.session
    assert session is not None
    found = len(session.findings)

    def look(box: QDialog) -> None:
        assert not box.findChild(QPushButton, "ok").isEnabled()
        choose(box, "预算执行率20分")
        rows = listed(box)
        assert {group for group, _ in rows} == {"新增 7 条"}
        assert all("应为 80 分" in message for _, message in rows)
        box.reject()

    answering(lambda: window_2024.trigger("choose_profile"), look)
    assert (session.profile.name, len(session.findings)) == ("qinghai-2024", found)


def test_a_switch_is_one_step_and_its_way_back_lists_what_goes(window_2024: MainWindow, answering: Answering) -> None:
    session = window_2024.session
    assert session is not None

    def switch(box: QDialog) -> None:
        choose(box, "预算执行率20分")
        box.findChild(QPushButton, "ok").click()

    answering(lambda: window_2024.trigger("choose_profile"), switch)
    assert session.profile.name == "execution-20"
    back: list[tuple[str, str]] = []

    def look(box: QDialog) -> None:
        choose(box, "青海 2024")
        back.extend(listed(box))
        box.reject()

    answering(lambda: window_2024.trigger("choose_profile"), look)
    assert {group for group, _ in back} == {"消除 7 条"}
    window_2024.trigger("undo")
    assert session.profile.name == "qinghai-2024"


def mailed(folder: Path, old: str, new: str) -> Path:
    """A file as a finance office mails it: a shipped one, changed, under the shipped name."""
    path = folder / "qinghai-2024.toml"
    text = profiles.shipped_text("qinghai-2024")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8-sig")
    return path


def test_a_mailed_file_is_used_even_under_a_shipped_name_and_the_book_remembers_it(
    window_2024: MainWindow, answering: Answering, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session = window_2024.session
    assert session is not None
    path = mailed(tmp_path, 'title = "青海 2024"', 'title = "湟源县 2025"')
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))

    def take_in(box: QDialog) -> None:
        box.findChild(QPushButton, "import_profile").click()
        rows = box.findChild(QListWidget, "profiles")
        assert rows.currentItem().text() == "湟源县 2025（导入的 qinghai-2024.toml）"
        box.findChild(QPushButton, "ok").click()

    answering(lambda: window_2024.trigger("choose_profile"), take_in)
    assert session.profile.title == "湟源县 2025"
    assert "填报规则：湟源县 2025" in window_2024.status.counts["rules"].text()
    saved = tmp_path / "book.jixiao"
    session.save_as(saved)
    session.close()
    again = Session.open(saved)
    assert again.profile.title == "湟源县 2025"
    again.close()


def test_a_wrong_file_is_refused_with_line_and_key_and_the_list_stays(
    window_2024: MainWindow, answering: Answering, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = mailed(tmp_path, "execution = 10", "excution = 10")
    number = next(n for n, row in enumerate(path.read_text("utf-8-sig").splitlines(), 1) if row.startswith("excution"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    told: list[str] = []
    monkeypatch.setattr(profile_dialog, "tell", lambda _parent, sentence: told.append(sentence))

    def try_it(box: QDialog) -> None:
        before = box.findChild(QListWidget, "profiles").count()
        box.findChild(QPushButton, "import_profile").click()
        assert box.findChild(QListWidget, "profiles").count() == before
        box.reject()

    answering(lambda: window_2024.trigger("choose_profile"), try_it)
    assert len(told) == 1
    assert f"第 {number} 行的 excution" in told[0]


def test_a_profile_is_written_out_with_its_comments_to_start_another_from(
    window_2024: MainWindow, answering: Answering, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "我县"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    def write_out(box: QDialog) -> None:
        choose(box, "成本单列一级")
        box.findChild(QPushButton, "export_profile").click()
        box.reject()

    answering(lambda: window_2024.trigger("choose_profile"), write_out)
    written = (tmp_path / "我县.toml").read_text("utf-8")
    assert written == profiles.shipped_text("cost-level")
    assert QApplication.activeModalWidget() is None
