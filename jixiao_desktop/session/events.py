"""What a session tells its listeners, in the order in which it happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ..domain.changes import Change


@dataclass(frozen=True, slots=True)
class BookChanged:
    """The book changed by these changes, in this order; `title` names the step, `origin` who made it."""

    changes: tuple[Change, ...]
    title: str
    origin: Literal["run", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class FindingsChanged:
    """The findings of these projects changed (node ids; 0 stands for the book and its units)."""

    projects: frozenset[int]


@dataclass(frozen=True, slots=True)
class FileChanged:
    """Path, title or the state 已保存/未保存 changed."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """Everything up to here stands in the working copy since `at`. Sent from the writer's thread."""

    at: datetime


@dataclass(frozen=True, slots=True)
class BackupFailed:
    """The working copy could not be written; `sentence` says so to the user. Sent from the writer's thread."""

    sentence: str


Event = BookChanged | FindingsChanged | FileChanged | BackedUp | BackupFailed
Listener = Callable[[Event], None]
