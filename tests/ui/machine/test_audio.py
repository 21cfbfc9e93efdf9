"""Sounds on a thread of their own, on a device or without one."""

import threading
import time
from array import array
from pathlib import Path

import pytest

from facilitator.resources import resource
from ui.machine.audio import NoSound, Sound, ThreadPlayer, play_on_device, read_sound

MOMENT = resource("sounds", "moment.wav")


class Device:
    """Plays into a list; waits until it may."""

    def __init__(self) -> None:
        self.played: list[Sound] = []
        self.threads: set[str] = set()
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def __call__(self, sound: Sound) -> None:
        self.threads.add(threading.current_thread().name)
        self.may_go_on.wait(5)
        self.played.append(sound)


def no_device(_sound: Sound) -> None:
    raise NoSound


def test_a_sound_is_played_elsewhere_and_the_thread_ends_with_it() -> None:
    device = Device()
    player = ThreadPlayer(device)
    player.play(MOMENT, 0.5)
    player.wait()
    assert (len(device.played), device.threads, player.works) == (1, {"sounds"}, True)
    loud = read_sound(MOMENT).samples
    assert max(device.played[0].samples) == pytest.approx(max(loud) / 2, abs=1)
    assert not [each for each in threading.enumerate() if each.name == "sounds"]


def test_asking_for_a_sound_never_waits_and_what_is_late_is_left_out() -> None:
    device = Device()
    device.may_go_on.clear()
    player = ThreadPlayer(device)
    began = time.monotonic()
    for _ in range(20):
        player.play(MOMENT, 1.0)
    assert time.monotonic() - began < 2
    device.may_go_on.set()
    player.wait()
    assert len(device.played) <= 4


def test_with_no_device_it_is_silent_and_says_so_when_asked() -> None:
    player = ThreadPlayer(no_device)
    assert player.works is None
    player.play(MOMENT, 1.0)
    player.wait()
    assert player.works is False
    player.play(MOMENT, 1.0)
    player.close()


def test_a_file_that_is_no_sound_is_silence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF and nothing else")
    for path in (broken, tmp_path / "missing.wav"):
        player = ThreadPlayer(Device())
        player.play(path, 1.0)
        player.wait()
        assert player.works is False


def test_after_closing_nothing_is_played() -> None:
    device = Device()
    player = ThreadPlayer(device)
    player.close()
    player.play(MOMENT, 1.0)
    assert device.played == []


def test_the_library_plays_a_sound_to_its_end_on_a_device_that_is_none() -> None:
    """miniaudio's null device takes samples at the pace of a real one and lets nothing be heard."""
    miniaudio = pytest.importorskip("miniaudio")
    sound = Sound(array("h", [1000] * 4000), 16_000)
    began = time.monotonic()
    play_on_device(sound, backends=[miniaudio.Backend.NULL])
    assert 0.2 <= time.monotonic() - began < 5


def test_the_library_finds_no_device_where_there_is_none() -> None:
    miniaudio = pytest.importorskip("miniaudio")
    with pytest.raises(NoSound):
        play_on_device(read_sound(MOMENT), backends=[miniaudio.Backend.CUSTOM])
