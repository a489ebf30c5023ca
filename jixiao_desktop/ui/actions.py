"""The one list of everything the window can do: it feeds menus, toolbar, shortcuts, tooltips and the shortcut page.

An action names its handler as `desk.method`; `window.MainWindow` owns the desks (files, editing, outputs, viewing,
helping). Scope "grid" means that the keys count only inside the three grid views, so that text fields keep theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from .style.icons import icon

Scope = Literal["window", "grid"]
MENUS = {"文件": "F", "编辑": "E", "项目": "P", "检查": "C", "输出": "O", "视图": "V", "帮助": "H"}
"""The menus in order, each with the letter that opens it together with Alt."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: id (its objectName), words, menu, handler, keys, icon, help, and what it needs to be enabled."""

    id: str
    text: str
    menu: str
    handler: str
    keys: tuple[str, ...] = ()
    icon: str | None = None
    tip: str = ""
    short: str = ""
    scope: Scope = "window"
    needs_book: bool = True
    toggle: bool = False
    group: str = ""
    submenu: str = ""
    separated: bool = False

    @property
    def label(self) -> str:
        """The words without the dots that announce a dialog."""
        return self.text.removesuffix("…")


def _file(id_: str, text: str, *keys: str, icon: str | None = None, tip: str = "", **more: object) -> Entry:
    handler = str(more.pop("handler", f"files.{id_}"))
    return Entry(id_, text, "文件", handler, keys, icon, tip, **more)  # type: ignore[arg-type]


def _grid(id_: str, text: str, menu: str, *keys: str, icon: str | None = None, tip: str = "", **more: object) -> Entry:
    return Entry(id_, text, menu, f"editing.{id_}", keys, icon, tip, scope="grid", **more)  # type: ignore[arg-type]


FILE = (
    _file("new", "新建…", "Ctrl+N", icon="new", tip="新建一个空的年度填报", needs_book=False),
    _file(
        "open", "打开…", "Ctrl+O", icon="open", tip="打开填报文件，或上年的 Excel、PDF、Word、文本", needs_book=False
    ),
    _file("import_form", "导入…", "Ctrl+I", icon="import", tip="把其他文件读入本填报或新的填报", needs_book=False),
    _file("compare", "与另一份比较…", icon="search", tip="逐格列出另一份填报或改过的表中的不同，采纳所选"),
    _file("begin_last_year", "从上年文件开始…", icon="import", tip="选择上年的表，读入后编制下年度", needs_book=False),
    _file("new_year", "编制下年度…", icon="new_year", tip="由本年的表生成下一年度的草稿", separated=True),
    _file("save", "保存", "Ctrl+S", icon="save", tip="保存到文件", separated=True),
    _file("save_as", "另存为…", "Ctrl+Shift+S", icon="save_as", tip="保存为另一个文件"),
    _file("former_versions", "历史版本…", icon="recent", tip="打开这份文件以前保存的内容"),
    _file("book_facts", "填报信息…", icon="edit", tip="年度、阶段、表名、填报人", separated=True),
    _file("start_page", "开始页", icon="recent", tip="最近的文件", needs_book=False, separated=True),
    _file("close_book", "关闭", "Ctrl+W", icon="close", tip="关闭本填报"),
    _file("quit", "退出", "Ctrl+Q", tip="退出程序", needs_book=False),
)
EDIT = (
    Entry("undo", "撤销", "编辑", "editing.undo", ("Ctrl+Z",), "undo", "撤销上一步"),
    Entry("redo", "重做", "编辑", "editing.redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo", "恢复刚撤销的一步"),
    Entry("undo_list", "撤销到…", "编辑", "editing.undo_list", ("Ctrl+Alt+Z",), "recent", "列出各步，一次撤销多步"),
    _grid("cut", "剪切", "编辑", "Ctrl+X", icon="cut", separated=True),
    _grid("copy", "复制", "编辑", "Ctrl+C", icon="copy"),
    _grid("paste", "粘贴", "编辑", "Ctrl+V", icon="paste", tip="粘贴 Excel、WPS 或 PDF 中复制的内容"),
    _grid("clear", "清除内容", "编辑", "Del", tip="清空所选单元格"),
    _grid("fill_down", "向下填充", "编辑", "Ctrl+D", icon="fill", tip="用上一格填满所选，不越过二级指标"),
    _grid("copy_above", "照抄上格", "编辑", "Ctrl+'"),
    _grid("take_last_value", "取上年值", "编辑", "Ctrl+L", icon="last_value", tip="把上年值填入本年"),
    Entry("find", "查找…", "编辑", "viewing.find", ("Ctrl+F",), "search", "在所有项目中查找", separated=True),
    Entry("replace", "替换…", "编辑", "viewing.replace", ("Ctrl+H",), "replace", "在所有项目中查找并替换"),
    Entry("go_to", "转到项目…", "编辑", "viewing.go_to", ("Ctrl+G",), "goto", "按编码尾号、名称或拼音首字母转到项目"),
)
PROJECT = (
    Entry("add_unit", "添加单位…", "项目", "editing.add_unit", ("Ctrl+Shift+U",), "add_unit", "添加预算单位"),
    Entry("add_project", "添加项目…", "项目", "editing.add_project", ("Ctrl+Shift+N",), "add_project", "添加项目"),
    Entry("add_indicator", "添加指标…", "项目", "editing.add_indicator", ("Ctrl+Shift+A",), "add_indicator", "加指标"),
    Entry("edit_goal", "编辑绩效目标…", "项目", "editing.edit_goal", ("Ctrl+E",), "enlarge", "在大窗口中写目标"),
    _grid("insert_row", "插入行", "项目", "Ctrl+Shift++", "Ctrl++", icon="add_row", separated=True),
    _grid("duplicate_row", "复制一行", "项目", "Ctrl+Shift+D", icon="duplicate"),
    _grid("delete_rows", "删除行", "项目", "Ctrl+-", icon="delete"),
    _grid("move_up", "上移", "项目", "Alt+Shift+Up", icon="move_up"),
    _grid("move_down", "下移", "项目", "Alt+Shift+Down", icon="move_down"),
    Entry(
        "share_weights", "分配分值…", "项目", "editing.share_weights", ("Ctrl+Shift+W",), "weights",
        "平均分配或按比例补足本项目的分值", separated=True,
    ),
    Entry(
        "review_project", "本项目全部标为已核对", "项目", "editing.review_project", ("Ctrl+Shift+R",), "ok",
        "把本项目带入的上年内容标为已核对",
    ),
)  # fmt: skip
CHECK = (
    Entry("check", "检查", "检查", "viewing.check", ("F9",), "check", "重新检查全部内容并列出结果"),
    Entry("next_finding", "下一个问题", "检查", "viewing.next_finding", ("F8",), "next"),
    Entry("previous_finding", "上一个问题", "检查", "viewing.previous_finding", ("Shift+F8",), "previous"),
    Entry("mend_all", "改正同类问题…", "检查", "editing.mend_all", (), "replace", "预览同一类问题的改法，一次改正"),
    Entry("next_required", "下一个必填空格", "检查", "editing.next_required", ("F7",), "goto"),
    Entry(
        "next_unreviewed",
        "下一处未核对",
        "检查",
        "viewing.next_unreviewed",
        ("Shift+F7",),
        "goto",
        "带入的上年内容中还没有改动或核对过的下一处",
    ),
    Entry(
        "doubts", "待核对项", "检查", "viewing.doubts", (), "doubt", "导入时修补、移动或猜测过的地方", separated=True
    ),
    Entry("choose_profile", "填报规则…", "检查", "editing.choose_profile", (), "settings", "选择或导入填报规则"),
)
OUTPUT = (
    Entry("print_preview", "打印预览", "输出", "outputs.print_preview", ("Ctrl+F2",), "preview",
          "按纸面样子查看，设置纸张、页边距、水印和要印的项目"),
    Entry("print", "打印…", "输出", "outputs.print_form", ("Ctrl+P",), "print", "打印"),
    Entry(
        "export_pdf", "导出 PDF…", "输出", "outputs.export_pdf", (), "pdf", "导出 PDF，与打印一致", "导出PDF",
        separated=True,
    ),
    Entry("export_excel", "导出 Excel…", "输出", "outputs.export_excel", (), "excel", "导出 Excel 报送版", "导出Excel"),
    Entry("export_excel_print", "导出 Excel 打印版…", "输出", "outputs.export_excel_print", (), None,
          "合并单元格在分页处断开，适合直接打印"),
    Entry("export_excel_units", "导出 Excel（每单位一个工作表）…", "输出", "outputs.export_excel_units", (), None,
          "每个单位单独成表，各有表名、合计和签字"),
    Entry("export_declaration", "导出单项申报表…", "输出", "outputs.export_declaration", (), None, "一个项目一页",
          separated=True),
    Entry("export_self_check", "导出绩效目标自查表…", "输出", "outputs.export_self_check", (), None, "检查结果和说明"),
    Entry("export_csv", "导出明细表…", "输出", "outputs.export_flat", (), None, "一条指标一行的 CSV 或 Excel"),
    Entry("fill_blank", "填入空白工作簿…", "输出", "outputs.fill_blank", (), None,
          "填入财政部门下发的工作簿，保留其格式、隐藏列和下拉选项", separated=True),
    Entry("export_template", "导出填报模板…", "输出", "outputs.export_template", (), None,
          "给没有本程序的同事填写的 Excel，填好后用“导入”读回"),
    Entry("batch", "批量输出…", "输出", "outputs.batch", (), "folder", "把多份填报文件输出到一个文件夹",
          needs_book=False, separated=True),
    Entry("file_names", "文件名格式…", "输出", "outputs.file_names", (), None, "导出的文件怎样取名", needs_book=False),
)  # fmt: skip
VIEW = (
    Entry("show_tree", "分级视图", "视图", "viewing.show_tree", ("Ctrl+1",)),
    Entry("show_table", "表格视图", "视图", "viewing.show_table", ("Ctrl+2",)),
    Entry("show_overview", "项目一览", "视图", "viewing.show_overview", ("Ctrl+3",)),
    *(
        Entry(f"fold_{level}", text, "视图", f"viewing.fold_{level}", (f"Ctrl+Alt+{level}",), submenu="展开到")
        for level, text in enumerate(("单位", "项目", "一级指标", "二级指标", "三级指标"))
    ),
    Entry("zoom_in", "放大", "视图", "viewing.zoom_in", ("Ctrl+Shift+Up",), "zoom_in", separated=True),
    Entry("zoom_out", "缩小", "视图", "viewing.zoom_out", ("Ctrl+Shift+Down",), "zoom_out"),
    Entry("zoom_reset", "100%", "视图", "viewing.zoom_reset", ("Ctrl+0",)),
    Entry("show_projects", "项目列表", "视图", "viewing.show_projects", ("Ctrl+Alt+L",), "panel_left", toggle=True,
          separated=True),
    Entry("show_panel", "项目资料", "视图", "viewing.show_panel", ("Ctrl+Alt+P",), "panel_right", toggle=True),
    Entry("show_findings", "检查结果", "视图", "viewing.show_findings", ("Ctrl+Alt+R",), "panel_bottom", toggle=True),
    Entry("next_pane", "下一个区域", "视图", "viewing.next_pane", ("F6",),
          tip="在表格、项目资料、检查结果、项目列表之间转换"),
    Entry("previous_pane", "上一个区域", "视图", "viewing.previous_pane", ("Shift+F6",)),
    *(
        Entry(f"scheme_{key}", text, "视图", f"viewing.scheme_{key}", needs_book=False, toggle=True, group="scheme",
              submenu="颜色")
        for key, text in (("system", "跟随系统"), ("light", "浅色"), ("dark", "深色"))
    ),
    *(
        Entry(f"size_{key}", text, "视图", f"viewing.size_{key}", needs_book=False, toggle=True, group="size",
              submenu="文字大小")
        for key, text in (("small", "紧凑"), ("normal", "标准"), ("large", "大字"))
    ),
)  # fmt: skip
HELP = (
    Entry("manual", "用户手册", "帮助", "helping.manual", ("F1",), "help", needs_book=False),
    Entry("shortcuts", "快捷键", "帮助", "helping.shortcuts", ("Ctrl+/",), "keyboard", needs_book=False),
    Entry("rules_page", "检查规则", "帮助", "helping.rules_page", (), "check", "每条检查规则的理由、依据和例子",
          needs_book=False),
    Entry("sample", "打开示例", "帮助", "files.sample", (), "preview", "2024 年批复表示例", needs_book=False),
    Entry("self_test", "自检…", "帮助", "helping.self_test", (), "check", "检查程序在这台电脑上是否正常",
          needs_book=False),
    Entry("open_log", "打开日志文件夹", "帮助", "helping.open_log", (), "folder", needs_book=False, separated=True),
    Entry("about", "关于", "帮助", "helping.about", (), "info", needs_book=False, separated=True),
)  # fmt: skip
ENTRIES = (*FILE, *EDIT, *PROJECT, *CHECK, *OUTPUT, *VIEW, *HELP)
TOOLBAR = (
    "new_year", "open", "save", "|", "undo", "redo", "|", "add_project", "add_indicator", "|", "check", "|",
    "print_preview", "print", "export_pdf", "export_excel",
)  # fmt: skip
CONTEXT = (
    "cut", "copy", "paste", "clear", "|", "insert_row", "duplicate_row", "delete_rows", "move_up", "move_down", "|",
    "fill_down", "take_last_value", "|", "add_project", "add_indicator", "share_weights", "review_project",
)  # fmt: skip


def entry(id_: str) -> Entry:
    """Return the entry with this id. Raises KeyError."""
    return _BY_ID[id_]


_BY_ID = {item.id: item for item in ENTRIES}


def tooltip(item: Entry) -> str:
    """Return what the mouse is told: the label, its help, its first key."""
    words = f"{item.label}：{item.tip}" if item.tip and item.tip != item.label else item.label
    return f"{words}（{item.keys[0]}）" if item.keys else words


def build(parent: QObject, run: Callable[[str], None]) -> dict[str, QAction]:
    """Return one QAction for every entry, by id; triggering one calls `run` with its id."""
    groups: dict[str, QActionGroup] = {}
    made: dict[str, QAction] = {}
    for item in ENTRIES:
        action = QAction(item.text, parent)
        action.setObjectName(item.id)
        action.setIconText(item.short or item.label)
        action.setToolTip(tooltip(item))
        action.setShortcuts([QKeySequence(key) for key in item.keys])
        action.setCheckable(item.toggle)
        if item.scope == "grid":
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if item.group:
            groups.setdefault(item.group, QActionGroup(parent)).addAction(action)
        if item.icon:
            action.setIcon(icon(item.icon))
        action.triggered.connect(_runner(run, item.id))
        made[item.id] = action
    return made


def _runner(run: Callable[[str], None], id_: str) -> Callable[[], None]:
    return lambda: run(id_)
