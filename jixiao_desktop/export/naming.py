"""What an exported file is called: a pattern with fields in Chinese, made fit for Windows.

`{单位}_{年度}{表名}_{阶段}_{日期}` gives 723001就业服务局_2025绩效目标申报表_一上_0915.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ..domain.book import Book, Unit
from ..domain.stage import form_name

DEFAULT = "{单位}_{年度}{表名}_{阶段}_{日期}"
FIELDS = {
    "单位": "单位编码和名称",
    "单位编码": "如 723001",
    "单位名称": "如 就业服务局",
    "年度": "如 2025",
    "表名": "如 绩效目标申报表",
    "阶段": "如 一上",
    "日期": "月和日，如 0915",
    "完整日期": "如 20250915",
    "文件名": "填报文件的名称",
}
"""The fields of a pattern, each with what stands for it."""
_FORM_NAMES = {"自查表": "绩效目标自查表", "明细表": "指标明细表", "json": "数据"}
_ANY_FORM = "绩效目标表"
_FIELD = re.compile(r"\{([^{}]*)\}")
_ILLEGAL = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$)", re.IGNORECASE)
_MOST_BYTES = 200
"""Of a name in UTF-8: file systems stop at 255, and an ending, a number and a hidden name's marks are added."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a file is named after: one unit of a book (None: all), the form, the day, and the book's own file."""

    book: Book
    form: str
    day: date
    unit: Unit | None = None
    stem: str = ""
    print_layout: bool = False

    def values(self) -> dict[str, str]:
        """Return what stands for each field."""
        facts = self.book.facts
        form = form_name(facts.stage) if self.form == "总表" else _FORM_NAMES.get(self.form, self.form)
        return {
            **_unit_values(self.units()),
            "年度": str(facts.year or ""),
            "表名": form + ("打印版" if self.print_layout else ""),
            "阶段": facts.stage.removesuffix("稿"),
            "日期": f"{self.day:%m%d}",
            "完整日期": f"{self.day:%Y%m%d}",
            "文件名": self.stem,
        }

    def units(self) -> list[tuple[str, str]]:
        """Return the codes and names of the units in the file."""
        units = [self.unit] if self.unit else list(self.book.units())
        return [(unit.code or "", unit.name or "") for unit in units]


class Together:
    """What files that leave in one archive have in common; a field in which they differ names nothing."""

    def __init__(self) -> None:
        self._units: dict[tuple[str, str], None] = {}
        self._values: dict[str, set[str]] = {}

    def add(self, named: Named) -> None:
        """Take in one file."""
        self._units.update(dict.fromkeys(named.units()))
        for field, value in replace(named, print_layout=False).values().items():
            self._values.setdefault(field, set()).add(value)

    def values(self) -> dict[str, str]:
        """Return what stands for each field: the first unit and how many there are, and what all have in common."""
        alike = {field: next(iter(values)) if len(values) == 1 else "" for field, values in self._values.items()}
        return {**alike, "表名": alike.get("表名") or _ANY_FORM, **_unit_values(self._units)}


def _unit_values(units: Iterable[tuple[str, str]]) -> dict[str, str]:
    found = list(units)
    code, name = found[0] if found else ("", "")
    if len(found) > 1:
        name += f"等{len(found)}个单位"
    return {"单位": f"{code}{name}", "单位编码": code, "单位名称": name}


def file_name(pattern: str, named: Named | Together) -> str:
    """Return a file's name without its ending; what names nothing becomes the form's name."""
    values = named.values()
    text = _FIELD.sub(lambda field: values.get(field[1].strip(), field[1]), pattern)
    return legal(text) or legal(values["表名"])


def legal(text: str) -> str:
    """Return a text as a file name that Windows, too, accepts; empty when nothing of it is left."""
    clean = re.sub(r"_{2,}", "_", _ILLEGAL.sub("_", text)).strip(" ._")
    if _RESERVED.match(clean):
        clean = f"_{clean}"
    return clean.encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore").strip(" .")


def unknown_fields(pattern: str) -> list[str]:
    """Return the fields of a pattern that do not exist."""
    return [name for name in _FIELD.findall(pattern) if name.strip() not in FIELDS]


def numbered(name: str, taken: set[str]) -> str:
    """Return `name`, with a number behind it while it is taken (whatever its case), and take it."""
    stem, dot, ending = name.rpartition(".")
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{stem}（{number}）{dot}{ending}"
    taken.add(free.casefold())
    return free
