"""Project codes, unit codes and categories.

A project code has 21 characters: in Qinghai 9 digits 区划 + 2 digits year + a letter + 9 digits serial (read in the
approved 2024 form); in Sichuan 6 + 2 + letter + 12. Only "21 characters with one letter after a year" is common.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = re.compile(r"(\d{6}(?:\d{3})?)(\d{2})([A-Z])(\d{9}|\d{12})")
CODE_LENGTH = 21
CATEGORY_OF_LETTER = {"R": "1", "Y": "2", "T": "3"}
CATEGORIES = ("1-人员类", "2-运转类", "3-特定目标类")


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """A project code taken apart: 区划, four-digit year, letter of the category, serial."""

    region: str
    year: int
    letter: str
    serial: str

    @property
    def category(self) -> str | None:
        """The first digit of the category that the letter stands for (T -> 3), or None."""
        return CATEGORY_OF_LETTER.get(self.letter)


def parse_project_code(text: str | None) -> ProjectCode | None:
    """Return the parts of a project code, or None when the text is not one of the known shapes."""
    match = _CODE.fullmatch(text or "")
    if not match or len(match.group()) != CODE_LENGTH:
        return None
    region, year, letter, serial = match.groups()
    return ProjectCode(region, 2000 + int(year), letter, serial)


def short(code: str | None) -> str:
    """Return a code's last four characters after …, as clerks name projects (…0792); "" without a code."""
    return f"…{code[-4:]}" if code else ""


def is_unit_code(text: str | None) -> bool:
    """True for a unit code: department 3 digits + unit 3 digits, deeper levels 3 more each."""
    return bool(re.fullmatch(r"\d{3}(?:\d{3}){0,4}", text or ""))


def split_label(text: str) -> tuple[str | None, str | None]:
    """Take `code-name` apart at the first dash when a code stands before it; (None, text) otherwise."""
    match = re.fullmatch(r"([0-9A-Za-z]{3,24})\s*[-－—–]\s*(.*)", text.strip(), re.DOTALL)
    if match and any(c.isdigit() for c in match.group(1)):
        return match.group(1), match.group(2).strip() or None
    return None, text.strip() or None
