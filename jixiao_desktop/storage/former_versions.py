"""Former versions of saved files: copies in the state folder, a folder for each path, the oldest ones thinned out."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from . import atomic, locks, places

NEWEST, DAYS = 10, 30
_STAMP = "%Y%m%d-%H%M%S-%f"
_LARGEST = 256 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """One former version: the copy, and when it was replaced."""

    path: Path
    replaced_at: datetime


def _shelf(path: Path) -> Path:
    return places.state_folder() / "backups" / locks.key(path)


def backups(path: Path) -> list[Backup]:
    """Return the former versions of the file at `path`, the newest first."""
    shelf = _shelf(path)
    found = [Backup(place, _when(place)) for place in shelf.glob("*.jixiao")] if shelf.is_dir() else []
    return sorted(found, key=lambda backup: backup.replaced_at, reverse=True)


def _when(place: Path) -> datetime:
    return datetime.strptime(place.stem, _STAMP)


def keep(path: Path) -> Path | None:
    """Copy the file at `path` to its shelf before it is replaced; None when there is nothing to keep.

    Raises OSError when the state folder cannot be written.
    """
    if not path.is_file() or not 0 < path.stat().st_size <= _LARGEST:
        return None
    places.folder("backups")
    shelf = _shelf(path)
    shelf.mkdir(mode=0o700, exist_ok=True)
    place = shelf / f"{datetime.now():{_STAMP}}.jixiao"
    unfinished = place.with_suffix(".tmp")
    try:
        shutil.copyfile(path, unfinished)
        atomic.sync(unfinished)
        os.replace(unfinished, place)
    finally:
        unfinished.unlink(missing_ok=True)
    _thin_out(path)
    return place


def _thin_out(path: Path) -> None:
    """Keep the newest versions, and of older ones the last of each day."""
    days: set[date] = set()
    for place, backup in enumerate(backups(path)):
        day = backup.replaced_at.date()
        wanted = place < NEWEST or (day not in days and len(days) < DAYS)
        days.add(day)
        if not wanted:
            backup.path.unlink(missing_ok=True)
