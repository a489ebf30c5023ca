"""一上稿 控制数 二上稿 批复稿 调整稿, and the title each prints.

Only what the finance bureau approved is a 批复表; what a unit fills in is an 申报表.
"""

from __future__ import annotations

import re

STAGES = ("一上稿", "控制数", "二上稿", "批复稿", "调整稿")
DRAFT = "一上稿"
APPROVED = "批复稿"
ADJUSTED = "调整稿"
_FORM_NAME = {APPROVED: "绩效目标批复表", ADJUSTED: "绩效目标调整表"}
_YEAR = re.compile(r"(20\d{2})\s*年")


def form_name(stage: str) -> str:
    """Return what the form of a stage is called: 绩效目标批复表, 绩效目标调整表, else 绩效目标申报表."""
    return _FORM_NAME.get(stage, "绩效目标申报表")


def title(year: int | None, stage: str) -> str:
    """Return the title that a stage prints: 2025年部门预算项目支出绩效目标申报表."""
    return f"{f'{year}年' if year else ''}部门预算项目支出{form_name(stage)}"


def is_declaration(stage: str) -> bool:
    """True when the stage prints 填报单位（盖章） and signature lines."""
    return form_name(stage) == "绩效目标申报表"


def stage_of_title(text: str) -> str:
    """Return the stage that a form's title shows: 批复表 is 批复稿, 调整 is 调整稿, anything else 一上稿."""
    if "批复" in text:
        return APPROVED
    return ADJUSTED if "调整" in text else DRAFT


def year_of_title(text: str) -> int | None:
    """Return the year that a title names, or None."""
    match = _YEAR.search(text)
    return int(match.group(1)) if match else None
