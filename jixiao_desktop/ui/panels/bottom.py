"""The pane under the grid: 检查结果, 待核对项, 查找替换 share it; it folds to its header line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ...domain.changes import FieldChanged
from ...session import BookChanged
from ..bridge import Bridge
from ..widgets import flat_button, page_button, tight, wear
from .doubts_panel import DoubtsPanel
from .find_panel import FindPanel
from .findings_panel import FindingsPanel

HEADER_HEIGHT = 32
FINDINGS, DOUBTS, FINDER = "检查结果", "待核对项", "查找替换"
Page = FindingsPanel | DoubtsPanel | FindPanel


class BottomPane(QWidget):
    """Pages with a common header line; 待核对项 and 查找替换 are made at their first use.

    `folded_changed` says when the pages went away or came back; jump(node, field) and said(sentence) are theirs,
    entered(node, field) is a jump after which one types there: from a finding.
    """

    folded_changed = Signal(bool)
    jump = Signal(int, str)
    entered = Signal(int, str)
    said = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._current_project: int | None = None
        self._doubts: DoubtsPanel | None = None
        self._finder: FindPanel | None = None
        self._buttons: dict[str, QToolButton] = {}
        self._headers = QStackedWidget()
        self._stack = QStackedWidget()
        self._bar = QWidget()
        self._bar.setProperty("role", "panel")
        self._bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bar.setFixedHeight(HEADER_HEIGHT)
        self._fold = flat_button("", "next", tip="收起或展开")
        self.findings = FindingsPanel(bridge)
        self._build()
        bridge.book_changed.connect(self._on_book)
        self._count_doubts()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        tight(layout)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
        row = QHBoxLayout(self._bar)
        tight(row, 4, (8, 0, 8, 0))
        tabs = QButtonGroup(self)
        for title in (FINDINGS, DOUBTS, FINDER):
            button = self._buttons[title] = page_button(title)
            tabs.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _=False, wanted=title: self.show_page(self._page(wanted)))
        self._buttons[FINDINGS].setChecked(True)
        self._headers.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._headers, 1)
        row.addWidget(self._fold)
        self._fold.clicked.connect(lambda: self.set_folded(not self.folded))
        self._add_page(self.findings)

    def _add_page(self, page: Page) -> None:
        self._headers.addWidget(page.header)
        self._stack.addWidget(page)
        page.jump.connect(self.entered if page is self.findings else self.jump)

    def _page(self, title: str) -> Page:
        if title == FINDINGS:
            return self.findings
        return self.doubts if title == DOUBTS else self.finder

    @property
    def doubts(self) -> DoubtsPanel:
        """待核对项."""
        if self._doubts is None:
            self._doubts = DoubtsPanel(self._bridge)
            self._add_page(self._doubts)
        return self._doubts

    @property
    def finder(self) -> FindPanel:
        """查找替换."""
        if self._finder is None:
            self._finder = FindPanel(self._bridge)
            self._finder.current_project = self._current_project
            self._finder.said.connect(self.said)
            self._add_page(self._finder)
        return self._finder

    def show_project(self, project: int | None) -> None:
        """Tell the pages which project the clerk works on: it bounds 本项目."""
        self._current_project = project
        if self._finder is not None:
            self._finder.current_project = project

    def show_page(self, page: Page) -> None:
        """Unfold and show one page."""
        self._stack.setCurrentWidget(page)
        self._headers.setCurrentWidget(page.header)
        titles = {FINDINGS: self.findings, DOUBTS: self._doubts, FINDER: self._finder}
        next(self._buttons[title] for title, made in titles.items() if made is page).setChecked(True)
        self.set_folded(False)

    @property
    def current_page(self) -> QWidget | None:
        """The page in front."""
        return self._stack.currentWidget()

    @property
    def folded(self) -> bool:
        """True when only the header line shows."""
        return self._stack.isHidden()

    def set_folded(self, folded: bool) -> None:
        """Fold to the header line, or unfold."""
        if folded == self.folded:
            return
        self._stack.setHidden(folded)
        self.setMaximumHeight(HEADER_HEIGHT if folded else 16_777_215)
        wear(self._fold, "previous" if folded else "next")
        self.folded_changed.emit(folded)

    def _on_book(self, event: BookChanged) -> None:
        if any(isinstance(change, FieldChanged) and change.field == "doubts" for change in event.changes):
            self._count_doubts()

    def _count_doubts(self) -> None:
        count = len(self._bridge.session.book.facts.doubts)
        self._buttons[DOUBTS].setText(f"{DOUBTS} {count}" if count else DOUBTS)
