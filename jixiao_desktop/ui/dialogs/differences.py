"""与当前填报比较: what is different in another copy, cell by cell; the clerk ticks what is to be taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ...domain.book import Book
from ...domain.comparison import Difference, shown
from ..widgets import flat_button, label
from ..wrapped_tree import WrappedTree
from .base import Dialog

_PLACE = Qt.ItemDataRole.UserRole
_COLUMNS = ("位置", "栏目", "当前填报", "对方")
_BOOK = "填报信息"
_OWN_ROW = {"book": _BOOK, "unit": "单位", "project": "项目"}
_LONG, _BEFORE, _MOST = 15, 6, 60  # characters


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Return two long texts around their first difference, so that it is seen in a narrow column."""
    same = next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = same - _BEFORE
    if start < _BEFORE or max(len(old), len(new)) <= _LONG:
        start = 0
    return _excerpt(old, start), _excerpt(new, start)


def _excerpt(text: str, start: int) -> str:
    end = start + _MOST
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _sides(difference: Difference) -> tuple[str, str]:
    """What stands in this book and in the other one."""
    if difference.kind == "reordered":
        return "现在的次序", "对方的次序"
    if difference.kind == "changed":
        return shown(difference.old), shown(difference.new)
    return difference.old or "", difference.new or ""


class DifferencesDialog(Dialog):
    """A tree of differences by project, all ticked at first; accepted, `chosen` are those to take over."""

    def __init__(
        self, differences: Sequence[Difference], book: Book, name: str, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent, "differences_dialog", f"与 {name} 比较", "采纳所选")
        self.resize(960, 560)
        self._differences, self._book = list(differences), book
        self.body.addWidget(label(f"{name} 与当前填报有 {len(self._differences)} 处不同", "title"))
        self.add_note("打勾的改动采纳后写入当前填报，可一步撤销；没有打勾的保持当前填报的内容。")
        self._tree = self._make_tree()
        self.body.addWidget(self._tree, 1)
        self._count = label("", "muted")
        self._add_choices()
        self._tree.itemChanged.connect(self._refresh)
        self._refresh()

    def _make_tree(self) -> QTreeWidget:
        tree = WrappedTree()
        tree.setObjectName("differences")
        tree.setAccessibleName("不同之处")
        tree.setHeaderLabels(list(_COLUMNS))
        for column, width in enumerate((300, 120, 230)):
            tree.header().resizeSection(column, width)
        tree.header().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        groups: dict[tuple[str | None, str | None], QTreeWidgetItem] = {}
        for place, difference in enumerate(self._differences):
            key = difference.unit, difference.project
            if key not in groups:
                groups[key] = self._group(tree, difference)
            self._row(groups[key], difference, place)
        self._groups = list(groups.values())
        return tree

    def _group(self, tree: QTreeWidget, difference: Difference) -> QTreeWidgetItem:
        group = QTreeWidgetItem(tree, [self._words(difference)])
        group.setFirstColumnSpanned(True)
        group.setToolTip(0, group.text(0))
        group.setFlags(group.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
        group.setExpanded(True)
        return group

    def _words(self, difference: Difference) -> str:
        """The name of the project, or unit, that a difference belongs to."""
        for kind in ("project", "unit"):
            node = self._book.ancestor(difference.node, kind)
            if node is not None and getattr(difference, kind) is not None:
                record = self._book.project(node) if kind == "project" else self._book.unit(node)
                return record.label
        return difference.project or difference.unit or _BOOK

    def _row(self, group: QTreeWidgetItem, difference: Difference, place: int) -> None:
        full = _sides(difference)
        texts = (difference.indicator or _OWN_ROW.get(difference.record, ""), difference.label, *excerpts(*full))
        row = QTreeWidgetItem(group, list(texts))
        row.setData(0, _PLACE, place)
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        row.setCheckState(0, Qt.CheckState.Checked)
        for column, text in enumerate((*texts[:2], *full)):
            row.setToolTip(column, text)

    def _add_choices(self) -> None:
        line = QHBoxLayout()
        for words, name, state in (
            ("全选", "take_all", Qt.CheckState.Checked), ("全不选", "take_none", Qt.CheckState.Unchecked),
        ):  # fmt: skip
            button = flat_button(words)
            button.setObjectName(name)
            button.clicked.connect(self._ticking(state))
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self._count)
        self.body.addLayout(line)

    def _ticking(self, state: Qt.CheckState) -> Callable[[], None]:
        def tick() -> None:
            for group in self._groups:
                group.setCheckState(0, state)

        return tick

    def _rows(self) -> Iterator[QTreeWidgetItem]:
        rows = (group.child(row) for group in self._groups for row in range(group.childCount()))
        return (row for row in rows if row is not None)

    def _refresh(self) -> None:
        count = len(self.chosen())
        self._count.setText(f"已选 {count} 处，共 {len(self._differences)} 处")
        self.accept_button.setEnabled(count > 0)

    def chosen(self) -> list[Difference]:
        """Return the differences that are ticked."""
        return [
            self._differences[row.data(0, _PLACE)] for row in self._rows() if row.checkState(0) == Qt.CheckState.Checked
        ]
