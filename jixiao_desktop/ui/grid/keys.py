"""Which key does what in a closed cell: one table from keys to the names of the view's methods.

The window's actions carry the same shortcuts; this table serves a view that stands alone and the keys that are
movement rather than actions.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_K = Qt.Key
_PLAIN, _CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)

# (key, modifiers): what to do; a movement is "move DIRECTION", a method stands by its name.
_TABLE: dict[tuple[Qt.Key, Qt.KeyboardModifier], str] = {
    (_K.Key_Return, _PLAIN): "enter",
    (_K.Key_Return, _SHIFT): "enter_up",
    (_K.Key_Return, _CTRL): "fill_selection",
    (_K.Key_Return, _ALT): "refuse_break",
    (_K.Key_Tab, _PLAIN): "tab",
    (_K.Key_Backtab, _PLAIN): "tab_back",
    (_K.Key_Backtab, _SHIFT): "tab_back",
    (_K.Key_Tab, _SHIFT): "tab_back",
    (_K.Key_F2, _PLAIN): "edit_current",
    (_K.Key_Backspace, _PLAIN): "edit_emptied",
    (_K.Key_Delete, _PLAIN): "clear",
    (_K.Key_Escape, _PLAIN): "escape",
    (_K.Key_Down, _ALT): "open_list",
    (_K.Key_Menu, _PLAIN): "open_menu",
    (_K.Key_F10, _SHIFT): "open_menu",
    (_K.Key_Space, _PLAIN): "toggle_fold",
    (_K.Key_C, _CTRL): "copy",
    (_K.Key_Insert, _CTRL): "copy",
    (_K.Key_X, _CTRL): "cut",
    (_K.Key_V, _CTRL): "paste",
    (_K.Key_Insert, _SHIFT): "paste",
    (_K.Key_D, _CTRL): "fill_down",
    (_K.Key_Apostrophe, _CTRL): "copy_above",
    (_K.Key_L, _CTRL): "take_last_value",
    (_K.Key_Z, _CTRL): "undo",
    (_K.Key_Y, _CTRL): "redo",
    (_K.Key_Z, _CTRL | _SHIFT): "redo",
    (_K.Key_Plus, _CTRL | _SHIFT): "insert_row",
    (_K.Key_Plus, _CTRL): "insert_row",
    (_K.Key_Equal, _CTRL | _SHIFT): "insert_row",
    (_K.Key_Minus, _CTRL): "delete_rows",
    (_K.Key_Up, _ALT | _SHIFT): "move_up",
    (_K.Key_Down, _ALT | _SHIFT): "move_down",
    (_K.Key_F7, _PLAIN): "next_required",
    (_K.Key_F8, _PLAIN): "next_finding",
    (_K.Key_F8, _SHIFT): "previous_finding",
    (_K.Key_A, _CTRL): "selectAll",
}

MOVES: dict[Qt.Key, str] = {
    _K.Key_Up: "up",
    _K.Key_Down: "down",
    _K.Key_Left: "left",
    _K.Key_Right: "right",
    _K.Key_Home: "home",
    _K.Key_End: "end",
    _K.Key_PageUp: "page_up",
    _K.Key_PageDown: "page_down",
}


def action_for(event: QKeyEvent) -> str | None:
    """Return the name of the view's method that a key means, None when it means none."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = _K.Key_Return if event.key() == _K.Key_Enter else _known(event.key())
    return _TABLE.get((key, held)) if key is not None else None


def move_for(event: QKeyEvent) -> tuple[str, bool, bool] | None:
    """Return (direction, extends the selection, to the end of the data) that a key means; None: nothing."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = _known(event.key())
    if key not in MOVES or held & _ALT:
        return None
    return MOVES[key], bool(held & _SHIFT), bool(held & _CTRL)


def _known(key: int) -> Qt.Key | None:
    try:
        return _K(key)
    except ValueError:  # a key that Qt's enumeration does not name
        return None
