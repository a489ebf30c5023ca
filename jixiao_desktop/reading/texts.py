"""Small work on texts that every part of the reading needs: blanks, line breaks, brackets."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_WIDE = _HAN + r"\u3000-\u303f\uff00-\uffef“”‘’…—"
_BLANK = r"[ \t\u00a0\u2000-\u200a\u3000]"
_TORN_WORD = re.compile(rf"(?<=[{_HAN}]){_BLANK}+(?=[{_HAN}])")
_BESIDE_WIDE = re.compile(rf"(?<=[{_WIDE}])\s+|\s+(?=[{_WIDE}])")
_LONG_RUN = re.compile(r"[^\S\r\n\v\f\u2028]{30,}")
_BREAK = re.compile(r"[^\S\r\n\v\f\u2028]*[\r\n\v\f\u2028]\s*")
_SENTENCE_ENDS = ("。", "；", ";", "！", "：", ".")
_ROOM = 3.0
_PARAGRAPH = "\0"
_ITEM = re.compile(r"目标\s*\d|[(（]?[\d一二三四五六七八九十]{1,3}[)）.、．]")
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
    """Return a long text as typed, its line ends plain and its outer blanks gone."""
    return re.sub(r"\r\n?|[\v\f\u2028]", "\n", _LONG_RUN.sub(" ", text)).strip()


def width(text: str) -> float:
    """Return about how wide a text prints, in Chinese characters."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def widest_line(text: str) -> float:
    """Return the width of the widest line of a text, in Chinese characters."""
    return max((width(line) for line in text.splitlines()), default=0.0)


def paragraphs(text: str, measure: float) -> str:
    """Return a printed text with the line ends of its column closed and those of its paragraphs kept.

    `measure` is the width of the column's widest line. A paragraph ends where a sentence ends although more would
    have fitted; when numbered items (目标1, 2., 三、) begin that way, every one at a line's start does.
    """
    printed = [line.strip() for line in text.strip().splitlines()]
    pairs = list(pairwise(printed))
    short = [_ended(before) and measure - width(before) >= _ROOM for before, _ in pairs]
    items = any(is_short and _ITEM.match(line) for is_short, (_, line) in zip(short, pairs, strict=True))
    breaks = (
        is_short or (items and _ended(before) and _ITEM.match(line))
        for is_short, (before, line) in zip(short, pairs, strict=True)
    )
    joined = printed[0] if printed else ""
    for new, line in zip(breaks, printed[1:], strict=True):
        joined += (_PARAGRAPH if new else "\n") + line
    return "\n".join(one_line(part) for part in joined.split(_PARAGRAPH))


def _ended(line: str) -> bool:
    return line.endswith(_SENTENCE_ENDS)


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
