"""What the three views show: their columns and the shape of their rows, as data.

A column names the field that each kind of row edits in it; a kind that is missing shows a derived text or nothing.
Widths are device-independent pixels at 100 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Align = Literal["left", "center", "right"]
Grouping = Literal["levels", "flat", "projects"]
Editor = Literal["text", "name", "comparator", "unit", "level1", "level2"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` names it for events and tests, `fields` maps a kind of row to the field it edits."""

    key: str
    header: str
    width: int
    align: Align = "center"
    fields: Mapping[str, str] = field(default_factory=dict)
    editor: Editor = "text"
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """One view: its columns and how indicators stand under their project."""

    name: str
    grouping: Grouping
    title: str
    indent: int
    columns: tuple[Column, ...]

    def place(self, field: str | None, kind: str = "indicator") -> int:
        """Return the number of the column that edits a field of a kind of row, or has this key; 0 for none."""
        edits = (n for n, column in enumerate(self.columns) if field and column.fields.get(kind) == field)
        named = (n for n, column in enumerate(self.columns) if column.key == field)
        return next(edits, next(named, 0))

    def widened(self, **widths: int) -> Layout:
        """Return the same layout with other widths for some columns."""
        return replace(self, columns=tuple(replace(c, width=widths.get(c.key, c.width)) for c in self.columns))


def _own(key: str) -> dict[str, str]:
    return {"indicator": key}


_NAMES = {"unit": "name", "project": "name", "indicator": "name"}
_QUANTITY = (
    Column("comparator", "性质", 52, "center", _own("comparator"), "comparator", "≥ ≤ = > < 定性；键入 1–6 也可选"),
    Column("value", "指标值", 86, "center", _own("value"), tip="可一次键入 ≥95%、不少于190人、定性 有效提升"),
    Column("unit", "度量单位", 70, "center", _own("unit"), "unit", "Alt+↓ 打开列表；可键入拼音首字母"),
    Column("weight", "分值权重", 76, "right", _own("weight"), tip="本条指标的分值"),
    Column("last", "上年值", 100, "center", tip="上年的性质、指标值和单位；Ctrl+L 取用"),
    Column("change", "较上年", 80, "center", tip="与上年指标值相比"),
)

TREE = Layout(
    "book_tree", "levels", "分级视图", 18, (Column("name", "项目 / 指标名称", 390, "left", _NAMES, "name"), *_QUANTITY)
)

TABLE = Layout(
    "book_table",
    "flat",
    "表格视图",
    12,
    (
        Column("level1", "一级指标", 116, "left", {"indicator": "level1", "project": "name", "unit": "name"}, "level1"),
        Column("level2", "二级指标", 108, "left", _own("level2"), "level2"),
        Column("name", "三级指标", 260, "left", _own("name"), "name"),
        *_QUANTITY,
    ),
).widened(value=76, weight=70, last=82, change=60)

OVERVIEW = Layout(
    "overview",
    "projects",
    "项目一览",
    14,
    (
        Column("name", "项目名称", 330, "left", {"unit": "name", "project": "name"}),
        Column("last_budget", "上年预算", 92, "right", {"project": "last_budget"}, tip="万元"),
        Column("control", "控制数", 92, "right", {"project": "control"}, tip="财政下达的控制数，万元"),
        Column("budget", "本年预算", 92, "right", {"project": "budget"}, tip="万元"),
        Column("difference", "差额", 84, "right", tip="本年预算减控制数；没有控制数时减上年预算，万元"),
        Column("score", "分值", 72, "center", tip="已给出的分值 / 应给出的分值"),
        Column("check", "检查结果", 130, "left"),
    ),
)
