"""The list of a programme's workshops: what it shows, and what is done in it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, QItemSelectionModel, Qt, QTime
from PySide6.QtWidgets import QApplication, QDateEdit, QLineEdit, QMenu, QSpinBox, QTimeEdit

from facilitator.clock import SetClock
from facilitator.planning.model import ActivityKind, SkillAim
from facilitator.planning.series_dates import Rhythm
from facilitator.workbook import Workbook
from tests.ui.programmes.plans import answering, column_of, part, table
from tests.ui.pseudo import faults_of
from ui.programmes.move_bar import MoveBar
from ui.programmes.new_workshop import NewWorkshop
from ui.programmes.saving_sheet import SavingSheet
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.widgets.buttons import Button
from ui.widgets.fields import Choice
from ui.widgets.labels import TextLabel
from ui.widgets.side_panel import SidePanel
from ui.widgets.toggles import TickBox
from ui.words import PSEUDO, spoken

MakeWindow = Callable[..., MainWindow]
ZONE = "Europe/Lisbon"
TITLE, DAY, TIME, PLANNED, HINTS, STATE = 1, 2, 3, 4, 5, 7


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    clock = SetClock(datetime(2026, 10, 1, 9, 0, tzinfo=UTC))
    made = Workbook.create(tmp_path / "List.facilitator", time_zone=ZONE, clock=clock)
    yield made
    made.close(back_up=False)


@pytest.fixture
def programme(workbook: Workbook) -> str:
    return workbook.start_programme("Mending together")


@pytest.fixture
def series(workbook: Workbook, programme: str) -> list[str]:
    """Four Thursdays, the first with an agenda."""
    made = workbook.planning.add_series(
        programme,
        [f"Evening {number}" for number in range(1, 5)],
        "2026-10-08T17:30",
        ZONE,
        Rhythm(count=4),
        target_seconds=7200,
    )
    workbook.planning.add_activity(made[0], None, "Welcome", ActivityKind.WELCOME, 1800)
    return made


@pytest.fixture
def window(
    make_window: MakeWindow, workbook: Workbook, programme: str, series: list[str]
) -> MainWindow:
    return make_window(workbook, Route("programme.workshops", (programme,)))


def select(window: MainWindow, *rows: int) -> None:
    view = table(window, "workshops")
    view.setCurrentIndex(view.model().index(rows[0], 1))
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in rows[1:]:
        view.selectionModel().select(view.model().index(row, 1), flags)


def starts_of(workbook: Workbook, programme: str) -> list[str]:
    return [f"{row.starts_local:%m-%d %H:%M}" for row in workbook.planning.workshops(programme)]


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def said_in(window: MainWindow) -> str:
    """All that stands in the panel beside the list."""
    panel = window.findChild(SidePanel)
    assert panel is not None
    return plain(" | ".join(each.text() for each in panel.findChildren(TextLabel)))


def test_each_row_says_when_how_long_and_how_far(window: MainWindow) -> None:
    assert column_of(window, "workshops", TITLE)[0] == "Evening 1"
    assert column_of(window, "workshops", DAY)[:2] == ["Thu 8 October", "Thu 15 October"]
    assert column_of(window, "workshops", TIME)[0] == "17:30 to 19:30"
    assert column_of(window, "workshops", PLANNED)[:2] == ["30 min", "empty"]
    assert column_of(window, "workshops", STATE)[0] == "Planned"


def test_one_workshop_is_moved_where_it_stands_by_keys(
    window: MainWindow, workbook: Workbook, programme: str, qtbot: Any
) -> None:
    view = table(window, "workshops")
    view.setFocus()
    select(window, 1)
    qtbot.keyClick(view, Qt.Key.Key_M)
    day = part(window, QDateEdit, "move_day")
    assert QApplication.focusWidget() is day
    day.setDate(QDate(2026, 10, 16))
    part(window, QTimeEdit, "move_time").setTime(QTime(18, 0))
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert starts_of(workbook, programme) == [
        *("10-08 17:30", "10-16 18:00"),
        *("10-22 17:30", "10-29 17:30"),
    ]
    assert not part(window, MoveBar, "move_bar").isVisible()
    assert view.currentIndex().row() == 1
    assert QApplication.focusWidget() is view
    window.commands.trigger("edit.undo")
    assert starts_of(workbook, programme)[1] == "10-15 17:30"


def test_escape_moves_nothing(window: MainWindow, workbook: Workbook, qtbot: Any) -> None:
    before = workbook.history()
    window.commands.trigger("workshops.move")
    day = part(window, QDateEdit, "move_day")
    day.setDate(QDate(2026, 12, 1))
    qtbot.keyClick(day, Qt.Key.Key_Escape)
    assert not part(window, MoveBar, "move_bar").isVisible()
    assert workbook.history() == before


def test_several_move_by_days_in_one_step(
    window: MainWindow, workbook: Workbook, programme: str, qtbot: Any
) -> None:
    select(window, 1, 2)
    window.commands.trigger("workshops.move")
    days = part(window, QSpinBox, "move_days")
    assert days.isVisible()
    assert not part(window, QDateEdit, "move_day").isVisible()
    days.setValue(-2)
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert starts_of(workbook, programme) == [
        *("10-08 17:30", "10-13 17:30"),
        *("10-20 17:30", "10-29 17:30"),
    ]
    window.commands.trigger("edit.undo")
    assert starts_of(workbook, programme)[1] == "10-15 17:30"


def test_a_move_onto_another_workshop_says_so_before_it_is_made(
    make_window: MakeWindow, workbook: Workbook, programme: str, series: list[str]
) -> None:
    hall = workbook.centre.add_venue("Hall")
    workbook.planning.update_programme(programme, venue_id=hall)
    window = make_window(workbook, Route("programme.workshops", (programme,)))
    select(window, 1)
    window.commands.trigger("workshops.move")
    note = part(window, TextLabel, "move_note")
    assert "Only this workshop moves" in note.text()
    part(window, QDateEdit, "move_day").setDate(QDate(2026, 10, 22))
    assert plain(note.text()) == "At the same time as Evening 3, 17:30 to 19:30: Hall."
    part(window, Button, "move_now").click()
    assert column_of(window, "workshops", HINTS)[1:3] == ["1", "1"]
    assert "At the same time as Evening 3" in said_in(window)


def test_numbers_that_left_the_dates_are_put_right_with_one_click(
    window: MainWindow, workbook: Workbook, programme: str, series: list[str]
) -> None:
    button = part(window, Button, "number_by_date")
    assert not button.isVisible()
    workbook.planning.update_workshop(series[0], starts_local="2026-12-01T17:30")
    assert column_of(window, "workshops", 0) == ["2", "3", "4", "1"]
    assert button.isVisible()
    button.click()
    assert column_of(window, "workshops", 0) == ["1", "2", "3", "4"]
    assert not button.isVisible()


def test_the_next_workshop_from_the_last_takes_two_clicks(
    window: MainWindow, workbook: Workbook, programme: str, series: list[str]
) -> None:
    last = series[-1]
    workbook.planning.add_activity(last, None, "Mend", ActivityKind.PRACTICE, 3600)
    person = workbook.people.add("Amina")
    workbook.people.enrol(person, programme, datetime(2026, 10, 1, tzinfo=UTC).date())
    workbook.attendance.mark(last, person)
    workbook.skills.observe(person, last, "creativity", 3, "Well done")
    workbook.planning.save_wrap_up(last, worked="All of it")
    clicks = 0

    def click(button: Button) -> None:
        nonlocal clicks
        clicks += 1
        button.click()

    seen = answering(window, lambda dialog: click(dialog.main_button))
    click(part(window, Button, "next_from_last"))
    assert clicks == 2
    assert isinstance(seen[0], NewWorkshop)
    row = workbook.planning.workshops(programme)[-1]
    assert (row.title, str(row.starts_local)) == ("Evening 5", "2026-11-05 17:30:00")
    assert (row.enrolled, row.came, row.status.value) == (1, 0, "planned")
    assert [each.title for each in workbook.planning.agenda(row.id).activities] == ["Mend"]
    assert list(workbook.skills.observations(workshop_id=row.id)) == []
    assert workbook.planning.wrap_up(row.id).worked == ""
    assert table(window, "workshops").current_row().id == row.id


def test_a_new_workshop_begins_empty_or_from_a_template_or_becomes_a_series(
    window: MainWindow, workbook: Workbook, programme: str, series: list[str]
) -> None:
    template = workbook.planning.save_workshop_as_template(series[0], title="Mending")

    def from_template(dialog: NewWorkshop) -> None:
        source = part(dialog, Choice, "begin_with")
        source.setCurrentIndex(source.findData(template))
        assert part(dialog, QLineEdit, "workshop_title").text() == "Mending"
        dialog.main_button.click()

    answering(window, from_template)
    window.commands.trigger("workshops.add")
    row = workbook.planning.workshops(programme)[-1]
    assert (row.title, row.activity_count, f"{row.starts_local:%m-%d}") == ("Mending", 1, "11-05")
    assert window.route == Route("workshop.agenda", (row.id,))
    window.go(Route("programme.workshops", (programme,)))
    seen = answering(
        window,
        lambda dialog: part(dialog, Button, "rather_a_series").click(),
        lambda dialog: dialog.reject(),
    )
    window.commands.trigger("workshops.add")
    assert [dialog.objectName() for dialog in seen] == ["new_workshop_dialog", "series_sheet"]


def test_a_start_in_the_hour_that_the_clocks_leave_out_is_said(
    window: MainWindow, workbook: Workbook
) -> None:
    said: list[str] = []

    def look(dialog: NewWorkshop) -> None:
        part(dialog, QDateEdit, "workshop_day").setDate(QDate(2027, 3, 28))
        part(dialog, QTimeEdit, "workshop_start").setTime(QTime(1, 30))
        said.extend(label.text() for label in dialog.findChildren(TextLabel))
        dialog.reject()

    answering(window, look)
    window.commands.trigger("workshops.add")
    assert any("01:30 is left out: it begins at 02:30." in each for each in said)


def test_the_details_of_a_workshop_say_who_is_wanted_twice(
    make_window: MakeWindow, workbook: Workbook, programme: str, series: list[str]
) -> None:
    ada = workbook.centre.add_team_member("Ada")
    for each in series[:2]:
        workbook.planning.update_workshop(each, team=[(ada, "lead")])
    window = make_window(workbook, Route("programme.workshops", (programme,)))
    said: list[str] = []

    def look(dialog: SavingSheet) -> None:
        part(dialog, QDateEdit, "workshop_day").setDate(QDate(2026, 10, 15))
        said.extend(plain(label.text()) for label in dialog.findChildren(TextLabel))
        dialog.reject()

    answering(window, look)
    select(window, 0)
    window.commands.trigger("workshops.edit")
    assert "At the same time as Evening 2, 17:30 to 19:30: Ada." in said


def test_an_aim_without_minutes_is_flagged_until_an_activity_gives_it_some(
    make_window: MakeWindow, workbook: Workbook, programme: str, series: list[str]
) -> None:
    skill = workbook.skills.framework().skills[0]
    workbook.planning.update_programme(programme, skills=[skill.id])
    window = make_window(workbook, Route("programme.workshops", (programme,)))
    assert f"{skill.title} | no minutes" in said_in(window)
    for each in series[:2]:
        workbook.planning.add_activity(
            each, None, "Try it", ActivityKind.PRACTICE, 2700, skills=[SkillAim(skill.id)]
        )
    assert f"{skill.title} | 1 h 30 min" in said_in(window)


def test_skills_are_chosen_beside_their_minutes(
    window: MainWindow, workbook: Workbook, series: list[str]
) -> None:
    skill = workbook.skills.framework().skills[0]
    workbook.planning.add_activity(
        series[0], None, "Try it", ActivityKind.PRACTICE, 1500, skills=[SkillAim(skill.id)]
    )

    def choose(dialog: SavingSheet) -> None:
        box = part(dialog, TickBox, f"workshop_skills_{skill.id}")
        assert plain(box.text()) == f"{skill.title}, 25 min"
        box.click()
        dialog.main_button.click()

    answering(window, choose)
    select(window, 0)
    window.commands.trigger("workshops.edit")
    assert [each.id for each in workbook.planning.workshop(series[0]).skills] == [skill.id]


def test_workshops_are_called_off_and_take_place_after_all(
    window: MainWindow, workbook: Workbook, qtbot: Any
) -> None:
    view = table(window, "workshops")
    view.setFocus()
    select(window, 1, 2)
    qtbot.keyClick(view, Qt.Key.Key_X)
    assert column_of(window, "workshops", STATE)[:3] == ["Planned", "Cancelled", "Cancelled"]
    select(window, 1, 2)
    window.commands.trigger("workshops.cancel")
    assert set(column_of(window, "workshops", STATE)) == {"Planned"}


def test_several_are_removed_and_undo_brings_them_back(
    window: MainWindow, workbook: Workbook, programme: str
) -> None:
    select(window, 1, 3)
    window.commands.trigger("workshops.remove")
    assert column_of(window, "workshops", TITLE) == ["Evening 1", "Evening 3"]
    window.commands.trigger("edit.undo")
    assert len(workbook.planning.workshops(programme)) == 4


def test_a_workshop_becomes_a_template_under_a_title_of_its_own(
    window: MainWindow, workbook: Workbook
) -> None:
    def name_it(dialog: SavingSheet) -> None:
        field = part(dialog, QLineEdit, "template_title")
        assert field.text() == "Evening 1"
        field.setText("")
        dialog.main_button.click()
        assert dialog.isVisible()
        field.setText("A first evening")
        dialog.main_button.click()

    answering(window, name_it)
    select(window, 0)
    window.commands.trigger("workshops.template")
    (row,) = workbook.planning.templates()
    assert (row.title, row.activities) == ("A first evening", 1)


def test_more_offers_what_can_be_done(window: MainWindow) -> None:
    part(window, Button, "more_deeds").click()
    menu = window.findChild(QMenu, "deeds_menu")
    assert menu is not None
    offered = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert "Move to another day" in offered
    assert "Save the programme as a template" in offered
    assert "Hand on as a package…" in offered
    menu.close()


@pytest.mark.parametrize("place", ["programme.print", "programme.kit"])
def test_papers_and_kit_of_all_workshops_are_one_command_away(
    window: MainWindow, programme: str, place: str
) -> None:
    window.commands.trigger(place)
    assert (window.route.screen, window.route.id) == (place, programme)


def test_a_small_window_keeps_titles_readable(window: MainWindow) -> None:
    view = table(window, "workshops")
    window.resize(1024, 600)
    QApplication.processEvents()
    wide = view.columnWidth(TITLE)
    window.resize(700, 600)
    QApplication.processEvents()
    assert min(wide, view.columnWidth(TITLE)) >= 150
    assert view.isColumnHidden(6)
    window.resize(1366, 768)
    QApplication.processEvents()
    assert not any(view.isColumnHidden(column) for column in range(8))


def test_every_text_of_the_list_can_be_translated_and_has_room(
    make_window: MakeWindow, workbook: Workbook, programme: str, series: list[str]
) -> None:
    data = {"Mending together", *(f"Evening {number}" for number in range(1, 5))}
    data |= {skill.title for skill in workbook.skills.framework().skills}
    skills = [skill.id for skill in workbook.skills.framework().skills]
    workbook.planning.update_programme(programme, skills=skills)
    workbook.planning.update_workshop(series[0], starts_local="2026-11-29T17:30")
    found: list[str] = []
    with spoken(PSEUDO):
        window = make_window(workbook, Route("programme.workshops", (programme,)))
        screen = window.findChild(Screen)
        assert screen is not None
        for rows in ((1,), (1, 2)):
            select(window, *rows)
            window.commands.trigger("workshops.move")
            QApplication.processEvents()
            found += faults_of(screen, data)

        def look(dialog: SavingSheet) -> None:
            QApplication.processEvents()
            found.extend(faults_of(dialog, {ZONE, *data}))
            dialog.reject()

        answering(window, look, look, look)
        for command in ("workshops.next_last", "workshops.edit", "workshops.template"):
            window.commands.trigger(command)
    assert found == []
