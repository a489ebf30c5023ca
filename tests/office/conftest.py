from __future__ import annotations

import shutil

import pytest


@pytest.fixture(scope="session")
def soffice() -> str:
    """The program of LibreOffice; `make test-office` installs it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    assert found, "LibreOffice is missing: make test-office installs it"
    return found
