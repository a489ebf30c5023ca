"""Measurable words for vague indicators: from last year, the book, and the shipped patterns; never a figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jixiao_desktop import profiles
from jixiao_desktop.domain import commands
from jixiao_desktop.domain.book import Book, Target
from jixiao_desktop.domain.history import History
from jixiao_desktop.rules import review, rewrites
from jixiao_desktop.rules.rewriting import Pattern, Rewrite, patterns, subject

from .corpus import one_row
from .test_2024_form import form_2024

QINGHAI = profiles.load("qinghai-2024")


def vague(book: Book, name: str, value: str = "明显提高", **more: object) -> int:
    """Add a vague indicator to the project …792; return its id."""
    project = next(p for p in book.projects() if (p.code or "").endswith("792"))
    fields = {"level1": "效益指标", "level2": "社会效益", "name": name, "comparator": "定性", "value": value, **more}
    step = History(book).run(commands.add_indicator(project.id, fields))  # type: ignore[arg-type]
    assert step is not None
    return next(row.id for row in book.indicators(project.id) if row.name == name)


def told(found: tuple[Rewrite, ...]) -> list[tuple[str, str, str, str]]:
    return [(rewrite.name, rewrite.comparator, rewrite.unit, rewrite.origin) for rewrite in found]


def test_last_years_own_measure_comes_first_without_its_figure() -> None:
    book = form_2024()
    node = vague(book, "就业服务知晓情况", last=Target("≥", "87", "%"))
    first = rewrites(book, node)[0]
    assert told((first,)) == [("就业服务知晓情况", "≥", "%", "last")]
    History(book).run(first.command(node))
    assert (book.indicator(node).comparator, book.indicator(node).value, book.indicator(node).unit) == ("≥", None, "%")


def test_indicators_of_other_projects_that_speak_of_the_same_are_offered() -> None:
    book = form_2024()
    found = told(rewrites(book, vague(book, "失业人员再就业")))
    assert found[0] == ("失业人员再就业人数", "≥", "人", "book")


@pytest.mark.parametrize(
    ("name", "value", "offered"),
    [
        ("群众满意程度", "显著提升", ("群众满意度", "≥", "%")),
        ("政策宣传", "持续加强", ("政策知晓率", "≥", "%")),
        ("进一步提高农牧民收入", "有效", ("人均收入增长率", "≥", "%")),
        ("安全生产形势", "稳定", ("安全事故发生次数", "≤", "次")),
        ("管理制度", "逐步完善", ("新建或修订制度数量", "≥", "项")),
    ],
)
def test_usual_patterns_are_offered(name: str, value: str, offered: tuple[str, str, str]) -> None:
    book = form_2024()
    assert (*offered, "pattern") in told(rewrites(book, vague(book, name, value)))


def test_no_rewrite_brings_a_figure_of_its_own() -> None:
    book = form_2024()
    for name in ("公共就业服务水平", "群众满意程度", "社会保险补贴政策", "生态环境"):
        node = vague(book, name)
        for rewrite in rewrites(book, node):
            history = History(book)
            history.run(rewrite.command(node))
            assert book.indicator(node).value is None
            assert not any(character.isdigit() for character in rewrite.name)
            history.undo()


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.words[0])
def test_a_pattern_once_filled_in_is_a_sound_indicator(pattern: Pattern) -> None:
    for name in pattern.names:
        whole = name.replace("{subject}", "参训人员")
        level2 = "服务对象满意度" if "满意" in whole else "社会效益"
        value = "92" if pattern.unit == "%" else "2"
        case = one_row(f"{level2} | {whole} | {pattern.comparator} | {value} | {pattern.unit}")
        wrong = [finding.message for finding in case.findings() if finding.severity != "hint"]
        assert wrong == [], whole


def test_what_a_name_is_about_is_told_without_its_vague_words() -> None:
    assert subject("进一步提高群众生活水平") == "群众生活水平"
    assert subject("明显") == "明显"


def test_a_vague_indicator_rewritten_and_filled_in_is_no_finding_any_more() -> None:
    case = one_row("社会效益 | 群众知晓程度 | 定性 | 明显提高")
    book = case.book
    finding = next(f for f in review(book, QINGHAI) if f.rule == "value-vague")
    best = rewrites(book, finding.node)[0]
    History(book).run(best.command(finding.node))
    History(book).run(commands.set_cell(finding.node, "value", "90"))
    assert not [f for f in review(book, replace(QINGHAI)) if f.node == finding.node]
