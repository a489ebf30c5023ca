"""Which column holds what: the words that header cells use, two-row headers, headers glued to their first data row.

Source of the words: published forms of several provinces (docs/reading.md lists them).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ...domain import terms
from ..tables import Cell, Row
from ..texts import squeeze
from . import content

ENOUGH = 4
WIDEST = 80

_WORDS: dict[str, str] = {
    "unit": "单位名称 预算单位 单位编码及名称 单位编码名称 预算单位名称 单位 预算单位编码及名称 填报单位 "
    "项目单位 实施单位",
    "unit_code": "单位编码 单位代码 预算单位编码 预算单位代码",
    "project": "项目名称 项目支出 支出项目 项目 支出项目名称 项目支出名称 项目编码及名称 项目编码名称 项目代码及名称 "
    "专项名称 专项资金名称",
    "project_code": "项目编码 项目代码 项目编号",
    "category": "项目类别 项目属性 项目类型 类别",
    "budget": "预算数 年度预算安排 年度资金总额 项目预算资金 当年预算 预算金额 预算 年度预算 年度预算数 金额 资金总额 "
    "本年预算 当年预算数 预算安排 项目预算 项目资金 项目预算数 年初预算 年初预算数 年初预算安排 预算总额 "
    "预算资金 预算安排数 年度预算金额 项目金额 年度资金 申报预算 申报金额 安排金额",
    "fiscal_funds": "财政拨款 其中财政拨款 财政资金 其中财政资金 财政拨款资金 当年财政拨款 财政性资金 其中财政性资金",
    "other_funds": "其他资金 其它资金 其中其他资金 其他来源资金 非财政资金",
    "department": "主管部门 主管部门名称 主管单位 项目主管部门 业务主管部门 预算主管部门 主管部门及代码 一级预算单位",
    "objective": "绩效目标 年度目标 年度总体目标 总体目标 项目总体目标 年度绩效目标 总体绩效目标 项目绩效目标",
    "level1": "一级指标 一级 一级绩效指标 一级指标名称",
    "level2": "二级指标 二级 二级绩效指标 二级指标名称",
    "indicator": "三级指标 三级 三级绩效指标 指标名称 指标内容 绩效指标名称 绩效指标内容 三级指标名称",
    "comparator": "绩效指标性质 指标性质 计算符号 指标方向 性质 符号 运算符号 指标符号 绩效指标符号 比较符",
    "value": "绩效指标值 指标值 年度指标值 目标值 值 年度目标值 绩效目标值 指标目标值 本年指标值",
    "measure": "度量单位 计量单位 绩效度量单位 指标单位 指标值单位 绩效指标度量单位",
    "weight": "分值权重 权重 分值 指标权重 本年权重 指标分值 权重分值 绩效指标权重 分值权重其中预算执行率 本年分值",
    "skip": "指标方向性 绩效标准 评分标准 扣分标准 评扣分标准 指标解释 备注 序号 指标说明 评分细则 指标类型 行号 "
    "数据来源 指标值说明 指标属性 指标值类型 指标值确定依据 填报说明",
    "execution": "预算执行率 其中预算执行率 预算执行率分值",
}  # fmt: skip
_KEYS = {word: key for key, words in _WORDS.items() for word in words.split()}
_MONEY = re.compile(rf"[(:]?(?:单位:)?({content.MONEY_UNIT})\)?$")
_MONEY_WORD = re.compile(r"(?:[十百千]?万|[百千亿])元|(?<=[(:])元|元$")
_BRACKETS = re.compile(r"\([^()]*\)")
_PUNCTUATION = re.compile(r"[:;,、/|._*-]")
_UNIT_OR_PROJECT = re.compile(
    r"(?:项目|预算|填报|主管)?(?:单位|部门)(?:(名称)|(编码|代码))?[(/、,及和与]+(?:项目|专项)(?:支出)?(?:名称|编码|代码)?\)?"
)
"""One column for the names of units and, below each, of its projects."""
_GOAL = re.compile(r"(?:项目|支出|绩效|总体|预期|年度|本年度?|当年|20\d{2}年度?)*目标(?:内容|描述|任务|情况)?")
_LONG_GOAL = re.compile(r"(?:项目|绩效)*(?:中长期|中期|长期|实施期|项目期)(?:总体|绩效|项目|年度|总)*目标")
_BARE_INDICATOR = ("绩效指标", "指标", "考核指标")
"""What stands over the names of indicators where no column is for 三级指标; elsewhere it stands over the levels."""
_COMPOSED = {
    "comparator": re.compile(r"(?:指标|绩效|比较|运算|计算|逻辑|关系|判断|数学)+(?:符号?|方向|关系)"),
    "level1": re.compile(r"(?:指标)?一级(?:指标)?(?:名称|类别)?"),
    "level2": re.compile(r"(?:指标)?二级(?:指标)?(?:名称|类别)?"),
    "indicator": re.compile(
        r"(?:具体|个性|细化)?(?:指标)?三级(?:指标)?(?:名称|内容)?|(?:具体|个性|细化)指标(?:名称|内容)?"
    ),
    "value": re.compile(r"(?:指标|目标|计划|预期|考核|标准|设定)*(?:目标|标准|考核|计划|预期|设定|指标)?值"),
    "measure": re.compile(r"(?:指标值?|度量|计量|目标值|值)(?:的)?(?:计量|度量)?单位"),
    "weight": re.compile(
        r"(?:所占|得分|三级指标|指标|评价|考核|设定|标准|满分|赋)?(?:分值|权重|权数|赋分)(?:权重|权数|占比|比例|分配)?(?:万?分|%)?"
    ),
    "budget": re.compile(
        r"(?:全年|项目|申请|申报|拟?安排|下达|批复|核定|计划|财政|部门|预算)*(?:预算|资金|金额|经费|额度)"
        r"(?:资金|安排|申请|申报)?(?:额度|规模|金额|总额|总数|数额|数|额)?"
    ),
    "objective": re.compile(r"(?:项目)?(?:主要|实施|建设|工作|任务)*内容(?:及|和|与|、)?(?:绩效|年度|总体|预期)*目标"),
}
"""Header words put together from others; a column that one of `_WORDS` names goes before them."""
_YEAR = re.compile(r"20\d{2}(?=年)")
_OF_THE_YEAR = re.compile(r"^(?:20\d{2}年度?|本年度?|当年度?|年度)")
_WANTED = {
    "budget": re.compile(r"合计|小计|总计|总额|总数"),
    "value": re.compile(r"本年|当年|年度|目标|计划|预期"),
    "weight": re.compile(r"本年|当年|合计|分值"),
    "objective": re.compile(r"本年|当年|年度"),
}
"""Which of several columns under one wide header cell, or of several with one word, holds the form's own text."""
_BY_LENGTH = sorted((word for word in _KEYS if len(word) >= 2), key=len, reverse=True)
_PREFIX = re.compile("|".join(_BY_LENGTH))
_TAIL = re.compile(r"(?:\s*[(（](?:单位[:：])?万?元[)）])?(?:\s*其中[:：]?\s*预\s*算\s*执\s*行\s*率)?")
DEFAULT_ORDER = ("unit", "project", "category", "budget", "objective", "level1", "level2", "indicator", "comparator",
                 "value", "measure", "weight")  # fmt: skip


_LABELS = {
    "unit": "单位名称",
    "unit_code": "单位编码",
    "project": "项目名称",
    "project_code": "项目编码",
    "indicator": "三级指标",
    "measure": "度量单位",
    "value": "指标值",
}


def label(key: str) -> str:
    """Return the Chinese name of a column."""
    return _LABELS.get(key) or terms.label(key)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the fields of a form stand: column -> key, and whether its money is in 万元 or 元 (None: not said).

    `others` are columns that are not read although no word says so: their header text, and the key that it shares
    with a column that is read (None: the word is not known).
    """

    columns: Mapping[int, str]
    money: str | None = None
    stated: bool = True
    merged: frozenset[str] = field(default_factory=frozenset)
    others: Mapping[int, tuple[str, str | None]] = field(default_factory=dict)

    def order(self) -> list[tuple[int, str]]:
        """Return (column, key) from left to right, without the columns that are not read."""
        return [(column, key) for column, key in sorted(self.columns.items()) if key not in ("skip", "execution")]

    def column(self, key: str) -> int | None:
        """Return the column of a key, or None."""
        return next((column for column, name in self.columns.items() if name == key), None)


DEFAULT = Layout(dict(enumerate(DEFAULT_ORDER)), "万元", stated=False)


@lru_cache(maxsize=65536)
def key_of(text: str) -> str | None:
    """Return what a header cell announces, or None: blanks, brackets and their contents, punctuation do not count."""
    plain = squeeze(text[:80])
    if not plain or len(plain) > 40:
        return None
    if both := _UNIT_OR_PROJECT.fullmatch(plain):
        return "project_code" if both.group(2) else "project"
    bare = _PUNCTUATION.sub("", _BRACKETS.sub("", plain))
    unbracketed = _PUNCTUATION.sub("", plain.replace("(", "").replace(")", ""))
    return _KEYS.get(bare) or _KEYS.get(unbracketed) or _odd(bare) or _qualified(bare) or _composed(unbracketed)


def _qualified(bare: str) -> str | None:
    """Header words with the year they are about, and the many names of goals."""
    if _LONG_GOAL.fullmatch(bare):
        return "overall_objective"
    if _GOAL.fullmatch(bare):
        return "objective"
    words = _OF_THE_YEAR.sub("", bare).replace("绩效", "")
    return _KEYS.get(words) or _odd(words) or _composed(words)


def _composed(words: str) -> str | None:
    plain = _MONEY.sub("", words)
    return next((key for key, pattern in _COMPOSED.items() if pattern.fullmatch(plain)), None)


def _is_composed(text: str) -> bool:
    """True when a header word is none of `_WORDS`, only put together like them."""
    bare = _PUNCTUATION.sub("", _BRACKETS.sub("", squeeze(text)))
    return bare not in _KEYS and not _odd(bare) and _OF_THE_YEAR.sub("", bare) == bare and bool(_composed(bare))


def _odd(bare: str) -> str | None:
    """Header words with 万元 or 元 that stands there without brackets."""
    found = _MONEY.search(bare)
    return _KEYS.get(bare[: found.start()]) if found else None


def keys_in(row: Row) -> set[str]:
    """Return the different header words of a row."""
    return {key for _, cell in row.filled() if (key := key_of(cell.text))}


def money_of(texts: Iterable[str]) -> str | None:
    """Return the unit of money (万元, 元, 千元 …) when a header of the money column says one."""
    for text in texts:
        found = _MONEY_WORD.search(squeeze(text))
        if found:
            return found.group()
    return None


def header_at(rows: Sequence[Row], start: int) -> tuple[Layout, int] | None:
    """Return the layout of a header that begins at row `start`, and how many rows it takes; None when none does."""
    first = rows[start]
    if first.blank or len(first.cells) > WIDEST:
        return None
    keys = keys_in(first)
    if len(keys) < 2:
        return None
    taken = 1
    while taken < 3 and start + taken < len(rows):
        if not _is_subheader(rows[start + taken]) and not _hangs(first, rows[start + taken]):
            break
        taken += 1
    layout = _layout(rows[start : start + taken])
    good = set(layout.columns.values()) - {"skip", "execution"}
    if len(good) < ENOUGH or not good & {"indicator", "value", "weight"}:
        return None
    return layout, taken


def _is_subheader(row: Row) -> bool:
    cells = [cell.text for _, cell in row.filled()]
    return bool(cells) and all(_sub(text) for text in cells)


def _hangs(header: Row, row: Row) -> bool:
    """True when a header cell is merged down over this row: it is a further header row, whatever its words."""
    column = next((column for column, cell in enumerate(row.cells) if cell.covered or not cell.blank), len(row.cells))
    below = row.cells[column : column + 1]
    over = header.cells[column : column + 1]
    return bool(below and over) and below[0].covered and not row.blank and key_of(over[0].text) is not None


def _sub(text: str) -> bool:
    plain = _PUNCTUATION.sub("", squeeze(text))
    return key_of(text) is not None or plain in {
        "编码",
        "名称",
        "代码",
        "(万元)",
        "万元",
        "(元)",
        "元",
        "一",
        "二",
        "三",
    }


def column_keys(rows: Sequence[Row]) -> dict[int, str | None]:
    """Return what the header texts above each column announce, the same as often as it stands there."""
    return {column: _stack_key(stack) for column, stack in _stacks(rows).items()}


def _layout(rows: Sequence[Row]) -> Layout:
    stacks = _stacks(rows)
    keys = column_keys(rows)
    if "indicator" not in keys.values():
        keys |= {column: "indicator" for column, stack in stacks.items() if squeeze(stack[-1]) in _BARE_INDICATOR}
    seen_value = next((column for column, key in keys.items() if key == "value"), WIDEST)
    keys |= {column: "measure" for column, key in keys.items() if key == "unit" and column > seen_value}
    chosen = {key: _chosen(key, keys, stacks) for key in set(keys.values()) if key not in (None, "skip")}
    columns = {column: key if key and chosen.get(key) == column else "skip" for column, key in keys.items()}
    others = {
        column: (squeeze(stacks[column][-1]), key)
        for column, key in keys.items()
        if columns[column] == "skip" and key != "skip"
    }
    _share_goals(columns, others)
    money_column = next((stacks[column] for column, key in columns.items() if key == "budget"), [])
    return Layout(columns, money_of(money_column), others=others)


def _chosen(key: str | None, keys: Mapping[int, str | None], stacks: Mapping[int, Sequence[str]]) -> int | None:
    """Return which of the columns that announce one key is read.

    One that says so itself goes before those below a wide cell that says it; the latest year before the others. Parts
    of a sum or of several years are not taken for the whole: then none is read.
    """
    rivals = [column for column, other in keys.items() if other == key]
    wanted = _WANTED.get(key or "")
    own = [column for column in rivals if key_of(stacks[column][-1]) == key]
    own = [column for column in own if not _is_composed(stacks[column][-1])] or own
    if wanted is None or len(rivals) == 1:
        return (own or rivals)[0]
    if not own:
        return next((column for column in rivals if wanted.search(squeeze(stacks[column][-1]))), None)
    years = {column: found.group() for column in own if (found := _YEAR.search(squeeze("".join(stacks[column]))))}
    if len(years) == len(own):
        return max(years, key=lambda column: years[column])
    if key == "objective":
        return next((column for column in own if wanted.search(squeeze(stacks[column][-1]))), own[0])
    return own[0]


def _share_goals(columns: dict[int, str], others: dict[int, tuple[str, str | None]]) -> None:
    """Read a second goal column (总体目标 beside 年度目标) as the goal of all years."""
    if "overall_objective" in columns.values():
        return
    second = [column for column, (words, key) in others.items() if key == "objective" and "总" in words]
    if len(second) == 1:
        columns[second[0]] = "overall_objective"
        del others[second[0]]


def with_signs(layout: Layout, rows: Sequence[Row], is_sign: Callable[[str], bool]) -> Layout:
    """Return the layout whose sign column is the one that holds the signs, whatever the two headers say.

    Source: forms in which 指标性质 says 正向 or 反向 and 指标方向 holds the sign, and the other way round.
    """
    now = layout.column("comparator")
    rivals = [column for column, (_, key) in layout.others.items() if key == "comparator"]
    if now is None or not rivals:
        return layout
    count = {column: sum(is_sign(_text(row, column)) for row in rows) for column in (now, *rivals)}
    best = max(count, key=lambda column: count[column])
    columns = {**layout.columns, now: "skip", best: "comparator"}
    others = {column: other for column, other in layout.others.items() if column not in rivals}
    return replace(layout, columns=columns, others=others)


def with_levels(layout: Layout, rows: Sequence[Row], is_level: Callable[[str], bool]) -> Layout:
    """Return the layout whose column of level names is read although no header word says 一级 or 二级 (指标类型)."""
    if layout.column("level1") is not None or layout.column("level2") is not None:
        return layout
    for column in (column for column, key in layout.columns.items() if key == "skip"):
        texts = [text for row in rows if (text := _text(row, column).strip())]
        if texts and sum(map(is_level, texts)) * 2 > len(texts):
            others = {place: other for place, other in layout.others.items() if place != column}
            return replace(layout, columns={**layout.columns, column: "level2"}, others=others)
    return layout


def _text(row: Row, column: int) -> str:
    return row.cells[column].text if column < len(row.cells) else ""


def _stacks(rows: Sequence[Row]) -> dict[int, list[str]]:
    """Return the header texts above each column, the upper first; a wide upper cell counts for what it covers."""
    stacks: dict[int, list[str]] = {}
    for place, row in enumerate(rows):
        last = ""
        for column, cell in enumerate(row.cells):
            if not cell.blank:
                last = cell.text
                stacks.setdefault(column, []).append(cell.text)
            elif place + 1 < len(rows) and last and _under(rows[place + 1 :], column) and not stacks.get(column):
                stacks[column] = [last]
    return stacks


def _under(rows: Sequence[Row], column: int) -> bool:
    return any(column < len(row.cells) and not row.cells[column].blank for row in rows)


def _stack_key(stack: Sequence[str]) -> str | None:
    whole, lowest = key_of("".join(stack)), key_of(stack[-1])
    if lowest == "execution" and len(stack) > 1:
        return key_of(stack[0]) or lowest
    return whole or lowest or key_of(stack[0])


def unglue(row: Row) -> tuple[Row, Row] | None:
    """Take a row apart whose cells hold a header word and, right after it, the first datum; None for any other row."""
    if len(row.cells) > WIDEST:
        return None
    heads, data, glued = [], [], 0
    for cell in row.cells:
        found = _PREFIX.match(_start(cell.text)) if not cell.blank else None
        head, rest = _cut(cell.text, found.group()) if found else ("", cell.text)
        heads.append(Cell(head))
        data.append(Cell(rest))
        glued += bool(head and rest)
    header = Row(tuple(heads), row.place, row.page)
    if glued < 3 or len(keys_in(header)) < ENOUGH:
        return None
    return header, Row(tuple(data), row.place, row.page)


def _start(text: str) -> str:
    return squeeze(text[:60])


def _cut(text: str, word: str) -> tuple[str, str]:
    """Split a cell behind a header word whose characters may stand apart."""
    place, left = 0, list(word)
    while left and place < len(text):
        if squeeze(text[place]) == left[0]:
            left.pop(0)
        elif not text[place].isspace():
            return "", text
        place += 1
    tail = _TAIL.match(text, place)
    end = tail.end() if tail else place
    return text[:end], text[end:].strip(" \n:：")
