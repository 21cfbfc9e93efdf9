"""Plays short sounds on this computer, on a thread of its own, or does not and says so.

miniaudio brings its own C library and looks for PulseAudio, ALSA, WASAPI or Core Audio when it is
asked to play, so nothing has to be installed and nothing fails to start where there is none of
them. A device is opened for one sound and closed after it: headphones plugged in later are found,
and nothing runs between sounds.
"""

from __future__ import annotations

import sys
import threading
import wave
from array import array
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

_SOUND_CARDS = Path("/dev/snd")
_MOST_WAITING = 3
_PATIENCE_SECONDS = 3.0


class NoSound(Exception):
    """There is no device to play on, or it gave up."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Something to be heard: 16-bit samples of one channel, so many a second."""

    samples: array[int]
    rate: int

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate

    def at(self, volume: float) -> Sound:
        """The same, softer: `volume` from 0 (silence) to 1 (as it was made)."""
        part = min(max(volume, 0.0), 1.0)
        return Sound(array("h", (round(each * part) for each in self.samples)), self.rate)


def read_sound(path: Path) -> Sound:
    """Read a WAV file with 16-bit samples of one channel."""
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth()) != (1, 2):
            raise ValueError(f"{path.name}: not 16 bit, one channel")
        samples = array("h", file.readframes(file.getnframes()))
        if sys.byteorder == "big":
            samples.byteswap()
        return Sound(samples, file.getframerate())


Play = Callable[[Sound], None]
"""Plays a sound to its end; raises `NoSound`."""


class Player(Protocol):
    """What plays sounds for the window."""

    @property
    def works(self) -> bool | None:
        """Whether the last sound was heard; None before the first."""
        ...

    def play(self, path: Path, volume: float) -> None:
        """Play a file, `volume` from 0 to 1; returns at once."""
        ...

    def close(self) -> None:
        """Play no more."""
        ...


class QuietPlayer:
    """Plays nothing: for tests and for pictures."""

    works: bool | None = None

    def play(self, path: Path, volume: float) -> None:
        """Nothing is heard."""

    def close(self) -> None:
        """Nothing is open."""


class ThreadPlayer:
    """Plays one sound after another on a thread that lives as long as there are any.

    Of many that wait only the latest few are played: what is late is no longer meant.
    """

    def __init__(self, play: Play | None = None) -> None:
        self._play = play or play_on_device
        self._waiting: deque[tuple[Path, float]] = deque(maxlen=_MOST_WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False
        self.works: bool | None = None

    def play(self, path: Path, volume: float) -> None:
        """Play a file after those that wait; returns at once."""
        with self._lock:
            if self._closed:
                return
            self._waiting.append((path, volume))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="sounds", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Play no more; waits a moment for the sound that is on."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
            thread = self._thread
        if thread is not None:
            thread.join(_PATIENCE_SECONDS)

    def wait(self) -> None:
        """Wait until all was played; for tests."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(_PATIENCE_SECONDS)

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return
                path, volume = self._waiting.popleft()
            try:
                self._play(read_sound(path).at(volume))
            except (NoSound, OSError, ValueError, EOFError, wave.Error):
                # Every sound stands beside something to see: silence is no trouble.
                self.works = False
            else:
                self.works = True


def play_on_device(sound: Sound, backends: list[Any] | None = None) -> None:
    """Play a sound on the device that the system would use; raises `NoSound`."""
    try:
        # Loaded with the first sound: most runs are silent, and its C library may be missing.
        import miniaudio  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise NoSound from error
    done = threading.Event()
    try:
        device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=sound.rate,
            backends=_backends(miniaudio) if backends is None else backends,
            app_name="Facilitator",
        )
    except miniaudio.MiniaudioError as error:
        raise NoSound from error
    try:
        stream = _frames(sound, done)
        next(stream)
        device.start(stream)
        if not done.wait(sound.seconds + _PATIENCE_SECONDS):
            raise NoSound
    except miniaudio.MiniaudioError as error:
        raise NoSound from error
    finally:
        device.close()


def _frames(sound: Sound, done: threading.Event) -> Generator[array[int], int, None]:
    """Hands out as many samples as the device asks for, then silence."""
    at, silent = 0, 0
    wanted = yield array("h")
    while True:
        part = sound.samples[at : at + wanted]
        at += wanted
        missing = wanted - len(part)
        if missing:
            part = part + array("h", bytes(2 * missing))
            silent += missing
        # What was handed out last is still in the device's buffer: a tenth of a second of silence.
        if silent > sound.rate // 10:
            done.set()
        wanted = yield part


def _backends(miniaudio: Any) -> list[Any] | None:
    """Where to look for a device. ALSA grumbles on the terminal where there is no sound card."""
    if not sys.platform.startswith("linux"):
        return None
    known = miniaudio.Backend
    return [known.PULSEAUDIO, known.ALSA] if _SOUND_CARDS.is_dir() else [known.PULSEAUDIO]
