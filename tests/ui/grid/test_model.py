"""The rows of a book as a Qt model: exact signals, no resets, and the book's own shape after every change."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from jixiao_desktop.domain import commands, framework
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.session import Session
from jixiao_desktop.ui.bridge import Bridge
from jixiao_desktop.ui.grid import model as grid_model
from jixiao_desktop.ui.grid.columns import OVERVIEW, TABLE, TREE, Layout
from jixiao_desktop.ui.grid.model import BookModel

from ...editing.conftest import plain_book

LAYOUTS = pytest.mark.parametrize("layout", [TREE, TABLE, OVERVIEW], ids=lambda layout: layout.name)


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[..., tuple[Session, BookModel]]]:
    """Make a session of some projects and a model on it."""
    sessions: list[Session] = []

    def make(layout: Layout, projects: int = 2) -> tuple[Session, BookModel]:
        sessions.append(Session(from_plain(plain_book(projects))))
        return sessions[-1], BookModel(Bridge(sessions[-1]), layout)

    yield make
    for session in sessions:
        session.close(discard=True)


Opened = Callable[..., tuple[Session, BookModel]]


def _shape(model: BookModel, parent: QModelIndex | None = None, depth: int = 0) -> Iterator[tuple[int, str]]:
    above = parent if parent is not None else QModelIndex()
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        yield depth, model.data(index)
        yield from _shape(model, index, depth + 1)


def _paint(model: BookModel) -> None:
    """Ask for every text, as a view does."""
    list(_shape(model))
    for node in model.book.projects():
        for number in range(model.columnCount()):
            model.data(model.index_of(node.id).siblingAtColumn(number))


def test_rows_stand_as_unit_project_levels_and_indicator(opened: Opened) -> None:
    _, model = opened(TREE, 1)
    assert list(_shape(model))[:8] == [
        (0, "723001-湟源县就业服务局(本级)"),
        (1, "就业补助资金1 …0001  738.00 万元"),
        (2, "产出指标"),
        (3, "数量指标"),
        (4, "享受社会保险补贴人数"),
        (4, "公益性岗位人员人数"),
        (3, "质量指标"),
        (4, "补贴发放准确率"),
    ]


def test_an_empty_project_offers_the_levels_that_the_profile_asks_for(opened: Opened) -> None:
    session, model = opened(TREE, 1)
    unit = next(session.book.units()).id
    session.run(commands.add_project(unit, {"name": "新项目"}))
    names = [text.split()[0] for depth, text in _shape(model) if depth >= 2][-12:]
    assert "时效指标" in names
    assert "社会效益" in names
    assert names[-1] == "服务对象满意度"


def test_group_rows_carry_their_sums_and_say_what_is_off(opened: Opened) -> None:
    session, model = opened(TREE, 1)
    project = next(session.book.projects())
    last = session.book.children(project.id)[4]
    session.run(commands.set_cell(last, "weight", "25"))
    weight = TREE.place("weight")
    benefit = model.index_of(last).parent().parent()
    assert model.data(benefit.siblingAtColumn(weight)) == "25 / 30"
    top = model.index_of(project.id)
    assert model.data(top.siblingAtColumn(weight)) == "85/90"
    assert model.data(top.siblingAtColumn(TREE.place("comparator"))) == "产出50  效益25/30  满意度10"


def test_a_project_says_what_is_left_to_give_and_when_it_comes_to_a_hundred(opened: Opened) -> None:
    session, model = opened(TREE, 1)
    project = next(session.book.projects())
    whole = model.index_of(project.id).siblingAtColumn(TREE.place("last"))
    assert model.data(whole) == "＋执行率10＝100 ✓"
    last = session.book.children(project.id)[4]
    for weight, words in (("25", "还差 5 分"), ("32.5", "多出 2.5 分"), (None, "还差 30 分")):
        session.run(commands.set_cell(last, "weight", weight))
        assert model.data(whole) == words
    spoken = model.data(whole, int(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("分值合计 还差 30 分")


def test_one_edit_announces_its_cell_and_the_sums_that_changed_alone(opened: Opened) -> None:
    session, model = opened(TREE)
    _paint(model)
    told: list[tuple[str, str]] = []
    model.dataChanged.connect(
        lambda a, b, roles=(): told.append((model.kind(a), model.column(a).key)) if not roles else None
    )
    node = session.book.children(next(session.book.projects()).id)[0]
    session.run(commands.set_cell(node, "weight", "15"))
    assert sorted(told) == [
        ("group1", "weight"),
        ("group2", "weight"),
        ("indicator", "weight"),
        ("project", "comparator"),
        ("project", "last"),
        ("project", "weight"),
    ]
    told.clear()
    session.run(commands.set_cell(node, "value", "191"))
    assert sorted(told) == [("indicator", "change"), ("indicator", "value")]


def test_a_row_that_changes_its_level_moves(opened: Opened, qtbot: QtBot) -> None:
    session, model = opened(TREE)
    _paint(model)
    node = session.book.children(next(session.book.projects()).id)[0]
    index = model.index_of(node, "value")
    kept = QPersistentModelIndex(index)
    with qtbot.waitSignal(model.rowsMoved), qtbot.assertNotEmitted(model.modelReset):
        session.run(commands.set_cell(node, "level2", "时效指标"))
    assert kept.isValid()
    assert model.data(kept.parent()) == "时效指标"


@pytest.mark.parametrize("many", [0, 200], ids=["as big steps", "as usual"])
@LAYOUTS
def test_any_changes_keep_the_rows_the_books(
    opened: Opened, layout: Layout, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A random clerk adds, edits, moves, deletes, undoes; after each step the model equals a fresh one.

    Whoever holds a row (the cursor, what is selected or open) holds it still, or knows that it is gone.
    """
    monkeypatch.setattr(grid_model, "_MANY", many)
    session, model = opened(layout, 3)
    _paint(model)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    clerk = random.Random(len(layout.name))
    resets: list[Any] = []
    model.modelReset.connect(lambda: resets.append(1))
    for _ in range(40):
        held = {index.internalId(): QPersistentModelIndex(index) for index in _indexes(model)}
        _random_step(session, clerk)
        bridge = Bridge(session)
        assert list(_shape(model)) == list(_shape(BookModel(bridge, layout)))
        bridge.close()
        here = {index.internalId(): index for index in _indexes(model)}
        assert {row for row, index in held.items() if index.isValid()} == held.keys() & here.keys()
        assert all(held[row] == here[row] for row in held.keys() & here.keys())
    assert resets == []
    assert tester.model() is model


def _indexes(model: BookModel, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    above = parent if parent is not None else QModelIndex()
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        yield index
        yield from _indexes(model, index)


def _random_step(session: Session, clerk: random.Random) -> None:
    book = session.book
    rows = [row.id for row in book.indicators()]
    projects = [project.id for project in book.projects()]
    units = [unit.id for unit in book.units()]
    levels = [(first, second) for first, seconds in framework.LEVEL2.items() for second in seconds]
    levels += [(None, None), ("自定级", "某某")]
    pair = clerk.choice(levels)
    row, project = clerk.choice(rows or [0]), clerk.choice(projects)
    fields = {"level1": pair[0], "level2": pair[1], "name": "新"}
    wanted = [commands.add_indicator(project, fields), commands.shift(project, clerk.choice((-1, 1)))]
    if rows:
        wanted += [
            commands.set_cells([(row, "level1", pair[0])], "级"),
            commands.set_cells([(row, "weight", str(clerk.randrange(30)))], "分"),
            commands.remove(clerk.sample(rows, min(len(rows), 2))),
            commands.move(row, project, clerk.randrange(5), pair),
            commands.shift(row, clerk.choice((-1, 1))),
        ]
    if len(projects) < 5:
        wanted.append(commands.duplicate(project))
    if len(projects) > 2:
        wanted.append(commands.remove([project]))
    if len(units) < 3:
        wanted.append(commands.add_unit("723002", "乡镇"))
    wanted.append(commands.move(project, clerk.choice(units), 0))
    steps = [*(partial(session.run, command) for command in wanted), session.undo, session.undo, session.redo]
    clerk.choice(steps)()


def test_a_large_change_is_announced_by_the_row(opened: Opened) -> None:
    session, model = opened(TREE, 60)
    _paint(model)
    told: list[int] = []
    model.dataChanged.connect(lambda a, b, roles=(): told.append(b.row() - a.row() + 1))
    session.run(commands.set_cells([(row.id, "value", "1") for row in session.book.indicators()], "全部"))
    assert len(told) < 60 * 12
    assert model.data(model.index_of(next(session.book.indicators()).id, "value")) == "1"


def test_a_cell_says_its_finding_its_fix_and_its_state_aloud(opened: Opened) -> None:
    session, model = opened(TREE)
    node = session.book.children(next(session.book.projects()).id)[4]
    session.run(commands.set_cells([(node, "weight", None), (node, "reviewed", False)], "x"))
    index = model.index_of(node, "weight")
    tip = model.data(index, int(Qt.ItemDataRole.ToolTipRole))
    assert "为什么：" in tip
    assert tip.startswith("错误：")
    assert "30" in tip
    spoken = model.data(index, int(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("分值权重 空，错误")
    first = model.data(index.siblingAtColumn(0), int(Qt.ItemDataRole.AccessibleTextRole))
    assert "未核对" in first
