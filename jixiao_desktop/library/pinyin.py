"""Finding Chinese texts by the initials of their pinyin: gyxgw finds 公益性岗位. The tables load when first asked.

Every character is written as one mark: its initial where it has one reading, else a sign of its own that stands for
all its initials. So a query becomes an expression, and searching many texts is one pass over a single string.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

# Readings of these forms that a character's table entry lacks or should not have.
_READINGS = {"率": "l", "数": "s", "度": "d", "的": "d", "地": "d"}
_FIRST_SIGN = 0xE000
_MOST_HITS = 3000
_signs: dict[str, str] = {}  # all initials of a character -> the sign that stands for them


@lru_cache(maxsize=30_000)
def _initials(character: str) -> str:
    """Return the initials that one character may have; itself in lower case when it is no Han character."""
    if character in _READINGS:
        return _READINGS[character]
    if "\u3400" <= character <= "\u9fff" or character > "\U0001ffff":
        from pypinyin import Style, pinyin

        found = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
        return "".join(sorted({reading[0] for reading in found[0] if reading})) if found else ""
    return unicodedata.normalize("NFKC", character).lower()[:1]


@lru_cache(maxsize=30_000)
def _mark(character: str) -> str:
    letters = _initials(character)
    if len(letters) < 2:
        return letters or "\ufffd"
    return _signs.setdefault(letters, chr(_FIRST_SIGN + len(_signs)))


@lru_cache(maxsize=200_000)
def marks(text: str) -> str:
    """Return a text as marks, one a character; blanks are left out."""
    return "".join(_mark(character) for character in text if not character.isspace())


def load() -> None:
    """Load the tables of readings (some tenths of a second); may be called from a thread of its own."""
    _initials("字")


def _expression(query: str) -> re.Pattern[str]:
    """Return what finds a query of letters and digits among marks."""
    return _compiled(query, len(_signs))


@lru_cache(maxsize=256)
def _compiled(query: str, _known: int) -> re.Pattern[str]:
    """The expression of a query while so many signs are known: asked for once a text, made once."""
    parts = []
    for letter in query.lower():
        signs = "".join(sign for letters, sign in _signs.items() if letter in letters)
        parts.append(f"[{re.escape(letter)}{signs}]")
    return re.compile("".join(parts))


def _is_latin(query: str) -> bool:
    return query.isascii() and query.isalnum()


def matches(query: str, text: str) -> int | None:
    """Return where a text answers a query of letters (0: from its start), or None when it does not.

    Letters must follow one another in the text; a character with several readings answers to each.
    """
    line = marks(text)
    found = _expression(query).search(line)
    return found.start() if found else None


def _bare(text: str) -> str:
    return "".join(text.split()).lower()


def found_in(query: str, text: str) -> int | None:
    """Return where a query stands in a text, as it is written or by its pinyin initials; None: nowhere."""
    wanted = _bare(query)
    place = _bare(text).find(wanted)
    if place >= 0:
        return place
    return matches(wanted, text) if _is_latin(wanted) else None


class Index:
    """Many texts to be searched at once."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        self._plain = _Lines(map(_bare, self._texts))
        self._marks = _Lines(map(marks, self._texts))

    def search(self, query: str) -> list[tuple[str, int]]:
        """Return the texts that answer a query, each with the place where it does; at most some thousand."""
        wanted = _bare(query)
        if not wanted:
            return []
        lines = self._marks if _is_latin(wanted) else self._plain
        expression = _expression(wanted) if _is_latin(wanted) else re.compile(re.escape(wanted))
        return [(self._texts[number], place) for number, place in lines.search(expression)]


class _Lines:
    """Texts in one string, and where each of them begins."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = list(texts)
        self._all = "\n".join(lines)
        self._starts: list[int] = []
        place = 0
        for line in lines:
            self._starts.append(place)
            place += len(line) + 1

    def search(self, expression: re.Pattern[str]) -> list[tuple[int, int]]:
        """Return (line, place in it) of the first match in each line."""
        found: list[tuple[int, int]] = []
        for match in expression.finditer(self._all):
            number = bisect_right(self._starts, match.start()) - 1
            if not found or found[-1][0] != number:
                found.append((number, match.start() - self._starts[number]))
                if len(found) >= _MOST_HITS:
                    break
        return found
