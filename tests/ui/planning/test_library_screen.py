"""The library of a workbook, by what a person does: find, make, change, copy, put away, delete."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.planning.library_filters import CountedTick
from ui.planning.library_screen import LibraryScreen
from ui.planning.method_form import MethodForm
from ui.planning.method_to_workshop import ChooseWorkshop
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel
from ui.widgets.rows import RowsView
from ui.widgets.toggles import TickBox
from ui.words import PSEUDO, spoken


@pytest.fixture
def library(make_window: Callable[..., MainWindow], book: Workbook) -> Callable[..., MainWindow]:
    return lambda *ids: make_window(book, Route("library", tuple(ids)))


def screen(window: MainWindow) -> LibraryScreen:
    assert isinstance(window.current, LibraryScreen)
    return window.current


def part(window: MainWindow, kind: type, name: str) -> QWidget:
    # New method stands in the header; a screen that was left may still be there.
    found = window.current.findChild(kind, name) or window.findChild(kind, name)
    assert found is not None, name
    return found


def titles(window: MainWindow) -> list[str]:
    return [row.title for row in part(window, RowsView, "methods").model().rows()]


def words(window: MainWindow) -> str:
    page = screen(window).findChild(QWidget, "method_page")
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(TextLabel) if label.isVisible())


def find(qtbot: QtBot, window: MainWindow, text: str) -> None:
    search = part(window, QLineEdit, "method_search")
    search.clear()
    qtbot.keyClicks(search, text)


def answer(window: MainWindow, do: Callable[[QDialog], object]) -> list[QDialog]:
    """Let a person do something in the next dialog; gives the dialogs that were shown."""
    shown: list[QDialog] = []

    async def ask(dialog: QDialog) -> int:
        shown.append(dialog)
        dialog.show()
        do(dialog)
        result = dialog.result()
        dialog.hide()
        return result

    window.ask_dialog = ask  # type: ignore[method-assign]
    return shown


def write(form: QDialog, name: str, text: str) -> None:
    field = form.findChild(QLineEdit, f"method_{name}") or form.findChild(
        QPlainTextEdit, f"method_{name}"
    )
    assert field is not None, name
    if isinstance(field, QLineEdit):
        field.setText(text)
    else:
        field.setPlainText(text)


def save(form: QDialog) -> None:
    form.findChild(QPushButton, "sheet_main").click()


# Finding -----------------------------------------------------------------------------------------


def test_all_ninety_methods_are_listed_and_the_first_is_shown(library):
    window = library()
    assert len(titles(window)) == 90
    assert titles(window)[0] in words(window)


def test_a_search_narrows_as_one_types_and_shows_steps_and_credit(qtbot: QtBot, library):
    window = library()
    find(qtbot, window, "1-2-4")
    assert titles(window) == ["1-2-4-All"]
    text = words(window)
    assert "Alone: think about the question in silence." in text
    assert "Henri Lipmanowicz and Keith McCandless" in text
    assert "do not paste theirs" in text


def test_a_method_that_the_finder_names_is_the_one_to_begin_with(library, book):
    row = book.planning.methods("world caf")[0]
    window = library(row.id)
    assert row.title in words(window)


def test_kinds_are_filtered_with_their_counts(library):
    window = library()
    kind = part(window, QComboBox, "filter_kind")
    place = kind.findData("energiser")
    count = int(kind.itemText(place).rpartition("\u2002")[2])
    kind.setCurrentIndex(place)
    kind.activated.emit(place)
    assert len(titles(window)) == count
    part(window, QPushButton, "clear_filters").click()
    assert len(titles(window)) == 90


def test_where_a_method_was_used_is_told(qtbot: QtBot, library, book, workshop_id):
    method = book.planning.methods("1-2-4")[0].id
    window = library(method)
    assert "Not used in a workshop yet" in words(window)
    book.planning.add_activity_from_method(workshop_id, None, method)
    screen(window).reload()
    assert "Used in 1 workshop" in words(window)
    assert "Ideas for a greener street" in words(window)


# One's own ---------------------------------------------------------------------------------------


def test_a_new_method_is_written_in_a_form_and_shown(qtbot: QtBot, library, book):
    window = library()

    def fill(form: QDialog) -> None:
        write(form, "title", "Street lotto")
        write(form, "aliases", "Lotto, City lotto")
        write(form, "summary", "People look for things in the street.")
        form.findChild(QSpinBox, "method_usual_seconds").setValue(40)
        form.findChild(QPushButton, "add_step").click()
        step = form.findChild(QLineEdit, "step_text_1")
        qtbot.keyClicks(step, "Hand out cards.")
        form.findChild(QSpinBox, "step_minutes_1").setValue(5)
        qtbot.keyClick(step, Qt.Key.Key_Return)
        qtbot.keyClicks(form.findChild(QLineEdit, "step_text_2"), "Walk.")
        write(form, "say", "Look up!")
        write(form, "watch", "Traffic")
        write(form, "materials", "Cards\n\nPens\n")
        write(form, "origin_caution", "Cross at the lights.")
        form.findChild(TickBox).click()
        save(form)

    shown = answer(window, fill)
    part(window, QPushButton, "new_method").click()
    assert isinstance(shown[0], MethodForm)
    made = book.planning.method(book.planning.methods("city lotto")[0].id)
    assert made.own
    assert (made.min_seconds, made.usual_seconds, made.max_seconds) == (600, 2400, 2400)
    assert [(step.seconds, step.text) for step in made.steps] == [
        (300, "Hand out cards."),
        (0, "Walk."),
    ]
    assert made.materials == ("Cards", "Pens")
    assert (made.say, made.watch, len(made.skill_ids)) == ("Look up!", "Traffic", 1)
    assert "Street lotto" in words(window)
    window.workbooks.undo()
    assert book.planning.methods("lotto") == []


def test_what_is_refused_is_said_at_its_field_and_stays_written(library, book):
    window = library()

    def fill(form: MethodForm) -> None:
        write(form, "summary", "Something")
        save(form)
        assert form.isVisible()
        assert form.rows["title"].error.text() == "A title is needed."

    answer(window, fill)
    part(window, QPushButton, "new_method").click()
    assert book.planning.count_methods() == 90


def test_editing_a_shipped_method_makes_one_of_ones_own(qtbot: QtBot, library, book):
    window = library()
    find(qtbot, window, "1-2-4")

    def change(form: QDialog) -> None:
        write(form, "title", "1-2-4 our way")
        form.findChild(QWidget, "method_instead").click()
        save(form)

    edit = part(window, Button, "edit_method")
    assert edit.words == "Make it your own"
    answer(window, change)
    edit.click()
    assert titles(window) == ["1-2-4 our way"]
    own = book.planning.method(book.planning.methods("1-2-4")[0].id)
    assert own.own
    assert "Lipmanowicz" in own.origin_credit
    assert edit.words == "Edit"
    window.workbooks.undo()
    assert titles(window) == ["1-2-4-All"]


def test_own_methods_are_changed_copied_put_away_and_brought_back(qtbot: QtBot, library, book):
    book.planning.add_method("Lotto", "energiser", 600)
    window = library()
    find(qtbot, window, "lotto")

    answer(window, lambda form: (write(form, "title", "Big lotto"), save(form)))
    part(window, Button, "edit_method").click()
    assert titles(window) == ["Big lotto"]
    part(window, Button, "copy_method").click()
    assert titles(window) == ["Big lotto", "Big lotto (copy)"]
    part(window, Button, "archive_method").click()
    assert len(titles(window)) == 1
    part(window, CountedTick, "filter_put_away").click()
    assert len(titles(window)) == 1
    assert not part(window, Button, "add_to_workshop").isEnabled()
    part(window, Button, "bring_back_method").click()
    assert titles(window) == []
    assert len(book.planning.methods("lotto")) == 2


def test_an_own_method_goes_only_while_nothing_uses_it(qtbot: QtBot, library, book, workshop_id):
    method = book.planning.add_method("Lotto", "energiser", 600)
    window = library(method)
    delete = part(window, Button, "delete_method")
    book.planning.add_activity_from_method(workshop_id, None, method)
    screen(window).reload()
    assert not delete.isEnabled()
    window.workbooks.undo()
    assert delete.isEnabled()
    delete.click()
    assert book.planning.methods("lotto") == []
    window.workbooks.undo()
    assert len(book.planning.methods("lotto")) == 1


def test_a_shipped_method_cannot_be_deleted_but_put_away(qtbot: QtBot, library, book):
    window = library()
    assert not part(window, Button, "delete_method").isVisible()
    part(window, Button, "archive_method").click()
    assert len(titles(window)) == 89
    window.workbooks.undo()
    assert len(titles(window)) == 90


def test_a_method_goes_to_a_workshop_by_way_of_its_agenda(qtbot: QtBot, library, book, workshop_id):
    window = library(book.planning.methods("1-2-4")[0].id)

    def choose(dialog: ChooseWorkshop) -> None:
        qtbot.keyClicks(dialog.findChild(QLineEdit, "workshop_search"), "greener")
        save(dialog)

    answer(window, choose)
    qtbot.keyClick(part(window, QLineEdit, "method_search"), Qt.Key.Key_Return)
    assert window.route.screen == "workshop.library"
    assert window.route.id == workshop_id
    search = part(window, QLineEdit, "method_search")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert book.planning.agenda(workshop_id).activities[-1].title == "1-2-4-All"


def test_an_activity_is_kept_in_the_library(make_window, book, workshop_id):
    activity = book.planning.agenda(workshop_id).activities[2]
    window = make_window(book, Route("workshop.agenda", (workshop_id,), focus=activity.id))
    assert window.commands.trigger("agenda.keep")
    saved = [row for row in book.planning.methods(activity.title) if row.own]
    assert len(saved) == 1
    assert window._notice_bar.isVisible()


def run_three_times(book: Workbook, clock: SetClock, workshop_id: str, minutes: int) -> None:
    for _ in range(3):
        run = book.live.open(workshop_id)
        run.start()
        clock.pass_seconds(minutes * 60)
        run.finish()
        clock.pass_seconds(300)


def test_what_it_usually_takes_is_told_and_taken_with_one_key(
    qtbot: QtBot, library, book, clock: SetClock
):
    method = book.planning.add_method("Lotto", "energiser", 900, max_seconds=900)
    programme = book.planning.programmes()[0].id
    workshop = book.planning.add_workshop(
        programme, "Games", clock.now().replace(tzinfo=None), "UTC"
    )
    book.planning.add_activity_from_method(workshop, None, method)
    run_three_times(book, clock, workshop, 21)
    window = library(method)
    assert "Planned 15, usually 21, from 3 runs" in words(window)
    qtbot.keyClick(part(window, QLineEdit, "method_search"), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_U)
    taken = book.planning.method(method)
    assert (taken.usual_seconds, taken.max_seconds) == (21 * 60, 21 * 60)
    assert "Planned 21, usually 21" in words(window)


# Looks -------------------------------------------------------------------------------------------


def test_every_text_can_be_translated_and_has_room(library, book):
    book.planning.add_method("Lotto", "energiser", 600)
    with spoken(PSEUDO):
        window = library()
        QApplication.processEvents()
        assert faults_of(screen(window)) == []


def test_the_form_can_be_translated_and_has_room(qtbot: QtBot, library, book):
    found: list[str] = []
    with spoken(PSEUDO):
        window = library(book.planning.methods("1-2-4")[0].id)

        def look(form: QDialog) -> None:
            QApplication.processEvents()
            found.extend(faults_of(form))

        answer(window, look)
        part(window, Button, "edit_method").click()
        part(window, Button, "add_to_workshop").click()
    assert found == []


def test_long_names_and_a_mirrored_window_keep_every_button_whole(
    qtbot: QtBot, qapp, library, book
):
    book.planning.add_method("Ein langer Name " * 18, "creative", 600, summary="Was man tut " * 90)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window = library(book.planning.methods("ein langer")[0].id)
    QApplication.processEvents()
    for button in part(window, QWidget, "library_foot").findChildren(Button):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width()
    page = screen(window).findChild(QWidget, "method_page")
    assert page.width() <= page.parentWidget().width()


def test_nothing_can_be_changed_in_a_workbook_that_is_read_only(make_window, book, tmp_path, clock):
    book.close(back_up=False)
    reader = Workbook.open(tmp_path / "centre.facilitator", clock=clock, read_only=True)
    try:
        window = make_window(reader, Route("library"))
        for name in ("new_method", "edit_method", "archive_method", "add_to_workshop"):
            assert not part(window, QPushButton, name).isEnabled(), name
    finally:
        reader.close(back_up=False)
