"""The window of the 打印预览: the pages between their list and the print settings, under a bar with everything else.

It stands beside the program's window, not over it: the cell that is marked here is the current one there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QLayout, QToolButton, QVBoxLayout, QWidget

from ...domain.printing import Printing
from ...typesetting import Document
from ..bridge import Bridge
from ..dialogs.base import room_of
from ..style.icons import icon
from ..widgets import flat_button, label, number_box, set_role, tight
from .making import LayoutMaker
from .page_list import PageList
from .pages import ZOOMS, PageView
from .settings_panel import SettingsPanel

REFRESH_MS = 350
ROOMY = 1180
"""The width from which on the list of pages is shown without being asked for."""
WORDY = 860
"""The width from which on the buttons of the bar have words beside their pictures."""
_HINT = "单击一格，填报表转到同一格；双击或按 Enter 回到填报表"
_OUTPUTS = (
    ("print", "打印…", "print"),
    ("export_pdf", "导出PDF", "pdf"),
    ("export_excel", "导出Excel", "excel"),
)


class Preview(QDialog):
    """The preview. `jump` carries a clicked cell, `chosen` one to go on with in the grid, `wanted` an output's id."""

    jump = Signal(int, str)
    chosen = Signal(int, str)
    wanted = Signal(str)
    other_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_dialog")
        self.setWindowTitle("打印预览")
        self.setWindowIcon(icon("app"))
        self.setWindowFlags(Qt.WindowType.Window)
        self.resize(QSize(1280, 760).boundedTo(room_of(self)))
        self._session = bridge.session
        self._maker = LayoutMaker(self._session, self)
        self._timer = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self.pages, self.page_list, self.panel = PageView(), PageList(), SettingsPanel()
        self.page_box, self.zoom_box = number_box(1, 1, 1), QComboBox()
        self.count, self.note = label(), label("正在排版……", "muted")
        self._list_wanted: bool | None = None
        self._worded: list[QToolButton] = []
        self._build()
        self._connect(bridge)
        self.panel.show_book(self._session.book)
        self.pages.setFocus()
        self._maker.ask()

    # building

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        tight(layout)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # words of the bar give way, see resizeEvent
        layout.addLayout(self._bar())
        middle = QHBoxLayout()
        tight(middle)
        for widget in (self.page_list, self.pages, self.panel):
            middle.addWidget(widget, int(widget is self.pages))
        layout.addLayout(middle, 1)
        self.note.setContentsMargins(12, 4, 12, 5)
        layout.addWidget(self.note)

    def _bar(self) -> QLayout:
        bar = QHBoxLayout()
        tight(bar, 5, (10, 6, 10, 6))
        self._list_button = self._toggle(bar, "", "panel_left", "各页的小图", self._show_list)
        self._list_button.setObjectName("toggle_pages")
        self._button(bar, "", "previous", "上一页（PageUp）", lambda: self._leaf(-1))
        bar.addWidget(QLabel("第"))
        self.page_box.setObjectName("page")
        self.page_box.setAccessibleName("页码")
        self.page_box.setKeyboardTracking(False)
        bar.addWidget(self.page_box)
        bar.addWidget(self.count)
        self._button(bar, "", "next", "下一页（PageDown）", lambda: self._leaf(1))
        bar.addSpacing(8)
        self._button(bar, "", "zoom_out", "缩小（Ctrl+-）", lambda: self.pages.step_zoom(-1))
        self.zoom_box.setObjectName("zoom")
        self.zoom_box.setAccessibleName("缩放")
        self.zoom_box.setToolTip("缩放，也可以按住 Ctrl 转动滚轮")
        self.zoom_box.setEditable(True)
        self.zoom_box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zoom_box.addItems(list(ZOOMS))
        bar.addWidget(self.zoom_box)
        self._button(bar, "", "zoom_in", "放大（Ctrl++）", lambda: self.pages.step_zoom(1))
        bar.addStretch(1)
        for name, text, picture in _OUTPUTS:
            tip = f"{text.removesuffix('…')}预览中的表"
            button = self._button(bar, text, picture, tip, self._wanting(name))
            button.setObjectName(f"preview_{name}")
            self._worded.append(button)
        self._panel_button = self._toggle(bar, "设置", "settings", "打印设置", self.panel.setVisible)
        self._panel_button.setObjectName("toggle_settings")
        self._panel_button.setChecked(True)
        self._worded.append(self._panel_button)
        return bar

    def _wanting(self, name: str) -> Callable[[], None]:
        return lambda: self.wanted.emit(name)

    def _button(self, bar: QHBoxLayout, text: str, picture: str, tip: str, act: Callable[[], object]) -> QToolButton:
        button = flat_button(text, picture, tip=tip)
        button.clicked.connect(lambda _=False: act())
        bar.addWidget(button)
        return button

    def _toggle(
        self, bar: QHBoxLayout, text: str, picture: str, tip: str, act: Callable[[bool], object]
    ) -> QToolButton:
        button = flat_button(text, picture, tip=tip, checkable=True)
        button.toggled.connect(act)
        bar.addWidget(button)
        return button

    def _connect(self, bridge: Bridge) -> None:
        self._timer.timeout.connect(self.refresh)
        bridge.book_changed.connect(self._on_book)
        self._maker.made.connect(self._show)
        self._maker.failed.connect(self._fail)
        self.pages.page_changed.connect(self._show_page)
        self.pages.zoomed.connect(self._show_zoom)
        self.pages.cell_clicked.connect(self.jump)
        self.pages.cell_chosen.connect(self.chosen)
        self.page_list.chosen.connect(self.pages.go_to_page)
        self.page_box.valueChanged.connect(self.pages.go_to_page)
        self.zoom_box.textActivated.connect(self.pages.set_zoom)
        line = self.zoom_box.lineEdit()
        if line is not None:
            line.returnPressed.connect(lambda: self.pages.set_zoom(self.zoom_box.currentText()))
        self.panel.changed.connect(self._set_printing)
        self.panel.other_wanted.connect(self.other_wanted)
        QShortcut(QKeySequence("Ctrl+P"), self, self._wanting("print"))

    # what is shown

    @property
    def printing(self) -> Printing:
        """The settings in use."""
        return self._session.book.facts.printing

    def refresh(self) -> None:
        """Lay the book out again as it is now."""
        self._maker.ask()

    def _on_book(self, _event: object) -> None:
        self.panel.show_book(self._session.book)
        self._timer.start()

    def _set_printing(self, printing: Printing) -> None:
        self._session.set_printing(printing)
        self._timer.stop()
        self.refresh()

    def _show(self, layout: Document) -> None:
        blocker = QSignalBlocker(self.page_box)
        self.page_box.setMaximum(layout.count)
        del blocker
        self.count.setText(f"页，共 {layout.count} 页")
        warnings = layout.warnings()
        self._say(warnings[0] if warnings else _HINT, "warning" if warnings else "muted")
        self.note.setToolTip("\n".join(warnings))
        self.pages.show_layout(layout)
        self.page_list.show_layout(layout)
        self._show_page(self.pages.current_page())
        self.panel.show_printed(self._printed(layout))

    def _printed(self, layout: Document) -> int | None:
        """Return how many projects the pages have, when what has changed decides which they are."""
        if self.printing.since == "all":
            return None
        return sum(layout.place_of(project.id) is not None for project in self._session.book.projects())

    def _fail(self, words: str) -> None:
        self._say(words, "error")
        self.panel.show_printed(None)

    def _say(self, words: str, role: str) -> None:
        self.note.setText(words)
        set_role(self.note, role)

    def _show_page(self, number: int) -> None:
        blocker = QSignalBlocker(self.page_box)
        self.page_box.setValue(number)
        del blocker
        self.page_list.follow(number)

    def _show_zoom(self, zoom: str) -> None:
        self.zoom_box.setEditText(zoom)
        self.zoom_box.setToolTip(f"现在是 {self.pages.percent}%；也可以按住 Ctrl 转动滚轮")

    def show_cell(self, node: int, field: str) -> None:
        """Mark the cell that is current in the grid."""
        if (node, field) != self.pages.marked:
            self.pages.mark(node, field)

    def _leaf(self, step: int) -> None:
        self.pages.go_to_page(self.pages.current_page() + step)

    def _show_list(self, on: bool) -> None:
        self.page_list.setVisible(on)
        self._list_wanted = on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the list of pages gives way, unless it was asked for, and then the words of the buttons."""
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        for button in self._worded:
            wordy = self.width() >= WORDY
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon if wordy else style.ToolButtonIconOnly)
        shown = self.width() >= ROOMY if self._list_wanted is None else self._list_wanted
        blocker = QSignalBlocker(self._list_button)
        self._list_button.setChecked(shown)
        del blocker
        self.page_list.setVisible(shown)
