"""What `make windows-installer` does, on Linux: the program for Windows as an installer and as a portable archive.

    packaging/bootstrap windows && .venv/bin/python packaging/windows/make_installer.py

CPython and the wheels are put beside a small launcher, trimmed, compiled, and packed by NSIS; the same inputs give the
same files. They land in dist/ with SHA256SUMS and the Excel template for machines that the program does not run on.
"""

from __future__ import annotations

import compileall
import contextlib
import hashlib
import io
import py_compile
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import icons
import pieces
import portable_executable as pe
from pieces import BUILD, CPYTHON, HERE, ROOT

PROGRAM = "绩效目标编报"
FOLDER = BUILD / "program"
DIST = ROOT / "dist"
MARKER = "便携版.txt"
ABOUT_MARKER = "有这个文件时，自动备份和设置保存在本文件夹的“数据”里；删去它，就保存在当前用户的文件夹里。\r\n"
TEMPLATE = "绩效目标填报模板.xlsx"
COMPILER = "x86_64-w64-mingw32-gcc"
EPOCH = (2024, 1, 1, 0, 0, 0)
# The libraries of Windows 10 1809 that anything in the folder loads; what is in neither is missing.
OF_WINDOWS = (
    "advapi32 authz bcrypt bcryptprimitives comctl32 comdlg32 crypt32 d2d1 d3d11 d3d12 d3d9 dbghelp dcomp dnsapi "
    "dwmapi dwrite dxgi gdi32 imm32 icuuc iphlpapi kernel32 mpr msi msvcrt ncrypt netapi32 ntdll ole32 oleaut32 "
    "propsys rpcrt4 secur32 setupapi shcore shell32 shlwapi user32 userenv uiautomationcore uxtheme version winhttp "
    "winmm ws2_32 wtsapi32"
)


def version() -> str:
    """Return the version of the program."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def make_folder() -> None:
    """Put everything that is installed into FOLDER, anew. Raises SystemExit when a library would be missing."""
    if sys.version_info[:2] != tuple(map(int, CPYTHON.python.split("."))):
        raise SystemExit(
            f"请用 Python {CPYTHON.python} 重试 (the program is compiled for it): "
            f"PYTHON=python{CPYTHON.python} packaging/bootstrap windows"
        )
    shutil.rmtree(FOLDER, ignore_errors=True)
    runtime, library = FOLDER / "runtime", FOLDER / "lib"
    runtime.mkdir(parents=True)
    pieces.cpython(runtime)
    stem = CPYTHON.dll.removesuffix(".dll")
    (runtime / f"{stem}._pth").write_text(f"{stem}.zip\r\n.\r\n..\\lib\r\n", encoding="ascii", newline="")
    pieces.wheels(library)
    pieces.program(library)
    pieces.trim(library)
    compile_all(library)
    icons.write_icon(ROOT / "resources" / "icons" / "app.svg", BUILD / "app.ico")
    icons.write_icon(ROOT / "packaging" / "linux" / "document.svg", FOLDER / "document.ico")
    shutil.copyfile(ROOT / "LICENSE", FOLDER / "LICENSE.txt")
    make_launcher(FOLDER / f"{PROGRAM}.exe", "-mwindows")
    make_launcher(FOLDER / "jixiao.exe", "-DCONSOLE")
    if missing := pe.absent(FOLDER, {"winspool.drv", *(f"{name}.dll" for name in OF_WINDOWS.split())}):
        raise SystemExit(f"缺少库文件 (libraries are missing): {missing}")


def compile_all(library: Path) -> None:
    """Leave the compiled modules alone: nothing is compiled or written on the user's machine."""
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        done = compileall.compile_dir(library, quiet=1, legacy=True, stripdir=library, invalidation_mode=unchecked)
    if not done:
        raise SystemExit(f"编译失败 (not compiled): {said.getvalue()}")
    for source in library.rglob("*.py"):
        source.unlink()


def make_launcher(target: Path, kind: str) -> None:
    """Compile the launcher with icon, manifest and version."""
    resources = BUILD / f"{kind.strip('-')}.o"
    numbers = ",".join([*version().split("."), "0", "0", "0"][:4])
    texts = {"APP_VERSION": version(), "APP_FILE": target.name, "APP_ICON": "app.ico"}
    script = f"#define APP_NUMBERS {numbers}\n" + "".join(f'#define {name} "{text}"\n' for name, text in texts.items())
    (BUILD / "defined.rc").write_text(script + '#include "launcher.rc"\n', encoding="utf-8")
    folders = ("-I", str(HERE), "-I", str(BUILD))
    windres = ("x86_64-w64-mingw32-windres", "-c", "65001", *folders, str(BUILD / "defined.rc"), str(resources))
    subprocess.run(windres, check=True)
    options = ("-Wall", "-Wextra", "-Werror", "-Os", "-s", "-municode", "-static", "-Wl,--no-insert-timestamp")
    defined = f'-DPYTHON_DLL=L"{CPYTHON.dll}"'
    source = (str(HERE / "launcher.c"), str(resources), "-o", str(target))
    subprocess.run([COMPILER, *options, defined, kind, *source], check=True)


def files() -> list[Path]:
    """Return everything in FOLDER, from it, in an order that stays."""
    return sorted(path.relative_to(FOLDER) for path in FOLDER.rglob("*") if path.is_file())


def make_installer(target: Path, stub: str = "x86-unicode", compressor: str = "/SOLID lzma") -> None:
    """Pack FOLDER by NSIS.

    `stub` is the processor of the installer itself: for x86 it also runs on a 32-bit Windows, to say why it ends.
    """
    (BUILD / "files.nsh").write_text(file_list(), encoding="utf-8-sig")
    target.unlink(missing_ok=True)
    size = sum((FOLDER / file).stat().st_size for file in files()) // 1024
    numbers = ".".join([*version().split("."), "0", "0", "0"][:4])
    defined = {"VERSION": version(), "NUMBERS": numbers, "KILOBYTES": size, "OUTPUT": target,
               "BUILD": BUILD, "PYTHON_DLL": CPYTHON.dll, "COMPRESSOR": compressor}  # fmt: skip
    options = [f"-D{name}={value}" for name, value in defined.items()]
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", f"-XTarget {stub}", *options]
    subprocess.run([*command, str(HERE / "installer.nsi")], check=True)


def file_list() -> str:
    """Return the macros that install and remove exactly these files, so that a user's own file is never removed."""
    folders = sorted({parent for file in files() for parent in file.parents if parent != Path(".")})
    install, last = [], None
    for file in files():
        if file.parent != last:
            last = file.parent
            install.append(f'SetOutPath "$INSTDIR{_inner(last)}"')
        install.append(f'File "{FOLDER / file}"')
    remove = [f'Delete "$INSTDIR{_inner(file)}"' for file in files()]
    remove += [f'RMDir "$INSTDIR{_inner(folder)}"' for folder in reversed(folders)]
    return "".join(
        f"!macro {name}\n" + "".join(f"  {line}\n" for line in lines) + "!macroend\n"
        for name, lines in (("InstallFiles", install), ("RemoveFiles", remove))
    )


def _inner(path: Path) -> str:
    return "" if path == Path(".") else "\\" + "\\".join(path.parts)


def make_portable(target: Path) -> None:
    """Pack FOLDER as an archive whose data stay beside the program."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in files():
            _add(archive, f"{PROGRAM}/{file.as_posix()}", (FOLDER / file).read_bytes())
        _add(archive, f"{PROGRAM}/{MARKER}", b"\xef\xbb\xbf" + ABOUT_MARKER.encode())


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


def make_template(target: Path) -> None:
    """Write an empty Excel form for those whose machine is too old for the program."""
    sys.path.insert(0, str(ROOT))
    from jixiao_desktop import profiles
    from jixiao_desktop.domain.book import Book
    from jixiao_desktop.export import export_book

    export_book(Book(), profiles.load(), target, form="填报模板")


def write_sums() -> None:
    """Write SHA256SUMS of everything in dist/, for `sha256sum -c` and for a virus scanner's list."""
    made = sorted(path for path in DIST.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made)
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Make the folder and what is handed out."""
    make_folder()
    DIST.mkdir(exist_ok=True)
    name = f"jixiao-desktop-{version()}-windows-x64"
    installer, archive = DIST / f"{name}-setup.exe", DIST / f"{name}-portable.zip"
    make_installer(installer)
    make_portable(archive)
    make_template(DIST / TEMPLATE)
    write_sums()
    size = sum((FOLDER / file).stat().st_size for file in files())
    print(f"{len(files())} files, {size / 1e6:.0f} MB installed")
    for made in (installer, archive):
        print(f"{made.relative_to(ROOT)}: {made.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
