"""填报规则: what varies by province, county and year, read from a TOML text and checked when loaded.

The files are resources/profiles/*.toml; docs/profiles.md documents every key. A profile is data only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from .errors import UserError

SEVERITIES = ("error", "warning", "hint", "off")


@dataclass(frozen=True, slots=True)
class Level2:
    """One 二级: canonical name, the words that the form prints, and whether every project needs it."""

    name: str
    printed: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Level1:
    """One 一级: canonical name, printed words, its share in points (None: not fixed), whether needed, its 二级."""

    name: str
    printed: str
    share: Decimal | None
    required: bool
    seconds: tuple[Level2, ...]


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of the 总表: key, header text, width in mm (a share of the page's printable width)."""

    key: str
    header: str
    width: float


@dataclass(frozen=True, slots=True)
class Profile:
    """填报规则 as loaded. `execution_weight` and the shares are points of 100."""

    name: str
    title: str
    source: str
    certainty: str
    levels: tuple[Level1, ...]
    execution_weight: Decimal
    total: Decimal = Decimal(100)
    decimals: int = 2
    weight_decimals: int = 1
    columns: tuple[FormColumn, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    execution_note: str = ""

    @property
    def leaves(self) -> Decimal:
        """What the weights of a project's indicators add up to: the total less 预算执行率."""
        return self.total - self.execution_weight

    def level1(self, name: str | None) -> Level1 | None:
        """Return the 一级 with this canonical name, or None."""
        return next((level for level in self.levels if level.name == name), None)

    def level2(self, level1: str | None, name: str | None) -> Level2 | None:
        """Return the 二级 with this canonical name under a 一级, or None."""
        first = self.level1(level1)
        return next((second for second in first.seconds if second.name == name), None) if first else None

    def printed_level1(self, name: str | None) -> str:
        """Return what the form prints for a 一级; unknown names as they stand, "" for none."""
        level = self.level1(name)
        return level.printed if level else name or ""

    def printed_level2(self, level1: str | None, name: str | None) -> str:
        """Return what the form prints for a 二级; unknown names as they stand, "" for none."""
        level = self.level2(level1, name)
        return level.printed if level else name or ""


class _Reader:
    """Reads typed values out of a TOML table and names line and key when one is wrong."""

    def __init__(self, text: str, place: str) -> None:
        self.text, self.place = text, place

    def fail(self, key: str, problem: str, value: Any = None) -> UserError:
        rows = [(n, row) for n, row in enumerate(self.text.splitlines(), 1) if _key(row) == key]
        first = rows[0][0] if rows else 0
        line = next((n for n, row in rows if value is not None and _value(row, key) == value), first)
        where = f"第 {line} 行 {key}" if line else key
        return UserError(f"填报规则 {self.place} 的{where}{problem}，请改正后再导入。")

    def get(self, table: Mapping[str, Any], key: str, kind: type, default: Any = ...) -> Any:
        if key not in table:
            if default is ...:
                raise self.fail(key, "没有填写")
            return default
        value = table[key]
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise self.fail(key, f"的内容不对（{value!r}）", value)
        return value

    def points(self, table: Mapping[str, Any], key: str, default: Any = ...) -> Decimal | None:
        if key not in table and default is not ...:
            return default  # type: ignore[no-any-return]
        try:
            points = Decimal(str(table[key]))
        except (KeyError, InvalidOperation):
            raise self.fail(key, "应当是分值", table.get(key)) from None
        if not points.is_finite() or not 0 <= points <= 100:
            raise self.fail(key, "应当在 0 到 100 之间", table[key])
        return points

    def tables(self, table: Mapping[str, Any], key: str, default: Any = ...) -> list[Mapping[str, Any]]:
        found = self.get(table, key, list, default)
        if not all(isinstance(item, Mapping) for item in found):
            raise self.fail(key, f"应当写成 [[{key}]] 的形式", found)
        return list(found)

    def texts(self, table: Mapping[str, Any], key: str, allowed: tuple[str, ...] = ()) -> dict[str, str]:
        found = self.get(table, key, dict, {})
        for name, value in found.items():
            if not isinstance(value, str) or (allowed and value not in allowed):
                raise self.fail(name, f"应当是{'、'.join(allowed) or '文字'}", value)
        return dict(found)

    def words(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        values = self.get(table, key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self.fail(key, "应当是文字的列表", values)
        return tuple(values)


def _key(row: str) -> str:
    return row.split("=")[0].strip().strip("\"'")


def _value(row: str, key: str) -> Any:
    """Return what one line of the file says for `key`, or None when the line does not stand by itself."""
    try:
        return tomllib.loads(row.strip()).get(key)
    except tomllib.TOMLDecodeError:
        return None


def parse_profile(text: str, name: str) -> Profile:
    """Return the profile that a TOML text describes; `name` is its file name without ending.

    Raises UserError that names line and key when something is missing or wrong.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"填报规则 {name} 的格式有误（{error}），请改正后再导入。") from error
    read = _Reader(text, name)
    weights, form = read.get(data, "weights", dict), read.get(data, "form", dict, {})
    words = read.get(data, "vocabulary", dict, {})
    needed = read.get(data, "required", dict, {})
    execution = read.points(weights, "execution")
    total = read.points(weights, "total", Decimal(100))
    assert execution is not None and total is not None
    return Profile(
        name=name,
        title=read.get(data, "title", str),
        source=read.get(data, "source", str),
        certainty=read.get(data, "certainty", str),
        levels=tuple(_level1(read, table) for table in read.tables(data, "level")),
        execution_weight=execution,
        total=total,
        decimals=read.get(weights, "budget_decimals", int, 2),
        weight_decimals=read.get(weights, "weight_decimals", int, 1),
        columns=tuple(_column(read, table) for table in read.tables(form, "column", [])),
        titles=read.texts(form, "titles"),
        execution_note=read.get(form, "execution_note", str, ""),
        categories=read.words(words, "categories"),
        comparators=read.words(words, "comparators"),
        units=read.words(words, "units"),
        required={kind: read.words(needed, kind) for kind in needed},
        severities=read.texts(data, "severities", SEVERITIES),
        places=read.texts(data, "places"),
    )


def _level1(read: _Reader, table: Mapping[str, Any]) -> Level1:
    name = read.get(table, "name", str)
    return Level1(
        name=name,
        printed=read.get(table, "printed", str, name),
        share=read.points(table, "share", None),
        required=read.get(table, "required", bool, False),
        seconds=tuple(
            Level2(
                read.get(second, "name", str),
                read.get(second, "printed", str, second["name"]),
                read.get(second, "required", bool, False),
            )
            for second in read.tables(table, "second", [])
        ),
    )


def _column(read: _Reader, table: Mapping[str, Any]) -> FormColumn:
    return FormColumn(
        read.get(table, "key", str),
        read.get(table, "header", str),
        float(read.get(table, "width", (int, float))),  # type: ignore[arg-type]
    )
