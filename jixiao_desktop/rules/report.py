"""Findings as plain data and as lines of text, for the command line and for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ..domain import codes, terms
from ..domain.book import Book, Indicator, Project, Unit
from ..domain.findings import SEVERITY_LABELS, Finding


def place(book: Book, finding: Finding) -> tuple[Unit | None, Project | None, Indicator | None]:
    """Return the unit, project and indicator that a finding stands at, as far as it has them."""
    unit, project = book.ancestor(finding.node, "unit"), book.ancestor(finding.node, "project")
    row = book.ancestor(finding.node, "indicator")
    return (
        book.unit(unit) if unit else None,
        book.project(project) if project else None,
        book.indicator(row) if row else None,
    )


def to_json(book: Book, finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON-ready data: unit and project as codes, the indicator by name, the first fix in words."""
    unit, project, row = place(book, finding)
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "unit": unit.code if unit else None,
        "project": project.code if project else None,
        "indicator": row.name if row else None,
        "id": finding.node,
        "field": finding.field,
        "message": finding.message,
        "basis": finding.basis,
        "fix": finding.fixes[0].label if finding.fixes else None,
    }


def summary(findings: Sequence[Finding]) -> str:
    """Return the counts in words: 错误 1，警告 9，提示 12."""
    counts = Counter(finding.severity for finding in findings)
    return "，".join(f"{words} {counts[severity]}" for severity, words in SEVERITY_LABELS.items())  # type: ignore[index]


def where(book: Book, finding: Finding) -> str:
    """Return the place of a finding in a clerk's words: 就业补助资金 …0792 › 城镇新增就业人数 › 分值权重."""
    unit, project, row = place(book, finding)
    parts = []
    if project:
        parts.append(" ".join(filter(None, (project.name or "（未填项目名称）", codes.short(project.code)))))
    elif unit:
        parts.append(unit.label)
    if row:
        parts.append(row.name or "（未填指标名称）")
    if finding.field:
        parts.append(terms.label(finding.field, book.node(finding.node).kind))
    return " › ".join(parts) or "全表"


def to_text(book: Book, findings: Sequence[Finding]) -> str:
    """Return the findings as lines of text, under a line of counts."""
    lines = [f"{terms.FINDINGS}：{summary(findings)}。"]
    for finding in findings:
        fixes = f"〔可{'、'.join(fix.label for fix in finding.fixes)}〕" if finding.fixes else ""
        lines.append(f"{SEVERITY_LABELS[finding.severity]}　{where(book, finding)}：{finding.message}{fixes}")
    return "\n".join(lines)
