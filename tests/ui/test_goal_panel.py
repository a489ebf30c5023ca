"""目标与指标: sentences beside the indicators that measure them; the way leads from either side to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QTreeWidget, QTreeWidgetItem

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Project
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


def opened(window: MainWindow, tail: str) -> tuple[Project, QTreeWidget]:
    assert window.desk is not None
    project = next(p for p in window.desk.session.book.projects() if (p.code or "").endswith(tail))
    window.desk.jump(project.id)
    window.desk.panel.page_buttons[1].click()
    return project, window.desk.panel.goal.tree


def items(tree: QTreeWidget) -> Iterator[QTreeWidgetItem]:
    for place in range(tree.topLevelItemCount()):
        top = tree.topLevelItem(place)
        yield top
        yield from (top.child(row) for row in range(top.childCount()))


def item(tree: QTreeWidget, words: str) -> QTreeWidgetItem:
    return next(found for found in items(tree) if words in found.text(0))


def click(tree: QTreeWidget, words: str) -> None:
    wanted = item(tree, words)
    tree.scrollToItem(wanted)
    place = tree.visualItemRect(wanted).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()


def lit(tree: QTreeWidget) -> list[str]:
    return [found.text(0) for found in items(tree) if found.background(0).style() != Qt.BrushStyle.NoBrush]


def test_each_sentence_stands_over_its_indicators_and_one_without_any_is_marked(window_2024: MainWindow) -> None:
    _, tree = opened(window_2024, "792")
    second = item(tree, "目标2")
    assert [second.child(row).text(0) for row in range(second.childCount())] == ["城镇新增就业人数　≥500人"]
    assert second.icon(0).isNull()
    _, tree = opened(window_2024, "1380")
    first = tree.topLevelItem(0)
    assert not first.icon(0).isNull()
    assert first.child(0).text(0) == "没有指标衡量"
    assert window_2024.desk.panel.goal.summary.text() == "目标共 3 句，3 句没有指标衡量。"


def test_a_click_on_an_indicator_goes_to_its_row(window_2024: MainWindow) -> None:
    project, tree = opened(window_2024, "792")
    click(tree, "城镇新增就业人数")
    row = next(r for r in window_2024.session.book.indicators(project.id) if r.name == "城镇新增就业人数")
    assert window_2024.desk.current_node() == row.id


def test_the_sentences_of_the_row_at_hand_stand_out(window_2024: MainWindow) -> None:
    project, tree = opened(window_2024, "792")
    assert lit(tree) == []
    row = next(r for r in window_2024.session.book.indicators(project.id) if r.name == "年末城镇失业登记率")
    window_2024.desk.jump(row.id, "value")
    assert [text[:3] for text in lit(tree)] == ["目标3", "年末城"]


def test_enter_on_a_sentence_selects_it_in_the_goal(window_2024: MainWindow) -> None:
    _, tree = opened(window_2024, "792")
    tree.setFocus()
    tree.setCurrentItem(item(tree, "目标3"))
    QTest.keyClick(tree, Qt.Key.Key_Return)
    goal = window_2024.desk.panel.project.objective
    assert goal.textCursor().selectedText() == "目标3:确保年末城镇失业登记率保持在目标范围内。"
    assert window_2024.desk.panel.page_buttons[0].isChecked()


def test_an_edit_of_the_goal_or_a_row_is_followed(window_2024: MainWindow) -> None:
    project, tree = opened(window_2024, "1380")
    session = window_2024.session
    session.run(commands.set_cell(project.id, "objective", "举办招聘会不少于8场。"))
    assert item(tree, "举办招聘会不少于").child(0).text(0).startswith("举办招聘会次数")
    row = next(r for r in session.book.indicators(project.id) if r.name == "举办招聘会次数")
    session.run(commands.remove([row.id]))
    assert item(tree, "举办招聘会不少于").child(0).text(0) == "没有指标衡量"


def test_a_panel_that_was_hidden_meanwhile_comes_back_with_the_project_at_hand(window_2024: MainWindow) -> None:
    _, tree = opened(window_2024, "792")
    window_2024.trigger("show_panel")
    project = next(p for p in window_2024.session.book.projects() if (p.code or "").endswith("1380"))
    window_2024.desk.jump(project.id)
    window_2024.trigger("show_panel")
    assert tree.topLevelItem(0).text(0).startswith("通过落实贴就业见习补贴")


def test_the_panel_opens_on_nothing_when_the_whole_book_was_emptied(window_2024: MainWindow) -> None:
    session = window_2024.session
    assert session
    session.run(commands.remove([unit.id for unit in session.book.units()]))
    window_2024.desk.panel.page_buttons[1].click()
    assert window_2024.desk.panel.goal.summary.text() == "请先选一个项目。"


def test_a_second_level_that_is_missing_is_listed_and_leads_to_a_new_row(
    window_2024: MainWindow, answering: Answering
) -> None:
    project, tree = opened(window_2024, "269")
    assert item(tree, "填报规则要的二级指标").text(0).endswith("不缺")
    rows = [r.id for r in window_2024.session.book.indicators(project.id) if r.level2 == "时效指标"]
    window_2024.session.run(commands.remove(rows))
    assert item(tree, "填报规则要的二级指标").text(0).endswith("缺 1 类")
    chosen: list[str] = []

    def look(box: QDialog) -> None:
        chosen.extend(box.findChild(QComboBox, name).currentText() for name in ("level1", "level2"))
        box.reject()

    answering(lambda: click(tree, "缺，点这里添加"), look)
    assert chosen == ["产出指标", "时效指标"]
