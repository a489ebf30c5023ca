"""What the lists of the cell editors offer: signs, units, levels, and indicators known from this book and last year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from ...domain import framework
from ...domain.book import Indicator
from ...library import Suggester, pinyin
from . import entry
from .editors import Choice, Source
from .model import BookModel

_SIGN_WORDS = {"≥": "不低于", "≤": "不超过", "=": "等于", ">": "大于", "<": "小于", "定性": "用文字说明"}


def source_for(editor: str, model: BookModel, row: int, suggester: Suggester) -> Source:
    """Return what the list of an editor offers for a text typed into one row."""
    makers: dict[str, Callable[[], Source]] = {
        "comparator": lambda: _signs,
        "unit": lambda: _units(model, row),
        "level1": lambda: _among(list(framework.LEVEL2)),
        "level2": lambda: _among(_seconds(model.book.indicator(row))),
        "name": lambda: _names(model, row, suggester),
    }
    return makers[editor]()


def _signs(_text: str) -> Sequence[Choice]:
    return [Choice(sign, f"{number}  {_SIGN_WORDS[sign]}") for number, sign in entry.SIGN_KEYS.items()]


def _seconds(row: Indicator) -> list[str]:
    own = framework.LEVEL2.get(row.level1 or "", ())
    others = (name for names in framework.LEVEL2.values() for name in names)
    return list(dict.fromkeys((*own, *others)))


def _among(words: Sequence[str]) -> Source:
    def source(text: str) -> Sequence[Choice]:
        return [Choice(word) for word in words if pinyin.found_in(text, word) is not None]

    return source


def _units(model: BookModel, row: int) -> Source:
    """Units: the one that the name suggests, those this book uses most, then the profile's."""
    record = model.book.indicator(row)
    proposed = entry.unit_for_name(record.name or "")
    used = Counter(i.unit for i in _some(model) if i.unit)
    words = [
        *([proposed] if proposed else []),
        *(unit for unit, _ in used.most_common(12)),
        *model.session.profile.units,
    ]

    def source(text: str) -> Sequence[Choice]:
        fitting = (word for word in dict.fromkeys(words) if word and pinyin.found_in(text, word) is not None)
        return [Choice(word, "按名称" if word == proposed else "") for word in fitting]

    return source


def _some(model: BookModel, most: int = 2000) -> list[Indicator]:
    """The first rows of the book: enough to know which units a unit's clerks use."""
    found: list[Indicator] = []
    for row in model.book.indicators():
        if len(found) >= most:
            break
        found.append(row)
    return found


def _names(model: BookModel, row: int, suggester: Suggester) -> Source:
    levels = model.book.indicator(row).levels

    def source(text: str) -> Sequence[Choice]:
        if len(text) < 2 and not text.isascii():
            return []
        return [Choice(s.name, s.target, s) for s in suggester.suggest(text, levels)]

    return source
