"""快捷键 and 检查规则: made from the one action list and from the rules themselves."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QTextBrowser, QTreeWidget, QTreeWidgetItem, QWidget

from ..actions import ENTRIES, MENUS
from .base import Dialog

IN_THE_GRID = (
    ("Enter / Shift+Enter", "下一行 / 上一行；项目最后一行之后新开一行"),
    ("Tab / Shift+Tab", "右一格 / 左一格，到行末转到下一行"),
    ("F2 / Esc", "编辑单元格 / 放弃修改"),
    ("直接输入", "替换单元格内容，可直接用输入法"),
    ("Alt+↓", "打开下拉列表"),
    ("Ctrl+Enter", "用同一内容填满所选"),
    ("≥95%", "在性质、指标值或单位格输入，一次填好三格"),
    ("> 或 >>", "在性质格输入得到 ≥ 或 >；1–6 选择性质"),
    ("Alt+Enter", "在长文字里换行"),
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


class RulesDialog(Dialog):
    """检查规则: every rule with its reason, its source and an example, made from the rules themselves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        from ...rules.document import text

        super().__init__(parent, "rules_dialog", "检查规则")
        self.only_close()
        self.resize(860, 600)
        view = QTextBrowser()
        view.setAccessibleName("检查规则")
        view.setMarkdown(text())
        self.body.addWidget(view)
