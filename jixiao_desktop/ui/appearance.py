"""Light or dark, and the size of the text: chosen by the clerk or following the system, for the whole program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from .settings import Settings
from .style import fonts
from .style.sheet import colour, dress

if TYPE_CHECKING:
    from .window import MainWindow

SCHEMES = {"system": "跟随系统", "light": "浅色", "dark": "深色"}
# With each style Windows gives these a small font of its own.
_FONTS_OF_WINDOWS = ("QAbstractItemView", "QMenu", "QMenuBar", "QMessageBox", "QStatusBar", "QTipLabel")
SIZES = {"small": "紧凑", "normal": "标准", "large": "大字"}


def application() -> QApplication:
    """Return the application. Raises RuntimeError when there is none yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("no QApplication")
    return app


def wants_dark(settings: Settings) -> bool:
    """Tell whether the window is to be dark."""
    choice = settings.get("scheme")
    if choice == "system":
        return application().styleHints().colorScheme() == Qt.ColorScheme.Dark
    return bool(choice == "dark")


def prepare(settings: Settings) -> None:
    """Give the application font and colours, but no style sheet yet: widgets that are still put together would be
    polished anew each time they find a parent."""
    app = application()
    app.setFont(fonts.window_font(fonts.family(), settings.get("text_size")))
    colour(app, wants_dark(settings))


def finish() -> None:
    """Give the application, after `prepare`, its style sheet: once for everything that was put together."""
    app = application()
    dress(app)
    for name in _FONTS_OF_WINDOWS:
        if app.font(name) != app.font():  # type: ignore[call-overload]  # the stubs ask for bytes, which raise
            app.setFont(app.font(), name)  # type: ignore[arg-type]


def apply(settings: Settings) -> None:
    """Dress the application as the settings say."""
    prepare(settings)
    finish()


def change(window: MainWindow, name: str, value: str) -> None:
    """Change `scheme` or `text_size` and dress everything again."""
    window.settings.set(name, value)
    refresh(window)


def refresh(window: MainWindow) -> None:
    """Dress everything again; icons are drawn in the new colours."""
    apply(window.settings)
    window.toolbar.size_words()
    if window.desk is not None:
        window.viewing.on_desk(window.desk)  # rows, columns and panes go with the size of the text
        window.desk.arrange(window.width(), window.height())
    for widget in application().allWidgets():
        widget.update()


def watch_system(window: MainWindow) -> None:
    """Follow the system from light to dark and back while the clerk wants that."""
    application().styleHints().colorSchemeChanged.connect(lambda _scheme: refresh(window))
