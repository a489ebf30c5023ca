"""用户手册: the manual with its pictures, offline; a table of contents that is searched together with the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPixmap,
    QShortcut,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
    QTextTableCell,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QSplitter,
    QTextBrowser,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ... import resources
from ..style.tokens import tokens
from ..widgets import label, search_field
from .base import Dialog, named

PICTURE_WIDTH = 640  # px; wider pictures are drawn smaller
_ABOVE_TABLE, _BELOW_TABLE = 8, 14  # px
TOP_LEVEL, LOWEST_LEVEL = 2, 3  # the headings that stand in the table of contents


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the text down to the next one."""

    level: int
    title: str
    position: int
    text: str


class ManualBrowser(QTextBrowser):
    """A browser whose pictures are never wider than the page; a click on one asks for it whole (`enlarged`)."""

    enlarged = Signal(QImage)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = bool(self._picture_at(event.position().toPoint()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        name = self._picture_at(event.position().toPoint())
        if name and not self.textCursor().hasSelection():
            self.enlarged.emit(self._read(name))

    def _picture_at(self, place: QPoint) -> str:
        """The name of the picture under a place of the window, "" where there is none."""
        return (
            self.document()
            .documentLayout()
            .imageAt(QPointF(place) + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value()))
        )

    def _read(self, name: str) -> QImage:
        return QImage(str(Path(self.source().toLocalFile()).parent / name))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        loaded = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value or not isinstance(name, QUrl):
            return loaded
        picture = self._read(name.path())
        if picture.isNull() or picture.width() <= PICTURE_WIDTH:
            return picture if not picture.isNull() else loaded
        return picture.scaledToWidth(PICTURE_WIDTH, Qt.TransformationMode.SmoothTransformation)

    def sections(self) -> Iterator[Section]:
        """Return the sections in their order."""
        block, head, lines = self.document().begin(), QTextBlock(), list[str]()
        while block.isValid():
            if 0 < block.blockFormat().headingLevel() <= LOWEST_LEVEL:
                if head.isValid():
                    yield _section(head, lines)
                head, lines = block, []
            lines.append(block.text())
            block = block.next()
        if head.isValid():
            yield _section(head, lines)

    def show_position(self, position: int) -> None:
        """Bring a place of the text to the top."""
        block = self.document().findBlock(position)
        self.setTextCursor(QTextCursor(block))
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top))

    def find_next(self, words: str) -> bool:
        """Go to the next place with these words, from the top again after the last; tell whether there is one."""
        if not self.find(words):
            self.moveCursor(QTextCursor.MoveOperation.Start)
            if not self.find(words):
                return False
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 4)
        return True

    def mark(self, words: str) -> int:
        """Mark every place with these words; return how many there are."""
        marks: list[QTextEdit.ExtraSelection] = []
        cursor = QTextCursor(self.document())
        while words and not (cursor := self.document().find(words, cursor)).isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(QColor(tokens().warning_soft))
            marks.append(mark)
        self.setExtraSelections(marks)
        return len(marks)


def _space_tables(document: QTextDocument) -> None:
    """Let the text stand clear of tables, and draw their lines once, in the colour of the window's."""
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            look = frame.format()
            look.setTopMargin(_ABOVE_TABLE)
            look.setBottomMargin(_BELOW_TABLE)
            look.setBorderCollapse(True)
            frame.setFormat(look)
            for row, column in product(range(frame.rows()), range(frame.columns())):
                _frame_cell(frame.cellAt(row, column))


def _frame_cell(cell: QTextTableCell) -> None:
    look = cell.format().toTableCellFormat()
    look.setBorder(1)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(QColor(tokens().border))
    cell.setFormat(look)


def _section(head: QTextBlock, lines: list[str]) -> Section:
    return Section(head.blockFormat().headingLevel(), head.text(), head.position(), "\n".join(lines))


class PictureDialog(Dialog):
    """One picture of the manual in its own size; what is larger than the screen scrolls."""

    def __init__(self, picture: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent, "picture_dialog", "图片")
        self.only_close()
        shown = QLabel()
        shown.setPixmap(QPixmap.fromImage(picture))
        shown.setAccessibleName("图片")
        area = QScrollArea()
        area.setWidget(shown)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.body.addWidget(area)
        self.resize(picture.size() + QSize(48, 100))  # margins, scroll bars and the button


class ManualDialog(Dialog):
    """The manual: contents and search at the left, the text at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "manual_dialog", "用户手册")
        self.only_close()
        self.resize(1000, 680)
        self.browser = self._open()
        self._sections = list(self.browser.sections())
        self.search = search_field("在手册里查找", "manual_search")
        self.found = label("", "muted")
        self.contents = self._fill_contents()
        side = QWidget()
        self._lay_out(side)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(side)
        splitter.addWidget(self.browser)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([230, 740])
        self.body.addWidget(splitter, 1)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._next)
        self.contents.currentItemChanged.connect(self._show)
        self.browser.enlarged.connect(lambda picture: PictureDialog(picture, self).exec())
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the search and closes nothing."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _open(self) -> ManualBrowser:
        browser = ManualBrowser()
        named(browser, "manual", "用户手册")
        browser.setOpenExternalLinks(False)
        path = manual_path()
        browser.setSearchPaths([str(path.parent)])
        browser.setSource(QUrl.fromLocalFile(str(path)))
        browser.document().setDocumentMargin(18)
        _space_tables(browser.document())
        return browser

    def _lay_out(self, side: QWidget) -> None:
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 8, 0)
        for widget in (self.search, self.found, self.contents):
            column.addWidget(widget)
        self.found.hide()

    def _fill_contents(self) -> QTreeWidget:
        view = QTreeWidget()
        named(view, "manual_contents", "目录")
        view.setHeaderHidden(True)
        view.setRootIsDecorated(False)
        view.setIndentation(14)
        above: QTreeWidgetItem | None = None
        for number, section in enumerate(self._sections):
            item = QTreeWidgetItem([section.title])
            item.setData(0, Qt.ItemDataRole.UserRole, number)
            if section.level > TOP_LEVEL and above is not None:
                above.addChild(item)
            else:
                view.addTopLevelItem(item)
                above = item
        view.expandAll()
        return view

    def _show(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.browser.show_position(self._sections[item.data(0, Qt.ItemDataRole.UserRole)].position)

    def _filter(self, words: str) -> None:
        """Leave the sections that have the words, mark the words, and show the first place."""
        self._leave(self.contents.invisibleRootItem(), words.casefold())
        count = self.browser.mark(words)
        self.found.setText(f"有 {count} 处，按 Enter 看下一处" if count else "手册里没有这个词，换个说法试试")
        self.found.setVisible(bool(words))
        self.browser.moveCursor(QTextCursor.MoveOperation.Start)
        if count:
            self._next()

    def _leave(self, item: QTreeWidgetItem, words: str) -> bool:
        """Hide an item that has the words neither itself nor below; tell whether it stays."""
        below = [self._leave(child, words) for place in range(item.childCount()) if (child := item.child(place))]
        number = item.data(0, Qt.ItemDataRole.UserRole)
        stays = any(below) or (number is not None and words in self._sections[number].text.casefold())
        item.setHidden(not stays and number is not None)
        return stays

    def _next(self) -> None:
        if self.search.text():
            self.browser.find_next(self.search.text())


def manual_path() -> Path:
    """Return where the manual stands: among the resources, or in a checkout's docs.

    Raises FileNotFoundError when the program was installed without it.
    """
    for path in (resources.path("help", "用户手册.md"), resources.root().parent / "docs" / "用户手册.md"):
        if path.is_file():
            return path
    raise FileNotFoundError("用户手册.md")
