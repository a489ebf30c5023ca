"""Cutting a font: what is cut out is what stands in the whole font."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from jixiao_desktop.export.subset import FontFile, font_of
from jixiao_desktop.typesetting.fonts import FILES, FaceName, face

TEXT = "绩效目标2024≥%Åéń½ǖ𬱖䶮"


@pytest.mark.parametrize("name", FILES)
def test_a_subset_has_the_glyphs_of_the_whole_font(name: FaceName, tmp_path: Path) -> None:
    whole, file = FontFile(face(name).path), tmp_path / "cut.ttf"
    glyphs = [0, *(face(name).glyph(ord(character)) for character in TEXT)]
    file.write_bytes(whole.subset(glyphs))
    assert file.stat().st_size < 60_000
    cut = FontFile(file)
    assert cut.description == whole.description
    for place, glyph in enumerate(glyphs):
        assert cut.subset([place]) == whole.subset([glyph])


def test_the_same_glyph_asked_for_twice_has_two_places() -> None:
    glyph = face("regular").glyph(ord("绩"))
    once, twice = (FontFile(face("regular").path).subset([0] + [glyph] * n) for n in (1, 2))
    assert len(twice) > len(once)


def test_a_composed_glyph_brings_its_parts(tmp_path: Path) -> None:
    part = struct.pack(">5h", 1, 0, 0, 9, 9) + b"\0\0\0\0"
    composed = struct.pack(">5h", -1, 0, 0, 9, 9) + struct.pack(">HHbb", 0x0000, 1, 0, 0)
    file = tmp_path / "composed.ttf"
    file.write_bytes(_font_with([b"", part, b"", composed + b"\0\0"]))
    cut = tmp_path / "cut.ttf"
    cut.write_bytes(FontFile(file).subset([0, 3]))
    assert FontFile(cut).subset([2]) == FontFile(file).subset([1])
    assert FontFile(cut).subset([1]) == FontFile(file).subset([3])


def _font_with(outlines: list[bytes]) -> bytes:
    places = [sum(map(len, outlines[:n])) for n in range(len(outlines) + 1)]
    head = bytearray(54)
    struct.pack_into(">H", head, 18, 1000)
    struct.pack_into(">h", head, 50, 1)
    count = struct.pack(">H", len(outlines))
    return font_of({
        b"glyf": b"".join(outlines), b"head": bytes(head), b"hhea": bytes(34) + count,
        b"hmtx": struct.pack(">HH", 1000, 0) * len(outlines), b"loca": struct.pack(f">{len(places)}I", *places),
        b"maxp": b"\0\1\0\0" + count + bytes(26),
    })  # fmt: skip
