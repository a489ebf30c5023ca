"""The view that all three grids are: Excel's fingers on the rows of a book.

What each key does stands in `keys`, where the cursor goes in `movement`, which rows stand open in `folding`, what is
done to rows and cells in `operations` and `clipboard`; here they meet Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QStyleOptionViewItem, QWidget

from ...domain.changes import FieldChanged, Inserted, Moved, Removed
from ...library import BookSuggester, Suggester
from ...session import BookChanged
from ..bridge import Bridge
from ..initials import load_soon
from ..marks import Marks
from ..style.tokens import ROW_HEIGHT
from .columns import Column, Layout
from .delegate import CellDelegate
from .editors import CellEditor
from .folding import Folding
from .freezing import FrozenTree
from .keys import action_for, move_for
from .model import BookModel
from .movement import Movement
from .operations import Operations
from .painting import MOST_INDENT, RowPainter

if TYPE_CHECKING:
    from .paste import Plan

Index = QModelIndex | QPersistentModelIndex
Flag = QItemSelectionModel.SelectionFlag
_IDLE_MS = 1500
_SPANNED = {"comparator": "unit", "value": "unit", "level1": "name", "level2": "name", "last": "change"}


class GridView(FrozenTree):
    """A grid of a book's rows: the interface that the window talks to, whichever of the three views it is."""

    current_changed = Signal(int, str)
    status = Signal(str)
    zoom_wanted = Signal(int)  # 1 larger, -1 smaller

    def __init__(
        self, bridge: Bridge, layout: Layout, parent: QWidget | None = None, marks: Marks | None = None
    ) -> None:
        super().__init__(layout.place("name"), parent)
        self.setObjectName(layout.name)
        self.bridge = bridge
        self.session = bridge.session
        self.grid_layout = layout
        self.filled_kind = "project" if layout.grouping == "projects" else "indicator"
        self.opening_by_typing = False
        self.findings_visible = True
        self.suggester: Suggester = BookSuggester(self.session.book)
        self.book_model = BookModel(bridge, layout, marks, self)
        self.row_height = ROW_HEIGHT
        self._anchor = QPersistentModelIndex()
        self._tab_column: int | None = None
        self._context: list[QAction] = []
        self._set_up()
        self.operations = Operations(self)
        self._connect()
        self.folding = Folding(self)
        self.zoom(100)
        self.folding.open_first()

    def _set_up(self) -> None:
        self.setModel(self.book_model)
        self.movement = Movement(self)
        self.painter = RowPainter(self)
        self.delegate = CellDelegate(self.book_model, self)
        self.setItemDelegate(self.delegate)
        self.setUniformRowHeights(False)  # a name may take two lines; Qt then measures the rows in sight only
        self.setIndentation(self.grid_layout.indent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setTabKeyNavigation(True)
        self.setAllColumnsShowFocus(False)
        self.setExpandsOnDoubleClick(False)
        self.setAnimated(False)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAccessibleName(
            {"levels": "分级视图", "flat": "表格视图", "projects": "项目一览"}[self.grid_layout.grouping]
        )
        self._set_up_header()

    def _set_up_header(self) -> None:
        header = self.header()
        header.setObjectName(f"{self.grid_layout.name}_header")
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        usual = [column.width for column in self.grid_layout.columns]
        usual[self.stretched] = self.least_width
        self.set_widths(usual)

    def _connect(self) -> None:
        self.bridge.book_changed.connect(self._book_changed)
        self.book_model.said.connect(self.status)
        self.delegate.left.connect(self._leave_editor)
        self.delegate.undo_book.connect(self.undo)
        self.selectionModel().selectionChanged.connect(self.painter.selection_changed)

    # the interface of the window

    def current(self) -> tuple[int, str]:
        """Return (record's id, field) of the current cell, (0, "") for none; a group row gives its project."""
        index = self.currentIndex()
        return (self.book_model.node(index), self.book_model.field(index)) if index.isValid() else (0, "")

    def selected_ids(self) -> list[int]:
        """Return the records of the selected rows from top to bottom; group rows are left out."""
        return self.operations.selected_records()

    def go_to(self, node_id: int, field: str | None = None, edit: bool = False) -> None:
        """Make a record's cell the current one, opening what it is folded in; `edit` opens its editor."""
        index = self.book_model.index_of(node_id, field)
        if not index.isValid():
            return
        self.folding.open_above(index)
        self.set_current(index)
        if edit:
            self.edit(index)

    def commit_open_editor(self) -> None:
        """Take over what is being typed or composed in an open cell. Call it before anything that acts on the book."""
        editor = self.delegate.editor
        if editor is not None:
            editor.take_preedit()
            self.commitData(editor)
            self.closeEditor(editor, self.delegate.EndEditHint.NoHint)
        self.operations.drop_blank_rows()

    def zoom(self, percent: int) -> None:
        """Show text, rows and columns at `percent` of their usual size in the clerk's text size."""
        self.rescale(percent)
        self.row_height = self.delegate.row_height = round(ROW_HEIGHT * self.scale)
        self.setIndentation(round(self.grid_layout.indent * min(self.scale, MOST_INDENT)))
        self.scheduleDelayedItemsLayout()

    def fold(self, level: int) -> None:
        """Show the rows down to a level: 1 projects, 2 一级, 3 二级, 4 everything."""
        self.commit_open_editor()
        self.folding.to_level(level)

    def set_findings_visible(self, visible: bool) -> None:
        """Show or hide the marks on cells."""
        self.findings_visible = visible
        self.viewport().update()

    def context_actions(self, actions: list[QAction]) -> None:
        """Take the actions that a right click offers, separators included."""
        self._context = list(actions)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.set_current(index)
        self._show_menu(event.globalPos())

    def _show_menu(self, place: QPoint) -> None:
        if self._context:
            menu = QMenu(self)
            menu.addActions(self._context)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(place)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(_IDLE_MS, self, load_soon)

    # cursor and selection

    def set_current(self, index: QModelIndex, extend: bool = False) -> None:
        """Make a cell the current one; `extend` selects everything from where the range began."""
        if not index.isValid():
            return
        if not extend:
            self.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect)
            self._anchor = QPersistentModelIndex(index)
        else:
            start = QModelIndex(self._anchor) if self._anchor.isValid() else self.currentIndex()  # type: ignore[call-overload]
            self.selectionModel().select(self.movement.block(start, index), Flag.ClearAndSelect)
            self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
        self.scrollTo(index)

    def selectAll(self) -> None:
        """Select every cell in sight. Qt's own asks each row above against each other one."""
        first, last = (self.movement.moved(self.currentIndex(), way, True) for way in ("home", "end"))
        if first.isValid():
            self.selectionModel().select(self.movement.block(first, last), Flag.ClearAndSelect)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (previous, current):
            self._repaint_row(index)
        if previous.isValid() and previous.internalId() != current.internalId() and hasattr(self, "operations"):
            self.operations.row_left(int(previous.internalId()))
        if current.isValid():
            self.current_changed.emit(self.book_model.node(current), self.book_model.field(current))

    def names_refitted(self) -> None:
        """Lay the rows out anew: in another width other names take two lines."""
        self.scheduleDelayedItemsLayout()

    def doItemsLayout(self) -> None:
        self.painter.forget_heights()
        super().doItemsLayout()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        if self.book_model.telling_many:  # Qt would walk the book for each row that it is told of
            self.scheduleDelayedItemsLayout()
        elif first.internalId() != last.internalId() or self.painter.concerned(int(first.internalId())):
            super().dataChanged(first, last, roles)

    def setSelection(self, rect: QRect, command: Flag) -> None:
        first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
        if self.frozen_edge and first.isValid() and last.isValid():  # Qt does not know of the frozen columns
            self.selectionModel().select(self.movement.block(first, last), command)
        else:
            super().setSelection(rect, command)

    def _repaint_row(self, index: Index) -> None:
        rect = self.visualRect(index) if index.isValid() else QRect()
        if not rect.isNull():
            self.viewport().update(0, rect.top(), self.viewport().width(), rect.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._tab_column = None
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and index.isValid():
            self.set_current(index, extend=True)
            return
        if index.isValid() and self.fold_at(index, event.position().toPoint(), self.painter.depth(index)):
            self.set_current(index)
            return
        self.setDragEnabled(index.isValid() and self._on_handle(index, event.position().toPoint()))
        super().mousePressEvent(event)
        if index.isValid():
            self._anchor = QPersistentModelIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms, as in Excel."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit_open_editor()
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def _on_handle(self, index: QModelIndex, point: QPoint) -> bool:
        """True left of a row's text, where one takes hold of a whole row to drag it."""
        return index.column() == 0 and point.x() < self.visualRect(index).left() + 2

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is self:
            self.drop_rows(event)

    def drop_rows(self, event: QDropEvent) -> None:
        """Move the selected rows to where they are dropped; the book moves them, Qt must not remove them."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid():
            self.operations.drop(index, point.y() > self.visualRect(index).center().y())
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Typing fills a cell; it never searches."""

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = move_for(event)
        name = action_for(event)
        if name is not None:
            getattr(self, name)()
        elif move is not None:
            self._move(*move)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        closed = self.delegate.editor is None
        super().inputMethodEvent(event)
        if closed and event.commitString() and self.delegate.editor is not None:
            # Qt opens the editor and drops what came without being composed: punctuation, handwriting, speech.
            QApplication.sendEvent(self.delegate.editor, event)

    def _move(self, direction: str, extend: bool, far: bool) -> None:
        self._tab_column = None
        index = self.currentIndex()
        if not index.isValid():
            self.set_current(self.book_model.index(0, 0))
            return
        if not extend and not far and self.folding.by_arrow(index, direction):
            return
        self.set_current(self.movement.moved(index, direction, far), extend)

    def enter(self) -> None:
        """Go down a row; below the last row of a project a new one opens."""
        self.operations.enter()

    def escape(self) -> None:
        """Give up a new row that stayed empty."""
        if self.currentIndex().isValid():
            self.operations.escape()

    def enter_up(self) -> None:
        """Go up a row."""
        self.set_current(self.movement.next_row(self.currentIndex(), -1))

    def refuse_break(self) -> None:
        """Say why Alt+Enter does nothing here, and where it does."""
        self.status.emit("表中每格只有一行字，不能换行；要分行的文字请写在“绩效目标”里（Ctrl+E 放大）。")

    def down_column(self) -> int:
        """Return the column that Enter goes down in: where a run of Tabs began."""
        column = self.currentIndex().column() if self._tab_column is None else self._tab_column
        self._tab_column = None
        return column

    def tab(self) -> None:
        """Go to the next cell that can be typed into; a proposed unit is taken on the way."""
        index = self.currentIndex()
        if self._tab_column is None:
            self._tab_column = index.column()
        self.operations.take_proposed_unit(index)
        column, row = self._tab_column, index.internalId() if index.isValid() else 0
        self.set_current(self.movement.along(index, 1))
        self._tab_column = column if self.currentIndex().internalId() == row else None

    def tab_back(self) -> None:
        """Go to the previous cell that can be typed into."""
        self.set_current(self.movement.along(self.currentIndex(), -1))

    def toggle_fold(self) -> None:
        """Open or close a group or a project; in a cell, type a blank."""
        self.folding.toggle(self.currentIndex())

    def edit_current(self) -> None:
        """Open the current cell with its text, the cursor at the end."""
        self.edit(self.currentIndex())
        if self.delegate.editor is not None:
            self.delegate.editor.deselect()
            self.delegate.editor.end(False)

    def edit_emptied(self) -> None:
        """Open the current cell with nothing in it."""
        self.edit(self.currentIndex())
        if self.delegate.editor is not None:
            self.delegate.editor.opened_by_typing = True
            self.delegate.editor.selectAll()
            self.delegate.editor.insert("")

    def open_list(self) -> None:
        """Open the current cell with its list of choices."""
        self.edit(self.currentIndex())
        if self.delegate.editor is not None:
            self.delegate.editor.offer()

    def open_menu(self) -> None:
        """Offer at the current cell what a right click offers."""
        self._show_menu(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))

    def edit(self, index: QModelIndex, trigger: object = None, event: object = None) -> bool:  # type: ignore[override]
        """Open a cell's editor; remembers whether typing opened it."""
        if trigger is None:
            self.opening_by_typing = False
            if self.book_model.editable(index) and self.delegate.editor is None:
                super().edit(index)
            return False
        self.opening_by_typing = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        return super().edit(index, trigger, event)  # type: ignore[call-overload,no-any-return]

    def _leave_editor(self, editor: CellEditor, where: str) -> None:
        self.operations.leave_editor(editor, where)

    # what is done; the window calls these, the keys too

    def undo(self) -> None:
        """Take back the last step."""
        self.commit_open_editor()
        self.session.undo()

    def redo(self) -> None:
        """Do the last undone step again."""
        self.commit_open_editor()
        self.session.redo()

    def cut(self) -> None:
        """Copy the selected cells and clear them."""
        self.operations.copy()
        self.operations.clear("剪切")

    def copy(self) -> None:
        """Copy the selected cells for Excel, WPS and this program."""
        self.operations.copy()

    def paste(self) -> None:
        """Paste a block from the clipboard at the current cell."""
        self.commit_open_editor()
        self.operations.paste()

    def ask_paste(self, plan: Plan) -> None:
        """Show what a paste would do and do it when the clerk agrees."""
        from .paste import carry_out
        from .paste_dialog import PasteDialog

        dialog = PasteDialog(plan, self)
        dialog.agreed.connect(lambda agreed: carry_out(self, self.book_model, agreed))
        dialog.open()

    def clear(self) -> None:
        """Clear the selected cells."""
        self.operations.clear()

    def fill_down(self) -> None:
        """Fill the selected cells from the topmost one, or the current one from above, within its 二级."""
        self.commit_open_editor()
        self.operations.fill_down()

    def fill_selection(self) -> None:
        """Write the current cell's text into every selected cell."""
        self.operations.fill_selection()

    def copy_above(self) -> None:
        """Take the text of the cell above."""
        self.operations.copy_above()

    def insert_row(self) -> None:
        """Open a new row below the current one, in the same 二级."""
        self.commit_open_editor()
        self.operations.insert_row()

    def duplicate_row(self) -> None:
        """Put a copy of the current row below it."""
        self.commit_open_editor()
        self.operations.duplicate_row()

    def move_up(self) -> None:
        """Move the current row up, at the edge of its 二级 into the one before."""
        self.commit_open_editor()
        self.operations.shift(-1)

    def move_down(self) -> None:
        """Move the current row down, at the edge of its 二级 into the next one."""
        self.commit_open_editor()
        self.operations.shift(1)

    def delete_rows(self) -> None:
        """Delete the selected rows."""
        self.commit_open_editor()
        self.operations.delete_rows()

    def next_required(self) -> None:
        """Go to the next empty cell that the 填报规则 requires."""
        self.commit_open_editor()
        self.operations.next_required()

    def next_finding(self, step: int = 1) -> None:
        """Go to the next (step 1) or previous (-1) cell with a finding."""
        self.commit_open_editor()
        self.operations.next_finding(step)

    def previous_finding(self) -> None:
        """Go to the previous cell with a finding."""
        self.next_finding(-1)

    def take_last_value(self) -> None:
        """Take last year's sign, value and unit into the selected rows."""
        self.commit_open_editor()
        self.operations.take_last_value()

    def review_project(self) -> None:
        """Mark everything in the current project as 已核对."""
        self.commit_open_editor()
        self.operations.review_project()

    # following the book

    def _book_changed(self, event: BookChanged) -> None:
        if isinstance(self.suggester, BookSuggester):
            self.suggester.changed(event.changes)
        if event.origin != "run" and self.isVisible():
            self._show_change(event)

    def _show_change(self, event: BookChanged) -> None:
        """After an undo or redo: make what it changed the current cell."""
        for change in event.changes:
            if isinstance(change, FieldChanged) and change.node in self.session.book and change.field != "reviewed":
                self.go_to(change.node, change.field)
                return
            if isinstance(change, Inserted | Moved):
                self.go_to(change.node)
                return
            if isinstance(change, Removed):
                self.operations.stand_where_removed([gone for gone in event.changes if isinstance(gone, Removed)])
                return

    # painting

    def spanned(self, kind: str, column: Column) -> bool:
        """True for columns that the text of a heading row runs across into the next one."""
        return kind in ("unit", "project") and self.filled_kind != kind and column.key in _SPANNED

    def span_end(self, column: Column) -> int:
        """Return where the text of a heading that begins in a column ends: right edge of the last one it spans."""
        last = self.grid_layout.place(_SPANNED[column.key])
        return self.column_left(last) + self.columnWidth(last) - 6

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painter.begin()
        super().paintEvent(event)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.painter.row(painter, QRect(option.rect), index)
