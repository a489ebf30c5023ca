"""Single forms as several provinces publish them: rows of cells, written as a workbook, a Word document or a PDF.

A row is a list of (text, columns, rows) or plain texts; None stands for a cell that a merge covers.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

Entry = str | tuple[str, int, int]
Form = Sequence[Sequence[Entry]]


def placed(form: Form) -> Iterator[tuple[int, int, str, int, int]]:
    """Yield (row, column, text, columns, rows) of each cell, both counted from 0."""
    taken: set[tuple[int, int]] = set()
    for row, entries in enumerate(form):
        column = 0
        for entry in entries:
            text, wide, high = (entry, 1, 1) if isinstance(entry, str) else entry
            while (row, column) in taken:
                column += 1
            taken |= {(row + r, column + c) for r in range(high) for c in range(wide)}
            yield row, column, text, wide, high
            column += wide


def workbook(*forms: Form) -> bytes:
    """A workbook with a sheet for each form."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for form in forms:
        sheet = book.create_sheet()
        for row, column, text, wide, high in placed(form):
            sheet.cell(row + 1, column + 1, text or None)
            if wide * high > 1:
                sheet.merge_cells(
                    start_row=row + 1, start_column=column + 1, end_row=row + high, end_column=column + wide
                )  # fmt: skip
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def document(*forms: Form) -> bytes:
    """A Word document: of each form what is above the grid as paragraphs, then a table."""
    from docx import Document

    paper = Document()
    for form in forms:
        heads = [row for row in form if len(row) == 1]
        body = [row for row in form if len(row) > 1]
        for (entry,) in heads:
            paper.add_paragraph(entry if isinstance(entry, str) else entry[0])
        cells = list(placed(body))
        table = paper.add_table(len(body), max(column + wide for _, column, _, wide, _ in cells))
        for row, column, text, wide, high in cells:
            cell = table.cell(row, column)
            cell.merge(table.cell(row + high - 1, column + wide - 1))
            cell.text = text
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def printed(*forms: Form) -> bytes:
    """A PDF with a ruled page for each form."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    from jixiao_desktop import resources

    pdfmetrics.registerFont(TTFont("song", str(resources.path("fonts", "NotoSerifSC_400Regular.ttf"))))
    style = ParagraphStyle("cell", fontName="song", fontSize=9, leading=12, wordWrap="CJK")
    story: list[Any] = []
    for form in forms:
        body = [row for row in form if len(row) > 1]
        story += [Paragraph(str(row[0] if isinstance(row[0], str) else row[0][0]), style) for row in form
                  if len(row) == 1]  # fmt: skip
        cells = list(placed(body))
        columns = max(column + wide for _, column, _, wide, _ in cells)
        rows: list[list[Any]] = [[""] * columns for _ in body]
        spans = []
        for row, column, text, wide, high in cells:
            rows[row][column] = Paragraph(text.replace("\n", "<br/>"), style)
            spans.append(("SPAN", (column, row), (column + wide - 1, row + high - 1)))
        looks = [("GRID", (0, 0), (-1, -1), 0.5, 0), *spans]
        story += [Table(rows, colWidths=[520 / columns] * columns, style=looks), PageBreak()]
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build(story)
    return stream.getvalue()


def one_year(name: str = "乡村公路养护", budget: str = "120.00", rate: str = "≥95%") -> Form:
    """The usual form of one year: 项目资金 rows, one goal, 一级 二级 三级 指标值 with sign, value and unit joined."""
    return [
        [("项目支出绩效目标申报表", 6, 1)],
        [("（2025年度）", 6, 1)],
        [("项目名称", 2, 1), (name, 4, 1)],
        [("主管部门及代码", 2, 1), ("交通运输局-305", 2, 1), "实施单位", "公路段"],
        [("项目属性", 2, 1), ("延续项目", 2, 1), "项目期", "2025年1月至12月"],
        [("项目资金\n（万元）", 2, 3), ("年度资金总额：", 2, 1), (budget, 2, 1)],
        [("其中：财政拨款", 2, 1), ("100.00", 2, 1)],
        [("其他资金", 2, 1), ("20.00", 2, 1)],
        ["总体目标", ("目标1：完成县乡公路养护任务。\n目标2：保障全县十二个乡镇群众出行安全、便捷。", 5, 1)],
        [("绩效指标", 1, 6), "一级指标", "二级指标", ("三级指标", 2, 1), "指标值"],
        [("产出指标", 1, 3), "数量指标", ("指标1：养护里程", 2, 1), "≥85公里"],
        ["质量指标", ("指标1：验收合格率", 2, 1), rate],
        ["时效指标", ("指标1：完成时间", 2, 1), "2025年12月底前"],
        ["效益指标", "社会效益指标", ("指标1：交通事故下降率", 2, 1), "≥5%"],
        ["满意度指标", "服务对象满意度指标", ("指标1：群众满意度", 2, 1), "≥90%"],
        [("填报人：李四", 3, 1), ("单位负责人：王五", 3, 1)],
    ]


def two_halves() -> Form:
    """The ministry's form with 中期 at the left and 年度 at the right, in the funds, the goals and the grid."""
    return [
        [("项目支出绩效目标申报表", 8, 1)],
        [("（2025年度）", 8, 1)],
        ["项目名称", ("水库除险加固", 7, 1)],
        ["主管部门及代码", ("水利局", 3, 1), "实施单位", ("水库管理所", 3, 1)],
        ["项目属性", ("新增项目", 3, 1), "项目期", ("3年", 3, 1)],
        [("项目资金（万元）", 1, 3), "中期资金总额：", ("900", 2, 1), ("年度资金总额：", 2, 1), ("300", 2, 1)],
        ["其中：财政拨款", ("800", 2, 1), ("其中：财政拨款", 2, 1), ("250", 2, 1)],
        ["其他资金", ("100", 2, 1), ("其他资金", 2, 1), ("50", 2, 1)],
        [("总体目标", 1, 2), ("中期目标（2025年—2027年）", 3, 1), ("年度目标", 4, 1)],
        [("三年内完成全部加固。", 3, 1), ("完成大坝加固。", 4, 1)],
        [("绩效指标", 1, 4), "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "指标1：加固水库", "3座", "数量指标", "指标1：加固水库", "＝1座"],
        ["效益指标", "社会效益指标", "指标1：受益人口", "≥3万人", "社会效益指标", "指标1：受益人口", "≥1万人"],
        ["满意度指标", "服务对象满意度指标", "……", "", "服务对象满意度指标", "指标1：群众满意度", "≥90%"],
    ]
