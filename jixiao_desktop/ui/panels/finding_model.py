"""Findings as rows: how grave, where, what about, and what to do; filtered and sorted as the panel asks.

The buttons of a row are data that the delegate paints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter, is_
from typing import Any, Literal

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItemModel

from ...domain import codes, terms
from ...domain.book import ROOT, Book, Facts, Indicator, Project, Unit
from ...domain.findings import SEVERITY_LABELS, SEVERITY_ORDER, Finding, Fix, note_of
from ...session import Session
from ..initials import matches
from ..style.icons import icon

Index = QModelIndex | QPersistentModelIndex
FINDING, BUTTONS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
LEVEL, PLACE, NAME, FIELD, MESSAGE, ACTIONS = range(6)
HEADERS = ("级别", "项目", "指标", "栏目", "问题", "处理")
WAIVED = "waived"
LEVELS = {**SEVERITY_LABELS, WAIVED: "已说明"}
_MANY = 50  # rows; more are announced as one
Act = Literal["fix", "rewrite", "explain", "waive", "unwaive"]
Key = tuple[str, int, str | None]


@dataclass(frozen=True, slots=True)
class Button:
    """One button of a row: its words, what it does, the fix that it applies, and whether it is the one proposed."""

    text: str
    act: Act
    fix: Fix | None = None
    first: bool = False


def buttons(finding: Finding, waived: bool) -> tuple[Button, ...]:
    """Return the buttons of a finding, the first fix first."""
    if waived:
        return (Button("说明", "explain"), Button("撤回属实", "unwaive"))
    from ...rules import REWRITABLE

    fixes = tuple(Button(fix.label, "fix", fix, not place) for place, fix in enumerate(finding.fixes[:2]))
    rest: tuple[Button, ...] = (Button("说明", "explain"),)
    if finding.rule in REWRITABLE:
        rest = (Button("可衡量的写法…", "rewrite", first=True), *rest)
    return (*fixes, *rest) if finding.severity == "error" else (*fixes, *rest, Button("属实…", "waive"))


def place_words(book: Book, node_id: int) -> tuple[str, str]:
    """Return the project (or unit) and the indicator that a node is about, in a clerk's words."""
    if node_id not in book:
        return "", ""
    match book.node(node_id):
        case Indicator(parent=parent, name=name):
            return _project_words(book.project(parent)), name or "（未填指标名称）"
        case Project() as project:
            return _project_words(project), ""
        case Unit() as unit:
            return unit.label, ""
        case Facts():
            return "全表", ""


def _project_words(project: Project) -> str:
    return f"{project.name or '（未填项目名称）'} {codes.short(project.code)}".strip()


def field_words(book: Book, finding: Finding) -> str:
    """Return the label of the field that a finding is about."""
    if finding.field is None or finding.node not in book:
        return ""
    return terms.label(finding.field, book.node(finding.node).kind)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings are shown: severities (and "waived"), a group of rules, one project or unit, a text in them."""

    levels: frozenset[str] = frozenset(SEVERITY_ORDER)
    group: str = ""
    scope: int | None = None
    text: str = ""


class FindingModel(QStandardItemModel):
    """The findings of a session that the filter lets through, worst first until a column is sorted by.

    Qt's own model counts the rows, and has no items: a view asks it some times for each of thousands of rows whenever
    one comes or goes, and each time would cost a call of Python.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(0, len(HEADERS), parent)
        self._session = session
        self._filter = Filter()
        self._sorted_by: tuple[int, bool] | None = None
        self._rows: list[Finding] = []
        self._coming: list[Finding] = []
        self._waived: set[Key] = set()
        self.rowsInserted.connect(self._take)
        self.rowsRemoved.connect(self._take)
        self.refresh()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == ACTIONS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        finding, column = self._rows[index.row()], index.column()
        if role == FINDING:
            return finding
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(finding, column)
        if role == BUTTONS:
            return buttons(finding, finding.key in self._waived)
        if role == Qt.ItemDataRole.DecorationRole and column == LEVEL:
            return icon(self._level(finding))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(finding, column)
        return None

    def _tip(self, finding: Finding, column: int) -> str:
        if column not in (MESSAGE, ACTIONS):
            return self._text(finding, column)
        note = note_of(self._session.book.facts, finding) if finding.key in self._waived else None
        said = f"\n已说明：{note}" if note else ""
        return f"{finding.message}{said}\n依据：{finding.basis}"

    def _level(self, finding: Finding) -> str:
        return WAIVED if finding.key in self._waived else finding.severity

    def _text(self, finding: Finding, column: int) -> str:
        if column == LEVEL:
            return LEVELS[self._level(finding)]
        if column == MESSAGE:
            return finding.message
        if column == FIELD:
            return field_words(self._session.book, finding)
        if column == ACTIONS:
            return ""
        return place_words(self._session.book, finding.node)[column - PLACE]

    # filter and order

    @property
    def filter(self) -> Filter:
        """What the shown findings have in common."""
        return self._filter

    def set_filter(self, wanted: Filter) -> None:
        """Show other findings."""
        self._filter = wanted
        self.refresh()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the findings in the order of a column; -1: worst first, in the order of the form."""
        self._sorted_by = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        self.refresh()

    def groups(self) -> Counter[str]:
        """Return how many findings there are of each group of rules, shown or not."""
        groups: Counter[str] = Counter()
        if self._session.reviewed:
            from ...rules import RULES

            found = (*self._session.findings, *self._session.waived)
            for rule, count in Counter(map(attrgetter("rule"), found)).items():
                groups[RULES[rule].group] += count
        return groups

    def refresh(self) -> None:
        """Take the findings as they are now; rows before and after what changed stay untouched."""
        before, self._waived = self._waived, self._waived_now()
        wanted = self._wanted()
        head, tail = _in_common(self._rows, wanted) if self._waived == before else (0, 0)
        end = min(len(self._rows), len(wanted)) - tail
        more = len(wanted) - len(self._rows)
        others = [row for row in range(head, end) if wanted[row] is not self._rows[row] or self._waived != before]
        self._rows[head:end] = wanted[head:end]
        self._tell(others)
        self._coming = wanted
        if more > 0:
            self.insertRows(end, more)
        elif more < 0:
            self.removeRows(end, -more)
        self._rows = wanted

    def _take(self) -> None:
        """Have the rows that came, or no longer those that went, before a view hears of it and asks for them."""
        self._rows = self._coming

    def _tell(self, rows: Sequence[int]) -> None:
        """Announce that rows show other findings: one by one, or when there are many, all between first and last."""
        spans = zip(rows, rows, strict=True) if len(rows) <= _MANY else ((rows[0], rows[-1]),)
        for first, last in spans:
            self.dataChanged.emit(self.index(first, LEVEL), self.index(last, ACTIONS))

    def _waived_now(self) -> set[Key]:
        return {finding.key for finding in self._session.waived} if self._session.reviewed else set()

    def _wanted(self) -> list[Finding]:
        """Return what the filter lets through, in the order that was asked for."""
        if not self._session.reviewed:
            return []
        wanted = self._filtered()
        if self._sorted_by is not None:
            column, backwards = self._sorted_by
            wanted.sort(key=self._key(column), reverse=backwards)
        return wanted

    def _filtered(self) -> list[Finding]:
        """Let through what the filter wants; what is quickly told of thousands is asked first."""
        from ...rules import RULES

        wanted, found = self._filter, list(self._session.findings)
        if not wanted.levels >= SEVERITY_ORDER.keys():
            found = [finding for finding in found if finding.severity in wanted.levels]
        if WAIVED in wanted.levels:
            found += self._session.waived
        if wanted.group:
            found = [finding for finding in found if RULES[finding.rule].group == wanted.group]
        if wanted.scope is not None:
            found = [finding for finding in found if _within(self._session.book, finding.node, wanted.scope)]
        return [finding for finding in found if self._speaks_of(wanted.text, finding)] if wanted.text else found

    def _speaks_of(self, text: str, finding: Finding) -> bool:
        book = self._session.book
        return matches(text, " ".join((*place_words(book, finding.node), field_words(book, finding), finding.message)))

    def _key(self, column: int) -> Callable[[Finding], Any]:
        """Return what findings are ordered by: words by their text, places as the form has them, kinds together."""
        book = self._session.book
        if column == LEVEL:
            return lambda finding: list(LEVELS).index(self._level(finding))
        if column == PLACE:
            places = _places_in(book)
            return lambda finding: places.get(_owner(book, finding.node), 0)
        if column == MESSAGE:
            from ...rules import GROUPS, RULES

            order = {rule: (list(GROUPS).index(RULES[rule].group), rule) for rule in RULES}
            return lambda finding: order[finding.rule]
        if column == ACTIONS:
            return lambda finding: not finding.fixes
        return lambda finding: self._text(finding, column)

    def finding(self, row: int) -> Finding:
        """Return the finding in a row. Raises IndexError."""
        return self._rows[row]

    def row_of(self, key: Key) -> int | None:
        """Return the row of the finding with this key, or None."""
        return next((row for row, finding in enumerate(self._rows) if finding.key == key), None)


def _in_common(old: list[Finding], new: list[Finding]) -> tuple[int, int]:
    """Return how many rows at the beginning, and then at the end, are the very same in both."""
    most = min(len(old), len(new))
    head = _same(old, new, most)
    return head, _same(reversed(old), reversed(new), most - head)


def _same(old: Iterable[Finding], new: Iterable[Finding], most: int) -> int:
    alike = list(map(is_, old, islice(new, most)))
    return alike.index(False) if False in alike else most


def _owner(book: Book, node: int) -> int:
    return (book.ancestor(node, "project") or node) if node in book else ROOT


def _within(book: Book, node: int, scope: int) -> bool:
    return node in book and scope in (node, book.ancestor(node, "project"), book.ancestor(node, "unit"))


def _places_in(book: Book) -> dict[int, int]:
    """Where each unit and project stands in the form, the book itself first."""
    units = book.children(ROOT)
    order = [ROOT, *(node for unit in units for node in (unit, *book.children(unit)))]
    return {node: place for place, node in enumerate(order)}
