"""The sample programme through the window: one click, every place, every figure, away again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.exchange.content import read_content
from facilitator.workbook import Workbook
from tests.journeys.conftest import Sit, put_away
from tests.journeys.person import Mouse, Person, plain
from ui.screens import SCREENS
from ui.settings.sections import SECTIONS

SAMPLE = "Future Skills in our City"
TABS_OF_A_PROGRAMME = ("Workshops", "Participants", "Attendance", "Skills", "Certificates")
TABS_OF_A_WORKSHOP = ("Agenda", "Check-in", "Run", "Observe", "Wrap-up")
SAMPLE_CONTENT = read_content("sample_programme")
EXPECTED = SAMPLE_CONTENT["expected"]


@pytest.fixture
def clock() -> SetClock:
    """A morning after the last evening."""
    return SetClock(datetime(2026, 10, 21, 9, 0, tzinfo=UTC))


async def test_every_place_of_the_sample_opens(sit_down: Sit) -> None:
    person: Mouse = await sit_down(Mouse)
    await opens_the_sample(person)
    visited: set[str] = set()

    def looked_around() -> None:
        assert person.trouble() == ""
        visited.add(person.window.route.screen)

    for place in ("Today", "People", "Library", "Reports", "Settings"):
        await person.clicks(place)
        looked_around()
    for section in SECTIONS:
        await person.clicks_cell(person.cell("Sections", section.title()))
        looked_around()
    await person.clicks("Programmes")
    for tab in ("Templates", "Archived"):
        await person.clicks_tab(tab)
        looked_around()
    await opens_the_programme(person)
    for tab in TABS_OF_A_PROGRAMME:
        await person.clicks_tab(tab)
        looked_around()
    await person.clicks_tab("Workshops")
    for line in ("Print the plans…", "Materials of all workshops"):
        await person.clicks("#more_deeds")
        await person.clicks_line(line)
        looked_around()
        await person.does(person.window.go_back)
    for number in range(5):
        await opens_row(person, "Workshops", number, of=5)
        for tab in TABS_OF_A_WORKSHOP:
            await person.clicks_tab(tab)
            looked_around()
        if number == 0:
            await person.clicks_tab("Agenda")
            for beside in ("From library", "Kit list", "Print…"):
                await person.clicks(beside)
                looked_around()
                await person.does(person.window.go_back)
        await person.clicks(SAMPLE)
    await person.clicks_tab("Participants")
    for number in range(EXPECTED["totals"]["enrolled"]):
        await opens_row(person, "Participants", number, of=EXPECTED["totals"]["enrolled"])
        looked_around()
        await person.does(person.window.go_back)
    # What asks for a file first, or for a run of one's own, has journeys and tests of its own.
    asking = {"people.import", "workshop.import", "package.import", "workshop.report"}
    assert visited == set(SCREENS) - {"welcome", "programmes"} - asking


async def test_the_figures_on_screen_are_the_worked_ones(sit_down: Sit) -> None:
    person: Mouse = await sit_down(Mouse)
    await opens_the_sample(person)
    totals = EXPECTED["totals"]
    await opens_the_programme(person)
    came = [row[6] for row in rows_of(person, "Workshops")]
    wanted = list(totals["attendance_by_session"].values())
    assert [int(each.partition(" of ")[0]) for each in came] == wanted

    await person.clicks_tab("Attendance")
    await person.reads("Everyone 24", f"Came: {', '.join(map(str, wanted))}, 102, 183 h 40 min")
    shown = {row[0]: row[6:] for row in rows_of(person, "Attendance")}
    names = {each["id"]: each["name"]["display"] for each in SAMPLE_CONTENT["participants"]}
    titles = {each["id"]: each["title"] for each in SAMPLE_CONTENT["certificate_rules"]["rules"]}
    for each in EXPECTED["participants"]:
        assert shown[names[each["participant"]]] == [
            f"{each['sessions_attended']} of 5",
            f"{each['contact_time']}, {each['contact_percent']:g} %",
            titles.get(each["award"], "None yet"),
        ]

    await person.clicks_tab("Certificates")
    await person.reads("23 of 24 people get a certificate")
    for key, count in totals["awards"].items():
        await person.reads(f"{count} × {titles[key]}")

    await person.clicks("Reports")
    await person.reads(
        "23 people took part, of 24 enrolled",
        "102 attendances at 5 workshops",
        "183 h 40 min of learning, of 220 h if everybody had been at everything",
        "9 h 10 min offered to each, of 10 h planned",
        f"21 stayed, of 23 ({totals['retention_percent']} %)",
        "13 came to every workshop, of 23",
        "1 did not start, of 24 enrolled",
    )
    change = totals["uplift"]["critical-thinking"]["then_to_now"]
    told = "{higher} higher, {same} the same, {lower} lower".format(**change)
    await person.reads(told, f"{change['pairs']} pairs")


async def test_undo_and_redo_outlive_a_restart(sit_down: Sit, documents: Path) -> None:
    person: Mouse = await sit_down(Mouse)
    await opens_the_sample(person)
    path = person.window.session.path
    await opens_the_programme(person)
    await person.clicks_tab("Participants")
    await person.writes("Enrol somebody: name, any spelling", "Zoë O’Brien")
    await person.reads("as a new person")
    await person.clicks_cell(person.cell("People to enrol", "as a new person"))
    await person.is_told("Zoë O’Brien is enrolled")
    await put_away(person)

    person = await sit_down(Mouse, path)
    await person.presses("Ctrl+Z")
    await person.is_told("Undone: Zoë O’Brien")
    await opens_the_programme(person)
    await person.reads("Participants 24")
    await put_away(person)

    person = await sit_down(Mouse, path)
    await opens_the_programme(person)
    await person.presses("Ctrl+Shift+Z")
    await person.is_told("Done again: Zoë O’Brien")
    await person.reads("Participants 25")


async def test_the_sample_goes_in_one_click_and_comes_back_by_undo(sit_down: Sit) -> None:
    person: Mouse = await sit_down(Mouse)
    await opens_the_sample(person)
    path = person.window.session.path
    await person.clicks("Settings")
    await person.clicks_cell(person.cell("Sections", "Workbook"))
    await person.clicks("Remove the sample programme")
    await person.is_told("The sample programme is gone")
    await person.clicks("People")
    await person.reads("Nobody")
    await person.presses("Ctrl+Z")
    await person.is_told("Undone")
    await person.reads("Amina El Idrissi")
    await person.presses("Ctrl+Shift+Z")
    await person.is_told("Done again")
    await person.clicks("Programmes")
    await person.reads("No programme yet")
    await put_away(person)

    with Workbook.open(path) as book:
        counts = book.counts()
        assert (counts.programmes, counts.workshops, counts.participants) == (0, 0, 0)
        assert (counts.attendances, counts.observations, counts.contact_minutes) == (0, 0, 0)
        assert book.check_content() == ()


async def opens_the_sample(person: Mouse) -> None:
    await person.clicks("Open the sample programme")
    await person.is_told("The sample programme is open.")


async def opens_the_programme(person: Mouse) -> None:
    await person.clicks("Programmes")
    await person.clicks_cell(person.cell("Programmes", SAMPLE), twice=True)
    await person.is_at(SAMPLE)


async def opens_row(person: Mouse, view: str, number: int, of: int) -> None:
    """Open one of the rows of a table that has so many."""
    await person.until(lambda: person.view(view).model().rowCount() == of, f"{of} rows")
    await person.clicks_cell(person.view(view).model().index(number, 0), twice=True)


def rows_of(person: Person, view: str) -> list[list[str]]:
    """What a table says, row by row."""
    model = person.view(view).model()
    return [
        [plain(str(model.index(row, column).data())) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
