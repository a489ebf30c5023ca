"""Walking down a table row by row: which unit, project and levels a row belongs to.

A blank cell belongs to what stands above it, in a table without merged cells as well as in one with. At the start
of a page a row may go on with what the page break cut: a name, a goal, a level.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ..tables import Row, Table
from ..texts import match_brackets, shown, squeeze, without_blanks
from . import cards, content, groups, headers, noise, wording
from .cards import Card
from .drafts import FormDraft, Level, Note, ProjectDraft, RowDraft, UnitDraft
from .fitting import Fitted, block_shift, fit
from .groups import Heading, headings
from .headers import Layout
from .levels import Levels
from .unfolding import unfold

_ROW_KEYS = ("indicator", "comparator", "value", "measure", "weight")
_LONG = 12
_HEAD_ROWS = 20
"""Rows at the top of a table in which 填报单位：… is looked for."""


@dataclass(slots=True)
class Section:
    """Body rows under one header; `card` is what a single form says above them."""

    layout: Layout
    rows: Sequence[Row]
    card: Card | None = None


class Walker:
    """Reads the sections of one table into a form draft."""

    def __init__(self, form: FormDraft, table: Table, sections: Sequence[Section]) -> None:
        self.form = form
        self.table = table
        body = [row for section in sections for row in section.rows]
        self.pen = wording.Pen(table, body, list(_goals(sections)))
        self.unit: UnitDraft | None = None
        self.project: ProjectDraft | None = None
        self.levels = Levels(own=bool(table.stage))
        self.layout = sections[0].layout
        self.headings: dict[int, Heading] = {}
        self.department: str | None = None
        self.footer = False
        self.single = False
        self.above: list[Row] = [*_above(table, sections)]
        for section in sections:
            self._section(section)
            self.above = _below(section.rows)
        self._note_healed()
        self._note_inherited()

    def _section(self, section: Section) -> None:
        self.layout = section.layout
        self.headings = headings(section.rows, section.layout)
        if section.card:
            self.single = True
            self._card(section.card)
        elif self.unit and (unit := self._headed_unit()) and unit is not self.unit:
            self.unit, self.project = unit, None
        pages: dict[int, list[Row]] = {}
        for row in section.rows:
            if not row.blank:
                pages.setdefault(row.page, []).extend(self._unfolded(row))
        for rows in pages.values():
            self._page(rows)

    def _unfolded(self, row: Row) -> Sequence[Row]:
        """Part a row of a sheet whose cells list several indicators; on pages a line ends where the column does."""
        parts = unfold(row, self.layout) if self.table.kind == "sheet" else [row]
        if len(parts) > 1:
            message = f"一格里分行写了 {len(parts)} 个指标，已按行分成 {len(parts)} 个，请核对"
            self.form.notes.append(Note("parted-row", message, row.place))
        return parts

    def _page(self, rows: Sequence[Row]) -> None:
        beside = {id(row) for row in rows if noise.is_sum(row) or noise.is_noise(row) or id(row) in self.headings}
        body = [row for row in rows if id(row) not in beside]
        shift = block_shift(body, self.layout)
        if shift:
            self._note_shift(body, shift)
        first = True
        for row in rows:
            if self._headed(row) or self._beside(row):
                continue
            self._row(row, fit(row, self.layout, shift), first)
            first = False

    def _beside(self, row: Row) -> bool:
        """Deal with a row that is no part of the table's body; True when it was one."""
        facts = noise.signatures(row)
        if noise.is_noise(row):
            for key, value in facts.items():
                self.form.facts.setdefault(key, value)
            within = noise.is_page_number(row) or noise.is_numbering(row)
            self.footer = self.footer or (self.project is not None and not within)
            return True
        if noise.is_sum(row):
            self._sum(row)
            return True
        if self.footer and len(row.filled()) < 3:
            return True
        self.footer = False
        return False

    def _sum(self, row: Row) -> None:
        """Take the stated total from a 合计 row; subtotals are not read, they follow from the projects."""
        if not content.is_total(row.filled()[0][1].text):
            return
        for _, cell in row.filled()[1:]:
            if content.money(cell.text) is not None:
                text = wording.amount(cell, self.layout.money)
                if text:
                    self.form.totals.append(text)
                return

    def _headed(self, row: Row) -> bool:
        """Begin the unit that a row names which stands above its projects; True when it was one."""
        heading = self.headings.get(id(row))
        if heading is None:
            return False
        self.levels.clear()
        self.project = None
        if heading.over_units:
            self.department = heading.name or heading.code
            return True
        self.unit = self._known_unit(heading.code, heading.name) or self._new_unit(row, heading.code, heading.name)
        if not heading.sure:
            message = f"表中没有单位名称一栏，单独一行的“{shown(heading.name or '')}”按单位名称读入，请核对"
            self._note(self.unit, "guessed-unit", message, row, "name")
        return True

    def _known_unit(self, code: str | None, name: str | None) -> UnitDraft | None:
        return next((unit for unit in self.form.units if (unit.code, unit.name) == (code, name)), None)

    # One row of the body.

    def _row(self, row: Row, fitted: Fitted, first: bool) -> None:
        if len(fitted.cells) + len(fitted.rest) == 1 and not first and self._lonely(row, fitted):
            return
        self._unit(row, fitted)
        before = self.project
        self._project(row, fitted, first)
        starts = self.project is not before
        draft = self._indicator(row, fitted, first, starts)
        self._note_moves(row, fitted, draft)

    def _lonely(self, row: Row, fitted: Fitted) -> bool:
        """Deal with a row of a single text: a unit's heading is read, any other text becomes a doubt; True if so."""
        key = next(iter(fitted.cells), "")
        text = row.filled()[0][1].text if row.filled() else ""
        if not text or (key in ("level1", "level2", "indicator", "project") and not fitted.moved):
            return False
        if content.is_unit_label(text) or (key == "unit" and len(squeeze(text)) <= 30):
            return False
        if key == "objective" and not fitted.moved:
            return False
        self._doubt_unread(row, (text.strip(),))
        return True

    def _unit(self, row: Row, fitted: Fitted) -> None:
        label, (own_code, odd) = fitted.text("unit"), wording.code(fitted.text("unit_code"))
        if not label and not own_code:
            return
        printed_code, name, torn = wording.take_unit(self.pen.text(label, row) or "")
        code = own_code or printed_code or ""
        if self.unit and (self.unit.code, self.unit.name) == (code or None, name):
            return
        unit = self._known_unit(code or None, name)
        if unit is None:
            unit = self._new_unit(row, code or None, name)
            self._note_code(unit, odd, row)
        if unit is not self.unit:
            self.unit, self.project = unit, None
        if torn:
            self._note(unit, "joined-code", f"单位编码被空格断开，已连成 {code}", row, "code")

    def _new_unit(self, row: Row, code: str | None, name: str | None) -> UnitDraft:
        nameless = self.form.units[-1] if self.form.units else None
        if nameless and nameless.code is None and nameless.name is None:
            nameless.code, nameless.name = code, name
            message = f"前面 {len(nameless.projects)} 个项目的行上没有单位名称，按同一张表归入“{name or code}”"
            self._note(nameless, "guessed-unit", message, row, "name")
            return nameless
        unit = UnitDraft(row.place, code, name)
        self.form.units.append(unit)
        return unit

    def _headed_unit(self) -> UnitDraft | None:
        """Return the unit that 填报单位：… above a table without a unit column names."""
        heading = None if self.layout.column("unit") is not None else noise.unit_of(self.above)
        if heading is None:
            return None
        label, place = heading
        code, name, _ = wording.take_unit(label)
        return self._guessed_unit(code, name, f"按表头上方的“填报单位：{shown(label)}”读入", place)

    def _sheet_unit(self) -> UnitDraft | None:
        """Return the unit that a sheet without a unit column is named after."""
        heading = groups.named_unit(self.table.name or "") if self.layout.column("unit") is None else None
        if heading is None:
            return None
        place = f"工作表“{self.table.name}”"
        return self._guessed_unit(heading.code, heading.name, "按工作表的名称读入，请核对", place)

    def _former_unit(self, row: Row) -> UnitDraft:
        """Return the unit of the table before, with a doubt when that one was named; a new one for the first table."""
        if not self.form.units:
            return self._new_unit(row, None, None)
        unit = self.form.units[-1]
        if self.table.name and (label := unit.name or unit.code):
            message = f"这张表没有写单位名称，按前面的表归入“{shown(label)}”，请核对"
            self._note(unit, "guessed-unit", message, row, "name")
        return unit

    def _guessed_unit(self, code: str | None, name: str | None, how: str, place: str) -> UnitDraft:
        unit = self._known_unit(code, name)
        if unit is None:
            unit = UnitDraft(place, code, name)
            unit.notes.append(Note("guessed-unit", f"表中没有单位名称一栏，{how}", place, "name"))
            self.form.units.append(unit)
        return unit

    # Projects.

    def _project(self, row: Row, fitted: Fitted, first: bool) -> None:
        label, (code, odd) = fitted.text("project"), wording.code(fitted.text("project_code"))
        goal = wording.without_reference(fitted.text("objective"))
        if not label and not code:
            if not self._starts_without_label(fitted):
                self._more_goal(row, goal, first)
                return
        elif self._goes_on(row, fitted, label, code, first):
            self._more_goal(row, goal, first, repeated=self._is_label_again(row, label))
            return
        self._start(row, fitted, label, code, goal)
        self._note_code(self.project, odd, row)

    def _starts_without_label(self, fitted: Fitted) -> bool:
        """True for a row with a category and a budget of its own: a project whose name was lost."""
        if not fitted.text("category") or not fitted.text("budget"):
            return self.project is None and any(fitted.text(key) for key in _ROW_KEYS)
        budget = wording.amount(fitted.cells["budget"], self.layout.money)
        return self.project is None or self.project.budget != budget

    def _goes_on(self, row: Row, fitted: Fitted, label: str, code: str, first: bool) -> bool:
        """True when a row with a project's label belongs to the project above."""
        project = self.project
        if project is None:
            return False
        if not label and code == project.code and not fitted.text("budget"):
            return True  # the code stands on every row beside a name that is merged
        plain, marked = wording.without_mark(self.pen.text(label, row) or "")
        same = squeeze(plain) == squeeze(project.label) and (not code or code == project.code)
        if same and (marked or self._repeats(fitted, first)):
            project.labelled += 1
            return True
        if first and not fitted.text("budget") and not fitted.text("category") and not code:
            return self._rest_of_label(row, label)
        return False

    def _is_label_again(self, row: Row, label: str) -> bool:
        assert self.project is not None
        plain, _ = wording.without_mark(self.pen.text(label, row) or "")
        return squeeze(plain) == squeeze(self.project.label)

    def _repeats(self, fitted: Fitted, first: bool) -> bool:
        """True when the label is the same project's again: on every row of a flat table, or on a new page."""
        assert self.project is not None
        cell = fitted.cells.get("budget")
        budget = wording.amount(cell, self.layout.money) if cell and not cell.blank else None
        if budget is None and first:
            return True
        flat = "project" not in self.layout.merged and self.project.labelled >= len(self.project.rows)
        goal = squeeze(wording.without_reference(fitted.text("objective")))
        return flat and budget in (None, self.project.budget) and goal in ("", squeeze(self.project.objective or ""))

    def _rest_of_label(self, row: Row, label: str) -> bool:
        assert self.project is not None
        if content.has_code(label) or (not content.has_code(self.project.label) and self.project.code is None):
            return False
        if self._is_rest_of_goal(label):
            self._more_goal(row, label, first=True)
            return True
        rest, before = self.pen.text(label, row) or "", self.project.label
        self.project.label = match_brackets(before + rest)
        message = f"项目名称被分页截断，前页的“…{before[-_LONG:]}”与本行的“{shown(rest)}”已接成一个名称"
        if self.project.label != before + rest:
            message += "，括号改成一致"
        self._note(self.project, "joined-over-page", message, row, "name")
        return True

    def _is_rest_of_goal(self, text: str) -> bool:
        """True for the end of a sentence, when the goal above was cut in the middle of one."""
        goal = self.project.objective if self.project else None
        return bool(goal) and not str(goal).endswith(("。", "！")) and any(mark in text for mark in "，。；")

    def _more_goal(self, row: Row, goal: str, first: bool, repeated: bool = False) -> None:
        """Add what follows of a goal: behind a page break without a gap, in a further cell as a new paragraph.

        A project whose label is `repeated` was carried over by a program that prints pages: no doubt then.
        """
        project = self.project
        if not goal or project is None:
            return
        more, before = self.pen.long(goal, row) or "", project.objective or ""
        if squeeze(more) == squeeze(before):
            return
        cut = first or repeated or self.table.kind != "sheet"
        new_paragraph = bool(before) and (not cut or ("\n目标" in before + more and more.startswith("目标")))
        project.objective = before + ("\n" if new_paragraph else "") + more
        if repeated:
            return
        reason = "绩效目标被分页截断" if first else "绩效目标分在几行"
        kind = "joined-over-page" if first else "joined-goal"
        message = f"{reason}，前面的“…{before[-_LONG:]}”与本行的“{shown(more)}”已接上"
        self._note(project, kind, message, row, "objective")

    def _start(self, row: Row, fitted: Fitted, label: str, code: str, goal: str) -> None:
        if self.unit is None:
            self.unit = self._headed_unit() or self._sheet_unit() or self._former_unit(row)
        plain, _ = wording.without_mark(self.pen.text(label, row) or "")
        budget = fitted.cells.get("budget")
        category = self.pen.text(fitted.text("category"), row)
        project = ProjectDraft(
            row.place,
            row.page,
            label=plain,
            code=code or None,
            category=without_blanks(category) if category and content.is_category(category) else category,
            budget=wording.amount(budget, self.layout.money) if budget and not budget.blank else None,
            objective=self.pen.long(goal, row),
            more=self._more(row, fitted),
            labelled=1,
        )
        self.unit.projects.append(project)
        self.project = project
        if not label and not code:
            self._note(project, "lost-name", "这一行有项目类别和预算数而没有项目名称，请补上", row, "name")

    def _more(self, row: Row, fitted: Fitted) -> dict[str, str | None]:
        """Return what some lists say beside the form's own columns: department, parts of the money, long goal."""
        money = {key: wording.amount(fitted.cells[key], self.layout.money) for key in cards.FUNDS if fitted.text(key)}
        more = {
            "department": self.pen.text(fitted.text("department"), row) or self.department,
            "overall_objective": self.pen.long(fitted.text("overall_objective"), row),
            **money,
        }
        return {key: text for key, text in more.items() if text}

    # Single forms.

    def _card(self, card: Card) -> None:
        """Begin the project that a single form is about, or go on with it on a further page."""
        row, label = card.row, card.text("project")
        plain, marked = wording.without_mark(self.pen.text(label, row) or "")
        same = self.project is not None and squeeze(plain) == squeeze(self.project.label)
        if not label or (same and (marked or not card.text("budget"))):
            goal = wording.without_reference(card.text("objective"))
            self._more_goal(row, goal, first=True, repeated=True)
            return
        card.settle()
        self.levels.clear()
        self.footer = False
        self._unit_of(card)
        self._start_card(card, plain)

    def _unit_of(self, card: Card) -> None:
        """Find the unit of a single form: 填报单位, else who carries the project out."""
        seal, doer = (self.pen.text(card.text(key), card.row) for key in ("unit", "implementer"))
        if doer and (not seal or wording.take_unit(doer)[1] == wording.take_unit(seal)[1]):
            del card.cells["implementer"]
        code, name, _ = wording.take_unit((doer if "implementer" not in card.cells else None) or seal or "")
        known = (u for u in self.form.units if u.name == name and (None in (code, u.code) or code == u.code))
        self.unit = next(known, None) or self._new_unit(card.row, code, name)
        self.unit.code = self.unit.code or code
        self.project = None

    def _start_card(self, card: Card, label: str) -> None:
        row, assumed = card.row, card.money or self.layout.money
        texts = {key: self.pen.text(card.text(key), row) for key in ("category", "department", "implementer",
                                                                     "attribute", "period")}  # fmt: skip
        funds = {key: wording.amount(card.cells[key], assumed) for key in cards.MONEY if card.text(key)}
        assert self.unit is not None
        self.project = ProjectDraft(
            row.place,
            row.page,
            label=label,
            code=without_blanks(card.text("project_code")) or None,
            category=texts.pop("category"),
            budget=funds.pop("budget", None),
            objective=self.pen.long(card.text("objective"), row),
            more={**texts, **funds, "overall_objective": self.pen.long(card.text("overall_objective"), row)},
            labelled=1,
        )
        self.unit.projects.append(self.project)
        if card.homeless:
            named = "、".join(f"“{shown(words)}”" for words in card.homeless[:3])
            count = f"等 {len(card.homeless)} 处" if len(card.homeless) > 3 else ""
            self._note(self.project, "unread-text", f"{named}{count}没有读入：本程序没有这样的栏目", row, None)
        for words in card.unread:
            self._note(self.project, "unread-text", f"“{words.rstrip(':')}”一栏没有读入：本程序只记年度资金", row, None)

    # Indicators and their levels.

    def _indicator(self, row: Row, fitted: Fitted, first: bool, starts: bool) -> RowDraft | None:
        if self.project is None:
            if fitted.cells and any(fitted.text(key) for key in _ROW_KEYS):
                self._doubt_unread(row, tuple(cell.text for _, cell in row.filled()))
            return None
        own = bool(fitted.text("level1") or fitted.text("level2"))
        former = self.levels.both
        if starts:
            self.levels.clear()
        self.levels.read(
            row, fitted, first, self.layout, lambda kind, words: self._note(self.project, kind, words, row, None)
        )
        if not any(fitted.text(key) for key in (*_ROW_KEYS, "level1", "level2")):
            return None
        if self._rest_of_name(row, fitted, first) or (self.single and _is_unused(fitted)):
            return None
        levels = former if not own and starts and self.table.kind != "sheet" else self.levels.both
        draft = self._new_row(row, fitted, levels)
        draft.starts_project, draft.own_levels = starts, own
        self.project.rows.append(draft)
        return draft

    def _new_row(self, row: Row, fitted: Fitted, levels: tuple[Level | None, Level | None]) -> RowDraft:
        parts = wording.quantity(fitted.text("comparator"), fitted.text("value"), fitted.text("measure"))
        draft = RowDraft(
            row.place,
            row.page,
            *levels,
            name=self._name(row, fitted.text("indicator")),
            comparator=parts.comparator or self._sign_of_words(parts.value),
            value=parts.value,
            unit=parts.unit,
            weight=wording.points(fitted.text("weight")),
        )
        cell = fitted.cells.get("value")
        if cell and cell.raw and (shown := wording.otherwise_shown(parts)):
            message = f"指标值 {draft.value} 在原文件里可能显示为 {shown}（这种文件读不到显示格式），请核对"
            draft.notes.append(Note("guessed-percent", message, row.place, "value"))
        return draft

    def _sign_of_words(self, value: str | None) -> str | None:
        """Words without a sign are 定性, except in a sheet of our own, where a blank sign is a blank sign."""
        trusted = self.table.kind == "sheet" and not self.table.stage
        if not value or any(char.isdigit() for char in value):
            return None
        return "定性" if trusted or self.layout.column("comparator") is None else None

    def _name(self, row: Row, text: str) -> str | None:
        """Return an indicator's name; in a single form without its number (指标1：), which the book does not keep."""
        name = self.pen.text(text, row)
        bare = wording.without_number(name) if name and self.single else name
        if bare != name and self.project and all(note.kind != "numbered-name" for note in self.project.notes):
            message = f"三级指标名称前的序号（如“{shown(name or '', _LONG)}”）已去掉"
            self._note(self.project, "numbered-name", message, row, None)
        return bare

    def _rest_of_name(self, row: Row, fitted: Fitted, first: bool) -> bool:
        """Join an indicator's name that a page break cut; True when the row was nothing but its end."""
        assert self.project is not None
        name = fitted.text("indicator")
        if not first or not name or not self.project.rows or self.table.kind == "sheet":
            return False
        if any(fitted.text(key) for key in ("comparator", "value", "measure", "weight")):
            return False
        last = self.project.rows[-1]
        last.name = match_brackets((last.name or "") + (self.pen.text(name, row) or ""))
        last.notes.append(Note("joined-over-page", f"三级指标的名称被分页截断，已与{row.place}接上", row.place, "name"))
        return True

    # Notes.

    def _note(
        self, owner: UnitDraft | ProjectDraft | RowDraft | None, kind: str, message: str, row: Row, field: str | None
    ) -> None:
        notes = owner.notes if owner else self.form.notes
        notes.append(Note(kind, message, row.place, field))

    def _note_code(self, owner: UnitDraft | ProjectDraft | None, odd: str | None, row: Row) -> None:
        if odd:
            self._note(owner, "number-code", odd, row, "code")

    def _doubt_unread(self, row: Row, left: Sequence[str]) -> None:
        text = "、".join(f"“{shown(part)}”" for part in left)
        self._note(self.project, "unread-text", f"{text}放不进表格的任何一栏，没有读入", row, None)

    def _note_moves(self, row: Row, fitted: Fitted, draft: RowDraft | None) -> None:
        if fitted.rest:
            self._doubt_unread(row, fitted.rest)
        if fitted.moved:
            names = "、".join(f"{headers.label(key)}“{shown(fitted.text(key), _LONG)}”" for key in fitted.moved)
            self._note(
                draft or self.project, "shifted-row", f"这一行的格子与表头错开，已按内容放回：{names}", row, None
            )

    def _note_shift(self, rows: Sequence[Row], shift: int) -> None:
        way = "左" if shift > 0 else "右"
        message = f"{rows[0].place}到{rows[-1].place}整体比表头偏{way} {abs(shift)} 栏，已按内容对齐"
        self.form.notes.append(Note("shifted-block", message, rows[0].place))

    def _note_healed(self) -> None:
        for page, count in sorted(self.pen.healed.items()):
            place = self.pen.places[page]
            message = f"从这一行起，本页有 {count} 处文字中间的空格（原表折行留下的）已去掉，请看有没有该留的空格"
            self.form.notes.append(Note("joined-text", message, place))

    def _note_inherited(self) -> None:
        """Say once that blanks were filled from above in a sheet that merges other columns but not this one."""
        if inherited := self.levels.inherited:
            count = len(inherited)
            message = f"二级指标一栏没有合并单元格，从这一行起有 {count} 个空格按上一行的二级指标读入，请核对"
            self.form.notes.append(Note("guessed-level", message, inherited[0].place))


def _above(table: Table, sections: Sequence[Section]) -> Iterable[Row]:
    """Yield the rows in which 填报单位：… of a table's first section is looked for: its head, no further section's."""
    after = _below(sections[0].rows) if len(sections) > 1 else []
    return takewhile(lambda row: not after or row is not after[0], table.rows[:_HEAD_ROWS])


def _below(rows: Sequence[Row]) -> list[Row]:
    """Return what stands between the last row of a section's body and the header below it."""
    count = sum(1 for _ in takewhile(lambda row: len(row.filled()) <= 1 or noise.is_noise(row), reversed(rows)))
    return list(rows[len(rows) - count :])


def _goals(sections: Sequence[Section]) -> Iterator[str]:
    """Yield the texts that stand in the columns and cards for goals."""
    for section in sections:
        column = section.layout.column("objective")
        if section.card:
            yield from (section.card.text(key) for key in cards.GOALS)
        if column is not None:
            yield from (row.cells[column].text for row in section.rows if column < len(row.cells))


def _is_unused(fitted: Fitted) -> bool:
    """True for a line of a printed form that nobody filled in: 指标2： or …… without anything beside it."""
    beside = any(fitted.text(key) for key in ("comparator", "value", "measure", "weight"))
    return not beside and not wording.without_number(fitted.text("indicator")).strip("….·。 ")
