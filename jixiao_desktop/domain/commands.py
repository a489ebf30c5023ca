"""The only door to change a book: each function returns a named `Command` that a history carries out.

Rows of a project always stand in the form's order with equal levels together (`framework.arranged_order`): commands
that give a row its levels also put it in its place. Empty texts become None. Touching a carried-over row reviews it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from . import framework, stage, terms
from .book import ROOT, Book, Doubt, Indicator, Node, Project, Waiver
from .history import Command, Transaction
from .printing import Printing

Pointing = TypeVar("Pointing", Doubt, Waiver)
Levels = tuple[str | None, str | None]
Cell = tuple[int, str, Any]
_LEVELS = ("level1", "level2")


def _clean(value: Any) -> Any:
    return (value.strip() or None) if isinstance(value, str) else value


def _levels(book: Book, project: int, without: int | None = None) -> list[Levels]:
    return [row.levels for row in book.indicators(project) if row.id != without]


def _touch(pen: Transaction, node_id: int) -> None:
    node = pen.book.node(node_id)
    if isinstance(node, Indicator | Project) and not node.reviewed:
        pen.set(node_id, "reviewed", True)


def _settle(pen: Transaction, node_id: int) -> None:
    """Put a row where its levels belong when it does not stand among its like."""
    row = pen.book.indicator(node_id)
    rows = list(pen.book.indicators(row.parent))
    order = framework.arranged_order([r.levels for r in rows])
    if order != list(range(len(rows))):
        pen.move(node_id, row.parent, framework.place_for(_levels(pen.book, row.parent, node_id), row.levels))


def _write(pen: Transaction, node_id: int, field: str, value: Any) -> None:
    """Set one cell as a clerk does. A carried-over row counts as reviewed after it, even when the value stays."""
    pen.set(node_id, field, _clean(value))
    if field in _LEVELS:
        _settle(pen, node_id)
    if field not in ("reviewed", "last", "last_budget", "last_objective"):
        _touch(pen, node_id)


def set_cell(node_id: int, field: str, value: Any, title: str | None = None) -> Command:
    """Set one field of one record; texts are trimmed, "" becomes None."""
    return set_cells([(node_id, field, value)], title or f"修改{terms.label(field)}")


def set_cells(cells: Iterable[Cell], title: str) -> Command:
    """Set many cells (node, field, value) in one step."""
    wanted = list(cells)

    def write(pen: Transaction) -> None:
        for node_id, field, value in wanted:
            _write(pen, node_id, field, value)

    return Command(title, write)


def add_unit(code: str | None, name: str | None, index: int | None = None) -> Command:
    """Add a unit, at the end unless an index is given."""
    return Command(
        "添加单位",
        lambda pen: pen.insert(
            ROOT, len(pen.book.children(ROOT)) if index is None else index, code=_clean(code), name=_clean(name)
        ),
    )


def add_project(unit_id: int, fields: Mapping[str, str | None], index: int | None = None) -> Command:
    """Add a project with these fields to a unit, at the end unless an index is given."""
    clean = {key: _clean(value) for key, value in fields.items()}

    def write(pen: Transaction) -> None:
        pen.insert(unit_id, len(pen.book.children(unit_id)) if index is None else index, **clean)

    return Command("添加项目", write)


def add_indicator(project_id: int, fields: Mapping[str, str | None], index: int | None = None) -> Command:
    """Add an indicator; it goes to the end of its 二级 unless `index` is a place among rows of equal levels."""
    return add_indicators(project_id, [fields], index, "添加指标")


def add_indicators(
    project_id: int, rows: Sequence[Mapping[str, str | None]], index: int | None = None, title: str = "添加指标"
) -> Command:
    """Add several indicators in one step (see add_indicator)."""
    clean = [{key: _clean(value) for key, value in row.items()} for row in rows]

    def write(pen: Transaction) -> None:
        for offset, row in enumerate(clean):
            pair = (row.get("level1"), row.get("level2"))
            levels = _levels(pen.book, project_id)
            place = framework.place_for(levels, pair) if index is None else index + offset
            if not _fits(levels, place, pair):
                place = framework.place_for(levels, pair)
            pen.insert(project_id, place, **row)

    return Command(title, write)


def _fits(levels: Sequence[Levels], index: int, pair: Levels) -> bool:
    if not 0 <= index <= len(levels):
        return False
    mixed = [*levels[:index], pair, *levels[index:]]
    return framework.arranged_order(mixed) == list(range(len(mixed)))


def duplicate(node_id: int) -> Command:
    """Put a copy of a record, with everything below it, right after it."""

    def write(pen: Transaction) -> None:
        records = pen.book.subtree(node_id)
        pen.insert_copy(records[0].parent, pen.book.index(node_id) + 1, records)

    return Command("复制一行", write)


def paste_records(parent: int, index: int, trees: Sequence[Sequence[Any]], title: str = "粘贴") -> Command:
    """Insert copies of whole records (each parents first) under `parent` from `index` on, in one step."""

    def write(pen: Transaction) -> None:
        for offset, records in enumerate(trees):
            new = pen.insert_copy(parent, index + offset, tuple(records))
            if pen.book.node(new).kind == "indicator":
                _settle(pen, new)

    return Command(title, write)


def remove(node_ids: Iterable[int], title: str | None = None) -> Command:
    """Remove records with everything below them; ids below another of the ids are taken along."""
    wanted = list(node_ids)

    def write(pen: Transaction) -> None:
        for node_id in wanted:
            if node_id in pen.book:
                pen.remove(node_id)

    return Command(title or (f"删除 {len(wanted)} 行" if len(wanted) > 1 else "删除"), write)


def move(node_id: int, parent: int, index: int, levels: Levels | None = None) -> Command:
    """Move a record under `parent` to `index` (counted without it); an indicator may take new levels.

    An index that would tear equal levels apart is replaced by the end of the row's 二级.
    """

    def write(pen: Transaction) -> None:
        node = pen.book.node(node_id)
        if isinstance(node, Indicator):
            _move_row(pen, node, parent, index, levels or node.levels)
        else:
            pen.move(node_id, parent, index)

    return Command("移动", write)


def _move_row(pen: Transaction, row: Indicator, parent: int, index: int, pair: Levels) -> None:
    others = _levels(pen.book, parent, row.id)
    place = index if _fits(others, index, pair) else framework.place_for(others, pair)
    changed = pair != row.levels
    pen.move(row.id, parent, place)
    pen.set(row.id, "level1", pair[0])
    pen.set(row.id, "level2", pair[1])
    if changed:
        _touch(pen, row.id)


def shift(node_id: int, step: int) -> Command:
    """Move a record one place up (-1) or down (+1) among its like.

    An indicator at the edge of its 二级 goes on into the neighbouring 二级 that the project has; at either end of the
    project nothing happens.
    """

    def write(pen: Transaction) -> None:
        node = pen.book.node(node_id)
        place = pen.book.index(node_id) + step
        if not 0 <= place < len(pen.book.children(node.parent)):
            return
        if isinstance(node, Indicator):
            neighbour = pen.book.indicator(pen.book.children(node.parent)[place])
            if neighbour.levels != node.levels:
                place = pen.book.index(node_id)
            _move_row(pen, node, node.parent, place, neighbour.levels)
        else:
            pen.move(node_id, node.parent, place)

    return Command("上移" if step < 0 else "下移", write)


def mark_reviewed(node_ids: Iterable[int], title: str = "标为已核对") -> Command:
    """Mark carried-over rows as reviewed."""
    wanted = list(node_ids)

    def write(pen: Transaction) -> None:
        for node_id in wanted:
            _touch(pen, node_id)

    return Command(title, write)


def set_stage(new: str) -> Command:
    """Set the stage; a title that still was the old stage's own becomes the new stage's."""

    def write(pen: Transaction) -> None:
        facts = pen.book.facts
        if facts.title in (None, stage.title(facts.year, facts.stage)):
            pen.set(ROOT, "title", stage.title(facts.year, new))
        pen.set(ROOT, "stage", new)

    return Command(f"阶段改为{new}", write)


def set_year(year: int | None) -> Command:
    """Set the year; a title that still was the old year's own becomes the new year's."""

    def write(pen: Transaction) -> None:
        facts = pen.book.facts
        if facts.title in (None, stage.title(facts.year, facts.stage)):
            pen.set(ROOT, "title", stage.title(year, facts.stage))
        pen.set(ROOT, "year", year)

    return Command("修改年度", write)


def set_profile(name: str, title: str, text: str | None = None) -> Command:
    """Use another 填报规则; `text` is its TOML when it is not a shipped one."""

    def write(pen: Transaction) -> None:
        pen.set(ROOT, "profile", name)
        pen.set(ROOT, "profile_text", text)

    return Command(f"填报规则改为{title}", write)


def waive(waiver: Waiver) -> Command:
    """Declare a finding true as it stands (属实), with a note; replaces an earlier note on the same cell and rule."""

    def write(pen: Transaction) -> None:
        kept = (
            w for w in pen.book.facts.waivers if (w.rule, w.node, w.field) != (waiver.rule, waiver.node, waiver.field)
        )
        pen.set(ROOT, "waivers", (*kept, waiver))

    return Command("说明属实", write)


def unwaive(rule: str, node_id: int, field: str) -> Command:
    """Take a declaration back."""

    def write(pen: Transaction) -> None:
        kept = tuple(w for w in pen.book.facts.waivers if (w.rule, w.node, w.field) != (rule, node_id, field))
        pen.set(ROOT, "waivers", kept)

    return Command("撤回说明", write)


def settle_doubts(places: Iterable[int]) -> Command:
    """Drop the doubts at these places in the list of 待核对项: the clerk looked at them."""
    gone = set(places)

    def write(pen: Transaction) -> None:
        kept = tuple(doubt for place, doubt in enumerate(pen.book.facts.doubts) if place not in gone)
        pen.set(ROOT, "doubts", kept)

    return Command("核对导入疑点", write)


def set_printing(printing: Printing) -> Command:
    """Set how the book wants to be printed. Run it by `History.amend`: it is no step that 撤销 takes back."""
    return Command("打印设置", lambda pen: pen.set(ROOT, "printing", printing))


def import_book(other: Book, title: str = "导入") -> Command:
    """Append the units of another book; a unit with the same code and name receives the other's projects.

    Doubts and declarations (属实) come along and point at the new records.
    """

    def write(pen: Transaction) -> None:
        fresh: dict[int, int] = {ROOT: ROOT}
        for unit in other.units():
            same = next((u for u in pen.book.units() if (u.code, u.name) == (unit.code, unit.name)), None)
            if same is None:
                _bring(pen, ROOT, other.subtree(unit.id), fresh)
                continue
            fresh[unit.id] = same.id
            for project in other.projects(unit.id):
                _bring(pen, same.id, other.subtree(project.id), fresh)
        facts, new = pen.book.facts, other.facts
        pen.set(ROOT, "doubts", (*facts.doubts, *_pointing(new.doubts, fresh)))
        pen.set(ROOT, "waivers", (*facts.waivers, *_pointing(new.waivers, fresh)))

    return Command(title, write)


def _bring(pen: Transaction, parent: int, records: Sequence[Node], fresh: dict[int, int]) -> None:
    """Append a copy of a tree under `parent` and note in `fresh` which id each record got."""
    fresh.update({record.id: pen.book.next_id + offset for offset, record in enumerate(records)})
    pen.insert_copy(parent, len(pen.book.children(parent)), tuple(records))


def _pointing(items: Sequence[Pointing], fresh: Mapping[int, int]) -> list[Pointing]:
    """Return doubts or waivers at their records' new ids; those of records that are gone are dropped."""
    return [replace(item, node=fresh[item.node]) for item in items if item.node in fresh]
