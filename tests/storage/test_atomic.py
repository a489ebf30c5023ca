"""Output is whole or not there; what goes wrong is said in words and leaves nothing beside the file."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from jixiao_desktop.domain.errors import UserError
from jixiao_desktop.storage import atomic, names, replacing


def _put(path: Path, text: str) -> None:
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def test_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "表 1.pdf"
    _put(path, "旧")
    _put(path, "新")
    assert path.read_text("utf-8") == "新"
    assert list(tmp_path.iterdir()) == [path]


def test_until_the_end_the_old_file_stands_and_the_new_one_is_hidden(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    _put(path, "旧")
    with replacing(path) as temporary:
        temporary.write_text("新", encoding="utf-8")
        assert path.read_text("utf-8") == "旧"
        assert temporary.parent == tmp_path
        assert (temporary.name[0], temporary.suffix) == (".", ".xlsx")


def test_when_the_writer_fails_the_old_file_stays_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    _put(path, "旧")
    with pytest.raises(ZeroDivisionError), replacing(path) as temporary:
        temporary.write_text("半", encoding="utf-8")
        _ = 1 / 0
    assert path.read_text("utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("function", ["open", "fsync", "replace", "chmod"])
@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "没有写入权限"), (errno.EROFS, "只读"), (errno.EIO, "读写出错")],
)
def test_whatever_the_system_refuses_is_said_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, number: int, words: str
) -> None:
    path = tmp_path / "表.pdf"
    _put(path, "旧")

    def refuse(*args: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(atomic.os, function, refuse)
        with pytest.raises(UserError, match=words):
            _put(path, "新")
    assert path.read_text("utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_another_program_holds_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        error = PermissionError(errno.EACCES, "in use")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(atomic.os, "replace", refuse)
    with pytest.raises(UserError, match="正被其他程序"):
        _put(tmp_path / "表.xlsx", "新")
    assert list(tmp_path.iterdir()) == []


def _denied(target: object) -> PermissionError:
    """What Windows says when the target of a replacement is open in another program."""
    error = PermissionError(errno.EACCES, "Access is denied", "from", None, str(target))
    error.winerror = 5  # type: ignore[attr-defined]
    return error


def test_a_workbook_open_in_excel_is_named_as_such_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "表.xlsx"
    _put(path, "旧")

    def refuse(_source: object, target: object) -> None:
        raise _denied(target)

    monkeypatch.setattr(atomic, "_PAUSES", (0.0, 0.0))
    monkeypatch.setattr(atomic.os, "replace", refuse)
    with pytest.raises(UserError, match="正被其他程序（如 Excel、WPS）打开"):
        _put(path, "新")
    assert path.read_text("utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_a_virus_scanner_that_looks_at_the_file_for_a_moment_hinders_no_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, replace = [1, 2], os.replace

    def refuse_twice(source: str, target: str) -> None:
        if looks:
            looks.pop()
            raise _denied(target)
        replace(source, target)

    monkeypatch.setattr(atomic.os, "replace", refuse_twice)
    _put(tmp_path / "表.xlsx", "新")
    assert (tmp_path / "表.xlsx").read_text("utf-8") == "新"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("CON.xlsx", "“CON”是 Windows 保留的名称"),
        ("nul", "“nul”是 Windows 保留的名称"),
        ("Com1.tar.gz", "“Com1”是"),
        ("报表:2024.pdf", "文件名中不能有"),
        ("a?.pdf", "文件名中不能有"),
        ("表.pdf ", "不能以空格或句点结尾"),
        ("表.", "不能以空格或句点结尾"),
    ],
)
def test_a_name_that_windows_would_swallow_is_refused_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    monkeypatch.setattr(names, "ON_WINDOWS", True)
    with pytest.raises(UserError, match=words):
        _put(tmp_path / name, "新")
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_is_too_long_for_windows_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "The filename or extension is too long")

    monkeypatch.setattr(names, "ON_WINDOWS", True)
    monkeypatch.setattr(atomic.os, "open", refuse)
    with pytest.raises(UserError, match="文件名连同文件夹的名称过长，请缩短文件名"):
        _put(tmp_path / "表.pdf", "新")


@pytest.mark.parametrize("name", ["CONTRACT.xlsx", "comma.pdf", "COM10.pdf", "2025 年（一上）.jixiao", ".jixiao"])
def test_a_name_that_only_resembles_a_device_is_taken(name: str) -> None:
    assert names.fault(name) is None


def test_a_target_that_cannot_be_one_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    folder, read_only, pipe = tmp_path / "夹", tmp_path / "只读.pdf", tmp_path / "pipe"
    folder.mkdir()
    read_only.write_text("旧")
    read_only.chmod(0o444)
    os.mkfifo(pipe)
    cases = {
        folder: "文件夹",
        read_only: "只读",
        pipe: "不是普通文件",
        tmp_path / "没有" / "a.pdf": "文件夹不存在",
        read_only / "a.pdf": "不是文件夹",
        tmp_path / ("长" * 300): "文件名过长",
    }
    before = sorted(tmp_path.rglob("*"))
    for target, words in cases.items():
        with pytest.raises(UserError, match=words):
            _put(target, "新")
    assert sorted(tmp_path.rglob("*")) == before
    assert read_only.read_text() == "旧"


def test_a_link_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "真.pdf", tmp_path / "链.pdf"
    real.write_text("旧")
    real.chmod(0o640)
    link.symlink_to(real)
    _put(link, "新")
    assert link.is_symlink()
    assert (real.read_text("utf-8"), stat.S_IMODE(real.stat().st_mode)) == ("新", 0o640)


def test_the_next_output_removes_what_a_killed_one_left(tmp_path: Path, state_of_its_own: Path) -> None:
    pid = os.fork()
    if pid == 0:
        with replacing(tmp_path / "甲.pdf") as temporary:
            temporary.write_text("半")
            os._exit(0)
    os.waitpid(pid, 0)
    assert [path.name.startswith(".jixiao-") for path in tmp_path.iterdir()] == [True]
    _put(tmp_path / "乙.pdf", "整")
    assert [path.name for path in tmp_path.iterdir()] == ["乙.pdf"]
    assert [path for path in state_of_its_own.rglob("*") if path.is_file()] == []


def test_what_is_being_written_now_is_not_swept_away(tmp_path: Path) -> None:
    with replacing(tmp_path / "甲.pdf") as first:
        first.write_text("甲", encoding="utf-8")
        _put(tmp_path / "乙.pdf", "乙")
    assert (tmp_path / "甲.pdf").read_text("utf-8") == "甲"


def test_output_goes_on_when_the_state_folder_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("JIXIAO_STATE", str(tmp_path / "file"))
    _put(tmp_path / "表.pdf", "新")
    assert (tmp_path / "表.pdf").read_text("utf-8") == "新"
