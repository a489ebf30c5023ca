"""Every rule once: its id, group, severity, words for the clerk, where it comes from, and the function that checks.

A rule function is pure: it reads a view (or the members of one index bucket) and yields hits. How findings are kept
up to date is the reviewer's business; docs/rules.md is written from here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeVar

from ..domain.findings import Fix, Severity

Scope = Literal["row", "project", "unit", "book", "shared"]
Basis = Literal["regulation", "profile", "form", "practice"]
Certainty = Literal["sure", "likely", "unsure"]
# Which rows a row rule looks at at all: any; with a value in words; with a number in %, in another unit, without unit,
# or any number; carried over from last year.
When = Literal["any", "words", "percent", "amount", "bare", "number", "last"]
Check = Callable[..., Iterable["Hit"]]
F = TypeVar("F", bound=Check)

GROUPS: dict[str, str] = {
    "required": "必填内容",
    "weights": "分值权重",
    "quantity": "性质、指标值与度量单位",
    "names": "指标名称",
    "consistency": "前后一致",
    "codes": "编码与类别",
    "budget": "预算金额",
    "years": "年度",
    "goals": "绩效目标",
    "wording": "用语",
    "last_year": "与上年比较",
    "settings": "填报规则",
}
BASIS_WORDS: dict[str, str] = {
    "regulation": "预算绩效管理制度",
    "profile": "填报规则",
    "form": "批复表通行式样",
    "practice": "审核惯例",
}


class Hit(NamedTuple):
    """What a rule function yields: the cell, what is wrong and what to do; `severity` when it is not the rule's own."""

    node: int
    field: str | None
    message: str
    fixes: tuple[Fix, ...] = ()
    others: tuple[int, ...] = ()
    severity: Severity | None = None


class Member(NamedTuple):
    """One entry of an index bucket: the node it is about, the project (or unit, or book) it came from, its value."""

    node: int
    scope: int
    value: Any


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `why` is for the clerk, `source` for the curious; `yields_to`: rules that say the same cause better."""

    id: str
    group: str
    severity: Severity
    title: str
    why: str
    basis: Basis
    certainty: Certainty
    source: str
    wrong: str
    right: str
    scope: Scope
    check: Check
    index: str | None = None
    yields_to: tuple[str, ...] = ()
    when: When = "any"

    def basis_text(self, profile_title: str) -> str:
        """Return where the rule comes from, in words for the clerk; 参考 when it is not certain."""
        words = BASIS_WORDS[self.basis] + (f"“{profile_title}”" if self.basis == "profile" else "")
        return words if self.certainty == "sure" else f"{words}（参考）"


RULES: dict[str, Rule] = {}

Entries = Iterable[tuple[Hashable, int, Any]]


@dataclass(frozen=True, slots=True)
class Index:
    """Facts gathered over the whole book by key: what a project, a unit and the book itself contribute.

    A bucket with fewer than `least` entries is never checked, nor one whose values are all of one `kind`.
    """

    name: str
    sources: Mapping[str, Callable[[Any], Entries]]
    least: int = 1
    kind: Callable[[Any], Hashable] | None = None


INDEXES: dict[str, Index] = {}


def index(
    name: str,
    *,
    least: int = 1,
    kind: Callable[[Any], Hashable] | None = None,
    **sources: Callable[[Any], Entries],
) -> Index:
    """Register an index; `project`, `unit` and `book` yield (key, node, value) from a view of that scope."""
    INDEXES[name] = Index(name, sources, least, kind)
    return INDEXES[name]


def rule(
    rule_id: str,
    group: str,
    severity: Severity,
    title: str,
    *,
    why: str,
    source: str,
    wrong: str,
    right: str,
    basis: Basis = "practice",
    certainty: Certainty = "likely",
    scope: Scope = "row",
    index: str | None = None,
    yields_to: tuple[str, ...] = (),
    when: When = "any",
) -> Callable[[F], F]:
    """Register the decorated function as a rule. Raises ValueError when the id stands twice or the group is unknown."""
    if rule_id in RULES or group not in GROUPS or (scope == "shared") != (index in INDEXES):
        raise ValueError(f"rule {rule_id} is registered twice, or its group or index is unknown")

    def register(check: F) -> F:
        words = (rule_id, group, severity, title, why, basis, certainty, source, wrong, right)
        RULES[rule_id] = Rule(*words, scope, check, index, yields_to, when)
        return check

    return register
