"""Where a clerk was when a file was closed, and which panes stood open: found again at the next start.

It is kept among the settings, by the path of the file; nothing of it is written into the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex

from .settings import RECENT_LIMIT

if TYPE_CHECKING:
    from .desk import Desk
    from .settings import Settings


def keep_place(desk: Desk, settings: Settings) -> None:
    """Remember the view, the cell, the open projects and the closed groups of a saved file."""
    path, book = desk.session.path, desk.session.book
    if path is None:
        return
    node, field = desk.place_of_work
    model, tree = desk.tree.book_model, desk.tree
    shown = [p.id for p in book.projects() if tree.isExpanded(model.index_of(p.id, "name"))]
    closed = [group for group, index in _groups(desk, shown) if not tree.isExpanded(index)]
    place = {"view": desk.tabs.currentIndex(), "node": node, "field": field, "open": shown, "closed": closed}
    others = {key: value for key, value in settings.get("places").items() if key != str(path)}
    newest = dict([(str(path), place), *others.items()][:RECENT_LIMIT])
    settings.set("places", newest)


def _groups(desk: Desk, projects: Iterable[int]) -> Iterator[tuple[list[Any], QModelIndex]]:
    """Yield ([project, 一级, 二级 or None], index) of the group rows of some projects of 分级视图."""
    model = desk.tree.book_model
    for project in projects:
        above = model.index_of(project, "name")
        for first in (model.index(row, 0, above) for row in range(model.rowCount(above))):
            level1 = model.shadow.group(model.row_id(first)).level1
            yield [project, level1, None], first
            for second in (model.index(row, 0, first) for row in range(model.rowCount(first))):
                yield [project, level1, model.shadow.group(model.row_id(second)).level2], second


def go_back(desk: Desk, settings: Settings) -> bool:
    """Open what was open in this file and go to where the clerk was; tell whether that was known."""
    path, book = desk.session.path, desk.session.book
    place: dict[str, Any] | None = settings.get("places").get(str(path)) if path is not None else None
    if place is None:
        return False
    model, shown = desk.tree.book_model, set(place["open"])
    for project in book.projects():
        index = model.index_of(project.id, "name")
        if desk.tree.isExpanded(index) != (project.id in shown):
            desk.tree.setExpanded(index, project.id in shown)
    closed = place.get("closed", [])
    for group, index in list(_groups(desk, [node for node in place["open"] if node in book])):
        if group in closed:
            desk.tree.collapse(index)
    desk.tabs.setCurrentIndex(min(place["view"], desk.tabs.count() - 1))
    if place["node"] not in book or not place["node"]:
        return False
    desk.jump(place["node"], place["field"])
    return True


def keep_panes(desk: Desk, settings: Settings, size: str) -> None:
    """Remember which panes stand open in a window of a size (see `Desk.arrange`)."""
    open_ = [not desk.projects.isHidden(), not desk.panel.isHidden(), not desk.bottom.folded]
    settings.put("panes", size, open_)


def panes(settings: Settings, size: str, usual: tuple[bool, bool, bool]) -> tuple[bool, bool, bool]:
    """Return whether project list, panel and findings stand open in a window of a size."""
    projects, panel, findings = settings.get("panes").get(size, usual)
    return projects, panel, findings
