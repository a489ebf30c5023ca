"""快捷键, 关于 and 用户手册: everything one may want to read, offline."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QImage, QKeySequence, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ... import __version__, resources
from ...domain import terms
from ..actions import ENTRIES, MENUS
from ..style.icons import pixmap
from ..widgets import label
from .base import Dialog

PICTURE_WIDTH = 820
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
PARTS = (
    ("Qt / PySide6", "LGPL-3.0"), ("openpyxl", "MIT"), ("reportlab", "BSD"), ("pandas", "BSD-3-Clause"),
    ("pdfplumber", "MIT"), ("python-calamine", "MIT"), ("lxml", "BSD-3-Clause"), ("python-docx", "MIT"),
    ("pypinyin", "MIT"), ("思源宋体、思源黑体 (Noto Serif/Sans SC)", "OFL-1.1"),
)  # fmt: skip


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


class AboutDialog(Dialog):
    """Version, what the program is made of, and that it needs no network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "about_dialog", "关于")
        self.only_close()
        self.setMinimumWidth(460)
        head = QHBoxLayout()
        head.setSpacing(14)
        picture = QLabel()
        picture.setPixmap(pixmap("app", 48, ratio=self.devicePixelRatioF()))
        head.addWidget(picture)
        words = QVBoxLayout()
        name = label(terms.PROGRAM, "title")
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        name.setFont(font)
        words.addWidget(name)
        words.addWidget(label(f"版本 {__version__}", "muted"))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.add_note("部门预算项目支出绩效目标的离线填报、检查、打印和导出。不联网，不登录，不上传任何内容。", "text")
        self.add_note("使用的部件：" + "、".join(f"{part}（{licence}）" for part, licence in PARTS))
        self.add_note(
            f"Python {platform.python_version()} · Qt {qVersion()} · {platform.system()} {platform.machine()}"
        )


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


class ManualBrowser(QTextBrowser):
    """A browser whose pictures are never wider than the page."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        loaded = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value or not isinstance(name, QUrl):
            return loaded
        picture = QImage(str(Path(self.source().toLocalFile()).parent / name.path()))
        if picture.isNull() or picture.width() <= PICTURE_WIDTH:
            return picture if not picture.isNull() else loaded
        return picture.scaledToWidth(PICTURE_WIDTH, Qt.TransformationMode.SmoothTransformation)


class ManualDialog(Dialog):
    """用户手册, with its pictures, offline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "manual_dialog", "用户手册")
        self.only_close()
        self.resize(940, 700)
        self.browser = ManualBrowser()
        self.browser.setObjectName("manual")
        self.browser.setOpenExternalLinks(False)
        path = manual_path()
        self.browser.setSearchPaths([str(path.parent)])
        self.browser.setSource(QUrl.fromLocalFile(str(path)))
        self.body.addWidget(self.browser)


def manual_path() -> Path:
    """Return where the manual stands: among the resources, or in a checkout's docs.

    Raises FileNotFoundError when the program was installed without it.
    """
    for path in (resources.path("help", "用户手册.md"), resources.root().parent / "docs" / "用户手册.md"):
        if path.is_file():
            return path
    raise FileNotFoundError("用户手册.md")
