"""The main job by the command line: last year's form in, next year's form out, on the shipped 2024 text."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jixiao_desktop import resources
from jixiao_desktop.cli import main

HAND_READ = Path(__file__).parents[1] / "data" / "2024-approval-form.json"
Jixiao = Callable[..., tuple[int, str]]
PROJECT = ("code", "name", "category", "budget", "objective")
ROW = ("level1", "level2", "name", "comparator", "value", "unit", "weight")


def cells(book: dict[str, Any]) -> list[tuple[object, ...]]:
    """Every cell of a plain book as (unit, project fields, row fields), None where the key is missing."""
    return [
        (
            *(book["year"], book["title"], book["total"], unit["code"], unit["name"]),
            *(project.get(name) for name in PROJECT),
            *(row.get(name) for name in ROW),
        )
        for unit in book["units"]
        for project in unit["projects"]
        for row in project["indicators"]
    ]


@pytest.fixture
def jixiao(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Jixiao:
    """Run `jixiao` in an empty folder; return exit code and output."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str]:
        code = main(arguments)
        return code, capsys.readouterr().out

    return run


@pytest.fixture
def read_2024(jixiao: Jixiao) -> dict[str, Any]:
    """Import the 2024 text as 2024.jixiao; return what `import --json` printed."""
    code, output = jixiao(
        "import", str(resources.path("samples", "2024-approval-form.txt")), "-o", "2024.jixiao", "--json"
    )
    assert code == 0
    found: dict[str, Any] = json.loads(output)
    return found


def shown(jixiao: Jixiao, name: str) -> dict[str, Any]:
    code, output = jixiao("show", name, "--json")
    assert code == 0
    book: dict[str, Any] = json.loads(output)
    return book


def test_the_2024_text_becomes_the_book_that_was_read_by_hand(jixiao: Jixiao, read_2024: dict[str, Any]) -> None:
    book = shown(jixiao, "2024.jixiao")
    assert book == read_2024["book"]
    assert cells(book) == cells(json.loads(HAND_READ.read_text("utf-8")))
    assert (book["stage"], book["stated_total"], book["profile"]) == ("批复稿", "1342.46", "qinghai-2024")
    lost = [d for d in read_2024["doubts"] if d["indicator"] == "城镇新增就业人数" and "5" in d["message"]]
    assert lost and lost[0]["project"] == "63012300024T000000792"
    assert any(d["indicator"] == "享受档案邮寄服务对象满意度" for d in read_2024["doubts"])
    assert all(d["place"] and d["message"] and d["kind"] for d in read_2024["doubts"])


def test_the_check_of_2024_finds_the_one_error_and_exits_with_1(jixiao: Jixiao, read_2024: dict[str, Any]) -> None:
    code, output = jixiao("check", "2024.jixiao", "--json")
    findings = json.loads(output)["findings"]
    errors = [f for f in findings if f["severity"] == "error"]
    assert code == 1
    assert [(f["project"], f["indicator"], f["field"]) for f in errors] == [
        ("63012300024T000000792", "城镇新增就业人数", "weight")
    ]
    code, text = jixiao("check", "2024.jixiao")
    assert code == 1 and "城镇新增就业人数" in text


@pytest.mark.parametrize("layout", [[], ["--print-layout"]], ids=["报送版", "打印版"])
def test_the_excel_of_2024_reads_back_to_the_same_book(
    jixiao: Jixiao, read_2024: dict[str, Any], layout: list[str]
) -> None:
    assert jixiao("export", "2024.jixiao", "-o", "2024.xlsx", *layout)[0] == 0
    assert jixiao("import", "2024.xlsx", "-o", "back.jixiao")[0] == 0
    assert shown(jixiao, "back.jixiao") == read_2024["book"]


def test_the_pdf_of_2024_holds_every_name_goal_and_code(jixiao: Jixiao, read_2024: dict[str, Any]) -> None:
    assert jixiao("export", "2024.jixiao", "-o", "2024.pdf")[0] == 0
    import pdfplumber

    with pdfplumber.open("2024.pdf") as pdf:
        text = "".join("".join(page.extract_text(use_text_flow=True).split()) for page in pdf.pages)
        assert all("预算执行率" in "".join(page.extract_text().split()) for page in pdf.pages)
    assert "2024年部门预算项目支出绩效目标批复表" in text
    for project in read_2024["book"]["units"][0]["projects"]:
        assert project["code"] in text


def test_the_draft_of_2025_stands_beside_last_years_values(jixiao: Jixiao, read_2024: dict[str, Any]) -> None:
    code, output = jixiao("rollover", "2024.jixiao", "--year", "2025", "-o", "2025.jixiao")
    assert code == 0 and "2023年就业补助资金" in output
    old, new = read_2024["book"], shown(jixiao, "2025.jixiao")
    assert (new["year"], new["stage"], new["title"]) == (2025, "一上稿", "2025年部门预算项目支出绩效目标申报表")
    for before, after in zip(old["units"][0]["projects"], new["units"][0]["projects"], strict=True):
        assert (after["code"], after["name"], after["objective"]) == (
            before["code"],
            before["name"],
            before["objective"],
        )
        for was, now in zip(before["indicators"], after["indicators"], strict=True):
            assert now["last"] == {name: was[name] for name in ("comparator", "value", "unit", "weight")}
            assert (now["value"], now["reviewed"]) == (was["value"], False)
    assert jixiao("export", "2025.jixiao", "-o", "2025.pdf")[0] == 0
    assert jixiao("export", "2025.jixiao", "-o", "2025.xlsx")[0] == 0


def test_clear_values_leaves_the_new_values_to_the_clerk(jixiao: Jixiao, read_2024: dict[str, Any]) -> None:
    assert jixiao("rollover", "2024.jixiao", "--year", "2025", "-o", "2025.jixiao", "--clear-values")[0] == 0
    rows = [row for project in shown(jixiao, "2025.jixiao")["units"][0]["projects"] for row in project["indicators"]]
    assert all(row["value"] is None and row["last"]["value"] for row in rows)


def test_csv_and_json_hold_every_indicator(jixiao: Jixiao, read_2024: dict[str, Any]) -> None:
    assert jixiao("export", "2024.jixiao", "-o", "2024.csv")[0] == 0
    assert jixiao("export", "2024.jixiao", "-o", "2024.json")[0] == 0
    assert len(Path("2024.csv").read_text("utf-8-sig").splitlines()) >= 68
    assert json.loads(Path("2024.json").read_text("utf-8")) == read_2024["book"]


def test_the_self_test_passes(jixiao: Jixiao) -> None:
    code, output = jixiao("self-test")
    assert code == 0, output
    for words in ("输出 PDF 并读回", "打开窗口", "中文字体", "输入法", "打印机", "保存程序设置"):
        assert f"正常　{words}" in output


def test_the_self_test_tells_why_no_window_can_be_made(jixiao: Jixiao, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-screen")
    code, output = jixiao("self-test")
    assert code == 2
    assert "失败　打开窗口" in output and "no-such-screen" in output
    assert "正常　输出 Excel 并读回" in output


def test_a_form_on_standard_input_is_read(tmp_path: Path) -> None:
    sample = resources.path("samples", "2024-approval-form.txt").read_bytes()
    command = [sys.executable, "-m", "jixiao_desktop.cli", "import", "-", "-o", str(tmp_path / "a.jixiao"), "--json"]
    done = subprocess.run(command, input=sample, capture_output=True, cwd=resources.root().parent, check=True)
    assert len(json.loads(done.stdout)["book"]["units"][0]["projects"]) == 8


def test_nothing_but_the_outputs_is_left(jixiao: Jixiao, read_2024: dict[str, Any], tmp_path: Path) -> None:
    jixiao("export", "2024.jixiao", "-o", "2024.pdf")
    jixiao("export", "2024.jixiao", "-o", "2024.xlsx")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2024.jixiao", "2024.pdf", "2024.xlsx"]


def test_the_command_line_shows_a_book_in_words_and_says_what_is_not_filled_in(jixiao: Jixiao) -> None:
    jixiao("import", str(resources.path("samples", "2024-approval-form.txt")), "-o", "a.jixiao")
    code, output = jixiao("show", "a.jixiao")
    lines = [line.strip() for line in output.splitlines()]
    assert code == 0
    assert "63012300024T000000389-就业业务工作经费　3-特定目标类　16.00 万元" in lines
    assert "效益指标/经济效益　城镇新增就业人数　≥500人　未填分值" in lines
    assert "产出指标/数量指标　享受生活保险补贴人员数量　≥500人　5 分" in lines
