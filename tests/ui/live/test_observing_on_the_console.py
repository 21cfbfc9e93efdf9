"""An observation in five keys, with the time in sight."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from facilitator.errors import StorageTrouble
from tests.ui.live.conftest import Stage
from ui.live.console_panel import ConsolePanel
from ui.skills.numbered_list import NumberedList

KEY = Qt.Key


def panel(stage: Stage) -> ConsolePanel | None:
    return stage.screen._console.panel


def shown_lines(stage: Stage) -> list:
    found = stage.screen.findChild(NumberedList, "run_observe_list")
    lines = (found.line(row) for row in range(found.model().rowCount()))
    return [each for each in lines if each is not None]


def test_person_skill_level_and_enter_are_five_keys_with_the_one_that_opens(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.minutes(4)
    for key in (KEY.Key_O, KEY.Key_2, KEY.Key_1, KEY.Key_3, KEY.Key_Return):
        stage.press(key)
    [noted] = stage.book.skills.observations(workshop_id=stage.workshop_id)
    people = stage.book.attendance.desk(stage.workshop_id).rows
    assert (noted.participant_id, noted.level) == (people[1].participant_id, 3)
    assert stage.text("run_observe_said").startswith("Noted:")
    assert stage.time == "6:00"


def test_a_name_is_typed_until_it_is_the_only_one(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_O)
    stage.write("kim")
    assert stage.screen._console.observe.flow.person.name == "Kim Min-ji"


def test_the_sentence_of_each_level_stands_beside_its_digit(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    for key in (KEY.Key_O, KEY.Key_1, KEY.Key_1):
        stage.press(key)
    lines = shown_lines(stage)
    assert len(lines) == 4
    assert all(each.second for each in lines)


def test_letters_typed_there_move_nothing_of_the_run(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    for key in (KEY.Key_O, KEY.Key_1, KEY.Key_S, KEY.Key_F, KEY.Key_N, KEY.Key_1, KEY.Key_2):
        stage.press(key)
    stage.write("fr - 5")
    assert stage.screen._desk.view().rows[0].status.value == "current"
    assert stage.time == "10:00"


def test_the_clicker_goes_on_while_somebody_observes(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_O)
    stage.press(KEY.Key_PageDown)
    assert stage.screen._desk.view().index == 1
    assert panel(stage) is stage.screen._console.observe


def test_escape_goes_back_to_the_console(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_O)
    stage.press(KEY.Key_Escape)
    assert panel(stage) is None
    stage.press(KEY.Key_Plus)
    assert stage.time == "11:00"


def test_what_could_not_be_kept_comes_back(stage: Stage, monkeypatch) -> None:
    stage.press(KEY.Key_Space)
    for key in (KEY.Key_O, KEY.Key_1, KEY.Key_1, KEY.Key_3):
        stage.press(key)
    stage.write("built on it")

    async def full_disk(_change: object) -> None:
        raise StorageTrouble("disk-full")

    monkeypatch.setattr(stage.window.session, "do", full_disk)
    stage.press(KEY.Key_Return)
    assert stage.screen.findChild(QLineEdit, "run_observe_note").text() == "built on it"
    assert stage.screen._console.observe.flow.level == 3
