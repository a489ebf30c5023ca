"""The one action list: complete, without two meanings for one key, and shown as it is."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from PySide6.QtWidgets import QTreeWidget
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.ui import background
from jixiao_desktop.ui.actions import ENTRIES, MENUS
from jixiao_desktop.ui.dialogs.help import ShortcutsDialog
from jixiao_desktop.ui.style.tokens import DARK, LIGHT, Tokens
from jixiao_desktop.ui.window import MainWindow


def test_no_key_has_two_meanings() -> None:
    keys = Counter(key for entry in ENTRIES for key in entry.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_action_does_something(window_2024: MainWindow) -> None:
    for entry in ENTRIES:
        desk, method = entry.handler.split(".")
        assert callable(getattr(getattr(window_2024, desk), method)), entry.id
        assert entry.menu in MENUS


def test_the_shortcut_page_lists_every_key(qtbot: QtBot) -> None:
    page = ShortcutsDialog()
    qtbot.addWidget(page)
    tree = page.findChild(QTreeWidget)
    groups = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    listed = {group.child(row).text(0) for group in groups for row in range(group.childCount())}
    assert {entry.label for entry in ENTRIES if entry.keys} <= listed


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


GROUNDS = {
    "text": ("surface", "surface_alt", "group1", "group2", "selection", "accent_soft", "unreviewed", "hover", "pressed",
             "hint_soft", "warning_soft"),
    "muted": ("surface", "surface_alt", "group1", "group2", "selection", "hover"),
    "faint": ("surface", "surface_alt", "unreviewed"),
    "accent_text": ("surface", "surface_alt", "accent_soft"),
    "on_accent": ("accent", "error_fill"),
    "error": ("surface", "surface_alt", "error_soft", "group1"),
    "warning": ("surface", "surface_alt", "warning_soft"),
    "hint": ("surface", "surface_alt", "hint_soft"),
    "ok": ("surface", "surface_alt"),
}  # fmt: skip
"""What is written on what, by the style sheet and by the painters."""


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_stand_out_from_their_ground(scheme: Tokens) -> None:
    """WCAG 2 AA: 4.5 : 1 for text, 3 : 1 for the frame that shows where the focus is and for empty check boxes."""
    weak = {
        f"{text} on {ground}": round(_contrast(getattr(scheme, text), getattr(scheme, ground)), 2)
        for text, grounds in GROUNDS.items()
        for ground in grounds
        if _contrast(getattr(scheme, text), getattr(scheme, ground)) < 4.5
    }
    assert weak == {}
    for frame in ("focus", "faint"):
        for ground in ("surface", "surface_alt"):
            assert _contrast(getattr(scheme, frame), getattr(scheme, ground)) >= 3, f"{frame} on {ground}"


def test_the_small_screen_folds_what_is_not_needed(window_2024: MainWindow) -> None:
    window_2024.resize(1093, 614)
    assert window_2024.desk.panel.isHidden()
    assert window_2024.desk.bottom.folded
    assert window_2024.width() == 1093
    window_2024.resize(1366, 768)
    assert not window_2024.desk.panel.isHidden()


def test_the_window_fits_on_a_small_screen_at_double_size(window_2024: MainWindow, qtbot: QtBot) -> None:
    def shrunk() -> bool:  # the layout lets go of what it hid only after some events
        window_2024.resize(683, 384)
        return (window_2024.width(), window_2024.height()) == (683, 384)

    qtbot.waitUntil(shrunk)
    assert window_2024.desk.projects.isHidden()
    assert window_2024.desk.tree.isVisible()


def test_looking_does_not_mark_the_file_changed(window_2024: MainWindow) -> None:
    for name in ("zoom_in", "show_panel", "show_findings", "show_overview", "scheme_dark", "size_large", "fold_2"):
        window_2024.trigger(name)
    assert not window_2024.session.modified
    for name in ("scheme_light", "size_normal", "zoom_reset"):
        window_2024.trigger(name)


def test_long_work_runs_beside_the_window_and_its_errors_come_back(qtbot: QtBot) -> None:
    threads: list[int] = []

    def work(_work: background.Work) -> int:
        threads.append(threading.get_ident())
        return 7

    assert background.run(None, "正在做", work) == 7
    assert threads != [threading.get_ident()]

    def fail(_work: background.Work) -> int:
        raise UserError("文件坏了。")

    with pytest.raises(UserError, match="文件坏了"):
        background.run(None, "正在做", fail)


def test_cancelled_work_changes_nothing(qtbot: QtBot) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton

    stop = threading.Event()

    def work(w: background.Work) -> int:
        stop.wait(20)
        w.progress(1, 2)
        return 1

    def cancel() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QProgressDialog):
            timer.stop()
            box.findChild(QPushButton).click()
            stop.set()

    timer = QTimer(interval=50)
    timer.timeout.connect(cancel)
    timer.start()
    with pytest.raises(background.Cancelled):
        background.run(None, "正在做", work)
