"""What `make run` does: open the 2024 form as a book, or, without a screen, the whole job into one folder.

    python packaging/demo.py [FOLDER]

Only public doors are used: the command `jixiao` and `jixiao_desktop.ui.start`. The first step that fails ends it
with that step's message and exit status; files of an earlier run are removed first and cannot pass for new ones.
"""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "samples" / "2024-approval-form.txt"
JIXIAO = Path(sys.executable).with_name("jixiao")
WINDOW_SIZE = (1366, 768)
PATIENCE = 180  # seconds until a window that asks something is given up
CLEAN, HAS_ERRORS = 0, 1  # what `jixiao check` answers; anything else is a failure
STEPS = (
    ("2024.jixiao", ("import", str(SAMPLE), "-o", "2024.jixiao")),
    ("2024.pdf", ("export", "2024.jixiao", "-o", "2024.pdf")),
    ("2024.xlsx", ("export", "2024.jixiao", "-o", "2024.xlsx")),
    ("2025.jixiao", ("rollover", "2024.jixiao", "--year", "2025", "-o", "2025.jixiao")),
    ("2025.pdf", ("export", "2025.jixiao", "-o", "2025.pdf")),
    ("2025.xlsx", ("export", "2025.jixiao", "-o", "2025.xlsx")),
)
PRODUCTS = (*(product for product, _ in STEPS), "findings.txt", "window.png")


def main(arguments: list[str]) -> int:
    """Open the window when there is a screen, else do the job; return the exit status."""
    folder = Path(arguments[0] if arguments else "demo")
    folder.mkdir(parents=True, exist_ok=True)
    if has_screen():
        return open_window(folder)
    with tempfile.TemporaryDirectory() as own:  # the demonstration's working copies and habits are nobody's
        own_folders = {"JIXIAO_STATE": f"{own}/state", "JIXIAO_CONFIG": f"{own}/config"}
        os.environ.update(own_folders, QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1")
        do_the_job(folder)
    return 0


def has_screen() -> bool:
    """Tell whether a window could be shown: not whether a variable is set, but whether its server answers."""
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") and _x_server_answers()) or _wayland_answers()


def _x_server_answers() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name)) == 0


def open_window(folder: Path) -> int:
    """Open the 2024 book in the real program; a book that is there already, maybe edited, is kept."""
    if not (folder / "2024.jixiao").exists():
        run_step(folder, *STEPS[0])
    return subprocess.call([sys.executable, "-m", "jixiao_desktop", str(folder / "2024.jixiao")])


def do_the_job(folder: Path) -> None:
    """Import, export, check, roll over and photograph the window. Raises SystemExit at the first failure."""
    for product in PRODUCTS:
        (folder / product).unlink(missing_ok=True)
    for product, arguments in STEPS:
        run_step(folder, product, arguments)
    write_findings(folder)
    photograph(folder / "2024.jixiao", folder / "window.png")
    absent = [product for product in PRODUCTS if not (folder / product).is_file()]
    if absent:
        raise SystemExit(f"没有生成 (not made): {' '.join(absent)}")
    print(f"完成 (done): {folder}/ {' '.join(PRODUCTS)}")


def run_step(folder: Path, product: str, arguments: tuple[str, ...]) -> None:
    """Run one `jixiao` command in the folder; its own words on stderr tell what went wrong."""
    print(f"→ {product}", flush=True)
    status = subprocess.call([str(JIXIAO), *arguments], cwd=folder, stdout=subprocess.DEVNULL)
    if status:
        raise SystemExit(status)


def write_findings(folder: Path) -> None:
    """Keep what `jixiao check` says of 2024; that there are errors in that form is its answer, no failure."""
    print("→ findings.txt", flush=True)
    with (folder / "findings.txt").open("wb") as file:
        status = subprocess.call([str(JIXIAO), "check", "2024.jixiao"], cwd=folder, stdout=file)
    if status not in (CLEAN, HAS_ERRORS):
        raise SystemExit(status)


def photograph(book: Path, picture: Path) -> None:
    """Grab the main window with this book in a process of its own: a question that nobody answers must end it."""
    print(f"→ {picture.name}", flush=True)
    command = [sys.executable, __file__, "--photograph", str(book), str(picture)]
    try:
        status = subprocess.call(command, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise SystemExit("窗口没有按时打开 (the window did not open in time)") from None
    if status:
        raise SystemExit(status)


def photograph_here(book: Path, picture: Path) -> None:
    """Grab the main window with this book, 1366×768, as PNG. Raises SystemExit when it does not show the book."""
    from PySide6.QtWidgets import QAbstractItemView, QApplication

    from jixiao_desktop.ui import start

    window = start([str(book)])
    window.resize(*WINDOW_SIZE)
    for _ in range(5):  # a resize settles the layout, which settles row heights, which paint again
        QApplication.processEvents()
    tree = window.findChild(QAbstractItemView, "book_tree")
    if tree is None or tree.model() is None or not tree.model().rowCount():
        raise SystemExit("窗口中没有这份表 (the window does not show the book)")
    image = window.grab().toImage()
    if (image.width(), image.height()) != WINDOW_SIZE:
        raise SystemExit(f"窗口大小是 {image.width()}×{image.height()}，不是 1366×768 (wrong window size)")
    if not image.save(str(picture)):
        raise SystemExit(f"无法写入 (cannot write): {picture}")
    window.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--photograph"]:
        try:
            photograph_here(Path(sys.argv[2]), Path(sys.argv[3]))
        except Exception:  # the window's own reporter would show a box and wait
            traceback.print_exc()
            os._exit(1)
    else:
        sys.exit(main(sys.argv[1:]))
