"""检查结果: filtered, sorted, gone through by keys; a fix is seen before it is made; 属实 comes and goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QStyleOptionViewItem,
    QTreeWidget,
)
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.findings import Finding
from jixiao_desktop.domain.plain import to_plain
from jixiao_desktop.ui.dialogs.exported import ExportedDialog
from jixiao_desktop.ui.panels.finding_model import ACTIONS, BUTTONS, LEVEL, MESSAGE, NAME, PLACE
from jixiao_desktop.ui.panels.findings_panel import FindingsPanel
from jixiao_desktop.ui.window import MainWindow

from ..editing.conftest import commit

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


def panel_of(window: MainWindow) -> FindingsPanel:
    assert window.desk is not None
    return window.desk.bottom.findings


def column(window: MainWindow, place: int) -> list[str]:
    model = panel_of(window).model
    return [model.index(row, place).data() for row in range(model.rowCount())]


def row_of(window: MainWindow, rule: str) -> int:
    model = panel_of(window).model
    return next(row for row in range(model.rowCount()) if model.finding(row).rule == rule)


def press(window: MainWindow, rule: str, words: str) -> None:
    """Click the button with these words in the row of a rule's first finding."""
    tree, row = panel_of(window).tree, row_of(window, rule)
    index = tree.model().index(row, ACTIONS)
    tree.scrollTo(index)
    style = QStyleOptionViewItem()
    tree.initViewItemOption(style)
    style.rect = tree.visualRect(index)
    places = tree.itemDelegateForColumn(ACTIONS).places(style, index)
    place = next(rect.center() for button, rect in places if button.text == words)
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    QApplication.processEvents()


def enter(box: QDialog) -> None:
    assert box.focusWidget() is box.findChild(QPushButton, "ok")
    QTest.keyClick(box.focusWidget(), Qt.Key.Key_Return)


def said(box: QDialog) -> str:
    return "\n".join(text.text() for text in box.findChildren(QLabel))


# filters and order


def test_the_filters_show_one_severity(window_2024: MainWindow) -> None:
    for name in ("warning", "hint"):
        panel_of(window_2024).filters[name].click()
    assert column(window_2024, LEVEL) == ["错误"]
    assert column(window_2024, MESSAGE)[0].startswith("未填分值")


def test_the_findings_of_the_project_at_hand_alone_are_listed_and_follow_the_clerk(window_2024: MainWindow) -> None:
    session, desk = window_2024.session, window_2024.desk
    assert session is not None and desk is not None
    first, second = [p.id for p in session.book.projects()][:2]
    desk.jump(first)
    panel_of(window_2024).header.here.click()
    assert {place[-4:] for place in column(window_2024, PLACE)} == {"0269"}
    desk.jump(second)
    assert {place[-4:] for place in column(window_2024, PLACE)} == {"0338"}
    panel_of(window_2024).header.here.click()
    assert len(column(window_2024, PLACE)) == len(session.findings)


def test_one_kind_of_finding_is_listed_alone(window_2024: MainWindow) -> None:
    group = panel_of(window_2024).header.group
    wanted = group.findData("weights")
    assert group.itemText(wanted) == "分值权重 3"
    group.setFocus()
    while group.currentIndex() != wanted:
        QTest.keyClick(group, Qt.Key.Key_Down)
    assert len(column(window_2024, PLACE)) == 3


@pytest.mark.parametrize("typed", ["使用率", "syl"])
def test_findings_are_found_by_their_words_or_the_initials(window_2024: MainWindow, typed: str, qtbot: QtBot) -> None:
    field = panel_of(window_2024).findChild(QLineEdit, "findings_text") or panel_of(window_2024).header.text
    with qtbot.waitSignal(panel_of(window_2024).header.changed):
        QTest.keyClicks(field, typed) if typed.isascii() else field.setText(typed)
    assert any("使用率" in text for text in column(window_2024, MESSAGE))
    assert len(column(window_2024, MESSAGE)) < 5


def test_a_heading_sorts_up_then_down_then_as_it_was(window_2024: MainWindow) -> None:
    header, usual = panel_of(window_2024).tree.header(), column(window_2024, NAME)
    heading = QPoint(header.sectionViewportPosition(NAME) + 8, header.height() // 2)
    seen = []
    for _ in range(3):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=heading)
        seen.append(column(window_2024, NAME))
    assert seen == [sorted(usual), sorted(usual, reverse=True), usual]


def test_sorted_by_project_the_findings_stand_in_the_order_of_the_form(window_2024: MainWindow) -> None:
    panel_of(window_2024).tree.sortByColumn(PLACE, Qt.SortOrder.AscendingOrder)
    tails = [place[-4:] for place in column(window_2024, PLACE) if place[-4:].isdigit()]
    form = [str(p.code)[-4:] for p in window_2024.session.book.projects()]  # type: ignore[union-attr]
    assert tails == sorted(tails, key=form.index)


def test_f8_goes_round_the_findings_in_the_order_shown(window_2024: MainWindow) -> None:
    panel = panel_of(window_2024)
    panel.tree.sortByColumn(NAME, Qt.SortOrder.DescendingOrder)
    shown = [panel.model.finding(row).key for row in range(panel.model.rowCount())]
    seen = []
    for _ in range(len(shown) + 1):
        window_2024.trigger("next_finding")
        current = panel.current()
        assert current is not None
        seen.append(current.key)
    assert seen == [*shown, shown[0]]


# by keyboard


def test_enter_in_the_list_goes_to_the_cell(window_2024: MainWindow) -> None:
    tree, desk = panel_of(window_2024).tree, window_2024.desk
    assert desk is not None
    tree.setFocus()
    tree.setCurrentIndex(tree.model().index(0, LEVEL))
    QTest.keyClick(tree, Qt.Key.Key_Down)
    wanted = panel_of(window_2024).current()
    assert wanted is not None
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert desk.current_node() == wanted.node
    assert desk.view.currentIndex().isValid()
    assert window_2024.focusWidget() is desk.view


def test_f8_takes_the_keyboard_from_a_field_of_the_panel_to_the_cell(window_2024: MainWindow, qtbot: QtBot) -> None:
    """Else what is typed next would go into the field, which shows another project by then."""
    window_2024.resize(1366, 768)
    window_2024.activateWindow()
    qtbot.waitUntil(window_2024.isActiveWindow)
    desk = window_2024.desk
    budget = desk.panel.project.lines["budget"]
    budget.setFocus()
    QTest.keyClick(budget, Qt.Key.Key_F8)
    assert window_2024.focusWidget() is desk.view
    assert desk.view.current() == desk.current_cell()


@pytest.mark.parametrize("field", ["objective", "code"])
def test_a_finding_of_what_only_the_panel_shows_takes_the_keyboard_to_the_panel(
    window_2024: MainWindow, qtbot: QtBot, field: str
) -> None:
    """In the grid the name of the project would be overwritten by what is typed next."""
    window_2024.resize(1366, 768)
    window_2024.activateWindow()
    qtbot.waitUntil(window_2024.isActiveWindow)
    session, desk = window_2024.session, window_2024.desk
    assert session is not None and desk is not None
    project = list(session.book.projects())[-1]
    session.run(commands.set_cell(project.id, field, None))
    desk.view.setFocus()
    for _ in session.findings:
        QTest.keyClick(window_2024.focusWidget(), Qt.Key.Key_F8)
        if desk.current_cell() == (project.id, field):
            break
    assert desk.current_cell() == (project.id, field)
    assert window_2024.focusWidget() is desk.panel.project.field(field)
    commit("目标")
    QTest.keyClick(window_2024.focusWidget(), Qt.Key.Key_F8)
    assert getattr(session.book.project(project.id), field) == "目标"
    assert session.book.project(project.id).name == project.name


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)],
)
def test_the_menu_key_offers_what_the_buttons_do(
    window_2024: MainWindow, answering: Answering, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    tree = panel_of(window_2024).tree
    tree.setCurrentIndex(tree.model().index(0, LEVEL))
    QTest.keyClick(tree, key, modifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions() if action.text()] == ["转到单元格", "填入 5", "说明"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    answering(lambda: QTest.keyClick(menu, Qt.Key.Key_Return), enter)
    assert panel_of(window_2024).tally().error == 0


# fixes


def test_a_fix_is_shown_first_and_made_by_one_enter_in_one_step(window_2024: MainWindow, answering: Answering) -> None:
    session = window_2024.session
    assert session is not None
    before = to_plain(session.book)

    def look(box: QDialog) -> None:
        assert to_plain(session.book) == before
        assert "（空）" in said(box) and "5" in said(box).split("\n")
        assert "消除错误：未填分值" in said(box)
        enter(box)

    answering(lambda: press(window_2024, "weight-missing", "填入 5"), look)
    assert panel_of(window_2024).tally().error == 0
    assert session.history.undo_titles == ("填入5",)
    window_2024.trigger("undo")
    assert to_plain(session.book) == before
    assert panel_of(window_2024).tally().error == 1


def test_a_fix_that_is_not_wanted_leaves_the_book_as_it_was(window_2024: MainWindow, answering: Answering) -> None:
    session = window_2024.session
    assert session is not None
    before, found = to_plain(session.book), len(session.findings)
    answering(lambda: press(window_2024, "weight-missing", "填入 5"), lambda box: box.reject())
    assert to_plain(session.book) == before
    assert (len(session.findings), session.history.undo_titles) == (found, ())


def test_a_fix_that_asks_for_a_new_value_opens_the_editor_there(
    window_2024: MainWindow, answering: Answering, qtbot: QtBot
) -> None:
    session, desk = window_2024.session, window_2024.desk
    assert session is not None and desk is not None
    shown: list[str] = []

    def agree(box: QDialog) -> None:
        shown.append(said(box))
        enter(box)

    answering(lambda: press(window_2024, "rate-unit", "单位改 % 并重填指标值"), agree)
    assert "（待填）" in shown[0] and "新出现错误：未填指标值" in shown[0]
    qtbot.waitUntil(lambda: desk.view.delegate.editor is not None)
    editor = desk.view.delegate.editor
    assert editor is not None
    QTest.keyClicks(editor, "98")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    row = next(r for r in session.book.indicators() if r.name == "金保系统正常使用率")
    assert (row.value, row.unit) == ("98", "%")
    assert not [f for f in session.findings if f.node == row.id and f.severity != "hint"]


def test_from_one_fix_the_way_leads_to_all_of_its_kind(window_2024: MainWindow, answering: Answering) -> None:
    boxes: list[str] = []

    def choose(box: QDialog) -> None:
        boxes.append(box.objectName())
        more = box.findChild(QPushButton, "all_of_kind")
        assert more.text() == "改正同类 2 处…"
        more.click()

    finding = next(f for f in window_2024.session.findings if f.rule == "name-near")  # type: ignore[union-attr]
    button = next(b for b in panel_of(window_2024).model.index(row_of(window_2024, "name-near"), ACTIONS).data(BUTTONS))
    asked: list[Finding | None] = []
    window_2024.editing._mend_kind = asked.append  # type: ignore[method-assign]
    answering(lambda: window_2024.editing.act_on_finding(finding, button), choose)
    assert boxes == ["fix_dialog"]
    assert asked == [finding]


# 属实


def test_a_finding_declared_true_leaves_the_list_until_its_cell_changes(
    window_2024: MainWindow, answering: Answering
) -> None:
    session, panel = window_2024.session, panel_of(window_2024)
    assert session is not None
    before = panel.tally().warning

    def reply(box: QDialog) -> None:
        note = box.findChild(QPlainTextEdit, "note")
        QTest.keyClicks(note, "checked")
        box.findChild(QPushButton, "ok").click()

    answering(lambda: press(window_2024, "rate-unit", "属实…"), reply)
    assert panel.tally().warning == before - 1
    assert session.book.facts.waivers[0].note == "checked"
    assert panel.filters["waived"].text().endswith("1")
    window_2024.trigger("check")
    assert panel.tally().warning == before - 1
    row = next(r for r in session.book.indicators() if r.name == "金保系统正常使用率")
    session.run(commands.set_cell(row.id, "unit", "月"))
    assert panel.tally().warning == before


def test_a_declaration_is_listed_with_its_note_and_can_be_withdrawn(
    window_2024: MainWindow, answering: Answering
) -> None:
    session, panel = window_2024.session, panel_of(window_2024)
    assert session is not None

    def reply(box: QDialog) -> None:
        box.findChild(QPlainTextEdit, "note").setPlainText("系统按年计")
        box.accept()

    answering(lambda: press(window_2024, "rate-unit", "属实…"), reply)
    for name in ("error", "warning", "hint", "waived"):
        panel.filters[name].click()
    assert column(window_2024, LEVEL) == ["已说明"]
    tip = panel.model.index(0, MESSAGE).data(Qt.ItemDataRole.ToolTipRole)
    assert "已说明：系统按年计" in tip
    press(window_2024, "rate-unit", "撤回属实")
    assert session.waived == []
    assert "rate-unit" in {finding.rule for finding in session.findings}


def test_a_vague_indicator_is_offered_measurable_words_and_the_value_is_the_clerks(
    window_2024: MainWindow, answering: Answering, qtbot: QtBot
) -> None:
    session, desk = window_2024.session, window_2024.desk
    assert session is not None and desk is not None
    row = next(r for r in session.book.indicators() if r.name == "就业扶持政策服务满意度")
    cells = [(row.id, "name", "就业政策宣传"), (row.id, "comparator", "定性"), (row.id, "value", "明显提高")]
    session.run(commands.set_cells([*cells, (row.id, "unit", None)], "改"))
    chosen: list[str] = []

    def take(box: QDialog) -> None:
        rows = box.findChild(QTreeWidget, "rewrites")
        names = [rows.topLevelItem(place).text(0) for place in range(rows.topLevelItemCount())]
        while rows.currentItem().text(0) != "就业政策知晓率":
            QTest.keyClick(rows, Qt.Key.Key_Down)
        chosen.extend(names)
        QTest.keyClick(box.findChild(QPushButton, "ok"), Qt.Key.Key_Return)

    answering(lambda: press(window_2024, "value-vague", "可衡量的写法…"), take)
    assert "就业政策知晓率" in chosen
    qtbot.waitUntil(lambda: desk.view.delegate.editor is not None)
    QTest.keyClicks(desk.view.delegate.editor, "90")
    QTest.keyClick(desk.view.delegate.editor, Qt.Key.Key_Return)
    now = session.book.indicator(row.id)
    assert (now.name, now.comparator, now.value, now.unit) == ("就业政策知晓率", "≥", "90", "%")


# nothing is ever blocked


def test_a_book_with_errors_is_saved_without_a_question_and_only_the_official_form_asks_once(
    window_2024: MainWindow, answering: Answering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window_2024.session
    assert session is not None and panel_of(window_2024).tally().error == 1
    session.save_as(tmp_path / "book.jixiao")
    session.run(commands.set_cell(next(session.book.indicators()).id, "weight", None))
    window_2024.trigger("save")
    assert not session.modified
    targets = [str(tmp_path / "表.pdf"), str(tmp_path / "再.pdf")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (targets.pop(0), ""))
    monkeypatch.setattr(ExportedDialog, "exec", lambda _box: 0)
    asked: list[str] = []

    def go_on(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(button for button in box.buttons() if button.text() == "仍然输出").click()

    answering(lambda: window_2024.trigger("export_pdf"), go_on)
    window_2024.trigger("export_pdf")
    assert asked == ["还有 2 处错误没有处理，仍要导出吗？"]
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["再.pdf", "表.pdf"]
