"""What is different between two books, cell by cell, and the command that takes over what somebody chose of it.

For a form that came back from another program or another hand: `differences(mine, theirs)` lists, `accept(chosen)`
makes one step of it. Accepting all makes the two books say the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as keep
from typing import Any, Literal

from . import framework, terms
from .book import INDICATOR_FIELDS, PROJECT_FIELDS, ROOT, UNIT_FIELDS, Book, Indicator, Node, Project, Target, Unit
from .history import Command, Transaction
from .matching import matched
from .quantity import parse_number

Kind = Literal["changed", "added", "removed", "reordered"]

_FACTS = ("year", "stage", "title", "profile", "profile_text", "stated_total", "responsible", "preparer", "phone",
          "filled_on")  # fmt: skip
_FIELDS: dict[str, tuple[str, ...]] = {
    "book": _FACTS,
    "unit": UNIT_FIELDS,
    "project": (*PROJECT_FIELDS, "reviewed"),
    "indicator": (*INDICATOR_FIELDS, "reviewed", "last"),
}
ON_FORM = frozenset({
    "code", "name", "category", "budget", "objective", "level1", "level2", "comparator", "value", "unit", "weight",
})  # fmt: skip
"""The fields that the 总表 prints: what a form can say when it comes back."""

_ON_SOME_FORMS = ("department", "implementer", "attribute", "period", "fiscal_funds", "other_funds",
                  "overall_objective", "responsible", "preparer", "phone", "filled_on")  # fmt: skip
_NUMBERS = frozenset({"budget", "fiscal_funds", "other_funds", "value", "weight"})
_KINDS = {"unit": "单位", "project": "项目", "indicator": "指标"}
_WORDS = {
    "profile": "填报规则", "profile_text": "填报规则的内容", "stated_total": "表上的合计", "responsible": "单位负责人",
    "preparer": "填报人", "phone": "联系电话", "filled_on": "填报日期", "reviewed": "核对状态", "last": "上年值",
    "last_objective": "上年绩效目标", "department": "主管部门", "implementer": "实施单位", "attribute": "项目属性",
    "period": "项目期", "fiscal_funds": "财政拨款", "other_funds": "其他资金",
}  # fmt: skip
_NOTHING = "（空）"


def said_by(form: Book) -> frozenset[str]:
    """Return the fields that a form which was read can be compared in: those of every form, and others it fills in."""
    records = [form.facts, *form.projects()]
    return ON_FORM | {name for name in _ON_SOME_FORMS if any(getattr(record, name, None) for record in records)}


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two books held side by side: `old_of` tells which record of `new` is which of the old one."""

    new: Book
    old_of: dict[int, int]
    fields: frozenset[str] | None

    def compared(self, kind: str) -> tuple[str, ...]:
        """Return the fields of a kind of record that are looked at."""
        return tuple(name for name in _FIELDS[kind] if self.fields is None or name in self.fields)

    @property
    def touches(self) -> bool:
        """True when what is taken over counts as reviewed, since that itself was not compared."""
        return self.fields is not None and "reviewed" not in self.fields


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: a cell that changed, a record (with all below it) that came or went, rows in another order.

    `node` is the record in the old book (for what was added, its parent there), `other` the one in the new book.
    `unit` and `project` are codes, or names where there is no code; `indicator` is a name.
    """

    kind: Kind
    node: int
    other: int
    record: str
    field: str | None = None
    old: Any = None
    new: Any = None
    unit: str | None = None
    project: str | None = None
    indicator: str | None = None
    pairing: Pairing | None = keep(default=None, repr=False, compare=False)

    @property
    def id(self) -> str:
        """A name that stays the same whenever the same two books are compared."""
        return f"{self.kind}:{self.node}:{self.other if self.kind == 'added' else self.field or ''}"

    @property
    def label(self) -> str:
        """What is different, as a clerk calls it: a field, 新增项目, 次序."""
        what = _KINDS.get(self.record, "")
        if self.kind == "changed":
            return _label(self.field or "", self.record)
        return {"added": f"新增{what}", "removed": f"删除{what}", "reordered": f"{what}次序"}[self.kind]

    @property
    def words(self) -> str:
        """The difference in one line, without its place: 预算数：738.00 → 740.00."""
        if self.kind == "changed":
            return f"{self.label}：{shown(self.old)} → {shown(self.new)}"
        if self.kind == "reordered":
            return f"{self.label}不同"
        return f"{self.label}：{self.new if self.kind == 'added' else self.old}"


def _label(name: str, kind: str) -> str:
    return _WORDS.get(name) or terms.label(name, kind)


def shown(value: Any) -> str:
    """Return a value of a field as a message shows it."""
    if isinstance(value, bool):
        return "已核对" if value else terms.UNREVIEWED
    if isinstance(value, Target):
        return value.text + (f"，{value.weight} 分" if value.weight else "")
    return _NOTHING if value is None else str(value)


def differences(old: Book, new: Book, fields: Collection[str] | None = None) -> list[Difference]:
    """Return everything that is different, in the order of the new book; what went stands where it stood.

    With `fields` (such as `said_by(new)`) only these are looked at, and figures that mean the same number are no
    difference: a sheet shows numbers in its own format. The books are not changed.
    """
    pairing = Pairing(new, matched(old, new), None if fields is None else frozenset(fields))
    return list(_Comparer(old, pairing).all())


class _Comparer:
    def __init__(self, old: Book, pairing: Pairing) -> None:
        self.old, self.new, self.pairing = old, pairing.new, pairing
        self.kept = set(pairing.old_of.values())

    def all(self) -> Iterator[Difference]:
        """Everything, from the book down."""
        yield from self._pair(ROOT, ROOT)

    def _pair(self, old: int, new: int) -> Iterator[Difference]:
        before, after = self.old.node(old), self.new.node(new)
        for name in self.pairing.compared(before.kind):
            was, now = getattr(before, name), getattr(after, name)
            if was != now and not self._same(name, was, now):
                yield self._difference("changed", before, new, self.old, field=name, old=was, new=now)
        yield from self._children(old, new)

    def _same(self, name: str, was: Any, now: Any) -> bool:
        return self.pairing.fields is not None and name in _NUMBERS and _same_figure(was, now)

    def _children(self, old: int, new: int) -> Iterator[Difference]:
        """What stands below a pair; records that went come right after what stood before them."""
        old_of = self.pairing.old_of
        gone: dict[int | None, list[int]] = {}
        last: int | None = None
        for child in self.old.children(old):
            if child in self.kept:
                last = child
            else:
                gone.setdefault(last, []).append(child)
        yield from self._removed(gone.get(None, []))
        for child in self.new.children(new):
            if child not in old_of:
                yield self._added(old, child)
                continue
            yield from self._pair(old_of[child], child)
            yield from self._removed(gone.get(old_of[child], []))
        yield from self._order(old, new)

    def _removed(self, ids: Iterable[int]) -> Iterator[Difference]:
        for node in ids:
            record = self.old.node(node)
            yield self._difference("removed", record, node, self.old, old=summary(self.old, node))

    def _added(self, parent: int, node: int) -> Difference:
        record = self.new.node(node)
        return replace(self._difference("added", record, node, self.new, new=summary(self.new, node)), node=parent)

    def _order(self, old: int, new: int) -> Iterator[Difference]:
        wanted = [self.pairing.old_of[child] for child in self.new.children(new) if child in self.pairing.old_of]
        if wanted != [child for child in self.old.children(old) if child in self.kept]:
            record = self.old.node(old)
            children = self.old.node(wanted[0]).kind
            yield replace(self._difference("reordered", record, new, self.old), record=children)

    def _difference(self, kind: Kind, record: Node, other: int, book: Book, **more: Any) -> Difference:
        unit, project, indicator = place_of(book, record)
        return Difference(
            kind, record.id, other, record.kind, unit=unit, project=project, indicator=indicator,
            pairing=self.pairing, **more,
        )  # fmt: skip


def place_of(book: Book, record: Node) -> tuple[str | None, str | None, str | None]:
    """Return unit and project by code (or name), and the indicator by name, that a record belongs to."""
    unit, project = book.ancestor(record.id, "unit"), book.ancestor(record.id, "project")
    return (
        _code_or_name(book.unit(unit)) if unit is not None else None,
        _code_or_name(book.project(project)) if project is not None else None,
        (record.name or "（未填指标名称）") if isinstance(record, Indicator) else None,
    )


def _code_or_name(record: Unit | Project) -> str:
    return record.code or record.label


def summary(book: Book, node: int) -> str:
    """Return a record in one line: a label with what stands below it, an indicator with levels and target."""
    record = book.node(node)
    if isinstance(record, Indicator):
        target = Target(record.comparator, record.value, record.unit, record.weight)
        levels = "/".join(level for level in record.levels if level)
        parts = (levels, shown(target))
        return f"{record.name or '（未填指标名称）'}（{'，'.join(part for part in parts if part)}）"
    if isinstance(record, Project):
        return f"{record.label}（{record.budget or '未填预算'} 万元，{len(book.children(node))} 条指标）"
    return f"{record.label}（{len(book.children(node))} 个项目）" if isinstance(record, Unit) else terms.PROGRAM


def changed_since_last_year(book: Book) -> frozenset[int]:
    """Return the projects that differ from the last year's values which the book carries, in budget, goal or rows.

    A project without any of last year's values is new, unless it was carried over empty. A row that was removed leaves
    no trace and does not count; neither does a figure written otherwise, as 4 for 4.00.
    """
    return frozenset(project.id for project in book.projects() if _differs_from_last_year(book, project))


def _differs_from_last_year(book: Book, project: Project) -> bool:
    if project.last_budget is not None and not _same_figure(project.budget, project.last_budget):
        return True
    if project.last_objective is not None and project.objective != project.last_objective:
        return True
    rows = list(book.indicators(project.id))
    known = (project.last_budget, project.last_objective, *(row.last for row in rows))
    if all(value is None for value in known):
        return project.reviewed
    return any(
        row.last is None
        or (row.comparator, row.unit) != (row.last.comparator, row.last.unit)
        or not _same_figure(row.value, row.last.value)
        or not _same_figure(row.weight, row.last.weight)
        for row in rows
    )


def _same_figure(one: str | None, other: str | None) -> bool:
    """True for equal texts, and for texts that are the same number."""
    if one == other:
        return True
    number = parse_number(one)
    return number is not None and number == parse_number(other)


def changed_since(book: Book, before: Book, fields: Collection[str] | None = None) -> frozenset[int]:
    """Return the projects of a book that are not the same in another one: new, or changed in any cell (of `fields`)."""
    changed: set[int] = set()
    for found in differences(book, before, fields):
        if found.kind == "removed":  # here but not there: it is new
            changed.update(record.id for record in book.subtree(found.node) if isinstance(record, Project))
        project = book.ancestor(found.node, "project")
        if project is not None:
            changed.add(project)
    return frozenset(changed)


def accept(chosen: Iterable[Difference], title: str = "采纳修改") -> Command:
    """Return the command that takes over these differences of one comparison into the old book, in one step.

    What is no longer there is passed over. Rows stay in the form's order with equal levels together.
    """
    wanted = list(chosen)
    return Command(title, lambda pen: _Acceptance(pen, wanted).write())


class _Acceptance:
    """Writes cells, then takes records away, then puts records in, then sees to the order."""

    def __init__(self, pen: Transaction, chosen: Sequence[Difference]) -> None:
        self.pen, self.book = pen, pen.book
        self.chosen = [found for found in chosen if found.pairing is not None and found.node in pen.book]
        self.ids = dict(self.chosen[0].pairing.old_of) if self.chosen and self.chosen[0].pairing else {}

    def write(self) -> None:
        """Do all of it."""
        for found in self._of("changed"):
            assert found.field is not None and found.pairing is not None
            self.pen.set(found.node, found.field, found.new)
            if found.pairing.touches and found.record in ("project", "indicator"):
                self.pen.set(found.node, "reviewed", True)
        for found in self._of("removed"):
            if found.node in self.book:
                self.pen.remove(found.node)
        for found in self._of("added"):
            self._insert(found)
        for found in self._of("reordered"):
            self._reorder(found)
        for project in {self._project(found) for found in self.chosen} - {None}:
            assert project is not None
            self._arrange(project)

    def _of(self, kind: Kind) -> Iterator[Difference]:
        return (found for found in self.chosen if found.kind == kind and found.node in self.book)

    def _project(self, found: Difference) -> int | None:
        return self.book.ancestor(found.node, "project") if found.node in self.book else None

    def _insert(self, found: Difference) -> None:
        """Put a record behind the one that it stands behind in the new book, as far as that is here."""
        assert found.pairing is not None
        new = found.pairing.new
        records = new.subtree(found.other)
        siblings = new.children(records[0].parent)
        here = self.book.children(found.node)
        places = {node: place for place, node in enumerate(here)}
        before = siblings[: siblings.index(found.other)]
        anchor = next((self.ids[node] for node in reversed(before) if self.ids.get(node) in places), None)
        index = 0 if anchor is None else places[anchor] + 1
        self.ids[found.other] = self.pen.insert_copy(found.node, index, records)

    def _reorder(self, found: Difference) -> None:
        """Bring records into the new book's order; those that it does not have stay behind what they stood behind."""
        assert found.pairing is not None
        here = self.book.children(found.node)
        wanted = [self.ids[node] for node in found.pairing.new.children(found.other) if self.ids.get(node) in here]
        known, last = set(wanted), None
        followers: dict[int | None, list[int]] = {}
        for node in here:
            if node in known:
                last = node
            else:
                followers.setdefault(last, []).append(node)
        order = list(followers.get(None, []))
        for node in wanted:
            order += [node, *followers.get(node, [])]
        self._put_in_order(found.node, order)

    def _arrange(self, project: int) -> None:
        rows = list(self.book.indicators(project))
        order = framework.arranged_order([row.levels for row in rows])
        self._put_in_order(project, [rows[place].id for place in order])

    def _put_in_order(self, parent: int, order: Sequence[int]) -> None:
        current = list(self.book.children(parent))
        for place, node in enumerate(order):
            if current[place] != node:
                current.remove(node)
                current.insert(place, node)
                self.pen.move(node, parent, place)
