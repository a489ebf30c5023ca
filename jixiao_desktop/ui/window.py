"""The main window: menus and toolbar from the one action list, the desk of the open book or the start page.

Every action passes through `trigger`: first what is being typed is committed (E2), then the handler runs, and what
goes wrong in a way that the user can mend becomes one sentence in a message box.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QSizePolicy, QStackedWidget, QWidget

from ..domain import terms
from ..domain.errors import UserError
from ..session import Session
from . import actions, appearance
from .background import Cancelled
from .desk import Desk
from .editing import Editing
from .files import Files
from .helping import Helping
from .messages import tell
from .outputs import Outputs
from .panels.status import Status
from .settings import Settings
from .style.icons import icon
from .toolbar import ToolBar
from .viewing import Viewing

if TYPE_CHECKING:
    from .panels.start_page import StartPage

_LOG = logging.getLogger(__name__)
FIRST_SIZE = (1366, 768)


class MainWindow(QMainWindow):
    """The program's window; holds at most one open book."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.setObjectName("main_window")
        self.setWindowIcon(icon("app"))
        self.setAcceptDrops(True)
        self.desk: Desk | None = None
        self.actions_by_id = actions.build(self, self.trigger)
        self.files, self.editing, self.outputs = Files(self), Editing(self), Outputs(self)
        self.viewing, self.helping = Viewing(self), Helping(self)
        self.status = Status(self)
        self.status.wanted.connect(lambda id_: self.actions_by_id[id_].trigger())
        self.setStatusBar(self.status)
        self.toolbar = ToolBar(self.actions_by_id, self)
        self.addToolBar(self.toolbar)
        self.toolbar.searched.connect(self.viewing.search)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._start_page: StartPage | None = None
        self._build_menus()
        self._restore_geometry()
        self.refresh_title()
        self.refresh_actions()
        appearance.watch_system(self)

    @property
    def start_page(self) -> StartPage:
        """开始页, made at its first use."""
        if self._start_page is None:
            from .panels.start_page import StartPage

            self._start_page = StartPage(self.settings)
            self._start_page.wanted.connect(self._on_wanted)
            self._start_page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self._stack.addWidget(self._start_page)
        return self._start_page

    @property
    def session(self) -> Session | None:
        """The session of the open book, or None."""
        return self.desk.session if self.desk else None

    # building

    def _build_menus(self) -> None:
        bar = self.menuBar()
        self.menus = {name: bar.addMenu(f"{name}(&{letter})") for name, letter in actions.MENUS.items()}
        submenus: dict[str, QMenu] = {}
        for item in actions.ENTRIES:
            menu = self.menus[item.menu]
            if item.separated:
                menu.addSeparator()
            if item.submenu and item.submenu not in submenus:
                submenus[item.submenu] = menu.addMenu(item.submenu)
            submenus.get(item.submenu, menu).addAction(self.actions_by_id[item.id])
            if item.id == "import_form":
                self.recent_menu = menu.addMenu(icon("recent"), "最近的文件")
                self.recent_menu.aboutToShow.connect(self._fill_recent)
        for item in actions.ENTRIES:
            if item.scope == "window":
                self.addAction(self.actions_by_id[item.id])

    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        for path in self.settings.get("recent"):
            action = self.recent_menu.addAction(Path(path).name)
            action.setToolTip(path)
            action.triggered.connect(lambda _=False, p=path: self._on_wanted(p))
        self.recent_menu.setToolTipsVisible(True)
        if self.recent_menu.isEmpty():
            self.recent_menu.addAction("（没有）").setEnabled(False)

    def _restore_geometry(self) -> None:
        self.resize(*FIRST_SIZE)
        saved = self.settings.get("geometry")
        if saved:
            self.restoreGeometry(QByteArray.fromBase64(saved.encode()))

    # doing

    def trigger(self, id_: str) -> None:
        """Carry out the action with this id as a click would. Unknown handlers are a fault of the program."""
        item = actions.entry(id_)
        desk_name, method = item.handler.split(".")
        if self.desk is not None:
            self.desk.commit()
        self.attempt(getattr(getattr(self, desk_name), method))
        self.refresh_actions()

    def attempt(self, work: Callable[[], object], say: Callable[[QWidget, str], None] = tell) -> None:
        """Call `work()`; a UserError becomes one sentence in a box, by `say`, a cancel nothing at all."""
        try:
            work()
        except UserError as error:
            _LOG.info("told the user: %s", error)
            say(self, str(error))
        except Cancelled:
            self.status.say("已取消")

    def _on_wanted(self, wanted: str) -> None:
        """A path to open, or the id of an action, from the start page."""
        if wanted in self.actions_by_id:
            self.actions_by_id[wanted].trigger()
        else:
            self.attempt(lambda: self.files.open_path(Path(wanted)))

    # a second start of the program

    def come_forward(self, token: str = "") -> None:
        """Stand before the other windows; `token` is the desktop's leave (Wayland asks for one)."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        for widget in (self, QApplication.activeModalWidget()):
            if widget is not None:
                widget.raise_()
                widget.activateWindow()

    def receive(self, file: str) -> None:
        """Open the file that was double-clicked elsewhere; "" is none."""
        if self.desk is not None:
            self.desk.commit()
        if file:
            self.attempt(lambda: self.files.open_path(Path(file)))
        self.refresh_actions()

    # one book

    def show_session(self, session: Session) -> None:
        """Show a book instead of what was shown before; the old session must have been closed."""
        self._drop_desk()
        desk = Desk(session, self.actions_by_id, self.settings)
        self.desk = desk
        self._stack.addWidget(desk)
        self._stack.setCurrentWidget(desk)
        desk.status.connect(self.status.say)
        desk.zoom_wanted.connect(self.viewing.step_zoom)
        desk.current_changed.connect(self.viewing.on_current)
        desk.bridge.book_changed.connect(self._on_book)
        desk.bridge.file_changed.connect(self.refresh_title)
        desk.bottom.findings.counted.connect(self.toolbar.show_tally)
        desk.bottom.folded_changed.connect(lambda _folded: self.refresh_actions())
        desk.panel.project.enlarge.connect(self.actions_by_id["edit_goal"].trigger)
        desk.bottom.findings.acted.connect(self.editing.act_on_finding)
        desk.panel.wanted.connect(self.editing.add_missing)
        self.status.watch(desk.bridge)
        self.viewing.on_desk(desk)
        desk.arrange(self.width(), self.height())
        self.toolbar.search.setEnabled(True)
        self.refresh_title()
        self.refresh_actions()
        self.toolbar.show_tally(desk.bottom.findings.tally())
        self.viewing.first_cell(desk)

    def show_start_page(self) -> None:
        """Show recent files and ways to begin; an open book stays open behind it only when none is."""
        self.start_page.refresh()
        self._stack.setCurrentWidget(self.desk or self.start_page)
        self.toolbar.search.setEnabled(self.desk is not None)
        if self.desk is None:
            self.start_page.setFocus()
        self.refresh_title()
        self.refresh_actions()

    def close_session(self) -> None:
        """Take the desk away (the files desk closed the session) and show the start page."""
        self._drop_desk()
        self.status.watch(None)
        self.show_start_page()

    def _drop_desk(self) -> None:
        if self.desk is None:
            return
        desk, self.desk = self.desk, None
        desk.remember()
        desk.close_book()
        self._stack.removeWidget(desk)
        desk.setParent(None)
        desk.deleteLater()

    def _on_book(self, _event: object) -> None:
        self.refresh_title()
        self.refresh_actions()

    def refresh_title(self) -> None:
        """Show stage, title and file in the title bar."""
        session = self.session
        if session is None:
            self.setWindowTitle(terms.PROGRAM)
            self.setWindowModified(False)
            return
        facts = session.book.facts
        name = session.path.name if session.path else "未保存的填报"
        title = f"{facts.title or '未填表名'} · {facts.stage} — {name}[*] — {terms.PROGRAM}"
        self.setWindowTitle(title)
        self.setWindowModified(session.modified)

    def refresh_actions(self) -> None:
        """Enable what can be done now and name the steps that 撤销 and 重做 mean."""
        session = self.session
        for item in actions.ENTRIES:
            self.actions_by_id[item.id].setEnabled(session is not None or not item.needs_book)
        self._name_step("undo", "撤销", session.history.undo_titles if session else ())
        self._name_step("redo", "重做", session.history.redo_titles if session else ())
        if session is not None:
            self.actions_by_id["undo_list"].setEnabled(bool(session.history.undo_titles))
        self.viewing.show_checks()

    def _name_step(self, id_: str, verb: str, titles: tuple[str, ...]) -> None:
        action = self.actions_by_id[id_]
        action.setEnabled(bool(titles))
        action.setText(f"{verb}：{titles[0]}" if titles else verb)
        action.setIconText(verb)
        action.setToolTip(f"{action.text()}（{actions.entry(id_).keys[0]}）")

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.desk is not None:
            self.desk.arrange(self.width(), self.height())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.desk is not None:
            self.desk.commit()
        if not self.files.leave():
            event.ignore()
            return
        self.settings.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self._drop_desk()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._show_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_drop(False)

    def _show_drop(self, over: bool) -> None:
        """Say that a file held over the window can be let go: on the start page, or beside the counts."""
        if self.desk is None:
            self.start_page.show_drop(over)
        else:
            self.status.say("松开鼠标，打开这个文件" if over else "")

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_drop(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            QTimer.singleShot(0, lambda: self.attempt(lambda: self.files.open_path(paths[0])))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.desk is not None:
            self.desk.arrange(self.width(), self.height())


def main_window() -> MainWindow | None:
    """Return the program's window when it is there; one that was closed is about to go and can hold no box."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow) and widget.isVisible():
            return widget
    return None
