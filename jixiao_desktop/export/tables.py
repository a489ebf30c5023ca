"""Flat tables: one row an indicator, as a pandas frame, CSV and a workbook with a 汇总 sheet.

Texts stand as typed and money in 万元, unless the profile says how another system wants them; nothing is merged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.book import Book, Indicator, Project, Unit
from ..domain.quantity import parse_money, parse_number
from ..domain.upload import FIELDS, MONEY, TARGET, USUAL, YUAN, Upload, UploadColumn
from ..forms.cells import Options, chosen, money_of, number_of
from ..lean import openpyxl

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = tuple(column.header for column in USUAL.columns)
_FIGURES = frozenset({"year", "value", "weight", "execution_weight"})
_WIDTHS = {"project_code": 24, "unit_name": 26, "project_name": 36, "objective": 40, "indicator_name": 32}
_USUAL_WIDTH, _WIDTHS_OF_SUMS = 12, (40, 12, 16)
_LINE_FEEDS = str.maketrans({"\r": " ", "\n": " "})
_YUAN_PER_WAN = 10_000
_Records = dict[str, Any]


def frame(book: Book, options: Options | None = None, upload: Upload = USUAL) -> DataFrame:
    """Return the book as a table of texts, one row an indicator; what is missing is None.

    A project without indicators and a unit without projects have one row each. `upload` says which columns stand
    under which headers: the profile's, for another system.
    """
    import pandas

    rows = (
        tuple(_value(records, column, upload) for column in upload.columns)
        for records in _records(book, options or Options())
    )
    headers = [column.header for column in upload.columns]
    return pandas.DataFrame(list(rows), columns=headers, dtype=object)


def _records(book: Book, options: Options) -> Iterator[_Records]:
    """Yield for each row the records that its cells are read from; None where there is none."""
    for unit, projects in chosen(book, options):
        head: _Records = {"book": book.facts, "unit": unit, "project": None, "indicator": None}
        if not projects:
            yield head
        for project in projects:
            indicators: list[Indicator | None] = list(book.indicators(project.id))
            for indicator in indicators or [None]:
                yield head | {"project": project, "indicator": indicator}


def _value(records: _Records, column: UploadColumn, upload: Upload) -> Any:
    if column.key is None:
        return column.text
    if column.key == TARGET:
        row = records["indicator"]
        return (f"{row.comparator or ''}{row.value or ''}{row.unit or ''}" or None) if row else None
    kind, field = FIELDS[column.key]
    value = getattr(records[kind], field, None)
    if column.key in MONEY and upload.money == YUAN:
        return _in_yuan(value)
    return upload.words.get(column.key, {}).get(value, value) if isinstance(value, str) else value


def _in_yuan(text: str | None) -> str | None:
    amount = parse_money(text)
    return text if amount is None else f"{amount * _YUAN_PER_WAN:.2f}"


def write_csv(book: Book, path: Path, options: Options | None = None, upload: Upload = USUAL) -> None:
    """Write the flat table as CSV in UTF-8 with a byte order mark, as Excel and WPS expect it.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; line breaks become blanks.
    """
    table = frame(book, options, upload)
    table = table.map(safe)
    table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def safe(value: Any) -> Any:
    """Return a cell of a CSV file that no spreadsheet takes for a formula, on one line."""
    if not isinstance(value, str):
        return value
    text = value.translate(_LINE_FEEDS)
    is_formula = text.startswith(("=", "+", "-", "@", "\t")) and len(text) > 1 and parse_number(text) is None
    return f"'{text}" if is_formula else text


def write_flat_excel(book: Book, path: Path, options: Options | None = None, upload: Upload = USUAL) -> None:
    """Write the flat table as a workbook: sheet 指标明细, and sheet 汇总 with sums by 单位, 类别 and 一级."""
    from .sheet import Body, Styler, save

    workbook = openpyxl().Workbook()
    styler = Styler(workbook)
    table = frame(book, options, upload)
    detail, totals = Body(styler, len(upload.columns)), Body(styler, 3)
    keys = [column.key or "" for column in upload.columns]
    _write_rows(detail, list(table.columns), keys, table.itertuples(index=False, name=None))
    for caption, rows in summaries(book, options or Options()):
        _write_rows(totals, [caption, "数量", "合计"], ["", "value", "budget"], rows)
        totals.add_row(12)
    _set_up(workbook.active, "指标明细", [_WIDTHS.get(key, _USUAL_WIDTH) for key in keys])
    _set_up(workbook.create_sheet(), "汇总", _WIDTHS_OF_SUMS)
    save(workbook, {0: detail, 1: totals}, path)


def _set_up(sheet: Any, title: str, widths: Sequence[float]) -> None:
    from .sheet import letter

    sheet.title, sheet.freeze_panes = title, "A2"
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[letter(place)].width = width


def _write_rows(body: Any, header: Sequence[str], keys: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    row = body.add_row(18)
    for column, text in enumerate(header, 1):
        body.put(row, column, text, "header", "center")
    for values in rows:
        row = body.add_row(15)
        for column, (key, value) in enumerate(zip(keys, values, strict=True), 1):
            text, number, number_format = _shown(key, value)
            body.put(row, column, text, "body", "left", number, number_format)


def _shown(key: str, value: Any) -> tuple[str, Any, str | None]:
    text = "" if value is None else str(value)
    if key in MONEY:
        return money_of(text)
    return (text, *number_of(text)) if key in _FIGURES else (text, None, None)


def summaries(book: Book, options: Options) -> list[tuple[str, list[tuple[str, int, str]]]]:
    """Return sums (caption, rows of name, count, amount): budgets in 万元 by 单位 and 类别, points by 一级."""
    pairs = [(unit, project) for unit, projects in chosen(book, options) for project in projects]
    indicators = [row for _, project in pairs for row in book.indicators(project.id)]
    return [
        ("单位（预算数合计，万元）", _summed((unit.label, parse_money(project.budget)) for unit, project in pairs)),
        ("项目类别（预算数合计，万元）", _summed((p.category or "未填", parse_money(p.budget)) for _, p in pairs)),
        ("一级指标（分值合计）", _summed((row.level1 or "未填", parse_number(row.weight)) for row in indicators)),
    ]


def _summed(entries: Iterator[tuple[str, Any]] | Any) -> list[tuple[str, int, str]]:
    sums: dict[str, tuple[int, Any]] = {}
    for name, amount in entries:
        count, total = sums.get(name, (0, 0))
        sums[name] = count + 1, total + (amount or 0)
    return [(name, count, f"{total}") for name, (count, total) in sums.items()]


def selected(book: Book, units: Collection[str] | None, projects: Collection[str] | None) -> Options:
    """Return the options that print only these units and projects, given by code or name.

    Raises UserError that names the first one that the book does not have.
    """
    return Options(
        units=_found(list(book.units()), units, "单位"), projects=_found(list(book.projects()), projects, "项目")
    )


def _found(records: list[Unit] | list[Project], wanted: Collection[str] | None, kind: str) -> frozenset[int] | None:
    from ..domain.errors import UserError

    if wanted is None:
        return None
    found: set[int] = set()
    for word in wanted:
        ids = {r.id for r in records if word in (r.code, r.name, r.label)}
        if not ids:
            known = "、".join(r.code or r.name or "未填" for r in records[:8])
            raise UserError(f"填报文件中没有{kind}“{word}”，可选的有：{known or '无'}。")
        found |= ids
    return frozenset(found)
