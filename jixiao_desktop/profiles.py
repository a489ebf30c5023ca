"""Finding 填报规则 by name among the shipped ones, or by the path of a file that a finance office mailed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from . import resources
from .domain.book import Facts
from .domain.errors import UserError
from .domain.profile import Profile, parse_profile

__all__ = ["DEFAULT", "load", "names", "of_book", "parse_profile", "read", "shipped_text"]
DEFAULT = "qinghai-2024"
_LIMIT = 1 << 20


def names() -> list[str]:
    """Return the names of the shipped profiles, the default first."""
    found = sorted(path.stem for path in resources.path("profiles").glob("*.toml"))
    return sorted(found, key=lambda name: name != DEFAULT)


@cache
def _shipped(name: str) -> Profile:
    return parse_profile(shipped_text(name), name)


def shipped_text(name: str) -> str:
    """Return the TOML text of a shipped profile, comments included. Raises OSError when there is none."""
    return resources.path("profiles", f"{name}.toml").read_text("utf-8")


def load(name_or_path: str | Path | None = None) -> Profile:
    """Return a profile by name or path; without either the default one.

    Raises UserError when there is none of this name, or when the file cannot be read or is wrong.
    """
    name = str(name_or_path or DEFAULT)
    if name in names():
        return _shipped(name)
    path = Path(name)
    if not path.is_file():
        raise UserError(f"找不到填报规则“{name}”，可用的有：{'、'.join(names())}，或给出 .toml 文件的位置。")
    return parse_profile(read(path), path.stem)


def read(path: Path) -> str:
    """Return the text of a profile's file. Raises UserError when it is too large or cannot be read."""
    try:
        if path.stat().st_size > _LIMIT:
            raise UserError(f"填报规则文件 {path} 过大，应当是一个不到 1 MB 的 .toml 文本文件。")
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"填报规则文件 {path} 无法读取（应为 UTF-8 编码的 .toml 文本）。") from error


def of_book(facts: Facts) -> Profile:
    """Return the profile that a book names: its own text, a shipped one, or the default when it knows neither."""
    if facts.profile_text is not None:
        return parse_profile(facts.profile_text, facts.profile)
    return _shipped(facts.profile if facts.profile in names() else DEFAULT)
