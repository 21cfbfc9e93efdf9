"""Sixty different edits of a plan, taken back one by one after the workbook was closed."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton

from facilitator.clock import SetClock
from facilitator.planning.clipping import clipping_of
from facilitator.planning.model import Activity, Agenda, SkillAim
from facilitator.planning.planning import Planning
from facilitator.workbook import Workbook
from ui.planning.agenda_table import AgendaTable
from ui.shell.main_window import MainWindow
from ui.shell.route import Route

TITLES = ("Open", "Map the street", "Draw", "Talk", "Walk", "Tell", "Pause", "Close")
MATERIALS = ("Paper of ours", "Pens of ours")
FIELDS: tuple[dict[str, Any], ...] = (
    {"title": "Open the day"},
    {"kind": "welcome"},
    {"planned_seconds": 900},
    {"minimum_seconds": 300},
    {"optional": True},
    {"locked_start_seconds": 18 * 3600},
    {"locked_start_seconds": None},
    {"grouping": "pairs"},
    {"aim": "Everybody knows a name"},
    {"task": "Tell where you live"},
    {"say": "Welcome"},
    {"do": "Chairs in a circle"},
    {"watch": "Who is silent"},
    {"if_short": "Names only"},
    {"can_lose_seconds": 120},
    {"auto_advance": True},
    {"warn_seconds": 90},
    {"last_seconds": 30},
    {"counts_as_contact": False},
    {"room_layout": "circle"},
)


def test_sixty_different_edits_are_undone_after_closing_and_opening_again(
    make_window: Callable[..., MainWindow], tmp_path: Path, clock: SetClock
) -> None:
    path = tmp_path / "deep.facilitator"
    with Workbook.create(path, time_zone="UTC", clock=clock) as book:
        workshop_id = _planned(book)
        states = [book.planning.agenda(workshop_id)]
        for edit in _edits(book, workshop_id):
            edit()
            states.append(book.planning.agenda(workshop_id))
    assert len(states) == 61
    assert all(a != b for a, b in pairwise(states))

    with Workbook.open(path, clock=clock) as book:
        window = make_window(book, Route("workshop.agenda", (workshop_id,)))
        undo = window.findChild(QPushButton, "undo_in_agenda")
        table = window.findChild(AgendaTable)
        assert undo is not None
        assert table is not None
        for wanted in reversed(states[:-1]):
            undo.click()
            assert book.planning.agenda(workshop_id) == wanted
            assert _titles(table) == [each.title for each in _with_steps(wanted)]
        window.hide()

    with Workbook.open(path, clock=clock) as book:
        for wanted in states[1:]:
            book.redo()
            assert book.planning.agenda(workshop_id) == wanted


def _planned(book: Workbook) -> str:
    programme_id = book.planning.add_programme("Evenings")
    workshop_id = book.planning.add_workshop(
        programme_id, "First", "2026-10-08T17:30", "UTC", 3600, expected_heads=23
    )
    for each in TITLES:
        book.planning.add_activity(workshop_id, None, each, "discussion", 600)
    for label in MATERIALS:
        book.planning.add_material(label)
    return workshop_id


def _edits(book: Workbook, workshop_id: str) -> Iterator[Callable[[], object]]:
    """Sixty edits; each is made when the one before is done, as some go on from it."""
    plan: Planning = book.planning
    top = [each.id for each in plan.agenda(workshop_id).activities]
    for fields in FIELDS:
        yield lambda fields=fields: plan.update_activity(top[0], **fields)  # type: ignore[misc]
    yield lambda: plan.set_each({key: {"planned_seconds": 480} for key in top[1:4]})
    yield lambda: plan.set_each({top[4]: {"kind": "energiser"}, top[5]: {"grouping": "alone"}})
    skill, other = (each.id for each in book.skills.framework().skills[:2])
    yield lambda: plan.update_activity(top[1], skills=[SkillAim(skill)])
    yield lambda: plan.update_activity(top[1], skills=[SkillAim(skill), SkillAim(other)])
    paper, pens = (each.id for each in plan.materials_known() if each.label in MATERIALS)
    yield lambda: plan.update_activity(top[1], materials=[(paper, 1, "person")])
    yield lambda: plan.update_activity(top[1], materials=[(paper, 2, "group"), (pens, 1, "pair")])
    for name, value in (
        ("title", "First of all"),
        ("aim", "To begin"),
        ("target_seconds", 5400),
        ("expected_heads", 19),
        ("room_note", "The hall, with the door open"),
        ("starts_local", "2026-10-08T18:00"),
    ):
        yield lambda name=name, value=value: plan.update_workshop(  # type: ignore[misc]
            workshop_id, **{name: value}
        )
    yield lambda: plan.move_activity(top[0], 3)
    yield lambda: plan.move_activities([top[5], top[6]], 0)
    yield lambda: plan.duplicate_activities([top[2]])
    yield lambda: plan.duplicate_activities(top[3:5])
    yield lambda: plan.delete_activities([top[7]])
    yield lambda: plan.delete_activities([top[5], top[6]])
    yield lambda: plan.add_activity(workshop_id, 0, "New first", "welcome", 300)
    yield lambda: plan.add_activity(workshop_id, None, "New last", "closing", 300, say="Bye")
    method_id = plan.methods()[0].id
    yield lambda: plan.add_activity_from_method(workshop_id, None, method_id)
    yield lambda: plan.add_tracks(top[1], ["A", "B"])
    yield lambda: plan.add_track(top[1], "C")
    tracks = [each.id for each in _named(plan.agenda(workshop_id), top[1]).tracks]
    yield lambda: plan.update_track(tracks[0], name="Artists")
    yield lambda: plan.update_track(tracks[1], task="Count the trees")
    yield lambda: plan.move_track(tracks[2], 0)
    for number, track in enumerate(tracks):
        yield lambda n=number, track=track: plan.add_activity(  # type: ignore[misc]
            workshop_id, None, f"Step {n}", "creative", 240, track_id=track
        )
    yield lambda: plan.move_to_track([top[2]], tracks[0], 0)
    yield lambda: plan.move_to_track([top[2]], None, 1)
    yield lambda: plan.move_to_track([top[3], top[4]], tracks[1], None)
    yield lambda: plan.duplicate_track(tracks[0], "D")
    clippings = [clipping_of(each) for each in plan.agenda(workshop_id).activities[:2]]
    yield lambda: plan.paste_activities(workshop_id, clippings)
    yield lambda: plan.delete_track(tracks[2])
    yield lambda: plan.delete_parts([top[0]], [tracks[0]])
    yield lambda: plan.adopt_usual(top[2], 1260)
    yield lambda: plan.update_activity(top[2], minimum_seconds=600, optional=True)
    yield lambda: plan.apply_fit(workshop_id, plan.fit_proposals(workshop_id, "19:15")[0])
    yield lambda: plan.delete_activities([top[1]])


def _named(agenda: Agenda, activity_id: str) -> Activity:
    return next(each for each in agenda.activities if each.id == activity_id)


def _with_steps(agenda: Agenda) -> Iterator[Activity]:
    for each in agenda.activities:
        yield each
        for track in each.tracks:
            yield from track.steps


def _titles(table: AgendaTable) -> list[str]:
    return [line.activity.title for line in table._agenda_model.lines()]
