"""The drop-down lists of somebody's workbook: what each column may hold, and which of our words means the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ..domain import framework
from ..domain.quantity import parse_comparator, split
from ..reading.texts import squeeze
from .sheet_edit import parse_area

_RANGE = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!]+)!)?(?P<area>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)$")
_CODE = re.compile(r"^[0-9A-Z]+[-－—–、. ]+")
_MOST = 2000


def _unit(text: str) -> str:
    return split(f"100{text}").unit or squeeze(text)


def _without_code(text: str) -> str:
    return _CODE.sub("", squeeze(text))


_MEANING: Mapping[str, Callable[[str], object]] = {
    "level1": lambda text: framework.canonical_level1(text) or squeeze(text),
    "level2": lambda text: framework.canonical_level2(text) or squeeze(text),
    "comparator": lambda text: parse_comparator(text) or squeeze(text),
    "measure": _unit,
    "category": _without_code,
    "unit": _without_code,
}


def chosen_word(key: str, text: str, choices: tuple[str, ...]) -> str | None:
    """Return the word of a list that a text is, or means (>= is ≥, 产出 is 产出指标); None when none does."""
    if text in choices:
        return text
    meaning = _MEANING.get(key, squeeze)
    return next((word for word in choices if meaning(word) == meaning(text)), None)


def lists_of(root: Any, workbook: Any, title: str, row: int) -> dict[int, tuple[str, ...]]:
    """Return the words that a sheet's columns may hold in `row`, by column; of lists that can be told.

    `root` is the sheet's XML, which has the lists of newer versions too; `workbook` (openpyxl) holds the words.
    """
    found: dict[int, tuple[str, ...]] = {}
    for validation in root.iter():
        if not isinstance(validation.tag, str) or not validation.tag.endswith("}dataValidation"):
            continue
        if validation.get("type") != "list":
            continue
        words = _words("".join(_child(validation, "formula1").itertext()).strip(), workbook, title)
        places = validation.get("sqref") or "".join(_child(validation, "sqref").itertext())
        for area in places.split():
            top, left, bottom, right = parse_area(area)
            if words and top <= row <= bottom and right - left < 50:
                found.update(dict.fromkeys(range(left, right + 1), words))
    return found


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if str(child.tag).endswith(f"}}{name}")), element.makeelement("none"))


def _words(formula: str, workbook: Any, title: str) -> tuple[str, ...]:
    if formula.startswith('"'):
        return tuple(word.strip() for word in formula.strip('"').split(","))
    name = workbook.defined_names.get(formula)
    found = _RANGE.match(name.attr_text if name is not None else formula)
    if not found:
        return ()
    sheet = (found["sheet"] or title).strip("'").replace("''", "'")
    top, left, bottom, right = parse_area(found["area"])
    if sheet not in workbook.sheetnames or (bottom - top + 1) * (right - left + 1) > _MOST:
        return ()
    cells = workbook[sheet].iter_rows(top, bottom, left, right, values_only=True)
    return tuple(str(value) for values in cells for value in values if value is not None)
