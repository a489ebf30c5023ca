"""What every source becomes before anyone looks for a form in it: tables of texts that remember where they stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text as displayed (line breaks kept).

    `covered` says that a merged cell from above or from the left lies over it; `raw` that the text is a stored number
    whose display format the source does not tell.
    """

    text: str = ""
    covered: bool = False
    raw: bool = False

    @property
    def blank(self) -> bool:
        """True when nothing is printed in the cell."""
        return not self.text.strip()


BLANK = Cell()
COVERED = Cell(covered=True)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, where a clerk finds it in the source, and the page (or block of lines) it stands on."""

    cells: tuple[Cell, ...]
    place: str
    page: int = 1

    @property
    def blank(self) -> bool:
        """True when nothing is printed in the row."""
        return all(cell.blank for cell in self.cells)

    def filled(self) -> list[tuple[int, Cell]]:
        """Return the cells with a text, each with its column from 0."""
        return [(column, cell) for column, cell in enumerate(self.cells) if not cell.blank]


@dataclass(frozen=True, slots=True)
class Remark:
    """What a source could not read: kind, Chinese sentence, place. It becomes a doubt."""

    kind: str
    message: str
    place: str


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or all pages of a document in a row.

    `kind` says how far its blanks can be trusted: in a "sheet" somebody typed them, in a "page" (a PDF) they may be
    gaps of the print, in a "text" they are mostly the line ends of the narrow columns that it was made from.
    `stage` is what the file's own properties say of it (the title cannot tell 一上稿 from 二上稿); `hidden` are the
    columns, from 0, that nobody sees.
    """

    rows: tuple[Row, ...]
    name: str | None = None
    kind: Literal["sheet", "page", "text"] = "sheet"
    remarks: tuple[Remark, ...] = ()
    stage: str | None = None
    hidden: frozenset[int] = frozenset()


def texts(*values: str) -> tuple[Cell, ...]:
    """Return cells with these texts."""
    return tuple(Cell(value) if value else BLANK for value in values)
