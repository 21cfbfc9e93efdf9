"""The first screen, before the doors open, in between and when all is over."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from facilitator.clock import SetClock
from facilitator.demo import stage
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.widgets.buttons import Button
from ui.widgets.toggles import TickBox
from ui.words import PSEUDO, spoken

MakeWindow = Callable[..., MainWindow]
TONIGHT = datetime(2026, 10, 8, 15, 55, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 9, 1, 9, 0, tzinfo=UTC))


@pytest.fixture
def workbook(tmp_path: Path, clock: SetClock) -> Iterator[Workbook]:
    made = Workbook.create(tmp_path / "Centre.facilitator", time_zone="UTC", clock=clock)
    yield made
    made.close(back_up=False)


@pytest.fixture
def tonight(workbook: Workbook, clock: SetClock) -> str:
    """Three evenings were held; the fourth begins in a while."""
    programme = stage(workbook, clock, 3)
    clock.set_wall(TONIGHT)
    return programme


def texts(window: MainWindow) -> list[str]:
    page = window.findChild(QWidget, "today_page")
    assert page is not None
    return [label.text() for label in page.findChildren(QLabel)]


def test_the_next_workshop_stands_first_with_its_hour_and_its_people(
    make_window: MakeWindow, workbook: Workbook, tonight: str
) -> None:
    told = texts(make_window(workbook, Route("today")))
    assert "Ideas for a greener street" in told
    assert "Today at 17:30" in told
    assert "17:30 to 19:30" in told
    assert "23 expected" in told


def test_one_key_opens_the_check_in_of_tonight(
    make_window: MakeWindow, workbook: Workbook, tonight: str, qtbot: Any
) -> None:
    window = make_window(workbook, Route("today"))
    window.commands.trigger("today.checkin")
    fourth = workbook.planning.workshops(tonight)[3].id
    assert window.route == Route("workshop.checkin", (fourth,))


def test_somebody_who_stays_away_is_named_with_a_way_to_them(
    make_window: MakeWindow, workbook: Workbook, tonight: str
) -> None:
    told = " ".join(texts(make_window(workbook, Route("today"))))
    assert "Mehmet Yıldız" in told
    assert "missed 3 workshops running" in told


def test_a_task_is_ticked_and_stays_ticked(
    make_window: MakeWindow, workbook: Workbook, tonight: str, qtbot: Any
) -> None:
    window = make_window(workbook, Route("today"))
    box = window.findChildren(TickBox)[0]
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    done = [task for task in workbook.planning.tasks(programme_id=tonight) if task.done_at]
    assert len(done) == 1
    assert "1 of 6" in texts(window)


def test_when_all_is_over_certificates_are_what_is_left(
    make_window: MakeWindow, workbook: Workbook, clock: SetClock
) -> None:
    workbook.load_sample()
    clock.set_wall(datetime(2026, 10, 21, 9, 0, tzinfo=UTC))
    window = make_window(workbook, Route("today"))
    told = texts(window)
    assert "No workshop is planned" in told
    assert "23 certificates are ready" in told
    go = next(each for each in window.findChildren(Button) if each.words == "Look and issue")
    go.click()
    assert window.route.screen == "programme.certificates"


def test_a_run_that_was_cut_off_is_offered_first(
    make_window: MakeWindow, workbook: Workbook, clock: SetClock
) -> None:
    stage(workbook, clock, 0, until="18:00")
    window = make_window(workbook, Route("today"))
    assert any("was running when the program closed" in text for text in texts(window))


def test_an_empty_workbook_says_how_to_begin(make_window: MakeWindow, workbook: Workbook) -> None:
    window = make_window(workbook, Route("today"))
    assert any(button.isVisible() for button in window.findChildren(Button, "plan_next"))


def test_every_text_can_be_translated_and_has_room(
    make_window: MakeWindow, workbook: Workbook, tonight: str
) -> None:
    known = {task.text for task in workbook.planning.tasks(programme_id=tonight)}
    known |= {task.due for task in workbook.planning.tasks(programme_id=tonight)}
    known |= {row.title for row in workbook.planning.workshops(tonight)}
    known |= {row.title for row in workbook.planning.programmes()}
    people = [row.participant_id for row in workbook.people.roster(tonight)]
    for need in workbook.people.needs(people):
        known |= {need.name, need.text}
    for activity in workbook.planning.agenda(workbook.planning.workshops(tonight)[3].id).activities:
        known.add(activity.title)
    known |= {member.name for member in workbook.planning.programme(tonight).team}
    known |= {row.venue_name for row in workbook.planning.workshops(tonight)}
    with spoken(PSEUDO):
        window = make_window(workbook, Route("today"))
        QApplication.processEvents()
        page = window.findChild(QWidget, "today_page")
        faults = faults_of(page, known)
    assert faults == []
