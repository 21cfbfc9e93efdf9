"""Programmes, templates and the archive: begun, made once more, kept, brought back."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QDateEdit, QDialog, QLineEdit, QMenu

from facilitator.clock import SetClock
from facilitator.planning.model import ActivityKind, TemplateKind
from facilitator.planning.series_dates import Rhythm
from facilitator.workbook import Workbook
from tests.ui.programmes.plans import answering, column_of, part, table
from tests.ui.pseudo import faults_of
from ui.programmes.new_programme import NewProgramme, OnceMore
from ui.programmes.new_workshop import NewWorkshop
from ui.programmes.saving_sheet import SavingSheet
from ui.programmes.templates_desk import TemplateChoice, choose_template
from ui.programmes.templates_screen import ProgrammeChoice
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import Choice
from ui.widgets.rows import RowsView
from ui.widgets.toggles import Switch
from ui.words import PSEUDO, spoken

MakeWindow = Callable[..., MainWindow]
ZONE = "Europe/Lisbon"
TEMPLATES = Route("programmes.templates")


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    clock = SetClock(datetime(2026, 10, 1, 9, 0, tzinfo=UTC))
    made = Workbook.create(tmp_path / "Templates.facilitator", time_zone=ZONE, clock=clock)
    yield made
    made.close(back_up=False)


@pytest.fixture
def programme(workbook: Workbook) -> str:
    key = workbook.start_programme("Mending 2026")
    made = workbook.planning.add_series(
        key,
        ["Hello", "Tools"],
        "2026-10-08T17:30",
        ZONE,
        Rhythm(count=2),
        target_seconds=7200,
    )
    workbook.planning.add_activity(made[0], None, "Welcome", ActivityKind.WELCOME, 1800)
    return key


@pytest.fixture
def templates(workbook: Workbook, programme: str) -> tuple[str, str]:
    """Of the programme, and of its first workshop."""
    first = workbook.planning.workshops(programme)[0].id
    return (
        workbook.planning.save_programme_as_template(programme, title="Mending, two evenings"),
        workbook.planning.save_workshop_as_template(first, title="A first evening"),
    )


def screen_of(window: MainWindow) -> Screen:
    found = window.current
    assert isinstance(found, Screen)
    return found


def trail_of(window: MainWindow) -> list[str]:
    return [crumb.words for crumb in screen_of(window).trail()]


def test_a_programme_is_made_once_more_with_its_people(
    make_window: MakeWindow, workbook: Workbook, programme: str, qtbot: Any
) -> None:
    person = workbook.people.add("Amina")
    workbook.people.enrol(person, programme, date(2026, 10, 1))
    window = make_window(workbook, Route("programmes"))

    def again(dialog: OnceMore) -> None:
        assert part(dialog, QLineEdit, "programme_title").text() == "Mending 2027"
        assert part(dialog, QDateEdit, "first_day").date() == QDate(2026, 10, 22)
        part(dialog, QDateEdit, "first_day").setDate(QDate(2027, 1, 14))
        part(dialog, Switch, "with_people").click()
        dialog.main_button.click()

    answering(window, again)
    view = table(window, "programmes")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    row = next(row for row in workbook.planning.programmes() if row.title == "Mending 2027")
    assert window.route == Route("programme.workshops", (row.id,))
    days = [f"{each.starts_local:%Y-%m-%d}" for each in workbook.planning.workshops(row.id)]
    assert days == ["2027-01-14", "2027-01-21"]
    assert [each.name for each in workbook.people.roster(row.id)] == ["Amina"]
    assert len(workbook.people.search("Amina")) == 1


def test_a_new_programme_begins_with_a_template(
    make_window: MakeWindow, workbook: Workbook, templates: tuple[str, str]
) -> None:
    window = make_window(workbook, Route("programmes"))

    def begin(dialog: NewProgramme) -> None:
        day = part(dialog, QDateEdit, "first_day")
        assert not day.isVisible()
        source = part(dialog, Choice, "begin_with")
        source.setCurrentIndex(source.findData(templates[0]))
        assert day.isVisible()
        assert part(dialog, QLineEdit, "programme_title").text() == "Mending, two evenings"
        day.setDate(QDate(2026, 11, 3))
        part(dialog, QLineEdit, "programme_title").setText("November")
        dialog.main_button.click()

    answering(window, begin)
    window.commands.trigger("programmes.add")
    row = next(row for row in workbook.planning.programmes() if row.title == "November")
    rows = workbook.planning.workshops(row.id)
    assert [f"{each.starts_local:%m-%d}" for each in rows] == ["11-03", "11-10"]
    assert [each.activity_count for each in rows] == [1, 0]


def test_a_new_programme_can_be_the_sample(make_window: MakeWindow, workbook: Workbook) -> None:
    window = make_window(workbook, Route("programmes"))

    def begin(dialog: NewProgramme) -> None:
        source = part(dialog, Choice, "begin_with")
        source.setCurrentIndex(source.findData("sample"))
        dialog.main_button.click()

    answering(window, begin)
    window.commands.trigger("programmes.add")
    assert [row.is_sample for row in workbook.planning.programmes()] == [True]


def test_a_template_opens_with_its_agenda_and_is_called_one(
    make_window: MakeWindow, workbook: Workbook, templates: tuple[str, str]
) -> None:
    window = make_window(workbook, TEMPLATES)
    view = table(window, "templates")
    assert column_of(window, "templates", 1) == ["a programme", "a workshop"]
    view.opened.emit(view.model().rows()[1])  # type: ignore[attr-defined]
    assert window.route == Route("workshop.agenda", (templates[1],))
    assert trail_of(window) == ["Templates", "Template"]
    assert [tab.key for tab in screen_of(window).tabs()] == ["agenda"]


def test_a_template_of_a_programme_opens_with_its_workshops(
    make_window: MakeWindow, workbook: Workbook, templates: tuple[str, str], programme: str
) -> None:
    window = make_window(workbook, Route("programme.workshops", (templates[0],)))
    assert trail_of(window) == ["Templates", "Template"]
    assert column_of(window, "workshops", 1) == ["Hello", "Tools"]
    assert column_of(window, "workshops", 2) == ["Day 1", "Day 8"]

    def one_more(dialog: NewWorkshop) -> None:
        part(dialog, QLineEdit, "workshop_title").setText("Third")
        dialog.main_button.click()

    answering(window, one_more)
    window.commands.trigger("workshops.next_last")
    assert column_of(window, "workshops", 1) == ["Hello", "Tools", "Third"]
    assert len(workbook.planning.workshops(programme)) == 2
    assert workbook.planning.templates()[0].workshops == 3


def test_a_workshop_is_made_from_a_template_in_the_programme_chosen(
    make_window: MakeWindow, workbook: Workbook, templates: tuple[str, str], qtbot: Any
) -> None:
    other = workbook.planning.add_programme("Another")
    window = make_window(workbook, TEMPLATES)
    view = table(window, "templates")
    view.setCurrentIndex(view.model().index(1, 0))

    def choose(dialog: ProgrammeChoice) -> None:
        names = part(dialog, RowsView, "programme_list")
        place = next(
            i for i in range(names.model().rowCount()) if "Another" in names.model().words(i).title
        )
        names.setCurrentIndex(names.model().index(place))
        qtbot.keyClick(names, Qt.Key.Key_Return)

    def plan(dialog: NewWorkshop) -> None:
        part(dialog, QDateEdit, "workshop_day").setDate(QDate(2026, 11, 5))
        dialog.main_button.click()

    answering(window, choose, plan)
    part(window, Button, "use_template").click()
    (row,) = workbook.planning.workshops(other)
    assert (row.title, f"{row.starts_local:%m-%d}", row.activity_count) == (
        "A first evening",
        "11-05",
        1,
    )


def test_a_template_is_renamed_and_deleted_and_comes_back(
    make_window: MakeWindow, workbook: Workbook, templates: tuple[str, str]
) -> None:
    window = make_window(workbook, TEMPLATES)

    def rename(dialog: SavingSheet) -> None:
        part(dialog, QLineEdit, "template_title").setText("Two evenings")
        dialog.main_button.click()

    answering(window, rename)
    window.commands.trigger("templates.rename")
    assert column_of(window, "templates", 0)[0].strip() == "Two evenings"
    window.commands.trigger("templates.delete")
    assert [row.makes for row in workbook.planning.templates()] == [TemplateKind.WORKSHOP]
    window.commands.trigger("edit.undo")
    assert len(workbook.planning.templates()) == 2


def test_a_programme_becomes_a_template(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    window = make_window(workbook, Route("programmes"))
    answering(window, lambda dialog: dialog.main_button.click())
    window.commands.trigger("programmes.template")
    (row,) = workbook.planning.templates()
    assert (row.title, row.makes, row.workshops) == ("Mending 2026", TemplateKind.PROGRAMME, 2)


def test_a_package_of_a_colleague_is_taken_in_from_the_list(
    make_window: MakeWindow, workbook: Workbook
) -> None:
    window = make_window(workbook, Route("programmes"))
    assert window.commands.find("exchange.unpack").enabled()
    part(window, Button, "more_programmes").click()
    menu = part(window, QMenu, "deeds_menu")
    assert [action.text() for action in menu.actions() if action.isEnabled()][-1] == (
        "Take in a package…"
    )
    menu.close()


def test_an_archived_programme_is_listed_apart_and_brought_back(
    make_window: MakeWindow, workbook: Workbook, programme: str, qtbot: Any
) -> None:
    window = make_window(workbook, Route("programmes"))
    window.commands.trigger("programmes.archive")
    assert workbook.planning.programmes() == []
    window.go(Route("programmes.archived"))
    assert column_of(window, "archived", 0)[0].strip() == "Mending 2026"
    view = table(window, "archived")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_B)
    assert [row.id for row in workbook.planning.programmes()] == [programme]


@pytest.mark.parametrize("route", ["programmes", "programmes.templates", "programmes.archived"])
def test_an_empty_list_says_what_it_is_for(
    make_window: MakeWindow, workbook: Workbook, route: str
) -> None:
    window = make_window(workbook, Route(route))
    assert part(window, EmptyState, "empty_state").isVisible()


def test_one_of_many_templates_is_found_by_its_title(
    make_window: MakeWindow, workbook: Workbook, programme: str, qtbot: Any
) -> None:
    first = workbook.planning.workshops(programme)[0].id
    for number in range(1, 10):
        workbook.planning.save_workshop_as_template(first, title=f"Plan {number}")
    window = make_window(workbook, Route("programmes"))
    chosen: list[str] = []

    def find(dialog: TemplateChoice) -> None:
        field = part(dialog, QLineEdit, "template_search")
        qtbot.keyClicks(field, "nothing")
        assert not dialog.main_button.isEnabled()
        field.clear()
        qtbot.keyClicks(field, "plan 7")
        dialog.main_button.click()

    async def choose() -> None:
        row = await choose_template(screen_of(window))
        assert row is not None
        chosen.append(row.title)

    answering(window, find)
    screen_of(window).spawn(choose())
    assert chosen == ["Plan 7"]


@pytest.mark.parametrize("route", ["programmes", "programmes.templates", "programmes.archived"])
@pytest.mark.parametrize("filled", [True, False])
def test_every_text_can_be_translated_and_has_room(
    make_window: MakeWindow,
    workbook: Workbook,
    request: pytest.FixtureRequest,
    route: str,
    filled: bool,
) -> None:
    data: set[str] = set()
    if filled:
        request.getfixturevalue("templates")
        data = {"Mending 2026", "Mending, two evenings", "A first evening"}
        if route == "programmes.archived":
            key = workbook.planning.programmes()[0].id
            workbook.planning.archive_programme(key)
    found: list[str] = []

    def look(dialog: QDialog) -> None:
        QApplication.processEvents()
        found.extend(faults_of(dialog, {ZONE, *data}))
        dialog.reject()

    with spoken(PSEUDO):
        window = make_window(workbook, Route(route))
        QApplication.processEvents()
        found += faults_of(screen_of(window), data)
        if route == "programmes":
            answering(window, look, look)
            window.commands.trigger("programmes.add")
            window.commands.trigger("programmes.duplicate")
        if route == "programmes.templates" and filled:
            answering(window, look, look)
            window.commands.trigger("templates.use")
            window.commands.trigger("templates.rename")
    assert found == []
