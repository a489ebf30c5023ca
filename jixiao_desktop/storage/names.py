"""File names that Windows does not take, or silently takes for something else: a device, a hidden stream, another name.

`报表:2024.pdf` would vanish into a stream of a file `报表`, `CON.xlsx` into the console, `表.` becomes `表`.
"""

from __future__ import annotations

import os
import re

ON_WINDOWS = os.name == "nt"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[1-9¹²³])\s*(?:\..*)?", re.IGNORECASE | re.DOTALL)


def fault(name: str) -> str | None:
    """Return what is wrong with a file name (without its folder) on Windows, and what to do; None when nothing is."""
    if _FORBIDDEN.search(name):
        return '文件名中不能有 \\ / : * ? " < > |，请换一个文件名'
    if device := _DEVICE.fullmatch(name):
        return f"“{device[1]}”是 Windows 保留的名称，请换一个文件名"
    if name.endswith((" ", ".")):
        return "文件名不能以空格或句点结尾，请换一个文件名"
    return None
