"""What changes the open book from menus and dialogs: adding, rows, undo, fixes. Cells are edited in the grid itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from ..domain import commands
from ..domain.book import Indicator
from ..domain.changes import Change, FieldChanged, Inserted, Moved
from ..domain.errors import UserError
from ..domain.findings import Finding, Fix
from ..domain.history import Command, Step

if TYPE_CHECKING:
    from .desk import Desk
    from .panels.finding_model import Button
    from .window import MainWindow


class Editing:
    """The editing desk of one window. Names without a method of their own are the grid view's (cut, copy, paste …)."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def _desk(self) -> Desk:
        desk = self._window.desk
        assert desk is not None
        return desk

    # undo

    def undo(self) -> None:
        """撤销 one step and show what changed."""
        self._show_step(self._desk.session.undo(), "已撤销")

    def redo(self) -> None:
        """重做 one step and show what changed."""
        self._show_step(self._desk.session.redo(), "已重做")

    def undo_list(self) -> None:
        """撤销到: many steps at once."""
        from .dialogs.go_to import UndoListDialog

        dialog = UndoListDialog(self._desk.session.history.undo_titles, self._window)
        if dialog.exec():
            for _ in range(dialog.steps()):
                self.undo()

    def _show_step(self, step: Step | None, done: str) -> None:
        if step is None:
            return
        self._window.status.say(f"{done}：{step.title}")
        for change in step.changes:
            if (place := _place(change)) is not None and place[0] in self._desk.session.book:
                self._desk.jump(*place)
                return

    # adding

    def add_unit(self) -> None:
        """添加单位."""
        from .dialogs.add_unit import AddUnitDialog

        dialog = AddUnitDialog(self._desk.session.book, self._window)
        if dialog.exec():
            self._run(dialog.command())

    def add_project(self) -> None:
        """添加项目 to the current unit."""
        from .dialogs.add_project import AddProjectDialog

        unit = self._desk.current_unit()
        if unit is None:
            raise UserError("还没有单位：请先用“项目 › 添加单位”添加一个单位，再添加项目。")
        session = self._desk.session
        dialog = AddProjectDialog(session.book, session.profile, unit, self._window)
        if dialog.exec():
            self._run(dialog.command())

    def add_indicator(self) -> None:
        """添加指标 to the current project, beginning with the current row's levels."""
        book, project = self._desk.session.book, self._desk.current_project()
        if project is None:
            project = next((p.id for p in book.projects()), None)
        if project is None:
            raise UserError("还没有项目：请先用“项目 › 添加项目”添加一个项目，再添加指标。")
        node = book.node(self._desk.current_node())
        self._add_indicator(project, node.levels if isinstance(node, Indicator) else (None, None))

    def add_missing(self, level1: str, level2: str) -> None:
        """添加指标 of a 二级 that the current project lacks."""
        self._add_indicator(self._need_project(), (level1, level2))

    def _add_indicator(self, project: int, levels: commands.Levels) -> None:
        from .dialogs.add_indicator import AddIndicatorDialog

        book = self._desk.session.book
        dialog = AddIndicatorDialog(book, self._desk.session.profile, project, levels, self._window)
        dialog.added.connect(lambda: self._run(dialog.command()))
        if dialog.exec():
            self._run(dialog.command())

    def _run(self, command: Command) -> None:
        """Carry out a command and go to what it put in."""
        step = self._desk.session.run(command)
        if step is None:
            return
        for change in step.changes:
            if isinstance(change, Inserted):
                self._desk.jump(change.node, "name")
                return

    # rows and projects

    def review_project(self) -> None:
        """本项目全部标为已核对."""
        project = self._need_project()
        ids = [project, *self._desk.session.book.children(project)]
        if self._desk.session.run(commands.mark_reviewed(ids, "本项目全部标为已核对")) is None:
            self._window.status.say("本项目没有未核对的内容")

    def edit_goal(self) -> None:
        """编辑绩效目标 of the current project in a large window."""
        from .dialogs.goal import GoalDialog

        session = self._desk.session
        project = session.book.project(self._need_project())
        dialog = GoalDialog(project, project.objective or "", session.profile, self._window)
        if dialog.exec() and dialog.text().strip() != (project.objective or ""):
            session.run(commands.set_cell(project.id, "objective", dialog.text()))

    def share_weights(self) -> None:
        """分配分值: equal parts or in proportion, seen before it is done."""
        from .dialogs.weights import WeightsDialog

        session = self._desk.session
        project = self._need_project()
        dialog = WeightsDialog(session.book, session.profile, project, self._window)
        if dialog.exec() and (command := dialog.command()):
            session.run(command)

    def _need_project(self) -> int:
        project = self._desk.current_project()
        if project is None:
            raise UserError("请先在表中选一个项目，再做这一步。")
        return project

    def choose_profile(self) -> None:
        """填报规则: another shipped one, or a file that the finance office mailed."""
        from .dialogs.profile import ProfileDialog

        dialog = ProfileDialog(self._desk.session, self._window)
        if dialog.exec() and (command := dialog.command()):
            self._desk.session.run(command)
            self._window.status.refresh()

    # findings

    def act_on_finding(self, finding: Finding, button: Button) -> None:
        """Do what a finding's button says."""
        from .dialogs.finding_notes import ExplainDialog, WaiveDialog

        self._desk.commit()
        session = self._desk.session
        match button.act:
            case "fix" if button.fix is not None:
                self._mend(finding, button.fix)
            case "rewrite":
                self._rewrite(finding)
            case "waive":
                dialog = WaiveDialog(session.book, finding, self._window)
                if dialog.exec():
                    session.run(dialog.command())
            case "unwaive":
                session.run(commands.unwaive(finding.rule, finding.node, finding.field or ""))
            case _:
                ExplainDialog(session.book, finding, self._window).exec()

    def _mend(self, finding: Finding, fix: Fix) -> None:
        """Show what a fix does; once agreed to do it in one step, and open the cell that it leaves to fill in."""
        from .dialogs.fix_preview import FixDialog

        dialog = FixDialog(self._desk.session, finding, fix, self._window)
        if not dialog.exec():
            if dialog.all_of_kind:
                self._mend_kind(finding)
            return
        self._window.attempt(lambda: self._desk.session.run(fix.command))
        self._window.status.say(f"{fix.label}，可撤销")
        empty = dialog.outcome.to_fill
        if empty is None:
            self._desk.jump(finding.node, finding.field or "name")
        else:
            self._fill_in(empty.node, empty.field)

    def _fill_in(self, node: int, field: str) -> None:
        """Open the editor of a cell that was just emptied."""
        self._desk.jump(node, field)
        # The click that led here, and the window's coming back to the front, would close an editor opened at once.
        QTimer.singleShot(0, self._window, lambda: self._desk.edit(node, field))

    def _rewrite(self, finding: Finding) -> None:
        """Offer measurable words for a vague indicator; the value is left to fill in."""
        from .dialogs.rewrite import RewriteDialog

        dialog = RewriteDialog(self._desk.session.book, finding, self._window)
        if dialog.exec() and (command := dialog.command()):
            self._desk.session.run(command)
            self._fill_in(finding.node, "value")

    def mend_all(self) -> None:
        """改正同类问题, beginning with the kind of the current finding."""
        self._mend_kind(self._desk.bottom.findings.current())

    def _mend_kind(self, current: Finding | None) -> None:
        from .dialogs.mend_all import MendAllDialog

        session = self._desk.session
        if not any(finding.fixes for finding in session.findings):
            raise UserError("没有程序能直接改正的问题，请按检查结果逐条修改。")
        dialog = MendAllDialog(session, current, self._window)
        if dialog.exec():
            session.run(dialog.command())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._desk.view, name)


def _place(change: Change) -> tuple[int, str] | None:
    match change:
        case FieldChanged(node=node, field=field):
            return node, field
        case Inserted() | Moved():
            return change.node, "name"
        case _:
            return None
