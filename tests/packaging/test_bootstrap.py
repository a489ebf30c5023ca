"""packaging/bootstrap on machines made of stubs: what it says, what it installs, and what it does again."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from . import PACKAGING

TOOLS = ("sh", "cat", "cksum", "cp", "dirname", "env", "ls", "mkdir", "rm", "sed", "sort", "uname")
QT = "libGL.so.1 libEGL.so.1 libglib-2.0.so.0 libgthread-2.0.so.0 libdbus-1.so.3 libfontconfig.so.1 libxkbcommon.so.0"
# A Python that makes environments by copying itself, and notes what pip was asked; `$PIP_FAILS` lets pip fail.
PYTHON = """#!/bin/sh
case "$*" in
*"-m venv"*) rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
*"-m pip"*) echo "$*" >>"$LOG"; exit ${PIP_FAILS:-0} ;;
-VV) echo "Python 3.11" ;;
esac
"""
APT_GET = """#!/bin/sh
echo "apt-get $*" >>"$LOG"
case "$*" in *" install "*|install*) cp "$STOCK"/* "$BIN"/ ;; esac
"""


@dataclass
class Machine:
    """A checkout in a folder with blanks and Chinese letters, and a PATH that holds stubs alone."""

    checkout: Path
    bin: Path
    stock: Path
    log: Path

    def has(self, name: str, script: str, *, in_stock: bool = False) -> None:
        """Put a program on the machine, or into the stock that apt-get installs."""
        path = (self.stock if in_stock else self.bin) / name
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)

    def knows(self, libraries: str, *, in_stock: bool = False) -> None:
        """Let ldconfig list these libraries."""
        self.has("ldconfig", f"#!/bin/sh\nfor l in {libraries}; do echo \"\t$l (libc6,x86-64) => /$l\"; done\n",
                 in_stock=in_stock)  # fmt: skip

    def bootstrap(self, purpose: str = "test", **variables: str) -> subprocess.CompletedProcess[str]:
        """Run packaging/bootstrap in the checkout."""
        environment = {"PATH": str(self.bin), "LOG": str(self.log), "BIN": str(self.bin), "STOCK": str(self.stock)}
        return subprocess.run(
            [str(self.checkout / "packaging" / "bootstrap"), purpose],
            env=environment | variables, capture_output=True, text=True, timeout=60,
        )  # fmt: skip

    @property
    def done(self) -> list[str]:
        """The calls of pip and apt-get so far."""
        return self.log.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with nothing but a shell's usual tools, and a checkout."""
    checkout = tmp_path / "绩效 目标"
    (checkout / "packaging").mkdir(parents=True)
    shutil.copy(PACKAGING / "bootstrap", checkout / "packaging")
    (checkout / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    machine = Machine(checkout, tmp_path / "bin", tmp_path / "stock", tmp_path / "log")
    machine.bin.mkdir()
    machine.stock.mkdir()
    machine.log.touch()
    for tool in TOOLS:
        (machine.bin / tool).symlink_to(shutil.which(tool))
    machine.knows("")
    return machine


@pytest.fixture
def complete(machine: Machine) -> Machine:
    """A machine where only .venv is missing."""
    machine.knows(QT)
    machine.has("python3", PYTHON)
    return machine


def test_a_user_without_rights_reads_the_one_line_to_run(machine: Machine) -> None:
    machine.has("id", "#!/bin/sh\necho 1000\n")
    machine.has("apt-get", APT_GET)
    answer = machine.bootstrap()
    assert answer.returncode == 1
    assert len(answer.stderr.splitlines()) == 1
    assert "su - -c 'apt-get update && apt-get install -y --no-install-recommends python3 python3-venv" in answer.stderr
    assert "libegl1" in answer.stderr and "libxcb-cursor0" not in answer.stderr
    assert machine.done == [] and not (machine.checkout / ".venv").exists()


def test_a_window_needs_more_libraries_than_tests_do(machine: Machine) -> None:
    machine.has("id", "#!/bin/sh\necho 1000\n")
    machine.has("apt-get", APT_GET)
    assert "libxcb-cursor0" in machine.bootstrap("run", DISPLAY=":0").stderr
    assert "libxcb-cursor0" not in machine.bootstrap("run").stderr


def test_root_gets_everything_installed_and_goes_on(machine: Machine) -> None:
    machine.has("id", "#!/bin/sh\necho 0\n")
    machine.has("apt-get", APT_GET)
    machine.has("python3", PYTHON, in_stock=True)
    machine.knows(QT, in_stock=True)
    assert machine.bootstrap().returncode == 0
    assert [call.split()[:2] for call in machine.done[:2]] == [["apt-get", "update"], ["apt-get", "install"]]
    assert "--editable .[dev]" in machine.done[2]


def test_sudo_without_a_password_is_used(machine: Machine) -> None:
    machine.has("id", "#!/bin/sh\necho 1000\n")
    machine.has("sudo", '#!/bin/sh\n[ "$1" = -n ] || exit 1\nshift\nexec "$@"\n')
    machine.has("apt-get", APT_GET)
    machine.has("true", "#!/bin/sh\n")
    machine.has("python3", PYTHON, in_stock=True)
    machine.knows(QT, in_stock=True)
    assert machine.bootstrap().returncode == 0
    assert (machine.checkout / ".venv" / ".ready").exists()


def test_what_apt_cannot_install_ends_the_run(machine: Machine) -> None:
    machine.has("id", "#!/bin/sh\necho 0\n")
    machine.has("apt-get", "#!/bin/sh\nexit 100\n")
    answer = machine.bootstrap()
    assert answer.returncode == 1
    assert "系统组件安装失败" in answer.stderr
    assert not (machine.checkout / ".venv").exists()


def test_the_second_run_installs_nothing(complete: Machine) -> None:
    assert complete.bootstrap("run").returncode == 0
    assert complete.bootstrap("test").returncode == 0
    assert len(complete.done) == 1


def test_a_failed_installation_is_reported_and_made_again(complete: Machine) -> None:
    answer = complete.bootstrap(PIP_FAILS="2")
    assert answer.returncode == 1
    assert "Python 组件安装失败" in answer.stderr
    assert complete.bootstrap().returncode == 0
    assert len(complete.done) == 2


def test_a_changed_list_of_dependencies_is_installed(complete: Machine) -> None:
    complete.bootstrap()
    (complete.checkout / "pyproject.toml").write_text("[project]\nname='x'\n", encoding="utf-8")
    assert complete.bootstrap().returncode == 0
    assert len(complete.done) == 2


def test_a_checkout_that_moved_gets_a_new_environment(complete: Machine, tmp_path: Path) -> None:
    complete.bootstrap()
    complete.checkout = complete.checkout.rename(tmp_path / "新 位置")
    assert complete.bootstrap().returncode == 0
    assert len(complete.done) == 2


def test_libreoffice_is_installed_for_the_office_tests_alone(machine: Machine) -> None:
    machine.knows(QT)
    machine.has("python3", PYTHON)
    machine.has("id", "#!/bin/sh\necho 0\n")
    machine.has("apt-get", APT_GET)
    assert machine.bootstrap("test").returncode == 0
    assert not any("libreoffice" in line for line in machine.done)
    machine.has("soffice", "#!/bin/sh\n", in_stock=True)
    assert machine.bootstrap("office").returncode == 0
    assert [line.split()[-1] for line in machine.done if "apt-get install" in line] == ["libreoffice-calc"]
    done = machine.done
    assert machine.bootstrap("office").returncode == 0
    assert machine.done == done


def test_a_virtual_screen_is_installed_for_the_screen_tests_alone(machine: Machine) -> None:
    machine.knows(QT)
    machine.has("python3", PYTHON)
    machine.has("id", "#!/bin/sh\necho 0\n")
    machine.has("apt-get", APT_GET)
    assert machine.bootstrap("test").returncode == 0
    assert not any("xvfb" in line for line in machine.done)
    machine.bootstrap("screen")
    wanted = next(line for line in machine.done if "xvfb" in line).split()
    assert {"xvfb", "xdotool", "openbox", "libxcb-cursor0"} <= set(wanted)


def test_a_packer_gets_the_libraries_that_the_package_carries_also_without_a_screen(machine: Machine) -> None:
    said = machine.bootstrap("freeze").stderr
    for package in ("libxcb-cursor0", "libwayland-egl1", "libcups2", "binutils"):
        assert package in said
        assert package not in machine.bootstrap("test").stderr


def test_the_tools_of_the_windows_installer_are_installed_for_it_alone(machine: Machine) -> None:
    machine.knows(QT)
    machine.has("python3", PYTHON)
    machine.has("id", "#!/bin/sh\necho 0\n")
    machine.has("apt-get", APT_GET)
    assert machine.bootstrap("test").returncode == 0
    assert not any("nsis" in line for line in machine.done)
    machine.has("makensis", "#!/bin/sh\n", in_stock=True)
    assert machine.bootstrap("windows").returncode == 0
    installed = [line.split()[-2:] for line in machine.done if "apt-get install" in line]
    assert installed == [["nsis", "gcc-mingw-w64-x86-64"]]
