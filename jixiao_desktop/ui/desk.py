"""Everything that shows one open book: project list, the three grid views, project panel, findings.

A desk lives as long as its session; the window puts a new one in place when another book is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QWidget

from ..domain import codes
from ..domain.book import ROOT, Book, Facts, Indicator, Project
from ..session import Session
from . import memory, panes
from .actions import CONTEXT, ENTRIES
from .bridge import Bridge
from .grid import BookTable, BookTree, GridView, Overview
from .marks import Marks
from .panels.bottom import HEADER_HEIGHT, BottomPane
from .panels.empty_hint import EmptyHint
from .panels.project_list import ProjectList
from .panels.side_panel import SidePanel
from .settings import Settings
from .style.fonts import BASE_POINTS
from .widgets import label, tight

LIST_WIDTH, PANEL_WIDTH, FINDINGS_HEIGHT = 226, 282, 151
HALF_A_FRAME = 0.008  # s
NARROW, VERY_NARROW, LOW = 1200, 800, 680
AFTER_DRAG = 200  # ms of rest after which the new sizes of the panes are kept
LEAST_WAY = 90  # px; a shorter way down to the cell tells nothing and is left out
VIEWS: tuple[tuple[str, type[BookTree | BookTable | Overview]], ...] = (
    ("分级视图", BookTree), ("表格视图", BookTable), ("项目一览", Overview),
)  # fmt: skip


class Desk(QWidget):
    """One open book on the screen. `status` passes on what the views say, `current_changed` where the clerk is.

    `zoom_wanted` asks for larger (1) or smaller (-1) rows.
    """

    status = Signal(str)
    current_changed = Signal(int, str)
    zoom_wanted = Signal(int)

    def __init__(
        self, session: Session, actions: Mapping[str, QAction], settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.bridge = Bridge(session, self)
        self._settings = settings
        self.projects = ProjectList(self.bridge)
        self.marks = Marks(self.bridge, self)
        self.tree = BookTree(self.bridge, marks=self.marks)
        self._views: list[GridView | None] = [self.tree, None, None]  # made at their first use
        self._pages = [self.tree, QWidget(), QWidget()]
        self._zoom = 100
        self._review_due = False
        self._dragged = QTimer(self, singleShot=True, interval=AFTER_DRAG)
        self._dragged.timeout.connect(self._keep_sizes)
        self.tabs = QTabWidget()
        self.panel = SidePanel(self.bridge)
        self.bottom = BottomPane(self.bridge)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.down = QSplitter(Qt.Orientation.Vertical)
        self._node, self._field = ROOT, "name"
        self._row = (ROOT, "name")  # the indicator last worked on, to come back to from 项目一览
        self._where = label(role="muted")
        self._crowded: int | None = None
        self._build(actions)
        self._connect()

    def _build(self, actions: Mapping[str, QAction]) -> None:
        self.tabs.setObjectName("views")
        self.tabs.setDocumentMode(True)
        self._context = [_separator(self) if name == "|" else actions[name] for name in CONTEXT]
        for page, (title, _) in zip(self._pages, VIEWS, strict=True):
            self.tabs.addTab(page, title)
        self._take_in(self.tree)
        self.hint = EmptyHint(self.bridge, actions, self.tree)
        self._where.setContentsMargins(0, 0, 12, 3)
        self._where.setObjectName("where")
        self.tabs.setCornerWidget(self._where)
        self.tabs.installEventFilter(self)
        self.tabs.addActions([actions[item.id] for item in ENTRIES if item.scope == "grid"])
        for widget in (self.projects, self.tabs, self.panel):
            self.across.addWidget(widget)
        self.down.addWidget(self.across)
        self.down.addWidget(self.bottom)
        for splitter, stretch in ((self.across, 1), (self.down, 0)):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            splitter.setStretchFactor(stretch, 1)
        self.projects.setMinimumWidth(150)
        self.bottom.setMinimumHeight(HEADER_HEIGHT)
        layout = QHBoxLayout(self)
        tight(layout)
        layout.addWidget(self.down)

    def _connect(self) -> None:
        self.projects.chosen.connect(self.jump)
        self.projects.entered.connect(self.enter)
        self.bottom.jump.connect(self.jump)
        self.bottom.entered.connect(self.enter)
        self.bottom.said.connect(self.status)
        self.panel.jump.connect(self.jump)
        self.panel.said.connect(self.status)
        self.bottom.folded_changed.connect(lambda _folded: QTimer.singleShot(0, self.place))
        self.tabs.currentChanged.connect(self._on_tab)
        for splitter in (self.across, self.down):
            splitter.splitterMoved.connect(lambda _place, _index: self._dragged.start())

    # the first review

    def paintEvent(self, event: QPaintEvent) -> None:
        """Once the form has been seen, let the rules be loaded, then look at it."""
        super().paintEvent(event)
        if not self._review_due and not self.session.reviewed:
            self._review_due = True
            QTimer.singleShot(0, self, self._load_rules)

    def _load_rules(self) -> None:
        import_module("jixiao_desktop.rules")
        QTimer.singleShot(0, self, self._review)

    def _review(self) -> None:
        """Let the rules look for half a frame, and again at the next turn of the event loop."""
        if self.bridge.open and not self.session.review_for(HALF_A_FRAME):
            QTimer.singleShot(0, self, self._review)

    # where the clerk is

    @property
    def views(self) -> list[GridView]:
        """The grid views that were made so far."""
        return [view for view in self._views if view is not None]

    @property
    def view(self) -> GridView:
        """The grid view in front."""
        return self._view(self.tabs.currentIndex())

    @property
    def table(self) -> GridView:
        """表格视图."""
        return self._view(1)

    @property
    def overview(self) -> GridView:
        """项目一览."""
        return self._view(2)

    def _view(self, place: int) -> GridView:
        return self._views[place] or self._make_view(place)

    def _make_view(self, place: int) -> GridView:
        self.session.review()
        view = self._views[place] = VIEWS[place][1](self.bridge, marks=self.marks)
        layout = QHBoxLayout(self._pages[place])
        tight(layout)
        layout.addWidget(view)
        view.show()  # at once: what shows itself at the next turn of the event loop takes no focus now
        if self._pages[place].hasFocus():
            view.setFocus()
        self._take_in(view)
        return view

    def _take_in(self, view: GridView) -> None:
        view.take_widths(self._settings.get("columns").get(view.objectName(), ()))
        view.context_actions(self._context)
        view.zoom(self._zoom)
        view.current_changed.connect(self._on_current)
        view.status.connect(self.status)
        view.zoom_wanted.connect(self.zoom_wanted)

    def zoom(self, percent: int) -> None:
        """Show the rows of every view at `percent` of their usual size."""
        self._zoom = percent
        for view in self.views:
            view.zoom(percent)

    @property
    def place_of_work(self) -> tuple[int, str]:
        """The node (0: none yet) and the field that the clerk works on."""
        return self.current_node(), self._field

    def current_node(self) -> int:
        """Return the node that the clerk works on (0: none yet)."""
        return self._node if self._node in self.session.book else ROOT

    def current_cell(self) -> tuple[int, str]:
        """Return the node and the field that the clerk works on."""
        return self.current_node(), self._field

    def current_project(self) -> int | None:
        """Return the project that the clerk works on, or None."""
        return self.session.book.ancestor(self.current_node(), "project")

    def current_unit(self) -> int | None:
        """Return the unit that the clerk works in; the only one when nothing is current; None without units."""
        unit = self.session.book.ancestor(self.current_node(), "unit")
        units = self.session.book.children(ROOT)
        return unit if unit is not None else (units[-1] if units else None)

    def jump(self, node_id: int, field: str = "name") -> None:
        """Go to a cell in the view in front, if it shows the row, else in 分级视图; the panel and the list follow."""
        if node_id in self.session.book and node_id != ROOT:
            self._bring_view_of(node_id)
            self.view.go_to(node_id, field)
            self._on_current(node_id, field)

    def enter(self, node_id: int, field: str = "name") -> None:
        """Go to a cell and take the keyboard there: into the grid, or to the panel for what only the panel shows."""
        self.jump(node_id, field)
        if self.view.current() == (node_id, field) or not self.panel.enter(field):
            self.view.setFocus()

    def step_pane(self, by: int) -> None:
        """Take the keyboard to the next pane in sight (by 1) or the one before (-1), round and round."""
        bottom = self.bottom.current_page or self.bottom
        panes.step(
            (
                (self.tabs, self.view),
                (self.panel, self.panel.current_page),
                (self.bottom, bottom),
                (self.projects, self.projects),
            ),
            by,
        )

    def edit(self, node_id: int, field: str) -> None:
        """Go to a cell and open its editor."""
        self._bring_view_of(node_id)
        self.view.go_to(node_id, field, edit=True)

    def _bring_view_of(self, node_id: int) -> None:
        if not self.view.book_model.shows(node_id):
            self.tabs.setCurrentIndex(0)

    def _on_current(self, node_id: int, field: str) -> None:
        if node_id not in self.session.book:
            return
        self._node, self._field = node_id, field
        if isinstance(self.session.book.node(node_id), Indicator):
            self._row = node_id, field
        self._show_where()
        project = self.session.book.ancestor(node_id, "project")
        self.projects.select(node_id if project is None else project)
        self.bottom.show_project(project)
        self.bottom.findings.show_scope(self.session.book.ancestor(node_id, "unit") if project is None else project)
        self.panel.show_node(node_id)
        self.current_changed.emit(node_id, field)

    def _on_tab(self) -> None:
        """Stay at the same place in the view that comes to the front; 项目一览 shows the project of a row."""
        book, (node, field), (row, cell) = self.session.book, self.place_of_work, self._row
        if row in book and book.node(row).parent == node and self.view.book_model.shows(row):
            node, field = row, cell
        elif node != ROOT and not self.view.book_model.shows(node):
            node = book.ancestor(node, "project") or ROOT
        if node != ROOT:
            self.view.go_to(node, field)
            self._on_current(node, field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The way down has as much room as the tabs leave, whatever made them wider or narrower."""
        if event.type() == QEvent.Type.Resize and watched is self.tabs:
            self._show_where()
        return super().eventFilter(watched, event)

    def _show_where(self) -> None:
        """Say where the clerk is at the right of the tabs."""
        words = where_words(self.session.book, self._node)
        room = self.tabs.width() - self.tabs.tabBar().sizeHint().width() - 40
        shown = self._where.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, room)
        self._where.setText(shown if room >= LEAST_WAY else "")
        self._where.setToolTip(words)

    def commit(self) -> None:
        """Write whatever is being typed, in the grid and in the panel (E2)."""
        for view in self.views:
            view.commit_open_editor()
        self.panel.commit()

    # room on the screen

    def arrange(self, width: int, height: int) -> None:
        """Fit the panes to the window: on a small screen the panel hides and the findings fold, once.

        On a very small one (200 %) the project list hides too; large text makes a window small. What the
        clerk showed or hid in a window of that size comes back.
        """
        self._show_where()
        growth = self._growth()
        width, height = round(width / growth), round(height / growth)
        crowded = (width < NARROW) + (width < VERY_NARROW)
        if crowded != self._crowded:
            if self._crowded is not None:
                memory.keep_panes(self, self._settings, str(self._crowded))
            self._crowded = crowded
            usual = (crowded < 2, not crowded, height >= LOW)
            projects, panel, findings = memory.panes(self._settings, str(crowded), usual)
            self.projects.setVisible(projects)
            self.panel.setVisible(panel)
            self.bottom.set_folded(not findings)
        self.place()

    def place(self) -> None:
        """Give the panes their remembered or usual sizes; they grow with the size of the text."""
        if self._dragged.isActive():
            self._keep_sizes()
        sizes, growth = self._settings.get("splitters"), self._growth()
        left, right = (round(width * growth) for width in sizes.get("across", (LIST_WIDTH, PANEL_WIDTH)))
        self.across.setSizes([left, max(300, self.width() - left - right), right])
        usual = min(FINDINGS_HEIGHT + HEADER_HEIGHT, self.height() / growth / 2)  # half of a low window is the grid's
        high = round(sizes.get("down", usual) * growth)
        bottom = HEADER_HEIGHT if self.bottom.folded else high
        self.down.setSizes([max(100, self.height() - bottom), bottom])
        self._show_where()

    def _growth(self) -> float:
        """How large the text is, as a part of the usual size: pane sizes are kept for the usual size."""
        return self.font().pointSizeF() / BASE_POINTS

    def _keep_sizes(self) -> None:
        """Keep the sizes that the panes were dragged to: they stay when the window changes, and at the next start."""
        self._dragged.stop()
        growth = self._growth()
        across, down = self.across.sizes(), self.down.sizes()
        if across[0] and across[2]:
            self._settings.put("splitters", "across", (round(across[0] / growth), round(across[2] / growth)))
        if not self.bottom.folded and down[1]:
            self._settings.put("splitters", "down", round(down[1] / growth))

    def remember(self) -> None:
        """Keep the sizes of the panes and columns, and where the clerk is, for the next start."""
        if self._dragged.isActive():
            self._keep_sizes()
        memory.keep_place(self, self._settings)
        if self._crowded is not None:
            memory.keep_panes(self, self._settings, str(self._crowded))
        for view in self.views:
            self._settings.put("columns", view.objectName(), view.kept_widths())

    def close_book(self) -> None:
        """Hear nothing more of the session."""
        self.bridge.close()


def _separator(parent: QObject) -> QAction:
    made = QAction(parent)
    made.setSeparator(True)
    return made


def where_words(book: Book, node_id: int) -> str:
    """Return the way down to a node: project › 一级 › 二级 › name."""
    if node_id not in book:
        return ""
    node = book.node(node_id)
    if isinstance(node, Indicator):
        project = book.project(node.parent)
        parts = (codes.short(project.code), node.level1, node.level2, node.name)
        return f"{project.name or ''} {' › '.join(part for part in parts if part)}"
    if isinstance(node, Project):
        return f"{node.name or ''} {codes.short(node.code)}".strip()
    return "" if isinstance(node, Facts) else node.label
