"""The preview: pages that follow every edit, every print setting at hand, and the way to the cell and back."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from jixiao_desktop import profiles
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.history import History
from jixiao_desktop.domain.printing import USUAL, Printing
from jixiao_desktop.export import form_pages, settings
from jixiao_desktop.storage import save_book
from jixiao_desktop.typesetting import Document
from jixiao_desktop.typesetting.page import Run
from jixiao_desktop.ui.painting import paint_page
from jixiao_desktop.ui.preview import Preview
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


@pytest.fixture
def preview(window_2024: MainWindow, qtbot: QtBot) -> Iterator[Preview]:
    """The preview of the 2024 form with its first pages shown."""
    window_2024.trigger("print_preview")
    made = window_2024.outputs.preview
    assert made is not None
    made.resize(1280, 760)
    qtbot.waitUntil(lambda: made.pages.layout_shown is not None, timeout=20_000)
    yield made
    made.close()


@pytest.fixture
def laid_out(preview: Preview, qtbot: QtBot) -> Callable[[Callable[[], object]], None]:
    """Do something and wait for the pages that it leads to."""

    def act(do: Callable[[], object]) -> None:
        old = preview.pages.layout_shown
        do()
        qtbot.waitUntil(lambda: preview.pages.layout_shown is not old, timeout=20_000)

    return act


def field(preview: Preview, name: str) -> QWidget:
    found = preview.findChild(QWidget, name)
    assert found is not None
    return found


def pick(combo: QWidget, text: str) -> None:
    """Choose an entry of a list by the keyboard, as a clerk would."""
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    place = combo.findText(text)
    key = Qt.Key.Key_Down if place > combo.currentIndex() else Qt.Key.Key_Up
    for _ in range(abs(place - combo.currentIndex())):
        QTest.keyClick(combo, key)
    assert combo.currentText() == text


def text_of(preview: Preview) -> str:
    layout = preview.pages.layout_shown
    assert layout is not None
    return "".join(run.text for page in layout.pages() for run in page.runs)


# settings


def test_paper_edge_and_margins_are_chosen_by_keyboard_and_remembered_in_the_book(
    preview: Preview, laid_out: Callable[..., None], window_2024: MainWindow
) -> None:
    laid_out(lambda: pick(field(preview, "paper"), "A3"))
    laid_out(lambda: pick(field(preview, "edge"), "上方装订"))
    box = field(preview, "margin_1")
    assert isinstance(box, QSpinBox) and box.value() == 16

    def type_margin() -> None:
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, "30")
        QTest.keyClick(box, Qt.Key.Key_Return)

    type_margin()
    session = window_2024.session
    assert session is not None
    assert session.book.facts.printing == Printing(paper="A3", edge="top", margins=(16.0, 30.0, 25.0, 15.0))
    layout = preview.pages.layout_shown
    assert layout is not None and layout.paper.name == "A3"
    assert session.modified and not session.history.undo_titles


def test_every_choice_changes_the_pages(preview: Preview, laid_out: Callable[..., None]) -> None:
    layout = preview.pages.layout_shown
    assert layout is not None
    before = layout.count
    fresh, note = field(preview, "fresh_pages"), field(preview, "note")
    laid_out(lambda: QTest.keyClick(fresh, Qt.Key.Key_Space))
    assert preview.pages.layout_shown is not None and preview.pages.layout_shown.count > before
    assert "满分100分" in text_of(preview)
    laid_out(lambda: QTest.keyClick(note, Qt.Key.Key_Space))
    assert "满分100分" not in text_of(preview)
    laid_out(lambda: pick(field(preview, "watermark"), "草稿"))
    assert preview.pages.layout_shown.page(1).mark is not None
    laid_out(lambda: pick(field(preview, "form"), "单项申报表"))
    assert preview.pages.layout_shown.count == 8
    assert not fresh.isEnabled() and not note.isEnabled()
    laid_out(lambda: field(preview, "usual_settings").click())  # type: ignore[attr-defined]
    assert preview.printing == USUAL


def test_a_watermark_of_ones_own_words_is_typed(preview: Preview, laid_out: Callable[..., None]) -> None:
    combo = field(preview, "watermark")
    assert isinstance(combo, QComboBox)
    line = combo.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    line.insert("局内讨论")
    laid_out(lambda: QTest.keyClick(line, Qt.Key.Key_Return))
    layout = preview.pages.layout_shown
    assert layout is not None and layout.page(1).mark is not None and layout.page(1).mark.text == "局内讨论"


def test_a_project_that_is_unticked_is_not_printed(preview: Preview, laid_out: Callable[..., None]) -> None:
    tree = preview.panel.projects
    unit = tree.topLevelItem(0)
    tree.setCurrentItem(unit.child(0))
    tree.setFocus()
    laid_out(lambda: QTest.keyClick(tree, Qt.Key.Key_Space))
    assert "63012300024T000000269" not in text_of(preview)
    assert "63012300024T000000338" in text_of(preview)
    assert preview.panel.count.text() == "已选 7 个，共 8 个"
    assert unit.checkState(0) == Qt.CheckState.PartiallyChecked
    laid_out(lambda: field(preview, "choose_all").click())  # type: ignore[attr-defined]
    assert preview.printing.whole


def test_a_unit_stands_as_a_whole_so_that_its_new_projects_are_printed(
    window_2024: MainWindow, preview: Preview, laid_out: Callable[..., None]
) -> None:
    session = window_2024.session
    assert session is not None
    laid_out(lambda: session.run(commands.add_unit("9", "另一个单位")))
    other = session.book.children(0)[-1]
    laid_out(lambda: session.run(commands.add_project(other, {"name": "别的项目"})))
    laid_out(lambda: QTest.keyClick(field(preview, "each_unit"), Qt.Key.Key_Space))
    shown = preview.pages.layout_shown
    assert shown is not None and len(shown.layouts) == 2
    laid_out(lambda: QTest.keyClick(field(preview, "each_unit"), Qt.Key.Key_Space))
    tree = preview.panel.projects
    tree.setCurrentItem(tree.topLevelItem(0))
    laid_out(lambda: QTest.keyClick(tree, Qt.Key.Key_Space))
    assert session.book.facts.printing == Printing(units=frozenset({other}))
    laid_out(lambda: session.run(commands.add_project(other, {"name": "再一个项目"})))
    assert "再一个项目" in text_of(preview)


def test_nothing_ticked_is_said_and_changes_nothing(preview: Preview, qtbot: QtBot) -> None:
    tree = preview.panel.projects
    tree.setCurrentItem(tree.topLevelItem(0))
    QTest.keyClick(tree, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: preview.panel.count.text() == "至少要选一个项目")
    assert preview.printing.whole
    QTest.mouseClick(field(preview, "choose_all"), Qt.MouseButton.LeftButton)
    assert preview.panel.count.text() == "全部 8 个项目"
    assert tree.topLevelItem(0).checkState(0) == Qt.CheckState.Checked


def test_only_projects_that_differ_from_last_year_are_printed(
    window_2025: MainWindow, qtbot: QtBot
) -> None:  # fmt: skip
    session = window_2025.session
    assert session is not None
    project = next(session.book.projects())
    session.run(commands.set_cell(project.id, "budget", "9.99"))
    session.set_printing(Printing(since="last_year"))
    window_2025.trigger("print_preview")
    made = window_2025.outputs.preview
    assert made is not None
    qtbot.waitUntil(lambda: made.pages.layout_shown is not None, timeout=20_000)
    assert "9.99" in text_of(made) and "63012300024T000000338" not in text_of(made)
    assert made.panel.count.text() == "全部 8 个项目\n其中与上年不同的 1 个"
    session.undo()
    qtbot.waitUntil(lambda: "没有与上年不同的项目" in made.note.text(), timeout=20_000)
    assert made.pages.layout_shown is not None
    assert made.panel.count.text() == "全部 8 个项目"
    made.close()


def test_projects_that_differ_from_another_file_are_ticked(
    window_2024: MainWindow,
    preview: Preview,
    laid_out: Callable[..., None],
    book_2024: Book,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = book_2024.copy()
    second = list(other.projects())[1]
    History(other).run(commands.set_cell(second.id, "budget", "1.00"))
    save_book(other, tmp_path / "另一份.jixiao")
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", staticmethod(lambda *_: (str(tmp_path / "另一份.jixiao"), ""))
    )  # fmt: skip
    laid_out(lambda: field(preview, "choose_by_other").click())  # type: ignore[attr-defined]
    assert preview.printing.projects == {second.id}
    assert preview.panel.count.text() == "已选 1 个，共 8 个"


# looking


def test_the_marked_cell_stays_where_it_is_when_pages_change(
    window_2024: MainWindow, preview: Preview, laid_out: Callable[..., None]
) -> None:
    session = window_2024.session
    assert session is not None and window_2024.desk is not None
    row = list(session.book.indicators())[40]
    window_2024.desk.jump(row.id, "value")
    assert preview.pages.marked == (row.id, "value")
    top = preview.pages._marked_top()
    assert top is not None
    first = next(session.book.projects())
    laid_out(lambda: session.run(commands.set_cell(first.id, "objective", "新的目标，写得很长。" * 60)))
    moved = preview.pages._marked_top()
    assert moved is not None and abs(moved - top) <= 2


def test_a_cell_that_is_current_in_the_grid_is_brought_into_sight_sideways_too(
    window_2024: MainWindow, preview: Preview
) -> None:
    preview.pages.set_zoom("200%")
    session = window_2024.session
    assert session is not None and window_2024.desk is not None
    row = list(session.book.indicators())[30]
    width = preview.pages.viewport().width()
    for name in ("weight", "name"):
        window_2024.desk.jump(row.id, name)
        place = preview.pages._marked_place()
        assert place is not None and place.left() >= 0 and place.right() <= width
    project = list(session.book.projects())[3]
    window_2024.desk.jump(project.id, "name")
    place = preview.pages._marked_place()
    assert place is not None and place.left() >= 0 and place.right() <= width


def test_laying_out_a_large_book_does_not_stop_the_window_to_look_for_rubbish(
    window_2024: MainWindow, preview: Preview, laid_out: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window_2024.session
    assert session is not None
    collecting: list[bool] = []
    original = settings.printed_pages

    def printed_pages(*arguments: Any) -> Document:
        collecting.append(gc.isenabled())
        return original(*arguments)

    monkeypatch.setattr(settings, "printed_pages", printed_pages)
    laid_out(lambda: session.run(commands.set_cell(next(session.book.indicators()).id, "value", "1234")))
    assert collecting == [False] and gc.isenabled()


def test_the_page_that_one_looked_at_stays_while_one_edits(
    window_2024: MainWindow, preview: Preview, laid_out: Callable[..., None]
) -> None:
    QTest.keyClick(preview.pages, Qt.Key.Key_End)
    session = window_2024.session
    assert session is not None and preview.pages.layout_shown is not None
    assert preview.page_box.value() == preview.pages.current_page() > 1
    page = preview.pages.current_page()
    laid_out(lambda: session.run(commands.set_cell(next(session.book.indicators()).id, "value", "1234")))
    assert preview.pages.current_page() == page


def test_keys_leaf_and_the_number_goes_to_a_page(preview: Preview) -> None:
    pages = preview.pages
    QTest.keyClick(pages, Qt.Key.Key_PageDown)
    assert pages.current_page() == 2 == preview.page_list.currentIndex().row() + 1
    QTest.keyClick(pages, Qt.Key.Key_Home)
    assert pages.current_page() == 1
    preview.page_box.setFocus()
    preview.page_box.selectAll()
    QTest.keyClicks(preview.page_box, "3")
    QTest.keyClick(preview.page_box, Qt.Key.Key_Return)
    assert pages.current_page() == 3
    preview.page_list.setFocus()
    QTest.keyClick(preview.page_list, Qt.Key.Key_Up)
    assert pages.current_page() == 2


def test_ctrl_and_the_wheel_zoom_and_the_wheel_alone_scrolls(preview: Preview) -> None:
    pages = preview.pages
    pages.set_zoom("100%")

    def wheel(delta: int, keys: Qt.KeyboardModifier) -> None:
        place = QPointF(pages.viewport().rect().center())
        event = QWheelEvent(
            place, pages.viewport().mapToGlobal(place), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, keys,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(pages.viewport(), event)

    wheel(120, Qt.KeyboardModifier.ControlModifier)
    assert (pages.zoom, preview.zoom_box.currentText()) == ("125%", "125%")
    before = pages.verticalScrollBar().value()
    wheel(-120, Qt.KeyboardModifier.NoModifier)
    assert pages.zoom == "125%" and pages.verticalScrollBar().value() > before
    wheel(-120, Qt.KeyboardModifier.ControlModifier)
    assert pages.zoom == "100%"


@pytest.mark.parametrize(("typed", "zoom"), [("137", "137%"), ("60 %", "60%"), ("900%", "300%"), ("大", "适合宽度")])
def test_a_zoom_is_typed(preview: Preview, typed: str, zoom: str) -> None:
    line = preview.zoom_box.lineEdit()
    assert line is not None
    line.setText(typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert (preview.pages.zoom, line.text()) == (zoom, zoom)


def test_the_keys_zoom(preview: Preview) -> None:
    preview.pages.set_zoom("100%")
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(preview.pages, Qt.Key.Key_Plus, control)
    assert preview.pages.zoom == "125%"
    QTest.keyClick(preview.pages, Qt.Key.Key_Minus, control)
    QTest.keyClick(preview.pages, Qt.Key.Key_Minus, control)
    assert preview.pages.zoom == "75%"
    QTest.keyClick(preview.pages, Qt.Key.Key_0, control)
    assert preview.pages.zoom == "100%"


def test_everything_of_the_bar_is_in_sight_on_a_small_screen_at_double_size(preview: Preview) -> None:
    for width, wordy in ((683, False), (1280, True), (683, False)):
        preview.resize(width, 384)
        QApplication.processEvents()
        assert (preview.width(), preview.height()) == (width, 384)
        for name in ("toggle_pages", "page", "zoom", "preview_print", "preview_export_pdf", "toggle_settings"):
            part = field(preview, name)
            assert part.width() >= part.minimumSizeHint().width()
            assert preview.rect().contains(QRect(part.mapTo(preview, QPoint()), part.size())), name
        button = field(preview, "preview_export_pdf")
        assert isinstance(button, QToolButton)
        assert (button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon) is wordy


def test_the_list_of_pages_gives_way_on_a_small_screen_and_comes_when_asked_for(preview: Preview) -> None:
    assert not preview.page_list.isHidden()
    preview.resize(1093, 614)
    assert preview.page_list.isHidden()
    button = field(preview, "toggle_pages")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not preview.page_list.isHidden()


# to the cell and back


def place_of(preview: Preview, node: int, name: str) -> QPoint:
    layout = preview.pages.layout_shown
    assert layout is not None
    number = layout.place_of(node)
    assert number is not None
    preview.pages.go_to_page(number)
    box = next(b for b in layout.page(number).boxes if (b.node, b.field) == (node, name))
    middle = QPointF(box.x + box.width / 2, box.y + box.height / 2) * preview.pages.scale
    return (preview.pages._origin(number) + middle).toPoint()


def test_a_double_click_goes_on_in_the_grid(window_2024: MainWindow, preview: Preview) -> None:
    session, desk = window_2024.session, window_2024.desk
    assert session is not None and desk is not None
    row = list(session.book.indicators())[5]
    place = place_of(preview, row.id, "value")
    QTest.mouseClick(preview.pages.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.view.current() == (row.id, "value")
    other = list(session.book.indicators())[6]
    QTest.mouseDClick(
        preview.pages.viewport(), Qt.MouseButton.LeftButton, pos=place_of(preview, other.id, "weight")
    )  # fmt: skip
    assert desk.view.current() == (other.id, "weight")
    assert desk.view.hasFocus() or window_2024.focusWidget() is desk.view


def test_enter_goes_to_the_marked_cell_and_ctrl_f2_comes_back_to_it(
    window_2024: MainWindow, preview: Preview, qtbot: QtBot
) -> None:
    session, desk = window_2024.session, window_2024.desk
    assert session is not None and desk is not None
    row = list(session.book.indicators())[8]
    preview.pages.mark(row.id, "weight")
    QTest.keyClick(preview.pages, Qt.Key.Key_Return)
    assert desk.view.current() == (row.id, "weight")
    last = list(session.book.indicators())[-1]
    desk.jump(last.id, "name")
    window_2024.trigger("print_preview")
    assert window_2024.outputs.preview is preview
    assert preview.pages.marked == (last.id, "name")
    assert preview.pages._marked_top() is not None


# sharp


@pytest.mark.parametrize("size", [9.0, 40.0, 96.0])
def test_text_of_every_size_leaves_ink(qapp: object, book_2024: Book, size: float) -> None:
    page = form_pages(book_2024, profiles.load()).page(1)
    run = Run(20.0, 120.0, "草稿", "bold", size)
    image = QImage(300, 200, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    paint_page(painter, page._replace(rules=(), runs=(run,)), 1.0)
    painter.end()
    ink = sum(image.pixelColor(x, y).lightness() < 128 for x in range(300) for y in range(200))
    assert size * size * 0.2 < ink < size * size * 2


def test_a_watermark_is_seen_on_the_page(preview: Preview, laid_out: Callable[..., None]) -> None:
    laid_out(lambda: preview.panel.changed.emit(Printing(watermark="草稿")))
    layout = preview.pages.layout_shown
    assert layout is not None
    page = layout.page(1)
    image = QImage(round(page.width), round(page.height), QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    paint_page(painter, page._replace(rules=(), runs=()), 1.0)
    painter.end()
    grey = sum(200 < image.pixelColor(x, y).lightness() < 240 for x in range(0, 842, 2) for y in range(0, 595, 2))
    assert grey > 800


def test_settings_are_read_aloud_by_name(preview: Preview) -> None:
    for kind in (QComboBox, QSpinBox, QCheckBox):
        for widget in preview.findChildren(kind):
            assert widget.accessibleName()
