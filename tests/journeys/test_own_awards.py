"""A programme of one's own gets its centre, its awards and its certificates, with the mouse."""

from datetime import UTC, date, datetime
from pathlib import Path

from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from tests.journeys.conftest import Sit
from tests.journeys.person import Mouse
from tests.journeys.story import AMINA, ARABIC, PROGRAMME, WORKSHOP


def held_once(path: Path) -> str:
    """A workbook without a centre: one workshop that two people came to; gives the programme."""
    clock = SetClock(datetime(2026, 10, 8, 15, 0, tzinfo=UTC))
    with Workbook.create(path, time_zone="UTC", clock=clock) as book:
        programme = book.start_programme(PROGRAMME)
        workshop = book.planning.add_workshop(programme, WORKSHOP, "2026-10-07T17:30", "UTC", 3600)
        for name in (AMINA, ARABIC):
            person = book.people.add(name)
            book.people.enrol(person, programme, date(2026, 10, 1))
            book.attendance.mark(workshop, person)
    return programme


async def test_own_awards_are_set_and_issued(sit_down: Sit, documents: Path) -> None:
    path = documents / "Own.facilitator"
    programme = held_once(path)
    person: Mouse = await sit_down(Mouse, path)

    await person.clicks("Programmes")
    await person.clicks_cell(person.cell("Programmes", PROGRAMME), twice=True)
    await person.is_at(PROGRAMME)
    await person.clicks("Details")
    await person.reads("Programme details")
    await person.writes("Subtitle", "Needles and patience")
    await person.writes("Place", "Tide Room")
    await person.clicks("Save")
    await person.is_told("was changed")

    await person.clicks_tab("Certificates")
    await person.reads("2 of 2 people get a certificate")
    await person.clicks("Rules…")
    await person.reads("Awards of this programme", "With these rules: 0 / 2 / 0, none 0")
    await person.writes("Workshops, at least", "2")
    await person.writes("Title", "Record of every evening")
    await person.clicks("Save")
    await person.is_told("The awards of")

    await person.clicks("Issue 2")
    await person.reads("Certificates need the name of the centre that gives them")
    await person.clicks("Describe the centre")
    await person.is_at("Settings")
    await person.writes("Name", "Mill House")
    await person.clicks("Programmes")
    await person.clicks_cell(person.cell("Programmes", PROGRAMME), twice=True)
    await person.clicks_tab("Certificates")
    await person.clicks("Issue 2")
    await person.is_told("2 certificates issued")
    person.window.close()
    await person.until(lambda: not person.window.session.is_open, "the end")

    with Workbook.open(path, read_only=True) as book:
        register = book.certificates.register(programme)
        assert [row.holder for row in register] == [AMINA, ARABIC]
        assert "at Tide Room, on 7 October 2026" in register[0].statement
        rule = book.certificates.rules(programme)[0]
        assert (rule.title, rule.conditions.min_workshops) == ("Record of every evening", 2)
