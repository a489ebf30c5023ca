"""What a frozen program leaves behind: modules that nothing of ours reaches, and Qt's plug-ins for other machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

UNUSED_MODULES = [
    "tkinter", "unittest", "pydoc", "doctest", "lib2to3", "ensurepip", "idlelib", "turtledemo", "distutils",
    "setuptools", "pkg_resources", "pip", "pytest", "hypothesis", "IPython", "matplotlib", "scipy", "pyarrow",
    "numba", "numexpr", "sqlalchemy", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtSql",
    "PySide6.QtTest", "lxml.objectify", "lxml.isoschematron", "numpy.f2py", "numpy.distutils", "numpy.testing",
    "PIL._avif", "PIL._webp", "PIL._imagingft", "PIL._imagingcms", "PIL._imagingtk", "PIL.ImageQt", "PIL.ImageTk",
    "reportlab.graphics.charts", "reportlab.graphics.samples", "pypdfium2_cli",
]  # fmt: skip
# Qt's plug-ins for screens, desktops and pictures that the window is not shown on or does not show, and what packages
# carry along for their own tests.
UNUSED_FILES = (
    "libqgtk3", "libQt6EglF", "libqeglfs", "libqlinuxfb", "libqvnc", "libqvkkhrdisplay", "libqminimal",
    "egldeviceintegrations", "libQt6Qml", "libQt6Quick", "libQt6Pdf", "libQt6VirtualKeyboard", "networkinformation",
    "plugins/tls", "plugins/sqldrivers", "plugins/generic", "imageformats/libqgif", "imageformats/libqicns",
    "imageformats/libqtga", "imageformats/libqtiff", "imageformats/libqwbmp", "imageformats/libqwebp",
    "libivi-shell", "libfullscreen-shell", "libqt-shell", "libvulkan-server", "pandas/tests", "numpy/tests",
    "/tests/data/", "numpy/_core/lib/", "numpy/_core/include", "libavif", "libwebp", "libsharpyuv",
)  # fmt: skip
LANGUAGE = "_zh_CN"

Entry = tuple[str, str, str]  # place in the folder, file on this machine, PyInstaller's kind


def is_wanted(target: str) -> bool:
    """Tell whether a file of the frozen folder is kept: none of the above, and of Qt's own words only the Chinese."""
    place = Path(target).as_posix()
    if "Qt/translations/" in place:
        return LANGUAGE in place
    return not any(name in place for name in UNUSED_FILES)


def trimmed(entries: Iterable[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Return the entries that are kept. `needs` names the libraries that a file loads.

    A library of the system is kept when something kept loads it: what a plug-in left behind pulls in depends on what
    the machine happens to have.
    """
    wanted = [entry for entry in entries if is_wanted(entry[0])]
    waiting = {place: (place, file, kind) for place, file, kind in wanted if _is_of_the_system(place, kind)}
    kept = [entry for entry in wanted if entry[0] not in waiting]
    for _, file, kind in kept:  # grows while it is read
        if kind in ("BINARY", "EXTENSION"):
            kept += [waiting.pop(name) for name in needs(file) if name in waiting]
    return kept


def _is_of_the_system(place: str, kind: str) -> bool:
    return kind == "BINARY" and "/" not in place and not place.startswith("libpython")
