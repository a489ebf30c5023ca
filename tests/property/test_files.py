"""Any book at all: saved and opened it is the same; edited at random, its working copy holds every commit."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import PROJECT_FIELDS, ROOT, Book, Facts, Indicator, Project, Target, Unit
from jixiao_desktop.domain.history import History
from jixiao_desktop.domain.plain import from_plain, to_plain
from jixiao_desktop.storage import WorkingCopy, open_book, save_book, working_store

from ..books import small_book

CELL = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8))
TARGET = st.one_of(st.none(), st.builds(Target, CELL, CELL, CELL, CELL))
FACTS = st.builds(Facts, year=st.one_of(st.none(), st.integers(-9999, 9999)), title=CELL, stated_total=CELL, phone=CELL)


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Draw a book of a few units, projects and rows with any texts."""
    records: list[Unit | Project | Indicator] = []

    def fresh() -> int:
        return len(records) + 1

    for _ in range(draw(st.integers(0, 3))):
        unit = Unit(fresh(), ROOT, draw(CELL), draw(CELL))
        records.append(unit)
        for _ in range(draw(st.integers(0, 3))):
            texts = {name: draw(CELL) for name in PROJECT_FIELDS}
            project = Project(fresh(), unit.id, **texts, reviewed=draw(st.booleans()))
            records.append(project)
            for _ in range(draw(st.integers(0, 3))):
                cells = [draw(CELL) for _ in range(7)]
                records.append(Indicator(fresh(), project.id, *cells, draw(st.booleans()), draw(TARGET)))
    return Book.build(draw(FACTS), records)


@settings(max_examples=40, deadline=None)
@given(books())
def test_any_book_opens_as_it_was_saved(book: Book) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "甲.jixiao")
        save_book(book, path)
        assert open_book(path).book == book
        assert [place.name for place in Path(folder).iterdir()] == ["甲.jixiao"]


@settings(max_examples=60, deadline=None)
@given(books())
def test_any_book_survives_as_plain_data(book: Book) -> None:
    once = from_plain(to_plain(book))
    assert to_plain(from_plain(to_plain(once))) == to_plain(once)
    assert sorted(repr(row.name) for row in once.indicators()) == sorted(repr(row.name) for row in book.indicators())


EDIT = st.tuples(st.sampled_from(["set", "add", "remove", "shift", "undo", "redo"]), st.integers(0, 99), CELL)


def _edit(history: History, what: str, pick: int, text: str | None) -> commands.Command | None:
    rows = list(history.book.indicators())
    if what == "add" or not rows:
        return commands.add_indicator(next(history.book.projects()).id, {"level1": "产出指标", "name": text})
    row = rows[pick % len(rows)].id
    wishes = {
        "set": commands.set_cell(row, "name", text),
        "remove": commands.remove([row]),
        "shift": commands.shift(row, 1),
    }
    return wishes.get(what)


@settings(max_examples=25, deadline=None)
@given(st.lists(EDIT, max_size=25))
def test_the_working_copy_holds_the_book_after_every_commit(edits: list[tuple[str, int, str | None]]) -> None:
    book = small_book()
    history, copy = History(book), WorkingCopy.start(book)
    for what, pick, text in edits:
        command = _edit(history, what, pick, text)
        step = history.run(command) if command else history.undo() if what == "undo" else history.redo()
        if step:
            copy.record(step.changes)
    place = copy._store.place
    assert copy.close(discard=False)
    held = working_store.read(place)
    working_store.remove(place)
    assert held
    assert held.book == book
