"""The list at the left: units and their projects with state, two-line name, code and budget; filtered as one types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QListView, QVBoxLayout, QWidget

from ...domain import codes
from ...domain.book import ROOT, Book, Indicator, Project, Unit
from ...domain.changes import Change, FieldChanged, Inserted, Moved, Removed
from ...domain.quantity import format_money, parse_money
from ...session import BookChanged, FindingsChanged
from ..bridge import Bridge
from ..initials import matches
from ..states import tally
from ..widgets import label, search_field, tight
from .project_delegate import CODE, FOLDED, KIND, MONEY, NODE, STATE, UNKNOWN, UNREVIEWED, ProjectDelegate

Index = QModelIndex | QPersistentModelIndex
_MANY = 50  # rows; more are announced as one
_SHOWN_FIELDS = frozenset({"code", "name", "budget", "reviewed"})
FILTERS = {
    "全部": None,
    "有错误": "error",
    "有警告": "warning",
    "有提示": "hint",
    "无问题": "ok",
    "未核对": "unreviewed",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a unit or a project."""

    node: int
    kind: str


class ProjectModel(QAbstractListModel):
    """Units and projects of the book as a flat list, without what the filter or a folded unit hides."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = bridge.session
        self._text = ""
        self._state: str | None = None
        self._folded: set[int] = set()
        self._rows: list[Row] = []
        self._places: dict[int, int] = {}
        self._take(self._wanted())
        bridge.book_changed.connect(self._on_book)
        bridge.findings_changed.connect(self._on_findings)

    @property
    def _book(self) -> Book:
        return self._session.book

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        node = self._book.node(row.node)
        assert isinstance(node, Unit | Project)
        if role == KIND:
            return row.kind
        if role == NODE:
            return row.node
        if role == STATE:
            return tally(self._session, row.node).worst if self._session.reviewed else UNKNOWN
        return self._unit_data(node, role) if isinstance(node, Unit) else self._project_data(node, role)

    def _unit_data(self, unit: Unit, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return unit.label
        if role == FOLDED:
            return unit.id in self._folded
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"单位 {unit.label}，{self._words(unit.id)}"
        return None

    def _project_data(self, project: Project, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return project.name or "（未填项目名称）"
        if role == CODE:
            return codes.short(project.code).replace("…", "…\u2060")
        if role == MONEY:
            amount = parse_money(project.budget)
            return project.budget or "" if amount is None else format_money(amount)
        if role == UNREVIEWED:
            return self._unreviewed(project)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{project.label}\n预算 {project.budget or '未填'} 万元 · {self._words(project.id)}"
        return None

    def _words(self, node: int) -> str:
        return tally(self._session, node).words if self._session.reviewed else "正在检查"

    def _unreviewed(self, project: Project) -> bool:
        return not project.reviewed or self._session.sums_of(project.id).unreviewed > 0

    def _wanted(self) -> list[Row]:
        rows: list[Row] = []
        filtered = bool(self._text or self._state)
        for unit in self._book.units():
            projects = [Row(p.id, "project") for p in self._book.projects(unit.id) if self._passes(p)]
            if filtered and not projects:
                continue
            rows.append(Row(unit.id, "unit"))
            if filtered or unit.id not in self._folded:
                rows += projects
        return rows

    def _passes(self, project: Project) -> bool:
        if self._state == "unreviewed" and not self._unreviewed(project):
            return False
        if self._state not in (None, "unreviewed", tally(self._session, project.id).worst):
            return False
        return matches(self._text, project.name, project.code)

    def refresh(self) -> None:
        """Show what is wanted now; rows that stay are only painted again."""
        wanted = self._wanted()
        if wanted != self._rows:
            self.beginResetModel()
            self._take(wanted)
            self.endResetModel()
        elif wanted:
            self.dataChanged.emit(self.index(0), self.index(len(wanted) - 1))

    def _take(self, rows: list[Row]) -> None:
        self._rows = rows
        self._places = {row.node: place for place, row in enumerate(rows)}

    def filter(self, text: str, state: str | None) -> None:
        """Show only projects whose name or code matches and whose state is `state` (None: any)."""
        self._text, self._state = text, state
        self.refresh()

    def toggle(self, unit_id: int) -> None:
        """Fold or unfold a unit."""
        self._folded ^= {unit_id}
        self.refresh()

    def row_of(self, node_id: int) -> int | None:
        """Return the row that shows a node, or None."""
        return self._places.get(node_id)

    def _on_book(self, event: BookChanged) -> None:
        """Announce the projects whose cells or rows changed; list anew when projects or units come, go or move."""
        shown: set[int] = set()
        for change in event.changes:
            nodes = self._shown_by(change)
            if nodes is None:
                self.refresh()
                return
            shown.update(nodes)
        self._tell(shown)

    def _shown_by(self, change: Change) -> tuple[int, ...] | None:
        """The rows of this list that show something of a change; None when it changes which rows there are."""
        match change:
            case FieldChanged(node=node) | Moved(node=node) if node not in self._book:
                return ()  # it went away in the same step, and its removal is told as well
            case FieldChanged(node=node, field=name):
                return (self._row_with(node),) if name in _SHOWN_FIELDS else ()
            case Inserted(records=records) | Removed(records=records):
                return (records[0].parent,) if isinstance(records[0], Indicator) else None
            case Moved(node=node, old_parent=old, new_parent=new):
                return (old, new) if isinstance(self._book.node(node), Indicator) else None

    def _row_with(self, node: int) -> int:
        project = self._book.ancestor(node, "project")
        return node if project is None else project

    def _on_findings(self, event: FindingsChanged) -> None:
        self._tell(event.projects)

    def _tell(self, nodes: Iterable[int]) -> None:
        """Announce the rows of some projects and units; with a filter they may come or go."""
        places = [self._places[node] for node in nodes if node in self._places]
        if self._text or self._state or len(places) > _MANY:
            self.refresh()
            return
        for place in places:
            self.dataChanged.emit(self.index(place), self.index(place))


class _Rows(QListView):
    """Rows of different heights, laid out anew only when one of them needs another height, or all another width."""

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        if first == last and self._laid_height(first) == self.sizeHintForIndex(first).height():
            self.update(first)
        else:
            super().dataChanged(first, last, roles)

    def _laid_height(self, index: Index) -> int:
        """Return how far below a row the next one was laid: `visualRect` has the height that it needs now."""
        below = index.sibling(index.row() + 1, 0)
        return self.visualRect(below).top() - self.visualRect(index).top()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():  # as beside a scroll bar that has just come
            self.scheduleDelayedItemsLayout()


class ProjectList(QWidget):
    """Filter, list and totals. Emits `chosen` with the id of what was clicked, `entered` when Enter was pressed.

    Enter in the filter means the first project that is left, the down arrow leads into the list.
    """

    chosen = Signal(int)
    entered = Signal(int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = bridge.session
        self.filter_field = search_field("拼音或关键字", "project_filter")
        self.state_box = self._make_state_box()
        self.model = ProjectModel(bridge, self)
        self.list = self._make_list()
        self.totals = label(role="muted")
        self.totals.setContentsMargins(8, 0, 8, 0)
        layout = QVBoxLayout(self)
        tight(layout, 6, (0, 8, 0, 6))
        top = QHBoxLayout()
        tight(top, 4, (8, 0, 8, 0))
        top.addWidget(self.filter_field, 1)
        top.addWidget(self.state_box)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.totals)
        self.filter_field.textChanged.connect(self._filter)
        self.filter_field.returnPressed.connect(self._enter_first)
        self.filter_field.installEventFilter(self)
        self.state_box.currentTextChanged.connect(self._filter)
        bridge.book_changed.connect(self._show_totals)
        self._show_totals()

    def _make_state_box(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("project_state")
        box.setAccessibleName("按状态筛选项目")
        box.setToolTip("按状态筛选项目")
        box.addItems(list(FILTERS))
        box.setMinimumContentsLength(2)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.view().setMinimumWidth(90)
        return box

    def _make_list(self) -> QListView:
        view = _Rows()
        view.setObjectName("project_list")
        view.setAccessibleName("项目列表")
        view.setModel(self.model)
        view.setItemDelegate(ProjectDelegate(view))
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setStyleSheet("background: transparent;")
        view.clicked.connect(self._on_clicked)
        view.activated.connect(self._on_activated)
        return view

    def _filter(self, _text: str = "") -> None:
        self.model.filter(self.filter_field.text(), FILTERS[self.state_box.currentText()])

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.data(KIND) == "unit":
            self.model.toggle(index.data(NODE))
        self.chosen.emit(index.data(NODE))

    def _on_activated(self, index: QModelIndex) -> None:
        self.entered.emit(index.data(NODE))

    def _first(self) -> QModelIndex | None:
        """The first project that is left in the list."""
        rows = (self.model.index(row) for row in range(self.model.rowCount()))
        return next((row for row in rows if row.data(KIND) == "project"), None)

    def _enter_first(self) -> None:
        first = self._first()
        if first is not None:
            self.entered.emit(first.data(NODE))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            first = self._first()
            if first is not None:
                self.list.setCurrentIndex(first)
                self.list.setFocus()
            return True
        return super().eventFilter(watched, event)

    def select(self, node_id: int) -> None:
        """Make the row of a project or unit the current one, without announcing it."""
        row = self.model.row_of(node_id)
        if row is None:
            self.list.selectionModel().clear()
            return
        index = self.model.index(row)
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)

    def _show_totals(self, _event: object = None) -> None:
        book = self._session.book
        count = sum(len(book.children(unit)) for unit in book.children(ROOT))
        self.totals.setText(f"{count} 个项目 · {format_money(self._session.sums.budget)} 万元")
