"""性质 + 指标值 + 度量单位: taking a joined text apart, reading numbers, and printing them.

Texts stay as typed; this module derives numbers from them. Money is Decimal in 万元, rounded half up.
Signs and joined forms: published forms of several provinces (docs/rules.md lists them).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

COMPARATORS = ("≥", "≤", "=", ">", "<", "定性")
QUALITATIVE = "定性"

_SIGN_WORDS = {
    ">=": "≥", "=>": "≥",
    "≧": "≥", "⩾": "≥", "≥": "≥", "大于等于": "≥", "大于或等于": "≥", "不低于": "≥", "不少于": "≥",
    "不小于": "≥", "至少": "≥", "<=": "≤", "=<": "≤", "‹=": "≤", "≦": "≤", "⩽": "≤", "≤": "≤", "小于等于": "≤",
    "小于或等于": "≤", "不超过": "≤", "不高于": "≤", "不大于": "≤", "不多于": "≤", "至多": "≤", "=": "=", "═": "=",
    "等于": "=", ">": ">", "大于": ">", "高于": ">", "超过": ">", "<": "<", "小于": "<", "低于": "<", "少于": "<",
    "定性": QUALITATIVE,
}  # fmt: skip
_SIGN = re.compile("|".join(re.escape(word) for word in sorted(_SIGN_WORDS, key=len, reverse=True)))
_NUMBER = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_NUMBER_AND_REST = re.compile(rf"({_NUMBER})\s*(.*)", re.DOTALL)
_UNIT = re.compile(r"[^\d\s,，、;；。:：()]{1,12}")
_UNIT_WORDS = {"百分比": "%", "百分之": "%", "％": "%"}
# What follows a unit and is a sign (200人以上); what makes a figure rough, and letters typed for digits (2OO).
_TRAILING_SIGN = re.compile(r"(及以上|以上|及以下|以下|以内|之内)$")
_SIGN_OF_TRAIL = {"及以上": "≥", "以上": "≥", "及以下": "≤", "以下": "≤", "以内": "≤", "之内": "≤"}
_NO_UNIT = re.compile(r"(?:余|多|来)?[^/·]*(?:左右|上下)|[余多].*|[OoIl]+")
_DATE_UNITS = re.compile(r"月|日|号|底|前|年度|年末|年初|季度末")


@dataclass(frozen=True, slots=True)
class Quantity:
    """性质, 指标值 and 度量单位; None where the text says nothing of it."""

    comparator: str | None = None
    value: str | None = None
    unit: str | None = None

    @property
    def text(self) -> str:
        """The three joined, such as ≥95%."""
        return "".join(part for part in (self.comparator, self.value, self.unit) if part)


def normalise(text: str) -> str:
    """Return the text with full-width digits and signs made half-width and outer blanks gone."""
    return unicodedata.normalize("NFKC", text).replace("\u3000", " ").strip()


def parse_comparator(text: str | None) -> str | None:
    """Return the sign that a text means (">=", "不少于" -> "≥"), or None when it is no sign."""
    if text is None:
        return None
    return _SIGN_WORDS.get(text.strip()) or _SIGN_WORDS.get(re.sub(r"\s", "", normalise(text)))


@lru_cache(16384)
def parse_number(text: str | None) -> Decimal | None:
    """Return the number that a text is, commas allowed; None when it is anything else (a date, a range, words)."""
    if text is None:
        return None
    plain = normalise(text).replace(" ", "")
    if not re.fullmatch(_NUMBER, plain):
        return None
    try:
        return Decimal(plain.replace(",", ""))
    except InvalidOperation:  # cannot happen for what the pattern lets through
        return None


def split(text: str) -> Quantity:
    """Take a joined text apart: "≥95%", "不少于190人", "200人以上", "(≥77台)", "1600元/亩", "定性 有效提升".

    What is no number with a unit is kept as words in `value`. A bare sign gives only the comparator.
    """
    raw = text.strip()
    plain = _unwrap(normalise(raw))
    sign = _SIGN.match(plain)
    comparator = _SIGN_WORDS[sign.group()] if sign else None
    rest = _unwrap(plain[sign.end() :].strip() if sign else plain)
    if not rest:
        return Quantity(comparator=comparator)
    if comparator == QUALITATIVE:
        return Quantity(QUALITATIVE, rest)
    number = _NUMBER_AND_REST.fullmatch(rest)
    if not number:
        return Quantity(comparator, rest)
    value, unit = number.group(1), _unwrap(number.group(2).strip())
    if not unit:
        return Quantity(comparator, value)
    trail = _TRAILING_SIGN.search(unit)
    meant = _SIGN_OF_TRAIL[trail.group()] if trail else comparator
    unit = unit[: trail.start()] if trail else unit
    unit = _UNIT_WORDS.get(unit, unit)
    words = _NO_UNIT.fullmatch(unit) or not _UNIT.fullmatch(unit) or _is_date(value, unit)
    if words or comparator not in (None, meant):
        return Quantity(comparator, rest)
    return Quantity(meant, value, unit)


def _is_date(value: str, unit: str) -> bool:
    return (
        bool(_DATE_UNITS.search(unit))
        and unit not in {"日", "月"}
        and "/" not in unit
        and "·" not in unit
        and (unit != "人月" and bool(re.match(r"\d{1,4}$", value)))
    )


def _unwrap(text: str) -> str:
    while len(text) > 1 and text[0] in "(（" and text[-1] in ")）":
        text = text[1:-1].strip()
    return text


def parse_money(text: str | None) -> Decimal | None:
    """Return the amount that a text states (in the unit of its column), or None when it is none."""
    return parse_number(text)


def format_money(amount: Decimal) -> str:
    """Return an amount as the form prints it: two decimals, half up, thousands commas (1,342.46)."""
    return f"{amount.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def plain_money(amount: Decimal) -> str:
    """Return an amount with two decimals, half up, without commas (1342.46)."""
    return str(amount.quantize(Decimal("0.01"), ROUND_HALF_UP))


def plain_number(number: Decimal) -> str:
    """Return a number without trailing zeros or exponent (22.50 -> 22.5)."""
    text = f"{number.normalize():f}"
    return "0" if text in {"-0", "0"} else text
