"""文件名格式: the pattern that exported files are named by, with its fields in Chinese and an example as one types."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QGridLayout, QWidget

from ...domain.book import Book
from ...domain.plain import from_plain
from ...export.naming import DEFAULT, FIELDS, Named, file_name, unknown_fields
from ...session import Session
from ..fields import LineEdit
from ..settings import Settings
from ..widgets import flat_button, label, set_role, set_state, tight
from .base import Dialog, named

_COLUMNS = 2
_EXAMPLE = {"year": 2025, "stage": "一上稿", "units": [{"code": "723001", "name": "就业服务局", "projects": []}]}


class FileNamesDialog(Dialog):
    """Edits the pattern; accepted, it is remembered."""

    def __init__(self, settings: Settings, session: Session | None, parent: QWidget | None = None) -> None:
        super().__init__(parent, "file_names_dialog", "文件名格式")
        self._settings = settings
        self._book: Book = session.book if session else from_plain(_EXAMPLE)
        self._stem = session.path.stem if session and session.path else "就业服务局2025"
        self.pattern = LineEdit(settings.get("file_name"))
        named(self.pattern, "pattern", "文件名格式")
        self.add_note("导出和批量输出时，建议的文件名按这个格式生成。大括号里的栏目自动换成填报的内容。")
        self.body.addWidget(self.pattern)
        self.body.addLayout(self._fields())
        self.example = self.add_note("")
        self.example.setObjectName("example")
        self._add_usual()
        self.pattern.textChanged.connect(self._refresh)
        self.accepted.connect(self._remember)
        self._refresh()
        self.fit(560)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        tight(grid, 4)
        for place, (name, meaning) in enumerate(FIELDS.items()):
            button = flat_button(f"{{{name}}}", tip=f"在光标处加入：{meaning}")
            button.setObjectName(f"field_{name}")
            button.clicked.connect(lambda _=False, n=name: self._insert(n))
            row, column = divmod(place, _COLUMNS)
            grid.addWidget(button, row, 2 * column)
            grid.addWidget(label(meaning, "muted"), row, 2 * column + 1)
        return grid

    def _add_usual(self) -> None:
        usual = flat_button("恢复常用格式")
        usual.setObjectName("usual")
        usual.clicked.connect(lambda: self.pattern.setText(DEFAULT))
        self.body.addWidget(usual)

    def _insert(self, name: str) -> None:
        self.pattern.insert(f"{{{name}}}")
        self.pattern.setFocus()

    def _refresh(self) -> None:
        unknown = unknown_fields(self.pattern.text())
        self.accept_button.setEnabled(not unknown)
        set_state(self.pattern, "error" if unknown else None)
        set_role(self.example, "error" if unknown else "notice")
        if unknown:
            self.example.setText(f"没有“{unknown[0]}”这一栏，可以用的见上面。")
            return
        shown = Named(self._book, "总表", date.today(), stem=self._stem)
        self.example.setText(f"例如：{file_name(self.pattern.text(), shown)}.xlsx")
        self.make_room()

    def _remember(self) -> None:
        self._settings.set("file_name", self.pattern.text().strip() or DEFAULT)
