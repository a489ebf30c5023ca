"""What `make wheel-test` does: build the wheel, install it without this checkout, and do the main job with it.

    python packaging/wheel_test.py

The new environment borrows the dependencies of .venv, so that nothing is downloaded twice; the program itself comes
from the wheel alone. Raises subprocess.CalledProcessError or SystemExit at the first failure.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Build, look inside, install, self-test, main job."""
    with tempfile.TemporaryDirectory(prefix="jixiao-wheel-") as name:
        folder = Path(name)
        wheel = build(folder)
        check_resources(wheel)
        python = install(wheel, folder / "环境 目录")
        run(python.with_name("jixiao"), "self-test", cwd=folder)
        run(python, ROOT / "packaging" / "demo.py", folder / "demo", cwd=folder)
    print(f"wheel 可用 (works): {wheel.name}")


def run(*command: object, cwd: Path) -> None:
    """Run a command; its failure is ours."""
    subprocess.run([str(part) for part in command], cwd=cwd, check=True)


def build(folder: Path) -> Path:
    """Return the path of the wheel, built from the checkout."""
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


def check_resources(wheel: Path) -> None:
    """End with the names of resource files that did not reach the wheel, when there are any."""
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    files = [path.relative_to(ROOT).as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file()]
    absent = [file for file in files if f"jixiao_desktop/{file}" not in inside]
    if absent:
        raise SystemExit(f"wheel 中没有 (not in the wheel): {' '.join(absent)}")


def install(wheel: Path, environment: Path) -> Path:
    """Install the wheel into a new environment; return its Python."""
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=wheel.parent)
    python = environment / "bin" / "python"
    packages = subprocess.check_output(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    )
    Path(packages.strip(), "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index")
    run(*pip, wheel, cwd=wheel.parent)
    return python


if __name__ == "__main__":
    main()
