"""The glossary: every field of a book once, with its Chinese label, its header on the form and a line of help.

Headers, messages, dialogs, Excel and PDF read the words from here.
Source of the header words: the approved 2024 form of a county office; of the help lines: the field's practice.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the field: `key` in code, `label` on screen, `header` on the form, `help` for the clerk."""

    key: str
    label: str
    header: str
    help: str


_ALL = (
    Term("unit_name", "单位名称", "单位名称", "单位编码和名称，如 723001-××局(本级)"),
    Term("code", "项目编码", "项目编码", "21 位：区划 9 位 + 年度 2 位 + 类别字母 + 流水 9 位"),
    Term("name", "名称", "项目名称", "与预算系统中的名称一致"),
    Term("project_name", "项目名称", "项目名称", "与预算系统中的名称一致"),
    Term("category", "项目类别", "项目类别", "1-人员类、2-运转类、3-特定目标类"),
    Term("budget", "预算数", "预算数(万元)", "单位：万元，保留两位小数"),
    Term("control", "控制数", "控制数(万元)", "财政下达的控制数，单位：万元"),
    Term("last_budget", "上年预算", "上年预算(万元)", "上一年度的预算数，单位：万元"),
    Term("objective", "绩效目标", "绩效目标", "本年度要达到的目标，可分目标1、目标2填写"),
    Term("overall_objective", "总体目标", "总体目标", "跨年度项目在整个项目期要达到的目标；只有一年的项目不用填"),
    Term("execution_weight", "预算执行率分值", "其中：预算执行率", "预算执行率所占分值，不单列指标行"),
    Term("level1", "一级指标", "一级指标", "产出指标、效益指标、满意度指标"),
    Term("level2", "二级指标", "二级指标", "数量、质量、时效、效益、满意度等"),
    Term("indicator_name", "三级指标", "三级指标", "具体指标的名称"),
    Term("comparator", "性质", "绩效指标性质", "≥ ≤ = > < 或 定性"),
    Term("value", "指标值", "绩效指标值", "要达到的数值；定性指标写文字"),
    Term("unit", "度量单位", "度量单位", "人、%、个、次、件、项……"),
    Term("weight", "分值权重", "分值权重", "本条指标的分值"),
    Term("last", "上年值", "上年值", "上一年度的性质、指标值和单位"),
    Term("change", "较上年", "较上年", "与上年值相比的变化"),
    Term("year", "年度", "年度", "预算年度"),
    Term("stage", "阶段", "阶段", "一上稿、控制数、二上稿、批复稿、调整稿"),
    Term("title", "表名", "表名", "印在表头的名称"),
)

TERMS: dict[str, Term] = {term.key: term for term in _ALL}

_BY_KIND = {"unit": {"name": "unit_name"}, "project": {"name": "project_name"}, "indicator": {"name": "indicator_name"}}

PROGRAM = "绩效目标编报"
UNREVIEWED = "未核对"
PROFILE = "填报规则"
FINDINGS = "检查结果"
DOUBTS = "待核对项"
ROLLOVER = "编制下年度"
TOTAL = "合计"


def label(field: str, kind: str = "") -> str:
    """Return the Chinese label of a field; `kind` (unit, project, indicator) tells the three names apart.

    An unknown field is returned as it stands.
    """
    if kind == "unit" and field == "code":
        return "单位编码"
    term = TERMS.get(_BY_KIND.get(kind, {}).get(field, field))
    return term.label if term else field
