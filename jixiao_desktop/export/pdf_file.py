"""The objects of a PDF file, written as they come: a page that was written takes no memory, and the same objects give
the same bytes (no date, an id made from the content).

Measured on 100 indicators: a form of six pages spends 0.3 ms here; a general library's object tree took 6 ms, and as
much again at the first collection of the objects that its import makes.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from typing import BinaryIO

_HEADER = b"%PDF-1.4\n%\xe7\xbb\xa9\xe6\x95\x88\n"
"""The version, and bytes beyond ASCII: a sign for those who carry files that this one is no text."""
_LEVEL = 4
"""Of deflate: a third faster than the usual 6 and 3 % larger on glyphs."""


def deflate(content: bytes) -> bytes:
    """Return bytes as a stream holds them."""
    return zlib.compress(content, _LEVEL)


def reference(number: int) -> str:
    """Return how one object names another."""
    return f"{number} 0 R"


def references(numbers: Iterable[int]) -> str:
    """Return an array of references."""
    return f"[{' '.join(map(reference, numbers))}]"


def string(words: str) -> str:
    """Return a text that a reader shows, such as a title: any character, none with a meaning of its own."""
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"


class PdfFile:
    """A PDF being written to a file; objects are numbered from 1 and may be named before they are written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._length = file, 0
        self._digest = hashlib.md5(usedforsecurity=False)
        self._places: list[int] = []
        self._write(_HEADER)

    def reserve(self) -> int:
        """Return the number of an object that is written later."""
        self._places.append(0)
        return len(self._places)

    def put(self, body: str, number: int | None = None) -> int:
        """Write an object, under the number reserved for it or a new one, which is returned."""
        return self._put(body.encode("ascii"), number)

    def stream(self, deflated: bytes, entries: str = "") -> int:
        """Write what `deflate` made as a stream, with more entries of its dictionary; return the object's number."""
        head = f"<</Filter/FlateDecode/Length {len(deflated)}{entries}>>\nstream\n"
        return self._put(b"%b%b\nendstream" % (head.encode("ascii"), deflated), None)

    def finish(self, catalog: int, information: int) -> None:
        """Write where each object stands, and which of them a reader begins with."""
        start, name = self._length, self._digest.hexdigest().upper()
        count = len(self._places) + 1
        places = "".join(f"{place:010} 00000 n \n" for place in self._places)
        roots = f"/Root {reference(catalog)}/Info {reference(information)}"
        self._write(
            f"xref\n0 {count}\n0000000000 65535 f \n{places}trailer\n"
            f"<</Size {count}{roots}/ID[<{name}><{name}>]>>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
        )

    def _put(self, body: bytes, number: int | None) -> int:
        number = self.reserve() if number is None else number
        self._places[number - 1] = self._length
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return number

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._digest.update(content)
        self._length += len(content)
