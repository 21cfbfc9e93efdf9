"""Another program uses the window by its accessible names alone, as a screen reader would."""

import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from facilitator.clock import SystemClock
from facilitator.planning.model import ActivityKind
from facilitator.workbook import Workbook

PROGRAMS = Path(__file__).parent / "programs"
ROOT = PROGRAMS.parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
NAME = "زوي O’Brien"
# The window in the background, the driver before it; both end with this shell.
BOTH = """
{window} & program=$!
trap 'kill $program; wait $program 2>/dev/null' EXIT
{driver}
"""


def why_not() -> str:
    """What is missing for driving from outside; empty when nothing is."""
    missing = [each for each in ("dbus-run-session", "xvfb-run") if shutil.which(each) is None]
    if missing:
        return f"{missing[0]} is not installed"
    probe = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    try:
        subprocess.run([SYSTEM_PYTHON, "-c", probe], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return "the system's Python has no AT-SPI (gir1.2-atspi-2.0)"
    return ""


@pytest.mark.skipif(bool(why_not()), reason=why_not() or "nothing is missing")
def test_another_program_checks_somebody_in_by_names_alone(tmp_path: Path) -> None:
    path = tmp_path / "centre.facilitator"
    with Workbook.create(path, time_zone="UTC") as book:
        programme = book.planning.add_programme("Mending Together")
        start = SystemClock().now().replace(tzinfo=None) + timedelta(minutes=5)
        workshop = book.planning.add_workshop(programme, "First repairs", start, "UTC")
        book.planning.add_activity(workshop, 0, "Welcome", ActivityKind.WELCOME, 600)
        book.people.add_to_programme("Amina El Idrissi", programme, start.date())

    done = subprocess.run(
        ["dbus-run-session", "--", "xvfb-run", "-a", "sh", "-c", both(path)],
        env=surroundings(tmp_path),
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["people"] == ["Amina El Idrissi, Not yet"]
    assert NAME in told["said"]
    assert told["nameless"] == []
    with Workbook.open(path) as book:
        assert book.counts().attendances == 1


def both(path: Path) -> str:
    window = f"'{sys.executable}' -m facilitator open '{path}' >/dev/null 2>&1"
    driver = f"{SYSTEM_PYTHON} '{PROGRAMS / 'outside_driver.py'}' '{NAME}'"
    return BOTH.format(window=window, driver=driver)


def surroundings(folder: Path) -> dict[str, str]:
    """A desktop with a screen reader on, and settings of nobody."""
    kept = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    return {
        **kept,
        "HOME": str(folder),
        "FACILITATOR_CONFIG_DIR": str(folder / "settings"),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
