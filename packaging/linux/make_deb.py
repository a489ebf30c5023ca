"""What `make deb` does: the frozen folder as a Debian package with desktop entry, icons and document type.

    python packaging/linux/make_deb.py

The package lands in dist/. It needs no Python on the machine; what it needs of the system is DEPENDS, and a library
that neither the folder nor DEPENDS provides ends the making.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging" / "frozen")]

from freeze import FOLDER, INSIDE  # noqa: E402  # the scripts of packaging/ are no package

from jixiao_desktop import __version__  # noqa: E402
from jixiao_desktop.storage.schema import APPLICATION_ID  # noqa: E402

NAME = "jixiao-desktop"
DESKTOP = "jixiao"  # what the window calls itself to the desktop: entry and icon are found by it
HOME = Path("usr/lib") / NAME
# Only what the machine's drivers and fonts must provide themselves; everything else is in the folder.
DEPENDS = (
    "libc6 (>= {glibc}), libgl1, libegl1, libxcb1, libfontconfig1, libwayland-client0, libwayland-cursor0, "
    "libwayland-egl1, shared-mime-info, desktop-file-utils, hicolor-icon-theme"
)
GLIBC_SYMBOL = re.compile(rb"\0GLIBC_2\.(\d+)(?=\0)")
ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256)  # of the hicolor theme, px
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
    icons = root / "usr/share/icons/hicolor"
    _put(HERE / "jixiao.desktop", root / "usr/share/applications" / f"{DESKTOP}.desktop")
    draw_icons(ROOT / "resources/icons/app.svg", icons, "apps", DESKTOP)
    draw_icons(HERE / "document.svg", icons, "mimetypes", "application-x-jixiao")
    write_copyright(root / "usr/share/doc" / NAME / "copyright")
    words = (HERE / "jixiao.xml").read_text(encoding="utf-8")
    mime = root / "usr/share/mime/packages" / f"{NAME}.xml"
    mime.parent.mkdir(parents=True)
    mime.write_text(words.replace("@APPLICATION_ID@", f"0x{APPLICATION_ID:08X}"), encoding="utf-8")


def draw_icons(drawing: Path, icons: Path, kind: str, name: str) -> None:
    """Put a drawing there as it is, and as a picture of every size for desktops that draw no SVG."""
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _put(drawing, icons / "scalable" / kind / f"{name}.svg")
    renderer = QSvgRenderer(str(drawing))
    for size in ICON_SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(0)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        target = icons / f"{size}x{size}" / kind / f"{name}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        if not picture.save(str(target)):
            raise SystemExit(f"cannot write {target}")


def write_copyright(target: Path) -> None:
    """Write our licence, and where those of the parts stand."""
    target.parent.mkdir(parents=True, exist_ok=True)
    parts = f"\nThe licences of all parts: /{HOME}/_internal/*.dist-info and /{HOME}/_internal/resources/licences.\n"
    target.write_text((ROOT / "LICENSE").read_text(encoding="utf-8") + parts, encoding="utf-8")


def check_depends(folder: Path) -> None:
    """Raise SystemExit with the libraries that neither the folder nor DEPENDS provides."""
    present = {path.name for path in folder.rglob("*.so*")}
    programs = [path for path in folder.rglob("*") if path.is_file() and (".so" in path.name or path.suffix == "")]
    needed = {library for path in programs for library in _needed(path)} - present
    wanted = re.findall(r"\blib[a-z0-9+.-]+", DEPENDS)
    listing = subprocess.run(["dpkg", "-L", *wanted], capture_output=True, text=True)
    if listing.returncode:
        raise SystemExit(f"先运行 packaging/bootstrap freeze (first run it): {listing.stderr.strip()}")
    provided = {Path(line).name for line in listing.stdout.splitlines()}
    if absent := sorted(needed - provided):
        raise SystemExit(f"没有哪个依赖提供 (nothing in DEPENDS provides): {' '.join(absent)}")


def newest_glibc(folder: Path) -> str:
    """Return the version of glibc that the newest symbol asked for by any file in the folder came with."""
    asked = {int(n) for file in folder.rglob("*") if file.is_file() for n in GLIBC_SYMBOL.findall(file.read_bytes())}
    return f"2.{max(asked)}"


def _needed(path: Path) -> list[str]:
    words = subprocess.run(["readelf", "-d", str(path)], capture_output=True, text=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.+)]", words)


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
    facts = {"name": NAME, "version": __version__, "architecture": architecture, "size": size}
    words = CONTROL.format(**facts, depends=DEPENDS.format(glibc=newest_glibc(root / HOME)))
    (control / "control").write_text(words, encoding="utf-8")
    (control / "md5sums").write_text("".join(sums), encoding="utf-8")


def main() -> None:
    """Stage the frozen folder, describe, pack."""
    check_depends(INSIDE)
    root = ROOT / "build" / "deb"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True, mode=0o755)
    stage(FOLDER, root)
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    describe(root, architecture)
    package = ROOT / "dist" / f"{NAME}_{__version__}_{architecture}.deb"
    package.parent.mkdir(exist_ok=True)
    command = ["dpkg-deb", "-Zxz", "-z3", "--root-owner-group", "--build", str(root), str(package)]
    subprocess.run(command, check=True)
    subprocess.run(["dpkg-deb", "--field", str(package), "Depends", "Installed-Size"], check=True)
    print(f"{package.relative_to(ROOT)}: {package.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
