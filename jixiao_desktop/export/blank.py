"""The bureau's own blank workbook filled in: exactly the workbook that was sent, with our rows in it.

The table is found by its header words, as an import finds it. Only that sheet's cells are written; hidden columns,
validations, formats, notes, other sheets, macros and print settings stay. Formulas are never executed: one in the 合计
row gets the sum as its value, and the spreadsheet is asked to compute everything when it opens the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from ..domain.book import Book
from ..domain.errors import UserError
from ..domain.profile import Profile
from ..forms.cells import Options, chosen
from ..lean import openpyxl
from ..reading.opening import load
from ..reading.recognise import content, headers, noise
from ..reading.sources import guard
from ..reading.tables import BLANK, COVERED, Cell, Row
from ..reading.texts import squeeze
from ..typesetting.breaking import Breaker
from ..typesetting.fonts import office_face
from ..typesetting.measuring import grow
from .blank_card import Answer, answers, money_of_card
from .choices import chosen_word, lists_of
from .form_rows import LABELS, ONCE, FormRows, form_rows
from .package import Package
from .references import Growth
from .sheet_edit import SheetEdit

_KIND = "Excel 工作簿"
_ZIP = b"PK\x03\x04"
_HEADER_ROWS, _SEARCHED_ROWS, _SEARCHED_COLUMNS = 200, 20_000, 120
_POINTS_A_DIGIT, _PADDING, _LEADING, _USUAL_SIZE = 5.6, 5.2, 1.44, 11.0
_BEYOND_DOUBT = 8.0
"""How well a text suits its column that is a code, a unit with its code, a category, a sign or a level."""
_SAMPLE = re.compile("示例|样例|范例|样表|举例|参考|说明")
"""In the names of sheets that show how to fill in the others."""
_NUMBER_WORDS = {"序号", "编号", "项目序号"}
_TEXT_FORMAT, _PERCENT = "@", "%"
_LISTED = 6


@dataclass(frozen=True, slots=True)
class _Place:
    """Where rows go: the sheet, its columns (from 1) by key, the body's first row and the one after its last.

    `total` is the row of the 合计, `money` what budgets are in.
    """

    title: str
    columns: dict[int, str]
    first: int
    end: int
    total: int | None
    money: str | None


def fill_blank(
    book: Book, profile: Profile, blank: Path, out: Path, options: Options | None = None, one: int | None = None
) -> str:  # fmt: skip
    """Write a book into a copy of somebody's empty workbook; return a sentence that says where, and what has no column.

    Merges stand where the blank merges rows; where it does not, names and levels stand on every row and amounts once.
    A form of one project takes the chosen project, or of several the project `one`.
    Raises UserError when the blank is no such workbook or `out` cannot be written; `out` is whole or as it was.
    """
    from ..storage.atomic import replacing

    data = load(blank, blank.name)
    if not data.startswith(_ZIP):
        raise UserError(f"“{blank.name}”不是 .xlsx 工作簿，请在 Excel/WPS 里另存为 .xlsx 再用作空白表。")
    package = Package(data, blank.name)
    if out.suffix.lower() != blank.suffix.lower():
        raise UserError(f"输出文件 {out} 应当和空白表一样以 {blank.suffix} 结尾。")
    with guard.parsing(blank.name, _KIND):
        filler = _Filler(package, data, blank.name)
        sentence = filler.fill(book, profile, filler.chosen(book, options or Options(), one))
    with replacing(out) as temporary:
        package.write(temporary)
    return sentence


class _Filler:
    def __init__(self, package: Package, data: bytes, name: str) -> None:
        self.package, self.name = package, name
        self.workbook = openpyxl().load_workbook(BytesIO(data))
        self.place = self._find()
        self.view = self.workbook[self.place.title]
        self.parts = package.sheets()
        self.sheet = SheetEdit(package.tree(self.parts[self.place.title]))

    def _find(self) -> _Place:
        visible = [sheet for sheet in self.workbook.worksheets if sheet.sheet_state == "visible"]
        for sheet in sorted(visible, key=lambda sheet: bool(_SAMPLE.search(sheet.title))):
            place = _place_in(sheet)
            if place:
                return place
        raise UserError(
            f"“{self.name}”里没有找到可填写的表：应当有“项目名称、三级指标、指标值、分值权重”等栏目的表头，请选择财政部门下发的空白表。"
        )

    @property
    def _is_card(self) -> bool:
        """True for a form of one project: its name stands above the grid and in no column."""
        return not {"project", "project_code"} & set(self.place.columns.values())

    def chosen(self, book: Book, options: Options, one: int | None) -> Options:
        """Return what is written. Raises UserError when a form of one project is to take several."""
        projects = [project.id for _, projects in chosen(book, options) for project in projects]
        if not self._is_card or len(projects) == 1:
            return options
        if one in projects:
            return Options(projects=frozenset({one}))
        raise UserError(f"“{self.name}”是一个项目一张的表，一次只能填一个项目，请先选定一个项目再填入。")

    def fill(self, book: Book, profile: Profile, options: Options) -> str:
        """Write all rows; return the report."""
        place = self.place
        said = self._answer(book, options) if self._is_card else set()
        numbered = {column: key for column, key in place.columns.items() if key != "skip"}
        form = form_rows(
            book, profile, frozenset(numbered.values()), in_yuan=place.money == "元", options=options
        )  # fmt: skip
        merged = self._merged_columns()
        lists = lists_of(self.sheet.root, self.workbook, place.title, place.first)
        end = self._make_room(len(form.rows))
        self._clear(end, merged)
        odd: list[str] = []
        for column, key in numbered.items():
            odd += self._fill_column(form, column, key, column in merged, lists.get(column, ()))
        self._set_merges(form, numbered, merged, end)
        self._set_heights(form, numbered, merged)
        self._set_total(form)
        self.sheet.show(range(place.first, place.first + len(form.rows)))
        self.sheet.finish()
        self.package.calculate_anew()
        return self._report(form, set(numbered.values()) | said, odd)

    def _answer(self, book: Book, options: Options) -> set[str]:
        """Write what stands above the grid of a form of one project; return what was written."""
        ((unit, (project,)),) = chosen(book, options)
        rows = [_row(self.view, number) for number in range(1, self.place.first)]
        said = set()
        for answer in answers(rows, self.sheet.merges(), unit, project, in_yuan=self.place.money == "元"):
            self.sheet.put(answer.row, answer.column, answer.text, answer.number)
            self._raise(answer)
            said |= {answer.key, f"{answer.key}_code"}
        return said | ({"unit", "unit_code"} if "implementer" in said else set())

    def _raise(self, answer: Answer) -> None:
        """Make the row of an answer, or the last of its merged cell, high enough for its text."""
        place = answer.row, answer.column
        areas = self.sheet.merges()
        area = next((area for area in areas if area[:2] == place), (*place, *place))
        width = sum(self.sheet.width(column) for column in range(area[1], area[3] + 1)) * _POINTS_A_DIGIT - _PADDING
        cell = self.view.cell(*place)
        if not cell.alignment.wrap_text or width <= 0:
            return
        size = cell.font.size or _USUAL_SIZE
        need = len(Breaker(office_face("regular"), size).lines(answer.text, width)) * size * _LEADING + 3
        lack = need - sum(map(self.sheet.height, range(area[0], area[2] + 1)))
        if lack > 0:
            self.sheet.set_height(area[2], self.sheet.height(area[2]) + lack)

    # -- room ----------------------------------------------------------------------------------------------------

    def _merged_columns(self) -> set[int]:
        """The columns in which the blank merges rows of its body."""
        first, end = self.place.first, self.place.end
        return {
            column
            for top, left, bottom, right in self.sheet.merges()
            if first <= top and bottom < end and bottom > top
            for column in range(left, right + 1)
        }

    def _make_room(self, needed: int) -> int:
        """Add the rows that the body lacks; return the row after its last one."""
        first, end = self.place.first, self.place.end
        lacking = needed - (end - first)
        if lacking <= 0:
            return end
        growth = Growth(self.place.title, end - 1, lacking, stretching=end > first)
        self.sheet.grow(growth, first if end > first else first - 1)
        self._move_formulas(growth)
        self._move_parts(growth)
        self._copy_formulas(growth)
        return end + lacking

    def _move_formulas(self, growth: Growth) -> None:
        """Let formulas and names of the whole workbook follow the cells that moved."""
        for title, part in self.parts.items():
            for element in self.package.tree(part).iter("{*}f", "{*}formula", "{*}formula1", "{*}formula2"):
                if element.text:
                    element.text = growth.formula(element.text, title)
        for name in self.package.workbook.iter("{*}definedName"):
            if name.text:
                name.text = growth.formula(name.text, "")

    def _move_parts(self, growth: Growth) -> None:
        """Let the sheet's tables, and pictures such as a seal, follow the cells that moved."""
        part = self.parts[self.place.title]
        for table in self.package.related(part, "table"):
            for element in self.package.tree(table).iter():
                if element.get("ref"):
                    element.set("ref", growth.area(element.get("ref")))
        for drawing in self.package.related(part, "drawing"):
            for row in self.package.tree(drawing).iter("{*}row"):
                row.text = str(growth.row(int(row.text) + 1) - 1)

    def _copy_formulas(self, growth: Growth) -> None:
        """Give new rows the formulas that the blank's last body row has beside our columns."""
        from openpyxl.formula.translate import Translator

        from .sheet import letter

        for column in self.sheet.cells(growth.last):
            formula = self.sheet.formula(growth.last, column)
            if not formula or self.place.columns.get(column, "skip") != "skip":
                continue
            origin = f"{letter(column)}{growth.last}"
            for row in range(growth.last + 1, growth.last + growth.count + 1):
                moved = Translator(f"={formula}", origin).translate_formula(f"{letter(column)}{row}")
                self.sheet.put_formula(row, column, moved[1:], self.sheet.style(growth.last, column))

    def _clear(self, end: int, merged: set[int]) -> None:
        """Empty our columns in the body: examples, or what was filled in before."""
        for row in range(self.place.first, end):
            for column, key in self.place.columns.items():
                if key == "skip":
                    continue
                if column in self.sheet.cells(row):
                    self.sheet.put(row, column, "")
                if column in merged:  # what a merge covered may have no borders of its own
                    self.sheet.restyle(row, column, self.sheet.style(self.place.first, column))

    # -- content -------------------------------------------------------------------------------------------------

    def _fill_column(
        self, form: FormRows, column: int, key: str, merged: bool, choices: tuple[str, ...]
    ) -> list[str]:  # fmt: skip
        """Write one column; return the texts that its drop-down list does not have."""
        first, style = self.place.first, self.sheet.style(self.place.first, column)
        shown_as = self.view.cell(first, column).number_format
        as_text = shown_as == _TEXT_FORMAT or _PERCENT in shown_as  # 98 would be shown as 9800%
        starts = {start for start, _ in form.runs.get(key, ())}
        odd = []
        for number, row in enumerate(form.rows):
            entry = row.get(key)
            if entry is None or not entry.text:
                continue
            if number not in starts and key in form.runs and (merged or key in ONCE):
                continue
            word = chosen_word(key, entry.text, choices) if choices else entry.text
            if word is None:
                odd.append(f"{LABELS[key]}“{entry.text}”")
            figure = entry.number if word == entry.text and not as_text else None
            self.sheet.put(first + number, column, word or entry.text, figure, style)
        return odd

    def _set_merges(self, form: FormRows, columns: dict[int, str], merged: set[int], end: int) -> None:
        first = self.place.first
        kept = [area for area in self.sheet.merges() if area[2] < first or area[0] >= end]
        for column in sorted(merged & set(columns)):
            for start, count in form.runs.get(columns[column], ()):
                if count > 1:
                    kept.append((first + start, column, first + start + count - 1, column))
        self.sheet.set_merges(kept)

    def _set_total(self, form: FormRows) -> None:
        if self.place.total is None:
            return
        column = next((column for column, key in self.place.columns.items() if key == "budget"), None)
        if column is None:
            return
        starts = {start for start, _ in form.runs.get("budget", ())}
        amounts = [form.rows[start]["budget"].number for start in starts if "budget" in form.rows[start]]
        row = self.place.total
        if row >= self.place.end:
            row += max(0, len(form.rows) - (self.place.end - self.place.first))
        self.sheet.put_result(row, column, sum((a for a in amounts if a is not None), Decimal(0)))

    # -- heights -------------------------------------------------------------------------------------------------

    def _set_heights(self, form: FormRows, columns: dict[int, str], merged: set[int]) -> None:
        """Raise rows until every wrapped text is whole; no row gets lower than the blank made it."""
        first = self.place.first
        before = [self.sheet.height(first + number) for number in range(len(form.rows))]
        heights = list(before)
        needs = []
        for column, key in columns.items():
            cell = self.view.cell(first, column)
            width = self.sheet.width(column) * _POINTS_A_DIGIT - _PADDING
            if not cell.alignment.wrap_text or width <= 0:
                continue
            size = cell.font.size or _USUAL_SIZE
            breaker = Breaker(office_face("regular"), size)
            spans = form.runs.get(key) if column in merged else None
            for start, count in spans or [(number, 1) for number in range(len(form.rows))]:
                entry = form.rows[start].get(key)
                if (
                    entry is not None
                    and entry.text
                    and not (key in ONCE and not spans and not _begins(form, key, start))
                ):
                    lines = len(breaker.lines(entry.text, width))
                    needs.append((start, start + count, lines * size * _LEADING + 3))
        grow(heights, needs)
        for number, (height, old) in enumerate(zip(heights, before, strict=True)):
            if height > old + 0.01:
                self.sheet.set_height(first + number, height)

    # -- report --------------------------------------------------------------------------------------------------

    def _report(self, form: FormRows, columns: set[str], odd: list[str]) -> str:
        first, count = self.place.first, len(form.rows)
        where = f"第 {first} 到 {first + count - 1} 行" if count else "没有内容可写"
        sentences = [f"已填入工作表“{self.place.title}”{where}。"]
        if self.place.money is None and "budget" in columns:
            sentences.append("空白表没有写明预算数的单位是元还是万元，按万元填写，请核对。")
        missing = [label for key, label in LABELS.items() if key in form.used() - columns]
        if missing:
            sentences.append(f"空白表没有下列栏目，这些内容没有写入：{'、'.join(missing)}。")
        names = list(dict.fromkeys(odd))
        if names:
            more = f"等 {len(names)} 个" if len(names) > _LISTED else ""
            sentences.append(
                f"下列内容不在空白表的下拉选项中，已照原样写入，请核对：{'、'.join(names[:_LISTED])}{more}。"
            )
        return "".join(sentences)


def _begins(form: FormRows, key: str, row: int) -> bool:
    return any(start == row for start, _ in form.runs.get(key, ()))


def _place_in(sheet: Any) -> _Place | None:
    """Find the header of a sheet and the rows below it that are to be filled."""
    rows = [_row(sheet, number) for number in range(1, min(sheet.max_row, _SEARCHED_ROWS) + 1)]
    for start in range(min(len(rows), _HEADER_ROWS)):
        found = headers.header_at(rows, start)
        if found:
            layout, taken = found
            break
    else:
        return None
    columns = {column + 1: key for column, key in layout.columns.items()}
    for column, key in columns.items():
        if key == "skip" and squeeze(str(sheet.cell(start + 1, column).value or "")) in _NUMBER_WORDS:
            columns[column] = "number"
    columns = {column: key for column, key in columns.items() if key != "execution"}
    money = layout.money or noise.money_of(rows[:start])
    if not {"project", "project_code"} & set(columns.values()):
        money = money or money_of_card(rows[: start + taken])
    first, total = _below_header(sheet, rows, start + taken + 1), None
    if first <= len(rows) and _is_total(rows[first - 1]):
        first, total = _below_header(sheet, rows, first + 1), first
    framed = _framed(sheet, columns)
    end = next(
        (n for n in range(first, len(rows) + 1) if _ends(rows[n - 1], columns, framed(n))),
        max(sheet.max_row, first - 1) + 1,
    )
    if total is None and end <= len(rows) and _is_total(rows[end - 1]):
        total = end
    return _Place(sheet.title, columns, first, end, total, money)


def _row(sheet: Any, number: int) -> Row:
    cells = (sheet.cell(number, column) for column in range(1, min(sheet.max_column, _SEARCHED_COLUMNS) + 1))
    return Row(tuple(map(_seen, cells)), f"第 {number} 行")


def _seen(cell: Any) -> Cell:
    """A cell as an import sees it: what a merged one covers, and what is empty or a formula, has no text."""
    if cell.value is None:
        return COVERED if type(cell).__name__ == "MergedCell" else BLANK
    text = str(cell.value)
    return BLANK if text.startswith("=") else Cell(text.strip())


def _is_total(row: Row) -> bool:
    return any(content.is_total(cell.text) for _, cell in row.filled()[:2])


def _below_header(sheet: Any, rows: Sequence[Row], first: int) -> int:
    """Return the first row from `first` on that is no line of 1 2 3 … or 甲 乙 … and is not hidden."""
    while first <= len(rows) and (noise.is_numbering(rows[first - 1]) or sheet.row_dimensions[first].hidden):
        first += 1
    return first


def _framed(sheet: Any, columns: dict[int, str]) -> Callable[[int], bool]:
    """Return what tells whether a row has borders in all our columns, none of them merged with another."""
    ours = [column for column, key in columns.items() if key != "skip"]
    beside = {
        row
        for area in sheet.merged_cells.ranges
        if sum(area.min_col <= column <= area.max_col for column in ours) > 1
        for row in range(area.min_row, area.max_row + 1)
    }
    return lambda row: row not in beside and all(_bordered(sheet.cell(row, column).border) for column in ours)


def _bordered(border: Any) -> bool:
    return any(side is not None and side.style for side in (border.left, border.right, border.top, border.bottom))


def _ends(row: Row, columns: dict[int, str], framed: bool) -> bool:
    """True for a row below the body: 合计, notes, signatures, or any other text that is no example to be replaced.

    What a bureau printed there before belongs to the body: numbers, a unit, levels, boxes to tick in its own columns.
    """
    if row.blank:
        return False
    if _is_total(row) or noise.is_noise(row):
        return True
    texts = [(columns.get(column + 1, "skip"), cell.text) for column, cell in row.filled()]
    keys = {key for key, _ in texts} - {"skip", "number"}
    if not keys:
        numbers = [text for key, text in texts if key == "number"]
        return not (all(map(str.isdigit, numbers)) if numbers else framed)
    return not ("indicator" in keys or len(keys) > 2 or any(content.score(*each) >= _BEYOND_DOUBT for each in texts))
