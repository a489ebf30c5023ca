"""待核对项: what an import repaired, moved or guessed, each with its place in the source and its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain import commands
from ...domain.book import Doubt
from ...domain.changes import FieldChanged
from ...session import BookChanged
from ..bridge import Bridge
from ..style.icons import icon
from ..widgets import PassingLabel, flat_button, tight
from ..wrapped_tree import WrappedTree
from .finding_model import place_words

COLUMNS = ("来源位置", "项目", "指标", "说明")


class DoubtsPanel(QWidget):
    """The doubts of the book. Emits jump(node, field); 已核对 takes a doubt off the list (undoable)."""

    jump = Signal(int, str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = bridge.session
        self.header = QWidget()
        self.list = doubt_list()
        self.list.setObjectName("doubts")
        layout = QVBoxLayout(self)
        tight(layout)
        layout.addWidget(self.list)
        self._build_header()
        self.list.itemClicked.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_chosen)
        bridge.book_changed.connect(self._on_book)
        self.refresh()

    def _build_header(self) -> None:
        layout = QHBoxLayout(self.header)
        tight(layout, 4)
        note = PassingLabel("导入时修补、移动或猜测过的地方，请对照原表", "muted")
        layout.addWidget(note, 1)
        one = flat_button("已核对", tip="把所选的待核对项划掉")
        every = flat_button("全部已核对", tip="把所有待核对项划掉，可撤销")
        one.clicked.connect(self.settle_selected)
        every.clicked.connect(self.settle_all)
        layout.addWidget(one)
        layout.addWidget(every)

    def _on_book(self, event: BookChanged) -> None:
        if any(isinstance(c, FieldChanged) and c.field == "doubts" for c in event.changes):
            self.refresh()

    def refresh(self) -> None:
        """Show the doubts as they are now."""
        doubts = self._session.book.facts.doubts
        fill_doubts(self.list, doubts, self._words)

    def _words(self, doubt: Doubt) -> tuple[str, str]:
        if doubt.node:
            return place_words(self._session.book, doubt.node)
        return doubt.project or doubt.unit or "", doubt.indicator or ""

    def settle_selected(self) -> None:
        """Take the selected doubts off the list."""
        places = [self.list.indexOfTopLevelItem(item) for item in self.list.selectedItems()]
        if places:
            self._session.run(commands.settle_doubts(places))

    def settle_all(self) -> None:
        """Take all doubts off the list."""
        self._session.run(commands.settle_doubts(range(len(self._session.book.facts.doubts))))

    def _on_chosen(self, item: QTreeWidgetItem) -> None:
        doubt = self._session.book.facts.doubts[self.list.indexOfTopLevelItem(item)]
        if doubt.node:
            self.jump.emit(doubt.node, doubt.field or "name")


def doubt_list() -> QTreeWidget:
    """Return an empty list for doubts, as the panel and the import dialog show it."""
    made = WrappedTree()
    made.setAccessibleName("待核对项")
    made.setHeaderLabels(list(COLUMNS))
    made.setRootIsDecorated(False)
    made.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
    made.setAllColumnsShowFocus(True)
    header = made.header()
    for column, width in enumerate((90, 150, 130)):
        header.resizeSection(column, width)
    header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
    return made


def fill_doubts(view: QTreeWidget, doubts: Iterable[Doubt], words: Callable[[Doubt], tuple[str, str]]) -> None:
    """Fill a doubt list; `words` gives project and indicator of a doubt."""
    view.clear()
    for doubt in doubts:
        project, indicator = words(doubt)
        item = QTreeWidgetItem([doubt.place, project, indicator, doubt.message])
        item.setIcon(0, icon("doubt"))
        item.setToolTip(3, doubt.message)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        view.addTopLevelItem(item)
