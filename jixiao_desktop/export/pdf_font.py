"""One embedded font for a whole PDF: a subset with two-byte codes and a true map back to Unicode.

It reads what is used of the file and holds all of it, so that a line of text is one string that can be searched and
copied, rare names beyond the basic plane too.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..typesetting.fonts import Face
from .pdf_file import PdfFile, deflate, reference, references
from .subset import FontFile, font_file

_PER_BLOCK = 100
_SYMBOLIC = 4
_STEM = 80
_REMEMBERED = 4


class EmbeddedFont:
    """A face in one document, called `name` there: `encoded` numbers characters, `put` writes those used."""

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self._characters: list[str] = []
        self.encoded: Mapping[str, str] = _Encoded(_Codes(self._characters))
        """Texts as hexadecimal PDF strings, each made once."""

    def put(self, pdf: PdfFile) -> int:
        """Write font, widths, subset and Unicode map; return the font's object number."""
        base = f"/BaseFont/JIXIAO+{self.face.path.stem}"
        descriptor = self._put_descriptor(pdf)
        descendant = pdf.put(
            f"<</Type/Font/Subtype/CIDFontType2{base}/FontDescriptor {reference(descriptor)}/CIDToGIDMap/Identity"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/DW 1000/W[1[{' '.join(map(str, self._widths()))}]]>>"
        )
        names = pdf.stream(deflate(_unicode_map(self._characters).encode("ascii")))
        return pdf.put(
            f"<</Type/Font/Subtype/Type0{base}/Encoding/Identity-H/DescendantFonts{references([descendant])}"
            f"/ToUnicode {reference(names)}>>"
        )

    def _widths(self) -> list[int]:
        return [round(self.face.advance[character] * 1000) for character in self._characters]

    def _put_descriptor(self, pdf: PdfFile) -> int:
        file = font_file(self.face.path)
        described = file.description
        length, deflated = _cut(file, (0, *(self.face.glyph(ord(character)) for character in self._characters)))
        outlines = pdf.stream(deflated, f"/Length1 {length}")
        return pdf.put(
            f"<</Type/FontDescriptor/FontName/JIXIAO+{self.face.path.stem}/Flags {_SYMBOLIC}"
            f"/FontBBox[{' '.join(map(str, described.box))}]/ItalicAngle 0/Ascent {described.ascent}"
            f"/Descent {described.descent}/CapHeight {described.ascent}/StemV {_STEM}"
            f"/FontFile2 {reference(outlines)}>>"
        )


@lru_cache(_REMEMBERED)
def _cut(file: FontFile, glyphs: tuple[int, ...]) -> tuple[int, bytes]:
    """Length and deflated bytes of a subset; a form that is printed again mostly has the same characters."""
    content = file.subset(glyphs)
    return len(content), deflate(content)


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
