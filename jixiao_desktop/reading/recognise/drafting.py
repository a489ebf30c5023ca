"""From a mended form draft to a book: labels taken apart, levels by their canonical names, notes as doubts."""

from __future__ import annotations

import re

from ...domain import codes, stage
from ...domain.book import ROOT, Book, Doubt, Facts
from ...domain.changes import FieldChanged
from ...domain.history import Transaction
from ...domain.profile import Profile
from ...domain.quantity import plain_number
from .drafts import FormDraft, Note, ProjectDraft, RowDraft, UnitDraft
from .mending import levels_of, stated_total
from .wording import take_code, take_code_around

_EXECUTION = "预算执行率"


def build(form: FormDraft, profile: Profile, year: int | None) -> tuple[Book, tuple[Doubt, ...]]:
    """Return the book that a draft describes, with its doubts, which stand in its facts too."""
    named = stage.year_of_title(form.title or "")
    facts = Facts(
        year=year or named or form.year,
        stage=form.stage or stage.stage_of_title(form.title or ""),
        title=form.title,
        profile=profile.name,
        stated_total=stated_total(form),
        responsible=form.facts.get("responsible"),
        preparer=form.facts.get("preparer"),
        phone=form.facts.get("phone"),
        filled_on=form.facts.get("filled_on"),
    )
    book = Book(facts)
    pen = Transaction(book)
    doubts = [_doubt(note, ROOT) for note in form.notes]
    for unit in form.units:
        doubts += _add_unit(pen, unit, profile)
    found = tuple(doubts)
    FieldChanged(ROOT, "doubts", (), found).apply(book)
    return book, found


def _add_unit(pen: Transaction, unit: UnitDraft, profile: Profile) -> list[Doubt]:
    unit_id = pen.insert(ROOT, len(pen.book.children(ROOT)), code=unit.code, name=unit.name)
    doubts = [_doubt(note, unit_id, unit=unit.code) for note in unit.notes]
    for project in unit.projects:
        doubts += _add_project(pen, unit_id, unit.code, project, profile)
    return doubts


def _add_project(
    pen: Transaction, unit_id: int, unit_code: str | None, project: ProjectDraft, profile: Profile
) -> list[Doubt]:
    code, name, notes = _label(project)
    project_id = pen.insert(
        unit_id,
        len(pen.book.children(unit_id)),
        code=code,
        name=name,
        category=project.category,
        budget=project.budget,
        execution_weight=_execution_weight(project, profile),
        objective=project.objective,
        **project.more,
    )
    doubts = [_doubt(note, project_id, unit=unit_code, project=code) for note in (*notes, *project.notes)]
    for place, row in enumerate(project.rows):
        row_id = _add_row(pen, project_id, place, row)
        doubts += [_doubt(note, row_id, unit=unit_code, project=code, indicator=row.name) for note in row.notes]
    return doubts


def _add_row(pen: Transaction, project_id: int, place: int, row: RowDraft) -> int:
    level1, level2 = levels_of(row)
    return pen.insert(
        project_id,
        place,
        level1=level1,
        level2=level2,
        name=row.name,
        comparator=row.comparator,
        value=row.value,
        unit=row.unit,
        weight=row.weight,
    )


def _label(project: ProjectDraft) -> tuple[str | None, str | None, list[Note]]:
    """Return code and name of a project, with a doubt when blanks stood inside the code."""
    code, rest, printed = take_code(project.label)
    if code is None:
        if not project.code and (around := take_code_around(project.label)):
            return *around, []
        split_code, name = codes.split_label(project.label)
        return (project.code, project.label or None, []) if project.code else (split_code, name, [])
    notes = []
    if re.search(r"[^\S\n]", printed.replace("\n", "")):
        notes.append(Note("joined-code", f"项目编码被空格断开（{printed}），已连成 {code}", project.place, "code"))
    return project.code or code, rest.strip() or None, notes


def _execution_weight(project: ProjectDraft, profile: Profile) -> str | None:
    """The profile's points of 预算执行率, unless the project has a row of its own for it."""
    if any(row.name == _EXECUTION for row in project.rows):
        return None
    return plain_number(profile.execution_weight)


def _doubt(
    note: Note, node: int, unit: str | None = None, project: str | None = None, indicator: str | None = None
) -> Doubt:
    return Doubt(note.place, note.kind, note.message, unit, project, indicator, node, note.field)
