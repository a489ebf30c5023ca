"""What `make portable` does: the frozen folder as an archive that keeps its data beside itself.

    python packaging/linux/make_portable.py

Unpacked anywhere, also on a stick, 绩效目标编报.sh starts it; nothing is written outside of its folder but the
files that the user saves.
"""

from __future__ import annotations

import platform
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging" / "frozen")]

from freeze import FOLDER  # noqa: E402  # the scripts of packaging/ are no package

from jixiao_desktop import __version__  # noqa: E402

PROGRAM = "绩效目标编报"


def main() -> None:
    """Pack the frozen folder with the start script."""
    archive = ROOT / "dist" / f"jixiao-desktop-{__version__}-portable-{platform.machine()}.tar.xz"
    archive.parent.mkdir(exist_ok=True)
    archive.unlink(missing_ok=True)
    with tarfile.open(archive, "w:xz", preset=2) as tar:
        tar.add(FOLDER, f"{PROGRAM}/程序")
        tar.add(ROOT / "packaging" / "linux" / "portable.sh", f"{PROGRAM}/{PROGRAM}.sh")
        tar.add(ROOT / "LICENSE", f"{PROGRAM}/LICENSE")
    print(f"{archive.relative_to(ROOT)}: {archive.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
