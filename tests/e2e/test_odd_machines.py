"""Machines that nobody set up with care: a home folder that cannot be written, names that scripts stumble over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao_desktop import resources

SAMPLE = str(resources.path("samples", "2024-approval-form.txt"))


def run(*arguments: str, cwd: Path, **variables: str) -> tuple[int, list[str], str]:
    """Run `jixiao`; return exit code, the lines on standard output, and what stands on standard error."""
    command = [sys.executable, "-c", "import sys; from jixiao_desktop.cli import main; sys.exit(main())", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, timeout=120, env=os.environ | variables)
    return done.returncode, done.stdout.decode().splitlines(), done.stderr.decode()


@pytest.fixture
def closed(tmp_path: Path) -> str:
    """A state folder that cannot be made, not by root either."""
    (tmp_path / "占用").write_text("一个文件")
    return str(tmp_path / "占用" / "state")


def test_where_nothing_can_be_kept_the_job_is_done_and_the_missing_backup_told_in_one_sentence(
    tmp_path: Path, closed: str
) -> None:
    command = ("import", SAMPLE, "--profile", "qinghai-2024", "-o", "2024.jixiao")
    first = run(*command, cwd=tmp_path, JIXIAO_STATE=closed)
    second = run(*command, cwd=tmp_path, JIXIAO_STATE=closed)
    assert (first[0], first[2]) == (0, "")
    assert second[0] == 0
    assert second[2] == "文件已保存，但保存前的版本没能备份（文件夹的位置被一个文件占用）。\n"
    assert run("export", "2024.jixiao", "-o", "2024.pdf", cwd=tmp_path, JIXIAO_STATE=closed)[::2] == (0, "")


def test_details_of_a_failure_stand_in_the_log_and_not_before_the_clerk(tmp_path: Path, state_of_its_own: Path) -> None:
    state = state_of_its_own / "state"
    state.mkdir()
    (state / "backups").write_text("一个文件")
    for _ in range(2):
        code, _, said = run("import", SAMPLE, "-o", "2024.jixiao", cwd=tmp_path)
        assert code == 0 and "Traceback" not in said
    assert "no backup of 2024.jixiao\nTraceback" in (state / "jixiao.log").read_text("utf-8")


def test_a_command_that_only_reads_makes_no_folder_and_no_log(tmp_path: Path, state_of_its_own: Path) -> None:
    run("import", SAMPLE, "-o", "2024.jixiao", cwd=tmp_path)
    assert run("show", "2024.jixiao", cwd=tmp_path, JIXIAO_STATE=str(tmp_path / "none"))[0] == 0
    assert not (tmp_path / "none").exists()


def test_the_self_test_names_the_folder_that_cannot_be_written_and_what_to_do(tmp_path: Path, closed: str) -> None:
    code, lines, said = run("self-test", cwd=tmp_path, JIXIAO_STATE=closed, JIXIAO_CONFIG=closed)
    assert code == 2 and said == ""
    failed = [line for line in lines if line.startswith("失败")]
    assert failed == [
        f"失败　写入程序自己的文件夹：{closed} 不能写入（文件夹的位置被一个文件占用），自动备份和旧版本存不下来，"
        "请管理员开通这个文件夹的写入权限。",
        f"失败　保存程序设置：{closed} 不能写入（文件夹的位置被一个文件占用），窗口大小和最近打开的文件记不住",
    ]


@pytest.mark.parametrize("name", ["全角　空格 ＡＢ（１）.jixiao", "-年度-.jixiao", "a'b\"c&d;$HOME.jixiao"])
def test_names_with_full_width_signs_blanks_and_quotes_are_names(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "预算　股 ①"
    folder.mkdir()
    plain = {"LANG": "C", "LC_ALL": "C", "TZ": "Nowhere/Odd"}
    assert run("import", SAMPLE, "-o", f"./{name}", cwd=folder, **plain)[0] == 0
    assert run("rollover", f"./{name}", "--year", "2025", "-o", "2025.jixiao", cwd=folder, **plain)[0] == 0
    assert run("export", f"./{name}", "-o", f"./{name}.pdf", cwd=folder, **plain)[0] == 0
    assert {path.name for path in folder.iterdir()} == {name, f"{name}.pdf", "2025.jixiao"}
