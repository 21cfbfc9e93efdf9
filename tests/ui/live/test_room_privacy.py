"""A workbook full of marked names, notes, needs and ratings, and a room display that shows none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from facilitator.clock import SetClock
from facilitator.live.model import RoomChoice, RoomLayout
from facilitator.live.room import room_plan, room_view
from facilitator.workbook import Workbook
from tests.ui.live.test_room_display import all_texts
from ui.live.room_display import RoomDisplay
from ui.live.room_words import room_words
from ui.theme.theme import Theme

MARK = "Zxqv"


@pytest.fixture
def marked(book: Workbook, workshop_id: str) -> Workbook:
    """Names, notes, needs, leads and ratings all carry the mark."""
    programme_id = book.planning.workshop(workshop_id).programme_id
    for number, row in enumerate(book.people.roster(programme_id)):
        book.people.update(row.participant_id, name=f"{MARK} {number}", call_name=MARK)
        book.attendance.mark(workshop_id, row.participant_id, "present")
    for slot in book.planning.agenda(workshop_id).activities:
        book.planning.update_activity(
            slot.id, say=MARK, do=MARK, watch=MARK, if_short=MARK, aim=MARK, grouping=MARK
        )
    person = book.people.roster(programme_id)[0].participant_id
    skill = book.skills.framework().skills[0].key
    book.skills.observe(person, workshop_id, skill, 2, f"{MARK} did well")
    book.live.add_note(workshop_id, f"{MARK} was late")
    return book


def painted_text(display: RoomDisplay, path: Path) -> str:
    """What the painter was told to write: letters stay letters in SVG."""
    picture = QSvgGenerator()
    picture.setFileName(str(path))
    picture.setSize(display.size())
    painter = QPainter(picture)
    display.render(painter, QPoint(0, 0))
    painter.end()
    return path.read_text(encoding="utf-8")


def told_by(widget: QWidget) -> Iterator[str]:
    """Everything a widget and those within it say without painting."""
    for each in (widget, *widget.findChildren(QWidget)):
        yield from (
            each.windowTitle(),
            each.accessibleName(),
            each.accessibleDescription(),
            each.toolTip(),
            each.statusTip(),
            each.whatsThis(),
            each.windowFilePath(),
            each.objectName(),
        )
        for name in each.dynamicPropertyNames():
            yield str(each.property(name.data().decode()))


def test_nothing_of_a_person_is_ever_in_the_room(
    marked: Workbook, workshop_id: str, clock: SetClock, theme: Theme, qtbot: Any, tmp_path: Path
) -> None:
    run = marked.live.open(workshop_id)
    display = RoomDisplay(theme, dark=False)
    qtbot.addWidget(display)
    display.resize(1024, 768)
    painted: list[str] = []
    told: list[str] = []

    def look() -> None:
        plan, _ = run.snapshot()
        for layout in RoomLayout:
            room = room_view(room_plan(plan), run.view(), RoomChoice(layout))
            display.show_view(room)
            painted.append(painted_text(display, tmp_path / "room.svg"))
            told.extend((*told_by(display), *all_texts(room), *all_texts(room_words(room))))

    look()
    run.start()
    run.note(f"{MARK} laughed")
    run.add_group_timer(f"{MARK}'s group", 60)
    run.add_turn_timer(6, 120, label=MARK)
    look()
    clock.pass_seconds(9.5 * 60)
    look()
    clock.pass_seconds(3 * 60)
    run.pause()
    look()
    run.finish()
    look()

    plan, _ = run.snapshot()
    assert MARK in plan.activities[0].say
    assert any("Thank you" in text for text in painted), "letters are not recorded"
    assert not [text for text in painted + told if MARK in text]


def test_the_display_is_handed_nothing_but_views() -> None:
    """No workbook, session, desk or run is among what its modules know."""
    folder = Path(__file__).resolve().parents[3] / "ui" / "live"
    for name in ("display", "paint", "arrange", "text", "words", "keys"):
        text = (folder / f"room_{name}.py").read_text(encoding="utf-8")
        for unwanted in ("facilitator.workbook", "ui.jobs", "run_desk", "facilitator.people"):
            assert unwanted not in text
