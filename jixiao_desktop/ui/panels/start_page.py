"""开始页: recent files, ways to begin, and a place to drop a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...domain import terms
from ..settings import Settings
from ..style.icons import icon, pixmap
from ..widgets import label, tight, wear

BEGIN = (
    ("begin_last_year", "从上年文件开始", "选择上年的 Excel、PDF、Word 或文本，读入后编制下年度", "new_year"),
    ("open", "打开填报文件", "打开以前保存的 .jixiao 文件", "open"),
    ("new", "新建空的填报", "没有上年的表时，从空表开始", "new"),
    ("sample", "看看示例", "打开随程序附带的 2024 年批复表", "preview"),
)


class StartPage(QWidget):
    """What stands in the window while no book is open. `wanted` carries a path or what was pressed."""

    wanted = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.recent = QListWidget()
        self._none = label("还没有打开过文件", "muted")
        self._build()
        self.recent.itemClicked.connect(self._on_recent)
        self.recent.itemActivated.connect(self._on_recent)

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        column = QVBoxLayout()
        tight(column, 14, (0, 36, 0, 24))
        outer.addLayout(column, 6)
        outer.addStretch(1)
        column.addLayout(self._head())
        row = QHBoxLayout()
        row.setSpacing(28)
        row.addLayout(self._begin(), 1)
        row.addLayout(self._recent(), 1)
        column.addLayout(row, 1)
        column.addWidget(self._drop_hint())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        picture = QLabel()
        picture.setPixmap(pixmap("app", 40, ratio=self.devicePixelRatioF()))
        head.addWidget(picture)
        title = label(terms.PROGRAM, "title")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        title.setFont(font)
        head.addWidget(title)
        head.addStretch()
        return head

    def _begin(self) -> QVBoxLayout:
        column = QVBoxLayout()
        tight(column, 8)
        column.addWidget(label("开始", "title"))
        for name, words, help_, picture in BEGIN:
            column.addWidget(self._card(name, words, help_, picture))
        column.addStretch()
        return column

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focusNextChild()

    def _card(self, name: str, words: str, help_: str, picture: str) -> QPushButton:
        card = QPushButton(f"{words}\n{help_}")
        card.setObjectName(f"start_{name}")
        card.setAccessibleName(words)
        wear(card, picture)
        card.setIconSize(QSize(26, 26))
        card.setMinimumHeight(58)
        card.setStyleSheet("text-align: left; padding: 8px 14px;")
        card.clicked.connect(lambda: self.wanted.emit(name))
        return card

    def _recent(self) -> QVBoxLayout:
        column = QVBoxLayout()
        tight(column, 8)
        column.addWidget(label("最近的文件", "title"))
        column.addWidget(self._none)
        self.recent.setObjectName("recent_files")
        self.recent.setAccessibleName("最近的文件")
        column.addWidget(self.recent, 1)
        column.addStretch()
        return column

    def _drop_hint(self) -> QFrame:
        frame = QFrame()
        layout = QHBoxLayout(frame)
        layout.addStretch()
        layout.addWidget(label("也可以把文件拖到这里：.jixiao、Excel、PDF、Word、文本", "muted"))
        layout.addStretch()
        return frame

    def refresh(self) -> None:
        """Show the recent files that still exist."""
        self.recent.clear()
        for text in self._settings.get("recent"):
            path = Path(text)
            if path.is_file():
                item = QListWidgetItem(icon("file"), f"{path.name}\n{path.parent}")
                item.setData(Qt.ItemDataRole.UserRole, text)
                item.setToolTip(text)
                self.recent.addItem(item)
        self._none.setVisible(self.recent.count() == 0)
        self.recent.setVisible(self.recent.count() > 0)

    def _on_recent(self, item: QListWidgetItem) -> None:
        self.wanted.emit(item.data(Qt.ItemDataRole.UserRole))
