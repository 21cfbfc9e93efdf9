"""The library beside an agenda, by what a person does: search, filter, see, add, drop, go back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.planning.library_filters import CountedTick
from ui.planning.library_list import METHOD_TYPE
from ui.planning.library_picker import LibraryPicker
from ui.planning.library_places import LibraryPlaces, PlacesView
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel
from ui.widgets.rows import RowsView
from ui.words import PSEUDO, spoken

Open = Callable[..., MainWindow]


@pytest.fixture
def activities(book: Workbook, workshop_id: str) -> list[str]:
    """The ids of the agenda's activities, in order."""
    return [activity.id for activity in book.planning.agenda(workshop_id).activities]


@pytest.fixture
def picker(
    make_window: Callable[..., MainWindow],
    book: Workbook,
    workshop_id: str,
    activities: list[str],
) -> Open:
    """Opens the picker behind the activity of this number; None for the end."""

    def open_at(number: int | None = 3) -> MainWindow:
        focus = "" if number is None else activities[number]
        return make_window(book, Route("workshop.library", (workshop_id,), focus=focus))

    return open_at


def screen(window: MainWindow) -> LibraryPicker:
    assert isinstance(window.current, LibraryPicker)
    return window.current


def part(window: MainWindow, kind: type, name: str) -> QWidget:
    found = screen(window).findChild(kind, name)
    assert found is not None, name
    return found


def titles(window: MainWindow) -> list[str]:
    return [row.title for row in part(window, RowsView, "methods").model().rows()]


def places(window: MainWindow) -> list[str]:
    view = part(window, PlacesView, "agenda_places")
    return [f"{row.time} {row.title}" for row in view.rows_model.rows()]


def search(window: MainWindow) -> QLineEdit:
    return part(window, QLineEdit, "method_search")


def agenda_titles(book: Workbook, workshop_id: str) -> list[str]:
    return [activity.title for activity in book.planning.agenda(workshop_id).activities]


# Seeing ------------------------------------------------------------------------------------------


def test_it_begins_with_the_people_expected_and_the_place_behind_the_activity(picker, book):
    window = picker(3)
    assert part(window, QSpinBox, "filter_heads").value() == 24
    assert places(window)[4].startswith("18:15 ")
    assert part(window, Button, "add_method_to_agenda").words == "Add at 18:15"
    assert search(window).hasFocus()


def test_all_times_follow_the_method_that_is_looked_at(qtbot: QtBot, picker):
    window = picker(3)
    qtbot.keyClicks(search(window), "1-2-4")
    assert titles(window) == ["1-2-4-All"]
    assert places(window)[3:6] == [
        "18:05 How might we…?",
        "18:15 1-2-4-All",
        "18:27 Eight sketches in eight minutes",
    ]


def test_a_locked_start_that_is_pushed_is_said_where_it_arises(
    qtbot: QtBot, picker, book, activities
):
    book.planning.update_activity(activities[5], locked_start_seconds=(18 * 60 + 25) * 60)
    window = picker(3)
    qtbot.keyClicks(search(window), "1-2-4")
    warning = part(window, LibraryPlaces, "library_places").lock_warning
    assert warning.isVisible()
    assert warning.label.text() == (
        "12 minutes over before the break, which is locked at 18:25."
        " Nothing is shortened unless you say so."
    )


def test_past_the_target_end_is_said_too(qtbot: QtBot, picker):
    window = picker(None)
    qtbot.keyClicks(search(window), "1-2-4")
    column = part(window, LibraryPlaces, "library_places")
    assert not column.lock_warning.isVisible()
    assert column.end_warning.label.text().startswith("12 minutes past the target end, 19:30.")


def test_methods_of_this_agenda_are_marked(qtbot: QtBot, picker):
    window = picker()
    qtbot.keyClicks(search(window), "crazy eights")
    view = part(window, RowsView, "methods")
    assert view.model().words(0).chip == "in this agenda"


def test_each_choice_counts_what_fits_the_others(qtbot: QtBot, picker):
    window = picker()
    ticks = screen(window).findChildren(CountedTick)
    creative = next(tick for tick in ticks if "Creativity" in tick.text())
    before = titles(window)
    creative.click()
    fitting = titles(window)
    assert 0 < len(fitting) < len(before)
    assert creative.accessibleName().endswith(f", {len(fitting)}")
    count = part(window, TextLabel, "method_count").text()
    assert count == f"{len(fitting)} of 90 methods fit"
    clear = part(window, Button, "clear_filters")
    assert clear.words == "Clear 2"
    clear.click()
    assert len(titles(window)) == 90


def test_where_nothing_fits_one_click_takes_away_what_is_in_the_way(qtbot: QtBot, picker):
    window = picker()
    part(window, CountedTick, "filter_preparation_lots").click()
    screen(window).findChild(QWidget, "filter_minutes").setValue(0)
    assert titles(window) == []
    assert not part(window, QPushButton, "add_method_to_agenda").isEnabled()
    way = part(window, Button, "loosen_preparation")
    assert (
        way.words.replace("\u2068", "")
        .replace("\u2069", "")
        .startswith("Without “Preparation: A lot”, ")
    )
    way.click()
    assert titles(window)
    assert search(window).hasFocus()


def test_words_that_nothing_says_are_taken_away_with_one_click(qtbot: QtBot, picker):
    window = picker()
    qtbot.keyClicks(search(window), "zzz")
    part(window, Button, "loosen_text").click()
    assert len(titles(window)) > 80


# Adding ------------------------------------------------------------------------------------------


def test_enter_adds_and_goes_back_to_the_new_row(qtbot: QtBot, picker, book, workshop_id):
    window = picker(3)
    qtbot.keyClicks(search(window), "1-2-4")
    qtbot.keyClick(search(window), Qt.Key.Key_Return)

    assert window.route.screen == "workshop.agenda"
    agenda = book.planning.agenda(workshop_id)
    assert agenda.activities[4].title == "1-2-4-All"
    assert window.route.focus == agenda.activities[4].id
    assert window.current._table.current_activity() == agenda.activities[4].id
    assert window._notice_bar.isVisible()
    window.workbooks.undo()
    assert "1-2-4-All" not in agenda_titles(book, workshop_id)


def test_shift_and_enter_add_one_behind_the_other_and_keep_looking(
    qtbot: QtBot, picker, book, workshop_id
):
    window = picker(3)
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClicks(search(window), "1-2-4")
    qtbot.keyClick(search(window), Qt.Key.Key_Return, shift)
    search(window).clear()
    qtbot.keyClicks(search(window), "gallery")
    qtbot.keyClick(search(window), Qt.Key.Key_Return, shift)

    assert window.route.screen == "workshop.library"
    assert agenda_titles(book, workshop_id)[4:6] == ["1-2-4-All", "Gallery walk"]
    assert places(window)[6].endswith("Gallery walk")
    window.workbooks.undo()
    assert places(window)[5].endswith("Gallery walk")
    assert places(window)[4].endswith("1-2-4-All")


def test_arrows_choose_and_alt_and_arrows_move_the_place(
    qtbot: QtBot, picker, book, workshop_id, activities
):
    window = picker(3)
    alt = Qt.KeyboardModifier.AltModifier
    second = titles(window)[1]
    qtbot.keyClick(search(window), Qt.Key.Key_Down)
    qtbot.keyClick(search(window), Qt.Key.Key_Up, alt)
    qtbot.keyClick(search(window), Qt.Key.Key_Up, alt)
    assert places(window)[2] == f"17:50 {second}"
    for _ in range(5):
        qtbot.keyClick(search(window), Qt.Key.Key_Up, alt)
    qtbot.keyClick(search(window), Qt.Key.Key_Return)
    assert agenda_titles(book, workshop_id)[0] == second


def test_keys_alone_are_enough(qtbot: QtBot, picker, book, workshop_id):
    window = picker(3)
    qtbot.keyClick(search(window), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F)
    slider = QApplication.focusWidget()
    assert slider.objectName() == "filter_minutes"
    for _ in range(20):
        qtbot.keyClick(slider, Qt.Key.Key_Left)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert part(window, TextLabel, "minutes_words").text() == "up to 10"
    qtbot.keyClick(slider, Qt.Key.Key_Slash)
    assert search(window).hasFocus()
    chosen = screen(window).methods.current().title
    assert chosen in titles(window)
    qtbot.keyClick(search(window), Qt.Key.Key_Return)
    assert chosen in agenda_titles(book, workshop_id)


def test_escape_empties_the_search_first_and_then_goes_back(
    qtbot: QtBot, picker, activities, workshop_id
):
    window = picker(3)
    qtbot.keyClicks(search(window), "walk")
    qtbot.keyClick(search(window), Qt.Key.Key_Escape)
    assert (search(window).text(), window.route.screen) == ("", "workshop.library")
    qtbot.keyClick(search(window), Qt.Key.Key_Escape)
    assert window.route == Route("workshop.agenda", (workshop_id,), focus=activities[3])


def test_a_method_is_dropped_where_it_is_let_go(qtbot: QtBot, picker, book, workshop_id):
    window = picker(None)
    model = part(window, RowsView, "methods").model()
    row = next(n for n, each in enumerate(model.rows()) if each.title == "Gallery walk")
    data: QMimeData = model.mimeData([model.index(row)])
    assert data.hasFormat(METHOD_TYPE)
    view = part(window, PlacesView, "agenda_places")
    third = view.visualRect(view.rows_model.index(2))
    drop = QDropEvent(
        QPointF(third.center().x(), third.top() + 1),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    view.dropEvent(drop)
    assert agenda_titles(book, workshop_id)[2] == "Gallery walk"
    assert window.route.screen == "workshop.library"


def test_a_click_in_the_agenda_moves_the_place(qtbot: QtBot, picker):
    window = picker(None)
    view = part(window, PlacesView, "agenda_places")
    first = view.visualRect(view.rows_model.index(0))
    spot = first.center()
    spot.setY(first.bottom() - 2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.place() == 1


def test_a_step_of_a_group_gets_its_neighbour_in_the_same_group(
    qtbot: QtBot, make_window, book, workshop_id, activities
):
    planning = book.planning
    track = planning.add_track(activities[3], "Table A")
    step = planning.add_activity(workshop_id, None, "Look", "input", 300, track_id=track)
    window = make_window(book, Route("workshop.library", (workshop_id,), focus=step))
    assert places(window)[0].endswith("Look")
    qtbot.keyClicks(search(window), "1-2-4")
    qtbot.keyClick(search(window), Qt.Key.Key_Return)
    steps = planning.agenda(workshop_id).activities[3].tracks[0].steps
    assert [each.title for each in steps] == ["Look", "1-2-4-All"]


def test_a_method_may_be_chosen_before_one_comes(make_window, book, workshop_id):
    method = next(row for row in book.planning.methods("gallery"))
    window = make_window(book, Route("workshop.library", (workshop_id, method.id)))
    assert screen(window).methods.current().id == method.id
    assert places(window)[-1].endswith("Gallery walk")


def test_the_time_it_usually_takes_is_planned_with_one_key(
    qtbot: QtBot, picker, book, clock, workshop_id
):
    method = book.planning.add_method("Lotto", "energiser", 900)
    programme = book.planning.programmes()[0].id
    starts = clock.now().replace(tzinfo=None)
    games = book.planning.add_workshop(programme, "Games", starts, "UTC")
    book.planning.add_activity_from_method(games, None, method)
    for _ in range(3):
        run = book.live.open(games)
        run.start()
        clock.pass_seconds(21 * 60)
        run.finish()
    window = picker(3)
    qtbot.keyClicks(search(window), "lotto")
    assert part(window, Button, "take_usual").words == "Plan 21 min"
    qtbot.keyClick(search(window), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_U)
    assert places(window)[5].startswith("18:36 ")
    qtbot.keyClick(part(window, RowsView, "methods"), Qt.Key.Key_Return)
    added = book.planning.agenda(workshop_id).activities[4]
    assert (added.title, added.planned_seconds) == ("Lotto", 21 * 60)


# Looks -------------------------------------------------------------------------------------------


def test_every_text_can_be_translated_and_has_room(picker):
    with spoken(PSEUDO):
        window = picker()
        QApplication.processEvents()
        assert faults_of(screen(window)) == []


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600), (900, 560)])
def test_no_button_is_cut_in_any_window(qtbot: QtBot, picker, size):
    window = picker()
    window.resize(*size)
    QApplication.processEvents()
    foot = part(window, QWidget, "picker_foot")
    for button in foot.findChildren(Button):
        assert button.width() >= button.sizeHint().width(), button.words
        assert window.rect().contains(button.mapTo(window, button.rect().center()))


def test_at_twice_the_text_the_columns_stand_behind_tabs(qtbot: QtBot, picker, theme):
    window = picker()
    theme.choose(text_scale=200)
    QApplication.processEvents()
    assert part(window, QWidget, "library_parts").isVisible()
    assert part(window, RowsView, "methods").isVisible()
    part(window, Button, "part_filters").click()
    assert part(window, QWidget, "library_filters").isVisible()
    assert not part(window, RowsView, "methods").isVisible()
    assert part(window, Button, "add_method_to_agenda").isVisible()


def test_typing_chooses_what_fits_best_and_a_filter_keeps_what_was_chosen(qtbot: QtBot, picker):
    window = picker()
    methods = screen(window).methods
    qtbot.keyClicks(search(window), "w")
    qtbot.keyClick(search(window), Qt.Key.Key_Down)
    qtbot.keyClicks(search(window), "orst")
    assert methods.current().title == titles(window)[0] == "Worst idea first"
    search(window).clear()
    qtbot.keyClick(search(window), Qt.Key.Key_Down)
    chosen = methods.current()
    part(window, CountedTick, f"filter_energy_{chosen.energy}").click()
    assert methods.current() == chosen
