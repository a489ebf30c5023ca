"""Advance widths and coverage of a TrueType font, read from its cmap, hmtx and head tables alone.

The shipped fonts have 14 MB each; of these about 140 kB are read. Nothing here knows of PDF or Qt: both draw at the
positions computed from these widths.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import BinaryIO, Literal

from .. import resources

FaceName = Literal["regular", "bold"]
FILES: dict[FaceName, str] = {"regular": "NotoSerifSC_400Regular.ttf", "bold": "NotoSerifSC_700Bold.ttf"}

ASCENT, DESCENT = 0.88, 0.12
"""The em box of a Chinese character above and below the baseline, in em."""

HINT = "\u200b"
"""An invisible place where a header may be broken; it has no width."""

_UNICODE_FULL = 12
_LATIN_END = 0x100


class Metrics:
    """Widths of characters: `advance[character]` in em."""

    advance: Mapping[str, float]

    def width(self, text: str, size: float) -> float:
        """Return the width of a text in pt at `size` pt."""
        advance = self.advance
        return size * sum(advance[character] for character in text)


class Face(Metrics):
    """One font file: its widths, and which characters it has."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            tables = _directory(file)
            self._starts, self._ends, self._glyphs = _character_map(_table(file, tables, b"cmap"))
            self._units, self._advances = _advances(file, tables)
        self.advance = _Advances(self)

    def glyph(self, code: int) -> int:
        """Return the glyph of a code point, 0 when the font has none."""
        place = bisect_right(self._starts, code) - 1
        if place < 0 or code > self._ends[place]:
            return 0
        return self._glyphs[place] + code - self._starts[place]

    def glyph_advance(self, glyph: int) -> float:
        """Return the width of a glyph in em."""
        return self._advances[min(glyph, len(self._advances) - 1)] / self._units

    def missing(self, text: str) -> set[str]:
        """Return the characters that the font cannot draw; blanks and line breaks are no characters."""
        return {c for c in set(text) if not c.isspace() and c != HINT and not self.glyph(ord(c))}


class _Advances(dict[str, float]):
    """Widths of single characters in em, looked up once each; a break hint has none."""

    def __init__(self, face: Face) -> None:
        super().__init__({HINT: 0.0})
        self._face = face

    def __missing__(self, character: str) -> float:
        width = self._face.glyph_advance(self._face.glyph(ord(character)))
        self[character] = width
        return width


class OfficeMetrics(Metrics):
    """The wider of an office's 宋体 (Latin half an em, everything else one) and the shipped face, by character.

    A sheet is shown in whatever stands in for 宋体 on the machine that opens it: rows are made high enough for both.
    """

    def __init__(self, shipped: Metrics) -> None:
        self.advance = _Wider(shipped)


class _Wider(dict[str, float]):
    def __init__(self, shipped: Metrics) -> None:
        super().__init__({HINT: 0.0})
        self._shipped = shipped

    def __missing__(self, character: str) -> float:
        usual = 0.5 if ord(character) < _LATIN_END else 1.0
        width = self[character] = max(usual, self._shipped.advance[character])
        return width


@cache
def office_face(name: FaceName) -> Metrics:
    """Return the metrics of the fonts that offices have, or of what stands in for them where that is wider."""
    return OfficeMetrics(face(name))


@cache
def face(name: FaceName) -> Face:
    """Return one of the shipped faces. Raises FileNotFoundError when the resources are incomplete."""
    return Face(resources.path("fonts", FILES[name]))


_Tables = dict[bytes, tuple[int, int]]


def _directory(file: BinaryIO) -> _Tables:
    (count,) = struct.unpack(">4xH6x", file.read(12))
    records = (struct.unpack(">4s4xII", file.read(16)) for _ in range(count))
    return {tag: (offset, length) for tag, offset, length in records}


def _table(file: BinaryIO, tables: _Tables, tag: bytes) -> bytes:
    offset, length = tables[tag]
    file.seek(offset)
    return file.read(length)


def _character_map(cmap: bytes) -> tuple[list[int], list[int], list[int]]:
    """Starts, ends and first glyphs of the runs of code points of the format-12 subtable."""
    (count,) = struct.unpack_from(">2xH", cmap)
    for record in range(count):
        (offset,) = struct.unpack_from(">4xI", cmap, 4 + 8 * record)
        (kind,) = struct.unpack_from(">H", cmap, offset)
        if kind == _UNICODE_FULL:
            (groups,) = struct.unpack_from(">12xI", cmap, offset)
            flat = struct.unpack_from(f">{3 * groups}I", cmap, offset + 16)
            return list(flat[0::3]), list(flat[1::3]), list(flat[2::3])
    raise ValueError("the font has no full Unicode character map")


def _advances(file: BinaryIO, tables: _Tables) -> tuple[int, tuple[int, ...]]:
    """How many units an em has, and the width of every glyph in them."""
    (units_per_em,) = struct.unpack_from(">18xH", _table(file, tables, b"head"))
    (count,) = struct.unpack_from(">34xH", _table(file, tables, b"hhea"))
    flat = struct.unpack_from(f">{2 * count}H", _table(file, tables, b"hmtx"))
    return units_per_em, flat[0::2]
