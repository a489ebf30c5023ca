"""历史版本: what was saved before can be looked at and taken up again, and the file stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QTreeWidget

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book
from jixiao_desktop.session import Session
from jixiao_desktop.storage import save_book
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


def test_a_former_version_opens_as_an_unsaved_book(
    window: MainWindow, book_2024: Book, tmp_path: Path, answering: Answering
) -> None:
    path = tmp_path / "填报.jixiao"
    save_book(book_2024, path)
    session = Session.open(path)
    window.show_session(session)
    session.run(commands.remove([next(session.book.projects()).id]))
    session.save()
    now = path.read_bytes()

    def take(box: QDialog) -> None:
        rows = box.findChild(QTreeWidget, "former_versions")
        assert rows.topLevelItemCount() == 1
        assert "8 个项目，67 条指标" in rows.topLevelItem(0).text(1)
        box.accept()

    answering(lambda: window.trigger("former_versions"), take)
    assert window.session is not None and window.session is not session
    assert sum(1 for _ in window.session.book.projects()) == 8
    assert window.session.path is None and window.session.modified
    assert path.read_bytes() == now


def test_a_file_saved_once_has_no_former_version_yet(
    window: MainWindow, book_2024: Book, tmp_path: Path, answering: Answering
) -> None:
    path = tmp_path / "填报.jixiao"
    save_book(book_2024, path)
    window.show_session(Session.open(path))
    enabled: list[bool] = []

    def look(box: QDialog) -> None:
        enabled.append(box.accept_button.isEnabled())  # type: ignore[attr-defined]
        box.reject()

    answering(lambda: window.trigger("former_versions"), look)
    assert enabled == [False]
    assert window.session is not None and window.session.path == path
