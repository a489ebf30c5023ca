"""Texts: tab separated as a PDF or a copied table gives them, CSV, or columns set apart by bars or blanks."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence

from ...domain.errors import UserError
from ..recognise.headers import keys_in
from ..tables import Row, Table, texts
from . import guard

_ENCODINGS = ("utf-8-sig", "gb18030")
_LIMIT_CHARACTERS, _LIMIT_ROWS = 24_000_000, 250_000
_LIMIT_CELLS = 1_500_000
_SAMPLE = 100_000
_FORMULA_TEXT = re.compile(r'^="([^"]*)"$')
"""How exports keep Excel from making a number of a code: ="105001"."""
_BAR, _EDGES = re.compile(r"[|｜│┃]"), re.compile(r"^\s*[|｜│┃]|[|｜│┃]\s*$")
_RULE = re.compile(r"\s*(?::?-{2,}:?|[-+=]{3,}|[─━┼╋├┤┌┐└┘┬┴┠┨]{2,})\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


def decode(data: bytes, name: str) -> str:
    """Return the text of bytes in UTF-8, UTF-16 or GBK. Raises UserError when they are no text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    elif data[:200].count(0) > len(data[:200]) // 4:
        encodings = ("utf-16-le", "utf-16-be")
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) <= len(text) // 1000:
            return text
    raise UserError(f"“{name}”不是文字，也不是能识别的表格文件，请选择 Excel、PDF、Word、文本或 .jixiao 文件。")


def read(data: bytes, name: str) -> list[Table]:
    """Return the one table of a text. Raises UserError when the bytes are no text or hold too much of it."""
    text = decode(data, name)
    if len(text) > _LIMIT_CHARACTERS or text.count("\n") > _LIMIT_ROWS:
        raise guard.too_large(name, f"有 {len(text)} 个字、{text.count(chr(10)) + 1} 行")
    cut = max(_CUTS, key=lambda each: _worth(_split(text[:_SAMPLE], each, name)))
    return [Table(tuple(_split(text, cut, name)), kind="text")]


def _tabs(text: str) -> Iterable[tuple[int, Sequence[str]]]:
    if re.search(r'(?:^|\t)"[^"\t]*\n', text, re.MULTILINE):
        return _quoted(text, "\t")
    most = guard.LIMIT_COLUMNS
    return ((number, line.split("\t", most)) for number, line in enumerate(_lines(text), 1))


def _quoted(text: str, delimiter: str) -> Iterable[tuple[int, Sequence[str]]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    start = 1
    try:
        for values in reader:
            yield start, values[: guard.LIMIT_COLUMNS]
            start = reader.line_num + 1
    except csv.Error as error:
        raise UserError(f"文本第 {start} 行的引号或分隔符有误，读不下去，请另存为 Excel 后再导入。") from error


def _apart(pattern: str) -> Callable[[str], Iterable[tuple[int, Sequence[str]]]]:
    cut = re.compile(pattern)
    most = guard.LIMIT_COLUMNS
    return lambda text: ((number, cut.split(line.strip(" |"), most)) for number, line in enumerate(_lines(text), 1))


def _bars(text: str) -> Iterable[tuple[int, Sequence[str]]]:
    """Columns between bars, also those of a table in Markdown: the first and the last bar are the table's edges."""
    most = guard.LIMIT_COLUMNS
    for number, line in enumerate(_lines(text), 1):
        values = _BAR.split(_EDGES.sub("", line), most)
        if not all(_RULE.fullmatch(value) for value in values):
            yield number, values


def _commas(text: str) -> Iterable[tuple[int, Sequence[str]]]:
    return _quoted(text, ",")


def _semicolons(text: str) -> Iterable[tuple[int, Sequence[str]]]:
    return _quoted(text, ";")


_CUTS: tuple[Callable[[str], Iterable[tuple[int, Sequence[str]]]], ...] = (
    _tabs,
    _commas,
    _semicolons,
    _bars,
    _apart(r"\s{2,}"),
)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _split(text: str, cut: Callable[[str], Iterable[tuple[int, Sequence[str]]]], name: str) -> list[Row]:
    """Return the rows of a text; a blank line or a form feed begins a new page."""
    rows: list[Row] = []
    page, gap, count = 1, False, 0
    for number, values in cut(text):
        count += len(values)
        if count > _LIMIT_CELLS:
            raise guard.too_large(name, f"的表格超过 {_LIMIT_CELLS} 格")
        if "\f" in values[0] if values else False:
            gap = True
        cells = texts(*(_FORMULA_TEXT.sub(r"\1", value.strip(" \f\u3000\t")) for value in values))
        row = Row(cells, f"第 {number} 行", page)
        if row.blank:
            gap = True
            continue
        if gap and rows:
            page += 1
            row = Row(cells, row.place, page)
        gap = False
        rows.append(row)
    return rows


def _worth(rows: Sequence[Row]) -> tuple[int, int]:
    """How much a way of cutting makes sense: header words in one row, then the most cells in a row."""
    words = max((len(keys_in(row)) for row in rows), default=0)
    return words, max((len(row.filled()) for row in rows), default=0)
