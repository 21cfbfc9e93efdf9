"""What the keys of a presenter's clicker mean, wherever the focus is.

Clickers are keyboards with four keys: Page Up and Page Down (some send the arrows to the sides), B
or a full stop for a black screen, F5 and Esc to begin and end a presentation.
Space, + and − are those of the console.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt


class RoomDeed(StrEnum):
    """What a key on the room display asks for.

    The first five are acts of the console and are called as it calls them.
    """

    NEXT = "next"
    BACK = "back"
    PAUSE = "pause"
    EXTEND = "extend"
    SHORTEN = "shorten"
    BLANK = "blank"
    OPEN = "open"
    LEAVE = "leave"
    FULL = "full"
    MUTE = "mute"


KEYS: dict[Qt.Key, RoomDeed] = {
    Qt.Key.Key_PageDown: RoomDeed.NEXT,
    Qt.Key.Key_Right: RoomDeed.NEXT,
    Qt.Key.Key_PageUp: RoomDeed.BACK,
    Qt.Key.Key_Left: RoomDeed.BACK,
    Qt.Key.Key_Space: RoomDeed.PAUSE,
    Qt.Key.Key_Plus: RoomDeed.EXTEND,
    Qt.Key.Key_Equal: RoomDeed.EXTEND,
    Qt.Key.Key_Minus: RoomDeed.SHORTEN,
    Qt.Key.Key_B: RoomDeed.BLANK,
    Qt.Key.Key_Period: RoomDeed.BLANK,
    Qt.Key.Key_F5: RoomDeed.OPEN,
    Qt.Key.Key_Escape: RoomDeed.LEAVE,
    Qt.Key.Key_D: RoomDeed.LEAVE,
    Qt.Key.Key_F11: RoomDeed.FULL,
    Qt.Key.Key_M: RoomDeed.MUTE,
}

RUN_ACTS = frozenset(
    {RoomDeed.NEXT, RoomDeed.BACK, RoomDeed.PAUSE, RoomDeed.EXTEND, RoomDeed.SHORTEN}
)
"""Those that are done to the run."""

_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def deed_of(key: int, modifiers: Qt.KeyboardModifier) -> RoomDeed | None:
    """What a key asks for; None for keys that mean nothing here."""
    if modifiers & _MODIFIERS:
        return None
    try:
        return KEYS.get(Qt.Key(key))
    except ValueError:
        return None
