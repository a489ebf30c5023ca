"""Finding Chinese texts by the initials of their pinyin: gyxgw finds 公益性岗位. The tables load when first asked."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Common readings in these forms where the first reading of a character on its own is the wrong one.
_READINGS = {"行": "hx", "长": "cz", "重": "zc", "率": "l", "会": "hk", "还": "hh", "数": "s", "度": "d", "乐": "ly"}


@lru_cache(maxsize=20_000)
def _initials_of(character: str) -> str:
    """Return the initials that one character may have; itself in lower case when it is no Han character."""
    if character in _READINGS:
        return _READINGS[character]
    if "\u3400" <= character <= "\u9fff" or character > "\U0001ffff":
        from pypinyin import Style, pinyin

        found = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
        return "".join(dict.fromkeys(reading[0] for reading in found[0] if reading)) if found else ""
    return unicodedata.normalize("NFKC", character).lower()


@lru_cache(maxsize=200_000)
def initials(text: str) -> tuple[str, ...]:
    """Return, for each character of a text that has any, the initials it may be found by; blanks are left out."""
    return tuple(found for character in text if not character.isspace() and (found := _initials_of(character)))


def matches(query: str, text: str) -> int | None:
    """Return where a text answers a query of letters (0: from its start), or None when it does not.

    Letters must follow one another in the text; a character with several readings answers to each.
    """
    wanted = query.lower()
    marks = initials(text)
    for start in range(len(marks) - len(wanted) + 1):
        if all(letter in marks[start + offset] for offset, letter in enumerate(wanted)):
            return start
    return None


def found_in(query: str, text: str) -> int | None:
    """Return where a query stands in a text, as it is written or by its pinyin initials; None: nowhere."""
    wanted = "".join(query.split()).lower()
    if not wanted:
        return 0
    place = "".join(text.split()).lower().find(wanted)
    if place >= 0:
        return place
    return matches(wanted, text) if wanted.isascii() and wanted.isalnum() else None
