"""Blocks in and out: Excel, WPS, HTML, PDF text; what does not fit is shown first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands
from jixiao_desktop.session import Session
from jixiao_desktop.ui.grid import GridView
from jixiao_desktop.ui.grid.paste_dialog import PasteDialog

from .conftest import indicators, press, target

KEY, MOD = Qt.Key, Qt.KeyboardModifier


def _copy(text: str, html: str | None = None) -> None:
    mime = QMimeData()
    mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)


def _row(session: Session, place: int, project: int = 0) -> tuple[str | None, ...]:
    row = session.book.indicator(indicators(session, project)[place])
    return row.name, row.comparator, row.value, row.unit, row.weight


def test_what_is_copied_comes_back_the_same(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    tree.go_to(rows[0], "name")
    for _ in range(4):
        press(KEY.Key_Right, MOD.ShiftModifier)
    for _ in range(4):
        press(KEY.Key_Down, MOD.ShiftModifier)
    press(KEY.Key_C, MOD.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == [
        "享受社会保险补贴人数\t≥\t190\t人\t20",
        "公益性岗位人员人数\t≥\t12\t人\t10",
        "补贴发放准确率\t≥\t98\t%\t10",
    ]
    assert "<td>190</td>" in QGuiApplication.clipboard().mimeData().html()
    other = indicators(session, 1)
    tree.go_to(other[0], "name")
    before = session.book.copy()
    press(KEY.Key_V, MOD.ControlModifier)
    assert session.book == before


def test_a_block_goes_into_cells_over_group_rows_in_one_step(tree: GridView, session: Session) -> None:
    tree.go_to(indicators(session)[1], "value")
    _copy("11\t人\r\n97\t%\r\n96\t%\r\n")
    press(KEY.Key_V, MOD.ControlModifier)
    assert [_row(session, n)[2] for n in range(4)] == ["190", "11", "97", "96"]
    assert session.history.undo_titles == ("粘贴 3 行",)
    press(KEY.Key_Z, MOD.ControlModifier)
    assert [_row(session, n)[2] for n in range(4)] == ["190", "12", "98", "100"]


def test_rows_beyond_the_last_one_become_new_indicators(tree: GridView, session: Session) -> None:
    tree.go_to(indicators(session)[5], "name")
    _copy("甲方满意度\t≥\t90\t%\t5\n乙方满意度\t≥\t91\t%\t5\n")
    press(KEY.Key_V, MOD.ControlModifier)
    assert _row(session, 5) == ("甲方满意度", "≥", "90", "%", "5")
    assert _row(session, 6) == ("乙方满意度", "≥", "91", "%", "5")
    assert session.book.indicator(indicators(session)[6]).levels == ("满意度指标", "服务对象满意度")
    assert len(session.history.undo_titles) == 1


def test_one_value_goes_into_all_selected_cells(tree: GridView, session: Session) -> None:
    tree.go_to(indicators(session)[0], "weight")
    for _ in range(3):
        press(KEY.Key_Down, MOD.ShiftModifier)
    _copy("15")
    press(KEY.Key_V, MOD.ControlModifier)
    assert [_row(session, n)[4] for n in range(4)] == ["15", "15", "15", "10"]


def test_one_joined_text_fills_three_cells_in_every_row(tree: GridView, session: Session) -> None:
    tree.go_to(indicators(session)[0], "value")
    press(KEY.Key_Down, MOD.ShiftModifier)
    _copy("≥95%")
    press(KEY.Key_V, MOD.ControlModifier)
    assert [_row(session, n)[1:4] for n in range(2)] == [("≥", "95", "%")] * 2


def test_quoted_cells_with_line_breaks_are_one_cell(tree: GridView, session: Session) -> None:
    tree.go_to(indicators(session)[0], "name")
    _copy('"享受社会保险\n补贴人数"\t≥\t"1""9"\t人\n')
    press(KEY.Key_V, MOD.ControlModifier)
    assert _row(session, 0)[0] == "享受社会保险补贴人数"
    assert _row(session, 0)[2] == '1"9'


def test_an_html_table_with_merged_cells_is_read_as_cells(tree: GridView, session: Session) -> None:
    html = (
        "<html><body><!--StartFragment--><table><tr><td rowspan=2>产出指标</td><td>数量指标</td><td>培训<br>人数</td>"
        "<td>≥</td><td>50</td><td>人</td><td>5</td></tr><tr><td>质量指标</td><td>合格率</td><td>≥</td><td>95</td>"
        "<td>%</td><td>5</td></tr></table></body></html>"
    )
    tree.go_to(next(session.book.projects()).id, "name")
    _copy("x", html)
    press(KEY.Key_V, MOD.ControlModifier)
    made = [session.book.indicator(node) for node in indicators(session)]
    new = {row.name: (row.levels, row.value, row.weight) for row in made}
    assert new["培训人数"] == (("产出指标", "数量指标"), "50", "5")
    assert new["合格率"] == (("产出指标", "质量指标"), "95", "5")
    assert len(made) == 8


def test_text_from_a_pdf_is_cleaned_and_that_is_said(tree: GridView, session: Session, qtbot: QtBot) -> None:
    tree.go_to(indicators(session)[0], "name")
    _copy('"公益性岗 位\n补贴人数"\t≥\t９８\t人\t１０\n')
    with qtbot.waitSignal(tree.status) as said:
        press(KEY.Key_V, MOD.ControlModifier)
    assert _row(session, 0) == ("公益性岗位补贴人数", "≥", "98", "人", "10")
    assert "全角改半角" in said.args[0]
    assert "接好断行" in said.args[0]


@pytest.mark.parametrize("field", ["name", "value", "unit", "weight"])
def test_text_from_a_pdf_is_cleaned_in_an_open_cell_too(
    tree: GridView, session: Session, qtbot: QtBot, field: str
) -> None:
    node = indicators(session)[0]
    tree.go_to(node, field)
    press(KEY.Key_F2)
    target().selectAll()  # type: ignore[attr-defined]
    _copy("公益性岗 位\r\n补贴  人数１９\r\n")
    with qtbot.waitSignal(tree.status) as said:
        press(KEY.Key_V, MOD.ControlModifier)
    assert "接好断行" in said.args[0] and "全角改半角" in said.args[0]
    press(KEY.Key_Return)
    assert getattr(session.book.indicator(node), field) == "公益性岗位补贴人数19"


def test_the_menu_of_an_open_cell_pastes_tidy_text_too(tree: GridView, session: Session) -> None:
    node = indicators(session)[0]
    tree.go_to(node, "name")
    press(KEY.Key_F2)
    editor = target()
    editor.selectAll()  # type: ignore[attr-defined]
    _copy("公益性岗 位\r\n补贴人数")
    place = editor.rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, editor.mapToGlobal(place))
    QApplication.sendEvent(editor, asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    paste = next(action for action in menu.actions() if "Ctrl+V" in action.text())
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(paste).center())
    press(KEY.Key_Return)
    assert session.book.indicator(node).name == "公益性岗位补贴人数"


def test_a_cell_of_excel_goes_into_the_text_of_an_open_cell(tree: GridView, session: Session) -> None:
    node = indicators(session)[0]
    tree.go_to(node, "name")
    press(KEY.Key_F2)
    _copy("（重点群体）\r\n")
    press(KEY.Key_V, MOD.ControlModifier)
    press(KEY.Key_Z, MOD.ControlModifier)
    press(KEY.Key_V, MOD.ControlModifier)
    press(KEY.Key_Return)
    assert session.book.indicator(node).name == "享受社会保险补贴人数（重点群体）"


def _dialog(tree: GridView) -> PasteDialog:
    found = tree.findChild(PasteDialog)
    assert isinstance(found, PasteDialog)
    return found


def test_a_block_that_does_not_fit_is_shown_and_can_be_mapped(tree: GridView, session: Session, qtbot: QtBot) -> None:
    before = session.book.copy()
    tree.go_to(indicators(session)[0], "value")
    _copy("190\t人\t二十\n12\t人\t10\n")
    press(KEY.Key_V, MOD.ControlModifier)
    dialog = _dialog(tree)
    assert session.book == before
    table = dialog.findChild(QTableWidget, "paste_cells")
    assert table is not None
    assert table.item(0, 2).toolTip() == "不是分值"
    assert table.item(1, 2).toolTip() == ""
    box = dialog.findChild(QComboBox, "paste_column_3")
    assert box is not None
    box.setCurrentIndex(box.findText("不粘贴"))
    agree = dialog.findChild(QPushButton, "paste_agree")
    assert agree is not None
    qtbot.mouseClick(agree, Qt.MouseButton.LeftButton)
    assert [_row(session, n)[4] for n in range(2)] == ["20", "10"]


def test_a_field_can_stand_for_one_column_only(tree: GridView, session: Session, qtbot: QtBot) -> None:
    tree.go_to(indicators(session)[0], "value")
    _copy("190\t人\t二十\t多\n")
    press(KEY.Key_V, MOD.ControlModifier)
    dialog = _dialog(tree)
    boxes = [dialog.findChild(QComboBox, f"paste_column_{n}") for n in range(1, 5)]
    boxes[3].setCurrentIndex(boxes[3].findText("度量单位"))
    assert [box.currentText() for box in boxes] == ["指标值", "不粘贴", "分值权重", "度量单位"]
    qtbot.mouseClick(dialog.findChild(QPushButton, "paste_cancel"), Qt.MouseButton.LeftButton)
    assert session.history.undo_titles == ()


def test_columns_of_the_official_form_find_their_fields_by_themselves(tree: GridView, session: Session) -> None:
    tree.go_to(indicators(session)[5], "name")
    _copy("三级指标\t性质\t分值权重\t指标值\t度量单位\n职工满意度\t>=\t10\t90\t%\n")
    press(KEY.Key_V, MOD.ControlModifier)
    assert _row(session, 5) == ("职工满意度", "≥", "90", "%", "10")


def test_cut_takes_the_cells_away_and_paste_brings_them_back(tree: GridView, session: Session) -> None:
    rows = indicators(session)
    tree.go_to(rows[0], "value")
    press(KEY.Key_X, MOD.ControlModifier)
    assert _row(session, 0)[2] is None
    tree.go_to(rows[1], "value")
    press(KEY.Key_V, MOD.ControlModifier)
    assert _row(session, 1)[2] == "190"


def test_control_figures_are_pasted_as_a_column(overview: GridView, session: Session) -> None:
    projects = [project.id for project in session.book.projects()]
    overview.go_to(projects[0], "control")
    _copy("1,700.00\n1,120.50\n")
    press(KEY.Key_V, MOD.ControlModifier)
    assert [session.book.project(node).control for node in projects] == ["1700.00", "1120.50"]


def test_figures_beyond_the_last_project_are_shown_not_lost(overview: GridView, session: Session, qtbot: QtBot) -> None:
    overview.go_to(next(session.book.projects()).id, "budget")
    _copy("1\n2\n3\n")
    press(KEY.Key_V, MOD.ControlModifier)
    dialog = _dialog(overview)
    table = dialog.findChild(QTableWidget, "paste_cells")
    assert table is not None
    assert table.item(2, 0).toolTip() == "超出最后一行，不粘贴"
    qtbot.mouseClick(dialog.findChild(QPushButton, "paste_agree"), Qt.MouseButton.LeftButton)
    assert [project.budget for project in session.book.projects()] == ["1", "2"]


def test_an_empty_clipboard_says_so(tree: GridView, session: Session, qtbot: QtBot) -> None:
    tree.go_to(indicators(session)[0], "value")
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(tree.status) as said:
        press(KEY.Key_V, MOD.ControlModifier)
    assert said.args == ["剪贴板里没有可以粘贴的文字。"]
    assert target() is tree


def test_ctrl_l_takes_last_years_target(tree: GridView, session: Session) -> None:
    from jixiao_desktop.domain.book import Target

    node = indicators(session)[0]
    session.run(commands.set_cells([(node, "last", Target("≤", "5", "个"))], "x"))
    tree.go_to(node, "value")
    press(KEY.Key_L, MOD.ControlModifier)
    assert _row(session, 0)[1:4] == ("≤", "5", "个")
