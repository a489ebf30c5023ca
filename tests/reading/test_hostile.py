"""What is no form, damaged or made to harm is refused with one Chinese sentence that names the file."""

from __future__ import annotations

import io
import random
import resource
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from openpyxl import Workbook

from jixiao_desktop import profiles, reading, resources
from jixiao_desktop.domain.errors import UserError

from . import books, makers

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
WORKBOOK = books.saved(Workbook())
ENTITIES = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "lol">{ENTITIES}]><worksheet>&a10;</worksheet>'


def _with(part: str, content: str | bytes, more: int = 0) -> bytes:
    """Return a workbook with one part replaced, and `more` further parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, content if entry.filename == part else source.read(entry))
        for number in range(more):
            target.writestr(f"part{number}.xml", "<a/>")
    return stream.getvalue()


def _pdf(stream: bytes, filters: str = "/FlateDecode", pages: int = 1) -> bytes:
    """Return a PDF whose pages all draw the same stream."""
    kids = " ".join(f"{4 + n} 0 R" for n in range(pages))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R /Resources << >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        f"<< /Length {len(stream)} /Filter {filters} >>\nstream\n".encode() + stream + b"\nendstream",
        *[page] * pages,
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF".encode()
    return data + f"xref\n0 {size}\n0000000000 65535 f \n".encode() + table + end


def _zeros(megabytes: int) -> bytes:
    return zlib.compress(b" " * (megabytes << 20), 9)


def _xml(cells: str, merges: str = "") -> bytes:
    return _with(SHEET, f"{HEAD}<sheetData>{cells}</sheetData>{merges}</worksheet>")


NOISE = random.Random(1).randbytes(20_000)
PROSE = "今天召开了绩效目标填报工作会议，要求各单位认真填写。\n" * 80
OLD_WORKBOOK = (Path(__file__).parent / "data" / "official.xls").read_bytes()
FORM_WORKBOOK = books.saved(books.official(makers.book(1)))
FORM = makers.printed(makers.book(1), 20).text().encode()
CASES: dict[str, bytes] = {
    "empty": b"",
    "blanks": b" \n\t\n",
    "random bytes": NOISE,
    "a picture named .pdf": b"\x89PNG\r\n\x1a\n" + NOISE,
    "half a workbook": WORKBOOK[: len(WORKBOOK) // 2],
    "an unrelated table": books.saved(Workbook()),
    "prose": PROSE.encode(),
    "a ZIP of other things": _with("none", "").replace(b"xl/", b"yl/"),
    "a ZIP bomb": _with(SHEET, HEAD + " " * (200 << 20)),
    "thousands of parts": _with("none", "", more=3100),
    "an XML entity bomb": _with(SHEET, BOMB),
    "an XML entity bomb in UTF-16": _with(SHEET, BOMB.encode("utf-16")),
    "an external entity": _with(
        SHEET, '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet>&b;</worksheet>'
    ),
    "a merge over the whole sheet": _xml("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "one cell at the far end": _xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "a million cells": _xml(("<row>" + "<c><v>1</v></c>" * 100 + "</row>") * 10_000),
    "deep XML": _xml("<a>" * 100_000 + "</a>" * 100_000),
    "garbage behind a PDF mark": b"%PDF-1.7\n" + NOISE,
    "half a PDF": _pdf(zlib.compress(b"0 0 m 1 1 l S\n"))[:300],
    "a PDF bomb": _pdf(_zeros(600)),
    "a PDF bomb in a bomb": _pdf(zlib.compress(_zeros(600), 9), "[/FlateDecode /FlateDecode]"),
    "a cut PDF bomb": _pdf(_zeros(100)[:-9]),
    "a PDF with too many lines": _pdf(zlib.compress(b"0 0 m 1 1 l S\n" * 60_000)),
    "a scan": _pdf(zlib.compress(b"0 0 m 1 1 l S\n")),
    "garbage behind an Excel mark": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE,
    "an HTML cell over everything": b"<table>"
    + b"<tr><td colspan=99999999 rowspan=99999999>x</td></tr>" * 3000
    + b"</table>",
    "deep HTML": b"<html>" + b"<table><tr><td>" * 10_000,
    "deep JSON": b'{"units":' + b"[" * 100_000,
    "JSON of something else": b'{"name": "x"}',
    "JSON of a newer version": b'{"format": "jixiao-book", "version": 99, "units": []}',
    "another program's database": b"SQLite format 3\0" + NOISE,
    "endless tabs": b"\t" * 3_000_000 + b"x",
    "endless commas": "项目名称,".encode() * 1_000_000,
    "an open quote": b'a,"' + b"x\n" * 2_000_000,
    "millions of rows": FORM + b"a\tb\tc\n" * 1_000_000,
    "a header without a form": "项目名称\t三级指标\t指标值\t分值权重\n".encode(),
}


@pytest.mark.parametrize("kind", CASES)
def test_it_is_refused_in_one_sentence_that_names_the_file(kind: str) -> None:
    with pytest.raises(UserError) as caught:
        reading.read(CASES[kind], "来件.pdf", profile=profiles.load())
    sentence = str(caught.value)
    assert "来件.pdf" in sentence
    assert "\n" not in sentence
    assert sentence.endswith("。")


@pytest.mark.parametrize("path", ["没有这个文件.xlsx", "."])
def test_a_missing_file_and_a_folder_are_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="来件"):
        reading.read(tmp_path / path, "来件", profile=profiles.load())


@pytest.mark.parametrize("kind", ["a ZIP bomb", "a million cells", "a PDF bomb", "endless tabs", "millions of rows"])
def test_it_is_refused_within_a_gigabyte_and_ten_seconds_of_work(kind: str, tmp_path: Path) -> None:
    """In a process of its own, whose memory and processor time are limited by the system."""
    path = tmp_path / "来件"
    path.write_bytes(CASES[kind])
    program = (
        "import sys, pathlib; from jixiao_desktop import reading, profiles\n"
        "from jixiao_desktop.domain.errors import UserError\n"
        "try: reading.read(pathlib.Path(sys.argv[1]), '来件', profile=profiles.load())\n"
        "except UserError as error: print(error)"
    )

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))

    command = [sys.executable, "-X", "utf8", "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", preexec_fn=limit, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "来件" in done.stdout


@pytest.mark.parametrize("seed", range(30))
def test_bytes_changed_at_random_give_a_draft_or_a_sentence(seed: int, capfd: pytest.CaptureFixture[str]) -> None:
    dice = random.Random(seed)
    for data in (OLD_WORKBOOK, FORM_WORKBOOK, FORM):
        changed = bytearray(data)
        for _ in range(dice.randint(1, 40)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        if dice.random() < 0.3:
            del changed[dice.randrange(len(changed)) :]
        try:
            assert reading.read(bytes(changed), "来件", profile=profiles.load()).book.facts is not None
        except UserError as error:
            assert "来件" in str(error)
    assert capfd.readouterr().err == ""


def test_the_file_of_the_user_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_bytes(resources.path("samples", "2024-approval-form.txt").read_bytes())
    before = path.read_bytes(), path.stat().st_mtime_ns
    reading.read(path, path.name, profile=profiles.load())
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["表.txt"]
