"""What changes only how the book is seen: views, zoom, panes, colours, finding one's way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..domain.book import ROOT, Indicator, Project
from . import appearance, memory

if TYPE_CHECKING:
    from .desk import Desk
    from .window import MainWindow

ZOOMS = (70, 80, 90, 100, 110, 125, 150, 175, 200)


class Viewing:
    """The viewing desk of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def _desk(self) -> Desk:
        desk = self._window.desk
        assert desk is not None
        return desk

    def on_desk(self, desk: Desk) -> None:
        """Bring a new desk to the remembered zoom."""
        percent = self._window.settings.get("zoom")
        desk.zoom(percent)
        self._window.status.show_zoom(percent)

    def first_cell(self, desk: Desk) -> None:
        """Begin where the clerk was when the file was closed, else in the first project."""
        if desk is not self._window.desk or desk.current_node() != ROOT:
            return
        first = next((p.id for p in desk.session.book.projects()), None)
        if first is not None and not memory.go_back(desk, self._window.settings):
            desk.jump(first)
        if first is not None:
            desk.view.setFocus()
        else:
            desk.hint.setFocus()

    def on_current(self, node_id: int, field: str) -> None:
        """Say where the clerk is."""

    # views

    def show_tree(self) -> None:
        """分级视图."""
        self._show_view(0)

    def show_table(self) -> None:
        """表格视图."""
        self._show_view(1)

    def show_overview(self) -> None:
        """项目一览."""
        self._show_view(2)

    def _show_view(self, place: int) -> None:
        self._desk.tabs.setCurrentIndex(place)
        self._desk.view.setFocus()

    # zoom

    def zoom_in(self) -> None:
        """放大."""
        self._zoom(next((z for z in ZOOMS if z > self._window.settings.get("zoom")), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """缩小."""
        self._zoom(next((z for z in reversed(ZOOMS) if z < self._window.settings.get("zoom")), ZOOMS[0]))

    def step_zoom(self, by: int) -> None:
        """One step larger (1) or smaller (-1), as the wheel asks."""
        (self.zoom_in if by > 0 else self.zoom_out)()

    def zoom_reset(self) -> None:
        """100%."""
        self._zoom(100)

    def _zoom(self, percent: int) -> None:
        self._window.settings.set("zoom", percent)
        self.on_desk(self._desk)

    # panes

    def show_projects(self) -> None:
        """Show or hide the project list."""
        self._desk.projects.setVisible(self._desk.projects.isHidden())

    def show_panel(self) -> None:
        """Show or hide the project panel."""
        self._desk.panel.setVisible(self._desk.panel.isHidden())
        self._desk.place()

    def show_findings(self) -> None:
        """Fold or unfold the findings."""
        self._desk.bottom.set_folded(not self._desk.bottom.folded)

    def next_pane(self) -> None:
        """F6."""
        self._desk.step_pane(1)

    def previous_pane(self) -> None:
        """Shift+F6."""
        self._desk.step_pane(-1)

    def show_checks(self) -> None:
        """Tick the menu entries of what is shown now."""
        made, desk, settings = self._window.actions_by_id, self._window.desk, self._window.settings
        if desk is not None:
            made["show_projects"].setChecked(not desk.projects.isHidden())
            made["show_panel"].setChecked(not desk.panel.isHidden())
            made["show_findings"].setChecked(not desk.bottom.folded)
        for key in appearance.SCHEMES:
            made[f"scheme_{key}"].setChecked(settings.get("scheme") == key)
        for key in appearance.SIZES:
            made[f"size_{key}"].setChecked(settings.get("text_size") == key)

    # findings

    def check(self) -> None:
        """检查: review everything and show the list."""
        findings = self._desk.bottom.findings
        findings.refresh()
        self._desk.bottom.show_page(findings)
        self._window.status.say(f"检查完成：{findings.tally().words}")

    def next_finding(self) -> None:
        """F8."""
        self._step(1)

    def previous_finding(self) -> None:
        """Shift+F8."""
        self._step(-1)

    def _step(self, step: int) -> None:
        finding = self._desk.bottom.findings.step(step)
        self._window.status.say(finding.message if finding else "没有发现问题")

    def next_unreviewed(self) -> None:
        """Shift+F7: the next project or row that was carried over and not looked at, round the whole book."""
        desk, book = self._desk, self._desk.session.book
        nodes = [node for project in book.projects() for node in (project.id, *book.children(project.id))]
        here = desk.current_node()
        start = nodes.index(here) + 1 if here in nodes else 0
        for node in nodes[start:] + nodes[:start]:
            record = book.node(node)
            if isinstance(record, Project | Indicator) and not record.reviewed:
                desk.enter(node)
                return
        self._window.status.say("没有未核对的内容")

    def doubts(self) -> None:
        """待核对项."""
        self._desk.bottom.show_page(self._desk.bottom.doubts)

    # finding one's way

    def go_to(self) -> None:
        """Ctrl+G."""
        from .dialogs.go_to import GoToDialog

        dialog = GoToDialog(self._desk.session.book, self._window)
        if dialog.exec() and (node := dialog.chosen()) is not None:
            self._desk.enter(node)

    def find(self) -> None:
        """Ctrl+F."""
        self._desk.bottom.show_page(self._desk.bottom.finder)
        self._desk.bottom.finder.begin(None)

    def replace(self) -> None:
        """Ctrl+H."""
        self._desk.bottom.show_page(self._desk.bottom.finder)
        self._desk.bottom.finder.begin(None, replacing=True)

    def search(self, text: str) -> None:
        """What was typed in the toolbar's search field."""
        self._desk.bottom.show_page(self._desk.bottom.finder)
        self._desk.bottom.finder.begin(text)

    def __getattr__(self, name: str) -> Callable[[], None]:
        """fold_N, scheme_X and size_X: actions that differ in one value."""
        kind, _, value = name.partition("_")
        if kind == "fold" and value.isdigit():
            return lambda: self._desk.view.fold(int(value))
        if kind == "scheme" and value in appearance.SCHEMES:
            return lambda: appearance.change(self._window, "scheme", value)
        if kind == "size" and value in appearance.SIZES:
            return lambda: appearance.change(self._window, "text_size", value)
        raise AttributeError(name)
