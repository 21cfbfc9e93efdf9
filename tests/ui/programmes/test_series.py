"""Series of workshops, planned by hand in their sheet."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QApplication, QDateEdit, QPlainTextEdit, QSpinBox, QTimeEdit

from facilitator.clock import SetClock
from facilitator.planning.model import ActivityKind
from facilitator.planning.series_dates import Rhythm
from facilitator.workbook import Workbook
from tests.ui.programmes.plans import answering, part
from tests.ui.pseudo import faults_of
from ui.programmes.choosing import DayField, NamedChoice, TimeField
from ui.programmes.series_days import days_of
from ui.programmes.series_sheet import SeriesSheet
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.theme.theme import Theme
from ui.widgets.fields import Choice
from ui.widgets.labels import TextLabel
from ui.widgets.rows import RowsView
from ui.widgets.toggles import TickBox
from ui.words import PSEUDO, spoken

MakeWindow = Callable[..., MainWindow]
ZONE = "Europe/Lisbon"


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    clock = SetClock(datetime(2026, 10, 1, 9, 0, tzinfo=UTC))
    made = Workbook.create(tmp_path / "Series.facilitator", time_zone=ZONE, clock=clock)
    yield made
    made.close(back_up=False)


@pytest.fixture
def programme(workbook: Workbook) -> str:
    return workbook.start_programme("Mending together")


def open_tab(make_window: MakeWindow, workbook: Workbook, programme: str) -> MainWindow:
    return make_window(workbook, Route("programme.workshops", (programme,)))


def add(dialog: SeriesSheet) -> None:
    dialog.main_button.click()


def starts_of(workbook: Workbook, programme: str) -> list[str]:
    return [f"{row.starts_local:%m-%d %H:%M}" for row in workbook.planning.workshops(programme)]


def test_ten_weekly_workshops_with_two_days_left_out_are_planned_by_keys_alone(
    make_window: MakeWindow, workbook: Workbook, programme: str, qtbot: Any
) -> None:
    window = open_tab(make_window, workbook, programme)
    before = len(workbook.history())
    pressed = 0

    def press(key: Qt.Key) -> None:
        nonlocal pressed
        pressed += 1
        qtbot.keyClick(QApplication.focusWidget(), key)

    def tab_to(widget: Any) -> None:
        for _ in range(12):
            if QApplication.focusWidget() is widget:
                return
            press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {widget.objectName()}")

    def plan(dialog: SeriesSheet) -> None:
        count = part(dialog, QSpinBox, "series_count")
        tab_to(count)
        count.selectAll()
        qtbot.keyClicks(count, "10")
        tab_to(part(dialog, RowsView, "series_days"))
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
            press(key)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
            press(key)
        assert part(dialog, TextLabel, "series_summary").text() == "1 October to 17 December 2026"
        press(Qt.Key.Key_Return)

    answering(window, plan)
    qtbot.keyClick(
        window,
        Qt.Key.Key_N,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )

    rows = workbook.planning.workshops(programme)
    days = [row.starts_local.date() for row in rows]
    weeks = [date(2026, 10, 1) + timedelta(weeks=week) for week in range(12)]
    assert days == [day for place, day in enumerate(weeks) if place not in {2, 4}]
    assert [row.title for row in rows] == [f"Workshop {number}" for number in range(1, 11)]
    # A key a second is slow; so it is done in half a minute.
    assert pressed < 30
    assert len(workbook.history()) == before + 1
    window.commands.trigger("edit.undo")
    assert workbook.planning.workshops(programme) == []


def test_a_click_leaves_a_day_out_and_a_second_one_takes_it_back(
    make_window: MakeWindow, workbook: Workbook, programme: str, qtbot: Any
) -> None:
    window = open_tab(make_window, workbook, programme)

    def plan(dialog: SeriesSheet) -> None:
        days = part(dialog, RowsView, "series_days")
        spot = days.visualRect(days.model().index(2, 0)).center()
        qtbot.mouseClick(days.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert "left out" in days.model().words(2).chip
        qtbot.mouseClick(days.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert days.model().words(2).chip == ""
        qtbot.mouseClick(days.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        part(dialog, QSpinBox, "series_count").setValue(2)
        add(dialog)

    answering(window, plan)
    window.commands.trigger("workshops.series")
    assert starts_of(workbook, programme) == ["10-01 17:30", "10-15 17:30"]


def test_a_pasted_list_of_titles_says_how_many_there_are(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    window = open_tab(make_window, workbook, programme)

    def plan(dialog: SeriesSheet) -> None:
        titles = part(dialog, QPlainTextEdit, "series_titles")
        titles.setPlainText("Hello\nTrue or false?\n\nTools\n")
        assert dialog.main_button.words == "Add 3 workshops"
        assert not part(dialog, QSpinBox, "series_count").isEnabled()
        add(dialog)

    answering(window, plan)
    window.commands.trigger("workshops.series")
    titles = [row.title for row in workbook.planning.workshops(programme)]
    assert titles == ["Hello", "True or false?", "Tools"]


def test_several_weekdays_until_a_last_day(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    window = open_tab(make_window, workbook, programme)

    def plan(dialog: SeriesSheet) -> None:
        choose(dialog, "series_rhythm", "weekdays")
        tuesday = part(dialog, TickBox, "weekday_2")
        assert tuesday.isVisible()
        tuesday.click()
        choose(dialog, "series_ends", "until")
        part(dialog, QDateEdit, "series_until").setDate(QDate(2026, 10, 13))
        part(dialog, QTimeEdit, "series_start").setTime(QTime(9, 30))
        add(dialog)

    answering(window, plan)
    window.commands.trigger("workshops.series")
    assert starts_of(workbook, programme) == [
        *("10-01 09:30", "10-06 09:30", "10-08 09:30"),
        "10-13 09:30",
    ]


def test_every_month_is_named_by_the_first_day(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    window = open_tab(make_window, workbook, programme)

    def plan(dialog: SeriesSheet) -> None:
        part(dialog, QDateEdit, "series_first").setDate(QDate(2026, 10, 8))
        choose(dialog, "series_rhythm", "month-weekday")
        often = part(dialog, Choice, "series_rhythm")
        assert often.currentText() == "Every month, the second Thursday"
        part(dialog, QSpinBox, "series_count").setValue(3)
        add(dialog)

    answering(window, plan)
    window.commands.trigger("workshops.series")
    assert [each[:5] for each in starts_of(workbook, programme)] == ["10-08", "11-12", "12-10"]


def test_a_series_like_a_workshop_has_its_plan_each_its_own(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    like = workbook.planning.add_workshop(programme, "Evening 1", "2026-10-01T18:00", ZONE, 5400)
    workbook.planning.add_activity(like, None, "Welcome", ActivityKind.WELCOME, 600)
    window = open_tab(make_window, workbook, programme)

    def plan(dialog: SeriesSheet) -> None:
        assert part(dialog, QDateEdit, "series_first").date() == QDate(2026, 10, 8)
        choose(dialog, "series_like", like)
        part(dialog, QPlainTextEdit, "series_titles").setPlainText("Evening {n}")
        part(dialog, QSpinBox, "series_count").setValue(2)
        part(dialog, NamedChoice, "venue").setEditText("Mill House")
        add(dialog)

    answering(window, plan)
    window.commands.trigger("workshops.series")
    rows = workbook.planning.workshops(programme)
    assert [row.title for row in rows] == ["Evening 1", "Evening 2", "Evening 3"]
    assert [row.activity_count for row in rows] == [1, 1, 1]
    assert [row.venue_name for row in rows[1:]] == ["Mill House", "Mill House"]
    window.commands.trigger("edit.undo")
    assert workbook.centre.venues() == []


def test_a_series_over_a_change_of_the_clocks_says_that_it_keeps_its_time(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    window = open_tab(make_window, workbook, programme)
    said: list[str] = []

    def plan(dialog: SeriesSheet) -> None:
        said.append(part(dialog, TextLabel, "series_note").text())
        part(dialog, QDateEdit, "series_first").setDate(QDate(2027, 3, 28))
        part(dialog, QTimeEdit, "series_start").setTime(QTime(1, 30))
        said.append(part(dialog, TextLabel, "series_note").text())
        dialog.reject()

    answering(window, plan)
    window.commands.trigger("workshops.series")
    assert "The clocks change before Thu 29 October; it stays 17:30." in said[0]
    assert "01:30 is left out: it begins at 02:30." in said[1]


def test_a_day_on_which_the_place_is_taken_says_by_whom(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    hall = workbook.centre.add_venue("Hall")
    workbook.planning.update_programme(programme, venue_id=hall)
    other = workbook.planning.add_programme("Choir", venue_id=hall)
    workbook.planning.add_series(
        other, "Rehearsal", "2026-10-08T18:00", ZONE, Rhythm(count=1), target_seconds=3600
    )
    window = open_tab(make_window, workbook, programme)
    said: list[str] = []

    def plan(dialog: SeriesSheet) -> None:
        said.extend(row.clash for row in dialog._days.rows())
        dialog.reject()

    answering(window, plan)
    window.commands.trigger("workshops.series")
    words = said[1].replace("\u2068", "").replace("\u2069", "")
    assert words == "At the same time as Rehearsal, 18:00 to 19:00: Hall."
    assert said[0] == ""


def test_what_cannot_be_is_said_and_nothing_can_be_added(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    window = open_tab(make_window, workbook, programme)
    said: list[str] = []

    def plan(dialog: SeriesSheet) -> None:
        summary = part(dialog, TextLabel, "series_summary")
        choose(dialog, "series_rhythm", "weekdays")
        part(dialog, TickBox, "weekday_4").click()
        said.append(summary.text())
        choose(dialog, "series_rhythm", "daily")
        choose(dialog, "series_ends", "until")
        part(dialog, QDateEdit, "series_until").setDate(QDate(2030, 1, 1))
        said.append(summary.text())
        part(dialog, QDateEdit, "series_until").setDate(QDate(2026, 9, 1))
        said.append(summary.text())
        assert not dialog.main_button.isEnabled()
        dialog.reject()

    answering(window, plan)
    window.commands.trigger("workshops.series")
    assert said == [
        "Choose the days of the week.",
        "200 workshops are the most that can be added at once.",
        "No day is left on which a workshop would take place.",
    ]
    assert workbook.planning.workshops(programme) == []


def test_days_left_out_stay_in_the_list_up_to_the_last_one() -> None:
    first = date(2026, 10, 1)
    skips = frozenset({date(2026, 10, 8), date(2026, 12, 31)})
    found = days_of(first, Rhythm(count=2, skips=skips))
    assert found == [(first, True), (date(2026, 10, 8), False), (date(2026, 10, 15), True)]
    alone = days_of(first, Rhythm(until=first, skips=frozenset({first})))
    assert alone == [(first, False)]


def test_every_text_of_the_sheet_can_be_translated_and_has_room(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    found: list[str] = []
    with spoken(PSEUDO):
        window = open_tab(make_window, workbook, programme)

        def look(dialog: SeriesSheet) -> None:
            choose(dialog, "series_rhythm", "weekdays")
            QApplication.processEvents()
            found.extend(faults_of(dialog, {ZONE, "{n}"}))
            dialog.reject()

        answering(window, look)
        window.commands.trigger("workshops.series")
    assert found == []


def choose(dialog: SeriesSheet, name: str, key: object) -> None:
    field = part(dialog, Choice, name)
    place = field.findData(key)
    assert place >= 0, key
    field.setCurrentIndex(place)


def test_a_plan_with_a_long_title_leaves_the_sheet_as_wide_as_it_is(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    title = "How to mend what you love, with neighbours who know how " * 4
    workbook.planning.add_workshop(programme, title, "2026-10-01T18:00", ZONE, 5400)
    window = open_tab(make_window, workbook, programme)

    def look(dialog: SeriesSheet) -> None:
        assert dialog.area.horizontalScrollBar().maximum() == 0
        assert dialog.width() <= window.width()
        dialog.reject()

    answering(window, look, look)  # the sheets for one and for many
    window.commands.trigger("workshops.series")
    window.commands.trigger("workshops.next_last")


def test_hours_stand_before_minutes_in_a_mirrored_window_too(
    qapp: QApplication, theme: Theme, qtbot: Any
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    start = TimeField(QTime(17, 30), name="start")
    day = DayField(theme, QDate(2026, 10, 8), name="day")
    for field in (start, day):
        qtbot.addWidget(field)
        field.show()
    assert start.text() == "17:30"
    assert day.text() == "Thu 8 October 2026"
