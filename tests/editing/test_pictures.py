"""The pictures of rows that are kept: never another one than would be drawn now, and few are drawn twice."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.session import Session
from jixiao_desktop.ui.grid import BookTable, BookTree, GridView, Overview
from jixiao_desktop.ui.grid.pictures import Pictures
from jixiao_desktop.ui.style.tokens import use_scheme

from .conftest import indicators, plain_book, press

KEY, MOD = Qt.Key, Qt.KeyboardModifier
Show = Callable[..., GridView]
TEXTS = (
    None,
    "",
    "5",
    "95%",
    "＞",
    "很长的指标名称" * 6,
    "公益性岗位人员人数",
    "资金12345到位率ABC",
    "产出指标",
    "质量指标",
)
FIELDS = ("name", "name", "value", "unit", "weight", "comparator", "level1", "level2", "reviewed", "budget", "code")


@pytest.fixture
def session() -> Iterator[Session]:
    """A book with values of last year, nothing of it reviewed yet."""
    last = {"comparator": "≥", "value": "100", "unit": "人", "weight": "20"}
    opened = Session(from_plain(plain_book(4, last=last, reviewed=False)))
    yield opened
    opened.close(discard=True)
    use_scheme(False)


class Clerk:
    """Does anything at all with a view."""

    def __init__(self, view: GridView, seed: int) -> None:
        self.view, self.choose = view, random.Random(seed)
        self.acts = (
            self.change, self.change, self.change, self.walk, self.walk, self.go, view.insert_row, self.delete,
            view.duplicate_row, view.move_up, view.undo, view.redo, view.selectAll, view.fill_down, view.clear,
            self.fold, self.toggle, self.zoom, self.resize, self.scroll, self.marks, self.colours, self.leave,
        )  # fmt: skip

    def act(self) -> None:
        """Do one thing."""
        self.choose.choice(self.acts)()

    def delete(self) -> None:
        """Delete what is selected, but not everything."""
        self.view.delete_rows()
        if not list(self.view.session.book.units()):
            self.view.undo()

    def record(self) -> int:
        """Any record of the book."""
        book = self.view.session.book
        return self.choose.choice([record.id for unit in book.units() for record in book.subtree(unit.id)])

    def change(self) -> None:
        """Change a cell, wherever it is."""
        node, field = self.record(), self.choose.choice(FIELDS)
        text = self.choose.choice(TEXTS) if field != "reviewed" else self.choose.random() < 0.5
        if hasattr(self.view.session.book.node(node), field):
            self.view.session.run(commands.set_cells([(node, field, text)], "改"))

    def walk(self) -> None:
        """Move the cursor, at times with a selection."""
        key = self.choose.choice((KEY.Key_Down, KEY.Key_Up, KEY.Key_Left, KEY.Key_Right, KEY.Key_PageDown))
        self.view.setFocus()
        press(key, self.choose.choice((MOD.NoModifier, MOD.ShiftModifier)))

    def go(self) -> None:
        """Go to a cell, wherever it is."""
        self.view.go_to(self.record(), self.choose.choice(FIELDS))

    def fold(self) -> None:
        """Fold all to a level."""
        self.view.fold(self.choose.randint(1, 4))

    def toggle(self) -> None:
        """Open or close the current row."""
        self.view.toggle_fold()

    def zoom(self) -> None:
        """Show all larger or smaller."""
        self.view.zoom(self.choose.choice((80, 100, 150)))

    def resize(self) -> None:
        """Make the view wider or narrower: names wrap, columns freeze."""
        self.view.resize(self.choose.choice((500, 700, 1000)), 700)

    def scroll(self) -> None:
        """Scroll both ways."""
        self.view.horizontalScrollBar().setValue(self.choose.choice((0, 60, 150)))
        self.view.verticalScrollBar().setValue(self.choose.randint(0, 20))

    def marks(self) -> None:
        """Show or hide the findings."""
        self.view.set_findings_visible(self.choose.random() < 0.5)

    def colours(self) -> None:
        """Change between light and dark."""
        use_scheme(self.choose.random() < 0.5)

    def leave(self) -> None:
        """Take the keys from the view."""
        self.view.clearFocus()


def picture(view: GridView) -> QImage:
    """What the view shows."""
    QApplication.processEvents()
    return view.viewport().grab().toImage()


@pytest.mark.parametrize("kind", [BookTree, BookTable, Overview], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_every_row_looks_as_if_it_were_drawn_anew(show: Show, kind: type[GridView], seed: int) -> None:
    view = show(kind)
    clerk = Clerk(view, seed)
    for _ in range(25):
        clerk.act()
        picture(view)  # scroll bars come and go with the first paint
        kept = picture(view)
        view.painter.pictures.clear()
        assert kept == picture(view)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[QRect]:
    """The places of the rows that are drawn, not copied."""
    places: list[QRect] = []
    draw = Pictures._draw

    def spy(painted: object, rect: QRect, *more: object) -> None:
        places.append(rect)
        draw(painted, rect, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Pictures, "_draw", staticmethod(spy))
    return places


def test_moving_the_cursor_draws_no_row_but_those_that_it_leaves_and_enters(
    tree: GridView, session: Session, drawn: list[QRect]
) -> None:
    rows = indicators(session)
    tree.go_to(rows[0], "value")
    picture(tree)
    drawn.clear()
    tree.go_to(rows[1], "value")
    picture(tree)
    concerned = {tree.visualRect(tree.book_model.index_of(row, "value")).top() for row in rows[:2]}
    assert drawn and {rect.top() for rect in drawn} <= concerned


def test_inserting_a_row_draws_none_of_those_that_only_move_down(
    tree: GridView, session: Session, drawn: list[QRect]
) -> None:
    tree.go_to(indicators(session)[0], "value")
    picture(tree)
    drawn.clear()
    tree.insert_row()
    session.review()
    picture(tree)
    shown = tree.viewport().height() // tree.row_height
    assert 0 < len({rect.top() for rect in drawn}) < shown / 2


def test_no_more_pictures_are_kept_than_two_screens_hold(tree: GridView) -> None:
    for place in range(tree.verticalScrollBar().maximum() + 1):
        tree.verticalScrollBar().setValue(place)
        picture(tree)
    assert len(tree.painter.pictures) <= tree.painter.pictures.most <= 2 * (700 // tree.row_height + 1)


def ground_and_text(painter: QPainter, rect: QRect) -> None:
    """Something like a row."""
    painter.fillRect(rect, Qt.GlobalColor.white)
    painter.drawText(rect.left() + 3, rect.bottom() - 6, "资金12345到位率ABC")


@pytest.mark.parametrize("ratio", [1, 1.25, 1.5, 2])
def test_a_kept_picture_is_as_sharp_as_a_drawn_one_on_any_screen(ratio: float) -> None:
    def sheet(paint: Callable[[QPainter, QRect], None]) -> QImage:
        image = QImage(300, 300, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.gray)
        painter = QPainter(image)
        for row in range(5):
            paint(painter, QRect(1, 1 + row * 23, 199, 23))
        painter.end()
        return image

    pictures = Pictures()
    pictures.most = 10
    kept = [sheet(lambda painter, rect: pictures.put(painter, rect, "row", ground_and_text)) for _ in range(2)]
    assert kept[0] == kept[1] == sheet(ground_and_text)
