"""What stands in each cell: texts, the sums of a project, and how this year compares with the last. No Qt here.

Numbers are derived from the book when asked for; a project's sums are kept until one of its rows changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ...domain import quantity, weights
from ...domain.book import Book, Indicator, Project, Unit
from ...domain.profile import Profile
from .columns import Column
from .shadow import Group, Shadow

NO_LEVEL1, NO_LEVEL2 = "（未填一级指标）", "（未填二级指标）"
NO_NAME = {"unit": "（未填单位名称）", "project": "（未填项目名称）", "indicator": ""}
MONEY = ("last_budget", "control", "budget")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style: a colour's name among the tokens, bold or not."""

    text: str
    colour: str = "text"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """The weights of one project: the balance by 一级, and the points given by (一级, 二级)."""

    balance: weights.Balance
    seconds: dict[tuple[str | None, str | None], Decimal]


class Cells:
    """The texts of one view."""

    def __init__(self, shadow: Shadow, profile: Profile) -> None:
        self.shadow = shadow
        self.book: Book = shadow.book
        self.profile = profile
        self.tally: Callable[[int], Counter[str]] = lambda _project: Counter()
        self._sums: dict[int, Sums] = {}
        self._special: dict[tuple[str, str], Callable[[int], list[Run]]] = {
            ("unit", "name"): self._unit,
            ("unit", "level1"): self._unit,
            ("project", "name"): self._project,
            ("project", "level1"): self._project,
            ("project", "comparator"): self._levels,
            ("project", "weight"): self._total,
            ("project", "last"): self._whole,
            ("project", "score"): self._total,
            ("project", "difference"): self._difference,
            ("project", "check"): self._check,
            ("group1", "name"): self._group_name,
            ("group2", "name"): self._group_name,
            ("group1", "weight"): self._group_sum,
            ("group2", "weight"): self._group_sum,
            ("indicator", "level1"): self._level_cell("level1"),
            ("indicator", "level2"): self._level_cell("level2"),
            ("indicator", "last"): self._last,
            ("indicator", "change"): self._change,
            **{("project", key): self._money(key) for key in MONEY},
        }

    # texts

    def text(self, row: int, column: Column) -> str:
        """Return what a cell shows, as plain text."""
        return "".join(run.text for run in self.runs(row, column))

    def runs(self, row: int, column: Column) -> list[Run]:
        """Return what a cell shows, in stretches of one style."""
        kind = self.shadow.kind(row)
        if column.key == "name" and kind in ("unit", "project") and kind not in column.fields:
            return []
        special = self._special.get((kind, column.key))
        if special:
            return special(row)
        text = self.edit_text(row, column)
        return [Run(text)] if text else []

    def edit_text(self, row: int, column: Column) -> str:
        """Return the text that an editor of this cell starts with: the record's own, "" when it has none."""
        name = column.fields.get(self.shadow.kind(row))
        return (getattr(self.book.node(row), name) or "") if name else ""

    def project_line(self, project: Project) -> list[Run]:
        """Return a project's heading: name, tail of the code, budget."""
        runs = [Run(project.name or NO_NAME["project"], bold=True)]
        if project.code:
            runs.append(Run(f" …{project.code[-4:]}", "muted"))
        return runs

    def _unit(self, row: int) -> list[Run]:
        unit = self.book.node(row)
        assert isinstance(unit, Unit)
        return [Run(unit.label, bold=True)]

    def _project(self, row: int) -> list[Run]:
        project = self.book.project(row)
        runs = self.project_line(project)
        if project.budget and self.shadow.grouping != "projects":
            runs.append(Run(f"  {money(project.budget)} 万元", "muted"))
        return runs

    def _levels(self, row: int) -> list[Run]:
        """产出50 效益25/30 满意度10: what is off stands out by its form as well as by its colour."""
        runs: list[Run] = []
        for level in self.sums(row).balance.levels:
            name = (level.level1 or "未分级").removesuffix("指标")
            text = quantity.plain_number(level.given)
            if level.due is not None and level.given != level.due:
                text = f"{text}/{quantity.plain_number(level.due)}"
            gap = "  " if runs else ""
            runs.append(Run(f"{gap}{name}{text}", "muted") if level.ok else Run(f"{gap}{name}{text}", "error", True))
        return runs

    def _total(self, row: int) -> list[Run]:
        balance = self.sums(row).balance
        text = f"{quantity.plain_number(balance.given)}/{quantity.plain_number(balance.due)}"
        return [Run(text, "text" if balance.ok else "error", True)]

    def _whole(self, row: int) -> list[Run]:
        """＋执行率10＝100 ✓ where the points are as they should be, else what is left to give."""
        balance, execution = self.sums(row).balance, self.profile.execution_weight
        if balance.left:
            words = "还差" if balance.left > 0 else "多出"
            return [Run(f"{words} {quantity.plain_number(abs(balance.left))} 分", "error", True)]
        if balance.missing:
            return [Run(f"{balance.missing} 条未填分值", "error", True)]
        part = f"＋执行率{quantity.plain_number(execution)}" if execution else ""
        return [Run(f"{part}＝{quantity.plain_number(balance.given + execution)}", "muted"), Run(" ✓", "ok", True)]

    def _group_name(self, row: int) -> list[Run]:
        group = self.shadow.group(row)
        if group.second:
            name = self.profile.printed_level2(group.level1, group.level2) or NO_LEVEL2
            empty = not self.shadow.children(row)
            return [Run(name, "muted"), *([Run("  无指标，回车添加", "faint")] if empty else [])]
        return [Run(self.profile.printed_level1(group.level1) or NO_LEVEL1, bold=True)]

    def _group_sum(self, row: int) -> list[Run]:
        group = self.shadow.group(row)
        sums = self.sums(group.project)
        if group.second:
            points = sums.seconds.get((group.level1, group.level2))
            return [Run(quantity.plain_number(points), "muted")] if points is not None else []
        return _level_sum(group, sums)

    def _level_cell(self, name: str) -> Callable[[int], list[Run]]:
        """The level of a row in 表格视图: the words of the form, muted where the row above says the same."""

        def runs(row: int) -> list[Run]:
            node = self.book.indicator(row)
            level1 = name == "level1"
            printed = (
                self.profile.printed_level1(node.level1)
                if level1
                else self.profile.printed_level2(node.level1, node.level2)
            )
            same = self._above(row)
            repeated = same is not None and (same.level1 == node.level1 if level1 else same.levels == node.levels)
            return [Run(printed, "faint" if repeated else "text")] if printed else []

        return runs

    def _above(self, row: int) -> Indicator | None:
        place = self.shadow.place(row)
        if place == 0:
            return None
        above = self.shadow.children(self.shadow.parent(row))[place - 1]
        return self.book.indicator(above) if above in self.book else None

    def _last(self, row: int) -> list[Run]:
        last = self.book.indicator(row).last
        return [Run(last.text, "faint")] if last and last.text else []

    def _change(self, row: int) -> list[Run]:
        return change_since_last(self.book.indicator(row))

    def _money(self, name: str) -> Callable[[int], list[Run]]:
        """An amount with two decimals and commas, last year's in the colour of the past; other texts as typed."""
        colour = "faint" if name == "last_budget" else "text"

        def runs(row: int) -> list[Run]:
            text = getattr(self.book.project(row), name)
            return [Run(money(text), colour)] if text else []

        return runs

    def _difference(self, row: int) -> list[Run]:
        amount = difference(self.book.project(row))
        if amount is None:
            return []
        sign = "+" if amount > 0 else ""
        return [
            Run(f"{sign}{quantity.format_money(amount)}", "text" if amount == 0 else "error" if amount > 0 else "muted")
        ]

    def _check(self, row: int) -> list[Run]:
        words = {"error": "错", "warning": "警", "hint": "提示"}
        found = self.tally(row)
        runs = [Run(f"{found[key]}{word} ", key, key == "error") for key, word in words.items() if found[key]]
        return runs or [Run("✓ 未见问题", "ok")]

    # sums

    def sums(self, project: int) -> Sums:
        """Return the sums of a project's weights as they stand now."""
        found = self._sums.get(project)
        if found is None:
            rows = list(self.book.indicators(project)) if project in self.book else []
            seconds: dict[tuple[str | None, str | None], Decimal] = {}
            for row in rows:
                seconds[row.levels] = seconds.get(row.levels, Decimal(0)) + (weights.weight(row) or Decimal(0))
            found = self._sums[project] = Sums(weights.balance(rows, self.profile), seconds)
        return found

    def seen(self, project: int) -> bool:
        """True when the sums of a project were asked for since it last changed."""
        return project in self._sums

    def forget(self, project: int) -> None:
        """Drop what was kept of a project: one of its rows changed."""
        self._sums.pop(project, None)


def _level_sum(group: Group, sums: Sums) -> list[Run]:
    level = next((found for found in sums.balance.levels if found.level1 == group.level1), None)
    if level is None:
        return []
    given = quantity.plain_number(level.given)
    if level.ok or level.due is None or level.given == level.due:
        return [Run(given, "text" if level.ok else "error", True)]
    return [Run(f"{given} / {quantity.plain_number(level.due)}", "error", True)]


def money(text: str) -> str:
    """Return an amount in 万元 as the form prints it (1,342.46); a text that is no number as it stands."""
    amount = quantity.parse_money(text)
    return text if amount is None else quantity.format_money(amount)


def difference(project: Project) -> Decimal | None:
    """Return 本年预算 less 控制数 (or 上年预算 when there is none) in 万元; None when either cannot be read."""
    budget = quantity.parse_money(project.budget)
    base = quantity.parse_money(project.control or project.last_budget)
    return None if budget is None or base is None else budget - base


def change_since_last(row: Indicator) -> list[Run]:
    """Return how the value compares with last year's: +4%, 性质已改 or 单位已改; nothing when it is the same."""
    last = row.last
    if last is None or not row.value or not last.value:
        return []
    if (row.unit or "") != (last.unit or ""):
        return [Run("单位已改", "warning")]
    new, old = quantity.parse_number(row.value), quantity.parse_number(last.value)
    if new is None or old is None:
        return [] if row.value == last.value else [Run("已改", "muted")]
    if new == old:
        return [] if row.comparator == last.comparator else [Run("性质已改", "warning")]
    return [_percent(new, old)]


def _percent(new: Decimal, old: Decimal) -> Run:
    if old == 0:
        return Run(f"{new - old:+f}", "muted")
    share = (new - old) / abs(old) * 100
    digits = Decimal("0.1") if abs(share) < 1 else Decimal(1)
    return Run(f"{share.quantize(digits, ROUND_HALF_UP):+f}%", "ok" if new > old else "warning")
