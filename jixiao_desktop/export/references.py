"""References to cells, such as D5:D10 in a formula, a validation or a print area, when rows are added below one row."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_WHOLE_ROWS = r"\$?[0-9]{1,7}:\$?[0-9]{1,7}"
_REFERENCE = re.compile(
    rf"\"[^\"]*\"|(?P<sheet>(?:'(?:[^']|'')+'|[\w.]+)!)?(?<![\w.$])(?:(?P<start>{_CELL})(?::(?P<end>{_CELL}))?"
    rf"|(?P<rows>{_WHOLE_ROWS}))(?![\w(.!])"
)
_ROW = re.compile(r"[0-9]+$")


@dataclass(frozen=True, slots=True)
class Growth:
    """`count` rows were added below row `last` of a sheet; ranges that end in that row grow when `stretching`."""

    sheet: str
    last: int
    count: int
    stretching: bool = True

    def row(self, row: int, *, end: bool = False) -> int:
        """Return where a row, or the `end` of a range, stands now."""
        return row + self.count if row > self.last or (end and self.stretching and row == self.last) else row

    def area(self, text: str) -> str:
        """Return references without a sheet, such as D5:D10 K5, as they are now."""
        return " ".join(self._moved(*part.partition(":")[::2]) for part in text.split())

    def formula(self, text: str, home: str) -> str:
        """Return a formula that stands in the sheet `home` with its references as they are now; texts stay."""

        def moved(found: re.Match[str]) -> str:
            sheet = found["sheet"]
            name = sheet[:-1].strip("'").replace("''", "'") if sheet else home
            if name != self.sheet or not (found["start"] or found["rows"]):
                return found.group()
            start, end = (found["start"], found["end"]) if found["start"] else found["rows"].split(":")
            return (sheet or "") + self._moved(start, end or "")

        return _REFERENCE.sub(moved, text)

    def _moved(self, start: str, end: str) -> str:
        if not end:
            return self._one(start, end=False)
        return f"{self._one(start, end=False)}:{self._one(end, end=True)}"

    def _one(self, reference: str, *, end: bool) -> str:
        return _ROW.sub(lambda row: str(self.row(int(row.group()), end=end)), reference)
