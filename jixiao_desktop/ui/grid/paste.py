"""Pasting a block: from texts and a place to one command. What does not fit at sight is shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...domain import commands
from ...domain.book import Book, Indicator, Project
from ...domain.history import Command, Transaction
from . import blocks, entry, mapping
from .blocks import Block
from .mapping import SKIP
from .shadow import GROUPS_FROM, Levels

if TYPE_CHECKING:
    from .model import BookModel
    from .view import GridView


@dataclass(frozen=True, slots=True)
class Plan:
    """What a paste would do: a block, a field for each of its columns, the records it meets, and what is new.

    `targets` are records from the first row on; further rows become indicators of `project` with `levels`, or are
    left out when `project` is None. `said` tells what was tidied.
    """

    block: Block
    fields: tuple[str, ...]
    targets: tuple[int, ...]
    project: int | None
    levels: Levels
    place: int | None
    allowed: tuple[str, ...]
    said: str = ""

    @property
    def surplus(self) -> int:
        """How many rows find no record and cannot become new ones."""
        return 0 if self.project is not None else max(0, len(self.block) - len(self.targets))

    @property
    def sure(self) -> bool:
        """True when everything fits and nothing needs to be asked."""
        return self.surplus == 0 and mapping.fits(self.block, self.fields)

    def remapped(self, fields: Sequence[str]) -> Plan:
        """Return the plan with other fields for the columns."""
        return replace(self, fields=tuple(fields))

    def verdict(self, row: int, column: int) -> str:
        """Return what is doubtful about one cell, "" when it fits."""
        if self.project is None and row >= len(self.targets):
            return "超出最后一行，不粘贴"
        field = self.fields[column] if column < len(self.fields) else SKIP
        text = self.block[row][column] if column < len(self.block[row]) else ""
        return mapping.verdict(field, text)


def command_for(book: Book, plan: Plan) -> Command:
    """Return the one step that a plan means."""
    rows = [_texts(row, plan.fields) for row in plan.block]
    rows = _levels_filled(rows)

    def write(pen: Transaction) -> None:
        for target, texts in zip(plan.targets, rows, strict=False):
            cells = _cells(pen.book.node(target), texts)
            commands.set_cells([(target, name, text) for name, text in cells], "").write(pen)
        if plan.project is not None:
            _add_rows(pen, plan, rows[len(plan.targets) :])

    return Command(f"粘贴 {len(rows)} 行" if len(rows) > 1 else "粘贴", write)


def _add_rows(pen: Transaction, plan: Plan, rows: list[dict[str, str]]) -> None:
    assert plan.project is not None
    place = plan.place
    for texts in rows:
        if not any(texts.get(name, "").strip() for name in texts if name not in ("level1", "level2")):
            continue
        start = Indicator(id=-1, parent=plan.project, level1=plan.levels[0], level2=plan.levels[1])
        for name, text in _cells(start, texts):
            start = replace(start, **{name: text})  # type: ignore[arg-type]
        fields = {name: getattr(start, name) for name in mapping.INDICATOR_FIELDS}
        commands.add_indicators(plan.project, [fields], place).write(pen)
        place = place + 1 if place is not None else None


def _texts(row: Sequence[str], fields: Sequence[str]) -> dict[str, str]:
    return {field: text for field, text in zip(fields, row, strict=False) if field != SKIP}


def _levels_filled(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Give rows below a merged level cell the level that it spans."""
    last: dict[str, str] = {}
    filled = []
    for row in rows:
        new = dict(row)
        for name in ("level1", "level2"):
            if name in new and not new[name].strip() and name in last:
                new[name] = last[name]
        last.update({name: new[name] for name in ("level1", "level2") if new.get(name, "").strip()})
        filled.append(new)
    return filled


def _cells(record: object, texts: dict[str, str]) -> list[tuple[str, str | None]]:
    """Return the fields that one pasted row writes; a cell of its own outdoes what a joined text (95%) says."""
    cells: dict[str, str | None] = {}
    for name, text in texts.items():
        if name in ("level1", "level2") and not text.strip():
            continue
        assert isinstance(record, Indicator | Project)
        for field, new in entry.read(record, name, text).cells:
            if field == name or not texts.get(field, "").strip():
                cells[field] = new if new or field not in cells else cells[field]
    return list(cells.items())


def plan_for(view: GridView, model: BookModel, block: Block) -> Plan | None:
    """Return what pasting a block at the current cell would do; None when there is no place for it."""
    index = view.currentIndex()
    if not index.isValid() or not block:
        return None
    tidy = blocks.clean(block)
    texts = tidy.block
    header = mapping.header_fields(texts[0]) if len(texts) > 1 else None
    texts = texts[1:] if header else texts
    allowed = mapping.PROJECT_FIELDS if view.filled_kind == "project" else mapping.INDICATOR_FIELDS
    width = max(map(len, texts))
    fields = header or _in_order(view, index.column(), width)
    if not mapping.fits(texts, fields) and not header and width > 2:
        guessed = mapping.guess(texts, allowed)
        fields = guessed if "name" in guessed or "budget" in guessed else fields
    return _placed(view, model, Plan(texts, tuple(fields), (), None, (None, None), None, allowed, tidy.said))


def _in_order(view: GridView, start: int, width: int) -> list[str]:
    columns = view.book_model.layout.columns[start:]
    own = [column.fields[view.filled_kind] for column in columns if view.filled_kind in column.fields]
    return [*own[:width], *[SKIP] * (width - len(own))]


def _placed(view: GridView, model: BookModel, plan: Plan) -> Plan | None:
    row = model.row_id(view.currentIndex())
    book, count = model.book, len(plan.block)
    chosen = [r for r in view.operations.selected_records() if book.node(r).kind == view.filled_kind]
    if len(chosen) > count and len(chosen) % count == 0:
        return replace(plan, block=plan.block * (len(chosen) // count), targets=tuple(chosen))
    if view.filled_kind == "project":
        following = [p.id for p in book.projects()]
        start = following.index(row) if row in following else 0
        return replace(plan, targets=tuple(following[start : start + count]))
    project = model.shadow.project_of(row)
    if project is None:
        return None
    if row < GROUPS_FROM and book.node(row).kind == "indicator":
        siblings = book.children(project)
        targets = siblings[siblings.index(row) :][:count]
        levels = book.indicator(targets[-1]).levels
        return replace(plan, targets=targets, project=project, levels=levels, place=book.index(targets[-1]) + 1)
    levels, place = view.operations.place_below(row, project)
    return replace(plan, project=project, levels=levels, place=place)


def paste_into(view: GridView, model: BookModel, block: Block) -> None:
    """Paste a block at the current cell; ask first when it does not fit."""
    if not block:
        view.status.emit("剪贴板里没有可以粘贴的文字。")
        return
    if sum(map(len, block)) > blocks.MAX_CELLS:
        view.status.emit(f"剪贴板里的内容超过 {blocks.MAX_CELLS} 格，请分几次粘贴。")
        return
    if len(block) == 1 and len(block[0]) == 1:
        _paste_one(view, model, block)
        return
    plan = plan_for(view, model, block)
    if plan is None:
        view.status.emit("请先选中一个项目或指标，再粘贴。")
    elif plan.sure:
        carry_out(view, model, plan)
    else:
        view.ask_paste(plan)


def _paste_one(view: GridView, model: BookModel, block: Block) -> None:
    """One text goes into every selected cell."""
    tidy = blocks.clean(block)
    cells = []
    for index in view.operations.filled_cells():
        node = model.row_id(index)
        done = entry.read(model.book.node(node), model.field(index), tidy.block[0][0])
        cells += [(node, name, text) for name, text in done.cells]
    if cells:
        model.session.run(commands.set_cells(cells, "粘贴"))
        view.status.emit(tidy.said or "已粘贴，可撤销")


def carry_out(view: GridView, model: BookModel, plan: Plan) -> None:
    """Do what a plan says and say what was done."""
    model.session.run(command_for(model.book, plan))
    done = f"已粘贴 {len(plan.block) - plan.surplus} 行，可撤销"
    view.status.emit(f"{done}。{plan.said}" if plan.said else done)
