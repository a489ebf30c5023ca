"""What tests of the window share: a session on the 2024 form, its window, and no box left open behind a test."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QProgressDialog
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.domain.rollover import roll_over
from jixiao_desktop.session import Session
from jixiao_desktop.ui import start
from jixiao_desktop.ui.window import MainWindow

HAND_READ = Path(__file__).resolve().parents[1] / "data" / "2024-approval-form.json"


@pytest.fixture
def book_2024() -> Book:
    """The 2024 form as it was read by hand."""
    return from_plain(json.loads(HAND_READ.read_text("utf-8")))


@pytest.fixture
def session_2024(book_2024: Book) -> Iterator[Session]:
    """A session on the 2024 form; what it changed is given up at the end."""
    session = Session(book_2024)
    yield session
    session.close(discard=True)


@pytest.fixture
def session_2025(book_2024: Book) -> Iterator[Session]:
    """A session on next year's draft of the 2024 form."""
    session = Session(roll_over(book_2024, 2025))
    yield session
    session.close(discard=True)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    """The program's window without a book; whatever a test left open in it is given up."""
    made = start([])
    qtbot.addWidget(made, before_close_func=_give_up)
    return made


def _give_up(window: MainWindow) -> None:
    if window.desk is not None:
        window.desk.commit()
        window.desk.session.history.mark_saved()


@pytest.fixture
def window_2024(window: MainWindow, session_2024: Session) -> MainWindow:
    """The window with the 2024 form."""
    window.show_session(session_2024)
    return window


@pytest.fixture
def window_2025(window: MainWindow, session_2025: Session) -> MainWindow:
    """The window with next year's draft."""
    window.show_session(session_2025)
    return window


@pytest.fixture
def whole(window_2024: MainWindow) -> MainWindow:
    """The window with the 2024 form and the weight that the form lost, so that no error remains."""
    session = window_2024.session
    assert session is not None
    row = next(r for r in session.book.indicators() if r.weight is None)
    session.run(commands.set_cell(row.id, "weight", "5"))
    assert not [finding for finding in session.findings if finding.severity == "error"]
    return window_2024


@pytest.fixture
def saving(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[Path]]:
    """Answer the file dialog with a path; return what was proposed."""

    def save(path: Path) -> list[Path]:
        proposed: list[Path] = []

        def pick(_parent: object, _title: str, name: str, *_more: object) -> tuple[str, str]:
            proposed.append(Path(name))
            return str(path), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(pick))
        return proposed

    return save


@pytest.fixture(autouse=True)
def _no_box_left_open() -> Iterator[None]:
    """Fail a test that leaves a modal box open, and close the box."""
    yield
    box = QApplication.activeModalWidget() if QApplication.instance() else None
    if box is not None:
        box.close()
        pytest.fail(f"a box was left open: {box.windowTitle()}")


@pytest.fixture
def answering(qtbot: QtBot) -> Callable[[Callable[[], object], Callable[[QDialog], object]], None]:
    """Call something that opens a modal dialog, and answer the dialog: `answering(call, answer)`."""

    def run(call: Callable[[], object], answer: Callable[[QDialog], object]) -> None:
        answered: list[QDialog] = []
        failed: list[BaseException] = []

        def look() -> None:
            box = QApplication.activeModalWidget()
            if isinstance(box, QProgressDialog):  # it goes by itself
                return
            if isinstance(box, QDialog) and box.isVisible() and box not in answered:
                try:
                    if answered:
                        raise AssertionError(f"a second box: {box.windowTitle()} {getattr(box, 'text', str)()}")
                    answered.append(box)
                    answer(box)
                except BaseException as error:  # raised again below: a box left open would block the test for ever
                    failed.append(error)
                    box.reject()

        timer = QTimer(interval=20)
        timer.timeout.connect(look)
        timer.start()
        call()
        timer.stop()
        if failed:
            raise failed[0]
        assert answered, "no dialog appeared"

    return run
