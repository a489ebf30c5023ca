"""Whatever is chosen for printing, alone or together, every cell is read back from the PDF inside its cell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pdfplumber
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jixiao_desktop import profiles
from jixiao_desktop.domain.form_layout import ALIGNS, FormColumn, FormLayout, FormLine
from jixiao_desktop.domain.printing import FORMS, PAPERS, SUMMARY, Printing
from jixiao_desktop.export.pdf import write_pdf
from jixiao_desktop.export.settings import printed_pages

from ..paper_books import book_of, project
from .reading_back import check_pages, squeezed, upright

_GOAL = "目标1：完成全年就业任务，保障补贴按时足额发放。"
BOOK = book_of(
    project(1, rows=12, objective=_GOAL * 9), project(2, rows=3, objective=None), project(3, rows=1),
    project(4, rows=26, objective=_GOAL * 3), project(5, rows=0), units=2, stage="一上稿",
)  # fmt: skip
IDS = [item.id for item in BOOK.projects()]
_MARGIN = st.floats(5, 40).map(lambda mm: round(mm, 1))
PRINTINGS = st.builds(
    Printing, form=st.sampled_from(FORMS), paper=st.sampled_from(PAPERS), edge=st.sampled_from(["left", "top"]),
    margins=st.none() | st.tuples(_MARGIN, _MARGIN, _MARGIN, _MARGIN), fresh_pages=st.booleans(),
    each_unit=st.booleans(), watermark=st.sampled_from([None, "送审稿", "征求意见，请勿外传"]),
    note=st.sampled_from([None, True, False]), projects=st.none() | st.frozensets(st.sampled_from(IDS), min_size=1),
)  # fmt: skip
_ALWAYS = (("unit_name", "单位名称", 18), ("project_name", "项目名称", 36), ("indicator_name", "三级指标", 36))
_OTHERS = (
    ("code", "项目编码", 30), ("category", "项目类别", 15), ("budget", "预算数(万元)", 17),
    ("control", "控制数(万元)", 17), ("fiscal_funds", "其中：财政拨款", 17), ("objective", "绩效目标", 42),
    ("level1", "一级指标", 18), ("level2", "二级指标", 18), ("comparator", "绩效指标性质", 15),
    ("value", "绩效指标值", 14), ("unit", "度量单位", 12), ("weight", "分值权重", 16),
)  # fmt: skip
_LOOKS = st.tuples(st.sampled_from([None, *ALIGNS]), st.booleans(), st.integers(0, 3))
COLUMNS = st.none() | st.sets(st.sampled_from(_OTHERS)).flatmap(
    lambda some: st.tuples(st.permutations([*_ALWAYS, *some]), st.lists(_LOOKS, min_size=16, max_size=16))
)
LINES = st.sampled_from([(), (FormLine((("编制单位：{单位}" * 9, "left"), ("单位：万元", "right"))),)])


def layout_of(columns: Any, head: Any) -> FormLayout:
    """A layout of these columns, each looking as drawn; the goal is always merged."""
    drawn = zip(*columns, strict=False) if columns else ()
    made = (
        FormColumn(*column, align, merged or column[0] == "objective", decimals)
        for column, (align, merged, decimals) in drawn
    )
    return FormLayout(tuple(made), head, head)


@settings(
    max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(PRINTINGS, COLUMNS, LINES)
def test_any_choice_is_read_back_inside_its_cells(
    tmp_path_factory: pytest.TempPathFactory, printing: Printing, columns: Any, head: Any
) -> None:
    profile = replace(profiles.load(), layout=layout_of(columns, head))
    document = printed_pages(BOOK, profile, printing)
    path = tmp_path_factory.mktemp("choice") / "表.pdf"
    write_pdf(document, path)
    check_pages(document, path)
    with pdfplumber.open(path) as pdf:
        words = [squeezed("".join(char["text"] for char in upright(page))) for page in pdf.pages]
    chosen = [item for item in BOOK.projects() if printing.projects is None or item.id in printing.projects]
    assert all(any(squeezed(item.name or "") in page for page in words) for item in chosen)
    if printing.fresh_pages and printing.form == SUMMARY:
        assert document.count >= len(chosen)
