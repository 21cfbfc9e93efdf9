"""Bad days at the window: what was written stays, the trouble has a sentence, nothing crashes."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facilitator.clock import SetClock, SystemClock
from facilitator.live.model import RunStatus
from facilitator.planning.model import ActivityKind
from facilitator.workbook import Workbook, check_workbook
from tests.faults.test_full_disk import fill, small_disk  # noqa: F401 - a fixture
from tests.journeys.conftest import Sit, put_away
from tests.journeys.person import Keyboard, Mouse, cells, plain

PROGRAMS = Path(__file__).parent / "programs"
FOURTH = "Ideas for a greener street"
AMINA = "Amina El Idrissi"


@pytest.fixture
def clock() -> SetClock:
    """Some minutes before the fourth evening begins."""
    return SetClock(datetime(2026, 10, 8, 16, 25, tzinfo=UTC))


def planned(path: Path, clock: SetClock) -> Path:
    """A workbook with the sample programme, nothing of it held yet."""
    path.parent.mkdir(exist_ok=True)
    with Workbook.create(path, time_zone="Europe/London", clock=clock) as book:
        book.load_sample(through="planned")
    return path


async def at_the_desk(person: Mouse) -> None:
    """At the check-in of the fourth workshop, by the thread of the rail."""
    await person.clicks("Programmes")
    await person.clicks_cell(person.cell("Programmes", "Future Skills"), twice=True)
    await person.clicks_cell(person.cell("Workshops", FOURTH), twice=True)
    await person.is_at(FOURTH)
    await person.clicks_tab("Check-in")
    await person.reads(f"{AMINA}, أمينة الإدريسي, Not yet")


async def marks(person: Mouse, name: str) -> None:
    await person.clicks_start_of(person.cell("People at the door", name))


async def test_a_file_that_vanishes_is_told_and_the_mark_is_not_shown_as_saved(
    sit_down: Sit, documents: Path, clock: SetClock
) -> None:
    path = planned(documents / "centre.facilitator", clock)
    person: Mouse = await sit_down(Mouse, path)
    await at_the_desk(person)
    path.rename(documents / "gone.facilitator")

    await marks(person, AMINA)

    await person.until(lambda: "was moved, replaced or removed" in person.trouble(), "the sentence")
    await person.reads(f"{AMINA}, 17:25, waiting for the disk", "1 mark NOT SAVED yet")
    assert person.sees("0 here, of 24 places")
    assert not path.exists()

    # The mark waits also while one looks elsewhere, and counts from the moment of the click.
    await person.clicks_tab("Agenda")
    clock.pass_seconds(300)
    away = path.with_name("gone.facilitator")
    away.rename(path)
    await person.clicks("Try again")
    await person.reads("Every mark saved")
    await person.until(lambda: not person.trouble(), "the end of the trouble")
    await person.clicks_tab("Check-in")
    await person.reads(f"{AMINA}, أمينة الإدريسي, Present, 17:25")
    await put_away(person)
    assert marks_in(path) == 1


async def test_a_full_disk_at_the_desk_shows_no_mark_as_saved_and_work_goes_on_with_room(
    sit_down: Sit,
    small_disk: Path,  # noqa: F811 - a fixture
    tmp_path: Path,
    clock: SetClock,
) -> None:
    path = small_disk / "centre.facilitator"
    shutil.copyfile(planned(tmp_path / "made" / path.name, clock), path)
    person: Mouse = await sit_down(Mouse, path)
    await at_the_desk(person)
    await marks(person, "Anjali Menon")
    await person.reads("1 here, of 24 places")
    ballast = fill(small_disk)

    while not person.trouble():
        assert names_waiting(person), "the disk never was full"
        await marks(person, names_waiting(person)[0])
    assert "The disk is full" in person.trouble()
    shown = 24 - len(names_waiting(person)) - 1
    await person.reads(f"{shown} here, of 24 places", "waiting for the disk", "1 mark NOT SAVED")
    assert marks_in(path) == shown

    # With room again, the next try takes it; so does the one every few seconds.
    ballast.unlink()
    await person.clicks("Try again")
    await person.reads(f"{shown + 1} here, of 24 places", "Every mark saved")
    await person.until(lambda: not person.trouble(), "the end of the trouble")

    # There is still no room for the backup that goes with closing: one may go home all the same.
    person.window.close()
    await person.until(
        lambda: "could not be backed up on closing" in person.trouble(), "the sentence"
    )
    await person.clicks("Close without a backup")
    await put_away(person)
    assert marks_in(path) == shown + 1
    assert check_workbook(path).kind == "sound"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            lambda path: path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(5000)),
            "is not a workbook",
        ),
        (lambda path: path.write_bytes(b""), "is empty"),
    ],
    ids=["picture", "empty"],
)
async def test_a_wrong_file_is_refused_in_a_sentence_and_stays_as_it_was(
    sit_down: Sit, documents: Path, make: Callable[[Path], object], sentence: str
) -> None:
    path = documents / "holiday.facilitator"
    make(path)
    before = path.read_bytes()
    person: Mouse = await sit_down(Mouse)
    person.files = [path]

    await person.clicks("Open a workbook")

    await person.until(person.trouble, "the sentence")
    assert sentence in person.trouble()
    await person.is_at("Welcome")
    assert path.read_bytes() == before
    assert names_in(documents) == [path.name]


async def test_a_workbook_of_a_newer_version_is_refused_and_stays_as_it_was(
    sit_down: Sit, documents: Path, clock: SetClock
) -> None:
    path = planned(documents / "newer.facilitator", clock)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA user_version = 9999")
    before = path.read_bytes()
    person: Mouse = await sit_down(Mouse)
    person.files = [path]

    await person.clicks("Open a workbook")

    await person.until(lambda: "newer" in person.trouble(), "the sentence")
    assert path.read_bytes() == before


async def test_the_second_to_open_a_workbook_may_look_at_it(
    sit_down: Sit, documents: Path, clock: SetClock
) -> None:
    path = planned(documents / "centre.facilitator", clock)
    with a_desk_elsewhere(path):
        person: Mouse = await sit_down(Mouse, path)
        await person.until(lambda: "is open elsewhere" in person.trouble(), "the sentence")
        await person.clicks("Look at it, read only")
        await person.reads("This workbook can be looked at, and nothing in it can be changed.")
        await at_the_desk(person)
        await marks(person, AMINA)
        await person.reads("The workbook is open for reading only.", "Read only")
        await person.reads(f"{AMINA}, أمينة الإدريسي, Not yet")
        await put_away(person)
    assert marks_in(path) == 0


async def test_a_run_that_was_killed_goes_on_at_the_right_second(
    sit_down: Sit, documents: Path
) -> None:
    now = SystemClock()
    path = documents / "centre.facilitator"
    with Workbook.create(path, time_zone="UTC") as book:
        programme = book.planning.add_programme("Mending Together")
        today = now.now().replace(tzinfo=None) + timedelta(minutes=2)
        workshop = book.planning.add_workshop(programme, "First repairs", today, "UTC")
        for place, title in enumerate(("First", "Second", "Third")):
            book.planning.add_activity(workshop, place, title, ActivityKind.GROUP_WORK, 900)
    with a_window_in_mid_run(path) as program:
        assert program.stdout.readline() == "started\n"
        assert program.stdout.readline() == "second\n"
        began = now.boot_seconds()
        program.kill()

    person: Keyboard = await sit_down(Keyboard, path, SystemClock())
    assert person.trouble() == ""
    await person.presses("R")
    await person.reads("This run was not finished.", "Resume here")
    view = person.window.current._desk.view()
    passed = now.boot_seconds() - began
    assert person.text("#run_now_title") == "Second"
    assert view.state is RunStatus.RUNNING
    assert abs(view.elapsed_seconds - passed) <= 2
    assert view.doubtful_seconds == 0
    await person.tabs_to("Resume here")
    await person.presses("Space")
    await person.until(lambda: not person.sees("Resume here"), "the run going on")
    await person.presses("F")
    await person.reads("The run is finished.")
    await put_away(person)
    assert check_workbook(path).kind == "sound"


@contextmanager
def a_window_in_mid_run(path: Path) -> Iterator[subprocess.Popen[str]]:
    """The program with a run going on; killed at the end if it still lives."""
    program = subprocess.Popen(
        [sys.executable, str(PROGRAMS / "window_in_mid_run.py"), str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROGRAMS.parents[2])},
    )
    try:
        yield program
    finally:
        program.kill()
        program.wait()
        program.stdout.close()


@contextmanager
def a_desk_elsewhere(path: Path) -> Iterator[None]:
    """Another program that has the workbook open, as it can answer."""
    with Workbook.open(path) as book:
        workshop = next(row.id for row in book.planning.workshops() if row.title == FOURTH)
    program = subprocess.Popen(
        [sys.executable, "-m", "facilitator", "checkin", str(path), "--workshop", workshop],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        program.stdin.write("nobody\n")
        program.stdin.flush()
        assert "{" in program.stdout.readline()
        yield
    finally:
        program.stdin.close()
        program.wait(timeout=30)
        program.stdout.close()


def names_waiting(person: Mouse) -> list[str]:
    """Who is shown as not marked, as they are written in the list."""
    rows = [plain(str(index.data() or "")) for index in cells(person.view("People at the door"))]
    return [row for row in rows if row.endswith(", Not yet")]


def marks_in(path: Path) -> int:
    """How many marks are on disk, read beside whoever has the workbook open."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT count(*) FROM attendance").fetchone()[0]


def names_in(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]
