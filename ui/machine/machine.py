"""What the window does to the computer it runs on: sounds, and keeping it awake."""

from __future__ import annotations

from dataclasses import dataclass

from ui.machine.audio import Player, QuietPlayer, ThreadPlayer
from ui.machine.awake import Awake


@dataclass(frozen=True, slots=True)
class Machine:
    """The computer, as the window uses it."""

    player: Player
    awake: Awake

    def close(self) -> None:
        """Leave it as it was found."""
        self.awake.close()
        self.player.close()


def this_computer() -> Machine:
    """The computer itself."""
    return Machine(ThreadPlayer(), Awake())


def quiet_computer() -> Machine:
    """One that makes no sound and always stays awake: for tests and for pictures."""
    return Machine(QuietPlayer(), Awake(None))
