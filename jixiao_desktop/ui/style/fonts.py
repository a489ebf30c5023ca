"""The window's font: the system's own Chinese sans serif, else the shipped one, registered only then."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from ... import resources

BASE_POINTS = 9.75  # 13 px at 100 %
TEXT_SIZES = {"small": 0.93, "normal": 1.0, "large": 1.2}
_SHIPPED = ("NotoSansSC_400Regular.ttf",)
_PREFERRED = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)


def family() -> str:
    """Return the family that the window is written in; registers the shipped one when the system has none."""
    present = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    for name in _PREFERRED:
        if name in present:
            return name
    return _register_shipped()


def _register_shipped() -> str:
    names: list[str] = []
    for file in _SHIPPED:
        font_id = QFontDatabase.addApplicationFont(str(resources.path("fonts", file)))
        names += QFontDatabase.applicationFontFamilies(font_id)
    return names[0] if names else QFont().family()


def window_font(family_name: str, text_size: str = "normal") -> QFont:
    """Return the window's font in one of TEXT_SIZES; an unknown size is normal."""
    font = QFont(family_name)
    font.setPointSizeF(BASE_POINTS * TEXT_SIZES.get(text_size, 1.0))
    return font
