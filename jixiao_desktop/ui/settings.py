"""What the program remembers of a clerk's habits, in one JSON file of the configuration folder; never in a book.

Every version of the file can still be read: `_STEPS` brings an older one up to date. A file that cannot be read, or
comes from a newer program, is kept aside, and `notice` has the sentence that tells the clerk.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_LOG = logging.getLogger(__name__)
VERSION = 2
FILE_NAME = "{单位}_{年度}{表名}_{阶段}_{日期}"  # export.naming.DEFAULT, which a start does not load
RECENT_LIMIT = 10
_DEFAULTS: dict[str, Any] = {
    "version": VERSION,
    "scheme": "system",
    "text_size": "normal",
    "zoom": 100,
    "recent": [],
    "folder": None,
    "geometry": None,
    "splitters": {},
    "columns": {},
    "file_name": FILE_NAME,
    "batch": {},
    "panes": {},
    "places": {},
}


def _is_text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_size(value: object) -> bool:
    return isinstance(value, int) and value >= 0


def _are_splitters(value: object) -> bool:
    """A size, or a pair of them, by the name of the splitter."""
    if not isinstance(value, dict) or not _is_size(value.get("down", 0)):
        return False
    pair = value.get("across", (0, 0))
    return isinstance(pair, list | tuple) and len(pair) == 2 and all(map(_is_size, pair))


def _are_columns(value: object) -> bool:
    """The widths of the columns, by the name of the view."""
    return isinstance(value, dict) and all(
        isinstance(widths, list | tuple) and all(map(_is_size, widths)) for widths in value.values()
    )


def _is_batch(value: object) -> bool:
    """What the 批量输出 was last asked for."""
    return (
        isinstance(value, dict)
        and all(_is_texts(value.get(name, [])) for name in ("forms", "formats"))
        and _is_text_or_none(value.get("folder"))
    )


def _are_panes(value: object) -> bool:
    """Three answers by the size of the window."""
    return isinstance(value, dict) and all(
        isinstance(row, list | tuple) and len(row) == 3 and all(isinstance(item, bool) for item in row)
        for row in value.values()
    )


def _are_places(value: object) -> bool:
    """View, cell and open projects by the path of a file."""
    return isinstance(value, dict) and all(
        isinstance(place, dict)
        and _is_size(place.get("view"))
        and _is_size(place.get("node"))
        and isinstance(place.get("field"), str)
        and isinstance(place.get("open"), list)
        and all(map(_is_size, place["open"]))
        and isinstance(place.get("closed", []), list)
        for place in value.values()
    )


_SOUND: dict[str, Callable[[Any], bool]] = {
    "scheme": lambda value: value in ("system", "light", "dark"),
    "text_size": lambda value: value in ("small", "normal", "large"),
    "zoom": lambda value: isinstance(value, int) and 25 <= value <= 400,
    "recent": _is_texts,
    "folder": _is_text_or_none,
    "geometry": _is_text_or_none,
    "splitters": _are_splitters,
    "columns": _are_columns,
    "file_name": lambda value: isinstance(value, str) and bool(value.strip()),
    "batch": _is_batch,
    "panes": _are_panes,
    "places": _are_places,
}


def _name_choices_by_id(values: dict[str, Any]) -> dict[str, Any]:
    """1 → 2: colours and text size by their ids, not by the words of the menu."""
    words = {"跟随系统": "system", "浅色": "light", "深色": "dark", "紧凑": "small", "标准": "normal", "大字": "large"}
    renamed = {name: words[values[name]] for name in ("scheme", "text_size") if values.get(name) in words}
    return values | renamed | {"version": 2}


_STEPS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _name_choices_by_id}


def folder() -> Path:
    """Return the configuration folder of this user: JIXIAO_CONFIG, else the system's place for it."""
    if own := os.environ.get("JIXIAO_CONFIG"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home()) / "jixiao"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "jixiao"


class Settings:
    """Settings by name, written at once when they change; what cannot be written is forgotten, not an error.

    `notice` is a sentence for the clerk when not everything that was remembered could be used, else None.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or folder() / "settings.json"
        self.notice: str | None = None
        self._values = _DEFAULTS | self._read()

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self.path.read_bytes())
            version = values["version"]
            if type(version) is not int:
                raise ValueError("its version is no number")
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            self._keep_aside("damaged", f"the settings cannot be read: {error}")
            return {}
        if version > VERSION:
            self._keep_aside(f"version-{version}", "the settings come from a newer program")
        found = migrated(values)
        sound = {name: value for name, value in found.items() if name == "version" or _SOUND[name](value)}
        if len(sound) < len(found):
            self._keep_aside("damaged", f"settings that make no sense: {sorted(found.keys() - sound.keys())}")
        return sound

    def _keep_aside(self, why: str, detail: str) -> None:
        """Keep a copy of the file before it is written anew, and the sentence that says so."""
        aside = self.path.with_name(f"{self.path.stem}.{why}{self.path.suffix}")
        _LOG.warning("%s: %s", self.path, detail)
        try:
            aside.write_bytes(self.path.read_bytes())
        except OSError:
            _LOG.warning("%s cannot be kept aside", self.path, exc_info=True)
            self.notice = f"程序设置文件 {self.path} 读不出来，已改用默认设置；填报文件不受影响。"
        else:
            self.notice = f"程序设置有一部分不能用，已改用默认设置，原设置文件另存为 {aside}；填报文件不受影响。"

    def get(self, name: str) -> Any:
        """Return a setting. Raises KeyError for an unknown name."""
        return self._values[name]

    def set(self, name: str, value: Any) -> None:
        """Remember a setting. Raises KeyError for an unknown name."""
        if self._values[name] != value:
            self._values[name] = value
            self._write()

    def put(self, name: str, key: str, value: Any) -> None:
        """Remember one entry of a setting that is a table (splitters, columns)."""
        self.set(name, {**self._values[name], key: value})

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones and remember its folder."""
        text = str(path)
        self.set("recent", [text, *(other for other in self.get("recent") if other != text)][:RECENT_LIMIT])
        self.set("folder", str(path.parent))

    def forget_file(self, path: str) -> None:
        """Drop a file from the recent ones."""
        self.set("recent", [other for other in self.get("recent") if other != path])

    def _write(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self.path.with_name(self.path.name + ".new")
            fresh.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), "utf-8")
            os.replace(fresh, self.path)
        except OSError as error:
            _LOG.warning("settings %s cannot be written: %s", self.path, error)


def migrated(values: dict[str, Any]) -> dict[str, Any]:
    """Return settings of any version as this version's; those of a newer program are taken as far as known."""
    while (step := _STEPS.get(values["version"])) is not None:
        values = step(values)
    return {name: value for name, value in values.items() if name in _DEFAULTS} | {"version": VERSION}
