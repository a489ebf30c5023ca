"""填报规则: what varies by province, county and year, read from a TOML text and checked when loaded.

The files are resources/profiles/*.toml; docs/profiles.md documents every key. A profile is data only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .book import INDICATOR_FIELDS, PROJECT_FIELDS, UNIT_FIELDS
from .form_layout import FormLayout, parse_layout
from .profile_text import ProfileText
from .upload import USUAL, Upload, parse_upload

SEVERITIES = ("error", "warning", "hint", "off")


@dataclass(frozen=True, slots=True)
class Level2:
    """One 二级: canonical name, the words that the form prints, whether projects need it, and of which categories.

    `categories` are the numbers that a 项目类别 begins with (3, 31); none means every project.
    """

    name: str
    printed: str
    required: bool = False
    categories: tuple[str, ...] = ()

    def needed_by(self, category: str | None) -> bool:
        """Return whether a project of this 项目类别 needs such a row; one without a category is asked as the others."""
        return self.required and (not self.categories or not category or category.startswith(self.categories))


@dataclass(frozen=True, slots=True)
class Level1:
    """One 一级: canonical name, printed words, its share in points (None: not fixed), whether needed, its 二级."""

    name: str
    printed: str
    share: Decimal | None
    required: bool
    seconds: tuple[Level2, ...]


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
    layout: FormLayout = field(default_factory=FormLayout)
    titles: Mapping[str, str] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    execution_note: str = ""
    upload: Upload = USUAL

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


KEYS = ("title", "source", "certainty", "weights", "level", "required", "vocabulary", "places", "severities", "form",
        "upload")  # fmt: skip
WEIGHT_KEYS = ("total", "execution", "weight_decimals", "budget_decimals")
LEVEL_KEYS = ("name", "printed", "share", "required", "second")
SECOND_KEYS = ("name", "printed", "required", "categories")
FORM_KEYS = ("execution_note", "titles", "column", "head", "foot")
WORD_KEYS = ("categories", "comparators", "units", "terms")
_REQUIRED = {"unit": UNIT_FIELDS, "project": PROJECT_FIELDS, "indicator": INDICATOR_FIELDS}
_FINEST = 4


def parse_profile(text: str, name: str) -> Profile:
    """Return the profile that a TOML text describes; `name` is its file name without ending.

    Raises UserError that names line and key when something is missing, wrong or unknown.
    """
    read = ProfileText(text, name)
    data = read.data
    read.only(data, KEYS)
    weights, form = read.get(data, "weights", dict), read.get(data, "form", dict, {})
    words, needed = read.get(data, "vocabulary", dict, {}), read.get(data, "required", dict, {})
    tables = ((weights, WEIGHT_KEYS), (words, WORD_KEYS), (needed, tuple(_REQUIRED)), (form, FORM_KEYS))
    for table, known in tables:
        read.only(table, known)
    execution = read.points(weights, "execution")
    total = read.points(weights, "total", Decimal(100))
    assert execution is not None and total is not None
    return Profile(
        name=name,
        title=read.get(data, "title", str),
        source=read.get(data, "source", str),
        certainty=read.get(data, "certainty", str),
        levels=_levels(read, data),
        execution_weight=execution,
        total=total,
        decimals=read.whole(weights, "budget_decimals", 2, _FINEST),
        weight_decimals=read.whole(weights, "weight_decimals", 1, _FINEST),
        layout=parse_layout(read, form),
        titles=read.texts(form, "titles"),
        execution_note=read.get(form, "execution_note", str, ""),
        categories=read.words(words, "categories"),
        comparators=read.words(words, "comparators"),
        units=read.words(words, "units"),
        terms=read.words(words, "terms"),
        required={kind: read.words(needed, kind, _REQUIRED[kind]) for kind in needed},
        severities=read.texts(data, "severities", SEVERITIES),
        places=read.texts(data, "places"),
        upload=parse_upload(read, read.get(data, "upload", dict, {})),
    )


def _levels(read: ProfileText, data: Mapping[str, Any]) -> tuple[Level1, ...]:
    levels: list[Level1] = []
    for table in read.tables(data, "level"):
        level = _level1(read, table)
        if any(level.name == earlier.name for earlier in levels):
            raise read.fail(table, "name", f"{level.name} 写了两次")
        levels.append(level)
    if not levels:
        raise read.fail(data, "level", "没有填写")
    return tuple(levels)


def _level1(read: ProfileText, table: Mapping[str, Any]) -> Level1:
    read.only(table, LEVEL_KEYS)
    name = read.get(table, "name", str)
    return Level1(
        name=name,
        printed=read.get(table, "printed", str, name),
        share=read.points(table, "share", None),
        required=read.get(table, "required", bool, False),
        seconds=tuple(_level2(read, second) for second in read.tables(table, "second", [])),
    )


def _level2(read: ProfileText, table: Mapping[str, Any]) -> Level2:
    read.only(table, SECOND_KEYS)
    name = read.get(table, "name", str)
    categories = read.words(table, "categories")
    required = read.get(table, "required", bool, bool(categories))
    return Level2(name, read.get(table, "printed", str, name), required, categories)
