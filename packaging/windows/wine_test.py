"""What `make windows-test` does: the installer under Wine, as far as Wine goes, step by step and in words.

    packaging/bootstrap windows-test && .venv/bin/python packaging/windows/wine_test.py

It packs the folder of `make windows-installer` once more with a 64-bit stub (Wine may know no 32-bit programs) and
quick compression; the script and the files are those of the real installer. Two libraries that Windows has and Wine 8
has not are stood in for by wine_*.c.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import make_installer as making
from pieces import BUILD, HERE

CLERK = "王会计"
ENTRY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\JixiaoDesktop"
CLASSES = r"HKCU\Software\Classes"
SETUP = BUILD / "wine-setup.exe"
TOO_OLD, RUNNING = 3, 4
WINE_LACKS = "失败　读取各种文件的部件：Unable to import required dependency numpy"  # for pandas alone
STAND_INS = {"bcryptprimitives": ("-ladvapi32",), "icuuc": ()}
CLERK_WORK = making.ROOT / "packaging" / "linux" / "check_work.py"
SAMPLE = making.ROOT / "resources" / "samples" / "2024-approval-form.txt"


class Machine:
    """A Windows made by Wine in a folder of its own, with a user whose name is Chinese."""

    def __init__(self, folder: Path) -> None:
        self.drive = folder / "prefix" / "drive_c"
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "USER": CLERK, "LC_ALL": "C.UTF-8",
            "WINEPREFIX": str(folder / "prefix"), "WINEARCH": "win64", "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
        }  # fmt: skip

    def run(self, *command: object, expect: int | None = 0, **options: object) -> str:
        """Run a Windows program to its end; return what it printed. Raises SystemExit on another exit code."""
        words = ["wine", *map(str, command)]
        options = {"stdin": subprocess.DEVNULL, **options}
        done = subprocess.run(words, env=self.environment, capture_output=True, timeout=600, **options)
        said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
        if expect is not None and done.returncode != expect:
            raise SystemExit(f"{' '.join(words)}: exit {done.returncode}, expected {expect}\n{said}")
        return said

    def wait(self) -> None:
        """Wait until every Windows program has ended: an uninstaller goes on in a copy of itself."""
        subprocess.run(["wineserver", "-w"], env=self.environment, check=True, timeout=600)

    def be(self, version: str) -> None:
        """Pretend to be a Windows (win7, win10)."""
        self.run("winecfg", "/v", version)

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%."""
        return self.drive / "users" / CLERK / "AppData" / "Local"

    def value(self, key: str, name: str = "") -> str | None:
        """Return a text in the registry; None when there is none. `reg query` would print no Chinese."""
        exported = self.drive / "windows" / "temp" / "key.reg"
        exported.unlink(missing_ok=True)
        self.run("reg", "export", key, r"C:\windows\temp\key.reg", "/y", expect=None)
        if not exported.is_file():
            return None
        start = f'"{name}"="' if name else '@="'
        own = exported.read_text("utf-16").split("\n\n")[1]  # the key itself comes before the keys in it
        found = [line.removeprefix(start)[:-1] for line in own.splitlines() if line.startswith(start)]
        return found[0].replace('\\"', '"').replace("\\\\", "\\") if found else None

    def files(self) -> set[str]:
        """Return the files of the user and of programs; Wine's own places are left out."""
        hidden = ("windows/", "ProgramData/Microsoft/")
        found = (path.relative_to(self.drive).as_posix() for path in self.drive.rglob("*") if path.is_file())
        return {path for path in found if not path.startswith(hidden) and "/Temp/" not in path}


def say(words: str) -> None:
    """Print one step."""
    print(f"== {words}", flush=True)


def need(met: object, otherwise: str) -> None:
    """End the test when something is not as it should be."""
    if not met:
        raise SystemExit(f"不符 (not so): {otherwise}")


def prepare(machine: Machine) -> None:
    """Make the machine, and add the libraries that Wine lacks and Rust's standard library and Qt load."""
    machine.run("wineboot", "-i")
    for name, options in STAND_INS.items():
        library = machine.drive / "windows" / "system32" / f"{name}.dll"
        source = str(HERE / f"wine_{name}.c")
        subprocess.run((making.COMPILER, "-shared", "-o", str(library), source, *options), check=True)
    need(machine.local.is_dir(), f"no home of {CLERK} in {list((machine.drive / 'users').iterdir())}")


def refuse_old_windows(machine: Machine) -> None:
    """On Windows 7 the installer ends with its own exit code and has written nothing."""
    machine.be("win7")
    before = machine.files()
    machine.run(SETUP, "/S", expect=TOO_OLD)
    need(machine.files() == before, "something was installed")
    machine.be("win10")


def look_at_installed(machine: Machine, home: Path) -> None:
    """Every file is there and whole, and Windows knows program and document type."""
    for file in making.files():
        installed, made = home / file, making.FOLDER / file
        need(installed.is_file() and _sum(installed) == _sum(made), f"{file} is not as it was packed")
    exe = _windows_path(machine, home / f"{making.PROGRAM}.exe")
    need(machine.value(ENTRY, "DisplayVersion") == making.version(), "no entry in the list of programs")
    need(machine.value(rf"{CLASSES}\.jixiao") == "Jixiao.Book", ".jixiao has no type")
    need(machine.value(rf"{CLASSES}\Jixiao.Book\shell\open\command") == f'"{exe}" "%1"', "a double-click opens nothing")
    icon = machine.value(rf"{CLASSES}\Jixiao.Book\DefaultIcon")
    need(icon == _windows_path(machine, home / "document.ico"), f"the document's icon is {icon}")
    links = {Path(file).name for file in machine.files() if file.endswith(".lnk") and making.PROGRAM in file}
    need(links == {f"{making.PROGRAM}.lnk"}, f"shortcuts: {links}")


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _windows_path(machine: Machine, path: Path) -> str:
    return "C:\\" + str(path.relative_to(machine.drive)).replace("/", "\\")


def use(machine: Machine, home: Path) -> Path:
    """Self-test, then the main job in a folder with Chinese letters and a blank; return that folder.

    numpy asks Wine's C library for functions that it lacks and is set aside meanwhile; only pandas needs it.
    """
    numpy = home / "lib" / "numpy"
    numpy.rename(numpy.with_name("numpy-aside"))
    jixiao = home / "jixiao.exe"
    said = machine.run(jixiao, "self-test", expect=None)
    print(said)
    failed = [line for line in said.splitlines() if line.startswith("失败") and not line.startswith(WINE_LACKS)]
    need("正常　打开窗口" in said and not failed, "the self-test, but for what Wine lacks")
    folder = machine.drive / "users" / CLERK / "测试 目录"  # Documents may be a link, out of what `files` sees
    folder.mkdir(parents=True)
    shutil.copyfile(SAMPLE, folder / "2024 批复表.txt")
    for command in (
        ("import", "2024 批复表.txt", "-o", "示例 文档.jixiao"),
        ("rollover", "示例 文档.jixiao", "--year", "2025", "-o", "2025 年.jixiao"),
        ("export", "示例 文档.jixiao", "-o", "批复表.pdf"),
        ("export", "示例 文档.jixiao", "-o", "批复表.xlsx"),
    ):
        need("。" in machine.run(jixiao, *command, cwd=folder), "what is printed is not Chinese in UTF-8")
    need('"total": "1342.46"' in machine.run(jixiao, "show", "示例 文档.jixiao", "--json", cwd=folder), "wrong total")
    need((folder / "批复表.pdf").read_bytes().startswith(b"%PDF"), "no PDF")
    said = machine.run(jixiao, "export", "没有.jixiao", "-o", "CON.pdf", expect=2, cwd=folder)
    need("找不到文件" in said and len(said.splitlines()) == 1, f"not one sentence: {said}")
    say("the window, by keyboard: next finding, type 5, save, export, open again, end")
    type_in_the_window(machine, home, folder)
    numpy.with_name("numpy-aside").rename(numpy)
    return folder


def type_in_the_window(machine: Machine, home: Path, folder: Path) -> None:
    """What the clerk of the Linux package does, in the window under Wine; the pictures land in build/windows."""
    start = machine.drive.parent / "start.sh"
    # Wine's Python refuses a file as its standard output: a pipe it takes.
    exe = home / f"{making.PROGRAM}.exe"
    start.write_text(f'#!/bin/sh\n(wine "{exe}" "$@" </dev/null 2>&1 | cat) >/dev/null 2>&1 &\n', encoding="utf-8")
    start.chmod(0o755)
    document, picture = folder / "typed" / "示例 文档.jixiao", BUILD / "wine.png"
    document.parent.mkdir()
    shutil.copyfile(folder / document.name, document)
    entries = subprocess.check_output([sys.executable, str(CLERK_WORK), "--entries"], text=True).split()
    environment = machine.environment | dict(entry.split("=", 1) for entry in entries)
    screen = ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24")
    command = (*screen, "sh", str(CLERK_WORK.with_name("clerk.sh")), document.name, str(picture), str(start))
    done = subprocess.run(command, cwd=document.parent, env=environment, capture_output=True, text=True, timeout=600)
    need(done.returncode == 0, f"the clerk was stopped: {done.stdout}{done.stderr}")
    subprocess.run([sys.executable, str(CLERK_WORK), str(document)], check=True)
    shutil.rmtree(document.parent)


def keep_off_while_running(machine: Machine, home: Path) -> None:
    """The installer does not replace files under a running program; it ends and leaves everything as it was."""
    command = ["wine", str(home / "jixiao.exe"), "import", "-", "-o", "C:\\x.jixiao"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    running = subprocess.Popen(command, env=machine.environment, **pipes)
    assert running.stderr
    said = running.stderr.readline().decode("utf-8", "replace")  # then it waits for its standard input
    need("填报规则" in said, f"the program does not run: {said}")
    before = machine.files()
    machine.run(SETUP, "/S", expect=RUNNING)
    need(machine.files() == before, "files changed under the running program")
    running.communicate(b"")


def be_portable(machine: Machine, folder: Path) -> None:
    """The archive, unpacked into a folder with Chinese letters, keeps its data beside itself where it may."""
    before = machine.files()
    with zipfile.ZipFile(making.DIST / f"jixiao-desktop-{making.version()}-windows-x64-portable.zip") as archive:
        archive.extractall(folder)
    home = folder / making.PROGRAM
    for _ in range(2):  # the second save keeps the version that the first one wrote
        machine.run(home / "jixiao.exe", "import", SAMPLE, "-o", folder / "便携.jixiao")
    kept = list((home / "数据" / "备份" / "backups").rglob("*.jixiao"))
    need(len(kept) == 1, f"the former version is not beside the program: {kept}")
    need(machine.files() - before <= {_inner(machine, path) for path in folder.rglob("*")}, "files elsewhere")
    (home / "数据").rename(home / "数据 0")
    (home / "数据").touch()  # as on a stick that cannot be written: no folder can be made there
    machine.run(home / "jixiao.exe", "import", SAMPLE, "-o", folder / "便携.jixiao")
    state = _inner(machine, machine.local / "jixiao")
    need(any(path.startswith(state) for path in machine.files() - before), "no former version in the user's folder")
    shutil.rmtree(folder)


def _inner(machine: Machine, path: Path) -> str:
    return path.relative_to(machine.drive).as_posix()


def remove(machine: Machine, home: Path, *options: str) -> None:
    """Run the uninstaller and wait for its copy."""
    machine.run(home / "卸载.exe", "/S", *options)
    machine.wait()
    need(machine.value(ENTRY, "DisplayName") is None, "still in the list of programs")
    need(machine.value(rf"{CLASSES}\.jixiao") is None, ".jixiao still has a type")


def main() -> None:
    """Everything, in a folder that is removed afterwards."""
    need(making.FOLDER.is_dir(), "先运行 make windows-installer")
    say("installer with a 64-bit stub for Wine")
    making.make_installer(SETUP, "amd64-unicode", "zlib")
    with tempfile.TemporaryDirectory(prefix="jixiao-wine-") as name:
        machine = Machine(Path(name))
        try:
            walk(machine)
        finally:
            subprocess.run(["wineserver", "-k"], env=machine.environment, check=False)
    say("done; not tried here: printing, input methods, other scalings, the wizard's pages, the 32-bit stub")


def walk(machine: Machine) -> None:
    """One clerk's machine from the first installation to the last removal."""
    prepare(machine)
    say("Windows 7: refused with one sentence")
    refuse_old_windows(machine)
    say(f"silent installation for {CLERK}, without administrator's rights")
    clean = machine.files()
    home = machine.local / "Programs" / making.PROGRAM
    machine.run(SETUP, "/S")
    look_at_installed(machine, home)
    say("self-test and the main job by command line")
    folder = use(machine, home)
    say("portable archive: data beside itself")
    be_portable(machine, machine.drive / "U盘 目录")
    say("refused while the program runs")
    keep_off_while_running(machine, home)
    say("over itself; a file that is no longer part of the program and one of the user's lie in the folder")
    (home / "我的笔记.txt").write_text("勿删", encoding="utf-8")
    machine.run(SETUP, "/S")
    look_at_installed(machine, home)
    say("moved to a folder of the user's choice")
    elsewhere = machine.drive / "程序 目录" / "绩效"
    # As one types it: /D= takes the rest of the line without quotes, which Wine would put round a blank.
    machine.run("cmd", "/c", f"{SETUP.name} /S /D={_windows_path(machine, elsewhere)}", cwd=SETUP.parent)
    look_at_installed(machine, elsewhere)
    need(os.listdir(home) == ["我的笔记.txt"], "the former folder holds more than the user's file")
    say("removal: the user's files, backups and settings stay")
    remove(machine, elsewhere)
    left = machine.files() - clean
    own = {_inner(machine, path) for path in (*folder.iterdir(), home / "我的笔记.txt")}
    kept = [_inner(machine, machine.local.parent / place / "jixiao") for place in ("Local", "Roaming")]
    rest = {path for path in left if not path.startswith(tuple(kept))}
    need(rest == own, f"left behind: {sorted(rest - own)}; gone: {sorted(own - rest)}")
    need(all(any(path.startswith(place) for path in left) for place in kept), "the backups or the settings are gone")
    say("removal with /PURGE: only the user's files stay")
    machine.run(SETUP, "/S")
    remove(machine, home, "/PURGE")
    need(machine.files() - clean == own, f"left behind: {sorted(machine.files() - clean - own)}")


if __name__ == "__main__":
    main()
