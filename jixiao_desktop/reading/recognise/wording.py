"""Reading single cells: labels with their codes, quantities, money, and texts torn by the blanks of narrow columns."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ...domain.codes import CODE_LENGTH, split_label
from ...domain.quantity import Quantity, normalise, parse_comparator, parse_number, plain_money, plain_number, split
from ..tables import Cell, Row, Table
from ..texts import has_torn_word, heal, lines, one_line, paragraphs, squeeze, widest_line, without_blanks
from . import content

_DASH = "-－—–"
_CONTINUED = re.compile(r"[(（]\s*续\s*[)）]\s*$")
_ABOVE = re.compile(r"[(（]\s*[见接]上[页表]\s*[)）]")
_NUMBERED = re.compile(r"指标\s*[\d一二三四五六七八九十]{1,2}\s*(?:[:：.、．]\s*|$)")
_CODE_AND_NAME = re.compile(
    r"(?P<code>\d{3}(?:\d{3}){1,4}|\d{3}(?=[\s_:]))[\s_:]*(?P<name>[\u4e00-\u9fff].*)", re.DOTALL
)
_DAY = re.compile(r"(?:19|20)\d{2}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}|月)|\d{1,2}月\d{1,2}日")
_EXPONENT, _WHOLE_NUMBER = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+"), re.compile(r"(\d+)\.0+")
_FIRST_DAY, _DAYS = dt.date(1899, 12, 30), range(43_831, 51_136)
"""How Excel counts days, and the serials of 2020 to 2039, which a deadline may be stored as."""
_PROJECT_CODE = r"(?P<code>\d{11}[A-Z]\d{9}|\d{8}[A-Z]\d{12})"
_BRACKETED_CODE = re.compile(rf"[(（\[【]{_PROJECT_CODE}[)）\]】]\s*(?P<name>\S.*)", re.DOTALL)
_CODE_BEHIND = re.compile(rf"(?P<name>.*?[^{_DASH}\s_(（\[【])[{_DASH}\s_(（\[【]+{_PROJECT_CODE}[)）\]】]?", re.DOTALL)
_IN_WAN = {
    "元": Decimal("0.0001"),
    "百元": Decimal("0.01"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "十万元": Decimal(10),
    "百万元": Decimal(100),
    "千万元": Decimal(1000),
    "亿元": Decimal(10000),
}


def is_torn(table: Table, body: Iterable[Row]) -> bool:
    """True when blanks stand inside the words of a table, so that blanks beside Chinese are line ends."""
    if table.kind == "sheet":
        return False
    test = _is_torn_cell if table.kind == "page" else lambda text: _is_torn_cell(text) or has_torn_word(text)
    return any(test(cell.text) for row in body for _, cell in row.filled())


def _is_torn_cell(text: str) -> bool:
    flat = one_line(text)
    if not re.search(r"\s", flat):
        return False
    known = content.is_category(text) or content.is_level1(text) or content.is_level2(text)
    return known or (content.has_code(text) and bool(re.search(r"\s", take_code(flat)[2])))


def take_code(label: str) -> tuple[str | None, str, str]:
    """Take the project code off a label: (code, rest, the code as it was printed); (None, label, "") without one."""
    if not content.has_code(label):
        return None, label, ""
    seen = 0
    for place, char in enumerate(label):
        seen += not char.isspace()
        if seen == CODE_LENGTH:
            printed = label[: place + 1]
            return squeeze(printed), label[place + 1 :].lstrip(_DASH + "_ \n\t:："), printed
    return None, label, ""


def take_code_around(label: str) -> tuple[str, str] | None:
    """Return code and name of a label with its code in brackets before the name, or behind it; None for any other."""
    found = _BRACKETED_CODE.fullmatch(label.strip()) or _CODE_BEHIND.fullmatch(label.strip())
    return (found.group("code"), found.group("name")) if found else None


def take_unit(label: str) -> tuple[str | None, str | None, bool]:
    """Take a unit's label apart: (code, name, whether blanks were taken out of the code)."""
    found = re.fullmatch(rf"((?:\d\s*){{3,15}})[{_DASH}]\s*(.*)", normalise(label), re.DOTALL)
    if found and len(without_blanks(found.group(1))) % 3 == 0:
        name = label.split(label[_dash_at(label)], 1)[1].strip() if _dash_at(label) >= 0 else found.group(2)
        printed = found.group(1).strip()
        return without_blanks(printed), name or None, bool(re.search(r"\s", printed))
    if spaced := _CODE_AND_NAME.fullmatch(normalise(label)):
        return spaced.group("code"), spaced.group("name").strip(), False
    code, name_or_none = split_label(label)
    return code, name_or_none, False


def _dash_at(label: str) -> int:
    return next((place for place, char in enumerate(label) if char in _DASH), -1)


def code(text: str) -> tuple[str, str | None]:
    """Return the code of a cell of its own, and what a doubt says when a program made a number or a day of it."""
    plain = without_blanks(text)
    if _DAY.match(plain) or _EXPONENT.fullmatch(plain):
        return one_line(text), f"编码“{one_line(text)}”像是表格软件改成的日期或数字，不是原来的编码，请对照原件改正"
    whole = _WHOLE_NUMBER.fullmatch(plain)
    return (whole.group(1), f"编码 {plain} 被存成了小数，已读成 {whole.group(1)}，请核对") if whole else (plain, None)


def without_mark(label: str) -> tuple[str, bool]:
    """Return a label without its （续）, and whether it had one."""
    bare = _CONTINUED.sub("", label)
    return bare.rstrip(), bare != label


def without_number(name: str) -> str:
    """Return an indicator's name without the number that a printed form puts before it (指标1：)."""
    return name[found.end() :].strip() if (found := _NUMBERED.match(name)) else name


def without_reference(goal: str) -> str:
    """Return a goal without （见上页）."""
    return _ABOVE.sub("", goal).strip()


def _whole_code(label: str) -> str:
    """Return a label without the line breaks inside its project code."""
    code, _, printed = take_code(label)
    return label.replace(printed, printed.replace("\n", ""), 1) if code else label


class Pen:
    """Writes the texts of one table: heals torn ones and remembers on which page how many it healed."""

    def __init__(self, table: Table, body: Sequence[Row], goals: Iterable[str]) -> None:
        self.kind = table.kind
        self.torn = is_torn(table, body)
        self.measure = max((widest_line(goal) for goal in goals), default=0.0) if table.kind == "page" else 0.0
        self.healed: Counter[int] = Counter()
        self.places: dict[int, str] = {}

    def text(self, text: str, row: Row) -> str | None:
        """Return a short text on one line, None when blank."""
        return self._heal(one_line(_whole_code(text)), row) or None

    def long(self, text: str, row: Row) -> str | None:
        """Return a long text with its paragraphs, None when blank."""
        ways = {"sheet": lines, "page": lambda goal: paragraphs(goal, self.measure), "text": one_line}
        return "\n".join(self._heal(line, row) for line in ways[self.kind](text).split("\n")) or None

    def _heal(self, text: str, row: Row) -> str:
        if not self.torn:
            return text
        whole = heal(text)
        if whole != text:
            self.healed[row.page] += 1
            self.places.setdefault(row.page, row.place)
        return whole


def amount(cell: Cell, money: str | None) -> str | None:
    """Return a budget as text in 万元: as displayed, without commas; 元 and 亿元 converted, every digit kept."""
    plain = squeeze(cell.text)
    own = re.search(rf"{content.MONEY_UNIT}$", plain)
    scale = _IN_WAN[own.group() if own else money or "万元"]
    number = content.money(plain)
    if number is None:
        return None if re.fullmatch(rf"[{_DASH}/]*", plain) else one_line(cell.text) or None
    if scale != 1:
        return _two_decimals(number * scale)
    return _two_decimals(number) if cell.raw else content.without_currency(plain).replace(",", "").lstrip("+")


def _two_decimals(number: Decimal) -> str:
    exact = number.normalize()
    return plain_money(number) if exact == exact.quantize(Decimal("0.01")) else f"{exact:f}"


def quantity(comparator: str, value: str, unit: str) -> Quantity:
    """Return sign, value and unit of a row, joined ones taken apart; what was printed apart stays as it stands."""
    sign = parse_comparator(squeeze(comparator)) if comparator else None
    no_sign = content.is_no_sign(comparator) if comparator else False
    joined = None if sign or not comparator or no_sign else comparator
    whole = one_line(f"{joined or ''}{value}")
    plain_unit = _unit(unit)
    if not whole:
        return Quantity(sign, None, plain_unit)
    if parse_number(squeeze(whole)) is not None:
        return Quantity(sign, squeeze(whole).replace(",", ""), plain_unit)
    return _taken_apart(split(whole), whole, sign, plain_unit, no_sign)


def otherwise_shown(parts: Quantity) -> str | None:
    """Return what a stored number without its display format may show: a percentage, a day; None when it is itself."""
    number = parse_number(parts.value)
    if not number:
        return None
    if number <= 1 if parts.unit == "%" else number < 1 and not parts.unit:
        return f"{plain_number(number * 100)}%"
    day = _FIRST_DAY + dt.timedelta(int(number)) if number in _DAYS and not parts.unit else None
    return f"{day.year}年{day.month}月{day.day}日" if day else None


def _taken_apart(parts: Quantity, whole: str, sign: str | None, unit: str | None, no_sign: bool) -> Quantity:
    is_number = parse_number(parts.value) is not None
    words_sign = "定性" if no_sign and not is_number else None
    if (sign and parts.comparator not in (None, sign)) or (unit and parts.unit not in (None, unit)):
        return Quantity(sign or parts.comparator, whole, unit)
    if not is_number:
        return Quantity(sign or parts.comparator or words_sign, parts.value if not sign else whole, unit)
    assert parts.value is not None
    return Quantity(sign or parts.comparator, parts.value.replace(",", ""), unit or parts.unit)


def _unit(text: str) -> str | None:
    plain = one_line(text)
    if plain in ("", "/", "-", "—", "无"):
        return None
    return {"％": "%", "百分比": "%"}.get(plain, plain)


def points(text: str) -> str | None:
    """Return a weight as text, 分 behind it dropped; what is no number stays as typed."""
    plain = squeeze(text)
    if content.weight(plain) is None:
        return one_line(text) or None
    return re.sub(r"[分%]$", "", plain)
