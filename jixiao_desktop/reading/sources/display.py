"""How Excel shows a stored value: by its number format, but without thousands commas (4 with 0.00 is 4.00)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DROPPED = re.compile(r"\[[^\]]*\]|_.|\*.|[¥$￥€]")
_DIGITS = re.compile(r"([#0?,]*[0#?][#0?,]*)(?:\.([#0?]+))?")
_DATE_TOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|yyyy|yy|mmmm|mmm|mm|m|dd|d|hh|h|ss|s|AM/PM|[^ymdhs"\\\[]+', re.I)
_STRFTIME = {"yyyy": "%Y", "yy": "%y", "mm": "%m", "dd": "%d", "hh": "%H", "nn": "%M", "ss": "%S"}
_SYSTEM_LONG_DATE = re.compile(r"\[\$-[0-9A-F]*F800\]", re.I)
_LONG_DATE, _MONTH_DAY, _YEAR_MONTH = 'yyyy"年"m"月"d"日"', 'm"月"d"日"', 'yyyy"年"m"月"'
CHINESE_DATES = {
    **dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    30: "m-d-yy",
    31: _LONG_DATE,
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
}
"""The formats that a Chinese Excel knows by number alone (ECMA-376, 18.8.30): a typed 12月31日 gets the 58."""
_SIGNIFICANT = 11


def shown(value: object, number_format: str) -> str:
    """Return the text that a cell shows; texts and what has no known format come as they are stored."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return date(value, number_format)
    if isinstance(value, int | float | Decimal):
        return number(value, number_format)
    return str(value)


def general(value: float | Decimal) -> str:
    """Return a number as the format General shows it: up to 11 significant digits, no exponent."""
    try:
        exact = Decimal(repr(value) if isinstance(value, float) else value)
        digits = exact.adjusted() + 1
        rounded = exact if digits >= _SIGNIFICANT else round(exact, min(_SIGNIFICANT - digits, 15))
        return "0" if not rounded else f"{rounded.normalize():f}"
    except (InvalidOperation, OverflowError, ValueError):
        return str(value)


def number(value: float | Decimal, number_format: str) -> str:
    """Return a number as its format shows it, without thousands commas; literal words of the format are kept."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    section = _section(number_format, exact)
    plain = _DROPPED.sub("", _LITERAL.sub("", section))
    found = _DIGITS.search(plain)
    if not found or number_format.lower() == "general" or "/" in plain or "E" in plain.upper().replace("GENERAL", ""):
        return general(value)
    scaled = exact * 100 if "%" in plain else exact
    scaled /= Decimal(1000) ** (len(found.group(1)) - len(found.group(1).rstrip(",")))
    text = _rounded(scaled, found.group(2) or "")
    before, after = _words(section)
    return before + text + ("%" if "%" in plain else "") + after


def _section(number_format: str, value: Decimal) -> str:
    """Return the part of a format for this value; a zero that is shown as a dash or as nothing stays a number."""
    sections = number_format.split(";")
    if value < 0 and len(sections) > 1:
        return sections[1] if "-" in sections[1] else "-" + sections[1]
    if value == 0 and len(sections) > 2 and _DIGITS.search(_LITERAL.sub("", sections[2])):
        return sections[2] if "0" in sections[2] else sections[0]
    return sections[0]


def _rounded(value: Decimal, decimals: str) -> str:
    try:
        text = f"{value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP):f}"
    except InvalidOperation:
        return f"{value:f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text.rstrip(".") if "." in text else text


def _words(section: str) -> tuple[str, str]:
    """Return the literal words before and after the digits of a format; signs of negative numbers are the number's."""
    marked = _LITERAL.sub(lambda found: f"\0{found.group(1) or found.group(2)}\0", section)
    parts = marked.split("\0")
    texts = parts[1::2]
    digits = next((place for place, part in enumerate(parts[::2]) if _DIGITS.search(_DROPPED.sub("", part))), 0)
    before = "".join(texts[:digits]).strip().replace("-", "")
    return before, "".join(texts[digits:]).strip()


def date(value: dt.datetime | dt.date | dt.time, number_format: str) -> str:
    """Return a date as its format shows it (yyyy年m月d日, 12月31日); as 2024-12-31 when the format says nothing."""
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    pattern = number_format.split(";")[0]
    if not re.search(r"[yd]|m", _LITERAL.sub("", pattern), re.I) or pattern.lower() == "general":
        return f"{value:%Y-%m-%d}"
    if _SYSTEM_LONG_DATE.search(pattern):
        pattern = _LONG_DATE
    parts = {name: value.strftime(code) for name, code in _STRFTIME.items()}
    plain = {name[0]: text.lstrip("0") or "0" for name, text in parts.items() if len(name) == 2 and name != "yy"}
    parts |= plain | {"mmm": plain["m"], "mmmm": plain["m"]}
    return "".join(_date_part(token, parts) for token in _with_minutes(_DATE_TOKEN.findall(pattern))).strip()


def _with_minutes(tokens: Iterable[str]) -> Iterator[str]:
    """Yield the tokens of a date's format, with n for the m that stands behind hours: it means minutes."""
    before = ""
    for token in tokens:
        low = token.lower()
        yield "n" * len(token) if low in ("m", "mm") and before == "h" else token
        before = low[0] if low[0] in "ymdhs" else before


def _date_part(token: str, parts: dict[str, str]) -> str:
    if token[0] == '"':
        return token[1:-1]
    if token[0] == "\\":
        return token[1:]
    if token[0] == "[":
        return ""
    return parts.get(token.lower(), token.replace("_", "").replace("@", ""))
