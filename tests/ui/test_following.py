"""Lists follow single edits row by row: they tell of what changed, and show what a new list would show."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from jixiao_desktop import profiles
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.history import Command
from jixiao_desktop.session import Session
from jixiao_desktop.ui.bridge import Bridge
from jixiao_desktop.ui.panels.finding_model import FIELD, LEVEL, MESSAGE, PLACE, WAIVED, Filter, FindingModel
from jixiao_desktop.ui.panels.project_delegate import CODE, KIND, MONEY, NODE, STATE, UNREVIEWED
from jixiao_desktop.ui.panels.project_list import ProjectList, ProjectModel
from jixiao_desktop.ui.window import MainWindow

from ..rules.test_reviewer import WORDS, command

ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, CODE, KIND, MONEY, NODE, STATE, UNREVIEWED)
STATES = (("", None), ("就业", None), ("", "warning"), ("", "unreviewed"), ("", "ok"))
SAID = (LEVEL, FIELD, MESSAGE)
ALL = frozenset({"error", "warning", "hint", WAIVED})
FILTERS = (
    (Filter(), -1), (Filter(ALL), -1), (Filter(ALL, "weights"), LEVEL), (Filter(frozenset({"hint"})), MESSAGE),
    (Filter(text="率"), PLACE),
)  # fmt: skip


def projects_shown(model: ProjectModel) -> list[tuple[Any, ...]]:
    return [tuple(model.index(row).data(role) for role in ROLES) for row in range(model.rowCount())]


def findings_shown(model: FindingModel) -> list[tuple[Any, ...]]:
    """What findings say; names are read anew whenever a row is painted."""
    return [tuple(model.index(row, column).data() for column in SAID) for row in range(model.rowCount())]


def projects_anew(session: Session, text: str, state: str | None) -> list[tuple[Any, ...]]:
    bridge = Bridge(session)
    model = ProjectModel(bridge)
    model.filter(text, state)
    bridge.close()
    return projects_shown(model)


def findings_anew(session: Session, wanted: Filter, column: int) -> list[tuple[Any, ...]]:
    model = FindingModel(session)
    model.set_filter(wanted)
    model.sort(column)
    return findings_shown(model)


class Reader:
    """Whoever reads from a list only what it says has changed."""

    def __init__(self, model: Any, read: Callable[[Any], list[tuple[Any, ...]]]) -> None:
        self.model, self.read, self.rows = model, read, read(model)
        model.dataChanged.connect(self.reread)
        model.rowsInserted.connect(self.insert)
        model.rowsRemoved.connect(self.remove)
        model.modelReset.connect(self.read_all)

    def reread(self, first: QModelIndex, last: QModelIndex) -> None:
        self.rows[first.row() : last.row() + 1] = self.read(self.model)[first.row() : last.row() + 1]

    def insert(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.rows[first:first] = self.read(self.model)[first : last + 1]

    def remove(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.rows[first : last + 1]

    def read_all(self) -> None:
        self.rows = self.read(self.model)


def steps(session: Session, seed: int) -> Iterator[None]:
    """Do, undo and redo at random; once by other rules."""
    dice = random.Random(seed)
    for number in range(50):
        if dice.random() < 0.3:
            (session.undo if dice.random() < 0.6 else session.redo)()
        elif number == 25:
            session.run(commands.set_profile("execution-20", profiles.load("execution-20").title))
        elif number % 10 == 0:
            session.run(checked(session.book, dice.choice([project.id for project in session.book.projects()])))
        elif wish := command(session.book, *edit(dice)):
            session.run(wish)
        yield


def checked(book: Book, project: int) -> Command:
    return commands.mark_reviewed(record.id for record in book.subtree(project))


def edit(dice: random.Random) -> tuple[int, int, int, str | None]:
    return dice.randrange(12), dice.randrange(10**6), dice.randrange(10**6), dice.choice([None, *WORDS.split()])


@pytest.mark.parametrize("seed", range(6))
def test_whoever_reads_what_the_project_list_tells_knows_what_a_new_list_shows(
    session_2025: Session, seed: int
) -> None:
    bridge = Bridge(session_2025)
    models = [ProjectModel(bridge) for _ in STATES]
    for model, wanted in zip(models, STATES, strict=True):
        model.filter(*wanted)
    readers = [Reader(model, projects_shown) for model in models]
    for _ in steps(session_2025, seed):
        for reader, wanted in zip(readers, STATES, strict=True):
            assert reader.rows == projects_shown(reader.model) == projects_anew(session_2025, *wanted)


@pytest.mark.parametrize("seed", range(6))
def test_whoever_reads_what_the_findings_tell_knows_what_a_new_list_shows(session_2025: Session, seed: int) -> None:
    models = [FindingModel(session_2025) for _ in FILTERS]
    for model, (wanted, column) in zip(models, FILTERS, strict=True):
        model.set_filter(wanted)
        model.sort(column)
    strict = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, strict) for model in models]
    readers = [Reader(model, findings_shown) for model in models]
    for _ in steps(session_2025, seed):
        for reader, wanted in zip(readers, FILTERS, strict=True):
            reader.model.refresh()
            assert reader.rows == findings_shown(reader.model) == findings_anew(session_2025, *wanted)
    assert len(testers) == len(models)


def test_a_mended_finding_leaves_the_list_where_it_was_and_nothing_is_current(window_2024: MainWindow) -> None:
    panel, session = window_2024.desk.bottom.findings, window_2024.session
    window_2024.viewing.check()
    panel.tree.scrollToBottom()
    place, rows = panel.tree.verticalScrollBar().value(), findings_shown(panel.model)
    error = next(panel.model.finding(row) for row in range(len(rows)) if rows[row][0] == "错误")
    last = panel.model.finding(len(rows) - 1)
    panel.select(error)
    panel.tree.verticalScrollBar().setValue(place)
    session.run(commands.set_cell(error.node, "weight", "5"))
    assert error.key not in {finding.key for finding in session.findings}
    assert panel.current() is None
    assert panel.model.finding(panel.model.rowCount() - 1) == last
    assert panel.tree.verticalScrollBar().value() >= place - (len(rows) - panel.model.rowCount())
    panel.select(last)
    session.undo()
    assert panel.current() == last and panel.model.rowCount() == len(rows)


def test_a_row_that_needs_another_height_moves_those_below_it(window_2024: MainWindow, qtbot: QtBot) -> None:
    projects: ProjectList = window_2024.desk.projects
    session = window_2024.session
    first, second = (project.id for project in list(session.book.projects())[:2])

    def top(node: int) -> int:
        return projects.list.visualRect(projects.model.index(projects.model.row_of(node))).top()

    session.run(commands.set_cell(first, "name", "补助"))
    qtbot.waitUntil(lambda: projects.list.isVisible())
    before = top(second)
    session.run(commands.set_cell(first, "name", "一个名称很长而在项目列表中一行写不下的项目" * 2))
    qtbot.waitUntil(lambda: top(second) > before)
    session.undo()
    qtbot.waitUntil(lambda: top(second) == before)
