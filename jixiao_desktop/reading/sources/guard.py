"""Limits for files from outside: what is too large or made to explode is refused before anything parses it."""

from __future__ import annotations

import io
import os
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from ...domain.errors import UserError

LIMIT_PARTS = 3000
LIMIT_INFLATED = 96 << 20
LIMIT_XML = 64 << 20
LIMIT_CELLS = 300_000
LIMIT_COVERED = 1_000_000
LIMIT_COLUMNS = 256
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, OSError)


def too_large(name: str, what: str) -> UserError:
    """Return the error for a file that exceeds a limit; `what` says which."""
    return UserError(f"“{name}”{what}，不像绩效目标表，为安全起见没有打开，请选择正确的文件。")


def damaged(name: str, kind: str) -> UserError:
    """Return the error for a file that is cut or overwritten; `kind` is what it seems to be, such as Excel 工作簿."""
    return UserError(
        f"“{name}”已损坏或不完整，不能作为{kind}读取，请重新取得这个文件，或用原来的软件打开后另存再导入。"
    )


def xml_parts(data: bytes, name: str, kind: str) -> Mapping[str, bytes]:
    """Return the XML parts of an Office file by name, once its sizes are within bounds and no part declares entities.

    Raises UserError otherwise, and when the archive is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive, name)
            parts = {
                info.filename: archive.read(info)
                for info in archive.infolist()
                if info.filename.lower().endswith((".xml", ".rels", ".vml"))
            }
    except UserError:
        raise
    except _DAMAGE as error:
        raise damaged(name, kind) from error
    for part in parts.values():
        check_xml(part, name)
    return parts


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    infos = archive.infolist()
    if len(infos) > LIMIT_PARTS:
        raise too_large(name, f"由 {len(infos)} 个部分组成")
    if any(info.flag_bits & 1 for info in infos):
        raise UserError(f"“{name}”加了密码，请先在 Excel/WPS 里去掉密码再导入。")
    inflated = sum(info.file_size for info in infos)
    xml = sum(info.file_size for info in infos if info.filename.lower().endswith((".xml", ".rels", ".vml")))
    if inflated > LIMIT_INFLATED or xml > LIMIT_XML:
        raise too_large(name, f"解压后有 {inflated >> 20} MB")


def check_xml(part: bytes, name: str) -> None:
    """Refuse entity declarations, and encodings in which they could hide."""
    if part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in part[:200]:
        part = part.decode("utf-16", "replace").encode()
    if _DECLARED.search(part):
        raise UserError(f"“{name}”里有不应出现的 XML 实体声明，为安全起见没有打开，请在 Excel/WPS 里另存后再导入。")


@contextmanager
def silent_panics(name: str, kind: str) -> Iterator[None]:
    """Turn a panic of a parser written in Rust into one sentence.

    It comes as a BaseException, after the library has written a trace to the standard error itself.
    """
    try:
        with _without_standard_error():
            yield
    except Exception:
        raise
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(name, kind) from error


@contextmanager
def _without_standard_error() -> Iterator[None]:
    """Send what is written to the standard error's descriptor nowhere; a windowed program may have none."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@contextmanager
def parsing(name: str, kind: str) -> Iterator[None]:
    """Turn whatever a foreign parser raises on a damaged file into one sentence; its warnings are not for the user."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UserError:
        raise
    except Exception as error:  # a parser of another house may raise anything at all on hostile input
        raise damaged(name, kind) from error
