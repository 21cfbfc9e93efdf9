"""Hints, ways to end in time and usual minutes as they meet a person on the Agenda tab."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton

from facilitator.clock import SetClock
from facilitator.planning.model import Activity
from facilitator.workbook import Workbook
from ui.planning.agenda_screen import AgendaScreen
from ui.planning.agenda_table import AgendaTable
from ui.planning.fit_sheet import FitSheet
from ui.planning.hints_list import HintRow
from ui.planning.hints_panel import HintsPanel
from ui.planning.library_picker import LibraryPicker
from ui.planning.timeline import Timeline
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.widgets.rows import RowsView

Key = Qt.Key


def _activities(book: Workbook, workshop_id: str) -> list[Activity]:
    return list(book.planning.agenda(workshop_id).activities)


def _press(qtbot: Any, screen: AgendaScreen, name: str) -> None:
    found = [each for each in screen.findChildren(QPushButton, name) if each.isVisible()]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def _said(screen: AgendaScreen) -> list[str]:
    return [row.accessibleName() for row in screen.findChildren(HintRow) if row.isVisible()]


@pytest.fixture
def accept(monkeypatch: pytest.MonkeyPatch, window: MainWindow) -> list[FitSheet]:
    """Answers the sheet with its main button; gives the sheets that were shown."""
    shown: list[FitSheet] = []

    async def at_once(dialog: FitSheet) -> int:
        shown.append(dialog)
        return 1

    monkeypatch.setattr(window, "ask_dialog", at_once)
    return shown


def test_minutes_too_many_are_told_and_taken_back_with_one_press(
    qtbot: Any, screen: AgendaScreen, book: Workbook, workshop_id: str
) -> None:
    assert _said(screen) == []
    table = screen.findChild(AgendaTable)
    table.choose(_activities(book, workshop_id)[7].id)
    table.setFocus()
    for _ in range(3):
        qtbot.keyClick(table, Key.Key_Plus)
    assert _said(screen) == ["The plan ends 3 min after the end that was set"]

    back = next(b for b in screen.findChildren(QPushButton, "hint_back") if b.isVisible())
    assert back.text() == "Back to 25"
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert _activities(book, workshop_id)[7].planned_seconds == 25 * 60
    assert _said(screen) == []


def test_a_plan_that_is_too_long_is_fitted_from_its_last_row_in_one_step(
    qtbot: Any, screen: AgendaScreen, book: Workbook, workshop_id: str, accept: list[FitSheet]
) -> None:
    link = screen.findChild(QPushButton, "fit_to_end")
    assert not link.isVisible()
    longest = _activities(book, workshop_id)[7].id
    book.planning.update_activity(longest, planned_seconds=35 * 60)
    screen.reload()
    before = [each.planned_seconds for each in _activities(book, workshop_id)]
    assert link.text() == "Fit to 19:30…"
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)

    assert len(accept) == 1
    assert book.planning.agenda(workshop_id).schedule.over_seconds == 0
    book.undo()
    assert [each.planned_seconds for each in _activities(book, workshop_id)] == before


def test_a_hint_is_put_aside_and_brought_back(
    qtbot: Any, screen: AgendaScreen, book: Workbook, workshop_id: str
) -> None:
    book.planning.update_activity(_activities(book, workshop_id)[7].id, planned_seconds=35 * 60)
    screen.reload()
    said = _said(screen)
    _press(qtbot, screen, "dismiss_hint")
    assert _said(screen) == said[1:]
    count = screen.findChild(HintsPanel).heading.count.text()
    assert count == str(len(said) - 1)

    _press(qtbot, screen, "bring_back_hints")
    assert _said(screen) == said


def test_a_break_is_added_where_people_would_need_it(
    qtbot: Any, screen: AgendaScreen, book: Workbook, workshop_id: str
) -> None:
    pause = _activities(book, workshop_id)[5]
    book.planning.delete_activities([pause.id])
    screen.reload()
    _press(qtbot, screen, "hint_break")

    kinds = [each.kind.value for each in _activities(book, workshop_id)]
    assert "break" in kinds[3:7]
    assert not any("without a break" in words for words in _said(screen))


def test_go_there_chooses_the_activity_in_table_and_timeline(
    qtbot: Any, screen: AgendaScreen, book: Workbook, workshop_id: str
) -> None:
    book.planning.delete_activities([_activities(book, workshop_id)[5].id])
    screen.reload()
    screen.findChild(AgendaTable).choose(_activities(book, workshop_id)[4].id)
    _press(qtbot, screen, "hint_go")

    first = _activities(book, workshop_id)[0].id
    assert screen.findChild(AgendaTable).current_activity() == first
    assert screen.findChild(Timeline).chosen == first


def test_methods_that_help_are_shown_in_the_library(
    qtbot: Any, window: MainWindow, screen: AgendaScreen, book: Workbook, workshop_id: str
) -> None:
    book.planning.delete_activities([_activities(book, workshop_id)[8].id])
    screen.reload()
    assert "No time to look back" in _said(screen)
    _press(qtbot, screen, "hint_methods")
    picker = window.findChild(LibraryPicker)

    chosen = picker.filters.chosen()
    assert [kind.value for kind in chosen.kinds] == ["reflection"]
    assert picker.methods.findChild(RowsView).model().rowCount() == book.planning.count_methods(
        "", chosen
    )


def test_in_a_narrow_window_the_hints_take_the_place_of_the_timeline(
    qtbot: Any, window: MainWindow, screen: AgendaScreen
) -> None:
    window.resize(1150, 700)
    panel, timeline = screen.findChild(HintsPanel), screen.findChild(Timeline)
    assert timeline.isVisible()
    assert not panel.isVisible()

    _press(qtbot, screen, "show_hints")
    assert panel.isVisible()
    assert not timeline.isVisible()
    _press(qtbot, screen, "close_hints")
    assert timeline.isVisible()
    assert not panel.isVisible()


def test_what_was_usual_is_taken_with_one_key(
    qtbot: Any,
    make_window: Callable[..., MainWindow],
    book: Workbook,
    clock: SetClock,
) -> None:
    """After three runs of 8 minutes where 5 were planned."""
    for week in range(3):
        made = book.planning.add_workshop(
            None, f"Week {week}", f"2026-11-{10 + week}T17:30", "Europe/London"
        )
        book.planning.add_activity(made, None, "Circle", "discussion", 300)
        clock.set_wall(datetime(2026, 11, 10 + week, 17, 30, tzinfo=UTC))
        run = book.live.open(made)
        run.start()
        clock.pass_seconds(480)
        run.finish()
    planned = book.planning.add_workshop(None, "Next", "2026-12-01T17:30", "Europe/London")
    circle = book.planning.add_activity(planned, None, "Circle", "discussion", 300)
    window = make_window(book, Route("workshop.agenda", (planned,)))
    screen = window.findChild(AgendaScreen)
    words = screen.findChild(QLabel, "usual_words")
    screen.findChild(AgendaTable).choose(circle)
    assert words.isVisible()
    assert words.text() == "planned 5, usually 8 (known from 3 runs)"

    assert screen.findChild(AgendaTable).itemDelegate().usual[circle].usual_seconds == 480
    screen.findChild(AgendaTable).setFocus()
    qtbot.keyClick(screen.findChild(AgendaTable), Key.Key_U)
    assert _activities(book, planned)[0].planned_seconds == 480
    assert not words.isVisible()


def test_the_sheet_can_be_left_without_a_change(
    qtbot: Any,
    window: MainWindow,
    screen: AgendaScreen,
    book: Workbook,
    workshop_id: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book.planning.update_activity(_activities(book, workshop_id)[7].id, planned_seconds=35 * 60)
    screen.reload()
    marks: list[int] = []

    async def cancelled(dialog: FitSheet) -> int:
        marks.append(len(dialog.findChildren(QRadioButton)))
        return 0

    monkeypatch.setattr(window, "ask_dialog", cancelled)
    window.commands.trigger("agenda.fit")

    assert marks[0] >= 1
    assert _activities(book, workshop_id)[7].planned_seconds == 35 * 60


def test_methods_for_a_skill_without_minutes_are_shown_in_the_library(
    qtbot: Any, window: MainWindow, screen: AgendaScreen, book: Workbook, workshop_id: str
) -> None:
    agenda = book.planning.agenda(workshop_id)
    missing = next(
        skill for skill in book.skills.framework().skills if skill.id not in agenda.skill_seconds
    )
    aims = [*(skill.id for skill in agenda.workshop.skills), missing.id]
    book.planning.update_workshop(workshop_id, skills=aims)
    screen.reload()
    _press(qtbot, screen, "hint_methods")

    assert window.findChild(LibraryPicker).filters.chosen().skill_ids == (missing.id,)
