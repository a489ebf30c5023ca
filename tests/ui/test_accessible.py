"""For the keyboard alone and for a screen reader: every control has a name, and Tab comes to all of them and away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.ui.actions import MENUS
from jixiao_desktop.ui.dialogs.add_project import AddProjectDialog
from jixiao_desktop.ui.dialogs.base import fields
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]
CONTROLS = (
    QAbstractButton, QLineEdit, QPlainTextEdit, QTextBrowser, QComboBox, QAbstractSpinBox, QAbstractItemView,
)  # fmt: skip
DIALOGS = (
    "new", "new_year", "book_facts", "add_unit", "add_project", "add_indicator", "edit_goal", "share_weights",
    "choose_profile", "go_to", "undo_list", "shortcuts", "about", "rules_page", "mend_all", "file_names", "batch",
)  # fmt: skip


def controls(root: QWidget) -> Iterator[QWidget]:
    """What a clerk can act on, without the parts that Qt makes within a control."""
    for widget in root.findChildren(QWidget):
        parent = widget.parentWidget()
        inside = isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit) or isinstance(widget, QHeaderView)
        popup = widget.window() is not root.window()
        qts_own = widget.objectName().startswith("qt_") or parent.objectName().startswith("qt_")
        corner = isinstance(parent, QAbstractItemView)
        if isinstance(widget, CONTROLS) and not (inside or popup or qts_own or corner):
            yield widget


def nameless(root: QWidget) -> list[str]:
    found = []
    for widget in controls(root):
        told = QAccessible.queryAccessibleInterface(widget)
        if not told.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()} in {widget.parentWidget().objectName()}")
    return found


def test_every_control_of_the_window_has_a_name(window_2025: MainWindow) -> None:
    assert len(list(controls(window_2025))) > 50
    assert nameless(window_2025) == []


def test_every_control_of_the_start_page_has_a_name(window: MainWindow) -> None:
    assert nameless(window.start_page) == []


def change_something(window: MainWindow) -> None:
    """Do a step, so that there is one to undo; go to a project with points left to give."""
    session = window.session
    assert session is not None
    project = next(p for p in session.book.projects() if (p.code or "").endswith("792"))
    session.run(commands.mark_reviewed([project.id]))
    window.desk.jump(project.id)
    window.refresh_actions()


@pytest.mark.parametrize("action", DIALOGS)
def test_a_dialog_is_used_by_keyboard_alone(window_2025: MainWindow, answering: Answering, action: str) -> None:
    """Every control is named; Tab goes through all of them and comes round; Esc closes without doing anything."""
    change_something(window_2025)
    session = window_2025.session
    assert session is not None
    steps = len(session.history.undo_titles)

    def look(box: QDialog) -> None:
        assert nameless(box) == []
        assert box.windowTitle()
        assert has_default(box)
        first = box.focusWidget()
        assert first is not None and first.isVisible()
        seen = tabbed_through(box)
        for button in box.findChildren(QPushButton):
            if button.isVisible() and button.isEnabled():
                assert button in seen, button.text()
        QTest.keyClick(box, Qt.Key.Key_Escape)
        assert not box.isVisible()

    answering(lambda: window_2025.trigger(action), look)
    assert len(session.history.undo_titles) == steps


def has_default(box: QDialog) -> bool:
    return sum(button.isDefault() for button in box.findChildren(QPushButton)) == 1


def tabbed_through(box: QDialog, most: int = 60) -> set[QWidget]:
    """Press Tab until the focus comes back to where it began; a trap never does."""
    first = box.focusWidget()
    seen: set[QWidget] = set()
    for _ in range(most):
        here = box.focusWidget()
        assert here is not None
        seen.add(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if box.focusWidget() is first:
            return seen
    raise AssertionError(f"Tab does not come round: {[type(w).__name__ + w.objectName() for w in seen]}")


def test_alt_and_a_letter_open_every_menu(window_2025: MainWindow, qtbot: QtBot) -> None:
    window_2025.activateWindow()
    window_2025.desk.view.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window_2025.desk.view)
    for name, letter in MENUS.items():
        QTest.keyClick(QApplication.focusWidget(), getattr(Qt.Key, f"Key_{letter}"), Qt.KeyboardModifier.AltModifier)
        assert QApplication.activePopupWidget() is window_2025.menus[name]
        QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
        QTest.keyClick(window_2025.menuBar(), Qt.Key.Key_Escape)
        assert QApplication.activePopupWidget() is None


def test_tab_leaves_every_field_of_the_panel(window_2025: MainWindow, qtbot: QtBot) -> None:
    panel = window_2025.desk.panel.project
    panel.lines["code"].setFocus()
    for _ in range(12):
        here = QApplication.focusWidget()
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if not panel.isAncestorOf(QApplication.focusWidget()):
            return
        assert QApplication.focusWidget() is not here
    raise AssertionError("Tab stays within the panel")


def test_tab_goes_down_the_panel_as_it_is_read(window_2025: MainWindow, qtbot: QtBot) -> None:
    window_2025.resize(1366, 768)
    window_2025.activateWindow()
    qtbot.waitUntil(window_2025.isActiveWindow)
    window_2025.desk.panel.project.lines["code"].setFocus()
    seen = []
    for _ in range(7):
        seen.append(QApplication.focusWidget().objectName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen == ["code", "name", "category", "budget", "number_goals", "enlarge_goal", "objective"]


def made_dialogs(window: MainWindow) -> dict[str, Callable[[], QDialog]]:
    """Dialogs that no action opens alone, by name."""
    from dataclasses import replace
    from datetime import datetime
    from pathlib import Path

    from jixiao_desktop.domain.comparison import differences
    from jixiao_desktop.domain.history import History
    from jixiao_desktop.selftest import Result
    from jixiao_desktop.storage import Recoverable
    from jixiao_desktop.ui.dialogs.differences import DifferencesDialog
    from jixiao_desktop.ui.dialogs.exported import ExportedDialog
    from jixiao_desktop.ui.dialogs.finding_notes import ExplainDialog, WaiveDialog
    from jixiao_desktop.ui.dialogs.fix_preview import FixDialog
    from jixiao_desktop.ui.dialogs.former_versions import FormerVersionsDialog
    from jixiao_desktop.ui.dialogs.import_preview import FoundBook, ImportDialog
    from jixiao_desktop.ui.dialogs.manual import ManualDialog
    from jixiao_desktop.ui.dialogs.recovery import RecoveryDialog
    from jixiao_desktop.ui.dialogs.rewrite import RewriteDialog
    from jixiao_desktop.ui.dialogs.self_test import SelfTestDialog
    from jixiao_desktop.ui.grid.paste import plan_for
    from jixiao_desktop.ui.grid.paste_dialog import PasteDialog

    session = window.session
    assert session is not None
    book, finding = session.book, session.findings[0]
    theirs = book.copy()
    History(theirs).run(commands.set_cell(next(theirs.projects()).id, "budget", "9.00"))
    left = Recoverable(Path("工作副本"), "2025年申报表", None, datetime(2025, 1, 2, 10, 32), 3, False)
    mendable = next(found for found in session.findings if found.fixes)
    vague = next(session.book.indicators())
    view = window.desk.view
    window.desk.jump(vague.id, "value")
    block = plan_for(view, view.book_model, (("190", "人", "二十"), ("12", "人", "10")))
    assert block is not None
    return {
        "differences": lambda: DifferencesDialog(differences(book, theirs), book, "改过.xlsx", window),
        "exported": lambda: ExportedDialog(Path("2025.pdf"), window),
        "explain": lambda: ExplainDialog(book, finding, window),
        "fix": lambda: FixDialog(session, mendable, mendable.fixes[0], window),
        "waive": lambda: WaiveDialog(book, finding, window),
        "former_versions": lambda: FormerVersionsDialog(Path("没有.jixiao"), window),
        "import": lambda: ImportDialog(FoundBook(book), "上年.xlsx", True, window),
        "manual": lambda: ManualDialog(window),
        "paste": lambda: PasteDialog(block, view),
        "recovery": lambda: RecoveryDialog([left], window),
        "rewrite": lambda: RewriteDialog(book, replace(finding, node=vague.id), window),
        "self_test": lambda: SelfTestDialog([Result("字体", True, "齐全")], window),
    }


MADE = (
    "differences", "exported", "explain", "fix", "former_versions", "import", "manual", "paste", "recovery", "rewrite",
    "self_test", "waive",
)  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_a_dialog_that_comes_by_itself_is_used_by_keyboard_alone(
    window_2025: MainWindow, qtbot: QtBot, name: str
) -> None:
    box = made_dialogs(window_2025)[name]()
    qtbot.addWidget(box)
    box.show()
    assert nameless(box) == []
    assert box.windowTitle()
    assert has_default(box)
    tabbed_through(box)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not box.isVisible()


SMALL = QSize(675, 344)
"""What is left of a screen of 1366×768 at 200 % within a window's frame."""


def fits(box: QDialog) -> None:
    """Its buttons are in sight, typing begins in its first field, and whatever Tab comes to scrolls into sight."""
    assert box.width() <= SMALL.width() and box.height() <= SMALL.height(), box.objectName()
    buttons = box.buttons  # type: ignore[attr-defined]
    assert box.rect().contains(buttons.geometry()), box.objectName()
    first = box.focusWidget()
    assert not list(fields(box.body)) or not buttons.isAncestorOf(first), box.objectName()  # type: ignore[attr-defined]
    for _ in tabbed_through(box):
        here = box.focusWidget()
        assert here is not None and not here.visibleRegion().isEmpty(), (box.objectName(), here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    for tree in box.findChildren(QTreeView):
        if tree.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            assert tree.header().length() <= tree.viewport().width(), (box.objectName(), tree.objectName())


@pytest.mark.parametrize("action", DIALOGS)
def test_a_dialog_fits_on_a_small_screen_at_double_size(
    window_2025: MainWindow, answering: Answering, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, action: str
) -> None:
    monkeypatch.setattr("jixiao_desktop.ui.dialogs.base.room_of", lambda _widget: SMALL)
    change_something(window_2025)

    def look(box: QDialog) -> None:
        box.activateWindow()
        qtbot.waitUntil(box.isActiveWindow)
        fits(box)
        box.reject()

    answering(lambda: window_2025.trigger(action), look)


@pytest.mark.parametrize("name", MADE)
def test_a_dialog_that_comes_by_itself_fits_on_a_small_screen_at_double_size(
    window_2025: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("jixiao_desktop.ui.dialogs.base.room_of", lambda _widget: SMALL)
    box = made_dialogs(window_2025)[name]()
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    fits(box)
    box.reject()


def test_typing_begins_in_the_first_field_at_once_also_where_a_dialog_scrolls(
    window_2025: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On some systems a window is active before the event loop turns again, and its focus goes to what is in sight."""
    monkeypatch.setattr("jixiao_desktop.ui.dialogs.base.room_of", lambda _widget: SMALL)
    session = window_2025.session
    assert session is not None
    box = AddProjectDialog(session.book, session.profile, next(session.book.units()).id, window_2025)
    qtbot.addWidget(box)
    box.show()
    field = box.focusWidget()
    assert field is not None and field.objectName() == "code" and field.isVisible()


def test_no_button_or_label_of_a_dialog_is_cut_when_the_text_is_large(
    window_2025: MainWindow, answering: Answering
) -> None:
    change_something(window_2025)
    window_2025.trigger("size_large")

    def look(box: QDialog) -> None:
        QApplication.sendPostedEvents()  # a label that was just counted gets its room
        for widget in box.findChildren(QAbstractButton) + box.findChildren(QLabel):
            if widget.isVisible() and widget.text() and not (isinstance(widget, QLabel) and widget.wordWrap()):
                assert widget.width() >= widget.minimumSizeHint().width(), (box.objectName(), widget.text())
                assert widget.height() >= widget.minimumSizeHint().height(), (box.objectName(), widget.text())
        box.reject()

    try:
        for action in DIALOGS:
            answering(lambda action=action: window_2025.trigger(action), look)  # type: ignore[misc]
    finally:
        window_2025.trigger("size_normal")
