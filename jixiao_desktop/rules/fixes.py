"""Fixes: the words on the button and the command behind it."""

from __future__ import annotations

from ..domain import commands
from ..domain.findings import Fix


def fill(node: int, field: str, value: str) -> Fix:
    """填入 5: fill an empty cell."""
    return Fix(f"填入 {value}", commands.set_cell(node, field, value, f"填入{value}"))


def change(node: int, field: str, value: str, label: str | None = None) -> Fix:
    """改为 件: put something else into a cell."""
    return Fix(label or f"改为 {value}", commands.set_cell(node, field, value, f"改为{value}"))


def rename(node: int, new: str, shown: str | None = None) -> Fix:
    """改名为…使用年限: give a row or a project another name; only the end of a long one is shown."""
    return Fix(f"改名为{shown or tail(new)}", commands.set_cell(node, "name", new, f"改名为{tail(new)}"))


def clear_value(node: int, unit: str) -> Fix:
    """单位改 % 并重填指标值: another unit, with which the old figure would mean nothing."""
    return Fix(
        f"单位改 {unit} 并重填指标值",
        commands.set_cells([(node, "unit", unit), (node, "value", None)], f"单位改{unit}"),
    )


def cells(node: int, label: str, **values: str | None) -> Fix:
    """Set several cells of one row."""
    return Fix(label, commands.set_cells([(node, name, value) for name, value in values.items()], label))


def tail(text: str, length: int = 5) -> str:
    """Return the end of a long text after …"""
    return text if len(text) <= length + 4 else f"…{text[-length:]}"
