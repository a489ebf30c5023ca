"""One open book: book, history, file and reviewer behind one door, with typed events. No Qt."""

from .events import BackedUp, BackupFailed, BookChanged, Event, FileChanged, FindingsChanged, Listener
from .figures import Sums
from .filing import ChangedElsewhere
from .session import Session

__all__ = [
    "BackedUp",
    "BackupFailed",
    "BookChanged",
    "ChangedElsewhere",
    "Event",
    "FileChanged",
    "FindingsChanged",
    "Listener",
    "Session",
    "Sums",
]
