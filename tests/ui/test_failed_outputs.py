"""An export that cannot be: one sentence that names the clerk's own file, the old one as it was, nothing beside it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox

from jixiao_desktop.storage import atomic, names
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]
Saving = Callable[[Path], list[Path]]
EXPORTS = {
    "export_pdf": ".pdf",
    "export_excel": ".xlsx",
    "export_excel_print": ".xlsx",
    "export_declaration": ".pdf",
    "export_csv": ".csv",
    "export_template": ".xlsx",
}


def failing(patch: pytest.MonkeyPatch, function: str, error: OSError, folder: Path) -> None:
    """Let the system refuse something wherever it has to do with a folder, and nowhere else."""
    original = getattr(os, function)

    def refuse(path: object, *args: object) -> object:
        if str(path).startswith(str(folder)):
            raise error
        return original(path, *args)

    patch.setattr(atomic.os, function, refuse)


def held() -> OSError:
    """What Windows says of a file that is open in another program."""
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32  # type: ignore[attr-defined]
    return error


def told(answering: Answering, window: MainWindow, action: str) -> str:
    """Trigger an export that fails; return what the box says."""
    said: list[str] = []

    def read(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.accept()

    answering(lambda: window.trigger(action), read)
    return said[0]


@pytest.fixture
def old(tmp_path: Path) -> Callable[[str], Path]:
    """A file from before, alone in a folder."""

    def make(name: str) -> Path:
        (tmp_path / "上报").mkdir()
        path = tmp_path / "上报" / name
        path.write_text("旧的")
        return path

    return make


@pytest.mark.parametrize(("action", "ending"), EXPORTS.items())
def test_a_full_disk_is_said_and_the_old_file_stays(
    whole: MainWindow, saving: Saving, answering: Answering, old: Callable[[str], Path], action: str, ending: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = old(f"表{ending}")
    saving(path)
    failing(monkeypatch, "open", OSError(errno.ENOSPC, "full"), path.parent)
    assert told(answering, whole, action) == f"写不出文件 {path}：磁盘空间不足，请清理磁盘或换一个位置。"
    assert path.read_text() == "旧的"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("function", "error", "words"),
    [
        ("open", PermissionError(errno.EACCES, "denied"), "没有写入权限，请换一个文件夹，或请管理员开放权限"),
        ("replace", OSError(errno.ENOSPC, "full"), "磁盘空间不足"),
        ("replace", held(), "它正被其他程序（如 Excel、WPS）打开，请在那里关闭后再试，或换一个文件名"),
    ],
    ids=["no right", "full at the end", "open in Excel"],
)
def test_what_the_system_refuses_is_said_of_the_clerks_own_file(
    whole: MainWindow, saving: Saving, answering: Answering, old: Callable[[str], Path], function: str, error: OSError,
    words: str, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = old("表.xlsx")
    saving(path)
    monkeypatch.setattr(atomic, "_PAUSES", ())
    failing(monkeypatch, function, error, path.parent)
    said = told(answering, whole, "export_excel")
    assert said.startswith(f"写不出文件 {path}：") and words in said and said.count("。") == 1
    assert path.read_text() == "旧的"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "words"),
    [("长" * 100 + ".pdf", "文件名过长"), ("没有的夹/表.pdf", "所在的文件夹不存在"), ("只读.pdf", "这个文件是只读的")],
)
def test_a_place_that_cannot_be_written_is_said_with_what_to_do(
    whole: MainWindow, saving: Saving, answering: Answering, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "只读.pdf").write_text("旧的")
    (tmp_path / "只读.pdf").chmod(0o444)
    before = sorted(tmp_path.iterdir())
    saving(tmp_path / name)
    said = told(answering, whole, "export_pdf")
    assert words in said and "请" in said
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["表:1.pdf", "CON.pdf", "表?.pdf"])
def test_a_name_that_windows_has_no_place_for_is_refused_there(
    whole: MainWindow, saving: Saving, answering: Answering, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "ON_WINDOWS", True)
    before = sorted(tmp_path.iterdir())
    saving(tmp_path / name)
    assert "请换一个文件名" in told(answering, whole, "export_pdf")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("mark", [".~lock.表.xlsx#", ".~表.xlsx", "~$表.xlsx"])
def test_a_file_that_an_office_program_still_shows_is_replaced_and_it_is_said(
    whole: MainWindow, saving: Saving, answering: Answering, old: Callable[[str], Path], mark: str
) -> None:
    path = old("表.xlsx")
    path.with_name(mark).write_text("")
    saving(path)
    said: list[str] = []

    def read(box: QDialog) -> None:
        said.append(box.findChild(QLabel, "notes").text())
        box.accept()

    answering(lambda: whole.trigger("export_excel"), read)
    assert "还在另一个程序中打开着" in said[0] and "重新打开" in said[0]
    assert path.read_bytes().startswith(b"PK")
