"""Finding by what a clerk types: Chinese, pinyin initials (gyxgw), or digits of a code; for every list."""

from __future__ import annotations

import threading
from functools import cache

from ..library import pinyin


def matches(typed: str, *texts: str | None) -> bool:
    """Tell whether what was typed occurs in one of the texts, as it stands or by pinyin initials.

    Blanks and case do not count; nothing typed matches everything.
    """
    return not typed.strip() or any(pinyin.found_in(typed, text) is not None for text in texts if text)


@cache
def load_soon() -> None:
    """Load the tables for finding by initials in the background, before the first letter needs them."""
    threading.Thread(target=pinyin.load, name="pinyin", daemon=True).start()
