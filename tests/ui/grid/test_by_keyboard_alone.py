"""A new project with eight indicators, typed in the real window without a mouse and without an input method."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from jixiao_desktop.ui.desk import Desk
from jixiao_desktop.ui.grid import GridView
from jixiao_desktop.ui.window import MainWindow

from ...editing.conftest import commit, press, type_text

KEY, MOD = Qt.Key, Qt.KeyboardModifier
MOST_KEYS = 8

# (二级, the initials typed, the weight, the name that they mean in this book)
WANTED = (
    ("数量指标", "jbz", "10", "举办招聘会次数"),
    ("数量指标", "qnd", "10", "全年档案邮寄份数"),
    ("质量指标", "gyx", "10", "公益性岗位补贴发放准确率"),
    ("质量指标", "qzc", "5", "求职创业补贴发放准确率"),
    ("时效指标", "zjz", "15", "资金在规定时间内下达率"),
    ("社会效益", "bzw", "15", "保证物业工作正常运转率"),
    ("社会效益", "ljy", "15", "零就业家庭帮扶率"),
    ("服务对象满意度", "jyf", "10", "就业扶持政策服务满意度"),
)


def _add_project(desk: Desk, answering: Callable[..., None], qtbot: QtBot) -> int:
    before = set(desk.session.book.projects())

    def fill(dialog: QDialog) -> None:
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        field = dialog.findChild(QLineEdit, "code")
        assert field is not None
        field.setFocus()
        type_text("63012300025T000000999")
        press(KEY.Key_Tab)
        commit("职业技能提升补助资金")
        press(KEY.Key_Tab)
        press(KEY.Key_Tab)
        type_text("90.00")
        press(KEY.Key_Return)

    answering(lambda: press(KEY.Key_N, MOD.ControlModifier | MOD.ShiftModifier), fill)
    return next(project.id for project in desk.session.book.projects() if project not in before)


def test_a_project_with_eight_indicators_is_typed_by_keyboard_alone(
    window_2025: MainWindow, answering: Callable[..., None], qtbot: QtBot
) -> None:
    window_2025.activateWindow()
    qtbot.waitUntil(window_2025.isActiveWindow)
    desk = window_2025.desk
    assert desk is not None
    tree, session = desk.tree, desk.session
    tree.setFocus()
    qtbot.waitUntil(tree.hasFocus)
    project = _add_project(desk, answering, qtbot)
    assert session.book.project(project).category == "3-特定目标类"
    assert tree.current() == (project, "name")
    window_2025.activateWindow()
    qtbot.waitUntil(tree.hasFocus)
    level = ""
    for second, initials, weight, _ in WANTED:
        if second != level:
            _go_down_to(tree, second)
            press(KEY.Key_Return)
        level = second
        type_text(initials)
        press(KEY.Key_Tab)
        type_text(weight)
        press(KEY.Key_Return)
    press(KEY.Key_Escape)
    qtbot.waitUntil(lambda: len(session.book.children(project)) == len(WANTED))
    rows = list(session.book.indicators(project))
    assert [(row.level2, row.name, row.weight) for row in rows] == [(s, n, w) for s, _, w, n in WANTED]
    assert all(row.comparator and row.value and row.unit for row in rows)
    assert sum(int(row.weight or 0) for row in rows) == 90
    assert QApplication.focusWidget() is tree
    # the Return that opens the row, the initials, Tab, the weight, the Return that commits it
    assert max(1 + len(initials) + 1 + len(weight) + 1 for _, initials, weight, _ in WANTED) <= MOST_KEYS


def _go_down_to(tree: GridView, second: str) -> None:
    """Press the down arrow until the cursor stands on a 二级, opening the project on the way."""
    for _ in range(40):
        index = tree.currentIndex()
        if (tree.model().data(index.siblingAtColumn(0)) or "").startswith(second):
            return
        if not tree.isExpanded(index.siblingAtColumn(0)) and tree.model().hasChildren(index.siblingAtColumn(0)):
            press(KEY.Key_Right)
        press(KEY.Key_Down)
    raise AssertionError(f"{second} is not below the cursor")
