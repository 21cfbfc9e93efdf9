"""Five keys and a note is on disk."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from facilitator.skills.model import ObservationRow
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.skills.noted_list import NOTED_ROLE, NotedList
from ui.skills.numbered_list import NumberedList
from ui.skills.observe_screen import ObserveScreen
from ui.skills.seen_strip import SeenStrip
from ui.skills.self_check_panel import AnswersGrid
from ui.widgets.fields import Choice
from ui.widgets.rows import RowsView
from ui.words import spoken

Key = Qt.Key


@pytest.fixture
def who(screen: ObserveScreen) -> QLineEdit:
    return screen.findChild(QLineEdit, "observe_who")


@pytest.fixture
def choices(screen: ObserveScreen) -> NumberedList:
    return screen.findChild(NumberedList)


@pytest.fixture
def note(screen: ObserveScreen) -> QLineEdit:
    return screen.findChild(QLineEdit, "observe_note")


def _notes(book: Workbook, workshop_id: str) -> list[ObservationRow]:
    return book.skills.observations(workshop_id=workshop_id)


def test_five_keys_note_who_what_and_how_well(
    qtbot: Any,
    who: QLineEdit,
    choices: NumberedList,
    note: QLineEdit,
    book: Workbook,
    workshop_id: str,
) -> None:
    qtbot.keyClicks(who, "kw")
    qtbot.keyClick(choices, Key.Key_1)
    qtbot.keyClick(choices, Key.Key_3)
    qtbot.keyClick(note, Key.Key_Return)

    (row,) = _notes(book, workshop_id)
    assert (row.participant_name, row.indicator_title, row.level, row.note) == (
        "Kwame Mensah",
        "Make, test and improve",
        3,
        "",
    )
    assert row.activity_title == "Build a quick model"


def test_words_are_kept_with_the_note_and_the_next_one_can_begin(
    qtbot: Any,
    screen: ObserveScreen,
    who: QLineEdit,
    choices: NumberedList,
    note: QLineEdit,
    book: Workbook,
    workshop_id: str,
) -> None:
    qtbot.keyClicks(who, "sul")
    qtbot.keyClick(choices, Key.Key_2)
    qtbot.keyClick(choices, Key.Key_4)
    qtbot.keyClicks(note, "Rebuilt it twice")
    qtbot.keyClick(note, Key.Key_Return)

    assert _notes(book, workshop_id)[0].note == "Rebuilt it twice"
    assert (who.isVisible(), note.text()) == (True, "")
    assert screen.findChild(QLabel, "seen_words").text().startswith("1 of 8")


def test_letters_typed_too_many_choose_nothing(
    qtbot: Any, who: QLineEdit, choices: NumberedList, book: Workbook, workshop_id: str
) -> None:
    qtbot.keyClicks(who, "kw")
    qtbot.keyClicks(choices, "ame")

    assert choices.line(0).title == "Make, test and improve"
    assert _notes(book, workshop_id) == []


def test_only_those_here_can_be_noticed(screen: ObserveScreen, choices: NumberedList) -> None:
    assert choices.model().rowCount() == 8


def test_a_number_chooses_among_those_who_match(
    qtbot: Any, who: QLineEdit, choices: NumberedList, note: QLineEdit, book: Any, workshop_id: str
) -> None:
    qtbot.keyClicks(who, "k")
    qtbot.keyClick(who, Key.Key_2)
    qtbot.keyClick(choices, Key.Key_1)
    qtbot.keyClick(choices, Key.Key_1)
    qtbot.keyClick(note, Key.Key_Return)

    assert _notes(book, workshop_id)[0].participant_name == "Kim Min-ji"


def test_enter_with_nobody_chosen_notes_nobody(
    qtbot: Any, screen: ObserveScreen, who: QLineEdit
) -> None:
    qtbot.keyClick(who, Key.Key_Return)
    assert who.isVisible()


def test_backspace_steps_back_through_the_answers(
    qtbot: Any, screen: ObserveScreen, who: QLineEdit, choices: NumberedList, note: QLineEdit
) -> None:
    question = screen.findChild(QLabel, "observe_question")
    qtbot.keyClicks(who, "kw")
    qtbot.keyClick(choices, Key.Key_1)
    qtbot.keyClick(choices, Key.Key_3)
    assert note.isVisible()

    qtbot.keyClick(note, Key.Key_Backspace)
    assert not note.isVisible()
    qtbot.keyClick(choices, Key.Key_Backspace)
    assert question.text() == "What did it show?"
    qtbot.keyClick(choices, Key.Key_Backspace)
    assert who.isVisible()


def test_a_click_on_a_waiting_person_begins_a_note_about_them(
    qtbot: Any, screen: ObserveScreen, choices: NumberedList
) -> None:
    strip = screen.findChild(SeenStrip)
    spot = strip.chip_rects()[0].center()
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=spot)

    assert screen.findChild(QLabel, "observe_question").text() == "What did it show?"


def test_another_activity_brings_its_own_aims_to_the_front(
    screen: ObserveScreen, who: QLineEdit, choices: NumberedList, qtbot: Any
) -> None:
    activity = screen.findChild(Choice, "observe_activity")
    assert activity.currentText() == "Build a quick model"
    activity.setCurrentIndex(activity.findText("Pass the page"))
    activity.activated.emit(activity.currentIndex())
    qtbot.keyClicks(who, "kw")

    assert choices.line(0).title == "Combine and build on ideas"


def test_a_note_can_be_removed_and_undone(
    qtbot: Any,
    screen: ObserveScreen,
    who: QLineEdit,
    choices: NumberedList,
    note: QLineEdit,
    book: Workbook,
    workshop_id: str,
) -> None:
    qtbot.keyClicks(who, "kw")
    qtbot.keyClick(choices, Key.Key_1)
    qtbot.keyClick(choices, Key.Key_3)
    qtbot.keyClick(note, Key.Key_Return)
    noted = screen.findChild(NotedList)
    index = noted.model().index(0, 0)
    assert index.data(NOTED_ROLE).time == "18:55"
    noted.setFocus()
    noted.setCurrentIndex(index)
    qtbot.keyClick(noted, Key.Key_Delete)
    assert _notes(book, workshop_id) == []

    book.undo()
    assert len(_notes(book, workshop_id)) == 1


def test_a_paper_sheet_is_taken_in_with_a_digit_for_each_answer(
    qtbot: Any, screen: ObserveScreen, book: Workbook, workshop_id: str
) -> None:
    programme_id = book.planning.workshop(workshop_id).programme_id
    opener = screen.window().findChild(QPushButton, "self_check_sheets")
    qtbot.mouseClick(opener, Qt.MouseButton.LeftButton)
    first = book.attendance.desk(workshop_id).rows[0]
    assert screen.findChild(QLabel, "self_check_name").text() == first.name

    grid = screen.findChild(AnswersGrid)
    qtbot.keyClicks(grid, "12034")
    qtbot.keyClick(grid, Key.Key_Return)

    ratings = book.skills.self_ratings(programme_id)
    assert {each.participant_id for each in ratings} == {first.participant_id}
    assert [each.start for each in ratings] == [1, 2, 3, 4]
    assert screen.findChild(QLabel, "self_check_name").text() != first.name


def test_turning_to_another_sheet_without_enter_loses_nothing(
    qtbot: Any, screen: ObserveScreen, book: Workbook, workshop_id: str
) -> None:
    programme_id = book.planning.workshop(workshop_id).programme_id
    opener = screen.window().findChild(QPushButton, "self_check_sheets")
    qtbot.mouseClick(opener, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(screen.findChild(AnswersGrid), "44")
    people = screen.findChild(RowsView, "self_check_people")
    people.setCurrentIndex(people.model().index(5, 0))

    assert [each.start for each in book.skills.self_ratings(programme_id)] == [4, 4]
    assert people.currentIndex().row() == 5


def test_then_and_now_are_asked_for_on_the_last_sheet(
    qtbot: Any, screen: ObserveScreen, book: Workbook, workshop_id: str
) -> None:
    programme_id = book.planning.workshop(workshop_id).programme_id
    opener = screen.window().findChild(QPushButton, "self_check_sheets")
    qtbot.mouseClick(opener, Qt.MouseButton.LeftButton)
    occasion = screen.findChild(Choice, "self_check_occasion")
    occasion.setCurrentIndex(1)
    grid = screen.findChild(AnswersGrid)
    qtbot.keyClicks(grid, "1111122222")
    qtbot.mouseClick(screen.findChild(QPushButton, "save_self_check"), Qt.MouseButton.LeftButton)

    ratings = book.skills.self_ratings(programme_id)
    assert [(each.then, each.now) for each in ratings] == [(1, 2)] * 5


@pytest.mark.usefixtures("people_here")
def test_every_word_of_observe_can_be_translated(
    make_window: Any, book: Workbook, workshop_id: str
) -> None:
    with spoken("xx-pseudo"):
        window: MainWindow = make_window(book, Route("workshop.observe", (workshop_id,)))
        screen = window.findChild(ObserveScreen)
        agenda = book.planning.agenda(workshop_id)
        data = {each.title for each in agenda.activities}
        data |= {row.name for row in book.attendance.desk(workshop_id).rows}
        assert faults_of(screen, data=data) == []

        window.commands.trigger("observe.sheets")
        framework = book.skills.framework()
        data |= {level.self_label for level in framework.levels}
        assert faults_of(screen, data=data) == []
