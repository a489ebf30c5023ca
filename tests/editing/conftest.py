"""A small book under real views, and hands to type with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.session import Session
from jixiao_desktop.ui.bridge import Bridge
from jixiao_desktop.ui.grid import BookTable, BookTree, GridView, Overview

ROWS = (
    ("产出指标", "数量指标", "享受社会保险补贴人数", "≥", "190", "人", "20"),
    ("产出指标", "数量指标", "公益性岗位人员人数", "≥", "12", "人", "10"),
    ("产出指标", "质量指标", "补贴发放准确率", "≥", "98", "%", "10"),
    ("产出指标", "时效指标", "资金按时下达率", "=", "100", "%", "10"),
    ("效益指标", "社会效益", "城镇新增就业人数", "≥", "500", "人", "30"),
    ("满意度指标", "服务对象满意度", "受益人员满意度", "≥", "95", "%", "10"),
)
KEYS = ("level1", "level2", "name", "comparator", "value", "unit", "weight")


def row(values: tuple[str | None, ...], **more: Any) -> dict[str, Any]:
    """An indicator as plain data."""
    return dict(zip(KEYS, values, strict=True)) | more


def plain_book(projects: int = 2, **more: Any) -> dict[str, Any]:
    """A book of one unit with some projects of six indicators each."""
    return {
        "format": "jixiao-book",
        "version": 1,
        "year": 2025,
        "units": [
            {
                "code": "723001",
                "name": "湟源县就业服务局(本级)",
                "projects": [
                    {
                        "code": f"63012300025T00000{number:04}",
                        "name": f"就业补助资金{number}",
                        "category": "3-特定目标类",
                        "budget": "738.00",
                        "objective": "目标",
                        "indicators": [row(values, **more) for values in ROWS],
                    }
                    for number in range(1, projects + 1)
                ],
            }
        ],
    }


@pytest.fixture
def session() -> Iterator[Session]:
    """An open book: one unit, two projects of six indicators."""
    opened = Session(from_plain(plain_book()))
    yield opened
    opened.close(discard=True)


@pytest.fixture
def show(qtbot: QtBot, session: Session) -> Callable[..., GridView]:
    """Show one of the views of the session, its model watched by Qt's own tester."""

    def make(kind: type[GridView] = BookTree) -> GridView:
        view = kind(Bridge(session))
        qtbot.addWidget(view)
        view.model_tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
            view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        view.resize(1000, 700)
        view.show()
        view.activateWindow()
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
        return view

    return make


@pytest.fixture
def tree(show: Callable[..., GridView]) -> GridView:
    """分级视图 with everything open."""
    view = show(BookTree)
    view.fold(4)
    return view


@pytest.fixture
def table(show: Callable[..., GridView]) -> GridView:
    """表格视图."""
    view = show(BookTable)
    view.fold(4)
    return view


@pytest.fixture
def overview(show: Callable[..., GridView]) -> GridView:
    """项目一览."""
    return show(Overview)


def indicators(session: Session, project: int = 0) -> list[int]:
    """The ids of a project's indicators."""
    found = list(session.book.projects())[project]
    return list(session.book.children(found.id))


def target() -> QWidget:
    """Whoever has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(target(), key, modifiers)


def type_text(text: str) -> None:
    """Type Latin text, one key after the other, wherever the focus is at each."""
    for character in text:
        press_text(character)


def press_text(character: str) -> None:
    """Press the key of one character."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, _key(character), Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(target(), event)


def _key(character: str) -> int:
    return ord(character.upper()) if character.isascii() else 0


def compose(text: str) -> None:
    """Compose a text with the input method, without committing it."""
    QApplication.sendEvent(target(), QInputMethodEvent(text, []))


def commit(text: str) -> None:
    """Commit a text from the input method."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(target(), event)


def click(
    view: GridView, node: int, field: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Click into a cell."""
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, middle(view, node, field))


def middle(view: GridView, node: int, field: str) -> QPoint:
    """The middle of a cell in the viewport."""
    index = view.book_model.index_of(node, field)
    view.scrollTo(index)
    return view.visualRect(index).center()


@pytest.fixture(autouse=True)
def no_modal_left() -> Iterator[None]:
    """No test leaves a box behind that waits for an answer."""
    yield
    assert QApplication.activeModalWidget() is None
