"""What a frozen program leaves behind: modules that nothing of ours reaches, and Qt's plug-ins for other machines."""

from __future__ import annotations

from pathlib import Path

UNUSED_MODULES = [
    "tkinter", "unittest", "pydoc", "doctest", "lib2to3", "ensurepip", "idlelib", "turtledemo", "distutils",
    "setuptools", "pkg_resources", "pip", "pytest", "hypothesis", "IPython", "matplotlib", "scipy", "pyarrow",
    "numba", "numexpr", "sqlalchemy", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtSql",
    "PySide6.QtTest", "lxml.objectify", "lxml.isoschematron", "numpy.f2py", "numpy.distutils", "numpy.testing",
    "PIL._avif", "PIL._webp", "PIL._imagingft", "PIL._imagingcms", "PIL._imagingtk", "PIL.ImageQt", "PIL.ImageTk",
    "reportlab.graphics.charts", "reportlab.graphics.samples", "pypdfium2_cli",
]  # fmt: skip
# Qt's plug-ins for screens, desktops and pictures that the window is not shown on or does not show, the libraries
# they pull in, and what packages carry along for their own tests.
UNUSED_FILES = (
    "libqgtk3", "libgtk-3", "libgdk-3", "libgdk_pixbuf", "libpango", "libcairo", "libatk-1", "libthai", "libdatrie",
    "libgraphite2", "libharfbuzz.so", "libfribidi", "libpixman", "libQt6EglF", "libqeglfs", "libqlinuxfb", "libqvnc",
    "libqvkkhrdisplay", "libqminimal", "egldeviceintegrations", "libQt6Qml", "libQt6Quick", "libQt6Pdf",
    "libQt6VirtualKeyboard", "networkinformation", "plugins/tls", "plugins/sqldrivers", "plugins/generic",
    "imageformats/libqgif", "imageformats/libqicns", "imageformats/libqtga", "imageformats/libqtiff",
    "imageformats/libqwbmp", "imageformats/libqwebp", "libivi-shell", "libfullscreen-shell", "libqt-shell",
    "libvulkan-server", "pandas/tests", "numpy/tests", "/tests/data/", "numpy/_core/lib/", "numpy/_core/include",
    "libavif", "libwebp", "libsharpyuv", "libgio-2", "libgobject-2", "libgmodule-2", "libmount.so", "libblkid.so",
    "libselinux.so", "libjpeg.so.62", "libXrender", "libXext",
)  # fmt: skip
LANGUAGE = "_zh_CN"


def is_wanted(target: str) -> bool:
    """Tell whether a file of the frozen folder is kept: none of the above, and of Qt's own words only the Chinese."""
    place = Path(target).as_posix()
    if "Qt/translations/" in place:
        return LANGUAGE in place
    return not any(name in place for name in UNUSED_FILES)
