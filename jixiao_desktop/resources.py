"""The one locator of resource files: in a checkout, in an installed wheel and in a frozen program."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """Return the folder that holds profiles/, fonts/, samples/ and the rest.

    Raises FileNotFoundError when the program was installed without it.
    """
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [package / "resources", package.parent / "resources"]
    if bundle:
        candidates.insert(0, Path(bundle) / "resources")
    for folder in candidates:
        if (folder / "profiles").is_dir():
            return folder
    raise FileNotFoundError(f"程序的资源文件夹不完整，请重新安装：{candidates[0]}")


def path(*parts: str) -> Path:
    """Return the path of one resource, such as path("fonts", "NotoSerifSC_400Regular.ttf")."""
    return root().joinpath(*parts)
