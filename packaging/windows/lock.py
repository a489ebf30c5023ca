"""Write packaging/windows/requirements.txt: the wheels of the Windows program, by version and SHA-256.

    .venv/bin/python packaging/windows/lock.py

Run it after a change of the dependencies in pyproject.toml, or to take newer versions, and look at the difference.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
import tomllib
from pathlib import Path

from pieces import LOCK, PIP, PLATFORM, ROOT

# pip asks for what the machine needs that it runs on; this one pandas asks for on Windows alone.
WINDOWS_ALONE = ("tzdata",)
HEAD = """\
# Written by packaging/windows/lock.py: what the Windows program holds beside itself and CPython.
"""


def main() -> None:
    """Download what the dependencies come to today, and note it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with tempfile.TemporaryDirectory(prefix="jixiao-lock-") as folder:
        wanted = [*project["dependencies"], *WINDOWS_ALONE]
        subprocess.run([*PIP, "download", "--quiet", *PLATFORM, "--dest", folder, *wanted], check=True)
        lines = [line(wheel) for wheel in sorted(Path(folder).glob("*.whl"), key=lambda path: path.name.lower())]
    LOCK.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{LOCK.relative_to(ROOT)}: {len(lines)} wheels")


def line(wheel: Path) -> str:
    """Return the requirement that only this file meets."""
    name, version = wheel.name.split("-")[:2]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"{name.lower().replace('_', '-')}=={version} --hash=sha256:{digest}\n"


if __name__ == "__main__":
    main()
