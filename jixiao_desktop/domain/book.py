"""Book > Unit > Project > Indicator: the content of one form, read-only from outside.

Records are frozen values with a stable integer id; the book holds them by id and knows the order of children.
A book changes only by `apply`, which `domain.commands` and `domain.history` alone call. Texts are kept as typed;
numbers are derived elsewhere. What is missing is None, never "".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from .printing import USUAL, Printing

ROOT = 0

T = TypeVar("T")
Kind = Literal["book", "unit", "project", "indicator"]


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator was to reach in another year: sign, value, unit and weight as texts."""

    comparator: str | None = None
    value: str | None = None
    unit: str | None = None
    weight: str | None = None

    @property
    def text(self) -> str:
        """The target as one line, such as ≥95 %."""
        head = f"{self.comparator or ''}{self.value or ''}"
        return f"{head} {self.unit}" if self.unit else head


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that the clerk declared true as it stands (属实), valid while the cell keeps `text`."""

    rule: str
    node: int
    field: str
    text: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that an import repaired, moved or guessed: where in the source, what kind, and why.

    `unit` and `project` are codes, `indicator` a name, `node` the id in the draft book (0: the book itself).
    """

    place: str
    kind: str
    message: str
    unit: str | None = None
    project: str | None = None
    indicator: str | None = None
    node: int = 0
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a book says of itself: year, stage, title, profile, the total its source stated, and who filled it in.

    `profile_text` is the TOML of a 填报规则 that is not shipped, so that the book carries its rules along. `printing`
    is how the book wants to be printed: data of the book, but not of its form.
    """

    year: int | None = None
    stage: str = "一上稿"
    title: str | None = None
    profile: str = "qinghai-2024"
    profile_text: str | None = None
    stated_total: str | None = None
    responsible: str | None = None
    preparer: str | None = None
    phone: str | None = None
    filled_on: str | None = None
    waivers: tuple[Waiver, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    printing: Printing = USUAL
    id: int = ROOT
    parent: int = -1
    kind: Literal["book"] = field(default="book", init=False)


@dataclass(frozen=True, slots=True)
class Unit:
    """单位: a budget unit with its code (department 3 + unit 3 digits) and name."""

    id: int
    parent: int = ROOT
    code: str | None = None
    name: str | None = None
    kind: Literal["unit"] = field(default="unit", init=False)

    @property
    def label(self) -> str:
        """Code and name joined as the form prints them; 单位 without either."""
        return "-".join(part for part in (self.code, self.name) if part) or "（未填单位名称）"


@dataclass(frozen=True, slots=True)
class Project:
    """项目: code, name, category, money in 万元 as texts, the goal of the year and that of all its years.

    `reviewed` is False while carried over.
    """

    id: int
    parent: int
    code: str | None = None
    name: str | None = None
    category: str | None = None
    budget: str | None = None
    execution_weight: str | None = None
    objective: str | None = None
    control: str | None = None
    last_budget: str | None = None
    last_objective: str | None = None
    department: str | None = None
    implementer: str | None = None
    attribute: str | None = None
    period: str | None = None
    fiscal_funds: str | None = None
    other_funds: str | None = None
    overall_objective: str | None = None
    reviewed: bool = True
    kind: Literal["project"] = field(default="project", init=False)

    @property
    def label(self) -> str:
        """Code and name joined as the form prints them."""
        return "-".join(part for part in (self.code, self.name) if part) or "（未填项目名称）"


@dataclass(frozen=True, slots=True)
class Indicator:
    """三级指标: its two upper levels by canonical name, its name, and 性质 + 值 + 单位 + 分值 as texts."""

    id: int
    parent: int
    level1: str | None = None
    level2: str | None = None
    name: str | None = None
    comparator: str | None = None
    value: str | None = None
    unit: str | None = None
    weight: str | None = None
    reviewed: bool = True
    last: Target | None = None
    kind: Literal["indicator"] = field(default="indicator", init=False)

    @property
    def levels(self) -> tuple[str | None, str | None]:
        """(一级, 二级)."""
        return self.level1, self.level2

    @property
    def blank(self) -> bool:
        """True when nothing but the levels was filled in."""
        return not any((self.name, self.comparator, self.value, self.unit, self.weight))


Node = Facts | Unit | Project | Indicator

UNIT_FIELDS = ("code", "name")
PROJECT_FIELDS = (
    "code", "name", "category", "budget", "execution_weight", "objective", "control", "last_budget", "last_objective",
    "department", "implementer", "attribute", "period", "fiscal_funds", "other_funds", "overall_objective",
)  # fmt: skip
INDICATOR_FIELDS = ("level1", "level2", "name", "comparator", "value", "unit", "weight")
CHILD_KIND: dict[str, str] = {"book": "unit", "unit": "project", "project": "indicator"}


class Book:
    """One form book. Read it by `node`, `children` and the iterators; change it by commands."""

    def __init__(self, facts: Facts | None = None) -> None:
        self._nodes: dict[int, Node] = {ROOT: facts or Facts()}
        self._children: dict[int, list[int]] = {ROOT: []}
        self._next = 1

    @classmethod
    def build(cls, facts: Facts, records: Iterable[Unit | Project | Indicator], next_id: int = 1) -> Book:
        """Return a book of these records: parents before their children, siblings in the order given.

        `next_id` is the id that the book had come to; ids that were used once stay used. Raises ValueError when an
        id stands twice or a parent is missing or of the wrong kind.
        """
        book = cls(facts)
        nodes, children = book._nodes, book._children
        for record in records:
            parent = nodes.get(record.parent)
            if record.id <= ROOT or record.id in nodes or parent is None or CHILD_KIND.get(parent.kind) != record.kind:
                raise ValueError(f"{record.kind} {record.id} under {record.parent} has no place in this book")
            nodes[record.id] = record
            children[record.parent].append(record.id)
            if record.kind != "indicator":
                children[record.id] = []
        book._next = max(next_id, max(nodes) + 1)
        return book

    @property
    def facts(self) -> Facts:
        """What the book says of itself."""
        facts = self._nodes[ROOT]
        assert isinstance(facts, Facts)
        return facts

    @property
    def next_id(self) -> int:
        """The id that the next new record takes; ids are never used twice in one book."""
        return self._next

    def __contains__(self, node_id: object) -> bool:
        return node_id in self._nodes

    def node(self, node_id: int) -> Node:
        """Return the record with this id. Raises KeyError when there is none (any more)."""
        return self._nodes[node_id]

    def unit(self, node_id: int) -> Unit:
        """Return a unit. Raises KeyError or TypeError when the id is not a unit's."""
        return _expect(self._nodes[node_id], Unit)

    def project(self, node_id: int) -> Project:
        """Return a project. Raises KeyError or TypeError when the id is not a project's."""
        return _expect(self._nodes[node_id], Project)

    def indicator(self, node_id: int) -> Indicator:
        """Return an indicator. Raises KeyError or TypeError when the id is not an indicator's."""
        return _expect(self._nodes[node_id], Indicator)

    def children(self, node_id: int) -> tuple[int, ...]:
        """Return the ids of a node's children in order; indicators have none."""
        return tuple(self._children.get(node_id, ()))

    def index(self, node_id: int) -> int:
        """Return the place of a node among its siblings, from 0."""
        return self._children[self._nodes[node_id].parent].index(node_id)

    def units(self) -> Iterator[Unit]:
        """Yield the units in order."""
        return (self.unit(i) for i in self.children(ROOT))

    def projects(self, unit_id: int | None = None) -> Iterator[Project]:
        """Yield the projects of one unit, or of all units in order."""
        units = self.children(ROOT) if unit_id is None else (unit_id,)
        return (self.project(i) for u in units for i in self.children(u))

    def indicators(self, project_id: int | None = None) -> Iterator[Indicator]:
        """Yield the indicators of one project, or of all projects in order."""
        projects = (p.id for p in self.projects()) if project_id is None else iter((project_id,))
        return (self.indicator(i) for p in projects for i in self.children(p))

    def ancestor(self, node_id: int, kind: Kind) -> int | None:
        """Return the id of the nearest node of `kind` from `node_id` upwards (itself included), or None."""
        current = node_id
        while current >= 0:
            node = self._nodes[current]
            if node.kind == kind:
                return current
            current = node.parent
        return None

    def subtree(self, node_id: int) -> tuple[Node, ...]:
        """Return a node and everything below it, parents before children."""
        nodes, children = self._nodes, self._children
        found: list[Node] = []
        left = [node_id]
        while left:
            current = left.pop()
            found.append(nodes[current])
            left.extend(reversed(children.get(current, ())))
        return tuple(found)

    def copy(self) -> Book:
        """Return an independent book with the same records and ids (records are shared, they never change)."""
        twin = Book(self.facts)
        twin._nodes = dict(self._nodes)
        twin._children = {key: list(value) for key, value in self._children.items()}
        twin._next = self._next
        return twin

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and self._nodes == other._nodes and self._children == other._children

    __hash__ = None  # type: ignore[assignment]

    # The four ways a book changes; `domain.changes` calls them, nobody else.

    def _set_field(self, node_id: int, name: str, value: Any) -> None:
        self._nodes[node_id] = replace(self._nodes[node_id], **{name: value})

    def _insert(self, index: int, records: tuple[Node, ...]) -> None:
        top = records[0]
        self._children[top.parent].insert(index, top.id)
        for record in records:
            self._nodes[record.id] = record
            if record.kind != "indicator":
                self._children[record.id] = []
            if record is not top:
                self._children[record.parent].append(record.id)
            self._next = max(self._next, record.id + 1)

    def _remove(self, node_id: int) -> None:
        records = self.subtree(node_id)
        self._children[records[0].parent].remove(node_id)
        for record in records:
            del self._nodes[record.id]
            self._children.pop(record.id, None)

    def _move(self, node_id: int, parent: int, index: int) -> None:
        node = self._nodes[node_id]
        self._children[node.parent].remove(node_id)
        self._children[parent].insert(index, node_id)
        if node.parent != parent:
            self._nodes[node_id] = replace(node, parent=parent)


def _expect(node: Node, kind: type[T]) -> T:
    if not isinstance(node, kind):
        raise TypeError(f"{node!r} is not a {kind.__name__}")
    return node
