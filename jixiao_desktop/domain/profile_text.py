"""The text of a 填报规则: TOML read with the line of every key, so that a mistake is told where it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from .errors import UserError

Path = tuple[str | int, ...]
_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*=""")


class ProfileText:
    """A parsed TOML text; `table`s are its own dictionaries. Every reader raises UserError with line and key."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        try:
            self.data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise UserError(f"填报规则 {name} 的格式有误（{_in_words(error)}），请改正后再导入。") from error
        self._lines = _lines_of(text)
        self._paths: dict[int, Path] = {}
        self._note_paths(self.data, ())

    def _note_paths(self, value: object, path: Path) -> None:
        if isinstance(value, dict):
            self._paths[id(value)] = path
            for key, child in value.items():
                self._note_paths(child, (*path, key))
        elif isinstance(value, list):
            for place, child in enumerate(value):
                self._note_paths(child, (*path, place))

    def line(self, table: Mapping[str, Any], key: str) -> int | None:
        """Return the line of a key; of the table's header when the key is not there; None for neither."""
        path = self._paths.get(id(table), ())
        return self._lines.get((*path, key)) or self._lines.get(path)

    def fail(self, table: Mapping[str, Any], key: str, problem: str) -> UserError:
        """Return the error to raise: line and key, what is wrong, what to do."""
        line = self.line(table, key)
        where = f"第 {line} 行的 {key} " if line else f" {key} "
        return UserError(f"填报规则 {self.name} {where.strip()} {problem}，请改正后再导入。")

    def get(self, table: Mapping[str, Any], key: str, kind: Any, default: Any = ...) -> Any:
        """Return a value of a kind (a type or several); `default` when it is missing, an error without one."""
        if key not in table:
            if default is ...:
                raise self.fail(table, key, "没有填写")
            return default
        value = table[key]
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise self.fail(table, key, f"的内容不对（{value!r}）")
        return value

    def points(self, table: Mapping[str, Any], key: str, default: Any = ...) -> Decimal | None:
        """Return points from 0 to 100."""
        if key not in table and default is not ...:
            return default  # type: ignore[no-any-return]
        try:
            points = Decimal(str(table[key]))
        except (KeyError, InvalidOperation):
            raise self.fail(table, key, "应当填分值") from None
        if not points.is_finite() or not 0 <= points <= 100:
            raise self.fail(table, key, "应当在 0 到 100 之间")
        return points

    def whole(self, table: Mapping[str, Any], key: str, default: int, most: int) -> int:
        """Return a whole number from 0 to `most`."""
        number = self.get(table, key, int, default)
        if not 0 <= number <= most:
            raise self.fail(table, key, f"应当是 0 到 {most} 的整数")
        return int(number)

    def words(self, table: Mapping[str, Any], key: str, allowed: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return a list of texts, each one of `allowed` when that is given."""
        values = self.get(table, key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self.fail(table, key, "应当是文字的列表")
        for value in values:
            if allowed and value not in allowed:
                raise self.fail(table, key, f"里的 {value} 不认识，可用：{'、'.join(allowed)}")
        return tuple(values)

    def texts(self, table: Mapping[str, Any], key: str, allowed: tuple[str, ...] = ()) -> dict[str, str]:
        """Return a table of texts, each value one of `allowed` when that is given."""
        inner: dict[str, Any] = self.get(table, key, dict, {})
        for name, value in inner.items():
            if not isinstance(value, str) or (allowed and value not in allowed):
                hint = f"，应为 {'、'.join(allowed)} 之一" if allowed else "，应为文字"
                raise self.fail(inner, name, f"的内容不对（{value!r}）{hint}")
        return dict(inner)

    def tables(self, table: Mapping[str, Any], key: str, default: Any = ...) -> list[dict[str, Any]]:
        """Return a list of tables ([[level]])."""
        values = self.get(table, key, list, default)
        if not all(isinstance(value, dict) for value in values):
            raise self.fail(table, key, f"应当写作 [[{key}]]")
        return list(values)

    def only(self, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
        """Raise UserError when a table holds a key that is not known: most likely a slip."""
        for key in table:
            if key not in known:
                raise self.fail(table, key, f"不认识，这里可用：{'、'.join(known)}")


def _in_words(error: tomllib.TOMLDecodeError) -> str:
    place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    return f"第 {place.group(1)} 行第 {place.group(2)} 个字附近" if place else "文件末尾没有写完"


def _lines_of(text: str) -> dict[Path, int]:
    """Return the line of every table header and key, by its path; keys of inline tables are their table's."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    current: Path = ()
    for number, row in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(row):
            current = _path(header.group(2), counts, repeated=header.group(1) == "[[")
            lines.setdefault(current, number)
        elif key := _KEY.match(row):
            lines.setdefault((*current, key.group(1).strip("\"'")), number)
    return lines


def _path(dotted: str, counts: dict[Path, int], *, repeated: bool) -> Path:
    path: Path = ()
    parts = [part.strip().strip("\"'") for part in dotted.split(".")]
    for place, part in enumerate(parts):
        path = (*path, part)
        if place == len(parts) - 1 and repeated:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
