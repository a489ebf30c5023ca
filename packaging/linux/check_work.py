"""Look at what the clerk of install_test.sh left: the document, its PDF, its workbook, and nothing else.

    python packaging/linux/check_work.py DOCUMENT

Raises SystemExit with what is wrong. With --entries it prints where the exports stand in the menu 输出.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from jixiao_desktop import profiles  # noqa: E402  # the scripts of packaging/ are no package
from jixiao_desktop.domain.plain import to_plain  # noqa: E402
from jixiao_desktop.reading import read  # noqa: E402
from jixiao_desktop.storage import open_book  # noqa: E402

MISSING_WEIGHT = "城镇新增就业人数"  # the one weight that the 2024 form lacks; F8 leads to it first


def check(document: Path) -> None:
    """Compare the exports with the document, and the document with what was typed."""
    book = open_book(document).book
    weights = [row.weight for row in book.indicators() if row.name == MISSING_WEIGHT]
    if "5" not in weights or None in weights:
        raise SystemExit(f"the weight was not typed: {weights}")
    files = sorted(document.parent.iterdir())
    if sorted(path.suffix for path in files) != [".jixiao", ".pdf", ".xlsx"]:
        raise SystemExit(f"not what was to be written: {[path.name for path in files]}")
    for path in files[:]:
        if path.suffix != ".jixiao" and _units(path) != to_plain(book)["units"]:
            raise SystemExit(f"{path.name} says something else than the document")
        print(f"{path.name}: {path.stat().st_size:,} bytes")


def _units(path: Path) -> object:
    return to_plain(read(path, path.name, profile=profiles.load()).book)["units"]


def entries() -> str:
    """Return shell words that tell the places of the exports in their menu."""
    from jixiao_desktop.ui.actions import ENTRIES

    menu = [item.id for item in ENTRIES if item.menu == "输出"]
    return f"PDF_ENTRY={menu.index('export_pdf') + 1} EXCEL_ENTRY={menu.index('export_excel') + 1}"


if __name__ == "__main__":
    if sys.argv[1:] == ["--entries"]:
        print(entries())
    else:
        check(Path(sys.argv[1]))
