"""Tells screens apart, also after one was unplugged and another one plugged in.

A projector says who made it and often a serial number; cheap adapters say nothing, and then the
plug it hangs on and its place beside the others are all there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QScreen

_SEPARATOR = "|"
_FIELDS = 5


@dataclass(frozen=True, slots=True)
class ScreenIdentity:
    """What is known of a screen. `place`: its position and size, ``1366,0 1024×768``."""

    maker: str = ""
    model: str = ""
    serial: str = ""
    plug: str = ""
    place: str = ""

    @classmethod
    def of(cls, screen: QScreen) -> ScreenIdentity:
        """What a screen says of itself."""
        box = screen.geometry()
        parts = (
            screen.manufacturer(),
            screen.model(),
            screen.serialNumber(),
            screen.name(),
            f"{box.x()},{box.y()} {box.width()}×{box.height()}",
        )
        return cls(*(part.replace(_SEPARATOR, "/").strip() for part in parts))

    @classmethod
    def from_text(cls, text: str) -> ScreenIdentity:
        """What `text` kept; anything else is a screen nobody knows."""
        parts = text.split(_SEPARATOR)
        return cls(*parts[:_FIELDS])

    @property
    def text(self) -> str:
        """To be kept among the settings."""
        parts = (self.maker, self.model, self.serial, self.plug, self.place)
        return _SEPARATOR.join(parts)

    @property
    def _make(self) -> tuple[str, str, str]:
        return self.maker, self.model, self.serial

    def likeness(self, other: ScreenIdentity) -> int:
        """How surely both are the same screen: 0 (nothing says so) to 7."""
        same_make = any(self._make) and self._make == other._make
        same_plug = bool(self.plug) and self.plug == other.plug
        same_place = bool(self.place) and self.place == other.place
        # One that says who made it and is not the same is another one, whatever its plug.
        if not same_make and (any(self._make) or any(other._make)):
            return 0
        return 4 * same_make + 2 * same_plug + same_place


def chosen_screen(others: Sequence[ScreenIdentity], remembered: ScreenIdentity) -> int | None:
    """Which of the screens beside the console's is the room's: the most like the remembered one,
    else the first; None when there is none.
    """
    if not others:
        return None
    alike = [each.likeness(remembered) for each in others]
    return alike.index(max(alike))
