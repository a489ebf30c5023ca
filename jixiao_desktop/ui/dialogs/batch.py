"""批量输出: several books into one folder or archive. First what and where, then what becomes of each, meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from os.path import isdir
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...domain.errors import UserError
from ...domain.plain import from_plain
from ...domain.printing import FORMS
from ...export import FLAT
from ...export.batch import EXCEL, FORMATS, PDF, PRINT_EXCEL, Batch, Outcome, PackedBatch, Wish, books_in
from ...export.naming import Named, file_name
from ...session import Session
from ..background import Steps
from ..fields import LineEdit
from ..messages import Role, ask, tell
from ..settings import Settings
from ..style.icons import icon
from ..widgets import flat_button, label, tight
from ..wrapped_tree import WrappedTree
from .base import Dialog, named
from .exported import file_on_clipboard, show_in_folder
from .file_names import FileNamesDialog

_LOG = logging.getLogger(__name__)
OWN = "填报文件 (*.jixiao)"
START, STOP, GO_ON, REPLACE, KEEP = "开始输出", "停止", "仍然输出", "替换", "另取名字"
_OFFERED = (PDF, EXCEL, PRINT_EXCEL)
_EXAMPLE = {"year": 2025, "stage": "一上稿", "units": [{"code": "723001", "name": "就业服务局", "projects": []}]}


class BatchDialog(Dialog):
    """What to make of which books, and where; then a line for each file as it is written."""

    def __init__(
        self, settings: Settings, session: Session | None, folder: Path, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent, "batch_dialog", "批量输出", START)
        self.resize(760, 520)
        self.setAcceptDrops(True)
        self._settings, self._session, self._start_folder = settings, session, folder
        self._batch: Batch | None = None
        self._steps: Steps | None = None
        self._stopped = False
        self.books, self.folder = QListWidget(), LineEdit()
        self.forms = {form: QCheckBox(form) for form in (*FORMS, FLAT)}
        self.formats = {kind: QCheckBox(FORMATS[kind]) for kind in _OFFERED}
        self.by_unit = QCheckBox("每个单位一个文件")
        self.packed = QCheckBox("打包成一个压缩包（.zip），便于用邮件、微信发送")
        self.results, self.progress, self.said = WrappedTree(), QProgressBar(), label(wrap=True)
        self._name, self._note = label(role="muted"), label(role="alert", wrap=True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._setup_page())
        self._pages.addWidget(self._result_page())
        self.body.addWidget(self._pages, 1)
        self._open_folder = self._add_action("打开文件夹", "open_folder", self._show_results)
        self._copy_files = self._add_action("复制文件", "copy_files", self._copy_results)
        self._restore()
        if session is not None and session.path is not None:
            self.add_books([session.path])
        self._refresh()

    # what and where

    def _setup_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        tight(layout, 8)
        layout.addLayout(self._books_line())
        self.books.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        layout.addWidget(named(self.books, "books", "要输出的填报文件"), 1)
        layout.addWidget(self._note)
        grid = QGridLayout()
        tight(grid, 8)
        for row, (words, boxes) in enumerate((("表", self.forms), ("格式", self.formats))):
            grid.addWidget(label(words), row, 0)
            for column, (key, box) in enumerate(boxes.items(), 1):
                box.toggled.connect(self._refresh)
                grid.addWidget(named(box, f"make_{key}", box.text()), row, column)
        self.by_unit.toggled.connect(self._refresh)
        grid.addWidget(named(self.by_unit, "by_unit", self.by_unit.text()), 1, len(self.formats) + 1)
        grid.addWidget(label("输出到"), 2, 0)
        grid.addLayout(self._folder_line(), 2, 1, 1, 4)
        grid.addWidget(named(self.packed, "packed", "打包成一个压缩包"), 3, 1, 1, 4)
        grid.addWidget(label("文件名"), 4, 0)
        grid.addLayout(self._name_line(), 4, 1, 1, 4)
        for column in range(1, 5):
            grid.setColumnStretch(column, 1)
        layout.addLayout(grid)
        return page

    def _books_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        tight(line, 4)
        line.addWidget(label("要输出的填报文件", "title"))
        line.addStretch(1)
        for words, name, act in (
            ("添加文件…", "add_files", self._pick_files),
            ("添加文件夹…", "add_folder", self._pick_books_folder),
            ("移除所选", "remove_books", self._remove_books),
        ):
            line.addWidget(self._button(words, name, act))
        return line

    def _folder_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        tight(line, 6)
        line.addWidget(named(self.folder, "folder", "输出到哪个文件夹"), 1)
        self.folder.textChanged.connect(self._refresh)
        line.addWidget(self._button("选择…", "pick_folder", self._pick_target))
        return line

    def _name_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        tight(line, 6)
        line.addWidget(self._name, 1)
        line.addWidget(self._button("修改…", "change_names", self._change_names))
        return line

    def _button(self, words: str, name: str, act: Callable[[], None]) -> QWidget:
        button = flat_button(words)
        button.setObjectName(name)
        button.clicked.connect(lambda _=False: act())
        return button

    def _add_action(self, words: str, name: str, act: Callable[[], None]) -> QPushButton:
        """Add a button for the time after."""
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: act())
        self.buttons.addButton(button, self.buttons.ButtonRole.ActionRole)
        button.hide()
        return button

    def add_books(self, paths: Iterable[Path]) -> None:
        """Add files, and all books in folders; one that stands there already is not added again."""
        there = set(self._sources())
        for path in books_in(paths):
            if path not in there:
                item = QListWidgetItem(icon("file"), f"{path.name}　（{path.parent.name}）")
                item.setData(Qt.ItemDataRole.UserRole, path)
                item.setToolTip(str(path))
                self.books.addItem(item)
        self._refresh()

    def _sources(self) -> list[Path]:
        return [self.books.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.books.count())]

    def _pick_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "选择填报文件", str(self._start_folder), OWN)
        self.add_books(map(Path, names))

    def _pick_books_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择放着填报文件的文件夹", str(self._start_folder))
        if not name:
            return
        before = self.books.count()
        self.add_books([Path(name)])
        if self.books.count() == before:
            tell(self, f"{name} 中没有别的填报文件（.jixiao）。")

    def _remove_books(self) -> None:
        for item in self.books.selectedItems():
            self.books.takeItem(self.books.row(item))
        self._refresh()

    def _pick_target(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择输出到的文件夹", str(self._target()))
        if name:
            self.folder.setText(name)

    def _change_names(self) -> None:
        FileNamesDialog(self._settings, self._session, self).exec()
        self._refresh()

    def _target(self) -> Path:
        return Path(self.folder.text().strip() or self._start_folder).expanduser()

    def _chosen(self, boxes: dict[str, QCheckBox]) -> tuple[str, ...]:
        return tuple(key for key, box in boxes.items() if box.isChecked())

    def wish(self) -> Wish:
        """Return what is to be made of each book."""
        pattern = self._settings.get("file_name")
        return Wish(self._chosen(self.forms), self._chosen(self.formats), self.by_unit.isChecked(), pattern)

    def _refresh(self) -> None:
        wish = self.wish()
        flat_only = wish.forms == (FLAT,) and EXCEL not in wish.formats
        ready = bool(self._sources() and wish.forms and wish.formats and self.folder.text().strip()) and not flat_only
        self.accept_button.setEnabled(ready)
        book = self._session.book if self._session else from_plain(_EXAMPLE)
        named_after = Named(book, (wish.forms or FORMS)[0], date.today(), next(book.units(), None), "填报")
        self._name.setText(f"例如 {file_name(wish.pattern, named_after)}")
        self._name.setToolTip(self._name.text())
        self._note.setText(self._warning(flat_only))
        self._note.setVisible(bool(self._note.text()))

    def _warning(self, flat_only: bool) -> str:
        if flat_only:
            return f"{FLAT}只能输出为 Excel 报送版。"
        session = self._session
        if session is not None and session.modified and session.path in self._sources():
            return "打开着的填报有未保存的修改；批量输出用的是文件中已保存的内容，请先保存。"
        return ""

    def _restore(self) -> None:
        kept: dict[str, Any] = self._settings.get("batch")
        for boxes, usual, key in ((self.forms, FORMS[:1], "forms"), (self.formats, (PDF,), "formats")):
            wanted = kept.get(key, usual)
            for name, box in boxes.items():
                box.setChecked(name in wanted)
        for name, box in (("by_unit", self.by_unit), ("packed", self.packed)):
            box.setChecked(bool(kept.get(name, False)))
        self.folder.setText(str(kept.get("folder") or self._start_folder / "输出"))

    def _remember(self) -> None:
        wish = self.wish()
        kept = {"forms": list(wish.forms), "formats": list(wish.formats), "by_unit": wish.by_unit,
                "packed": self.packed.isChecked()}  # fmt: skip
        self._settings.set("batch", {**kept, "folder": str(self._target())})

    # doing

    def _result_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        tight(layout, 8)
        named(self.said, "said", "进度")
        layout.addWidget(self.said)
        layout.addWidget(named(self.progress, "progress", "进度"))
        named(self.results, "results", "输出结果")
        self.results.setRootIsDecorated(False)
        self.results.setHeaderLabels(["填报文件", "输出的文件，或没有输出的原因"])
        self.results.header().resizeSection(0, 170)
        self.results.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        layout.addWidget(self.results, 1)
        return page

    def accept(self) -> None:
        """开始输出: look at every book first, then ask what must be asked, then write."""
        if self._batch is not None:
            super().accept()
            return
        self._remember()
        self._stopped = False
        kind = PackedBatch if self.packed.isChecked() else Batch
        self._batch = kind(self._sources(), self._target(), self.wish())
        self._show_running(len(self._batch.sources), "正在查看填报文件……")
        self._go(self._batch.examine(review=True), lambda _source: None, self._examined)

    def _show_running(self, count: int, words: str) -> None:
        self._pages.setCurrentIndex(1)
        self.accept_button.hide()
        self.cancel_button.setText(STOP)
        self.cancel_button.setEnabled(True)
        self.progress.setRange(0, count)
        self.progress.setValue(0)
        self.progress.setFormat("%v / %m")
        self.said.setText(words)

    def _go(self, steps: Any, show: Callable[[Any], None], then: Callable[[], None]) -> None:
        self._steps = Steps(steps, self)

        def stepped(step: object) -> None:
            self.progress.setValue(self.progress.value() + 1)
            show(step)

        def ended(error: Exception | None) -> None:
            self._steps = None
            if error is None:
                then()
            else:
                self._failed(error)

        self._steps.stepped.connect(stepped)
        self._steps.ended.connect(ended)
        self._steps.start()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            _LOG.error("the batch failed", exc_info=error)
        self._back()
        tell(self, str(error) if isinstance(error, UserError) else f"批量输出没有完成：{error}。详细情况已记入日志。")

    def _back(self) -> None:
        """Return to the settings."""
        self._batch = None
        self.results.clear()
        self._pages.setCurrentIndex(0)
        self.accept_button.show()
        self.cancel_button.setText("取消")

    def _examined(self) -> None:
        batch = self._batch
        assert batch is not None
        if self._stopped or not (self._accepts_errors(batch) and self._accepts_existing(batch)):
            self._back()
            return
        for outcome in batch.outcomes:
            self._add_result(outcome)
        self._show_running(len(batch.tasks), "正在输出并打包……" if self.packed.isChecked() else "正在输出……")
        self._go(batch.run(), self._add_result, self._finished)

    def _accepts_errors(self, batch: Batch) -> bool:
        """Ask once when books have errors left and an official form is wanted."""
        wrong = {source: count for source, count in batch.errors.items() if count}
        if not wrong or not set(batch.wish.forms) & set(FORMS[:2]):
            return True
        lines = [f"· {source.name}：{count} 处" for source, count in wrong.items()]
        question = f"有 {len(wrong)} 份填报还有错误没有处理，仍要输出吗？"
        answers = ((GO_ON, Role.AcceptRole), ("取消", Role.RejectRole))
        return ask(self, question, answers, detail=_shortened(lines)) is not None

    def _accepts_existing(self, batch: Batch) -> bool:
        there = batch.existing()
        if not there:
            return True
        answer = ask(
            self, f"文件夹中已有 {len(there)} 个同名的文件，要替换吗？",
            ((REPLACE, Role.AcceptRole), (KEEP, Role.ActionRole), ("取消", Role.RejectRole)),
            detail=_shortened([f"· {path.name}" for path in there]),
        )  # fmt: skip
        if answer == KEEP:
            batch.keep_existing()
        return answer is not None

    def _add_result(self, outcome: Outcome) -> None:
        name = outcome.target.name if outcome.target else ""
        failure = (outcome.failure or "").replace(str(outcome.source), outcome.source.name)
        words = failure or "　".join([name, *outcome.warnings])
        item = QTreeWidgetItem([outcome.source.name, words])
        item.setIcon(0, icon("error" if failure else "warning" if outcome.warnings else "ok"))
        item.setToolTip(0, str(outcome.source))
        item.setToolTip(1, words)
        self.results.addTopLevelItem(item)
        self.results.scrollToItem(item)

    def _finished(self) -> None:
        batch = self._batch
        assert batch is not None
        written, where = _packed_words(batch) if isinstance(batch, PackedBatch) else _list_words(batch)
        failures = len(batch.failures)
        head = "已停止，" if self._stopped else ""
        rest = f"{failures} 处没有输出，原因见下。" if failures else ""
        self.said.setText(f"{head}{written}{rest}{where}")
        self.progress.hide()
        self.accept_button.setText("完成")
        self.accept_button.show()
        self.accept_button.setFocus()
        self.cancel_button.hide()
        self._open_folder.setVisible(isdir(batch.folder))
        self._copy_files.setVisible(bool(batch.results))

    def _show_results(self) -> None:
        """Open the folder, with the archive selected where the system can."""
        batch = self._batch
        assert batch is not None
        packed = isinstance(batch, PackedBatch) and batch.done
        if not show_in_folder(batch.results[0] if packed else batch.folder):
            self.said.setText(f"系统没有打开文件夹，请用文件管理器到 {batch.folder} 查看。")

    def _copy_results(self) -> None:
        batch = self._batch
        assert batch is not None
        QGuiApplication.clipboard().setMimeData(file_on_clipboard(batch.results))
        self.said.setText(f"已复制 {len(batch.results)} 个文件，可粘贴到文件夹、邮件或聊天窗口。")

    def reject(self) -> None:
        """取消, or 停止 after the file that is being written."""
        if self._steps is None:
            super().reject()
            return
        self._stopped = True
        self._steps.stop()
        self.cancel_button.setEnabled(False)
        self.said.setText("正在停止……")

    # dropped files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._batch is None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_books(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()


def _list_words(batch: Batch) -> tuple[str, str]:
    """Write the list; say how many files there are, and where it is."""
    try:
        where = f"清单见 {batch.write_list().name}。"
    except UserError as error:
        where = f"清单没有写成：{error}"
    return f"已输出 {len(batch.written)} 个文件。", where


def _packed_words(batch: PackedBatch) -> tuple[str, str]:
    """Say how many files the archive holds, and what it is called."""
    if not batch.done:
        return "没有生成压缩包。", ""
    return f"已把 {len(batch.written)} 个文件和清单打包为 {batch.archive.name}。", ""


def _shortened(lines: Sequence[str], count: int = 4) -> str:
    return "\n".join([*lines[:count], f"……共 {len(lines)} 个"] if len(lines) > count else lines)
