"""A clerk's hand: keys, input method and answers to dialogs, as real events in the real window; and a camera."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QProgressDialog,
    QWidget,
)
from pytestqt.qtbot import QtBot

from jixiao_desktop.ui.window import MainWindow

T = TypeVar("T", bound=QWidget)


class Hand:
    """Works in one window and keeps a picture of every dialog that it answers."""

    def __init__(self, window: MainWindow, qtbot: QtBot, pictures: Path) -> None:
        self.window, self._qtbot, self._pictures = window, qtbot, pictures
        self._taken = 0
        pictures.mkdir(parents=True, exist_ok=True)

    # keys

    def press(self, keys: str) -> None:
        """Press a key combination, such as Ctrl+S, where the focus is."""
        self._activate()
        combination = QKeySequence(keys)[0]
        QTest.keyClick(self._target(), combination.key(), combination.keyboardModifiers())
        self.settle()

    def type(self, text: str, field: QWidget | None = None) -> None:
        """Type a text: ASCII by keys, anything else by the input method, as a whole."""
        if field is None:
            self._activate()
        target = field or self._target()
        if text.isascii():
            for character in text:  # a key may open an editor: the next one goes where the focus is then
                QTest.keyClicks(field or self._target(), character)
        else:
            preedit = QInputMethodEvent("pin'yin", [])
            QApplication.sendEvent(target, preedit)
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(QApplication.focusWidget() if field is None else target, event)
        self.settle()

    def _activate(self) -> None:
        if not self.window.isActiveWindow():  # without a window manager nobody gives the focus back after a dialog
            self.window.activateWindow()
            assert QTest.qWaitForWindowActive(self.window, 3000)

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def settle(self) -> None:
        """Let the program do what the events asked for."""
        for _ in range(4):
            QApplication.processEvents()

    def go_to(self, node: int, field: str) -> None:
        """Bring the grid to a cell and the focus to the grid."""
        self._activate()
        desk = self.window.desk
        assert desk is not None
        desk.jump(node, field)
        desk.view.setFocus()
        self._qtbot.waitUntil(desk.view.hasFocus)
        self.settle()

    # dialogs

    def answer(self, call: Callable[[], object], *answers: Callable[[QDialog], object]) -> None:
        """Do `call`, and answer the modal dialogs that it opens, one after another, with `answers`."""
        left = list(answers)
        seen: list[QWidget] = []
        failed: list[BaseException] = []

        def look() -> None:
            box = QApplication.activeModalWidget()
            if isinstance(box, QProgressDialog):
                return
            if isinstance(box, QDialog) and box.isVisible() and box not in seen and left:
                seen.append(box)
                reply = left.pop(0)
                try:
                    self.picture(box, box.objectName() or type(box).__name__)
                    reply(box)
                except BaseException as error:  # raised again below: a box left open would block the test for ever
                    failed.append(error)
                    left.clear()
                    box.reject()
            elif isinstance(box, QDialog) and box.isVisible() and box not in seen:
                failed.append(AssertionError(f"unexpected: {box.windowTitle()} {getattr(box, 'text', str)()}"))
                box.reject()

        timer = QTimer(interval=25)
        timer.timeout.connect(look)
        timer.start()
        call()
        self._qtbot.waitUntil(lambda: not left and QApplication.activeModalWidget() is None, timeout=10_000)
        timer.stop()
        if failed:
            raise failed[0]
        self.settle()

    @staticmethod
    def field(dialog: QWidget, kind: type[T], name: str) -> T:
        """Return the field with this objectName. Fails when there is none."""
        found = dialog.findChild(kind, name)
        assert found is not None, f"no {kind.__name__} named {name}"
        return found

    def fill(self, dialog: QDialog, **texts: str) -> None:
        """Type into line edits and editable boxes by objectName."""
        for name, text in texts.items():
            widget = dialog.findChild(QWidget, name)
            assert widget is not None, f"no field named {name}"
            target = widget.lineEdit() if isinstance(widget, QComboBox) else widget
            assert target is not None
            target.setFocus()
            if isinstance(target, QLineEdit):
                target.selectAll()
            self.type(text, target)

    @staticmethod
    def press_button(dialog: QDialog, words: str) -> None:
        """Click the button with these words."""
        from PySide6.QtWidgets import QPushButton

        button = next(b for b in dialog.findChildren(QPushButton) if b.text() == words)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def saying(self, words: str) -> Callable[[QDialog], None]:
        """Return the answer to a message box: the button with these words."""

        def reply(box: QDialog) -> None:
            assert isinstance(box, QMessageBox), f"{box.objectName()} came instead of a question"
            self.press_button(box, words)

        return reply

    def choosing(self, path: Path) -> Callable[[QDialog], None]:
        """Return the answer to a file dialog: this path."""

        def reply(box: QDialog) -> None:
            assert isinstance(box, QFileDialog)
            name = self.field(box, QLineEdit, "fileNameEdit")
            name.setText(str(path))
            QTest.keyClick(name, Qt.Key.Key_Return)

        return reply

    # pictures

    def picture(self, widget: QWidget, name: str) -> None:
        """Keep a picture of a widget, numbered in the order of the job."""
        self.settle()
        self._taken += 1
        image = widget.grab()
        assert not image.isNull()
        assert image.save(str(self._pictures / f"{self._taken:02}-{name}.png"))
