"""帮助: the manual is found, searched and read offline; every part has its version and its licence's text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QScrollArea, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from jixiao_desktop import __version__, resources
from jixiao_desktop.ui.actions import ENTRIES
from jixiao_desktop.ui.dialogs.about import ROOTS, AboutDialog, parts
from jixiao_desktop.ui.dialogs.manual import ManualDialog, manual_path
from jixiao_desktop.ui.window import MainWindow


@pytest.fixture
def manual(qtbot: QtBot) -> ManualDialog:
    """The manual, shown."""
    dialog = ManualDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def shown(view: QTreeWidget) -> list[str]:
    """The lines of the table of contents that are to be seen."""
    tops = [view.topLevelItem(place) for place in range(view.topLevelItemCount())]
    lines: list[QTreeWidgetItem] = []
    for top in tops:
        lines += [top, *(top.child(place) for place in range(top.childCount()))]
    return [line.text(0) for line in lines if not line.isHidden()]


def test_f1_opens_the_manual_beside_the_window_and_the_window_goes_on(qtbot: QtBot, window_2024: MainWindow) -> None:
    window_2024.desk.tree.setFocus()
    qtbot.keyClick(window_2024, Qt.Key.Key_F1)
    dialog = window_2024.helping.manual_dialog
    assert dialog is not None and dialog.isVisible() and not dialog.isModal()
    assert "编制下年度" in dialog.browser.toPlainText()
    dialog.close()


def test_the_contents_lead_to_their_section(manual: ManualDialog) -> None:
    item = manual.contents.topLevelItem(manual.contents.topLevelItemCount() - 1)
    manual.contents.setCurrentItem(item)
    assert manual.browser.textCursor().block().text() == item.text(0)
    assert manual.browser.verticalScrollBar().value() > 0


def test_searching_leaves_the_sections_that_speak_of_it_and_shows_the_places(
    qtbot: QtBot, manual: ManualDialog
) -> None:
    everything = shown(manual.contents)
    qtbot.keyClicks(manual.search, "fcitx")
    assert len(shown(manual.contents)) < len(everything)
    assert any("输入法" in line for line in shown(manual.contents))
    assert manual.browser.textCursor().selectedText() == "fcitx"
    manual.search.setText("Excel")
    first = manual.browser.textCursor().position()
    qtbot.keyClick(manual.search, Qt.Key.Key_Return)
    assert manual.browser.textCursor().position() != first
    assert manual.isVisible(), "Enter looks for the next place and closes nothing"
    manual.search.clear()
    assert shown(manual.contents) == everything


def test_a_word_that_the_manual_does_not_have_is_said(manual: ManualDialog) -> None:
    manual.search.setText("没有这个词的")
    assert shown(manual.contents) == []
    assert "换个说法" in manual.found.text()


def test_every_picture_of_the_manual_is_there() -> None:
    names = re.findall(r"!\[[^]]*]\(([^)]+)\)", manual_path().read_text("utf-8"))
    assert len(names) > 15
    assert [name for name in names if QImage(str(manual_path().parent / name)).isNull()] == []


def test_every_key_that_the_manual_names_does_something() -> None:
    known = {key.replace("Return", "Enter") for entry in ENTRIES for key in entry.keys}
    in_cells = {"Ctrl+Enter", "Alt+Enter", "Shift+Enter", "Ctrl+C", "Ctrl+X", "Ctrl+V"}
    named = set(re.findall(r"\b(?:(?:Ctrl|Alt|Shift)\+)+[A-Z]\b|\bF\d{1,2}\b", manual_path().read_text("utf-8")))
    assert named - known - in_cells - {"F2", "F10"} == set()


def test_every_part_has_its_version_and_the_text_of_its_licence() -> None:
    found = {part.name.lower().replace("_", "-"): part for part in parts()}
    for name in ("绩效目标编报", *ROOTS, "shiboken6", "pdfminer-six", "numpy", "思源宋体 noto serif sc"):
        part = found[name.lower().replace(".", "-")] if name != "pdfminer-six" else found["pdfminer.six"]
        assert part.licence, name
        assert len(part.text()) > 500, name
    assert [name for name, part in found.items() if name != "python" and "没有随附" in part.text()] == []
    assert found["绩效目标编报"].version == __version__
    assert "LESSER GENERAL PUBLIC LICENSE" in found["pyside6-essentials"].text()


def test_what_the_parts_carry_inside_is_named_with_its_own_licence() -> None:
    found = {part.name: part for part in parts()}
    assert "UNICODE LICENSE" in found["ICU（Qt 内）"].text()
    assert "Copyright (C) 2001-2002 Daniel Veillard" in found["libxslt（lxml 内）"].text()
    inside = [part for name, part in found.items() if name.endswith("内）")]
    texts = {path.name for part in inside for path in part.texts}
    assert texts == {path.name for path in resources.path("licences", "inside").iterdir()}
    assert [part.name for part in inside if "随附" in part.text()] == []


def test_python_is_named_with_its_licence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "LICENSE.txt").write_text("PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2")
    monkeypatch.setattr("sys.base_prefix", str(tmp_path))  # as the folder of Python on Windows has it
    python = next(part for part in parts() if part.name == "Python")
    assert "PYTHON SOFTWARE FOUNDATION" in python.text()


def test_about_says_that_nothing_leaves_the_machine_and_shows_a_licence_when_its_part_is_chosen(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert "MIT License" in dialog.text.toPlainText()
    fonts = dialog.list.findItems("思源宋体", Qt.MatchFlag.MatchStartsWith)
    dialog.list.setCurrentItem(fonts[0])
    assert "SIL OPEN FONT LICENSE" in dialog.text.toPlainText()
    assert resources.path("fonts", "NotoSerifSC-LICENSE.txt").is_file()


def test_a_click_on_a_picture_shows_it_in_its_own_size(
    manual: ManualDialog, answering: Callable[[Callable[[], object], Callable[[QDialog], object]], None]
) -> None:
    browser = manual.browser
    layout = browser.document().documentLayout()
    places = [QPoint(200, y) for y in range(0, round(layout.documentSize().height()), 20)]
    place = next(place for place in places if layout.imageAt(QPointF(place)))
    browser.verticalScrollBar().setValue(place.y() - 50)
    spot = QPoint(place.x(), place.y() - browser.verticalScrollBar().value())
    name = layout.imageAt(QPointF(place))
    whole = QImage(str(manual_path().parent / name))

    def look(box: QDialog) -> None:
        assert box.findChild(QScrollArea).widget().size() == whole.size()
        box.reject()

    answering(lambda: QTest.mouseClick(browser.viewport(), Qt.MouseButton.LeftButton, pos=spot), look)
