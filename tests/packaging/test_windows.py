"""The Windows package: its lock file, its lists of files, which libraries it finds missing, how its parts find it."""

from __future__ import annotations

import importlib
import re
import struct
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

from jixiao_desktop import selftest

from . import PACKAGING

ROOT = PACKAGING.parent


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch):
    """Import a script of packaging/windows by its name."""
    monkeypatch.syspath_prepend(PACKAGING / "windows")

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    return load


def test_the_lock_file_pins_every_dependency_by_its_hash() -> None:
    text = (PACKAGING / "windows" / "requirements.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([\w-]+)==(\S+) --hash=sha256:[0-9a-f]{64}$", text, re.MULTILINE))
    assert len(pinned) == len([line for line in text.splitlines() if line and not line.startswith("#")])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in map(Requirement, project["dependencies"]):
        assert pinned[requirement.name.lower()] in requirement.specifier, requirement


def test_the_qt_modules_of_the_package_are_those_that_the_program_imports(script) -> None:
    modules = script("pieces").qt_modules(ROOT / "jixiao_desktop")
    assert {"QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtSvg"} <= modules
    assert "QtQml" not in modules


def test_the_uninstaller_removes_what_was_installed_and_nothing_else(
    script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    making = script("make_installer")
    for name in ("jixiao.exe", "lib/a/b/模块.pyc", "lib/a/c.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(making, "FOLDER", tmp_path)
    install, remove = making.file_list().split("!macro RemoveFiles\n")
    assert install.count('File "') == 3
    assert [line.strip() for line in remove.splitlines()[:-1]] == [
        'Delete "$INSTDIR\\jixiao.exe"',
        'Delete "$INSTDIR\\lib\\a\\b\\模块.pyc"',
        'Delete "$INSTDIR\\lib\\a\\c.pyc"',
        'RMDir "$INSTDIR\\lib\\a\\b"',
        'RMDir "$INSTDIR\\lib\\a"',
        'RMDir "$INSTDIR\\lib"',
    ]


def _library(*imports: str) -> bytes:
    """A 64-bit library of one section at address 0x1000 that holds the import table and nothing else."""
    names = [name.encode() + b"\0" for name in imports]
    place, table = 0x1000 + 20 * (len(names) + 1), b""
    for name in names:
        table += struct.pack("<12xI4x", place)
        place += len(name)
    body = table + bytes(20) + b"".join(names)
    start = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    header = b"PE\0\0" + struct.pack("<HH12xHH", 0x8664, 1, 240, 0)
    optional = struct.pack("<H", 0x20B).ljust(112, b"\0") + struct.pack("<8xII", 0x1000, len(body))
    section = struct.pack("<8sIIII16x", b".idata", len(body), 0x1000, len(body), 0x200)
    return (start + header + optional.ljust(240, b"\0") + section).ljust(0x200, b"\0") + body


def test_a_library_that_is_neither_in_the_package_nor_of_windows_is_found_missing(script, tmp_path: Path) -> None:
    pe = script("portable_executable")
    (tmp_path / "程序.exe").write_bytes(_library("KERNEL32.dll", "Qt6Core.dll", "api-ms-win-crt-heap-l1-1-0.dll"))
    (tmp_path / "Qt6Core.dll").write_bytes(_library("kernel32.dll", "Qt6Lost.dll"))
    assert pe.absent(tmp_path, {"kernel32.dll"}) == {"Qt6Core.dll": {"qt6lost.dll"}}


def test_libraries_are_followed_from_one_to_the_next(script, tmp_path: Path) -> None:
    pe = script("portable_executable")
    for name, imports in (("a", ["B.dll"]), ("b", ["c.dll"]), ("c", ["a.dll"]), ("unused", [])):
        (tmp_path / f"{name}.dll").write_bytes(_library(*imports))
    libraries = {path.name: path for path in tmp_path.iterdir()}
    found = pe.closure([tmp_path / "a.dll"], libraries)
    assert {path.name for path in found} == {"a.dll", "b.dll", "c.dll"}


def test_a_file_that_is_no_program_is_named(script, tmp_path: Path) -> None:
    (tmp_path / "a.dll").write_bytes(b"MZ")
    with pytest.raises(ValueError, match=r"a\.dll is no 64-bit program"):
        script("portable_executable").imports(tmp_path / "a.dll")


@pytest.mark.parametrize("program", ["jixiao-desktop.exe", "绩效目标编报.exe"])
def test_the_self_test_finds_the_window_beside_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    (tmp_path / program).touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "jixiao.exe"))
    assert selftest._window_program() == [str(tmp_path / program)]
