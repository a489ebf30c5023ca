"""The approved 2024 form as a reviewer at the finance bureau would mark it: each mark, and silence on the rest."""

from __future__ import annotations

import json
from pathlib import Path

from jixiao_desktop import profiles
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.findings import Finding
from jixiao_desktop.domain.history import History
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.domain.rollover import roll_over
from jixiao_desktop.rules import review

FORM = Path(__file__).parents[1] / "data" / "2024-approval-form.json"
ERRORS = {("0792", "城镇新增就业人数", "weight")}
WARNINGS = {
    ("", "隍源县就业服务局(本级)", "name"),
    ("0338", "公益性岗位补贴发放准确", "name"),
    ("0338", "失业人员在就业人数", "name"),
    ("0374", "对有就业需求、除体处于失业状态的劳动者的", "name"),
    ("0389", "金保系统正常使用率", "unit"),
    ("0792", "享受生活保险补贴人员数量", "name"),
    ("0792", "符合国家规定的毕业年度高校毕业生享受求职", "name"),
    ("0792", "因就业问题发生重大群体事件数量", "unit"),
    ("1380", "举办招聘会次数", "unit"),
}
HINTS = {
    ("0269", "享受公益性岗位社保补贴人员满意度", "value"),
    ("0338", "城镇新增就业人数", "comparator"),
    ("0338", "因就业问题发生重大群体性事件", "unit"),
    ("0389", "宽带网络支出", "name"),
    ("0792", "年末城镇失业登记率", "name"),
    ("0792", "年末高校毕业生毕业总体就业率", "name"),
    ("1380", "享受职业培训补贴数", "name"),
    ("1380", "享受大中专毕业生创办农牧业合作社补助", "name"),
    ("1365", "因就业问题发生重大群体性事件数量", "weight"),
    ("1380", "因就业问题发生重大群体事件数量", "weight"),
    ("0269", "公益性岗位社保补贴县配资金", "objective"),
    ("1365", "2023年就业补助资金", "objective"),
    ("0385", "物业管理及暖气费", "objective"),
    ("0374", "就业联络员补助县配资金", "objective"),
    ("0338", "公益性岗位岗位补贴县配资金", "objective"),
    ("1365", "2023年就业补助资金", "name"),
    ("0385", "物业管理及暖气费", "category"),
}


def form_2024() -> Book:
    """The form read by hand, as a book of 2024 that was approved."""
    return from_plain({**json.loads(FORM.read_text("utf-8")), "stage": "批复稿", "year": 2024})


def found(book: Book) -> list[Finding]:
    return review(book, profiles.load("qinghai-2024"))


def places(book: Book, severity: str) -> list[tuple[str, str, str | None]]:
    marked = []
    for finding in (f for f in found(book) if f.severity == severity):
        project = book.ancestor(finding.node, "project")
        code = (book.project(project).code or "")[-4:] if project else ""
        marked.append((code, getattr(book.node(finding.node), "name", ""), finding.field))
    return marked


def one(book: Book, name: str, field: str) -> Finding:
    return next(f for f in found(book) if (getattr(book.node(f.node), "name", ""), f.field) == (name, field))


def test_the_one_error_is_the_lost_weight() -> None:
    assert places(form_2024(), "error") == list(ERRORS)


def test_the_warnings_are_those_of_a_careful_reviewer_and_no_more() -> None:
    marked = places(form_2024(), "warning")
    assert (set(marked), len(marked)) == (WARNINGS, len(WARNINGS))


def test_the_hints_are_those_of_a_careful_reviewer_and_no_more() -> None:
    marked = places(form_2024(), "hint")
    assert (set(marked), len(marked)) == (HINTS, len(HINTS))


def test_the_lost_weight_says_what_completes_the_sum() -> None:
    finding = one(form_2024(), "城镇新增就业人数", "weight")
    assert finding.message == "未填分值：效益指标合计 25 分，应为 30 分；填 5 分后本项目合计 90 分。"
    assert [fix.label for fix in finding.fixes] == ["填入 5"]


def test_a_count_in_percent_says_what_the_other_projects_use() -> None:
    finding = one(form_2024(), "因就业问题发生重大群体事件数量", "unit")
    assert finding.message == "“…数量”不应以 % 计；同类指标…0338 用“次”，…1365、…1380 用“件”。"
    assert [fix.label for fix in finding.fixes] == ["改为 件", "改为 次"]


def test_a_usage_rate_in_years_has_two_ways_out() -> None:
    book = form_2024()
    finding = one(book, "金保系统正常使用率", "unit")
    assert [fix.label for fix in finding.fixes] == ["改名为…使用年限", "单位改 % 并重填指标值"]
    History(book).run(finding.fixes[1].command)
    assert (book.indicator(finding.node).unit, book.indicator(finding.node).value) == ("%", None)


def test_the_mass_incident_indicator_is_one_line_for_four_projects() -> None:
    finding = one(form_2024(), "因就业问题发生重大群体性事件", "unit")
    assert len(finding.others) == 3
    assert "名称和单位不统一" in finding.message


def test_the_place_in_the_units_name_can_be_mended_at_once() -> None:
    book = form_2024()
    fix = one(book, "隍源县就业服务局(本级)", "name").fixes[0]
    History(book).run(fix.command)
    assert fix.label == "改为 湟源县"
    assert next(book.units()).name == "湟源县就业服务局(本级)"


def test_right_after_the_rollover_one_line_stands_for_all_rows() -> None:
    draft = roll_over(form_2024(), 2025)
    lines = [finding for finding in found(draft) if finding.rule == "unreviewed"]
    assert [line.message[:6] for line in lines] == ["67 条指标"]
    assert not [finding for finding in found(draft) if finding.rule in ("value-lower", "value-jump", "code-year")]


def test_the_rules_of_last_year_wait_until_a_row_is_touched_and_the_one_line_counts_down() -> None:
    draft = roll_over(form_2024(), 2025)
    row = next(row for row in draft.indicators() if row.name == "享受社会保险补贴人数")
    assert not [finding for finding in found(draft) if finding.node == row.id and finding.rule == "value-lower"]
    History(draft).run(commands.set_cell(row.id, "value", "150"))
    told = {finding.rule: finding.message for finding in found(draft)}
    assert told["unreviewed"].startswith("66 条指标")
    assert told["value-lower"] == "上年是 ≥190 人，本年 ≥150 人，比上年放宽了，请核对。"
