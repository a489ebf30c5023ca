"""Findings as rows: how grave, where, what about, and what to do; filtered and sorted as the panel asks.

The buttons of a row are data that the delegate paints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

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
Act = Literal["fix", "rewrite", "explain", "waive", "unwaive"]
Entry = tuple[Finding, bool]  # a finding, and whether it was declared true


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


class FindingModel(QAbstractTableModel):
    """The findings of a session that the filter lets through, worst first until a column is sorted by."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filter = Filter()
        self._sorted_by: tuple[int, bool] | None = None
        self._rows: list[Entry] = []
        self.refresh()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == ACTIONS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        finding, waived = self._rows[index.row()]
        column = index.column()
        if role == FINDING:
            return finding
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(finding, waived, column)
        if role == BUTTONS:
            return buttons(finding, waived)
        if role == Qt.ItemDataRole.DecorationRole and column == LEVEL:
            return icon(_level(finding, waived))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(finding, waived, column)
        return None

    def _tip(self, finding: Finding, waived: bool, column: int) -> str:
        if column not in (MESSAGE, ACTIONS):
            return self._text(finding, waived, column)
        note = note_of(self._session.book.facts, finding) if waived else None
        said = f"\n已说明：{note}" if note else ""
        return f"{finding.message}{said}\n依据：{finding.basis}"

    def _text(self, finding: Finding, waived: bool, column: int) -> str:
        if column == LEVEL:
            return LEVELS[_level(finding, waived)]
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
        return Counter(_group(finding) for finding, _ in self._all())

    def refresh(self) -> None:
        """Take the findings as they are now."""
        wanted = [entry for entry in self._all() if self._passes(*entry)]
        if self._sorted_by is not None:
            column, backwards = self._sorted_by
            wanted.sort(key=self._key(column), reverse=backwards)
        if wanted == self._rows:
            return
        self.beginResetModel()
        self._rows = wanted
        self.endResetModel()

    def _all(self) -> Iterator[Entry]:
        if not self._session.reviewed:
            return
        yield from ((finding, False) for finding in self._session.findings)
        yield from ((finding, True) for finding in self._session.waived)

    def _passes(self, finding: Finding, waived: bool) -> bool:
        wanted, book = self._filter, self._session.book
        if _level(finding, waived) not in wanted.levels:
            return False
        if wanted.group and _group(finding) != wanted.group:
            return False
        if wanted.scope is not None and not _within(book, finding.node, wanted.scope):
            return False
        if not wanted.text:
            return True
        texts = (*place_words(book, finding.node), field_words(book, finding), finding.message)
        return matches(wanted.text, " ".join(texts))

    def _key(self, column: int) -> Callable[[Entry], Any]:
        """Return what findings are ordered by: words by their text, places as the form has them, kinds together."""
        book = self._session.book
        if column == LEVEL:
            return lambda entry: len(SEVERITY_ORDER) if entry[1] else SEVERITY_ORDER[entry[0].severity]
        if column == PLACE:
            places = _places_in(book)
            return lambda entry: places.get(_owner(book, entry[0].node), 0)
        if column == MESSAGE:
            from ...rules import GROUPS, RULES

            order = {rule: (list(GROUPS).index(RULES[rule].group), rule) for rule in RULES}
            return lambda entry: order[entry[0].rule]
        if column == ACTIONS:
            return lambda entry: not entry[0].fixes
        return lambda entry: self._text(*entry, column)

    def finding(self, row: int) -> Finding:
        """Return the finding in a row. Raises IndexError."""
        return self._rows[row][0]

    def row_of(self, key: tuple[str, int, str | None]) -> int | None:
        """Return the row of the finding with this key, or None."""
        return next((row for row, (finding, _) in enumerate(self._rows) if finding.key == key), None)


def _level(finding: Finding, waived: bool) -> str:
    return WAIVED if waived else finding.severity


def _group(finding: Finding) -> str:
    from ...rules import RULES

    return RULES[finding.rule].group


def _owner(book: Book, node: int) -> int:
    return (book.ancestor(node, "project") or node) if node in book else ROOT


def _within(book: Book, node: int, scope: int) -> bool:
    return node in book and scope in (node, book.ancestor(node, "project"), book.ancestor(node, "unit"))


def _places_in(book: Book) -> dict[int, int]:
    """Where each unit and project stands in the form, the book itself first."""
    units = book.children(ROOT)
    order = [ROOT, *(node for unit in units for node in (unit, *book.children(unit)))]
    return {node: place for place, node in enumerate(order)}
