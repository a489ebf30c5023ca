"""How a book wants to be printed: form, paper, margins, watermark, and what of it is printed.

It is data of the book and travels in its file, but no content of the form: a change of it is never a step that 撤销
takes back, and comparing books passes over it. Kept as texts by name (`to_texts`), so that a setting that a later
version adds needs no new schema; a text that cannot be understood counts as not set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

Edge = Literal["left", "top"]
Since = Literal["all", "last_year", "saved"]
Margins = tuple[float, float, float, float]
PAPERS = ("A4", "A3")
SUMMARY, SINGLE, SELF_CHECK = "总表", "单项申报表", "自查表"
FORMS = (SUMMARY, SINGLE, SELF_CHECK)
LEAST_MM, MOST_MM = 5.0, 60.0
"""Printers clip at 5 mm."""


@dataclass(frozen=True, slots=True)
class Printing:
    """The print settings of a book; the defaults are the usual A4 landscape form with everything on it.

    `margins` are left, right, top, bottom in mm (None: the usual ones of the binding `edge`). `each_unit`: every unit
    has a form of its own. `note`: whether the note on 执行率 stands below (None: as the stage has it). `units` and
    `projects` are ids (None: all). `since`: print only projects that differ from last year's values in the book
    ("last_year") or from the saved file ("saved").
    """

    form: str = FORMS[0]
    paper: str = PAPERS[0]
    edge: Edge = "left"
    margins: Margins | None = None
    fresh_pages: bool = False
    each_unit: bool = False
    watermark: str | None = None
    note: bool | None = None
    units: frozenset[int] | None = None
    projects: frozenset[int] | None = None
    since: Since = "all"

    @property
    def whole(self) -> bool:
        """True when everything in the book is printed."""
        return self.units is None and self.projects is None and self.since == "all"


USUAL = Printing()


def to_texts(printing: Printing) -> dict[str, str]:
    """Return what differs from the usual settings, as texts by name."""
    return {
        field.name: _text(value)
        for field in fields(Printing)
        if (value := getattr(printing, field.name)) != getattr(USUAL, field.name)
    }


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, tuple):
        return " ".join(f"{number:g}" for number in value)
    if isinstance(value, frozenset):
        return " ".join(str(number) for number in sorted(value))
    return str(value)


def from_texts(texts: Mapping[str, str]) -> Printing:
    """Return the settings that texts by name describe; unknown names and texts that make no sense are passed over."""
    known = {name: read(texts[name]) for name, read in _READERS.items() if name in texts}
    return Printing(**{name: value for name, value in known.items() if value is not None})


def _one_of(words: Iterable[str]) -> Callable[[str], str | None]:
    known = tuple(words)
    return lambda text: text if text in known else None


def _flag(text: str) -> bool | None:
    return {"0": False, "1": True}.get(text)


def _margins(text: str) -> Margins | None:
    try:
        left, right, top, bottom = (float(part) for part in text.split())
    except ValueError:
        return None
    margins = left, right, top, bottom
    return margins if all(LEAST_MM <= margin <= MOST_MM for margin in margins) else None


def _ids(text: str) -> frozenset[int] | None:
    parts = text.split()
    return frozenset(int(part) for part in parts) if all(part.isdecimal() for part in parts) else None


_READERS: dict[str, Callable[[str], Any]] = {
    "form": _one_of(FORMS),
    "paper": _one_of(PAPERS),
    "edge": _one_of(get_args(Edge)),
    "margins": _margins,
    "fresh_pages": _flag,
    "each_unit": _flag,
    "watermark": lambda text: text.strip() or None,
    "note": _flag,
    "units": _ids,
    "projects": _ids,
    "since": _one_of(get_args(Since)),
}
