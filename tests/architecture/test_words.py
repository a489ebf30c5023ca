"""The repository speaks of the project alone: no path of one machine, no registry that one machine happens to use."""

from __future__ import annotations

import re
from pathlib import Path

from .source import ROOT

FOLDERS = ("jixiao_desktop", "tests", "benchmarks", "packaging", "docs", ".ci", "resources")
SUFFIXES = {".py", ".md", ".toml", ".txt", ".json", ".sh", ".cfg", ".ini", ".yml", ".desktop", ".xml", ".svg", ""}
FOREIGN = re.compile(
    r"/(?:root|work|home/\w+|Users/\w+)/\w|pypi\.(?:org|python)|deb\.debian\.org|registry\.npmjs|pythonhosted\.org"
)


def _texts() -> list[Path]:
    files = [path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".")]
    files += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for path in files if path.suffix in SUFFIXES and "__pycache__" not in path.parts]


def test_no_file_names_a_path_or_a_registry_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in _texts()
        for match in FOREIGN.finditer(path.read_text(encoding="utf-8"))
        if path != Path(__file__).resolve()
    ]
    assert found == []


def test_no_date_is_formatted_with_chinese_letters_which_windows_refuses() -> None:
    """`f"{now:%m月}"` raises UnicodeEncodeError on a Windows that does not speak Chinese: domain/moments.py serves."""
    pattern = re.compile(r"%[A-Za-z][^\"'\n{}]*[\u4e00-\u9fff]")
    sources = [path for path in (ROOT / "jixiao_desktop").rglob("*.py") if path.name != "moments.py"]
    texts = ((path, line) for path in sources for line in path.read_text(encoding="utf-8").splitlines())
    assert [f"{path.name}: {line.strip()}" for path, line in texts if pattern.search(line)] == []


def test_every_python_file_is_utf_8_without_a_byte_order_mark() -> None:
    marked = [path.name for path in _texts() if path.suffix == ".py" and path.read_bytes().startswith(b"\xef\xbb\xbf")]
    assert marked == []
