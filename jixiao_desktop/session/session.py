"""One open book: everything that changes it comes in here, everyone who cares hears of it from here.

A command runs as one transaction of the history; then its changes go to the working copy, to the listeners as
events, and to the reviewer. A failed command leaves no trace anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .. import profiles, storage
from ..domain import commands, stage
from ..domain.book import ROOT, Book, Facts
from ..domain.changes import Change, FieldChanged
from ..domain.findings import Counts, Finding
from ..domain.history import Command, History, Step
from ..domain.printing import Printing
from ..domain.profile import Profile
from .events import BookChanged, Event, FileChanged, FindingsChanged, Listener
from .figures import Figures, Sums
from .filing import Filing

if TYPE_CHECKING:
    from ..rules import Outcome, Reviewer

_PROFILE_FIELDS = ("profile", "profile_text")


class Session:
    """An open book with its history, its file and its findings. Close it when done."""

    def __init__(
        self,
        book: Book | None = None,
        profile: Profile | None = None,
        *,
        filing: Filing | None = None,
        review: bool = True,
    ) -> None:
        """Open a book that has no file yet, or one that `filing` brings along (see `open` and `recover`).

        Without `review` the rules look at it when first asked, or when it first changes.
        """
        self._filing = filing or Filing.unsaved(book or Book())
        self.book = self._filing.book
        self.profile = profile or profiles.of_book(self.book.facts)
        self.history = History(self.book)
        self._made_reviewer: Reviewer | None = None
        self._begun_reviewer: Reviewer | None = None
        self._made_figures: Figures | None = None
        self._listeners: list[Listener] = []
        self._filing.tell = self._tell
        if review:
            self.review()

    @classmethod
    def open(cls, path: Path, *, review: bool = True) -> Session:
        """Open a `.jixiao` file. Raises UserError: it cannot be read, or another window works on it.

        Without `review` the rules look at it later (see `__init__`).
        """
        return cls(filing=Filing.opened(path), review=review)

    @classmethod
    def recover(cls, item: storage.Recoverable) -> Session:
        """Take up what a crash left behind; it counts as not saved. Raises UserError when it is gone."""
        session = cls(filing=Filing.recovered(item))
        session.history.mark_modified()
        return session

    @staticmethod
    def recoverable() -> list[storage.Recoverable]:
        """Return what crashes left behind, the newest first."""
        return storage.recoverable()

    @classmethod
    def new(cls, year: int, profile: Profile | None = None) -> Session:
        """Return a session with an empty book for `year`, in the stage 一上稿."""
        used = profile or profiles.load()
        facts = Facts(year=year, title=stage.title(year, stage.DRAFT), profile=used.name)
        return cls(Book(facts), used)

    # listeners

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with every event from now on, in order of subscription."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Listener) -> None:
        """Stop calling `listener`."""
        self._listeners.remove(listener)

    def _tell(self, event: Event) -> None:
        for listener in tuple(self._listeners):
            listener(event)

    # changes

    def run(self, command: Command) -> Step | None:
        """Carry out a command in one undoable step; None when it changed nothing. Raises what the command raises."""
        self.review()
        return self._done(self.history.run(command), "run")

    def set_printing(self, printing: Printing) -> None:
        """Remember how the book wants to be printed: in its file with the next save, but never as a step to undo."""
        self._done(self.history.amend(commands.set_printing(printing)), "run")

    def undo(self) -> Step | None:
        """Take back the last step; None when there is none."""
        return self._done(self.history.undo(), "undo")

    def withdraw(self, step: Step) -> Step | None:
        """Take the last step back without a trace in the undo list; None when `step` is not the last one."""
        return self._done(self.history.withdraw(step), "run")

    def redo(self) -> Step | None:
        """Do the last undone step again; None when there is none."""
        return self._done(self.history.redo(), "redo")

    def _done(self, step: Step | None, origin: Literal["run", "undo", "redo"]) -> Step | None:
        if step is None:
            return None
        self._filing.record(step.changes)
        if self._made_figures is not None:
            self._made_figures.update(step.changes)
        self._tell(BookChanged(step.changes, step.title, origin))
        self._review(step.changes)
        self._tell(FileChanged())
        return step

    def _review(self, changes: Sequence[Change]) -> None:
        if any(isinstance(c, FieldChanged) and c.field in _PROFILE_FIELDS and c.node == ROOT for c in changes):
            self.profile = profiles.of_book(self.book.facts)
            self._reviewer.set_profile(self.profile)
            touched = self._scopes()
        else:
            touched = self._reviewer.update(changes)
        if touched:
            self._tell(FindingsChanged(frozenset(touched)))

    # sums

    @property
    def _figures(self) -> Figures:
        if self._made_figures is None:
            self._made_figures = Figures(self.book)
        return self._made_figures

    @property
    def sums(self) -> Sums:
        """Rows, unchecked rows and budget of the book."""
        return self._figures.whole

    def sums_of(self, project: int) -> Sums:
        """Return rows, unchecked rows and budget of a project. Raises KeyError when the book has it not."""
        return self._figures.of_project(project)

    # findings

    @property
    def reviewed(self) -> bool:
        """True when the rules have looked at the book."""
        return self._made_reviewer is not None

    def review(self) -> None:
        """Let the rules look at the whole book when they have not yet; then every finding is told as new."""
        self.review_for(inf)

    def review_for(self, seconds: float) -> bool:
        """Let the rules look at the book for about so many seconds; True when they have looked at all of it."""
        if self._made_reviewer is not None:
            return True
        from ..rules import Reviewer

        begun = self._begun_reviewer or Reviewer(self.book, self.profile, at_once=False)
        if not begun.go_on(seconds):
            self._begun_reviewer = begun
            return False
        self._made_reviewer, self._begun_reviewer = begun, None
        self._tell(FindingsChanged(frozenset(self._scopes())))
        return True

    def _scopes(self) -> set[int]:
        units = self.book.children(ROOT)
        return {ROOT, *units, *(project.id for project in self.book.projects())}

    @property
    def _reviewer(self) -> Reviewer:
        self.review()
        assert self._made_reviewer is not None
        return self._made_reviewer

    @property
    def findings(self) -> list[Finding]:
        """What the rules find now, worst first, in the order of the book."""
        return self._reviewer.findings

    def findings_of(self, scope: int) -> list[Finding]:
        """Return what the rules find in one project, unit or the book itself (0), worst first."""
        return self._reviewer.findings_of(scope)

    @property
    def counts(self) -> Counts:
        """How many findings there are, without listing them."""
        return self._reviewer.counts

    def counts_of(self, scope: int) -> Counts:
        """Return how many findings there are in one project, unit or the book itself (0)."""
        return self._reviewer.counts_of(scope)

    @property
    def waived(self) -> list[Finding]:
        """Findings that were declared true as they stand (属实) and still are."""
        return self._reviewer.waived

    def foresee(self, command: Command) -> Outcome:
        """Return what a command would change and which findings would come and go, without doing it.

        Raises what the command raises.
        """
        from ..rules import foresee

        return foresee(self._reviewer, command)

    # the file

    @property
    def path(self) -> Path | None:
        """The book's file; None while it was never saved."""
        return self._filing.path

    @property
    def backed_up_at(self) -> datetime | None:
        """When the working copy was last written; None before the first time."""
        return self._filing.backed_up_at

    @property
    def modified(self) -> bool:
        """True when the book holds something that its file does not."""
        return self.history.modified

    def save(self) -> str | None:
        """Publish the book to its file; return a warning for the user, or None. Raises UserError, ChangedElsewhere."""
        return self._saved(self._filing.save())

    def save_as(self, path: Path) -> str | None:
        """Publish the book to another file, as a new document; return a warning, or None. Raises UserError."""
        return self._saved(self._filing.save_as(path))

    def _saved(self, warning: str | None) -> str | None:
        self.history.mark_saved()
        self._tell(FileChanged())
        return warning

    def close(self, discard: bool = False) -> None:
        """End the session. What no file holds stays to be recovered unless `discard` gives it up."""
        self._filing.close(discard=discard or not self.modified)
