"""All details of an activity: each field is on disk as soon as one leaves it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QSpinBox

from facilitator.clock import SetClock
from facilitator.planning.model import Activity
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.planning.activity_sheet import ActivitySheet, open_activity
from ui.planning.agenda_model import Col
from ui.planning.agenda_screen import AgendaScreen
from ui.planning.agenda_table import AgendaTable
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.widgets.toggles import TickBox
from ui.words import spoken

Key = Qt.Key


@pytest.fixture
def book(tmp_path: Path, clock: SetClock) -> Iterator[Workbook]:
    made = Workbook.create(tmp_path / "small.facilitator", time_zone="UTC", clock=clock)
    programme_id = made.planning.add_programme("Evenings")
    workshop_id = made.planning.add_workshop(
        programme_id, "First", "2026-10-08T17:30", "UTC", 3600, expected_heads=24
    )
    for title in ("Open", "Work"):
        made.planning.add_activity(workshop_id, None, title, "discussion", 600)
    yield made
    made.close(back_up=False)


@pytest.fixture
def workshop_id(book: Workbook) -> str:
    return book.planning.workshops()[0].id


@pytest.fixture
def sheet(
    qtbot: Any,
    window: MainWindow,
    book: Workbook,
    workshop_id: str,
    monkeypatch: pytest.MonkeyPatch,
) -> ActivitySheet:
    """The form over "Open", shown as it is when somebody presses Ctrl+Enter."""
    shown: list[ActivitySheet] = []

    async def show(dialog: ActivitySheet) -> int:
        shown.append(dialog)
        dialog.show()
        return 0

    monkeypatch.setattr(window, "ask_dialog", show)
    table = window.findChild(AgendaTable)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, Col.TITLE))
    qtbot.keyClick(table, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.addWidget(shown[0])
    return shown[0]


def _first(book: Workbook, workshop_id: str, at: int = 0) -> Activity:
    return book.planning.agenda(workshop_id).activities[at]


def _write(qtbot: Any, sheet: ActivitySheet, key: str, text: str) -> None:
    """Write into a field and leave it."""
    field = sheet.form.fields[key].field
    field.setFocus()
    field.selectAll()
    if text:
        qtbot.keyClicks(field, text)
    else:
        qtbot.keyClick(field, Key.Key_Delete)
    sheet.form.fields[key].flush()


@pytest.mark.parametrize(
    ("key", "typed", "field", "kept"),
    [
        ("title", "Arrive", "title", "Arrive"),
        ("planned_seconds", "1h30", "planned_seconds", 5400),
        ("minimum_seconds", "5", "minimum_seconds", 300),
        ("can_lose_seconds", "2", "can_lose_seconds", 120),
        ("lock", "17:40", "locked_start_seconds", 63600),
        ("say", "Welcome", "say", "Welcome"),
        ("task", "Find a seat", "task", "Find a seat"),
        ("if_short", "Skip the round", "if_short", "Skip the round"),
        ("warn_seconds", "3", "warn_seconds", 180),
    ],
)
def test_what_is_written_is_kept_on_leaving_the_field(
    qtbot: Any,
    sheet: ActivitySheet,
    book: Workbook,
    workshop_id: str,
    key: str,
    typed: str,
    field: str,
    kept: object,
) -> None:
    _write(qtbot, sheet, key, typed)

    assert getattr(_first(book, workshop_id), field) == kept
    book.undo()
    assert getattr(_first(book, workshop_id), field) != kept


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("planned_seconds", "soon", "not a length of time"),
        ("planned_seconds", "0", "more than no time"),
        ("planned_seconds", "9000", "longer than a day"),
        ("minimum_seconds", "20", "longer than the planned"),
        ("lock", "noon", "not a time of day"),
    ],
)
def test_what_cannot_be_is_said_under_its_field_and_stays_there(
    qtbot: Any,
    sheet: ActivitySheet,
    book: Workbook,
    workshop_id: str,
    key: str,
    typed: str,
    said: str,
) -> None:
    before = _first(book, workshop_id)
    _write(qtbot, sheet, key, typed)

    assert said in sheet.form.fields[key].row.error.text()
    assert sheet.form.fields[key].field.text() == typed
    assert _first(book, workshop_id) == before


def test_switches_and_choices_are_kept_at_once(
    qtbot: Any, sheet: ActivitySheet, book: Workbook, workshop_id: str
) -> None:
    for key in ("optional", "auto_advance", "counts_as_contact"):
        sheet.form.fields[key].field.click()
    grouping = sheet.form.fields["grouping"].field
    assert isinstance(grouping, QComboBox)
    grouping.setCurrentIndex(grouping.findData("groups-of-4"))
    grouping.activated.emit(grouping.currentIndex())

    kept = _first(book, workshop_id)
    assert (kept.optional, kept.auto_advance, kept.counts_as_contact) == (True, True, False)
    assert kept.grouping == "groups-of-4"


def test_a_new_material_is_counted_for_those_expected(
    qtbot: Any, sheet: ActivitySheet, book: Workbook, workshop_id: str
) -> None:
    sheet.findChild(QPushButton, "add_material_line").click()
    label = sheet.findChild(QComboBox, "material_0")
    qtbot.keyClicks(label.lineEdit(), "Scissors")
    qtbot.keyClick(label.lineEdit(), Key.Key_Return)
    count = sheet.findChild(QSpinBox, "material_quantity_0")
    count.setValue(2)
    count.editingFinished.emit()
    per = sheet.findChild(QComboBox, "material_per_0")
    per.setCurrentIndex(per.findData("group-of-4"))
    per.activated.emit(per.currentIndex())

    (use,) = _first(book, workshop_id).materials
    assert (use.label, use.quantity, use.per) == ("Scissors", 2, "group-of-4")
    assert book.planning.kit(workshop_id)[0].total == 12


def test_skills_and_their_parts_are_ticked(
    sheet: ActivitySheet, book: Workbook, workshop_id: str
) -> None:
    skill = book.skills.framework().skills[0]
    sheet.findChild(TickBox, f"skill_{skill.key}").click()
    part = skill.indicators[0]
    sheet.findChild(TickBox, f"skill_part_{part.key}").click()

    (aim,) = _first(book, workshop_id).skills
    assert (aim.skill_id, aim.indicator_id) == (skill.id, part.id)


def test_the_next_activity_is_a_key_away_and_nothing_written_is_lost(
    qtbot: Any, sheet: ActivitySheet, book: Workbook, workshop_id: str
) -> None:
    say = sheet.form.fields["say"].field
    assert isinstance(say, QPlainTextEdit)
    say.setFocus()
    qtbot.keyClicks(say, "Good evening")
    sheet.step(1)

    assert _first(book, workshop_id).say == "Good evening"
    assert _first(book, workshop_id, 1).say == ""
    assert sheet.form.fields["title"].field.text() == "Work"
    assert say.toPlainText() == ""


def test_closing_at_once_keeps_what_is_being_written(
    qtbot: Any, sheet: ActivitySheet, book: Workbook, workshop_id: str
) -> None:
    title = sheet.form.fields["title"].field
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Arrive")
    sheet.accept()

    assert _first(book, workshop_id).title == "Arrive"


def test_f2_twice_and_enter_twice_open_all_details(
    qtbot: Any, window: MainWindow, book: Workbook
) -> None:
    asked: list[str] = []
    table = window.findChild(AgendaTable)
    table.details_requested.disconnect()
    table.details_requested.connect(asked.append)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, Col.TITLE))
    for key in (Key.Key_F2, Key.Key_Return):
        qtbot.keyClick(table, key)
        field = table._delegate.editor
        assert isinstance(field, QLineEdit)
        qtbot.keyClick(field, key)

    assert len(asked) == 2


def test_every_word_of_the_form_can_be_translated(
    make_window: Callable[..., MainWindow],
    qtbot: Any,
    book: Workbook,
    workshop_id: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with spoken("xx-pseudo"):
        window = make_window(book, Route("workshop.agenda", (workshop_id,)))
        shown: list[ActivitySheet] = []

        async def show(dialog: ActivitySheet) -> int:
            shown.append(dialog)
            dialog.show()
            return 0

        monkeypatch.setattr(window, "ask_dialog", show)
        screen = window.findChild(AgendaScreen)
        assert screen is not None
        first = _first(book, workshop_id)
        screen.spawn(open_activity(screen, workshop_id, first.id, chosen_now=lambda _key: None))
        qtbot.addWidget(shown[0])
        data = {"Open", "Work", "First"}
        data |= {skill.title for skill in book.skills.framework().skills}
        assert faults_of(shown[0], data=data) == []
