"""The level cells of a table: 一级 and 二级 hold from the row they stand in until others come."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...domain import framework
from ..tables import Row
from ..texts import without_blanks
from . import content
from .drafts import Level
from .fitting import Fitted
from .headers import Layout

_BETWEEN_LEVELS = re.compile(r"\s*[-－—–/／>＞→:：·、]+\s*")

Tell = Callable[[str, str], None]
"""Takes the kind and the message of a doubt about the project."""


class Levels:
    """The levels that hold where a table has been read to; `own` says that the table is a sheet of our own.

    `inherited` are the rows whose blank 二级 was filled from above in a sheet that merges other columns.
    """

    def __init__(self, *, own: bool) -> None:
        self.own = own
        self.first: Level | None = None
        self.second: Level | None = None
        self.inherited: list[Row] = []
        self._layout = Layout({})
        self._tell: Tell = lambda kind, message: None

    @property
    def both(self) -> tuple[Level | None, Level | None]:
        """(一级, 二级) that hold now."""
        return self.first, self.second

    def clear(self) -> None:
        """Forget the levels, at the start of a project."""
        self.first = self.second = None

    def read(self, row: Row, fitted: Fitted, first: bool, layout: Layout, tell: Tell) -> None:
        """Take the levels of a row; `first` says that it is the first of a page, where a name may go on."""
        self._layout, self._tell = layout, tell
        texts = self._level_texts(fitted)
        first_text, second_text = self._joined_levels(row, *texts) if first else texts
        if (first_text, second_text) != texts and not first_text and not second_text:
            return
        if first_text and not (self.first and self.first.text == first_text):
            self.first, self.second = Level(first_text, row.place, row.page), None
            loose = _covered(fitted, "level2") or not self._strict("project", "level1", "level2")
            if not second_text and fitted.text("indicator") and loose:
                self._only_second(row)
        elif not first_text and not second_text and self._strict("level1") and not _covered(fitted, "level1"):
            self.first = None
        if second_text:
            if not (self.second and self.second.text == second_text):
                self.second = Level(second_text, row.place, row.page)
            if not first_text and not _covered(fitted, "level1"):
                self._first_of_second(row)
        elif not _covered(fitted, "level2"):
            if self._strict("level2"):
                self.second = None
            elif not first_text and self._layout.merged and self.second:
                self.inherited.append(row)

    def _strict(self, *keys: str) -> bool:
        """True where an uncovered blank means that nothing is there: in a column that merges cells downwards.

        A sheet of our own merges wherever it repeats: one merge anywhere settles it for all columns.
        """
        merged = self._layout.merged
        return bool(merged & ({"project", "level1", "level2"} if self.own else set(keys)))

    def _level_texts(self, fitted: Fitted) -> tuple[str, str]:
        """Return the texts of 一级 and 二级; a moved name that may be either is the 二级 of the 一级 that goes on."""
        first_text, second_text = without_blanks(fitted.text("level1")), without_blanks(fitted.text("level2"))
        if both := both_levels(first_text) or both_levels(second_text):
            return both
        second = framework.canonical_level2(first_text)
        have = framework.canonical_level1(self.first.text) if self.first else None
        if fitted.moved and not second_text and have and framework.level1_of(second) == have:
            return "", first_text
        return first_text, second_text

    def _joined_levels(self, row: Row, first_text: str, second_text: str) -> tuple[str, str]:
        """Join level names that a page break cut: the beginning stands on the page before, the end in this row.

        Return the texts of 一级 and 二级 that are left.
        """
        lone = bool(first_text) and not second_text
        if second_text and self._joined(self.second, second_text, row, framework.canonical_level2):
            second_text = ""
        if (first_text and self._joined(self.first, first_text, row, framework.canonical_level1)) or (
            lone and self._joined(self.second, first_text, row, framework.canonical_level2)
        ):
            first_text = ""
        return first_text, second_text

    def _joined(self, level: Level | None, text: str, row: Row, canonical: Callable[[str], str | None]) -> bool:
        if level is None or level.page == row.page or level.text == text:
            return False
        glued = level.text + text
        if not canonical(glued) or not content.is_level_part(level.text):
            return False
        message = f"级别名称被分页截断，{level.place}的“{level.text}”与{row.place}的“{text}”已连成“{glued}”"
        self._tell("joined-level", message)
        level.text = glued
        return True

    def _only_second(self, row: Row) -> None:
        """Give a 一级 without a 二级 the only one it can have, with a doubt."""
        assert self.first is not None
        seconds = framework.LEVEL2.get(framework.canonical_level1(self.first.text) or "", ())
        if len(seconds) == 1:
            self.second = Level(seconds[0], row.place, row.page)
            message = f"“{self.first.text}”后面没有二级指标，按“{seconds[0]}”读入"
            self._tell("guessed-level", message)

    def _first_of_second(self, row: Row) -> None:
        """Give a 二级 whose 一级 vanished the 一级 it belongs to, with a doubt."""
        assert self.second is not None
        second = framework.canonical_level2(self.second.text)
        wanted = framework.level1_of(second)
        have = framework.canonical_level1(self.first.text) if self.first else None
        if wanted is None or wanted == have or (self.first and have is None) or have == framework.COST:
            return
        self.first = Level(wanted, row.place, row.page)
        message = f"“{self.second.text}”前面没有对应的一级指标，按“{wanted}”读入"
        self._tell("guessed-level", message)


def both_levels(text: str) -> tuple[str, str] | None:
    """Return 一级 and 二级 of a cell that names both (产出指标-数量指标), None for any other text."""
    parts = [without_blanks(part) for part in _BETWEEN_LEVELS.split(text.strip())]
    if len(parts) == 2 and framework.canonical_level1(parts[0]) and framework.canonical_level2(parts[1]):
        return parts[0], parts[1]
    return None


def _covered(fitted: Fitted, key: str) -> bool:
    cell = fitted.cells.get(key)
    return bool(cell and cell.covered)
