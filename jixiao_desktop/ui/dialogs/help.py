"""快捷键: every key, made from the one action list."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from ..actions import ENTRIES, MENUS
from .base import Dialog

IN_THE_GRID = (
    ("Enter / Shift+Enter", "下一行 / 上一行；项目最后一行之后新开一行"),
    ("Tab / Shift+Tab", "右一格 / 左一格，到行末转到下一行"),
    ("F2 / Esc", "编辑单元格 / 放弃修改"),
    ("直接输入", "替换单元格内容，可直接用输入法"),
    ("Alt+↓", "打开下拉列表"),
    ("菜单键 / Shift+F10", "打开右键菜单"),
    ("Ctrl+Enter", "用同一内容填满所选"),
    ("≥95%", "在性质、指标值或单位格输入，一次填好三格"),
    ("> 或 >>", "在性质格输入得到 ≥ 或 >；1–6 选择性质"),
    ("Alt+Enter", "在长文字里换行"),
)
IN_THE_FINDINGS = (
    ("↑ / ↓", "上一条 / 下一条"),
    ("Enter", "转到有问题的单元格"),
    ("菜单键 / Shift+F10", "打开这一条能做的事：改正、说明、属实"),
)


class ShortcutsDialog(Dialog):
    """Every key, made from the one action list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "shortcuts_dialog", "快捷键")
        self.only_close()
        self.resize(620, 560)
        view = QTreeWidget()
        view.setAccessibleName("快捷键")
        view.setHeaderLabels(["操作", "按键"])
        view.header().resizeSection(0, 330)
        for menu in MENUS:
            self._add_group(view, menu, [(e.label, _keys(e.keys)) for e in ENTRIES if e.menu == menu and e.keys])
        self._add_group(view, "在表格里", [(words, keys) for keys, words in IN_THE_GRID])
        self._add_group(view, "在检查结果里", [(words, keys) for keys, words in IN_THE_FINDINGS])
        self.body.addWidget(view)

    def _add_group(self, view: QTreeWidget, title: str, rows: list[tuple[str, str]]) -> None:
        if not rows:
            return
        top = QTreeWidgetItem(view, [title])
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        for words, keys in rows:
            QTreeWidgetItem(top, [words, keys])
        top.setExpanded(True)


def _keys(keys: tuple[str, ...]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return "  或  ".join(QKeySequence(key).toString(native) for key in keys)
