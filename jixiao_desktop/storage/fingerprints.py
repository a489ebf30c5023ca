"""What a file looked like when it was read or written, to notice that somebody else changed it since."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Size in bytes, time of change in nanoseconds, SHA-256 of the content in hex."""

    size: int
    mtime: int
    sha256: str


def fingerprint_of(data: bytes, path: Path) -> Fingerprint:
    """Return the fingerprint of a file whose content was just read. Raises OSError."""
    return Fingerprint(len(data), path.stat().st_mtime_ns, hashlib.sha256(data).hexdigest())


def fingerprint(path: Path) -> Fingerprint:
    """Return the fingerprint of a file as it is now. Raises OSError."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        found = os.fstat(file.fileno())
    return Fingerprint(found.st_size, found.st_mtime_ns, digest)


def changed_elsewhere(path: Path, known: Fingerprint) -> bool:
    """True when the file holds something else than when `known` was taken.

    Touched but equal content is no change; neither is a file that is gone: saving it again harms nobody.
    Raises OSError when the file is there but cannot be read.
    """
    try:
        found = path.stat()
        if (found.st_size, found.st_mtime_ns) == (known.size, known.mtime):
            return False
        return fingerprint(path).sha256 != known.sha256
    except FileNotFoundError:
        return False
