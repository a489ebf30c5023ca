"""What is done to rows and cells of a view: each act is one command of the session, one step of the undo list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer

from ...domain import commands, framework
from ...domain.book import Indicator, Project
from ...domain.changes import Inserted, Removed
from ...domain.history import Command, Step, Transaction
from ...domain.quantity import parse_number
from . import entry
from .editors import CellEditor
from .shadow import GROUPS_FROM, Levels

if TYPE_CHECKING:
    from .view import GridView

_QUANTITY = ("comparator", "value", "unit")


class Operations:
    """The acts of one view."""

    def __init__(self, view: GridView) -> None:
        self._view = view
        self._model = view.book_model
        self._session = view.session
        self._book = view.session.book
        self._left: set[int] = set()
        self._opened: dict[int, Step] = {}

    # what is selected

    def selected_cells(self) -> list[QModelIndex]:
        """Return the selected cells from top to bottom and left to right, those of group rows included."""
        indexes = self._view.selectionModel().selectedIndexes()
        paths = {index.internalId(): self._path(int(index.internalId())) for index in indexes}
        return sorted(indexes, key=lambda index: (paths[index.internalId()], index.column()))

    def _path(self, row: int) -> tuple[int, ...]:
        shadow = self._model.shadow
        places: list[int] = []
        while row:
            places.insert(0, shadow.place(row))
            row = shadow.parent(row)
        return tuple(places)

    def filled_cells(self) -> list[QModelIndex]:
        """Return the selected cells that can be typed into, in rows that one fills in."""
        fillable = self._view.movement.fillable
        return [i for i in self.selected_cells() if fillable(i) and self._model.editable(i)]

    def selected_records(self) -> list[int]:
        """Return the records of the selected rows from top to bottom, without group rows."""
        rows = dict.fromkeys(int(index.internalId()) for index in self.selected_cells())
        return [row for row in rows if row < GROUPS_FROM]

    def chosen_rows(self) -> list[int]:
        """Return the rows to act on: of the kinds that are selected, those furthest down the book."""
        records = self.selected_records()
        for kind in ("indicator", "project", "unit"):
            found = [row for row in records if self._book.node(row).kind == kind]
            if found:
                return found
        return []

    def _cells(self, cells: Iterable[QModelIndex], text: str | None, title: str) -> None:
        wanted = [(self._model.row_id(i), self._model.field(i), text) for i in cells]
        if wanted:
            self._session.run(commands.set_cells(wanted, title if len(wanted) == 1 else f"{title} {len(wanted)} 格"))

    # leaving cells and rows

    def leave_editor(self, editor: CellEditor, where: str) -> None:
        """Commit (or drop) an open editor and go where its key leads."""
        view, hint = self._view, self._view.delegate.EndEditHint
        if where == "cancel":
            view.closeEditor(editor, hint.RevertModelCache)
            return
        if where == "fill":  # one step: the open cell is one of those that are filled
            text = editor.text()
            view.closeEditor(editor, hint.RevertModelCache)
            self.fill_selection(text)
            return
        view.commitData(editor)
        view.closeEditor(editor, hint.NoHint)
        steps = {
            "down": view.enter,
            "up": view.enter_up,
            "next": view.tab,
            "previous": view.tab_back,
            "gap": self._to_gap,
        }
        if where in steps:
            steps[where]()
        else:
            view._move(where.removesuffix("_only"), False, False)

    def _to_gap(self) -> None:
        """Go to the first cell of the row that is still empty, else to its last one."""
        index = self._view.currentIndex()
        columns = [c for c in range(self._model.columnCount()) if self._model.editable(index.siblingAtColumn(c))]
        empty = [
            c
            for c in columns
            if not self._model.cells.edit_text(self._model.row_id(index), self._model.layout.columns[c])
        ]
        self._view.set_current(index.siblingAtColumn(empty[0] if empty else columns[-1]))

    def row_left(self, row: int) -> None:
        """Remember that the cursor left a row: if nothing stands in it, it goes away."""
        if row < GROUPS_FROM and row in self._book:
            node = self._book.node(row)
            if isinstance(node, Indicator) and node.blank:
                self._left.add(row)
                QTimer.singleShot(0, self._view, self.drop_blank_rows)

    def drop_blank_rows(self) -> None:
        """Take rows away that were left wholly empty; one that was only just opened leaves no step."""
        current = self._view.currentIndex()
        here = int(current.internalId()) if current.isValid() else 0
        for row in [row for row in self._left if row != here]:
            self._left.discard(row)
            node = self._book.node(row) if row in self._book else None
            if isinstance(node, Indicator) and node.blank:
                step = self._opened.pop(row, None)
                if step is None or not self._session.withdraw(step):
                    self._session.run(commands.remove([row], "删除空行"))

    def enter(self) -> None:
        """Go down a row of the project; below its last one a new row opens."""
        view, index = self._view, self._view.currentIndex()
        if not index.isValid():
            return
        column, kind = view.down_column(), self._model.kind(index)
        if view.filled_kind == "project":
            view.set_current(view.movement.next_row(index.siblingAtColumn(column), 1))
        elif kind == "indicator":
            self._enter_from(self._book.indicator(self._model.row_id(index)), column)
        elif kind == "group2" and not self._model.hasChildren(index.siblingAtColumn(0)):
            self.insert_row()
        else:
            view.expand(index.siblingAtColumn(0))
            view.set_current(view.movement.moved(index, "down", False))

    def _enter_from(self, row: Indicator, column: int) -> None:
        siblings = self._book.children(row.parent)
        place = siblings.index(row.id)
        if place + 1 < len(siblings):
            self._view.go_to(siblings[place + 1], self._model.layout.columns[column].key)
        elif row.blank:
            self.leave_blank_row()
        else:
            self.insert_row()

    def leave_blank_row(self) -> None:
        """Go on from a row that stayed empty, down or at the end of everything up; it goes away behind the cursor."""
        index, moved = self._view.currentIndex(), self._view.movement.moved
        below = moved(index, "down", False)
        self._view.set_current(
            below if below.row() != index.row() or below.parent() != index.parent() else moved(index, "up", False)
        )

    def escape(self) -> None:
        """Give up a row that was opened and stayed empty: the cursor goes back to the row above."""
        index = self._view.currentIndex()
        node = self._book.node(self._model.row_id(index)) if self._model.kind(index) == "indicator" else None
        if isinstance(node, Indicator) and node.blank:
            self._view.set_current(self._view.movement.moved(index, "up", False))

    # rows

    def insert_row(self) -> None:
        """Open a new row below the current one, with its levels, the cursor in its name."""
        index = self._view.currentIndex()
        if not index.isValid():
            return
        if self._view.filled_kind == "project":
            self._insert_project(self._model.row_id(index))
            return
        project = self._model.shadow.project_of(self._model.row_id(index))
        if project is None:
            self._view.status.emit("请先选中一个项目或指标，再插入指标行。")
            return
        levels, place = self.place_below(self._model.row_id(index), project)
        step = self._session.run(
            commands.add_indicators(project, [{"level1": levels[0], "level2": levels[1]}], place, "插入行")
        )
        new = self._inserted(step)
        if step is not None and new is not None:
            self._opened[new] = step
            self._view.go_to(new, "name")

    def _insert_project(self, row: int) -> None:
        node = self._book.node(row)
        unit = node.id if node.kind == "unit" else node.parent
        place = 0 if node.kind == "unit" else self._book.index(row) + 1
        new = self._inserted(self._session.run(commands.add_project(unit, {}, place)))
        if new is not None:
            self._view.go_to(new, "name")

    def place_below(self, row: int, project: int) -> tuple[Levels, int | None]:
        """Return the levels of a new row below `row`, and its place in the project (None: at the end of its 二级)."""
        levels = self._model.shadow.levels_of(row)
        if row < GROUPS_FROM and self._book.node(row).kind == "indicator":
            return levels, self._book.index(row) + 1
        if levels == (None, None):
            levels = self._first_levels(project)
        if levels[1] is None:
            levels = levels[0], next(iter(framework.LEVEL2.get(levels[0] or "", (None,))))
        return levels, None

    def _first_levels(self, project: int) -> Levels:
        first = next(self._book.indicators(project), None)
        if first is not None:
            return first.levels
        level = self._session.profile.levels[0]
        return level.name, level.seconds[0].name if level.seconds else None

    @staticmethod
    def _inserted(step: Step | None) -> int | None:
        return next((c.node for c in step.changes if isinstance(c, Inserted)), None) if step else None

    def duplicate_row(self) -> None:
        """Copy the current row below itself and go there."""
        rows = self.chosen_rows()
        if rows:
            new = self._inserted(self._session.run(commands.duplicate(rows[-1])))
            if new is not None:
                self._view.go_to(new, self._view.current()[1])

    def delete_rows(self) -> None:
        """Delete the selected rows, groups among them are skipped; the cursor goes to the row that moves up."""
        rows = self.chosen_rows()
        if rows:
            beside = self._next_to(rows)
            self._view.go_to(beside, self._view.current()[1])
            if beside == self._book.node(rows[0]).parent:
                self._view.clearSelection()  # the key that deletes its last row must not delete a project next
            self._session.run(commands.remove(rows))
            self._view.status.emit(f"已删除 {len(rows)} 行，可撤销")

    def _next_to(self, rows: list[int]) -> int:
        """Return the record that follows rows of one kind, else the one before them, else what they stand in."""
        gone = set(rows)
        for row, by in ((rows[-1], 1), (rows[0], -1)):
            siblings = self._book.children(self._book.node(row).parent)
            place = siblings.index(row)
            beside = siblings[place + 1 :] if by > 0 else reversed(siblings[:place])
            stays = next((sibling for sibling in beside if sibling not in gone), None)
            if stays is not None:
                return stays
        return self._book.node(rows[0]).parent

    def stand_where_removed(self, removed: Sequence[Removed]) -> None:
        """Make the row the current one that took the place of what an undo or redo removed."""
        above = removed[0].records[0].parent
        place = min(gone.index for gone in removed if gone.records[0].parent == above)
        siblings = self._book.children(above)
        row = siblings[min(place, len(siblings) - 1)] if siblings else above
        self._view.go_to(row, self._view.current()[1])

    def shift(self, by: int) -> None:
        """Move the selected rows one place up or down; an empty 二级 on the way takes them in."""
        rows = self.chosen_rows()
        ordered = rows if by < 0 else list(reversed(rows))
        steps = [self._shifted(row, by) for row in ordered]
        title = "上移" if by < 0 else "下移"
        field = self._view.current()[1]
        self._session.run(Command(title, lambda pen: [step.write(pen) for step in steps]))
        if rows:
            self._view.go_to(rows[0] if by < 0 else rows[-1], field)

    def _shifted(self, row: int, by: int) -> Command:
        node = self._book.node(row)
        if isinstance(node, Indicator) and self._model.layout.grouping == "levels":
            group = self._model.shadow.parent(row)
            siblings = self._model.shadow.children(group)
            if siblings[0 if by < 0 else -1] == row and (pair := self._neighbour(group, by)) is not None:
                return commands.move(row, node.parent, -1, pair)
        return commands.shift(row, by)

    def _neighbour(self, group: int, by: int) -> Levels | None:
        """Return the levels of the empty 二级 next to a group; None when it has rows or there is none."""
        shadow = self._model.shadow
        project = shadow.group(group).project
        seconds = [second for first in shadow.children(project) for second in shadow.children(first)]
        place = seconds.index(group) + by
        if not 0 <= place < len(seconds) or shadow.children(seconds[place]):
            return None
        return shadow.group(seconds[place]).level1, shadow.group(seconds[place]).level2

    def drop(self, target: QModelIndex, below: bool) -> None:
        """Move the selected rows to where they were dropped: another 二级, another project, another place."""
        rows = self.chosen_rows()
        if not rows:
            return
        if self._book.node(rows[0]).kind == "project":
            command = self._drop_projects(rows, target, below)
        else:
            command = self._drop_indicators(rows, target, below)
        if command is not None:
            self._session.run(command)
            self._view.go_to(rows[0], self._view.current()[1])

    def _drop_projects(self, rows: list[int], target: QModelIndex, below: bool) -> Command | None:
        anchor = self._model.shadow.project_of(self._model.row_id(target))
        unit = self._book.node(anchor).parent if anchor is not None else self._model.row_id(target)

        def write(pen: Transaction) -> None:
            for row in rows if not below else reversed(rows):
                others = [child for child in pen.book.children(unit) if child != row]
                place = others.index(anchor) + below if anchor in others else len(others)
                commands.move(row, unit, place).write(pen)

        return Command("移动项目", write)

    def _drop_indicators(self, rows: list[int], target: QModelIndex, below: bool) -> Command | None:
        row = self._model.row_id(target)
        project = self._model.shadow.project_of(row)
        if project is None:
            return None
        onto_row = row < GROUPS_FROM and row != project
        levels = self._model.shadow.levels_of(row) if row != project else None

        def write(pen: Transaction) -> None:
            anchor, after = row, below
            for moved in rows:
                others = [child for child in pen.book.children(project) if child != moved]
                place = others.index(anchor) + after if onto_row and anchor in others else -1
                commands.move(moved, project, place, levels).write(pen)
                anchor, after = moved, True

        return Command("移动" if len(rows) == 1 else f"移动 {len(rows)} 行", write)

    # cells

    def clear(self, title: str = "清除") -> None:
        """Clear the selected cells."""
        self._cells(self.filled_cells(), None, title)

    def fill_selection(self, text: str | None = None) -> None:
        """Write a text, or the current cell's, into every selected cell, each as if it were typed there."""
        current = self._view.currentIndex()
        if text is None:
            text = self._edit_text(current)
        chosen = self.filled_cells()
        if current not in chosen and self._model.editable(current):
            chosen.append(current)
        wanted = [
            (self._model.row_id(cell), name, new)
            for cell in chosen
            for name, new in entry.read(self._book.node(self._model.row_id(cell)), self._model.field(cell), text).cells
        ]
        if wanted:
            self._session.run(commands.set_cells(wanted, f"填充 {len(chosen)} 格" if len(chosen) > 1 else "填充"))

    def fill_down(self) -> None:
        """Fill each column from its topmost selected cell, or one cell from above; never past its 二级."""
        cells = self.filled_cells()
        if len({index.internalId() for index in cells}) < 2:
            self._fill_from_above(cells)
            return
        tops: dict[int, QModelIndex] = {}
        wanted = []
        for cell in cells:
            top = tops.setdefault(cell.column(), cell)
            if top != cell and self._alike(top, cell):
                wanted.append((self._model.row_id(cell), self._model.field(cell), self._edit_text(top)))
        if wanted:
            self._session.run(commands.set_cells(wanted, f"向下填充 {len(wanted)} 格"))

    def _fill_from_above(self, cells: list[QModelIndex]) -> None:
        wanted = []
        for cell in cells:
            above = self._view.movement.next_row(cell, -1)
            if above.isValid() and self._alike(above, cell):
                wanted.append((self._model.row_id(cell), self._model.field(cell), self._edit_text(above)))
        if wanted:
            self._session.run(commands.set_cells(wanted, "向下填充"))
        else:
            self._view.status.emit("上方没有同一二级指标的行可填。")

    def _alike(self, one: QModelIndex, other: QModelIndex) -> bool:
        first, second = (self._book.node(self._model.row_id(i)) for i in (one, other))
        if isinstance(first, Indicator) and isinstance(second, Indicator):
            return first.parent == second.parent and first.levels == second.levels
        return first.kind == second.kind

    def _edit_text(self, index: QModelIndex) -> str:
        return self._model.cells.edit_text(self._model.row_id(index), self._model.column(index))

    def copy_above(self) -> None:
        """Take the text of the cell above, within the project."""
        cell = self._view.currentIndex()
        above = self._view.movement.next_row(cell, -1)
        if above.isValid() and self._view.movement.fillable(cell) and self._model.editable(cell):
            self._cells([cell], self._edit_text(above), "取上格")

    def take_proposed_unit(self, index: QModelIndex) -> None:
        """Write the unit that the name suggests into an empty unit cell."""
        proposal = self._model.proposed(index) if index.isValid() else None
        if proposal:
            self._cells([index], proposal, "按名称填单位")
            self._view.status.emit(f"单位按名称填 {proposal}，可撤销")

    def take_last_value(self) -> None:
        """Take last year's sign, value and unit (in 项目一览 last year's budget) into the selected rows."""
        cells = [cell for row in self.chosen_rows() for cell in self._last_of(row)]
        if cells:
            self._session.run(commands.set_cells(cells, "取上年值"))
        else:
            self._view.status.emit("所选的行没有上年值。")

    def _last_of(self, row: int) -> Iterator[tuple[int, str, str | None]]:
        node = self._book.node(row)
        if isinstance(node, Indicator) and node.last is not None:
            yield from ((row, name, getattr(node.last, name)) for name in _QUANTITY)
        elif isinstance(node, Project) and node.last_budget and self._view.filled_kind == "project":
            yield row, "budget", node.last_budget

    def review_project(self) -> None:
        """Mark the current project and its rows as 已核对."""
        index = self._view.currentIndex()
        project = self._model.shadow.project_of(self._model.row_id(index)) if index.isValid() else None
        if project is not None:
            self._session.run(commands.mark_reviewed([project, *self._book.children(project)], "本项目全部标为已核对"))

    # finding one's way

    def next_required(self) -> None:
        """Go to the next empty cell that must be filled in, from the current one on and round the book."""
        cells = list(self._required_cells())
        here = self._here()
        following = [cell for cell in cells if cell[0] > here] or cells
        if following:
            _, node, field = following[0]
            self._view.go_to(node, field)
        else:
            self._view.status.emit("没有未填的必填单元格。")

    def _here(self) -> tuple[int, int]:
        node, _ = self._view.current()
        return self._order().get(node, -1), self._view.currentIndex().column()

    def _order(self) -> dict[int, int]:
        nodes = (record.id for unit in self._book.units() for record in self._book.subtree(unit.id))
        return {node: place for place, node in enumerate(nodes)}

    def _required_cells(self) -> Iterator[tuple[tuple[int, int], int, str]]:
        needed = set(self._session.profile.required.get(self._view.filled_kind, ()))
        columns = [
            (number, field)
            for number, column in enumerate(self._model.layout.columns)
            if (field := column.fields.get(self._view.filled_kind)) is not None
        ]
        for node, place in self._order().items():
            record = self._book.node(node)
            if record.kind == self._view.filled_kind:
                for number, field in columns:
                    if not getattr(record, field) and (field in needed or _needs_unit(record, field)):
                        yield (place, number), node, field

    def next_finding(self, by: int) -> None:
        """Go to the next or previous cell with a finding, round the book, and say what it is."""
        order, layout = self._order(), self._model.layout
        found = sorted(
            ((order[f.node], layout.place(f.field, self._book.node(f.node).kind)), n)
            for n, f in enumerate(self._session.findings)
            if f.node in order
        )
        if not found:
            self._view.status.emit("没有检查结果。")
            return
        here = self._here()
        ahead = [item for item in found if (item[0] > here if by > 0 else item[0] < here)] or found
        finding = self._session.findings[(ahead[0] if by > 0 else ahead[-1])[1]]
        self._view.go_to(finding.node, finding.field)
        self._view.status.emit(finding.message)

    # clipboard

    def copy(self) -> None:
        """Put the selected cells on the clipboard as tab text and as an HTML table."""
        rows: dict[int, list[str]] = {}
        fillable = self._view.movement.fillable
        for cell in self.selected_cells():
            if fillable(cell):
                rows.setdefault(int(cell.internalId()), []).append(
                    self._model.cells.text(self._model.row_id(cell), self._model.column(cell))
                )
        if rows:
            from . import clipboard

            clipboard.put(list(rows.values()))

    def paste(self) -> None:
        """Paste what the clipboard holds at the current cell."""
        from . import clipboard, paste

        paste.paste_into(self._view, self._model, clipboard.take())


def _needs_unit(record: object, field: str) -> bool:
    return field == "unit" and isinstance(record, Indicator) and parse_number(record.value) is not None
