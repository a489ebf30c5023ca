"""One sheet of somebody's workbook, edited in its XML: cells, merges, heights, and rows added in the middle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

from .package import tag
from .references import Growth
from .sheet import MAX_ROW_HEIGHT, clean, letter

_PLACE = re.compile(r"([A-Z]+)([0-9]+)$")
_USUAL_HEIGHT, _USUAL_WIDTH = 15.0, 9.0
_AFTER_MERGES = (
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
    "extLst",
)  # fmt: skip
Area = tuple[int, int, int, int]
"""Top, left, bottom and right, from 1."""


def number_of(letters: str) -> int:
    """Return the number of a column from its letters."""
    number = 0
    for character in letters:
        number = number * 26 + ord(character) - 64
    return number


def parse_area(text: str) -> Area:
    """Return the corners of A1:B2. Raises ValueError for anything else."""
    corners = [_PLACE.match(part.replace("$", "")) for part in text.split(":")]
    if not corners or not all(corners):
        raise ValueError(f"{text} is no area of cells")
    places = [(int(found[2]), number_of(found[1])) for found in corners if found]
    return (*places[0], *places[-1])


class SheetEdit:
    """The rows and merges of one sheet; `root` is its XML, which is changed."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.data = root.find(tag("sheetData"))
        self._rows: dict[int, Any] = {}
        self._cells: dict[int, dict[int, Any]] = {}
        last = 0
        for row in self.data:
            last = int(row.get("r") or last + 1)
            row.set("r", str(last))
            self._rows[last] = row
            self._name_cells(row, last)

    def _name_cells(self, row: Any, number: int) -> None:
        column, cells = 0, self._cells.setdefault(number, {})
        for cell in row:
            found = _PLACE.match(cell.get("r") or "")
            column = number_of(found[1]) if found else column + 1
            cell.set("r", f"{letter(column)}{number}")
            cells[column] = cell

    # -- looking -----------------------------------------------------------------------------------------------

    def cells(self, row: int) -> dict[int, Any]:
        """Return the cells of a row by column."""
        return self._cells.get(row, {})

    def style(self, row: int, column: int) -> str | None:
        """Return the number of the style that a cell has, by itself or by its row or column."""
        cell, element = self.cells(row).get(column), self._rows.get(row)
        if cell is not None and cell.get("s"):
            return str(cell.get("s"))
        if element is not None and element.get("s"):
            return str(element.get("s"))
        found = next((c for c in self._columns() if int(c.get("min")) <= column <= int(c.get("max"))), None)
        return None if found is None else found.get("style")

    def _columns(self) -> Iterator[Any]:
        yield from self.root.iter(tag("col"))

    def width(self, column: int) -> float:
        """Return the width of a column in digits; hidden ones have none."""
        for found in self._columns():
            if int(found.get("min")) <= column <= int(found.get("max")):
                return 0.0 if found.get("hidden") in {"1", "true"} else float(found.get("width") or _USUAL_WIDTH)
        return self._default("defaultColWidth", _USUAL_WIDTH)

    def height(self, row: int) -> float:
        """Return the height of a row in pt."""
        element = self._rows.get(row)
        stated = element.get("ht") if element is not None else None
        return float(stated) if stated else self._default("defaultRowHeight", _USUAL_HEIGHT)

    def _default(self, name: str, usual: float) -> float:
        found = self.root.find(tag("sheetFormatPr"))
        return float(found.get(name) or usual) if found is not None else usual

    def formula(self, row: int, column: int) -> str | None:
        """Return the formula of a cell without its =, or None."""
        cell = self.cells(row).get(column)
        found = cell.find(tag("f")) if cell is not None else None
        return found.text if found is not None and found.text else None

    # -- writing -----------------------------------------------------------------------------------------------

    def put(self, row: int, column: int, text: str, number: Decimal | None = None, style: str | None = None) -> None:
        """Write a number, or a text as text; "" empties the cell. A cell without a style takes `style`."""
        from lxml import etree

        cell = self._cell(row, column, style)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if number is not None:
            etree.SubElement(cell, tag("v")).text = f"{number:f}"
        elif text:
            cell.set("t", "inlineStr")
            inline = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
            inline.text = clean(text)
            inline.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def restyle(self, row: int, column: int, style: str | None) -> None:
        """Give a cell another style."""
        if style:
            self._cell(row, column, style).set("s", style)

    def put_result(self, row: int, column: int, number: Decimal) -> None:
        """Write the value that a cell shows; a formula in it stays."""
        from lxml import etree

        cell = self.cells(row).get(column)
        if cell is None or cell.find(tag("f")) is None:
            self.put(row, column, "", number)
            return
        for value in cell.findall(tag("v")):
            cell.remove(value)
        cell.attrib.pop("t", None)
        etree.SubElement(cell, tag("v")).text = f"{number:f}"

    def put_formula(self, row: int, column: int, text: str, style: str | None) -> None:
        """Write a formula whose value nobody computed yet."""
        from lxml import etree

        self.put(row, column, "", style=style)
        etree.SubElement(self._cell(row, column, None), tag("f")).text = text

    def set_height(self, row: int, height: float) -> None:
        """Make a row `height` pt high, as far as a sheet allows."""
        element = self._row(row)
        element.set("ht", f"{min(height, MAX_ROW_HEIGHT):.2f}")
        element.set("customHeight", "1")

    def show(self, rows: Iterable[int]) -> None:
        """Take rows out of hiding: what is written must be seen."""
        for number in rows:
            self._row(number).attrib.pop("hidden", None)

    def _row(self, number: int) -> Any:
        from lxml import etree

        if number not in self._rows:
            element = etree.Element(tag("row"), r=str(number))
            above = number - 1 if number - 1 in self._rows else None
            before = above or max((row for row in self._rows if row < number), default=None)
            if before is None:
                self.data.insert(0, element)
            else:
                self._rows[before].addnext(element)
            self._rows[number] = element
        return self._rows[number]

    def _cell(self, row: int, column: int, style: str | None) -> Any:
        from lxml import etree

        element, cells = self._row(row), self.cells(row)
        cell = cells.get(column)
        if cell is None:
            cell = etree.Element(tag("c"), r=f"{letter(column)}{row}")
            element.insert(sum(place < column for place in cells), cell)
            self._cells.setdefault(row, {})[column] = cell
            inherited = style or self.style(row, column)
            if inherited:
                cell.set("s", inherited)
        elif style and not cell.get("s"):
            cell.set("s", style)
        return cell

    # -- merges ------------------------------------------------------------------------------------------------

    def merges(self) -> list[Area]:
        """Return all merged areas."""
        return [parse_area(merge.get("ref")) for merge in self.root.iter(tag("mergeCell"))]

    def set_merges(self, areas: list[Area]) -> None:
        """Have exactly these merged areas."""
        from lxml import etree

        old = self.root.find(tag("mergeCells"))
        if old is not None:
            self.root.remove(old)
        if not areas:
            return
        merges = etree.Element(tag("mergeCells"), count=str(len(areas)))
        for top, left, bottom, right in areas:
            etree.SubElement(merges, tag("mergeCell"), ref=f"{letter(left)}{top}:{letter(right)}{bottom}")
        following = next((found for found in self.root if _local(found) in _AFTER_MERGES), None)
        if following is None:
            self.root.append(merges)
        else:
            following.addprevious(merges)

    # -- rows --------------------------------------------------------------------------------------------------

    def grow(self, growth: Growth, model: int) -> None:
        """Add empty rows below a row, looking like the row `model`; what stands below moves down, ranges grow."""
        for number in sorted((row for row in self._rows if row > growth.last), reverse=True):
            self._renumber(number, growth.row(number))
        for element in self.root.iter():
            for name in ("sqref", "ref"):
                if element.get(name) and _local(element) not in {"row", "c"}:
                    element.set(name, growth.area(element.get(name)))
            if _local(element) in {"sqref"} and element.text:
                element.text = growth.area(element.text)
            if _local(element) == "brk" and element.get("id"):
                element.set("id", str(growth.row(int(element.get("id")))))
        for number in range(growth.last + 1, growth.last + growth.count + 1):
            self._copy_look(model, number)

    def _renumber(self, old: int, new: int) -> None:
        row, cells = self._rows.pop(old), self._cells.pop(old, {})
        row.set("r", str(new))
        for column, cell in cells.items():
            cell.set("r", f"{letter(column)}{new}")
        self._rows[new], self._cells[new] = row, cells

    def _copy_look(self, model: int, number: int) -> None:
        source = self._rows.get(model)
        target = self._row(number)
        if source is None:
            return
        for name, value in source.attrib.items():
            if name not in {"r", "spans"}:
                target.set(name, value)
        for column, cell in self.cells(model).items():
            twin = deepcopy(cell)
            for child in list(twin):
                twin.remove(child)
            twin.attrib.pop("t", None)
            twin.set("r", f"{letter(column)}{number}")
            target.append(twin)
            self._cells.setdefault(number, {})[column] = twin

    def finish(self) -> None:
        """State the area that is filled, as the rows now stand."""
        dimension = self.root.find(tag("dimension"))
        columns = [column for row in self._rows for column in self.cells(row)]
        if dimension is not None and columns:
            first, last = min(self._rows), max(self._rows)
            dimension.set("ref", f"{letter(min(columns))}{first}:{letter(max(columns))}{last}")
        for row in self._rows.values():
            row.attrib.pop("spans", None)


def _local(element: Any) -> str:
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""
