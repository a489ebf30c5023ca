"""自检, the window's part: screen, Qt's Chinese, fonts, pictures, input method, printers, the settings' folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo

from ..selftest import Result, as_plain
from ..storage import words
from . import input_method, settings
from .style.icons import icon


def results() -> list[Result]:
    """Check what can be checked beside an open window; changes nothing."""
    return [check() for check in _CHECKS]


def _screen() -> Result:
    name = QGuiApplication.platformName()
    if name in ("offscreen", "minimal"):
        return Result("屏幕", True, "没有屏幕，在后台检查")
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    return Result("屏幕", True, f"{size.width()}×{size.height()}，放大 {screen.devicePixelRatio():.0%}（{name}）")


def _words() -> Result:
    ok = QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    return Result("界面的中文", ok, "" if ok else "Qt 的中文没有装好，请重新安装程序")


def _fonts() -> Result:
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return Result("中文字体", bool(chinese), f"有 {len(chinese)} 种" if chinese else "没有中文字体，请重新安装程序")


def _pictures() -> Result:
    ok = not icon("save").pixmap(16, 16).toImage().isNull()
    return Result("图标", ok, "" if ok else "图标显示不出来，请重新安装程序")


def _input() -> Result:
    return Result("输入法", True, input_method.state())


def _printers() -> Result:
    names = QPrinterInfo.availablePrinterNames()
    return Result("打印机", True, "、".join(names) or "没有安装打印机，可以输出 PDF")


def _habits() -> Result:
    place = settings.folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
        file = place / "自检.tmp"
        file.write_bytes(b"1")
        file.unlink()
    except OSError as error:
        closed = f"{place} 不能写入（{words.reason(error)}）"
        return Result("保存程序设置", False, f"{closed}，窗口大小和最近打开的文件记不住")
    return Result("保存程序设置", True)


_CHECKS: tuple[Callable[[], Result], ...] = (_screen, _words, _fonts, _pictures, _input, _printers, _habits)


def answer(path: Path) -> int:
    """Show a window, check, and write the results to a file (`jixiao self-test` reads them); return the status."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from . import start

    window = start([])
    painted = not window.grab().isNull()
    found = [Result("打开窗口", painted, "" if painted else "窗口是空的"), *results()]
    path.write_text(as_plain(found), "utf-8")
    window.hide()
    return 0 if all(result.ok for result in found) else 2
