"""E12: the PySide6 wheels carry no fcitx plug-in. Where fcitx is asked for and missing, ibus' protocol works."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

_VARIABLE, _PLUGINS = "QT_IM_MODULE", "platforminputcontexts"


def plugin_names() -> set[str]:
    """Return the input-method plug-ins of the running Qt, such as ibus and compose."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / _PLUGINS
    return {path.name for path in folder.glob("*")} if folder.is_dir() else set()


def choose(environment: MutableMapping[str, str] | None = None, plugins: set[str] | None = None) -> str | None:
    """Make the environment fit the plug-ins; must run before the application is created.

    Returns one sentence for the clerk when something was changed, else None.
    """
    variables = os.environ if environment is None else environment
    asked = variables.get(_VARIABLE, "")
    present = plugin_names() if plugins is None else plugins
    if not asked.startswith("fcitx") or any("fcitx" in name for name in present):
        return None
    variables[_VARIABLE] = "ibus"
    return "输入法已按 ibus 方式接入（本程序没有与系统 fcitx 配套的插件），如不能输入中文，请见用户手册“输入法”一节。"
