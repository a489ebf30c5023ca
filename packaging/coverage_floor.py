"""Coverage of every file may only rise: compare a measurement with the floor that is kept in the repository.

    python packaging/coverage_floor.py [--raise]

Reads .coverage as `make coverage` left it. Ends with the files that fell below their floor, or that are new and
untested; with --raise the floor becomes what was measured, wherever that is higher.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOOR = ROOT / "tests" / "coverage-floor.json"
NEW_FILE = 80  # % of lines and branches that a file without a floor must reach


def measured() -> dict[str, int]:
    """Return file → whole per cent of its lines and branches that tests ran."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "coverage.json")
        subprocess.run([sys.executable, "-m", "coverage", "json", "-q", "-o", str(report)], cwd=ROOT, check=True)
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return {Path(name).as_posix(): int(entry["summary"]["percent_covered"]) for name, entry in files.items()}


def fallen(now: dict[str, int], floor: dict[str, int]) -> list[str]:
    """Return a line for each file below its floor; a file that is gone needs none."""
    return [
        f"{name}: {per_cent} %, floor {floor.get(name, NEW_FILE)} %"
        for name, per_cent in sorted(now.items())
        if per_cent < floor.get(name, NEW_FILE)
    ]


def raised(now: dict[str, int], floor: dict[str, int]) -> dict[str, int]:
    """Return the floor for the files there are, each as high as it ever was."""
    return {name: max(per_cent, floor.get(name, 0)) for name, per_cent in sorted(now.items())}


def main(arguments: list[str]) -> int:
    """Compare, or raise; return the exit status."""
    floor = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}
    now = measured()
    if arguments == ["--raise"]:
        FLOOR.write_text(json.dumps(raised(now, floor), indent=1) + "\n", encoding="utf-8")
        return 0
    below = fallen(now, floor)
    print("\n".join(["Coverage fell; add tests:", *below] if below else ["Coverage holds."]))
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
