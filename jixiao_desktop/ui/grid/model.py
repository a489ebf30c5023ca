"""The rows of a book as a Qt model: one class for 分级视图, 表格视图 and 项目一览, told apart by their layout.

It is never reset after it was made: a change of the book becomes exactly the cells, insertions, removals and moves
that it means for this view, a step of hundreds of changes one new layout. Indexes carry integer ids only. Writing goes
to the session and is always accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ...domain import commands, terms
from ...domain.book import ROOT
from ...domain.changes import Change, FieldChanged, Inserted, Moved, Removed
from ...domain.findings import SEVERITY_LABELS, Finding
from ...library import Suggestion
from ...session import BookChanged
from ..bridge import Bridge
from ..marks import Marks
from . import entry
from .cells import Cells
from .columns import Column, Layout
from .shadow import GROUPS_FROM, Shadow

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

KIND_ROLE = int(Role.UserRole) + 1
NODE_ROLE = int(Role.UserRole) + 2
FIELD_ROLE = int(Role.UserRole) + 3

_SUMMED = ("name", "comparator", "weight", "last", "score")
_MANY = 200  # more changes than this are announced together: for each one Qt would walk all that is open
_DISPLAY, _EDIT, _TIP = int(Role.DisplayRole), int(Role.EditRole), int(Role.ToolTipRole)
_SPOKEN = int(Role.AccessibleTextRole)
_DERIVED = {"value": ("change",), "unit": ("change",), "comparator": ("change",), "last": ("last", "change")}
_MONEY = {"budget", "control", "last_budget"}


_DRAGGED = ("indicator", "project")
_ALWAYS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
_DRAG = _ALWAYS | Qt.ItemFlag.ItemIsDragEnabled
_FLAGS = {  # (can be dragged, can be typed into)
    (False, False): _ALWAYS,
    (False, True): _ALWAYS | Qt.ItemFlag.ItemIsEditable,
    (True, False): _DRAG,
    (True, True): _DRAG | Qt.ItemFlag.ItemIsEditable,
}


class BookModel(QAbstractItemModel):
    """The rows of one view. `said` carries sentences about what else an entry changed."""

    said = Signal(str)
    laid_out = Signal(object)  # list[int]: the rows that came with a big step, after it is shown

    def __init__(self, bridge: Bridge, layout: Layout, marks: Marks | None = None, parent: QObject | None = None):
        super().__init__(parent)
        self.bridge = bridge
        self.session = bridge.session
        self.book = bridge.session.book
        self.layout = layout
        self.marks = marks or Marks(bridge, self)
        self.shadow = Shadow(self.book, self.session.profile, layout.grouping)
        self.cells = Cells(self.shadow, self.session.profile)
        self.cells.tally = self.marks.of_project
        self.telling_many = False  # a big step: views had better look at everything once than at each row
        self._derived: dict[tuple[int, int], str] = {}  # texts of sums before the change that is being told
        bridge.book_changed.connect(self._book_changed)
        self.marks.changed.connect(self._marks_changed)

    # places

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        if not parent.isValid():
            return len(self.shadow.children(ROOT))
        if parent.column() > 0:
            return 0
        return len(self.shadow.children(self.row_id(parent)))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return len(self.layout.columns)

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's own default
        if not parent.isValid():
            return bool(self.shadow.children(ROOT))
        return parent.column() == 0 and self.shadow.has_children(self.row_id(parent))

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        above = int(parent.internalId()) if parent.isValid() else ROOT
        rows = self.shadow.children(above)
        if not (0 <= row < len(rows) and 0 <= column < len(self.layout.columns)) or parent.column() > 0:
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        if not index.isValid():
            return QModelIndex()
        return self.index_of_row(self.shadow.parent(int(index.internalId())))

    def row_id(self, index: Index) -> int:
        """Return the row id that an index carries: the record's id, or a group row's own."""
        return int(index.internalId())

    def index_of_row(self, row: int, column: int = 0) -> QModelIndex:
        """Return the index of a row that the view knows, by its row id. Raises KeyError for others."""
        if row == ROOT:
            return QModelIndex()
        return self.createIndex(self.shadow.place(row), column, row)

    def index_of(self, node: int, field: str | None = None) -> QModelIndex:
        """Return the index of a record's cell; a field without a column gives the first one. Invalid: not shown."""
        row = self.shadow.find(node)
        return QModelIndex() if row is None else self.index_of_row(row, self.layout.place(field, self.shadow.kind(row)))

    def shows(self, node: int) -> bool:
        """Tell whether a record has a row."""
        return self.shadow.find(node) is not None

    def column(self, index: Index) -> Column:
        """Return the column of an index."""
        return self.layout.columns[index.column()]

    def kind(self, index: Index) -> str:
        """Return unit, project, group1, group2 or indicator."""
        return self.shadow.kind(self.row_id(index))

    def node(self, index: Index) -> int:
        """Return the record that a row stands for; a group row gives its project."""
        row = self.row_id(index)
        return self.shadow.group(row).project if row >= GROUPS_FROM else row

    def field(self, index: Index) -> str:
        """Return the field that a cell edits, or its column's key when it edits none."""
        column = self.column(index)
        return column.fields.get(self.kind(index), column.key)

    def editable(self, index: Index) -> bool:
        """True when a cell can be typed into."""
        return index.isValid() and self.kind(index) in self.column(index).fields

    # content

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            return self._text(index)
        if role == _EDIT:
            return self.cells.edit_text(self.row_id(index), self.column(index)) if self._alive(index) else None
        if role == _TIP:
            return self.tip(index) if self._alive(index) else None
        if role == _SPOKEN:
            return self._spoken(index) if self._alive(index) else None
        if role in (KIND_ROLE, NODE_ROLE, FIELD_ROLE) and self._alive(index):
            return {KIND_ROLE: self.kind, NODE_ROLE: self.node, FIELD_ROLE: self.field}[role](index)
        return None

    def _alive(self, index: Index) -> bool:
        return index.isValid() and (self.row_id(index) >= GROUPS_FROM or self.row_id(index) in self.book)

    def _text(self, index: Index) -> str | None:
        return self.cells.text(self.row_id(index), self.column(index)) if self._alive(index) else None

    def findings(self, index: Index) -> list[Finding]:
        """Return the findings that a cell is marked with; the name cell shows those that have no cell of their own."""
        row = self.row_id(index)
        if row >= GROUPS_FROM:
            return []
        found = self.marks.of_node(row)
        if not found:
            return found
        place, kind = index.column(), self.shadow.kind(row)
        return [f for f in found if self.layout.place(f.field, kind) == place]

    def proposed(self, index: Index) -> str | None:
        """Return the unit that an indicator's name suggests for its empty unit cell."""
        if self.column(index).key != "unit" or self.kind(index) != "indicator":
            return None
        return self.proposed_unit(self.row_id(index))

    def proposed_unit(self, row: int) -> str | None:
        """Return the unit that the name of an indicator without one suggests."""
        return entry.proposed_unit(self.book.indicator(row))

    def tip(self, index: Index) -> str | None:
        """Return what to say when the pointer rests on a cell: findings, why and what to do; else the whole text."""
        found = self.findings(index)
        if not found:
            return self._text(index) if index.column() in (0, self.layout.place("name")) else None
        from ...rules import RULES

        lines = []
        for finding in found:
            fix = f"（可改：{'；'.join(fix.label for fix in finding.fixes)}）" if finding.fixes else ""
            lines.append(f"{SEVERITY_LABELS[finding.severity]}：{finding.message}{fix}")
            lines.append(f"为什么：{RULES[finding.rule].why}")
        return "\n".join(lines)

    def _spoken(self, index: Index) -> str:
        found = "；".join(f"{SEVERITY_LABELS[f.severity]} {f.message}" for f in self.findings(index))
        text = self._text(index) or "空"
        state = f"，{terms.UNREVIEWED}" if index.column() == 0 and self.unreviewed(index) else ""
        summed = self.column(index).key == "last" and self.kind(index) == "project"
        header = "分值合计" if summed else self.column(index).header
        return f"{header} {text}{state}{'，' + found if found else ''}"

    def unreviewed(self, index: Index) -> bool:
        """True for a carried-over row that nobody touched yet."""
        row = self.row_id(index)
        return row < GROUPS_FROM and row in self.book and not getattr(self.book.node(row), "reviewed", True)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.layout.columns):
            return None
        column = self.layout.columns[section]
        if role == _DISPLAY:
            return column.header
        if role == _TIP:
            return column.tip or None
        if role == int(Role.TextAlignmentRole):
            left = column.align == "left"
            return int(
                (Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter) | Qt.AlignmentFlag.AlignVCenter
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        kind = self.kind(index)
        return _FLAGS[kind in _DRAGGED, kind in self.column(index).fields]

    # writing

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Write what was typed. Always accepted: a text that does not fit becomes a finding, it is not thrown away."""
        if role == _EDIT and self.editable(index):
            self.write(index, "" if value is None else str(value))
        return True

    def write(self, index: Index, text: str) -> None:
        """Carry out an entry: one text may fill three cells (≥95%); what else changed is said."""
        node, field = self.row_id(index), self.field(index)
        done = entry.read(self.book.node(node), field, text)
        title = "修改预算" if field in _MONEY else f"修改{terms.label(field, self.kind(index))}"
        self.session.run(commands.set_cells([(node, name, new) for name, new in done.cells], title))
        if done.said:
            self.said.emit(done.said)

    def take_suggestion(self, index: Index, suggestion: Suggestion) -> None:
        """Write a suggested indicator in one step: its name, and sign, value and unit where the row has none yet."""
        row = self.book.indicator(self.row_id(index))
        wanted = [(name, getattr(suggestion, name)) for name in ("comparator", "value", "unit")]
        cells = [(row.id, name, new) for name, new in wanted if new is not None and getattr(row, name) is None]
        self.session.run(commands.set_cells([(row.id, "name", suggestion.name), *cells], "取用已有指标"))
        if cells:
            self.said.emit(f"已按“{suggestion.name}”填入 {suggestion.target}，可撤销")

    # following the book

    def _book_changed(self, event: BookChanged) -> None:
        parents, fields = self._sorted_out(event.changes)
        touched = {*map(self._project, parents), *(self._project(c.node) for c in fields)} - {None}
        self._derived = {}
        self.telling_many = len(event.changes) > _MANY
        for project in touched:
            assert project is not None
            if not self.telling_many:
                self._remember(project)
            self.cells.forget(project)
        if self.telling_many and parents:
            self._lay_out(parents)
        else:
            for parent in parents:
                self._sync(parent)
        self._tell_fields(fields)
        for project in {self._project(parent) for parent in parents} - {None}:
            self._tell_project(project)  # type: ignore[arg-type]
        self.telling_many = False

    def _project(self, node: int) -> int | None:
        return self.book.ancestor(node, "project") if node in self.book else None

    def _sorted_out(self, changes: Sequence[Change]) -> tuple[list[int], list[FieldChanged]]:
        """Split changes into the records below which other rows stand, or stand elsewhere, and single fields."""
        parents: dict[int, None] = {}
        fields: list[FieldChanged] = []
        for change in changes:
            if isinstance(change, Inserted | Removed):
                parents[change.records[0].parent] = None
            elif isinstance(change, Moved):
                parents[change.new_parent] = parents[change.old_parent] = None  # first where the row is taken in
            else:
                fields.append(change)
                if change.field in ("level1", "level2") and change.node in self.book:
                    parents[self.book.node(change.node).parent] = None
        return list(parents), fields

    def _lay_out(self, parents: list[int]) -> None:
        """Bring the rows below many records to what the book says now, all at once."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        came = self.shadow.follow(parents)
        self.changePersistentIndexList(held, [self._found_again(index) for index in held])
        self.layoutChanged.emit()
        self.laid_out.emit(came)

    def _found_again(self, index: QModelIndex) -> QModelIndex:
        row = self.row_id(index)
        return self.index_of_row(row, index.column()) if self.shadow.shown(row) else QModelIndex()

    def _sync(self, parent: int) -> None:
        """Bring the rows below a record to what the book says now."""
        if parent not in self.book or not self.shadow.known(parent) or (parent and not self.shadow.shown(parent)):
            return
        wanted = self.shadow.wanted(parent)
        stale: list[int] = [parent, *(row for row in self.shadow.children(parent) if row >= GROUPS_FROM)]
        stale += [row for first in stale[1:] for row in self.shadow.children(first) if row >= GROUPS_FROM]
        for above, rows in wanted.items():
            self._place(above, rows)
        for above in reversed(stale):
            self._drop(above, set(wanted.get(above, ())))

    def _place(self, parent: int, wanted: list[int]) -> None:
        """Insert and move rows under `parent` until the wanted ones stand in order (others stay between them)."""
        keep = set(wanted)
        rows = self.shadow.children(parent)
        place = done = 0
        while done < len(wanted):
            while place < len(rows) and rows[place] not in keep:
                place += 1
            if place < len(rows) and rows[place] == wanted[done]:
                place, done = place + 1, done + 1
            elif self.shadow.shown(wanted[done]):
                self._move(wanted[done], parent, place)
                place, done = place + 1, done + 1
            else:
                fresh = self._fresh(wanted, done)
                self.beginInsertRows(self.index_of_row(parent), place, place + len(fresh) - 1)
                self.shadow.insert(parent, place, fresh)
                self.endInsertRows()
                place, done = place + len(fresh), done + len(fresh)

    def _fresh(self, wanted: list[int], start: int) -> list[int]:
        end = start
        while end < len(wanted) and not self.shadow.shown(wanted[end]):
            end += 1
        return wanted[start:end]

    def _move(self, row: int, parent: int, place: int) -> None:
        old, at = self.shadow.parent(row), self.shadow.place(row)
        above_old, above_new = self.index_of_row(old), self.index_of_row(parent)
        if self.beginMoveRows(above_old, at, at, above_new, place):
            self.shadow.move(row, parent, place - (old == parent and at < place))
            self.endMoveRows()

    def _drop(self, parent: int, keep: set[int]) -> None:
        if not self.shadow.known(parent):
            return
        rows = self.shadow.children(parent)
        end = len(rows)
        while end > 0:
            start = end
            while start > 0 and rows[start - 1] not in keep:
                start -= 1
            if start < end:
                self.beginRemoveRows(self.index_of_row(parent), start, end - 1)
                self.shadow.remove(parent, start, end - start)
                self.endRemoveRows()
            end = start - 1

    def _tell_fields(self, fields: list[FieldChanged]) -> None:
        if self.telling_many:
            self._tell_rows(dict.fromkeys(change.node for change in fields))
            return
        for cell in dict.fromkeys((change.node, change.field) for change in fields):
            self._tell_cell(*cell)

    def _tell_rows(self, nodes: Iterable[int]) -> None:
        last = len(self.layout.columns) - 1
        parents = {self.shadow.parent(node) for node in nodes if self.shadow.shown(node)}
        for parent in parents:
            count = len(self.shadow.children(parent))
            above = self.index_of_row(parent)
            self.dataChanged.emit(self.index(0, 0, above), self.index(count - 1, last, above))
        for project in {self._project(node) for node in nodes} - {None}:
            self._tell_project(project)  # type: ignore[arg-type]

    def _tell_cell(self, node: int, field: str) -> None:
        if self.shadow.shown(node):
            kind = self.shadow.kind(node)
            for number, column in enumerate(self.layout.columns):
                if self._shows(column, kind, field):
                    cell = self.index_of_row(node, number)
                    self.dataChanged.emit(cell, cell)
        if field == "weight" and (project := self._project(node)) is not None:
            self._tell_project(project)

    def _shows(self, column: Column, kind: str, field: str) -> bool:
        if column.fields.get(kind) == field or column.key in _DERIVED.get(field, ()):
            return True
        if field == "reviewed":
            return column is self.layout.columns[0]
        return kind == "project" and (
            (field in _MONEY and column.key in ("difference", "name", "level1"))
            or (field == "code" and column.key in ("name", "level1"))
        )

    def _tell_project(self, project: int) -> None:
        """Announce what changed in the sums of a project: in its own row and in those of its groups."""
        if not self.shadow.shown(project):
            return
        if self.telling_many:
            first = self.index_of_row(project)
            self.dataChanged.emit(first, first.siblingAtColumn(len(self.layout.columns) - 1))
            return
        for row in self._summing_rows(project):
            for number, column in enumerate(self.layout.columns):
                if column.key in _SUMMED:
                    self._tell_if_new(row, number)
        if self.layout.grouping == "flat":
            self._tell_levels(project)

    def _summing_rows(self, project: int) -> list[int]:
        rows = [project]
        if self.layout.grouping == "levels" and self.shadow.known(project):
            for first in self.shadow.children(project):
                rows += [first, *self.shadow.children(first)]
        return rows

    def _remember(self, project: int) -> None:
        """Keep the texts of a project's sums as they were, where anybody has seen them."""
        if self.cells.seen(project) and self.shadow.shown(project):
            for row in self._summing_rows(project):
                for number, column in enumerate(self.layout.columns):
                    if column.key in _SUMMED:
                        self._derived[row, number] = self.cells.text(row, column)

    def _tell_if_new(self, row: int, number: int) -> None:
        """Announce a derived cell whose text is not what it was before the change."""
        text = self.cells.text(row, self.layout.columns[number])
        if self._derived.get((row, number)) != text:
            self._derived[row, number] = text
            cell = self.index_of_row(row, number)
            self.dataChanged.emit(cell, cell)

    def _tell_levels(self, project: int) -> None:
        count = self.rowCount(self.index_of_row(project))
        if count:
            above = self.index_of_row(project)
            self.dataChanged.emit(self.index(0, 0, above), self.index(count - 1, 1, above))

    def _marks_changed(self, nodes: frozenset[int]) -> None:
        last = len(self.layout.columns) - 1
        if len(nodes) > _MANY:
            self.telling_many = True
            self._tell_rows([node for node in nodes if self.shadow.shown(node)])
            self.telling_many = False
            return
        for node in nodes:
            if self.shadow.shown(node):
                self.dataChanged.emit(
                    self.index_of_row(node), self.index_of_row(node, last), [_TIP, int(Role.DecorationRole)]
                )
