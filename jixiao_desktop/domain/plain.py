"""A book as plain data: the `jixiao-book` JSON of version 1, and back.

This is the exchange between readers, exports and the command line; docs/file-format.md describes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .book import INDICATOR_FIELDS, PROJECT_FIELDS, ROOT, Book, Facts, Indicator, Project, Target
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
    """Return the book that plain data describes; keys that are missing are None.

    Raises UserError when the data is not of this format or of a newer version.
    """
    if plain.get("format") not in (None, FORMAT) or not isinstance(plain.get("units"), list):
        raise UserError("这不是本程序的填报数据（缺少 units）。")
    if plain.get("version", VERSION) > VERSION:
        raise UserError("这份填报数据由更新版本的程序生成，请升级本程序后再打开。")
    book = Book(_facts(plain))
    pen = Transaction(book)
    for unit in plain["units"]:
        unit_id = pen.insert(ROOT, len(book.children(ROOT)), code=unit.get("code"), name=unit.get("name"))
        for project in unit.get("projects", ()):
            _add_project(pen, unit_id, project)
    return book


def _facts(plain: Mapping[str, Any]) -> Facts:
    defaults = Facts()
    names = ("year", "stage", "title", "profile", "stated_total", *_EXTRA_FACTS)
    return Facts(**{name: plain.get(name, getattr(defaults, name)) for name in names})


def _add_project(pen: Transaction, unit_id: int, plain: Mapping[str, Any]) -> None:
    fields = {name: plain.get(name) for name in PROJECT_FIELDS}
    place = len(pen.book.children(unit_id))
    project_id = pen.insert(unit_id, place, **fields, reviewed=plain.get("reviewed", True))
    for index, row in enumerate(plain.get("indicators", ())):
        last = row.get("last")
        pen.insert(
            project_id,
            index,
            **{name: row.get(name) for name in INDICATOR_FIELDS},
            reviewed=row.get("reviewed", True),
            last=Target(**{name: last.get(name) for name in _TARGET}) if last else None,
        )
