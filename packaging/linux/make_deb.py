"""What `make deb` does: the frozen folder as a Debian package with desktop entry, icons and document type.

    python packaging/linux/make_deb.py

The package lands in dist/. It needs no Python on the machine; what it needs of the system is DEPENDS.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging" / "frozen")]

from freeze import freeze  # noqa: E402  # the scripts of packaging/ are no package

from jixiao_desktop import __version__  # noqa: E402
from jixiao_desktop.storage.schema import APPLICATION_ID  # noqa: E402

NAME = "jixiao-desktop"
DESKTOP = "jixiao"  # what the window calls itself to the desktop: entry and icon are found by it
HOME = Path("usr/lib") / NAME
# Only what the machine's drivers and fonts must provide themselves; everything else is in the folder.
DEPENDS = (
    "libc6 (>= 2.36), libgl1, libegl1, libfontconfig1, libwayland-client0, libwayland-cursor0, libwayland-egl1, "
    "shared-mime-info, desktop-file-utils, hicolor-icon-theme"
)
CONTROL = """\
Package: {name}
Version: {version}
Section: misc
Priority: optional
Architecture: {architecture}
Depends: {depends}
Installed-Size: {size}
Maintainer: The 绩效目标编报 authors <jixiao@localhost>
Description: offline editor for performance targets of budget projects (绩效目标编报)
 Opens last year's form (.jixiao, Excel, PDF, Word, text), makes the draft of
 the new year, checks it while it is typed, and prints or exports the official
 form. Works without network.
"""


def stage(folder: Path, root: Path) -> None:
    """Lay the package's files out under `root` as they will stand on the machine."""
    shutil.copytree(folder, root / HOME, symlinks=True)
    for program in (NAME, "jixiao"):
        link = root / "usr/bin" / program
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(Path("/") / HOME / program)
    icons = root / "usr/share/icons/hicolor/scalable"
    _put(HERE / "jixiao.desktop", root / "usr/share/applications" / f"{DESKTOP}.desktop")
    _put(ROOT / "resources/icons/app.svg", icons / "apps" / f"{DESKTOP}.svg")
    _put(HERE / "document.svg", icons / "mimetypes/application-x-jixiao.svg")
    _put(ROOT / "LICENSE", root / "usr/share/doc" / NAME / "copyright")
    words = (HERE / "jixiao.xml").read_text(encoding="utf-8")
    mime = root / "usr/share/mime/packages" / f"{NAME}.xml"
    mime.parent.mkdir(parents=True)
    mime.write_text(words.replace("@APPLICATION_ID@", f"0x{APPLICATION_ID:08X}"), encoding="utf-8")


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def describe(root: Path, architecture: str) -> None:
    """Write DEBIAN/control and DEBIAN/md5sums, and give every file the rights it has on a machine."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    sums = [f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(root)}\n" for file in files]
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    control = root / "DEBIAN"
    control.mkdir(mode=0o755)
    size = sum(file.stat().st_size for file in files) // 1024
    words = CONTROL.format(name=NAME, version=__version__, architecture=architecture, depends=DEPENDS, size=size)
    (control / "control").write_text(words, encoding="utf-8")
    (control / "md5sums").write_text("".join(sums), encoding="utf-8")


def main() -> None:
    """Freeze, stage, describe, pack."""
    folder = freeze()
    root = ROOT / "build" / "deb"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True, mode=0o755)
    stage(folder, root)
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    describe(root, architecture)
    package = ROOT / "dist" / f"{NAME}_{__version__}_{architecture}.deb"
    package.parent.mkdir(exist_ok=True)
    command = ["dpkg-deb", "-Zxz", "--root-owner-group", "--build", str(root), str(package)]
    subprocess.run(command, check=True)
    print(f"{package.relative_to(ROOT)}: {package.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
