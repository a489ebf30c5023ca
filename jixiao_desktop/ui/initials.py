"""Finding by what a clerk types: Chinese, pinyin initials (gyxgw), or the last digits of a code; for every list."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=65536)
def initials(text: str) -> str:
    """Return the pinyin initials of a text in lower case; letters and digits stay (公益A1 -> gya1)."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


def matches(typed: str, *texts: str | None) -> bool:
    """Tell whether what was typed occurs in one of the texts, as it stands or by pinyin initials.

    Blanks and case do not count; nothing typed matches everything.
    """
    wanted = "".join(typed.split()).lower()
    if not wanted:
        return True
    plain = ["".join(text.split()).lower() for text in texts if text]
    if any(wanted in text for text in plain):
        return True
    return wanted.isascii() and any(wanted in initials(text) for text in plain)
