"""Our fillable template 填报模板: an empty form for colleagues without the program, which an import reads back.

The official columns, lists to choose from, only input cells unlocked (protection without a password), nothing merged:
names and goals stand in a project's first row, the rows below stay blank there. Texts are never taken for formulas,
since cells for texts have the text format: a sign = can be typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any

from ..domain import stage, terms
from ..domain.book import Book, Facts
from ..domain.profile import Profile
from ..domain.quantity import COMPARATORS
from ..forms import Grid, Options, summary_grid
from ..lean import openpyxl
from ..typesetting import A4
from ..typesetting.breaking import Breaker
from ..typesetting.fonts import office_face
from .form_rows import form_rows
from .sheet import FAMILY, MAX_ROW_HEIGHT, clean, letter, save_workbook
from .sheet_page import HEADER_PADDING, column_pixels, fit_width, repeat_header, set_page, shares, use_normal_style

TITLE_ROW, FACTS_ROW, HEADER_ROW = 1, 2, 3
SPARE_ROWS = 200
"""How many empty rows a template has below what it is handed."""

_SHEET, _NOTES, _LISTS = "填报表", "填表说明", "选项"
_KEYS = {"unit_name": "unit", "project_name": "project", "indicator_name": "indicator", "unit": "measure",
         "code": "project_code"}  # fmt: skip
_FACTS = ("填报单位（盖章）：", "填报人：", "联系电话：", "填报日期：")
_FIGURES = {"budget": "#,##0.00", "value": "General", "weight": "General"}
_RANGES = {"budget": (0, 99_999_999), "weight": (0, 100)}
_CENTRED = {"category", "level1", "level2", "comparator", "value", "measure", "weight"}
_INPUT, _LOCKED = "FFFFFDF2", "FFF0F0F0"
_PROMPT_LENGTH = 250
_SUB_SIZE = 7.5
_SIZE, _LEADING, _PADDING, _LEAST_HEIGHT, _POINTS_A_PIXEL = 9.0, 1.44, 5.2, 15.0, 0.75
_GUIDE = (
    "一、只在浅黄色的格子里填写；表头和合计不用改，合计自动计算。",
    "二、每条三级指标占一行。单位名称、项目名称、项目类别、预算数、绩效目标只填在项目的第一行，以下各行留空。",
    "三、一级指标、二级指标可以每行都填，也可以只填在第一行，留空表示与上一行相同。",
    "四、单位名称填“编码-名称”，如 723001-××局(本级)；项目名称填“编码-名称”。",
    "五、预算数以万元为单位；百分数的指标值填 98、度量单位选 %，不要填 0.98。",
    "六、下拉选项里没有的度量单位可以直接填写。",
    "七、填好后保存，发回给汇总人员，用“导入”读入。工作表的保护没有设密码，需要时可以撤销。",
)


def write_template(
    out: Path, profile: Profile, year: int | None, unit: str | None = None, *, book: Book | None = None,
    options: Options | None = None,
) -> None:  # fmt: skip
    """Write an empty template for a year; with `book` its rows stand in it as a beginning.

    `unit` (code-name) is put down as 填报单位. Raises OSError when the file cannot be written.
    """
    _Template(profile, year, unit, book or Book(), options).save(out)


class _Template:
    def __init__(
        self, profile: Profile, year: int | None, unit: str | None, book: Book, options: Options | None
    ) -> None:  # fmt: skip
        draft = book.facts.stage if stage.is_declaration(book.facts.stage) else stage.DRAFT
        self.grid: Grid = summary_grid(Book(Facts(year=year, stage=draft)), profile)
        self.keys = [_KEYS.get(column.key, column.key) for column in self.grid.columns]
        self.columns = {key: place for place, key in enumerate(self.keys, 1)}
        self.profile, self.unit = profile, unit
        self.workbook = openpyxl().Workbook()
        use_normal_style(self.workbook)
        self.sheet = self.workbook.active
        self.sheet.title = _SHEET
        self.total_row = HEADER_ROW + self.grid.header_rows
        self.first = self.total_row + 1
        form = form_rows(book, profile, frozenset(self.keys), options=options)
        self.last = self.first + len(form.rows) + SPARE_ROWS - 1
        self._head()
        self._body()
        for key in self.keys:
            self._write_column(key, form.rows, {start for start, _ in form.runs.get(key, ())})
        self._raise_rows(form.rows)
        self._lists()
        self._set_up()
        self._notes()

    # -- cells ---------------------------------------------------------------------------------------------------

    def _cell(self, row: int, column: int, text: str, *, size: float = 9, bold: bool = False) -> Any:
        from openpyxl.styles import Alignment, Font

        cell = self.sheet.cell(row, column)
        if text:
            cell.value, cell.data_type = clean(text), "s"
        cell.font = Font(name=FAMILY, size=size, bold=bold)
        cell.alignment = Alignment("center", "center", wrap_text=True)
        return cell

    def _merge(self, row: int, column: int, rows: int, columns: int) -> None:
        if rows * columns > 1:
            self.sheet.merge_cells(
                start_row=row, end_row=row + rows - 1, start_column=column, end_column=column + columns - 1
            )  # fmt: skip

    def _head(self) -> None:
        """Title, the line of facts to fill in, the header, the 合计."""
        self._cell(TITLE_ROW, 1, self.grid.title, size=16, bold=True)
        self._merge(TITLE_ROW, 1, 1, len(self.keys))
        self.sheet.row_dimensions[TITLE_ROW].height = 30
        self._facts()
        widths = column_pixels(self.grid.columns, A4)
        for cell in self.grid.header:
            for row in range(cell.rows):
                self._frame(self._cell(HEADER_ROW + cell.row + row, cell.column + 1, ""), _LOCKED)
            bold = cell.style == "header"
            size = _SIZE if bold else _SUB_SIZE
            room = sum(widths[cell.column : cell.column + cell.columns]) * _POINTS_A_PIXEL - HEADER_PADDING
            lines = Breaker(office_face("bold" if bold else "regular"), size).lines(cell.text, room, even=True)
            head = self._cell(HEADER_ROW + cell.row, cell.column + 1, "\n".join(lines), size=size, bold=bold)
            self._frame(head, _LOCKED)
            self._merge(HEADER_ROW + cell.row, cell.column + 1, cell.rows, cell.columns)
        self.sheet.row_dimensions[HEADER_ROW].height = self.sheet.row_dimensions[HEADER_ROW + 1].height = 24
        self._total()

    def _facts(self) -> None:
        """What the form says of who fills it in, each in a cell of its own behind its label."""
        from openpyxl.styles import Alignment, Protection

        edges = list(accumulate((column.width for column in self.grid.columns), initial=0.0))
        places = shares(edges, [0.0] * len(_FACTS))
        for words, start, end in zip(_FACTS, places, places[1:], strict=False):
            entry = self._cell(FACTS_ROW, start + 1, words + ((self.unit or "") if start == 0 else ""))
            entry.alignment, entry.number_format = Alignment("left", "center", wrap_text=True), "@"
            entry.protection = Protection(locked=False)
            self._merge(FACTS_ROW, start + 1, 1, end - start)
        self.sheet.row_dimensions[FACTS_ROW].height = 24

    def _total(self) -> None:
        for column, key in enumerate(self.keys, 1):
            cell = self._cell(self.total_row, column, terms.TOTAL if column == 1 else "")
            if key == "budget":
                place = letter(column)
                cell.value = f"=SUM({place}{self.first}:{place}{self.last})"
                cell.number_format = _FIGURES["budget"]
                cell.alignment = _shrinking("center")
            self._frame(cell, _LOCKED)

    def _frame(self, cell: Any, colour: str) -> None:
        from openpyxl.styles import Border, PatternFill, Side

        thin = Side(style="thin")
        cell.border, cell.fill = Border(thin, thin, thin, thin), PatternFill("solid", colour)

    def _body(self) -> None:
        """Empty input cells: one look a column, shared by all its rows."""
        from copy import copy

        from openpyxl.styles import Alignment, Protection

        for column, key in enumerate(self.keys, 1):
            model = self._cell(self.first, column, "")
            self._frame(model, _INPUT)
            align = "center" if key in _CENTRED else "right" if key == "budget" else "left"
            model.alignment = _shrinking(align) if key in _RANGES else Alignment(align, "center", wrap_text=True)
            model.number_format = _FIGURES.get(key, "@")
            model.protection = Protection(locked=False)
            for row in range(self.first + 1, self.last + 1):
                self.sheet.cell(row, column)._style = copy(model._style)

    def _write_column(self, key: str, rows: Sequence[dict[str, Any]], starts: Iterable[int]) -> None:
        begins = set(starts)
        for number, row in enumerate(rows):
            entry = row.get(key)
            if entry is None or not entry.text or (begins and number not in begins):
                continue
            cell = self.sheet.cell(self.first + number, self.columns[key])
            if entry.number is None:
                cell.value, cell.data_type = clean(entry.text), "s"
            else:
                cell.value = entry.number
                cell.alignment = _shrinking(cell.alignment.horizontal)
                cell.number_format = _format_of(entry.number, cell.number_format)

    def _raise_rows(self, rows: Sequence[dict[str, Any]]) -> None:
        """Make prefilled rows as high as their texts; typing may still raise them further."""
        from openpyxl.worksheet.dimensions import RowDimension

        class Growing(RowDimension):  # type: ignore[misc]
            customHeight = False

        breaker = Breaker(office_face("regular"), _SIZE)
        widths = [pixels * _POINTS_A_PIXEL - _PADDING for pixels in column_pixels(self.grid.columns, A4)]
        for number in range(len(rows)):
            texts = (self.sheet.cell(self.first + number, column).value for column in self.columns.values())
            lines = [len(breaker.lines(str(text or ""), width)) for text, width in zip(texts, widths, strict=True)]
            height = min(max(lines) * _SIZE * _LEADING + 3, MAX_ROW_HEIGHT)
            row = self.first + number
            self.sheet.row_dimensions[row] = Growing(self.sheet, index=row, ht=max(height, _LEAST_HEIGHT))

    # -- lists ---------------------------------------------------------------------------------------------------

    def _lists(self) -> None:
        """Words to choose from, kept in a hidden sheet; other words are warned of or, as units, taken."""
        hidden = self.workbook.create_sheet(_LISTS)
        hidden.sheet_state = "hidden"
        choices = self._choices()
        for place, (key, words) in enumerate(choices.items(), 1):
            for row, word in enumerate(words, 1):
                cell = hidden.cell(row, place, word)
                cell.data_type = "s"
            area = f"{_LISTS}!${letter(place)}$1:${letter(place)}${len(words)}"
            self._validate(key, type="list", formula1=area)
        for key, (least, most) in _RANGES.items():
            self._validate(key, type="decimal", operator="between", formula1=str(least), formula2=str(most))
        for key in self.keys:
            if key not in choices and key not in _RANGES:
                self._validate(key, type=None)

    def _choices(self) -> dict[str, list[str]]:
        levels = self.profile.levels
        seconds = dict.fromkeys(second.printed for level in levels for second in level.seconds)
        wanted = {
            "category": self.profile.categories,
            "level1": [level.printed for level in levels],
            "level2": list(seconds),
            "comparator": self.profile.comparators or COMPARATORS,
            "measure": self.profile.units,
        }
        return {key: list(words) for key, words in wanted.items() if words and key in self.columns}

    def _validate(self, key: str, **what: Any) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        if key not in self.columns:
            return
        term = terms.TERMS[self.grid.columns[self.columns[key] - 1].key]
        rule = DataValidation(allow_blank=True, showErrorMessage=key != "measure" and bool(what["type"]), **what)
        rule.errorStyle, rule.errorTitle = "warning", term.label
        rule.error = f"{term.help}。仍要这样填写吗？"
        rule.showInputMessage, rule.promptTitle, rule.prompt = True, term.label, term.help[:_PROMPT_LENGTH]
        place = letter(self.columns[key])
        rule.add(f"{place}{self.first}:{place}{self.last}")
        self.sheet.add_data_validation(rule)

    # -- sheets --------------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        set_page(self.sheet, self.grid, A4)
        repeat_header(self.sheet, HEADER_ROW, self.total_row - 1)
        self.sheet.freeze_panes = f"C{self.first}"
        fit_width(self.sheet)
        protection = self.sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = protection.formatCells = False
        protection.insertRows = protection.deleteRows = False
        self.workbook.calculation.fullCalcOnLoad = True
        self.workbook.properties.title = self.grid.title
        self.workbook.properties.creator = terms.PROGRAM

    def _notes(self) -> None:
        from openpyxl.styles import Alignment, Font

        notes = self.workbook.create_sheet(_NOTES)
        notes.column_dimensions["A"].width = 100
        for row, text in enumerate((_NOTES, *_GUIDE), 1):
            cell = notes.cell(row, 1, text)
            cell.font = Font(name=FAMILY, size=16 if row == 1 else 12, bold=row == 1)
            cell.alignment = Alignment("center" if row == 1 else "left", "center", wrap_text=True)

    def save(self, path: Path) -> None:
        """Write the workbook. Raises OSError when it cannot be written."""
        whole = BytesIO()
        save_workbook(self.workbook, whole)
        path.write_bytes(whole.getvalue())


def _shrinking(align: str) -> Any:
    """Return the alignment of figures: a sheet breaks none, and shows ### where one is too wide."""
    from openpyxl.styles import Alignment

    return Alignment(align, "center", shrink_to_fit=True)


def _format_of(number: Decimal, usual: str) -> str:
    """Return the format that shows a number with the decimals that were typed."""
    decimals = max(0, -int(number.as_tuple().exponent))
    return f"{'#,##0' if ',' in usual else '0'}{'.' + '0' * decimals if decimals else ''}"
