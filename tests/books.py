"""Small books for tests, without files; and what tests of dying programs share."""

from __future__ import annotations

import os
from typing import Any

from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.plain import from_plain

LAST = {"comparator": "≥", "value": "185", "unit": "人", "weight": "20"}


def row(level1: str, level2: str, name: str, weight: str | None = "10", **more: Any) -> dict[str, Any]:
    """Return one indicator as plain data: ≥ 95 % unless `more` says otherwise."""
    return {"level1": level1, "level2": level2, "name": name, "weight": weight, **TARGET, **more}


TARGET = {"comparator": "≥", "value": "95", "unit": "%"}


def unmeasured() -> dict[str, str]:
    """Return the environment for a program that a test kills: it must not leave half a measurement of coverage."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}


def small_plain() -> dict[str, Any]:
    """Return a book of two units, three projects and seven indicators as plain data."""
    rows = [
        row("产出指标", "数量指标", "补贴人数", "25", value="190", unit="人", last=LAST, reviewed=False),
        row("产出指标", "质量指标", "发放准确率", "15"),
        row("产出指标", "时效指标", "发放及时率", "10"),
        row("效益指标", "社会效益", "失业率控制", "30", comparator="≤", value="4.5"),
        row("满意度指标", "服务对象满意度", "受益人员满意度", None),
    ]
    projects = [
        {"code": "63012300024T000000269", "name": "社保补贴", "category": "3-特定目标类", "budget": "1,265.00",
         "execution_weight": "10", "objective": "目标1：……", "control": "1200", "indicators": rows},
        {"code": "63012300024T000000338", "name": "岗位补贴", "budget": "4.5", "reviewed": False,
         "indicators": [row("产出指标", "数量指标", "岗位数"), row("自定指标", "其他", "其他事项", value="完成")]},
    ]  # fmt: skip
    units = [
        {"code": "723001", "name": "湟源县就业服务局(本级)", "projects": projects},
        {"code": None, "name": "下属单位", "projects": [{"name": None, "indicators": []}]},
    ]
    return {"year": 2024, "stage": "批复稿", "title": "2024年部门预算项目支出绩效目标批复表", "units": units}


def small_book() -> Book:
    """Return the book of `small_plain`."""
    return from_plain(small_plain())
