"""PDFs of programs that clip a text to its cell: what is too long for its cell, and merged cells over a page break."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from jixiao_desktop import profiles, reading, resources
from jixiao_desktop.domain.book import Book

HEADER = ("单位名称", "项目名称", "项目类别", "预算数(万元)", "绩效目标", "一级指标", "二级指标", "三级指标",
          "绩效指标性质", "绩效指标值", "度量单位", "分值权重")  # fmt: skip
PROJECT = ("723001-就业服务局", "63012300024T000000269-岗位补贴项目", "3-特定目标类", "16.00")
GOAL = ("落实各项就业政策，", "促进就业和创业，", "按时足额发放补贴，", "稳定就业形势。")
ROWS = (
    ("产出指标", "数量指标", "享受补贴人数", "≥", "190", "人", "50"),
    ("产出指标", "质量指标", "补贴发放准确率", "≥", "98", "%", "20"),
    ("效益指标", "社会效益", "公益岗位就业率", "≥", "95", "%", "20"),
)
LEFT, TOP, WIDE, HIGH, SIZE = 20.0, 560.0, 66.0, 16.0, 6.0


class Printer:
    """Draws tables as office programs do: rules around cells, a text clipped to its cell and centred on `middle`."""

    def __init__(self) -> None:
        self.file = BytesIO()
        self.canvas: Any = Canvas(self.file, (842, 595))
        pdfmetrics.registerFont(TTFont("song", str(resources.path("fonts", "NotoSerifSC_400Regular.ttf"))))

    def cell(self, column: int, top: float, high: float, lines: tuple[str, ...], middle: float | None = None) -> None:
        """A cell from `top` downwards; without its lower rule when `middle` says that it goes on over the page."""
        canvas, left = self.canvas, LEFT + column * WIDE
        canvas.line(left, top, left, top - high)
        canvas.line(left + WIDE, top, left + WIDE, top - high)
        if middle is None or middle >= top - high / 2:
            canvas.line(left, top, left + WIDE, top)
        if middle is None:
            canvas.line(left, top - high, left + WIDE, top - high)
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(left, top - high, WIDE, high)
        canvas.clipPath(clip, stroke=0)
        canvas.setFont("song", SIZE)
        first = (top - high / 2 if middle is None else middle) + len(lines) * 4 - 6
        for number, line in enumerate(lines):
            canvas.drawString(left + 1, first - number * 8, line)
        canvas.restoreState()

    def row(self, start: int, top: float, texts: tuple[str, ...]) -> None:
        for column, text in enumerate(texts, start):
            self.cell(column, top, HIGH, (text,))

    def read(self) -> tuple[Book, tuple[Any, ...]]:
        self.canvas.save()
        draft = reading.read(self.file.getvalue(), "表.pdf", profile=profiles.load())
        return draft.book, draft.doubts


def check(book: Book) -> None:
    (project,) = book.projects()
    assert (project.label, project.category, project.budget) == PROJECT[1:]
    assert project.objective == "".join(GOAL)
    assert [(i.level1, i.level2, i.name, i.comparator, i.value, i.unit, i.weight) for i in book.indicators()] == list(
        ROWS
    )


def test_a_text_too_long_for_its_row_stays_in_its_row() -> None:
    printer = Printer()
    printer.row(0, TOP, HEADER)
    for number, texts in enumerate(ROWS, 1):
        top = TOP - number * HIGH
        printer.row(0, top, PROJECT)
        printer.cell(4, top, HIGH, GOAL)
        printer.row(5, top, texts)
    book, doubts = printer.read()
    check(book)
    assert not doubts


def test_a_project_cut_by_a_page_break_is_read_once_with_its_whole_goal() -> None:
    printer = Printer()
    printer.row(0, TOP, HEADER)
    _cut_project(printer, TOP - HIGH, rows=ROWS[:2], middle=TOP - 2.8 * HIGH)
    printer.canvas.showPage()
    printer.row(0, TOP, HEADER)
    _cut_project(printer, TOP - HIGH, rows=ROWS[2:], middle=TOP - 0.8 * HIGH)
    book, _ = printer.read()
    check(book)


def _cut_project(printer: Printer, top: float, rows: tuple[tuple[str, ...], ...], middle: float) -> None:
    for column, lines in enumerate((*((text,) for text in PROJECT), GOAL)):
        printer.cell(column, top, len(rows) * HIGH, lines, middle)
    for number, texts in enumerate(rows):
        printer.row(5, top - number * HIGH, texts)
