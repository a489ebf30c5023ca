"""Opening a source: bounded bytes, the kind by content, and the reader of that kind."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

from ..domain.book import Book
from ..domain.errors import UserError
from .sources import guard, markup, office_xml, pdf, plain, text, word, workbook
from .tables import Table

LIMIT_BYTES = 64 << 20
_ZIP, _OLE, _PDF, _SQLITE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"SQLite format 3\0"
_BIFF = re.compile(rb"^\x09[\x00\x02\x04\x08][\x04-\x10]\x00")
_WEB_ARCHIVE = re.compile(rb"\s*(?:MIME-Version:|From: <?Saved by|Content-Type: multipart/related)", re.I)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")


def load(source: Path | bytes, name: str) -> bytes:
    """Return the bytes of a source. Raises UserError when it is missing, a folder, empty, too large or unreadable."""
    data = source if isinstance(source, bytes) else _load_file(source, name)
    if len(data) > LIMIT_BYTES:
        raise UserError(f"“{name}”超过 {LIMIT_BYTES >> 20} MB，不像绩效目标表，请选择正确的文件。")
    if not data.strip():
        raise UserError(f"“{name}”是空的，请选择有内容的文件。")
    return data


def _load_file(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise UserError(f"“{name}”是文件夹，请选择其中的一个文件。")
        if path.exists() and not path.is_file():
            raise UserError(f"“{name}”不是普通文件，请选择 Excel、PDF、Word 或文本文件。")
        with path.open("rb") as stream:
            return stream.read(LIMIT_BYTES + 1)
    except FileNotFoundError as error:
        raise UserError(f"找不到文件“{name}”，请检查位置和文件名。") from error
    except (OSError, ValueError) as error:
        raise UserError(f"文件“{name}”打不开，请检查权限，或关闭正在使用它的程序再试。") from error


def tables_or_book(source: Path | bytes, name: str) -> list[Table] | Book:
    """Return the tables of a source, or the book when it is our own JSON. Raises UserError as `reading.read` does."""
    data = load(source, name)
    if data.startswith(_ZIP):
        return _office(data, name)
    if data.startswith(_OLE) or _BIFF.match(data):
        return workbook.read_xls(data, name)
    if _PDF in data[:1024]:
        return pdf.read(data, name)
    if data.startswith(_SQLITE):
        raise UserError(f"“{name}”是填报文件或别的数据库，不用导入，请用“打开”。")
    if data.startswith(_PICTURES):
        raise UserError(f"“{name}”是图片，读不出文字，请选择 Excel、PDF、Word 或文本文件。")
    if _WEB_ARCHIVE.match(data):
        raise UserError(f"“{name}”是网页存档（.mht），请用浏览器、Excel 或 WPS 打开，另存为 .html 或 .xlsx 再导入。")
    if office_xml.is_workbook_2003(data):
        return office_xml.read_workbook_2003(data, name)
    if markup.is_html(data):
        return markup.read(data, name)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return plain.read(data, name)
    return text.read(data, name)


def _office(data: bytes, name: str) -> list[Table]:
    """Read what came as a ZIP archive: a workbook or a Word document."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise guard.damaged(name, "Excel 或 Word 文件") from error
    if workbook.is_workbook(parts):
        return workbook.read_xlsx(data, name)
    if any(part.startswith("word/") for part in parts):
        return word.read(data, name)
    if "content.xml" in parts:
        return office_xml.read_open_document(data, name)
    raise UserError(f"“{name}”是压缩包，请先解压，再选择其中的 Excel、PDF、Word 或文本文件。")
