"""The rules as a page to read: docs/rules.md and the rule page in the program, both made from the registry.

python -m jixiao_desktop.rules.document > docs/rules.md
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

from ..domain.findings import SEVERITY_LABELS
from .loading import GROUPS, RULES
from .registry import BASIS_WORDS, Rule

CERTAINTY_WORDS = {"sure": "确定", "likely": "较有把握", "unsure": "没有把握，仅供参考"}
SEVERITY_WORDS = {
    "error": "必填内容空着、分值合计不对、一个编码在同一单位出现两次、整格只有占位符",
    "warning": "很可能不对：级别分值与填报规则不符、名称与单位不匹配、名称被截断、重复",
    "hint": "值得看一眼：用语、类别、绩效目标、与上年比较",
}
# What a reviewer looks at and no rule can: the kind, and why.
NOT_CHECKED = (
    (
        "指标值定得高还是低",
        "要对照行业标准、历年完成情况和本单位实际；程序只比上年值，并指出达不到考核作用的要求（≥ 0、≤ 100%）。",
    ),
    (
        "目标里的每句话是否都有指标衡量",
        "要读懂句子；程序只核对目标里带单位的数字有没有对应的指标，并在“目标与指标”里按用字列出哪句对哪条，供核对。",
    ),
    (
        "任意的错别字和不通顺的话",
        "要懂语言；程序只认常见错字、与本表别处只差一个同音或形近字的名称、雷同目标之间的差别。",
    ),
    (
        "名称相近的两条指标是不是一回事",
        "“就业人数”与“再就业人数”是两回事；只差“率”、同音字、叠字的才提出，其余不作声。",
    ),
    (
        "项目该归哪一类",
        "各地口径不同；程序只把列在特定目标类的办公支出合并提示一次。",
    ),
    (
        "没有上年数和控制数时，元和万元是否弄混",
        "单看一个金额分不出来；有上年预算或控制数、相差一万倍时才提出。",
    ),
    (
        "文号、政策依据是否存在",
        "程序不联网。",
    ),
    (
        "佐证材料是否齐全、数字是否真实",
        "不在表里。",
    ),
    (
        "分值是否分给了最要紧的指标",
        "除填报规则规定的各级分值外没有标准；只提示大分值压在一条“为零”指标上。",
    ),
    (
        "沿用上年的指标今年是否还合适",
        "编制下年度后只用一条汇总代替逐条提示，由填报人逐条核对。",
    ),
)


def text() -> str:
    """Return the page as Markdown, in Chinese."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    counts = Counter(rule.severity for rule in RULES.values())
    yield "# 检查规则"
    yield ""
    yield f"共 {len(RULES)} 条。"
    yield "检查不拦录入和保存；确属实情的，选“属实，填写说明…”，这一格改动之前不再提出，说明印在自查表上。"
    yield "每条的级别可以在填报规则里改。同一个原因只提一次。"
    yield ""
    yield "| 级别 | 条数 | 什么情形 |"
    yield "|---|---|---|"
    for severity, label in SEVERITY_LABELS.items():
        yield f"| {label} | {counts[severity]} | {SEVERITY_WORDS[severity]} |"  # type: ignore[index]
    for group, title in GROUPS.items():
        yield from _group(title, [rule for rule in RULES.values() if rule.group == group])
    yield from ("", "## 不由程序检查的", "", "| 内容 | 原因 |", "|---|---|")
    yield from (f"| {kind} | {reason} |" for kind, reason in NOT_CHECKED)


def _group(title: str, rules: list[Rule]) -> Iterator[str]:
    yield from ("", f"## {title}")
    for rule in rules:
        yield from ("", *lines_of(rule))


def lines_of(rule: Rule) -> tuple[str, ...]:
    """Return what the page says of one rule."""
    return (
        f"### {rule.title}",
        "",
        f"{SEVERITY_LABELS[rule.severity]} · `{rule.id}`",
        "",
        rule.why,
        "",
        f"- 错：{rule.wrong}",
        f"- 对：{rule.right}",
        f"- 依据：{BASIS_WORDS[rule.basis]}（{CERTAINTY_WORDS[rule.certainty]}）；来源：{rule.source}",
    )


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(text())
