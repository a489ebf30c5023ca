"""The program's log in its state folder: what went wrong, in detail, for whoever is asked to look."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from . import places

_BYTES, _KEPT = 1_000_000, 3
_FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"
PROGRAM = logging.getLogger(__name__.partition(".")[0])


def path() -> Path:
    """Return the file of the log; it need not exist yet."""
    return places.state_folder() / "jixiao.log"


class LogFile(logging.FileHandler):
    """Writes the log, made with its first record. A record that cannot be written is let go without a word."""

    def __init__(self) -> None:
        super().__init__(path(), encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter(_FORM))

    def _open(self) -> Any:
        file = Path(self.baseFilename)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        begin_anew(file)
        return super()._open()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record when there is a place for it."""
        with suppress(OSError):
            super().emit(record)

    def close(self) -> None:
        """Close the file; what a full disk does not take of it is let go."""
        with suppress(OSError):
            super().close()

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: the log is not what the clerk is waiting for."""


def begin_anew(file: Path) -> None:
    """Put a full log aside; a start that finds room in it need not load what turns logs over."""
    if file.exists() and file.stat().st_size >= _BYTES:
        from logging.handlers import RotatingFileHandler

        full = RotatingFileHandler(file, backupCount=_KEPT, encoding="utf-8", delay=True)
        full.doRollover()
        full.close()


@contextmanager
def kept() -> Iterator[None]:
    """Write what happens meanwhile into the log, and nothing of it on standard error."""
    handler = LogFile()
    PROGRAM.addHandler(handler)
    try:
        yield
    finally:
        PROGRAM.removeHandler(handler)
        handler.close()
