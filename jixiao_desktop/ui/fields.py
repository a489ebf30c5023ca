"""Text fields that write into the book when they are left, and that know the words about codes and goals.

Both keep what an input method composes when the focus goes away, give Esc the text of the book back (and Ctrl+Z after
that what was typed), and leave Ctrl+Z and Ctrl+Y to the book once nothing is left to undo or redo in the field. The
fields of dialogs and filters, which write nothing by themselves, share only the first of this.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ..domain.codes import CODE_LENGTH, parse_project_code
from ..domain.goals import is_bare_mark, next_mark, numbered
from ..domain.profile import Profile

IDLE_MS = 10_000
_LINES_HIGH = 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WITH_ENTER = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class LineEdit(QLineEdit):
    """A line edit that keeps what an input method composes when the focus goes away (E11).

    What is pasted from a PDF or Word is made tidy; `tidied` carries a sentence about it.
    """

    tidied = Signal(str)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.preedit = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.preedit = event.preeditString()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        take_preedit(self)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_tidy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste_tidy)
        menu.popup(event.globalPos())

    def paste_tidy(self) -> None:
        """Put the text of the clipboard in, on one line and tidy."""
        from .grid.blocks import clean_text

        text, said = clean_text(QGuiApplication.clipboard().text())
        self.insert(text)
        if said:
            self.tidied.emit(said)


class TextEdit(QPlainTextEdit):
    """An editor of texts of several lines that keeps what an input method composes when the focus goes away (E11).

    What is pasted from a PDF or Word is made tidy; `tidied` carries a sentence about it.
    """

    tidied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preedit = ""
        self.setTabChangesFocus(True)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.preedit = event.preeditString()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        take_preedit(self)
        super().focusOutEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        from .grid.blocks import clean_paragraphs

        text, said = clean_paragraphs(source.text())
        self.textCursor().insertText(text)
        self.ensureCursorVisible()
        if said:
            self.tidied.emit(said)


class FieldEdit(LineEdit):
    """A line edit of one cell of the book."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown = ""

    def show_text(self, text: str) -> None:
        """Show what the book says, unless something is being typed."""
        if self.hasFocus() and self.isModified():
            return
        self._shown = text
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def written(self, text: str) -> None:
        """Hear that the book took what was typed, and says `text` now: from here on the book undoes."""
        self._shown, place = text, self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(place if self.hasFocus() else 0)

    def event(self, event: QEvent) -> bool:
        if is_for_the_book(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.selectAll()
            self.insert(self._shown)
            return
        super().keyPressEvent(event)


class GoalEdit(TextEdit):
    """The editor of long texts. `committed` comes when it is left, when work pauses, and when it is asked to commit.

    Enter, with Alt or without, begins a line; after 目标1：… it goes on with 目标2：.
    """

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._pause)
        self.textChanged.connect(self._idle.start)

    def sizeHint(self) -> QSize:
        """A few lines: where there is more room the layout gives it."""
        high = self._line() * _LINES_HIGH + 2 * round(self.document().documentMargin())
        return QSize(super().sizeHint().width(), high)

    minimumSizeHint = sizeHint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show whole lines: what is left of the height stays empty instead of half a line."""
        super().resizeEvent(event)
        room = self.contentsRect().height() - round(self.document().documentMargin())
        self.setViewportMargins(0, 0, 0, max(room, 0) % self._line())

    def _line(self) -> int:
        """How high a line is laid out, in px."""
        return ceil(QFontMetricsF(self.font()).lineSpacing())

    def show_text(self, text: str) -> None:
        """Show what the book says, unless something is being typed."""
        if not (self.hasFocus() and self.document().isModified()):
            self.written(text)

    def written(self, text: str) -> None:
        """Hear that the book took what was typed, and says `text` now: from here on the book undoes.

        A blank at the end that the book does not keep stays while one types on.
        """
        self._shown = text
        shown = self.toPlainText()
        if text != (shown.strip() if self.hasFocus() else shown):
            place = self.textCursor().position() if self.hasFocus() else 0
            self.setPlainText(text)
            cursor = self.textCursor()
            cursor.setPosition(min(place, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)
        self._idle.stop()

    def replace_all(self, text: str) -> None:
        """Put another text in place as one edit, which Ctrl+Z takes back."""
        if text != self.toPlainText():
            cursor = self.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(text)
            self.setTextCursor(cursor)

    def select_part(self, start: int, end: int) -> None:
        """Select the text between two positions and take the focus."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(min(end, self.document().characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.setFocus()

    def number(self) -> None:
        """Put 目标1：, 目标2： … before the parts of the text."""
        self.replace_all(numbered(self.toPlainText()))
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        if is_for_the_book(event, self.document().isUndoAvailable(), self.document().isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._shown:
            self.replace_all(self._shown)
        elif event.key() in _ENTER and not event.modifiers() & ~_WITH_ENTER:
            self._break_line()
        else:
            super().keyPressEvent(event)

    def _break_line(self) -> None:
        cursor = self.textCursor()
        line, ends = cursor.block().text(), cursor.atBlockEnd() and not cursor.hasSelection()
        cursor.beginEditBlock()
        if ends and is_bare_mark(line):  # the count has come to its end
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.removeSelectedText()
        cursor.insertText("\n" + ((next_mark(line) if ends else None) or ""))
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.committed.emit()

    def _pause(self) -> None:
        if not self.preedit:  # committing now would disturb the input method
            self.committed.emit()


def take_preedit(field: LineEdit | TextEdit) -> None:
    """Make what an input method still composes part of a field's text (E2, E11)."""
    commit_input_method()
    if field.preedit:
        event = QInputMethodEvent()
        event.setCommitString(field.preedit)
        QApplication.sendEvent(field, event)


def is_for_the_book(event: QEvent, undo: bool, redo: bool) -> bool:
    """Tell whether an event asks for the key of an undo or a redo that a field has none of (E3)."""
    if event.type() != QEvent.Type.ShortcutOverride:
        return False
    assert isinstance(event, QKeyEvent)
    keys = QKeySequence.StandardKey
    return (event.matches(keys.Undo) and not undo) or (event.matches(keys.Redo) and not redo)


def commit_input_method() -> None:
    """Bring what the input method still holds into the field with the focus."""
    method = QApplication.inputMethod()
    if method is not None:
        method.commit()


def mend_while_typing(line: QLineEdit, mend: Callable[[str], str]) -> None:
    """Put what `mend` makes of a text in its place after every key; Ctrl+Z goes back to what was typed."""

    def look(text: str) -> None:
        mended = mend(text)
        if mended != text:
            line.blockSignals(True)  # what is put in is not typed once more
            line.selectAll()
            line.insert(mended)
            line.blockSignals(False)

    line.textEdited.connect(look)


def code_words(code: str | None, profile: Profile) -> tuple[str, str]:
    """Return what a project code says, in words, and the label role to show it with (muted, ok, warning)."""
    text = (code or "").strip()
    if not text:
        return "21 位：区划 9 位、年度 2 位、类别字母、流水 9 位", "muted"
    parsed = parse_project_code(text)
    if parsed is None:
        if len(text) != CODE_LENGTH:
            return f"已输入 {len(text)} 位，应为 {CODE_LENGTH} 位", "warning"
        return "与常见的编码格式不符，请核对（可照样保存）", "warning"
    place = profile.places.get(parsed.region[:6], "")
    category = next((c for c in profile.categories if c.startswith(f"{parsed.category}-")), parsed.letter)
    region = place or f"区划{parsed.region}"
    return f"✓ {region}·{parsed.year}年·{category.split('-', 1)[-1]}", "ok"


def category_of(code: str | None, profile: Profile) -> str | None:
    """Return the category that a project code's letter stands for, as the profile writes it, or None."""
    parsed = parse_project_code((code or "").strip())
    if parsed is None or parsed.category is None:
        return None
    return next((c for c in profile.categories if c.startswith(f"{parsed.category}-")), None)
