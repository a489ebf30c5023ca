"""Small work on texts that every part of the reading needs: blanks, line breaks, brackets."""

from __future__ import annotations

import re
import unicodedata

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_WIDE = _HAN + r"\u3000-\u303f\uff00-\uffef“”‘’…—"
_BLANK = r"[ \t\u00a0\u2000-\u200a\u3000]"
_TORN_WORD = re.compile(rf"(?<=[{_HAN}]){_BLANK}+(?=[{_HAN}])")
_BESIDE_WIDE = re.compile(rf"(?<=[{_WIDE}])\s+|\s+(?=[{_WIDE}])")
_LONG_RUN = re.compile(r"[^\S\r\n\v\f\u2028]{30,}")
_BREAK = re.compile(r"[^\S\r\n\v\f\u2028]*[\r\n\v\f\u2028]\s*")
_PAIRS = {"（": "）", "(": ")"}


def squeeze(text: str) -> str:
    """Return the text without any blank and with full-width letters, digits and signs made half-width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def without_blanks(text: str) -> str:
    """Return the text without any blank, its characters as they stand."""
    return re.sub(r"\s", "", text)


def has_torn_word(text: str) -> bool:
    """True when a blank stands between two Han characters."""
    return bool(_TORN_WORD.search(text))


def heal(text: str) -> str:
    """Return the text without the blanks beside Han characters and Chinese punctuation.

    These are the line ends of a narrow column; blanks between Latin words and numbers stay.
    """
    return _BESIDE_WIDE.sub("", text).strip()


def one_line(text: str) -> str:
    """Return the text with its line breaks closed: without a blank beside Chinese, with one between Latin words."""
    return _BREAK.sub(_glue, _LONG_RUN.sub(" ", text).strip())


def _glue(found: re.Match[str]) -> str:
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 1]
    return " " if all(char.isascii() and char.isalnum() for char in (before, after)) else ""


def lines(text: str) -> str:
    """Return a long text with its paragraphs kept: one \\n between them, no outer blanks."""
    return "\n".join(part for part in (part.strip() for part in _BREAK.split(_LONG_RUN.sub(" ", text).strip())) if part)


def match_brackets(text: str) -> str:
    """Return the text with every closing bracket as wide as the opening one it belongs to."""
    waiting: list[str] = []
    out = []
    for char in text:
        if char in _PAIRS:
            waiting.append(_PAIRS[char])
        elif char in _PAIRS.values() and waiting:
            char = waiting.pop()
        out.append(char)
    return "".join(out)


def shown(text: str, limit: int = 20) -> str:
    """Return a text for a message: on one line, cut with … after `limit` characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
