"""Blocks of cells as text: Excel's and WPS's tab text, HTML tables, and what a PDF or Word leaves. No Qt here."""

from __future__ import annotations

import csv
import html
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

Block = list[list[str]]
MAX_CELLS = 200_000

_HAN = "\u3400-\u9fff\u3001\u3002\uff08\uff09\uff0c\uff1b\uff1a\u201c\u201d"
_GAP = re.compile(rf"(?<=[{_HAN}])[ \t\u3000\xa0]+(?=[{_HAN}])")
_BREAK = re.compile(r"\s*[\r\n\u2028]+\s*")
_SPACES = re.compile(r"[ \t\u3000\xa0]{2,}")
_ENDS = re.compile(r"[。；：！？!?;:]\s*$")
_BEGINS = re.compile(r"\s*(目标\s*[\d一二三四五六七八九十]|[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．:：])")
_HIDDEN = re.compile("[\u200b-\u200d\ufeff\xad]")
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0e\uff0d\uff1e\uff1c\uff1d\uff0f]")


def from_tab_text(text: str) -> Block:
    """Return the cells of tab text as Excel writes it: quoted cells may hold tabs, quotes and line breaks."""
    body = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not body:
        return []
    if '"' not in body:
        return [line.split("\t") for line in body.split("\n")]
    try:
        return [row or [""] for row in csv.reader(io.StringIO(body, newline=""), delimiter="\t")]
    except csv.Error:  # a quote that never ends: not Excel's, so the lines are what they look like
        return [line.split("\t") for line in body.split("\n")]


def to_tab_text(block: Sequence[Sequence[str]]) -> str:
    """Return cells as tab text; a cell with a tab, a quote or a line break is quoted."""
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in block)


def _quoted(text: str) -> str:
    if any(mark in text for mark in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def to_html(block: Sequence[Sequence[str]]) -> str:
    """Return cells as an HTML table of texts (Excel must not read 1-2 as a date)."""
    rows = "".join("<tr>" + "".join(f"<td>{_escaped(cell)}</td>" for cell in row) + "</tr>" for row in block)
    style = '<style>td{mso-number-format:"\\@"}</style>'
    return f'<html><head><meta charset="utf-8">{style}</head><body><table>{rows}</table></body></html>'


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


class _Table(HTMLParser):
    """Collects the cells of the first table; merged cells leave blanks where they reach."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: Block = []
        self._covered: dict[tuple[int, int], None] = {}
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._closed = self._skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._closed:
            return
        if tag == "tr":
            self._end_cell()
            self._skipping = dict(attrs).get("height") == "0"  # Excel's row of widths, in no sheet
            if not self._skipping:
                self.rows.append([])
        elif tag in ("td", "th") and self.rows and not self._skipping:
            self._end_cell()
            self._cell = []
            values = dict(attrs)
            self._span = _count(values.get("rowspan")), _count(values.get("colspan"))
        elif tag in ("br", "p") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self.rows:
            self._closed = True

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(re.sub(r"\s*\n\s*", " ", data))

    def _end_cell(self) -> None:
        if self._cell is None or not self.rows:
            return
        text = "\n".join(line.strip() for line in "".join(self._cell).replace("\xa0", " ").strip().split("\n"))
        self._cell = None
        row, at = self.rows[-1], len(self.rows) - 1
        while (at, len(row)) in self._covered:
            row.append("")
        left = len(row)
        row.extend([text, *[""] * (self._span[1] - 1)])
        for down in range(1, self._span[0]):
            self._covered.update(dict.fromkeys((at + down, left + right) for right in range(self._span[1])))


def _count(text: str | None) -> int:
    return max(1, min(int(text), 1000)) if text and text.isdigit() else 1


def from_html(markup: str) -> Block:
    """Return the cells of the first table in HTML, [] when there is none."""
    parser = _Table()
    parser.feed(markup)
    parser.close()
    return [row for row in parser.rows if row]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A block made tidy, and a sentence about what was done ("" for nothing)."""

    block: Block
    said: str


def clean(block: Block) -> Cleaned:
    """Make text from a PDF or Word tidy: broken words, full-width digits, doubled and hidden blanks."""
    counts: dict[str, int] = {}
    tidy = [[_clean(cell, counts) for cell in row] for row in block]
    said = "、".join(f"{count} 格{what}" for what, count in counts.items())
    return Cleaned(tidy, f"粘贴时已整理：{said}" if said else "")


def _clean(text: str, counts: dict[str, int]) -> str:
    for what, change in _TIDYING:
        new = change(text)
        if new != text:
            counts[what] = counts.get(what, 0) + 1
            text = new
    return text.strip()


def clean_text(text: str) -> tuple[str, str]:
    """Return one text made tidy on one line, and a sentence about what was done ("" for nothing)."""
    tidy = clean([[" ".join(text.split("\t"))]])
    return tidy.block[0][0], _of_one(tidy.said)


def clean_paragraphs(text: str) -> tuple[str, str]:
    """Return a text of several paragraphs made tidy, and a sentence about what was done ("" for nothing).

    Lines that a page cut are put together again; a line stays where a sentence ends before it or a number begins it.
    """
    paragraphs: list[str] = []
    for line in text.strip().splitlines():
        before = paragraphs[-1].strip() if paragraphs else ""
        if before and line.strip() and not _ENDS.search(before) and not _BEGINS.match(line):
            paragraphs[-1] += "\n" + line
        else:
            paragraphs.append(line)
    tidy = clean([[paragraph] for paragraph in paragraphs])
    return "\n".join(row[0] for row in tidy.block), _of_one(tidy.said)


def _of_one(said: str) -> str:
    """Say what was done to one text: without counts of cells."""
    return re.sub(r"\d+ 格", "", said)


def _narrow(text: str) -> str:
    return _WIDE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)


def _joined(text: str) -> str:
    """Put lines that a page cut together again: Chinese without a blank, Latin words with one."""
    lines = _BREAK.split(text.strip())
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        latin = joined[-1:].isascii() and line[:1].isascii() and joined[-1:].isalpha() and line[:1].isalpha()
        joined += (" " if latin else "") + line
    return joined


_TIDYING = (
    ("去除不可见字符", lambda text: _HIDDEN.sub("", text)),
    ("接好断行", _joined),
    ("全角改半角", _narrow),
    ("去除多余空格", lambda text: _SPACES.sub(" ", _GAP.sub("", text))),
)


def is_number(text: str) -> bool:
    """True when a text is a number, a percentage or a sign with a number."""
    return bool(re.fullmatch(r"[≥≤=<>]*\s*[+-]?[\d,]*\.?\d+\s*%?", text.strip()))
