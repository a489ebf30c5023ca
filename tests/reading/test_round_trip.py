"""What the program exports reads back to the same book: workbook, printed workbook, PDF, JSON."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao_desktop import export, profiles, reading, resources
from jixiao_desktop.domain.plain import from_plain, to_plain

from . import makers

WAYS = [("xlsx", False), ("xlsx", True), ("pdf", False), ("json", False)]


def _back(plain: dict[str, Any], folder: Path, ending: str, print_layout: bool) -> reading.Draft:
    path = folder / f"表.{ending}"
    export.export_book(from_plain(plain), profiles.load(), path, print_layout=print_layout)
    return reading.read(path, path.name, profile=profiles.load())


@pytest.mark.parametrize(("ending", "print_layout"), WAYS)
@pytest.mark.parametrize("seed", range(4))
def test_an_exported_book_comes_back_without_a_doubt(
    ending: str, print_layout: bool, seed: int, tmp_path: Path
) -> None:
    plain = makers.book(seed, units=2, projects=3)
    draft = _back(plain, tmp_path, ending, print_layout)
    assert draft.doubts == ()
    assert to_plain(draft.book) == plain


@pytest.mark.parametrize(("ending", "print_layout"), WAYS)
def test_the_sample_comes_back_as_it_was_read(ending: str, print_layout: bool, tmp_path: Path) -> None:
    sample = reading.read(resources.path("samples", "2024-approval-form.txt"), "表", profile=profiles.load())
    plain = to_plain(sample.book)
    assert to_plain(_back(plain, tmp_path, ending, print_layout).book) == plain


@pytest.mark.parametrize(("ending", "print_layout"), WAYS)
def test_what_is_missing_comes_back_missing(ending: str, print_layout: bool, tmp_path: Path) -> None:
    plain = makers.book(1, projects=3)
    first, second, third = plain["units"][0]["projects"]
    first["indicators"][0].update(unit=None, comparator=None)
    first["indicators"][-1].update(level2=None, weight=None)
    second.update(objective=None, category=None, budget=None)
    third["indicators"] = []
    plain["total"] = plain["stated_total"] = f"{Decimal(first['budget']) + Decimal(third['budget'])}"
    assert to_plain(_back(plain, tmp_path, ending, print_layout).book) == plain


@pytest.mark.parametrize(("ending", "print_layout"), WAYS[:3])
def test_long_goals_over_several_pages_come_back_whole(ending: str, print_layout: bool, tmp_path: Path) -> None:
    plain = makers.book(2, projects=2)
    for number, project in enumerate(plain["units"][0]["projects"]):
        project["objective"] = "".join(f"目标{n}：完成第{n}批任务，确保质量；" for n in range(1, 40 + number))
        project["name"] += "（上级专项资金）" * 3
    draft = _back(plain, tmp_path, ending, print_layout)
    assert to_plain(draft.book) == plain
    assert draft.doubts == ()


@pytest.mark.parametrize(("ending", "print_layout"), WAYS)
def test_paragraphs_of_a_goal_come_back(ending: str, print_layout: bool, tmp_path: Path) -> None:
    plain = makers.book(6, projects=2)
    goals = [
        "目标1：为城乡居民免费提供基本公共卫生服务，覆盖全部乡镇。",
        "目标2：提高健康管理水平；",
        "目标3：缩小地区间差距，让群众满意。",
    ]
    for project in plain["units"][0]["projects"]:
        project["objective"] = "\n".join(goals)
    assert to_plain(_back(plain, tmp_path, ending, print_layout).book) == plain


@pytest.mark.parametrize("stage", ["一上稿", "二上稿", "控制数"])
def test_a_declaration_comes_back_with_its_signatures(stage: str, tmp_path: Path) -> None:
    plain = makers.book(4, projects=2)
    plain.update(
        stage=stage, title=None, responsible="王五", preparer="李四", phone="0971-2432100", filled_on="2024年1月5日"
    )
    back = to_plain(_back(plain, tmp_path, "xlsx", False).book)
    assert {key: back[key] for key in ("responsible", "preparer", "phone", "filled_on")} == {
        "responsible": "王五", "preparer": "李四", "phone": "0971-2432100", "filled_on": "2024年1月5日"
    }  # fmt: skip
    assert back["stage"] == stage
    assert back["units"] == plain["units"]
