"""Imports run one way: the table of docs/architecture.md, read from the source."""

from __future__ import annotations

import sys

from .source import MODULES, ROOT

SHARED = {"resources", "profiles", "lean", "__init__"}
RECORDS = {"domain"}
SERVICES = RECORDS | {"rules", "storage", "forms"}
BELOW_CLI = SERVICES | {"library", "reading", "typesetting", "export", "session"}
MAY_IMPORT = {
    "domain": set(),
    "__init__": set(),
    "resources": set(),
    "lean": set(),
    "profiles": RECORDS,
    "rules": RECORDS,
    "storage": RECORDS,
    "forms": RECORDS,
    "library": SERVICES,
    "reading": SERVICES,
    "typesetting": {"domain", "forms"},
    "export": SERVICES | {"library", "reading", "typesetting"},
    "session": SERVICES | {"library", "reading", "typesetting", "export"},
    "selftest": BELOW_CLI,
    "cli": BELOW_CLI | {"selftest"},
    "ui": BELOW_CLI | {"selftest"},
    "__main__": {"ui"},
}
HEAVY = {"pandas", "numpy", "openpyxl", "reportlab", "pdfplumber", "pdfminer", "lxml", "docx", "python_calamine",
         "pypinyin", "PIL", "xlsxwriter", "pypdfium2"}  # fmt: skip
QT = {"PySide6", "shiboken6"}
# What reaches out of the machine. QtNetwork's local sockets, by which a second start finds the first, do not.
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "imaplib", "xmlrpc", "requests", "httpx"}
FAR_QT = ("QNetworkAccessManager", "QTcpSocket", "QUdpSocket", "QSslSocket", "QWebSocket", "QtWebEngine")


def _rooms(name: str) -> set[str]:
    parts = name.split(".")
    return {parts[1]} if parts[0] == "jixiao_desktop" and len(parts) > 1 else set()


def test_every_room_stands_in_the_table_of_directions() -> None:
    assert {module.room for module in MODULES} <= set(MAY_IMPORT)


def test_imports_run_one_way() -> None:
    wrong = [
        f"{module.place} imports {name}"
        for module in MODULES
        for name in module.imports()
        for room in _rooms(name)
        if room in MAY_IMPORT and room not in MAY_IMPORT[module.room] | SHARED | {module.room}
    ]
    assert not wrong


def test_domain_needs_the_standard_library_alone() -> None:
    wrong = [
        f"{module.place} imports {name}"
        for module in MODULES
        if module.room == "domain"
        for name in module.imports()
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("jixiao_desktop.domain")
    ]
    assert not wrong


def test_qt_appears_only_in_the_window() -> None:
    wrong = [
        f"{module.place} imports {name}"
        for module in MODULES
        if module.room not in {"ui", "__main__"}
        for name in module.imports()
        if name.split(".")[0] in QT
    ]
    assert not wrong


def test_nothing_reaches_out_of_the_machine() -> None:
    wrong = [
        f"{module.place} imports {name}"
        for module in MODULES
        for name in module.imports()
        if name in NETWORK or name.split(".")[0] in NETWORK or name.endswith(FAR_QT)
    ]
    assert not wrong


def test_heavy_packages_are_imported_where_first_used() -> None:
    wrong = [
        f"{module.place} imports {name} at its start"
        for module in MODULES
        for name in module.imports(at_start_only=True)
        if name.split(".")[0] in HEAVY
    ]
    assert not wrong


def test_the_picture_of_the_architecture_and_its_table_show_every_room() -> None:
    shared = {"__init__", "__main__", "resources", "profiles", "lean"}
    docs = ROOT / "docs"
    picture, page = (docs / name for name in ("images/architecture.svg", "architecture.md"))
    rooms = set(MAY_IMPORT) - shared
    assert [room for room in rooms if room not in picture.read_text("utf-8")] == []
    assert [room for room in rooms if f"`{room}`" not in page.read_text("utf-8")] == []
