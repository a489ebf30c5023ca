"""packaging/frozen/trimming.py: what is left behind is used by nobody, and what is used stays."""

from __future__ import annotations

import pytest

from . import load

trimming = load("frozen/trimming")


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so", "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so", "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/Qt/lib/libQt6Network.so.6", "pandas/_libs/lib.so", "resources/licences/LGPL-3.0.txt",
        "libglib-2.0.so.0", "libgthread-2.0.so.0", "pillow.libs/libjpeg-6dc8d115.so.62.4.0",
    ],
)  # fmt: skip
def test_what_the_program_uses_is_kept(place: str) -> None:
    assert trimming.is_wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqeglfs.so", "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qt_help_zh_TW.qm", "PySide6/Qt/plugins/imageformats/libqtiff.so",
    ],
)  # fmt: skip
def test_what_nobody_uses_is_left_behind(place: str) -> None:
    assert not trimming.is_wanted(place)


def test_no_module_that_the_program_imports_is_excluded() -> None:
    from ..architecture.source import MODULES

    imported = {name for module in MODULES for name in module.imports()}
    assert imported & set(trimming.UNUSED_MODULES) == set()


def test_a_library_of_the_system_stays_only_when_something_that_stays_loads_it() -> None:
    loads = {
        "/qt/xcb.so": ["libxcb.so.1", "libc.so.6"],
        "/usr/libxcb.so.1": ["libXau.so.6"],
        "/qt/gtk.so": ["libgtk-3.so.0"],
        "/usr/libgtk-3.so.0": ["libXau.so.6"],
    }
    entries = [
        ("libXau.so.6", "/usr/libXau.so.6", "BINARY"),
        ("libgtk-3.so.0", "/usr/libgtk-3.so.0", "BINARY"),
        ("libxcb.so.1", "/usr/libxcb.so.1", "BINARY"),
        ("libpython3.11.so.1.0", "/usr/libpython3.11.so.1.0", "BINARY"),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/qt/xcb.so", "BINARY"),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "/qt/gtk.so", "BINARY"),
        ("resources/samples/form.txt", "/form.txt", "DATA"),
    ]
    kept = {place for place, _, _ in trimming.trimmed(entries, lambda file: loads.get(file, []))}
    assert kept == {place for place, _, _ in entries} - {
        "libgtk-3.so.0",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    }
