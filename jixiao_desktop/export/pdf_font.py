"""One embedded font for a whole PDF: a subset with two-byte codes and a true map back to Unicode.

The library's own font objects hold 256 characters each and misname characters beyond the basic plane; this one holds
all, so that a line of text is one string and every name can be searched and copied. Built on the library's subsetter.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

_PER_BLOCK = 100


class EmbeddedFont:
    """A face of one document: `code` gives each character its number, `add_objects` writes what was used."""

    def __init__(self, path: Path, name: str) -> None:
        from reportlab.pdfbase.ttfonts import TTFontFace

        self.face = TTFontFace(str(path))
        self.name = name
        self._characters: list[str] = []
        self._codes: dict[str, str] = _Codes(self._characters)

    def encoded(self, text: str) -> str:
        """Return a text as a hexadecimal PDF string."""
        return "<" + "".join(map(self._codes.__getitem__, text)) + ">"

    def add_objects(self, document: Any) -> None:
        """Write font, widths, subset and Unicode map into a reportlab document."""
        from reportlab.pdfbase import pdfdoc

        points = [ord(c) for c in self._characters]
        base = f"JIXIAO+{self.face.name.decode('ascii')}{self.name}"
        descriptor = self.face.addSubsetObjects(document, base, [0, *points])
        descendant = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType2"),
            "BaseFont": pdfdoc.PDFName(base),
            "CIDSystemInfo": pdfdoc.PDFDictionary({
                "Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0,
            }),
            "FontDescriptor": descriptor,
            "DW": 1000,
            "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray([round(self.face.getCharWidth(p)) for p in points])]),
            "CIDToGIDMap": _stream(document, _glyph_map(self.face, points), f"glyphs:{base}"),
        })  # fmt: skip
        font = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": pdfdoc.PDFName(base),
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"descendant:{base}")]),
            "ToUnicode": _stream(document, _unicode_map(self._characters).encode("ascii"), f"unicode:{base}"),
        })  # fmt: skip
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font, f"font:{base}")

    addObjects = add_objects


class _Codes(dict[str, str]):
    """Characters to four hexadecimal digits, numbered from 1 as they come."""

    def __init__(self, characters: list[str]) -> None:
        super().__init__()
        self._characters = characters

    def __missing__(self, character: str) -> str:
        self._characters.append(character)
        code = self[character] = f"{len(self._characters):04X}"
        return code


def _glyph_map(face: Any, points: list[int]) -> bytes:
    """For each code the glyph's place in the subset: the subsetter numbers glyphs as they first occur."""
    places = {0: 0}
    glyphs = [0]
    for point in points:
        glyphs.append(places.setdefault(face.charToGlyph.get(point, 0), len(places)))
    return struct.pack(f">{len(glyphs)}H", *glyphs)


def _unicode_map(characters: list[str]) -> str:
    entries = [f"<{code:04X}> <{c.encode('utf-16-be').hex().upper()}>" for code, c in enumerate(characters, 1)]
    blocks = (entries[start : start + _PER_BLOCK] for start in range(0, len(entries), _PER_BLOCK))
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def _stream(document: Any, content: bytes, name: str) -> Any:
    from reportlab.pdfbase import pdfdoc

    stream = pdfdoc.PDFStream(content=content)
    if document.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return document.Reference(stream, name)
