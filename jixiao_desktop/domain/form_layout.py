"""How the 总表 looks in one place: its columns, and the lines above and below a form. It is profile data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal, get_args

from . import stage
from .profile_text import ProfileText

Align = Literal["left", "center", "right"]
ALIGNS: tuple[Align, ...] = get_args(Align)
MONEY_COLUMNS = ("budget", "control", "last_budget", "fiscal_funds", "other_funds")
COLUMNS = ("unit_name", "project_name", "code", "category", "objective", "execution_weight", *MONEY_COLUMNS, "level1",
           "level2", "indicator_name", "comparator", "value", "unit", "weight")  # fmt: skip
_ALWAYS_MERGED = "objective"
_FIGURES = (*MONEY_COLUMNS, "value", "weight")
_MOST_DECIMALS, _WIDEST_MM = 6, 400.0

LINE_FIELDS = {
    "单位": "", "年度": "year", "单位负责人": "responsible", "填报人": "preparer", "联系电话": "phone",
    "填报日期": "filled_on",
}  # fmt: skip
"""What stands in {} in a line, and the fact of the book behind it; 单位 is the form's one unit."""
_FIELD = re.compile(r"\{([^{}]*)\}")
_COLUMN_KEYS = ("key", "header", "width", "align", "merged", "decimals")
_LINE_KEYS = ("texts", "aligns", "stages")


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of the 总表: key, header text, width in mm (a share of the page's printable width).

    `align` None is the usual one of the key; `merged` False repeats a text on every row (an amount stands on the
    first one); figures show at least `decimals`, with zeros.
    """

    key: str
    header: str
    width: float
    align: Align | None = None
    merged: bool = True
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line above or below a form: texts with their alignment, spread over its width; for some stages, or all."""

    parts: tuple[tuple[str, Align], ...]
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormLayout:
    """Columns and lines; what is empty is as usual: twelve columns, seal and signatures on an 申报表."""

    columns: tuple[FormColumn, ...] = ()
    head: tuple[FormLine, ...] = ()
    foot: tuple[FormLine, ...] = ()


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """Return a line's text with its {fields} filled in."""
    return _FIELD.sub(lambda found: values.get(found[1], ""), text)


def parse_layout(read: ProfileText, form: Mapping[str, Any]) -> FormLayout:
    """Return the layout that the table [form] of a profile describes. Raises UserError as all readers do."""
    columns = tuple(_column(read, table) for table in read.tables(form, "column", []))
    keys = [column.key for column in columns]
    for table, key in zip(read.tables(form, "column", []), keys, strict=True):
        if keys.count(key) > 1:
            raise read.fail(table, "key", f"{key} 写了两次")
    if columns and "indicator_name" not in keys:
        raise read.fail(form, "column", "缺少三级指标一栏（indicator_name）")
    head, foot = (tuple(_line(read, table) for table in read.tables(form, place, [])) for place in ("head", "foot"))
    return FormLayout(columns, head, foot)


def _column(read: ProfileText, table: Mapping[str, Any]) -> FormColumn:
    read.only(table, _COLUMN_KEYS)
    key, width = _one_of(read, table, "key", COLUMNS), float(read.get(table, "width", (int, float)))
    if not isfinite(width) or not 0 < width <= _WIDEST_MM:
        raise read.fail(table, "width", f"应当是大于 0、不超过 {_WIDEST_MM:g} 的毫米数")
    merged = read.get(table, "merged", bool, True)
    if key == _ALWAYS_MERGED and not merged:
        raise read.fail(table, "merged", "不能是 false：绩效目标一栏总是合并")
    decimals = read.whole(table, "decimals", 0, _MOST_DECIMALS)
    if decimals and key not in _FIGURES:
        raise read.fail(table, "decimals", f"只用于数字的栏目：{'、'.join(_FIGURES)}")
    align = _one_of(read, table, "align", ALIGNS) if "align" in table else None
    return FormColumn(key, read.get(table, "header", str), width, align, merged, decimals)


def _one_of(read: ProfileText, table: Mapping[str, Any], key: str, allowed: tuple[Any, ...]) -> Any:
    value = read.get(table, key, str)
    if value not in allowed:
        raise read.fail(table, key, f"里的 {value} 不认识，可用：{'、'.join(allowed)}")
    return value


def _line(read: ProfileText, table: Mapping[str, Any]) -> FormLine:
    read.only(table, _LINE_KEYS)
    texts = read.words(table, "texts")
    aligns = read.words(table, "aligns", ALIGNS) or ("left",) * len(texts)
    if not texts or len(aligns) != len(texts):
        raise read.fail(table, "texts", "和 aligns 应当一样多，至少一段文字")
    for name in (name for text in texts for name in _FIELD.findall(text)):
        if name not in LINE_FIELDS:
            raise read.fail(table, "texts", f"里的 {{{name}}} 不认识，可用：{'、'.join(LINE_FIELDS)}")
    return FormLine(tuple(zip(texts, aligns, strict=True)), read.words(table, "stages", stage.STAGES))  # type: ignore[arg-type]
