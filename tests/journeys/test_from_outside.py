"""Another program uses the window by its accessible names alone, as a screen reader would."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
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
# The window in the background, the driver before it. Asked to close, a window that is well ends
# with 0; one that died on the way ends with what it died of, which is kept for the judgement.
BOTH = """
{window} 2>'{folder}/window.err' & program=$!
{driver}
driven=$?
kill $program 2>/dev/null
wait $program
echo $? >'{folder}/window.exit'
exit $driven
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


pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "nothing is missing")


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """A workbook with a workshop that begins in five minutes."""
    path = tmp_path / "centre.facilitator"
    with Workbook.create(path, time_zone="UTC") as book:
        programme = book.planning.add_programme("Mending Together")
        start = SystemClock().now().replace(tzinfo=None) + timedelta(minutes=5)
        workshop = book.planning.add_workshop(programme, "First repairs", start, "UTC")
        book.planning.add_activity(workshop, 0, "Welcome", ActivityKind.WELCOME, 600)
        book.people.add_to_programme("Amina El Idrissi", programme, start.date())
    return path


def test_another_program_checks_somebody_in_by_names_alone(centre: Path) -> None:
    told = json.loads(driven(centre, "outside_driver.py", NAME))

    assert told["people"] == ["Amina El Idrissi, Not yet"]
    assert NAME in told["said"]
    assert told["nameless"] == []
    with Workbook.open(centre) as book:
        assert book.counts().attendances == 1


def test_the_window_outlives_readers_in_a_hurry(centre: Path) -> None:
    assert int(driven(centre, "outside_hurry.py")) == 30


def driven(path: Path, program: str, *arguments: str) -> str:
    """Drive the window of a workbook with one of the programs; gives the last line it printed.

    A window that died is a failure of its own, told before anything the driver has to say.
    """
    done = subprocess.run(
        ["dbus-run-session", "--", "xvfb-run", "-a", "sh", "-c", both(path, program, arguments)],
        env=surroundings(path.parent),
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    said = (path.parent / "window.err").read_text(errors="replace")
    ended = (path.parent / "window.exit").read_text().strip()
    told = f"{done.stdout}{done.stderr}\nThe window said:\n{said}"
    assert ended == "0", f"the window died, exit code {ended}\n{told}"
    assert done.returncode == 0, told
    return done.stdout.splitlines()[-1]


def both(path: Path, program: str, arguments: Sequence[str]) -> str:
    window = [sys.executable, "-X", "faulthandler", "-m", "facilitator", "open", str(path)]
    driver = [SYSTEM_PYTHON, str(PROGRAMS / program), *arguments]
    return BOTH.format(
        window=f"{shlex.join(window)} >/dev/null",
        driver=shlex.join(driver),
        folder=path.parent,
    )


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
