"""Which libraries a Windows program or library loads, read from its import table.

Qt cannot be started where the package is built; that every library a file asks for is in the package, or belongs to
Windows, is what can be known there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

_PE32_PLUS = 0x20B


def imports(file: Path) -> set[str]:
    """Return the names of the libraries that a 64-bit file loads when it is loaded, in lower case.

    Raises ValueError when it is no such file.
    """
    data = file.read_bytes()
    start = struct.unpack_from("<I", data, 0x3C)[0] if data[:2] == b"MZ" and len(data) >= 64 else len(data)
    optional = start + 24
    if data[start : start + 4] != b"PE\0\0" or struct.unpack_from("<H", data, optional)[0] != _PE32_PLUS:
        raise ValueError(f"{file} is no 64-bit program or library of Windows")
    sections = _sections(data, start, optional)
    table = struct.unpack_from("<I", data, optional + 112 + 8)[0]
    names: set[str] = set()
    place = _place(table, sections) if table else len(data)
    while table and (name := struct.unpack_from("<I", data, place + 12)[0]):
        text = _place(name, sections)
        names.add(data[text : data.index(b"\0", text)].decode("ascii").lower())
        place += 20
    return names


def _sections(data: bytes, start: int, optional: int) -> list[tuple[int, int, int]]:
    """Return address, size and place in the file of each section."""
    count, size = struct.unpack_from("<H", data, start + 6)[0], struct.unpack_from("<H", data, start + 20)[0]
    headers = (struct.unpack_from("<8xIIII", data, optional + size + 40 * number) for number in range(count))
    return [(address, max(virtual, raw), place) for virtual, address, raw, place in headers]


def _place(address: int, sections: list[tuple[int, int, int]]) -> int:
    for first, size, place in sections:
        if first <= address < first + size:
            return address - first + place
    raise ValueError(f"address {address:#x} is in no section")


def closure(files: Iterable[Path], libraries: Mapping[str, Path]) -> set[Path]:
    """Return those of `libraries` (by name in lower case) that `files` load, and that these load in turn."""
    found: set[Path] = set()
    waiting = list(files)
    while waiting:
        loaded = {libraries[name] for name in imports(waiting.pop()) if name in libraries}
        waiting += loaded - found
        found |= loaded
    return found


def absent(folder: Path, of_windows: Iterable[str]) -> dict[str, set[str]]:
    """Return the libraries that files of `folder` load although they are neither in it nor of Windows."""
    files = [path for path in folder.rglob("*") if path.suffix.lower() in (".exe", ".dll", ".pyd")]
    known = {path.name.lower() for path in files} | set(of_windows)
    asked = {file.relative_to(folder).as_posix(): imports(file) for file in files}
    return {
        file: missing
        for file, names in asked.items()
        if (missing := {name for name in names - known if not name.startswith(("api-ms-win-", "ext-ms-"))})
    }
