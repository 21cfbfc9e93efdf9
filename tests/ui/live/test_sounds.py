"""What is heard during a run: tones that differ, quietly, and only if somebody wants them."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from facilitator.live.cues import Cue, CueKind
from facilitator.live.machine import replay, state_after
from facilitator.live.model import (
    EventKind,
    RunEvent,
    TimerAct,
    TimerKind,
    TimerOrder,
    TimerSpec,
)
from installer.tones import SOUNDS as MADE
from installer.tones import samples
from tests.facilitator.live.runs import a_plan, at
from tests.ui.live.conftest import Stage
from ui.live.sounds import BREAK_OVER, SOUNDS, RunSounds, sound_file, sound_of
from ui.machine.audio import read_sound
from ui.settings_store import RUN_SOUND, SettingsStore


class Heard:
    """A player that writes down what it was to play."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.volumes: list[float] = []
        self.works: bool | None = True

    def play(self, path: Path, volume: float) -> None:
        self.names.append(path.stem)
        self.volumes.append(volume)

    def close(self) -> None:
        pass


def loud(settings: SettingsStore) -> tuple[RunSounds, Heard]:
    settings.set(RUN_SOUND, True)
    player = Heard()
    return RunSounds(settings, player), player


# The files ------------------------------------------------------------------------------------


def test_every_cue_has_a_sound_of_its_own_and_it_is_there() -> None:
    assert set(SOUNDS) == set(CueKind)
    assert len(set(SOUNDS.values())) == len(CueKind)
    for name in (*SOUNDS.values(), BREAK_OVER):
        assert sound_file(name).is_file()


@pytest.mark.parametrize("name", MADE)
def test_the_files_are_what_the_script_makes(name: str) -> None:
    made, kept = samples(MADE[name]), read_sound(sound_file(name))
    assert len(made) == len(kept.samples)
    # Mathematics of another system may round one step otherwise.
    assert max(abs(one - other) for one, other in zip(made, kept.samples, strict=True)) <= 1


@pytest.mark.parametrize("name", MADE)
def test_they_are_short_and_soft_and_begin_and_end_in_silence(name: str) -> None:
    sound = read_sound(sound_file(name))
    assert 0.5 < sound.seconds < 2.6
    assert 8_000 < max(abs(each) for each in sound.samples) < 15_000
    assert abs(sound.samples[0]) < 50
    assert abs(sound.samples[-1]) < 50


def test_phases_can_be_told_by_counting_tones() -> None:
    counts = [len(MADE[SOUNDS[kind]]) for kind in (CueKind.WARNING, CueKind.LAST_MINUTE)]
    assert [*counts, len(MADE[SOUNDS[CueKind.OVERTIME]])] == [1, 2, 3]


# What is heard --------------------------------------------------------------------------------


def looked(sounds: RunSounds, seconds: range, *more: RunEvent, kind: str = "") -> None:
    """A look each second of a run that began at 0."""
    plan = a_plan(10, 10)
    if kind:
        first = replace(plan.activities[0], kind=kind)
        plan = replace(plan, activities=(first, *plan.activities[1:]))
    for second in seconds:
        events = [RunEvent(EventKind.START, at(0)), *more]
        events = [event for event in events if event.instant.wall_utc <= at(second).wall_utc]
        view = replay(plan, events, at(second))
        sounds.look(plan, state_after(plan, events), view, at(second))


def test_nothing_is_heard_until_somebody_wants_it(settings: SettingsStore) -> None:
    player = Heard()
    sounds = RunSounds(settings, player)
    looked(sounds, range(0, 620, 5))
    assert not sounds.on
    assert player.names == []


def test_each_phase_is_heard_once(settings: SettingsStore) -> None:
    sounds, player = loud(settings)
    looked(sounds, range(700))
    assert player.names == ["warning", "last-minute", "overtime"]


def test_after_a_break_another_sound_calls_people_back(settings: SettingsStore) -> None:
    sounds, player = loud(settings)
    looked(sounds, range(590, 610), kind="break")
    assert player.names == [BREAK_OVER]


def test_a_silent_timer_is_silent_and_others_are_heard(settings: SettingsStore) -> None:
    sounds, player = loud(settings)
    orders = [
        RunEvent(
            EventKind.TIMER,
            at(5),
            timer=TimerOrder(TimerAct.ADD, kind.value, TimerSpec(kind, lengths)),
        )
        for kind, lengths in (
            (TimerKind.SILENT, (20,)),
            (TimerKind.TURN, (30, 30)),
            (TimerKind.BREAK, (90,)),
        )
    ]
    looked(sounds, range(6, 120), *orders)
    assert player.names == ["turn", "timer-over", BREAK_OVER]


def test_of_two_cues_in_one_second_the_weightier_is_heard(settings: SettingsStore) -> None:
    sounds, _ = loud(settings)
    plan = a_plan(10)
    view = replay(plan, [RunEvent(EventKind.START, at(0))], at(1))
    cues = (Cue(CueKind.TURN, "a", 0, "t"), Cue(CueKind.LAST_MINUTE, "a", 60))
    assert sounds._of_several(cues, plan, view) == "last-minute"
    assert sound_of(replace(cues[0], silent=True), plan, view) == ""


def test_the_mute_key_is_remembered_and_lets_one_hear_how_loud_it_is(
    settings: SettingsStore,
) -> None:
    player = Heard()
    sounds = RunSounds(settings, player)
    sounds.toggle()
    sounds.set_volume(50)
    assert player.names == ["moment", "moment"]
    assert player.volumes[1] == 0.25
    sounds.toggle()
    sounds.set_volume(300)
    assert len(player.names) == 2
    assert (SettingsStore().get(RUN_SOUND), sounds.volume) == (False, 100)


def test_on_the_console_the_run_is_heard(stage: Stage) -> None:
    keeper = stage.screen._keeper
    player = Heard()
    keeper.sounds._player = player
    keeper.sounds.toggle()
    cues: list[Cue] = []
    keeper.cued.connect(cues.append)
    stage.press(Qt.Key.Key_Space)
    for _ in range(10):
        stage.minutes(1)
    assert player.names == ["moment", "warning", "last-minute", "overtime"]
    assert [cue.kind for cue in cues] == [CueKind.WARNING, CueKind.LAST_MINUTE, CueKind.OVERTIME]
