"""What a screen reader hears: every control by a name, every cell by its column and its value."""

from __future__ import annotations

from .conftest import Screen

CONTROLS = {"push button", "check box", "radio button", "combo box", "text", "tree", "tree table", "table", "list",
            "menu item", "page tab", "table column header", "spin button"}  # fmt: skip
GRID = ["tree", "分级视图"]


def test_every_control_in_sight_has_a_name(screen: Screen) -> None:
    nameless = [
        " › ".join(name or role for role, name in [*item["above"][-4:], [item["role"], "?"]])
        for item in screen.aloud()
        if item["role"] in CONTROLS and not item["name"] and not item["description"]
    ]
    assert not nameless, "\n".join(nameless)


def test_cells_are_read_with_column_value_and_state(screen: Screen) -> None:
    cells = [item["name"] for item in screen.aloud() if item["role"] == "table cell" and item["above"][-1] == GRID]
    assert any(cell.startswith("指标值 ") and cell != "指标值 空" for cell in cells)
    names = [cell for cell in cells if cell.startswith("项目 / 指标名称 享受")]
    assert names and all("未核对" in name for name in names)
    assert {cell.split()[0] for cell in cells} >= {"项目", "性质", "指标值", "度量单位", "分值权重", "上年值", "较上年"}
