"""A plan with the keyboard alone: a series, an agenda, groups, paper, and a file to hand on."""

from pathlib import Path

from facilitator.workbook import Workbook
from tests.journeys.conftest import Sit, put_away
from tests.journeys.person import Keyboard
from tests.journeys.test_by_keyboard import no_mouse  # noqa: F401 - as fixtures are asked for
from ui.planning.agenda_model import Col

PROGRAMME = "Streets for everybody"
METHOD = "An object with a story"


async def test_a_plan_from_the_first_title_to_a_file_for_a_colleague(
    sit_down: Sit,
    documents: Path,
    no_mouse: None,  # noqa: F811
) -> None:
    person: Keyboard = await sit_down(Keyboard)
    path = documents / "Plans.facilitator"
    person.files = [path]
    await person.presses("Ctrl+N")
    await person.is_at("Good afternoon")
    await person.presses("Ctrl+2")
    await person.is_at("Programmes")
    await person.presses("Ins")
    await person.writes(PROGRAMME)
    await person.presses("Return")
    await person.is_at(PROGRAMME)

    await plans_ten_weeks_without_two(person)
    await fills_the_first_agenda(person)
    await splits_in_groups(person)
    await fits_it(person)
    await keeps_it_as_a_template(person)
    await prints_it(person, documents / "run-sheet.pdf")
    package = documents / "first.facilitator-plan"
    await hands_it_on(person, package)
    await takes_it_in(person, package)

    # All of it back, and after closing once more forward.
    states = 0
    while True:
        await person.presses("Ctrl+Z")
        if "nothing to undo" in person.notice():
            break
        states += 1
        assert states < 60
    await put_away(person)
    with Workbook.open(path) as book:
        assert book.planning.programmes() == []
        assert book.planning.templates() == []

    person = await sit_down(Keyboard, path)
    for _ in range(states):
        await person.presses("Ctrl+Shift+Z")
    await put_away(person)
    with Workbook.open(path) as book:
        assert len(book.planning.workshops()) == 11
        first = book.planning.workshops()[0]
        agenda = book.planning.agenda(first.id)
        assert [each.title for each in agenda.activities] == ["Arrive", METHOD, "Draw the street"]
        assert [track.name for track in agenda.activities[2].tracks] == ["Group A", "Group B"]
        assert (agenda.schedule.over_seconds or 0) <= 0
        assert [each.title for each in book.planning.templates()] == [first.title]
        assert book.check_content() == ()


async def plans_ten_weeks_without_two(person: Keyboard) -> None:
    await person.presses("Ctrl+Shift+N")
    await person.reads("10 workshops")
    await person.tabs_to("Each lasts")
    await person.presses("Ctrl+A")
    await person.writes("60")
    await person.tabs_to("Days of the series")
    await person.presses("Down", "Down", "Space", "Down", "Down", "Space")
    await person.reads("left out")
    await person.presses("Return")
    await person.is_told("10 workshops were added")
    await person.reads("Workshop 10")
    await person.settled()


async def fills_the_first_agenda(person: Keyboard) -> None:
    await person.goes_to_cell("Workshops", "Workshop 1")
    await person.presses("Return")
    await person.is_at("Workshop 1")
    await types_an_activity(person, "Arrive", 20)
    await person.presses("Ctrl+L")
    await person.reads("Goes into the agenda here")
    await person.writes(METHOD)
    await person.until(lambda: person.sees(METHOD), "the method")
    await person.presses("Return")
    await person.is_at("Workshop 1")
    await person.reads(METHOD)
    await types_an_activity(person, "Draw the street", 45)


async def types_an_activity(person: Keyboard, title: str, minutes: int) -> None:
    await person.presses("Ins")
    await person.reads("New activity")
    await person.presses("Ctrl+A")
    await person.writes(title)
    await person.presses("Return")
    await person.reads(title)
    await person.writes(str(minutes))
    await person.presses("Return")
    await person.settled()


async def splits_in_groups(person: Keyboard) -> None:
    await person.presses("Ctrl+G")
    await person.reads("Parallel groups")
    await person.presses("Ctrl+A")
    await person.writes("2")
    await person.presses("Return")
    await person.reads("Group A", "Group B")


async def fits_it(person: Keyboard) -> None:
    await person.goes_to_cell("Agenda", "Draw the street", Col.LEAST)
    await person.presses("Return", "Ctrl+A")
    await person.writes("20")
    await person.presses("Return")
    await person.presses("F")
    await person.reads("Fit to an end", "Use this one")
    await person.presses("Return")
    await person.is_told("the day ends")
    await person.settled()


async def keeps_it_as_a_template(person: Keyboard) -> None:
    await person.finds("template", "Save as a template…")
    await person.presses("Return")
    await person.is_told("template")
    await person.settled()


async def prints_it(person: Keyboard, out: Path) -> None:
    await person.presses("Ctrl+P")
    await person.reads("Run sheet", "Large print")
    person.files = [out]
    await person.presses("Ctrl+S")
    await person.is_told("run-sheet.pdf")
    await person.settled()
    assert _begins(out).startswith(b"%PDF")
    await person.presses("Esc")
    await person.is_at("Workshop 1")


async def hands_it_on(person: Keyboard, out: Path) -> None:
    person.files = [out]
    await person.finds("package", "Hand on as a package…")
    await person.reads("1 workshop, 3 activities, 1 method, 0 materials")
    await person.presses("Return")
    await person.until(out.exists, "the package")
    await person.settled()


async def takes_it_in(person: Keyboard, package: Path) -> None:
    person.files = [package]
    await person.finds("package", "Take in a package…")
    await person.reads(package.name)
    await person.reads("here already, the same")
    await person.tabs_to("What is here already once more, as a copy")
    await person.presses("Space")
    await person.until(lambda: person.button("Take in 1 workshop"), "what can be taken in")
    await person.presses("Ctrl+Return")
    await person.is_told(f"1 workshop came in from {package.name}")
    await person.settled()


def _begins(path: Path) -> bytes:
    return path.read_bytes()[:8]
