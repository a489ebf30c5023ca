"""The pane under the grid: 检查结果, 待核对项, 查找替换 share it; it folds to its header line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ..bridge import Bridge
from ..widgets import flat_button, page_button, tight, wear
from .doubts_panel import DoubtsPanel
from .find_panel import FindPanel
from .findings_panel import FindingsPanel

HEADER_HEIGHT = 32


class BottomPane(QWidget):
    """Pages with a common header line. `folded_changed` says when the pages went away or came back."""

    folded_changed = Signal(bool)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings = FindingsPanel(bridge)
        self.doubts = DoubtsPanel(bridge)
        self.finder = FindPanel(bridge)
        self._pages: list[QWidget] = []
        self._tabs = QButtonGroup(self)
        self._headers = QStackedWidget()
        self._stack = QStackedWidget()
        self._bar = QWidget()
        self._bar.setProperty("role", "panel")
        self._bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bar.setFixedHeight(HEADER_HEIGHT)
        self._fold = flat_button("", "next", tip="收起或展开")
        self._build()
        self.doubts.counted.connect(self._count_doubts)
        self._count_doubts(len(bridge.session.book.facts.doubts))

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        tight(layout)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
        self._row = QHBoxLayout(self._bar)
        tight(self._row, 4, (8, 0, 8, 0))
        self._headers.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row.addWidget(self._headers, 1)
        self._row.addWidget(self._fold)
        self._fold.clicked.connect(lambda: self.set_folded(not self.folded))
        self.add_page("检查结果", self.findings, self.findings.header)
        self.add_page("待核对项", self.doubts, self.doubts.header)
        self.add_page("查找替换", self.finder, self.finder.header)

    def add_page(self, title: str, page: QWidget, header: QWidget) -> QToolButton:
        """Add a page with its own header; return the button that brings it to the front."""
        button = page_button(title)
        self._tabs.addButton(button)
        self._row.insertWidget(len(self._pages), button)
        self._pages.append(page)
        self._headers.addWidget(header)
        self._stack.addWidget(page)
        button.clicked.connect(lambda: self.show_page(page))
        button.setChecked(len(self._pages) == 1)
        return button

    def show_page(self, page: QWidget) -> None:
        """Unfold and show one page."""
        place = self._pages.index(page)
        self._stack.setCurrentIndex(place)
        self._headers.setCurrentIndex(place)
        self._tabs.buttons()[place].setChecked(True)
        self.set_folded(False)

    @property
    def current_page(self) -> QWidget:
        """The page in front."""
        return self._pages[self._stack.currentIndex()]

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

    def _count_doubts(self, count: int) -> None:
        button = self._tabs.buttons()[1]
        button.setText(f"待核对项 {count}" if count else "待核对项")
