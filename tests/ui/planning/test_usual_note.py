"""What one's own runs say: shown where it is worth saying, adopted with one key."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from facilitator.live.learned import Usual
from tests.ui.pseudo import faults_of
from ui.planning.usual_note import UsualNote
from ui.planning.usual_words import usual_short
from ui.theme.theme import Theme
from ui.words import spoken

LONGER = Usual(planned_seconds=900, usual_seconds=1260, runs=3)
ALIKE = Usual(planned_seconds=900, usual_seconds=960, runs=5)


@pytest.fixture
def note(qtbot: Any, theme: Theme) -> UsualNote:
    note = UsualNote(theme)
    qtbot.addWidget(note)
    return note


def test_what_differs_is_said_and_can_be_taken(qtbot: Any, note: UsualNote) -> None:
    note.show_usual("a", LONGER, editable=True)
    said = note.findChild(QLabel, "usual_words")
    assert said.text() == "planned 15, usually 21 (known from 3 runs)"

    take = note.findChild(QPushButton, "adopt_usual")
    with qtbot.waitSignal(note.adopt_requested) as asked:
        qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    assert asked.args == ["a"]


@pytest.mark.parametrize("usual", [None, ALIKE])
def test_nothing_is_said_where_nothing_is_known_or_it_is_as_planned(
    note: UsualNote, usual: Usual | None
) -> None:
    note.show_usual("a", LONGER, editable=True)
    note.show_usual("b", usual, editable=True)

    assert note.isHidden()


def test_a_plan_that_is_only_looked_at_offers_nothing_to_take(note: UsualNote) -> None:
    note.show_usual("a", LONGER, editable=False)

    assert note.findChild(QPushButton, "adopt_usual").isHidden()


def test_the_table_has_words_of_its_own() -> None:
    assert usual_short(LONGER) == "usually 21"


def test_every_word_can_be_translated(qtbot: Any, theme: Theme) -> None:
    with spoken("xx-pseudo"):
        note = UsualNote(theme)
        qtbot.addWidget(note)
        note.show_usual("a", LONGER, editable=True)
        assert faults_of(note) == []
