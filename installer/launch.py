"""Opens Facilitator, after setting it up where that is needed; the work behind start.py."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from installer import stamp
from installer.trouble import SetupTrouble, spoken

ROOT = Path(__file__).resolve().parent.parent
RESULTS = "demo-output"


def main(arguments: Sequence[str]) -> int:
    """Set up, then open the window or do as the arguments say; give the exit code."""
    return spoken(lambda: _start(arguments), os.fspath(ROOT))


def _start(arguments: Sequence[str]) -> int:
    set_up(ROOT, "app")
    if "--setup-only" in arguments:
        print(f"Facilitator is ready: run {command(ROOT)} or python3 installer/start.py.")
        return 0
    if not can_show_a_window(os.environ, sys.platform):
        if not arguments:
            return _play_without_a_window()
        if arguments[0] == "open":
            raise SetupTrouble(
                "There is no display here, so no window can open: the other commands of "
                f"{command(ROOT)} work without one."
            )
    return _become([os.fspath(stamp.environment_python(ROOT)), "-m", "facilitator", *arguments])


def set_up(root: Path, kind: stamp.Kind) -> None:
    """Bring packages and system libraries up to date, where the stamp says that they are not.

    Raises SetupTrouble or OSError when that cannot be done.
    """
    if not stamp.is_current(root, kind):
        # Only now: a start with nothing to do is spared what making an environment takes.
        from installer import environment

        environment.ensure(root, kind)
    if sys.platform.startswith("linux"):
        from installer import system_libraries

        system_libraries.ensure(root, os.environ)


def command(root: Path) -> Path:
    """Where the `facilitator` command is after the set-up."""
    name = "facilitator.exe" if sys.platform == "win32" else "facilitator"
    return stamp.environment_python(root).with_name(name)


def can_show_a_window(environ: Mapping[str, str], system: str) -> bool:
    """Tell whether there is a display, or the user chose themselves where Qt draws."""
    if not system.startswith("linux"):
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _play_without_a_window() -> int:
    print(
        "There is no display here, so no window can open: playing the sample programme through "
        "without one.",
        flush=True,
    )
    played = subprocess.run(
        [stamp.environment_python(ROOT), "-m", "facilitator", "demo", RESULTS],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if played.returncode == 0:
        print(
            "The workbook, certificates, registers, exports and a picture of each screen are in "
            f"{ROOT / RESULTS}."
        )
    return played.returncode


def _become(line: list[str]) -> int:
    """Hand this process over to the app; on Windows, which cannot, wait for it."""
    if sys.platform != "win32":
        sys.stdout.flush()
        os.execv(line[0], line)
    return subprocess.run(line, check=False).returncode
