"""A session: one door for changes, events in order, and a file that is never lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao_desktop import storage
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import ROOT
from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.domain.history import Command, Transaction
from jixiao_desktop.domain.plain import from_plain, to_plain
from jixiao_desktop.session import BookChanged, ChangedElsewhere, Event, FileChanged, FindingsChanged, Session

from ..rules.test_2024_form import form_2024

PLAIN = {
    "year": 2025,
    "units": [
        {
            "code": "101001",
            "name": "某县水务局(本级)",
            "projects": [
                {"name": "农村饮水维修", "budget": "30.00", "indicators": [{"level1": "产出指标", "name": "维修处数"}]}
            ],
        }
    ],
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session on a saved book."""
    path = tmp_path / "我的 填报.jixiao"
    storage.save_book(from_plain(PLAIN), path)
    opened = Session.open(path)
    yield opened
    opened.close(discard=True)


def first_row(session: Session) -> int:
    return next(session.book.indicators()).id


def test_a_command_is_told_then_reviewed_then_the_file_state(session: Session) -> None:
    heard: list[Event] = []
    session.subscribe(heard.append)
    session.run(commands.set_cell(first_row(session), "weight", "50"))
    kinds = [type(event) for event in heard if isinstance(event, BookChanged | FindingsChanged | FileChanged)]
    assert kinds[0] is BookChanged and kinds[-1] is FileChanged
    assert session.modified


def test_a_failing_command_changes_and_tells_nothing(session: Session) -> None:
    before, heard = to_plain(session.book), []
    session.subscribe(heard.append)

    def fail(pen: Transaction) -> None:
        pen.set(first_row(session), "weight", "50")
        raise UserError("写到一半")

    with pytest.raises(UserError):
        session.run(Command("出错", fail))
    assert to_plain(session.book) == before
    assert not [event for event in heard if isinstance(event, BookChanged)]
    assert not session.modified and session.history.undo_titles == ()


def test_undo_and_redo_are_told_with_what_they_did(session: Session) -> None:
    row = first_row(session)
    session.run(commands.set_cell(row, "weight", "50"))
    heard: list[Event] = []
    session.subscribe(heard.append)
    session.undo()
    assert session.book.indicator(row).weight is None
    session.redo()
    assert session.book.indicator(row).weight == "50"
    assert [event.origin for event in heard if isinstance(event, BookChanged)] == ["undo", "redo"]


def test_save_writes_what_was_typed_and_keeps_the_document_id(session: Session) -> None:
    assert session.path is not None
    document = storage.open_book(session.path).document_id
    session.run(commands.set_cell(first_row(session), "weight", "50"))
    session.save()
    saved = storage.open_book(session.path)
    assert saved.document_id == document
    assert to_plain(saved.book) == to_plain(session.book)
    assert not session.modified


def test_save_as_makes_another_document_and_leaves_the_first_alone(session: Session, tmp_path: Path) -> None:
    first = session.path
    assert first is not None
    before = first.read_bytes()
    session.run(commands.set_cell(first_row(session), "weight", "50"))
    session.save_as(tmp_path / "另一份.jixiao")
    assert first.read_bytes() == before
    assert session.path == tmp_path / "另一份.jixiao"
    assert storage.open_book(session.path).document_id != storage.open_book(first).document_id
    Session.open(first).close()  # nobody claims the first file any more


def test_a_failed_save_as_keeps_the_session_on_its_file(session: Session, tmp_path: Path) -> None:
    first = session.path
    session.run(commands.set_cell(first_row(session), "weight", "50"))
    with pytest.raises(UserError):
        session.save_as(tmp_path / "没有这个文件夹" / "另一份.jixiao")
    assert session.path == first and session.modified
    with pytest.raises(storage.AlreadyOpen):
        Session.open(first)  # type: ignore[arg-type]


def test_a_file_changed_elsewhere_is_not_overwritten(session: Session) -> None:
    assert session.path is not None
    other = from_plain({**PLAIN, "year": 2031})
    storage.save_book(other, session.path)
    session.run(commands.set_cell(first_row(session), "weight", "50"))
    with pytest.raises(ChangedElsewhere, match="另存为"):
        session.save()
    assert storage.open_book(session.path).book.facts.year == 2031


def test_a_book_without_a_file_asks_for_a_place() -> None:
    session = Session.new(2025)
    with pytest.raises(UserError, match="另存为"):
        session.save()
    session.close(discard=True)


def test_closing_a_saved_session_leaves_nothing_to_recover(session: Session) -> None:
    session.run(commands.set_cell(first_row(session), "weight", "50"))
    session.save()
    session.close()
    assert Session.recoverable() == []


def test_closing_with_discard_means_not_saved(session: Session) -> None:
    assert session.path is not None
    before = session.path.read_bytes()
    session.run(commands.set_cell(first_row(session), "weight", "50"))
    session.close(discard=True)
    assert Session.recoverable() == []
    assert session.path.read_bytes() == before


CHILD = """
import os, signal, sys
from pathlib import Path
from jixiao_desktop.domain import commands
from jixiao_desktop.session import Session
session = Session.open(Path(sys.argv[1]))
for number in range(1, 41):
    session.run(commands.set_cell(next(session.book.indicators()).id, "weight", str(number)))
session._filing._working.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_typed_before_a_kill_is_offered_once_and_recovered(tmp_path: Path) -> None:
    path = tmp_path / "我的 填报.jixiao"
    storage.save_book(from_plain(PLAIN), path)
    before = path.read_bytes()
    root = str(Path(__file__).parents[2])
    done = subprocess.run([sys.executable, "-c", CHILD, str(path)], env={**os.environ, "PYTHONPATH": root}, check=False)
    assert done.returncode == -signal.SIGKILL
    offered = Session.recoverable()
    assert [item.path for item in offered] == [path]
    session = Session.recover(offered[0])
    assert session.book.indicator(first_row(session)).weight == "40"
    assert session.modified and session.path == path
    assert path.read_bytes() == before
    session.save()
    session.close()
    assert Session.recoverable() == []
    assert next(storage.open_book(path).book.indicators()).weight == "40"


def test_the_profile_follows_the_book_through_undo(session: Session) -> None:
    from jixiao_desktop import resources

    text = (
        resources.path("profiles", "qinghai-2024.toml").read_text("utf-8").replace("execution = 10 ", "execution = 20 ")
    )
    session.run(commands.set_profile("county", "本县", text))
    assert session.profile.leaves == 80
    session.undo()
    assert (session.profile.leaves, session.book.facts.profile_text) == (90, None)
    assert session.book.node(ROOT) is session.book.facts


def test_a_first_review_goes_on_little_by_little_and_an_edit_in_between_ends_it() -> None:
    whole = Session(form_2024())
    session = Session(form_2024(), review=False)
    heard: list[Event] = []
    session.subscribe(heard.append)
    assert not session.review_for(0)
    assert not session.reviewed and not heard
    row = next(session.book.indicators())
    for each in (whole, session):
        each.run(commands.set_cell(row.id, "weight", "1"))
    assert session.reviewed
    assert sum(isinstance(event, FindingsChanged) for event in heard) == 2
    assert [(f.key, f.message) for f in session.findings] == [(f.key, f.message) for f in whole.findings]
    assert session.review_for(0)
    for each in (whole, session):
        each.close(discard=True)
