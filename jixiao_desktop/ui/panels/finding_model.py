"""Findings as rows: where, what about, and what to do; the buttons of a row are data that the delegate paints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ...domain import codes, terms
from ...domain.book import Book, Facts, Indicator, Project, Unit
from ...domain.findings import SEVERITY_LABELS, SEVERITY_ORDER, Finding, Fix
from ...session import Session
from ..style.icons import icon

Index = QModelIndex | QPersistentModelIndex
FINDING, BUTTONS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
PLACE, NAME, FIELD, MESSAGE, ACTIONS = range(5)
HEADERS = ("项目", "指标", "栏目", "问题", "处理")
WAIVED = "waived"
Act = Literal["fix", "explain", "waive", "unwaive"]


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
    fixes = tuple(Button(fix.label, "fix", fix, not place) for place, fix in enumerate(finding.fixes[:2]))
    rest = (Button("说明", "explain"),)
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


class FindingModel(QAbstractTableModel):
    """The findings of a session that the filter lets through, worst first."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = frozenset(SEVERITY_ORDER)
        self._rows: list[tuple[Finding, bool]] = []
        self.refresh()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADERS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        finding, waived = self._rows[index.row()]
        column = index.column()
        if role == FINDING:
            return finding
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(finding, column)
        if role == BUTTONS:
            return buttons(finding, waived)
        if role == Qt.ItemDataRole.DecorationRole and column == PLACE:
            return icon(WAIVED if waived else finding.severity)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{finding.message}\n依据：{finding.basis}" if column == MESSAGE else self._text(finding, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == PLACE:
            return f"{SEVERITY_LABELS[finding.severity]} {self._text(finding, PLACE)}"
        return None

    def _text(self, finding: Finding, column: int) -> str:
        if column == MESSAGE:
            return finding.message
        if column == FIELD:
            return field_words(self._session.book, finding)
        if column == ACTIONS:
            return ""
        return place_words(self._session.book, finding.node)[column]

    def show_severities(self, names: frozenset[str]) -> None:
        """Show findings of these severities (and "waived")."""
        self._shown = names
        self.refresh()

    def refresh(self) -> None:
        """Take the findings as they are now."""
        wanted = [(f, False) for f in self._session.findings if f.severity in self._shown]
        if WAIVED in self._shown:
            wanted += [(f, True) for f in self._session.waived]
        if wanted == self._rows:
            return
        self.beginResetModel()
        self._rows = wanted
        self.endResetModel()

    def finding(self, row: int) -> Finding:
        """Return the finding in a row. Raises IndexError."""
        return self._rows[row][0]

    def row_of(self, key: tuple[str, int, str | None]) -> int | None:
        """Return the row of the finding with this key, or None."""
        return next((row for row, (finding, _) in enumerate(self._rows) if finding.key == key), None)
