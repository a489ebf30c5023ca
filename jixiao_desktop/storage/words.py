"""Why the disk refused, in a clerk's words. Sentences that say where and what to do are made by the callers."""

from __future__ import annotations

import errno

_SQLITE = {
    "SQLITE_FULL": "磁盘空间不足",
    "SQLITE_READONLY": "文件夹是只读的",
    "SQLITE_CANTOPEN": "文件夹打不开",
    "SQLITE_IOERR": "磁盘读写出错",
}
_SYSTEM = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOTDIR: "文件夹的位置被一个文件占用",
    errno.EEXIST: "文件夹的位置被一个文件占用",
    errno.EFBIG: "文件超过了磁盘允许的大小",
    errno.EIO: "磁盘读写出错",
}


def is_the_disks_fault(error: BaseException) -> bool:
    """True when the same may succeed later, once there is room, a right or a disk."""
    return isinstance(error, OSError) or _sqlite_reason(error) is not None


def reason(error: BaseException) -> str:
    """Return the reason of an error of the system or of SQLite as a short phrase."""
    known = _SYSTEM.get(error.errno or 0) if isinstance(error, OSError) else _sqlite_reason(error)
    if known:
        return known
    return f"系统报告“{(error.strerror if isinstance(error, OSError) else None) or error}”"


def _sqlite_reason(error: BaseException) -> str | None:
    name = getattr(error, "sqlite_errorname", "")
    return next((words for code, words in _SQLITE.items() if name.startswith(code)), None)
