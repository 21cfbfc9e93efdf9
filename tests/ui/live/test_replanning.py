"""Re-planning: three ways side by side, taken with a digit and Enter, and taken back with a key."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from facilitator.live.replanning import ReplanWay
from tests.ui.live.conftest import Stage

KEY = Qt.Key


def run_late(stage: Stage, minutes: float = 17) -> None:
    stage.minutes(1)
    stage.press(KEY.Key_Space)
    stage.minutes(minutes)
    stage.screen._deeds.closed_hints.add("away")


def cards(stage: Stage) -> list:
    return [each for each in stage.screen._console.replan._cards if not each.isHidden()]


def test_one_key_shows_three_ways_and_changes_nothing(stage: Stage) -> None:
    run_late(stage)
    before = stage.screen._desk.view().projected_end
    stage.press(KEY.Key_R)
    assert stage.screen._console.panel is stage.screen._console.replan
    ways = [each.proposal.way for each in cards(stage)]
    assert ways[:3] == [ReplanWay.SHIFT, ReplanWay.SHRINK, ReplanWay.DROP]
    assert [each.accessibleName().split(".")[0] for each in cards(stage)][:2] == [
        "Shift everything",
        "Shrink to the least",
    ]
    assert stage.screen._desk.view().projected_end == before


def test_a_digit_and_enter_take_a_way_and_its_end_comes_true(stage: Stage) -> None:
    run_late(stage)
    stage.press(KEY.Key_R)
    foreseen = cards(stage)[1].proposal
    assert foreseen.gained_seconds > 0
    stage.press(KEY.Key_2)
    stage.press(KEY.Key_Return)
    assert stage.screen._console.panel is None
    assert stage.screen._desk.view().projected_end == foreseen.end


def test_one_key_takes_the_replan_back(stage: Stage) -> None:
    run_late(stage)
    before = stage.screen._desk.view().projected_end
    for key in (KEY.Key_R, KEY.Key_2, KEY.Key_Return):
        stage.press(key)
    assert stage.screen._desk.view().projected_end != before
    stage.press(KEY.Key_Z)
    assert stage.screen._desk.view().projected_end == before
    assert stage.screen._desk.view().replans == 0


def test_the_ways_are_worked_out_anew_while_they_are_looked_at(stage: Stage) -> None:
    run_late(stage)
    stage.press(KEY.Key_R)
    before = cards(stage)[0].proposal.end
    stage.minutes(1)
    assert (cards(stage)[0].proposal.end - before).total_seconds() == 60


def test_time_is_still_given_and_taken_beside_the_ways(stage: Stage) -> None:
    run_late(stage, 4)
    stage.press(KEY.Key_R)
    stage.press(KEY.Key_5)
    assert stage.screen._desk.view().remaining_seconds == 11 * 60


def test_what_a_note_offers_is_taken_with_one_click(
    make_stage: Callable[..., Stage], book, workshop_id: str
) -> None:
    second = book.planning.agenda(workshop_id).activities[1]
    book.planning.update_activity(second.id, if_short="Two streets only", can_lose_seconds=240)
    stage = make_stage()
    run_late(stage)
    stage.press(KEY.Key_R)
    texts = [each.text for each in stage.screen._desk.replans().notes]
    number = texts.index("Two streets only")
    stage.click(f"replan_note_{number}")
    assert stage.screen._desk.view().rows[1].allotted_seconds == second.planned_seconds - 240


def test_escape_leaves_everything_as_it_is(stage: Stage) -> None:
    run_late(stage)
    stage.press(KEY.Key_R)
    stage.press(KEY.Key_Escape)
    assert stage.screen._console.panel is None
    assert stage.screen._desk.view().replans == 0
