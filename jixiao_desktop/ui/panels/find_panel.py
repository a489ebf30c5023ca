"""查找替换 over all projects: places appear while one types; what replacing would change is seen before it is done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..bridge import Bridge
from ..grid import search
from ..widgets import flat_button, label, search_field, tight

TYPING_MS, LIMIT = 150, 2000
_LEAST = 80  # px; in a narrow window the two fields give way to the rest of their line
EVERYWHERE, HERE = "全部项目", "本项目"
_ROOMY = 560  # px; a line as wide has room for everything in it
_CELL = Qt.ItemDataRole.UserRole


class FindPanel(QWidget):
    """Emits jump(node, field). `current_project` of the panel is set by the desk and bounds 本项目."""

    jump = Signal(int, str)
    said = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = bridge.session
        self.current_project: int | None = None
        self.header = QWidget()
        self.header.installEventFilter(self)
        self.wanted = search_field("查找：文字或拼音首字母", "find_text")
        self.new = search_field("替换为", "replace_text", "replace")
        self.scope = QComboBox()
        self.replace_button = flat_button("替换所选", "replace", tip="替换勾选的各处，可一步撤销")
        self.count = label("", "muted")
        self.list = self._make_list()
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._found: list[search.Replacement] = []
        self._build_header()
        layout = QVBoxLayout(self)
        tight(layout)
        layout.addWidget(self.list)
        self._connect(bridge)

    def _build_header(self) -> None:
        layout = QHBoxLayout(self.header)
        tight(layout, 6)
        for field, width in ((self.wanted, 210), (self.new, 170)):
            field.setMaximumWidth(width)
            field.setMinimumWidth(_LEAST)
            layout.addWidget(field, width)
        self.scope.addItems([EVERYWHERE, HERE])
        self.scope.setObjectName("find_scope")
        self.scope.setAccessibleName("查找范围")
        self.scope.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # its words are never cut
        self.replace_button.setObjectName("replace_chosen")
        for widget in (self.scope, self.replace_button, self.count):
            layout.addWidget(widget)
        layout.addStretch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In a narrow window what can be done without gives way to the texts of the fields."""
        if watched is self.header and event.type() == QEvent.Type.Resize:
            roomy = self.header.width() >= _ROOMY
            style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if roomy else Qt.ToolButtonStyle.ToolButtonIconOnly
            self.replace_button.setToolButtonStyle(style)
            for field in (self.wanted, self.new):
                field.setClearButtonEnabled(roomy)
        return super().eventFilter(watched, event)

    def _make_list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setObjectName("find_results")
        view.setAccessibleName("查找结果")
        view.setHeaderLabels(["位置", "现在", "改为"])
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return view

    def _connect(self, bridge: Bridge) -> None:
        self._timer.timeout.connect(self.refresh)
        self.wanted.textChanged.connect(self._timer.start)
        self.new.textChanged.connect(self._timer.start)
        self.scope.currentTextChanged.connect(self._timer.start)
        self.wanted.returnPressed.connect(self.next_hit)
        self.replace_button.clicked.connect(self.replace_chosen)
        self.list.itemClicked.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_chosen)
        bridge.book_changed.connect(self._on_book)

    def begin(self, text: str | None, *, replacing: bool = False) -> None:
        """Take the focus, with a text to look for when one is given."""
        if text is not None:
            self.wanted.setText(text)
        field = self.new if replacing and self.wanted.text() else self.wanted
        field.setFocus()
        field.selectAll()
        self.refresh()

    def _on_book(self, _event: object) -> None:
        if self.isVisible():
            self._timer.start()

    def refresh(self) -> None:
        """Look again for what is wanted."""
        project = self.current_project if self.scope.currentText() == HERE else None
        book, wanted, new = self._session.book, self.wanted.text(), self.new.text()
        self._timer.stop()
        self.list.clear()
        if new:
            self._found = search.replacements(book, wanted, new, project=project)
            for item in self._found[:LIMIT]:
                self._add(item.node, item.field, item.old, item.new)
        else:
            self._found = []
            hits = search.find(book, wanted, project=project)
            for node, field, text in dict.fromkeys((hit.node, hit.field, hit.text) for hit in hits[:LIMIT]):
                self._add(node, field, text, None)
        self.list.setColumnHidden(2, not new)
        self.replace_button.setEnabled(bool(self._found))
        count = self.list.topLevelItemCount()
        self.count.setText(f"{count} 处" if wanted.strip() else "")

    def _add(self, node: int, field: str, old: str, new: str | None) -> None:
        where = search.place_of(self._session.book, node, field)
        item = QTreeWidgetItem([where, " ".join(old.split()), " ".join((new or "").split())])
        item.setData(0, _CELL, (node, field))
        item.setToolTip(1, old)
        if new is not None:
            item.setToolTip(2, new)
            item.setCheckState(0, Qt.CheckState.Checked)
        self.list.addTopLevelItem(item)

    def next_hit(self) -> None:
        """Go to the next place, round and round."""
        if self._timer.isActive():
            self.refresh()
        count = self.list.topLevelItemCount()
        if not count:
            self.said.emit("没有找到")
            return
        current = self.list.currentItem()
        row = (self.list.indexOfTopLevelItem(current) + 1) % count if current is not None else 0
        item = self.list.topLevelItem(row)
        assert item is not None
        self.list.setCurrentItem(item)
        self._on_chosen(item)

    def _on_chosen(self, item: QTreeWidgetItem) -> None:
        node, field = item.data(0, _CELL)
        self.jump.emit(node, field)

    def replace_chosen(self) -> None:
        """Replace in the ticked cells, in one step."""
        chosen = [
            item
            for place, item in enumerate(self._found[:LIMIT])
            if (row := self.list.topLevelItem(place)) is not None and row.checkState(0) == Qt.CheckState.Checked
        ]
        if chosen:
            self._session.run(search.replace_command(chosen))
            self.said.emit(f"已替换 {sum(item.count for item in chosen)} 处，可撤销")
