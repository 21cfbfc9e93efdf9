"""What is heard during a run: which tone for which cue, how loud, and whether at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from facilitator.live.cues import Cue, CueKind, CueWatch
from facilitator.live.machine import RunState
from facilitator.live.model import Instant, RunPlan, RunView, TimerKind
from facilitator.planning.model import ActivityKind
from facilitator.resources import resource
from ui.machine.audio import Player
from ui.settings_store import RUN_SOUND, RUN_VOLUME, SettingsStore

BREAK_OVER = "break-over"
SOUNDS: dict[CueKind, str] = {
    CueKind.WARNING: "warning",
    CueKind.LAST_MINUTE: "last-minute",
    CueKind.OVERTIME: "overtime",
    CueKind.MOMENT: "moment",
    CueKind.ADVANCE: "advance",
    CueKind.TURN: "turn",
    CueKind.TIMER_OVER: "timer-over",
}
"""The file of each cue: one tone for the warning, two for the last minute, three past the plan."""

_URGENT = (
    CueKind.OVERTIME,
    CueKind.LAST_MINUTE,
    CueKind.WARNING,
    CueKind.TIMER_OVER,
    CueKind.TURN,
    CueKind.MOMENT,
    CueKind.ADVANCE,
)
"""What is heard of several that come in one second, the first of these."""


def sound_file(name: str) -> Path:
    """Where a sound is."""
    return resource("sounds", f"{name}.wav")


def sound_of(cue: Cue, plan: RunPlan, view: RunView) -> str:
    """The sound of a cue; empty for one that is to be silent."""
    if cue.silent:
        return ""
    kinds = {timer.id: timer.kind for timer in view.timers}
    if kinds.get(cue.timer_id) is TimerKind.SILENT:
        return ""
    if cue.kind is CueKind.TIMER_OVER and kinds.get(cue.timer_id) is TimerKind.BREAK:
        return BREAK_OVER
    if cue.kind is CueKind.OVERTIME and not cue.timer_id:
        activity = next((each for each in plan.activities if each.id == cue.activity_id), None)
        if activity is not None and activity.kind == ActivityKind.BREAK:
            return BREAK_OVER
    return SOUNDS[cue.kind]


class RunSounds(QObject):
    """Plays the cues of one run, unless it is muted. What is heard can always be seen as well.

    Signals:
        changed: it was muted, or is heard again, or at another volume.
        heard(str): a sound was played; its name.

    """

    changed = Signal()
    heard = Signal(str)

    def __init__(
        self, settings: SettingsStore, player: Player, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("run_sounds")
        self._settings = settings
        self._player = player
        self._watch = CueWatch()

    @property
    def on(self) -> bool:
        """Whether cues are heard. They are not until somebody wants them: a room may be quiet."""
        return self._settings.get(RUN_SOUND)

    @property
    def volume(self) -> int:
        """0 to 100."""
        return self._settings.get(RUN_VOLUME)

    @property
    def works(self) -> bool | None:
        """Whether the last sound was heard; None before the first. False: no audio device."""
        return self._player.works

    def toggle(self) -> None:
        """Mute, or be heard again; then one soft tone tells how loud."""
        self._settings.set(RUN_SOUND, not self.on)
        if self.on:
            self.play(SOUNDS[CueKind.MOMENT])
        self.changed.emit()

    def set_volume(self, volume: int) -> None:
        """Be heard at another volume (0 to 100), and let it be heard at once."""
        self._settings.set(RUN_VOLUME, min(max(volume, 0), 100))
        if self.on:
            self.play(SOUNDS[CueKind.MOMENT])
        self.changed.emit()

    def look(self, plan: RunPlan, state: RunState, view: RunView, now: Instant) -> tuple[Cue, ...]:
        """Play what is to be heard since the last look; the cues, so that they can be shown."""
        cues = self._watch.look(plan, state, now)
        if self.on:
            name = self._of_several(cues, plan, view)
            if name:
                self.play(name)
        return cues

    def play(self, name: str) -> None:
        """Play a sound now."""
        self._player.play(sound_file(name), _loudness(self.volume))
        self.heard.emit(name)

    @staticmethod
    def _of_several(cues: Iterable[Cue], plan: RunPlan, view: RunView) -> str:
        """One sound at a time: tones on top of each other are noise."""
        for cue in sorted(cues, key=lambda each: _URGENT.index(each.kind)):
            name = sound_of(cue, plan, view)
            if name:
                return name
        return ""


def _loudness(volume: int) -> float:
    """How strong the samples are at a volume: ears hear halves of strength as small steps."""
    return (volume / 100) ** 2
