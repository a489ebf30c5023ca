"""The scripts that prepare a machine, demonstrate the program and watch over coverage."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


def load(name: str) -> ModuleType:
    """Import one script of packaging/, which is no package, by its file."""
    spec = importlib.util.spec_from_file_location(f"jixiao_packaging_{name}", PACKAGING / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
