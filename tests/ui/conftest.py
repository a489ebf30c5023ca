"""What tests of the window share: a session on the 2024 form, folders of their own, no box left open."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jixiao_desktop import resources
from jixiao_desktop.domain.plain import from_plain
from jixiao_desktop.domain.rollover import roll_over
from jixiao_desktop.session import Session

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
