"""The panel at the right as the window places it: 资料 of what is current, 目标与指标, 本行."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ...domain.book import ROOT
from ..bridge import Bridge
from ..widgets import let_scroll, page_button, tight
from .project_panel import ProjectPanel, UnitPanel

if TYPE_CHECKING:
    from .goal_panel import GoalPanel
    from .row_panel import RowPanel

FACTS, GOAL, ROW = range(3)


class SidePanel(QWidget):
    """Three pages, the last two made at their first use; `jump` asks for a cell, `said` tells what an entry changed.

    `wanted` asks for a new row of a 二级 that the project lacks.
    """

    jump = Signal(int, str)
    wanted = Signal(str, str)
    said = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._book = bridge.session.book
        self._node = ROOT
        self.project = ProjectPanel(bridge)
        self.unit = UnitPanel(bridge)
        for field in self.unit.lines.values():
            field.tidied.connect(self.said)
        self.project.said.connect(self.said)
        self._goal: GoalPanel | None = None
        self._row: RowPanel | None = None
        self._facts, self._pages = QStackedWidget(), QStackedWidget()
        self.page_buttons = tuple(page_button(words) for words in ("项目资料", "目标与指标", "本行"))
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("project_panel")
        self.setAccessibleName("项目资料")
        self._build()

    @property
    def goal(self) -> GoalPanel:
        """目标与指标."""
        if self._goal is None:
            from .goal_panel import GoalPanel

            self._goal = GoalPanel(self._bridge)
            self._goal.jump.connect(self.jump)
            self._goal.wanted.connect(self.wanted)
            self._goal.sentence.connect(self._show_sentence)
            self._pages.addWidget(self._goal)
            self._goal.show_node(self._node)
        return self._goal

    @property
    def row(self) -> RowPanel:
        """本行."""
        if self._row is None:
            from .row_panel import RowPanel

            self._row = RowPanel(self._bridge)
            self._row.said.connect(self.said)
            self._pages.addWidget(self._row)
            self._row.show_node(self._node)
        return self._row

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        tight(layout)
        layout.addLayout(self._build_bar())
        layout.addWidget(self._pages, 1)
        self._facts.addWidget(self.project)
        self._facts.addWidget(self.unit)
        self._area = QScrollArea()
        let_scroll(self._area, self._facts)
        self._pages.addWidget(self._area)

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that a field or a heading would be cut."""
        hint, bar = super().minimumSizeHint(), self._area.verticalScrollBar().sizeHint().width()
        return hint.expandedTo(QSize(self._facts.minimumSizeHint().width() + bar, 0))

    def _build_bar(self) -> QHBoxLayout:
        bar, group = QHBoxLayout(), QButtonGroup(self)
        tight(bar, 4, (6, 4, 8, 0))
        for place, button in enumerate(self.page_buttons):
            group.addButton(button)
            button.setObjectName(("page_facts", "page_goal", "page_row")[place])
            button.clicked.connect(lambda _=False, p=place: self.show_page(p))
            bar.addWidget(button)
        bar.addStretch()
        self.page_buttons[ROW].setToolTip("光标所在的一条指标：名称全文、各项内容和检查结果")
        self.page_buttons[FACTS].setChecked(True)
        return bar

    def show_page(self, place: int) -> None:
        """Bring 项目资料 (FACTS), 目标与指标 (GOAL) or 本行 (ROW) to the front; what is typed is written first."""
        self.commit()
        page = self._area if place == FACTS else self.goal if place == GOAL else self.row
        self._pages.setCurrentWidget(page)
        self.page_buttons[place].setChecked(True)
        if place == GOAL:
            self.goal.shown()

    def enter(self, name: str) -> bool:
        """Take the keyboard to a field of 项目资料 or 单位资料; False when it is not in sight."""
        if self.isHidden():
            return False
        self.show_page(FACTS)
        shown = self._facts.currentWidget()
        field = self.unit.lines.get(name) if shown is self.unit else self.project.field(name)
        if field is None or not field.isVisible():
            return False
        field.setFocus()
        self._area.ensureWidgetVisible(field)
        return True

    @property
    def current_page(self) -> QWidget:
        """The page in front."""
        return self._pages.currentWidget() or self._area

    def _show_sentence(self, start: int, end: int) -> None:
        """Select a sentence in the goal's own text."""
        self.show_page(FACTS)
        self.project.objective.select_part(start, end)

    def show_node(self, node_id: int) -> None:
        """Show the project that a node belongs to, or the unit itself."""
        if node_id not in self._book:
            return
        project = self._book.ancestor(node_id, "project")
        unit = self._book.ancestor(node_id, "unit")
        if project is not None:
            self.project.show_project(project)
            self._facts.setCurrentWidget(self.project)
        elif unit is not None:
            self.unit.show_unit(unit)
            self._facts.setCurrentWidget(self.unit)
        self.page_buttons[FACTS].setText("单位资料" if project is None else "项目资料")
        self._node = node_id
        for page in (self._goal, self._row):
            if page is not None:
                page.show_node(node_id)

    def commit(self) -> None:
        """Write what is being typed in the panel."""
        self.project.commit()
        self.unit.commit()
        if self._row is not None:
            self._row.commit()
