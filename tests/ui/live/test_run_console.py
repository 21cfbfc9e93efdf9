"""The console as a facilitator uses it: keys, time, notes, and what it says."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from facilitator.clock import SetClock
from facilitator.errors import StorageTrouble
from facilitator.live.model import ActivityStatus, RunPlan, RunStatus
from facilitator.workbook import Workbook
from tests.ui.live.conftest import Stage
from tests.ui.pseudo import faults_of
from ui.live.agenda_column import LINE_ROLE
from ui.shell.route import Route
from ui.words import PSEUDO, spoken

KEY = Qt.Key


def state_on_disk(stage: Stage) -> Any:
    return stage.book.live.resume(stage.workshop_id).view()


def test_before_the_start_the_first_activity_and_its_planned_time_are_shown(stage: Stage) -> None:
    assert stage.title == "Sign in and swap seats"
    assert stage.time == "17:30"
    assert stage.text("run_gone") == "in 1 min"
    assert stage.book.live.runs(stage.workshop_id) == []


def test_space_starts_and_pauses_and_goes_on(stage: Stage) -> None:
    stage.minutes(1)
    stage.press(KEY.Key_Space)
    assert state_on_disk(stage).state is RunStatus.RUNNING
    stage.minutes(2)
    assert stage.time == "8:00"
    stage.press(KEY.Key_Space)
    stage.minutes(5)
    assert (stage.time, state_on_disk(stage).state) == ("8:00", RunStatus.PAUSED)
    stage.press(KEY.Key_Space)
    stage.minutes(1)
    assert stage.time == "7:00"


def test_the_keys_of_a_clicker_start_and_move_on_and_back(stage: Stage) -> None:
    stage.press(KEY.Key_PageDown)
    stage.minutes(3)
    stage.press(KEY.Key_PageDown)
    assert stage.title == "Three streets that changed"
    stage.press(KEY.Key_PageUp)
    assert stage.title == "Sign in and swap seats"
    assert stage.time == "7:00"


@pytest.mark.parametrize(
    ("key", "modifier", "left"),
    [
        (KEY.Key_Plus, Qt.KeyboardModifier.NoModifier, "11:00"),
        (KEY.Key_Equal, Qt.KeyboardModifier.NoModifier, "11:00"),
        (KEY.Key_Minus, Qt.KeyboardModifier.NoModifier, "9:00"),
        (KEY.Key_5, Qt.KeyboardModifier.NoModifier, "15:00"),
        (KEY.Key_5, Qt.KeyboardModifier.AltModifier, "5:00"),
    ],
)
def test_one_key_gives_and_takes_minutes(
    stage: Stage, key: Qt.Key, modifier: Qt.KeyboardModifier, left: str
) -> None:
    stage.press(KEY.Key_Space)
    stage.press(key, modifier)
    assert stage.time == left


def test_skipping_leaves_the_current_activity_out(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_S)
    assert stage.title == "Three streets that changed"
    assert state_on_disk(stage).rows[0].status is ActivityStatus.SKIPPED


def test_an_activity_chosen_in_the_agenda_is_left_out_and_taken_in_again(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    rows = stage.screen._console.agenda.list
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(5, 0))
    stage.press(KEY.Key_S)
    assert state_on_disk(stage).rows[5].status is ActivityStatus.SKIPPED
    stage.press(KEY.Key_S)
    assert state_on_disk(stage).rows[5].status is ActivityStatus.WAITING
    assert stage.title == "Sign in and swap seats"


def test_enter_goes_to_the_activity_chosen_in_the_agenda(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    rows = stage.screen._console.agenda.list
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(6, 0))
    stage.press(KEY.Key_Return)
    assert stage.title == "Pass the page"


def test_a_note_is_written_without_leaving_the_console(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.minutes(4)
    stage.press(KEY.Key_N)
    stage.write("5 chairs + 1 - so no space")
    stage.press(KEY.Key_Return)
    [note] = stage.book.live.notes(stage.workshop_id)
    assert note.text == "5 chairs + 1 - so no space"
    assert note.activity_title == "Sign in and swap seats"
    assert not stage.screen._console.note.isVisible()
    # What was typed was typed: nothing of it moved the run.
    assert stage.time == "6:00"
    stage.press(KEY.Key_Space)
    assert state_on_disk(stage).state is RunStatus.PAUSED


def test_escape_lets_a_note_go(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_N)
    stage.write("never mind")
    stage.press(KEY.Key_Escape)
    assert stage.book.live.notes(stage.workshop_id) == []
    assert not stage.screen._console.note.isVisible()


def test_a_note_that_cannot_be_kept_stays_in_its_field(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.press(KEY.Key_Space)

    async def full_disk(_change: object) -> None:
        raise StorageTrouble("disk-full")

    monkeypatch.setattr(stage.window.session, "do", full_disk)
    stage.press(KEY.Key_N)
    stage.write("keep me")
    stage.press(KEY.Key_Return)
    field = stage.screen.findChild(QLineEdit, "run_note_text")
    assert (field.text(), field.isVisible(), field.isReadOnly()) == ("keep me", True, False)


def test_nothing_is_shown_before_it_is_on_disk(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.press(KEY.Key_Space)
    shown: list[tuple[str, str]] = []
    enter = stage.window.session.do

    async def watched(change: Callable[[Workbook], Any]) -> Any:
        result = await enter(change)
        view = state_on_disk(stage)
        shown.append((stage.title, view.rows[view.index].title))
        return result

    monkeypatch.setattr(stage.window.session, "do", watched)
    stage.press(KEY.Key_PageDown)
    assert shown == [("Sign in and swap seats", "Three streets that changed")]
    assert stage.title == "Three streets that changed"


def test_an_act_that_failed_leaves_the_console_as_it_was(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.press(KEY.Key_Space)

    async def full_disk(_change: object) -> None:
        raise StorageTrouble("disk-full")

    monkeypatch.setattr(stage.window.session, "do", full_disk)
    stage.press(KEY.Key_PageDown)
    assert stage.title == "Sign in and swap seats"
    assert stage.window.current is stage.screen


def test_the_pace_and_the_foreseen_end_follow_each_act(stage: Stage) -> None:
    stage.minutes(1)
    stage.press(KEY.Key_Space)
    stage.minutes(12)
    stage.press(KEY.Key_PageDown)
    console = stage.screen._console
    assert console.pace._pace.words == "2 min behind"
    assert console.pace._end.text == "19:32"
    assert console.agenda._end_chip.words == "2 min after 19:30"
    stage.press(KEY.Key_Minus)
    stage.press(KEY.Key_Minus)
    stage.press(KEY.Key_Minus)
    assert console.pace._pace.words == "1 min ahead"
    assert console.pace._end.text == "19:29"


def test_the_agenda_tells_what_was_taken(stage: Stage) -> None:
    stage.minutes(1)
    stage.press(KEY.Key_Space)
    stage.minutes(12)
    stage.press(KEY.Key_PageDown)
    model = stage.screen._console.agenda.model
    done, on, waiting = (model.index(row).data(LINE_ROLE) for row in range(3))
    assert (done.minutes_text, done.time_text) == ("12 (+2)", "17:30")
    assert (on.minutes_text, on.time_text) == ("10 min", "17:42")
    assert (waiting.minutes_text, waiting.time_text) == ("15 min", "17:52")
    assert done.spoken.endswith("10 minutes planned, 12 minutes taken")


def test_phases_are_told_by_a_word(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    chip = stage.screen._console.now._phase
    words = []
    for minutes in (1, 6.5, 2, 2):
        stage.minutes(minutes)
        words.append(chip.words)
    assert words == ["Time enough", "Nearly time", "Last minute", "Overtime"]
    assert stage.time == "+1:30"


def test_finishing_leads_to_the_wrap_up_and_can_be_taken_back(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.minutes(10)
    stage.press(KEY.Key_F)
    assert state_on_disk(stage).state is RunStatus.FINISHED
    assert stage.title == "The run is finished"
    console = stage.screen._console
    assert [words for _, words in console.hint.hint.actions] == ["Wrap-up", "Reopen", "Run again"]
    stage.click("run_hint_2")
    assert state_on_disk(stage).state is RunStatus.RUNNING
    assert stage.title == "Sign in and swap seats"


def test_a_run_that_was_not_finished_is_offered_to_go_on_with(
    make_stage: Callable[..., Stage], book: Workbook, workshop_id: str, clock: SetClock
) -> None:
    book.live.open(workshop_id).start()
    clock.pass_seconds(270)
    stage = make_stage()
    assert stage.hint.startswith("This run was not finished. It began at 17:29")
    assert "4:30" in stage.hint
    assert stage.time == "5:30"
    stage.click("run_hint_1")
    assert stage.hint == ""
    stage.minutes(1)
    assert stage.time == "4:30"


def test_after_a_restart_of_the_computer_the_time_is_asked_about(
    make_stage: Callable[..., Stage], book: Workbook, workshop_id: str, clock: SetClock
) -> None:
    book.live.open(workshop_id).start()
    clock.pass_seconds(180)
    clock.reboot("after the power cut")
    stage = make_stage()
    assert stage.hint == "The computer was restarted: 3 min are known from its clock alone."
    assert stage.time == "7:00"
    stage.click("run_hint_2")
    assert stage.time == "10:00"


def test_a_start_on_another_day_is_allowed_with_a_quiet_word(
    make_stage: Callable[..., Stage], clock: SetClock
) -> None:
    clock.pass_seconds(2 * 24 * 3600 + 3600)
    stage = make_stage()
    assert stage.hint.startswith("Planned for Thursday 8 October.")
    stage.press(KEY.Key_Space)
    assert state_on_disk(stage).state is RunStatus.RUNNING
    assert stage.screen._console.pace._end.text == "20:29"


def test_a_late_start_can_be_corrected_in_one_click(stage: Stage) -> None:
    stage.minutes(5)
    stage.press(KEY.Key_Space)
    stage.minutes(1)
    assert stage.hint == "Start was pressed 4 min after the planned start."
    stage.click("run_hint_1")
    assert stage.time == "5:00"
    assert stage.screen._console.pace._pace.words == "On time"


def test_an_empty_agenda_is_explained_with_a_way_out(
    make_stage: Callable[..., Stage], book: Workbook, workshop_id: str
) -> None:
    agenda = book.planning.agenda(workshop_id)
    book.planning.delete_activities([each.id for each in agenda.activities])
    stage = make_stage()
    empty = stage.screen.findChild(QWidget, "run_empty")
    assert empty.isVisible()
    went: list[Route] = []
    stage.window.go = went.append  # type: ignore[method-assign]
    stage.click("run_plan_agenda")
    assert went == [Route("workshop.agenda", (workshop_id,))]


def test_another_run_that_is_still_on_is_named(
    make_stage: Callable[..., Stage], book: Workbook, workshop_id: str
) -> None:
    other = next(row for row in book.planning.workshops() if row.id != workshop_id)
    book.live.open(other.id).start()
    stage = make_stage()
    assert other.title in stage.hint


def test_checking_in_is_one_key_away(stage: Stage) -> None:
    went: list[Route] = []
    stage.window.go = went.append  # type: ignore[method-assign]
    stage.press(KEY.Key_C)
    assert [route.screen for route in went] == ["workshop.checkin"]


def test_space_presses_the_button_somebody_walked_to(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    button = stage.screen._console.keys.button("extend")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    stage.press(KEY.Key_Space)
    assert stage.time == "11:00"
    assert state_on_disk(stage).state is RunStatus.RUNNING


def test_a_click_leaves_the_keys_as_they_were(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.click("run_extend")
    stage.press(KEY.Key_Space)
    assert state_on_disk(stage).state is RunStatus.PAUSED


def test_every_button_has_a_name_and_shows_its_key(stage: Stage) -> None:
    buttons = stage.screen.findChildren(QAbstractButton)
    shown = [each for each in buttons if each.isVisibleTo(stage.screen)]
    assert [each for each in shown if not each.accessibleName()] == []
    named = [each for each in buttons if each.objectName().startswith("run_")]
    assert len(named) >= 14
    for name, cap in (("next", "PgDn"), ("pause", "Space"), ("note", "N"), ("skip", "S")):
        assert stage.screen._console.keys.button(name)._keys == cap


def test_nothing_of_the_console_is_modal(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_N)
    assert [each for each in stage.screen.findChildren(QWidget) if each.isModal()] == []


def test_small_windows_and_large_text_keep_time_and_pace_in_sight(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.window.theme.choose(text_scale=200)
    stage.qtbot.wait(1)
    console = stage.screen._console
    for name in ("run_clock", "run_end_time", "run_pace", "run_next"):
        part = console.findChild(QWidget, name)
        assert part.isVisible(), name
        assert not part.visibleRegion().isEmpty(), name
    assert console._tabs.isVisible()
    assert [console._tabs.tabText(n) for n in range(3)] == ["Now", "Agenda", "Next and room"]
    stage.window.theme.choose(text_scale=100)
    stage.qtbot.wait(1)
    assert not console._tabs.isVisible()
    assert console.agenda.isVisible()


def test_right_to_left_the_agenda_is_on_the_right(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stage.qtbot.wait(1)
    console = stage.screen._console
    assert console.agenda.x() > console.now.mapTo(console, console.now.rect().topLeft()).x()
    first, last = (console.keys.button(name).x() for name in ("back", "finish"))
    assert first > last


def written_in(plan: RunPlan) -> set[str]:
    """What people wrote into a plan."""
    found = {plan.title, plan.programme_title}
    for each in plan.activities:
        found |= {each.title, each.lead_name, each.task, each.say, each.do, each.watch}
        found |= {each.if_short, *each.materials}
    return found - {""}


def test_every_word_passes_through_the_translations_and_none_is_cut(
    make_stage: Callable[..., Stage],
) -> None:
    with spoken(PSEUDO):
        stage = make_stage()
        for key in (None, KEY.Key_Space, KEY.Key_F):
            if key is not None:
                stage.press(key)
            written = written_in(stage.screen._desk.plan)

            def nothing_is_bare_or_cut(written: set[str] = written) -> None:
                assert faults_of(stage.screen, data=written) == []

            # The layout settles over a few turns of the loop.
            stage.qtbot.waitUntil(nothing_is_bare_or_cut, timeout=2000)


@pytest.mark.parametrize(
    "keys",
    [
        (KEY.Key_R,),
        (KEY.Key_O,),
        (KEY.Key_O, KEY.Key_1, KEY.Key_1),
        (KEY.Key_T,),
        (KEY.Key_T, KEY.Key_T),
        (KEY.Key_T, KEY.Key_T, KEY.Key_Return),
        (KEY.Key_N,),
        (KEY.Key_G,),
        (KEY.Key_E,),
    ],
    ids=lambda keys: "".join(key.name.removeprefix("Key_") for key in keys),
)
def test_panels_and_lines_are_translated_and_uncut(
    make_stage: Callable[..., Stage], keys: tuple[Qt.Key, ...]
) -> None:
    with spoken(PSEUDO):
        stage = make_stage()
        stage.press(KEY.Key_Space)
        stage.minutes(1)
        for key in keys:
            stage.press(key)
        written = written_in(stage.screen._desk.plan)
        rows = stage.book.attendance.desk(stage.workshop_id).rows
        written |= {row.name for row in rows} | {row.native_name for row in rows} - {""}
        framework = stage.book.skills.framework()
        written |= {each.title for skill in framework.skills for each in skill.indicators}

        def nothing_is_bare_or_cut() -> None:
            assert faults_of(stage.screen, data=written - {""}) == []

        stage.qtbot.waitUntil(nothing_is_bare_or_cut, timeout=2000)
