"""The line edits that open in a cell: one for every column, some with a list of choices that filters while one types.

An editor knows whether it was opened by typing (arrow keys leave it, as in Excel) or by F2 (they move in the text),
takes over what an input method still composes, and undoes its own typing first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ...library import Suggestion
from ..fields import LineEdit, is_for_the_book, take_preedit
from ..style.tokens import tokens

_HINT = int(Qt.ItemDataRole.UserRole) + 1
_SHOWN_CHOICES = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list: the text it stands for, a word beside it, and a suggestion that fills the whole row."""

    text: str
    hint: str = ""
    suggestion: Suggestion | None = None


Source = Callable[[str], Sequence[Choice]]


class CellEditor(LineEdit):
    """A line edit in a cell. `undo_book` asks for an undo in the book: there is nothing left to undo in the cell."""

    undo_book = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("cell_editor")
        self.setFrame(False)
        self.opened_by_typing = False
        self.explicit = False
        self.picked: Choice | None = None
        self.original = ""
        self._paint()

    def _paint(self) -> None:
        scheme = tokens()
        self.setStyleSheet(
            f"QLineEdit#cell_editor {{ background: {scheme.surface}; color: {scheme.text}; padding: 0 3px;"
            f" border: 2px solid {scheme.focus}; border-radius: 2px; selection-background-color: {scheme.accent};"
            f" selection-color: {scheme.on_accent}; }}"
        )

    @property
    def composing(self) -> bool:
        """True while an input method composes."""
        return bool(self.preedit)

    @property
    def touched(self) -> bool:
        """True when the text is no longer the one that the editor was opened with."""
        return self.text() != self.original or self.composing or self.picked is not None

    def begin(self, text: str) -> None:
        """Start with the cell's text."""
        self.original = text
        self.setText(text)

    def take_preedit(self) -> None:
        """Make what an input method still composes part of the text: a click elsewhere must not lose it."""
        take_preedit(self)

    def event(self, event: QEvent) -> bool:
        if is_for_the_book(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            self.undo_book.emit()
            return
        super().keyPressEvent(event)

    # lists; a plain editor has none

    def offer(self) -> None:
        """Open the list of choices, if this editor has one."""

    def step(self, by: int) -> bool:
        """Move in the open list; False when none is open."""
        return False

    def accept_choice(self) -> bool:
        """Take the choice that is highlighted; False when there is none."""
        return False


class ChoiceEditor(CellEditor):
    """A cell editor with a list below it. Letters filter by pinyin initials, and then the first choice is taken."""

    def __init__(self, source: Source, parent: QWidget | None = None, *, while_typing: bool = True) -> None:
        super().__init__(parent)
        self._source = source
        self._list = ChoiceList(self)
        self._list.chosen.connect(self._take)
        self.destroyed.connect(self._list.deleteLater)
        if while_typing:
            self.textEdited.connect(self._filter)

    def offer(self) -> None:
        """Open the whole list, what stands in the cell highlighted."""
        choices = self._source("")
        self._list.fill(choices, next((n for n, c in enumerate(choices) if c.text == self.text()), 0))
        self._list.show_below(self)

    def _filter(self, text: str) -> None:
        self.picked = None
        choices = self._source(text.strip()) if text.strip() else ()
        if not choices or (len(choices) == 1 and choices[0].text == text and choices[0].suggestion is None):
            self._list.hide()
            return
        initials = text.strip().isascii() and text.strip().isalpha()
        self._list.fill(choices, 0 if initials else -1)
        self._list.show_below(self)

    def step(self, by: int) -> bool:
        """Move in the open list; False when none is open."""
        if not self._list.isVisible():
            return False
        self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + by)))
        return True

    def accept_choice(self) -> bool:
        """Take the highlighted choice; False when there is none."""
        if not self._list.isVisible() or self._list.currentRow() < 0:
            return False
        self.pick(self._list.choice(self._list.currentRow()))
        return True

    def pick(self, choice: Choice) -> None:
        """Take a choice: its text stands in the cell, the rest is written with the commit."""
        self.setText(choice.text)
        self.picked = choice
        self._list.hide()

    def _take(self, choice: Choice) -> None:
        self.pick(choice)
        self.explicit = True
        QApplication.sendEvent(self, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))

    def hideEvent(self, event: QHideEvent) -> None:
        self._list.hide()
        super().hideEvent(event)

    @property
    def list_open(self) -> bool:
        """True while the list of choices is to be seen."""
        return self._list.isVisible()


class ChoiceList(QListWidget):
    """The list below an editor: it never takes the focus, so that typing goes on in the cell."""

    chosen = Signal(object)  # Choice

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor.window())
        self.setObjectName("choices")
        self.setAccessibleName("可选内容")
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (self, self.viewport()):  # a click here leaves the focus in the cell
            widget.setFocusProxy(editor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_ChoiceDelegate(self))
        self._choices: list[Choice] = []
        self.itemClicked.connect(lambda item: self.chosen.emit(self._choices[self.row(item)]))
        scheme = tokens()
        self.setStyleSheet(
            f"QListWidget#choices {{ background: {scheme.surface}; border: 1px solid {scheme.border};"
            f" border-radius: 4px; padding: 2px; }}"
        )

    def fill(self, choices: Sequence[Choice], current: int) -> None:
        """Show these choices, one of them highlighted (-1: none)."""
        self._choices = list(choices)
        self.clear()
        for choice in self._choices:
            item = QListWidgetItem(choice.text, self)
            item.setData(_HINT, choice.hint)
        self.setCurrentRow(current)

    def choice(self, row: int) -> Choice:
        """Return one of the choices."""
        return self._choices[row]

    def show_below(self, editor: QWidget) -> None:
        """Stand under the editor, or above it where there is more room; never beyond the window."""
        self.setFont(editor.font())
        metrics = self.fontMetrics()
        widest = max(
            (metrics.horizontalAdvance(c.text) + metrics.horizontalAdvance(c.hint) for c in self._choices), default=0
        )
        row = max(self.sizeHintForRow(0), 1)
        size = QSize(max(editor.width(), widest + 56), row * min(len(self._choices), _SHOWN_CHOICES) + 8)
        home = self.parentWidget()
        corner = editor.mapTo(home, QPoint(0, editor.height() + 1)) if home else QPoint()
        if home:
            top = corner.y() - editor.height() - 2
            below = home.height() - corner.y()
            above = size.height() > below < top
            size.setHeight(min(size.height(), top if above else below))
            corner.setY(top - size.height() if above else corner.y())
            corner.setX(max(0, min(corner.x(), home.width() - size.width())))
        self.setGeometry(QRect(corner, size))
        self.show()
        self.raise_()
        self.scrollTo(self.currentIndex())


class _ChoiceDelegate(QStyledItemDelegate):
    """A choice with its hint in a second-rank colour at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        scheme = tokens()
        rect = option.rect
        widget = self.parent()
        assert isinstance(widget, QListWidget)
        if widget.currentRow() == index.row():
            painter.fillRect(rect, QColor(scheme.selection))
        inner = rect.adjusted(8, 0, -8, 0)
        hint = index.data(_HINT)
        metrics = option.fontMetrics
        room = inner.width() - (metrics.horizontalAdvance(hint) + 16 if hint else 0)
        painter.setPen(QColor(scheme.text))
        text = metrics.elidedText(index.data(), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.setPen(QColor(scheme.muted))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), hint or "")

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, option.fontMetrics.height() + 9)
