"""How the flat table looks for another system: which columns stand under which headers. It is profile data.

A column shows a field of the book, or the same text in every row; words can be replaced by the other system's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .profile_text import ProfileText

FIELDS: dict[str, tuple[str, str]] = {
    "year": ("book", "year"), "stage": ("book", "stage"), "unit_code": ("unit", "code"), "unit_name": ("unit", "name"),
    "project_code": ("project", "code"), "project_name": ("project", "name"), "category": ("project", "category"),
    "budget": ("project", "budget"), "control": ("project", "control"), "last_budget": ("project", "last_budget"),
    "fiscal_funds": ("project", "fiscal_funds"), "other_funds": ("project", "other_funds"),
    "department": ("project", "department"), "implementer": ("project", "implementer"),
    "attribute": ("project", "attribute"), "period": ("project", "period"), "objective": ("project", "objective"),
    "overall_objective": ("project", "overall_objective"), "execution_weight": ("project", "execution_weight"),
    "level1": ("indicator", "level1"), "level2": ("indicator", "level2"), "indicator_name": ("indicator", "name"),
    "comparator": ("indicator", "comparator"), "value": ("indicator", "value"), "unit": ("indicator", "unit"),
    "weight": ("indicator", "weight"),
}  # fmt: skip
"""Key of a column -> the record it is read from, and the field there."""

TARGET = "target"
"""Key of the column that joins sign, value and unit: ≥95%."""
MONEY = frozenset({"budget", "control", "last_budget", "fiscal_funds", "other_funds"})
WAN, YUAN = "万元", "元"


@dataclass(frozen=True, slots=True)
class UploadColumn:
    """One column: its header, and the key it shows or the `text` that stands in every row."""

    header: str
    key: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """The whole table: its columns, what money is written in, and by key the words that stand for the book's own."""

    columns: tuple[UploadColumn, ...]
    money: str = WAN
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


_USUAL = {
    "year": "年度", "stage": "阶段", "unit_code": "单位编码", "unit_name": "单位名称", "project_code": "项目编码",
    "project_name": "项目名称", "category": "项目类别", "budget": "预算数(万元)", "objective": "绩效目标",
    "level1": "一级指标", "level2": "二级指标", "indicator_name": "三级指标", "comparator": "绩效指标性质",
    "value": "绩效指标值", "unit": "度量单位", "weight": "分值权重",
}  # fmt: skip
USUAL = Upload(tuple(UploadColumn(header, key) for key, header in _USUAL.items()))
"""The table of a profile that says nothing about it: every column of the form, texts as they stand."""


def parse_upload(read: ProfileText, table: Mapping[str, Any]) -> Upload:
    """Return what the `[upload]` of a profile says. Raises UserError that names line and key."""
    if not table:
        return USUAL
    read.only(table, ("money", "words", "column"))
    money = read.get(table, "money", str, WAN)
    if money not in (WAN, YUAN):
        raise read.fail(table, "money", f"应当是 {WAN} 或 {YUAN}")
    words = read.get(table, "words", dict, {})
    read.only(words, tuple(FIELDS))
    columns = tuple(_column(read, column) for column in read.tables(table, "column", []))
    return Upload(columns or USUAL.columns, money, {key: read.texts(words, key) for key in words})


def _column(read: ProfileText, table: Mapping[str, Any]) -> UploadColumn:
    read.only(table, ("header", "key", "text"))
    header, key = read.get(table, "header", str), read.get(table, "key", str, None)
    text = read.get(table, "text", str, None)
    if key is not None and key not in (*FIELDS, TARGET):
        raise read.fail(table, "key", f"里的 {key} 不认识，可用：{'、'.join((*FIELDS, TARGET))}")
    if (key is None) == (text is None):
        raise read.fail(table, "header", "这一栏应当写 key（栏目）或 text（固定文字）之一")
    return UploadColumn(header, key, text)
