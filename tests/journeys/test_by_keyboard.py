"""The whole thread again, with the keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from facilitator.clock import SetClock
from tests.journeys.conftest import Sit
from tests.journeys.person import Keyboard, NoMouse
from tests.journeys.story import (
    ACTIVITIES,
    AMINA,
    ARABIC,
    CENTRE,
    CITY,
    ENROLLED,
    EVENING,
    LEVEL,
    MARKUP,
    NOTE,
    PROGRAMME,
    SEEN,
    SKILL,
    WALK_IN,
    WORKED,
    WORKSHOP,
    holds_the_story,
    papers_tell_the_story,
)


@pytest.fixture
def no_mouse(qapp: QApplication) -> Iterator[None]:
    """Nothing may use a mouse."""
    guard = NoMouse()
    qapp.installEventFilter(guard)
    yield
    qapp.removeEventFilter(guard)
    assert guard.seen == []


async def test_the_whole_thread_by_keyboard(
    sit_down: Sit, documents: Path, clock: SetClock, no_mouse: None
) -> None:
    person: Keyboard = await sit_down(Keyboard)
    path = documents / "Lantern Quay.facilitator"

    # A new workbook, a programme, a workshop.
    person.files = [path]
    await person.presses("Ctrl+N")
    await person.is_at("Good afternoon")
    await person.presses("Ctrl+2")
    await person.is_at("Programmes")
    await person.presses("Ins")
    await person.writes(PROGRAMME)
    await person.presses("Return")
    await person.is_at(PROGRAMME)
    await person.presses("Ins")
    await person.writes(WORKSHOP)
    await person.presses("Return")
    await person.is_at(WORKSHOP)

    # Three activities in the agenda.
    for title, minutes in ACTIVITIES:
        await person.presses("Ins")
        await person.reads("New activity")
        await person.presses("Ctrl+A")
        await person.writes(title)
        await person.presses("Return")
        await person.reads(title)
        await person.writes(str(minutes))
        await person.presses("Return")
        await person.reads(f"{title}")
    await person.reads("45 min contact")

    # Three people.
    await person.finds("mend", PROGRAMME)
    await person.is_at(PROGRAMME)
    await person.presses("Ctrl+Tab")
    await person.reads("Nobody is enrolled yet")
    for name in ENROLLED:
        await person.presses("Ins")
        await person.writes(name)
        await person.until(lambda: person.sees("as a new person"), "the offer")
        await person.presses("Return")
        await person.is_told(f"{name} is enrolled")
    await person.presses("Ctrl+Shift+Tab")

    # At the door.
    await person.goes_to_cell("Workshops", WORKSHOP)
    await person.presses("C")
    await person.reads("3 people, in order of first name")
    clock.set_wall(EVENING.at("17:28"))
    await person.writes("el idr")
    await person.reads("One match. Enter marks present.")
    await person.presses("Return")
    await person.reads(f"{AMINA}, Present, 17:28")
    await person.writes(ARABIC[:4])
    await person.reads("One match. Enter marks present.")
    await person.presses("Return")
    await person.reads(f"{ARABIC}, Present, 17:28", "2 here, of 3 enrolled")

    # The run.
    await person.presses("Ctrl+Tab")
    await person.until(lambda: person.text("#run_now_title") == "Welcome", "the first")
    clock.set_wall(EVENING.at("17:30"))
    await person.presses("Space")
    await person.reads("Pause")
    clock.pass_seconds(600)
    await person.presses("PgDown")
    await person.until(lambda: person.text("#run_now_title") == "Mend in pairs", "the second")
    await person.presses("5")
    clock.pass_seconds(300)

    # Somebody nobody expected, a quarter of an hour late; then back to the run, which went on.
    await person.presses("C", "F2")
    await person.writes(WALK_IN)
    await person.presses("Return")
    await person.reads(f"{WALK_IN}, Late 17:45", "3 here, of 4 enrolled")
    await person.presses("Ctrl+Tab")
    await person.until(lambda: person.text("#run_now_title") == "Mend in pairs", "the second")
    await person.presses("Space")
    clock.pass_seconds(120)
    await person.presses("Space", "N")
    await person.writes(NOTE)
    await person.presses("Return")
    await person.reads(NOTE)
    clock.pass_seconds(1500)
    await person.presses("PgDown")
    await person.until(lambda: person.text("#run_now_title") == "Look back", "the third")
    clock.pass_seconds(480)

    # One person is observed while the last activity goes on.
    await person.presses("O")
    await person.writes("amina")
    await person.reads("What did it show?")
    await person.goes_to_cell("Choices", SKILL)
    await person.presses("Return")
    await person.reads("Between two? Take the lower one.")
    await person.goes_to_cell("Choices", LEVEL)
    await person.presses("Return")
    await person.writes(SEEN)
    await person.presses("Return")
    await person.reads(f"Noted: {AMINA}, {LEVEL}")
    await person.presses("Esc")
    await person.until(lambda: person.text("#run_now_title") == "Look back", "the third")
    await person.presses("F")
    await person.reads("The run is finished.")

    # Wrap-up.
    await person.tabs_to("Wrap-up")
    await person.presses("Space")
    await person.reads("Planned and actual", "Held", NOTE)
    await person.writes(WORKED)
    await person.presses("Ctrl+Return")
    await person.reads("Saved")

    # A mark is corrected in the grid.
    clock.set_wall(EVENING.at("20:00"))
    await person.finds("mend", PROGRAMME)
    await person.is_at(PROGRAMME)
    await person.finds(">att", "Go to Attendance")
    await person.reads("Everyone 4")
    await person.goes_to_cell("Attendance", f"{MARKUP}, not marked", 1)
    await person.presses("P")
    await person.reads(f"{MARKUP}, present, 45 of 45 minutes", "Came: 4, 4, 2 h 45 min, 4 awards")

    # Who issues; then the certificates.
    await person.presses("Ctrl+,")
    await person.is_at("Settings")
    await person.presses("Return")
    await person.fills("Name", CENTRE)
    await person.fills("City", CITY)
    await person.fills("Serial numbers", "LQC")
    await person.presses("Tab")
    await person.reads("Kept.", f"Head of a sheet: {CENTRE}, {CITY}")
    await person.finds("mend", PROGRAMME)
    await person.is_at(PROGRAMME)
    await person.finds(">cert", "Go to Certificates")
    await person.reads("4 of 4 people get a certificate")
    await person.reads("3 × Certificate of participation   1 × Record of attendance")
    await person.presses("R")
    await person.goes_to_cell("Awards", "Certificate of participation")
    await person.fills("Contact time, share", "60")
    await person.presses("Tab")
    await person.reads("60 % of the time, 4 people")
    await person.tabs_to("Save")
    await person.presses("Space")
    await person.is_told(f"The awards of {PROGRAMME} were changed")
    await person.reads("4 × Certificate of participation")
    await person.presses("Ctrl+I")
    await person.is_told("4 certificates issued")
    pages = documents / "certificates.pdf"
    person.files = [pages]
    await person.presses("Ctrl+S")
    await person.is_told("4 certificates saved in certificates.pdf")

    # The report, as all three files.
    await person.presses("Ctrl+5")
    await person.is_at("Reports")
    tables = [documents / f"attendance.{kind}" for kind in ("xlsx", "csv", "pdf")]
    for keys, table in zip(("Ctrl+E", "", "Ctrl+P"), tables, strict=True):
        person.files = [table]
        if keys:
            await person.presses(keys)
        else:
            await person.finds("csv", "Write attendance (CSV)")
        await person.is_told(f"{table.name} is written")

    # Home.
    await person.finds("close", "Close the workbook")
    await person.is_at("Welcome")
    holds_the_story(path)
    papers_tell_the_story(pages, *tables)
