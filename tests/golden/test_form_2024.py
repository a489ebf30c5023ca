"""The approved form of 2024 as it was looked at and found good: page by page, row by row.

When a change is meant, look at the new pages first, then write the file anew: `python -m tests.golden.test_form_2024`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao_desktop import profiles
from jixiao_desktop.domain.printing import FORMS
from jixiao_desktop.export import form_pages
from jixiao_desktop.typesetting import Page

from ..paper_books import approved_2024

FOLDER = Path(__file__).parent / "data"
KINDS = [("批复稿", "总表"), ("一上稿", "总表"), ("一上稿", "单项申报表")]


def described(stage: str, form: str) -> str:
    """All pages of a form as lines of text: what stands in which cell, top to bottom."""
    document = form_pages(approved_2024(stage, title=None), profiles.load(), form)
    return "".join(f"=== 第 {page.number} 页\n{_described(page)}" for page in document.pages())


def _described(page: Page) -> str:
    boxes = sorted(page.boxes, key=lambda box: (round(box.y), box.x))
    lines = []
    for box in boxes:
        inside = [
            run.text
            for run in page.runs
            if box.x <= run.x < box.x + box.width and box.y < run.baseline < box.y + box.height
        ]
        lines.append(f"{box.x:.0f},{box.y:.0f} {box.width:.0f}x{box.height:.0f} {'|'.join(inside)}\n")
    held = {run for run in page.runs for b in boxes if b.y < run.baseline < b.y + b.height}
    around = [f"{run.x:.0f},{run.baseline:.0f} {run.text}\n" for run in page.runs if run not in held]
    return "".join(around + lines)


def _file(stage: str, form: str) -> Path:
    return FOLDER / f"2024-{stage}-{form}.txt"


@pytest.mark.parametrize(("stage", "form"), KINDS)
def test_the_pages_are_those_that_were_looked_at(stage: str, form: str) -> None:
    assert form in FORMS
    assert described(stage, form) == _file(stage, form).read_text("utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for kind in KINDS:
        _file(*kind).write_text(described(*kind), "utf-8")
