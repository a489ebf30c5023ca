"""Finding and replacing over all projects, and jumping to a project. No Qt here; the panel is elsewhere.

Full and half width, blanks and case make no difference; letters also find Chinese by its pinyin initials.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...domain import commands, terms
from ...domain.book import Book, Node
from ...domain.history import Command
from ...library import pinyin

FIELDS: dict[str, tuple[str, ...]] = {
    "unit": ("code", "name"),
    "project": ("code", "name", "category", "budget", "objective"),
    "indicator": ("name", "comparator", "value", "unit", "weight"),
}
_CONTEXT = 18


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a text was found: the cell, its text, and where in it (start = end: by pinyin initials)."""

    node: int
    field: str
    text: str
    start: int
    end: int

    @property
    def excerpt(self) -> tuple[str, str, str]:
        """What stands before the place, at it, and after it, shortened to a line."""
        before, after = self.text[: self.start], self.text[self.end :]
        short = f"…{before[-_CONTEXT:]}" if len(before) > _CONTEXT else before
        rest = f"{after[:_CONTEXT]}…" if len(after) > _CONTEXT else after
        return short, self.text[self.start : self.end], rest


@dataclass(frozen=True, slots=True)
class Replacement:
    """One cell that replacing would change: its text as it stands, and the text instead."""

    node: int
    field: str
    old: str
    new: str
    count: int


def pattern(wanted: str) -> re.Pattern[str] | None:
    """Return an expression that finds a text whatever its width, blanks and case; None when nothing is wanted."""
    letters = [character for character in unicodedata.normalize("NFKC", wanted) if not character.isspace()]
    return re.compile(r"\s*".join(map(_either_width, letters)), re.IGNORECASE) if letters else None


def _either_width(character: str) -> str:
    if "!" <= character <= "~":
        return f"[{re.escape(character)}{chr(ord(character) + 0xFEE0)}]"
    return re.escape(character)


def _texts(book: Book, project: int | None) -> Iterator[tuple[Node, str, str]]:
    tops = book.children(0) if project is None else (project,)
    for top in tops:
        for record in book.subtree(top):
            for field in FIELDS[record.kind]:
                text = getattr(record, field)
                if text:
                    yield record, field, text


def find(book: Book, wanted: str, *, project: int | None = None, by_initials: bool = True) -> list[Hit]:
    """Return every place of a text in the order of the book, in one project or in all.

    At least two letters also find Chinese by its initials, where the text itself does not stand.
    """
    expression = pattern(wanted)
    if expression is None:
        return []
    bare = "".join(wanted.split())
    letters = by_initials and len(bare) > 1 and bare.isascii() and bare.isalpha()
    hits: list[Hit] = []
    for record, field, text in _texts(book, project):
        found = [Hit(record.id, field, text, *match.span()) for match in expression.finditer(text)]
        if not found and letters and pinyin.matches(bare, text) is not None:
            found = [Hit(record.id, field, text, 0, 0)]
        hits.extend(found)
    return hits


def replacements(book: Book, wanted: str, new: str, *, project: int | None = None) -> list[Replacement]:
    """Return what replacing a text everywhere would change, cell by cell, without changing anything."""
    expression = pattern(wanted)
    if expression is None:
        return []
    found = []
    for record, field, text in _texts(book, project):
        changed, count = expression.subn(lambda _match: new, text)
        if count and changed != text:
            found.append(Replacement(record.id, field, text, changed, count))
    return found


def replace_command(chosen: Sequence[Replacement]) -> Command:
    """Return the one step that carries out these replacements. Rows that are touched count as 已核对."""
    places = sum(item.count for item in chosen)
    return commands.set_cells([(item.node, item.field, item.new) for item in chosen], f"替换 {places} 处")


def place_of(book: Book, node: int, field: str) -> str:
    """Return where a cell is, in a clerk's words: 就业补助资金 …0792 › 城镇新增就业人数 › 指标值."""
    parts = [terms.label(field, book.node(node).kind)]
    record = book.node(node)
    while record.kind != "book":
        name = getattr(record, "name", None) or "（未填名称）"
        code = getattr(record, "code", None) if record.kind == "project" else None
        if record.kind != "unit" or record.id == node:
            parts.insert(0, f"{name} …{code[-4:]}" if code else name)
        record = book.node(record.parent)
    return " › ".join(parts)


def jump(book: Book, typed: str) -> list[int]:
    """Return the projects that a few keys mean, best first: the end of the code, the code, the name, its initials."""
    wanted = "".join(typed.split())
    ranked: list[tuple[int, int, int]] = []
    for place, project in enumerate(book.projects()):
        rank = _rank(wanted, project.code or "", project.name or "")
        if rank is not None:
            ranked.append((rank, place, project.id))
    return [node for *_, node in sorted(ranked)]


def _rank(wanted: str, code: str, name: str) -> int | None:
    tests: Iterable[bool] = (
        bool(wanted) and code.lower().endswith(wanted.lower()),
        wanted.lower() in code.lower(),
        pinyin.found_in(wanted, name) == 0,
        pinyin.found_in(wanted, name) is not None,
    )
    return next((rank for rank, passed in enumerate(tests) if passed), None)
