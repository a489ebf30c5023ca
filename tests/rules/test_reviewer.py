"""Reviewing after every change gives what reviewing the whole book gives; waivers; profiles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao_desktop import profiles
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import INDICATOR_FIELDS, ROOT, Book, Waiver
from jixiao_desktop.domain.findings import SEVERITY_ORDER, Counts, Finding
from jixiao_desktop.domain.history import Command, History
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.rules import Reviewer, review
from jixiao_desktop.rules.reviewer import signature, waiver_text

from .test_2024_form import form_2024

QINGHAI = profiles.load("qinghai-2024")
WORDS = """5 10 95 0 100 0.95 ≥95% ** % 人 年 次 件 ≥ = ≤ 定性 数量指标 社会效益 满意度指标 公益性岗位补贴发放准确率
公益性岗位补贴发放准确 失业人员再就业人数 享受社会保险补贴人数 因就业问题发生重大群体性事件 城镇新增就业人数
资金在规定时间内下达率 63012300024T000000269
63012300025T000000001 3-特定目标类 物业管理费 2023年补助 湟源县就业局 隍源县就业局
认真落实各项年度目标任务和积极的就业惠民政策，不断强化就业创业服务。
在湟源县认真落实各项年度目标任务和积极的就业惠民政策，强化就业创业服务。"""
TEXTS = st.sampled_from([None, *WORDS.split()])
EDITS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 10**6), st.integers(0, 10**6), TEXTS), max_size=8)
PROJECT_FIELDS = ("code", "name", "category", "budget", "objective", "control", "last_budget")


def told(findings: list[Finding]) -> list[tuple[object, ...]]:
    return [signature(finding) for finding in findings]


def pick(ids: list[int], number: int) -> int | None:
    return ids[number % len(ids)] if ids else None


def command(book: Book, kind: int, first: int, second: int, text: Any) -> Command | None:
    """Return one edit of a kind; None when there is nothing left to edit."""
    units = list(book.children(ROOT))
    projects = [project.id for project in book.projects()]
    rows = [row.id for row in book.indicators()]
    row, project, unit = pick(rows, first), pick(projects, first), pick(units, first)
    other = pick(projects, second)
    if kind <= 3 and row is not None:
        return commands.set_cell(row, INDICATOR_FIELDS[second % len(INDICATOR_FIELDS)], text)
    if kind == 4 and project is not None:
        return commands.set_cell(project, PROJECT_FIELDS[second % len(PROJECT_FIELDS)], text)
    if kind == 5 and unit is not None:
        return commands.set_cell(unit, ("code", "name")[second % 2], text)
    if kind == 6 and row is not None and other is not None:
        return commands.move(row, other, 0)
    if kind == 7:
        return commands.remove([i for i in (row if second % 3 else project,) if i is not None])
    if kind == 8 and project is not None:
        return commands.duplicate(project if second % 2 else row or project)
    if kind == 9 and row is not None:
        return commands.shift(row, 1 if second % 2 else -1)
    if kind == 10:
        return waiver_of(book, first, second)
    return commands.set_year(2024 + second % 2) if second % 2 else commands.add_unit("723001", text)


def waiver_of(book: Book, first: int, second: int) -> Command | None:
    """Declare one of the findings true, or take a declaration back."""
    if book.facts.waivers and second % 3 == 0:
        waiver = book.facts.waivers[first % len(book.facts.waivers)]
        return commands.unwaive(waiver.rule, waiver.node, waiver.field)
    found = review(book, QINGHAI)
    if not found:
        return None
    finding = found[first % len(found)]
    text = waiver_text(book, finding)
    return commands.waive(Waiver(finding.rule, finding.node, finding.field or "", text, "确实如此"))


def agree(reviewer: Reviewer) -> bool:
    full = Reviewer(reviewer.book, reviewer.profile)
    same = told(reviewer.findings) == told(full.findings) and told(reviewer.waived) == told(full.waived)
    return same and counted_right(reviewer)


def counted_right(reviewer: Reviewer) -> bool:
    """Tell whether what a reviewer counted, of the book and of each scope, is what stands in its lists."""
    book, shown, waived = reviewer.book, reviewer.findings, reviewer.waived
    units = [unit.id for unit in book.units()]
    scopes = [ROOT, *units, *(project.id for project in book.projects())]
    parts = [[[f for f in found if scope_of(book, f) == scope] for found in (shown, waived)] for scope in scopes]
    counted = [reviewer.counts_of(scope) for scope in scopes]
    return reviewer.counts == counts(shown, waived) and counted == [counts(*part) for part in parts]


def counts(shown: Iterable[Finding], waived: Iterable[Finding]) -> Counts:
    return Counts(**Counter(finding.severity for finding in shown), waived=sum(1 for _ in waived))


def scope_of(book: Book, finding: Finding) -> int:
    project = book.ancestor(finding.node, "project")
    return finding.node if project is None else project


@settings(max_examples=60, deadline=None)
@given(EDITS, st.integers(0, 8), st.sampled_from(profiles.names()))
def test_after_every_edit_declaration_switch_and_undo_findings_and_counts_are_those_of_a_full_review(
    edits: list[tuple[int, int, int, Any]], switch: int, other: str
) -> None:
    book = form_2024()
    history, reviewer = History(book), Reviewer(book, QINGHAI)
    for place, edit in enumerate(edits):
        if place == switch:
            reviewer.set_profile(profiles.load(other))
        wish = command(book, *edit)
        step = history.run(wish) if wish else None
        before = told(reviewer.findings)
        changed = reviewer.update(step.changes if step else ())
        assert agree(reviewer)
        assert changed or told(reviewer.findings) == before
    while step := history.undo():
        reviewer.update(step.changes)
        assert agree(reviewer)
    assert told(reviewer.findings) == told(review(form_2024(), reviewer.profile))
    while step := history.redo():
        reviewer.update(step.changes)
    assert agree(reviewer)


ANY = st.none() | st.text(max_size=30) | st.text("0123456789.,-%≥*（）的 人年月", max_size=40)
ROWS = st.lists(st.tuples(*[ANY] * len(INDICATOR_FIELDS)), max_size=4)


@settings(max_examples=150)
@given(st.lists(ANY, min_size=7, max_size=7), st.tuples(ROWS, ROWS))
def test_no_text_makes_a_rule_fail(
    fields: list[str | None], projects: tuple[list[tuple[str | None, ...]], ...]
) -> None:
    filed = [
        dict(zip(PROJECT_FIELDS, fields, strict=True))
        | {"indicators": [dict(zip(INDICATOR_FIELDS, row, strict=True)) | {"last": {"value": "5"}} for row in rows]}
        for rows in projects
    ]
    unit = {"code": fields[0], "name": fields[1], "projects": filed}
    book = from_plain({"year": 2024, "title": fields[2], "stated_total": fields[3], "units": [unit]})
    assert all(finding.message for finding in review(book, QINGHAI))


def test_findings_stand_worst_first_and_then_in_the_order_of_the_form() -> None:
    book = form_2024()
    order = [SEVERITY_ORDER[finding.severity] for finding in review(book, QINGHAI)]
    warned = [book.ancestor(f.node, "project") or 0 for f in review(book, QINGHAI) if f.severity == "warning"]
    assert order == sorted(order)
    assert warned == sorted(warned)


def test_an_edit_tells_which_projects_to_look_at_again() -> None:
    book = form_2024()
    history, reviewer = History(book), Reviewer(book, QINGHAI)
    lost = next(finding for finding in reviewer.findings if finding.severity == "error")
    step = history.run(lost.fixes[0].command)
    assert step is not None
    assert reviewer.update(step.changes) == {book.indicator(lost.node).parent}
    assert not [finding for finding in reviewer.findings if finding.severity == "error"]


def test_mending_a_name_in_one_project_changes_what_another_is_told() -> None:
    book = form_2024()
    history, reviewer = History(book), Reviewer(book, QINGHAI)
    count = next(finding for finding in reviewer.findings if finding.rule == "count-percent")
    siblings = next(f for f in reviewer.findings if f.rule == "sibling-differs" and f.field == "unit")
    step = history.run(commands.set_cell(siblings.node, "unit", "件"))
    assert step is not None
    changed = reviewer.update(step.changes)
    assert {book.indicator(count.node).parent, book.indicator(siblings.node).parent} <= changed
    told_now = next(finding for finding in reviewer.findings if finding.rule == "count-percent")
    assert [fix.label for fix in told_now.fixes] == ["改为 件"]


def waived(book: Book, rule: str) -> tuple[Reviewer, Finding, History]:
    history, reviewer = History(book), Reviewer(book, QINGHAI)
    finding = next(f for f in reviewer.findings if f.rule == rule)
    waiver = Waiver(rule, finding.node, finding.field or "", waiver_text(book, finding), "确为物业公司代管")
    step = history.run(commands.waive(waiver))
    assert step is not None
    reviewer.update(step.changes)
    return reviewer, finding, history


def test_a_finding_declared_true_stands_apart_until_its_cell_changes() -> None:
    book = form_2024()
    reviewer, finding, history = waived(book, "category-office")
    assert finding.key in [f.key for f in reviewer.waived]
    assert finding.key not in [f.key for f in reviewer.findings]
    assert [f.key for f in Reviewer(book, QINGHAI).waived] == [finding.key]
    step = history.run(commands.set_cell(finding.node, "category", "31部门预算项目"))
    assert step is not None
    reviewer.update(step.changes)
    assert finding.key in [f.key for f in reviewer.findings]
    assert reviewer.waived == []


def test_a_finding_without_a_cell_is_waived_until_its_figures_change() -> None:
    book = form_2024()
    row = next(row for row in book.indicators() if row.name == "城镇新增就业人数" and row.weight is None)
    benefit = next(r for r in book.indicators(row.parent) if r.name == "享受公益性岗位补贴人员数量")
    commands_run = [commands.set_cell(row.id, "weight", "10"), commands.set_cell(benefit.id, "weight", "5")]
    for wish in commands_run:
        History(book).run(wish)
    reviewer, finding, _ = waived(book, "level-split")
    assert [f.rule for f in reviewer.waived] == ["level-split"]
    History(book).run(commands.set_cell(row.id, "weight", "9"))
    History(book).run(commands.set_cell(benefit.id, "weight", "6"))
    assert [f.rule for f in Reviewer(book, QINGHAI).waived] == []
    assert finding.rule in [f.rule for f in Reviewer(book, QINGHAI).findings]


def test_taking_a_declaration_back_brings_the_finding_back() -> None:
    reviewer, finding, history = waived(form_2024(), "category-office")
    step = history.undo()
    assert step is not None
    assert reviewer.update(step.changes) == {finding.node}
    assert finding.key in [f.key for f in reviewer.findings]


def test_a_profile_can_switch_a_rule_off_and_raise_another() -> None:
    book = form_2024()
    reviewer = Reviewer(book, QINGHAI)
    reviewer.set_profile(replace(QINGHAI, severities={"unit-place": "off", "name-spending": "warning"}))
    severities = {finding.rule: finding.severity for finding in reviewer.findings}
    assert "unit-place" not in severities
    assert severities["name-spending"] == "warning"
    assert told(reviewer.findings) == told(review(book, reviewer.profile))


def test_a_review_done_little_by_little_finds_what_a_full_one_finds() -> None:
    book, profile = form_2024(), profiles.load()
    reviewer = Reviewer(book, profile, at_once=False)
    assert not reviewer.go_on(0)
    while not reviewer.go_on(0):
        pass
    assert [(f.key, f.message) for f in reviewer.findings] == [(f.key, f.message) for f in review(book, profile)]
