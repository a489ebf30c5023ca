"""Where the program keeps what is its own: working copies, backups, locks. Never beside the user's files.

JIXIAO_STATE names another folder (portable use, tests).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def state_folder() -> Path:
    """Return the folder of the program's own state; it need not exist yet.

    JIXIAO_STATE; else %LOCALAPPDATA%\\jixiao on Windows; else XDG_STATE_HOME or ~/.local/state, /jixiao.
    """
    own = os.environ.get("JIXIAO_STATE")
    if own:
        return Path(own)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(base) / "jixiao"


def folder(name: str) -> Path:
    """Return the folder `name` under the state folder, made when it is not there, readable by this user alone.

    Raises OSError when it cannot be made.
    """
    path = state_folder() / name
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
