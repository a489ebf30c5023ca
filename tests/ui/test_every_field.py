"""The laws of the editor (E2, E3, E8, E11, Esc) on every field of 项目资料 and 单位资料 by real events."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.session import Session
from jixiao_desktop.ui.desk import Desk
from jixiao_desktop.ui.window import MainWindow

from ..editing.conftest import commit, compose, press

KEY, MOD = Qt.Key, Qt.KeyboardModifier
PROJECT = ("code", "name", "category", "budget", "control", "last_budget", "department", "implementer", "attribute",
           "period", "fiscal_funds", "other_funds", "objective", "overall_objective")  # fmt: skip
FIELDS = [("project", name) for name in PROJECT] + [("unit", "code"), ("unit", "name")]
every_field = pytest.mark.parametrize(("kind", "name"), FIELDS)


@pytest.fixture
def desk(window_2025: MainWindow, qtbot: QtBot) -> Desk:
    """The window with the panel of the first project, everything in it unfolded."""
    window_2025.resize(1366, 768)
    window_2025.activateWindow()
    qtbot.waitUntil(window_2025.isActiveWindow)
    desk = window_2025.desk
    assert desk is not None
    next(b for b in desk.panel.project.findChildren(QToolButton) if b.text() == "更多资料").click()
    return desk


def _enter(desk: Desk, kind: str, name: str, qtbot: QtBot) -> tuple[QWidget, int]:
    """Put the keyboard into a field of the panel, its text selected; return it and its record."""
    session = desk.session
    node = next(iter(session.book.projects() if kind == "project" else session.book.units())).id
    desk.jump(node)
    page = desk.panel.project if kind == "project" else desk.panel.unit
    field = page.findChild(QWidget, name if kind == "project" else f"unit_{name}")
    assert field is not None
    field = field.lineEdit() if isinstance(field, QComboBox) else field
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    return field, node


def _shown(field: QWidget) -> str:
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _text(session: Session, node: int, name: str) -> str | None:
    return getattr(session.book.node(node), name)


@every_field
def test_e2_a_key_of_the_window_acts_on_what_is_being_composed(desk: Desk, kind: str, name: str, qtbot: QtBot) -> None:
    _field, node = _enter(desk, kind, name, qtbot)
    compose("z")
    compose("组字")
    press(KEY.Key_F9)
    assert _text(desk.session, node, name) == "组字"


@every_field
def test_e3_undo_goes_through_the_field_and_then_through_the_book_and_redo_comes_back(
    desk: Desk, kind: str, name: str, qtbot: QtBot
) -> None:
    field, node = _enter(desk, kind, name, qtbot)
    before = _text(desk.session, node, name)
    commit("甲")
    press(KEY.Key_Z, MOD.ControlModifier)
    assert _shown(field) == (before or "")
    field.selectAll()  # type: ignore[attr-defined]
    commit("乙")
    press(KEY.Key_F9)
    assert _text(desk.session, node, name) == "乙"
    press(KEY.Key_Z, MOD.ControlModifier)
    assert _text(desk.session, node, name) == before
    press(KEY.Key_Y, MOD.ControlModifier)
    assert _text(desk.session, node, name) == "乙"


@every_field
def test_e8_a_change_from_elsewhere_leaves_what_is_being_typed(desk: Desk, kind: str, name: str, qtbot: QtBot) -> None:
    field, node = _enter(desk, kind, name, qtbot)
    commit("我的")
    desk.session.run(commands.set_cell(next(desk.session.book.indicators()).id, "weight", "1"))
    desk.session.run(commands.set_cell(node, name, "别的"))
    assert _shown(field) == "我的"


@every_field
def test_e11_a_click_into_the_grid_keeps_what_is_being_composed(desk: Desk, kind: str, name: str, qtbot: QtBot) -> None:
    _field, node = _enter(desk, kind, name, qtbot)
    compose("组字")
    index = desk.view.book_model.index_of(next(desk.session.book.indicators()).id, "value")
    QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.view.visualRect(index).center())
    assert _text(desk.session, node, name) == "组字"


@every_field
def test_escape_gives_back_the_text_of_the_book(desk: Desk, kind: str, name: str, qtbot: QtBot) -> None:
    field, node = _enter(desk, kind, name, qtbot)
    before = _text(desk.session, node, name)
    commit("错字")
    press(KEY.Key_Escape)
    assert _shown(field) == (before or "")
    press(KEY.Key_F9)
    assert _text(desk.session, node, name) == before


@every_field
def test_what_is_pasted_is_made_tidy_and_that_is_said(desk: Desk, kind: str, name: str, qtbot: QtBot) -> None:
    _field, node = _enter(desk, kind, name, qtbot)
    QGuiApplication.clipboard().setText("确保  年度任\r\n务 完成１９")
    with qtbot.waitSignal(desk.status) as said:
        press(KEY.Key_V, MOD.ControlModifier)
    assert "接好断行" in said.args[0] and "全角改半角" in said.args[0]
    press(KEY.Key_F9)
    assert _text(desk.session, node, name) == "确保年度任务完成19"
