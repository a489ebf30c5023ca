"""Which column of a pasted block is which field, and whether each cell fits there. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...domain import framework, quantity
from .blocks import Block

SKIP = ""
LABELS = {
    SKIP: "不粘贴",
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "名称",
    "comparator": "性质",
    "value": "指标值",
    "unit": "度量单位",
    "weight": "分值权重",
    "last_budget": "上年预算",
    "control": "控制数",
    "budget": "本年预算",
}
INDICATOR_FIELDS = ("level1", "level2", "name", "comparator", "value", "unit", "weight")
PROJECT_FIELDS = ("name", "last_budget", "control", "budget")

# Header words of official forms and of this program (docs/rules.md); compared without blanks.
_HEADERS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标 指标名称 指标内容 项目名称 项目/指标名称 名称",
    "comparator": "性质 绩效指标性质 指标性质 计算符号 指标方向",
    "value": "指标值 绩效指标值 年度指标值 目标值",
    "unit": "度量单位 计量单位 单位",
    "weight": "分值权重 权重 分值 指标权重 本年权重",
    "last_budget": "上年预算 上年预算(万元) 上年预算数",
    "control": "控制数 控制数(万元)",
    "budget": "本年预算 预算数 预算数(万元) 年度预算",
}
_BY_HEADER = {word: field for field, words in _HEADERS.items() for word in words.split()}


def _empty(text: str) -> bool:
    return not text.strip()


def _is_sign(text: str) -> bool:
    return quantity.parse_comparator(text) is not None or quantity.split(text).comparator is not None


def _is_unit(text: str) -> bool:
    return len(text.strip()) <= 12 and quantity.parse_number(text) is None and not _is_sign(text)


def _is_number(text: str) -> bool:
    return quantity.parse_number(text.removesuffix("分").removesuffix("万元")) is not None


# Whether a text may stand in a field, and what to say when it may not.
_FITS: dict[str, tuple[Callable[[str], bool], str]] = {
    "level1": (lambda text: framework.canonical_level1(text) is not None, "不是一级指标的名称"),
    "level2": (lambda text: framework.canonical_level2(text) is not None, "不是二级指标的名称"),
    "name": (lambda text: not _is_number(text) and quantity.parse_comparator(text) is None, "不像名称"),
    "comparator": (_is_sign, "不是 ≥ ≤ = > < 定性"),
    "value": (lambda _text: True, ""),
    "unit": (_is_unit, "不像度量单位"),
    "weight": (_is_number, "不是分值"),
    "last_budget": (_is_number, "不是金额"),
    "control": (_is_number, "不是金额"),
    "budget": (_is_number, "不是金额"),
}


def verdict(field: str, text: str) -> str:
    """Return why a text does not fit a field, "" when it does. Empty cells fit everywhere."""
    if field == SKIP or _empty(text):
        return ""
    fits, problem = _FITS[field]
    return "" if fits(text) else problem


def header_fields(row: Sequence[str]) -> list[str] | None:
    """Return the fields that a header row names, None when the row is no header."""
    fields = [_BY_HEADER.get("".join(cell.split()), SKIP) for cell in row]
    return fields if sum(field != SKIP for field in fields) >= 2 else None


def guess(block: Block, allowed: Sequence[str]) -> list[str]:
    """Return a field for each column by what stands in it; a column that fits nothing is not pasted."""
    width = max(map(len, block), default=0)
    taken: list[str] = []
    for column in range(width):
        texts = [row[column] for row in block if column < len(row) and not _empty(row[column])]
        taken.append(_likeliest(texts, [field for field in allowed if field not in taken], taken))
    return taken


def _likeliest(texts: list[str], free: list[str], before: list[str]) -> str:
    if not texts:
        return SKIP
    for field in _order(free, before):
        good = sum(not verdict(field, text) for text in texts)
        if good >= 0.8 * len(texts) and (field != "name" or max(map(len, texts)) > 3):
            return field
    return SKIP


def _order(free: list[str], before: list[str]) -> list[str]:
    """Most telling fields first; a number after the unit or a value is the weight."""
    later = "value" in before
    telling = ["level1", "level2", "comparator", *(["weight"] if later else []), "name", "unit", "value", "weight"]
    telling += ["last_budget", "control", "budget"]
    if "value" in free and "comparator" in before:
        telling.insert(0, "value")
    return [field for field in telling if field in free]


def fits(block: Block, fields: Sequence[str]) -> bool:
    """True when every cell of a block may stand where it is mapped, and nothing is left out."""
    return all(
        column < len(fields) and fields[column] != SKIP and not verdict(fields[column], text)
        for row in block
        for column, text in enumerate(row)
        if not _empty(text)
    )
