"""What a measurement is, and the books and clocks that all of them share."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jixiao_desktop.domain.book import Book
from jixiao_desktop.domain.plain import from_plain

PER_PROJECT = 10
PER_UNIT = 8
ROWS = (
    ("产出指标", "数量指标", "享受公益性岗位补贴人数", "≥", "190", "人", "10"),
    ("产出指标", "数量指标", "开展专场招聘活动次数", "≥", "8", "次", "10"),
    ("产出指标", "质量指标", "公益性岗位补贴发放准确率", "≥", "98", "%", "10"),
    ("产出指标", "时效指标", "资金在规定时间内下达率", "=", "100", "%", "10"),
    ("产出指标", "时效指标", "资金在规定时间内支付到位率", "≥", "98", "%", "10"),
    ("效益指标", "经济效益", "失业人员再就业人数", "≥", "448", "人", "10"),
    ("效益指标", "经济效益", "城镇新增就业人数", "≥", "948", "人", "5"),
    ("效益指标", "社会效益", "因就业问题发生重大群体性事件次数", "=", "0", "次", "5"),
    ("效益指标", "可持续影响", "公益性岗位就业率", "≥", "95", "%", "10"),
    ("满意度指标", "服务对象满意度", "享受公益性岗位人员满意度", "≥", "95", "%", "10"),
)
KEYS = ("level1", "level2", "name", "comparator", "value", "unit", "weight")
GOAL = "目标1：按资金规定用于职业培训补贴、社会保险补贴、公益性岗位补贴等支出。目标2：确保完成年度城镇新增就业任务。"


@dataclass(frozen=True)
class Measure:
    """One line of the table: what is timed against which peer, at which sizes, and the goal.

    `run(size)` returns (our seconds, the peer's seconds). `goal` is the greatest ratio of the two that is allowed.
    Where the goal is a limit and no peer, `run` returns the limit as the peer's seconds and `goal` is 1.
    """

    what: str
    against: str
    goal: float
    sizes: tuple[int, ...]
    run: Callable[[int], tuple[float, float]]


def best_of(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the seconds of the fastest of some rounds: the one that other programs disturbed least."""
    return min(_seconds(work) for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_folder(work: Callable[[Path, int], tuple[float, float]]) -> Callable[[int], tuple[float, float]]:
    """Give a measurement that writes files an empty folder which goes away afterwards."""

    def run(size: int) -> tuple[float, float]:
        with tempfile.TemporaryDirectory() as name:
            return work(Path(name), size)

    return run


def plain_book(indicators: int) -> dict[str, object]:
    """Return a form with about so many indicators as plain data: 10 a project, 8 projects a unit."""
    count = max(1, indicators // PER_PROJECT)
    units = [
        {
            "code": f"723{unit + 1:03}",
            "name": f"湟源县第{unit + 1}就业服务站",
            "projects": [_project(number) for number in range(first, min(first + PER_UNIT, count))],
        }
        for unit, first in enumerate(range(0, count, PER_UNIT))
    ]
    head = {"format": "jixiao-book", "version": 1, "year": 2024, "stage": "批复稿", "profile": "qinghai-2024"}
    return head | {"title": "2024年部门预算项目支出绩效目标批复表", "stated_total": None, "units": units}


def _project(number: int) -> dict[str, object]:
    return {
        "code": f"63012300024T{number:09}",
        "name": f"就业补助资金第{number}项",
        "category": "3-特定目标类",
        "budget": "16.00",
        "execution_weight": "10",
        "objective": GOAL,
        "indicators": [dict(zip(KEYS, row, strict=True)) for row in ROWS],
    }


def book(indicators: int) -> Book:
    """Return a book with about so many indicators."""
    return from_plain(plain_book(indicators))
