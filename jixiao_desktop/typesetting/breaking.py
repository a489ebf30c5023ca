"""Breaking a text into lines by the rules of Chinese typesetting (kinsoku, 行首行尾禁则).

Never broken: a number with its unit, a Latin word, a dash or an ellipsis, unless wider than the line. No closing mark
begins a line, no opening mark ends one, and no single character is left on a paragraph's last line where an even break
exists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .fonts import Metrics

CLOSING = frozenset("、。，．：；！？）」』】〕〉》”’…—～·,.;:!?)]}%‰％℃ー々〻-/＂＇｝］")
OPENING = frozenset("（「『【〔〈《“‘([{￥＄$§№＃｛［")
_COUNTED = (
    "万元|亿元|平方米|立方米|平方公里|公里|千米|小时|人次|人月|百分点|元|个|人|次|件|场|份|项|篇|台|辆|套|户|家|年|月|日|号|天|"
    "米|亩|吨|倍|分|名|期|批|处|所|座|条|村|万|亿"
)
_ATOM = re.compile(
    rf"目标[0-9０-９]{{1,2}}|[(（][^()（）\s]{{1,4}}[)）]|[≥≤<>=±＞＜＝]?[A-Za-z0-9０-９](?:[A-Za-z0-9０-９._@#&+,:~/\-]*[A-Za-z0-9０-９])?"
    rf"(?:(?<=[0-9０-９])(?:[%‰％℃°]|{_COUNTED})(?:[/·](?:{_COUNTED}))*)?|—+|…[0-9]{{2,}}|…+|\s+|.",
    re.DOTALL,
)
_HINT = "\u200b"
_CODE = re.compile(r"[0-9][0-9A-Za-z]{2,23}-(?=[(（]|[^\x00-\x7f，。、；：！？）]|20\d\d年)")
_DIGITS = frozenset("0123456789")
_SOFT = frozenset("-/")
_REMEMBERED = 50_000
_TAIL_OF_THREE = "率度额"


@dataclass(frozen=True, slots=True)
class Span:
    """One line: where it begins and ends in its text (outer blanks left out), and its width in pt."""

    start: int
    end: int
    width: float


@dataclass(slots=True)
class _Atom:
    """What must stay together: its place, its width, the width of the blank after it, how many line ends follow."""

    start: int
    end: int
    width: float
    gap: float = 0.0
    hard: int = 0


class Breaker:
    """Breaks texts set in one face and size; what was broken once is remembered."""

    def __init__(self, face: Metrics, size: float) -> None:
        self.face, self.size = face, size
        self._known: dict[tuple[str, float, bool], tuple[Span, ...]] = {}

    def lines(self, text: str, width: float, *, even: bool = False) -> tuple[str, ...]:
        """Return the lines of a text that is `width` pt wide at most; with `even` as equally long as can be."""
        return tuple(text[span.start : span.end].replace(_HINT, "") for span in self.spans(text, width, even=even))

    def spans(self, text: str, width: float, *, even: bool = False) -> tuple[Span, ...]:
        """Return the places of the lines in the text; a text without characters has none."""
        key = (text, width, even)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._break(text, width, even)
        return found

    def _break(self, text: str, width: float, even: bool) -> tuple[Span, ...]:
        whole = self.face.width(text, self.size)
        if whole <= width and "\n" not in text and text == text.strip():
            return (Span(0, len(text), whole),) if text else ()
        atoms = self._atoms(text, width)
        spans = _fill(atoms, width)
        if even and 1 < len(spans) <= 8:
            width = _even_width(atoms, width, spans)
        least = _two if even else _least_on_last_line
        lines: list[Span] = []
        for part in _paragraphs(atoms):
            lines += _without_widow(text, part, _fill(part, width), width, least)
            if part[-1] is not atoms[-1]:
                lines += [Span(part[-1].end, part[-1].end, 0.0)] * (part[-1].hard - 1)
        return tuple(lines)

    def _atoms(self, text: str, width: float) -> list[_Atom]:
        atoms: list[_Atom] = []
        pattern = re.compile(rf"{_HINT}|[^{_HINT}]+") if _HINT in text else _ATOM
        glue, indent = False, None
        code = _CODE.match(text) if pattern is _ATOM else None
        if code:  # a code stands on a line of its own before its name
            atoms.append(_Atom(0, code.end(), self.face.width(code.group(), self.size), hard=1))
        for match in pattern.finditer(text, code.end() if code else 0):
            piece, start = match.group(), match.start()
            if piece.isspace() or piece == _HINT:
                self._add_blank(atoms, piece)
                glue, indent = False, start + piece.rindex("\n") + 1 if "\n" in piece and atoms else None
                continue
            if indent is not None:  # blanks that begin a paragraph stand as typed
                start, piece, indent = indent, text[indent : match.end()], None
            closing = piece[0] in CLOSING and piece[-1] not in _DIGITS  # …0338 stands for a code
            starts_closed = closing and bool(atoms) and not atoms[-1].gap and not atoms[-1].hard
            if glue or starts_closed:
                atoms[-1].end = match.end()
                atoms[-1].width += self.face.width(piece, self.size)
            else:
                atoms.append(_Atom(start, match.end(), self.face.width(piece, self.size)))
            glue = piece[-1] in OPENING
        return [part for atom in atoms for part in self._parts(text, atom, width)]

    def _add_blank(self, atoms: list[_Atom], piece: str) -> None:
        if not atoms:
            return
        atoms[-1].hard += piece.count("\n")
        if not atoms[-1].hard:
            atoms[-1].gap += self.face.width(piece, self.size)

    def _parts(self, text: str, atom: _Atom, width: float) -> list[_Atom]:
        """An atom wider than the line, cut into what fits; any other as it is."""
        if atom.width <= width:
            return [atom]
        places = [atom.start, *self._cuts(text, atom, width), atom.end]
        parts = [_Atom(a, b, self.face.width(text[a:b], self.size)) for a, b in pairwise(places)]
        parts[-1].gap, parts[-1].hard = atom.gap, atom.hard
        return parts

    def _cuts(self, text: str, atom: _Atom, width: float) -> Iterator[int]:
        """Where to cut an atom wider than the line: behind a late hyphen or slash, else where the line is full.

        Not before a closing mark, nor before its last character.
        """
        advance, start, used = self.face.advance, atom.start, 0.0
        for place in range(atom.start, atom.end):
            step = advance[text[place]] * self.size
            if used + step > width and place > start:
                cut = place
                while cut - start > 1 and (text[cut] in CLOSING or atom.end - cut == 1):
                    cut -= 1
                if text[cut] in CLOSING or self.face.width(text[cut : place + 1], self.size) > width:
                    cut = place
                cut = next((soft for soft in range(cut, (start + cut) // 2, -1) if text[soft - 1] in _SOFT), cut)
                yield cut
                start, used = cut, self.face.width(text[cut:place], self.size)
            used += step


def _fill(atoms: Sequence[_Atom], width: float) -> list[Span]:
    """Fill line after line with what fits."""
    spans: list[Span] = []
    start, end, used, gap, closed = -1, 0, 0.0, 0.0, 0
    for atom in atoms:
        if start >= 0 and (closed or used + gap + atom.width > width + 1e-6):
            spans.append(Span(start, end, used))
            start = -1
        if start < 0:
            start, used, gap = atom.start, 0.0, 0.0
        used += gap + atom.width
        end, gap, closed = atom.end, atom.gap, atom.hard
    if start >= 0:
        spans.append(Span(start, end, used))
    return spans


def _paragraphs(atoms: Sequence[_Atom]) -> Iterator[Sequence[_Atom]]:
    """Part the atoms of a text behind each one that ends a line whatever follows."""
    start = 0
    for place, atom in enumerate(atoms, 1):
        if atom.hard or place == len(atoms):
            yield atoms[start:place]
            start = place


def _even_width(atoms: Sequence[_Atom], width: float, spans: list[Span]) -> float:
    """Return the least width, in pt, in which the text takes no more lines."""
    low, high = sum(span.width for span in spans) / len(spans) * 0.9, width
    for _ in range(8):
        middle = (low + high) / 2
        trial = _fill(atoms, middle)
        if len(trial) <= len(spans) and max(span.width for span in trial) <= width + 1e-6:
            high = middle
        else:
            low = middle
    return high


def _without_widow(
    text: str, atoms: Sequence[_Atom], spans: list[Span], width: float, least: Callable[[str], int]
) -> tuple[Span, ...]:  # fmt: skip
    """Take some more characters to a last line of one character: 准确率, 人数 rather than 率, 数."""
    if len(spans) < 2:
        return tuple(spans)
    before, last = spans[-2], spans[-1]
    wanted = least(text[last.start : last.end])
    if _characters(text[last.start : last.end]) >= wanted:
        return tuple(spans)
    both = [atom for atom in atoms if before.start <= atom.start]
    for place in range(len(both) - 1, 0, -1):
        line, tail = _joined(both[:place]), _joined(both[place:])
        if _characters(text[tail.start : tail.end]) >= wanted and tail.start <= last.start:
            return (*spans[:-2], line, tail) if tail.width <= width else tuple(spans)
    return tuple(spans)


def _characters(text: str) -> int:
    """How many characters a line has, not counting the marks that close it."""
    return len(text.rstrip("".join(CLOSING)))


def _two(_line: str) -> int:
    """Two characters: in the middle of a cell a line of three would leave one above it."""
    return 2


def _least_on_last_line(line: str) -> int:
    """Two characters, three for 满意度, 准确率 and their like."""
    words = line.rstrip("".join(CLOSING))
    return 3 if words and words[-1] in _TAIL_OF_THREE else 2


def _joined(atoms: Sequence[_Atom]) -> Span:
    width = sum(atom.width + atom.gap for atom in atoms) - atoms[-1].gap
    return Span(atoms[0].start, atoms[-1].end, width)
