"""关于: version, that nothing leaves the machine, and every part of the program with its licence's text, offline."""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ... import __version__, resources
from ...domain import terms
from ..style.icons import pixmap
from ..widgets import label
from .base import Dialog, named

# The packages that the program asks for; theirs follow from what each says of itself.
ROOTS = (
    "PySide6-Essentials", "openpyxl", "reportlab", "pandas", "pdfplumber", "python-calamine", "lxml", "python-docx",
    "pypinyin",
)  # fmt: skip
QT_PACKAGES = ("pyside6-essentials", "shiboken6")  # they come without their licence's text
QT_LICENCES = ("LGPL-3.0.txt", "GPL-3.0.txt")
FONTS = (("思源宋体 Noto Serif SC", "NotoSerifSC-LICENSE.txt"), ("思源黑体 Noto Sans SC", "NotoSansSC-LICENSE.txt"))
# What wheels carry compiled in, or as a library, without its text; the texts are in resources/licences/inside.
INSIDE = {
    "Qt": {
        "ICU": "Unicode-3.0", "HarfBuzz": "MIT", "FreeType": "FTL", "libpng": "libpng-2.0",
        "libjpeg-turbo": "IJG, BSD-3-Clause", "zlib": "Zlib", "PCRE2": "BSD-3-Clause", "md4c": "MIT",
        "double-conversion": "BSD-3-Clause",
    },
    "lxml": {"libxml2": "MIT", "libxslt": "MIT", "libiconv": "LGPL-2.1", "zlib": "Zlib"},
}  # fmt: skip
LICENCE_FILE = re.compile(r"(^|/)(licen[cs]es?|copying|notice)[^/]*($|/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the program: its name, version, licence in a word, and the files with the licence's text."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]

    def text(self) -> str:
        """Return the licence's text."""
        found = [path.read_text("utf-8", errors="replace").strip() for path in self.texts]
        return "\n\n".join(found) or f"{self.name} 没有随附许可文本；许可为 {self.licence}。"


def parts() -> list[Part]:
    """Return every part: the program, its fonts, Python, the packages, and the system libraries of a packed program."""
    own = [resources.root().parent / "LICENSE", Path(__file__).parents[3] / "LICENSE"]
    found = [Part(terms.PROGRAM, __version__, "MIT", tuple(path for path in own if path.is_file())[:1])]
    found += [Part(name, "", "OFL-1.1", (resources.path("fonts", file),)) for name, file in FONTS]
    found += [_package(distribution) for distribution in _packages()]
    for carrier, carried in INSIDE.items():
        found += [
            Part(f"{name}（{carrier} 内）", "", licence, (resources.path("licences", "inside", f"{name}.txt"),))
            for name, licence in carried.items()
        ]
    return found + _from_the_machine()


def _packages() -> list[metadata.Distribution]:
    """The packages that the program was made from, and those that they ask for, by name."""
    waiting, found = list(ROOTS), dict[str, metadata.Distribution]()
    while waiting:
        key = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if key in found:
            continue
        try:
            found[key] = metadata.distribution(key)
        except metadata.PackageNotFoundError:  # asked for on other systems alone
            continue
        wanted = (words for words in found[key].requires or () if "extra ==" not in words)
        waiting += [match.group() for words in wanted if (match := re.match(r"[\w.-]+", words))]
    return [found[key] for key in sorted(found)]


def _package(distribution: metadata.Distribution) -> Part:
    facts = distribution.metadata
    name = facts["Name"]
    paths = [Path(str(file.locate())) for file in distribution.files or () if _is_licence(str(file))]
    if name.lower().replace("_", "-") in QT_PACKAGES:
        paths += [resources.path("licences", file) for file in QT_LICENCES]
    texts = tuple(path for path in paths if path.is_file())
    return Part(name, distribution.version, _licence_word(facts), texts)


def _is_licence(file: str) -> bool:
    folder, _, inside = file.partition("/")
    return folder.endswith(".dist-info") and LICENCE_FILE.search(inside) is not None


def _licence_word(facts: metadata.PackageMetadata) -> str:
    classified = [words.rpartition(" :: ")[2] for words in facts.get_all("Classifier") or () if "License ::" in words]
    said = [*(facts.get_all("License-Expression") or ()), *classified, *(facts.get_all("License") or ())]
    return next((words.splitlines()[0][:60] for words in said if words), "见全文")


def _from_the_machine() -> list[Part]:
    """Python and the system libraries that a packed program carries; their texts were put there when it was packed."""
    python = platform.python_version()
    carried = [path for path in sorted(resources.path("licences").glob("*.txt")) if path.name not in QT_LICENCES]
    if not carried:
        places = (sys.base_prefix, sysconfig.get_path("stdlib"))  # the folder of Python on Windows, elsewhere
        texts = tuple(text for place in places if (text := Path(place, "LICENSE.txt")).is_file())[:1]
        return [Part("Python", python, "PSF-2.0", texts)]
    return [Part(path.stem, python if path.stem == "Python" else "", "见全文", (path,)) for path in carried]


class AboutDialog(Dialog):
    """Version, what the program is made of, and that it needs no network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "about_dialog", "关于")
        self.only_close()
        self.resize(980, 560)
        self.body.addLayout(_head())
        self.add_note("部门预算项目支出绩效目标的离线填报、检查、打印和导出。不联网，不登录，不上传任何内容。", "text")
        self.add_note(
            f"Python {platform.python_version()} · Qt {qVersion()} · {platform.system()} {platform.machine()}"
        )
        self._parts = parts()
        self.list = self._part_list()
        self.text = QPlainTextEdit(readOnly=True)
        named(self.text, "licence_text", "许可全文")
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(self.text)
        splitter.setSizes([360, 580])
        self.body.addWidget(splitter, 1)
        self.list.currentItemChanged.connect(self._show)
        self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _part_list(self) -> QTreeWidget:
        view = QTreeWidget()
        named(view, "parts", "使用的部件和许可")
        view.setRootIsDecorated(False)
        view.setHeaderLabels(["使用的部件", "版本", "许可"])
        for part in self._parts:
            item = QTreeWidgetItem([part.name, part.version, part.licence])
            item.setToolTip(2, part.licence)
            view.addTopLevelItem(item)
        view.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        view.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        return view

    def _show(self, item: QTreeWidgetItem) -> None:
        self.text.setPlainText(self._parts[self.list.indexOfTopLevelItem(item)].text())


def _head() -> QHBoxLayout:
    head = QHBoxLayout()
    head.setSpacing(14)
    picture = QLabel()
    picture.setPixmap(pixmap("app", 48, ratio=picture.devicePixelRatioF()))
    head.addWidget(picture)
    words = QVBoxLayout()
    name = label(terms.PROGRAM, "title")
    font = name.font()
    font.setPointSizeF(font.pointSizeF() * 1.4)
    name.setFont(font)
    words.addWidget(name)
    words.addWidget(label(f"版本 {__version__}", "muted"))
    head.addLayout(words, 1)
    return head
