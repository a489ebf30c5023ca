"""The seal of a saved file: a SHA-256 over all its bytes, kept in the file itself.

SQLite notices broken pages but not a digit that a failing disk or another program changed; a wrong figure must not
open silently. The seal is one text, `salt:digest`; the digest is that of the file with these 64 digits as zeros. It
guards against accidents, not against forgery.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

_DIGITS = 64
_SHAPE = re.compile(rf"[0-9a-f]{{32}}:[0-9a-f]{{{_DIGITS}}}")


def blank() -> str:
    """Return a seal that is yet to be pressed: a salt that stands nowhere else in the file, and zeros."""
    return f"{os.urandom(16).hex()}:{'0' * _DIGITS}"


def press(path: Path, text: str) -> None:
    """Write the digest over the zeros of the blank seal `text` in a finished file. Raises OSError, ValueError."""
    place, digest = _digest(path.read_bytes(), text)
    with path.open("r+b") as file:
        file.seek(place)
        file.write(digest.encode())


def intact(data: bytes, text: str) -> bool:
    """True when `text` is the seal of these bytes."""
    if not _SHAPE.fullmatch(text) or data.count(text.encode()) != 1:
        return False
    return _digest(data, text)[1] == text[-_DIGITS:]


def _digest(data: bytes, text: str) -> tuple[int, str]:
    """Return where the digits stand, and the digest of the bytes with zeros in their place."""
    place = data.index(text.encode()) + len(text) - _DIGITS
    whole = hashlib.sha256(data[:place])
    whole.update(b"0" * _DIGITS)
    whole.update(data[place + _DIGITS :])
    return place, whole.hexdigest()
