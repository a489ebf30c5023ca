"""The corpus of small cases: one slip or one sound counterpart each, in tests/rules/cases/*.toml.

A case starts from a sound project and changes a little of it. `rows` are "二级 | 名称 | 性质 | 值 | 单位 | 分值 | 上年"
(later parts may be missing); the first row of a 二级 takes the place of the sound one, further ones join it, and
points that are not said are shared out. `also` names rules that rightly speak up in the same case.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jixiao_desktop import profiles
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.findings import Finding
from jixiao_desktop.domain.framework import level1_of
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.domain.profile import Profile
from jixiao_desktop.domain.quantity import plain_number
from jixiao_desktop.rules import review

FOLDER = Path(__file__).parent / "cases"
SOUND_BOOKS = Path(__file__).parent / "sound"
SOUND = (
    "数量指标 | 技能培训人数 | ≥ | 200 | 人",
    "质量指标 | 培训合格率 | ≥ | 95 | %",
    "时效指标 | 培训按期完成率 | ≥ | 90 | %",
    "社会效益 | 参训人员就业率 | ≥ | 60 | %",
    "服务对象满意度 | 参训人员满意度 | ≥ | 90 | %",
)
SHARES = {"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}
PROJECT = {
    "name": "职业技能培训补助资金",
    "category": "3-特定目标类",
    "budget": "40.00",
    "objective": "组织城乡劳动力参加职业技能培训，帮助参训人员掌握一技之长并实现就业，参训人员基本满意。",
}
ENDING = Decimal("0.1")
LETTERS = {"1": "R", "2": "Y", "3": "T"}  # of a project code, by category


@dataclass(frozen=True)
class Case:
    """One case: the rule it is about, whether the rule has to speak, where it comes from, and the book."""

    rule: str
    wrong: bool
    source: str
    note: str
    also: frozenset[str]
    plain: dict[str, Any]
    place: str
    severities: dict[str, str]
    execution: str

    @property
    def book(self) -> Book:
        """The case as a book."""
        return from_plain(self.plain)

    def findings(self, profile: Profile | None = None) -> list[Finding]:
        """Return what the rules find in the case."""
        used = profile or profiles.load("qinghai-2024")
        severities = {**self.severities, **used.severities}
        return review(self.book, replace(used, severities=severities, execution_weight=Decimal(self.execution)))


@cache
def cases() -> tuple[Case, ...]:
    """Return all cases of the corpus."""
    return tuple(
        _case(table, f"{path.stem}:{number}")
        for path in sorted(FOLDER.glob("*.toml"))
        for number, table in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], 1)
    )


def one_row(line: str) -> Case:
    """Return the sound project with one row put in the place of its like."""
    return _case({"rule": "", "verdict": "right", "source": "", "rows": [line]}, line)


def _case(table: dict[str, Any], place: str) -> Case:
    projects = [_project(table, 0), *(_project(other, number) for number, other in enumerate(table.get("more", ()), 1))]
    unit = {"code": "723001", "name": "湟源县就业服务局(本级)", **table.get("unit", {})}
    units = [{**_without_empty(unit), "projects": projects}, *table.get("units", ())]
    facts = {"year": 2024, "stage": "批复稿", "title": "2024年部门预算项目支出绩效目标批复表", **table.get("facts", {})}
    known = {
        "rule",
        "verdict",
        "source",
        "note",
        "also",
        "project",
        "rows",
        "only",
        "more",
        "unit",
        "units",
        "facts",
        "severities",
        "execution",
    }
    if set(table) - known or table["verdict"] not in ("wrong", "right"):
        raise ValueError(f"{place}: {sorted(set(table) - known)} {table['verdict']}")
    return Case(
        table["rule"],
        table["verdict"] == "wrong",
        table["source"],
        table.get("note", ""),
        frozenset(table.get("also", ())),
        {**facts, "units": units},
        place,
        table.get("severities", {}),
        table.get("execution", "10"),
    )


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: (None if value == "" else value) for key, value in fields.items()}


def _project(table: dict[str, Any], number: int) -> dict[str, Any]:
    own = {
        "code": f"63012300024T{number + 101:09}",
        **PROJECT,
        **({"name": f"技能提升行动补助资金（第{'一二三四五六'[number - 1]}批）"} if number else {}),
        **(
            {"objective": f"按第{number}批计划补助企业职工参加技能提升行动，使职工岗位技能等级有所上升。"}
            if number
            else {}
        ),
        **table.get("project", {}),
    }
    return {**_without_empty(own), "indicators": _rows(table)}


def _rows(table: dict[str, Any]) -> list[dict[str, Any]]:
    given = [_row(line) for line in table.get("rows", ())]
    levels = {row["level2"] for row in given}
    firsts = {row["level1"] for row in given}
    sound = [] if table.get("only") else [row for row in map(_row, SOUND) if not _replaced(row, levels, firsts)]
    order = [row["level2"] for row in map(_row, SOUND)]
    rows = sorted([*sound, *given], key=lambda row: order.index(row["level2"]) if row["level2"] in order else 3)
    return _with_points(rows)


def _replaced(row: dict[str, Any], levels: set[str], firsts: set[str]) -> bool:
    return row["level2"] in levels or (row["level1"] == "效益指标" and "效益指标" in firsts)


def _row(line: str) -> dict[str, Any]:
    parts: list[str | None] = [part.strip() or None for part in line.split("|")]
    level2, name, comparator, value, unit, weight, last = [*parts, *[None] * (7 - len(parts))]
    level1, _, second = level2.partition("/") if level2 and "/" in level2 else (level1_of(level2), "", level2)
    target = (last or "").split()
    return {
        "level1": level1 or None,
        "level2": second or None,
        "name": name.replace("⏎", "\n").replace("␣", " ") if name else None,
        "comparator": comparator,
        "value": value,
        "unit": unit,
        "weight": weight or "shared",
        "reviewed": "未核对" not in target,
        "last": dict(zip(("comparator", "value", "unit"), target, strict=False)) if target else None,
    }


def _with_points(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for level, share in SHARES.items():
        open_rows = [row for row in rows if row["level1"] == level and row["weight"] == "shared"]
        said = [row["weight"] for row in rows if row["level1"] == level and row["weight"] not in ("shared", "空")]
        left = share - sum((Decimal(points) for points in said if points.replace(".", "").isdigit()), Decimal(0))
        for row in open_rows:
            part = (left / len(open_rows)).quantize(ENDING)
            row["weight"] = plain_number(left - part * (len(open_rows) - 1) if row is open_rows[0] else part)
    for row in rows:
        row["weight"] = {"空": None, "shared": "5"}.get(row["weight"], row["weight"])
    return rows


def sound_books() -> dict[str, Book]:
    """Return the sound forms of tests/rules/sound/*.toml, their rows written as in the cases, by name."""
    return {
        path.stem: from_plain(_sound(tomllib.loads(path.read_text("utf-8")))) for path in sorted(SOUND_BOOKS.glob("*"))
    }


def _sound(form: dict[str, Any]) -> dict[str, Any]:
    projects = [
        {
            **project,
            "code": f"{form['region']}24{LETTERS[project['category'][0]]}{number:09}",
            "execution_weight": "10",
            "indicators": [_row(line) for line in project["rows"]],
        }
        for number, project in enumerate(form["project"], 1)
    ]
    title = "2024年部门预算项目支出绩效目标批复表"
    units = [{"code": form["code"], "name": form["name"], "projects": projects}]
    return {"year": 2024, "stage": "批复稿", "title": title, "units": units}
