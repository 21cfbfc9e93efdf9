"""Makes the sounds in resources/sounds: soft tones, no recording, nothing borrowed.

    python3 installer/tones.py            write them anew

Each tone is a sine with a little of its octave, swelling in a few hundredths of a second and dying
away slowly, as of a small bell struck with felt. All of them are from one chord (C, E, G), so that
none sounds like an alarm, and they differ in how many there are: that can be told apart by those
who do not hear pitch well. Needs nothing but Python.
"""

from __future__ import annotations

import math
import sys
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"
RATE = 16_000
"""Samples a second; the highest partial is below 2 kHz."""

_PEAK = 0.42
_SWELL = 0.03
_LAST_FADE = 0.05
_PARTIALS = ((1.0, 1.0), (2.0, 0.22), (3.0, 0.05))
"""How high above the tone, and how strong."""

C4, E4, G4, C5, E5, G5 = 261.63, 329.63, 392.0, 523.25, 659.26, 783.99


@dataclass(frozen=True)
class Tone:
    """One tone: when it begins, how high it is, how long it takes to fade to a third (seconds)."""

    at: float
    pitch: float
    fade: float = 0.32
    strength: float = 1.0


SOUNDS: dict[str, tuple[Tone, ...]] = {
    "warning": (Tone(0.0, E5),),
    "last-minute": (Tone(0.0, E5), Tone(0.42, G5)),
    "overtime": (Tone(0.0, G5), Tone(0.42, E5), Tone(0.84, C5)),
    "moment": (Tone(0.0, G5, 0.22, 0.8),),
    "advance": (Tone(0.0, C5, 0.16, 0.7), Tone(0.2, E5, 0.2, 0.7)),
    "turn": (Tone(0.0, G4, 0.14), Tone(0.18, C5, 0.24)),
    "timer-over": (Tone(0.0, C5, 0.2), Tone(0.3, G4, 0.32)),
    "break-over": (Tone(0.0, C5), Tone(0.36, E5), Tone(0.72, G5, 0.42)),
}
"""One tone for the warning, two for the last minute, three when the time is over."""


def samples(tones: tuple[Tone, ...]) -> array[int]:
    """The sound as 16-bit samples."""
    seconds = max(tone.at + 4 * tone.fade for tone in tones)
    count = round(seconds * RATE)
    mixed = [0.0] * count
    for tone in tones:
        first = round(tone.at * RATE)
        for index in range(first, count):
            mixed[index] += _heard(tone, (index - first) / RATE)
    loudest = max(abs(value) for value in mixed)
    strength = max(tone.strength for tone in tones)
    fading = round(_LAST_FADE * RATE)
    return array(
        "h",
        (
            round(value / loudest * _PEAK * strength * 32_767 * min(1.0, (count - index) / fading))
            for index, value in enumerate(mixed)
        ),
    )


def _heard(tone: Tone, since: float) -> float:
    """How far the air is out of rest so many seconds after a tone began."""
    swell = 0.5 - 0.5 * math.cos(math.pi * min(since / _SWELL, 1.0))
    wave_height = sum(
        # What is higher dies away sooner.
        strength
        * math.exp(-since * height / tone.fade)
        * math.sin(math.tau * tone.pitch * height * since)
        for height, strength in _PARTIALS
    )
    return tone.strength * swell * wave_height


def write(folder: Path = FOLDER) -> None:
    """Write every sound as a WAV file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, tones in SOUNDS.items():
        heard = samples(tones)
        if sys.byteorder == "big":
            heard.byteswap()
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(heard.tobytes())


if __name__ == "__main__":
    write()
