"""绩效目标 as a clerk writes it: 目标1：…, 目标2：…, one to a line. Texts only; nothing is added to what they say."""

from __future__ import annotations

import re

_NUMBER = r"[0-9０-９一二三四五六七八九十]{1,2}"
_MARK = re.compile(rf"[ \t　]*目标\s*({_NUMBER})\s*([:：、.．])[ \t　]*")
_SENTENCE = re.compile(r"[^。；;！!]+[。；;！!]*")
_COLON = "："


def numbered(text: str) -> str:
    """Return a goal with 目标1：, 目标2： … before its parts, each on a line of its own.

    Parts are what stands after each number that is there already, else the lines, else the sentences. The numbers run
    on from 1, whatever they were; the sign after the number stays as it was first written. What stands before the
    first number stays before it. A goal that is one part without a number stays as it is.
    """
    marks = list(_MARK.finditer(text))
    if marks:
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        lead, sign = text[: marks[0].start()].strip(), marks[0].group(2)
        parts = [text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]
    else:
        lead, sign, parts = "", _COLON, _parts(text)
    if not marks and len(parts) < 2:
        return text
    lines = [f"目标{number}{sign}{part}" for number, part in enumerate(parts, 1)]
    return "\n".join([lead, *lines] if lead else lines)


def _parts(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines if len(lines) != 1 else [part.strip() for part in _SENTENCE.findall(lines[0]) if part.strip()]


def next_mark(line: str) -> str | None:
    """Return what the line after a numbered one begins with: 目标3： after 目标2：…; None after any other line.

    A numbered line that says nothing yet is followed by none: the clerk has come to the end.
    """
    mark = _MARK.match(line)
    if mark is None or mark.end() == len(line.rstrip()) or not mark.group(1).isdecimal():
        return None
    return f"目标{int(mark.group(1)) + 1}{mark.group(2)}"


def is_bare_mark(line: str) -> bool:
    """Tell whether a line is a number without a goal."""
    mark = _MARK.match(line)
    return mark is not None and not line[mark.end() :].strip()
