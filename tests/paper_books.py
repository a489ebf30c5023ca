"""Books for tests: the approved form of 2024, and forms of any size and kind."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.plain import from_plain

_BY_HAND = Path(__file__).parent / "data" / "2024-approval-form.json"
_LEVELS = (
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("效益指标", "社会效益"),
    ("满意度指标", "服务对象满意度"),
)  # fmt: skip


@cache
def _approved() -> dict[str, Any]:
    return json.loads(_BY_HAND.read_text("utf-8"))


def approved_2024(stage: str = "批复稿", **facts: Any) -> Book:
    """The county office's approved form of 2024: 8 projects, 67 indicators."""
    return from_plain(_approved() | {"stage": stage} | facts)


def indicator(level: int = 0, name: str = "享受补贴人数", **fields: Any) -> dict[str, Any]:
    """One indicator of the `level`-th of the usual five 二级."""
    level1, level2 = _LEVELS[level]
    usual = {"level1": level1, "level2": level2, "name": name, "comparator": "≥", "value": "190", "unit": "人"}
    return usual | {"weight": "10"} | fields


def project(number: int = 1, rows: int = 5, objective: str | None = "完成全年任务。", **fields: Any) -> dict[str, Any]:
    """One project with `rows` indicators in the form's order."""
    levels = sorted(place % 5 for place in range(rows))
    usual = {
        "code": f"63012300024T{number:09}", "name": f"就业补助资金{number}", "category": "3-特定目标类",
        "budget": f"{number}.50", "objective": objective,
        "indicators": [indicator(level, f"第{place + 1}项工作完成情况") for place, level in enumerate(levels)],
    }  # fmt: skip
    return usual | fields


def book_of(*projects: dict[str, Any], stage: str = "批复稿", units: int = 1, **facts: Any) -> Book:
    """A book with these projects shared out among `units` units."""
    shares = [list(projects[place::units]) for place in range(units)]
    return from_plain({
        "year": 2025, "stage": stage, **facts,
        "units": [{"code": f"72300{n}", "name": f"第{n}服务局(本级)", "projects": s} for n, s in enumerate(shares, 1)],
    })  # fmt: skip


def distinct(count: int) -> str:
    """A text of that many different characters of the basic plane."""
    return "".join(chr(0x4E00 + n) for n in range(count))


WORST = {
    "an empty book": Book(),
    "one unit": book_of(),
    "one project": book_of(project(rows=0)),
    "one indicator": book_of(project(rows=1)),
    "a goal of 4,000 characters": book_of(project(1), project(2, objective=distinct(4000)), project(3)),
    "a goal of 4,000 characters and one indicator": book_of(project(1, rows=1, objective=distinct(4000))),
    "200 indicators": book_of(project(1, rows=200, objective="目标1：完成任务。" * 30), project(2)),
    "names of 200 characters": book_of(
        project(name=distinct(200), indicators=[indicator(name=distinct(200)), indicator(4, name="W" * 200)])
    ),
    "long everything": book_of(
        project(category="3-" + distinct(60), indicators=[indicator(value=distinct(50), unit="平方米每人每年")])
    ),
    "rare characters": book_of(project(name="䶮㐱𬱖镕", indicators=[indicator(name="𬱖姓职工满意度")])),
    "many small projects": book_of(*(project(n, rows=1, objective=None) for n in range(40)), units=9),
    "a draft": approved_2024("一上稿"),
    "declared by many": book_of(*(project(n, rows=3) for n in range(14)), units=3, stage="二上稿"),
}  # fmt: skip
