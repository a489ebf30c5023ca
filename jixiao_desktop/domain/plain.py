"""A book as plain data: the `jixiao-book` JSON of version 1, and back.

This is the exchange between readers, exports and the command line; docs/file-format.md describes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from . import framework
from .book import INDICATOR_FIELDS, PROJECT_FIELDS, ROOT, UNIT_FIELDS, Book, Facts, Indicator, Project, Target
from .errors import UserError
from .history import Transaction
from .quantity import parse_money, plain_money

FORMAT, VERSION = "jixiao-book", 1
_CORE_PROJECT = ("code", "name", "category", "budget", "execution_weight", "objective")
_EXTRA_PROJECT = tuple(name for name in PROJECT_FIELDS if name not in _CORE_PROJECT)
_TARGET = ("comparator", "value", "unit", "weight")
_EXTRA_FACTS = ("profile_text", "responsible", "preparer", "phone", "filled_on")


def total(book: Book) -> Decimal:
    """Return the sum of the budgets that can be read, in 万元."""
    return sum((parse_money(p.budget) or Decimal(0) for p in book.projects()), Decimal(0))


def to_plain(book: Book) -> dict[str, Any]:
    """Return the whole book as JSON-ready data: numbers as texts, what is missing as None.

    Keys beyond the core of version 1 (控制数, 上年预算, 联系电话 …) stand there only when they are filled in.
    """
    facts = book.facts
    return {
        "format": FORMAT,
        "version": VERSION,
        "year": facts.year,
        "stage": facts.stage,
        "title": facts.title,
        "profile": facts.profile,
        "total": plain_money(total(book)),
        "stated_total": facts.stated_total,
        **_filled(facts, _EXTRA_FACTS),
        "units": [
            {"code": u.code, "name": u.name, "projects": [_project(book, p) for p in book.projects(u.id)]}
            for u in book.units()
        ],
    }


def _filled(record: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(record, name)) is not None}


def _project(book: Book, project: Project) -> dict[str, Any]:
    plain = {name: getattr(project, name) for name in _CORE_PROJECT} | _filled(project, _EXTRA_PROJECT)
    if not project.reviewed:
        plain["reviewed"] = False
    return plain | {"indicators": [_indicator(i) for i in book.indicators(project.id)]}


def _indicator(indicator: Indicator) -> dict[str, Any]:
    last = indicator.last
    return {name: getattr(indicator, name) for name in INDICATOR_FIELDS} | {
        "reviewed": indicator.reviewed,
        "last": {name: getattr(last, name) for name in _TARGET} if last else None,
    }


def from_plain(plain: Mapping[str, Any]) -> Book:
    """Return the book that plain data describes; keys that are missing are None, rows come into the form's order.

    Raises UserError when the data is not of this format, of a newer version, or something in it has the wrong type.
    """
    if not isinstance(plain, Mapping) or plain.get("format") not in (None, FORMAT) or "units" not in plain:
        raise UserError("这不是本程序的填报数据（缺少 units）。")
    version = plain.get("version", VERSION)
    if not isinstance(version, int) or version > VERSION:
        raise UserError("这份填报数据由更新版本的程序生成，请升级本程序后再打开。")
    book = Book(_facts(plain))
    pen = Transaction(book)
    for unit in _tables(plain, "units"):
        names = _texts(unit, UNIT_FIELDS)
        unit_id = pen.insert(ROOT, len(book.children(ROOT)), **names)
        for project in _tables(unit, "projects"):
            _add_project(pen, unit_id, project)
    return book


def _facts(plain: Mapping[str, Any]) -> Facts:
    year = plain.get("year")
    if year is not None and (not isinstance(year, int) or isinstance(year, bool)):
        raise _wrong("year", "一个年份")
    texts = _texts(plain, ("stage", "title", "profile", "stated_total", *_EXTRA_FACTS))
    kept: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
    return Facts(year=year, **kept)


def _wrong(key: str, expected: str) -> UserError:
    return UserError(f"填报数据中的 {key} 应当是{expected}，请改正后再读入。")


def _tables(plain: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = plain.get(key, [])
    if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
        raise _wrong(key, "一个列表，每项是一组名称和内容")
    return found


def _texts(plain: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str | None]:
    return {name: _text(plain, name) for name in names}


def _text(plain: Mapping[str, Any], key: str) -> str | None:
    """Return a text, a whole number written as one, or None for what is missing or empty."""
    value = plain.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise _wrong(key, "文字")
    return value or None


def _flag(plain: Mapping[str, Any], key: str) -> bool:
    value = plain.get(key, True)
    if not isinstance(value, bool):
        raise _wrong(key, " true 或 false")
    return value


def _add_project(pen: Transaction, unit_id: int, plain: Mapping[str, Any]) -> None:
    fields = _texts(plain, PROJECT_FIELDS)
    place = len(pen.book.children(unit_id))
    project_id = pen.insert(unit_id, place, **fields, reviewed=_flag(plain, "reviewed"))
    rows = [_row(row) for row in _tables(plain, "indicators")]
    levels = [(row["level1"], row["level2"]) for row in rows]
    for index, row in enumerate(framework.arrange(rows, levels)):
        pen.insert(project_id, index, **row)


def _row(plain: Mapping[str, Any]) -> dict[str, Any]:
    last = plain.get("last")
    if last is not None and not isinstance(last, Mapping):
        raise _wrong("last", "一组名称和内容，或 null")
    target = Target(**_texts(last, _TARGET)) if last is not None else None
    return _texts(plain, INDICATOR_FIELDS) | {"reviewed": _flag(plain, "reviewed"), "last": target}
