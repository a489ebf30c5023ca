"""Output that is whole or not there: a hidden file beside the target, synced, then renamed over it.

Every output of the program goes this way: `.jixiao`, PDF, Excel, CSV, JSON. A process that is killed half-way leaves
its hidden file; a note in the state folder lets the next output remove it.
"""

from __future__ import annotations

import errno
import logging
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..domain.errors import UserError
from . import locks, names, places

LOG = logging.getLogger(__name__)
_PREFIX = ".jixiao-"
_DENIED, _SHARING, _LOCKED = 5, 32, 33  # Windows: access denied, sharing violation, lock violation
_PAUSES = 0.05, 0.1, 0.2, 0.4  # seconds; a virus scanner lets go of a new file within moments
_REASONS = {
    errno.ENOSPC: "磁盘空间不足，请清理磁盘或换一个位置",
    errno.EDQUOT: "磁盘配额已用完，请清理磁盘或换一个位置",
    errno.EACCES: "没有写入权限，请换一个文件夹，或请管理员开放权限",
    errno.EPERM: "没有写入权限，请换一个文件夹，或请管理员开放权限",
    errno.EROFS: "所在的磁盘是只读的，请换一个位置",
    errno.ENAMETOOLONG: "文件名过长，请缩短后再试",
    errno.ENOENT: "所在的文件夹不存在，请先建立或换一个位置",
    errno.ENOTDIR: "所在的位置不是文件夹，请换一个位置",
    errno.EFBIG: "文件超过了磁盘允许的大小，请换一个位置",
    errno.EIO: "磁盘读写出错，请换一个位置，并检查磁盘",
}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path to write to; when the block ends well, what was written takes the place of `path` in one step.

    When the block or the writing fails, the old file stays as it was and nothing is left beside it. Raises UserError
    for a target that is a folder, read-only or out of reach, a full disk, and a target that another program holds.
    """
    if names.ON_WINDOWS and (fault := names.fault(path.name)):
        raise UserError(f"写不出文件 {path}：{fault}。")
    target = Path(os.path.realpath(path))  # a link stays a link: its file is replaced
    mode = _check(path, target)
    sweep()
    note = None
    temporary = target.parent / f"{_PREFIX}{secrets.token_hex(8)}.tmp{target.suffix}"
    try:
        note = _announce(temporary)
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        yield temporary
        _publish(temporary, target, mode)
    except OSError as error:
        raise UserError(_sentence(path, error)) from error
    finally:
        _tidy(temporary)
        if note:
            note.release()


def _check(path: Path, target: Path) -> int | None:
    """Return the permissions of an existing target; raise UserError when it cannot be one."""
    try:
        found = os.stat(target)
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise UserError(f"写不出文件 {path}：{_REASONS[errno.ENOENT]}。") from None
        return None
    except OSError as error:
        raise UserError(_sentence(path, error)) from error
    if stat.S_ISDIR(found.st_mode):
        raise UserError(f"写不出文件 {path}：这是一个文件夹，请在后面加上文件名。")
    if not stat.S_ISREG(found.st_mode):
        raise UserError(f"写不出文件 {path}：这不是普通文件，请换一个文件名。")
    if not found.st_mode & 0o222:
        raise UserError(f"写不出文件 {path}：这个文件是只读的，请换一个文件名，或先取消它的只读属性。")
    return stat.S_IMODE(found.st_mode)


def _publish(temporary: Path, target: Path, mode: int | None) -> None:
    if mode is not None:
        os.chmod(temporary, mode)
    sync(temporary)
    _rename(temporary, target)
    sync_folder(target.parent)


def _rename(temporary: Path, target: Path) -> None:
    """Replace the target; on Windows somebody who looks at either file hinders that, most of them for moments only."""
    for pause in _PAUSES:
        try:
            return os.replace(temporary, target)
        except PermissionError as error:
            if not is_held(error):
                raise
            time.sleep(pause)
    return os.replace(temporary, target)


def is_held(error: OSError) -> bool:
    """True when another program has a file open; replacing such a file Windows calls "access denied"."""
    code = getattr(error, "winerror", None)
    return code in (_SHARING, _LOCKED) or (code == _DENIED and error.filename2 is not None)


def sync(path: Path) -> None:
    """Bring a file's content to the disk. Raises OSError."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system knows how to. Raises OSError."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems have no such thing
            raise
    finally:
        os.close(handle)


def _tidy(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:  # the note in the state folder stays for the next sweep to find
        LOG.warning("could not remove %s", temporary, exc_info=True)


def _sentence(path: Path, error: OSError) -> str:
    if is_held(error):
        return f"写不出文件 {path}：它正被其他程序（如 Excel、WPS）打开，请在那里关闭后再试，或换一个文件名。"
    if error.errno == errno.ENOENT and names.ON_WINDOWS and path.parent.is_dir():  # Windows finds no path so long
        return f"写不出文件 {path}：文件名连同文件夹的名称过长，请缩短文件名或换一个位置。"
    reason = _REASONS.get(error.errno or 0, f"系统报告“{error.strerror or error}”，请换一个位置再试")
    return f"写不出文件 {path}：{reason}。"


def _announce(temporary: Path) -> locks.Lock | None:
    """Note in the state folder that `temporary` is being written, or go on without when that cannot be written."""
    try:
        note = locks.try_lock(places.folder("unfinished") / temporary.name.removeprefix(_PREFIX))
        if note:
            note.note(str(temporary))
    except OSError:
        LOG.warning("no note of %s could be made", temporary, exc_info=True)
        return None
    return note


def sweep() -> None:
    """Remove the hidden files of outputs whose process was killed; those still being written stay."""
    unfinished = places.state_folder() / "unfinished"
    try:
        notes = list(unfinished.iterdir()) if unfinished.is_dir() else []
        for place in notes:
            _sweep_one(place)
    except OSError:
        LOG.warning("unfinished outputs could not be swept", exc_info=True)


def _sweep_one(place: Path) -> None:
    note = locks.try_lock(place)
    if note is None:
        return
    text = locks.read_note(place)
    left = Path(text)
    if text and left.name.startswith(_PREFIX):
        if not left.parent.is_dir():  # a drive that is not plugged in now: try again another day
            os.close(note.handle)
            return
        left.unlink(missing_ok=True)
    note.release()
