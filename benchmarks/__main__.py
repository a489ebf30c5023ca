"""Measure everything, each line in a process of its own, and print one table.

    python -m benchmarks [--strict] [WORD]

WORD picks the lines whose name holds it. With --strict a missed goal is an exit status of 1; an error always is.
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from typing import Any

from .measure import Measure

MODULES = ("start", "installed", "editing", "editor", "files", "forms", "review")
HEAD = ("what", "size", "ours ms", "peer ms", "peer", "ratio", "goal", "memory MB", "")


def lines() -> list[tuple[str, int, Measure]]:
    """Return (module, place in it, measure) of everything that is measured."""
    return [
        (name, place, measure)
        for name in MODULES
        for place, measure in enumerate(importlib.import_module(f"benchmarks.{name}").MEASURES)
    ]


def measure_here(module: str, place: int, size: int) -> None:
    """Run one measurement in this process and print its figures as JSON."""
    measure: Measure = importlib.import_module(f"benchmarks.{module}").MEASURES[place]
    ours, peer = measure.run(size)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"ours": ours, "peer": peer, "memory": peak / 1024}), flush=True)
    os._exit(0)  # a window that was measured has nothing to save or ask


def measure_apart(module: str, place: int, size: int) -> dict[str, Any]:
    """Run one measurement in a process of its own and return its figures. Raises CalledProcessError."""
    command = [sys.executable, "-m", "benchmarks", "--one", module, str(place), str(size)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(answer.stdout.splitlines()[-1])


def row(measure: Measure, size: int, figures: dict[str, Any]) -> tuple[tuple[str, ...], bool]:
    """Return the cells of one line, and whether the goal was met."""
    ratio = figures["ours"] / figures["peer"]
    met = ratio <= measure.goal
    goal = f"≤ {measure.goal:g} ×" if measure.goal >= 1 else f"{1 / measure.goal:g} × faster"
    cells = (measure.what, f"{size:,}" if size else "", f"{figures['ours'] * 1e3:.1f}", f"{figures['peer'] * 1e3:.1f}",
             measure.against, f"{ratio:.2f}", goal, f"{figures['memory']:.0f}", "" if met else "missed")  # fmt: skip
    return cells, met


def main(arguments: list[str]) -> int:
    """Print the table; return the exit status."""
    if arguments[:1] == ["--one"]:
        measure_here(arguments[1], int(arguments[2]), int(arguments[3]))
    strict, words = "--strict" in arguments, [word for word in arguments if not word.startswith("--")]
    with tempfile.TemporaryDirectory() as own:  # nobody's working copies, nobody's habits, no screen
        own_folders = {"JIXIAO_STATE": f"{own}/state", "JIXIAO_CONFIG": f"{own}/config"}
        os.environ.update(own_folders, QT_QPA_PLATFORM="offscreen")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
        return 0 if print_table(words) or not strict else 1


def print_table(words: list[str]) -> bool:
    """Measure and print line by line; return whether every goal was met."""
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors\n")
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    all_met = True
    for module, place, measure in lines():
        if words and not any(word in measure.what for word in words):
            continue
        for size in measure.sizes:
            cells, met = row(measure, size, measure_apart(module, place, size))
            all_met &= met
            print(f"| {' | '.join(cells)} |", flush=True)
    print(f"\n{importlib.import_module('benchmarks.installed').size_line()}")
    return all_met


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
