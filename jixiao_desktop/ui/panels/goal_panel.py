"""目标与指标: the sentences of the goal beside the indicators that measure them, and the 二级 a project still lacks.

A sentence that nothing measures is marked. From a sentence the way leads into the goal's text, from an indicator to
its row, from a missing 二级 to a new row; the sentences of the row at hand stand out.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QShowEvent
from PySide6.QtWidgets import (
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from ...domain.book import Indicator, Project
from ...domain.changes import FieldChanged
from ...rules.coverage import Coverage, Need, Sentence, checklist, cover
from ...session import BookChanged
from ..bridge import Bridge
from ..style.icons import icon
from ..style.tokens import tokens
from ..widgets import label, tight
from ..wrapped_tree import WrappedTree

_WHAT = Qt.ItemDataRole.UserRole
_UNMEASURED = "没有指标衡量"


class GoalPanel(QWidget):
    """One project's goal and indicators. Emits jump(node, field), sentence(start, end), wanted(level1, level2)."""

    jump = Signal(int, str)
    sentence = Signal(int, int)
    wanted = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = bridge.session
        self._project = self._row = 0
        self._stale = False
        self.coverage = Coverage((), ())
        self.summary = label(role="muted", wrap=True)
        self.summary.setObjectName("goal_summary")
        self.tree = WrappedTree()
        self._build()
        bridge.book_changed.connect(self._follow)
        bridge.findings_changed.connect(lambda _event: self._refresh())  # another 填报规则 asks for other 二级

    def _build(self) -> None:
        tree = self.tree
        tree.setObjectName("goal_coverage")
        tree.setAccessibleName("目标与指标")
        tree.setHeaderHidden(True)
        tree.setIndentation(14)
        tree.itemClicked.connect(self._on_clicked)
        tree.itemActivated.connect(self._on_chosen)
        layout = QVBoxLayout(self)
        tight(layout, 6, (8, 10, 8, 10))
        layout.addWidget(self.summary)
        layout.addWidget(tree, 1)

    # what is shown

    def show_node(self, node_id: int) -> None:
        """Show the project that a node belongs to; the sentences of an indicator stand out."""
        book = self._session.book
        project = (book.ancestor(node_id, "project") if node_id in book else None) or 0
        self._row = node_id if node_id != project else 0
        if project != self._project:
            self._project = project
            self._refresh()
        else:
            self._stand_out()

    def _follow(self, event: BookChanged) -> None:
        book = self._session.book
        inside = {self._project, *(book.children(self._project) if self._project in book else ())}
        if any(not isinstance(change, FieldChanged) or change.node in inside for change in event.changes):
            self._refresh()

    def _refresh(self) -> None:
        """Read goal and indicators again while they are in sight, later otherwise."""
        if not self.isVisibleTo(self.window()):
            self._stale = True
            return
        self._stale = False
        self.tree.clear()
        book = self._session.book
        node = book.node(self._project) if self._project in book else None
        if not isinstance(node, Project):
            self.summary.setText("请先选一个项目。")
            return
        rows = tuple(book.indicators(node.id))
        self.coverage = cover(node.objective, rows)
        self._list_goal({row.id: row for row in rows})
        self._list_needs(checklist(node, rows, self._session.profile))
        self._stand_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and not self._stale:
            self._refresh()  # icons and grounds are of the old scheme

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def shown(self) -> None:
        """The page came to the front."""
        self._refresh()

    def _list_goal(self, rows: dict[int, Indicator]) -> None:
        open_ones = [sentence for sentence in self.coverage.sentences if sentence.unmeasured]
        count = len(self.coverage.sentences)
        said = (
            f"目标共 {count} 句，{len(open_ones)} 句没有指标衡量。"
            if open_ones
            else f"目标共 {count} 句，要衡量的都有指标。"
        )
        self.summary.setText(said if count else "还没有填写绩效目标。")
        for sentence in self.coverage.sentences:
            top = _item(self.tree, sentence.text, sentence)
            if sentence.unmeasured:
                top.setIcon(0, icon("warning"))
                _item(top, _UNMEASURED, sentence, "warning")
            self._list_rows(top, sentence.rows, rows)
        if self.coverage.loose:
            top = _item(self.tree, f"目标没有提到的指标 {len(self.coverage.loose)} 条", None, "title")
            self._list_rows(top, self.coverage.loose, rows)
        self.tree.expandAll()

    def _list_rows(self, top: QTreeWidgetItem, ids: Sequence[int], rows: dict[int, Indicator]) -> None:
        for row in (rows[node] for node in ids):
            target = f"{row.comparator or ''}{row.value or ''}{row.unit or ''}"
            _item(top, f"{row.name or ''}　{target}".strip(), row.id)

    def _list_needs(self, needs: Sequence[Need]) -> None:
        missing = [need for need in needs if need.missing]
        words = f"缺 {len(missing)} 类" if missing else "不缺"
        top = _item(self.tree, f"填报规则要的二级指标：{words}", None, "title")
        for need in needs:
            if need.required or need.count:
                said = "缺，点这里添加" if need.missing else f"{need.count} 条"
                item = _item(top, f"{need.printed}　{said}", need)
                item.setIcon(0, icon("warning" if need.missing else "ok"))
        top.setExpanded(True)

    def _stand_out(self) -> None:
        """Give the sentences of the row at hand, and the row itself, the ground of the current row."""
        mine = {(sentence.start, sentence.end) for sentence in self.coverage.sentences_of(self._row)}
        ground = QBrush(QColor(tokens().accent_soft))
        items = QTreeWidgetItemIterator(self.tree)
        while (item := items.value()) is not None:
            what = item.data(0, _WHAT)
            own = isinstance(what, int) and what == self._row != 0
            lit = own or (isinstance(what, Sentence) and not item.parent() and (what.start, what.end) in mine)
            item.setBackground(0, ground if lit else QBrush())
            if own:
                self.tree.scrollToItem(item)
            items += 1

    # jumping

    def _on_clicked(self, item: QTreeWidgetItem) -> None:
        what = item.data(0, _WHAT)
        if not isinstance(what, Sentence):  # a sentence opens by Enter or a double click: a click only looks
            self._on_chosen(item)

    def _on_chosen(self, item: QTreeWidgetItem) -> None:
        match item.data(0, _WHAT):
            case Sentence(start=start, end=end):
                self.sentence.emit(start, end)
            case Need(level1=first, level2=second) as need if need.missing:
                # After the click is over: the row that comes of it makes the list anew under the mouse.
                QTimer.singleShot(0, self, lambda: self.wanted.emit(first, second))
            case int(row):
                self.jump.emit(row, "name")


def _item(parent: QTreeWidget | QTreeWidgetItem, text: str, what: object, role: str = "") -> QTreeWidgetItem:
    made = QTreeWidgetItem(parent, [text])
    made.setData(0, _WHAT, what)
    made.setToolTip(0, "按 Enter 或双击，转到目标里的这句话" if isinstance(what, Sentence) else text)
    if role == "title":
        font = QFont(made.font(0))
        font.setBold(True)
        made.setFont(0, font)
    if role == "warning":
        made.setForeground(0, QBrush(QColor(tokens().warning)))
    return made
