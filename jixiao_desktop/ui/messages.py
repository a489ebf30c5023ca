"""Message boxes with Chinese buttons: one sentence told, one question asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from ..domain import terms
from .style.icons import pixmap
from .style.tokens import tokens

Role = QMessageBox.ButtonRole
_PICTURES = {
    QMessageBox.Icon.Warning: ("warning", "warning"),
    QMessageBox.Icon.Question: ("help", "hint"),
    QMessageBox.Icon.Information: ("info", "hint"),
    QMessageBox.Icon.Critical: ("error", "error"),
}


def tell(parent: QWidget | None, sentence: str, *, detail: str = "", icon: QMessageBox.Icon | None = None) -> None:
    """Show one sentence with 知道了."""
    _told(parent, sentence, detail, icon).exec()


def announce(parent: QWidget, sentence: str) -> None:
    """Show one sentence with 知道了 over `parent` and go on without waiting for it: for what no event loop runs yet."""
    box = _told(parent, sentence, "", None)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def ask(parent: QWidget | None, question: str, answers: Sequence[tuple[str, Role]], *, detail: str = "") -> str | None:
    """Ask with these buttons, the first being the default; return the words of the one pressed, None for Esc.

    A button with the reject role answers Esc and counts as None.
    """
    box = _box(parent, question, QMessageBox.Icon.Question)
    if detail:
        box.setInformativeText(detail)
    buttons: dict[str, QPushButton] = {}
    for words, role in answers:
        buttons[words] = box.addButton(words, role)
        if role == Role.RejectRole:
            box.setEscapeButton(buttons[words])
    box.setDefaultButton(buttons[answers[0][0]])
    box.exec()
    pressed = box.clickedButton()
    for words, role in answers:
        if buttons[words] is pressed and role != Role.RejectRole:
            return words
    return None


def _told(parent: QWidget | None, sentence: str, detail: str, icon: QMessageBox.Icon | None) -> QMessageBox:
    box = _box(parent, sentence, icon or QMessageBox.Icon.Warning)
    if detail:
        box.setInformativeText(detail)
    box.addButton("知道了", Role.AcceptRole)
    return box


def _box(parent: QWidget | None, sentence: str, icon: QMessageBox.Icon) -> QMessageBox:
    box = QMessageBox(parent)
    box.setObjectName("message")
    box.setWindowTitle(terms.PROGRAM)
    picture, tint = _PICTURES[icon]
    box.setIconPixmap(pixmap(picture, 32, getattr(tokens(), tint), box.devicePixelRatioF()))
    box.setText(sentence)
    return box
