"""The Wrap-up tab: what happened stands beside the plan, and words are saved as they are typed."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QSpinBox

from facilitator.clock import SetClock
from facilitator.live.model import RunStatus
from facilitator.planning.model import WorkshopStatus
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.live.wrapup_screen import WrapUpScreen
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.widgets.tables import TableView
from ui.words import spoken


@pytest.fixture
def wrap_up(make_window: Any, book: Workbook, workshop_id: str) -> MainWindow:
    return make_window(book, Route("workshop.wrapup", (workshop_id,)))


def _column(window: MainWindow, number: int) -> list[str]:
    model = window.findChild(TableView, "planned_and_actual").model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_planned_and_actual_minutes_stand_side_by_side(
    make_window: Any, book: Workbook, clock: SetClock, workshop_id: str
) -> None:
    run = book.open_run(workshop_id)
    run.start()
    clock.pass_seconds(13 * 60)
    run.next()
    clock.pass_seconds(9 * 60)
    run.next()
    window = make_window(book, Route("workshop.wrapup", (workshop_id,)))

    assert _column(window, 2)[:2] == ["10", "10"]
    assert _column(window, 3)[:2] == ["13", "9"]
    assert _column(window, 4)[:2] == ["+3", "−1"]


def test_words_are_saved_as_they_are_typed_and_the_screen_says_so(
    qtbot: Any, wrap_up: MainWindow, book: Workbook, workshop_id: str
) -> None:
    worked = wrap_up.findChild(QPlainTextEdit, "wrap_up_worked")
    said = wrap_up.findChild(QLabel, "wrap_up_saved")
    qtbot.keyClicks(worked, "Rough models")
    assert said.text() == "Writing…"

    qtbot.waitUntil(lambda: said.text() == "Saved", timeout=3000)
    assert book.planning.wrap_up(workshop_id).worked == "Rough models"


def test_leaving_the_screen_saves_what_was_being_written(
    qtbot: Any, wrap_up: MainWindow, book: Workbook, workshop_id: str
) -> None:
    change = wrap_up.findChild(QPlainTextEdit, "wrap_up_change_next")
    qtbot.keyClicks(change, "More tape")
    wrap_up.go(Route("workshop.agenda", (workshop_id,)))

    assert book.planning.wrap_up(workshop_id).change_next == "More tape"


def test_heads_counted_are_kept_and_none_is_not_nought(
    wrap_up: MainWindow, book: Workbook, workshop_id: str
) -> None:
    heads = wrap_up.findChild(QSpinBox, "wrap_up_headcount")
    assert book.planning.wrap_up(workshop_id).headcount is None
    heads.setValue(19)
    assert book.planning.wrap_up(workshop_id).headcount == 19
    heads.setValue(-1)
    assert book.planning.wrap_up(workshop_id).headcount is None


def test_the_workshop_is_marked_as_held_and_back(
    qtbot: Any, wrap_up: MainWindow, book: Workbook, workshop_id: str
) -> None:
    held = wrap_up.findChild(QPushButton, "mark_as_held")
    qtbot.mouseClick(held, Qt.MouseButton.LeftButton)
    assert book.planning.workshop(workshop_id).status is WorkshopStatus.HELD

    qtbot.mouseClick(held, Qt.MouseButton.LeftButton)
    assert book.planning.workshop(workshop_id).status is WorkshopStatus.PLANNED


def test_notes_of_the_run_are_there_with_their_activity(
    make_window: Any, book: Workbook, clock: SetClock, workshop_id: str
) -> None:
    run = book.open_run(workshop_id)
    run.start()
    run.note("Thicker pens")
    window = make_window(book, Route("workshop.wrapup", (workshop_id,)))
    view = window.findChild(WrapUpScreen)._facts.notes_view

    assert "Thicker pens" in view.model().index(0, 0).data()


def test_every_word_of_the_wrap_up_can_be_translated(
    make_window: Any, book: Workbook, workshop_id: str
) -> None:
    with spoken("xx-pseudo"):
        window = make_window(book, Route("workshop.wrapup", (workshop_id,)))
        assert faults_of(window.findChild(WrapUpScreen)) == []


def test_what_was_skipped_out_of_order_or_replanned_is_said(
    make_window: Any, book: Workbook, clock: SetClock, workshop_id: str
) -> None:
    run = book.open_run(workshop_id)
    ids = [each.id for each in book.planning.agenda(workshop_id).activities]
    run.start()
    clock.pass_seconds(60)
    run.skip(ids[1])
    run.go_to(ids[3])
    clock.pass_seconds(60)
    run.go_to(ids[2])
    clock.pass_seconds(60)
    run.finish()
    window = make_window(book, Route("workshop.wrapup", (workshop_id,)))
    model = window.findChild(WrapUpScreen)._facts.times
    said = [model.index(row, 1).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert "skipped" in said[1]
    assert "out of order" in said[2]
    assert "Began at" in window.findChild(QLabel, "wrap_up_course").text()


def test_something_for_next_time_is_kept_with_enter(
    qtbot: Any, wrap_up: MainWindow, book: Workbook, workshop_id: str
) -> None:
    field = wrap_up.findChild(QLineEdit, "wrap_up_next_time")
    qtbot.keyClicks(field, "More tape")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    [note] = book.live.notes(workshop_id)
    assert (note.text, note.next_time, field.text()) == ("More tape", True, "")


def test_a_finished_run_is_reopened_from_here(
    qtbot: Any, make_window: Any, book: Workbook, clock: SetClock, workshop_id: str
) -> None:
    run = book.open_run(workshop_id)
    run.start()
    clock.pass_seconds(60)
    run.finish()
    window = make_window(book, Route("workshop.wrapup", (workshop_id,)))
    qtbot.mouseClick(window.findChild(QPushButton, "reopen_run"), Qt.MouseButton.LeftButton)
    assert book.live.resume(workshop_id).view().state is RunStatus.RUNNING
    assert window.current.route.screen == "workshop.run"


def test_what_it_usually_takes_is_adopted_with_one_click(
    qtbot: Any, make_window: Any, book: Workbook, clock: SetClock, workshop_id: str
) -> None:
    first = book.planning.agenda(workshop_id).activities[0]
    for _ in range(3):
        run = book.live.open(workshop_id)
        run.start()
        clock.pass_seconds(15 * 60)
        run.next()
        run.finish()
    window = make_window(book, Route("workshop.wrapup", (workshop_id,)))
    button = window.findChild(QPushButton, "wrap_up_adopt_0")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert book.planning.agenda(workshop_id).activities[0].planned_seconds == 900
    assert first.planned_seconds == 600
