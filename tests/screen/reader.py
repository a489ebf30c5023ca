"""Prints as JSON what AT-SPI tells of the program. Run by the system's Python, which has gi; not a test."""

import json
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 - after the version was chosen

DEEPEST, MOST_CHILDREN, PATIENCE = 40, 1000, 20.0


def application():
    """Return the program's own node, as soon as it has a window."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        desktop = Atspi.get_desktop(0)
        for place in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(place)
            if found and "jixiao" in (found.get_name() or "") and found.get_child_count():
                return found
    raise SystemExit("the program is not on the accessibility bus")


def place_of(node):
    """Return left, top, width and height on the screen in pixels; None for what has no place."""
    if node.get_component_iface() is None:
        return None
    box = node.get_extents(Atspi.CoordType.SCREEN)
    return [box.x, box.y, box.width, box.height]


def walk(node, above, found):
    """Collect a node and what is below it, in sight or a popup's."""
    if not node.get_state_set().contains(Atspi.StateType.SHOWING) and above:
        return
    here = [node.get_role_name(), node.get_name() or ""]
    found.append({"role": here[0], "name": here[1], "description": node.get_description() or "", "above": above,
                  "place": place_of(node)})  # fmt: skip
    if len(above) < DEEPEST:
        for number in range(min(node.get_child_count(), MOST_CHILDREN)):
            child = node.get_child_at_index(number)
            if child is not None:
                walk(child, [*above, here], found)


everything: list = []
walk(application(), [], everything)
print(json.dumps(everything, ensure_ascii=False))
