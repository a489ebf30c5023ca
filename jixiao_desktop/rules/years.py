"""年度: years in texts, codes, dates and the title against the year of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..domain.book import ROOT
from ..domain.codes import parse_project_code
from ..domain.rollover import old_years, with_year
from ..domain.stage import year_of_title
from .fixes import change
from .registry import Hit, rule
from .texts import quoted
from .views import BookView, ProjectView, Row

_DATE = re.compile(r"(?<!\d)(20\d{2})\s*(?:年|[-./]\d)")
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})月(?:(\d{1,2})[日号])?")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SPAN = re.compile(r"20\d{2}年?(?:\d{1,2}月)?\s*[—~～至到\-－]|[—~～至到\-－]\s*20\d{2}|跨年|次年|下年")


def _old(text: str | None, year: int | None) -> str | None:
    if not text or "20" not in text:
        return None
    spans = old_years(text, year)
    return text[spans[0][0] : spans[0][1]] if spans else None


@rule(
    "year-name",
    "years",
    "hint",
    "名称里是以前的年度",
    why="结转的项目可以保留旧年度；新一年的项目要改成本年度。",
    source="2024 年批复表 …1365",
    basis="practice",
    wrong="2023年就业补助资金（2024 年的表）",
    right="2024年就业补助资金",
    scope="project",
)
def year_name(view: ProjectView) -> Iterator[Hit]:
    """A project's name names no year before the form's."""
    found = _old(view.project.name, view.year)
    if found and view.year:
        fix = change(view.id, "name", with_year(view.project.name or "", view.year), f"改为 {view.year}年")
        yield Hit(view.id, "name", f"名称里是 {found} 年，本表是 {view.year} 年：是结转项目，还是没有改？", (fix,))


@rule(
    "year-goal",
    "years",
    "hint",
    "绩效目标里是以前的年度",
    why="沿用上年的目标时，年度常常忘了改。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="2023年完成培训200人（2024 年的表）",
    right="2024年完成培训200人",
    scope="project",
)
def year_goal(view: ProjectView) -> Iterator[Hit]:
    """A goal speaks of the form's year; 文号〔2023〕, spans, 较2023年 and 上年结转 are left alone."""
    found = _old(view.goal, view.year)
    if found and view.year:
        fix = change(view.id, "objective", with_year(view.goal, view.year), f"改为 {view.year}年")
        yield Hit(view.id, "objective", f"目标里写 {found} 年，本表是 {view.year} 年，请核对。", (fix,))


@rule(
    "year-row",
    "years",
    "hint",
    "指标里是以前的年度",
    why="沿用上年的指标时，名称和时限里的年度常常忘了改。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="完成时间 2023年12月底前（2024 年的表）",
    right="完成时间 2024年12月底前",
)
def year_row(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A row's name and value speak of the form's year, also where 2023 and 年 stand in two cells."""
    for name, text in (("name", row.record.name), ("value", row.record.value)):
        if name == "value" and view.year and _bare_year(row) in range(view.year - 15, view.year):
            fix = change(row.id, "value", str(view.year))
            yield Hit(row.id, "value", f"写着 {row.value} 年，本表是 {view.year} 年，请核对。", (fix,))
            continue
        found = _old(text, view.year)
        if found and view.year:
            fix = change(row.id, name, with_year(text or "", view.year), f"改为 {view.year}年")
            yield Hit(row.id, name, f"写着 {found} 年，本表是 {view.year} 年，请核对。", (fix,))


def _bare_year(row: Row) -> int | None:
    number = row.number if row.unit == "年" else None
    return int(number) if number is not None and number == int(number) and 1990 <= number <= 2100 else None


@rule(
    "date-impossible",
    "years",
    "warning",
    "没有这一天",
    why="月份只有 1 到 12，各月天数也有限；多半是按错了键。",
    source="历法",
    basis="practice",
    certainty="sure",
    wrong="完成时间 6月31日前",
    right="完成时间 6月30日前",
    when="words",
)
def date_impossible(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A month and a day in a value are in the calendar (29 February in any year)."""
    for month, day in _MONTH_DAY.findall(row.value):
        if not 1 <= int(month) <= len(_DAYS) or (day and not 1 <= int(day) <= _DAYS[int(month) - 1]):
            said = f"{month}月{f'{day}日' if day else ''}"
            yield Hit(row.id, "value", f"没有“{said}”这个日期，请核对。")
            return


@rule(
    "date-later",
    "years",
    "hint",
    "时限晚于本年度",
    why="本年度的指标一般在年内完成；跨年的项目请写明起止。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="完成时间 2025年6月（2024 年的表）",
    right="完成时间 2024年12月底前",
    when="words",
)
def date_later(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A date in a row is not after the form's year, unless a span says so."""
    if view.year is None or not row.value or row.number is not None or _SPAN.search(row.value):
        return
    later = [year for year in _DATE.findall(row.value) if int(year) > view.year]
    if later:
        yield Hit(row.id, "value", f"时限{quoted(row.value)}晚于本表的 {view.year} 年，请核对。")


@rule(
    "code-year",
    "years",
    "warning",
    "项目编码的年度晚于本表",
    why="编码里的两位年度是立项年度，不会晚于预算年度；沿用以前年度的编码没有问题。",
    source="编码、类别与金额的通行写法",
    basis="form",
    wrong="编码 …25T…（2024 年的表）",
    right="编码 …24T…（2024 年的表）",
    scope="project",
)
def code_year(view: ProjectView) -> Iterator[Hit]:
    """A code's year is not after the form's."""
    code = parse_project_code(view.project.code)
    if code and view.year and code.year > view.year:
        yield Hit(view.id, "code", f"编码里的年度是 {code.year}，晚于本表的 {view.year} 年。")


@rule(
    "title-year",
    "years",
    "warning",
    "表名与年度不符",
    why="表名印在第一行，年度错了整份表都要重印。",
    source="2024 年批复表的式样",
    basis="form",
    certainty="sure",
    wrong="2023年部门预算…批复表（年度 2024）",
    right="2024年部门预算…批复表（年度 2024）",
    scope="book",
)
def title_year(view: BookView) -> Iterator[Hit]:
    """The title names the book's year."""
    title, year = view.facts.title, view.facts.year
    named = year_of_title(title) if title else None
    if title and named and year and named != year:
        fix = change(ROOT, "title", title.replace(str(named), str(year)), f"改为 {year}年")
        yield Hit(ROOT, "title", f"表名是 {named} 年，本表年度是 {year} 年。", (fix,))
