"""Marks stand on the cell that is wrong, not on the ones it was compared with."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.session import Session
from jixiao_desktop.ui.bridge import Bridge
from jixiao_desktop.ui.marks import Marks


def _project(number: int, name: str) -> dict[str, object]:
    row = {"level1": "产出指标", "level2": "质量指标", "name": name, "comparator": "≥", "value": "98", "unit": "%"}
    return {"code": f"63012300025T00000000{number}", "name": f"项目{number}", "indicators": [row]}


def test_a_right_name_is_not_marked_because_a_wrong_one_was_compared_with_it(qtbot: QtBot) -> None:
    names = ("公益性岗位补贴发放准确", "公益性岗位补贴发放准确率", "公益性岗位补贴发放准确率")
    projects = [_project(number, name) for number, name in enumerate(names, 1)]
    session = Session(from_plain({"year": 2025, "units": [{"code": "101001", "name": "某局", "projects": projects}]}))
    marks = Marks(Bridge(session))
    wrong, right, other = session.book.indicators()
    assert marks.of_cell(wrong.id, "name")
    assert not marks.of_cell(right.id, "name") and not marks.of_cell(other.id, "name")
    session.close(discard=True)
