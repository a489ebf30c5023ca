"""Make the folder that is installed: the program, its Python and its libraries, without any of the tools.

    python packaging/frozen/freeze.py

The folder is build/frozen/jixiao-desktop; PyInstaller works in an environment of its own that holds the program's
dependencies alone, so that nothing of the developer's tools is swept in.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
ENVIRONMENT = BUILD / "freezer"
FOLDER = BUILD / "frozen" / "jixiao-desktop"


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
    return FOLDER


if __name__ == "__main__":
    print(freeze())
