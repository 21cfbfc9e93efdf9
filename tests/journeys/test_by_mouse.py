"""The whole thread by mouse: plan, run, attend, observe, certify, report."""

from pathlib import Path

from facilitator.clock import SetClock
from tests.journeys.conftest import Sit
from tests.journeys.person import Mouse
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
from ui.planning.agenda_model import Col


async def test_the_whole_thread_by_mouse(sit_down: Sit, documents: Path, clock: SetClock) -> None:
    person: Mouse = await sit_down(Mouse)
    path = documents / "Lantern Quay.facilitator"

    # A new workbook.
    person.files = [path]
    await person.clicks("New workbook")
    await person.is_at("Good afternoon")
    await person.reads("No workshop is planned", "Every mark saved", path.name)

    # A programme, a workshop.
    await person.clicks("#rail_programmes")
    await person.is_at("Programmes")
    await person.clicks("New programme")
    await person.writes("Title", PROGRAMME)
    await person.clicks("Add programme")
    await person.is_at(PROGRAMME)
    await person.clicks("New workshop")
    await person.writes("Title", WORKSHOP)
    await person.clicks("Add workshop")
    await person.is_at(WORKSHOP)

    # Three activities in the agenda.
    for title, minutes in ACTIVITIES:
        await plans(person, title, minutes)

    # Three people.
    await person.clicks(PROGRAMME)
    await person.is_at(PROGRAMME)
    await person.clicks_tab("Participants")
    for name in ENROLLED:
        await person.writes("Enrol somebody: name, any spelling", name)
        await person.until(lambda name=name: _offered(person, name), f"the offer of {name}")
        await person.clicks_cell(person.cell("People to enrol", name))
        await person.is_told(f"{name} is enrolled")
    await person.clicks_tab("Workshops")

    # At the door.
    await person.clicks_cell(person.cell("Workshops", WORKSHOP), twice=True)
    await person.is_at(WORKSHOP)
    await person.clicks_tab("Check-in")
    await person.reads("3 people, in order of first name")
    clock.set_wall(EVENING.at("17:28"))
    await person.writes("Name, card or scan", "el idr")
    await person.reads("One match. Enter marks present.")
    await person.presses("Return")
    await person.reads(f"{AMINA}, Present, 17:28")
    await person.clicks_start_of(person.cell("People at the door", ARABIC))
    await person.reads(f"{ARABIC}, Present, 17:28", "2 here, of 3 enrolled")

    # The run.
    await person.clicks_tab("Run")
    clock.set_wall(EVENING.at("17:30"))
    await person.clicks("Start")
    await person.reads("Pause")
    clock.pass_seconds(600)
    await person.clicks("Next")
    await person.until(lambda: person.text("#run_now_title") == "Mend in pairs", "the second")
    await person.clicks("5 min more")
    clock.pass_seconds(300)
    await person.clicks("Check in")

    # Somebody nobody expected, a quarter of an hour late; then back to the run, which went on.
    await person.clicks("Walk-in")
    await person.writes("Name of the walk-in", WALK_IN)
    await person.clicks("Add and mark present")
    await person.reads(f"{WALK_IN}, Late 17:45", "3 here, of 4 enrolled")
    await person.clicks_tab("Run")
    await person.until(lambda: person.text("#run_now_title") == "Mend in pairs", "the second")
    await person.clicks("Pause")
    clock.pass_seconds(120)
    await person.clicks("Go on")
    await person.clicks("Note")
    await person.types(NOTE)
    await person.presses("Return")
    await person.reads(NOTE)
    clock.pass_seconds(1500)
    await person.clicks("Next")
    await person.until(lambda: person.text("#run_now_title") == "Look back", "the third")
    clock.pass_seconds(480)

    # One person is observed while the last activity goes on.
    await person.clicks("Observe")
    await person.clicks_cell(person.cell("Choices", AMINA))
    await person.clicks_cell(person.cell("Choices", SKILL))
    await person.reads("Between two? Take the lower one.")
    await person.clicks_cell(person.cell("Choices", LEVEL))
    await person.writes("What they did, in a few words", SEEN)
    await person.clicks("Save")
    await person.reads(f"Noted: {AMINA}, {LEVEL}")
    await person.clicks_tab("Run")
    await person.clicks("Finish")
    await person.reads("The run is finished.")

    # Wrap-up.
    await person.clicks("Wrap-up")
    await person.reads("Planned and actual", "Held", NOTE)
    await person.writes("What worked", WORKED)
    await person.reads("Saved")

    # A mark is corrected in the grid.
    clock.set_wall(EVENING.at("20:00"))
    await person.clicks(PROGRAMME)
    await person.is_at(PROGRAMME)
    await person.clicks_tab("Attendance")
    await person.reads("Everyone 4")
    await person.clicks_cell(person.cell("Attendance", f"{MARKUP}, not marked"), twice=True)
    await person.clicks_line("present")
    await person.reads(f"{MARKUP}, present, 45 of 45 minutes", "Came: 4, 4, 2 h 45 min, 4 awards")

    # Who issues; then the certificates.
    await person.clicks("#rail_settings")
    await person.is_at("Settings")
    await person.clicks_cell(person.cell("Sections", "Centre"))
    await person.writes("Name", CENTRE)
    await person.writes("City", CITY)
    await person.writes("Serial numbers", "LQC")
    await person.presses("Tab")
    await person.reads("Kept.", f"Head of a sheet: {CENTRE}, {CITY}")
    await person.clicks("#rail_programmes")
    await person.clicks_cell(person.cell("Programmes", PROGRAMME), twice=True)
    await person.is_at(PROGRAMME)
    await person.clicks_tab("Certificates")
    await person.reads("4 of 4 people get a certificate")
    await person.reads("3 × Certificate of participation   1 × Record of attendance")
    await person.clicks("Rules…")
    await person.clicks_cell(person.cell("Awards", "Certificate of participation"))
    await person.writes("Contact time, share", "60")
    await person.presses("Tab")
    await person.reads("60 % of the time, 4 people")
    await person.clicks("Save")
    await person.is_told(f"The awards of {PROGRAMME} were changed")
    await person.reads("4 × Certificate of participation")
    await person.clicks("Issue 4")
    await person.is_told("4 certificates issued")
    await person.clicks_cell(person.cell("Who gets which certificate", MARKUP))
    pages = documents / "certificates.pdf"
    person.files = [pages]
    await person.clicks("Save 4 as PDF")
    await person.is_told("4 certificates saved in certificates.pdf")

    # The report, as all three files.
    await person.clicks("#rail_reports")
    await person.is_at("Reports")
    tables = [documents / f"attendance.{kind}" for kind in ("xlsx", "csv", "pdf")]
    for words, table in zip(
        ("Attendance (Excel)", "Attendance (CSV)", "Register (PDF)"), tables, strict=True
    ):
        person.files = [table]
        await person.clicks(words)
        await person.is_told(f"{table.name} is written")

    # Home.
    await person.clicks("#main_menu")
    await person.clicks_line("Close the workbook")
    await person.is_at("Welcome")
    holds_the_story(path)
    papers_tell_the_story(pages, *tables)


async def plans(person: Mouse, title: str, minutes: int) -> None:
    """One more activity with its minutes."""
    first = "Add the first activity"
    await person.clicks(first if person.sees(first) else "Activity")
    await person.reads("New activity")
    await person.types(title, over=True)
    await person.presses("Return")
    await person.reads(title)
    cell = person.cell("Agenda", title, Col.MINUTES)
    await person.clicks_cell(cell, twice=True)
    await person.types(str(minutes), over=True)
    await person.presses("Return")
    await person.until(lambda: cell.data() == str(minutes), f"{minutes} minutes")


def _offered(person: Mouse, name: str) -> bool:
    return any(f"“{name}”" in text for text in person.texts())
