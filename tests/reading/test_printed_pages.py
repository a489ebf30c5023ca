"""PDFs as other programs draw them: pages on their side, tables without lines round them or without any lines."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from jixiao_desktop import profiles, reading, resources
from jixiao_desktop.domain.errors import UserError

TITLE = "2025年项目支出绩效目标表"
ROWS = (
    ("项目名称", "预算数（万元）", "一级指标", "二级指标", "三级指标", "指标值", "分值"),
    ("教师培训", "35", "产出指标", "数量指标", "培训人次", "≥300人次", "50"),
    ("", "", "效益指标", "社会效益", "教学水平", "提升", "40"),
    ("校舍维修", "100", "产出指标", "数量指标", "维修面积", "≥20平方米", "50"),
    ("", "", "效益指标", "社会效益", "安全事故", "≤0起", "40"),
)
WANTED = [("教师培训", "35", "50"), ("教师培训", "35", "40"), ("校舍维修", "100", "50"), ("校舍维修", "100", "40")]
LEFT, TOP, WIDE, HIGH = 40.0, 500.0, 100.0, 20.0
LANDSCAPE, PORTRAIT = (842, 595), (595, 842)


def _sides(left: float, top: float, *, first: bool, last: bool) -> Iterable[tuple[float, float, float, float, bool]]:
    """Yield the four rules of a cell, each with whether it is one round the whole table."""
    yield left, top, left + WIDE, top, first
    yield left, top - HIGH, left + WIDE, top - HIGH, last
    yield left, top, left, top - HIGH, left == LEFT
    yield left + WIDE, top, left + WIDE, top - HIGH, left + WIDE == LEFT + WIDE * len(ROWS[0])


def _draw(canvas: Any, rules: str) -> None:
    canvas.setFont("song", 9)
    canvas.drawString(LEFT, TOP + 20, TITLE)
    for number, row in enumerate(ROWS):
        top = TOP - number * HIGH
        for column, text in enumerate(row):
            left = LEFT + column * WIDE
            canvas.drawString(left + 3, top - 14, text)
            for *rule, outer in _sides(left, top, first=number == 0, last=row is ROWS[-1]):
                if rules == "all" or (rules == "inner" and not outer):
                    canvas.line(*rule)


def _pdf(rules: str, size: tuple[int, int] = LANDSCAPE, turned: tuple[int, ...] = (1, 0, 0, 1, 0, 0)) -> bytes:
    file = BytesIO()
    canvas: Any = Canvas(file, size)
    pdfmetrics.registerFont(TTFont("song", str(resources.path("fonts", "NotoSerifSC_400Regular.ttf"))))
    canvas.transform(*turned)
    _draw(canvas, rules)
    canvas.save()
    return file.getvalue()


def _read(data: bytes) -> reading.Draft:
    return reading.read(data, "表.pdf", profile=profiles.load())


def _figures(draft: reading.Draft) -> list[tuple[str | None, str | None, str | None]]:
    book = draft.book
    return [
        (project.name, project.budget, row.weight)
        for unit in book.units()
        for project in book.projects(unit.id)
        for row in book.indicators(project.id)
    ]


@pytest.mark.parametrize(
    ("size", "turned"),
    [
        (PORTRAIT, (0, 1, -1, 0, 595, 0)),
        (PORTRAIT, (0, -1, 1, 0, 0, 842)),
        (LANDSCAPE, (-1, 0, 0, -1, 842, 595)),
    ],
    ids=["on its left side", "on its right side", "on its head"],
)
def test_a_page_that_lies_on_its_side_or_stands_on_its_head_is_turned(
    size: tuple[int, int], turned: tuple[int, ...]
) -> None:
    draft = _read(_pdf("all", size, turned))
    assert _figures(draft) == WANTED
    assert (draft.book.facts.title, draft.doubts) == (TITLE, ())


def test_a_table_without_lines_round_it_loses_no_row_and_no_column() -> None:
    draft = _read(_pdf("inner"))
    assert _figures(draft) == WANTED
    assert (draft.book.facts.title, draft.doubts) == (TITLE, ())


def test_a_table_without_any_lines_is_refused_with_the_reason() -> None:
    with pytest.raises(UserError, match=r"表\.pdf.*没有框线.*复制"):
        _read(_pdf("none"))
