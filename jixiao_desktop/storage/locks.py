"""Locks that the system gives back when their process dies, and the notice that a file is open in another window.

Locks are advisory and hold on one machine: they keep two windows of this program apart, not two computers on a
network share (there the fingerprint tells, see `fingerprints.changed_elsewhere`).
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..domain.errors import UserError
from ..domain.moments import day_and_time
from . import places

if sys.platform == "win32":
    import msvcrt

    def _grab(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _grab(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


LOG = logging.getLogger(__name__)
_HELD = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK, 0)  # 0: Wine refuses without a reason
_FAR = 1 << 30  # Windows forbids reading a locked byte: lock one far behind the content


@dataclass(frozen=True, slots=True)
class Lock:
    """An exclusive lock on one file of the state folder."""

    path: Path
    handle: int

    def note(self, text: str) -> None:
        """Write a text for whoever finds the file."""
        os.lseek(self.handle, 0, os.SEEK_SET)
        os.ftruncate(self.handle, 0)
        os.write(self.handle, os.fsencode(text))

    def release(self) -> None:
        """Remove the file and let go; nobody can hold the name in between."""
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(self.handle)
            try:
                self.path.unlink(missing_ok=True)
            except OSError:
                LOG.debug("lock %s was taken by another process", self.path)
            return
        self.path.unlink(missing_ok=True)
        os.close(self.handle)


def try_lock(path: Path) -> Lock | None:
    """Lock a file, making it when needed; None when somebody else holds it.

    Raises OSError when it cannot be made, or when the file system knows no locks.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _grab(handle)
        except OSError as error:
            os.close(handle)
            if error.errno in _HELD:
                return None
            raise
        if _is_still(path, handle):
            return Lock(path, handle)
        os.close(handle)  # its former holder removed the name meanwhile: lock the new file


def _is_still(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(handle))
    except FileNotFoundError:
        return False


def read_note(path: Path) -> str:
    """Return what the holder noted; "" when the file is gone."""
    try:
        return os.fsdecode(path.read_bytes())
    except FileNotFoundError:
        return ""


def key(path: Path) -> str:
    """Return a short name for a path, the same however the path is written."""
    return hashlib.sha256(os.fsencode(os.path.normcase(os.path.realpath(path)))).hexdigest()[:24]


class AlreadyOpen(UserError):
    """The file is open in another window of this program on this machine."""


def claim(path: Path) -> Lock:
    """Say that this window works on `path`; release the lock when it is closed.

    Raises AlreadyOpen when another window does. OSError (a state folder that cannot be written) is the caller's.
    """
    place = places.folder("open") / f"{key(path)}.lock"
    lock = try_lock(place)
    if lock is None:
        since = f"（{note}起）" if (note := read_note(place)) else ""
        raise AlreadyOpen(f"文件 {path} 已在本机的另一个窗口中打开{since}，请到那个窗口中继续，或先把它关闭。")
    lock.note(day_and_time(datetime.now()))
    return lock
