"""What the program remembers of a clerk's habits, in one JSON file of the configuration folder; never in a book.

Every version of the file can still be read: `_STEPS` brings an older one up to date, an unreadable one is set aside.
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
VERSION = 1
RECENT_LIMIT = 10
_DEFAULTS: dict[str, Any] = {
    "version": VERSION,
    "scheme": "跟随系统",
    "text_size": "标准",
    "zoom": 100,
    "recent": [],
    "folder": None,
    "geometry": None,
    "splitters": {},
    "panels": {},
    "columns": {},
}
_STEPS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def folder() -> Path:
    """Return the configuration folder of this user: JIXIAO_CONFIG, else the system's place for it."""
    if own := os.environ.get("JIXIAO_CONFIG"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home()) / "jixiao"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "jixiao"


class Settings:
    """Settings by name, written at once when they change; what cannot be written is forgotten, not an error."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or folder() / "settings.json"
        self._values = _DEFAULTS | self._read()

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            _LOG.warning("settings %s cannot be read, defaults are used: %s", self.path, error)
            return {}
        return migrated(values) if isinstance(values, dict) else {}

    def get(self, name: str) -> Any:
        """Return a setting. Raises KeyError for an unknown name."""
        return self._values[name]

    def set(self, name: str, value: Any) -> None:
        """Remember a setting. Raises KeyError for an unknown name."""
        if self._values[name] != value:
            self._values[name] = value
            self._write()

    def put(self, name: str, key: str, value: Any) -> None:
        """Remember one entry of a setting that is a table (splitters, panels, columns)."""
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
    version = values.get("version", VERSION)
    while version in _STEPS and version < VERSION:
        values = _STEPS[version](values)
        version = values["version"]
    return {name: value for name, value in values.items() if name in _DEFAULTS} | {"version": VERSION}
