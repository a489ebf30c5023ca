"""Make the folder that is installed: the program, its Python and its libraries, without any of the tools.

    python packaging/frozen/freeze.py

The folder is build/frozen/jixiao-desktop; PyInstaller works in an environment of its own that holds the program's
dependencies alone, so that nothing of the developer's tools is swept in.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
ENVIRONMENT = BUILD / "freezer"
FOLDER = BUILD / "frozen" / "jixiao-desktop"
INSIDE = FOLDER / "_internal"
LICENCES = INSIDE / "resources" / "licences"


def freeze() -> Path:
    """Return the folder, made anew. Raises subprocess.CalledProcessError when a step fails."""
    subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
    python = str(ENVIRONMENT / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", ".[freeze]"], cwd=ROOT, check=True)
    # The program itself comes from the checkout (pathex): a copy in the environment would be an older one.
    subprocess.run([python, "-m", "pip", "uninstall", "--quiet", "--yes", "jixiao-desktop"], check=True)
    spec = ROOT / "packaging" / "frozen" / "program.spec"
    options = ("--noconfirm", "--log-level", "WARN", "--distpath", FOLDER.parent, "--workpath", BUILD / "freezing")
    subprocess.run([python, "-m", "PyInstaller", *map(str, options), str(spec)], cwd=ROOT, check=True)
    strip_python()
    add_licences()
    check_compiled()
    return FOLDER


def strip_python() -> None:
    """Take the debugger's names out of Python's own libraries (of a Python built here 25 MB); wheels stay as they are:
    numpy's libraries break by it."""
    own = [*INSIDE.glob("libpython3*.so*"), *INSIDE.glob("python3.*/lib-dynload/*.so")]
    subprocess.run(["strip", "--strip-unneeded", *map(str, own)], check=True)


def add_licences() -> None:
    """Put the licence texts of what comes from this machine (Python, system libraries) beside those of the parts."""
    LICENCES.mkdir(parents=True, exist_ok=True)
    for place in (sysconfig.get_path("stdlib"), "/usr/share/doc/python3-minimal"):
        for name in ("LICENSE.txt", "copyright"):
            if (text := Path(place, name)).is_file():
                shutil.copyfile(text, LICENCES / "Python.txt")
    for package in system_packages():
        text = Path("/usr/share/doc", package, "copyright")
        if text.is_file():
            shutil.copyfile(text, LICENCES / f"{package}.txt")
    if not (LICENCES / "Python.txt").is_file():
        raise SystemExit("找不到 Python 的许可文本 (the licence of Python was not found)")


def system_packages() -> set[str]:
    """Return the Debian packages that the libraries at the top of the folder were taken from.

    Raises SystemExit when one comes from nowhere: its licence would be missing.
    """
    found = set()
    for library in INSIDE.glob("lib*.so*"):
        if library.is_symlink():
            continue
        answer = subprocess.run(["dpkg", "-S", f"*/{library.name}"], capture_output=True, text=True).stdout
        if not answer and not library.name.startswith("libpython"):
            raise SystemExit(f"不知道 {library.name} 来自哪个软件包 (no package has this library)")
        found |= {line.split(":")[0] for line in answer.splitlines()}
    return found


def check_compiled() -> None:
    """Raise SystemExit when a module of ours lies there as source: it would be compiled at every start."""
    sources = [path for path in INSIDE.rglob("*.py") if "jixiao_desktop" in path.parts]
    if sources or not (INSIDE / "jixiao_desktop" / "cli.pyc").is_file():
        raise SystemExit("模块没有编译 (modules are not compiled)")


if __name__ == "__main__":
    print(freeze())
