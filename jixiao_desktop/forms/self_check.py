"""绩效目标自查表: what a review found, project by project, with the clerk's notes; signed before handing in."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal

from ..domain import terms
from ..domain.book import Book, Indicator, Project
from ..domain.findings import SEVERITY_LABELS, SEVERITY_ORDER, Finding, note_of
from ..domain.profile import Profile
from ..domain.quantity import plain_number
from ..domain.stage import is_declaration
from ..domain.weights import balance
from .cells import Options, chosen, label, seal_line, title, total_of
from .grid import Cell, Column, Grid, Line

_COLUMNS = (
    Column("number", 10), Column("project", 52), Column("weights", 36), Column("place", 44), Column("severity", 14),
    Column("message", 69), Column("note", 40),
)  # fmt: skip
_HEADERS = ("序号", "项目名称", "分值", "位置", "级别", "检查出的问题", "处理情况或说明")
_WHOLE = "整份填报"
_SIGNATURES = ("自查人", "复核人", "单位负责人", "自查日期")
_Row = tuple[str, str, str, str]
_NO_FINDING: _Row = ("", "", "未发现问题", "")


def self_check_grid(
    book: Book, profile: Profile, findings: Sequence[Finding], waived: Sequence[Finding] = (),
    options: Options | None = None,
) -> Grid:  # fmt: skip
    """Return the 自查表 of a book: one row a finding, worst first; what was declared true shows its note.

    `findings` are those that stand, `waived` those that the clerk explained (属实). Of units and projects that
    `options` leaves out nothing is listed or counted.
    """
    content = chosen(book, options or Options())
    projects = [project for _, of_unit in content for project in of_unit]
    units = {unit.id for unit, _ in content}
    listed = {None, *(project.id for project in projects)}
    findings, waived = (_about(book, units, listed, found) for found in (findings, waived))
    writer = _Writer(book, profile, findings, waived)
    writer.add_whole(alone=not projects)
    for project in projects:
        writer.add_project(project)
    return Grid(
        title=_title(book, profile),
        columns=_COLUMNS,
        header=tuple(label(0, place, text) for place, text in enumerate(_HEADERS)),
        header_rows=1,
        body=tuple(writer.cells),
        body_rows=len(writer.breaks),
        breaks=tuple(writer.breaks),
        above=(seal_line(book, [unit for unit, _ in content]), _counts(book, profile, projects, findings, waived)),
        below=(Line(tuple((f"{word}：", "left") for word in _SIGNATURES)),),
        bookmarks=tuple(writer.bookmarks),
    )


def _about(
    book: Book, units: Container[int | None], projects: Container[int | None], findings: Sequence[Finding]
) -> list[Finding]:  # fmt: skip
    """Return the findings about the whole book, these units or these projects."""
    return [
        finding
        for finding in findings
        if finding.node not in book
        or finding.about_book
        or (book.ancestor(finding.node, "unit") in units and book.ancestor(finding.node, "project") in projects)
    ]


def _title(book: Book, profile: Profile) -> str:
    form = title(book.facts, profile)
    for name in ("绩效目标申报表", "绩效目标批复表", "绩效目标调整表"):
        form = form.replace(name, "绩效目标自查表")
    return form


def _counts(
    book: Book, profile: Profile, projects: list[Project], findings: Sequence[Finding], waived: Sequence[Finding]
) -> Line:
    rows = sum(len(book.children(project.id)) for project in projects)
    amount = total_of(projects, profile.decimals)[0]
    found = "，".join(
        f"{SEVERITY_LABELS[severity]} {sum(finding.severity == severity for finding in findings)} 条"
        for severity in sorted(SEVERITY_ORDER, key=SEVERITY_ORDER.__getitem__)
    )
    left = f"项目 {len(projects)} 个，指标 {rows} 条，预算合计 {amount} 万元"
    form = "申报前自查" if is_declaration(book.facts.stage) else "自查"
    return Line(((left, "left"), (f"{form}：{found}，已说明 {len(waived)} 条", "right")))


class _Writer:
    """Puts the rows down: first what is about the whole book, then project by project."""

    def __init__(self, book: Book, profile: Profile, findings: Sequence[Finding], waived: Sequence[Finding]) -> None:
        self.book, self.profile = book, profile
        self.cells: list[Cell] = []
        self.breaks: list[int] = []
        self.bookmarks: list[tuple[int, str, int]] = []
        self._number = 0
        self._explained = {finding.key for finding in waived}  # a note on a cell that changed since says nothing
        self._by_project: dict[int | None, list[Finding]] = {}
        for finding in (*findings, *waived):
            node = finding.node if finding.node in book else 0
            self._by_project.setdefault(book.ancestor(node, "project"), []).append(finding)

    def add_whole(self, *, alone: bool) -> None:
        """Findings that are about no one project; where no project follows, the remark that there are none."""
        rows = list(self._rows(self._by_project.get(None, [])))
        if alone and not rows:
            rows = [_NO_FINDING]
        if rows:
            self._add(_WHOLE, "", rows, None)

    def add_project(self, project: Project) -> None:
        """One project with its weights and findings, or the remark that there are none."""
        self.bookmarks.append((len(self.breaks), project.label, 0))
        rows = list(self._rows(self._by_project.get(project.id, []))) or [_NO_FINDING]
        self._add(project.label, self._weights(project), rows, project.id)

    def _weights(self, project: Project) -> str:
        sums = balance(self.book.indicators(project.id), self.profile)
        printed = self.profile.printed_level1
        levels = (f"{printed(level.level1) or '未填'} {_points(level.given)}" for level in sums.levels)
        return "，".join([*levels, f"{terms.TOTAL} {_points(sums.given)}（应为 {_points(sums.due)}）"])

    def _rows(self, findings: list[Finding]) -> Iterator[_Row]:
        for finding in sorted(findings, key=lambda finding: SEVERITY_ORDER[finding.severity]):
            yield self._place(finding), SEVERITY_LABELS[finding.severity], finding.message, self._said(finding)

    def _said(self, finding: Finding) -> str:
        if finding.key not in self._explained:
            return ""
        note = note_of(self.book.facts, finding)
        return f"属实：{note}" if note else "属实"

    def _place(self, finding: Finding) -> str:
        node = self.book.node(finding.node) if finding.node in self.book else None
        field = terms.label(finding.field, node.kind if node else "") if finding.field else ""
        name = (node.name or "未填名称") if isinstance(node, Indicator) else ""
        return "\n".join(part for part in (name, field) if part)

    def _add(self, name: str, weights: str, rows: list[_Row], node: int | None) -> None:
        start = len(self.breaks)
        for texts in rows:
            row = len(self.breaks)
            self._number += 1
            self.breaks.append(4 if row == start else 1)
            self.cells.append(Cell(row, 0, str(self._number), align="center", number=Decimal(self._number)))
            for place, text in enumerate(texts, 3):
                self.cells.append(Cell(row, place, text, align="center" if place == 4 else "left", node=node))
        self.cells.append(Cell(start, 1, name, len(rows), node=node, continued="mark"))
        self.cells.append(Cell(start, 2, weights, len(rows), node=node))


def _points(amount: Decimal) -> str:
    return plain_number(amount)
