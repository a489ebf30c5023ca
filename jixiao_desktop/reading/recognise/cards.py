"""Forms of one project each (单项申报表): labels beside their values, above a grid of indicators.

A card begins at a row that gives 项目名称 a value; what its rows say is told by the words of their labels, wherever
they stand. The grid below is read as any other table. Source of the words: published forms (docs/reading.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..tables import Cell, Row
from ..texts import squeeze
from . import content, headers, noise

_WORDS: dict[str, str] = {
    "project": "项目名称 项目支出名称 支出项目名称 项目名称及编码 项目名称及代码 项目编码及名称 专项名称 专项资金名称",
    "project_code": "项目编码 项目代码 项目编号",
    "unit": "单位名称 预算单位 预算单位名称 填报单位 申报单位 编制单位 填表单位 单位编码及名称 基层预算单位",
    "department": "主管部门 主管部门名称 主管部门及代码 主管部门及编码 主管单位 项目主管部门 业务主管部门 预算主管部门 "
    "主管预算部门 一级预算部门 主管部门代码及名称",
    "implementer": "实施单位 项目实施单位 具体实施单位 项目单位 用款单位 资金使用单位 项目承担单位 项目实施部门",
    "attribute": "项目属性 项目性质",
    "category": "项目类别 项目类型 项目分类",
    "period": "项目期 项目期限 项目周期 起止时间 项目起止时间 起止年限 项目起止年限 项目实施期 实施期 实施期限 "
    "项目实施期限 实施时间 项目实施时间 项目年限 项目存续期",
    "budget": "年度资金总额 资金总额 年度资金 年度预算 年度预算数 年度预算安排 当年预算 当年预算数 本年预算 预算数 "
    "预算金额 项目预算 项目预算资金 年度预算资金总额 本年预算资金总额 预算资金总额 申请资金总额 年度预算申请 "
    "年初预算数 年度预算总额 年度资金申请总额 资金总额年度",
    "fiscal_funds": "财政拨款 财政资金 财政拨款资金 当年财政拨款 本年财政拨款 年度财政拨款 财政性资金 当年财政资金",
    "other_funds": "其他资金 其它资金 其他来源资金 非财政资金",
    "objective": "年度目标 年度绩效目标 年度总体目标 年度总体绩效目标 年度预期目标 绩效目标 项目绩效目标 当年绩效目标 "
    "当年目标 目标 本年度目标 本年度绩效目标 预期目标 项目年度目标 项目年度绩效目标",
    "goal": "总体目标 总体绩效目标 项目总体目标 项目总体绩效目标 总目标 项目总目标",
    "overall_objective": "中期目标 中期绩效目标 中期总体目标 实施期目标 实施期总目标 实施期绩效目标 长期目标 "
    "长期绩效目标 项目期目标",
    "year": "年度 预算年度 项目年度 填报年度",
    "skip": "中期资金总额 实施期资金总额 项目资金总额 项目总投资 总投资 全年预算数 全年执行数 实际完成情况 执行率 "
    "上年结转资金 上年结转 项目负责人 联系人 联系电话 项目概况 项目概述 项目简介 立项依据 项目立项依据 立项必要性 "
    "项目立项必要性 保证措施 项目实施计划 实施计划 其他说明 其他需要说明的问题 备注 绩效指标 项目资金 资金情况 "
    "项目资金情况 资金来源 一般公共预算 政府性基金 政府性基金预算 国有资本经营预算 事业收入 "
    "资金用途 资金管理办法 项目内容 中期",
}  # fmt: skip
_KEYS = {word: key for key, words in _WORDS.items() for word in words.split()}
FUNDS = ("fiscal_funds", "other_funds")
MONEY = ("budget", *FUNDS)
GOALS = ("objective", "goal", "overall_objective")
_HEADING = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]|^其中[:：]?|^[①-⑩]")
_MARKS = re.compile(r"[(（][^()（）]*[)）]|[:：;,、/|._*\-]")
_SAME_CELL = re.compile(r"\s*([^:：\n]{2,16})[:：]\s*(.+)", re.DOTALL)
_LABEL = 12
"""No unknown label is longer than so many characters."""
_YEAR = re.compile(r"[(（]?(20\d{2})年?度?[)）]?")


@dataclass(slots=True)
class Card:
    """What stands above (and, by a page break, inside) the grid of one project's form: field -> the cell that says it.

    `money` is 万元 or 元 where a label says so, `unread` what was passed over since a book holds only one year,
    `homeless` what stands on the form and in no field of a book.
    """

    row: Row
    cells: dict[str, Cell] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    money: str | None = None
    title: str | None = None
    year: int | None = None
    unread: list[str] = field(default_factory=list)
    homeless: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _waiting: dict[int, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return what the form says of a field, "" for nothing."""
        cell = self.cells.get(key)
        return cell.text.strip() if cell else ""

    def take(self, row: Row) -> None:
        """Read one row of labels and values; a goal or an amount may stand below its label."""
        found = list(pairs(row))
        self._seen.update(key for key, *_ in found)
        below = [(column, cell) for column, cell in row.filled() if column in self._waiting and not label_of(cell.text)]
        for column, answer in below:
            self._keep(self._waiting[column], column, answer)
        self.homeless += _homeless(row, [*(cell for _, cell in below), *(cell for *_, cell in found if cell)])
        self._waiting = {column: key for key, column, _, cell in found if cell is None and key in GOALS + MONEY}
        for key, column, words, cell in found:
            self.money = self.money or (headers.money_of([words]) if "元" in words else None)
            if key == "skip" and words.startswith(("中期", "实施期")) and cell:
                self.unread.append(words)
                self.columns["term"] = column
            elif key == "skip" and cell and content.money(cell.text) != 0:
                self.homeless.append(words.rstrip(":"))
            elif cell and key in GOALS and self.columns.get(key) == column:
                self._go_on(key, cell)
            elif cell and key != "skip":
                self._keep(key, column, cell)

    def _keep(self, key: str, column: int, cell: Cell) -> None:
        if key in MONEY and content.money(cell.text) is None and any(char.isalpha() for char in cell.text[:1]):
            return
        if key == "year":
            self.year = self.year or _year(cell.text)
            return
        if key not in self.cells or self._stands_better(key, column):
            self.cells[key], self.columns[key] = cell, column

    def _go_on(self, key: str, cell: Cell) -> None:
        """Add what follows of a goal that a page break parted: its label stands again, right below."""
        before, more = self.text(key), cell.text.strip()
        if squeeze(more) != squeeze(before):
            parted = "\n" if more.startswith("目标") and "\n目标" in before + more else ""
            self.cells[key] = Cell(before + parted + more)

    def _stands_better(self, key: str, column: int) -> bool:
        """True for the second 财政拨款 of a row when the first belongs to the years of a 中期 total before it."""
        term, total = self.columns.get("term"), self.columns.get("budget")
        return key in MONEY and term is not None and total is not None and term < total <= column

    def preface(self, rows: Iterable[Row]) -> None:
        """Read the lines above 项目名称: title, year, 单位：万元, and labels with their values."""
        lines = list(rows)
        self.title = noise.title_of(lines)
        self.money = noise.money_of(lines)
        self.year = next((year for row in lines for _, cell in row.filled() if (year := _year(cell.text))), None)
        for row in lines:
            self.take(row)
        self.homeless.clear()  # titles and remarks

    def settle(self) -> None:
        """Decide what 总体目标 is: that of all years on a form that has a place for a 年度目标, else the goal."""
        goal = self.cells.pop("goal", None)
        if goal:
            self.cells.setdefault("overall_objective" if "objective" in self._seen else "objective", goal)
        attribute = self.cells.get("attribute")
        if attribute and "category" not in self.cells and content.is_category(attribute.text):
            self.cells["category"] = self.cells.pop("attribute")


def _homeless(row: Row, read: Sequence[Cell]) -> Iterator[str]:
    """Yield what a row says beside its known labels and their values: long texts, and what follows an unknown label."""
    label = ""
    for column, cell in row.filled():
        text = squeeze(cell.text)
        if any(cell is each for each in read) or label_of(text) or any(True for _ in _inside(column, cell)):
            label = ""
        elif label or len(text) > _LABEL:
            yield f"{label}：{text}" if label else text
            label = ""
        else:
            label = text


def _year(text: str) -> int | None:
    found = _YEAR.fullmatch(squeeze(text))
    return int(found.group(1)) if found else None


@lru_cache(maxsize=65536)
def label_of(text: str) -> str | None:
    """Return which field of a card a label announces, or None for any other text."""
    plain = squeeze(text[:60])
    if not plain or len(plain) > 40:
        return None
    bare = _MARKS.sub("", _HEADING.sub("", plain))
    return _KEYS.get(bare) or _KEYS.get(re.sub(rf"{content.MONEY_UNIT}$", "", bare)) or _KEYS.get(_MARKS.sub("", plain))


def pairs(row: Row) -> Iterator[tuple[str, int, str, Cell | None]]:
    """Yield (field, column, the label's words, the cell with its value or None) of a row's labels from left to right.

    The value stands in the label's own cell behind a colon, or in the next one; a blank cell is no value.
    """
    filled = row.filled()
    alone = sum(1 for _, cell in filled if label_of(cell.text)) == 1
    for place, (column, cell) in enumerate(filled):
        key = label_of(cell.text)
        if key is None:
            yield from _inside(column, cell)
            continue
        beside = filled[place + 1] if place + 1 < len(filled) else None
        value = beside[1] if beside and _is_next(row, column, beside[0], alone and len(filled) == 2) else None
        words = squeeze(cell.text)
        is_value = value is not None and label_of(value.text) is None and not any(True for _ in _inside(0, value))
        yield key, column, words, value if is_value else None


def _inside(column: int, cell: Cell) -> Iterator[tuple[str, int, str, Cell | None]]:
    """A label and its value in one cell: 年度资金总额：50万元."""
    for line in cell.text.splitlines() if "\n" in cell.text else [cell.text]:
        found = _SAME_CELL.fullmatch(line)
        key = label_of(found.group(1)) if found else None
        if found and key:
            yield key, column, squeeze(found.group(1)), Cell(found.group(2).strip())


def _is_next(row: Row, label: int, value: int, alone: bool) -> bool:
    between = row.cells[label + 1 : value]
    return alone or all(cell.covered for cell in between)


def begins(row: Row) -> bool:
    """True for the row in which a card begins: 项目名称 with a value beside it."""
    return any(key == "project" and cell for key, _, _, cell in pairs(row))


def goes_on(row: Row) -> bool:
    """True for a row inside or below a grid that carries a goal on, or says what no book holds (备注)."""
    filled = row.filled()
    key = label_of(filled[0][1].text) if filled else None
    return key in GOALS or (key == "skip" and len(filled) <= 2)


def is_between(row: Row) -> bool:
    """True for a line that may stand between two forms: title, year, signatures, page number, a remark, labels."""
    filled = row.filled()
    if len(filled) <= 1 or noise.is_noise(row):
        return True
    return label_of(filled[0][1].text) not in (None, "skip")


def annual_half(layout: headers.Layout, rows: Sequence[Row], body: Sequence[Row]) -> headers.Layout | None:
    """Return the layout of a grid's annual half when it has one for 中期 and one for the year side by side, else None.

    The year's half is the one whose upper header says 年度, else the right one; a right half without texts is none.
    """
    keys = headers.column_keys(rows)
    names = [column for column, key in keys.items() if key == "indicator"]
    if len(names) != 2:
        return None
    starts = [column for column, key in keys.items() if key == "level2" and names[0] < column < names[1]]
    split = min(starts, default=names[1])
    if not any(not cell.blank for row in body for cell in row.cells[split:]):
        return None
    left_is_annual = any("年度" in squeeze(cell.text) for row in rows[:1] for cell in row.cells[:split])
    right_is_annual = any("年度" in squeeze(cell.text) for row in rows[:1] for cell in row.cells[split:])
    wanted = {c: k for c, k in keys.items() if (c < split) == (left_is_annual and not right_is_annual)}
    level1 = {c: k for c, k in keys.items() if k == "level1"}
    columns = dict.fromkeys(keys, "skip") | level1 | {c: k or "skip" for c, k in wanted.items()}
    return headers.Layout(columns, layout.money)
