"""Pages to PDF: display lists as PDF operators, fonts embedded as subsets, the same bytes for the same book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import cos, radians, sin
from pathlib import Path

from ..typesetting import Bookmark, Document, Mark, Page
from ..typesetting.fonts import FaceName, face
from .pdf_file import PdfFile, deflate, reference, references, string
from .pdf_font import EmbeddedFont

_MARK_GREY = 0.88
_CREATOR = "绩效目标编报"


def write_pdf(document: Document, path: Path, pages: Sequence[int] | None = None) -> None:
    """Write a document's pages (numbers from 1; None: all) as a PDF with title and bookmarks.

    Raises OSError when the file cannot be written.
    """
    with path.open("wb") as file:
        pdf, fonts = PdfFile(file), _Fonts()
        tree = pdf.reserve()
        numbers = None if pages is None else sorted(set(pages))
        drawn = document.pages() if numbers is None else map(document.page, numbers)
        leaves = {page.number: _put_page(pdf, page, fonts, tree) for page in drawn}
        paper = document.paper
        pdf.put(
            f"<</Type/Pages/Count {len(leaves)}/Kids{references(leaves.values())}"
            f"/MediaBox[0 0 {paper.width:.4f} {paper.height:.4f}]/Resources<</Font<<{fonts.put(pdf)}>>>>>>",
            tree,
        )
        marks = [mark for mark in document.bookmarks() if mark.page in leaves]
        title = string(document.title)
        catalog = pdf.put(
            f"<</Type/Catalog/Pages {reference(tree)}{_put_outline(pdf, marks, leaves, paper.height)}"
            "/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>>>"
        )
        about = pdf.put(f"<</Title{title}/Subject{title}/Creator{string(_CREATOR)}/Producer{string(_CREATOR)}>>")
        pdf.finish(catalog, about)


def _put_page(pdf: PdfFile, page: Page, fonts: _Fonts, tree: int) -> int:
    content = pdf.stream(deflate("\n".join(_content(page, fonts)).encode("ascii")))
    return pdf.put(f"<</Type/Page/Parent {reference(tree)}/Contents {reference(content)}>>")


def _put_outline(pdf: PdfFile, marks: Sequence[Bookmark], leaves: dict[int, int], height: float) -> str:
    """Write the bookmarks, all unfolded; return the catalog's entries for them, none when there are none."""
    if not marks:
        return ""
    root = pdf.reserve()
    numbers = [pdf.reserve() for _ in marks]
    children: defaultdict[int, list[int]] = defaultdict(list)  # object number: places of the marks right below it
    below: defaultdict[int, int] = defaultdict(int)  # object number: how many marks stand below it at any depth
    above = [root]
    for place, mark in enumerate(marks):
        del above[mark.depth + 1 :]
        children[above[-1]].append(place)
        for number in above:
            below[number] += 1
        above.append(numbers[place])
    for parent, places in children.items():
        for before, place, after in zip([None, *places], places, [*places[1:], None], strict=False):
            mark, number = marks[place], numbers[place]
            links = "" if before is None else f"/Prev {reference(numbers[before])}"
            links += "" if after is None else f"/Next {reference(numbers[after])}"
            target = f"[{reference(leaves[mark.page])}/XYZ 0 {height - mark.y:.2f} 0]"
            inner = _ends(children[number], numbers, below[number]) if number in children else ""
            pdf.put(f"<</Title{string(mark.title)}/Parent {reference(parent)}{links}/Dest{target}{inner}>>", number)
    pdf.put(f"<</Type/Outlines{_ends(children[root], numbers, below[root])}>>", root)
    return f"/Outlines {reference(root)}/PageMode/UseOutlines"


def _ends(places: Sequence[int], numbers: Sequence[int], below: int) -> str:
    first, last = numbers[places[0]], numbers[places[-1]]
    return f"/First {reference(first)}/Last {reference(last)}/Count {below}"


class _Fonts:
    """The faces that one document uses, J-numbered as they come."""

    def __init__(self) -> None:
        self.used: dict[FaceName, EmbeddedFont] = {}

    def __getitem__(self, name: FaceName) -> EmbeddedFont:
        if name not in self.used:
            self.used[name] = EmbeddedFont(face(name), f"J{len(self.used) + 1}")
        return self.used[name]

    def put(self, pdf: PdfFile) -> str:
        """Write the fonts; return the entries by which pages find them."""
        return "".join(f"/{font.name} {reference(font.put(pdf))}" for font in self.used.values())


def _content(page: Page, fonts: _Fonts) -> Iterator[str]:
    """The page as PDF operators; y turns upwards here."""
    height = page.height
    if page.mark:
        yield _watermark(page.mark, height, fonts)
    yield f"{page.rule_width} w"
    half = page.rule_width / 2
    for x1, y1, x2, y2 in page.rules:
        ends = half if y1 == y2 else 0.0
        yield f"{x1 - ends:.2f} {height - y1:.2f} m {x2 + ends:.2f} {height - y2:.2f} l S"
    yield "BT"
    current_name, current_size = "", 0.0
    for x, baseline, text, name, size in page.runs:
        if size != current_size or name != current_name:
            current_name, current_size, font = name, size, fonts[name]
            encoded = font.encoded
            yield f"/{font.name} {size:g} Tf"
        yield f"1 0 0 1 {x:.2f} {height - baseline:.2f} Tm {encoded[text]} Tj"
    yield "ET"


def _watermark(mark: Mark, height: float, fonts: _Fonts) -> str:
    font, angle = fonts["bold"], radians(mark.angle)
    half = face("bold").width(mark.text, mark.size) / 2
    c, s = cos(angle), sin(angle)
    x = mark.x - half * c + mark.size * 0.35 * s
    y = height - mark.y - half * s - mark.size * 0.35 * c
    return (
        f"q {_MARK_GREY} g BT /{font.name} {mark.size:.2f} Tf {c:.5f} {s:.5f} {-s:.5f} {c:.5f} {x:.2f} {y:.2f} Tm "
        f"{font.encoded[mark.text]} Tj ET Q"
    )
