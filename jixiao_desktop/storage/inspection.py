"""Is this a whole `.jixiao` file, and one that may be trusted? A file from outside is hostile until read.

First the header is read as bytes, then the schema is compared word for word, then SQLite checks every page; only then
is a row read. Each way to fail has its own sentence.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import struct
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ..domain.errors import UserError
from . import atomic, former_versions, schema

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
LARGEST_FILE = 128 << 20
_LONGEST_TEXT = 4 << 20
_MOST_STEPS = 2_000  # progress calls of 100,000 SQLite instructions each


@dataclass(frozen=True, slots=True)
class Header:
    """What the first 100 bytes of a SQLite file say: bytes it should have, application id, version of the schema."""

    size: int
    application_id: int
    version: int


def check_file(path: Path) -> int:
    """Return the schema version of a file that looks like a whole `.jixiao`.

    Raises UserError for what is missing, a folder, empty, unreadable, not ours, cut or of a newer version.
    """
    start, size = _read_start(path)
    if size == 0:
        raise UserError(f"文件 {path} 是空的（0 字节），里面没有内容，{_way_out(path)}。")
    if not start.startswith(_MAGIC[: len(start)]):
        raise UserError(
            f"文件 {path} 不是本程序的填报文件（.jixiao）；如果它是 Excel、PDF、Word 或文本表格，请用“导入”读入。"
        )
    if len(start) < _HEADER:
        raise damaged(path, "只有开头几个字节")
    header = _header(start)
    if header.application_id != schema.APPLICATION_ID:
        raise UserError(f"文件 {path} 是其他程序的数据库，不是本程序的填报文件（.jixiao），请另选文件。")
    if header.version > schema.VERSION:
        raise UserError(
            f"文件 {path} 由更新版本的程序保存（格式 {header.version}，本程序只认得 {schema.VERSION}），"
            "请升级本程序后再打开。"
        )
    if header.version not in schema.SCHEMAS:
        raise damaged(path, f"格式 {header.version} 不存在")
    if size < header.size:
        raise UserError(
            f"文件 {path} 不完整：应有 {header.size} 字节，只有 {size} 字节，可能复制时中断了，{_way_out(path)}。"
        )
    if size > LARGEST_FILE:
        raise UserError(f"文件 {path} 过大（{size >> 20} MB，上限 {LARGEST_FILE >> 20} MB），请检查是否选错了文件。")
    return header.version


def _read_start(path: Path) -> tuple[bytes, int]:
    try:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            raise UserError(f"{path} 是一个文件夹，请选择其中的 .jixiao 文件。")
        if not stat.S_ISREG(found.st_mode):
            raise UserError(f"{path} 不是普通文件，请选择一个 .jixiao 文件。")
        with path.open("rb") as file:
            return file.read(_HEADER), found.st_size
    except (FileNotFoundError, NotADirectoryError):
        raise UserError(f"找不到文件 {path}，请检查文件名和所在的文件夹。") from None
    except OSError as error:
        raise unreadable(path, error) from error


def _header(start: bytes) -> Header:
    page = struct.unpack_from(">H", start, 16)[0]
    pages = struct.unpack_from(">I", start, 28)[0]
    version, application = struct.unpack_from(">i", start, 60)[0], struct.unpack_from(">I", start, 68)[0]
    return Header((65536 if page == 1 else page) * pages, application, version)


def unreadable(path: Path, error: OSError) -> UserError:
    """Return the sentence for a file that the system does not let us read."""
    if atomic.is_held(error):
        return UserError(f"文件 {path} 正被其他程序打开，不让别人读取，请在那里关闭后再试。")
    if isinstance(error, PermissionError):
        return UserError(f"没有权限读取文件 {path}，请向文件的所有者或管理员申请权限，或把它复制到自己的文件夹。")
    return UserError(f"文件 {path} 读不出来（系统报告“{error.strerror or error}”），请检查磁盘或网络后再试。")


def _way_out(path: Path) -> str:
    """Return what to do: a former version that this program kept, where there is one."""
    kept = former_versions.backups(path)
    return f"可以改为打开上一个版本：{kept[0].path}" if kept else "请向来处重新索取，或改用别处的副本"


def damaged(path: Path, what: str) -> UserError:
    """Return the sentence for a file whose content is broken."""
    return UserError(f"文件 {path} 已损坏（{what}），{_way_out(path)}。")


def uri(path: Path, options: str = "") -> str:
    """Return a path as SQLite's URI, whatever characters it has, on a drive or a network share."""
    text = path.absolute().as_posix()
    return f"file://{'' if text.startswith('/') else '/'}{quote(os.fsencode(text))}{options}"


def connect_read_only(path: Path) -> sqlite3.Connection:
    """Open a file without ever writing, locking or making anything beside it. Raises sqlite3.Error."""
    connection = sqlite3.connect(uri(path, "?mode=ro&immutable=1"), uri=True, isolation_level=None)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_TEXT)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    steps = iter(range(_MOST_STEPS))
    connection.set_progress_handler(lambda: next(steps, None) is None, 100_000)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def check_schema(connection: sqlite3.Connection, expected: tuple[str, ...]) -> bool:
    """True when the file has exactly these tables and indexes: no further ones, no triggers, no views."""
    found = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    hidden = connection.execute("SELECT count(*) FROM sqlite_schema WHERE sql IS NULL").fetchone()[0]
    return hidden == 0 and sorted(sql for (sql,) in found) == sorted(expected)


def check_pages(connection: sqlite3.Connection) -> bool:
    """True when every page, index, type and constraint is as SQLite wrote it."""
    return [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] == ["ok"]
