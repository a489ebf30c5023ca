"""Bad input by the command line: one Chinese sentence, exit 2, nothing written, the user's file untouched."""

from __future__ import annotations

import io
import json
import os
import random
import re
import resource
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.storage import save_book

PNG = (
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6360000002000150"
    )
    * 40
)
PROSE = "为深入贯彻落实就业优先政策，我局坚持稳中求进，全面完成了各项工作任务，现将有关情况报告如下。\n" * 30
ONE_GIB = 1 << 30
SMALL_BOOK = {"year": 2024, "units": [{"code": "101001", "name": "某局(本级)", "projects": []}]}


def _sheet(rows: list[list[object]]) -> bytes:
    from openpyxl import Workbook

    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _repacked(content: bytes, part: str, text: bytes) -> bytes:
    source, stream = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, text if name == part else source.read(name))
    return stream.getvalue()


def _zip_bomb() -> bytes:
    zeros = b"<worksheet><sheetData>" + b" " * (400 << 20)
    return _repacked(_sheet([["单位名称", "项目名称"]]), "xl/worksheets/sheet1.xml", zeros)


def _entity_bomb() -> bytes:
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY l0 "哈哈">{layers}]>'
    strings, sheet = (
        f"{head}<sst><si><t>&l9;</t></si></sst>",
        f"{head}<worksheet><sheetData>&l9;</sheetData></worksheet>",
    )
    workbook = _repacked(_sheet([["单位名称", "项目名称"]]), "xl/sharedStrings.xml", strings.encode())
    return _repacked(workbook, "xl/worksheets/sheet1.xml", sheet.encode())


def _noise() -> bytes:
    return random.Random(7).randbytes(50_000)


SOURCES: dict[str, Callable[[], bytes]] = {
    "空文件.txt": lambda: b"",
    "空文件.xlsx": lambda: b"",
    "空白.txt": lambda: b"\n \t\n",
    "乱码.xlsx": _noise,
    "乱码.pdf": _noise,
    "乱码.docx": _noise,
    "乱码.txt": _noise,
    "图片.pdf": lambda: PNG,
    "图片.png": lambda: PNG,
    "半个.xlsx": lambda: (full := _sheet([["单位名称", "项目名称"]] * 400))[: len(full) // 2],
    "不相干.xlsx": lambda: _sheet([["姓名", "电话", "地址"], ["张三", "123", "某街"], ["李四", "456", "某路"]]),
    "通讯录.txt": lambda: "姓名\t电话\n张三\t123\n李四\t456\n".encode(),
    "总结.txt": lambda: PROSE.encode(),
    "总结.abc": lambda: PROSE.encode("gb18030"),
    "炸弹.xlsx": _zip_bomb,
    "实体.xlsx": _entity_bomb,
    "别的.json": lambda: b'{"a": [1, 2, 3]}',
    "深.json": lambda: b"[" * 200_000,
    "网页.xls": lambda: b"<html><body><p>404 not found</p></body></html>",
}


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (4 * ONE_GIB, 4 * ONE_GIB))


def run(*arguments: str, cwd: Path, stdin: bytes = b"") -> tuple[int, str, str, int]:
    """Run `jixiao` as a user does; return exit code, output, errors and the peak of its memory in bytes."""
    script = (
        "import sys, resource\nfrom jixiao_desktop.cli import main\ncode = main(sys.argv[1:])\n"
        "print('PEAK', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)\nsys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=cwd, input=stdin, capture_output=True, timeout=10, preexec_fn=_limit_memory,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    errors, _, peak = done.stderr.decode().rpartition("PEAK ")
    return done.returncode, done.stdout.decode(), errors, int(peak) * 1024


def sentences(errors: str) -> list[str]:
    """The lines on stderr, without the line that names the profile."""
    return [line for line in errors.splitlines() if line and not line.startswith("填报规则：")]


def expect_one_sentence(code: int, output: str, errors: str, peak: int) -> None:
    """What every refusal looks like."""
    said = sentences(errors)
    assert code == 2, (output, errors)
    assert output == ""
    assert len(said) == 1, errors
    assert re.search(r"[\u4e00-\u9fff]", said[0])
    assert "Traceback" not in errors
    assert peak < ONE_GIB


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_that_is_no_form_gives_one_sentence_and_writes_nothing(name: str, tmp_path: Path) -> None:
    content = SOURCES[name]()
    (tmp_path / name).write_bytes(content)
    old = b"the book of yesterday"
    (tmp_path / "out.jixiao").write_bytes(old)
    result = run("import", name, "-o", "out.jixiao", cwd=tmp_path)
    expect_one_sentence(*result)
    assert (tmp_path / name).read_bytes() == content
    assert (tmp_path / "out.jixiao").read_bytes() == old
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, "out.jixiao"])


def test_a_missing_source_and_a_folder_give_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "文件夹").mkdir()
    expect_one_sentence(*run("import", "没有.xlsx", "-o", "out.jixiao", cwd=tmp_path))
    expect_one_sentence(*run("import", "文件夹", "-o", "out.jixiao", cwd=tmp_path))
    assert [p.name for p in tmp_path.iterdir()] == ["文件夹"]


def test_prose_on_standard_input_gives_one_sentence(tmp_path: Path) -> None:
    expect_one_sentence(*run("import", "-", "-o", "out.jixiao", cwd=tmp_path, stdin=PROSE.encode()))
    assert list(tmp_path.iterdir()) == []


def _book(path: Path) -> bytes:
    save_book(from_plain(SMALL_BOOK), path)
    return path.read_bytes()


def _foreign(path: Path) -> bytes:
    with sqlite3.connect(path) as other:
        other.execute("create table t (a)")
    return path.read_bytes()


def _newer(path: Path) -> bytes:
    _book(path)
    with sqlite3.connect(path) as book:
        book.execute("pragma user_version = 999")
    return path.read_bytes()


def _overwritten(path: Path) -> bytes:
    content = bytearray(_book(path))
    content[4096:12000] = random.Random(3).randbytes(12000 - 4096)
    return bytes(content)


def _malicious(path: Path) -> bytes:
    _book(path)
    with sqlite3.connect(path) as book:
        book.execute("create view v as select 1")
    return path.read_bytes()


BOOKS: dict[str, Callable[[Path], bytes]] = {
    "cut": lambda path: _book(path)[:5000],
    "overwritten": _overwritten,
    "of another program": _foreign,
    "of a newer version": _newer,
    "with a foreign view": _malicious,
    "empty": lambda path: b"",
    "a text": lambda path: PROSE.encode(),
    "a json": lambda path: json.dumps(SMALL_BOOK).encode(),
}


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.parametrize("command", [("show", "--json"), ("check",), ("export", "-o", "out.pdf")], ids=lambda c: c[0])
def test_a_book_that_is_none_gives_one_sentence(kind: str, command: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "坏 的.jixiao"
    content = BOOKS[kind](path)
    path.write_bytes(content)
    expect_one_sentence(*run(command[0], path.name, *command[1:], cwd=tmp_path))
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_outputs_that_cannot_be_written_give_one_sentence(tmp_path: Path) -> None:
    _book(tmp_path / "a.jixiao")
    (tmp_path / "out.pdf").mkdir()
    for target in ("没有这个/out.pdf", "out.pdf", "out.unknown", "out"):
        expect_one_sentence(*run("export", "a.jixiao", "-o", target, cwd=tmp_path))
    expect_one_sentence(*run("rollover", "a.jixiao", "--year", "2025", "-o", "没有/b.jixiao", cwd=tmp_path))
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.jixiao", "out.pdf"]


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["bogus"], ["import"], ["show"], ["check", "a", "b"], ["export", "a.jixiao"], ["export", "a.jixiao", "-o"],
        ["rollover", "a.jixiao", "--year", "下一年", "-o", "b.jixiao"],
        ["rollover", "a.jixiao", "--year", "2025", "-o", "b.jixiao", "--keep-values", "--clear-values"],
        ["rollover", "a.jixiao", "--year", "2024", "-o", "b.jixiao"],
        ["export", "a.jixiao", "-o", "b.pdf", "--form", "没有的表"],
        ["export", "a.jixiao", "-o", "b.pdf", "--project", "没有这个项目"],
        ["check", "a.jixiao", "--profile", "nowhere"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_gives_one_sentence(arguments: list[str], tmp_path: Path) -> None:
    _book(tmp_path / "a.jixiao")
    expect_one_sentence(*run(*arguments, cwd=tmp_path))
    assert [p.name for p in tmp_path.iterdir()] == ["a.jixiao"]
