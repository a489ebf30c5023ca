"""The program's own exchange format, jixiao-book JSON, checked before it becomes a book."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ...domain.book import Book
from ...domain.errors import UserError
from ...domain.plain import from_plain
from .text import decode

_LISTS = {"units": "projects", "projects": "indicators", "indicators": None}
_BOOLEANS = {"reviewed"}
_NUMBERS = {"year", "version"}


def read(data: bytes, name: str) -> Book:
    """Return the book of a JSON text. Raises UserError when it is none, or says where a value is of a wrong kind."""
    try:
        plain = json.loads(decode(data, name))
    except (json.JSONDecodeError, RecursionError) as error:
        raise UserError(f"“{name}”不是完整的 JSON 填报数据，请重新导出后再导入。") from error
    if isinstance(plain, dict) and isinstance(plain.get("book"), dict):
        plain = plain["book"]
    if not isinstance(plain, dict):
        raise UserError(f"“{name}”不是本程序的填报数据，请选择本程序导出的 .json 文件。")
    checked = _record(plain, name, "units", "数据")
    try:
        return from_plain(checked)
    except UserError as error:
        raise UserError(f"“{name}”：{error}") from error


def _record(plain: Mapping[str, Any], name: str, below: str | None, place: str) -> dict[str, Any]:
    """Return a record with every value of the kind it must have: texts, and one list of further records."""
    record: dict[str, Any] = {}
    for key, value in plain.items():
        where = f"{place}的 {key}"
        if key == below:
            record[key] = _records(value, name, key, where)
        elif key == "last" and isinstance(value, dict):
            record[key] = _record(value, name, None, where)
        else:
            record[key] = _value(key, value, name, where)
    return record


def _records(value: Any, name: str, key: str, place: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _wrong(name, place)
    return [_record(item, name, _LISTS[key], f"{place} 第 {number} 项") for number, item in enumerate(value, 1)]


def _value(key: str, value: Any, name: str, place: str) -> Any:
    if value is None or (key in _BOOLEANS and isinstance(value, bool)):
        return value
    if key in _NUMBERS and isinstance(value, int) and not isinstance(value, bool):
        return value
    if key in _NUMBERS or isinstance(value, bool):
        raise _wrong(name, place)
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float):
        return str(value)
    raise _wrong(name, place)


def _wrong(name: str, place: str) -> UserError:
    return UserError(f"“{name}”里{place}不是应有的内容，请用本程序重新导出后再导入。")
