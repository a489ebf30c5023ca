"""The project list follows single edits row by row: it tells of what changed, and shows what a new list would show."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from jixiao_desktop import profiles
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.history import Command
from jixiao_desktop.session import Session
from jixiao_desktop.ui.bridge import Bridge
from jixiao_desktop.ui.panels.project_delegate import CODE, KIND, MONEY, NODE, STATE, UNREVIEWED
from jixiao_desktop.ui.panels.project_list import ProjectList, ProjectModel
from jixiao_desktop.ui.window import MainWindow

from ..rules.test_reviewer import WORDS, command

ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, CODE, KIND, MONEY, NODE, STATE, UNREVIEWED)
FILTERS = (("", None), ("就业", None), ("", "warning"), ("", "unreviewed"), ("", "ok"))


def shown(model: ProjectModel) -> list[tuple[Any, ...]]:
    return [tuple(model.index(row).data(role) for role in ROLES) for row in range(model.rowCount())]


def shown_anew(session: Session, text: str, state: str | None) -> list[tuple[Any, ...]]:
    bridge = Bridge(session)
    model = ProjectModel(bridge)
    model.filter(text, state)
    bridge.close()
    return shown(model)


class Reader:
    """Whoever reads from the list only what it says has changed."""

    def __init__(self, model: ProjectModel) -> None:
        self.model, self.rows = model, shown(model)
        model.dataChanged.connect(self.read)
        model.modelReset.connect(self.read_all)

    def read(self, first: QModelIndex, last: QModelIndex) -> None:
        self.rows[first.row() : last.row() + 1] = shown(self.model)[first.row() : last.row() + 1]

    def read_all(self) -> None:
        self.rows = shown(self.model)


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
def test_whoever_reads_what_is_told_as_changed_knows_what_a_new_list_shows(session_2025: Session, seed: int) -> None:
    bridge = Bridge(session_2025)
    models = [ProjectModel(bridge) for _ in FILTERS]
    for model, wanted in zip(models, FILTERS, strict=True):
        model.filter(*wanted)
    readers = [Reader(model) for model in models]
    for _ in steps(session_2025, seed):
        for reader, wanted in zip(readers, FILTERS, strict=True):
            assert reader.rows == shown(reader.model) == shown_anew(session_2025, *wanted)


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
