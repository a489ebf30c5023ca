"""开始页: recent files, ways to begin, and a place to drop a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...domain import terms
from ..settings import Settings
from ..style.fonts import BASE_POINTS
from ..style.icons import icon, pixmap
from ..style.tokens import tokens
from ..widgets import label, set_role, tight

BEGIN = (
    ("begin_last_year", "从上年文件开始", "选择上年的 Excel、PDF、Word 或文本", "new_year"),
    ("open", "打开填报文件", "打开以前保存的 .jixiao 文件", "open"),
    ("new", "新建空的填报", "没有上年的表时，从空表开始", "new"),
    ("sample", "看看示例", "打开随程序附带的 2024 年批复表", "preview"),
)

_DROP = "也可以把文件拖到这里：.jixiao、Excel、PDF、Word、文本"
MISSING = "找不到"
_LET_GO = "松开鼠标，打开这个文件"
_PICTURE = 26  # px
_TWO_COLUMNS = 760  # px of the usual text from which recent files stand beside the ways to begin


class _Picture(QWidget):
    """A picture of the icon set in the accent colour of the scheme in use."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(_PICTURE, _PICTURE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        drawn = pixmap(self._name, _PICTURE, tokens().accent_text, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, drawn)


class Card(QPushButton):
    """A large button: a picture, what it does, and under it in smaller words for whom."""

    def __init__(self, words: str, help_: str, picture: str) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.setAccessibleDescription(help_)
        layout = self._layout = QHBoxLayout(self)
        tight(layout, 14, (16, 10, 12, 10))
        layout.addWidget(_Picture(picture))
        texts = QVBoxLayout()
        tight(texts, 2)
        for text in (label(words, "title"), label(help_, "muted", wrap=True)):
            texts.addWidget(text)
        layout.addLayout(texts, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            child.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._layout.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._layout.heightForWidth(width)


class StartPage(QWidget):
    """What stands in the window while no book is open. `wanted` carries a path or what was pressed."""

    wanted = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.recent = QListWidget()
        self._drop = label(_DROP, "drop")
        self._none = label("还没有打开过文件。打开或保存过的文件会列在这里。", "muted", wrap=True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self.recent.itemClicked.connect(self._on_recent)
        self.recent.itemActivated.connect(self._on_recent)
        forget = QAction("从列表中移除", self.recent)
        forget.setShortcut("Delete")
        forget.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        forget.triggered.connect(self._forget)
        self.recent.addAction(forget)
        self.recent.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.recent.setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def _build(self) -> None:
        area, page = QScrollArea(), QWidget()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        page.setProperty("role", "page")
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(area)
        outer = QHBoxLayout(page)
        tight(outer, 0, (24, 0, 24, 0))
        outer.addStretch(1)
        column = QVBoxLayout()
        tight(column, 16, (0, 32, 0, 20))
        outer.addLayout(column, 8)
        outer.addStretch(1)
        column.addLayout(self._head())
        self._row.setSpacing(28)
        self._row.addLayout(self._begin(), 1)
        self._row.addLayout(self._recent(), 1)
        column.addLayout(self._row, 1)
        column.addWidget(self._drop_hint())
        self._area = area

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
        card = Card(words, help_, picture)
        card.setObjectName(f"start_{name}")
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

    def _drop_hint(self) -> QLabel:
        hint = self._drop
        hint.setObjectName("drop_target")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setMinimumHeight(56)
        return hint

    def show_drop(self, over: bool) -> None:
        """Show that a file held over the window may be let go."""
        set_role(self._drop, "dropping" if over else "drop")
        self._drop.setText(_LET_GO if over else _DROP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for two columns, the recent files stand under the ways to begin."""
        super().resizeEvent(event)
        across = self.width() >= _TWO_COLUMNS * self.font().pointSizeF() / BASE_POINTS
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if across else direction.TopToBottom)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_drop(False)

    def refresh(self) -> None:
        """Show the recent files; one that is not there now is marked and stays: its drive may come back."""
        self.recent.clear()
        for text in self._settings.get("recent"):
            path = Path(text)
            there = path.is_file()
            name = path.name if there else f"{path.name}（{MISSING}）"
            item = QListWidgetItem(icon("file", None if there else "faint"), f"{name}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, text)
            item.setToolTip(text if there else f"{text}\n已移走、改名，或所在的盘没有接上。按 Delete 从列表中移除")
            if not there:
                item.setForeground(QColor(tokens().faint))
            self.recent.addItem(item)
        self._none.setVisible(self.recent.count() == 0)
        self.recent.setVisible(self.recent.count() > 0)

    def _forget(self) -> None:
        """Drop the current file from the list; the file itself stays where it is."""
        item = self.recent.currentItem()
        if item is not None:
            row = self.recent.currentRow()
            self._settings.forget_file(item.data(Qt.ItemDataRole.UserRole))
            self.refresh()
            self.recent.setCurrentRow(min(row, self.recent.count() - 1))

    def _on_recent(self, item: QListWidgetItem) -> None:
        self.wanted.emit(item.data(Qt.ItemDataRole.UserRole))
