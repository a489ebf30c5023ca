"""Reading a PDF back with another program and holding it against the cells that were laid out."""

from __future__ import annotations

import itertools
from collections import defaultdict
from pathlib import Path
from typing import Any

import pdfplumber

from jixiao_desktop.typesetting import Box, Document, Page
from jixiao_desktop.typesetting.fonts import face


def squeezed(text: str) -> str:
    """A text without blanks and break hints."""
    return "".join(text.replace("\u200b", "").split())


def check_pages(layout: Document, path: Path, numbers: list[int] | None = None) -> None:
    """Assert for each page: every cell's text stands inside its cell and nowhere else, and nothing overlaps."""
    with pdfplumber.open(path) as pdf:
        assert len(pdf.pages) == layout.count
        for number in numbers or range(1, layout.count + 1):
            _check_page(layout, layout.page(number), pdf.pages[number - 1])


def upright(printed: Any) -> list[Any]:
    """The characters of a printed page without those of a watermark, which are turned."""
    return [char for char in printed.chars if not char["matrix"][1]]


def _check_page(layout: Document, page: Page, printed: Any) -> None:
    texts: dict[int, list[Any]] = defaultdict(list)
    boxes = sorted(page.boxes, key=lambda box: (box.y, box.x))
    outside = []
    for char in upright(printed):
        middle = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        home = next((n for n, box in enumerate(boxes) if _holds(box, *middle)), None)
        if home is None:
            outside.append(char)
        else:
            texts[home].append(char)
    for number, box in enumerate(boxes):
        _check_box(box, texts[number])
    _check_header(layout, page)
    _check_glyphs(page, printed)
    _check_surroundings(layout, page, outside)


def _check_header(layout: Document, page: Page) -> None:
    """The table begins with its header on each page, but for the first of a form that says more there."""
    ends = list(itertools.accumulate(form.count for form in layout.layouts))
    place = next(place for place, end in enumerate(ends) if page.number <= end)
    grid, first = layout.layouts[place].grid, page.number == ends[place] - layout.layouts[place].count + 1
    top = sorted(page.boxes, key=lambda box: (round(box.y, 1), box.x))
    if not first or grid.header_on_first:
        cells = sorted(grid.header, key=lambda cell: (cell.row, cell.column))
        assert [squeezed(box.text) for box in top[: len(cells)]] == [squeezed(cell.text) for cell in cells]


def _check_glyphs(page: Page, printed: Any) -> None:
    """Every glyph stands where the display list says, which the window draws too, within half a point."""
    places = [
        (character, run.x + face(run.face).width(run.text[:n], run.size), page.height - run.baseline)
        for run in page.runs
        for n, character in enumerate(run.text)
    ]
    chars = upright(printed)
    assert len(places) == len(chars)
    for (character, x, baseline), char in zip(places, chars, strict=True):
        assert char["text"] == character
        assert abs(char["x0"] - x) < 0.5 and abs(char["matrix"][5] - baseline) < 0.5


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height


def _check_box(box: Box, chars: list[Any]) -> None:
    rows: dict[float, list[Any]] = defaultdict(list)
    for char in chars:
        rows[round(char["matrix"][5], 1)].append(char)
    ordered = [sorted(row, key=lambda c: c["x0"]) for _, row in sorted(rows.items(), reverse=True)]
    assert squeezed("".join(c["text"] for row in ordered for c in row)) == squeezed(box.text)
    for row in ordered:
        assert row[0]["x0"] >= box.x + 0.5 and row[-1]["x1"] <= box.x + box.width - 0.5, box
        assert all(a["x1"] <= b["x0"] + 0.05 for a, b in itertools.pairwise(row)), box
    if ordered:
        size = ordered[0][0]["size"]
        baselines = sorted(rows)
        assert all(b - a >= size for a, b in itertools.pairwise(baselines)), box
        height = (len(ordered) - 1) * (baselines[-1] - baselines[0]) / max(1, len(ordered) - 1) + size
        assert height <= box.height, box


def _check_surroundings(layout: Document, page: Page, chars: list[Any]) -> None:
    words = squeezed("".join(c["text"] for c in chars))
    assert f"第{page.number}页共{layout.count}页" in words
    if page.number == 1:
        assert words.startswith(squeezed(layout.title))
    edge, bottom = layout.paper.height - 5 * 72 / 25.4, layout.paper.height - layout.paper.bottom_mm * 72 / 25.4
    for box in page.boxes:
        assert box.y + box.height <= bottom + 0.01, "a cell stands in the bottom margin"
    number = [c for c in chars if c["matrix"][5] == min(char["matrix"][5] for char in chars)]
    assert all(c["bottom"] <= edge + layout.paper.body for c in chars), "printers clip at 5 mm"
    assert min(c["top"] for c in number) > max(box.y + box.height for box in page.boxes), "no blank above the number"
