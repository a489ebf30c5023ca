"""Opening a source: bounded bytes, the kind by content, and the reader of that kind."""

from __future__ import annotations

from pathlib import Path

from ..domain.book import Book
from ..domain.errors import UserError
from .sources import text
from .tables import Table

LIMIT_BYTES = 64 << 20


def load(source: Path | bytes, name: str) -> bytes:
    """Return the bytes of a source. Raises UserError when it is missing, a folder, empty, too large or unreadable."""
    if isinstance(source, bytes):
        data = source
    else:
        if source.is_dir():
            raise UserError(f"“{name}”是文件夹，请选择其中的一个文件。")
        try:
            with source.open("rb") as stream:
                data = stream.read(LIMIT_BYTES + 1)
        except FileNotFoundError as error:
            raise UserError(f"找不到文件“{name}”，请检查位置和文件名。") from error
        except OSError as error:
            raise UserError(
                f"文件“{name}”打不开（{error.strerror}），请检查权限，或关闭正在使用它的程序再试。"
            ) from error
    if len(data) > LIMIT_BYTES:
        raise UserError(f"“{name}”超过 {LIMIT_BYTES >> 20} MB，不像绩效目标表，请选择正确的文件。")
    if not data.strip():
        raise UserError(f"“{name}”是空的，请选择有内容的文件。")
    return data


def tables_or_book(source: Path | bytes, name: str) -> list[Table] | Book:
    """Return the tables of a source, or the book when it is our own JSON. Raises UserError as `reading.read` does."""
    return text.read(load(source, name), name)
