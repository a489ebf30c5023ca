"""Text fields that write into the book when they are left, and that know the words about codes and goals."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ..domain.codes import CODE_LENGTH, parse_project_code
from ..domain.profile import Profile

IDLE_MS = 10_000


class FieldEdit(QLineEdit):
    """A line edit that leaves Ctrl+Z to the book once there is nothing left to undo in the line."""

    def event(self, event: QEvent) -> bool:
        if _is_undo(event) and not self.isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)


class GoalEdit(QPlainTextEdit):
    """The editor of long texts. `committed` comes when it is left, when work pauses, and when it is asked to commit."""

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self.committed)
        self.textChanged.connect(self._idle.start)

    def event(self, event: QEvent) -> bool:
        if _is_undo(event) and not self.document().isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.committed.emit()

    def show_text(self, text: str) -> None:
        """Show a text that comes from the book: not an edit of the clerk's."""
        if text != self.toPlainText():
            self.setPlainText(text)
        self._idle.stop()


def _is_undo(event: QEvent) -> bool:
    if event.type() != QEvent.Type.ShortcutOverride:
        return False
    assert isinstance(event, QKeyEvent)
    return event.matches(QKeySequence.StandardKey.Undo)


def commit_input_method() -> None:
    """Bring what the input method still holds into the field with the focus."""
    method = QApplication.inputMethod()
    if method is not None:
        method.commit()


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
