"""Starting the program: input method, application, Chinese, look, window, and the file that was double-clicked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ..domain import terms
from . import appearance, crash, input_method, instance, pace, translation
from .messages import announce
from .settings import Settings, folder
from .window import MainWindow

SELF_TEST, FIRST_PAINT = "--self-test", "--first-paint"
NO_SCREEN = "没有找到屏幕，打不开窗口。请在桌面上启动本程序；成批处理请用命令 jixiao。"

_state: dict[str, object] = {}  # what must live as long as the application: translators, reporter, window


def start(argv: list[str]) -> MainWindow:
    """Build and show the main window and return it; the event loop is the caller's.

    `argv` holds at most one file, our own or any form that can be read; the program's name may stand before it as in
    `sys.argv`. A file that cannot be opened is told in a box over the window, which does not wait for an answer.
    """
    notice = None if QApplication.instance() else input_method.choose()
    _application()
    settings = Settings()
    appearance.prepare(settings)
    window = MainWindow(settings)
    _state["window"] = window  # somebody must hold the window even when the caller drops it
    files = argv[1:] if argv[:1] == sys.argv[:1] else argv
    path = Path(files[-1]) if files else None
    opened = path is not None and window.files.open_at_once(path)
    if not opened:
        window.show_start_page()
    appearance.finish()
    window.show()
    if path is not None and not opened:
        window.attempt(lambda: window.files.open_path(path), announce)
    if said := "".join(filter(None, (notice, settings.notice))):
        window.status.say(said)
    return window


def _application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        _speak_chinese(existing)
        return existing
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication([terms.PROGRAM])
    app.setApplicationName("jixiao")
    app.setApplicationDisplayName(terms.PROGRAM)
    app.setDesktopFileName("jixiao")
    # Qt's own habits (folders of its file dialog) with ours: nothing is written elsewhere, not from a stick either.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder()))
    _speak_chinese(app)
    reporter = crash.Reporter(crash.start_log())
    reporter.install()
    _state["reporter"] = reporter
    return app


def _speak_chinese(app: QApplication) -> None:
    if "translators" not in _state:
        _state["translators"] = translation.install(app)


def main(argv: list[str]) -> int:
    """Run the program until its window is closed, or bring the file to the window that is there; return the status."""
    if argv[:1] == [SELF_TEST]:
        from . import window_checks

        return window_checks.answer(Path(argv[1]))
    if not _has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return 2
    if argv[:1] == [FIRST_PAINT]:
        return _paint_once(argv[1:])
    door = instance.arrive(argv)
    if door is None:
        return 0
    window = start([argument for argument in argv if argument != instance.NEW_WINDOW])
    door.knocked.connect(lambda call: window.come_forward(call.token))
    door.opened.connect(lambda call: window.receive(call.file))
    QTimer.singleShot(0, lambda: window.attempt(window.files.offer_recovery))
    QTimer.singleShot(0, door.open)
    pace.settle_soon()
    app = appearance.application()
    app.aboutToQuit.connect(door.close)
    return app.exec()


def _has_screen() -> bool:
    """Tell whether the environment names a screen; Qt would end the program without a word for the clerk."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in names)


def _paint_once(argv: list[str]) -> int:
    """Show the window, paint it, and end: what `make bench` measures of an installed program."""
    window = start(argv)
    QApplication.processEvents()
    window.grab()
    os._exit(0)
