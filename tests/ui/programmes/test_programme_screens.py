"""The screens of a programme, through what a person does on them, over a real workbook."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.day_words import day_and_month
from ui.programmes.grid_view import GridView
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.widgets.buttons import Button
from ui.words import PSEUDO, spoken

MakeWindow = Callable[..., MainWindow]
TABS = ("workshops", "participants", "attendance", "skills", "certificates")


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    clock = SetClock(datetime(2026, 10, 21, 9, 0, tzinfo=UTC))
    made = Workbook.create(tmp_path / "Centre.facilitator", time_zone="UTC", clock=clock)
    yield made
    made.close(back_up=False)


@pytest.fixture
def programme(workbook: Workbook) -> str:
    return workbook.load_sample()


def open_tab(make_window: MakeWindow, workbook: Workbook, tab: str, programme: str) -> MainWindow:
    return make_window(workbook, Route(f"programme.{tab}", (programme,)))


def button(window: MainWindow, name: str) -> Button:
    found = window.findChild(Button, name)
    assert found is not None, name
    return found


def data_of(workbook: Workbook, programme: str) -> set[str]:
    """What people wrote, which no translator has to see."""
    words = {programme_row.title for programme_row in workbook.planning.programmes()}
    words |= {row.subtitle for row in workbook.planning.programmes()}
    for row in workbook.planning.workshops(programme):
        words |= {row.title, row.venue_name}
        words.add(f"{day_and_month(row.starts_local.date())}\n{row.title}")
    for person in workbook.people.roster(programme):
        words |= {person.name, person.native_name, person.call_name}
    for rule in workbook.certificates.rules(programme):
        words.add(rule.title)
    for skill in workbook.skills.framework().skills:
        words.add(skill.title)
    words |= {level.label for level in workbook.skills.framework().levels}
    for certificate in workbook.certificates.register():
        words.add(certificate.serial)
    return words


@pytest.mark.parametrize("tab", TABS)
def test_every_text_of_a_tab_can_be_translated_and_has_room(
    make_window: MakeWindow, workbook: Workbook, programme: str, tab: str
) -> None:
    with spoken(PSEUDO):
        window = open_tab(make_window, workbook, tab, programme)
        QApplication.processEvents()
        screen = window.findChild(Screen)
        assert screen is not None
        faults = faults_of(screen, data_of(workbook, programme))
    assert faults == []


@pytest.mark.parametrize("tab", TABS)
def test_an_empty_programme_says_what_each_tab_is_for(
    make_window: MakeWindow, workbook: Workbook, tab: str
) -> None:
    empty = workbook.planning.add_programme("Nothing yet")
    window = open_tab(make_window, workbook, tab, empty)
    shown = [state for state in window.findChildren(object) if _is_empty_state(state)]
    assert any(state.isVisible() for state in shown)


def _is_empty_state(widget: Any) -> bool:
    return type(widget).__name__ == "EmptyState"


def grid(window: MainWindow) -> GridView:
    found = window.findChild(GridView)
    assert found is not None
    return found


def row_of(view: GridView, name: str) -> int:
    names = [person.name for person in view.model().people]
    return names.index(name)


def test_the_grid_shows_the_totals_worked_out_by_hand(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    window = open_tab(make_window, workbook, "attendance", programme)
    model = grid(window).model()
    row = row_of(grid(window), "S. Ravichandran")
    told = [str(model.index(row, column).data()) for column in range(model.columnCount())]
    assert told[6:] == ["4 of 5", "6 h 20 min, 69.1 %", "Record of attendance"]


def test_a_key_in_the_grid_marks_and_undo_takes_it_back(
    make_window: MakeWindow, workbook: Workbook, programme: str, qtbot: Any
) -> None:
    window = open_tab(make_window, workbook, "attendance", programme)
    view = grid(window)
    view.setFocus()
    row = row_of(view, "Dawit Bekele Tadesse")
    view.setCurrentIndex(view.model().index(row, 2))
    qtbot.keyClick(view, Qt.Key.Key_P)
    assert workbook.attendance.person_totals(programme)[row].contact_minutes == 550
    assert view.model().index(row, 6).data() == "5 of 5"
    assert (view.currentIndex().row(), view.currentIndex().column()) == (row, 2)
    window.commands.trigger("edit.undo")
    assert view.model().index(row, 6).data() == "4 of 5"


def test_nobody_is_marked_before_they_were_enrolled(
    make_window: MakeWindow, workbook: Workbook, programme: str, qtbot: Any
) -> None:
    window = open_tab(make_window, workbook, "attendance", programme)
    view = grid(window)
    view.setFocus()
    row = row_of(view, "Somchai Srisuk")
    view.setCurrentIndex(view.model().index(row, 1))
    before = workbook.history()
    qtbot.keyClick(view, Qt.Key.Key_P)
    assert workbook.history() == before


def test_the_grid_finds_people_by_any_spelling(
    make_window: MakeWindow, workbook: Workbook, programme: str, qtbot: Any
) -> None:
    window = open_tab(make_window, workbook, "attendance", programme)
    field = window.findChild(QLineEdit, "attendance_search")
    qtbot.keyClicks(field, "yildiz")
    assert [person.name for person in grid(window).model().people] == ["Mehmet Yıldız"]
    field.clear()
    assert len(grid(window).model().people) == 24


def test_the_register_is_saved_where_one_says(
    make_window: MakeWindow, workbook: Workbook, programme: str, tmp_path: Path
) -> None:
    window = open_tab(make_window, workbook, "attendance", programme)
    target = tmp_path / "register.pdf"
    window.choose_file_to_save = _answering(target)  # type: ignore[method-assign]
    button(window, "save_register").click()
    document = pypdfium2.PdfDocument(target)
    assert "Guðrún" in document[0].get_textpage().get_text_range()
    document.close()


def test_somebody_new_is_added_and_enrolled_with_a_name_and_enter(
    make_window: MakeWindow, workbook: Workbook, programme: str, qtbot: Any
) -> None:
    window = open_tab(make_window, workbook, "participants", programme)
    field = window.findChild(QLineEdit, "enrol_field")
    # Qt's key clicks know ASCII only; a keyboard of the place types the rest.
    field.insert("Żółta Łódź")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "Żółta Łódź" in [row.name for row in workbook.people.roster(programme)]
    assert field.text() == ""
    window.commands.trigger("edit.undo")
    assert "Żółta Łódź" not in [row.name for row in workbook.people.roster(programme)]
    assert workbook.people.search("Żółta") == []


def test_somebody_known_is_enrolled_and_not_added_twice(
    make_window: MakeWindow, workbook: Workbook, programme: str, qtbot: Any
) -> None:
    other = workbook.planning.add_programme("Another")
    window = open_tab(make_window, workbook, "participants", other)
    field = window.findChild(QLineEdit, "enrol_field")
    qtbot.keyClicks(field, "gudrun")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [row.name for row in workbook.people.roster(other)] == ["Guðrún Helgadóttir"]
    assert len(workbook.people.search("gudrun")) == 1


def test_certificates_are_issued_drawn_and_saved(
    make_window: MakeWindow, workbook: Workbook, programme: str, tmp_path: Path, qtbot: Any
) -> None:
    window = open_tab(make_window, workbook, "certificates", programme)
    assert window.findChild(object, "awards_summary").text() == "23 of 24 people get a certificate"
    button(window, "issue").click()
    assert workbook.certificates.register()[0].serial == "LQC-2026-0001"
    target = tmp_path / "certificates.pdf"
    window.choose_file_to_save = _answering(target)  # type: ignore[method-assign]
    button(window, "save_certificates").click()
    document = pypdfium2.PdfDocument(target)
    assert len(document) == 23
    document.close()
    preview = window.findChild(object, "certificate_preview")
    qtbot.waitUntil(lambda: "Amina" in preview.accessibleName())


def test_a_corrected_mark_asks_to_look_at_the_certificate_again(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    workbook.certificates.issue(programme)
    first = workbook.planning.workshops(programme)[0].id
    amina = workbook.people.search("Amina")[0].id
    workbook.attendance.mark(first, amina, "absent")
    window = open_tab(make_window, workbook, "certificates", programme)
    spoken_rows = _rows_of(window, "candidates")
    assert spoken_rows[0].startswith("Look again")
    assert spoken_rows[1].startswith("Amina El Idrissi")
    assert "other contact time" in spoken_rows[1]


def test_who_gets_none_reads_why(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    window = open_tab(make_window, workbook, "certificates", programme)
    rows = _rows_of(window, "candidates")
    assert any(row.startswith("Mehmet Yıldız") and "0 of 1" in row for row in rows)
    assert any(row.startswith("S. Ravichandran") and "69.1 % of 75 %" in row for row in rows)


def test_a_revoked_certificate_keeps_its_place_in_the_register(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    workbook.certificates.issue(programme)
    window = open_tab(make_window, workbook, "certificates", programme)

    async def answer(dialog: QDialog) -> int:
        dialog.setTextValue("Wrong person")  # type: ignore[attr-defined]
        return 1

    window.ask_dialog = answer  # type: ignore[method-assign]
    button(window, "revoke").click()
    row = workbook.certificates.register()[0]
    assert (row.state.value, row.state_reason) == ("revoked", "Wrong person")


def test_a_new_workshop_is_proposed_a_week_after_the_last(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    window = open_tab(make_window, workbook, "workshops", programme)

    async def answer(dialog: QDialog) -> int:
        dialog.findChild(QLineEdit, "workshop_title").setText("One more")
        dialog.findChild(Button, "sheet_main").click()
        return dialog.result()

    window.ask_dialog = answer  # type: ignore[method-assign]
    window.commands.trigger("workshops.add")
    row = workbook.planning.workshops(programme)[-1]
    assert (row.title, str(row.starts_local)) == ("One more", "2026-10-22 17:30:00")
    assert window.route.screen == "workshop.agenda"


def test_a_workshop_that_was_held_is_not_removed_and_one_reads_why(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    window = open_tab(make_window, workbook, "workshops", programme)
    window.commands.trigger("workshops.remove")
    assert len(workbook.planning.workshops(programme)) == 5
    assert QApplication.activeModalWidget() is None


def test_a_new_programme_opens_at_once(make_window: MakeWindow, workbook: Workbook) -> None:
    window = make_window(workbook, Route("programmes"))

    async def answer(dialog: QDialog) -> int:
        dialog.findChild(QLineEdit, "programme_title").setText("Digital café")
        dialog.findChild(Button, "sheet_main").click()
        return dialog.result()

    window.ask_dialog = answer  # type: ignore[method-assign]
    button(window, "first_programme").click()
    (row,) = workbook.planning.programmes()
    assert row.title == "Digital café"
    assert window.route == Route("programme.workshops", (row.id,))


def _rows_of(window: MainWindow, name: str) -> list[str]:
    view = window.findChild(object, name)
    model = view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def _answering(target: Path) -> Any:
    async def answer(*_args: object, **_more: object) -> Path:
        return target

    return answer
