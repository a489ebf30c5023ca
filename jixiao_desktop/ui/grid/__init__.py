"""The three grids of the window: 分级视图, 表格视图 and 项目一览, on one model, one view and one set of keys."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ..bridge import Bridge
from ..marks import Marks
from .columns import OVERVIEW, TABLE, TREE
from .view import GridView

__all__ = ["BookTable", "BookTree", "GridView", "Overview"]


class BookTree(GridView):
    """分级视图: 单位 → 项目 → 一级 → 二级 → 三级, edited in place."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, marks: Marks | None = None) -> None:
        super().__init__(bridge, TREE, parent, marks)


class BookTable(GridView):
    """表格视图: the same rows with 一级, 二级 and 三级 as columns, as the form prints them."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, marks: Marks | None = None) -> None:
        super().__init__(bridge, TABLE, parent, marks)


class Overview(GridView):
    """项目一览: one row a project, its figures typed and pasted by column."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, marks: Marks | None = None) -> None:
        super().__init__(bridge, OVERVIEW, parent, marks)
