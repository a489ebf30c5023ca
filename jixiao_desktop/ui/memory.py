"""Where a clerk was when a file was closed, and which panes stood open: found again at the next start.

It is kept among the settings, by the path of the file; nothing of it is written into the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .settings import RECENT_LIMIT

if TYPE_CHECKING:
    from .desk import Desk
    from .settings import Settings


def keep_place(desk: Desk, settings: Settings) -> None:
    """Remember the view, the cell and the open projects of a saved file."""
    path, book = desk.session.path, desk.session.book
    if path is None:
        return
    node, field = desk.place_of_work
    model, tree = desk.tree.book_model, desk.tree
    shown = [p.id for p in book.projects() if tree.isExpanded(model.index_of(p.id, "name"))]
    place = {"view": desk.tabs.currentIndex(), "node": node, "field": field, "open": shown}
    others = {key: value for key, value in settings.get("places").items() if key != str(path)}
    newest = dict([(str(path), place), *others.items()][:RECENT_LIMIT])
    settings.set("places", newest)


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
