"""Qt's own words in Chinese: the translation that Qt ships, and the few words that it left out."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_LEFT_OUT = {"&Look in:": "查找范围(&L)：", "Files of &type:": "文件类型(&T)：", "Page &Set:": "页集(&S)："}


class LeftOut(QTranslator):
    """Knows what qtbase_zh_CN does not; asked only when that one has no answer."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str | None:
        return _LEFT_OUT.get(source)  # None: no answer


def install(app: QCoreApplication) -> list[QTranslator]:
    """Let Qt's buttons and menus speak Chinese, whatever the system's language; the caller keeps what is returned."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    rest, shipped = LeftOut(app), QTranslator(app)
    app.installTranslator(rest)  # the translator that was installed last is asked first
    if shipped.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(shipped)
    return [rest, shipped]
