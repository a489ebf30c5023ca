"""One embedded font for a whole PDF: a subset with two-byte codes and a true map back to Unicode.

The library's own font objects read the whole file, hold 256 characters each and misname characters beyond the basic
plane; this one reads what is used and holds all of it, so that a line of text is one string that can be searched and
copied, rare names too.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..typesetting.fonts import Face
from .subset import FontFile, font_file

_PER_BLOCK = 100
_SYMBOLIC = 4
_STEM = 80
_REMEMBERED = 4


class EmbeddedFont:
    """A face in one document, called `name` there: `encoded` numbers characters, `addObjects` writes those used."""

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self._characters: list[str] = []
        self.encoded: Mapping[str, str] = _Encoded(_Codes(self._characters))
        """Texts as hexadecimal PDF strings, each made once."""

    def addObjects(self, document: Any) -> None:
        """Write font, widths, subset and Unicode map; a reportlab document calls this when it is saved."""
        from reportlab.pdfbase import pdfdoc

        name = pdfdoc.PDFName
        base = f"JIXIAO+{self.face.path.stem}"
        system = {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
        descendant = pdfdoc.PDFDictionary({
            "Type": name("Font"), "Subtype": name("CIDFontType2"), "BaseFont": name(base),
            "CIDSystemInfo": pdfdoc.PDFDictionary(system),
            "FontDescriptor": self._descriptor(document, base),
            "DW": 1000, "W": f"[1 [{' '.join(map(str, self._widths()))}]]",
            "CIDToGIDMap": name("Identity"),
        })  # fmt: skip
        font = pdfdoc.PDFDictionary({
            "Type": name("Font"), "Subtype": name("Type0"), "BaseFont": name(base), "Encoding": name("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"descendant:{base}")]),
            "ToUnicode": _stream(document, _unicode_map(self._characters).encode("ascii"), f"unicode:{base}"),
        })  # fmt: skip
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font, f"font:{base}")

    def _widths(self) -> list[int]:
        return [round(self.face.advance[character] * 1000) for character in self._characters]

    def _descriptor(self, document: Any, base: str) -> Any:
        from reportlab.pdfbase import pdfdoc

        file = font_file(self.face.path)
        described = file.description
        content = _cut(file, (0, *(self.face.glyph(ord(character)) for character in self._characters)))
        descriptor = {
            "Type": pdfdoc.PDFName("FontDescriptor"), "FontName": pdfdoc.PDFName(base), "Flags": _SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray(list(described.box)), "ItalicAngle": 0, "Ascent": described.ascent,
            "Descent": described.descent, "CapHeight": described.ascent, "StemV": _STEM,
            "FontFile2": _stream(document, content, f"file:{base}"),
        }  # fmt: skip
        return document.Reference(pdfdoc.PDFDictionary(descriptor), f"descriptor:{base}")


@lru_cache(_REMEMBERED)
def _cut(file: FontFile, glyphs: tuple[int, ...]) -> bytes:
    """A subset; a form that is printed again mostly has the same characters."""
    return file.subset(glyphs)


class _Encoded(dict[str, str]):
    """Texts to PDF strings by the codes of their characters."""

    def __init__(self, codes: dict[str, str]) -> None:
        super().__init__()
        self._codes = codes

    def __missing__(self, text: str) -> str:
        encoded = self[text] = f"<{''.join(map(self._codes.__getitem__, text))}>"
        return encoded


class _Codes(dict[str, str]):
    """Characters to four hexadecimal digits, numbered from 1 as they come."""

    def __init__(self, characters: list[str]) -> None:
        super().__init__()
        self._characters = characters

    def __missing__(self, character: str) -> str:
        self._characters.append(character)
        code = self[character] = f"{len(self._characters):04X}"
        return code


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
    stream.dictionary["Length1"] = len(content)
    if document.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return document.Reference(stream, name)
