"""与另一份比较: a form that came back is taken over cell by cell, as one step; blanks and templates by the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QMessageBox, QToolButton, QTreeWidget

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Book
from jixiao_desktop.export import export_book
from jixiao_desktop.ui.dialogs.differences import excerpts
from jixiao_desktop.ui.window import MainWindow

from ...export.test_blank import TWELVE, blank, card

_GOAL = "保障城乡劳动者就业，多渠道促进"
Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


@pytest.fixture
def edited(book_2024: Book, tmp_path: Path) -> Path:
    """Our workbook after a colleague changed three cells."""
    path = tmp_path / "改过.xlsx"
    export_book(book_2024, profiles.load(), path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.active
    sheet["D6"], sheet["J6"], sheet["H7"] = 4.5, 200, "社会保险补贴发放准确率（%）"
    workbook.save(path)
    return path


@pytest.fixture
def picking(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Answer file dialogs: what to open, and where to save."""

    def pick(to_open: Path, to_save: Path | None = None) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_: (str(to_open), "")))
        monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(to_save), "")))

    return pick


def test_what_is_ticked_is_taken_over_in_one_step(
    window_2024: MainWindow, edited: Path, picking: Callable[..., None], answering: Answering
) -> None:
    picking(edited)

    def choose(box: QDialog) -> None:
        tree = box.findChild(QTreeWidget, "differences")
        project = tree.topLevelItem(0)
        assert "63012300024T000000269" in project.text(0)
        rows = [[project.child(row).text(column) for column in range(4)] for row in range(project.childCount())]
        assert rows == [
            ["项目", "预算数", "4.00", "4.50"],
            ["享受社会保险补贴人数", "指标值", "190", "200"],
            ["社会保险补贴发放准确率", "三级指标", "社会保险补贴发放准确率", "社会保险补贴发放准确率（%）"],
        ]
        project.child(2).setCheckState(0, Qt.CheckState.Unchecked)
        assert any(text.text() == "已选 2 处，共 3 处" for text in box.findChildren(QLabel))
        box.accept()

    answering(lambda: window_2024.trigger("compare"), choose)
    book = window_2024.session.book
    first, second, *_ = book.indicators()
    assert (next(book.projects()).budget, first.value, second.name) == ("4.50", "200", "社会保险补贴发放准确率")
    assert window_2024.session.history.undo_titles == ("采纳 改过.xlsx 中的修改",)
    window_2024.trigger("undo")
    assert next(book.projects()).budget == "4.00"


@pytest.mark.parametrize(
    ("old", "new", "first", "second"),
    [
        ("190", "200", "190", "200"),
        ("就业局认证落实目标，", "就业局认真落实目标，", "就业局认证落实目标，", "就业局认真落实目标，"),
        (f"{_GOAL}创业。", f"{_GOAL}创新。", "…多渠道促进创业。", "…多渠道促进创新。"),
        (f"{_GOAL}创业。", _GOAL, "…，多渠道促进创业。", "…，多渠道促进"),
    ],
)  # fmt: skip
def test_long_texts_begin_shortly_before_their_difference(old: str, new: str, first: str, second: str) -> None:
    assert excerpts(old, new) == (first, second)


def test_nothing_ticked_is_nothing_to_take_over(
    window_2024: MainWindow, edited: Path, picking: Callable[..., None], answering: Answering
) -> None:
    picking(edited)

    def choose(box: QDialog) -> None:
        box.findChild(QToolButton, "take_none").click()
        assert not box.accept_button.isEnabled()  # type: ignore[attr-defined]
        box.findChild(QToolButton, "take_all").click()
        assert box.accept_button.isEnabled()  # type: ignore[attr-defined]
        box.reject()

    answering(lambda: window_2024.trigger("compare"), choose)
    assert not window_2024.session.history.undo_titles


def test_equal_books_are_said_to_be_equal(
    window_2024: MainWindow, book_2024: Book, tmp_path: Path, picking: Callable[..., None], answering: Answering
) -> None:
    path = tmp_path / "没改.xlsx"
    export_book(book_2024, profiles.load(), path)
    picking(path)

    def read(box: QDialog) -> None:
        assert isinstance(box, QMessageBox) and "内容相同" in box.text()
        box.accept()

    answering(lambda: window_2024.trigger("compare"), read)


def test_the_bureaus_blank_is_filled_in_from_the_window(
    window_2024: MainWindow, tmp_path: Path, picking: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "上报.xlsx"
    picking(blank(tmp_path / "空白.xlsx", [name for name in TWELVE if name != "绩效目标"]), out)
    told: list[str] = []
    monkeypatch.setattr("jixiao_desktop.ui.outputs.tell", lambda _window, words: told.append(words))
    monkeypatch.setattr("jixiao_desktop.ui.outputs.ask", lambda *_args, **_more: "仍然输出")
    monkeypatch.setattr("jixiao_desktop.ui.dialogs.exported.ExportedDialog.exec", lambda _dialog: 0)
    window_2024.trigger("fill_blank")
    assert openpyxl.load_workbook(out).active["A4"].value == "723001-隍源县就业服务局(本级)"
    assert "没有写入：绩效目标" in told[0]


def test_a_blank_for_one_project_is_filled_in_with_the_one_at_hand(
    window_2024: MainWindow, tmp_path: Path, picking: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "上报.xlsx"
    picking(card(tmp_path / "空白.xlsx"), out)
    monkeypatch.setattr("jixiao_desktop.ui.outputs.tell", lambda _window, _words: None)
    monkeypatch.setattr("jixiao_desktop.ui.outputs.ask", lambda *_args, **_more: "仍然输出")
    monkeypatch.setattr("jixiao_desktop.ui.dialogs.exported.ExportedDialog.exec", lambda _dialog: 0)
    assert window_2024.session is not None and window_2024.desk is not None
    third = list(window_2024.session.book.projects())[2]
    window_2024.desk.jump(window_2024.session.book.children(third.id)[1], "value")
    window_2024.trigger("fill_blank")
    assert openpyxl.load_workbook(out).active["D3"].value == third.code


def test_a_template_is_written_from_the_window(
    window_2024: MainWindow, tmp_path: Path, picking: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    picking(tmp_path, tmp_path / "模板.xlsx")
    monkeypatch.setattr("jixiao_desktop.ui.dialogs.exported.ExportedDialog.exec", lambda _dialog: 0)
    window_2024.trigger("export_template")
    assert openpyxl.load_workbook(tmp_path / "模板.xlsx").sheetnames == ["填报表", "选项", "填表说明"]


@pytest.fixture
def reworked(book_2024: Book, tmp_path: Path) -> Path:
    """Our workbook as it comes back with a row added, one removed and a weight changed, merges as WPS moves them."""
    path = tmp_path / "退回.xlsx"
    export_book(book_2024, profiles.load(), path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.active
    areas = [area.bounds for area in sheet.merged_cells.ranges]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    at = next(row for row in range(5, 30) if sheet.cell(row, 8).value == "社会保险补贴发放准确率") + 1
    sheet.insert_rows(at)
    for column, value in zip(range(8, 13), ("档案整理合格率", "≥", 97, "%", 5), strict=True):
        sheet.cell(at, column, value)
    grown = [
        (left, top + (top >= at), right, bottom + (bottom >= at or (left == 7 and top == at - 1)))
        for left, top, right, bottom in areas
    ]
    sheet.cell(at - 1, 12).value = 10
    gone = next(row for row in range(5, 60) if sheet.cell(row, 8).value == "公益性岗位补贴发放准确")
    sheet.delete_rows(gone)
    shrunk = [
        (left, top - (top > gone), right, bottom - (bottom >= gone)) for left, top, right, bottom in grown
    ]  # fmt: skip
    for left, top, right, bottom in shrunk:
        if (right, bottom) != (left, top) and bottom >= top:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    if (7, at - 1) not in {(left, top) for left, top, *_ in areas}:
        sheet.merge_cells(start_row=at - 1, start_column=7, end_row=at, end_column=7)
    workbook.save(path)
    return path


def test_rows_that_were_added_and_removed_are_taken_over_one_by_one(
    window_2024: MainWindow, reworked: Path, picking: Callable[..., None], answering: Answering
) -> None:
    picking(reworked)
    listed: list[tuple[str, str]] = []

    def choose(box: QDialog) -> None:
        tree = box.findChild(QTreeWidget, "differences")
        rows = [tree.topLevelItem(group).child(row) for group in range(tree.topLevelItemCount())
                for row in range(tree.topLevelItem(group).childCount())]  # fmt: skip
        listed.extend((row.text(0), row.text(1)) for row in rows)
        changed = next(row for row in rows if row.text(1) == "分值权重")
        tree.setCurrentItem(changed)
        tree.setFocus()
        QTest.keyClick(tree, Qt.Key.Key_Space)
        assert changed.checkState(0) == Qt.CheckState.Unchecked
        QTest.mouseClick(box.accept_button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]

    before = window_2024.session.book.copy()
    answering(lambda: window_2024.actions_by_id["compare"].trigger(), choose)
    assert sorted(kind for _, kind in listed) == sorted(["新增指标", "删除指标", "分值权重"])
    book = window_2024.session.book
    first, second, *_ = book.projects()
    names = [row.name for row in book.indicators(first.id)]
    assert names[1:3] == ["社会保险补贴发放准确率", "档案整理合格率"]
    added = next(row for row in book.indicators(first.id) if row.name == "档案整理合格率")
    assert (added.level2, added.comparator, added.value, added.unit, added.weight) == ("质量指标", "≥", "97", "%", "5")
    assert next(row for row in book.indicators(first.id) if row.name == names[1]).weight == "15"
    assert "公益性岗位补贴发放准确" not in [row.name for row in book.indicators(second.id)]
    assert len(window_2024.session.history.undo_titles) == 1
    window_2024.actions_by_id["undo"].trigger()
    assert book == before
