"""E12: the PySide6 wheels carry plug-ins for ibus and compose, none for fcitx or XIM. Where one of those is asked for,
ibus' protocol works (fcitx speaks it too), and nothing else does: the environment is changed before Qt reads it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

# Qt reads the list first, then the one name; XMODIFIERS is what programs without plug-ins go by.
_LIST, _NAME, _XIM = "QT_IM_MODULES", "QT_IM_MODULE", "XMODIFIERS"
_PLUGINS = "platforminputcontexts"
_BUILT_IN = ("wayland", "compose", "none", "simple")  # needs no plug-in, or means that nothing is wanted


def plugin_names() -> set[str]:
    """Return the input-method plug-ins of the running Qt, such as ibus and compose."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / _PLUGINS
    return {path.name for path in folder.glob("*")} if folder.is_dir() else set()


def wanted(environment: MutableMapping[str, str]) -> list[str]:
    """Return what the desktop asks for, best first: of QT_IM_MODULES, else QT_IM_MODULE, else XMODIFIERS under X11."""
    listed = [name for name in environment.get(_LIST, "").split(";") if name]
    if listed:
        return listed
    if name := environment.get(_NAME):
        return [name]
    _, _, name = environment.get(_XIM, "").partition("@im=")
    return [name] if name and not environment.get("WAYLAND_DISPLAY") else []


def is_served(name: str, plugins: set[str]) -> bool:
    """Tell whether this Qt can do what is asked for."""
    return name in _BUILT_IN or any(f"lib{name.removesuffix('5')}" in plugin for plugin in plugins)


def choose(environment: MutableMapping[str, str] | None = None, plugins: set[str] | None = None) -> str | None:
    """Make the environment fit the plug-ins; must run before the application is created.

    Returns one sentence for the clerk when something was changed, else None.
    """
    if environment is None and sys.platform != "linux":
        return None
    variables = os.environ if environment is None else environment
    asked = wanted(variables)
    present = plugin_names() if plugins is None else plugins
    if not asked or any(is_served(name, present) for name in asked):
        return None
    variables[_LIST] = variables[_NAME] = "ibus"
    return (
        f"本程序没有与系统输入法 {asked[0]} 配套的插件，已改用 ibus 方式接入；"
        "如不能输入中文，请看用户手册“输入法”一节（F1）。"
    )


def state() -> str:
    """Tell in words how Chinese gets in (自检)."""
    if sys.platform != "linux":
        return "使用系统的输入法"
    if asked := wanted(os.environ):
        return f"按 {asked[0]} 方式接入"
    if os.environ.get("WAYLAND_DISPLAY"):
        return "由桌面（Wayland）接入"
    return "系统没有为程序指定输入法（QT_IM_MODULE 未设置），不能输入中文时请看用户手册“输入法”一节"
