"""What every test can rely on: no screen is needed, and nothing of this user's own state is read or written."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples on every machine, slow ones too; HYPOTHESIS_PROFILE=explore looks for new ones.
SLOW_MACHINE = (HealthCheck.too_slow, HealthCheck.filter_too_much)  # says something of the machine, not of the program
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=SLOW_MACHINE)
settings.register_profile("explore", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_sessionfinish() -> None:
    """Let go of what a test copied while Python still runs: freed after it, PySide's clipboard data end in a fault."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """After the tests of the rules ran, print how precise each rule is and how much it finds, over the corpus."""
    ran = [report.nodeid for name in ("passed", "failed") for report in terminalreporter.stats.get(name, ())]
    if any(place.startswith("tests/rules/test_corpus.py") for place in ran):
        from .rules.figures import lines

        terminalreporter.section("rules")
        for line in lines():
            terminalreporter.write_line(line)


@pytest.fixture(autouse=True)
def state_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test empty folders for state and settings, also to the programs that it starts; return their parent."""
    folder = tmp_path_factory.mktemp("user")
    for name in ("STATE", "CONFIG"):
        monkeypatch.setenv(f"JIXIAO_{name}", str(folder / name.lower()))
    return folder


@pytest.fixture(autouse=True)
def windows_may_close(request: pytest.FixtureRequest) -> None:
    """Let a test close its last window without ending the event loops of the tests after it."""
    if "qtbot" in request.fixturenames:
        request.getfixturevalue("qapp").setQuitOnLastWindowClosed(False)
